//! Two tables: of edges, where a node without any has a row of its own, and of nodes with their measures.

use std::collections::BTreeSet;

use petgraph::visit::EdgeRef;

use super::attributes;
use crate::view::model::{Graph, Node};
use crate::view::network::network;
use crate::{Error, Result};

const COLUMNS: [&str; 12] = [
    "source",
    "sourceLabel",
    "sourceClass",
    "relation",
    "predicate",
    "role",
    "target",
    "targetLabel",
    "targetClass",
    "label",
    "evidence",
    "sentence",
];

/// The graph as comma-separated values, one edge a row.
pub(in crate::view) fn edges(graph: &Graph) -> Result<Vec<u8>> {
    let failed = |e: ::csv::Error| Error::Unknown(format!("the graph is no table: {e}"));
    let mut table = ::csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS).map_err(failed)?;
    let mut linked = BTreeSet::new();
    for edge in graph.inner.edge_references() {
        let weight = edge.weight();
        let [source, target] = [edge.source(), edge.target()].map(|n| of_node(&graph.inner[n]));
        linked.extend([edge.source(), edge.target()]);
        let relation = graph.edge_caption(weight);
        let evidence = weight.evidence.join(" ");
        let (role, label, sentence) = (text(&weight.role), text(&weight.label), text(&weight.sentence));
        let record = [
            source[0],
            source[1],
            source[2],
            relation,
            &weight.predicate,
            role,
            target[0],
            target[1],
            target[2],
            label,
            &evidence,
            sentence,
        ];
        table.write_record(record).map_err(failed)?;
    }
    for index in graph.inner.node_indices().filter(|n| !linked.contains(n)) {
        let node = of_node(&graph.inner[index]);
        let mut record = [""; 12];
        record[..3].copy_from_slice(&node);
        table.write_record(record).map_err(failed)?;
    }
    table
        .into_inner()
        .map_err(|e| Error::Unknown(format!("the graph is no table: {e}")))
}

/// The nodes as comma-separated values, one a row, with what the structure says of each.
pub(in crate::view) fn nodes(graph: &Graph) -> Result<Vec<u8>> {
    let failed = |e: ::csv::Error| Error::Unknown(format!("the graph is no table: {e}"));
    let measures = network(&graph.inner);
    let mut table = ::csv::Writer::from_writer(Vec::new());
    let names = attributes::NODE.iter().map(|(name, _)| *name);
    table.write_record(["label"].into_iter().chain(names)).map_err(failed)?;
    for (node, standing) in graph.inner.node_weights().zip(&measures.nodes) {
        let values = attributes::of_node(node, standing).map(Option::unwrap_or_default);
        table
            .write_record([&node.label].into_iter().chain(&values))
            .map_err(failed)?;
    }
    table
        .into_inner()
        .map_err(|e| Error::Unknown(format!("the graph is no table: {e}")))
}

fn of_node(node: &Node) -> [&str; 3] {
    [&node.iri, &node.label, text(&node.class)]
}

fn text(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or_default()
}
