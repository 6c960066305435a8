//! Draws rows as a table for people, in columns that stand straight under Chinese characters too.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The space between columns.
const GAP: &str = "  ";
/// No column is cut below this width.
const NARROWEST: usize = 4;

/// How a table is drawn.
#[derive(Debug, Clone, Copy, Default)]
pub struct Layout {
    /// The columns of the terminal, where there is one; cells are cut to fit.
    pub width: Option<usize>,
    /// Whether the head is emphasised with escape codes.
    pub colour: bool,
}

/// Draws a head, a line and the rows; cells are cut with `…` where the layout has a width.
pub fn draw(head: &[String], rows: &[Vec<String>], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| printable(cell)).collect())
        .collect();
    let mut widths: Vec<usize> = head.iter().map(|name| name.width()).collect();
    let mut numeric = vec![!rows.is_empty(); head.len()];
    for row in &rows {
        for (column, cell) in row.iter().enumerate() {
            widths[column] = widths[column].max(cell.width());
            numeric[column] &= cell.is_empty() || cell.parse::<f64>().is_ok();
        }
    }
    if let Some(width) = layout.width {
        shrink(&mut widths, width);
    }
    let (bold, plain) = if layout.colour {
        ("\u{1b}[1m", "\u{1b}[0m")
    } else {
        ("", "")
    };
    writeln!(out, "{bold}{}{plain}", line(head, &widths, &numeric))?;
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    writeln!(out, "{}", rule.join(GAP))?;
    for row in &rows {
        writeln!(out, "{}", line(row, &widths, &numeric))?;
    }
    Ok(())
}

/// Takes width from the widest columns until all fit.
fn shrink(widths: &mut [usize], width: usize) {
    let room = width.saturating_sub(GAP.len() * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max() else { return };
        if *widest <= NARROWEST {
            return;
        }
        *widest -= 1;
    }
}

fn line(cells: &[String], widths: &[usize], numeric: &[bool]) -> String {
    let mut out = String::new();
    for ((cell, width), numeric) in cells.iter().zip(widths).zip(numeric) {
        if !out.is_empty() || !std::ptr::eq(cell, &raw const cells[0]) {
            out.push_str(GAP);
        }
        let cell = cut(cell, *width);
        let space = " ".repeat(width.saturating_sub(cell.width()));
        if *numeric {
            out.push_str(&space);
            out.push_str(&cell);
        } else {
            out.push_str(&cell);
            out.push_str(&space);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The cell in at most `width` columns, with `…` for what is cut.
fn cut(cell: &str, width: usize) -> String {
    if cell.width() <= width {
        return cell.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for character in cell.chars() {
        used += character.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(character);
    }
    out.push('…');
    out
}

/// The cell without characters that would move the cursor.
fn printable(cell: &str) -> String {
    let hidden =
        |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}');
    cell.chars().map(|c| if hidden(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(head: &[&str], rows: &[&[&str]], layout: Layout) -> String {
        let owned = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        let rows: Vec<_> = rows.iter().map(|row| owned(row)).collect();
        let mut out = Vec::new();
        draw(&owned(head), &rows, layout, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_stand_straight_under_wide_characters() {
        let table = drawn(
            &["unit", "n"],
            &[&["柳州市教育局", "1"], &["GDP", "12.5"], &["", ""]],
            Layout::default(),
        );
        assert_eq!(
            table,
            "unit             n\n────────────  ────\n柳州市教育局     1\nGDP           12.5\n\n"
        );
    }

    #[test]
    fn cells_are_cut_to_the_terminal() {
        let layout = Layout {
            width: Some(20),
            colour: false,
        };
        let table = drawn(&["a", "sentence"], &[&["甲", "全市实现地区生产总值3176.9亿元"]], layout);
        for line in table.lines() {
            assert!(line.width() <= 20, "{line:?}");
        }
        assert!(table.contains("…"), "{table}");
        // A wide character that would stick out by half is left out whole.
        assert_eq!(cut("中中中", 4), "中…");
        assert_eq!(cut("中中中", 5), "中中…");
    }

    #[test]
    fn many_columns_stay_readable() {
        let layout = Layout {
            width: Some(10),
            colour: false,
        };
        let table = drawn(&["aaaaaaaa", "bbbbbbbb", "cccccccc"], &[], layout);
        assert_eq!(table.lines().next(), Some("aaa…  bbb…  ccc…"));
    }

    #[test]
    fn escape_codes_are_only_ours() {
        let table = drawn(
            &["a"],
            &[&["x\u{1b}[31m\ny"]],
            Layout {
                width: None,
                colour: true,
            },
        );
        assert_eq!(table, "\u{1b}[1ma\u{1b}[0m\n────────\nx [31m y\n");
    }
}
