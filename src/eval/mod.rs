//! Measures: graph × gold annotations → precision, recall, F1.
//!
//! In come the graph of one document, the text of it and a folder of annotations: any of `measures.tsv`,
//! `entities.tsv`, `relations.tsv` and `responsibility.tsv`. Out go the figures, and what was missed, read too much or
//! read wrong. The graph is read through its public vocabulary alone, so that any graph of that vocabulary can be scored.
//!
//! All figures lie between 0 and 1:
//! - `measures.detect`: the number is found, with its value and its scale, at the place that is quoted;
//! - `measures.full`: its unit, sign, kind, aspect, comparator, period and indicator are right as well;
//! - `measures.attributes`: the share that is right of each of these, and of the subject, among the numbers found;
//! - `entities.typed`, `entities.named`, `entities.core`: a name that was annotated is read, with its class or whatever
//!   the class, and of agencies, areas, industries, companies and projects alone;
//! - `relations`: the same predicate between entities with shared names; `relations.table` of those that a table states;
//! - `responsibilities`: the same unit in the same role at the same bracket.

mod amounts;
mod entities;
mod gold;
mod graph;
mod measures;
mod names;
mod relations;
mod responsibilities;
mod scores;

use std::path::Path;

pub use graph::Graph;
pub use scores::{Figure, Score, Scores};

use crate::{Error, Result};

/// The figures of a graph with what explains them.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The figures.
    pub scores: Scores,
    /// What was missed, read too much, or read wrong.
    pub findings: Vec<Finding>,
    /// The confidence of each measure that has one, and whether the measure is right in all that `measures.full` asks.
    pub confidences: Vec<(f64, bool)>,
}

/// One kind of mistake with all its cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `measures missed`, `entities extra` …
    pub title: &'static str,
    /// A case a line, in the order of the annotations or of the text.
    pub cases: Vec<String>,
}

impl Finding {
    fn new(title: &'static str, cases: Vec<String>) -> Self {
        Self { title, cases }
    }
}

/// Scores the graph of a document against a folder of annotations.
///
/// `text` is the decoded document that the graph's offsets count in.
pub fn score(graph: &Graph, text: &str, folder: &Path) -> Result<Evaluation> {
    let text = names::Text::new(text);
    let file = |name: &str| Some(folder.join(name)).filter(|path| path.exists());
    let mut scores = Scores::default();
    let mut findings = Vec::new();
    let mut confidences = Vec::new();
    if let Some(path) = file("measures.tsv") {
        findings.extend(measures::score(graph, &text, &path, &mut scores, &mut confidences)?);
    }
    if let Some(path) = file("entities.tsv") {
        findings.extend(entities::score(graph, &path, &mut scores)?);
    }
    if let Some(path) = file("relations.tsv") {
        let names = folder.join("entities.tsv");
        findings.extend(relations::score(graph, &path, &names, &mut scores)?);
    }
    if let Some(path) = file("responsibility.tsv") {
        findings.extend(responsibilities::score(graph, &text, &path, &mut scores)?);
    }
    if scores.is_empty() {
        let message =
            "holds no annotations; one of measures.tsv, entities.tsv, relations.tsv and responsibility.tsv is expected";
        return Err(Error::content(folder, message));
    }
    Ok(Evaluation {
        scores,
        findings,
        confidences,
    })
}
