//! Keeps the part of a graph that was asked for: conditions, a path, the surroundings of an entity, a number of nodes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::definition::{Filter, ViewOptions};
use super::model::{Document, Edge, Graph, Node, Note};
use crate::graph::local_name;
use crate::{Error, Result};

/// Applies conditions, path, focus and limit of a view, in this order.
pub(super) fn narrow(graph: &mut Graph, view: &ViewOptions) -> Result<()> {
    if graph.is_empty() {
        return Ok(());
    }
    for filter in &view.filters {
        condition(graph, filter);
    }
    if let Some((from, to)) = &view.path {
        between(graph, from, to)?;
    }
    let mut distances = None;
    if let Some(focus) = &view.focus {
        let at = find(&graph.inner, focus)?;
        let from = steps(&graph.inner, at);
        let near = |n: NodeIndex| from[n.index()].is_some_and(|d| d <= view.depth);
        let (label, depth) = (&graph.inner[at].label, view.depth);
        graph.notes.push(Note {
            zh: format!("以“{label}”为中心，{depth}步以内"),
            en: format!("within {} of {label}", steps_of(depth)),
        });
        keep(&mut graph.inner, near, |_, _| true);
        distances = Some(steps(&graph.inner, find(&graph.inner, focus)?));
    }
    if let Some(limit) = view.limit {
        first(graph, limit, distances.as_deref());
    }
    let used: BTreeSet<&str> = graph
        .inner
        .edge_weights()
        .flat_map(|e| &e.evidence)
        .map(|span| document(span))
        .collect();
    if !used.is_empty() {
        let used: BTreeSet<String> = used.into_iter().map(str::to_owned).collect();
        graph.documents.retain(|d| used.contains(&d.iri));
    }
    Ok(())
}

fn document(span: &str) -> &str {
    span.split_once('#').map_or(span, |(document, _)| document)
}

/// Whether a term is meant by one of the words: its IRI, or its last part in any case.
fn is_named(iri: &str, words: &[String]) -> bool {
    words
        .iter()
        .any(|w| iri == w || local_name(iri).eq_ignore_ascii_case(w.trim_start_matches("gk:")))
}

fn condition(graph: &mut Graph, filter: &Filter) {
    let of_documents = |meets: &dyn Fn(&Document) -> bool, graph: &Graph| -> BTreeSet<String> {
        graph
            .documents
            .iter()
            .filter(|d| meets(d))
            .map(|d| d.iri.clone())
            .collect()
    };
    let chosen = match filter {
        Filter::Area(areas) => of_documents(&|d| d.area.as_ref().is_some_and(|a| areas.contains(a)), graph),
        Filter::Year(years) => of_documents(&|d| d.year.as_ref().is_some_and(|y| years.contains(y)), graph),
        Filter::Document(ids) => of_documents(&|d| is_named(&d.iri, ids), graph),
        _ => BTreeSet::new(),
    };
    match filter {
        Filter::Class(classes) => {
            let wanted: Vec<bool> = graph
                .inner
                .node_weights()
                .map(|n| {
                    let group = n.is_group && is_named("AgencyGroup", classes);
                    group || n.class.as_deref().is_some_and(|c| is_named(c, classes))
                })
                .collect();
            keep(&mut graph.inner, |n| wanted[n.index()], |_, _| true);
        }
        Filter::Named { class, words } => {
            let class = std::slice::from_ref(class);
            let wanted: Vec<bool> = graph
                .inner
                .node_weights()
                .map(|n| {
                    !n.class.as_deref().is_some_and(|c| is_named(c, class))
                        || names(n).any(|name| words.iter().any(|w| name.contains(w.as_str())))
                })
                .collect();
            keep(&mut graph.inner, |n| wanted[n.index()], |_, _| true);
            drop_alone(graph);
        }
        Filter::Relation(kinds) => {
            let wanted =
                |e: &Edge| is_named(&e.predicate, kinds) || e.role.as_deref().is_some_and(|role| is_named(role, kinds));
            keep(&mut graph.inner, |_| true, |_, e| wanted(e));
            drop_alone(graph);
        }
        Filter::Area(_) | Filter::Year(_) | Filter::Document(_) => {
            keep(
                &mut graph.inner,
                |_| true,
                |_, e| e.evidence.iter().any(|span| chosen.contains(document(span))),
            );
            drop_alone(graph);
        }
    }
}

fn steps_of(count: usize) -> String {
    if count == 1 {
        "1 step".to_owned()
    } else {
        format!("{count} steps")
    }
}

/// Keeps all shortest paths between two entities.
fn between(graph: &mut Graph, from: &str, to: &str) -> Result<()> {
    let (a, b) = (find(&graph.inner, from)?, find(&graph.inner, to)?);
    let (from_a, from_b) = (steps(&graph.inner, a), steps(&graph.inner, b));
    let (left, right) = (graph.inner[a].label.clone(), graph.inner[b].label.clone());
    let Some(length) = from_a[b.index()] else {
        graph.notes.push(Note {
            zh: format!("“{left}”与“{right}”之间没有路径"),
            en: format!("no path leads from {left} to {right}"),
        });
        graph.inner.clear();
        return Ok(());
    };
    let sum = |n: NodeIndex| Some(from_a[n.index()]? + from_b[n.index()]?);
    graph.notes.push(Note {
        zh: format!("“{left}”到“{right}”的最短路径，{length}步"),
        en: format!("shortest paths from {left} to {right}, {}", steps_of(length)),
    });
    let on_path = graph
        .inner
        .edge_references()
        .map(|e| from_a[e.source().index()] != from_a[e.target().index()]);
    let on_path: Vec<bool> = on_path.collect();
    keep(&mut graph.inner, |n| sum(n) == Some(length), |e, _| on_path[e.index()]);
    Ok(())
}

