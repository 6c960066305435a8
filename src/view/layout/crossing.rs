//! Orders of three columns with few crossings: sweeps of the barycentre heuristic, then sifting of single nodes.

/// Columns longer than this are ordered by sweeps alone.
const SIFTED: usize = 250;
const SWEEPS: usize = 24;

/// Nodes in columns, with the neighbours of each in each other column.
pub(super) struct Columns {
    pub order: [Vec<usize>; 3],
    neighbours: Vec<[Vec<usize>; 3]>,
    /// Place of each node within its column.
    position: Vec<usize>,
}

impl Columns {
    /// Columns in the order of the nodes' numbers.
    pub(super) fn new(column: &[usize], edges: &[(usize, usize)]) -> Self {
        let mut order: [Vec<usize>; 3] = Default::default();
        for (node, &at) in column.iter().enumerate() {
            order[at].push(node);
        }
        let mut neighbours: Vec<[Vec<usize>; 3]> = vec![Default::default(); column.len()];
        for &(a, b) in edges {
            if column[a] != column[b] {
                neighbours[a][column[b]].push(b);
                neighbours[b][column[a]].push(a);
            }
        }
        let mut columns = Self {
            order,
            neighbours,
            position: vec![0; column.len()],
        };
        columns.number();
        columns
    }

    fn number(&mut self) {
        for order in &self.order {
            for (at, &node) in order.iter().enumerate() {
                self.position[node] = at;
            }
        }
    }

    /// Looks for an order with few crossings and keeps the best one met.
    pub(super) fn untangle(&mut self) {
        let mut best = (self.crossings(), self.order.clone());
        for sweep in 0..SWEEPS {
            if best.0 == 0 {
                break;
            }
            let turn: [usize; 3] = if sweep % 2 == 0 { [0, 2, 1] } else { [1, 2, 0] };
            for column in turn {
                self.sort(column);
            }
            self.keep_better(&mut best);
            if sweep % 4 == 3 {
                (0..3).for_each(|column| self.sift(column));
                self.keep_better(&mut best);
            }
        }
        self.order = best.1;
        self.number();
    }

    fn keep_better(&self, best: &mut (usize, [Vec<usize>; 3])) {
        let crossings = self.crossings();
        if crossings < best.0 {
            *best = (crossings, self.order.clone());
        }
    }

    /// Sorts a column by the mean place of each node's neighbours; nodes without any stay where they are.
    fn sort(&mut self, column: usize) {
        let height = |at: usize| self.order[at].len().max(1) as f64;
        let mut keyed: Vec<(f64, usize)> = Vec::with_capacity(self.order[column].len());
        for (at, &node) in self.order[column].iter().enumerate() {
            let (mut sum, mut count) = (0.0, 0.0);
            for (side, neighbours) in self.neighbours[node].iter().enumerate() {
                for &n in neighbours {
                    sum += (self.position[n] as f64 + 0.5) / height(side);
                    count += 1.0;
                }
            }
            let own = (at as f64 + 0.5) / height(column);
            keyed.push((if count > 0.0 { sum / count } else { own }, node));
        }
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.order[column] = keyed.into_iter().map(|(_, node)| node).collect();
        self.number();
    }

    /// Moves each node of a column to the place where its edges cross least.
    fn sift(&mut self, column: usize) {
        if self.order[column].len() > SIFTED {
            return;
        }
        let mut nodes = self.order[column].clone();
        nodes.sort_by_key(|&n| {
            (
                std::cmp::Reverse(self.neighbours[n].iter().map(Vec::len).sum::<usize>()),
                n,
            )
        });
        let places: Vec<[Vec<usize>; 3]> = self.neighbours.iter().map(|sides| self.places(sides)).collect();
        for node in nodes {
            let order = &mut self.order[column];
            order.retain(|&n| n != node);
            // Change of the number of crossings when the node moves down past each other one.
            let (mut change, mut least, mut at) = (0_i64, 0_i64, 0);
            for (index, &other) in order.iter().enumerate() {
                let count = |a: usize, b: usize| -> i64 {
                    (0..3)
                        .map(|side| inversions(&places[a][side], &places[b][side]))
                        .sum::<usize>() as i64
                };
                change += count(other, node) - count(node, other);
                if change < least {
                    (least, at) = (change, index + 1);
                }
            }
            order.insert(at, node);
        }
        self.number();
    }

    fn places(&self, sides: &[Vec<usize>; 3]) -> [Vec<usize>; 3] {
        let sorted = |side: &Vec<usize>| {
            let mut places: Vec<usize> = side.iter().map(|&n| self.position[n]).collect();
            places.sort_unstable();
            places
        };
        [sorted(&sides[0]), sorted(&sides[1]), sorted(&sides[2])]
    }

    /// Number of pairs of edges that cross.
    pub(super) fn crossings(&self) -> usize {
        [0, 2].into_iter().map(|side| self.crossings_beside(side)).sum()
    }

    /// Counts, in the order of the middle, the ends already met that lie below each new one (a Fenwick tree).
    fn crossings_beside(&self, side: usize) -> usize {
        let size = self.order[side].len();
        let mut tree = vec![0_usize; size + 1];
        let (mut met, mut crossings) = (0, 0);
        for &node in &self.order[1] {
            let mut ends: Vec<usize> = self.neighbours[node][side].iter().map(|&n| self.position[n]).collect();
            ends.sort_unstable();
            for &end in &ends {
                let (mut at, mut above) = (end + 1, 0);
                while at > 0 {
                    above += tree[at];
                    at &= at - 1;
                }
                crossings += met - above;
            }
            met += ends.len();
            for end in ends {
                let mut at = end + 1;
                while at <= size {
                    tree[at] += 1;
                    at += at & at.wrapping_neg();
                }
            }
        }
        crossings
    }
}

/// Pairs of two sorted lists in which the first is greater.
fn inversions(a: &[usize], b: &[usize]) -> usize {
    let (mut at, mut sum) = (0, 0);
    for x in a {
        while at < b.len() && b[at] < *x {
            at += 1;
        }
        sum += at;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tangle_that_can_be_undone_is_undone() {
        // Middle nodes 0..6, each with one neighbour on the right, in the reverse order.
        let column = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2];
        let edges: Vec<(usize, usize)> = (0..6).map(|n| (n, 11 - n)).collect();
        let mut columns = Columns::new(&column, &edges);
        assert_eq!(columns.crossings(), 15);
        columns.untangle();
        assert_eq!(columns.crossings(), 0);
    }

    #[test]
    fn crossings_are_counted_like_by_hand() {
        let column = [1, 1, 1, 2, 2, 0, 0];
        let edges = [(0, 3), (0, 4), (1, 3), (2, 3), (2, 4), (0, 6), (1, 5)];
        // Right: (0,4) with (1,3), (0,4) with (2,3). Left: (0,6) with (1,5).
        assert_eq!(Columns::new(&column, &edges).crossings(), 3);
    }
}
