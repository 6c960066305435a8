//! What a store holds: quads by graph, and what each kind of fact costs in quads.

use std::collections::BTreeMap;

use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use rustc_hash::FxHashMap;

use super::{Store, failed};
use crate::Result;
use crate::graph::local_name;
use crate::graph::vocab::{gk, prov, rdf};

/// The counts of a store.
#[derive(Debug, Default)]
pub struct Counts {
    /// Quads of each graph, by the IRI of the graph; the default graph has no name.
    pub graphs: BTreeMap<String, usize>,
    /// What the kinds of nodes in document graphs cost, by the local name of the class.
    pub kinds: BTreeMap<String, Cost>,
}

/// What one kind of nodes costs.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Nodes of this kind, each counted once a document.
    pub nodes: usize,
    /// Quads that have such a node as subject.
    pub own: usize,
    /// Quads of the text spans that these nodes, and no dearer kind, are read from or mentioned in.
    pub evidence: usize,
}

impl Cost {
    /// Quads for one node, with its evidence.
    pub fn each(self) -> f64 {
        if self.nodes == 0 {
            0.0
        } else {
            (self.own + self.evidence) as f64 / self.nodes as f64
        }
    }
}

/// Kinds that a node counts as before its other classes; a span that several kinds share is paid by the first of them.
const ORDER: [&str; 9] = [
    "Measure",
    "Responsibility",
    "Claim",
    "Task",
    "AgencyGroup",
    "FunctionalZone",
    "Agency",
    "Area",
    "Project",
];
/// What has no class and no name that tells.
const OTHER: &str = "other";
const SPAN: &str = "Span";

impl Store {
    /// Counts everything, one document graph after the other.
    pub fn counts(&self) -> Result<Counts> {
        let mut counts = Counts::default();
        for graph in self.quads.named_graphs() {
            let graph = graph.map_err(|e| failed(self.place.as_deref(), e))?;
            let name = GraphName::from(graph.clone());
            let quads = self.quads.quads_for_pattern(None, None, None, Some(name.as_ref()));
            let quads: Vec<Quad> = quads
                .collect::<Result<_, _>>()
                .map_err(|e| failed(self.place.as_deref(), e))?;
            if quads.is_empty() {
                continue;
            }
            counts
                .graphs
                .insert(graph.to_string().trim_matches(['<', '>']).to_owned(), quads.len());
            if let NamedOrBlankNode::NamedNode(graph) = &graph
                && self.iris.document_of(graph.as_ref()).is_some()
            {
                add_document(&mut counts.kinds, &quads, self.base());
            }
        }
        Ok(counts)
    }
}

fn add_document(kinds: &mut BTreeMap<String, Cost>, quads: &[Quad], base: &str) {
    let mut classes: FxHashMap<&NamedOrBlankNode, Vec<&str>> = FxHashMap::default();
    let mut is_span: FxHashMap<&NamedOrBlankNode, ()> = FxHashMap::default();
    for quad in quads {
        if quad.predicate.as_ref() == rdf::TYPE
            && let Term::NamedNode(class) = &quad.object
        {
            classes
                .entry(&quad.subject)
                .or_default()
                .push(local_name(class.as_str()));
        } else if quad.predicate.as_ref() == gk::START {
            is_span.insert(&quad.subject, ());
        }
    }
    let kind = |node: &NamedOrBlankNode| -> String {
        match classes.get(node) {
            None if is_span.contains_key(node) => SPAN.to_owned(),
            None => known(node, base),
            Some(names) => {
                let measure = ["Achievement", "Target"].iter().any(|class| names.contains(class));
                let first = ORDER
                    .iter()
                    .find(|kind| names.contains(kind) || (measure && **kind == "Measure"));
                first
                    .copied()
                    .or_else(|| names.iter().min().copied())
                    .unwrap_or(OTHER)
                    .to_owned()
            }
        }
    };
    // Which kind pays for a span: the first in the order of those that point at it.
    let mut payer: FxHashMap<&str, String> = FxHashMap::default();
    let rank = |kind: &str| ORDER.iter().position(|other| *other == kind).unwrap_or(ORDER.len());
    for quad in quads {
        let evidence = [prov::WAS_DERIVED_FROM, gk::MENTIONED_IN].contains(&quad.predicate.as_ref());
        if let (true, Term::NamedNode(span)) = (evidence, &quad.object) {
            let new = kind(&quad.subject);
            let known = payer.entry(span.as_str()).or_insert_with(|| new.clone());
            if (rank(&new), &new) < (rank(known), known) {
                *known = new;
            }
        }
    }
    let mut seen: FxHashMap<&NamedOrBlankNode, String> = FxHashMap::default();
    for quad in quads {
        let is_new = !seen.contains_key(&quad.subject);
        let kind = seen.entry(&quad.subject).or_insert_with(|| kind(&quad.subject)).clone();
        let paid = match (&quad.subject, kind.as_str()) {
            (NamedOrBlankNode::NamedNode(node), SPAN) => payer.get(node.as_str()),
            _ => None,
        };
        match paid {
            Some(payer) => kinds.entry(payer.clone()).or_default().evidence += 1,
            None => {
                let cost = kinds.entry(kind).or_default();
                cost.own += 1;
                cost.nodes += usize::from(is_new);
            }
        }
    }
}

/// What the vocabulary knows has its class there: its IRI tells what it is, `…/area/450200` a known area.
fn known(node: &NamedOrBlankNode, base: &str) -> String {
    let kind = match node {
        NamedOrBlankNode::NamedNode(node) => node.as_str().strip_prefix(base).and_then(|path| path.split_once('/')),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    kind.map_or_else(|| OTHER.to_owned(), |(kind, _)| format!("known {kind}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::RdfFormat;

    #[test]
    fn each_quad_is_paid_once() {
        let text = "
            @prefix gk: <https://w3id.org/govkg/ontology#> . @prefix prov: <http://www.w3.org/ns/prov#> .
            @prefix x: <https://w3id.org/govkg/id/doc/a#> .
            <https://w3id.org/govkg/id/graph/doc/a> {
              x:m a gk:Achievement ; gk:value 1 ; prov:wasDerivedFrom x:s .
              x:a a gk:Agency ; gk:mentionedIn x:s, x:t .
              x:s gk:start 1 ; gk:end 2 ; gk:sentence x:z . x:t gk:start 3 ; gk:end 4 ; gk:sentence x:z .
              x:z a gk:Sentence ; gk:start 0 ; gk:end 9 .
            }";
        let quads = oxigraph::store::Store::new().unwrap();
        quads.load_from_slice(RdfFormat::TriG, text).unwrap();
        let counts = Store::in_memory("https://w3id.org/govkg/id/", quads).counts().unwrap();
        let cost = |kind: &str| counts.kinds[kind];
        assert_eq!(
            cost("Measure"),
            Cost {
                nodes: 1,
                own: 3,
                evidence: 3
            }
        );
        assert_eq!(
            cost("Agency"),
            Cost {
                nodes: 1,
                own: 3,
                evidence: 3
            }
        );
        assert_eq!(
            cost("Sentence"),
            Cost {
                nodes: 1,
                own: 3,
                evidence: 0
            }
        );
        let all: usize = counts.kinds.values().map(|cost| cost.own + cost.evidence).sum();
        assert_eq!(all, counts.graphs.values().sum::<usize>());
    }
}
