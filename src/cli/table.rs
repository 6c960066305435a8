//! Tables: how they are printed, and in the terminal columns as wide as they look.

use unicode_width::UnicodeWidthStr;

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// Aligned for people
    Table,
    /// Comma-separated
    Csv,
    /// Tab-separated
    Tsv,
    /// Objects
    Json,
}

/// Aligns columns by display width, a Chinese character taking two places; the columns in `right` hold numbers.
pub(super) fn aligned(header: &[&str], rows: Vec<Vec<String>>, right: &[usize]) -> String {
    // Line breaks and tabs would break the lines of the table.
    let clean = |cell: String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let header = header.iter().map(|&cell| cell.to_owned()).collect();
    let lines: Vec<Vec<String>> = std::iter::once(header)
        .chain(rows)
        .map(|row| row.into_iter().map(clean).collect())
        .collect();
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        lines
            .iter()
            .filter_map(|line| line.get(column))
            .map(|cell| cell.width())
            .max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for line in &lines {
        let mut row = String::new();
        for (column, cell) in line.iter().enumerate() {
            let space = " ".repeat(widths[column] - cell.width());
            if right.contains(&column) {
                row.push_str(&space);
                row.push_str(cell);
            } else {
                row.push_str(cell);
                row.push_str(&space);
            }
            row.push_str("  ");
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let row = |id: &str, area: &str, year: &str| vec![id.to_owned(), area.to_owned(), year.to_owned()];
        let text = aligned(
            &["id", "area", "year"],
            vec![row("a", "柳州市", "2021"), row("bcd", "北\n京", "7")],
            &[2],
        );
        assert_eq!(text, "id   area    year\na    柳州市  2021\nbcd  北 京      7\n");
    }
}
