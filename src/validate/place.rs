//! Where in which document a node stands.

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef};
use oxigraph::store::Store;

use crate::Result;
use crate::graph::vocab::{dcterms, gk, prov};

/// The place in a text that a node was read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The document.
    pub document: NamedNode,
    /// First code point, from 0.
    pub start: Option<u64>,
    /// The code point after the last.
    pub end: Option<u64>,
    /// The document's title.
    pub title: Option<String>,
    /// The sentence that holds the place.
    pub sentence: Option<String>,
    /// Where the sentence begins.
    pub sentence_start: Option<u64>,
}

impl Place {
    /// The place of a node: its own when it is a span, else that of its evidence, else that of its first mention.
    pub(super) fn of(store: &Store, node: TermRef<'_>) -> Result<Option<Self>> {
        let TermRef::NamedNode(node) = node else {
            return Ok(None);
        };
        let span = match one(store, node, prov::WAS_DERIVED_FROM)? {
            Some(span) => span,
            None if offsets(node.as_str()).is_some() => node.into_owned(),
            None => match one(store, node, gk::MENTIONED_IN)? {
                Some(span) => span,
                None => node.into_owned(),
            },
        };
        let (document, _) = span.as_str().split_once('#').unwrap_or((span.as_str(), ""));
        let document = NamedNode::new_unchecked(document);
        let title = literal(store, document.as_ref(), dcterms::TITLE)?;
        let source = literal(store, document.as_ref(), gk::SOURCE)?;
        let offsets = offsets(span.as_str());
        if title.is_none() && source.is_none() && offsets.is_none() {
            return Ok(None);
        }
        let sentence = one(store, span.as_ref(), gk::SENTENCE_PROPERTY)?.unwrap_or(span);
        Ok(Some(Self {
            start: offsets.map(|(start, _)| start),
            end: offsets.map(|(_, end)| end),
            sentence_start: self::offsets(sentence.as_str()).map(|(start, _)| start),
            sentence: literal(store, sentence.as_ref(), gk::TEXT)?,
            title,
            document,
        }))
    }
}

/// The offsets that the IRI of a span states: `…#char=589,686`, or those of a fact: `…#m-593-607`.
fn offsets(iri: &str) -> Option<(u64, u64)> {
    let (_, fragment) = iri.split_once('#')?;
    let (start, end) = match fragment.strip_prefix("char=") {
        Some(range) => range.split_once(',')?,
        None => {
            let mut parts = fragment.split('-').skip(1);
            (parts.next()?, parts.next()?)
        }
    };
    Some((start.parse().ok()?, end.parse().ok()?))
}

/// The first object of a property, by IRI.
fn one(store: &Store, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Result<Option<NamedNode>> {
    let mut found: Option<NamedNode> = None;
    for quad in store.quads_for_pattern(Some(node.into()), Some(property), None, None) {
        if let oxigraph::model::Term::NamedNode(object) = quad?.object
            && found.as_ref().is_none_or(|f| object < *f)
        {
            found = Some(object);
        }
    }
    Ok(found)
}

fn literal(store: &Store, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Result<Option<String>> {
    let mut found: Option<String> = None;
    for quad in store.quads_for_pattern(Some(NamedOrBlankNodeRef::from(node)), Some(property), None, None) {
        if let oxigraph::model::Term::Literal(object) = quad?.object
            && found.as_deref().is_none_or(|f| object.value() < f)
        {
            found = Some(object.value().to_owned());
        }
    }
    Ok(found)
}
