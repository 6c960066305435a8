//! Indicators by every form of their names, findable in running text.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use rustc_hash::FxHashMap;

use super::concepts::{self, Concept};
use crate::error::Result;
use crate::text::Span;

/// Characters that the longest name of an indicator is looked for in, at the end of a text.
const LONGEST: usize = 24;

/// All indicators.
#[derive(Default)]
pub struct Indicators {
    concepts: Vec<Concept>,
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// Concept of each pattern.
    owners: Vec<u32>,
    /// Concept of each form.
    forms: FxHashMap<String, u32>,
}

impl Indicators {
    pub(super) fn read(files: &[(String, &str)]) -> Result<Self> {
        let concepts = concepts::read(files)?;
        let mut forms: Vec<(&str, u32)> = (0u32..)
            .zip(&concepts)
            .flat_map(|(at, c)| c.forms().map(move |f| (f, at)))
            .filter(|(f, _)| !f.is_empty())
            .collect();
        forms.sort_unstable();
        forms.dedup_by_key(|(form, _)| *form);
        let owners = forms.iter().map(|(_, at)| *at).collect();
        let by_form = forms.iter().map(|(form, at)| ((*form).to_owned(), *at)).collect();
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build(forms.iter().map(|(form, _)| form))
            .ok();
        Ok(Self {
            automaton,
            owners,
            forms: by_form,
            concepts,
        })
    }

    /// The indicators named in a text, the longest name at each place, with the index of each.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Span, usize)> + 'a {
        self.automaton
            .iter()
            .flat_map(move |automaton| automaton.leftmost_find_iter(text))
            .map(|found| {
                (
                    Span::new(found.start(), found.end()),
                    self.owners[found.value() as usize] as usize,
                )
            })
    }

    /// The indicator that has just this name.
    pub fn named(&self, form: &str) -> Option<usize> {
        self.forms.get(form).map(|index| *index as usize)
    }

    /// Where the longest form that a text ends with begins, if that form has four characters or more.
    pub fn suffix(&self, text: &str) -> Option<usize> {
        let from = text.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
        let tail = &text[from..];
        tail.char_indices()
            .take_while(|(at, _)| tail.len() - at >= 4 * '一'.len_utf8())
            .find(|(at, _)| self.named(&tail[*at..]).is_some())
            .map(|(at, _)| from + at)
    }

    /// The indicator of an index.
    pub fn get(&self, index: usize) -> &Concept {
        &self.concepts[index]
    }

    /// The entries as they stand in the files.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }
}
