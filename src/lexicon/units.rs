//! Units and count words, with the scales before them: 亿元, 万辆, 千瓦时.

use rustc_hash::FxHashMap;

use super::concepts::{self, Concept};
use super::number::Decimal;
use crate::error::{Error, Result};

/// What kind of unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// 个, 家, 人.
    Count,
    /// 元, 美元.
    Currency,
    /// 公里, 吨, 年.
    Measure,
    /// %, ‰, 百分点.
    Rate,
}

/// A unit without scale.
#[derive(Debug, Clone)]
pub struct UnitWord {
    /// IRI of the entry.
    pub iri: String,
    /// As normally written.
    pub label: String,
    /// Kind.
    pub kind: UnitKind,
    /// IRI of the base unit.
    pub base: String,
    /// How many base units one is.
    pub factor: Decimal,
}

/// A unit with its scale as it stands in a text.
#[derive(Debug, Clone, Copy)]
pub struct Scaled<'a> {
    /// The unit.
    pub unit: &'a UnitWord,
    /// 万, 亿, 万亿 … or empty.
    pub scale: &'static str,
    /// Its power of ten.
    pub power: u32,
    /// Bytes it takes in the text.
    pub length: usize,
}

impl Scaled<'_> {
    /// The unit as written, in its normal form: 亿元.
    pub fn label(&self) -> String {
        format!("{}{}", self.scale, self.unit.label)
    }

    /// How many base units one of it is; `None` past the range of decimals.
    pub fn factor(&self) -> Option<Decimal> {
        let ten = Decimal::from(10);
        (0..self.power).try_fold(self.unit.factor, |f, _| f.checked_mul(ten))
    }
}

const SCALES: [(&str, u32); 12] = [
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("亿", 8),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("万", 4),
    ("千", 3),
    ("百", 2),
    ("", 0),
];

/// All units, by every form.
#[derive(Debug, Default)]
pub struct Units {
    all: Vec<UnitWord>,
    forms: FxHashMap<String, usize>,
    /// The forms by their first character, the longest first.
    by_first: FxHashMap<char, Vec<(String, usize)>>,
    concepts: Vec<Concept>,
}

impl Units {
    pub(super) fn read(files: &[(String, &str)]) -> Result<Self> {
        let concepts = concepts::read(files)?;
        let mut units = Self::default();
        let mut by_length = Vec::new();
        for concept in &concepts {
            let name = files.first().map_or("units.ttl", |(name, _)| name.as_str());
            let factor = concept.property("factor").unwrap_or("1");
            let factor = factor
                .parse()
                .map_err(|_| Error::content(name, format!("{}: gk:factor {factor} is no decimal", concept.iri)))?;
            for form in concept.forms() {
                if !units.forms.contains_key(form) {
                    units.forms.insert(form.to_owned(), units.all.len());
                    by_length.push((form.to_owned(), units.all.len()));
                }
            }
            units.all.push(UnitWord {
                iri: concept.iri.clone(),
                label: concept.label.clone(),
                kind: match concept.property("unitKind") {
                    Some("CurrencyUnit") => UnitKind::Currency,
                    Some("MeasureUnit") => UnitKind::Measure,
                    Some("RateUnit") => UnitKind::Rate,
                    _ => UnitKind::Count,
                },
                base: concept.property("baseUnit").unwrap_or(&concept.iri).to_owned(),
                factor,
            });
        }
        by_length.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        for (form, unit) in by_length {
            if let Some(first) = form.chars().next() {
                units.by_first.entry(first).or_default().push((form, unit));
            }
        }
        units.concepts = concepts;
        Ok(units)
    }

    /// The unit, with its scale, that `text` begins with: the longest reading, with the least scale among equals.
    pub fn at<'a>(&'a self, text: &str) -> Option<Scaled<'a>> {
        let mut best: Option<Scaled<'a>> = None;
        for (scale, power) in SCALES {
            let Some(rest) = text.strip_prefix(scale) else { continue };
            let Some((unit, length)) = self.bare(rest) else {
                continue;
            };
            let length = scale.len() + length;
            if best.as_ref().is_none_or(|b| length >= b.length) {
                best = Some(Scaled {
                    unit,
                    scale,
                    power,
                    length,
                });
            }
        }
        best
    }

    /// The unit of 万余家, 亿多元: with a word for more between scale and unit.
    pub fn more_than<'a>(&'a self, text: &str) -> Option<Scaled<'a>> {
        let mut scales = SCALES.into_iter().filter(|(scale, _)| !scale.is_empty());
        scales.find_map(|(scale, power)| {
            let rest = text.strip_prefix(scale)?.strip_prefix(['余', '多'])?;
            let (unit, length) = self.bare(rest)?;
            let length = scale.len() + '余'.len_utf8() + length;
            Some(Scaled {
                unit,
                scale,
                power,
                length,
            })
        })
    }

    fn bare(&self, text: &str) -> Option<(&UnitWord, usize)> {
        let forms = self.by_first.get(&text.chars().next()?)?;
        let (form, at) = forms.iter().find(|(form, _)| text.starts_with(form.as_str()))?;
        Some((&self.all[*at], form.len()))
    }

    /// The unit of a form.
    pub fn get(&self, form: &str) -> Option<&UnitWord> {
        self.forms.get(form).map(|&at| &self.all[at])
    }

    /// The entries as they stand in the files.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }
}
