//! Asks: named and ad-hoc SPARQL → tables, CSV, JSON. In come a question (the name of a query, a file, a text) and the
//! words that narrow it; out go results, from a store here or from a SPARQL endpoint elsewhere.

pub mod backend;
pub mod endpoint;
pub mod executables;
pub mod named;
pub mod describe;
mod near;
pub mod output;
pub mod parameter;
pub mod prefixes;
mod resolve;
pub mod scan;
pub mod search;
mod stoppable;
pub mod table;
mod update;

pub use backend::{Backend, Limits, bounded, evaluate};
pub use describe::Description;
pub use endpoint::Endpoint;
pub use executables::executables;
pub use named::{Library, NamedQuery};
pub use output::{Format, Written, write};
pub use parameter::{Bindings, bind};
pub use prefixes::Prefixes;
pub use update::prepare_update;
