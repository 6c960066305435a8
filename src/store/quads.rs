//! What can be asked for quads: a store, and a transaction that sees its own changes.

use oxigraph::model::{GraphNameRef, NamedNodeRef, NamedOrBlankNodeRef, Quad, TermRef};
use oxigraph::store::{QuadIter, Store, Transaction};

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
