//! A person's corrections: what they are, how they stand in the graph of corrections, and [`apply`], which makes a
//! document obey them.
//!
//! In come the quads of one document as they were read and the corrections, out go its quads as they shall be. All
//! values of a correction are settled when it is made: applying it asks nothing but the document.

mod add;
mod apply;
mod page;
mod sweep;

use std::collections::BTreeMap;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term, TermRef, Triple};

pub use apply::{Applied, apply};
pub use page::{Original, Sentence, sentences};

use super::iri::{Iris, short_hash};
use super::vocab::{gk, rdf, rdfs};

/// The rule of facts that a person has added.
pub const RULE: &str = "correction";

/// What a correction does. The order is that in which corrections are applied: the first two are about what was read,
/// the last about what is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Takes a fact, or a property of it, away.
    Reject,
    /// Puts a new value in the place of that of a property.
    Replace,
    /// Adds a fact, or a property of one.
    Add,
}

impl Action {
    /// Its word in a table of corrections.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::Replace => "replace",
            Self::Add => "add",
        }
    }

    fn term(self) -> oxigraph::model::NamedNodeRef<'static> {
        match self {
            Self::Reject => gk::REJECT,
            Self::Replace => gk::REPLACE,
            Self::Add => gk::ADD,
        }
    }
}

/// One correction, with all its values settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What it does.
    pub action: Action,
    /// Where the span begins: a code point of the document's text.
    pub start: u32,
    /// Where the span ends, exclusive.
    pub end: u32,
    /// What it is about: a property of a fact, `gk:mentionedIn` for the entity that is named there, the class of a new
    /// fact; none for all facts of the span.
    pub property: Option<NamedNode>,
    /// The value that alone it is about.
    pub old: Option<Term>,
    /// What it puts in: one value of the property, or the properties of a new fact.
    pub new: Vec<(NamedNode, Term)>,
    /// What the nodes are that it puts in, where the vocabulary does not say it.
    pub described: Vec<Triple>,
    /// The words of the span when the correction was made; it holds as long as they stand there.
    pub words: Option<String>,
    /// What the person says about it.
    pub note: Option<String>,
}

impl Correction {
    /// What it is about, in the order in which corrections are applied; a later one with the same key takes its place.
    pub fn key(&self) -> Key {
        let value = match self.action {
            Action::Reject | Action::Replace => self.old.as_ref().map(ToString::to_string).unwrap_or_default(),
            Action::Add => list(&self.new),
        };
        Key {
            action: self.action,
            start: self.start,
            end: self.end,
            property: self
                .property
                .as_ref()
                .map(|p| p.as_str().to_owned())
                .unwrap_or_default(),
            value,
        }
    }

