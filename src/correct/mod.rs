//! Corrects: a person's table → the graph of corrections and the documents they are about, in one transaction.
//!
//! In come the [rows](read_rows) of a table, out goes what became of each. Labels are settled here, once: what is kept
//! names its nodes by IRI and describes those that the vocabulary does not know, so that a later build needs nothing
//! but the document and its corrections.

mod documents;
mod make;
mod obey;
mod resolve;
mod rows;
mod terms;
mod write;

pub use documents::{Outcome, correct, corrections};
pub use obey::obey;
pub use rows::{COLUMNS, EXAMPLE, Order, Row, read_rows};
pub use write::cells;
