//! What the model sees of each word: numbers that stand for a pattern and what fills it.
//!
//! Patterns look at words, their clusters, parts of speech and characters nearby; at the end of the stretch between two
//! marks, where Chinese names have their head (…工程, …战略); at the verb that governs the clause; at quotation marks and
//! known names.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Kind, Token};
use crate::text::Span;

const HEADS: &str = include_str!("../../ontology/heads.tsv");

/// The features of one word.
pub type Row = Vec<u32>;

/// A known name in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Place in the sentence.
    pub span: Span,
    /// What knows it: a small number.
    pub code: u8,
}

/// What the patterns look at.
#[derive(Debug, Clone, Copy, Default)]
struct View {
    text: u32,
    fine: u32,
    coarse: u32,
    tag: u32,
    first: u32,
    last: u32,
    last_two: u32,
    length: u32,
    mark: u32,
    known: u32,
    head: u32,
    is_border: bool,
    is_stop: bool,
    is_verb: bool,
}

/// Room for the features of one word.
const MOST: usize = 104;
/// Heads and quotations are looked for within so many words.
const FAR: usize = 24;

/// Border of a sentence, for looks beyond it.
const EDGE: View = View {
    text: 1,
    fine: 1,
    coarse: 1,
    tag: 1,
    first: 1,
    last: 1,
    last_two: 1,
    length: 0,
    mark: 0,
    known: 0,
    head: 0,
    is_border: true,
    is_stop: true,
    is_verb: false,
};

/// Heads of names → number of the classes they may head.
fn heads() -> &'static FxHashMap<&'static str, u32> {
    static READ: OnceLock<FxHashMap<&'static str, u32>> = OnceLock::new();
    READ.get_or_init(|| {
        HEADS
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once('\t'))
            .map(|(word, classes)| (word, hash(classes)))
            .collect()
    })
}

/// The longest head that a name ends with: 长效机制 has 机制.
pub fn head(name: &str) -> Option<&str> {
    let tails = name.char_indices().skip(1).map(|(at, _)| &name[at..]);
    tails.into_iter().find(|tail| heads().contains_key(tail))
}