    fn quads(&self, id: &str, key: &Key, iris: &Iris, graph: &GraphName, out: &mut Vec<Quad>) {
        let place = format!("{}-{}", self.start, self.end);
        let hash = short_hash(&[self.action.word(), &key.property, &key.value]);
        let node = iris.id(&format!("correction/{id}/{place}-{hash}"));
        let mut add = |predicate: oxigraph::model::NamedNodeRef<'_>, object: Term| {
            out.push(Quad::new(node.clone(), predicate.into_owned(), object, graph.clone()));
        };
        let text = |text: &str| Term::from(Literal::new_simple_literal(text));
        let document = iris.document(id);
        add(rdf::TYPE, gk::CORRECTION.into_owned().into());
        add(gk::ACTION, self.action.term().into_owned().into());
        add(gk::SPAN, place_iri(&document, self.start, self.end).into());
        add(gk::DOCUMENT_PROPERTY, document.into());
        if let Some(property) = &self.property {
            add(gk::PROPERTY, property.clone().into());
        }
        if let Some(old) = &self.old {
            add(gk::OLD_VALUE, text(&old.to_string()));
        }
        if !self.new.is_empty() {
            add(gk::NEW_VALUE, text(&list(&self.new)));
        }
        if !self.described.is_empty() {
            let lines: Vec<String> = self.described.iter().map(|triple| format!("{triple} .")).collect();
            add(gk::NEW_DESCRIPTION, text(&lines.join("\n")));
        }
        if let Some(words) = &self.words {
            add(gk::WORDS, text(words));
        }
        if let Some(note) = &self.note {
            add(rdfs::COMMENT, text(note));
        }
    }

    /// The document's IRI and the correction that these triples of one subject state.
    fn from_pairs(pairs: &[(NamedNode, Term)]) -> Option<(NamedNode, Self)> {
        let node = |property: oxigraph::model::NamedNodeRef<'_>| match value(pairs, property)? {
            Term::NamedNode(node) => Some(node.clone()),
            _ => None,
        };
        let text = |property: oxigraph::model::NamedNodeRef<'_>| match value(pairs, property)? {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        };
        let action = node(gk::ACTION)?;
        let action = [Action::Reject, Action::Replace, Action::Add]
            .into_iter()
            .find(|a| a.term() == action.as_ref())?;
        let (start, end) = offsets(&node(gk::SPAN)?)?;
        let old = match text(gk::OLD_VALUE) {
            Some(old) => Some(old.parse().ok()?),
            None => None,
        };
        let new = match text(gk::NEW_VALUE) {
            Some(new) => parse_list(&new)?,
            None => Vec::new(),
        };
        let described = match text(gk::NEW_DESCRIPTION) {
            Some(described) => parse(&described, RdfFormat::NTriples)?,
            None => Vec::new(),
        };
        let correction = Self {
            action,
            start,
            end,
            property: node(gk::PROPERTY),
            old,
            new,
            described,
            words: text(gk::WORDS),
            note: text(rdfs::COMMENT),
        };
        Some((node(gk::DOCUMENT_PROPERTY)?, correction))
    }
}

impl std::fmt::Display for Correction {
    /// In one line: `replace 593–607 gk:value 3176.9 by 3176.8`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}–{}", self.action.word(), self.start, self.end)?;
        if let Some(words) = &self.words {
            write!(f, " {}", words.split_whitespace().collect::<String>())?;
        }
        if let Some(property) = &self.property {
            write!(f, " {}", short(property.into()))?;
        }
        if let Some(old) = &self.old {
            write!(f, " {}", short(old.into()))?;
        }
        match (&self.new[..], self.action) {
            ([], _) => Ok(()),
            ([(_, new)], Action::Replace) => write!(f, " by {}", short(new.into())),
            ([(_, new)], _) => write!(f, " {}", short(new.into())),
            (pairs, _) => {
                let parts: Vec<String> = pairs
                    .iter()
                    .map(|(property, value)| format!("{} {}", short(property.into()), short(value.into())))
                    .collect();
                write!(f, " {}", parts.join("; "))
            }
        }
    }
}

/// A term as a person writes it: a literal without its type, a resource by the end of its IRI.
pub fn short(term: TermRef<'_>) -> String {
    match term {
        TermRef::Literal(literal) => literal.value().to_owned(),
        TermRef::NamedNode(node) => {
            let iri = node.as_str();
            match iri.strip_prefix(gk::NAMESPACE) {
                Some(local) => format!("gk:{local}"),
                None => iri.rsplit(['/', '#']).next().unwrap_or(iri).to_owned(),
            }
        }
        TermRef::BlankNode(node) => node.to_string(),
    }
}

/// What a correction is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    action: Action,
    start: u32,
    end: u32,
    property: String,
    value: String,
}

/// The corrections of all documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    documents: BTreeMap<String, BTreeMap<Key, Correction>>,
}

