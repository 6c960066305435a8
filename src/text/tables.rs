//! Lines that look like a table → its rows with their cells: divided by tabs, pipes or aligned spaces, put together
//! again where a row goes on in the next line or on the next page.

use unicode_width::UnicodeWidthStr;

use super::lines::{Kind, Line, Logical, Piece, is_space};

/// Words that only the head of a table of tasks has. Two of them in one line make it a header.
const HEADER_WORDS: [&str; 26] = [
    "序号",
    "编号",
    "标题",
    "项目",
    "项目名称",
    "事项",
    "实事内容",
    "主要内容",
    "工作内容",
    "工作任务",
    "任务",
    "目标任务",
    "重点任务",
    "建设内容",
    "牵头单位",
    "责任单位",
    "配合单位",
    "完成时间",
    "完成时限",
    "责任部门",
    "牵头部门",
    "主管部门",
    "备注",
    "责任领导",
    "时限",
    "实施单位",
];

/// A table region: how its lines fall into cells.
pub(super) struct Table {
    columns: usize,
    /// Display columns at which the header's cells begin, for tables aligned by spaces.
    aligned: Option<Vec<usize>>,
    numbered: bool,
    header: String,
}

fn header_hits<'a>(cells: impl Iterator<Item = &'a str>) -> usize {
    cells
        .filter(|cell| {
            let bare: String = cell.chars().filter(|c| !is_space(*c) && *c != '*').collect();
            HEADER_WORDS.contains(&bare.as_str())
        })
        .count()
}

impl Table {
    /// The table whose first line is line `at`, if one begins there.
    pub(super) fn begin(lines: &[Line], at: usize) -> Option<Self> {
        let line = &lines[at];
        match line.kind {
            Kind::Tabbed | Kind::Piped => {
                let cells = cells_of(line);
                // One line with a tab is a title with a gap, not a table.
                let neighbours = lines.get(at + 1).is_some_and(|next| next.kind == line.kind);
                if cells.len() < 2 || !(neighbours || header_hits(cells.iter().map(|c| slice(line, c))) >= 2) {
                    return None;
                }
                Some(Self {
                    columns: cells.len(),
                    aligned: None,
                    numbered: first_is_number_head(slice(line, &cells[0])),
                    header: line.trimmed.to_owned(),
                })
            }
            Kind::Text if header_hits(words(line.raw).map(|(_, word)| word)) >= 3 => {
                let starts = display_columns(line.raw, words(line.raw).map(|(at, _)| at));
                Some(Self {
                    columns: starts.len(),
                    aligned: Some(starts),
                    numbered: words(line.raw).next().is_some_and(|(_, w)| first_is_number_head(w)),
                    header: line.trimmed.to_owned(),
                })
            }
            _ => None,
        }
    }

    /// Reads rows from line `at` on; returns the first line that is not the table's any more.
    pub(super) fn read(&self, lines: &[Line], mut at: usize, text: &str, out: &mut Vec<Logical>) -> usize {
        let mut row: Option<Vec<Vec<Piece>>> = None;
        let filled = |cell: &Vec<Piece>| {
            cell.iter()
                .any(|p| !text[p.start..p.end].trim_matches(is_space).is_empty())
        };
        while let Some(line) = lines.get(at) {
            let kind = if line.raw.starts_with('\t') {
                Kind::Tabbed
            } else {
                line.kind
            };
            let cells: Vec<Vec<Piece>> = match (kind, &self.aligned) {
                (Kind::Piped, _) if is_ruler(line.trimmed) => {
                    at += 1;
                    continue;
                }
                (Kind::Dashes | Kind::PageNumber, _) => {
                    at += 1;
                    continue;
                }
                (Kind::Tabbed | Kind::Piped, None) => cells_of(line).into_iter().map(|c| vec![c]).collect(),
                (Kind::Text, Some(starts)) => match self.aligned_cells(line, starts) {
                    Some(cells) => cells,
                    None => break,
                },
                (Kind::Text, None) => {
                    // A cell that goes on in the next line without a tab.
                    let unfinished = row
                        .as_ref()
                        .is_some_and(|r| r.len() < self.columns || ends_open(text, r));
                    if unfinished && !line.blank_before {
                        vec![vec![line.piece()]]
                    } else {
                        break;
                    }
                }
                _ => break,
            };
            let is_header = line.trimmed == self.header;
            let first_filled = cells.first().is_some_and(filled);
            match &mut row {
                Some(open)
                    if !is_header
                        && self.aligned.is_none()
                        && open.len() < self.columns
                        && open.len() + cells.len() - 1 <= self.columns
                        && !starts_with_number(text, &cells) =>
                {
                    let mut cells = cells.into_iter();
                    if let (Some(last), Some(first)) = (open.last_mut(), cells.next()) {
                        last.extend(first);
                    }
                    open.extend(cells);
                }
                Some(open) if !is_header && cells.len() == 1 => {
                    if let Some(last) = open.last_mut() {
                        last.extend(cells.into_iter().flatten());
                    }
                }
                Some(open) if !is_header && !first_filled && (self.numbered || self.aligned.is_some()) => {
                    for (cell, more) in open.iter_mut().zip(cells) {
                        if filled(&more) {
                            cell.extend(more);
                        }
                    }
                }
                _ => {
                    // The header is repeated at a page break inside a row: the row stays open, the header comes first.
                    if is_header && row.is_some() && next_continues(lines, at, self, text) {
                        out.push(Logical::Row(cells));
                    } else {
                        out.extend(row.replace(cells).map(Logical::Row));
                    }
                }
            }
            at += 1;
        }
        out.extend(row.map(Logical::Row));
        at
    }

