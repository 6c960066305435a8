//! Writes: facts → quads. In come the settled facts of one document, out go its quads, all in the document's graph.

pub mod placeholder;
pub mod slug;
pub mod vocab;

use oxigraph::model::{NamedNode, Quad};

use crate::text::Diagnostic;

/// What one document says, ready to be kept.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The document's id (slug and six hex digits), see `DESIGN.md`.
    pub id: String,
    /// The named graph that holds all of it.
    pub graph: NamedNode,
    /// Title, or the file's name where the text has none.
    pub title: String,
    /// Label of the reporting area.
    pub area: Option<String>,
    /// The year of the report.
    pub year: Option<i16>,
    /// All quads, in no special order, without duplicates.
    pub quads: Vec<Quad>,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
}
