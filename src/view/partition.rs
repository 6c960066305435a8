//! Which column a node stands in.

use petgraph::Direction;
use petgraph::visit::EdgeRef;

use super::model::Graph;
use crate::graph::local_name;

/// 0, 1 or 2 for each node: sources stand in the middle, targets of one of the `left` relations left, others right.
pub(super) fn columns(graph: &Graph, left: &[String]) -> Vec<usize> {
    let is_left = |kind: &str| left.iter().any(|name| name == local_name(kind));
    graph
        .inner
        .node_indices()
        .map(|node| {
            let mut incoming = graph.inner.edges_directed(node, Direction::Incoming).peekable();
            let is_source = graph
                .inner
                .edges_directed(node, Direction::Outgoing)
                .any(|e| e.target() != node);
            if is_source || incoming.peek().is_none() {
                1
            } else if incoming.any(|e| is_left(e.weight().kind()) || is_left(&e.weight().predicate)) {
                0
            } else {
                2
            }
        })
        .collect()
}
