//! Administrative divisions of GB/T 2260: codes, names, parents, the years in which each bore its name.

use rustc_hash::FxHashMap;

use crate::error::{Error, Result};

/// Level of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The whole country.
    National,
    /// Provinces, autonomous regions, municipalities.
    Provincial,
    /// Prefectures and prefecture-level cities.
    City,
    /// Counties, districts, county-level cities, banners.
    County,
}

/// Index of a division in [`Divisions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DivisionId(u32);

/// One bearer of a code.
#[derive(Debug, Clone)]
pub struct Division {
    /// Six digits.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Other forms, best first.
    pub shorts: Vec<String>,
    /// Level.
    pub level: Level,
    /// Code of the division above.
    pub parent: String,
    /// First year, where it is known and not before 1980.
    pub from: Option<i16>,
    /// Last year, where it has ended.
    pub to: Option<i16>,
    /// Codes of what followed it.
    pub successors: Vec<String>,
    /// English name.
    pub english: Option<String>,
    /// Whether the code has no later bearer.
    pub is_last_bearer: bool,
}

impl Division {
    /// Whether it bore its name in a year; a year on either side is allowed, since names change in mid-year.
    pub fn lives_in(&self, year: i16) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }

    /// All forms of the name, the official one first.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.shorts.iter().map(String::as_str))
    }

    /// The part of its IRI after `area/`: the code, with the first year for an earlier bearer.
    pub fn key(&self) -> String {
        if self.is_last_bearer {
            self.code.clone()
        } else {
            format!(
                "{}-{}",
                self.code,
                self.from.map_or_else(|| "1980".to_owned(), |y| y.to_string())
            )
        }
    }
}

/// All divisions.
#[derive(Debug, Default)]
pub struct Divisions {
    all: Vec<Division>,
    by_code: FxHashMap<String, Vec<DivisionId>>,
    by_form: FxHashMap<String, Vec<DivisionId>>,
    children: FxHashMap<String, Vec<DivisionId>>,
}

impl Divisions {
    pub(super) fn read(files: &[(String, &str)]) -> Result<Self> {
        let mut divisions = Self::default();
        for (name, text) in files {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            for (row, record) in reader.records().enumerate() {
                let line = row + 2;
                let record = record.map_err(|e| Error::content(name, e.to_string()))?;
                let division = division(&record)
                    .ok_or_else(|| Error::content(name, format!("line {line}: not a division: {record:?}")))?;
                divisions.add(division);
            }
        }
        Ok(divisions)
    }

    fn add(&mut self, mut division: Division) {
        let id = DivisionId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        let bearers = self.by_code.entry(division.code.clone()).or_default();
        let at = bearers.partition_point(|other| self.all[other.0 as usize].from <= division.from);
        division.is_last_bearer = at == bearers.len();
        if let Some(earlier) = bearers.last().filter(|_| division.is_last_bearer) {
            self.all[earlier.0 as usize].is_last_bearer = false;
        }
        bearers.insert(at, id);
        for form in division.forms() {
            self.by_form.entry(form.to_owned()).or_default().push(id);
        }
        self.children.entry(division.parent.clone()).or_default().push(id);
        self.all.push(division);
    }

    /// The division of an id.
    pub fn get(&self, id: DivisionId) -> &Division {
        &self.all[id.0 as usize]
    }

