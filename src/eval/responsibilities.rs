//! Scores responsibilities: the same unit in the same role at the same bracket.

use std::collections::BTreeSet;
use std::path::Path;

use super::graph::Graph;
use super::names::{Text, overlap, some_key};
use super::scores::{Figure, Score, Scores};
use super::{Finding, gold};
use crate::Result;

/// Scores the responsibilities of a graph against the rows of a file; each serves one row at most, in the order of IRIs.
pub(super) fn score(graph: &Graph, text: &Text, path: &Path, out: &mut Scores) -> Result<Vec<Finding>> {
    let rows = gold::responsibilities(path)?;
    let found = graph.responsibilities()?;
    let mut used = BTreeSet::new();
    let mut missed = Vec::new();
    for row in &rows {
        let names: BTreeSet<String> = std::iter::once(row.agency.as_str())
            .chain(row.expanded.split('|'))
            .filter_map(some_key)
            .collect();
        let places = text.places(&row.quote);
        let hit = found.iter().find(|(iri, node)| {
            !used.contains(iri.as_str())
                && node.role == row.role
                && !node.names.is_disjoint(&names)
                && overlap(&places, &node.spans)
        });
        match hit {
            Some((iri, _)) => {
                used.insert(iri.as_str());
            }
            None => {
                let quote: String = row.quote.chars().take(60).collect();
                missed.push(format!("{} {} @ {quote}", row.role, row.agency));
            }
        }
    }
    out.push(
        "responsibilities",
        Figure::Score(Score::new(used.len(), found.len(), rows.len())),
    );

    let extra = found
        .iter()
        .filter(|(iri, _)| !used.contains(iri.as_str()))
        .map(|(_, node)| {
            let (start, end) = node.spans.iter().min().copied().unwrap_or_default();
            let name = node.names.first().map_or("", String::as_str);
            (
                (start, end),
                format!(
                    "{} {name} @ {start}–{end} “{}”",
                    node.role,
                    text.excerpt(start, end, 50)
                ),
            )
        });
    let mut extra: Vec<_> = extra.collect();
    extra.sort();
    Ok(vec![
        Finding::new("responsibilities missed", missed),
        Finding::new(
            "responsibilities extra",
            extra.into_iter().map(|(_, shown)| shown).collect(),
        ),
    ])
}
