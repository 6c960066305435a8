//! What exports say of nodes and edges beside their labels.

use serde_json::{Value, json};

use crate::view::model::{Edge, Graph, Node};
use crate::view::network::Standing;

/// Names of the attributes of a node, with their types in GraphML.
pub(super) const NODE: [(&str, &str); 11] = [
    ("iri", "string"),
    ("class", "string"),
    ("altLabels", "string"),
    ("deadline", "string"),
    ("description", "string"),
    ("group", "boolean"),
    ("degree", "int"),
    ("betweenness", "double"),
    ("pageRank", "double"),
    ("component", "int"),
    ("community", "int"),
];
/// Names of the attributes of an edge, with their types in GraphML.
pub(super) const EDGE: [(&str, &str); 5] = [
    ("predicate", "string"),
    ("role", "string"),
    ("relation", "string"),
    ("evidence", "string"),
    ("sentence", "string"),
];

/// Values of the attributes of a node, in order.
pub(super) fn of_node(node: &Node, standing: &Standing) -> [Option<String>; 11] {
    [
        Some(node.iri.clone()),
        node.class.clone(),
        Some(node.alt_labels.join("|")).filter(|names| !names.is_empty()),
        node.deadline.clone(),
        node.description.clone(),
        Some(node.is_group.to_string()),
        Some(standing.degree.to_string()),
        Some(figure(standing.betweenness)),
        Some(figure(standing.page_rank)),
        Some(standing.component.to_string()),
        Some(standing.community.to_string()),
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

/// The same of a node, as JSON.
pub(in crate::view) fn node_json(node: &Node, standing: &Standing) -> Value {
    json!({
        "iri": node.iri, "label": node.label, "altLabels": node.alt_labels, "class": node.class,
        "group": node.is_group, "deadline": node.deadline, "description": node.description,
        "degree": standing.degree, "betweenness": rounded(standing.betweenness),
        "pageRank": rounded(standing.page_rank), "component": standing.component, "community": standing.community,
    })
}

/// The same of an edge, as JSON.
pub(in crate::view) fn edge_json(graph: &Graph, edge: &Edge) -> Value {
    json!({
        "predicate": edge.predicate, "role": edge.role, "relation": graph.edge_caption(edge), "label": edge.label,
        "evidence": edge.evidence, "sentence": edge.sentence,
    })
}

/// Digits beyond these are noise of the summing.
fn figure(value: f64) -> String {
    format!("{value:.9}")
}

fn rounded(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}
