//! Networks: distances like the number of steps, and room for each node by springs along edges and
//! repulsion between all (after Fruchterman and Reingold), with far nodes taken together in a quadtree (after Barnes and
//! Hut).

use super::{pack, separate, stress};

/// A square of the tree: its mass and where it is, and the four squares within.
#[derive(Clone)]
struct Cell {
    mass: f64,
    x: f64,
    y: f64,
    children: [usize; 4],
}

/// How wide a cell may look, as part of its distance, to be taken as one.
const OPENING: f64 = 0.9;
/// Squares are halved so many times at most; what is still together then counts as one.
const DEPTH: usize = 24;
/// Rounds of springs and repulsion.
const ROUNDS: usize = 60;
/// Networks up to this size are small enough to be read: they stay close together. In larger ones edges are longer at
/// first, as to make room would else tear apart what belongs together.
const READ: usize = 500;
/// In networks beyond this size, what hangs together is told by where nodes crowd: they may touch.
const TELL: usize = 1500;
/// Their page has so many times the room of all nodes.
const AIR: f64 = 6.0;
/// Room beside and below a box.
const ROOM: f64 = 24.0;

struct Tree {
    cells: Vec<Cell>,
    left: f64,
    top: f64,
    size: f64,
}

impl Tree {
    fn new(points: &[(f64, f64)]) -> Self {
        let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        for &(x, y) in points {
            (left, top, right, bottom) = (left.min(x), top.min(y), right.max(x), bottom.max(y));
        }
        let mut tree = Self {
            cells: vec![Self::empty()],
            left,
            top,
            size: (right - left).max(bottom - top).max(1.0),
        };
        points.iter().for_each(|&(x, y)| tree.insert(x, y));
        tree
    }

    fn empty() -> Cell {
        Cell {
            mass: 0.0,
            x: 0.0,
            y: 0.0,
            children: [0; 4],
        }
    }

    /// Adds a point: each cell on its way down gains its mass; a cell that held one point passes that one on first.
    fn insert(&mut self, x: f64, y: f64) {
        let (mut at, mut left, mut top, mut size) = (0, self.left, self.top, self.size);
        for depth in 0..DEPTH {
            let (mass, old_x, old_y) = (self.cells[at].mass, self.cells[at].x, self.cells[at].y);
            let cell = &mut self.cells[at];
            (cell.x, cell.y) = ((old_x * mass + x) / (mass + 1.0), (old_y * mass + y) / (mass + 1.0));
            cell.mass += 1.0;
            if mass == 0.0 || depth + 1 == DEPTH {
                return;
            }
            size /= 2.0;
            let quarter = |px: f64, py: f64| usize::from(px >= left + size) + 2 * usize::from(py >= top + size);
            if mass == 1.0 {
                let child = self.child(at, quarter(old_x, old_y));
                (self.cells[child].mass, self.cells[child].x, self.cells[child].y) = (1.0, old_x, old_y);
            }
            let own = quarter(x, y);
            at = self.child(at, own);
            left += if own % 2 == 1 { size } else { 0.0 };
            top += if own / 2 == 1 { size } else { 0.0 };
        }
    }

    fn child(&mut self, at: usize, quarter: usize) -> usize {
        if self.cells[at].children[quarter] == 0 {
            self.cells[at].children[quarter] = self.cells.len();
            self.cells.push(Self::empty());
        }
        self.cells[at].children[quarter]
    }

    /// Sum of mass × direction ÷ distance of all other points.
    fn repulsion(&self, x: f64, y: f64, stack: &mut Vec<(usize, f64)>) -> (f64, f64) {
        let (mut fx, mut fy) = (0.0, 0.0);
        stack.push((0, self.size));
        while let Some((at, size)) = stack.pop() {
            let cell = &self.cells[at];
            let (dx, dy) = (x - cell.x, y - cell.y);
            let square = dx * dx + dy * dy;
            let leaf = cell.children == [0; 4];
            if leaf || size * size < OPENING * OPENING * square {
                if square > 1e-9 {
                    fx += dx / square * cell.mass;
                    fy += dy / square * cell.mass;
                }
            } else {
                let inner = cell.children.iter().filter(|&&c| c != 0).map(|&c| (c, size / 2.0));
                stack.extend(inner);
            }
        }
        (fx, fy)
    }
}

