//! `govkg stats`: count what the store holds, or measure the structure of a view.

use std::io::Write;
use std::process::ExitCode;

use petgraph::graph::NodeIndex;

use super::graph::view_named;
use super::table::{Format, aligned};
use super::{Globals, counted};
use crate::store::{Counts, Store};
use crate::view::{self, Graph, Network};

/// Options of `govkg stats`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg stats
  govkg stats --graph                       who stands in the middle of the responsibilities
  govkg stats --graph full --limit 50 --format json
  govkg stats --graph full --limit 0 --format csv > nodes.csv

The costs count the quads of document graphs by the kind of their subject; a text span is counted as evidence of
what was read from it. The structure is measured on edges without direction: degree (neighbours), betweenness (share of the
shortest paths between others that lead through a node), PageRank, connected components, and communities (Louvain).")]
pub(super) struct Options {
    /// Print one JSON object: the same as --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// table or json; with --graph also csv and tsv, one node a row
    #[arg(long, short, value_name = "FORMAT", value_enum, default_value = "table")]
    format: Format,
    /// Measure the structure of a view instead: centralities, communities, components
    #[arg(long, value_name = "VIEW", num_args = 0..=1, default_missing_value = "responsibility")]
    graph: Option<String>,
    /// Show so many nodes, those with the highest PageRank first; 0 is all
    #[arg(long, value_name = "N", default_value_t = 20, requires = "graph")]
    limit: usize,
}

impl Options {
    fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    if let Some(name) = &options.graph {
        return structure(globals, &options, name);
    }
    if matches!(options.format(), Format::Csv | Format::Tsv) {
        anyhow::bail!("the counts come as table or json; --format csv and tsv are for --graph");
    }
    let store = globals.open()?;
    let counts = store.counts()?;
    let documents = store.documents()?.len();
    let mut out = std::io::stdout().lock();
    if options.format() == Format::Json {
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

/// Prints what the structure of a view says of its nodes and of the whole.
fn structure(globals: &Globals, options: &Options, name: &str) -> anyhow::Result<ExitCode> {
    let graph = view::project(globals.open()?.quads(), &view_named(name)?)?;
    if graph.is_empty() {
        super::note(&format!("the view `{name}` has nothing to measure"));
        return Ok(ExitCode::from(1));
    }
    let network = view::network(&graph.inner);
    let mut order: Vec<_> = graph.inner.node_indices().collect();
    let key = |n: usize| (network.nodes[n].page_rank, network.nodes[n].betweenness);
    order.sort_by(|a, b| {
        key(b.index())
            .partial_cmp(&key(a.index()))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    if options.limit > 0 {
        order.truncate(options.limit);
    }
    let mut out = std::io::stdout().lock();
    match options.format() {
        Format::Json => {
            let whole = structure_json(name, &graph, &network, &order);
            writeln!(out, "{}", serde_json::to_string_pretty(&whole)?)?;
        }
        Format::Table => out.write_all(structure_text(&graph, &network, &order).as_bytes())?,
        Format::Csv => rows(&mut out, b',', &graph, &network, &order)?,
        Format::Tsv => rows(&mut out, b'\t', &graph, &network, &order)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn structure_json(name: &str, graph: &Graph, network: &Network, order: &[NodeIndex]) -> serde_json::Value {
    let nodes: Vec<_> = order
        .iter()
        .map(|n| {
            let (node, standing) = (&graph.inner[*n], network.nodes[n.index()]);
            serde_json::json!({
                "iri": node.iri, "label": node.label, "class": node.class, "degree": standing.degree,
                "betweenness": standing.betweenness, "pageRank": standing.page_rank,
                "component": standing.component, "community": standing.community,
            })
        })
        .collect();
    serde_json::json!({
        "view": name, "nodes": graph.inner.node_count(), "edges": graph.inner.edge_count(),
        "pairs": network.pairs, "components": network.components, "communities": network.communities,
        "modularity": network.modularity, "standings": nodes,
    })
}

/// One node a row.
fn rows(
    out: &mut impl Write,
    delimiter: u8,
    graph: &Graph,
    network: &Network,
    order: &[NodeIndex],
) -> anyhow::Result<()> {
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    table.write_record([
        "iri",
        "name",
        "class",
        "degree",
        "betweenness",
        "pageRank",
        "component",
        "community",
    ])?;
    for n in order {
        let (node, standing) = (&graph.inner[*n], network.nodes[n.index()]);
        table.write_record([
            &node.iri,
            &node.label,
            node.class.as_deref().unwrap_or_default(),
            &standing.degree.to_string(),
            &format!("{:.9}", standing.betweenness),
            &format!("{:.9}", standing.page_rank),
            &standing.component.to_string(),
            &standing.community.to_string(),
        ])?;
    }
    table.flush()?;
    Ok(())
}

fn structure_text(graph: &Graph, network: &Network, order: &[NodeIndex]) -> String {
    let rows = order
        .iter()
        .map(|n| {
            let (node, standing) = (&graph.inner[*n], network.nodes[n.index()]);
            vec![
                node.label.clone(),
                node.class
                    .as_deref()
                    .map_or("", |class| graph.caption(class))
                    .to_owned(),
                standing.degree.to_string(),
                format!("{:.4}", standing.betweenness),
                format!("{:.4}", standing.page_rank),
                standing.component.to_string(),
                standing.community.to_string(),
            ]
        })
        .collect();
    format!(
        "{}, {} between {}, {}, {} (modularity {:.2})\n\n{}",
        counted(graph.inner.node_count(), "node"),
        counted(graph.inner.edge_count(), "edge"),
        counted(network.pairs, "pair"),
        counted(network.components, "component"),
        counted(network.communities, "community"),
        network.modularity,
        aligned(
            &[
                "name",
                "class",
                "degree",
                "betweenness",
                "PageRank",
                "component",
                "community"
            ],
            rows,
            &[2, 3, 4, 5, 6],
        ),
    )
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
    let mut text = format!("{}, {}\n\n", counted(documents, "document"), counted(total, "quad"));
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
