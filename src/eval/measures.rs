//! Scores measures: a number is found, and all that is said of it is right.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::amounts::{self, Decimal};
use super::graph::{Graph, Measure};
use super::names::{Text, key, overlap, years};
use super::scores::{Figure, Score, Scores, rate};
use super::{Finding, gold};
use crate::Result;

/// What is compared of a number that was found, in the order of the figures.
const ATTRIBUTES: [&str; 8] = [
    "unit",
    "sign",
    "kind",
    "aspect",
    "comparator",
    "period",
    "indicator",
    "subject",
];

/// The attribute that [`ATTRIBUTES`] ends with; it does not count for `measures.full`.
const SUBJECT: usize = 7;

/// Which attributes of a measure agree with a row.
type Agreement = [bool; ATTRIBUTES.len()];

/// A measure that may serve a row.
struct Candidate<'a> {
    row: usize,
    iri: &'a str,
    agreement: Agreement,
}

/// Scores the measures of a graph against the rows of a file.
///
/// A measure may serve a row when it has the same number on the same scale and its evidence overlaps the quote.
/// Each serves one row at most: pairs that agree in most attributes first, then in the order of rows and of IRIs.
pub(super) fn score(
    graph: &Graph,
    text: &Text,
    path: &Path,
    out: &mut Scores,
    confidences: &mut Vec<(f64, bool)>,
) -> Result<Vec<Finding>> {
    let rows = gold::measures(path)?;
    let found = graph.measures()?;
    let here = graph.reporting_area()?;
    let mut candidates = candidates(&rows, &found, &here, text);
    candidates.sort_by_key(|c| {
        (
            Reverse(c.agreement.iter().filter(|agrees| **agrees).count()),
            c.row,
            c.iri,
        )
    });

    let mut served: BTreeMap<usize, Candidate<'_>> = BTreeMap::new();
    let mut used = BTreeSet::new();
    for candidate in candidates {
        if !served.contains_key(&candidate.row) && used.insert(candidate.iri) {
            served.insert(candidate.row, candidate);
        }
    }

    let agreeing = |n: usize| served.values().filter(|c| c.agreement[n]).count();
    let right: BTreeSet<&str> = served
        .values()
        .filter(|c| c.agreement[..SUBJECT].iter().all(|agrees| *agrees))
        .map(|c| c.iri)
        .collect();
    let full = right.len();
    confidences.extend(
        found
            .iter()
            .filter_map(|(iri, measure)| Some((measure.confidence?, right.contains(iri.as_str())))),
    );
    let named = || served.values().filter(|c| rows[c.row].subject != "*");
    let named_right = named().filter(|c| c.agreement[SUBJECT]).count();
    let mut rates: Vec<(&'static str, f64)> = ATTRIBUTES
        .iter()
        .enumerate()
        .map(|(n, name)| (*name, rate(agreeing(n), served.len())))
        .collect();
    rates.push(("subject_named", rate(named_right, named().count())));
    out.push(
        "measures.detect",
        Figure::Score(Score::new(served.len(), found.len(), rows.len())),
    );
    out.push(
        "measures.full",
        Figure::Score(Score::new(full, found.len(), rows.len())),
    );
    out.push("measures.attributes", Figure::Rates(rates));

    let missed = rows
        .iter()
        .enumerate()
        .filter(|(n, _)| !served.contains_key(n))
        .map(|(_, row)| shown(row));
    let extra = found
        .iter()
        .filter(|(iri, _)| !used.contains(iri.as_str()))
        .map(|(_, measure)| measure);
    let wrong = served
        .values()
        .filter_map(|c| wrong(&rows[c.row], c.agreement, &found[c.iri]));
    Ok(vec![
        Finding::new("measures missed", missed.collect()),
        Finding::new("measures extra", extras(extra, text)),
        Finding::new("measures wrong", wrong.collect()),
    ])
}

fn candidates<'a>(
    rows: &[gold::Measure],
    found: &'a BTreeMap<String, Measure>,
    here: &BTreeSet<String>,
    text: &Text,
) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        let Some(value) = Decimal::parse(&row.value) else {
            continue;
        };
        let unit = amounts::unit(&row.unit);
        let places = text.places(&row.quote);
        for (iri, measure) in found {
            let Some(number) = &measure.value else { continue };
            if measure
                .units
                .iter()
                .any(|of| amounts::same_amount(&value, &unit, number, of))
                && overlap(&places, &measure.spans)
            {
                let agreement = agreement(row, &value, &unit, measure, number, here);
                candidates.push(Candidate { row: n, iri, agreement });
            }
        }
    }
    candidates
}

fn agreement(
    row: &gold::Measure,
    value: &Decimal,
    unit: &str,
    measure: &Measure,
    number: &Decimal,
    here: &BTreeSet<String>,
) -> Agreement {
    let any = |names: &str, of: &BTreeSet<String>| names.split('|').any(|name| of.contains(&key(name)));
    let period = years(&row.period);
    let subject = match row.subject.as_str() {
        "*" => here.is_empty() || !measure.subjects.is_disjoint(here),
        names => any(names, &measure.subjects),
    };
    [
        measure.units.iter().any(|of| amounts::same_unit(of, unit)),
        number.is_negative() == value.is_negative(),
        (if measure.target { "target" } else { "actual" }) == row.kind,
        measure.aspect.replace('_', "") == row.aspect.replace('_', ""),
        measure.comparator == comparator(&row.comparator),
        period.0.is_empty() || measure.period == period,
        any(&row.indicator, &measure.indicators),
        subject,
    ]
}

/// The individual of the graph that stands for a sign of the annotations, in lower case.
fn comparator(sign: &str) -> &'static str {
    match sign {
        ">=" => "atleast",
        ">" => "morethan",
        "<=" => "atmost",
        "<" => "lessthan",
        "~" => "about",
        "range" => "range",
        _ => "exactly",
    }
}

fn shown(row: &gold::Measure) -> String {
    format!("{} | {}{}", row.quote, row.value, row.unit)
}

/// Measures that no row asks for, in the order of the text.
fn extras<'a>(measures: impl Iterator<Item = &'a Measure>, text: &Text) -> Vec<String> {
    let mut placed: Vec<((u64, u64), String)> = measures
        .map(|measure| {
            let (start, end) = measure.spans.iter().min().copied().unwrap_or_default();
            let unit = measure.units.first().map_or("", String::as_str);
            let words = text.excerpt(start, end, 50);
            (
                (start, end),
                format!("{}{unit} @ {start}–{end} “{words}”", measure.written),
            )
        })
        .collect();
    placed.sort();
    placed.into_iter().map(|(_, shown)| shown).collect()
}

/// What differs of a number that was found; nothing where only the subject does.
fn wrong(row: &gold::Measure, agreement: Agreement, measure: &Measure) -> Option<String> {
    if agreement[..SUBJECT].iter().all(|agrees| *agrees) {
        return None;
    }
    let differ: Vec<&str> = ATTRIBUTES
        .iter()
        .zip(agreement)
        .filter(|(_, agrees)| !agrees)
        .map(|(name, _)| *name)
        .collect();
    let indicators: Vec<&str> = measure.indicators.iter().take(3).map(String::as_str).collect();
    Some(format!(
        "{}: {} (indicator read: {})",
        shown(row),
        differ.join(", "),
        indicators.join(" | ")
    ))
}