/// Centres of nodes of given sizes, none over another.
pub(in super::super) fn place(sizes: &[(f64, f64)], edges: &[(usize, usize)]) -> Vec<(f64, f64)> {
    let parts = pack::parts(sizes.len(), edges);
    let mut home = vec![(0, 0); sizes.len()];
    for (part, members) in parts.iter().enumerate() {
        members
            .iter()
            .enumerate()
            .for_each(|(at, &node)| home[node] = (part, at));
    }
    let mut inner: Vec<Vec<(usize, usize)>> = vec![Vec::new(); parts.len()];
    for &(a, b) in edges {
        inner[home[a].0].push((home[a].1, home[b].1));
    }
    let mut centres = vec![(0.0, 0.0); sizes.len()];
    let mut boxes = Vec::with_capacity(parts.len());
    for (members, inner) in parts.iter().zip(&inner) {
        let sizes: Vec<(f64, f64)> = members.iter().map(|&n| sizes[n]).collect();
        let points = relax(&sizes, inner);
        let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        for (point, size) in points.iter().zip(&sizes) {
            (left, top) = (left.min(point.0 - size.0 / 2.0), top.min(point.1 - size.1 / 2.0));
            (right, bottom) = (right.max(point.0 + size.0 / 2.0), bottom.max(point.1 + size.1 / 2.0));
        }
        members
            .iter()
            .zip(points)
            .for_each(|(&n, (x, y))| centres[n] = (x - left, y - top));
        boxes.push((right - left, bottom - top));
    }
    for (members, (left, top)) in parts.iter().zip(pack::pack(&boxes)) {
        members
            .iter()
            .for_each(|&n| centres[n] = (centres[n].0 + left, centres[n].1 + top));
    }
    centres
}

/// Centres of nodes that are all linked.
fn relax(sizes: &[(f64, f64)], edges: &[(usize, usize)]) -> Vec<(f64, f64)> {
    let count = sizes.len();
    let area: f64 = sizes.iter().map(|(w, h)| (w + ROOM) * (h + ROOM)).sum();
    let scale = if count <= READ { 1.2 } else { 2.0 };
    let spring = scale * (area / count.max(1) as f64).sqrt().max(1.0);
    let mut points = start(count, edges);
    stress::place(&mut points, edges);
    if count > 3 {
        points = spread(points, edges);
    }
    // Pages and screens are wider than high.
    if extent(points.iter().map(|p| p.1)) > extent(points.iter().map(|p| p.0)) {
        points.iter_mut().for_each(|p| *p = (p.1, -p.0));
    }
    // So are labels: room of their shape, though not wholly, as distances tell something too.
    let wide = (sizes.iter().map(|s| s.0 + ROOM).sum::<f64>() / (count as f64 * spring / scale)).sqrt();
    points
        .iter_mut()
        .for_each(|p| *p = (p.0 * spring * wide, p.1 * spring / wide));
    if count <= TELL {
        separate::apart(&mut points, sizes);
    } else {
        let page = extent(points.iter().map(|p| p.0)) * extent(points.iter().map(|p| p.1));
        let grown = (AIR * area / page.max(1.0)).sqrt().max(1.0);
        points.iter_mut().for_each(|p| *p = (p.0 * grown, p.1 * grown));
        separate::nudge(&mut points, sizes);
    }
    points
}

/// Gives each node room of its own: springs of length 1 and repulsion, from a good start.
fn spread(mut points: Vec<(f64, f64)>, edges: &[(usize, usize)]) -> Vec<(f64, f64)> {
    // At this size springs pull as much as nodes repel (the virials are equal).
    let pull: f64 = edges.iter().map(|&(a, b)| cube(distance(points[a], points[b]))).sum();
    let push = points.len() as f64 * (points.len() as f64 - 1.0) / 2.0;
    let size = cube_root(push / pull.max(1e-9));
    points.iter_mut().for_each(|p| *p = (p.0 * size, p.1 * size));
    let mut stack = Vec::new();
    for round in 0..ROUNDS {
        let heat = 1.0 - round as f64 / ROUNDS as f64;
        let tree = Tree::new(&points);
        let mut moves: Vec<(f64, f64)> = points.iter().map(|&(x, y)| tree.repulsion(x, y, &mut stack)).collect();
        for &(a, b) in edges {
            let (dx, dy) = (points[b].0 - points[a].0, points[b].1 - points[a].1);
            let pull = distance(points[a], points[b]);
            moves[a] = (moves[a].0 + dx * pull, moves[a].1 + dy * pull);
            moves[b] = (moves[b].0 - dx * pull, moves[b].1 - dy * pull);
        }
        for (point, (dx, dy)) in points.iter_mut().zip(moves) {
            let length = (dx * dx + dy * dy).sqrt().max(1e-9);
            let step = length.min(heat) / length;
            *point = (point.0 + dx * step, point.1 + dy * step);
        }
    }
    // Back to about a step an edge.
    let mean = edges.iter().map(|&(a, b)| distance(points[a], points[b])).sum::<f64>() / edges.len().max(1) as f64;
    points.iter_mut().for_each(|p| *p = (p.0 / mean, p.1 / mean));
    points
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt()
}

