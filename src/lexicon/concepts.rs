//! SKOS in Turtle → concepts.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use rustc_hash::FxHashMap;

use crate::error::{Error, Result};

/// An entry of a file of words.
#[derive(Debug, Clone, Default)]
pub struct Concept {
    /// Its IRI.
    pub iri: String,
    /// `skos:prefLabel`.
    pub label: String,
    /// `skos:altLabel`, in the order of the file.
    pub others: Vec<String>,
    /// Any other property: local name and value (local name of an IRI, or lexical form).
    pub properties: Vec<(String, String)>,
}

impl Concept {
    /// All forms: the preferred label first.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.label.as_str()).chain(self.others.iter().map(String::as_str))
    }

    /// The first value of a property, by its local name.
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The triples of a Turtle file.
///
/// # Errors
/// A syntax error, with the file's name and the position.
pub(super) fn triples(name: &str, text: &str) -> Result<Vec<Quad>> {
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(text.as_bytes())
        .map(|quad| quad.map_err(|error| Error::content(name, error.to_string())))
        .collect()
}

/// The concepts of files of words, in the order in which they stand; a later file adds forms to a known concept.
pub(super) fn read(files: &[(String, &str)]) -> Result<Vec<Concept>> {
    let mut concepts: Vec<Concept> = Vec::new();
    let mut index: FxHashMap<String, usize> = FxHashMap::default();
    for (name, text) in files {
        for quad in triples(name, text)? {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
                continue;
            };
            let at = *index.entry(subject.as_str().to_owned()).or_insert_with(|| {
                concepts.push(Concept {
                    iri: subject.as_str().to_owned(),
                    ..Concept::default()
                });
                concepts.len() - 1
            });
            let concept = &mut concepts[at];
            let key = local(quad.predicate.as_str());
            match (&quad.object, key) {
                (Term::Literal(literal), "prefLabel") => literal.value().clone_into(&mut concept.label),
                (Term::Literal(literal), "altLabel") => concept.others.push(literal.value().to_owned()),
                (Term::Literal(literal), _) => concept.properties.push((key.to_owned(), literal.value().to_owned())),
                (Term::NamedNode(node), "exactMatch" | "baseUnit" | "inScheme") => {
                    concept.properties.push((key.to_owned(), node.as_str().to_owned()));
                }
                (Term::NamedNode(node), _) => concept
                    .properties
                    .push((key.to_owned(), local(node.as_str()).to_owned())),
                _ => {}
            }
        }
    }
    concepts.retain(|c| !c.label.is_empty() && c.property("type") != Some("ConceptScheme"));
    Ok(concepts)
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
