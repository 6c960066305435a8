//! Decoded text → logical lines: paragraphs put together again over page breaks and hard wraps, rows of tables with
//! their cells. Only places in the original go out, no text.

use unicode_width::UnicodeWidthStr;

/// A stretch of the original, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub start: usize,
    pub end: usize,
}

/// One line of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Logical {
    /// A paragraph, a heading, a title: its pieces in order.
    Text(Vec<Piece>),
    /// A table row: cells, each of its pieces in order.
    Row(Vec<Vec<Piece>>),
}

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

/// Paragraphs longer than this, in bytes, are searched for headings that were run into them.
const LONG: usize = 6000;

struct Line<'a> {
    start: usize,
    /// Without the line end.
    raw: &'a str,
    trimmed: &'a str,
    blank_before: bool,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Heading,
    Tabbed,
    Piped,
    Dashes,
    PageNumber,
}

pub(super) fn logical_lines(text: &str) -> Vec<Logical> {
    let lines = physical_lines(text);
    let wrap = wrap_width(&lines);
    let mut out: Vec<Logical> = Vec::new();
    let mut open: Option<Paragraph> = None;
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        if line.kind == Kind::PageNumber && open.as_ref().is_some_and(|p| p.is_running() && !p.is_finished()) {
            at += 1;
            continue;
        }
        if let Some(table) = Table::begin(&lines, at) {
            close(&mut open, &mut out);
            at = table.read(&lines, at, text, &mut out);
            continue;
        }
        match &mut open {
            Some(paragraph) if paragraph.continues(line, wrap) => paragraph.push(line, text),
            _ => {
                close(&mut open, &mut out);
                open = Some(Paragraph::begin(line));
            }
        }
        at += 1;
    }
    close(&mut open, &mut out);
    out.into_iter().flat_map(|line| split_long(line, text)).collect()
}

fn close(open: &mut Option<Paragraph>, out: &mut Vec<Logical>) {
    if let Some(paragraph) = open.take() {
        out.push(Logical::Text(paragraph.pieces));
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}')
}

fn physical_lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut blank_before = false;
    let mut start = 0;
    for raw in text.split(['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}']) {
        let trimmed = raw.trim_matches(is_space);
        if trimmed.is_empty() {
            // The empty string between \r and \n is no blank line; a second one is.
            blank_before |= !(raw.is_empty() && text[..start].ends_with('\r'));
        } else {
            lines.push(Line {
                start,
                raw,
                trimmed,
                blank_before,
                kind: kind_of(raw, trimmed),
            });
            blank_before = false;
        }
        start += raw.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
    }
    lines
}

fn kind_of(raw: &str, trimmed: &str) -> Kind {
    let body = trimmed.trim_matches(|c: char| is_space(c) || matches!(c, '-' | '—' | '–' | '―' | '*' | '_' | '='));
    if body.is_empty() {
        return Kind::Dashes;
    }
    if body.len() <= 3 && body.bytes().all(|b| b.is_ascii_digit()) {
        return Kind::PageNumber;
    }
    if trimmed.matches('|').count() >= 2
        && (trimmed.starts_with('|') || trimmed.ends_with('|') || trimmed.contains(" | "))
    {
        return Kind::Piped;
    }
    if raw
        .trim_end_matches(|c: char| is_space(c) && c != '\t')
        .trim_start_matches(is_space)
        .contains('\t')
    {
        return Kind::Tabbed;
    }
    if trimmed.starts_with('#') || is_numbered_heading(trimmed) {
        return Kind::Heading;
    }
    Kind::Text
}

/// `一、…`, `（一）…`, `第一部分 …` on a short line without a full stop.
fn is_numbered_heading(line: &str) -> bool {
    let line = line.trim_start_matches('*');
    list_lead(line).is_some_and(|lead| matches!(lead, Lead::Part | Lead::Section))
        && line.chars().count() <= 40
        && !line.contains(['。', '；', '！', '？'])
        && !line.ends_with(['，', '、', ','])
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    /// 一、 or 第一部分
    Part,
    /// （一）
    Section,
    /// 1. 1、 ① —— ●
    Item,
}

