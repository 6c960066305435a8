//! Moves boxes apart until none lies over another.

/// Least room between two boxes.
const GAP: f64 = 6.0;
/// Rounds of pushing between two rounds of stretching.
const ROUNDS: usize = 40;

/// Pushes boxes around given centres apart; where pushing alone does not end, the whole is stretched a little.
pub(super) fn apart(points: &mut [(f64, f64)], sizes: &[(f64, f64)]) {
    loop {
        for _ in 0..ROUNDS {
            if !push(points, sizes) {
                return;
            }
        }
        for (at, point) in points.iter_mut().enumerate() {
            // The share of the number parts boxes that have exactly one centre.
            *point = (point.0 * 1.06 + at as f64 * 1e-3, point.1 * 1.06);
        }
    }
}

/// One round from left to right; says whether any two boxes lay over each other.
fn push(points: &mut [(f64, f64)], sizes: &[(f64, f64)]) -> bool {
    let mut order: Vec<usize> = (0..points.len()).collect();
    let left = |points: &[(f64, f64)], n: usize| points[n].0 - sizes[n].0 / 2.0;
    order.sort_by(|&a, &b| left(points, a).total_cmp(&left(points, b)).then(a.cmp(&b)));
    let widest = sizes.iter().map(|s| s.0).fold(0.0, f64::max);
    let mut pushed = false;
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
            pushed = true;
            // As parts of the boxes' sizes: labels are wide, and columns of them would be high.
            let (wide, high) = (sizes[a].0 + sizes[b].0 + GAP, sizes[a].1 + sizes[b].1 + GAP);
            if over_x * high < over_y * wide {
                let step = if dx < 0.0 { -over_x } else { over_x } / 2.0;
                points[a].0 -= step;
                points[b].0 += step;
            } else {
                let step = if dy < 0.0 { -over_y } else { over_y } / 2.0;
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
