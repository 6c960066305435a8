//! Makes a document obey its corrections.

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term, Triple, TripleRef};
use oxsdatatypes::Decimal;

use super::super::iri::Iris;
use super::super::vocab::{gk, prov, rdf, skos};
use super::super::write::terms::decimal;
use super::page::{Page, Sentence, number};
use super::{Action, Correction, Corrections};

/// What a fact says nothing without: to take it away is to take the fact away.
const ESSENTIAL: [NamedNodeRef<'static>; 14] = [
    rdf::TYPE,
    rdf::SUBJECT,
    rdf::PREDICATE,
    rdf::OBJECT,
    gk::INDICATOR_PROPERTY,
    gk::SUBJECT_PROPERTY,
    gk::ASPECT,
    gk::COMPARATOR,
    gk::VALUE,
    gk::UNIT_PROPERTY,
    gk::VALUE_TEXT,
    gk::PROJECT_PROPERTY,
    gk::AGENT,
    gk::ROLE,
];

/// A document that obeys its corrections.
#[derive(Debug, Clone)]
pub struct Applied {
    /// Its quads, all in its graph, in a fixed order.
    pub quads: Vec<Quad>,
    /// What became of each correction: what was done, or why there was nothing to do.
    pub outcomes: Vec<(Correction, Result<String, String>)>,
}

/// Applies the corrections of the document `id` to its quads as they were read.
///
/// `sentence_at` finds a sentence of its text in which no fact lies yet, for facts that are added there.
pub fn apply(
    quads: impl IntoIterator<Item = Quad>,
    id: &str,
    base: &str,
    corrections: &Corrections,
    sentence_at: &dyn Fn(u32) -> Option<Sentence>,
) -> Applied {
    let iris = Iris::new(base);
    let mut page = Page {
        document: iris.document(id),
        base,
        graph: quads.into_iter().map(Triple::from).collect(),
        sentence_at,
    };
    // What stands at a place is asked before anything changes: with its last fact a sentence leaves the graph.
    let all: Vec<(&Correction, Option<String>)> = corrections
        .of(id)
        .map(|correction| {
            let sentence = correction.words.as_ref().and_then(|_| page.sentence(correction.start));
            let words = sentence.map(|sentence| sentence.words(correction.start, correction.end));
            (correction, words)
        })
        .collect();
    let mut outcomes = Vec::with_capacity(all.len());
    for (correction, words) in all {
        let outcome = match (&correction.words, words) {
            (Some(then), Some(now)) if *then != now => {
                Err(format!("the words there are “{now}” now and were “{then}”"))
            }
            _ => one(&mut page, correction),
        };
        outcomes.push((correction.clone(), outcome));
    }
    Applied {
        quads: page.into_quads(&iris.document_graph(id)),
        outcomes,
    }
}

/// Applies one correction, and keeps the direct relations in line with the facts that state them.
fn one(page: &mut Page<'_>, correction: &Correction) -> Result<String, String> {
    let before = page.stated();
    let outcome = match correction.action {
        Action::Reject => reject(page, correction),
        Action::Replace => replace(page, correction),
        Action::Add => super::add::add(page, correction),
    };
    let after = page.stated();
    let mut gone: Vec<Triple> = before
        .iter()
        .filter(|triple| !after.contains(*triple))
        .map(TripleRef::into_owned)
        .collect();
    gone.sort_by_cached_key(ToString::to_string);
    for triple in gone {
        page.graph.remove(&triple);
        page.sweep(vec![triple.object]);
    }
    for triple in &after {
        page.graph.insert(triple);
    }
    outcome
}

