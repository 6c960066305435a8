//! The drawing in three columns.

use std::collections::BTreeMap;

use petgraph::visit::EdgeRef;

use super::canvas::{Drawing, FAINT, INK, Type, dot_radius};
use crate::graph::vocab::gk;
use crate::view::heading::common_deadline;
use crate::view::label::wrap;
use crate::view::layout::columns;
use crate::view::model::{Graph, Node};
use crate::view::xml::number;
use crate::view::{partition, style, tooltip};

const LABEL: Type = Type::new(14.0, INK).middle();
const BELOW: Type = Type::new(11.0, FAINT).middle();
const BESIDE: Type = Type::new(11.5, FAINT);
const FIGURE: Type = Type::new(10.5, INK).halo();
const HEADING: Type = Type::new(13.0, FAINT).bold().middle();
/// Longest line of a label, in em: sides and middle.
const WIDEST: [f64; 3] = [13.0, 16.0, 13.0];
const LINE: f64 = 18.0;
const PAD: f64 = 9.0;
const GAP: f64 = 13.0;
/// Room between the ends of two edges at one side of a box.
const PORT: f64 = 7.0;
/// The same where a figure stands at the end.
const FIGURE_PORT: f64 = 14.5;
const HEADER: f64 = 34.0;

/// What a node's box holds.
struct Content {
    lines: Vec<String>,
    /// The last day, in the middle column.
    below: Option<String>,
    /// How often the unit plays each role: outside its box, so that columns stay low.
    beside: Option<String>,
    width: f64,
    height: f64,
}

/// One end of an edge at a box: where the other end is, and the edge's number.
type Port = (f64, usize);

/// Everything but the lines, in its place.
struct Arranged {
    column: Vec<usize>,
    edges: Vec<(usize, usize)>,
    contents: Vec<Content>,
    heights: Vec<f64>,
    placed: columns::Columns,
    /// Width of the boxes of each column.
    widths: Vec<f64>,
    /// Middle of each column.
    centres: [f64; 3],
    width: f64,
}

impl Arranged {
    fn at(&self, node: usize) -> (f64, f64) {
        (self.centres[self.column[node]], self.placed.y[node] + HEADER)
    }
}

fn arrange(graph: &Graph, left: &[String]) -> Arranged {
    let column = partition::columns(graph, left);
    let edges: Vec<(usize, usize)> = graph
        .inner
        .edge_references()
        .map(|e| (e.source().index(), e.target().index()))
        .collect();
    let contents = contents(graph, &column, &edges);
    let heights: Vec<f64> = contents.iter().map(|c| c.height).collect();
    let placed = columns::place(&column, &heights, &edges, GAP);
    let widths: Vec<f64> = (0..3)
        .map(|c| placed.order[c].iter().map(|&n| contents[n].width).fold(0.0, f64::max))
        .collect();
    let margin = |side: usize| {
        let beside = placed.order[side].iter().filter_map(|&n| contents[n].beside.as_ref());
        beside.map(|text| BESIDE.width(text) + 12.0).fold(0.0, f64::max)
    };
    let (mut centres, width) = spread(&widths, &placed.order, &column, &edges);
    centres.iter_mut().for_each(|x| *x += margin(0));
    let width = margin(0) + width + margin(2);
    Arranged {
        column,
        edges,
        contents,
        heights,
        placed,
        widths,
        centres,
        width,
    }
}

/// Where the middle of each box is.
pub(super) fn positions(graph: &Graph, left: &[String]) -> Vec<(f64, f64)> {
    let arranged = arrange(graph, left);
    (0..arranged.column.len()).map(|node| arranged.at(node)).collect()
}

