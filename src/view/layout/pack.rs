//! Parts of a network without a link between them: found, laid out each by itself, set side by side.

/// Room between two parts.
const GAP: f64 = 40.0;
/// Width of the whole as a multiple of its height.
const ASPECT: f64 = 1.5;

/// Members of each connected part, the largest part first.
pub(super) fn parts(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..count).collect();
    for &(a, b) in edges {
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        // The smaller number leads, so that parts stand in the order of their first members.
        parent[a.max(b)] = a.min(b);
    }
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); count];
    for node in 0..count {
        parts[root(&mut parent, node)].push(node);
    }
    parts.retain(|part| !part.is_empty());
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
}

fn root(parent: &mut [usize], mut node: usize) -> usize {
    while parent[node] != node {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    node
}

/// Left upper corners of boxes set in rows, those of about one height together; of several widths of the rows the one
/// that fits the smallest page is taken.
pub(super) fn pack(boxes: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let area: f64 = boxes.iter().map(|(w, h)| (w + GAP) * (h + GAP)).sum();
    let widest = boxes.iter().map(|b| b.0).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|&a, &b| boxes[b].1.total_cmp(&boxes[a].1).then(a.cmp(&b)));
    let tried = [1.0, 1.5, 2.0, 3.0, 4.5].map(|aspect| rows(boxes, &order, (area * aspect).sqrt().max(widest)));
    let page = |(_, (width, height)): &(Vec<(f64, f64)>, (f64, f64))| (width / ASPECT).max(*height);
    let best = tried.into_iter().min_by(|a, b| page(a).total_cmp(&page(b)));
    best.map(|(corners, _)| corners).unwrap_or_default()
}

/// Corners of the boxes in rows of a width, and the size of the whole.
fn rows(boxes: &[(f64, f64)], order: &[usize], width: f64) -> (Vec<(f64, f64)>, (f64, f64)) {
    let mut corners = vec![(0.0, 0.0); boxes.len()];
    let (mut x, mut y, mut row, mut used) = (0.0, 0.0, 0.0_f64, 0.0_f64);
    for &index in order {
        let (w, h) = boxes[index];
        if x > 0.0 && x + w > width {
            (x, y, row) = (0.0, y + row + GAP, 0.0);
        }
        corners[index] = (x, y);
        used = used.max(x + w);
        (x, row) = (x + w + GAP, row.max(h));
    }
    (corners, (used, y + row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_what_edges_link() {
        assert_eq!(
            parts(6, &[(4, 1), (5, 4), (0, 3)]),
            [vec![1, 4, 5], vec![0, 3], vec![2]]
        );
    }

    #[test]
    fn packed_boxes_do_not_overlap() {
        let boxes: Vec<(f64, f64)> = (1..30)
            .map(|n| (f64::from(n * 37 % 90 + 10), f64::from(n * 53 % 70 + 10)))
            .collect();
        let corners = pack(&boxes);
        for a in 0..boxes.len() {
            for b in 0..a {
                let clear = |a0: f64, a1: f64, b0: f64, b1: f64| a0 + a1 <= b0 || b0 + b1 <= a0;
                assert!(
                    clear(corners[a].0, boxes[a].0, corners[b].0, boxes[b].0)
                        || clear(corners[a].1, boxes[a].1, corners[b].1, boxes[b].1)
                );
            }
        }
    }
}
