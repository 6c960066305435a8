//! `govkg stats`: count what the store holds.

use std::io::Write;
use std::process::ExitCode;

use super::Globals;
use super::table::aligned;
use crate::store::{Counts, Store};

/// Options of `govkg stats`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  govkg stats

The costs count the quads of document graphs by the kind of their subject; a text span is counted as evidence of
what was read from it.")]
pub(super) struct Options {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    let store = globals.open()?;
    let counts = store.counts()?;
    let documents = store.documents()?.len();
    let mut out = std::io::stdout().lock();
    if options.json {
        writeln!(
            out,
            "{}",
            serde_json::to_string_pretty(&json(&store, &counts, documents))?
        )?;
    } else {
        out.write_all(text(&store, &counts, documents).as_bytes())?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Quads of all document graphs together, and of each other graph under its short name.
fn graphs(store: &Store, counts: &Counts) -> Vec<(String, usize)> {
    let mut rows: Vec<(String, usize)> = Vec::new();
    let mut documents = 0;
    for (graph, quads) in &counts.graphs {
        let name = oxigraph::model::NamedNodeRef::new_unchecked(graph);
        match store.iris().graph_path(name) {
            Some(path) if path.starts_with("doc/") => documents += quads,
            Some(path) => rows.push((path.to_owned(), *quads)),
            None => rows.push((graph.clone(), *quads)),
        }
    }
    rows.insert(0, ("doc".to_owned(), documents));
    rows
}

fn text(store: &Store, counts: &Counts, documents: usize) -> String {
    let total: usize = counts.graphs.values().sum();
    let mut text = format!("{documents} documents, {total} quads\n\n");
    let rows = graphs(store, counts)
        .into_iter()
        .map(|(graph, quads)| vec![graph, quads.to_string()]);
    text.push_str(&aligned(&["graph", "quads"], rows.collect(), &[1]));
    let mut kinds: Vec<_> = counts.kinds.iter().collect();
    kinds.sort_by_key(|(kind, cost)| (std::cmp::Reverse(cost.own + cost.evidence), (*kind).clone()));
    let rows = kinds.into_iter().map(|(kind, cost)| {
        vec![
            kind.clone(),
            cost.nodes.to_string(),
            cost.own.to_string(),
            cost.evidence.to_string(),
            format!("{:.1}", cost.each()),
        ]
    });
    text.push('\n');
    text.push_str(&aligned(
        &["kind", "nodes", "quads", "evidence", "quads each"],
        rows.collect(),
        &[1, 2, 3, 4],
    ));
    text
}

fn json(store: &Store, counts: &Counts, documents: usize) -> serde_json::Value {
    let kinds: serde_json::Map<String, serde_json::Value> = counts
        .kinds
        .iter()
        .map(|(kind, cost)| {
            let value = serde_json::json!({
                "nodes": cost.nodes, "quads": cost.own, "evidence": cost.evidence, "each": cost.each(),
            });
            (kind.clone(), value)
        })
        .collect();
    let graphs: serde_json::Map<String, serde_json::Value> = graphs(store, counts)
        .into_iter()
        .map(|(graph, quads)| (graph, quads.into()))
        .collect();
    serde_json::json!({
        "documents": documents,
        "quads": counts.graphs.values().sum::<usize>(),
        "graphs": graphs,
        "documentGraphs": counts.graphs.iter().filter(|(graph, _)| graph.contains("/graph/doc/")).collect::<std::collections::BTreeMap<_, _>>(),
        "kinds": kinds,
    })
}
