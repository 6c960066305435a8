//! The drawing of a network: a glyph for each node with its label below or above.

use super::canvas::Drawing;
use super::grid::Rect;
use super::place::{LABEL, LINE, Way, place};
use crate::view::model::Graph;
use crate::view::xml::number;
use crate::view::{style, tooltip};

pub(super) fn draw(graph: &Graph) -> Drawing {
    let placed = place(graph);
    let mut drawing = Drawing {
        width: placed.width,
        height: placed.height,
        unlabelled: placed.labels.iter().filter(|label| label.is_none()).count(),
        ..Drawing::default()
    };
    for (index, edge) in graph.inner.edge_references().enumerate() {
        let (source, target) = placed.edges[index];
        let look = style::of_edge(edge.weight().kind());
        drawing.open("edge", index, &tooltip::edge(graph, source, target, edge.weight()));
        let way = &placed.ways[index];
        drawing.line(&path(way), look);
        drawing.dot(way.to.0, way.to.1, look);
        drawing.close();
    }
    for (index, node) in graph.inner.node_weights().enumerate() {
        drawing.open("node", index, &tooltip::node(graph, node));
        if let Some(label) = &placed.labels[index] {
            draw_label(&mut drawing, label, &placed.lines[index]);
        }
        drawing.glyph(
            placed.glyphs[index],
            placed.radius[index],
            style::of_class(node.class.as_deref()),
            node.is_group,
        );
        drawing.close();
    }
    drawing
}

/// A label on a ground of its own, so that no line is seen through it.
fn draw_label(drawing: &mut Drawing, label: &Rect, lines: &[String]) {
    drawing.raw(&format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"#fff\"/>",
        number(label.left),
        number(label.top),
        number(label.right - label.left),
        number(label.bottom - label.top)
    ));
    let x = (label.left + label.right) / 2.0;
    for (at, line) in lines.iter().enumerate() {
        drawing.text(x, label.top + 12.0 + at as f64 * LINE, LABEL, line);
    }
}

fn path(way: &Way) -> String {
    let from = format!("M{} {}", number(way.from.0), number(way.from.1));
    match way.by {
        None => format!("{from}L{} {}", number(way.to.0), number(way.to.1)),
        Some(by) => format!(
            "{from}Q{} {} {} {}",
            number(by.0),
            number(by.1),
            number(way.to.0),
            number(way.to.1)
        ),
    }
}
