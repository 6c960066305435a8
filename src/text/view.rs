//! The normalised view of a decoded text, with its map back.

use super::lines::{Logical, Piece, logical_lines};
use super::positions::Positions;
use super::span::Span;

/// What the rules read: one line a paragraph, heading or table row (cells divided by tabs), with Chinese punctuation in
/// full width, letters and digits in half width, without the spaces, marks and breaks that layout left in it.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The normalised text. Lines are divided by `\n`.
    pub text: String,
    /// For every byte of `text` the code point of the original that it stands for, and one more for its end.
    map: Vec<u32>,
    /// Places of note marks (`①`, `[1]`, `<sup>1</sup>`), which the text itself leaves out.
    pub marks: Vec<Mark>,
    /// Byte ranges of lines that are rows of tables, in order.
    pub rows: Vec<Span>,
    /// Byte ranges that were set in bold (`**…**`), in order.
    pub bold: Vec<Span>,
    /// Byte offset of lines that a Markdown heading mark (`#`) began, with its depth.
    pub headings: Vec<(u32, u8)>,
}

/// A note mark in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Byte of the view before which it stood.
    pub at: u32,
    /// Its number as written, in ASCII digits.
    pub label: String,
    /// First code point of the mark in the original.
    pub start: u32,
    /// One past its last code point.
    pub end: u32,
}

impl View {
    /// Normalises a decoded text. Time and size are linear in it.
    pub fn new(text: &str) -> Self {
        Self::build(text, &Positions::new(text))
    }

    pub(super) fn build(text: &str, positions: &Positions) -> Self {
        let lines = logical_lines(text);
        let mut builder = Builder::new(text, positions);
        for line in &lines {
            match line {
                Logical::Text(pieces) => builder.paragraph(pieces),
                Logical::Row(cells) => builder.row(cells),
            }
        }
        builder.finish()
    }

    /// The code points of the original that a span stands for: 0-based, end exclusive.
    pub fn original(&self, span: Span) -> (u32, u32) {
        if span.is_empty() {
            let at = self.map.get(span.start as usize).copied().unwrap_or_default();
            return (at, at);
        }
        let start = self.map[span.start as usize];
        let end = self.map[span.end as usize - 1] + 1;
        (start.min(end - 1), end.max(start + 1))
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }
}