fn list_lead(line: &str) -> Option<Lead> {
    let numeral = |c: char| "一二三四五六七八九十〇".contains(c);
    let after = line.trim_start_matches(numeral);
    if after.len() < line.len() && after.starts_with(['、', '.', '．']) {
        return Some(Lead::Part);
    }
    if let Some(rest) = line.strip_prefix('第') {
        let rest = rest.trim_start_matches(numeral);
        if rest.starts_with("部分") || rest.starts_with("章") {
            return Some(Lead::Part);
        }
    }
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let inner = rest.trim_start_matches(|c| numeral(c) || c.is_ascii_digit());
        if inner.len() < rest.len() && inner.starts_with(['）', ')']) {
            return Some(if rest.starts_with(|c: char| c.is_ascii_digit()) {
                Lead::Item
            } else {
                Lead::Section
            });
        }
    }
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let width = line.len() - digits.len();
    if (1..=6).contains(&width)
        && digits.starts_with(['.', '、', '．', ')', '）'])
        && !digits.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
    {
        return Some(Lead::Item);
    }
    if line.starts_with(['●', '•', '■', '◆', '★', '·'])
        || line.starts_with("——")
        || line.starts_with("--")
        || line.starts_with(|c| ('①'..='⑳').contains(&c))
    {
        return Some(Lead::Item);
    }
    None
}

/// The width, in characters, at which a text is hard-wrapped; `None` when its lines are paragraphs.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let widths: Vec<usize> = lines
        .iter()
        .filter(|l| l.kind == Kind::Text)
        .map(|l| l.raw.trim_end().chars().count())
        .collect();
    if widths.len() < 20 {
        return None;
    }
    let mut count = [0usize; 128];
    for &w in &widths {
        if let Some(slot) = count.get_mut(w) {
            *slot += 1;
        }
    }
    let around = |w: usize| count[w.saturating_sub(2)..(w + 3).min(128)].iter().sum::<usize>();
    let best = (16..120).max_by_key(|&w| (around(w), w))?;
    let longer = widths.iter().filter(|&&w| w > best + 4).count();
    (around(best) * 10 >= widths.len() * 4 && longer * 20 < widths.len()).then_some(best)
}

struct Paragraph {
    pieces: Vec<Piece>,
    kind: Kind,
    characters: usize,
    last_width: usize,
    has_punctuation: bool,
    last: char,
    before_last: char,
}

const TERMINAL: [char; 9] = ['。', '！', '？', '：', '；', '!', '?', ';', ':'];

impl Paragraph {
    fn begin(line: &Line) -> Self {
        let mut paragraph = Self {
            pieces: Vec::new(),
            kind: line.kind,
            characters: 0,
            last_width: 0,
            has_punctuation: false,
            last: '\n',
            before_last: '\n',
        };
        paragraph.add(line, 0);
        paragraph
    }

    fn add(&mut self, line: &Line, skip: usize) {
        let start = line.start + (line.raw.len() - line.raw.trim_start_matches(is_space).len());
        self.pieces.push(Piece {
            start: start + skip,
            end: start + line.trimmed.len(),
        });
        self.characters += line.trimmed.chars().count();
        self.last_width = line.raw.trim_end().chars().count();
        self.has_punctuation |= line.trimmed.contains(['，', '。', '；', ',', '、', '：']);
        let mut end = line.trimmed.trim_end_matches(['*', '_']).chars().rev();
        self.last = end.next().unwrap_or('\n');
        self.before_last = end.next().unwrap_or('\n');
    }

    /// Adds a line; across a page break a doubled character (规⏎⏎规模以上) is taken once.
    fn push(&mut self, line: &Line, _text: &str) {
        let first = line.trimmed.chars().next().unwrap_or('\n');
        let doubled = line.blank_before && first == self.last && ('\u{4e00}'..='\u{9fff}').contains(&first);
        self.add(line, if doubled { first.len_utf8() } else { 0 });
    }

    fn is_running(&self) -> bool {
        self.kind == Kind::Text && self.characters >= 12 && self.has_punctuation
    }

    fn is_finished(&self) -> bool {
        TERMINAL.contains(&self.last)
            || self.last == '…'
            || (matches!(self.last, '”' | '’' | '"' | '）' | ')' | '》') && TERMINAL.contains(&self.before_last))
    }

    fn continues(&self, line: &Line, wrap: Option<usize>) -> bool {
        if self.kind != Kind::Text || line.kind != Kind::Text {
            return false;
        }
        if line
            .trimmed
            .starts_with(['，', '。', '、', '；', '）', '”', '》', '！', '？', '％', '%'])
        {
            return true;
        }
        if self.is_finished() || line.trimmed.starts_with("**") || list_lead(line.trimmed).is_some() {
            return false;
        }
        let indented = line.raw.starts_with("\u{3000}") || line.raw.starts_with("    ");
        if indented && wrap.is_none_or(|w| self.last_width + 2 < w) {
            return false;
        }
        self.is_running() || wrap.is_some_and(|w| self.last_width + 2 >= w)
    }
}

