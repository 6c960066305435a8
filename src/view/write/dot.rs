//! Graphviz: `dot` for views in columns, `sfdp` for the others; the look is that of the picture.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::visit::EdgeRef;

use crate::view::heading::{source, subtitle, title};
use crate::view::label::{clean, wrap};
use crate::view::model::{Graph, Layout};
use crate::view::style::{self, EdgeStyle, Shape};
use crate::view::{partition, tooltip};

/// The graph in Graphviz's language.
pub(in crate::view) fn render(graph: &Graph) -> String {
    let columns = match &graph.layout {
        Layout::Columns { left } => Some(partition::columns(graph, left)),
        Layout::Force => None,
    };
    let mut out = String::from("digraph govkg {\n");
    out.push_str("  charset=\"UTF-8\"; bgcolor=\"white\"; fontname=\"Noto Sans CJK SC\"; fontsize=18; labelloc=t; labeljust=l;\n");
    out.push_str(&format!(
        "  label={};\n",
        lines(&[title(graph), subtitle(graph), source(graph)], 60.0)
    ));
    out.push_str(match columns {
        Some(_) => "  layout=dot; rankdir=LR; ranksep=2.4; nodesep=0.16; splines=spline; outputorder=edgesfirst;\n",
        None => "  layout=sfdp; overlap=prism; splines=line; outputorder=edgesfirst; K=1.2;\n",
    });
    out.push_str(
        "  node [fontname=\"Noto Sans CJK SC\", fontsize=12, style=\"filled\", penwidth=1.3, margin=\"0.12,0.06\"];\n",
    );
    out.push_str("  edge [fontname=\"Noto Sans CJK SC\", fontsize=10, arrowsize=0.7];\n");
    for (index, node) in graph.inner.node_weights().enumerate() {
        let look = style::of_class(node.class.as_deref());
        let width = if columns.as_ref().is_some_and(|c| c[index] == 1) {
            16.0
        } else {
            12.0
        };
        let (shape, extra) = shape(look.shape, columns.is_some());
        let peripheries = if node.is_group { ", peripheries=2" } else { "" };
        out.push_str(&format!(
            "  n{index} [label={}, tooltip={}, shape={shape}, color=\"{}\", fillcolor=\"{}\"{extra}{peripheries}];\n",
            lines(&[node.label.clone()], width),
            quote(&tooltip::node(graph, node)),
            look.stroke,
            look.fill,
        ));
    }
    for column in columns.iter().flat_map(|c| (0..3).map(move |side| (side, c))) {
        let (side, columns) = column;
        let members: Vec<String> = columns
            .iter()
            .enumerate()
            .filter(|(_, c)| **c == side)
            .map(|(n, _)| format!("n{n}"))
            .collect();
        if !members.is_empty() {
            out.push_str(&format!("  {{ rank=same; {} }}\n", members.join("; ")));
        }
    }
    for edge in graph.inner.edge_references() {
        let (source, target) = (edge.source().index(), edge.target().index());
        let weight = edge.weight();
        let look = style::of_edge(weight.kind());
        // Graphviz ranks the tail before the head: an edge to the left column is written from there, with its arrow back.
        let back = columns.as_ref().is_some_and(|c| c[target] < c[source]);
        let (tail, head) = if back { (target, source) } else { (source, target) };
        let label = weight
            .label
            .as_ref()
            .map_or_else(String::new, |l| format!(", label={}", lines(&[l.clone()], 12.0)));
        out.push_str(&format!(
            "  n{tail} -> n{head} [{}{}, tooltip={}{label}];\n",
            line(look),
            if back { ", dir=back" } else { "" },
            quote(&tooltip::edge(graph, source, target, weight)),
        ));
    }
    legend(&mut out, graph, columns.is_some());
    out.push_str("}\n");
    out
}

/// One sample of each line, between two points.
fn legend(out: &mut String, graph: &Graph, in_rows: bool) {
    let mut kinds: BTreeMap<(usize, &str), &str> = BTreeMap::new();
    for edge in graph.inner.edge_weights() {
        kinds
            .entry((style::edge_rank(edge.kind()), edge.kind()))
            .or_insert_with(|| graph.edge_caption(edge));
    }
    if kinds.is_empty() {
        return;
    }
    if !in_rows {
        // Force-directed layouts cannot set a cluster aside: the names stand at the edges of comments instead.
        for ((_, kind), name) in kinds {
            let look = style::of_edge(kind);
            out.push_str(&format!("  // {} {} {}\n", clean(name), look.stroke, dash(look)));
        }
        return;
    }
    out.push_str("  subgraph cluster_legend {\n    label=\"\"; color=\"#D0D0D0\"; margin=8;\n");
    let mut seen = BTreeSet::new();
    for (index, ((_, kind), name)) in kinds.into_iter().enumerate() {
        if !seen.insert(name) {
            continue;
        }
        out.push_str(&format!(
            "    l{index} [label={}, shape=plaintext, fillcolor=\"white\"];\n    \
             k{index} [label=\"\", shape=point, width=0.04];\n    l{index} -> k{index} [{}];\n",
            quote(&clean(name)),
            line(style::of_edge(kind)),
        ));
    }
    out.push_str("  }\n");
}

fn line(look: EdgeStyle) -> String {
    let head = if look.strong { "dot" } else { "odot" };
    format!(
        "color=\"{}\", penwidth={:.1}, style={}, arrowhead={head}, arrowtail={head}",
        look.stroke,
        look.width,
        dash(look)
    )
}

fn dash(look: EdgeStyle) -> &'static str {
    match look.dash {
        "" => "solid",
        dash if dash.starts_with("1.5") => "dotted",
        _ => "dashed",
    }
}

fn shape(shape: Shape, boxes: bool) -> (&'static str, &'static str) {
    match shape {
        Shape::Circle if boxes => ("box", ", style=\"filled,rounded\""),
        Shape::Circle => ("ellipse", ""),
        Shape::Square => ("box", ""),
        Shape::Diamond => ("diamond", ", margin=\"0,0\""),
        Shape::Hexagon => ("hexagon", ""),
        Shape::Triangle => ("house", ""),
        Shape::Pentagon => ("pentagon", ""),
        Shape::Star => ("tripleoctagon", ""),
        Shape::Octagon => ("octagon", ""),
    }
}

/// A string in double quotes. Graphviz reads backslashes and HTML entities within, and no control characters.
fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Texts below one another, each wrapped.
fn lines(texts: &[String], max: f64) -> String {
    let wrapped: Vec<String> = texts
        .iter()
        .filter(|t| !t.is_empty())
        .flat_map(|t| wrap(t, max, 3))
        .collect();
    quote(&wrapped.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn nothing_breaks_out_of_a_string() {
        assert_eq!(quote("a\"];\\N&lt;\n\u{0}"), "\"a\\\"];\\\\N&amp;lt;\\n\u{FFFD}\"");
    }
}