pub(super) fn draw(graph: &Graph, left: &[String]) -> Drawing {
    let arranged = arrange(graph, left);
    let mut drawing = Drawing {
        boxes: true,
        width: arranged.width,
        height: arranged.placed.height + HEADER,
        ..Drawing::default()
    };
    headings(
        &mut drawing,
        graph,
        &arranged.column,
        &arranged.centres,
        &arranged.placed.order,
    );
    let at = |n: usize| arranged.at(n);
    let Arranged {
        column,
        edges,
        contents,
        heights,
        placed,
        widths,
        ..
    } = &arranged;
    let half = |n: usize| widths[column[n]] / 2.0;
    let ports = ports(edges, column, &placed.y, heights);
    // Thick lines last, so that they lie on top.
    let mut order: Vec<usize> = (0..edges.len()).collect();
    let weights: Vec<_> = graph.inner.edge_weights().collect();
    order.sort_by(|&a, &b| {
        let width = |e: usize| style::of_edge(weights[e].kind()).width;
        width(a).total_cmp(&width(b)).then(a.cmp(&b))
    });
    let mut figures = Vec::new();
    for edge in order {
        let (source, target) = edges[edge];
        let look = style::of_edge(weights[edge].kind());
        let (from, to) = ports[edge];
        let figure = weights[edge].label.as_ref().map(|words| wrap(words, 12.0, 1).concat());
        let (start, end, path) = if column[source] == column[target] {
            // Within a column: an arc on its outer side.
            let x = at(source).0 + half(source);
            let bend = 26.0 + (at(source).1 - at(target).1).abs() * 0.12;
            let (a, b) = (at(source).1 + 4.0, at(target).1 - 4.0);
            let path = format!(
                "M{} {}C{} {} {} {} {} {}",
                number(x),
                number(a),
                number(x + bend),
                number(a),
                number(x + bend),
                number(b),
                number(x),
                number(b)
            );
            ((x, a), (x, b), path)
        } else {
            let way = if at(target).0 > at(source).0 { 1.0 } else { -1.0 };
            let dot = dot_radius(look);
            let (x1, x2) = (
                at(source).0 + way * half(source),
                at(target).0 - way * (half(target) + dot),
            );
            let (y1, y2) = (at(source).1 + from, at(target).1 + to);
            // A figure stands at the source, and the line begins behind it.
            let x0 = x1 + figure.as_ref().map_or(0.0, |words| way * (FIGURE.width(words) + 14.0));
            let bend = (x2 - x0) * 0.45;
            let path = format!(
                "M{} {}C{} {} {} {} {} {}",
                number(x0),
                number(y1),
                number(x0 + bend),
                number(y1),
                number(x2 - bend),
                number(y2),
                number(x2),
                number(y2)
            );
            ((x1, y1), (x2, y2), path)
        };
        drawing.open("edge", edge, &tooltip::edge(graph, source, target, weights[edge]));
        drawing.line(&path, look);
        drawing.dot(end.0, end.1, look);
        if let Some(words) = figure {
            let right = end.0 > start.0;
            let (x, style) = if right {
                (start.0 + 8.0, FIGURE)
            } else {
                (start.0 - 8.0, FIGURE.end())
            };
            figures.push((x, start.1 + 3.5, style, words));
        }
        drawing.close();
    }
    // After all lines, so that none runs over a figure.
    for (x, y, style, words) in figures {
        drawing.text(x, y, style, &words);
    }
    for (index, node) in graph.inner.node_weights().enumerate() {
        let content = &contents[index];
        let (x, y) = at(index);
        drawing.open("node", index, &tooltip::node(graph, node));
        let size = (widths[column[index]], content.height);
        drawing.label_box((x, y), size, style::of_class(node.class.as_deref()), node.is_group);
        let rows = content.lines.len() as f64 * LINE + if content.below.is_some() { 14.0 } else { 0.0 };
        let mut line_y = y - rows / 2.0 + 14.0;
        for line in &content.lines {
            let bold = column[index] == 1;
            drawing.text(x, line_y, if bold { LABEL.bold() } else { LABEL }, line);
            line_y += LINE;
        }
        if let Some(below) = &content.below {
            drawing.text(x, line_y - 2.0, BELOW, below);
        }
        if let Some(beside) = &content.beside {
            let (way, style) = if column[index] == 0 {
                (-1.0, BESIDE.end())
            } else {
                (1.0, BESIDE)
            };
            drawing.text(x + way * (size.0 / 2.0 + 9.0), y + 4.0, style, beside);
        }
        drawing.close();
    }
    drawing
}

