//! The names of annotated texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::annotations::{entities, plain};
use crate::labels::{Kind, Known};

/// What the texts say of a form.
#[derive(Default)]
struct Form {
    votes: BTreeMap<Kind, u32>,
    texts: BTreeSet<usize>,
}

/// All forms of the names of texts.
pub(super) struct Names(BTreeMap<String, Form>);

impl Names {
    /// From the rows of each text, in their order.
    pub(super) fn new<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut names: BTreeMap<String, Form> = BTreeMap::new();
        for (text, rows) in texts.enumerate() {
            for (kind, _, forms) in entities(rows) {
                for form in forms {
                    for form in [form.to_owned(), plain(form)] {
                        if form.chars().count() >= 2 {
                            let known = names.entry(form).or_default();
                            *known.votes.entry(kind).or_default() += 1;
                            known.texts.insert(text);
                        }
                    }
                }
            }
        }
        Self(names)
    }

    /// As a text sees them that is not one of them: a name that no other text holds is not known.
    pub(super) fn without(&self, text: usize) -> Known {
        Known::new(self.all().map(|(form, kind, known)| {
            let others = known.texts.len() - usize::from(known.texts.contains(&text));
            (form, kind, u32::try_from(others).unwrap_or(u32::MAX))
        }))
    }

    fn all(&self) -> impl Iterator<Item = (&str, Kind, &Form)> {
        self.0.iter().filter_map(|(form, known)| {
            let kind = known.votes.iter().max_by_key(|(_, votes)| **votes)?;
            Some((form.as_str(), *kind.0, known))
        })
    }
}

/// The file of the names of annotated texts, from the rows of each.
pub fn names<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut out = String::from("form\tkind\ttexts\n");
    for (form, kind, known) in Names::new(texts).all() {
        let _ = writeln!(out, "{form}\t{}\t{}", kind.name(), known.texts.len());
    }
    out
}
