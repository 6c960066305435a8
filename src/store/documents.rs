//! Which documents a store holds, and which one a word means.

use oxigraph::model::NamedNode;
use oxigraph::store::StorageError;

use super::{Quads, Store, failed, lexical};
use crate::graph::vocab::{dcterms, gk, skos};
use crate::{Error, Result};

/// A document in a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its IRI.
    pub iri: NamedNode,
    /// The named graph that holds all it says.
    pub graph: NamedNode,
    /// Its title.
    pub title: Option<String>,
    /// The prefLabel of the reporting area.
    pub area: Option<String>,
    /// The year of the report.
    pub year: Option<String>,
    /// The path or address it was read from.
    pub source: Option<String>,
    /// The sha256 of the original file.
    pub sha256: Option<String>,
}

impl Store {
    /// The documents, in the order of their ids.
    pub fn documents(&self) -> Result<Vec<Document>> {
        let mut documents = Vec::new();
        for graph in self.quads.named_graphs() {
            let graph = graph.map_err(|e| failed(self.place.as_deref(), e))?;
            if let oxigraph::model::NamedOrBlankNode::NamedNode(graph) = graph
                && let Some(id) = self.iris.document_of(graph.as_ref())
            {
                documents.push(self.document(id).map_err(|e| failed(self.place.as_deref(), e))?);
            }
        }
        documents.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(documents)
    }

    /// The document that `word` means: its id, its source, or the unambiguous beginning of one.
    pub fn find(&self, word: &str) -> Result<Document> {
        let documents = self.documents()?;
        let is = |exact: bool, text: &str| {
            if exact {
                text == word
            } else {
                !word.is_empty() && text.starts_with(word)
            }
        };
        for exact in [true, false] {
            let found: Vec<&Document> = documents
                .iter()
                .filter(|d| is(exact, &d.id) || d.source.as_deref().is_some_and(|source| is(exact, source)))
                .collect();
            match found[..] {
                [] => {}
                [document] => return Ok(document.clone()),
                _ => return Err(Error::Unknown(format!("`{word}` can be {}", choices(&found)))),
            }
        }
        let all: Vec<&Document> = documents.iter().collect();
        Err(Error::Unknown(if all.is_empty() {
            format!("no document is called `{word}`: the store holds none")
        } else {
            format!("no document is called `{word}`; there are {}", choices(&all))
        }))
    }

    fn document(&self, id: &str) -> Result<Document, StorageError> {
        let iri = self.iris.document(id);
        let graph = self.iris.document_graph(id);
        let own = Some(graph.as_ref().into());
        let value =
            |property| Ok::<_, StorageError>(self.quads.object(iri.as_ref(), property, own)?.as_ref().map(lexical));
        let area = match self.quads.node(iri.as_ref(), gk::AREA_PROPERTY, own)? {
            Some(area) => self.quads.object(area.as_ref(), skos::PREF_LABEL, None)?,
            None => None,
        };
        Ok(Document {
            id: id.to_owned(),
            title: value(dcterms::TITLE)?,
            area: area.as_ref().map(lexical),
            year: value(gk::REPORT_YEAR)?,
            source: value(gk::SOURCE)?,
            sha256: value(gk::SHA256)?,
            iri,
            graph,
        })
    }
}

/// The first few documents, by id and source.
fn choices(documents: &[&Document]) -> String {
    const SHOWN: usize = 8;
    let names: Vec<String> = documents
        .iter()
        .take(SHOWN)
        .map(|d| match &d.source {
            Some(source) => format!("{} ({source})", d.id),
            None => d.id.clone(),
        })
        .collect();
    let more = documents.len().saturating_sub(SHOWN);
    if more > 0 {
        format!("{}, … and {more} more (see `govkg list`)", names.join(", "))
    } else {
        names.join(", ")
    }
}