fn cube(value: f64) -> f64 {
    value * value * value
}

/// Newton's method, as roots other than the square one are not the same on all machines.
fn cube_root(value: f64) -> f64 {
    let mut root = value.max(1.0);
    for _ in 0..120 {
        root = (2.0 * root + value / (root * root)) / 3.0;
    }
    root
}

fn extent(values: impl Iterator<Item = f64> + Clone) -> f64 {
    values.clone().fold(f64::MIN, f64::max) - values.fold(f64::MAX, f64::min)
}

/// Distinct points that fill a square evenly (Halton's sequence), neighbours close in number close in the sequence.
fn start(count: usize, edges: &[(usize, usize)]) -> Vec<(f64, f64)> {
    let halton = |mut n: usize, base: usize| {
        let (mut value, mut part) = (0.0, 1.0);
        while n > 0 {
            part /= base as f64;
            value += part * (n % base) as f64;
            n /= base;
        }
        value
    };
    let side = (count as f64).sqrt();
    let mut points: Vec<(f64, f64)> = (0..count)
        .map(|n| ((halton(n + 1, 2) - 0.5) * side, (halton(n + 1, 3) - 0.5) * side))
        .collect();
    // A few rounds of moving to the mean of the neighbours bring what belongs together near before forces start.
    for _ in 0..8 {
        let mut sums: Vec<(f64, f64, f64)> = points.iter().map(|&(x, y)| (x, y, 1.0)).collect();
        for &(a, b) in edges {
            for (a, b) in [(a, b), (b, a)] {
                sums[a] = (sums[a].0 + points[b].0, sums[a].1 + points[b].1, sums[a].2 + 1.0);
            }
        }
        points = sums.into_iter().map(|(x, y, n)| (x / n, y / n)).collect();
    }
    // Nodes of the same neighbours have met in one place: a little of their own place parts them again.
    let own = |n: usize| (halton(n + 1, 2) - 0.5, halton(n + 1, 3) - 0.5);
    points
        .iter()
        .enumerate()
        .map(|(n, &(x, y))| (x * 2.0 + own(n).0, y * 2.0 + own(n).1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_end_nearer_than_strangers() {
        // Two stars of ten rays each.
        let edges: Vec<(usize, usize)> = (1..=10).map(|n| (0, n)).chain((12..=21).map(|n| (11, n))).collect();
        let points = place(&vec![(20.0, 20.0); 22], &edges);
        let distance = |a: usize, b: usize| {
            let (dx, dy) = (points[a].0 - points[b].0, points[a].1 - points[b].1);
            (dx * dx + dy * dy).sqrt()
        };
        for ray in 1..=10 {
            assert!(distance(ray, 0) < distance(ray, 11), "{points:?}");
        }
    }

    #[test]
    fn the_tree_adds_up_all_points() {
        let points: Vec<(f64, f64)> = (0..50)
            .map(|n| (f64::from(n * 7 % 50), f64::from(n * 13 % 50)))
            .collect();
        let tree = Tree::new(&points);
        assert!((tree.cells[0].mass - 50.0).abs() < 1e-9);
        let exact = points
            .iter()
            .filter(|&&p| p != points[3])
            .fold((0.0, 0.0), |sum: (f64, f64), p| {
                let (dx, dy) = (points[3].0 - p.0, points[3].1 - p.1);
                let square = dx * dx + dy * dy;
                (sum.0 + dx / square, sum.1 + dy / square)
            });
        let near = tree.repulsion(points[3].0, points[3].1, &mut Vec::new());
        assert!(
            (near.0 - exact.0).abs() < 0.3 && (near.1 - exact.1).abs() < 0.3,
            "{near:?} is not {exact:?}"
        );
    }

    #[test]
    fn nothing_and_one_node_have_a_place() {
        assert!(place(&[], &[]).is_empty());
        assert_eq!(place(&[(10.0, 10.0)], &[(0, 0)]).len(), 1);
    }
}
