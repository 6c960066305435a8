//! Places where the distance of any two nodes is as near as can be to the number of steps between them: stochastic
//! gradient descent over the pairs (after Zheng, Pawar and Goodman 2019), in large networks over the pairs with some
//! nodes that stand for those around them (after Ortmann, Klimenta and Brandes 2017).

/// Networks up to this size are placed by all pairs.
const ALL_PAIRS: usize = 1200;
/// Nodes that stand for others in larger networks.
const PIVOTS: usize = 200;
const ROUNDS: usize = 30;
/// Largest step of the last round, as part of a distance.
const PRECISION: f64 = 0.1;

type Point = (f64, f64);

/// Whether a network is so large that only some distances are looked at.
pub(super) fn is_sparse(count: usize) -> bool {
    count > ALL_PAIRS
}

/// Moves linked nodes from where they start; an edge is 1 long.
pub(super) fn place(points: &mut [Point], edges: &[(usize, usize)]) {
    if points.len() < 2 {
        return;
    }
    let near = Neighbours::new(points.len(), edges);
    if is_sparse(points.len()) {
        by_pivots(points, &near, edges);
    } else {
        by_all_pairs(points, &near);
    }
}

/// Neighbours of all nodes in one list.
struct Neighbours {
    first: Vec<usize>,
    all: Vec<usize>,
}

impl Neighbours {
    fn new(count: usize, edges: &[(usize, usize)]) -> Self {
        let mut first = vec![0; count + 1];
        for &(a, b) in edges {
            first[a + 1] += 1;
            first[b + 1] += 1;
        }
        for node in 0..count {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut all = vec![0; edges.len() * 2];
        for &(a, b) in edges {
            for (from, to) in [(a, b), (b, a)] {
                all[next[from]] = to;
                next[from] += 1;
            }
        }
        Self { first, all }
    }

    fn of(&self, node: usize) -> &[usize] {
        &self.all[self.first[node]..self.first[node + 1]]
    }

    /// Steps from a node to each other one; all are linked.
    fn steps(&self, from: usize) -> Vec<u32> {
        let mut steps = vec![u32::MAX; self.first.len() - 1];
        steps[from] = 0;
        let mut queue = vec![from];
        let mut at = 0;
        while let Some(&node) = queue.get(at) {
            at += 1;
            for &next in self.of(node) {
                if steps[next] == u32::MAX {
                    steps[next] = steps[node] + 1;
                    queue.push(next);
                }
            }
        }
        steps
    }
}

/// Numbers that look like chance and are the same everywhere (Knuth's linear congruence).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((u128::from(self.0) * bound as u128) >> 64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let other = self.below(at + 1);
            items.swap(at, other);
        }
    }
}

/// Steps that shrink evenly from the first to the last round; the root of the ratio is found by halving, as powers of
/// fractions are not the same on all machines.
fn cooling(first: f64, last: f64) -> impl Iterator<Item = f64> {
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        let power = (1..ROUNDS).fold(1.0, |power, _| power * middle);
        if power > last / first {
            high = middle;
        } else {
            low = middle;
        }
    }
    (0..ROUNDS).scan(first, move |step, _| {
        let now = *step;
        *step *= high;
        Some(now)
    })
}

/// How far the first of two points must move, halved, for them to be so far apart.
fn correction(a: Point, b: Point, distance: f64, share: f64) -> Point {
    let (dx, dy) = (a.0 - b.0, a.1 - b.1);
    let length = (dx * dx + dy * dy).sqrt().max(1e-6);
    let part = share.min(1.0) * (length - distance) / 2.0 / length;
    (dx * part, dy * part)
}

fn by_all_pairs(points: &mut [Point], near: &Neighbours) {
    let count = points.len();
    let mut pairs: Vec<(u32, u32, f64)> = Vec::with_capacity(count * (count - 1) / 2);
    let mut farthest = 1.0_f64;
    for a in 0..count {
        let steps = near.steps(a);
        for (b, &distance) in steps.iter().enumerate().skip(a + 1) {
            farthest = farthest.max(f64::from(distance));
            pairs.push((a as u32, b as u32, f64::from(distance)));
        }
    }
    Chance(1).shuffle(&mut pairs);
    for step in cooling(farthest * farthest, PRECISION) {
        for &(a, b, distance) in &pairs {
            let (a, b) = (a as usize, b as usize);
            let (dx, dy) = correction(points[a], points[b], distance, step / (distance * distance));
            points[a] = (points[a].0 - dx, points[a].1 - dy);
            points[b] = (points[b].0 + dx, points[b].1 + dy);
        }
    }
}

