//! The picture: title, drawing, legend, source line; one SVG file that needs nothing else but a font.

mod canvas;
mod columns;
mod force;
mod frame;
mod grid;
mod place;

use super::model::{Graph, Layout};
use super::theme::{self, Theme};
pub(super) use place::radius;

/// Draws a graph.
pub(super) fn render(graph: &Graph, theme: Theme) -> String {
    let drawing = match &graph.layout {
        Layout::Columns { left } => columns::draw(graph, left),
        Layout::Force => force::draw(graph),
    };
    let svg = frame::around(graph, drawing, theme == Theme::Auto);
    if theme == Theme::Dark { theme::darken(&svg) } else { svg }
}

/// Where the middle of each node is, rounded as in the picture; the ordinate points downwards.
pub(super) fn positions(graph: &Graph) -> Vec<(f64, f64)> {
    let points = match &graph.layout {
        Layout::Columns { left } => columns::positions(graph, left),
        Layout::Force => place::place(graph).glyphs,
    };
    let rounded = |value: f64| (value * 10.0).round() / 10.0;
    points.into_iter().map(|(x, y)| (rounded(x), rounded(y))).collect()
}
