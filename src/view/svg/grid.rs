//! What stands where: rectangles and lines in the squares of a grid, so that only near ones are compared.

pub(super) type Point = (f64, f64);

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    /// Around a centre.
    pub(super) fn around((x, y): Point, (w, h): (f64, f64)) -> Self {
        Self {
            left: x - w / 2.0,
            top: y - h / 2.0,
            right: x + w / 2.0,
            bottom: y + h / 2.0,
        }
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether a straight line runs through it (after Liang and Barsky).
    pub(super) fn is_crossed(&self, a: Point, b: Point) -> bool {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (way, room) in [
            (-dx, a.0 - self.left),
            (dx, self.right - a.0),
            (-dy, a.1 - self.top),
            (dy, self.bottom - a.1),
        ] {
            if way == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if way < 0.0 {
                enter = enter.max(room / way);
            } else {
                leave = leave.min(room / way);
            }
        }
        enter < leave
    }
}

/// Numbered things by the squares that they touch.
pub(super) struct Grid {
    side: f64,
    columns: usize,
    rows: usize,
    cells: Vec<Vec<u32>>,
}

/// Most squares of a grid.
const MOST: f64 = 1e6;

impl Grid {
    /// An empty grid over a drawing, of squares of a side, or larger ones where there would be too many.
    pub(super) fn new(width: f64, height: f64, side: f64) -> Self {
        let side = side.max((width * height / MOST).sqrt());
        let columns = (width / side) as usize + 1;
        let rows = (height / side) as usize + 1;
        Self {
            side,
            columns,
            rows,
            cells: vec![Vec::new(); columns * rows],
        }
    }

    fn column(&self, x: f64) -> usize {
        ((x / self.side).max(0.0) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        ((y / self.side).max(0.0) as usize).min(self.rows - 1)
    }

    fn touched(&self, rect: &Rect) -> impl Iterator<Item = usize> + use<> {
        let (left, right) = (self.column(rect.left), self.column(rect.right));
        let (top, bottom) = (self.row(rect.top), self.row(rect.bottom));
        let columns = self.columns;
        (top..=bottom).flat_map(move |row| (left..=right).map(move |column| row * columns + column))
    }

    pub(super) fn add_rect(&mut self, number: usize, rect: &Rect) {
        for cell in self.touched(rect) {
            self.cells[cell].push(number as u32);
        }
    }

    /// Adds a straight line, row by row.
    pub(super) fn add_line(&mut self, number: usize, a: Point, b: Point) {
        let (upper, lower) = if a.1 <= b.1 { (a, b) } else { (b, a) };
        let at = |y: f64| {
            let height = lower.1 - upper.1;
            let part = if height > 0.0 {
                ((y - upper.1) / height).clamp(0.0, 1.0)
            } else {
                0.0
            };
            upper.0 + (lower.0 - upper.0) * part
        };
        for row in self.row(upper.1)..=self.row(lower.1) {
            let (from, to) = (row as f64 * self.side, (row + 1) as f64 * self.side);
            let ends = if lower.1 - upper.1 < 1e-9 {
                (a.0, b.0)
            } else {
                (at(from), at(to))
            };
            for column in self.column(ends.0.min(ends.1))..=self.column(ends.0.max(ends.1)) {
                self.cells[row * self.columns + column].push(number as u32);
            }
        }
    }

    /// Numbers of what may touch a rectangle, each once, in order.
    pub(super) fn near(&self, rect: &Rect) -> Vec<usize> {
        let mut found: Vec<u32> = self
            .touched(rect)
            .flat_map(|cell| self.cells[cell].iter().copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|n| n as usize).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_through_and_beside_are_told_apart() {
        let rect = Rect::around((10.0, 10.0), (10.0, 4.0));
        assert!(rect.is_crossed((0.0, 10.0), (20.0, 10.0)));
        assert!(rect.is_crossed((9.0, 0.0), (11.0, 30.0)));
        assert!(rect.is_crossed((10.0, 10.0), (50.0, 50.0)));
        assert!(!rect.is_crossed((0.0, 7.0), (20.0, 7.5)));
        assert!(!rect.is_crossed((0.0, 0.0), (4.0, 20.0)));
        assert!(!rect.is_crossed((0.0, 10.0), (4.0, 10.0)));
    }

    #[test]
    fn a_line_is_found_wherever_it_passes() {
        let mut grid = Grid::new(300.0, 200.0, 20.0);
        let lines = [
            ((5.0, 5.0), (290.0, 190.0)),
            ((280.0, 10.0), (15.0, 170.0)),
            ((50.0, 60.0), (250.0, 60.0)),
        ];
        for (number, (a, b)) in lines.iter().enumerate() {
            grid.add_line(number, *a, *b);
        }
        for (number, (a, b)) in lines.iter().enumerate() {
            for step in 0..=100 {
                let part = f64::from(step) / 100.0;
                let point = (a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part);
                assert!(
                    grid.near(&Rect::around(point, (0.1, 0.1))).contains(&number),
                    "{number} at {point:?}"
                );
            }
        }
    }
}