/// A number for a text.
pub(crate) fn hash(text: &str) -> u32 {
    let all = text.bytes().fold(0xcbf2_9ce4_8422_2325u64, |all, byte| {
        (all ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    fold(all)
}

#[expect(clippy::cast_possible_truncation, reason = "the upper half is folded in")]
fn fold(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

fn view(sentence: &str, token: &Token) -> View {
    let text = &sentence[token.start as usize..token.end as usize];
    let mut chars = text.chars();
    let first = chars.next().unwrap_or(' ');
    let number = first.is_ascii_digit();
    let letter = first.is_ascii_alphabetic();
    let last = text.chars().next_back().unwrap_or(first);
    let count = text.chars().count();
    let kind = match first {
        _ if number => 2,
        _ if letter => 3,
        _ if token.word.fine > 0 => 100 + u32::from(token.word.fine),
        '\u{3400}'..='\u{9fff}' => 4,
        c => 1000 + u32::from(c),
    };
    let two = text.char_indices().nth_back(1).map_or(text, |(at, _)| &text[at..]);
    let han = ('\u{3400}'..='\u{9fff}').contains(&first);
    View {
        text: if number { 2 } else { hash(text) },
        fine: kind,
        coarse: if token.word.coarse > 0 {
            100 + u32::from(token.word.coarse)
        } else {
            kind
        },
        tag: if token.word.tag > 0 {
            u32::from(token.word.tag)
        } else {
            kind
        },
        first: if number { 2 } else { u32::from(first) },
        last: if number { 2 } else { u32::from(last) },
        last_two: if number { 2 } else { hash(two) },
        length: u32::try_from(count).unwrap_or(9).min(5),
        mark: 0,
        known: 0,
        head: heads().get(text).copied().unwrap_or(0),
        is_border: !han && !number && !letter,
        is_stop: matches!(first, '，' | '。' | '；' | '：' | '！' | '？' | '\n' | '\t' | ','),
        is_verb: token.word.tag == u16::from(b'v'),
    }
}

/// Features of one word as they are collected.
struct Collector<'a> {
    row: &'a mut Vec<u32>,
    pattern: u64,
}

impl Collector<'_> {
    #[inline]
    fn add(&mut self, values: &[u32]) {
        let mut hash = self.pattern.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x517c_c1b7_2722_0a95;
        for value in values {
            hash = (hash.rotate_left(23) ^ u64::from(*value)).wrapping_mul(0x2127_599b_f432_5c37);
            hash ^= hash >> 29;
        }
        self.row.push(fold(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        self.pattern += 1;
    }

    /// A pattern that does not apply here.
    fn skip(&mut self) {
        self.pattern += 1;
    }
}

fn bucket(distance: usize) -> u32 {
    match distance {
        0..=4 => u32::try_from(distance).unwrap_or(0),
        5..=6 => 5,
        7..=9 => 6,
        _ => 7,
    }
}

/// Marks words as begin, inside, end or whole of known names.
fn mark_names(tokens: &[Token], marks: &[Marks], mut put: impl FnMut(usize, u32)) {
    for mark in marks {
        let from = tokens.partition_point(|t| t.end <= mark.span.start);
        let inside = tokens[from..].iter().take_while(|t| t.start < mark.span.end);
        for (at, token) in (from..).zip(inside) {
            let begins = token.start == mark.span.start;
            let ends = token.end == mark.span.end;
            let part = match (begins, ends) {
                (true, true) => 1,
                (true, false) => 2,
                (false, true) => 3,
                (false, false) => 4,
            };
            put(at, u32::from(mark.code) * 8 + part);
        }
    }
}

/// Where a word stands: the stretch between two marks, the clause, the quotation.
#[derive(Clone, Copy, Default)]
struct Place {
    /// First and one past the last word of the stretch between two marks.
    stretch: (usize, usize),
    /// First word of the clause.
    clause: usize,
    clause_end: usize,
    /// The nearest verb before it in the clause, and whether a 、 stands between.
    verb: Option<usize>,
    listed: bool,
    /// The quotation it stands in: kind, first word, closing mark.
    quote: Option<(u32, usize, usize)>,
}

fn places(views: &[View], tokens: &[Token], sentence: &str) -> Vec<Place> {
    let count = views.len();
    let mut out = vec![Place::default(); count];
    let char_at = |at: usize| sentence[tokens[at].start as usize..].chars().next().unwrap_or(' ');
    let (mut stretch, mut clause, mut verb, mut listed) = (0, 0, None, false);
    let mut quotes: Vec<(u32, usize)> = Vec::new();
    for at in 0..count {
        if views[at].is_border {
            stretch = at + 1;
        }
        out[at].stretch.0 = stretch;
        out[at].clause = clause;
        out[at].verb = verb;
        out[at].listed = listed;
        if views[at].is_stop {
            (clause, verb, listed) = (at + 1, None, false);
        } else if views[at].is_verb && quotes.is_empty() {
            (verb, listed) = (Some(at), false);
        } else if char_at(at) == '、' {
            listed = true;
        }
        match char_at(at) {
            '“' | '"' => quotes.push((1, at + 1)),
            '《' => quotes.push((2, at + 1)),
            '（' => quotes.push((3, at + 1)),
            '”' | '》' | '）' => {
                if let Some((kind, from)) = quotes.pop() {
                    for place in &mut out[from..at] {
                        place.quote.get_or_insert((kind, from, at));
                    }
                }
            }
            _ => {}
        }
    }
    let (mut end, mut clause_end) = (count, count);
    for at in (0..count).rev() {
        if views[at].is_border {
            end = at;
        }
        if views[at].is_stop {
            clause_end = at;
        }
        out[at].stretch.1 = end;
        out[at].clause_end = clause_end;
    }
    out
}

/// The features of words, one after the other, and where those of each word end.
#[derive(Debug, Default)]
pub struct Features {
    /// All features.
    pub all: Vec<u32>,
    /// Where those of each word end.
    pub ends: Vec<usize>,
}

impl Features {
    /// The features of each word by themselves.
    pub fn rows(&self) -> Vec<Row> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins
            .zip(&self.ends)
            .map(|(begin, end)| self.all[begin..*end].to_vec())
            .collect()
    }
}

/// A sentence as the patterns look at it.
pub struct Scene<'s> {
    sentence: &'s str,
    tokens: &'s [Token],
    views: Vec<View>,
    places: Vec<Place>,
}

impl<'s> Scene<'s> {
    /// Looks at a sentence once; `marks` are the divisions and departments in it, `known` the names that are known from
    /// other texts.
    pub fn new(sentence: &'s str, tokens: &'s [Token], marks: &[Marks], known: &[Marks]) -> Self {
        let mut views: Vec<View> = tokens.iter().map(|token| view(sentence, token)).collect();
        mark_names(tokens, marks, |at, mark| views[at].mark = mark);
        mark_names(tokens, known, |at, mark| views[at].known = mark);
        let places = places(&views, tokens, sentence);
        Self {
            sentence,
            tokens,
            views,
            places,
        }
    }

    /// The features of all words.
    pub fn features(&self) -> Features {
        self.collect(0..self.views.len(), |_, _| {})
    }

    /// The features of the words of a name, to find the names inside of it.
    pub fn features_inside(&self, kind: Kind, words: Range<usize>) -> Features {
        let kind = kind as u32;
        self.collect(words.clone(), |row, at| {
            let mut c = Collector { row, pattern: INSIDE };
            let (since, until) = (bucket(at - words.start), bucket(words.end - 1 - at));
            c.add(&[kind]);
            c.add(&[kind, since]);
            c.add(&[kind, until]);
            c.add(&[kind, since, until]);
            c.add(&[kind, self.views[at].text]);
        })
    }

    fn collect(&self, words: Range<usize>, more: impl Fn(&mut Vec<u32>, usize)) -> Features {
        let mut features = Features {
            all: Vec::with_capacity(MOST * words.len()),
            ends: Vec::with_capacity(words.len()),
        };
        for at in words {
            collect(
                &mut features.all,
                at,
                &self.views,
                &self.places[at],
                self.tokens,
                self.sentence,
            );
            more(&mut features.all, at);
            features.ends.push(features.all.len());
        }
        features
    }
}

/// Patterns for names inside of names begin here.
const INSIDE: u64 = 1 << 32;

fn collect(row: &mut Vec<u32>, at: usize, views: &[View], place: &Place, tokens: &[Token], sentence: &str) {
    let look = |offset: isize| -> View {
        at.checked_add_signed(offset)
            .and_then(|n| views.get(n))
            .copied()
            .unwrap_or(EDGE)
    };
    let [p3, p2, p1, here, n1, n2, n3] = [-3, -2, -1, 0, 1, 2, 3].map(look);
    let mut c = Collector { row, pattern: 0 };
    c.add(&[]);
    for v in [p2, p1, here, n1, n2] {
        c.add(&[v.text]);
    }
    c.add(&[p1.text, here.text]);
    c.add(&[here.text, n1.text]);
    c.add(&[p2.text, p1.text]);
    c.add(&[n1.text, n2.text]);
    c.add(&[p1.text, n1.text]);
    c.add(&[p1.text, here.text, n1.text]);
    for v in [p3, p2, p1, here, n1, n2, n3] {
        c.add(&[v.fine]);
    }
    c.add(&[p1.fine, here.fine]);
    c.add(&[here.fine, n1.fine]);
    c.add(&[p2.fine, p1.fine]);
    c.add(&[n1.fine, n2.fine]);
    c.add(&[p1.fine, here.fine, n1.fine]);
    c.add(&[here.fine, n1.fine, n2.fine]);
    c.add(&[p2.fine, p1.fine, here.fine]);
    c.add(&[p1.text, here.fine]);
    c.add(&[here.fine, n1.text]);
    for v in [p2, p1, here, n1, n2] {
        c.add(&[v.coarse]);
    }
    c.add(&[p1.coarse, here.coarse, n1.coarse]);
    c.add(&[p2.coarse, p1.coarse, here.coarse]);
    c.add(&[here.coarse, n1.coarse, n2.coarse]);
    c.add(&[p1.coarse, here.coarse, n1.coarse, n2.coarse]);
    c.add(&[here.tag]);
    c.add(&[p1.tag, here.tag, n1.tag]);
    c.add(&[p2.tag, p1.tag, here.tag]);
    c.add(&[here.tag, n1.tag, n2.tag]);
    c.add(&[here.last]);
    c.add(&[here.last_two]);
    c.add(&[here.first]);
    c.add(&[here.last, here.length]);
    c.add(&[p1.last]);
    c.add(&[n1.last]);
    c.add(&[p1.last, here.first]);
    c.add(&[here.last, n1.first]);
    c.add(&[here.last, n1.fine]);
    c.add(&[p1.fine, here.last]);
    // Known names.
    for v in [p1, here, n1] {
        c.add(&[v.mark]);
    }
    c.add(&[here.mark, n1.mark]);
    c.add(&[here.mark, n1.text]);
    c.add(&[here.mark, n1.fine]);
    c.add(&[p1.text, here.mark]);
    c.add(&[p1.mark, here.fine]);
    // The stretch between two marks.
    let (from, to) = place.stretch;
    if from < to && from <= at {
        let before = from.checked_sub(1).map_or(EDGE, |n| views[n]);
        let after = views.get(to).copied().unwrap_or(EDGE);
        let (first, last) = (views[from], views[to - 1]);
        let (since, until) = (bucket(at - from), bucket(to - 1 - at));
        c.add(&[last.text, until]);
        c.add(&[last.fine, until]);
        c.add(&[last.last_two, until.min(2)]);
        c.add(&[last.text, here.fine]);
        c.add(&[first.text, since]);
        c.add(&[first.fine, since]);
        c.add(&[before.text, since]);
        c.add(&[after.text, until]);
        c.add(&[before.text, after.text, since, until]);
        c.add(&[last.fine, until, before.text, since]);
        let next = (at..to.min(at + FAR)).find(|n| views[*n].head != 0);
        let (head, away) = next.map_or((View::default(), 9), |n| (views[n], n - at));
        c.add(&[head.head, bucket(away)]);
        c.add(&[head.text, bucket(away)]);
        c.add(&[head.text, p1.fine]);
        c.add(&[head.text, here.tag, p1.tag]);
        let follow = next.and_then(|n| views.get(n + 1)).copied().unwrap_or(EDGE);
        c.add(&[head.text, bucket(away), follow.fine]);
    } else {
        for _ in 0..15 {
            c.skip();
        }
    }
    c.add(&[p1.head, here.head, n1.head]);
    c.add(&[p1.head, here.fine]);
    c.add(&[here.head, n1.fine]);
    c.add(&[here.head, n1.text]);
    // The clause.
    let verb = place.verb.map_or(EDGE, |n| views[n]);
    let since = place.verb.map_or(9, |n| bucket(at - n));
    let listed = u32::from(place.listed);
    c.add(&[verb.text, listed]);
    c.add(&[verb.text, since, listed]);
    c.add(&[verb.fine, since, listed]);
    c.add(&[verb.text, here.fine]);
    let closing = place
        .clause_end
        .checked_sub(1)
        .filter(|n| *n >= place.clause)
        .map_or(EDGE, |n| views[n]);
    let opening = views.get(place.clause).copied().unwrap_or(EDGE);
    c.add(&[closing.fine]);
    c.add(&[closing.text, listed]);
    c.add(&[opening.fine]);
    // Names of other texts.
    for v in [p1, here, n1] {
        c.add(&[v.known]);
    }
    // Without how many texts hold it.
    let kind = |v: &View| [v.known.wrapping_sub(8) / 24, v.known % 8];
    let [class, part] = kind(&here);
    c.add(&[class, part]);
    c.add(&[class, part, n1.fine]);
    c.add(&[class, part, p1.fine]);
    c.add(&[class, part, n1.text]);
    c.add(&[here.known, here.text]);
    // The quotation.
    if let Some((kind, from, to)) = place.quote.filter(|(_, from, to)| to - from <= FAR) {
        let (is_first, is_last) = (u32::from(at == from), u32::from(at + 1 == to));
        let after = views.get(to + 1).copied().unwrap_or(EDGE);
        let before = from.checked_sub(2).map_or(EDGE, |n| views[n]);
        let inner = &sentence[tokens[from].start as usize..tokens[to].start as usize];
        let last = views[to - 1];
        c.add(&[kind, is_first, is_last]);
        c.add(&[kind, after.text, is_first, is_last]);
        c.add(&[kind, after.fine, is_first, is_last]);
        c.add(&[kind, before.text, is_first, is_last]);
        c.add(&[kind, before.fine, is_first, is_last]);
        c.add(&[kind, verb.text]);
        c.add(&[kind, last.text, is_first, is_last]);
        c.add(&[kind, last.fine]);
        c.add(&[kind, hash(inner)]);
        c.add(&[kind, bucket(to - from), is_first]);
        c.add(&[kind, after.fine, last.fine]);
    }
}
