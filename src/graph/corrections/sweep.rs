//! Takes facts and mentions out of a document, with all that nothing speaks of afterwards.

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};

use super::super::vocab::{gk, prov, rdf};
use super::page::Page;

impl Page<'_> {
    /// Takes one triple out.
    pub fn take(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: &Term) {
        let triple = Triple::new(subject.clone(), predicate.into_owned(), object.clone());
        if self.graph.remove(&triple) {
            self.sweep(vec![object.clone()]);
        }
    }

    /// Takes a fact out, and what refers to it.
    pub fn take_fact(&mut self, fact: &NamedNode) {
        let objects = self.take_all(fact);
        self.sweep(objects);
    }

    /// Takes out that an entity is named at a span; with its last mention the entity goes, and so do the facts about
    /// it. Gives the number of those facts.
    pub fn take_mention(&mut self, entity: &NamedNode, span: &NamedNode) -> usize {
        self.take(entity, gk::MENTIONED_IN, &span.clone().into());
        let described_here = self.object(entity, rdf::TYPE).is_some();
        if !described_here || self.object(entity, gk::MENTIONED_IN).is_some() {
            return 0;
        }
        let mut facts: Vec<NamedNode> = self
            .graph
            .triples_for_object(entity.as_ref())
            .filter_map(|triple| match triple.subject.into_owned() {
                NamedOrBlankNode::NamedNode(node) => Some(node),
                NamedOrBlankNode::BlankNode(_) => None,
            })
            .filter(|node| self.object(node, prov::WAS_DERIVED_FROM).is_some())
            .collect();
        facts.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        facts.dedup();
        for fact in &facts {
            self.take_fact(fact);
        }
        let objects = self.take_all(entity);
        self.sweep(objects);
        facts.len()
    }

    /// Takes out all that a node says and all that is said of it; gives what it spoke of.
    fn take_all(&mut self, node: &NamedNode) -> Vec<Term> {
        let outgoing = self.graph.triples_for_subject(node).map(|t| t.into_owned());
        let incoming = self.graph.triples_for_object(node).map(|t| t.into_owned());
        let triples: Vec<Triple> = outgoing.chain(incoming).collect();
        let mut objects = Vec::new();
        for triple in triples {
            self.graph.remove(&triple);
            objects.push(triple.object);
        }
        objects
    }

    /// Takes out those of the nodes that nothing speaks of any more: spans, sentences, periods, units, minted
    /// indicators and subjects. Facts, entities that are mentioned and the document itself stay.
    pub fn sweep(&mut self, mut nodes: Vec<Term>) {
        while let Some(node) = nodes.pop() {
            let Term::NamedNode(node) = node else { continue };
            let stays = node == self.document
                || self.object(&node, prov::WAS_DERIVED_FROM).is_some()
                || self.object(&node, gk::MENTIONED_IN).is_some()
                || self
                    .graph
                    .triples_for_object(node.as_ref())
                    .any(|triple| triple.subject != node.as_ref().into());
            if !stays {
                nodes.extend(self.take_all(&node));
            }
        }
    }
}
