//! The picture: title, drawing, legend, source line; one SVG file that needs nothing else but a font.

mod canvas;
mod columns;
mod force;
mod frame;

use super::model::{Graph, Layout};

/// Draws a graph.
pub(super) fn render(graph: &Graph) -> String {
    let drawing = match &graph.layout {
        Layout::Columns { left } => columns::draw(graph, left),
        Layout::Force => force::draw(graph),
    };
    frame::around(graph, drawing)
}
