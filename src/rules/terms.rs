//! Lists of words that are looked for in many places: at the begin of a text, at its end, anywhere in it.

use rustc_hash::FxHashMap;

use super::list;

/// Words by the characters that they begin and end with.
pub(super) struct Terms {
    /// Some bits of the first characters, so that most others are passed by at once.
    firsts: [u64; 16],
    by_first: FxHashMap<char, Vec<&'static str>>,
    by_last: FxHashMap<char, Vec<&'static str>>,
}

impl Terms {
    /// The words of a list that is written as one text.
    pub(super) fn new(words: &'static str) -> Self {
        Self::of(list(words))
    }

    /// The words of a list.
    pub(super) fn of(words: impl IntoIterator<Item = &'static str>) -> Self {
        let (mut by_first, mut by_last) = (FxHashMap::default(), FxHashMap::default());
        let mut firsts = [0; 16];
        let mut all: Vec<&str> = words.into_iter().collect();
        all.sort_by_key(|word| std::cmp::Reverse(word.len()));
        for word in all {
            if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                let (at, bit) = near(first);
                firsts[at] |= bit;
                by_first.entry(first).or_insert_with(Vec::new).push(word);
                by_last.entry(last).or_insert_with(Vec::new).push(word);
            }
        }
        Self {
            firsts,
            by_first,
            by_last,
        }
    }

    /// The words that a text begins with, the longest first.
    pub(super) fn heads(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let first = text.chars().next().and_then(|c| self.by_first.get(&c));
        let words = first.into_iter().flatten().copied();
        words.filter(move |word| text.starts_with(word))
    }

    /// The longest word that a text begins with.
    pub(super) fn head(&self, text: &str) -> Option<&'static str> {
        self.heads(text).next()
    }

    /// The words that a text ends with, the longest first.
    pub(super) fn tails(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let last = text.chars().next_back().and_then(|c| self.by_last.get(&c));
        let words = last.into_iter().flatten().copied();
        words.filter(move |word| text.ends_with(word))
    }

    /// The longest word that a text ends with.
    pub(super) fn tail(&self, text: &str) -> Option<&'static str> {
        self.tails(text).next()
    }

    /// Whether a text is one of the words.
    pub(super) fn has(&self, text: &str) -> bool {
        self.heads(text).any(|word| word.len() == text.len())
    }

    /// The first place of each word that stands in a text, from the left.
    pub(super) fn firsts(&self, text: &str) -> impl Iterator<Item = (usize, &'static str)> {
        self.each_once(text, text.char_indices())
    }

    /// The last place of each word that stands in a text, from the right.
    pub(super) fn lasts(&self, text: &str) -> impl Iterator<Item = (usize, &'static str)> {
        self.each_once(text, text.char_indices().rev())
    }

    fn each_once(
        &self,
        text: &str,
        places: impl Iterator<Item = (usize, char)>,
    ) -> impl Iterator<Item = (usize, &'static str)> {
        let may_begin = |c: char| {
            let (at, bit) = near(c);
            self.firsts[at] & bit != 0
        };
        let begins = places.filter(move |(_, c)| may_begin(*c));
        let found = begins.flat_map(move |(at, _)| self.heads(&text[at..]).map(move |word| (at, word)));
        let mut seen = Vec::new();
        found.filter(move |(_, word)| {
            let is_new = !seen.contains(word);
            if is_new {
                seen.push(*word);
            }
            is_new
        })
    }
}

/// The bit of a character.
fn near(c: char) -> (usize, u64) {
    let c = c as usize;
    (c / 64 % 16, 1 << (c % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_at_both_ends_and_between() {
        let terms = Terms::new("增长 增长率 率 同比 比");
        assert_eq!(terms.head("增长率是"), Some("增长率"));
        assert_eq!(terms.tails("同比").collect::<Vec<_>>(), ["同比", "比"]);
        assert_eq!((terms.tail("增"), terms.head("")), (None, None));
        assert!(terms.has("增长") && !terms.has("增") && !terms.has("增长率是"));
        assert_eq!(
            terms.firsts("增长同比增长").collect::<Vec<_>>(),
            [(0, "增长"), (6, "同比"), (9, "比")]
        );
        assert_eq!(
            terms.lasts("增长同比增长").collect::<Vec<_>>(),
            [(12, "增长"), (9, "比"), (6, "同比")]
        );
    }
}