    /// All divisions, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = (DivisionId, &Division)> {
        (0u32..).map(DivisionId).zip(&self.all)
    }

    /// The bearer of a code in a year; failing that the last one.
    pub fn by_code(&self, code: &str, year: i16) -> Option<DivisionId> {
        let ids = self.by_code.get(code)?;
        ids.iter()
            .rev()
            .find(|id| self.get(**id).lives_in(year))
            .or_else(|| ids.last())
            .copied()
    }

    /// All bearers of a code, the earliest first.
    pub fn bearers(&self, code: &str) -> &[DivisionId] {
        self.by_code.get(code).map_or(&[], Vec::as_slice)
    }

    /// All divisions that a form may name, whatever the year.
    pub fn named(&self, form: &str) -> &[DivisionId] {
        self.by_form.get(form).map_or(&[], Vec::as_slice)
    }

    /// The division above, as it was in a year.
    pub fn parent(&self, id: DivisionId, year: i16) -> Option<DivisionId> {
        let parent = &self.get(id).parent;
        if parent.is_empty() {
            None
        } else {
            self.by_code(parent, year)
        }
    }

    /// Itself and all divisions above it, from the lowest up.
    pub fn line(&self, id: DivisionId, year: i16) -> Vec<DivisionId> {
        let mut line = vec![id];
        while let Some(parent) = line.last().and_then(|last| self.parent(*last, year)) {
            if line.len() > 6 {
                break;
            }
            line.push(parent);
        }
        line
    }

    /// The divisions directly below a code that lived in a year.
    pub fn children(&self, code: &str, year: i16) -> impl Iterator<Item = DivisionId> {
        self.children
            .get(code)
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .copied()
            .filter(move |id| self.get(*id).lives_in(year))
    }

    /// The division that a form names in a report of `home` in a year: among its own line, then below it, then its
    /// neighbours, then provinces and cities anywhere; `None` when nothing or too much answers.
    pub fn resolve(&self, form: &str, home: Option<DivisionId>, year: i16) -> Option<DivisionId> {
        let ids = self.named(form);
        let living: Vec<DivisionId> = ids.iter().copied().filter(|id| self.get(*id).lives_in(year)).collect();
        let ids = if living.is_empty() { ids.to_vec() } else { living };
        if let Some(home) = home {
            let line = self.line(home, year);
            let codes: Vec<&str> = line.iter().map(|id| self.get(*id).code.as_str()).collect();
            let nearness = |id: DivisionId| -> Option<usize> {
                if let Some(at) = codes.iter().position(|code| *code == self.get(id).code) {
                    return Some(at * 2);
                }
                let above = self.line(id, year);
                above
                    .iter()
                    .skip(1)
                    .find_map(|a| codes.iter().position(|c| *c == self.get(*a).code))
                    .filter(|at| codes[*at] != "100000")
                    .map(|at| at * 2 + 1)
            };
            let mut near: Vec<(usize, Level, DivisionId)> = ids
                .iter()
                .filter_map(|id| nearness(*id).map(|n| (n, self.get(*id).level, *id)))
                .collect();
            near.sort();
            if let Some((_, _, id)) = near.first() {
                return Some(*id);
            }
        }
        let mut high: Vec<DivisionId> = ids
            .iter()
            .copied()
            .filter(|id| self.get(*id).level <= Level::City)
            .collect();
        high.sort_by_key(|id| self.get(*id).level);
        match (high.as_slice(), ids.as_slice()) {
            ([one, rest @ ..], _) if rest.iter().all(|r| self.get(*r).level > self.get(*one).level) => Some(*one),
            ([], [one]) => Some(*one),
            _ => None,
        }
    }

    /// Every form of every name.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.all.iter().flat_map(Division::forms)
    }
}

fn division(record: &csv::StringRecord) -> Option<Division> {
    let field = |n: usize| record.get(n).unwrap_or_default();
    let list = |n: usize| -> Vec<String> {
        field(n)
            .split('|')
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let year = |n: usize| -> Option<Option<i16>> {
        if field(n).is_empty() {
            Some(None)
        } else {
            field(n).parse().ok().map(Some)
        }
    };
    let level = match field(3) {
        "National" => Level::National,
        "Provincial" => Level::Provincial,
        "City" => Level::City,
        "County" => Level::County,
        _ => return None,
    };
    (field(0).len() == 6 && !field(1).is_empty()).then_some(())?;
    Some(Division {
        code: field(0).to_owned(),
        name: field(1).to_owned(),
        shorts: list(2),
        level,
        parent: field(4).to_owned(),
        from: year(5)?,
        to: year(6)?,
        successors: list(7),
        english: Some(field(8).to_owned()).filter(|s| !s.is_empty()),
        is_last_bearer: false,
    })
}
