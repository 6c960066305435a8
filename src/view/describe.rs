//! What the store knows of the nodes, terms, documents and spans that a view names.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use oxigraph::store::Store;

use super::model::{Caption, Document, Graph, Node};
use super::style;
use crate::Result;
use crate::graph::local_name;
use crate::graph::vocab::{dcterms, gk, rdf, rdfs, skos};
use crate::store::{Quads, lexical};

fn first(store: &Store, node: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Result<Option<String>> {
    Ok(store.object(node, property, None)?.as_ref().map(lexical))
}

fn language(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(l) => l.language(),
        _ => None,
    }
}

/// Adds a class to a node: the main class is the one that the styles name first.
pub(super) fn add_class(node: &mut Node, class: &str) {
    if class == gk::AGENCY_GROUP.as_str() {
        node.is_group = true;
    }
    let rank = |c: &str| (style::class_rank(c), c.to_owned());
    if node.class.as_deref().is_none_or(|known| rank(class) < rank(known)) {
        node.class = Some(class.to_owned());
    }
}

/// Labels, classes, deadlines and descriptions of all nodes.
pub(super) fn nodes(store: &Store, graph: &mut Graph) -> Result<()> {
    for node in graph.inner.node_weights_mut() {
        if let Ok(iri) = NamedNode::new(&node.iri) {
            describe(store, iri.as_ref(), node)?;
        }
        if node.label.trim().is_empty() {
            node.label = local_name(&node.iri).to_owned();
        }
    }
    Ok(())
}

fn describe(store: &Store, iri: NamedNodeRef<'_>, node: &mut Node) -> Result<()> {
    let mut names: Vec<String> = Vec::new();
    let preferred = store.objects(iri, skos::PREF_LABEL, None)?;
    let mut labels = store.objects(iri, rdfs::LABEL, None)?;
    // Chinese before the rest.
    labels.sort_by_key(|l| language(l).is_none_or(|tag| !tag.starts_with("zh")));
    names.extend(preferred.iter().chain(&labels).map(lexical));
    names.extend(store.objects(iri, skos::ALT_LABEL, None)?.iter().map(lexical));
    if node.label.is_empty() {
        node.label = names.first().cloned().unwrap_or_default();
    }
    let mut seen = BTreeSet::from([node.label.clone()]);
    names.retain(|name| seen.insert(name.clone()));
    node.alt_labels = names;
    if node.class.is_none() {
        for class in store.objects(iri, rdf::TYPE, None)? {
            add_class(node, &lexical(&class));
        }
    }
    node.deadline = first(store, iri, gk::DEADLINE)?;
    node.description = first(store, iri, dcterms::DESCRIPTION)?;
    Ok(())
}

/// The documents that the spans lie in; where no edge names a span, all documents of the store.
pub(super) fn documents(store: &Store, graph: &mut Graph) -> Result<()> {
    let spans = graph.inner.edge_weights().flat_map(|e| &e.evidence);
    let mut iris: BTreeSet<String> = spans
        .map(|span| span.split_once('#').map_or(span.as_str(), |(doc, _)| doc).to_owned())
        .collect();
    if iris.is_empty() && !graph.is_empty() {
        for quad in store.quads_for_pattern(None, Some(gk::SOURCE), None, None) {
            if let oxigraph::model::NamedOrBlankNode::NamedNode(n) = quad?.subject {
                iris.insert(n.into_string());
            }
        }
    }
    for iri in iris {
        let Ok(node) = NamedNode::new(&iri) else { continue };
        let document = node.as_ref();
        let area = match store.node(document, gk::AREA_PROPERTY, None)? {
            Some(area) => first(store, area.as_ref(), skos::PREF_LABEL)?,
            _ => None,
        };
        graph.documents.push(Document {
            title: first(store, document, dcterms::TITLE)?,
            identifier: first(store, document, dcterms::IDENTIFIER)?,
            area,
            year: first(store, document, gk::REPORT_YEAR)?,
            iri,
        });
    }
    Ok(())
}

/// Names of the classes, properties and roles in use, those of the view where the store has none.
pub(super) fn captions(store: &Store, graph: &mut Graph, own: &[(String, Caption)]) -> Result<()> {
    let mut terms: BTreeSet<String> = graph.inner.node_weights().filter_map(|n| n.class.clone()).collect();
    if graph.inner.node_weights().any(|n| n.is_group) {
        terms.insert(gk::AGENCY_GROUP.as_str().to_owned());
    }
    if graph.inner.node_weights().any(|n| n.deadline.is_some()) {
        terms.insert(gk::DEADLINE.as_str().to_owned());
    }
    for edge in graph.inner.edge_weights() {
        terms.insert(edge.predicate.clone());
        terms.extend(edge.role.clone());
    }
    for term in terms {
        let Ok(iri) = NamedNode::new(&term) else { continue };
        let mut caption = Caption::default();
        let mut labels = store.objects(iri.as_ref(), rdfs::LABEL, None)?;
        labels.extend(store.objects(iri.as_ref(), skos::PREF_LABEL, None)?);
        for label in &labels {
            match language(label) {
                Some(tag) if tag.starts_with("zh") => caption.zh.get_or_insert_with(|| lexical(label)),
                _ => caption.en.get_or_insert_with(|| lexical(label)),
            };
        }
        if caption == Caption::default() {
            caption = own
                .iter()
                .find(|(iri, _)| *iri == term)
                .map(|(_, own)| own.clone())
                .unwrap_or_default();
        }
        if caption != Caption::default() {
            graph.captions.insert(term, caption);
        }
    }
    Ok(())
}

/// The sentence of each edge's first span.
pub(super) fn sentences(store: &Store, graph: &mut Graph) -> Result<()> {
    let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
    for edge in graph.inner.edge_weights_mut() {
        let Some(span) = edge.evidence.first() else { continue };
        if !known.contains_key(span) {
            known.insert(span.clone(), sentence(store, span)?);
        }
        edge.sentence = known.get(span).cloned().flatten();
    }
    Ok(())
}

fn sentence(store: &Store, span: &str) -> Result<Option<String>> {
    let Ok(span) = NamedNode::new(span) else {
        return Ok(None);
    };
    match store.node(span.as_ref(), gk::SENTENCE_PROPERTY, None)? {
        Some(sentence) => first(store, sentence.as_ref(), gk::TEXT),
        _ => first(store, span.as_ref(), gk::TEXT),
    }
}
