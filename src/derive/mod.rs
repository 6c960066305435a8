//! Infers: what the documents say → the derived graph.
//!
//! In come the quads of a store, out go those of `…/graph/derived`, a function of the others alone: members of groups
//! of bodies, from the hierarchy of divisions.

mod groups;

use oxigraph::model::Quad;

use crate::Result;
use crate::graph::Iris;
use crate::store::Quads;

/// Everything that is inferred, without duplicates, in the order of the terms.
///
/// # Errors
/// A failure of the store.
pub fn derive(quads: &dyn Quads, iris: &Iris) -> Result<Vec<Quad>> {
    let mut derived = groups::members(quads, iris)?;
    derived.sort_unstable_by_key(Quad::to_string);
    derived.dedup();
    Ok(derived)
}