fn reject(page: &mut Page<'_>, correction: &Correction) -> Result<String, String> {
    let (start, end) = (correction.start, correction.end);
    let meant = |page: &Page<'_>, term: &Term| correction.old.as_ref().is_none_or(|old| page.is(term, old));
    let facts = page.facts(start, end);
    let mut done = Vec::new();
    match correction.property.as_ref().map(NamedNode::as_ref) {
        None => {
            let says = |page: &Page<'_>, fact: &NamedNode| {
                let triples: Vec<Term> = page
                    .graph
                    .triples_for_subject(fact)
                    .map(|t| t.object.into_owned())
                    .collect();
                triples.iter().any(|object| meant(page, object))
            };
            for fact in facts {
                if says(page, &fact) {
                    page.take_fact(&fact);
                    done.push(name(&fact));
                }
            }
        }
        Some(gk::MENTIONED_IN) => {}
        Some(skos::ALT_LABEL) => {
            for entity in page.entities(start, end) {
                for label in page.objects(&entity, skos::ALT_LABEL) {
                    if meant(page, &label) {
                        page.take(&entity, skos::ALT_LABEL, &label);
                        done.push(format!("{label}"));
                    }
                }
            }
        }
        Some(property) => {
            for fact in facts {
                let (path, whole) = path(page, &fact, property);
                let objects = page.objects(&fact, path);
                let objects: Vec<Term> = objects.into_iter().filter(|object| meant(page, object)).collect();
                if objects.is_empty() {
                    continue;
                }
                if whole || ESSENTIAL.contains(&property) {
                    page.take_fact(&fact);
                    done.push(name(&fact));
                } else {
                    for object in objects {
                        page.take(&fact, property, &object);
                        done.push(format!("{} of {}", name(&object), name(&fact)));
                    }
                }
            }
        }
    }
    let mentions = match &correction.property {
        None => done.is_empty(),
        Some(property) => property.as_ref() == gk::MENTIONED_IN,
    };
    if mentions {
        let span = page.span(start, end);
        for entity in page.entities(start, end) {
            if meant(page, &entity.clone().into()) {
                let label = label(page, &entity);
                let facts = page.take_mention(&entity, &span);
                let more = match facts {
                    0 => String::new(),
                    1 => " with 1 fact about it".to_owned(),
                    n => format!(" with {n} facts about it"),
                };
                done.push(format!("the mention of {label}{more}"));
            }
        }
    }
    if done.is_empty() {
        return Err(nothing(page, correction));
    }
    Ok(done.join(", "))
}

fn replace(page: &mut Page<'_>, correction: &Correction) -> Result<String, String> {
    let (Some(property), Some((_, new))) = (&correction.property, correction.new.first()) else {
        return Err("it names no property or no new value".to_owned());
    };
    let property = property.as_ref();
    if property == gk::MENTIONED_IN {
        return rename(page, correction, new);
    }
    let mut same = false;
    let mut meant = Vec::new();
    for fact in page.facts(correction.start, correction.end) {
        let (path, _) = path(page, &fact, property);
        let mut objects = page.objects(&fact, path);
        objects.retain(|object| correction.old.as_ref().is_none_or(|old| page.is(object, old)));
        if let Some(old) = objects.iter().find(|old| kind(old) != kind(new)) {
            return Err(format!(
                "{} has the value {old}, and {new} is of another kind",
                name(&fact)
            ));
        }
        if objects == [new.clone()] {
            same = true;
        } else if !objects.is_empty() {
            meant.push((fact, path, objects));
        }
    }
    let mut done = Vec::new();
    for (fact, path, objects) in meant {
        let factor = factor(page, &fact);
        page.introduce(new, correction);
        page.add(&fact, path, new.clone());
        for old in &objects {
            if old != new {
                page.take(&fact, path, old);
            }
        }
        if [gk::VALUE, gk::UNIT_PROPERTY].contains(&path) {
            let factor = if path == gk::VALUE { factor } else { None };
            rebase(page, &fact, factor, correction);
        }
        done.push(name(&fact));
    }
    if done.is_empty() {
        return Err(if same {
            "that is what was read".to_owned()
        } else {
            nothing(page, correction)
        });
    }
    Ok(done.join(", "))
}

