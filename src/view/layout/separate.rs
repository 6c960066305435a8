//! Moves boxes apart until none lies over another.

/// Least room between two boxes.
const GAP: f64 = 6.0;
/// Pushed so much farther, so that few rounds remain in which boxes touch by a hair.
const MORE: f64 = 0.5;
/// Least rounds of pushing between two rounds of stretching, while many boxes still lie over each other…
const FEW: usize = 4;
/// … and where only some do.
const MANY: usize = 60;

/// Pushes boxes around given centres apart; where pushing alone does not end, the whole is stretched a little.
pub(super) fn apart(points: &mut [(f64, f64)], sizes: &[(f64, f64)]) {
    let mut rounds = 0;
    loop {
        let pushed = push(points, sizes);
        if pushed == 0 {
            return;
        }
        rounds += 1;
        // To stretch keeps the shape, and to push keeps the whole small.
        if rounds >= MANY || (rounds >= FEW && pushed * 20 > points.len()) {
            rounds = 0;
            for (at, point) in points.iter_mut().enumerate() {
                // The share of the number parts boxes that have exactly one centre.
                *point = (point.0 * 1.06 + at as f64 * 1e-3, point.1 * 1.06);
            }
        }
    }
}

/// Pushes boxes that lie over each other a little apart, and leaves crowds as they are.
pub(super) fn nudge(points: &mut [(f64, f64)], sizes: &[(f64, f64)]) {
    for _ in 0..FEW {
        if push(points, sizes) == 0 {
            return;
        }
    }
}

/// One round from left to right; says how many pairs of boxes lay over each other.
fn push(points: &mut [(f64, f64)], sizes: &[(f64, f64)]) -> usize {
    let mut order: Vec<usize> = (0..points.len()).collect();
    let left = |points: &[(f64, f64)], n: usize| points[n].0 - sizes[n].0 / 2.0;
    order.sort_by(|&a, &b| left(points, a).total_cmp(&left(points, b)).then(a.cmp(&b)));
    let widest = sizes.iter().map(|s| s.0).fold(0.0, f64::max);
    let mut pushed = 0;
    for (at, &a) in order.iter().enumerate() {
        for &b in &order[at + 1..] {
            // The order was true before this round; half of the widest box is room for what has moved since.
            if left(points, b) > points[a].0 + sizes[a].0 / 2.0 + GAP + widest / 2.0 {
                break;
            }
            let (dx, dy) = (points[b].0 - points[a].0, points[b].1 - points[a].1);
            let over_x = (sizes[a].0 + sizes[b].0) / 2.0 + GAP - dx.abs();
            let over_y = (sizes[a].1 + sizes[b].1) / 2.0 + GAP - dy.abs();
            if over_x <= 1e-6 || over_y <= 1e-6 {
                continue;
            }
            pushed += 1;
            // As parts of the boxes' sizes: labels are wide, and columns of them would be high.
            let (wide, high) = (sizes[a].0 + sizes[b].0 + GAP, sizes[a].1 + sizes[b].1 + GAP);
            if over_x * high < over_y * wide {
                let step = if dx < 0.0 { -over_x - MORE } else { over_x + MORE } / 2.0;
                points[a].0 -= step;
                points[b].0 += step;
            } else {
                let step = if dy < 0.0 { -over_y - MORE } else { over_y + MORE } / 2.0;
                points[a].1 -= step;
                points[b].1 += step;
            }
        }
    }
    pushed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heap_of_boxes_comes_apart() {
        let sizes: Vec<(f64, f64)> = (0..300)
            .map(|n| (f64::from(40 + n % 7 * 20), f64::from(20 + n % 3 * 15)))
            .collect();
        let mut points = vec![(0.0, 0.0); 300];
        apart(&mut points, &sizes);
        for a in 0..300 {
            for b in 0..a {
                let (dx, dy) = ((points[a].0 - points[b].0).abs(), (points[a].1 - points[b].1).abs());
                let clear = dx >= (sizes[a].0 + sizes[b].0) / 2.0 || dy >= (sizes[a].1 + sizes[b].1) / 2.0;
                assert!(clear, "{a} lies over {b}");
            }
        }
    }
}
