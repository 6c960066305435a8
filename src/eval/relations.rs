//! Scores relations: the same predicate between things that share names with the annotated ones.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::graph::{Graph, head, local_name};
use super::names::key;
use super::scores::{Figure, Score, Scores};
use super::{Finding, entities, gold};
use crate::Result;

/// The predicates that are annotated, with the properties that stand for them.
const PREDICATES: [(&str, &str); 13] = [
    ("leadUnit", "gk:leadUnit"),
    ("responsibleUnit", "gk:responsibleUnit"),
    ("deadline", "gk:deadline"),
    ("locatedIn", "gk:locatedIn"),
    ("undertakenBy", "gk:undertakenBy"),
    ("inIndustry", "gk:inIndustry"),
    ("partOf", "gk:partOf"),
    ("holdsTitle", "gk:holdsTitle"),
    ("seeksTitle", "gk:seeksTitle"),
    ("status", "gk:status"),
    ("hosts", "gk:hosts"),
    ("supports", "gk:supports"),
    ("definedAs", "skos:definition"),
];

/// The predicates that a table of responsibilities states.
const TABLE: [&str; 3] = ["leadUnit", "responsibleUnit", "deadline"];

/// Said of a place or of its government: either will do.
const OF_PLACE_OR_GOVERNMENT: [&str; 4] = ["supports", "hosts", "holdsTitle", "seeksTitle"];

const GOVERNMENT: &str = "人民政府";

/// How much of a definition is compared.
const DEFINITION: usize = 12;

/// The pairs that one predicate joins.
type Pairs = BTreeSet<(String, String)>;

/// The names of things, by IRI or by the key of their annotated name.
type Names = BTreeMap<String, BTreeSet<String>>;

/// Scores the relations of a graph against the rows of a file; the other file holds the names of the annotated entities.
///
/// Each pair serves one row at most; a row takes the first that fits, by name, then by IRI.
pub(super) fn score(graph: &Graph, path: &Path, entity_path: &Path, out: &mut Scores) -> Result<Vec<Finding>> {
    let mut rows = gold::relations(path)?;
    rows.retain(|row| PREDICATES.iter().any(|(predicate, _)| *predicate == row.predicate));
    let annotated = annotated_names(entity_path)?;
    let labels = graph.labels()?;

    let mut missed = BTreeMap::new();
    let mut extra = Vec::new();
    let mut scores = Vec::new();
    for (predicate, property) in PREDICATES {
        let pairs = graph.pairs(property)?;
        let index = by_subject_name(&pairs, &labels);
        let mut used: BTreeSet<&(String, String)> = BTreeSet::new();
        for (n, row) in rows.iter().enumerate().filter(|(_, row)| row.predicate == predicate) {
            let subjects = subject_names(row, &annotated);
            let objects = names_of(&row.object, &annotated);
            let bearing = subjects.iter().filter_map(|name| index.get(name.as_str())).flatten();
            let mut free = bearing.filter(|pair| !used.contains(*pair));
            match free.find(|(_, object)| same_object(predicate, object, row, &objects, &labels)) {
                Some(pair) => {
                    used.insert(pair);
                }
                None => {
                    missed.insert(n, format!("{} —{predicate}→ {}", row.subject, row.object));
                }
            }
        }
        let unasked = pairs.iter().filter(|pair| !used.contains(*pair));
        extra.extend(unasked.map(|(s, o)| format!("{} —{predicate}→ {}", shown(s, &labels), shown(o, &labels))));
        let wanted = rows.iter().filter(|row| row.predicate == predicate).count();
        scores.push((predicate, Score::new(used.len(), pairs.len(), wanted)));
    }

    out.push(
        "relations",
        Figure::Score(Score::sum(scores.iter().map(|(_, score)| score))),
    );
    let table = scores
        .iter()
        .filter(|(predicate, _)| TABLE.contains(predicate))
        .map(|(_, score)| score);
    out.push("relations.table", Figure::Score(Score::sum(table)));
    let annotated = scores.into_iter().filter(|(_, score)| score.gold > 0);
    out.push("relations.by_predicate", Figure::Scores(annotated.collect()));
    Ok(vec![
        Finding::new("relations missed", missed.into_values().collect()),
        Finding::new("relations extra", extra),
    ])
}

/// All names of each annotated entity, by the key of the first.
fn annotated_names(path: &Path) -> Result<Names> {
    let mut found = Names::new();
    for row in gold::entities(path)? {
        found.entry(key(&row.name)).or_default().extend(entities::names(&row));
    }
    Ok(found)
}

fn names_of(name: &str, annotated: &Names) -> BTreeSet<String> {
    let key = key(name);
    let mut names = annotated.get(&key).cloned().unwrap_or_default();
    names.insert(key);
    names
}

fn subject_names(row: &gold::Relation, annotated: &Names) -> BTreeSet<String> {
    let names = names_of(&row.subject, annotated);
    if !OF_PLACE_OR_GOVERNMENT.contains(&row.predicate.as_str()) {
        return names;
    }
    let mut all = names.clone();
    for name in names {
        all.insert(format!("{name}{GOVERNMENT}"));
        if name.chars().count() > 6 {
            all.insert(name.strip_suffix(GOVERNMENT).unwrap_or(&name).to_owned());
        }
    }
    all
}

/// The pairs in the order of their IRIs, under each name of their subject.
fn by_subject_name<'a>(pairs: &'a Pairs, labels: &'a Names) -> BTreeMap<&'a str, Vec<&'a (String, String)>> {
    let mut index: BTreeMap<&str, Vec<&(String, String)>> = BTreeMap::new();
    for pair in pairs {
        for name in labels.get(&pair.0).into_iter().flatten() {
            index.entry(name).or_default().push(pair);
        }
    }
    index
}

fn same_object(predicate: &str, object: &str, row: &gold::Relation, names: &BTreeSet<String>, labels: &Names) -> bool {
    match predicate {
        "definedAs" => head(&key(object), DEFINITION) == head(&key(&row.object), DEFINITION),
        "deadline" => head(object, 10) == head(&row.object, 10),
        "status" => local_name(object) == row.object.to_lowercase(),
        _ => labels.get(object).is_some_and(|of| !of.is_disjoint(names)),
    }
}

/// A name of a thing for messages; the value itself where it has none.
fn shown<'a>(thing: &'a str, labels: &'a Names) -> &'a str {
    labels
        .get(thing)
        .and_then(BTreeSet::first)
        .map_or(thing, String::as_str)
}
