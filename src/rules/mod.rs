//! Reads: outline and words → [`Fact`]s.
//!
//! One rule a file: what it reads, an example, what it writes, what it leaves alone, and sentences that prove it.
//! A rule sees the whole document through a [`Context`] and adds facts; it decides nothing about identity, which is
//! settled later. [`RULES`] is the registry: order is the order of reading, and no rule sees another's facts.

mod agency_mention;
mod area_mention;
mod coverage;
mod entity_label;
mod fact;
mod figures;
mod gap;
mod glossary_note;
mod grammar;
mod joined;
mod lists;
mod measure;
mod nouns;
mod numbers;
mod phrases;
mod responsibility_bracket;
mod responsibility_duty;
mod responsibility_table;
mod subjects;
mod tasks;
mod terms;
mod times;
mod wording;

use crate::lexicon::{Lexicon, Mention};
use crate::outline::Outline;
use crate::text::{Source, Span};

pub use coverage::{Account, Aside, account, unread};
pub(crate) use entity_label::marks;
pub use fact::{
    Agent, Aspect, Assignment, Comparator, Evidence, Explained, Fact, Indication, Measure, MeasureUnit, Modality,
    Named, NamedEntity, Place, Role, Task, TaskKind, Time,
};

/// The words of a list that is written as one text.
fn list(words: &'static str) -> Vec<&'static str> {
    words.split_whitespace().collect()
}

/// What rules see of a document.
pub struct Context<'a> {
    /// The text.
    pub source: &'a Source,
    /// Its division.
    pub outline: &'a Outline,
    /// The words.
    pub words: &'a Lexicon,
    /// Names of divisions and departments in the text, in order.
    pub names: Vec<Mention>,
}

impl<'a> Context<'a> {
    /// Looks up the names of a document once for all rules.
    pub fn new(source: &'a Source, outline: &'a Outline, words: &'a Lexicon) -> Self {
        let names = words.names.find(&source.view.text).collect();
        Self {
            source,
            outline,
            words,
            names,
        }
    }

    /// The text of a span of the view.
    pub fn slice(&self, span: Span) -> &'a str {
        self.source.view.slice(span)
    }

    /// The last `bytes` bytes, or a little less, of the text between two places.
    pub(crate) fn tail(&self, from: u32, to: u32, bytes: usize) -> &'a str {
        let text = &self.source.view.text;
        let (from, to) = (from as usize, (to as usize).max(from as usize));
        let near = from.max(to.saturating_sub(bytes));
        let near = (near..=to).find(|at| text.is_char_boundary(*at)).unwrap_or(to);
        &text[near..to]
    }
}

/// A rule: its id, which goes into the graph as `gk:rule`, and its reading.
pub struct Rule {
    /// Stable, kebab-case.
    pub id: &'static str,
    /// One line on what it reads, for `explain` and the tables of rules.
    pub reads: &'static str,
    /// Adds what it reads to the facts.
    pub read: fn(&Context, &mut Vec<Fact>),
}

/// All rules, in the order in which they read.
pub const RULES: &[Rule] = &[
    responsibility_table::RULE,
    responsibility_bracket::RULE,
    responsibility_duty::RULE,
    glossary_note::RULE,
    agency_mention::RULE,
    area_mention::RULE,
    entity_label::RULE,
    measure::RULE,
];

/// Applies every rule to a document; `after` hears the place of each in [`RULES`] when it is done.
pub fn read(context: &Context, mut after: impl FnMut(usize)) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (at, rule) in RULES.iter().enumerate() {
        (rule.read)(context, &mut facts);
        after(at);
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_kebab_case() {
        let mut ids: Vec<&str> = RULES.iter().map(|r| r.id).collect();
        assert!(
            ids.iter()
                .all(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
        );
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), RULES.len());
    }

    #[test]
    fn every_file_of_a_rule_is_registered() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules");
        let support = [
            "mod", "coverage", "fact", "figures", "gap", "grammar", "joined", "lists", "nouns", "numbers", "phrases",
            "subjects", "tasks", "terms", "testing", "times", "wording",
        ];
        let files = std::fs::read_dir(folder)
            .expect("the folder of rules")
            .flatten()
            .filter_map(|entry| {
                let path = entry.path();
                (path.extension()? == "rs").then(|| path.file_stem().map(|s| s.to_string_lossy().into_owned()))?
            });
        for file in files.filter(|f| !support.contains(&f.as_str())) {
            let id = file.replace('_', "-");
            assert!(
                RULES.iter().any(|r| r.id == id || r.id.starts_with(&format!("{id}-"))),
                "{file}.rs is not in RULES"
            );
        }
    }
}

#[cfg(test)]
pub(crate) mod testing;
