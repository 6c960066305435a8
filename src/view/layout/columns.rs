//! Three columns: heights of the nodes in an order with few crossings, each near its neighbours, none over another.

use super::crossing;

/// What the three columns hold, and how high each node stands.
pub(in super::super) struct Columns {
    /// Nodes of the left, middle and right column, from above.
    pub order: [Vec<usize>; 3],
    /// Centre of each node.
    pub y: Vec<f64>,
    /// Height of the highest column.
    pub height: f64,
}

/// Places nodes of given columns and heights, with a gap between them.
pub(in super::super) fn place(column: &[usize], heights: &[f64], edges: &[(usize, usize)], gap: f64) -> Columns {
    let mut columns = crossing::Columns::new(column, edges);
    columns.untangle();
    let order = columns.order;
    let natural = |nodes: &Vec<usize>| nodes.iter().map(|&n| heights[n] + gap).sum::<f64>() - gap;
    let height = order.iter().map(natural).fold(0.0, f64::max);
    let mut y = vec![0.0; column.len()];
    // The middle takes the whole height, evenly; the sides follow it.
    let middle = &order[1];
    let spare = (height - natural(middle)) / middle.len().max(1) as f64;
    let mut top = 0.0;
    for &node in middle {
        y[node] = top + (heights[node] + spare) / 2.0;
        top += heights[node] + spare + gap;
    }
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); column.len()];
    for &(a, b) in edges {
        if column[a] != column[b] {
            neighbours[a].push(b);
            neighbours[b].push(a);
        }
    }
    for side in [0, 2] {
        let nodes = &order[side];
        let wished: Vec<(f64, f64)> = nodes
            .iter()
            .map(|&n| {
                let near = &neighbours[n];
                let mean = near.iter().map(|&m| y[m]).sum::<f64>() / near.len().max(1) as f64;
                (
                    if near.is_empty() { height / 2.0 } else { mean },
                    near.len().max(1) as f64,
                )
            })
            .collect();
        let sizes: Vec<f64> = nodes.iter().map(|&n| heights[n]).collect();
        for (&node, at) in nodes.iter().zip(settle(&wished, &sizes, gap, height)) {
            y[node] = at;
        }
    }
    Columns { order, y, height }
}

/// Centres as near as can be (least squares) to the wished ones, in order, apart, and within the height:
/// with the room that each needs taken out, this is isotonic regression, which pools neighbours that would clash.
fn settle(wished: &[(f64, f64)], sizes: &[f64], gap: f64, height: f64) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(sizes.len());
    let mut at = 0.0;
    for (index, size) in sizes.iter().enumerate() {
        at += if index == 0 {
            size / 2.0
        } else {
            (sizes[index - 1] + size) / 2.0 + gap
        };
        offsets.push(at);
    }
    // Blocks of nodes that stand as close as they may: sum of wish × weight, weight, number.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (&(wish, weight), offset) in wished.iter().zip(&offsets) {
        blocks.push(((wish - offset) * weight, weight, 1));
        while let [.., before, last] = blocks.as_mut_slice() {
            if before.0 / before.1 <= last.0 / last.1 {
                break;
            }
            *before = (before.0 + last.0, before.1 + last.1, before.2 + last.2);
            blocks.pop();
        }
    }
    let room = offsets
        .last()
        .zip(sizes.last())
        .map_or(0.0, |(offset, size)| height - offset - size / 2.0);
    let levels = blocks
        .iter()
        .flat_map(|&(sum, weight, count)| std::iter::repeat_n(sum / weight, count));
    levels
        .zip(&offsets)
        .map(|(level, offset)| level.clamp(0.0, room.max(0.0)) + offset)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_of_a_column_keep_apart_and_within() {
        let wished = [(50.0, 1.0), (50.0, 3.0), (10.0, 1.0), (500.0, 1.0)];
        let sizes = [20.0, 30.0, 20.0, 40.0];
        let y = settle(&wished, &sizes, 10.0, 300.0);
        for at in 1..y.len() {
            assert!(
                y[at] - y[at - 1] >= (sizes[at] + sizes[at - 1]) / 2.0 + 10.0 - 1e-9,
                "{y:?}"
            );
        }
        assert!(y[0] >= 10.0 && y[3] <= 280.0 + 1e-9, "{y:?}");
    }

    #[test]
    fn a_node_without_clash_stands_level_with_its_neighbours() {
        let placed = place(&[1, 1, 1, 2], &[20.0; 4], &[(1, 3)], 10.0);
        assert!((placed.y[3] - placed.y[1]).abs() < 1e-9);
    }
}
