//! Looks up: the words that reports are read with.
//!
//! In come the files of `ontology/` (built in) and a user's own, out goes a [`Lexicon`]: divisions, departments,
//! indicators, units and periods, each findable in running text. Knowledge is in the files; this module only reads it.

mod concepts;
mod departments;
mod divisions;
mod indicators;
mod names;
pub mod number;
mod periods;
mod units;

use sha2::{Digest, Sha256};

pub use concepts::Concept;
pub use departments::{BodyKind, Department, Departments};
pub use divisions::{Division, DivisionId, Divisions, Level};
pub use indicators::Indicators;
pub use names::{Mention, Name, Names};
pub use periods::Periods;
pub use units::{Scaled, UnitKind, UnitWord, Units};

use crate::error::{Error, Result};
use crate::labels::Labels;
use crate::relate::Relations;

const DIVISIONS: &str = include_str!("../../ontology/divisions.csv");
const DEPARTMENTS: &str = include_str!("../../ontology/departments.ttl");
const INDICATORS: &str = include_str!("../../ontology/indicators.ttl");
const UNITS: &str = include_str!("../../ontology/units.ttl");
const INDUSTRIES: &str = include_str!("../../ontology/industries.ttl");
const PERIODS: &str = include_str!("../../ontology/periods.ttl");

/// The files of words that are built in, by name.
pub const FILES: [(&str, &str); 6] = [
    ("departments.ttl", DEPARTMENTS),
    ("divisions.csv", DIVISIONS),
    ("indicators.ttl", INDICATORS),
    ("industries.ttl", INDUSTRIES),
    ("periods.ttl", PERIODS),
    ("units.ttl", UNITS),
];

/// All words, ready for look-up.
pub struct Lexicon {
    /// Administrative divisions, living and abolished.
    pub divisions: Divisions,
    /// Departments of government, party and other public bodies.
    pub departments: Departments,
    /// Statistical indicators.
    pub indicators: Indicators,
    /// Units of measurement and count words.
    pub units: Units,
    /// Named periods.
    pub periods: Periods,
    /// Names of divisions and departments in running text.
    pub names: Names,
    /// Names of all kinds by the words around them.
    pub labels: Labels,
    /// What relations are read with.
    pub relations: Relations,
}

/// One file of a user's own words: its name decides what it holds.
#[derive(Debug, Clone)]
pub struct OwnWords {
    /// `departments.ttl`, `indicators.ttl` … as in `ontology/`.
    pub name: String,
    /// Its content.
    pub text: String,
}

impl Lexicon {
    /// Reads the built-in words and, after them, a user's own.
    ///
    /// # Errors
    /// A file that does not parse, with its name and line.
    pub fn load(own: &[OwnWords]) -> Result<Self> {
        let texts = |name: &str| -> Vec<(String, &str)> {
            FILES
                .iter()
                .filter(|(file, _)| *file == name)
                .map(|(file, text)| ((*file).to_owned(), *text))
                .chain(
                    own.iter()
                        .filter(|o| o.name == name)
                        .map(|o| (o.name.clone(), o.text.as_str())),
                )
                .collect()
        };
        if let Some(unknown) = own.iter().find(|o| !FILES.iter().any(|(file, _)| *file == o.name)) {
            let known: Vec<&str> = FILES.iter().map(|(file, _)| *file).collect();
            return Err(Error::content(
                &unknown.name,
                format!("no file of words has this name; known are {}", known.join(", ")),
            ));
        }
        let divisions = Divisions::read(&texts("divisions.csv"))?;
        let departments = Departments::read(&texts("departments.ttl"))?;
        let indicators = Indicators::read(&texts("indicators.ttl"))?;
        let units = Units::read(&texts("units.ttl"))?;
        let periods = Periods::read(&texts("periods.ttl"))?;
        let names = Names::new(&divisions, &departments);
        Ok(Self {
            divisions,
            departments,
            indicators,
            units,
            periods,
            names,
            labels: Labels::default(),
            relations: Relations::default(),
        })
    }

    /// A fingerprint of the built-in and a user's own words: the same words give the same 16 hex digits.
    pub fn fingerprint(own: &[OwnWords]) -> String {
        let mut hasher = Sha256::new();
        for (name, text) in FILES {
            hasher.update(name);
            hasher.update(text);
        }
        for file in own {
            hasher.update(&file.name);
            hasher.update(&file.text);
        }
        hasher.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
    }
}
