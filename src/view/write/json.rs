//! Cytoscape's JSON.

use petgraph::visit::EdgeRef;
use serde_json::{Value, json};

use crate::view::heading::title;
use crate::view::model::{Document, Graph};
use crate::{Error, Result};

/// The graph as `{ data, elements: { nodes, edges } }`.
pub(in crate::view) fn render(graph: &Graph) -> Result<Vec<u8>> {
    let nodes: Vec<Value> = graph
        .inner
        .node_weights()
        .enumerate()
        .map(|(index, node)| {
            json!({ "data": {
                "id": format!("n{index}"), "iri": node.iri, "label": node.label, "altLabels": node.alt_labels,
                "class": node.class, "group": node.is_group, "deadline": node.deadline, "description": node.description,
            }})
        })
        .collect();
    let edges: Vec<Value> = graph
        .inner
        .edge_references()
        .enumerate()
        .map(|(index, edge)| {
            let weight = edge.weight();
            json!({ "data": {
                "id": format!("e{index}"), "source": format!("n{}", edge.source().index()),
                "target": format!("n{}", edge.target().index()), "predicate": weight.predicate, "role": weight.role,
                "relation": graph.edge_caption(weight), "label": weight.label, "evidence": weight.evidence,
                "sentence": weight.sentence,
            }})
        })
        .collect();
    let document = |d: &Document| json!({ "iri": d.iri, "title": d.title, "identifier": d.identifier, "area": d.area, "year": d.year });
    let documents: Vec<Value> = graph.documents.iter().map(document).collect();
    let whole = json!({
        "data": { "name": title(graph), "view": graph.view, "notes": graph.notes.iter().map(|note| &note.zh).collect::<Vec<_>>(), "documents": documents },
        "elements": { "nodes": nodes, "edges": edges },
    });
    let mut bytes =
        serde_json::to_vec_pretty(&whole).map_err(|e| Error::Unknown(format!("the graph is no JSON: {e}")))?;
    bytes.push(b'\n');
    Ok(bytes)
}