/// Keeps the nearest, best connected nodes.
fn first(graph: &mut Graph, limit: usize, distances: Option<&[Option<usize>]>) {
    let all = graph.inner.node_count();
    if all <= limit {
        return;
    }
    let mut order: Vec<NodeIndex> = graph.inner.node_indices().collect();
    order.sort_by_key(|n| {
        let distance = distances.and_then(|d| d[n.index()]).unwrap_or(0);
        (
            distance,
            Reverse(graph.inner.neighbors_undirected(*n).count()),
            n.index(),
        )
    });
    let chosen: BTreeSet<NodeIndex> = order.into_iter().take(limit).collect();
    keep(&mut graph.inner, |n| chosen.contains(&n), |_, _| true);
    drop_alone(graph);
    let drawn = graph.inner.node_count();
    graph.notes.push(Note {
        zh: format!("共{all}个节点，只画出联系最多的{drawn}个"),
        en: format!("the {drawn} best connected of {all} nodes"),
    });
}

/// Steps from one node to each other one, in either direction of the edges.
fn steps(inner: &DiGraph<Node, Edge>, from: NodeIndex) -> Vec<Option<usize>> {
    let mut distance = vec![None; inner.node_count()];
    distance[from.index()] = Some(0);
    let mut queue = VecDeque::from([(from, 0)]);
    while let Some((node, steps)) = queue.pop_front() {
        for next in inner.neighbors_undirected(node) {
            if distance[next.index()].is_none() {
                distance[next.index()] = Some(steps + 1);
                queue.push_back((next, steps + 1));
            }
        }
    }
    distance
}

fn names(node: &Node) -> impl Iterator<Item = &str> {
    std::iter::once(node.label.as_str()).chain(node.alt_labels.iter().map(String::as_str))
}

/// The node that a label or an IRI means: the whole label first, then any other name, then a part of a name.
pub(super) fn find(inner: &DiGraph<Node, Edge>, words: &str) -> Result<NodeIndex> {
    let words = words.trim();
    let tests: [&dyn Fn(&Node) -> bool; 4] = [
        &|n| n.iri == words,
        &|n| n.label == words,
        &|n| names(n).any(|name| name == words),
        &|n| !words.is_empty() && names(n).any(|name| name.contains(words)),
    ];
    for test in tests {
        let found: Vec<NodeIndex> = inner.node_indices().filter(|&n| test(&inner[n])).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(*one),
            many => {
                let mut choices: Vec<String> = many
                    .iter()
                    .take(10)
                    .map(|&n| format!("{} <{}>", inner[n].label, inner[n].iri))
                    .collect();
                if many.len() > 10 {
                    choices.push(format!("and {} more", many.len() - 10));
                }
                return Err(Error::Unknown(format!(
                    "`{words}` may mean {} things in this view; say which: {}",
                    many.len(),
                    choices.join("; ")
                )));
            }
        }
    }
    let mut known: Vec<NodeIndex> = inner.node_indices().collect();
    known.sort_by_key(|&n| (Reverse(common(&inner[n].label, words)), n.index()));
    let known: Vec<&str> = known.iter().take(5).map(|&n| inner[n].label.as_str()).collect();
    Err(Error::Unknown(format!(
        "nothing in this view is called `{words}`; it shows, among others: {}",
        known.join(", ")
    )))
}

/// How many characters two names share.
fn common(a: &str, b: &str) -> usize {
    let known: BTreeSet<char> = a.chars().collect();
    b.chars().collect::<BTreeSet<char>>().intersection(&known).count()
}

/// Drops nodes without any edge.
fn drop_alone(graph: &mut Graph) {
    let linked: BTreeSet<NodeIndex> = graph
        .inner
        .edge_references()
        .flat_map(|e| [e.source(), e.target()])
        .collect();
    keep(&mut graph.inner, |n| linked.contains(&n), |_, _| true);
}

/// Keeps some nodes and edges, in their order (petgraph's own removal reorders).
fn keep(inner: &mut DiGraph<Node, Edge>, node: impl Fn(NodeIndex) -> bool, edge: impl Fn(EdgeIndex, &Edge) -> bool) {
    let old = std::mem::take(inner);
    let mut places = BTreeMap::new();
    for index in old.node_indices().filter(|&n| node(n)) {
        places.insert(index, inner.add_node(old[index].clone()));
    }
    for index in old.edge_indices() {
        let (Some((a, b)), weight) = (old.edge_endpoints(index), &old[index]) else {
            continue;
        };
        if let (Some(&a), Some(&b), true) = (places.get(&a), places.get(&b), edge(index, weight)) {
            inner.add_edge(a, b, weight.clone());
        }
    }
}
