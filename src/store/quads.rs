//! What can be asked for quads: a store, and a transaction that sees its own changes.

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Quad, Term, TermRef};
use oxigraph::store::{QuadIter, StorageError, Store, Transaction};

use crate::Result;
use crate::graph::Iris;

/// Something that answers patterns of quads.
pub trait Quads {
    /// The quads with these terms; `None` stands for any.
    fn matching<'a>(
        &'a self,
        subject: Option<NamedOrBlankNodeRef<'a>>,
        predicate: Option<NamedNodeRef<'a>>,
        object: Option<TermRef<'a>>,
        graph: Option<GraphNameRef<'a>>,
    ) -> QuadIter<'a>;

    /// The values of a property of a node, sorted and without repetitions, whatever the order of the quads.
    fn objects(
        &self,
        subject: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Vec<Term>, StorageError> {
        let mut objects = self
            .matching(Some(subject.into()), Some(property), None, graph)
            .map(|quad| Ok(quad?.object))
            .collect::<Result<Vec<Term>, StorageError>>()?;
        objects.sort_by_cached_key(Term::to_string);
        objects.dedup();
        Ok(objects)
    }

    /// The first of those values.
    fn object(
        &self,
        subject: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Option<Term>, StorageError> {
        Ok(self.objects(subject, property, graph)?.into_iter().next())
    }

    /// The text of the first of those values that is a literal.
    fn literal(
        &self,
        subject: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Option<String>, StorageError> {
        let objects = self.objects(subject, property, graph)?;
        Ok(objects.into_iter().find_map(|object| match object {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        }))
    }

    /// The first of those values that is a node with an IRI.
    fn node(
        &self,
        subject: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Result<Option<NamedNode>, StorageError> {
        let objects = self.objects(subject, property, graph)?;
        Ok(objects.into_iter().find_map(|object| match object {
            Term::NamedNode(node) => Some(node),
            _ => None,
        }))
    }
}

/// The text of a literal, the IRI of a resource.
pub fn lexical(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}

impl Quads for Store {
    fn matching<'a>(
        &'a self,
        subject: Option<NamedOrBlankNodeRef<'a>>,
        predicate: Option<NamedNodeRef<'a>>,
        object: Option<TermRef<'a>>,
        graph: Option<GraphNameRef<'a>>,
    ) -> QuadIter<'a> {
        self.quads_for_pattern(subject, predicate, object, graph)
    }
}

impl Quads for Transaction<'_> {
    fn matching<'a>(
        &'a self,
        subject: Option<NamedOrBlankNodeRef<'a>>,
        predicate: Option<NamedNodeRef<'a>>,
        object: Option<TermRef<'a>>,
        graph: Option<GraphNameRef<'a>>,
    ) -> QuadIter<'a> {
        self.quads_for_pattern(subject, predicate, object, graph)
    }
}

/// Infers the derived graph from all others.
///
/// It must depend on the quads only, never on their order, and leave the derived graph itself out of sight: what is
/// derived is always a function of what was read. The graph name of the quads it gives is not looked at.
pub type Derive = fn(&dyn Quads, &Iris) -> Result<Vec<Quad>>;