/// A node that stands for those nearest to it.
struct Pivot {
    node: usize,
    steps: Vec<u32>,
    /// How many of those it stands for are at most so many steps away.
    within: Vec<u32>,
}

impl Pivot {
    /// How much its distance from a node counts: as many nodes as it stands for, as seen from there.
    fn weight(&self, node: usize) -> f64 {
        let steps = self.steps[node];
        let near = self.within[(steps as usize / 2).min(self.within.len() - 1)];
        f64::from(near.max(1)) / (f64::from(steps) * f64::from(steps))
    }
}

/// Pivots far from each other: each is the node farthest from all before.
fn pivots(near: &Neighbours, count: usize) -> Vec<Pivot> {
    let mut closest = vec![(u32::MAX, 0_usize); count];
    let mut pivots: Vec<Pivot> = Vec::with_capacity(PIVOTS);
    let mut next = 0;
    for number in 0..PIVOTS {
        let steps = near.steps(next);
        for (known, &steps) in closest.iter_mut().zip(&steps) {
            *known = (*known).min((steps, number));
        }
        pivots.push(Pivot {
            node: next,
            steps,
            within: Vec::new(),
        });
        // Of equally far ones the first.
        let far = |n: &usize| (closest[*n].0, std::cmp::Reverse(*n));
        next = (0..count).max_by_key(far).unwrap_or(0);
    }
    for &(steps, number) in &closest {
        let within = &mut pivots[number].within;
        if within.len() <= steps as usize {
            within.resize(steps as usize + 1, 0);
        }
        within[steps as usize] += 1;
    }
    for pivot in &mut pivots {
        let mut sum = 0;
        for number in &mut pivot.within {
            sum += *number;
            *number = sum;
        }
    }
    pivots
}

fn by_pivots(points: &mut [Point], near: &Neighbours, edges: &[(usize, usize)]) {
    let pivots = pivots(near, points.len());
    let farthest = pivots.iter().flat_map(|p| &p.steps).max().copied().unwrap_or(1);
    let mut order: Vec<usize> = (0..points.len()).collect();
    let mut turn: Vec<usize> = (0..pivots.len()).collect();
    let mut edges = edges.to_vec();
    let mut chance = Chance(1);
    for step in cooling(f64::from(farthest * farthest), PRECISION) {
        chance.shuffle(&mut order);
        chance.shuffle(&mut turn);
        chance.shuffle(&mut edges);
        for &number in &turn {
            let pivot = &pivots[number];
            for &node in &order {
                if pivot.steps[node] < 2 {
                    continue;
                }
                let distance = f64::from(pivot.steps[node]);
                let share = step * pivot.weight(node);
                let (dx, dy) = correction(points[node], points[pivot.node], distance, share);
                points[node] = (points[node].0 - dx, points[node].1 - dy);
            }
        }
        for &(a, b) in &edges {
            let (dx, dy) = correction(points[a], points[b], 1.0, step);
            points[a] = (points[a].0 - dx, points[a].1 - dy);
            points[b] = (points[b].0 + dx, points[b].1 + dy);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(a: Point, b: Point) -> f64 {
        ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt()
    }

    #[test]
    fn a_path_becomes_straight() {
        let edges: Vec<(usize, usize)> = (1..20).map(|n| (n - 1, n)).collect();
        let mut points: Vec<Point> = (0..20).map(|n| (f64::from(n * 7 % 5), f64::from(n * 3 % 7))).collect();
        place(&mut points, &edges);
        assert!((distance(points[0], points[19]) - 19.0).abs() < 1.0, "{points:?}");
    }

    /// A ladder is long and thin also where only some distances are looked at.
    #[test]
    fn a_long_network_becomes_long() {
        let count = 1400;
        let edges: Vec<(usize, usize)> = (2..count).flat_map(|n| [(n - 2, n), (n - 1, n)]).collect();
        let mut chance = Chance(7);
        let mut points: Vec<Point> = (0..count)
            .map(|_| (chance.below(100) as f64, chance.below(100) as f64))
            .collect();
        place(&mut points, &edges);
        let ends = distance(points[0], points[count - 1]);
        assert!((600.0..800.0).contains(&ends), "{ends}");
    }

    #[test]
    fn steps_shrink_to_the_last() {
        let steps: Vec<f64> = cooling(100.0, 0.1).collect();
        assert_eq!(steps.len(), ROUNDS);
        assert!((steps[ROUNDS - 1] - 0.1).abs() < 1e-6 && steps.windows(2).all(|s| s[0] > s[1]));
    }
}
