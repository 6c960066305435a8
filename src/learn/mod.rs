//! Learns: annotated texts → weights of the labels and the relations.
//!
//! In come the annotations of `training/` and the reports that they are of, out go the files that
//! [`crate::labels::Labels`] and [`crate::relate::Relations`] read. The same annotations give the same bytes.

mod annotations;
mod descent;
mod known;
mod relations;
mod sequence;
mod train;

pub use annotations::{Annotated, fingerprint, read};
pub use descent::Settings;
pub use known::names;
pub use relations::{Choice, train as train_relations};
pub use train::{train, train_nested};
