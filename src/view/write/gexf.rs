//! GEXF 1.3, Gephi's format.

use petgraph::visit::EdgeRef;

use super::attributes::{EDGE, NODE, of_edge, of_node};
use crate::view::heading::title;
use crate::view::model::Graph;
use crate::view::style;
use crate::view::xml::escape;

/// The graph in GEXF, with the colours of the picture.
pub(in crate::view) fn render(graph: &Graph) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n");
    out.push_str(&format!(
        "  <meta><description>{}</description></meta>\n",
        escape(&title(graph))
    ));
    out.push_str("  <graph defaultedgetype=\"directed\" mode=\"static\">\n");
    for (class, names) in [("node", NODE), ("edge", EDGE)] {
        out.push_str(&format!("    <attributes class=\"{class}\">\n"));
        for (index, name) in names.into_iter().enumerate() {
            out.push_str(&format!(
                "      <attribute id=\"{index}\" title=\"{name}\" type=\"string\"/>\n"
            ));
        }
        out.push_str("    </attributes>\n");
    }
    out.push_str("    <nodes>\n");
    for (index, node) in graph.inner.node_weights().enumerate() {
        out.push_str(&format!(
            "      <node id=\"n{index}\" label=\"{}\">\n",
            escape(&node.label)
        ));
        values(&mut out, &of_node(node));
        out.push_str(&format!(
            "        {}\n      </node>\n",
            colour(style::of_class(node.class.as_deref()).stroke)
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
