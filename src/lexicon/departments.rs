//! Departments: 发展和改革委员会 and its short forms.

use rustc_hash::FxHashMap;

use super::concepts::{self, Concept};
use crate::error::Result;

/// What kind of public body a department belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BodyKind {
    /// Government and its departments.
    Government,
    /// The Communist Party's bodies.
    Party,
    /// People's congresses.
    Congress,
    /// Political consultative conferences.
    Consultative,
    /// Courts and procuratorates.
    Judicial,
    /// Mass organisations.
    Mass,
}

/// A department's name without the area it serves.
#[derive(Debug, Clone)]
pub struct Department {
    /// The full form: 发展和改革委员会.
    pub full: String,
    /// Its kind of body.
    pub kind: BodyKind,
}

/// All departments, by every form of their names.
#[derive(Debug, Default)]
pub struct Departments {
    all: Vec<Department>,
    forms: FxHashMap<String, usize>,
    concepts: Vec<Concept>,
}

impl Departments {
    pub(super) fn read(files: &[(String, &str)]) -> Result<Self> {
        let concepts = concepts::read(files)?;
        let mut all = Vec::with_capacity(concepts.len());
        let mut forms = FxHashMap::default();
        for concept in &concepts {
            let kind = match concept.property("bodyKind") {
                Some("PartyBody") => BodyKind::Party,
                Some("CongressBody") => BodyKind::Congress,
                Some("ConsultativeBody") => BodyKind::Consultative,
                Some("JudicialBody") => BodyKind::Judicial,
                Some("MassOrganisation") => BodyKind::Mass,
                _ => BodyKind::Government,
            };
            for form in concept.forms() {
                forms.entry(form.to_owned()).or_insert(all.len());
            }
            all.push(Department {
                full: concept.label.clone(),
                kind,
            });
        }
        Ok(Self { all, forms, concepts })
    }

    /// The department that has this form of name.
    pub fn get(&self, form: &str) -> Option<&Department> {
        self.forms.get(form).map(|&at| &self.all[at])
    }

    /// The longest form that a name ends with, as (byte at which it begins, department).
    pub fn at_end_of(&self, name: &str) -> Option<(usize, &Department)> {
        name.char_indices()
            .find_map(|(at, _)| self.get(&name[at..]).map(|d| (at, d)))
    }

    /// The entries as they stand in the files.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// Every form with the department it names.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.concepts.iter().flat_map(Concept::forms)
    }
}
