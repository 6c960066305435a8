//! The content of one graph, and how it gets into a transaction.

use oxigraph::model::{BlankNode, GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{StorageError, Store, Transaction};
use rustc_hash::{FxHashMap, FxHashSet};

/// Whether the graph has a quad.
pub(super) fn holds(store: &Store, graph: &NamedNode) -> Result<bool, StorageError> {
    let mut quads = store.quads_for_pattern(None, None, None, Some(graph.as_ref().into()));
    quads.next().transpose().map(|quad| quad.is_some())
}

/// Writes what differs between the graph in the store and `quads`.
pub(super) fn write(
    store: &Store,
    transaction: &mut Transaction<'_>,
    graph: &NamedNode,
    quads: Vec<Quad>,
) -> Result<(), StorageError> {
    if quads.is_empty() {
        return transaction.remove_named_graph(graph);
    }
    let quads: FxHashSet<Quad> = in_graph(graph, quads).into_iter().collect();
    let mut same = FxHashSet::default();
    for quad in store.quads_for_pattern(None, None, None, Some(GraphNameRef::from(graph))) {
        let quad = quad?;
        if quads.contains(&quad) {
            same.insert(quad);
        } else {
            transaction.remove(&quad);
        }
    }
    for quad in quads.difference(&same) {
        transaction.insert(quad);
    }
    Ok(())
}

/// The quads in this graph, with blank nodes named by their first place in it: the same quads give the same names.
pub(super) fn in_graph(graph: &NamedNode, mut quads: Vec<Quad>) -> Vec<Quad> {
    let mut names = BlankNodes {
        path: graph.as_str(),
        found: FxHashMap::default(),
    };
    for quad in &mut quads {
        if let NamedOrBlankNode::BlankNode(node) = &mut quad.subject {
            names.rename(node);
        }
        if let Term::BlankNode(node) = &mut quad.object {
            names.rename(node);
        }
        quad.graph_name = GraphName::NamedNode(graph.clone());
    }
    quads
}

struct BlankNodes<'a> {
    path: &'a str,
    found: FxHashMap<BlankNode, BlankNode>,
}

impl BlankNodes<'_> {
    fn rename(&mut self, node: &mut BlankNode) {
        let number = self.found.len() + 1;
        let name = self.found.entry(node.clone()).or_insert_with(|| {
            let tail = self.path.rsplit('/').next().unwrap_or_default();
            let tail: String = tail.chars().filter(char::is_ascii_alphanumeric).collect();
            BlankNode::new_unchecked(format!("{tail}b{number}"))
        });
        *node = name.clone();
    }
}
