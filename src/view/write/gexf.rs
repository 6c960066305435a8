//! GEXF 1.3, Gephi's format.

use petgraph::visit::EdgeRef;

use super::attributes::{EDGE, NODE, of_edge, of_node};
use crate::view::heading::title;
use crate::view::model::Graph;
use crate::view::network::network;
use crate::view::xml::{escape, number};
use crate::view::{style, svg};

/// The graph in GEXF, with measures, and the places and colours of the picture.
pub(in crate::view) fn render(graph: &Graph) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n");
    out.push_str(&format!(
        "  <meta><description>{}</description></meta>\n",
        escape(&title(graph))
    ));
    out.push_str("  <graph defaultedgetype=\"directed\" mode=\"static\">\n");
    for (class, names) in [("node", &NODE[..]), ("edge", &EDGE)] {
        out.push_str(&format!("    <attributes class=\"{class}\">\n"));
        for (index, (name, kind)) in names.iter().enumerate() {
            let kind = if *kind == "int" { "integer" } else { kind };
            out.push_str(&format!(
                "      <attribute id=\"{index}\" title=\"{name}\" type=\"{kind}\"/>\n"
            ));
        }
        out.push_str("    </attributes>\n");
    }
    out.push_str("    <nodes>\n");
    let measures = network(&graph.inner);
    let places = svg::positions(graph);
    for (index, node) in graph.inner.node_weights().enumerate() {
        out.push_str(&format!(
            "      <node id=\"n{index}\" label=\"{}\">\n",
            escape(&node.label)
        ));
        values(&mut out, &of_node(node, &measures.nodes[index]));
        let ((x, y), size) = (places[index], svg::radius(measures.nodes[index].degree));
        // Gephi's ordinate points upwards.
        out.push_str(&format!(
            "        {}\n        <viz:position x=\"{}\" y=\"{}\" z=\"0\"/>\n        <viz:size value=\"{}\"/>\n      </node>\n",
            colour(style::of_class(node.class.as_deref()).stroke),
            number(x),
            number(-y),
            number(size),
        ));
    }
    out.push_str("    </nodes>\n    <edges>\n");
    for (index, edge) in graph.inner.edge_references().enumerate() {
        let weight = edge.weight();
        let label = weight.label.as_deref().unwrap_or_else(|| graph.edge_caption(weight));
        out.push_str(&format!(
            "      <edge id=\"e{index}\" source=\"n{}\" target=\"n{}\" label=\"{}\">\n",
            edge.source().index(),
            edge.target().index(),
            escape(label)
        ));
        values(&mut out, &of_edge(graph, weight));
        out.push_str(&format!(
            "        {}\n      </edge>\n",
            colour(style::of_edge(weight.kind()).stroke)
        ));
    }
    out.push_str("    </edges>\n  </graph>\n</gexf>\n");
    out
}

fn values(out: &mut String, values: &[Option<String>]) {
    out.push_str("        <attvalues>");
    for (index, value) in values.iter().enumerate() {
        if let Some(value) = value {
            out.push_str(&format!("<attvalue for=\"{index}\" value=\"{}\"/>", escape(value)));
        }
    }
    out.push_str("</attvalues>\n");
}

fn colour(hex: &str) -> String {
    let part = |from: usize| {
        hex.get(from..from + 2)
            .and_then(|h| u8::from_str_radix(h, 16).ok())
            .unwrap_or(0)
    };
    format!("<viz:color r=\"{}\" g=\"{}\" b=\"{}\"/>", part(1), part(3), part(5))
}
