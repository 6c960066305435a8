//! What the model sees of each word: numbers that stand for a pattern and what fills it.
//!
//! Patterns look at words, their clusters, parts of speech and characters nearby; at the end of the stretch between two
//! marks, where Chinese names have their head (…工程, …战略); at the verb that governs the clause; at quotation marks and
//! known names.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Token;
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

fn hash(text: &str) -> u32 {
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
fn mark_names(tokens: &[Token], views: &mut [View], marks: &[Marks]) {
    for mark in marks {
        let from = tokens.partition_point(|t| t.end <= mark.span.start);
        for at in from..tokens.len() {
            if tokens[at].start >= mark.span.end {
                break;
            }
            let begins = tokens[at].start == mark.span.start;
            let ends = tokens[at].end == mark.span.end;
            let part = match (begins, ends) {
                (true, true) => 1,
                (true, false) => 2,
                (false, true) => 3,
                (false, false) => 4,
            };
            views[at].mark = u32::from(mark.code) * 8 + part;
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

/// The features of all words of a sentence.
pub fn rows(sentence: &str, tokens: &[Token], marks: &[Marks]) -> Vec<Row> {
    let (features, ends) = features(sentence, tokens, marks);
    let begins = std::iter::once(0).chain(ends.iter().copied());
    begins
        .zip(&ends)
        .map(|(begin, end)| features[begin..*end].to_vec())
        .collect()
}

/// The features of all words of a sentence, and where those of each word end.
pub(super) fn features(sentence: &str, tokens: &[Token], marks: &[Marks]) -> (Vec<u32>, Vec<usize>) {
    let mut views: Vec<View> = tokens.iter().map(|token| view(sentence, token)).collect();
    mark_names(tokens, &mut views, marks);
    let places = places(&views, tokens, sentence);
    let mut features = Vec::with_capacity(MOST * tokens.len());
    let ends = (0..tokens.len()).map(|at| {
        collect(&mut features, at, &views, &places[at], tokens, sentence);
        features.len()
    });
    let ends = ends.collect();
    (features, ends)
}

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
