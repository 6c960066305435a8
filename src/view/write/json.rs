//! JSON in two forms: Cytoscape's, and graphology's, which sigma draws.

use petgraph::visit::EdgeRef;
use serde_json::{Value, json};

use super::attributes::{edge_json, node_json};
use crate::view::heading::title;
use crate::view::model::{Document, Graph};
use crate::view::network::network;
use crate::view::{style, svg};
use crate::{Error, Result};

/// The graph as `{ data, elements: { nodes, edges } }`, with positions for Cytoscape's layout `preset`.
pub(in crate::view) fn cytoscape(graph: &Graph) -> Result<Vec<u8>> {
    let measures = network(&graph.inner);
    let nodes: Vec<Value> = graph
        .inner
        .node_weights()
        .zip(&measures.nodes)
        .zip(svg::positions(graph))
        .enumerate()
        .map(|(index, ((node, standing), (x, y)))| {
            let data = with(node_json(node, standing), &[("id", format!("n{index}").into())]);
            json!({ "data": data, "position": { "x": x, "y": y } })
        })
        .collect();
    let edges: Vec<Value> = graph
        .inner
        .edge_references()
        .enumerate()
        .map(|(index, edge)| {
            let ends = [
                ("id", format!("e{index}").into()),
                ("source", format!("n{}", edge.source().index()).into()),
                ("target", format!("n{}", edge.target().index()).into()),
            ];
            json!({ "data": with(edge_json(graph, edge.weight()), &ends) })
        })
        .collect();
    pretty(&json!({ "data": about(graph), "elements": { "nodes": nodes, "edges": edges } }))
}

/// The graph as graphology's `import` reads it, with place, size and colour for sigma.
pub(in crate::view) fn graphology(graph: &Graph) -> Result<Vec<u8>> {
    let measures = network(&graph.inner);
    let nodes: Vec<Value> = graph
        .inner
        .node_weights()
        .zip(&measures.nodes)
        .zip(svg::positions(graph))
        .enumerate()
        .map(|(index, ((node, standing), (x, y)))| {
            let look = style::of_class(node.class.as_deref());
            let drawn = [
                ("x", x.into()),
                // Sigma's ordinate points upwards.
                ("y", (-y).into()),
                ("size", svg::radius(standing.degree).round().into()),
                ("color", look.stroke.into()),
            ];
            json!({ "key": format!("n{index}"), "attributes": with(node_json(node, standing), &drawn) })
        })
        .collect();
    let edges: Vec<Value> = graph
        .inner
        .edge_references()
        .enumerate()
        .map(|(index, edge)| {
            let look = style::of_edge(edge.weight().kind());
            let mut value = edge_json(graph, edge.weight());
            // Sigma writes the label beside the line.
            if edge.weight().label.is_none() {
                value["label"] = value["relation"].clone();
            }
            let drawn = [("size", look.width.into()), ("color", look.stroke.into())];
            json!({
                "key": format!("e{index}"), "source": format!("n{}", edge.source().index()),
                "target": format!("n{}", edge.target().index()), "attributes": with(value, &drawn),
            })
        })
        .collect();
    pretty(&json!({
        "attributes": about(graph),
        "options": { "type": "directed", "multi": true, "allowSelfLoops": true },
        "nodes": nodes, "edges": edges,
    }))
}

/// Name, notes and documents of the graph.
pub(in crate::view) fn about(graph: &Graph) -> Value {
    let document = |d: &Document| json!({ "iri": d.iri, "title": d.title, "identifier": d.identifier, "area": d.area, "year": d.year });
    json!({
        "name": title(graph), "view": graph.view,
        "notes": graph.notes.iter().map(|note| &note.zh).collect::<Vec<_>>(),
        "documents": graph.documents.iter().map(document).collect::<Vec<Value>>(),
    })
}

fn with(mut value: Value, more: &[(&str, Value)]) -> Value {
    for (key, one) in more {
        value[*key] = one.clone();
    }
    value
}

fn pretty(whole: &Value) -> Result<Vec<u8>> {
    let mut bytes =
        serde_json::to_vec_pretty(whole).map_err(|e| Error::Unknown(format!("the graph is no JSON: {e}")))?;
    bytes.push(b'\n');
    Ok(bytes)
}
