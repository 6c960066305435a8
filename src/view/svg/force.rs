//! The drawing of a network: a glyph for each node with its label below.

use std::collections::BTreeMap;

use petgraph::visit::EdgeRef;

use super::canvas::{Drawing, INK, Type};
use crate::view::label::wrap;
use crate::view::layout::force;
use crate::view::model::Graph;
use crate::view::xml::number;
use crate::view::{style, tooltip};

const LABEL: Type = Type::new(12.0, INK).middle().halo();
const LINE: f64 = 14.5;

pub(super) fn draw(graph: &Graph) -> Drawing {
    let mut drawing = Drawing::default();
    let degree = |n| graph.inner.neighbors_undirected(n).count() as f64;
    let radius: Vec<f64> = graph
        .inner
        .node_indices()
        .map(|n| (6.0 + 1.6 * degree(n).sqrt()).min(20.0))
        .collect();
    let lines: Vec<Vec<String>> = graph.inner.node_weights().map(|n| wrap(&n.label, 9.0, 3)).collect();
    let sizes: Vec<(f64, f64)> = lines
        .iter()
        .zip(&radius)
        .map(|(lines, r)| {
            let text = lines.iter().map(|l| LABEL.width(l)).fold(0.0, f64::max);
            (text.max(2.6 * r) + 4.0, 2.6 * r + lines.len() as f64 * LINE + 4.0)
        })
        .collect();
    let edges: Vec<(usize, usize)> = graph
        .inner
        .edge_references()
        .map(|e| (e.source().index(), e.target().index()))
        .collect();
    let centres = force::place(&sizes, &edges);
    let corner = |n: usize, sign: f64| {
        (
            centres[n].0 + sign * sizes[n].0 / 2.0,
            centres[n].1 + sign * sizes[n].1 / 2.0,
        )
    };
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for n in 0..sizes.len() {
        (left, top) = (left.min(corner(n, -1.0).0), top.min(corner(n, -1.0).1));
        (right, bottom) = (right.max(corner(n, 1.0).0), bottom.max(corner(n, 1.0).1));
    }
    if sizes.is_empty() {
        return drawing;
    }
    (drawing.width, drawing.height) = (right - left, bottom - top);
    // The glyph stands at the top of its box and the label below, or the other way round where most edges go down.
    let mut down = vec![0.0; sizes.len()];
    for &(a, b) in &edges {
        let (dx, dy) = (centres[b].0 - centres[a].0, centres[b].1 - centres[a].1);
        let steep = dy / (dx * dx + dy * dy).sqrt().max(1.0);
        down[a] += steep;
        down[b] -= steep;
    }
    let above: Vec<bool> = down.iter().map(|d| *d > 0.1).collect();
    let at = |n: usize| {
        let offset = sizes[n].1 / 2.0 - 1.3 * radius[n] - 2.0;
        (
            centres[n].0 - left,
            centres[n].1 - top + if above[n] { offset } else { -offset },
        )
    };
    let mut parallel: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (number_of, edge) in graph.inner.edge_references().enumerate() {
        let (source, target) = edges[number_of];
        let look = style::of_edge(edge.weight().kind());
        drawing.open("edge", &tooltip::edge(graph, source, target, edge.weight()));
        let earlier = parallel.entry((source.min(target), source.max(target))).or_insert(0);
        let (path, end) = curve(at(source), at(target), radius[source], radius[target], *earlier);
        *earlier += 1;
        drawing.line(&path, look);
        drawing.dot(end.0, end.1, look);
        drawing.close();
    }
    for (index, node) in graph.inner.node_weights().enumerate() {
        let (x, y) = at(index);
        drawing.open("node", &tooltip::node(graph, node));
        drawing.glyph(
            (x, y),
            radius[index],
            style::of_class(node.class.as_deref()),
            node.is_group,
        );
        let mut line_y = if above[index] {
            y - 1.3 * radius[index] - 5.0 - (lines[index].len() as f64 - 1.0) * LINE
        } else {
            y + 1.3 * radius[index] + 12.0
        };
        for line in &lines[index] {
            drawing.text(x, line_y, LABEL, line);
            line_y += LINE;
        }
        drawing.close();
    }
    drawing
}

/// A line from rim to rim; each further one between the same two nodes is bent more.
fn curve(a: (f64, f64), b: (f64, f64), from: f64, to: f64, earlier: usize) -> (String, (f64, f64)) {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = (dx * dx + dy * dy).sqrt();
    if length < 1e-6 {
        // A node's relation to itself: a loop above it.
        let (x, y) = a;
        let path = format!(
            "M{} {}c-26 -34 {} -34 {} 0",
            number(x - 5.0),
            number(y - from),
            number(36.0),
            number(10.0)
        );
        return (path, (x + 5.0, y - from));
    }
    let (ux, uy) = (dx / length, dy / length);
    let start = (a.0 + ux * from, a.1 + uy * from);
    let end = (b.0 - ux * (to + 4.0), b.1 - uy * (to + 4.0));
    let bend = 22.0 * earlier.div_ceil(2) as f64 * if earlier % 2 == 1 { 1.0 } else { -1.0 };
    let path = if earlier == 0 {
        format!(
            "M{} {}L{} {}",
            number(start.0),
            number(start.1),
            number(end.0),
            number(end.1)
        )
    } else {
        let middle = ((a.0 + b.0) / 2.0 - uy * bend, (a.1 + b.1) / 2.0 + ux * bend);
        format!(
            "M{} {}Q{} {} {} {}",
            number(start.0),
            number(start.1),
            number(middle.0),
            number(middle.1),
            number(end.0),
            number(end.1)
        )
    };
    (path, end)
}
