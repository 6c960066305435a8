//! Names of divisions and departments in running text.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use rustc_hash::FxHashSet;

use super::{Departments, Divisions};
use crate::text::Span;

/// What a form names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Whether divisions have this form.
    pub division: bool,
    /// Whether departments have this form.
    pub department: bool,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Place.
    pub span: Span,
    /// What it may name.
    pub name: Name,
}

/// Words in which the characters of short names of divisions stand by chance: 新增城镇 does not name 增城.
const OTHER_WORDS: &str = include_str!("../../ontology/other-words.csv");
/// The characters of the longest of these.
const LONGEST: usize = 4;

/// Finds names, the longest at each place, from left to right without overlap.
pub struct Names {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    names: Vec<Name>,
    other_words: FxHashSet<&'static str>,
}

impl Names {
    pub(super) fn new(divisions: &Divisions, departments: &Departments) -> Self {
        let mut forms: Vec<(&str, bool)> = divisions
            .forms()
            .map(|f| (f, true))
            .chain(departments.forms().map(|f| (f, false)))
            .filter(|(f, _)| f.chars().count() >= 2)
            .collect();
        forms.sort_unstable();
        forms.dedup();
        let mut patterns: Vec<&str> = Vec::with_capacity(forms.len());
        let mut names: Vec<Name> = Vec::with_capacity(forms.len());
        for (form, is_division) in forms {
            if patterns.last() != Some(&form) {
                patterns.push(form);
                names.push(Name {
                    division: false,
                    department: false,
                });
            }
            if let Some(name) = names.last_mut() {
                name.division |= is_division;
                name.department |= !is_division;
            }
        }
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns)
            .ok();
        Self {
            automaton,
            names,
            other_words: OTHER_WORDS
                .lines()
                .skip(1)
                .filter_map(|line| line.split(',').next())
                .collect(),
        }
    }

    /// All names in a text.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Mention> + 'a {
        self.automaton
            .iter()
            .flat_map(move |automaton| automaton.leftmost_find_iter(text))
            .map(|found| Mention {
                span: Span::new(found.start(), found.end()),
                name: self.names[found.value() as usize],
            })
            .filter(move |mention| mention.name.department || !self.is_in_other_word(text, mention.span))
    }

    /// Whether two characters belong to another word: one that begins before them, ends after them, or is they.
    ///
    /// A longer name says of itself what it is.
    fn is_in_other_word(&self, text: &str, span: Span) -> bool {
        let (start, end) = (span.start as usize, span.end as usize);
        if text[start..end].chars().count() != 2 {
            return false;
        }
        let before = text[..start].char_indices().rev().map(|(at, _)| at);
        let begins: Vec<usize> = text[start..end]
            .char_indices()
            .map(|(at, _)| start + at)
            .chain(before.take(LONGEST - 1))
            .collect();
        begins.into_iter().any(|begin| {
            let ends = text[begin..].char_indices().map(|(at, c)| begin + at + c.len_utf8());
            ends.take(LONGEST)
                .filter(|&to| to > start && (begin <= start && to >= end || begin < start || to > end))
                .any(|to| self.other_words.contains(&text[begin..to]))
        })
    }
}
