//! Measures of a graph's structure: which nodes stand in the middle, and what hangs together. In comes a graph, out go
//! figures for each node and for the whole.
//!
//! Edges count without direction and, between two nodes, once; a node's edge to itself counts nothing.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;

use super::model::{Edge, Node};

/// Share of a random walk that follows an edge (Page et al. 1999).
const DAMPING: f64 = 0.85;
/// Steps after which ranks of any graph met so far stand still to nine digits.
const ROUNDS: usize = 100;
const STILL: f64 = 1e-12;

/// What the structure says of one node.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Standing {
    /// Nodes that it has an edge with.
    pub degree: usize,
    /// Share of shortest paths between two others that lead through it, 0–1 (Brandes 2001).
    pub betweenness: f64,
    /// Share of a random walk's time, all nodes together 1 (PageRank, damping 0.85).
    pub page_rank: f64,
    /// Number of its connected component, from 1, the largest first.
    pub component: usize,
    /// Number of its community, from 1, the largest first.
    pub community: usize,
}

/// What the structure says of a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// By the index of the node.
    pub nodes: Vec<Standing>,
    /// Pairs of nodes with an edge.
    pub pairs: usize,
    /// Connected components.
    pub components: usize,
    /// Communities.
    pub communities: usize,
    /// How much denser the communities are inside than chance would make them, −0.5–1 (Newman 2004).
    pub modularity: f64,
}

/// Neighbours of each node, with the weight of the edge, in order.
type Neighbours = Vec<Vec<(usize, f64)>>;

/// Measures a graph; the time grows with nodes × edges.
pub fn network(graph: &DiGraph<Node, Edge>) -> Network {
    let neighbours = neighbours(graph);
    let count = neighbours.len();
    let components = by_size(&component_of(graph));
    let groups = louvain(&neighbours);
    let modularity = modularity(&neighbours, &groups);
    let groups = by_size(&groups);
    let betweenness = betweenness(&neighbours);
    let ranks = page_rank(&neighbours);
    let nodes: Vec<Standing> = (0..count)
        .map(|n| Standing {
            degree: neighbours[n].len(),
            betweenness: betweenness[n],
            page_rank: ranks[n],
            component: components[n],
            community: groups[n],
        })
        .collect();
    Network {
        pairs: neighbours.iter().map(Vec::len).sum::<usize>() / 2,
        components: components.iter().max().copied().unwrap_or(0),
        communities: groups.iter().max().copied().unwrap_or(0),
        modularity,
        nodes,
    }
}

fn neighbours(graph: &DiGraph<Node, Edge>) -> Neighbours {
    let mut sets = vec![BTreeSet::new(); graph.node_count()];
    for edge in graph.edge_references() {
        let (a, b) = (edge.source().index(), edge.target().index());
        if a != b {
            sets[a].insert(b);
            sets[b].insert(a);
        }
    }
    sets.into_iter()
        .map(|set| set.into_iter().map(|n| (n, 1.0)).collect())
        .collect()
}

fn component_of(graph: &DiGraph<Node, Edge>) -> Vec<usize> {
    let mut sets: UnionFind<usize> = UnionFind::new(graph.node_count());
    for edge in graph.edge_references() {
        sets.union(edge.source().index(), edge.target().index());
    }
    graph.node_indices().map(|n: NodeIndex| sets.find(n.index())).collect()
}

/// Numbers groups from 1, the largest first, then in the order of their first node.
fn by_size(groups: &[usize]) -> Vec<usize> {
    let mut sizes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (node, group) in groups.iter().enumerate() {
        sizes.entry(*group).or_insert((0, node)).0 += 1;
    }
    let mut order: Vec<usize> = sizes.keys().copied().collect();
    order.sort_by_key(|group| (std::cmp::Reverse(sizes[group].0), sizes[group].1));
    let numbers: BTreeMap<usize, usize> = order.into_iter().zip(1..).collect();
    groups.iter().map(|group| numbers[group]).collect()
}

