//! Where in which document a node stands.

use oxigraph::model::{NamedNode, TermRef};
use oxigraph::store::Store;

use crate::Result;
use crate::graph::vocab::{dcterms, gk, prov};
use crate::store::Quads;

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
        let span = match store.node(node, prov::WAS_DERIVED_FROM, None)? {
            Some(span) => span,
            None if offsets(node.as_str()).is_some() => node.into_owned(),
            None => match store.node(node, gk::MENTIONED_IN, None)? {
                Some(span) => span,
                None => node.into_owned(),
            },
        };
        let (document, _) = span.as_str().split_once('#').unwrap_or((span.as_str(), ""));
        let document = NamedNode::new_unchecked(document);
        let title = store.literal(document.as_ref(), dcterms::TITLE, None)?;
        let source = store.literal(document.as_ref(), gk::SOURCE, None)?;
        let offsets = offsets(span.as_str());
        if title.is_none() && source.is_none() && offsets.is_none() {
            return Ok(None);
        }
        let sentence = store.node(span.as_ref(), gk::SENTENCE_PROPERTY, None)?.unwrap_or(span);
        Ok(Some(Self {
            start: offsets.map(|(start, _)| start),
            end: offsets.map(|(_, end)| end),
            sentence_start: self::offsets(sentence.as_str()).map(|(start, _)| start),
            sentence: store.literal(sentence.as_ref(), gk::TEXT, None)?,
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
