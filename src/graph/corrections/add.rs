//! Adds facts, mentions and properties.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};

use super::super::vocab::{gk, prov, rdf, skos};
use super::super::write::terms::decimal;
use super::apply::no_text;
use super::page::Page;
use super::{Correction, RULE};

/// Adds what a correction puts in: a fact of a class, a mention, a relation, or a property of the facts of its span.
pub(super) fn add(page: &mut Page<'_>, correction: &Correction) -> Result<String, String> {
    let Some(property) = &correction.property else {
        return Err("it names no property".to_owned());
    };
    let (start, end) = (correction.start, correction.end);
    let pairs: &[(NamedNode, Term)] = &correction.new;
    let has = |property: NamedNodeRef<'_>| pairs.iter().any(|(p, _)| p.as_ref() == property);
    // A relation has a node that carries its evidence.
    if has(rdf::SUBJECT) {
        return new_fact(page, 'c', gk::CLAIM, correction);
    }
    if has(gk::AGENT) && has(gk::PROJECT_PROPERTY) {
        return new_fact(page, 'r', gk::RESPONSIBILITY, correction);
    }
    match property.as_ref() {
        gk::ACHIEVEMENT | gk::TARGET => new_fact(page, 'm', property.as_ref(), correction),
        gk::MENTIONED_IN => {
            let span = page.describe_span(start, end).ok_or_else(no_text)?;
            for (_, entity) in pairs {
                page.introduce(entity, correction);
                if let Term::NamedNode(entity) = entity {
                    page.add(entity, gk::MENTIONED_IN, span.clone());
                }
            }
            Ok("a mention".to_owned())
        }
        skos::ALT_LABEL => {
            let entities = page.entities(start, end);
            to_all(page, &entities, correction)
        }
        _ => {
            let facts: Vec<NamedNode> = page
                .facts(start, end)
                .into_iter()
                .filter(|fact| !page.is_a(fact, gk::CLAIM))
                .collect();
            to_all(page, &facts, correction)
        }
    }
}

/// Gives a property to nodes that do not have it yet.
fn to_all(page: &mut Page<'_>, nodes: &[NamedNode], correction: &Correction) -> Result<String, String> {
    if nodes.is_empty() {
        return Err("nothing was read there that could have it".to_owned());
    }
    let Some((property, value)) = correction.new.first() else {
        return Err("it names no new value".to_owned());
    };
    let property = property.as_ref();
    let many = [gk::SCOPE, skos::ALT_LABEL].contains(&property);
    let has: Vec<Term> = nodes.iter().flat_map(|node| page.objects(node, property)).collect();
    if has.contains(value) {
        return Err("that is what was read".to_owned());
    }
    if let Some(has) = has.first().filter(|_| !many) {
        return Err(format!("it has the value {has} already; use replace"));
    }
    let mut done = Vec::new();
    for node in nodes {
        page.introduce(value, correction);
        page.add(node, property, value.clone());
        let local = node.as_str().rsplit(['#', '/']).next().unwrap_or_default();
        done.push(local.to_owned());
    }
    Ok(done.join(", "))
}

/// Writes a fact of its own, with the span as its evidence.
fn new_fact(
    page: &mut Page<'_>,
    kind: char,
    class: NamedNodeRef<'_>,
    correction: &Correction,
) -> Result<String, String> {
    let (start, end) = (correction.start, correction.end);
    let span = page.describe_span(start, end).ok_or_else(no_text)?;
    let name = (1..)
        .map(|n: u32| match n {
            1 => format!("{kind}-{start}-{end}"),
            _ => format!("{kind}-{start}-{end}-{n}"),
        })
        .find(|name| page.object(&fact(page, name), rdf::TYPE).is_none())
        .unwrap_or_default();
    let node = fact(page, &name);
    for (property, value) in &correction.new {
        page.introduce(value, correction);
        page.add(&node, property.as_ref(), value.clone());
    }
    if kind == 'r' && page.object(&node, gk::POSITION).is_none() {
        let position = next_position(page, &node);
        page.add(
            &node,
            gk::POSITION,
            Literal::new_typed_literal(position.to_string(), xsd::INTEGER),
        );
    }
    page.add(&node, rdf::TYPE, class.into_owned());
    page.add(&node, prov::WAS_DERIVED_FROM, span);
    page.add(&node, gk::RULE, Literal::new_simple_literal(RULE));
    page.add(&node, gk::CONFIDENCE, decimal("1"));
    Ok(name)
}

fn fact(page: &Page<'_>, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#{name}", page.document.as_str()))
}

/// The place after the last unit with this role for the same project.
fn next_position(page: &Page<'_>, node: &NamedNode) -> u32 {
    let (Some(project), role) = (page.node(node, gk::PROJECT_PROPERTY), page.object(node, gk::ROLE)) else {
        return 1;
    };
    let others = page.subjects(gk::PROJECT_PROPERTY, project.as_ref());
    let positions = others
        .iter()
        .filter(|other| page.object(other, gk::ROLE) == role)
        .filter_map(|other| match page.object(other, gk::POSITION)? {
            Term::Literal(position) => position.value().parse::<u32>().ok(),
            _ => None,
        });
    positions.max().unwrap_or(0) + 1
}
