//! The numbers of an indicator over years, as a picture and in a table.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use oxigraph::model::NamedNode;

use super::plot::{MOST, Series, plot, short};
use super::terms::Shown;
use crate::graph::vocab::{gk, skos};

/// Aspect and unit: what has both in common is comparable.
type Group = (String, String);
/// Series, year, value.
type Point = (Key, i32, f64);

/// What a series is of: area, subject, aspect, and whether it was promised.
type Key = (String, String, String, bool);

/// Groups of comparable measures that are shown.
const GROUPS: usize = 3;

/// Pictures and tables of what is comparable among the measures: of one aspect, in one unit.
pub(super) fn series(shown: &Shown<'_>, measures: &[&NamedNode]) -> Markup {
    let mut by_unit: BTreeMap<Group, Vec<Point>> = BTreeMap::new();
    for fact in measures {
        if let Some((unit, point)) = point(shown, fact) {
            by_unit.entry(unit).or_default().push(point);
        }
    }
    let mut groups: Vec<_> = by_unit.into_iter().collect();
    let is_level = |aspect: &str| aspect == gk::LEVEL_VALUE.as_str();
    groups.sort_by_key(|((aspect, _), points)| (!is_level(aspect), Reverse(points.len())));
    html! {
        @for ((aspect, unit), points) in groups.into_iter().take(GROUPS) { (group(shown, &aspect, &unit, points)) }
    }
}

fn group(shown: &Shown<'_>, aspect: &str, unit: &str, points: Vec<Point>) -> Markup {
    let view = shown.view;
    let mut lines: BTreeMap<Key, BTreeMap<i32, f64>> = BTreeMap::new();
    for (key, year, value) in points {
        lines.entry(key).or_default().insert(year, value);
    }
    let years: BTreeSet<i32> = lines.values().flat_map(|line| line.keys().copied()).collect();
    let mut ordered: Vec<(Key, BTreeMap<i32, f64>)> = lines.into_iter().collect();
    ordered.sort_by_key(|(_, line)| Reverse(line.len()));
    let name = |key: &Key| {
        let (area, subject, _, promised) = key;
        let kind = if *promised {
            view.words("目标", "target")
        } else {
            view.words("完成", "achieved")
        };
        let subject = if subject == area {
            String::new()
        } else {
            format!(" {}", shown.name(subject))
        };
        format!("{}{subject} · {kind}", shown.name(area))
    };
    let drawn: Vec<Series> = ordered
        .iter()
        .take(MOST)
        .map(|(key, line)| Series {
            name: name(key),
            promised: key.3,
            points: line.iter().map(|(year, value)| (*year, *value)).collect(),
        })
        .collect();
    let title = format!(
        "{} · {} · {unit}",
        shown.name(shown.description.about.as_str()),
        shown.name(aspect)
    );
    html! {
        section {
            h2 { (view.words("历年", "Over the years")) " " small { (shown.name(aspect)) @if !unit.is_empty() { " · " (unit) } } }
            (plot(&drawn, &title))
            div.wide tabindex="0" { table {
                thead { tr {
                    th { (view.words("地区", "Area")) }
                    @for year in &years { th.number { (year) } }
                } }
                tbody { @for (key, line) in &ordered {
                    tr {
                        th scope="row" { (name(key)) }
                        @for year in &years { td.number { @if let Some(value) = line.get(year) { (short(*value)) } } }
                    }
                } }
            } }
        }
    }
}

/// Where a measure stands: aspect and unit, series, year, value.
fn point(shown: &Shown<'_>, fact: &NamedNode) -> Option<(Group, Point)> {
    let own = shown.description;
    let number = |property| own.text(fact.as_str(), property).and_then(|n| n.parse::<f64>().ok());
    let part = |property| {
        shown
            .part(fact, property)
            .map_or_else(String::new, |node| node.as_str().to_owned())
    };
    let aspect = part(gk::ASPECT);
    let period = shown.part(fact, gk::PERIOD)?;
    // A period is named by its years; the last one is that of the number.
    let label = own.text(period.as_str(), skos::PREF_LABEL).unwrap_or(period.as_str());
    let year = years(label).last().copied()?;
    let unit_node = shown.part(fact, gk::UNIT_PROPERTY).map(|node| node.as_str().to_owned());
    let unit = unit_node.as_deref().map_or_else(String::new, |unit| shown.name(unit));
    let value = number(gk::VALUE)?;
    let promised = own.is_a(fact.as_str(), gk::TARGET);
    let key = (
        part(gk::AREA_PROPERTY),
        part(gk::SUBJECT_PROPERTY),
        aspect.clone(),
        promised,
    );
    Some(((aspect, unit), (key, year, value)))
}

/// The years that a text names.
fn years(text: &str) -> Vec<i32> {
    let digits = |c: char| c.is_ascii_digit();
    let runs = text.split(|c| !digits(c)).filter(|run| run.len() == 4);
    runs.filter_map(|run| run.parse().ok())
        .filter(|year| (1900..2200).contains(year))
        .collect()
}
