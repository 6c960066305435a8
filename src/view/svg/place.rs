//! Where the glyphs and labels of a network stand, and which way its lines take around them.

use petgraph::visit::EdgeRef;

use super::canvas::{INK, Type};
use super::grid::{Grid, Point, Rect};
use crate::view::label::wrap;
use crate::view::layout::force;
use crate::view::model::Graph;

pub(super) const LABEL: Type = Type::new(12.0, INK).middle();
/// From one base line to the next.
pub(super) const LINE: f64 = 14.5;
/// In networks up to this size each node has its label, and room is made for it.
const ALL_LABELLED: usize = 1500;
/// In larger ones, so many of the best connected nodes have theirs, even where lines pass below it.
const ALWAYS: usize = 60;
/// Side of a square of the grid.
const CELL: f64 = 48.0;
/// A line goes so far out of its way for each label that it thereby spares.
const DETOUR: f64 = 70.0;
/// How far a line may bend, as part of its length.
const BENDS: [f64; 11] = [0.0, 0.1, -0.1, 0.2, -0.2, 0.32, -0.32, 0.46, -0.46, 0.65, -0.65];

/// A line from rim to rim: straight, or bent around one point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    pub from: Point,
    pub by: Option<Point>,
    pub to: Point,
}

/// A network with everything in its place.
pub(super) struct Placed {
    pub width: f64,
    pub height: f64,
    pub radius: Vec<f64>,
    pub glyphs: Vec<Point>,
    /// Lines of each label.
    pub lines: Vec<Vec<String>>,
    /// Where the label is; none where there was no room.
    pub labels: Vec<Option<Rect>>,
    pub edges: Vec<(usize, usize)>,
    pub ways: Vec<Way>,
}

/// Radius of the glyph of a node with so many neighbours.
pub(in crate::view) fn radius(degree: usize) -> f64 {
    (6.0 + 1.6 * (degree as f64).sqrt()).min(20.0)
}

/// Places a network.
pub(super) fn place(graph: &Graph) -> Placed {
    let count = graph.inner.node_count();
    let radius: Vec<f64> = graph
        .inner
        .node_indices()
        .map(|n| radius(graph.inner.neighbors_undirected(n).count()))
        .collect();
    let lines: Vec<Vec<String>> = graph.inner.node_weights().map(|n| wrap(&n.label, 9.0, 3)).collect();
    let texts: Vec<(f64, f64)> = lines
        .iter()
        .map(|lines| {
            let widest = lines.iter().map(|l| LABEL.width(l)).fold(0.0, f64::max);
            (widest + 4.0, lines.len() as f64 * LINE + 2.0)
        })
        .collect();
    let edges: Vec<(usize, usize)> = graph
        .inner
        .edge_references()
        .map(|e| (e.source().index(), e.target().index()))
        .collect();
    let all = count <= ALL_LABELLED;
    let sizes: Vec<(f64, f64)> = radius
        .iter()
        .zip(&texts)
        .map(|(r, text)| {
            if all {
                (text.0.max(2.6 * r), 2.6 * r + text.1 + 2.0)
            } else {
                (2.6 * r, 2.6 * r)
            }
        })
        .collect();
    let centres = force::place(&sizes, &edges);
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for (centre, size) in centres.iter().zip(&sizes) {
        let rect = Rect::around(*centre, *size);
        (left, top) = (left.min(rect.left), top.min(rect.top));
        (right, bottom) = (right.max(rect.right), bottom.max(rect.bottom));
    }
    if count == 0 {
        (left, top, right, bottom) = (0.0, 0.0, 0.0, 0.0);
    }
    let boxes: Vec<Rect> = centres
        .iter()
        .zip(&sizes)
        .map(|(centre, size)| Rect::around((centre.0 - left, centre.1 - top), *size))
        .collect();
    let mut placed = Placed {
        width: right - left,
        height: bottom - top,
        glyphs: boxes.iter().map(middle).collect(),
        labels: vec![None; count],
        ways: Vec::new(),
        radius,
        lines,
        edges,
    };
    if all {
        placed.label_all(&boxes, &texts);
        placed.lead_around();
    } else {
        placed.draw_straight();
        placed.label_some(&boxes, &texts);
    }
    placed
}