/// Another entity is named at the span than the one that was read; so say the facts of the span as well.
fn rename(page: &mut Page<'_>, correction: &Correction, new: &Term) -> Result<String, String> {
    let Term::NamedNode(entity) = new else {
        return Err("the new value is no entity".to_owned());
    };
    let (start, end) = (correction.start, correction.end);
    let meant = |old: &NamedNode| {
        old != entity
            && correction
                .old
                .as_ref()
                .is_none_or(|wanted| page.is(&old.clone().into(), wanted))
    };
    let olds: Vec<NamedNode> = page.entities(start, end).into_iter().filter(meant).collect();
    if olds.is_empty() {
        return Err(nothing(page, correction));
    }
    page.introduce(new, correction);
    let span = page.span(start, end);
    page.add(entity, gk::MENTIONED_IN, span.clone());
    let mut done = Vec::new();
    for old in olds {
        for fact in page.facts(start, end) {
            let triples: Vec<Triple> = page
                .graph
                .triples_for_subject(&fact)
                .map(TripleRef::into_owned)
                .filter(|triple| triple.object == Term::from(old.clone()))
                .collect();
            for triple in triples {
                page.graph.remove(&triple);
                page.add(&fact, triple.predicate.as_ref(), entity.clone());
            }
        }
        done.push(format!("the mention of {}", label(page, &old)));
        page.take_mention(&old, &span);
    }
    Ok(done.join(", "))
}

impl Page<'_> {
    /// Makes a node known that a correction puts in: describes it, and lets an entity be mentioned at the span.
    pub fn introduce(&mut self, term: &Term, correction: &Correction) {
        let Term::NamedNode(node) = term else { return };
        if self.object(node, rdf::TYPE).is_none() {
            let of_node = |triple: &&Triple| triple.subject == node.clone().into();
            let description: Vec<&Triple> = correction.described.iter().filter(of_node).collect();
            // Of what the vocabulary knows a correction only says what is needed to count.
            if description.iter().any(|triple| triple.predicate.as_ref() == rdf::TYPE) {
                for triple in description {
                    self.graph.insert(triple);
                }
            }
        }
        let is_area = node.as_str().starts_with(&format!("{}area/", self.base));
        let is_entity = is_area || ENTITIES.iter().any(|class| self.is_a(node, *class));
        if is_entity && self.object(node, gk::MENTIONED_IN).is_none() {
            // Where a fact is, or is added, the sentence is known.
            if let Some(span) = self.describe_span(correction.start, correction.end) {
                self.add(node, gk::MENTIONED_IN, span);
            }
        }
    }
}

/// The classes of entities.
const ENTITIES: [NamedNodeRef<'static>; 14] = [
    gk::AGENCY,
    gk::AREA,
    gk::INDUSTRY,
    gk::COMPANY,
    gk::INSTITUTION,
    gk::PROJECT,
    gk::PROGRAMME,
    gk::HONOUR,
    gk::LEGISLATION,
    gk::EVENT,
    gk::PRODUCT,
    gk::PLACE,
    gk::PERSON,
    gk::TASK,
];

/// Why a fact cannot be added to a sentence.
pub(super) fn no_text() -> String {
    "no fact was read from a sentence there, and its words cannot be looked up: the file is shorter, or not at hand"
        .to_owned()
}

/// The property of a fact's node that holds what a person calls `property`, and whether that is all the fact says.
fn path<'a>(page: &Page<'_>, fact: &NamedNode, property: NamedNodeRef<'a>) -> (NamedNodeRef<'a>, bool) {
    if page.object(fact, rdf::PREDICATE) == Some(property.into_owned().into()) {
        (rdf::OBJECT, true)
    } else if page.relation(fact) == Some(property) {
        (gk::AGENT, true)
    } else {
        (property, false)
    }
}

/// How many base units the unit of a measure is, by what was read.
fn factor(page: &Page<'_>, fact: &NamedNode) -> Option<Decimal> {
    let read = |property| match page.object(fact, property)? {
        Term::Literal(literal) => number(&literal),
        _ => None,
    };
    read(gk::BASE_VALUE)?.checked_div(read(gk::VALUE)?)
}