struct Builder<'a> {
    source: &'a str,
    positions: &'a Positions,
    view: View,
    /// Byte of the view at which the present line begins.
    line_start: usize,
    /// Characters since the last white space of the original.
    run: usize,
    /// Digits since the last character that is none.
    digits: usize,
    in_table: bool,
    quote_open: bool,
    bold_from: Option<usize>,
    /// A white space of the original that is not yet decided on.
    space: bool,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str, positions: &'a Positions) -> Self {
        Self {
            source,
            positions,
            line_start: 0,
            run: 0,
            digits: 0,
            view: View {
                text: String::with_capacity(source.len()),
                map: Vec::with_capacity(source.len() + 1),
                ..View::default()
            },
            in_table: false,
            quote_open: false,
            bold_from: None,
            space: false,
        }
    }

    fn put(&mut self, c: char, code_point: u32) {
        self.view.text.push(c);
        for _ in 0..c.len_utf8() {
            self.view.map.push(code_point);
        }
    }

    fn end_line(&mut self) {
        self.close_bold();
        self.quote_open = false;
        self.space = false;
        self.run = 0;
        let at = self.view.map.last().copied().unwrap_or_default();
        self.put('\n', at);
        self.line_start = self.view.text.len();
    }

    fn close_bold(&mut self) {
        if let Some(from) = self.bold_from.take() {
            let to = self.view.text.len();
            if from < to {
                self.view.bold.push(Span::new(from, to));
            }
        }
    }

    fn paragraph(&mut self, pieces: &[Piece]) {
        self.in_table = false;
        let from = self.view.text.len();
        for (n, &piece) in pieces.iter().enumerate() {
            let piece = if n == 0 { self.heading(piece) } else { piece };
            self.characters(piece);
        }
        if self.view.text.len() > from {
            self.end_line();
        }
    }

    /// Takes the `#` marks off a Markdown heading.
    fn heading(&mut self, piece: Piece) -> Piece {
        let body = &self.source[piece.start..piece.end];
        let bare = body.trim_start_matches('#');
        let depth = body.len() - bare.len();
        if depth == 0 || depth > 6 {
            return piece;
        }
        let at = u32::try_from(self.view.text.len()).unwrap_or(u32::MAX);
        self.view.headings.push((at, u8::try_from(depth).unwrap_or(6)));
        let start = piece.end - bare.trim_start().len();
        Piece { start, end: piece.end }
    }

    fn row(&mut self, cells: &[Vec<Piece>]) {
        self.in_table = true;
        let from = self.view.text.len();
        for (n, cell) in cells.iter().enumerate() {
            if n > 0 {
                self.space = false;
                self.close_bold();
                let at = cell.first().map_or(0, |p| p.start);
                // An empty cell at the very end of the text begins behind its last character.
                let behind = at >= self.source.len();
                let last = self.view.map.last().copied().unwrap_or_default();
                let code_point = if behind {
                    last
                } else {
                    self.positions.code_point(self.source, at)
                };
                self.put('\t', code_point);
            }
            for &piece in cell {
                self.characters(piece);
            }
        }
        let to = self.view.text.len();
        self.view.rows.push(Span::new(from, to));
        self.end_line();
    }

    fn characters(&mut self, piece: Piece) {
        let body = &self.source[piece.start..piece.end];
        let mut code_point = self.positions.code_point(self.source, piece.start);
        self.space = false;
        let mut rest = body.char_indices().peekable();
        while let Some((offset, c)) = rest.next() {
            let here = code_point;
            code_point += 1;
            // The common case first: Han characters go through as they are.
            if ('\u{4e00}'..='\u{9fff}').contains(&c) {
                self.flush_space(c, here);
                self.put(c, here);
                self.run += 1;
                self.digits = 0;
                continue;
            }
            if c == '<'
                && let Some(skipped) = self.tag(&body[offset..], here)
            {
                code_point = here + skipped;
                for _ in 1..skipped {
                    rest.next();
                }
                continue;
            }
            if c == '*' && body[offset..].starts_with("**") {
                rest.next();
                code_point += 1;
                match self.bold_from {
                    Some(_) => self.close_bold(),
                    None => self.bold_from = Some(self.view.text.len()),
                }
                continue;
            }
            if let Some((label, length)) = self.note_mark(c, &body[offset..]) {
                self.mark(label, here, here + length);
                code_point = here + length;
                for _ in 1..length {
                    rest.next();
                }
                continue;
            }
            self.character(c, &body[offset + c.len_utf8()..], here);
        }
    }

    /// One character that is neither Han nor markup.
    fn character(&mut self, c: char, after: &str, here: u32) {
        let previous = self.view.text.chars().next_back().unwrap_or('\n');
        let next = after.chars().next().unwrap_or('\n');
        let out = match c {
            c if c.is_whitespace() => {
                self.space = true;
                return;
            }
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' => return,
            ',' | '，' if previous.is_ascii_digit() && thousands(&self.view.text, after) => return,
            ',' => '，',
            '.' | '．' if previous.is_ascii_digit() && is_digit(next) => '.',
            '(' => '（',
            ')' => '）',
            ':' if !(previous.is_ascii_digit() && is_digit(next)) => '：',
            ';' => '；',
            '!' => '！',
            '?' => '？',
            '"' | '＂' | '″' => {
                self.quote_open = !self.quote_open;
                if self.quote_open { '“' } else { '”' }
            }
            '「' | '『' | '〝' => '“',
            '」' | '』' | '〞' => '”',
            '％' | '﹪' => '%',
            '－' | '–' | '―' | '─' | '−' => '—',
            '～' | '∼' | '〜' => '~',
            '，' | '：' | '；' | '！' | '？' | '（' | '）' => c,
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            c => c,
        };
        self.flush_space(out, here);
        self.put(out, here);
        self.run += 1;
        self.digits = if out.is_ascii_digit() { self.digits + 1 } else { 0 };
    }

    /// Decides on the white space before `next`: kept between words in letters, between phrases of a title or a cell
    /// and between numbers; dropped where layout put it.
    fn flush_space(&mut self, next: char, here: u32) {
        if !std::mem::take(&mut self.space) {
            return;
        }
        let run = std::mem::take(&mut self.run);
        let digits = std::mem::take(&mut self.digits);
        let previous = self.view.text.chars().next_back().unwrap_or('\n');
        if matches!(previous, '\n' | '\t') {
            return;
        }
        let keep = match (class(previous), class(next)) {
            (Class::Letter, Class::Letter | Class::Digit) | (Class::Digit, Class::Letter) => true,
            (Class::Digit, Class::Digit) => digits != 1,
            (Class::Han, Class::Han) => self.in_table || self.is_title_gap(run),
            _ => false,
        };
        if keep {
            self.put(' ', here);
        }
    }

    /// A gap in a line without punctuation divides phrases (省长 张三), unless letter-spacing made it (报 告).
    fn is_title_gap(&self, run: usize) -> bool {
        let line = &self.view.text[self.line_start..];
        run >= 2 && line.len() <= 120 && !line.contains(['，', '。', '；', '、'])
    }

    /// `<sup>1</sup>` becomes a mark, `<br>` a space, other tags vanish. Returns the code points it took.
    fn tag(&mut self, rest: &str, here: u32) -> Option<u32> {
        let close = rest.char_indices().take(40).find(|(_, c)| *c == '>')?.0;
        let name = rest[1..close].trim_matches('/').trim().to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.bytes().all(|b| b.is_ascii()) {
            return None;
        }
        if name == "sup" {
            // A mark is short: no need to look further for its end.
            let near = &rest[..rest.floor_char_boundary(close + 64)];
            let inner_end = near.find("</sup>").unwrap_or(close);
            let label = near.get(close + 1..inner_end).map(str::trim);
            if let Some(label) = label.filter(|label| label.len() <= 8) {
                let length = count(&rest[..inner_end + 6]);
                let digits: String = label.chars().filter(char::is_ascii_digit).collect();
                let label = if digits.is_empty() { label.to_owned() } else { digits };
                self.mark(label, here, here + length);
                return Some(length);
            }
        }
        if name.starts_with("br") {
            self.space = true;
        }
        Some(count(&rest[..=close]))
    }

    /// ① or [1] after a word is a note mark; at the head of a line it numbers an item.
    fn note_mark(&self, c: char, rest: &str) -> Option<(String, u32)> {
        let previous = self.view.text.chars().next_back().unwrap_or('\n');
        if matches!(previous, '\n' | '\t' | '。' | '：' | '；') {
            return None;
        }
        if ('①'..='⑳').contains(&c) {
            // A mark follows a noun or closes a clause; what goes on with a verb phrase after ， is an item of a list.
            return (previous != '，' && previous != '、').then(|| ((c as u32 - '①' as u32 + 1).to_string(), 1));
        }
        if matches!(c, '[' | '［' | '〔' | '【') {
            let close = rest
                .char_indices()
                .take(6)
                .find(|(_, c)| matches!(c, ']' | '］' | '〕' | '】'))?
                .0;
            let inner = rest[c.len_utf8()..close].trim_start_matches(['注', '释']);
            let digits: String = inner
                .chars()
                .filter_map(|d| d.to_digit(10).or_else(|| wide_digit(d)))
                .filter_map(|d| char::from_digit(d, 10))
                .collect();
            let fits = (1..=2).contains(&digits.len()) && digits.len() == inner.chars().count();
            return fits.then(|| (digits, count(&rest[..close]) + 1));
        }
        None
    }

    fn mark(&mut self, label: String, start: u32, end: u32) {
        let at = u32::try_from(self.view.text.len()).unwrap_or(u32::MAX);
        self.view.marks.push(Mark { at, label, start, end });
    }

    fn finish(mut self) -> View {
        let end = self.view.map.last().map_or(0, |n| n + 1);
        self.view.map.push(end);
        self.view
    }
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

