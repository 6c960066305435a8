//! The table of relations: each direct statement with each place it was read from.

use std::collections::BTreeMap;

use oxigraph::model::{NamedNodeRef, Term};

use super::document::{Document, Resource};
use super::labels::Labels;
use super::table::{Cell, Column, Row};
use crate::Result;
use crate::graph::local_name;
use crate::graph::vocab::{dcterms, gk, rdf, skos};
use crate::store::lexical;

/// The columns of the facts.
pub(super) const FACTS: &[Column] = &[
    Column::new("subject", 30, "name of the subject"),
    Column::new("predicate", 16, "what is said: leadUnit, locatedIn, definition …"),
    Column::new("object", 30, "name of the object, or the date or text itself"),
    Column::new("rule", 22, "the rule that read it"),
    Column::new("confidence", 10, "how sure the rule is, from 0 to 1"),
];

/// The columns of the IRIs.
pub(super) const IRIS: &[Column] = &[
    Column::new(
        "claim_iri",
        20,
        "IRI of the claim or responsibility that carries the evidence",
    ),
    Column::new("subject_iri", 20, "IRI of the subject"),
    Column::new("predicate_iri", 20, "IRI of the property"),
    Column::new("object_iri", 20, "IRI of the object"),
];

/// The properties that state a relation.
const RELATIONS: [NamedNodeRef<'_>; 15] = [
    gk::LEAD_UNIT,
    gk::RESPONSIBLE_UNIT,
    gk::DEADLINE,
    gk::LOCATED_IN,
    gk::UNDERTAKEN_BY,
    gk::IN_INDUSTRY,
    gk::PART_OF,
    gk::HOLDS_TITLE,
    gk::SEEKS_TITLE,
    gk::STATUS,
    gk::HOSTS,
    gk::SUPPORTS,
    gk::GOVERNS,
    skos::DEFINITION,
    dcterms::DESCRIPTION,
];

/// Subject, property and object; the last as it is written in N-Triples, so that a text is no IRI.
type Statement = (String, String, String);

pub(super) fn rows(document: &Document, labels: &mut Labels<'_>) -> Result<Vec<Row>> {
    let evidence = evidence(document);
    let mut rows = Vec::new();
    // A responsibility has a deadline of its own; it is a row of its own table.
    let subjects = document
        .resources()
        .filter(|(_, resource)| !resource.is_a(gk::RESPONSIBILITY));
    for (subject, resource) in subjects {
        for (property, object) in resource.properties() {
            let statement = (subject.to_owned(), property.as_str().to_owned(), object.to_string());
            match evidence.get(&statement) {
                Some(facts) => {
                    for fact in facts {
                        rows.push(row(document, labels, &statement, object, Some(fact))?);
                    }
                }
                None if RELATIONS.contains(&property.as_ref()) => {
                    rows.push(row(document, labels, &statement, object, None)?);
                }
                None => {}
            }
        }
    }
    Ok(rows)
}

/// What carries the evidence of each statement: its claims, else its responsibilities.
fn evidence(document: &Document) -> BTreeMap<Statement, Vec<&str>> {
    let mut claims: BTreeMap<Statement, Vec<&str>> = BTreeMap::new();
    let mut others: BTreeMap<Statement, Vec<&str>> = BTreeMap::new();
    for (iri, node) in document.resources() {
        if node.is_a(gk::CLAIM) {
            if let Some(statement) = statement(node, rdf::SUBJECT, rdf::OBJECT, node.value(rdf::PREDICATE)) {
                claims.entry(statement).or_default().push(iri);
            }
        } else if node.is_a(gk::RESPONSIBILITY) {
            let property = match node.value(gk::ROLE) {
                Some(role) if role == gk::LEAD.as_str() => Some(gk::LEAD_UNIT.as_str().to_owned()),
                Some(role) if role == gk::RESPONSIBLE.as_str() => Some(gk::RESPONSIBLE_UNIT.as_str().to_owned()),
                _ => None,
            };
            if let Some(statement) = statement(node, gk::PROJECT_PROPERTY, gk::AGENT, property) {
                others.entry(statement).or_default().push(iri);
            }
            let deadline = Some(gk::DEADLINE.as_str().to_owned());
            if let Some(statement) = statement(node, gk::PROJECT_PROPERTY, gk::DEADLINE, deadline) {
                others.entry(statement).or_insert_with(|| vec![iri]);
            }
        }
    }
    for (statement, nodes) in others {
        claims.entry(statement).or_insert(nodes);
    }
    claims
}

fn statement(
    node: &Resource,
    subject: NamedNodeRef<'_>,
    object: NamedNodeRef<'_>,
    property: Option<String>,
) -> Option<Statement> {
    Some((node.value(subject)?, property?, node.values(object).next()?.to_string()))
}

fn row(
    document: &Document,
    labels: &mut Labels<'_>,
    (subject, property, _): &Statement,
    object: &Term,
    fact: Option<&str>,
) -> Result<Row> {
    let node = fact.and_then(|fact| document.resource(fact));
    let (object_cell, object_iri) = match object {
        Term::NamedNode(of) => (
            Cell::text(labels.label(of.as_str())?),
            Cell::Text(of.as_str().to_owned()),
        ),
        Term::BlankNode(_) => (Cell::Empty, Cell::Empty),
        Term::Literal(literal) if literal.value().len() == 10 && property == gk::DEADLINE.as_str() => {
            (Cell::Date(lexical(object)), Cell::Empty)
        }
        Term::Literal(_) => (Cell::Text(lexical(object)), Cell::Empty),
    };
    let facts = vec![
        Cell::text(labels.label(subject)?),
        Cell::Text(local_name(property).to_owned()),
        object_cell,
        Cell::text(node.and_then(|node| node.value(gk::RULE))),
        node.map_or(Cell::Empty, |node| node.decimal(gk::CONFIDENCE)),
    ];
    let iris = vec![
        Cell::text(fact),
        Cell::Text(subject.clone()),
        Cell::Text(property.clone()),
        object_iri,
    ];
    let place = node.map(|node| document.evidence(node)).unwrap_or_default();
    let id = format!("{} {subject} {property} {object}", fact.unwrap_or_default());
    Ok(document.row(&id, place, facts, iris))
}
