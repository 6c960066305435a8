//! Describes one thing: what is said of it, by which facts, from which words.
//!
//! In come a store and an IRI, out go the triples that a page shows and that data about it holds: the same for both.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef, Triple};
use oxigraph::store::Store;

use crate::graph::vocab::{dcterms, gk, prov, rdf, rdfs, skos};
use crate::{Error, Result};

/// The most facts, links and mentions of one thing that are described; more are counted.
const MOST: usize = 300;

/// What is said of something.
#[derive(Debug, Clone)]
pub struct Description {
    /// What it is about.
    pub about: NamedNode,
    /// Facts, links and mentions that are not told because there are too many.
    pub omitted: usize,
    by_subject: BTreeMap<String, Vec<(NamedNode, Term)>>,
    facts: Vec<NamedNode>,
    links: Vec<(NamedNode, NamedNode)>,
}

impl Description {
    /// What the store says of `about`; nothing if it says nothing.
    pub fn of(store: &Store, about: &NamedNode) -> Result<Option<Self>> {
        let mut description = Self::empty(about);
        description.take_in(store, about, Some(MOST))?;
        let mut seen = BTreeSet::new();
        let mut told = 0;
        for quad in store.quads_for_pattern(None, None, Some(TermRef::from(about)), None) {
            let quad = quad?;
            let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
                continue;
            };
            if subject == *about || !seen.insert((subject.clone(), quad.predicate.clone())) {
                continue;
            }
            if told >= MOST {
                description.omitted += 1;
                continue;
            }
            told += 1;
            if is_fact(store, &subject)? {
                if !description.facts.contains(&subject) {
                    description.facts.push(subject);
                }
            } else {
                description.links.push((subject, quad.predicate));
            }
        }
        if description.by_subject.is_empty() && seen.is_empty() {
            return Ok(None);
        }
        description.facts.sort();
        description.links.sort();
        for fact in description.facts.clone() {
            description.take_in(store, &fact, None)?;
        }
        for (subject, predicate) in description.links.clone() {
            description.add(&subject, predicate, about.clone().into());
        }
        description.take_in_evidence(store)?;
        description.take_in_labels(store)?;
        Ok(Some(description))
    }

    /// All that the document of an IRI says, with the names of what it speaks of.
    pub fn of_document(store: &Store, document: &NamedNode, graph: &NamedNode) -> Result<Option<Self>> {
        let mut description = Self::empty(document);
        for quad in store.quads_for_pattern(None, None, None, Some(graph.as_ref().into())) {
            let quad = quad?;
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
                if quad.predicate.as_ref() == prov::WAS_DERIVED_FROM {
                    description.facts.push(subject.clone());
                }
                description.add(&subject, quad.predicate, quad.object);
            }
        }
        if description.by_subject.is_empty() {
            return Ok(None);
        }
        // What became of its targets is inferred, and stands in another graph.
        for target in description.facts.clone() {
            let object = Some(TermRef::from(&target));
            for quad in store.quads_for_pattern(None, Some(gk::TARGET_PROPERTY), object, None) {
                if let NamedOrBlankNode::NamedNode(outcome) = quad?.subject {
                    description.take_in(store, &outcome, None)?;
                    description.facts.push(outcome);
                }
            }
        }
        description.facts.sort();
        description.facts.dedup();
        description.take_in_labels(store)?;
        Ok(Some(description))
    }

    /// All whose IRI begins with a namespace, as a vocabulary describes its terms.
    pub fn of_terms(store: &Store, namespace: &str, graph: &NamedNode) -> Result<Self> {
        let mut description = Self::empty(&NamedNode::new_unchecked(namespace.trim_end_matches('#')));
        for quad in store.quads_for_pattern(None, None, None, Some(graph.as_ref().into())) {
            let quad = quad?;
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject
                && (subject.as_str().starts_with(namespace) || subject == description.about)
            {
                description.add(&subject, quad.predicate, quad.object);
            }
        }
        Ok(description)
    }

    fn empty(about: &NamedNode) -> Self {
        Self {
            about: about.clone(),
            omitted: 0,
            by_subject: BTreeMap::new(),
            facts: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Takes in what is said of a subject, and of each property at most so many values.
    fn take_in(&mut self, store: &Store, subject: &NamedNode, most: Option<usize>) -> Result<()> {
        if most.is_none() && self.by_subject.contains_key(subject.as_str()) {
            return Ok(());
        }
        let mut values: Vec<(NamedNode, Term)> = Vec::new();
        for quad in store.quads_for_pattern(Some(subject.as_ref().into()), None, None, None) {
            let quad = quad?;
            values.push((quad.predicate, quad.object));
        }
        values.sort_by_cached_key(|(predicate, object)| (predicate.to_string(), place(object), object.to_string()));
        values.dedup();
        let mut counts: BTreeMap<NamedNode, usize> = BTreeMap::new();
        for (predicate, object) in values {
            let count = counts.entry(predicate.clone()).or_default();
            *count += 1;
            if most.is_some_and(|most| *count > most) {
                self.omitted += 1;
            } else {
                self.add(subject, predicate, object);
            }
        }
        Ok(())
    }

    /// Takes in the spans that are pointed at, and the sentences they lie in.
    fn take_in_evidence(&mut self, store: &Store) -> Result<()> {
        let spans = self.objects_of(&[prov::WAS_DERIVED_FROM, gk::MENTIONED_IN]);
        for span in &spans {
            self.take_in(store, span, None)?;
        }
        for sentence in self.objects_of(&[gk::SENTENCE_PROPERTY]) {
            self.take_in(store, &sentence, None)?;
        }
        Ok(())
    }

    /// Takes in the names of all that is spoken of.
    fn take_in_labels(&mut self, store: &Store) -> Result<()> {
        let mut nodes = BTreeSet::new();
        for (subject, values) in &self.by_subject {
            nodes.insert(subject.clone());
            if let Some((document, _)) = subject.split_once('#') {
                nodes.insert(document.to_owned());
            }
            for (predicate, object) in values {
                nodes.insert(predicate.as_str().to_owned());
                if let Term::NamedNode(node) = object {
                    nodes.insert(node.as_str().to_owned());
                }
            }
        }
        for node in nodes {
            let node = NamedNode::new_unchecked(node);
            for property in [skos::PREF_LABEL, rdfs::LABEL, dcterms::TITLE, gk::REPORT_YEAR] {
                for quad in store.quads_for_pattern(Some(node.as_ref().into()), Some(property), None, None) {
                    let quad = quad?;
                    self.add(&node, quad.predicate, quad.object);
                }
            }
        }
        Ok(())
    }

    fn objects_of(&self, properties: &[NamedNodeRef<'_>]) -> BTreeSet<NamedNode> {
        let values = self.by_subject.values().flatten();
        values
            .filter(|(predicate, _)| properties.contains(&predicate.as_ref()))
            .filter_map(|(_, object)| match object {
                Term::NamedNode(node) => Some(node.clone()),
                _ => None,
            })
            .collect()
    }

    fn add(&mut self, subject: &NamedNode, predicate: NamedNode, object: Term) {
        let values = self.by_subject.entry(subject.as_str().to_owned()).or_default();
        if !values.iter().any(|(p, o)| *p == predicate && *o == object) {
            values.push((predicate, object));
        }
    }

    /// The facts that speak of it, each a node with evidence.
    pub fn facts(&self) -> &[NamedNode] {
        &self.facts
    }

    /// What points at it without evidence of its own: subject and property.
    pub fn links(&self) -> &[(NamedNode, NamedNode)] {
        &self.links
    }

    /// The subjects that something is said of.
    pub fn subjects(&self) -> impl Iterator<Item = &str> {
        self.by_subject.keys().map(String::as_str)
    }

    /// What is said of a subject: property and value.
    pub fn said_of(&self, subject: &str) -> &[(NamedNode, Term)] {
        self.by_subject.get(subject).map_or(&[], Vec::as_slice)
    }

    /// The values of a property.
    pub fn values<'a>(&'a self, subject: &str, property: NamedNodeRef<'a>) -> impl Iterator<Item = &'a Term> {
        let said = self.said_of(subject).iter();
        said.filter(move |(predicate, _)| predicate.as_ref() == property)
            .map(|(_, object)| object)
    }

    /// The first value of a property that is a node with an IRI.
    pub fn node<'a>(&'a self, subject: &str, property: NamedNodeRef<'a>) -> Option<&'a NamedNode> {
        self.values(subject, property).find_map(|term| match term {
            Term::NamedNode(node) => Some(node),
            _ => None,
        })
    }

    /// The text of the first value of a property that is a literal.
    pub fn text<'a>(&'a self, subject: &str, property: NamedNodeRef<'a>) -> Option<&'a str> {
        self.values(subject, property).find_map(|term| match term {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        })
    }

    /// Whether a subject has a class.
    pub fn is_a(&self, subject: &str, class: NamedNodeRef<'_>) -> bool {
        self.values(subject, rdf::TYPE)
            .any(|term| *term == Term::NamedNode(class.into_owned()))
    }

    /// All of it as triples.
    pub fn triples(&self) -> Vec<Triple> {
        let mut triples = Vec::new();
        for (subject, values) in &self.by_subject {
            let subject = NamedNode::new_unchecked(subject.as_str());
            let said = values.iter().cloned();
            triples.extend(said.map(|(predicate, object)| Triple::new(subject.clone(), predicate, object)));
        }
        triples
    }
}

/// Spans in the order of the text, other values in one of their own.
fn place(term: &Term) -> u64 {
    match term {
        Term::NamedNode(node) => {
            let digits = node
                .as_str()
                .split_once("#char=")
                .and_then(|(_, span)| span.split_once(','));
            digits.and_then(|(begin, _)| begin.parse().ok()).unwrap_or_default()
        }
        _ => 0,
    }
}

fn is_fact(store: &Store, node: &NamedNode) -> Result<bool> {
    let mut evidence = store.quads_for_pattern(Some(node.as_ref().into()), Some(prov::WAS_DERIVED_FROM), None, None);
    evidence
        .next()
        .transpose()
        .map(|quad| quad.is_some())
        .map_err(Error::from)
}