fn middle(rect: &Rect) -> Point {
    ((rect.left + rect.right) / 2.0, (rect.top + rect.bottom) / 2.0)
}

impl Placed {
    /// Glyph and label of a node within its box: the label below or above.
    fn within(&self, node: usize, frame: &Rect, text: (f64, f64), above: bool) -> (Point, Rect) {
        let r = 1.3 * self.radius[node];
        let x = middle(frame).0;
        let (glyph, label) = if above {
            (frame.bottom - r, frame.top + text.1 / 2.0)
        } else {
            (frame.top + r, frame.bottom - text.1 / 2.0)
        };
        ((x, glyph), Rect::around((x, label), text))
    }

    /// Puts each label on the side where fewer lines pass.
    fn label_all(&mut self, boxes: &[Rect], texts: &[(f64, f64)]) {
        let mut incident: Vec<Vec<usize>> = vec![Vec::new(); boxes.len()];
        for (edge, &(a, b)) in self.edges.iter().enumerate() {
            incident[a].push(edge);
            incident[b].push(edge);
        }
        for node in 0..boxes.len() {
            let (glyph, label) = self.within(node, &boxes[node], texts[node], false);
            (self.glyphs[node], self.labels[node]) = (glyph, Some(label));
        }
        for _ in 0..3 {
            let mut lines = Grid::new(self.width, self.height, CELL);
            for (edge, &(a, b)) in self.edges.iter().enumerate() {
                lines.add_line(edge, self.glyphs[a], self.glyphs[b]);
            }
            for node in 0..boxes.len() {
                let passing = |side: bool| {
                    let (glyph, label) = self.within(node, &boxes[node], texts[node], side);
                    let own = incident[node].iter().filter(|&&edge| {
                        let (a, b) = self.edges[edge];
                        label.is_crossed(glyph, self.glyphs[if a == node { b } else { a }])
                    });
                    let others = lines.near(&label).into_iter().filter(|&edge| {
                        let (a, b) = self.edges[edge];
                        a != node && b != node && label.is_crossed(self.glyphs[a], self.glyphs[b])
                    });
                    own.count() + others.count()
                };
                let above = passing(true) < passing(false);
                let (glyph, label) = self.within(node, &boxes[node], texts[node], above);
                (self.glyphs[node], self.labels[node]) = (glyph, Some(label));
            }
        }
    }

