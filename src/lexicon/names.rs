//! Names of divisions and departments in running text.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

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

/// Finds names, the longest at each place, from left to right without overlap.
pub struct Names {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    names: Vec<Name>,
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
        Self { automaton, names }
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
    }
}
