//! Scores entities: a name that was annotated is read, with the right class.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::graph::{Entity, Graph};
use super::names::{key, some_key};
use super::scores::{Figure, Score, Scores};
use super::{Finding, gold};
use crate::Result;

/// The main classes, as the annotations write them.
const CLASSES: [&str; 13] = [
    "agency",
    "area",
    "industry",
    "company",
    "institution",
    "project",
    "programme",
    "honour",
    "legislation",
    "event",
    "product",
    "place",
    "person",
];

/// The classes that most questions are about.
const CORE: [&str; 5] = ["agency", "area", "industry", "company", "project"];

/// Scores the entities of a graph against the rows of a file.
///
/// Each entity serves one row at most, each row takes the first that shares a name with it, one with the same preferred
/// label before others.
pub(super) fn score(graph: &Graph, path: &Path, out: &mut Scores) -> Result<Vec<Finding>> {
    let rows = gold::entities(path)?;
    let found = graph.entities(&CLASSES)?;
    let typed = serve(&rows, &found, true);
    let named = serve(&rows, &found, false);

    let classes: Vec<(&'static str, Score)> = CLASSES
        .into_iter()
        .map(|class| {
            let right = typed.keys().filter(|row| rows[**row].class == class).count();
            let read = found.iter().filter(|entity| entity.class == class).count();
            let annotated = rows.iter().filter(|row| row.class == class).count();
            (class, Score::new(right, read, annotated))
        })
        .collect();
    let things: BTreeSet<&str> = found.iter().map(|entity| entity.iri.as_str()).collect();
    let core = classes
        .iter()
        .filter(|(class, _)| CORE.contains(class))
        .map(|(_, score)| score);
    let annotated = classes.iter().filter(|(_, score)| score.gold > 0);
    out.push(
        "entities.typed",
        Figure::Score(Score::new(typed.len(), found.len(), rows.len())),
    );
    out.push(
        "entities.named",
        Figure::Score(Score::new(named.len(), things.len(), rows.len())),
    );
    out.push("entities.core", Figure::Score(Score::sum(core)));
    out.push(
        "entities.by_type",
        Figure::Rates(annotated.map(|(class, score)| (*class, score.f1)).collect()),
    );

    let used: BTreeSet<usize> = typed.values().copied().collect();
    let missed = rows.iter().enumerate().filter(|(n, _)| !typed.contains_key(n));
    let extra = found.iter().enumerate().filter(|(n, _)| !used.contains(n));
    let mut extra: Vec<String> = extra
        .map(|(_, entity)| format!("{} {}", entity.class, entity.label))
        .collect();
    extra.sort();
    Ok(vec![
        Finding::new(
            "entities missed",
            missed.map(|(_, row)| format!("{} {}", row.class, row.name)).collect(),
        ),
        Finding::new("entities extra", extra),
    ])
}

/// Which entity serves which row.
fn serve(rows: &[gold::Entity], found: &[Entity], typed: bool) -> BTreeMap<usize, usize> {
    let mut bearers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, entity) in found.iter().enumerate() {
        for name in &entity.names {
            bearers.entry(name).or_default().push(n);
        }
    }
    let mut served = BTreeMap::new();
    let mut used = BTreeSet::new();
    for (row, annotated) in rows.iter().enumerate() {
        let label = key(&annotated.name);
        let names = names(annotated);
        let bearing = names
            .iter()
            .filter_map(|name| bearers.get(name.as_str()))
            .flatten()
            .copied();
        let free = bearing.filter(|n| !used.contains(n) && (!typed || found[*n].class == annotated.class));
        if let Some(best) = free.min_by_key(|n| key(&found[*n].label) != label) {
            used.insert(best);
            served.insert(row, best);
        }
    }
    served
}

/// The keys of all names of a row, in their order.
pub(super) fn names(row: &gold::Entity) -> BTreeSet<String> {
    std::iter::once(row.name.as_str())
        .chain(row.aliases.split('|'))
        .filter_map(some_key)
        .collect()
}