/// Brings the value in the base unit in line with value and unit; without a known factor there is none.
fn rebase(page: &mut Page<'_>, fact: &NamedNode, factor: Option<Decimal>, correction: &Correction) {
    for base in page.objects(fact, gk::BASE_VALUE) {
        page.take(fact, gk::BASE_VALUE, &base);
    }
    let unit = page.object(fact, gk::UNIT_PROPERTY);
    let stated = unit.as_ref().and_then(|unit| {
        let Term::NamedNode(node) = unit else { return None };
        let here = page.object(node, gk::FACTOR);
        let described = || {
            let mut triples = correction.described.iter();
            triples
                .find(|t| t.predicate.as_ref() == gk::FACTOR && t.subject == node.clone().into())
                .map(|t| t.object.clone())
        };
        match here.or_else(described)? {
            Term::Literal(literal) => number(&literal),
            _ => None,
        }
    });
    if let Some(Term::Literal(value)) = page.object(fact, gk::VALUE)
        && let Some(base) = number(&value)
            .zip(stated.or(factor))
            .and_then(|(value, factor)| value.checked_mul(factor))
    {
        page.add(fact, gk::BASE_VALUE, decimal(&base.to_string()));
    }
}

/// What a term has to have in common with the one whose place it takes.
fn kind(term: &Term) -> Option<Option<String>> {
    match term {
        Term::NamedNode(_) => Some(None),
        Term::Literal(literal) => Some(Some(format!("{} {:?}", literal.datatype(), literal.language()))),
        Term::BlankNode(_) => None,
    }
}

/// Why nothing was corrected, and what stands at the span.
fn nothing(page: &Page<'_>, correction: &Correction) -> String {
    let (start, end) = (correction.start, correction.end);
    let mut there: Vec<String> = page.facts(start, end).iter().map(name).collect();
    there.extend(page.entities(start, end).iter().map(|entity| label(page, entity)));
    if !there.is_empty() {
        let property = correction.property.as_ref().map_or_else(String::new, |property| {
            let local = property.as_str().rsplit(['#', '/']).next().unwrap_or_default();
            match correction.action {
                Action::Replace => format!(" with a {local} to be replaced (to give it one, use add)"),
                _ => format!(" with a {local}"),
            }
        });
        let value = if correction.old.is_some() { " of that value" } else { "" };
        return format!("no fact is there{property}{value}; there is {}", there.join(", "));
    }
    let near = near(page, start, end);
    if near.is_empty() {
        "nothing was read there".to_owned()
    } else {
        format!("nothing was read there; the nearest facts are {}", near.join(", "))
    }
}

/// The facts whose spans overlap this one.
fn near(page: &Page<'_>, start: u32, end: u32) -> Vec<String> {
    let mut near: Vec<(u32, u32, String)> = page
        .graph
        .triples_for_predicate(prov::WAS_DERIVED_FROM)
        .filter_map(|triple| {
            let Term::NamedNode(span) = triple.object.into_owned() else {
                return None;
            };
            let (from, to) = super::offsets(&span)?;
            let overlaps = from < end.max(start + 1) && start < to;
            overlaps.then(|| (from, to, name(&triple.subject)))
        })
        .collect();
    near.sort();
    near.into_iter().take(5).map(|(.., name)| name).collect()
}

fn label(page: &Page<'_>, entity: &NamedNode) -> String {
    match page.object(entity, skos::PREF_LABEL) {
        Some(Term::Literal(label)) => label.value().to_owned(),
        _ => name(entity),
    }
}

/// The last part of an IRI; a literal's text.
fn name(term: &impl ToString) -> String {
    let text = term.to_string();
    let Some(iri) = text.strip_prefix('<') else {
        return match text.parse::<Literal>() {
            Ok(literal) => literal.value().to_owned(),
            Err(_) => text,
        };
    };
    let iri = iri.trim_end_matches('>');
    iri.rsplit(['#', '/']).next().unwrap_or(iri).to_owned()
}
