//! A Mermaid flow chart, for Markdown pages.

use std::collections::BTreeMap;

use petgraph::visit::EdgeRef;

use crate::view::heading::title;
use crate::view::label::{clean, wrap};
use crate::view::model::Graph;
use crate::view::style::{self, Shape};

/// The graph as a flow chart from left to right.
pub(in crate::view) fn render(graph: &Graph) -> String {
    let mut out = format!("---\ntitle: {}\n---\nflowchart LR\n", front_matter(&title(graph)));
    for (index, node) in graph.inner.node_weights().enumerate() {
        let look = style::of_class(node.class.as_deref());
        let label = escape(&wrap(&node.label, 14.0, 3).join("\n"));
        let (open, close) = match look.shape {
            Shape::Circle => ("(", ")"),
            Shape::Hexagon => ("{{", "}}"),
            Shape::Wedge => ("[\\", "/]"),
            Shape::Cross => ("([", "])"),
            Shape::Diamond | Shape::Star => ("{", "}"),
            Shape::Triangle => ("[/", "\\]"),
            Shape::Square if node.is_group => ("[[", "]]"),
            Shape::Square => ("[", "]"),
        };
        out.push_str(&format!("  n{index}{open}\"{label}\"{close}\n"));
        out.push_str(&format!(
            "  style n{index} fill:{},stroke:{},color:#1A1A1A\n",
            look.fill, look.stroke
        ));
    }
    let mut looks: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (index, edge) in graph.inner.edge_references().enumerate() {
        let weight = edge.weight();
        let look = style::of_edge(weight.kind());
        let words = weight.label.as_deref().unwrap_or_else(|| graph.edge_caption(weight));
        let line = match look.dash {
            "" if look.width > 2.0 => "==>",
            "" => "-->",
            _ => "-.->",
        };
        out.push_str(&format!(
            "  n{} {line}|\"{}\"| n{}\n",
            edge.source().index(),
            escape(&clean(words)),
            edge.target().index()
        ));
        looks.entry(look.stroke.to_owned()).or_default().push(index.to_string());
    }
    for (stroke, edges) in looks {
        out.push_str(&format!("  linkStyle {} stroke:{stroke}\n", edges.join(",")));
    }
    out
}

/// A YAML string; JSON's are such.
fn front_matter(title: &str) -> String {
    serde_json::Value::String(clean(title)).to_string()
}

/// Text in quotes: Mermaid reads `#name;` as a character, and HTML.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '#' => out.push_str("#35;"),
            '&' => out.push_str("#amp;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '"' => out.push_str("#quot;"),
            '`' => out.push_str("#96;"),
            '\\' => out.push_str("#92;"),
            '\n' => out.push_str("<br/>"),
            c => out.push(c),
        }
    }
    out
}
