//! What GraphML and GEXF say of nodes and edges beside their labels.

use crate::view::model::{Edge, Graph, Node};

/// Names of the attributes of a node.
pub(super) const NODE: [&str; 5] = ["iri", "class", "altLabels", "deadline", "description"];
/// Names of the attributes of an edge.
pub(super) const EDGE: [&str; 5] = ["predicate", "role", "relation", "evidence", "sentence"];

/// Values of the attributes of a node, in order.
pub(super) fn of_node(node: &Node) -> [Option<String>; 5] {
    [
        Some(node.iri.clone()),
        node.class.clone(),
        Some(node.alt_labels.join("|")).filter(|names| !names.is_empty()),
        node.deadline.clone(),
        node.description.clone(),
    ]
}

/// Values of the attributes of an edge, in order.
pub(super) fn of_edge(graph: &Graph, edge: &Edge) -> [Option<String>; 5] {
    [
        Some(edge.predicate.clone()),
        edge.role.clone(),
        Some(graph.edge_caption(edge).to_owned()),
        Some(edge.evidence.join(" ")).filter(|spans| !spans.is_empty()),
        edge.sentence.clone(),
    ]
}
