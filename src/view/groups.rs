//! Groups opened: in the place of 各城区人民政府 stand the districts' governments.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::NamedNode;
use oxigraph::store::Store;
use petgraph::graph::{DiGraph, NodeIndex};

use super::model::{Edge, Graph, Node, Note};
use crate::Result;
use crate::graph::vocab::gk;
use crate::store::{Quads, lexical};

/// Replaces each group whose members the store knows by these, in every edge; what thereby becomes one edge is one.
pub(super) fn open(store: &Store, graph: &mut Graph) -> Result<()> {
    let old = std::mem::take(&mut graph.inner);
    let mut places: BTreeMap<String, NodeIndex> = BTreeMap::new();
    let mut stand_for: Vec<Vec<NodeIndex>> = Vec::with_capacity(old.node_count());
    let mut opened = false;
    let inner = &mut graph.inner;
    for node in old.node_weights() {
        let members = members(store, &node.iri)?;
        opened |= !members.is_empty();
        let mut indices = Vec::new();
        if members.is_empty() {
            indices.push(
                *places
                    .entry(node.iri.clone())
                    .or_insert_with(|| inner.add_node(node.clone())),
            );
        }
        for iri in members {
            let member = Node {
                iri: iri.clone(),
                ..Node::default()
            };
            indices.push(*places.entry(iri).or_insert_with(|| inner.add_node(member)));
        }
        stand_for.push(indices);
    }
    add_edges(&old, inner, &stand_for);
    if opened {
        graph.notes.push(Note {
            zh: "单位组以其成员画出".into(),
            en: "groups are shown by their members".into(),
        });
    }
    Ok(())
}

fn add_edges(old: &DiGraph<Node, Edge>, inner: &mut DiGraph<Node, Edge>, stand_for: &[Vec<NodeIndex>]) {
    let mut known = BTreeMap::new();
    for index in old.edge_indices() {
        let (Some((source, target)), edge) = (old.edge_endpoints(index), &old[index]) else {
            continue;
        };
        for &a in &stand_for[source.index()] {
            for &b in &stand_for[target.index()] {
                let key = (a, b, edge.predicate.clone(), edge.role.clone(), edge.label.clone());
                let at = *known.entry(key).or_insert_with(|| {
                    inner.add_edge(
                        a,
                        b,
                        Edge {
                            evidence: Vec::new(),
                            ..edge.clone()
                        },
                    )
                });
                let evidence = &mut inner[at].evidence;
                for span in &edge.evidence {
                    if !evidence.contains(span) {
                        evidence.push(span.clone());
                    }
                }
            }
        }
    }
}

/// Members of a group, those of groups within it in their place, in the order of their IRIs.
fn members(store: &Store, group: &str) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut met = BTreeSet::from([group.to_owned()]);
    let mut open = vec![group.to_owned()];
    while let Some(iri) = open.pop() {
        let Ok(node) = NamedNode::new(&iri) else { continue };
        let inside = store.objects(node.as_ref(), gk::MEMBER, None)?;
        if inside.is_empty() && iri != group {
            found.insert(iri);
        }
        open.extend(inside.iter().map(lexical).filter(|member| met.insert(member.clone())));
    }
    Ok(found)
}
