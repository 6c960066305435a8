//! Words of a sentence: the most probable division by the frequencies of `ontology/words.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

const WORDS: &str = include_str!("../../ontology/words.tsv");

/// The longest word, in characters.
const LONGEST: usize = 6;
/// The longest run of digits or letters that is one word, so that time stays linear.
const LONGEST_RUN: usize = 24;
/// Cost of a character that is no word.
const UNKNOWN: f32 = 14.0;

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Word {
    cost: f32,
    /// First two letters of the part of speech.
    pub tag: u16,
    /// Fine cluster, from 1; 0 is unknown.
    pub fine: u16,
    /// Coarse cluster, from 1; 0 is unknown.
    pub coarse: u16,
}

/// A word in a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What is known of it.
    pub word: Word,
}

/// The words of reports.
pub struct Words {
    /// Words of one character and begins of words: the place in `words` by the character, from the first that is Han.
    firsts: Vec<u32>,
    /// Longer ones by the place of what comes before the last character, and that character.
    longer: FxHashMap<u64, u32>,
    /// Begins of words, and what is known of those that are words; the first stands for none.
    words: Vec<Option<Word>>,
}

/// Before all characters that [`is_han`] knows.
const FIRST: u32 = 0x3000;

impl Words {
    /// The built-in words, read once.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Words> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self::read(WORDS))
    }

    fn read(text: &'static str) -> Self {
        let mut entries: Vec<(&str, f32, Word)> = Vec::new();
        let mut total = 0.0;
        for line in text.lines().skip(1) {
            let mut fields = line.split('\t');
            let (Some(word), Some(count), Some(tag)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let mut cluster = || fields.next().and_then(|f| f.parse::<u16>().ok()).map_or(0, |n| n + 1);
            let (fine, coarse) = (cluster(), cluster());
            let count: f32 = count.parse().unwrap_or(1.0);
            total += count;
            let letters = tag.bytes().take(2).fold(0u16, |all, b| (all << 8) | u16::from(b));
            let known = Word {
                cost: 0.0,
                tag: letters,
                fine,
                coarse,
            };
            entries.push((word, count, known));
        }
        let mut words = Self {
            firsts: Vec::new(),
            longer: FxHashMap::default(),
            words: vec![None],
        };
        for (word, count, known) in entries {
            let cost = (total / count).ln();
            words.insert(word, Word { cost, ..known });
        }
        words
    }

    /// Adds a word that can be found: one of Han.
    fn insert(&mut self, text: &str, word: Word) {
        if text.is_empty() || !text.chars().all(is_han) || text.chars().count() > LONGEST {
            return;
        }
        let mut at = 0;
        for (n, c) in text.chars().enumerate() {
            let next = u32::try_from(self.words.len()).unwrap_or(0);
            let place = if n == 0 {
                let first = first(c);
                if self.firsts.len() <= first {
                    self.firsts.resize(first + 1, 0);
                }
                &mut self.firsts[first]
            } else {
                self.longer.entry(key(at, c)).or_default()
            };
            if *place == 0 {
                *place = next;
                self.words.push(None);
            }
            at = *place;
        }
        self.words[at as usize] = Some(word);
    }

    /// Divides a sentence: runs of digits and of letters, words, single characters.
    pub fn segment(&self, sentence: &str) -> Vec<Token> {
        let mut chars: Vec<(usize, char)> = sentence.char_indices().collect();
        chars.push((sentence.len(), '\n'));
        let count = chars.len() - 1;
        let mut best = vec![(f32::INFINITY, 0usize, Word::default()); count + 1];
        best[0].0 = 0.0;
        for at in 0..count {
            let reached = best[at].0;
            if reached == f32::INFINITY {
                continue;
            }
            let begin = chars[at].1;
            let mut step = |to: usize, cost: f32, word: Word| {
                if reached + cost < best[to].0 {
                    best[to] = (reached + cost, at, word);
                }
            };
            if is_han(begin) {
                let mut place = self.firsts.get(first(begin)).copied().unwrap_or(0);
                match self.words[place as usize] {
                    Some(word) => step(at + 1, word.cost, word),
                    None => step(at + 1, UNKNOWN, Word::default()),
                }
                for to in at + 2..=(at + LONGEST).min(count) {
                    let next = self.longer.get(&key(place, chars[to - 1].1));
                    let Some(next) = next.filter(|_| place != 0) else { break };
                    place = *next;
                    if let Some(word) = self.words[place as usize] {
                        step(to, word.cost, word);
                    }
                }
            } else {
                let run = |fits: fn(char) -> bool| {
                    (at..count.min(at + LONGEST_RUN))
                        .take_while(|n| fits(chars[*n].1))
                        .count()
                };
                let digits = run(|c| c.is_ascii_digit() || c == '.');
                let letters = run(|c| c.is_ascii_alphabetic());
                step(at + digits.max(letters).max(1), UNKNOWN, Word::default());
            }
        }
        let mut tokens = Vec::with_capacity(count);
        let mut at = count;
        while at > 0 {
            let (_, from, word) = best[at];
            tokens.push(Token {
                start: u32::try_from(chars[from].0).unwrap_or(u32::MAX),
                end: u32::try_from(chars[at].0).unwrap_or(u32::MAX),
                word,
            });
            at = from;
        }
        tokens.reverse();
        tokens
    }
}

/// The place of a Han character among the first ones.
fn first(c: char) -> usize {
    (u32::from(c).saturating_sub(FIRST)) as usize
}

fn key(place: u32, c: char) -> u64 {
    u64::from(place) << 32 | u64::from(c)
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c) || c == '〇'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tile_the_sentence() {
        let sentence = "加快5G基站建设，新增3.5万个，实施“强州城”战略。";
        let tokens = Words::built_in().segment(sentence);
        let words: Vec<&str> = tokens
            .iter()
            .map(|t| &sentence[t.start as usize..t.end as usize])
            .collect();
        assert_eq!(words.concat(), sentence);
        assert_eq!(words[..6], ["加快", "5", "G", "基站", "建设", "，"]);
        assert!(words.contains(&"3.5") && words.contains(&"战略"));
    }
}
