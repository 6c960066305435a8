//! Shortest paths as text: each thing on a line of its own, between them the relations with their sentences.

use std::fmt::Write as _;

use petgraph::graph::EdgeIndex;

use super::counted;
use crate::Result;
use crate::view::{self, Document, Graph};

/// Longest sentence that is printed whole, in characters.
const SENTENCE: usize = 120;

/// The paths between two things, at most so many.
pub(super) fn text(graph: &Graph, from: &str, to: &str, most: usize) -> Result<String> {
    let (paths, count) = view::paths(graph, from, to, most)?;
    let mut out = String::new();
    let shown = paths.len();
    for (number, path) in paths.iter().enumerate() {
        let Some(first) = path.first() else {
            continue;
        };
        if count > 1 {
            line(
                &mut out,
                &format!("path {} of {count}, {}", number + 1, counted(path.len(), "step")),
            );
        }
        line(&mut out, &graph.inner[first.from].label);
        for step in path {
            for &edge in &step.edges {
                relation(
                    &mut out,
                    graph,
                    edge,
                    graph.inner.edge_endpoints(edge).is_some_and(|ends| ends.0 == step.from),
                );
            }
            line(&mut out, &graph.inner[step.to].label);
        }
        out.push('\n');
    }
    if (shown as u64) < count {
        line(
            &mut out,
            &format!("{} more of the same length are not shown", count - shown as u64),
        );
    }
    Ok(out)
}

/// The relation, its direction, and below it the sentence and the places that it was read from.
fn relation(out: &mut String, graph: &Graph, edge: EdgeIndex, forward: bool) {
    let edge = &graph.inner[edge];
    let name = graph.edge_caption(edge);
    let words = edge
        .label
        .as_ref()
        .map_or_else(String::new, |words| format!(" {words}"));
    line(
        out,
        &if forward {
            format!("  ── {name}{words} ─→")
        } else {
            format!("  ←─ {name}{words} ──")
        },
    );
    if let Some(sentence) = &edge.sentence {
        let clean: Vec<&str> = sentence.split_whitespace().collect();
        let clean = clean.join(" ");
        let shown: String = clean.chars().take(SENTENCE).collect();
        let more = if shown.len() < clean.len() { "…" } else { "" };
        line(out, &format!("     “{shown}{more}”"));
    }
    for span in edge.evidence.iter().take(3) {
        line(out, &format!("     {}", place(graph, span)));
    }
    if edge.evidence.len() > 3 {
        line(
            out,
            &format!("     and {} more", counted(edge.evidence.len() - 3, "place")),
        );
    }
}

/// Title and number of the document, and the characters of the span.
fn place(graph: &Graph, span: &str) -> String {
    let (iri, characters) = span.split_once('#').unwrap_or((span, ""));
    let document = graph.documents.iter().find(|d| d.iri == iri);
    let name = |d: &Document| {
        let title = d.title.as_ref().map(|title| format!("《{title}》"));
        let number = d.identifier.as_ref().map(|number| format!("（{number}）"));
        let area = d.area.clone().unwrap_or_default();
        let year = d.year.as_ref().map(|year| format!("{year}年")).unwrap_or_default();
        title.map(|title| format!("{area}{year}{title}{}", number.unwrap_or_default()))
    };
    let name = document.and_then(name).unwrap_or_else(|| iri.to_owned());
    match characters.strip_prefix("char=").and_then(|range| range.split_once(',')) {
        Some((start, end)) => format!("{name}, characters {start}–{end}"),
        None => name,
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{text}");
}