    /// Draws each line so that it crosses no label and no other glyph, if some bend allows that, else as few as can be.
    fn lead_around(&mut self) {
        let count = self.glyphs.len();
        let mut taken = Grid::new(self.width, self.height, CELL);
        let mut rects: Vec<Rect> = Vec::with_capacity(2 * count);
        for node in 0..count {
            let r = 2.0 * self.radius[node];
            rects.push(Rect::around(self.glyphs[node], (r, r)));
        }
        rects.extend(self.labels.iter().flatten());
        for (number, rect) in rects.iter().enumerate() {
            taken.add_rect(number, rect);
        }
        let mut met: std::collections::BTreeMap<(usize, usize), usize> = std::collections::BTreeMap::new();
        for at in 0..self.edges.len() {
            let (a, b) = self.edges[at];
            // Lines between the same two nodes take a way each.
            let earlier = met.entry((a.min(b), a.max(b))).or_insert(0);
            let first = *earlier;
            *earlier += 1;
            let mut best: Option<(f64, Way)> = None;
            for bend in BENDS.iter().skip(first.min(BENDS.len() - 1)) {
                // The same way seen from both ends.
                let way = self.way(a, b, if a <= b { *bend } else { -*bend });
                let Some(detour) = self.detour(&way) else { continue };
                let points = way.points();
                let crossed: usize = points
                    .windows(2)
                    .map(|part| crossed(&taken, &rects, part[0], part[1], (a, b)))
                    .sum();
                let cost = crossed as f64 + detour / DETOUR;
                if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    best = Some((cost, way));
                }
                if crossed == 0 || a == b {
                    break;
                }
            }
            let best = best.or_else(|| Some((0.0, self.way(a, b, 0.0))));
            if let Some((_, way)) = best {
                self.ways.push(way);
            }
        }
    }

    /// How far a bent line leaves the straight one; none where it would leave the drawing.
    fn detour(&self, way: &Way) -> Option<f64> {
        let Some(by) = way.by else { return Some(0.0) };
        let inside = way
            .points()
            .iter()
            .all(|p| (0.0..=self.width).contains(&p.0) && (0.0..=self.height).contains(&p.1));
        let middle = ((way.from.0 + way.to.0) / 2.0, (way.from.1 + way.to.1) / 2.0);
        let (dx, dy) = (by.0 - middle.0, by.1 - middle.1);
        (inside || way.from == way.to).then(|| (dx * dx + dy * dy).sqrt() / 2.0)
    }

    fn draw_straight(&mut self) {
        self.ways = (0..self.edges.len())
            .map(|at| self.way(self.edges[at].0, self.edges[at].1, 0.0))
            .collect();
    }

    /// Labels the best connected nodes, and all others whose label crosses no line, glyph or label.
    fn label_some(&mut self, boxes: &[Rect], texts: &[(f64, f64)]) {
        let mut lines = Grid::new(self.width, self.height, CELL);
        for (edge, way) in self.ways.iter().enumerate() {
            lines.add_line(edge, way.from, way.to);
        }
        let mut taken = Grid::new(self.width, self.height, CELL);
        let mut rects = boxes.to_vec();
        for (node, rect) in rects.iter().enumerate() {
            taken.add_rect(node, rect);
        }
        let mut order: Vec<usize> = (0..boxes.len()).collect();
        order.sort_by(|&a, &b| self.radius[b].total_cmp(&self.radius[a]).then(a.cmp(&b)));
        let inside = Rect {
            left: 0.0,
            top: 0.0,
            right: self.width,
            bottom: self.height,
        };
        for (rank, node) in order.into_iter().enumerate() {
            let ((x, y), r, (w, h)) = (self.glyphs[node], 1.3 * self.radius[node], texts[node]);
            let sides = [
                (0.0, r + h / 2.0),
                (0.0, -r - h / 2.0),
                (r + w / 2.0, 0.0),
                (-r - w / 2.0, 0.0),
            ];
            let free = sides
                .into_iter()
                .map(|(dx, dy)| Rect::around((x + dx, y + dy), (w, h)))
                .filter(|label| {
                    let within = label.left >= inside.left && label.right <= inside.right;
                    let within = within && label.top >= inside.top && label.bottom <= inside.bottom;
                    within && !taken.near(label).into_iter().any(|n| rects[n].overlaps(label))
                });
            let passing = |label: &Rect| {
                let near = lines.near(label);
                near.into_iter()
                    .filter(|&edge| label.is_crossed(self.ways[edge].from, self.ways[edge].to))
                    .count()
            };
            let best = free
                .map(|label| (passing(&label), label))
                .min_by_key(|(count, _)| *count);
            if let Some((passing, label)) = best
                && (passing == 0 || rank < ALWAYS)
            {
                taken.add_rect(rects.len(), &label);
                rects.push(label);
                self.labels[node] = Some(label);
            }
        }
    }

    /// A line from rim to rim.
    fn way(&self, source: usize, target: usize, bend: f64) -> Way {
        let (a, b) = (self.glyphs[source], self.glyphs[target]);
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = (dx * dx + dy * dy).sqrt();
        if length < 1e-6 {
            // A node's relation to itself: a loop above it.
            let r = self.radius[source];
            return Way {
                from: (a.0 - r * 0.6, a.1 - r * 0.8),
                by: Some((a.0, a.1 - r - 34.0)),
                to: (a.0 + r * 0.6, a.1 - r * 0.8 - 3.0),
            };
        }
        let by = (bend != 0.0).then(|| ((a.0 + b.0) / 2.0 - dy * bend, (a.1 + b.1) / 2.0 + dx * bend));
        let rim = |centre: Point, towards: Point, r: f64| {
            let (dx, dy) = (towards.0 - centre.0, towards.1 - centre.1);
            let length = (dx * dx + dy * dy).sqrt().max(1e-6);
            (centre.0 + dx / length * r, centre.1 + dy / length * r)
        };
        Way {
            from: rim(a, by.unwrap_or(b), self.radius[source]),
            by,
            to: rim(b, by.unwrap_or(a), self.radius[target] + 4.0),
        }
    }
}

