//! Learns: annotated texts → weights of the labels.
//!
//! In come the annotations of `training/` and the reports that they are of, out goes the file that
//! [`crate::labels::Labels`] reads. The same annotations give the same bytes.

mod annotations;
mod train;

pub use annotations::{Annotated, fingerprint, read};
pub use train::{Settings, train};