/// Brandes' algorithm from every node, for edges of one length, divided by the number of other pairs.
fn betweenness(neighbours: &Neighbours) -> Vec<f64> {
    let count = neighbours.len();
    let mut through = vec![0.0; count];
    let mut paths = vec![0.0; count];
    let mut distance = vec![usize::MAX; count];
    let mut share = vec![0.0; count];
    let mut order: Vec<usize> = Vec::with_capacity(count);
    for from in 0..count {
        for &n in &order {
            (paths[n], distance[n], share[n]) = (0.0, usize::MAX, 0.0);
        }
        order.clear();
        (paths[from], distance[from]) = (1.0, 0);
        let mut queue = VecDeque::from([from]);
        while let Some(n) = queue.pop_front() {
            order.push(n);
            for &(next, _) in &neighbours[n] {
                if distance[next] == usize::MAX {
                    distance[next] = distance[n] + 1;
                    queue.push_back(next);
                }
                if distance[next] == distance[n] + 1 {
                    paths[next] += paths[n];
                }
            }
        }
        for &n in order.iter().rev() {
            for &(next, _) in &neighbours[n] {
                if distance[next] == distance[n] + 1 {
                    share[n] += paths[n] / paths[next] * (1.0 + share[next]);
                }
            }
            if n != from {
                through[n] += share[n];
            }
        }
    }
    // Every pair was met from both of its ends.
    let pairs = count.saturating_sub(1) * count.saturating_sub(2);
    through.iter().map(|sum| sum / pairs.max(1) as f64).collect()
}

fn page_rank(neighbours: &Neighbours) -> Vec<f64> {
    let count = neighbours.len();
    let mut ranks = vec![1.0 / count.max(1) as f64; count];
    for _ in 0..ROUNDS {
        let alone: f64 = (0..count).filter(|n| neighbours[*n].is_empty()).map(|n| ranks[n]).sum();
        let base = (1.0 - DAMPING + DAMPING * alone) / count.max(1) as f64;
        let next: Vec<f64> = neighbours
            .iter()
            .map(|near| {
                let sum: f64 = near.iter().map(|(n, _)| ranks[*n] / neighbours[*n].len() as f64).sum();
                base + DAMPING * sum
            })
            .collect();
        let moved: f64 = ranks.iter().zip(&next).map(|(a, b)| (a - b).abs()).sum();
        ranks = next;
        if moved < STILL {
            break;
        }
    }
    ranks
}

/// The community of each node by Louvain's method (Blondel et al. 2008): nodes move to the neighbouring community that
/// raises modularity most, in order of their index, and the communities become the nodes of the next round.
fn louvain(neighbours: &Neighbours) -> Vec<usize> {
    let mut communities: Vec<usize> = (0..neighbours.len()).collect();
    let mut graph = neighbours.clone();
    let mut inside = vec![0.0; graph.len()];
    loop {
        let groups = settle(&graph, &inside);
        let numbers: BTreeMap<usize, usize> = groups
            .iter()
            .copied()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .zip(0..)
            .collect();
        if numbers.len() == graph.len() {
            return communities;
        }
        for community in &mut communities {
            *community = numbers[&groups[*community]];
        }
        let mut joined = vec![BTreeMap::new(); numbers.len()];
        let mut joined_inside = vec![0.0; numbers.len()];
        for (n, near) in graph.iter().enumerate() {
            let group = numbers[&groups[n]];
            joined_inside[group] += inside[n];
            for (next, weight) in near {
                let other = numbers[&groups[*next]];
                if other == group {
                    joined_inside[group] += weight;
                } else {
                    *joined[group].entry(other).or_insert(0.0) += weight;
                }
            }
        }
        graph = joined.into_iter().map(|near| near.into_iter().collect()).collect();
        inside = joined_inside;
    }
}