fn wide_digit(c: char) -> Option<u32> {
    ('０'..='９').contains(&c).then(|| c as u32 - '０' as u32)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || wide_digit(c).is_some()
}

/// Whether a comma after the digits of `before` divides thousands: at most three digits before it, exactly three after.
fn thousands(before: &str, after: &str) -> bool {
    let head = before.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
    let tail = after.chars().take(4).take_while(|c| is_digit(*c)).count();
    tail == 3 && (1..=3).contains(&head)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Han,
    Digit,
    Letter,
    Other,
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        'A'..='Z' | 'a'..='z' => Class::Letter,
        '\u{3400}'..='\u{9fff}' | '〇' => Class::Han,
        c if c.is_alphabetic() => Class::Letter,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(View::new(text).text, format!("{expect}\n"));
    }

    #[test]
    fn spaces_inside_numbers_and_dates_go() {
        check("到 12 月 31 日，完成 200 万平方米。", "到12月31日，完成200万平方米。");
        check(
            "从1 9 9 3 年3 月就职，产量达到4 9 2 5 0 万吨。",
            "从1993年3月就职，产量达到49250万吨。",
        );
    }

    #[test]
    fn widths_are_made_one() {
        check(
            "增长２．５％,其中(城镇)收入1,234元;",
            "增长2.5%，其中（城镇）收入1234元；",
        );
    }

    #[test]
    fn straight_quotes_are_paired() {
        check("开展\"三讲\",实现\"三保\"。", "开展“三讲”，实现“三保”。");
    }

    #[test]
    fn letter_spaced_titles_close_up_and_phrases_stay_apart() {
        check("政 府 工 作 报 告", "政府工作报告");
        check("河北省人民政府省长 钮茂生", "河北省人民政府省长 钮茂生");
    }

    #[test]
    fn markup_goes_and_marks_are_kept_aside() {
        let view = View::new("**严格依法履职。**推进“5+5”产业体系<sup>2</sup> 加快构建[3]。");
        assert_eq!(view.text, "严格依法履职。推进“5+5”产业体系加快构建。\n");
        let marks: Vec<_> = view.marks.iter().map(|m| (m.label.as_str(), m.start, m.end)).collect();
        assert_eq!(marks, [("2", 22, 34), ("3", 39, 42)]);
        assert_eq!(view.bold.len(), 1);
    }

    #[test]
    fn spans_lead_back_to_the_original() {
        let text = "一、回顾\n\n全市 规\n\n规模，以上工业 １２ 家。";
        let view = View::new(text);
        let at = view.text.find("12").expect("the number stands in the view");
        let (start, end) = view.original(Span::new(at, at + 2));
        let original: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
        assert_eq!(original, "１２");
    }

    proptest! {
        #[test]
        fn the_map_holds_for_any_text(text in "[一二规模全市、，。：；（）()0-9a-z#*|<>/\"\t\n\r \u{3000}①\\[\\]１２]{0,200}") {
            holds(&text);
        }

        #[test]
        fn the_map_holds_for_any_unicode(text in "\\PC{0,200}") {
            holds(&text);
        }
    }

    fn holds(text: &str) {
        let view = View::new(text);
        assert_eq!(view.map.len(), view.text.len() + 1);
        let original: Vec<char> = text.chars().collect();
        for (at, c) in view.text.char_indices() {
            let (start, end) = view.original(Span::new(at, at + c.len_utf8()));
            assert_eq!(end, start + 1);
            if matches!(c, '\n' | '\t' | ' ') {
                continue;
            }
            let stands_for = original[start as usize];
            let same = stands_for == c
                || !stands_for.is_ascii_alphanumeric() && !('\u{4e00}'..='\u{9fff}').contains(&stands_for);
            assert!(same, "{c:?} stands for {stands_for:?}");
        }
    }
}
