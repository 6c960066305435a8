//! Decoded text → logical lines: paragraphs put together again over page breaks and hard wraps, rows of tables with
//! their cells. Only places in the original go out, no text.
//!
//! How the lines of a table fall into rows and cells is the work of [`super::tables`].

use super::leads::{Lead, is_numbered_heading, list_lead};
use super::tables::Table;

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

/// Paragraphs longer than this, in bytes, are searched for headings that were run into them.
const LONG: usize = 6000;

/// A line as it stands in the file.
pub(super) struct Line<'a> {
    pub start: usize,
    /// Without the line end.
    pub raw: &'a str,
    pub trimmed: &'a str,
    pub blank_before: bool,
    pub kind: Kind,
}

impl Line<'_> {
    /// The line without the space around it.
    pub(super) fn piece(&self) -> Piece {
        let start = self.start + (self.raw.len() - self.raw.trim_start_matches(is_space).len());
        Piece {
            start,
            end: start + self.trimmed.len(),
        }
    }
}

/// What a line looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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
            Some(paragraph) if paragraph.continues(line, wrap) => paragraph.push(line),
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

pub(super) fn is_space(c: char) -> bool {
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
        let Piece { start, end } = line.piece();
        self.pieces.push(Piece {
            start: start + skip,
            end,
        });
        self.characters += line.trimmed.chars().count();
        self.last_width = line.raw.trim_end().chars().count();
        self.has_punctuation |= line.trimmed.contains(['，', '。', '；', ',', '、', '：']);
        let mut end = line.trimmed.trim_end_matches(['*', '_']).chars().rev();
        self.last = end.next().unwrap_or('\n');
        self.before_last = end.next().unwrap_or('\n');
    }

    /// Adds a line; across a page break a doubled character (规⏎⏎规模以上) is taken once.
    fn push(&mut self, line: &Line) {
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
pub(super) mod tests {
    use super::*;

    #[track_caller]
    pub(in crate::text) fn check(text: &str, expect: &[&str]) {
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