/// How many glyphs and labels a straight line crosses, but for the glyphs at its ends.
fn crossed(taken: &Grid, rects: &[Rect], from: Point, to: Point, ends: (usize, usize)) -> usize {
    let around = Rect {
        left: from.0.min(to.0),
        right: from.0.max(to.0),
        top: from.1.min(to.1),
        bottom: from.1.max(to.1),
    };
    let near = taken.near(&around).into_iter();
    near.filter(|&n| n != ends.0 && n != ends.1 && rects[n].is_crossed(from, to))
        .count()
}

impl Way {
    /// Points along it, close enough to tell what it crosses.
    fn points(&self) -> Vec<Point> {
        let Some(by) = self.by else {
            return vec![self.from, self.to];
        };
        (0..=10)
            .map(|step| {
                let t = f64::from(step) / 10.0;
                let part = |a: f64, b: f64, c: f64| a * (1.0 - t) * (1.0 - t) + 2.0 * b * t * (1.0 - t) + c * t * t;
                (part(self.from.0, by.0, self.to.0), part(self.from.1, by.1, self.to.1))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use petgraph::graph::DiGraph;

    use super::*;
    use crate::view::model::{Edge, Layout, Node};
    use crate::view::{Caption, ViewOptions};

    /// A network of hubs with rays and some links across.
    fn network(count: usize) -> Graph {
        let mut inner = DiGraph::new();
        for n in 0..count {
            let label = format!("第{n}个很长的项目名称");
            inner.add_node(Node {
                label,
                ..Node::default()
            });
        }
        for n in 1..count as u32 {
            inner.add_edge((n % (n / 9 + 1)).into(), n.into(), Edge::default());
            if n % 5 == 0 {
                inner.add_edge((n / 2).into(), n.into(), Edge::default());
            }
        }
        Graph {
            view: ViewOptions::parse("net", "").name,
            title: Caption::default(),
            layout: Layout::Force,
            captions: std::collections::BTreeMap::new(),
            documents: Vec::new(),
            notes: Vec::new(),
            inner,
        }
    }

    /// Lines that run through a label, of all lines.
    fn crossed(placed: &Placed) -> usize {
        let runs = |way: &Way| {
            let points = way.points();
            placed
                .labels
                .iter()
                .flatten()
                .any(|label| points.windows(2).any(|part| label.is_crossed(part[0], part[1])))
        };
        placed.ways.iter().filter(|way| runs(way)).count()
    }

    #[test]
    fn labels_lie_apart_and_fewer_lines_pass_behind_them() {
        let placed = place(&network(150));
        let labels: Vec<&Rect> = placed.labels.iter().flatten().collect();
        assert_eq!(labels.len(), 150);
        for (at, a) in labels.iter().enumerate() {
            assert!(labels[..at].iter().all(|b| !a.overlaps(b)));
        }
        let led = crossed(&placed);
        let mut straight = placed;
        straight.draw_straight();
        let straight = crossed(&straight);
        assert!(
            led < straight,
            "{led} lines pass behind a label, {straight} if all were straight"
        );
    }

    #[test]
    fn a_large_network_is_labelled_where_there_is_room() {
        let placed = place(&network(1600));
        let labels: Vec<&Rect> = placed.labels.iter().flatten().collect();
        assert!(labels.len() >= ALWAYS / 2 && labels.len() < 1600, "{}", labels.len());
        for (at, a) in labels.iter().enumerate() {
            assert!(labels[..at].iter().all(|b| !a.overlaps(b)));
        }
    }
}