impl Corrections {
    /// Reads the graph of corrections; what is no correction of this form is left out.
    pub fn read(quads: impl IntoIterator<Item = Quad>, base: &str) -> Self {
        let mut subjects: BTreeMap<String, Vec<(NamedNode, Term)>> = BTreeMap::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
                let pairs = subjects.entry(subject.into_string()).or_default();
                pairs.push((quad.predicate, quad.object));
            }
        }
        let mut corrections = Self::default();
        let prefix = format!("{base}doc/");
        for pairs in subjects.values() {
            if let Some((document, correction)) = Correction::from_pairs(pairs)
                && let Some(id) = document.as_str().strip_prefix(&prefix)
            {
                corrections.insert(id, correction);
            }
        }
        corrections
    }

    /// The quads of the graph of corrections.
    pub fn quads(&self, base: &str) -> Vec<Quad> {
        let iris = Iris::new(base);
        let graph = GraphName::from(iris.id("graph/corrections"));
        let mut quads = Vec::new();
        for (id, corrections) in &self.documents {
            for (key, correction) in corrections {
                correction.quads(id, key, &iris, &graph, &mut quads);
            }
        }
        quads.sort_by_cached_key(ToString::to_string);
        quads.dedup();
        quads
    }

    /// The corrections of a document, in the order in which they are applied.
    pub fn of(&self, id: &str) -> impl Iterator<Item = &Correction> {
        self.documents.get(id).into_iter().flat_map(BTreeMap::values)
    }

    /// The ids of the documents that have corrections.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.documents.keys().map(String::as_str)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// What stands for all that a document is corrected by; nothing if it is not corrected.
    pub fn fingerprint(&self, id: &str) -> Option<String> {
        let corrections = self.documents.get(id)?;
        let mut parts = Vec::new();
        for (key, correction) in corrections {
            parts.push(format!("{key:?}"));
            parts.push(list(&correction.new));
            parts.push(correction.words.clone().unwrap_or_default());
            parts.extend(correction.described.iter().map(ToString::to_string));
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        Some(short_hash(&parts) + &short_hash(&[&parts.concat(), "2"]))
    }

    /// Adds a correction of a document in the place of one with the same key; tells whether anything is new.
    pub fn insert(&mut self, id: &str, correction: Correction) -> bool {
        let of_document = self.documents.entry(id.to_owned()).or_default();
        let before = of_document.insert(correction.key(), correction.clone());
        before != Some(correction)
    }

    /// Takes corrections of a document back; gives those.
    pub fn remove(&mut self, id: &str, is_meant: impl Fn(&Correction) -> bool) -> Vec<Correction> {
        let Some(of_document) = self.documents.get_mut(id) else {
            return Vec::new();
        };
        let gone: Vec<Key> = of_document
            .iter()
            .filter(|(_, correction)| is_meant(correction))
            .map(|(key, _)| key.clone())
            .collect();
        let gone = gone.iter().filter_map(|key| of_document.remove(key)).collect();
        if of_document.is_empty() {
            self.documents.remove(id);
        }
        gone
    }
}

/// The first value of a property.
fn value<'a>(pairs: &'a [(NamedNode, Term)], property: oxigraph::model::NamedNodeRef<'_>) -> Option<&'a Term> {
    pairs.iter().find(|(p, _)| p.as_ref() == property).map(|(_, term)| term)
}

/// Predicates and objects as Turtle has them.
fn list(pairs: &[(NamedNode, Term)]) -> String {
    let parts: Vec<String> = pairs.iter().map(|(p, o)| format!("{p} {o}")).collect();
    parts.join(" ; ")
}

fn parse_list(text: &str) -> Option<Vec<(NamedNode, Term)>> {
    let triples = parse(&format!("<urn:x> {text} ."), RdfFormat::Turtle)?;
    Some(triples.into_iter().map(|t| (t.predicate, t.object)).collect())
}

fn parse(text: &str, format: RdfFormat) -> Option<Vec<Triple>> {
    let parser = RdfParser::from_format(format).for_slice(text);
    parser.map(|quad| quad.map(Triple::from).ok()).collect()
}

/// The IRI of a span of a document.
fn place_iri(document: &NamedNode, start: u32, end: u32) -> NamedNode {
    NamedNode::new_unchecked(format!("{}#char={start},{end}", document.as_str()))
}

/// The offsets that the IRI of a span names.
fn offsets(span: &NamedNode) -> Option<(u32, u32)> {
    let (_, place) = span.as_str().split_once("#char=")?;
    let (start, end) = place.split_once(',')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

#[cfg(test)]
mod tests;
