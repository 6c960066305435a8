//! JSON in two forms: Cytoscape's, and graphology's, which sigma draws.

use petgraph::visit::EdgeRef;
use serde_json::{Value, json};

use super::attributes::{edge_json, node_json};
use crate::view::heading::title;
use crate::view::model::{Document, Edge, Graph, Node};
use crate::view::network::{Standing, network};
use crate::view::{style, svg};
use crate::{Error, Result};

/// The graph as `{ data, elements: { nodes, edges } }`, with positions for Cytoscape's layout `preset`.
pub(in crate::view) fn cytoscape(graph: &Graph) -> Result<Vec<u8>> {
    let nodes = nodes(graph, |id, node, standing, (x, y)| {
        let data = with(node_json(node, standing), &[("id", id.into())]);
        json!({ "data": data, "position": { "x": x, "y": y } })
    });
    let edges = edges(graph, |id, [source, target], edge| {
        let ends = [("id", id.into()), ("source", source.into()), ("target", target.into())];
        json!({ "data": with(edge_json(graph, edge), &ends) })
    });
    pretty(&json!({ "data": about(graph), "elements": { "nodes": nodes, "edges": edges } }))
}

/// The graph as graphology's `import` reads it, with place, size and colour for sigma.
pub(in crate::view) fn graphology(graph: &Graph) -> Result<Vec<u8>> {
    let nodes = nodes(graph, |id, node, standing, (x, y)| {
        let look = style::of_class(node.class.as_deref());
        let drawn = [
            ("x", x.into()),
            // Sigma's ordinate points upwards.
            ("y", (-y).into()),
            ("size", svg::radius(standing.degree).round().into()),
            ("color", look.stroke.into()),
        ];
        json!({ "key": id, "attributes": with(node_json(node, standing), &drawn) })
    });
    let edges = edges(graph, |id, [source, target], edge| {
        let look = style::of_edge(edge.kind());
        let mut value = edge_json(graph, edge);
        // Sigma writes the label beside the line.
        if edge.label.is_none() {
            value["label"] = value["relation"].clone();
        }
        let drawn = [("size", look.width.into()), ("color", look.stroke.into())];
        json!({ "key": id, "source": source, "target": target, "attributes": with(value, &drawn) })
    });
    pretty(&json!({
        "attributes": about(graph),
        "options": { "type": "directed", "multi": true, "allowSelfLoops": true },
        "nodes": nodes, "edges": edges,
    }))
}

/// Each node in a form of its own: by its id, its place in the structure, and where it is drawn.
fn nodes(graph: &Graph, form: impl Fn(String, &Node, &Standing, (f64, f64)) -> Value) -> Vec<Value> {
    let measures = network(&graph.inner);
    let placed = graph
        .inner
        .node_weights()
        .zip(&measures.nodes)
        .zip(svg::positions(graph));
    placed
        .enumerate()
        .map(|(index, ((node, standing), place))| form(format!("n{index}"), node, standing, place))
        .collect()
}

/// Each edge in a form of its own: by its id and those of its ends.
fn edges(graph: &Graph, form: impl Fn(String, [String; 2], &Edge) -> Value) -> Vec<Value> {
    let edges = graph.inner.edge_references().enumerate();
    edges
        .map(|(index, edge)| {
            let ends = [edge.source(), edge.target()].map(|end| format!("n{}", end.index()));
            form(format!("e{index}"), ends, edge.weight())
        })
        .collect()
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
