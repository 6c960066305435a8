//! Shows: a SPARQL view of the store → a graph → a layout → a picture or a file for another program.
//!
//! A view is a query in `queries/views/` or in a file of the user's own. A SELECT names `?source` and `?target` and, if
//! it likes, `?predicate`, `?role`, `?label` and `?evidence`; the triples of a CONSTRUCT are edges, its types and labels
//! those of the nodes. Everything else about the nodes is looked up.

mod definition;
mod describe;
mod format;
mod heading;
mod label;
mod layout;
mod model;
mod narrow;
mod partition;
mod projection;
mod style;
mod svg;
mod tooltip;
mod write;
mod xml;

pub use definition::{Filter, ViewOptions, built_in};
pub use format::{Format, render};
pub use model::{Caption, Document, Edge, Graph, Layout, Node};
pub use projection::project;