    fn aligned_cells(&self, line: &Line, starts: &[usize]) -> Option<Vec<Vec<Piece>>> {
        let mut cells: Vec<Vec<Piece>> = vec![Vec::new(); starts.len()];
        let stretches = gaps(line.raw);
        let columns = display_columns(line.raw, stretches.iter().map(|(offset, _)| *offset));
        let found = stretches.len();
        for ((offset, word), column) in stretches.into_iter().zip(columns) {
            let after = starts.partition_point(|start| *start < column);
            let nearest = match (after.checked_sub(1), starts.get(after)) {
                (Some(before), Some(next)) if next - column < column - starts[before] => after,
                (Some(before), _) => before,
                (None, _) => after,
            };
            cells[nearest].push(Piece {
                start: line.start + offset,
                end: line.start + offset + word.len(),
            });
        }
        let lone = found == 1 && (line.blank_before || line.raw.trim().chars().count() > 30);
        if found == 0 || lone {
            return None;
        }
        for cell in &mut cells {
            if cell.is_empty() {
                cell.push(Piece {
                    start: line.start,
                    end: line.start,
                });
            }
        }
        Some(cells)
    }
}

fn next_continues(lines: &[Line], at: usize, table: &Table, text: &str) -> bool {
    table.numbered
        && lines.get(at + 1).is_some_and(|next| {
            (matches!(next.kind, Kind::Tabbed | Kind::Piped) || next.raw.starts_with('\t'))
                && cells_of(next)
                    .first()
                    .is_some_and(|c| text[c.start..c.end].trim_matches(is_space).is_empty())
        })
}

fn first_is_number_head(cell: &str) -> bool {
    let bare: String = cell.chars().filter(|c| !is_space(*c)).collect();
    matches!(bare.as_str(), "序号" | "编号" | "序")
}

