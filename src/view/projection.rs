//! From the rows of a query to a graph. In come a store and a view, out goes a graph with labels and sources,
//! numbered in the order of the text.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedOrBlankNode, Term};
use oxigraph::sparql::{QueryResults, QuerySolution, SparqlEvaluator};
use oxigraph::store::Store;
use petgraph::graph::{DiGraph, NodeIndex};

use super::definition::ViewOptions;
use super::model::{Edge, Graph, Node};
use super::{describe, groups, narrow};
use crate::graph::vocab::{rdf, rdfs, skos};
use crate::store::lexical;
use crate::{Error, Result};

/// Property of an edge for which the query names none.
const RELATED: &str = "http://purl.org/dc/terms/relation";

/// What the query says of one edge: all rows of the same two nodes, property, role and words are one edge.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    source: String,
    target: String,
    predicate: String,
    role: Option<String>,
    label: Option<String>,
}

/// What the query itself says of nodes and edges.
#[derive(Debug, Default)]
struct Rows {
    edges: BTreeMap<Key, BTreeSet<String>>,
    alone: BTreeSet<String>,
    nodes: BTreeMap<String, Node>,
}

/// Asks a store for what a view shows.
///
/// # Errors
/// A query that does not parse or fails, and entities, words and conditions that nothing answers to.
pub fn project(store: &Store, view: &ViewOptions) -> Result<Graph> {
    let rows = Rows::read(store, view)?;
    let mut graph = Graph {
        view: view.name.clone(),
        title: view.title.clone(),
        layout: view.layout.clone(),
        captions: BTreeMap::new(),
        documents: Vec::new(),
        notes: Vec::new(),
        inner: rows.into_graph(),
    };
    if view.open_groups {
        groups::open(store, &mut graph)?;
    }
    describe::nodes(store, &mut graph)?;
    describe::documents(store, &mut graph)?;
    narrow::narrow(&mut graph, view)?;
    describe::captions(store, &mut graph, &view.captions)?;
    describe::sentences(store, &mut graph)?;
    Ok(graph)
}

/// Runs a query over the union of all graphs.
pub(super) fn ask(store: &Store, query: &str) -> Result<QueryResults<'static>> {
    let mut prepared = SparqlEvaluator::new()
        .parse_query(query)
        .map_err(|e| Error::QuerySyntax(e.to_string()))?;
    if prepared.dataset().is_default_dataset() {
        prepared.dataset_mut().set_default_graph_as_union();
    }
    prepared
        .on_store(store)
        .execute()
        .map_err(|e| Error::QueryEvaluation(e.to_string()))
}

impl Rows {
    fn read(store: &Store, view: &ViewOptions) -> Result<Self> {
        let failed = |e: oxigraph::sparql::QueryEvaluationError| Error::QueryEvaluation(e.to_string());
        let mut rows = Self::default();
        match ask(store, &view.query)? {
            QueryResults::Solutions(solutions) => {
                let known = solutions.variables().iter().any(|v| v.as_str() == "source");
                if !known {
                    return Err(Error::Unknown(format!(
                        "the view `{}` selects no ?source: a view selects ?source, ?target and, if it likes, \
                         ?predicate, ?role, ?label, ?evidence, or it is a CONSTRUCT",
                        view.name
                    )));
                }
                for solution in solutions {
                    rows.solution(&solution.map_err(failed)?);
                }
            }
            QueryResults::Graph(triples) => {
                for triple in triples {
                    let triple = triple.map_err(failed)?;
                    rows.triple(&triple.subject, triple.predicate.as_str(), &triple.object);
                }
            }
            QueryResults::Boolean(_) => {
                return Err(Error::Unknown(format!(
                    "the view `{}` is an ASK query: a view is a SELECT or a CONSTRUCT",
                    view.name
                )));
            }
        }
        Ok(rows)
    }

    fn solution(&mut self, row: &QuerySolution) {
        let Some(source) = row.get("source") else { return };
        let source = self.node(source);
        let Some(target) = row.get("target") else {
            self.alone.insert(source);
            return;
        };
        let target = self.node(target);
        let role = row.get("role").map(lexical);
        let key = Key {
            source,
            target,
            predicate: row
                .get("predicate")
                .map(lexical)
                .or_else(|| role.clone())
                .unwrap_or_else(|| RELATED.into()),
            role,
            label: row.get("label").map(lexical),
        };
        self.edges
            .entry(key)
            .or_default()
            .extend(row.get("evidence").map(lexical));
    }

    fn triple(&mut self, subject: &NamedOrBlankNode, predicate: &str, object: &Term) {
        let source = self.node(&Term::from(subject.clone()));
        let Term::Literal(value) = object else {
            if predicate == rdf::TYPE.as_str() {
                let node = self.nodes.entry(source.clone()).or_default();
                describe::add_class(node, &lexical(object));
                self.alone.insert(source);
                return;
            }
            let target = self.node(object);
            let key = Key {
                source,
                target,
                predicate: predicate.to_owned(),
                role: None,
                label: None,
            };
            self.edges.entry(key).or_default();
            return;
        };
        self.alone.insert(source.clone());
        let node = self.nodes.entry(source).or_default();
        let is_label = predicate == skos::PREF_LABEL.as_str() || predicate == rdfs::LABEL.as_str();
        if is_label && (node.label.is_empty() || value.value() < node.label.as_str()) {
            node.label = value.value().to_owned();
        }
    }

    /// The key of a node, which is known from now on.
    fn node(&mut self, term: &Term) -> String {
        let iri = match term {
            Term::NamedNode(n) => n.as_str().to_owned(),
            other => other.to_string(),
        };
        let node = self.nodes.entry(iri.clone()).or_default();
        if node.iri.is_empty() {
            node.iri.clone_from(&iri);
            if let Term::Literal(value) = term {
                node.label = value.value().to_owned();
            }
        }
        iri
    }

    /// Edges in the order of the text, nodes in the order in which the edges name them.
    fn into_graph(mut self) -> DiGraph<Node, Edge> {
        let mut edges: Vec<(Key, BTreeSet<String>)> = std::mem::take(&mut self.edges).into_iter().collect();
        edges.sort_by_cached_key(|(_, evidence)| {
            let first = evidence.iter().map(|span| place(span)).min();
            (first.is_none(), first)
        });
        let mut inner = DiGraph::new();
        let mut known: BTreeMap<String, NodeIndex> = BTreeMap::new();
        let mut nodes = self.nodes;
        let mut index = |inner: &mut DiGraph<Node, Edge>, iri: String| {
            *known
                .entry(iri)
                .or_insert_with_key(|iri| inner.add_node(nodes.remove(iri).unwrap_or_default()))
        };
        for (key, evidence) in edges {
            let (source, target) = (index(&mut inner, key.source), index(&mut inner, key.target));
            let mut evidence: Vec<String> = evidence.into_iter().collect();
            evidence.sort_by_cached_key(|span| place(span));
            let edge = Edge {
                predicate: key.predicate,
                role: key.role,
                label: key.label,
                evidence,
                sentence: None,
            };
            inner.add_edge(source, target, edge);
        }
        for iri in self.alone {
            index(&mut inner, iri);
        }
        inner
    }
}

/// Document and first character of a span's IRI, so that spans stand in the order of the text.
fn place(span: &str) -> (String, u64, String) {
    let (document, rest) = span.split_once('#').unwrap_or((span, ""));
    let start = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    let digits = start.find(|c: char| !c.is_ascii_digit()).unwrap_or(start.len());
    (
        document.to_owned(),
        start[..digits].parse().unwrap_or(0),
        rest.to_owned(),
    )
}