/// One level of Louvain's method; `inside` holds twice the weight of a node's edges to itself.
fn settle(graph: &Neighbours, inside: &[f64]) -> Vec<usize> {
    let weight = |n: usize| graph[n].iter().map(|(_, w)| w).sum::<f64>() + inside[n];
    let weights: Vec<f64> = (0..graph.len()).map(weight).collect();
    let all: f64 = weights.iter().sum();
    let mut groups: Vec<usize> = (0..graph.len()).collect();
    let mut totals = weights.clone();
    let mut moved = all > 0.0;
    while moved {
        moved = false;
        for n in 0..graph.len() {
            let mut near: BTreeMap<usize, f64> = BTreeMap::from([(groups[n], 0.0)]);
            for (next, weight) in &graph[n] {
                *near.entry(groups[*next]).or_insert(0.0) += weight;
            }
            totals[groups[n]] -= weights[n];
            let gain = |group: usize| near[&group] - weights[n] * totals[group] / all;
            // A move must gain more than rounding does, else two nodes could change places for ever.
            let stay = gain(groups[n]) + 1e-9;
            let best = near
                .keys()
                .copied()
                .map(|group| (gain(group), group))
                .fold(
                    (stay, groups[n]),
                    |best, found| if found.0 > best.0 { found } else { best },
                );
            moved |= best.1 != groups[n];
            groups[n] = best.1;
            totals[best.1] += weights[n];
        }
    }
    groups
}

fn modularity(neighbours: &Neighbours, groups: &[usize]) -> f64 {
    let all: f64 = neighbours.iter().map(|near| near.len() as f64).sum();
    if all == 0.0 {
        return 0.0;
    }
    let mut inside = 0.0;
    let mut totals: BTreeMap<usize, f64> = BTreeMap::new();
    for (n, near) in neighbours.iter().enumerate() {
        inside += near.iter().filter(|(next, _)| groups[*next] == groups[n]).count() as f64;
        *totals.entry(groups[n]).or_insert(0.0) += near.len() as f64;
    }
    inside / all - totals.values().map(|total| (total / all).powi(2)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(edges: &[(u32, u32)], nodes: usize) -> Network {
        let mut graph = DiGraph::new();
        for _ in 0..nodes {
            graph.add_node(Node::default());
        }
        for (a, b) in edges {
            graph.add_edge((*a).into(), (*b).into(), Edge::default());
        }
        network(&graph)
    }

    /// A path of three: all paths between the ends lead through the middle.
    #[test]
    fn the_middle_of_a_path_lies_between() {
        let found = of(&[(0, 1), (2, 1), (1, 2), (1, 1)], 3);
        let between: Vec<f64> = found.nodes.iter().map(|n| n.betweenness).collect();
        assert_eq!(between, [0.0, 1.0, 0.0]);
        assert_eq!(found.pairs, 2);
        assert_eq!(found.nodes[1].degree, 2);
        assert!(found.nodes[1].page_rank > found.nodes[0].page_rank);
    }

    /// Two triangles with one edge between them, and a node alone: networkx 3.6.1 gives the same figures.
    #[test]
    fn two_triangles_are_two_communities() {
        let found = of(&[(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)], 7);
        let groups: Vec<usize> = found.nodes.iter().map(|n| n.community).collect();
        assert_eq!(groups, [1, 1, 1, 2, 2, 2, 3]);
        assert_eq!((found.components, found.communities), (2, 3));
        assert_eq!(found.nodes[6].component, 2);
        assert!((found.modularity - 0.357_142_857).abs() < 1e-6, "{}", found.modularity);
        assert!(
            (found.nodes[2].betweenness - 0.4).abs() < 1e-9,
            "{}",
            found.nodes[2].betweenness
        );
        let sum: f64 = found.nodes.iter().map(|n| n.page_rank).sum();
        assert!((sum - 1.0).abs() < 1e-9);
        assert!(
            (found.nodes[2].page_rank - 0.202_955_314).abs() < 1e-6,
            "{}",
            found.nodes[2].page_rank
        );
    }

    #[test]
    fn nothing_has_no_structure() {
        let found = of(&[], 0);
        assert_eq!((found.pairs, found.components, found.communities), (0, 0, 0));
    }
}
