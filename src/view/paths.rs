//! The ways from one thing to another: each step with the words that say so.

use std::collections::VecDeque;

use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::model::Graph;
use super::narrow::find;
use crate::Result;

/// One step of a path: from one thing to the next, by one or several relations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it starts.
    pub from: NodeIndex,
    /// Where it ends.
    pub to: NodeIndex,
    /// The relations between the two, either way, in the order of the text.
    pub edges: Vec<EdgeIndex>,
}

/// Shortest paths between two things (labels or IRIs), at most so many, and how many there are.
///
/// # Errors
/// [`crate::Error::Unknown`] where no thing, or more than one, has such a name.
pub fn paths(graph: &Graph, from: &str, to: &str, most: usize) -> Result<(Vec<Vec<Step>>, u64)> {
    let (start, end) = (find(&graph.inner, from)?, find(&graph.inner, to)?);
    // Steps to the end, and in how many ways, from each node: found from the end backwards.
    let count = graph.inner.node_count();
    let mut distance = vec![usize::MAX; count];
    let mut ways = vec![0_u64; count];
    (distance[end.index()], ways[end.index()]) = (0, 1);
    let mut queue = VecDeque::from([end]);
    while let Some(node) = queue.pop_front() {
        for next in neighbours(graph, node) {
            if distance[next.index()] == usize::MAX {
                distance[next.index()] = distance[node.index()] + 1;
                queue.push_back(next);
            }
            if distance[next.index()] == distance[node.index()] + 1 {
                ways[next.index()] = ways[next.index()].saturating_add(ways[node.index()]);
            }
        }
    }
    let mut found = Vec::new();
    if distance[start.index()] == usize::MAX {
        return Ok((found, 0));
    }
    let mut open = vec![vec![start]];
    while let Some(path) = open.pop() {
        if found.len() >= most {
            break;
        }
        let Some(&last) = path.last() else { continue };
        if last == end {
            found.push(path.windows(2).map(|pair| step(graph, pair[0], pair[1])).collect());
            continue;
        }
        // The last one pushed is followed first.
        for next in neighbours(graph, last).into_iter().rev() {
            if distance[next.index()] + 1 == distance[last.index()] {
                open.push([path.as_slice(), &[next]].concat());
            }
        }
    }
    Ok((found, ways[start.index()]))
}

/// Nodes with an edge to or from this one, each once, in order.
fn neighbours(graph: &Graph, node: NodeIndex) -> Vec<NodeIndex> {
    let mut near: Vec<NodeIndex> = graph.inner.neighbors_undirected(node).collect();
    near.sort_unstable();
    near.dedup();
    near
}

fn step(graph: &Graph, from: NodeIndex, to: NodeIndex) -> Step {
    let mut edges: Vec<EdgeIndex> = graph
        .inner
        .edges_connecting(from, to)
        .chain(graph.inner.edges_connecting(to, from))
        .map(|edge| edge.id())
        .collect();
    edges.sort_unstable();
    edges.dedup();
    Step { from, to, edges }
}
