//! Links: the graph × other data sets → link graphs, each link with the reason for it. One data set a file.

mod areas;

pub use areas::{Linked, areas};
