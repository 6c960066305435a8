//! What is said of a node or an edge when one points at it.

use petgraph::graph::NodeIndex;

use super::model::{Edge, Graph, Node};

/// Name, class, other names, last day, description, IRI.
pub(super) fn node(graph: &Graph, node: &Node) -> String {
    let mut lines = vec![node.label.replace(['\n', '\r'], " ")];
    lines.extend(node.class.as_deref().map(|class| graph.caption(class).to_owned()));
    if !node.alt_labels.is_empty() {
        lines.push(node.alt_labels.join("、"));
    }
    lines.extend(node.deadline.clone());
    lines.extend(node.description.clone());
    lines.push(node.iri.clone());
    lines.join("\n")
}

/// Source, relation, target, words, and the sentence that says so.
pub(super) fn edge(graph: &Graph, source: usize, target: usize, edge: &Edge) -> String {
    let name = |n: usize| graph.inner[NodeIndex::new(n)].label.replace(['\n', '\r'], " ");
    let mut lines = vec![format!(
        "{} — {} → {}",
        name(source),
        graph.edge_caption(edge),
        name(target)
    )];
    lines.extend(edge.label.clone());
    lines.extend(edge.sentence.as_deref().map(shorten));
    lines.join("\n")
}

fn shorten(sentence: &str) -> String {
    let words = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(160) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words,
    }
}
