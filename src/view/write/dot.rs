//! Graphviz: `dot` for views in columns, `sfdp` for the others; the look is that of the picture.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::visit::EdgeRef;

use crate::view::heading::{source, subtitle, title};
use crate::view::label::{clean, wrap};
use crate::view::model::{Graph, Layout};
use crate::view::style::{self, EdgeStyle, Shape};
use crate::view::xml::escape;
use crate::view::{partition, tooltip};

/// The graph in Graphviz's language.
pub(in crate::view) fn render(graph: &Graph) -> String {
    let columns = match &graph.layout {
        Layout::Columns { left } => Some(partition::columns(graph, left)),
        Layout::Force => None,
    };
    let mut out = String::from("digraph govkg {\n");
    out.push_str("  charset=\"UTF-8\"; bgcolor=\"white\"; fontname=\"Noto Sans CJK SC\"; fontsize=13; labelloc=t; labeljust=l;\n");
    out.push_str(&format!("  label={};\n", heading(graph, columns.is_none())));
    out.push_str(match columns {
        Some(_) => "  layout=dot; rankdir=LR; ranksep=2.4; nodesep=0.16; splines=true; outputorder=edgesfirst;\n",
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
            lines(&node.label, width),
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
        let beside = columns.as_ref().is_some_and(|c| c[source] != c[target]);
        let sides = if beside { ", tailport=e, headport=w" } else { "" };
        let label = weight
            .label
            .as_ref()
            .map_or_else(String::new, |l| format!(", label={}", lines(l, 12.0)));
        out.push_str(&format!(
            "  n{tail} -> n{head} [{}{}{sides}, tooltip={}{label}];\n",
            line(look),
            if back { ", dir=back" } else { "" },
            quote(&tooltip::edge(graph, source, target, weight)),
        ));
    }
    if columns.is_some() {
        legend(&mut out, graph);
    }
    out.push_str("}\n");
    out
}

/// Title, numbers and source below one another; where lines cannot be shown aside, their names in their colours.
fn heading(graph: &Graph, with_lines: bool) -> String {
    let row = |size: u8, text: &str| match clean(text).as_str() {
        "" => String::new(),
        text => {
            format!(
                "<TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"{size}\">{}</FONT></TD></TR>",
                escape(text)
            )
        }
    };
    let mut rows = row(20, &title(graph)) + &row(12, &subtitle(graph));
    if with_lines {
        let names = kinds(graph).into_iter().map(|(kind, name)| {
            let look = style::of_edge(kind);
            let sample = match dash(look) {
                "solid" => "━━━",
                "dashed" => "╍╍╍",
                _ => "┅┅┅",
            };
            let end = if look.strong { "●" } else { "○" };
            format!(
                "<FONT COLOR=\"{}\">{sample}{end}</FONT> {}",
                look.stroke,
                escape(&clean(name))
            )
        });
        let names: Vec<String> = names.collect();
        if !names.is_empty() {
            rows.push_str(&format!("<TR><TD ALIGN=\"LEFT\">{}</TD></TR>", names.join("   ")));
        }
    }
    rows.push_str(&row(11, &source(graph)));
    if rows.is_empty() {
        "\"\"".to_owned()
    } else {
        format!("<<TABLE BORDER=\"0\" CELLPADDING=\"1\">{rows}</TABLE>>")
    }
}

/// Kinds of edges with their names, in the order of the legend; a role and its property are one.
fn kinds(graph: &Graph) -> Vec<(&str, &str)> {
    let mut kinds: BTreeMap<(usize, &str), &str> = BTreeMap::new();
    for edge in graph.inner.edge_weights() {
        kinds
            .entry((style::edge_rank(edge.kind()), edge.kind()))
            .or_insert_with(|| graph.edge_caption(edge));
    }
    let mut seen = BTreeSet::new();
    kinds
        .into_iter()
        .map(|((_, kind), name)| (kind, name))
        .filter(|(_, name)| seen.insert(*name))
        .collect()
}

/// One sample of each line, between two points.
fn legend(out: &mut String, graph: &Graph) {
    let kinds = kinds(graph);
    if kinds.is_empty() {
        return;
    }
    out.push_str("  subgraph cluster_legend {\n    label=\"\"; color=\"#D0D0D0\"; margin=8;\n");
    for (index, (kind, name)) in kinds.into_iter().enumerate() {
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
        Shape::Wedge => ("invhouse", ""),
        Shape::Star => ("tripleoctagon", ""),
        Shape::Cross => ("octagon", ""),
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

/// A label in lines below one another.
fn lines(text: &str, max: f64) -> String {
    quote(&wrap(text, max, 3).join("\n"))
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn nothing_breaks_out_of_a_string() {
        assert_eq!(quote("a\"];\\N&lt;\n\u{0}"), "\"a\\\"];\\\\N&amp;lt;\\n\u{FFFD}\"");
    }
}
