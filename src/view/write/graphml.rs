//! GraphML.

use petgraph::visit::EdgeRef;

use super::attributes::{EDGE, NODE, of_edge, of_node};
use crate::view::heading::title;
use crate::view::model::Graph;
use crate::view::network::network;
use crate::view::xml::escape;

/// The graph in GraphML, with labels, attributes and measures as data.
pub(in crate::view) fn render(graph: &Graph) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    out.push_str("  <key id=\"title\" for=\"graph\" attr.name=\"title\" attr.type=\"string\"/>\n");
    for (domain, names) in [("node", &NODE[..]), ("edge", &EDGE)] {
        for (name, kind) in std::iter::once(&("label", "string")).chain(names) {
            let key = key(domain, name);
            out.push_str(&format!(
                "  <key id=\"{key}\" for=\"{domain}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
            ));
        }
    }
    out.push_str("  <graph id=\"govkg\" edgedefault=\"directed\">\n");
    out.push_str(&format!("    <data key=\"title\">{}</data>\n", escape(&title(graph))));
    let measures = network(&graph.inner);
    for (index, node) in graph.inner.node_weights().enumerate() {
        out.push_str(&format!("    <node id=\"n{index}\">\n"));
        data(&mut out, "node", "label", Some(&node.label));
        for ((name, _), value) in NODE.into_iter().zip(of_node(node, &measures.nodes[index])) {
            data(&mut out, "node", name, value.as_deref());
        }
        out.push_str("    </node>\n");
    }
    for (index, edge) in graph.inner.edge_references().enumerate() {
        let (source, target) = (edge.source().index(), edge.target().index());
        out.push_str(&format!(
            "    <edge id=\"e{index}\" source=\"n{source}\" target=\"n{target}\">\n"
        ));
        data(&mut out, "edge", "label", edge.weight().label.as_deref());
        for ((name, _), value) in EDGE.into_iter().zip(of_edge(graph, edge.weight())) {
            data(&mut out, "edge", name, value.as_deref());
        }
        out.push_str("    </edge>\n");
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}

fn key(domain: &str, name: &str) -> String {
    format!("{}_{name}", &domain[..1])
}

fn data(out: &mut String, domain: &str, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        out.push_str(&format!(
            "      <data key=\"{}\">{}</data>\n",
            key(domain, name),
            escape(value)
        ));
    }
}
