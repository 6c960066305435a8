//! Validates: store → report. In come a store and SHACL shapes, out goes what breaks them, with its place in the text.
//!
//! A subset of SHACL Core, evaluated over the union of all graphs. Targets: class, subjects of, objects of, node.
//! Paths: predicate, inverse, sequence, alternative. A word of SHACL that is not understood is an error, never ignored.
//! Only the predicates that the shapes speak of are read from the store, each in one sweep.

mod check;
mod data;
mod literal;
mod parse;
mod place;
mod report;
mod shapes;

use oxigraph::store::Store;

use crate::Result;

pub use place::Place;
pub use report::{Report, Violation};

/// The shapes that come with the tool, in Turtle.
pub const SHAPES: &str = include_str!("../../ontology/shapes.ttl");

/// Checks all graphs of a store against shapes in Turtle.
///
/// # Errors
///
/// When the shapes cannot be parsed or use a constraint that is not supported, or the store cannot be read.
pub fn validate(store: &Store, shapes: &str) -> Result<Report> {
    let shapes = shapes::Shapes::parse(shapes)?;
    let data = data::Data::read(store, &shapes)?;
    let outcome = check::check(&shapes, &data);
    Report::of(store, &shapes, &data, outcome)
}
