//! Named periods: “十三五”时期.

use rustc_hash::FxHashMap;

use super::concepts::{self, Concept};
use crate::error::Result;

/// All named periods, by every form of their names.
#[derive(Debug, Default)]
pub struct Periods {
    forms: FxHashMap<String, usize>,
    concepts: Vec<Concept>,
}

impl Periods {
    pub(super) fn read(files: &[(String, &str)]) -> Result<Self> {
        let concepts = concepts::read(files)?;
        let mut forms = FxHashMap::default();
        for (at, concept) in concepts.iter().enumerate() {
            for form in concept.forms() {
                forms.entry(form.to_owned()).or_insert(at);
            }
        }
        Ok(Self { forms, concepts })
    }

    /// The period of a form, as (label, first year, last year).
    pub fn get(&self, form: &str) -> Option<(&str, i16, i16)> {
        let concept = &self.concepts[*self.forms.get(form)?];
        let year = |name| {
            concept
                .property(name)
                .and_then(|d| d.get(..4))
                .and_then(|y| y.parse().ok())
        };
        Some((&concept.label, year("startDate")?, year("endDate")?))
    }

    /// The entries as they stand in the files.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }
}