fn starts_with_number(text: &str, cells: &[Vec<Piece>]) -> bool {
    cells.first().and_then(|c| c.first()).is_some_and(|p| {
        let bare = text[p.start..p.end].trim_matches(is_space);
        !bare.is_empty() && bare.len() <= 4 && bare.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Whether the last cell of a row ends in the middle of a list.
fn ends_open(text: &str, row: &[Vec<Piece>]) -> bool {
    row.last().and_then(|c| c.last()).is_some_and(|p| {
        text[p.start..p.end]
            .trim_end_matches(is_space)
            .ends_with(['、', '，', ','])
    })
}

fn is_ruler(trimmed: &str) -> bool {
    trimmed.contains('-') && trimmed.chars().all(|c| matches!(c, '|' | '-' | ':') || is_space(c))
}

fn slice<'a>(line: &Line<'a>, piece: &Piece) -> &'a str {
    &line.raw[piece.start - line.start..piece.end - line.start]
}

/// Cells of a line divided by tabs or pipes, trimmed.
fn cells_of(line: &Line) -> Vec<Piece> {
    let (body, base, divider) = if line.kind == Kind::Piped {
        let lead = line.raw.len() - line.raw.trim_start_matches(is_space).len();
        let body = line.trimmed;
        let inner = body.strip_prefix('|').unwrap_or(body);
        let lead = lead + (body.len() - inner.len());
        (inner.strip_suffix('|').unwrap_or(inner), line.start + lead, '|')
    } else {
        (line.raw.trim_end_matches(['\r', '\n']), line.start, '\t')
    };
    let mut cells = Vec::new();
    let mut at = 0;
    for cell in body.split(divider) {
        let lead = cell.len() - cell.trim_start_matches(is_space).len();
        let trimmed = cell.trim_matches(is_space);
        cells.push(Piece {
            start: base + at + lead,
            end: base + at + lead + trimmed.len(),
        });
        at += cell.len() + 1;
    }
    cells
}

/// Words divided by any white space, with their byte offsets.
fn words(raw: &str) -> impl Iterator<Item = (usize, &str)> {
    raw.split(is_space)
        .filter(|w| !w.is_empty())
        .map(move |w| (w.as_ptr().addr() - raw.as_ptr().addr(), w))
}

/// The display columns of byte offsets that come in order.
fn display_columns(raw: &str, offsets: impl Iterator<Item = usize>) -> Vec<usize> {
    let (mut at, mut column) = (0, 0);
    offsets
        .map(|offset| {
            column += raw[at..offset].width();
            at = offset;
            column
        })
        .collect()
}

/// Stretches divided by two or more spaces, or by one full-width space.
fn gaps(raw: &str) -> Vec<(usize, &str)> {
    let mut out: Vec<(usize, &str)> = Vec::new();
    for (at, word) in words(raw) {
        if let Some((start, stretch)) = out.last().copied() {
            let between = &raw[start + stretch.len()..at];
            if between.len() == 1 {
                if let Some(last) = out.last_mut() {
                    *last = (start, &raw[start..at + word.len()]);
                }
                continue;
            }
        }
        out.push((at, word));
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::text::lines::tests::check;

    #[test]
    fn tabs_make_rows() {
        check(
            "序号\t标题\t牵头单位\t责任单位\n1\t建设亭子\t市公安局\t\n2\t改造小区\t市教育局 市公安局\t市财政局",
            &[
                "序号¦标题¦牵头单位¦责任单位",
                "1¦建设亭子¦市公安局¦",
                "2¦改造小区¦市教育局 市公安局¦市财政局",
            ],
        );
    }

    #[test]
    fn pipes_make_rows_and_rulers_vanish() {
        check(
            "| 序号 | 项目 | 牵头单位 |\n| --- | --- | --- |\n| 1 | 新建学校 | 市教育局 |",
            &["序号¦项目¦牵头单位", "1¦新建学校¦市教育局"],
        );
    }

    #[test]
    fn rows_go_on_in_the_next_line() {
        check(
            "序号\t项目\t责任单位\t完成时间\n1\t新建学校\t市教育局、市自\n然资源局、市财政局\t12月31日\n2\t修路\t市交通局\t年内",
            &[
                "序号¦项目¦责任单位¦完成时间",
                "1¦新建学校¦市教育局、市自然资源局、市财政局¦12月31日",
                "2¦修路¦市交通局¦年内",
            ],
        );
    }

    #[test]
    fn rows_go_on_over_a_page_with_its_header_repeated() {
        check(
            "序号\t项目\t责任单位\n1\t新建学校\t市教育局、\n\n序号\t项目\t责任单位\n\t\t市财政局\n2\t修路\t市交通局",
            &[
                "序号¦项目¦责任单位",
                "序号¦项目¦责任单位",
                "1¦新建学校¦市教育局、市财政局",
                "2¦修路¦市交通局",
            ],
        );
    }

    #[test]
    fn spaces_align_a_table() {
        check(
            "序号    项目名称        牵头单位      责任单位\n1       建设养老中心    市民政局      各城区人民政府\n2       考试自助亭      市公安局\n                                      市财政局",
            &[
                "序号¦项目名称¦牵头单位¦责任单位",
                "1¦建设养老中心¦市民政局¦各城区人民政府",
                "2¦考试自助亭¦市公安局¦市财政局",
            ],
        );
    }
}
