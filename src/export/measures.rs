//! The table of measures.

use super::document::{Document, Resource};
use super::labels::Labels;
use super::table::{Cell, Column, Row};
use crate::Result;
use crate::graph::vocab::{dcat, gk};

/// The columns of the facts.
pub(super) const FACTS: &[Column] = &[
    Column::new("indicator", 22, "what is measured"),
    Column::new("subject", 18, "what it is said of"),
    Column::new("holds_for", 14, "area it holds for"),
    Column::new("scope", 10, "part of the area or of all units: 市区, 规模以上"),
    Column::new(
        "aspect",
        10,
        "Level, Growth, Share, Rank, Multiple, Duration, ChangeFrom or Other",
    ),
    Column::new(
        "comparator",
        11,
        "Exactly, AtLeast, MoreThan, AtMost, LessThan, About or Range",
    ),
    Column::new(
        "value",
        12,
        "the number in the unit as written; of a range the lower bound",
    ),
    Column::new("max_value", 12, "of a range the upper bound"),
    Column::new("unit", 8, "the unit as written"),
    Column::new("base_value", 18, "the number in the base unit"),
    Column::new("base_unit", 10, "the base unit"),
    Column::new("period_start", 12, "first day of the period"),
    Column::new("period_end", 12, "last day of the period"),
    Column::new("period", 16, "the period in words"),
    Column::new("kind", 12, "achievement or target"),
    Column::new(
        "modality",
        10,
        "of a target: Ensure, Strive, Expected, Planned or Required",
    ),
    Column::new("annual_average", 10, "true for a yearly average over the period"),
    Column::new("value_text", 16, "the number in the words of the text"),
    Column::new("rule", 22, "the rule that read it"),
    Column::new("confidence", 10, "how sure the rule is, from 0 to 1"),
];

/// The columns of the IRIs.
pub(super) const IRIS: &[Column] = &[
    Column::new("measure_iri", 20, "IRI of the measure"),
    Column::new("indicator_iri", 20, "IRI of the indicator"),
    Column::new("subject_iri", 20, "IRI of the subject"),
    Column::new("holds_for_iri", 20, "IRI of the area it holds for"),
    Column::new("unit_iri", 20, "IRI of the unit"),
    Column::new("change_of", 20, "of growth: IRI of the level that goes with it"),
];

pub(super) fn rows(document: &Document, labels: &mut Labels<'_>) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (iri, measure) in document.resources() {
        let kind = if measure.is_a(gk::TARGET) {
            "target"
        } else if measure.is_a(gk::ACHIEVEMENT) {
            "achievement"
        } else {
            continue;
        };
        rows.push(row(document, labels, iri, measure, kind)?);
    }
    Ok(rows)
}

fn row(document: &Document, labels: &mut Labels<'_>, iri: &str, measure: &Resource, kind: &str) -> Result<Row> {
    let named = |labels: &mut Labels<'_>, thing: &Option<String>| match thing {
        Some(thing) => Ok::<Cell, crate::Error>(Cell::text(labels.label(thing)?)),
        None => Ok(Cell::Empty),
    };
    let indicator = measure.value(gk::INDICATOR_PROPERTY);
    let subject = measure.value(gk::SUBJECT_PROPERTY);
    let area = measure.value(gk::AREA_PROPERTY);
    let unit = measure.value(gk::UNIT_PROPERTY);
    let (mut period, mut start, mut end) = (Cell::Empty, Cell::Empty, Cell::Empty);
    if let Some(node) = measure.value(gk::PERIOD) {
        period = Cell::text(labels.label(&node)?);
        start = labels.value(&node, dcat::START_DATE)?.map_or(Cell::Empty, Cell::Date);
        end = labels.value(&node, dcat::END_DATE)?.map_or(Cell::Empty, Cell::Date);
    }
    let base_unit = match &unit {
        Some(unit) => labels.value(unit, gk::BASE_UNIT)?.or_else(|| Some(unit.clone())),
        None => None,
    };
    let base_value = measure.decimal(gk::BASE_VALUE);
    let base_unit = if base_value == Cell::Empty {
        Cell::Empty
    } else {
        named(labels, &base_unit)?
    };
    let average = measure.value(gk::ANNUAL_AVERAGE);
    let facts = vec![
        named(labels, &indicator)?,
        named(labels, &subject)?,
        named(labels, &area)?,
        Cell::text(measure.value(gk::SCOPE)),
        Cell::text(measure.word(gk::ASPECT)),
        Cell::text(measure.word(gk::COMPARATOR)),
        measure.decimal(gk::VALUE),
        measure.decimal(gk::MAX_VALUE),
        named(labels, &unit)?,
        base_value,
        base_unit,
        start,
        end,
        period,
        Cell::Text(kind.to_owned()),
        Cell::text(measure.word(gk::MODALITY)),
        average.map_or(Cell::Empty, |yes| Cell::Flag(yes == "true" || yes == "1")),
        Cell::text(measure.value(gk::VALUE_TEXT)),
        Cell::text(measure.value(gk::RULE)),
        measure.decimal(gk::CONFIDENCE),
    ];
    let iris = vec![
        Cell::Text(iri.to_owned()),
        Cell::text(indicator),
        Cell::text(subject),
        Cell::text(area),
        Cell::text(unit),
        Cell::text(measure.value(gk::CHANGE_OF)),
    ];
    Ok(document.row(iri, document.evidence(measure), facts, iris))
}
