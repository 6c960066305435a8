//! When two names count as the same, and where a quote stands in a text.

use unicode_normalization::UnicodeNormalization;

/// Marks that annotators and texts set differently around the same name.
const MARKS: &str = "“”\"'‘’《》〈〉「」*_()·—-,、。:;";

/// The form in which names are compared: NFKC, without blanks, quotes, brackets and pauses, in lower case.
pub(super) fn key(name: &str) -> String {
    let kept: String = name.nfkc().filter(|c| !is_blank(*c) && !MARKS.contains(*c)).collect();
    kept.to_lowercase()
}

/// The key of a name; nothing where nothing of it is left.
pub(super) fn some_key(name: &str) -> Option<String> {
    Some(key(name)).filter(|key| !key.is_empty())
}

/// White space, with the four information separators, which Unicode counts as control characters.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// The first and the last year that a period names; empty where it names none.
pub(super) fn years(period: &str) -> (String, String) {
    let digits = key(period);
    let mut years = Vec::new();
    let mut run = String::new();
    for c in digits.chars() {
        if c.is_ascii_digit() {
            run.push(c);
        } else {
            run.clear();
        }
        if run.len() == 4 {
            years.push(std::mem::take(&mut run));
        }
    }
    match (years.first(), years.last()) {
        (Some(first), Some(last)) => (first.clone(), last.clone()),
        _ => (String::new(), String::new()),
    }
}

/// The text of a document, in which quotes are looked up by code point.
pub(super) struct Text {
    chars: Vec<char>,
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        Self {
            chars: text.chars().collect(),
        }
    }

    /// Every place of a quote (start and end in code points), overlapping ones too.
    pub(super) fn places(&self, quote: &str) -> Vec<(u64, u64)> {
        let quote: Vec<char> = unescape(quote).chars().collect();
        if quote.is_empty() {
            return (0..=self.chars.len() as u64).map(|at| (at, at)).collect();
        }
        let windows = self.chars.windows(quote.len()).enumerate();
        windows
            .filter(|(_, window)| *window == quote)
            .map(|(at, window)| (at as u64, (at + window.len()) as u64))
            .collect()
    }

    /// The first `limit` code points of a stretch, on one line.
    pub(super) fn excerpt(&self, start: u64, end: u64, limit: usize) -> String {
        let bound = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(self.chars.len());
        let (from, to) = (bound(start), bound(end));
        let words = self.chars[from..to.max(from)].iter().take(limit);
        words.map(|c| if c.is_control() { ' ' } else { *c }).collect()
    }
}

/// Whether any stretch of the one list shares a code point with any of the other.
pub(super) fn overlap(these: &[(u64, u64)], those: &[(u64, u64)]) -> bool {
    let touches = |(a, b): (u64, u64), (c, d): (u64, u64)| a < d && c < b;
    these.iter().any(|x| those.iter().any(|y| touches(*x, *y)))
}

/// In the annotations a line break within a quote is written `\n`, a tab `\t`.
fn unescape(quote: &str) -> String {
    quote.replace("\\n", "\n").replace("\\t", "\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_marks_and_width() {
        for (name, expect) in [
            ("“十三五” 时期", "十三五时期"),
            ("ＧＤＰ（现价）", "gdp现价"),
            ("km²", "km2"),
            ("放管服·改革—试点", "放管服改革试点"),
            ("５Ａ级\u{3000}景区", "5a级景区"),
            ("__", ""),
            ("甲：乙；丙，丁", "甲乙丙丁"),
        ] {
            assert_eq!(key(name), expect, "{name}");
        }
    }

    #[test]
    fn a_period_is_its_first_and_last_year() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(years("2016-2020"), pair("2016", "2020"));
        assert_eq!(years("2021"), pair("2021", "2021"));
        assert_eq!(years("２０２１年3月"), pair("2021", "2021"));
        assert_eq!(years(""), pair("", ""));
        assert_eq!(years("202"), pair("", ""));
    }

    #[test]
    fn quotes_are_found_at_every_place() {
        let text = Text::new("增长增长增\n长");
        assert_eq!(text.places("增长"), [(0, 2), (2, 4)]);
        assert_eq!(text.places("增\\n长"), [(4, 7)]);
        assert_eq!(text.places("长增"), [(1, 3), (3, 5)]);
        assert!(text.places("下降").is_empty());
        assert_eq!(text.places("").len(), 8);
        assert_eq!(text.excerpt(3, 99, 3), "长增 ");
    }

    #[test]
    fn touching_is_not_overlapping() {
        assert!(overlap(&[(0, 2), (5, 9)], &[(8, 10)]));
        assert!(!overlap(&[(0, 2)], &[(2, 4)]));
    }
}