/// A table region: how its lines fall into cells.
struct Table {
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
    fn begin(lines: &[Line], at: usize) -> Option<Self> {
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
            Kind::Text => {
                let starts: Vec<usize> = words(line.raw).map(|(at, _)| line.raw[..at].width()).collect();
                let hits = header_hits(words(line.raw).map(|(_, word)| word));
                (starts.len() >= 3 && hits >= 3).then(|| Self {
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
    fn read(&self, lines: &[Line], mut at: usize, text: &str, out: &mut Vec<Logical>) -> usize {
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
                        vec![vec![whole(line)]]
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
        let mut found = 0;
        for (offset, word) in gaps(line.raw) {
            let column = line.raw[..offset].width();
            let nearest = starts
                .iter()
                .enumerate()
                .min_by_key(|(_, s)| s.abs_diff(column))
                .map(|(n, _)| n)?;
            cells[nearest].push(Piece {
                start: line.start + offset,
                end: line.start + offset + word.len(),
            });
            found += 1;
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

fn whole(line: &Line) -> Piece {
    let start = line.start + (line.raw.len() - line.raw.trim_start_matches(is_space).len());
    Piece {
        start,
        end: start + line.trimmed.len(),
    }
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

/// Divides a paragraph of enormous length before headings that were run into it.
fn split_long(line: Logical, text: &str) -> Vec<Logical> {
    let Logical::Text(pieces) = &line else {
        return vec![line];
    };
    if pieces.iter().map(|p| p.end - p.start).sum::<usize>() < LONG {
        return vec![line];
    }
    let mut out = Vec::new();
    let mut current = Vec::new();
    for piece in pieces {
        let mut from = piece.start;
        let body = &text[piece.start..piece.end];
        let mut previous = '\n';
        for (offset, c) in body.char_indices() {
            let at = piece.start + offset;
            let begins = (is_space(previous) || TERMINAL.contains(&previous))
                && at > from
                && matches!(list_lead(&text[at..piece.end]), Some(Lead::Part | Lead::Section))
                && !is_space(c);
            if begins {
                current.push(Piece { start: from, end: at });
                out.push(Logical::Text(std::mem::take(&mut current)));
                from = at;
            }
            previous = c;
        }
        current.push(Piece {
            start: from,
            end: piece.end,
        });
    }
    out.push(Logical::Text(current));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let got: Vec<String> = logical_lines(text)
            .into_iter()
            .map(|line| {
                let join = |pieces: &[Piece]| pieces.iter().map(|p| &text[p.start..p.end]).collect::<String>();
                match line {
                    Logical::Text(pieces) => join(&pieces),
                    Logical::Row(cells) => cells.iter().map(|c| join(c)).collect::<Vec<_>>().join("¦"),
                }
            })
            .collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn page_breaks_inside_a_sentence_are_closed() {
        check(
            "发生以来，我们迅速建立“横向到边、纵向到底”的疫\n\n情防控体系。\n\n脱贫攻坚。",
            &[
                "发生以来，我们迅速建立“横向到边、纵向到底”的疫情防控体系。",
                "脱贫攻坚。",
            ],
        );
    }

    #[test]
    fn a_character_doubled_at_a_page_break_stands_once() {
        check(
            "全市工业总产值达到一千亿元，其中规\n\n规模以上工业增加值增长5%。",
            &["全市工业总产值达到一千亿元，其中规模以上工业增加值增长5%。"],
        );
    }

    #[test]
    fn titles_and_headings_stay_apart() {
        check(
            "政府工作报告\n\n张 壮\n\n各位代表：\n\n一、2020年和“十三五”时期工作回顾\n\n2020年，面对冲击，我们稳住了基本盘。",
            &[
                "政府工作报告",
                "张 壮",
                "各位代表：",
                "一、2020年和“十三五”时期工作回顾",
                "2020年，面对冲击，我们稳住了基本盘。",
            ],
        );
    }

    #[test]
    fn page_numbers_inside_a_sentence_vanish() {
        check(
            "我们坚持稳中求进，全力以赴抓好疫\n- 3 -\n情防控。",
            &["我们坚持稳中求进，全力以赴抓好疫情防控。"],
        );
    }

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

    #[test]
    fn hard_wraps_are_undone() {
        let wrapped = "我们坚持以人民为中心的发展思想不断推进民生改善\n努力实现居民收入增长与经济增长同步让全体人民有\n更多的获得感幸福感安全感。\n".repeat(10);
        let lines = logical_lines(&wrapped);
        assert_eq!(lines.len(), 10);
    }

    #[test]
    fn one_endless_line_is_divided_at_its_headings() {
        let long = format!(
            "各位代表：{} 一、2023年工作回顾 {}（二）产业升级。{}",
            "现在报告工作。".repeat(200),
            "成绩显著。".repeat(200),
            "动能强劲。".repeat(20)
        );
        let lines = logical_lines(&long);
        assert_eq!(lines.len(), 3);
    }
}