fn contents(graph: &Graph, column: &[usize], edges: &[(usize, usize)]) -> Vec<Content> {
    let common = common_deadline(graph);
    let mut ends = vec![[0.0_f64; 3]; column.len()];
    let mut roles: Vec<BTreeMap<(usize, &str), usize>> = vec![BTreeMap::new(); column.len()];
    for (&(source, target), edge) in edges.iter().zip(graph.inner.edge_weights()) {
        ends[source][column[target]] += if edge.label.is_some() { FIGURE_PORT } else { PORT };
        ends[target][column[source]] += PORT;
        if let Some(role) = &edge.role {
            *roles[target]
                .entry((style::edge_rank(role), graph.caption(role)))
                .or_default() += 1;
        }
    }
    let content = |(index, node): (usize, &Node)| {
        let lines = wrap(&node.label, WIDEST[column[index]], 3);
        let below = node
            .deadline
            .as_deref()
            .filter(|_| common.is_none() && column[index] == 1);
        let below = below.map(|day| wrap(&format!("{} {day}", graph.caption(gk::DEADLINE.as_str())), 20.0, 1).concat());
        let counts: Vec<String> = roles[index]
            .iter()
            .map(|((_, role), count)| format!("{role} {count}"))
            .collect();
        let beside = (column[index] != 1 && !counts.is_empty()).then(|| wrap(&counts.join(" · "), 12.0, 1).concat());
        let widest = lines.iter().map(|l| LABEL.bold().width(l)).fold(0.0, f64::max);
        let widest = widest.max(below.as_ref().map_or(0.0, |b| BELOW.width(b)));
        let text = lines.len() as f64 * LINE + if below.is_some() { 14.0 } else { 0.0 };
        let ports = ends[index].iter().copied().fold(0.0, f64::max);
        Content {
            lines,
            below,
            beside,
            width: widest + 2.0 * PAD + 8.0,
            height: (text + PAD).max(ports + PAD),
        }
    };
    graph.inner.node_weights().enumerate().map(content).collect()
}

/// Centres of the columns and the width of all: more room between columns where more edges pass.
fn spread(widths: &[f64], order: &[Vec<usize>; 3], column: &[usize], edges: &[(usize, usize)]) -> ([f64; 3], f64) {
    let room = |side: usize| {
        if order[side].is_empty() || order[1].is_empty() {
            return 0.0;
        }
        let passing = edges
            .iter()
            .filter(|(a, b)| column[*a] == side || column[*b] == side)
            .count();
        (170.0 + 3.0 * passing as f64).clamp(190.0, 360.0)
    };
    let (left, right) = (room(0), room(2));
    let middle = widths[0] + left + widths[1] / 2.0;
    let last = widths[0] + left + widths[1] + right + widths[2] / 2.0;
    (
        [widths[0] / 2.0, middle, last],
        widths.iter().sum::<f64>() + left + right + 6.0,
    )
}

/// How far above or below the centre of its box each end of each edge is: in the order of the other ends.
fn ports(edges: &[(usize, usize)], column: &[usize], y: &[f64], heights: &[f64]) -> Vec<(f64, f64)> {
    let mut at: BTreeMap<(usize, usize), Vec<Port>> = BTreeMap::new();
    for (index, &(a, b)) in edges.iter().enumerate() {
        at.entry((a, column[b])).or_default().push((y[b], index));
        at.entry((b, column[a])).or_default().push((y[a], index));
    }
    let mut ports = vec![(0.0, 0.0); edges.len()];
    for ((node, _), mut ends) in at {
        ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let step = ((heights[node] - 12.0) / ends.len() as f64).min(FIGURE_PORT);
        let first = -step * (ends.len() as f64 - 1.0) / 2.0;
        for (rank, (_, index)) in ends.into_iter().enumerate() {
            let offset = first + step * rank as f64;
            if edges[index].0 == node {
                ports[index].0 = offset;
            } else {
                ports[index].1 = offset;
            }
        }
    }
    ports
}

/// Names above the columns: what the relation is called on the sides, what the things are in the middle.
fn headings(drawing: &mut Drawing, graph: &Graph, column: &[usize], centres: &[f64; 3], order: &[Vec<usize>; 3]) {
    let mut names: [BTreeMap<(usize, &str), ()>; 3] = Default::default();
    for edge in graph.inner.edge_references() {
        let side = column[edge.target().index()];
        if side == 1 {
            continue;
        }
        let rank = style::edge_rank(edge.weight().kind());
        names[side].insert((rank, graph.edge_caption(edge.weight())), ());
    }
    for node in &order[1] {
        if let Some(class) = graph.inner[petgraph::graph::NodeIndex::new(*node)].class.as_deref() {
            names[1].insert((style::class_rank(class), graph.caption(class)), ());
        }
    }
    for (index, names) in names.iter().enumerate() {
        let mut words: Vec<&str> = names.keys().map(|(_, name)| *name).collect();
        if index == 0 {
            // Those on the left are there for this; what else they do is written in their boxes.
            words.truncate(1);
        }
        let text = wrap(&words.join(" / "), 20.0, 1).concat();
        drawing.text(centres[index], 12.0, HEADING, &text);
    }
}
