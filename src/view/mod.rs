//! Shows: a SPARQL view of the store → a graph → a layout → a picture or a file for another program.
//!
//! A view is a query in `queries/views/` or in a file of the user's own. A SELECT names `?source` and `?target` and, if
//! it likes, `?predicate`, `?role`, `?label` and `?evidence`; the triples of a CONSTRUCT are edges, its types and labels
//! those of the nodes. Everything else about the nodes is looked up. The comments above the query name it: `# id:`,
//! `# title-zh:`, `# title-en:`, `# layout:` (`force`, or `columns left=ROLE,…` with the targets of these roles on the
//! left), `# caption: IRI 中文 | English` for terms that the store has no label for.

mod definition;
mod describe;
mod format;
mod groups;
mod heading;
mod html;
mod label;
mod layout;
mod model;
mod narrow;
mod network;
mod partition;
mod paths;
mod png;
mod projection;
mod style;
mod svg;
mod theme;
mod tooltip;
mod write;
mod xml;

pub use definition::{Filter, ViewOptions, built_in};
pub use format::{Appearance, Format, render, render_as};
pub use model::{Caption, Document, Edge, Graph, Layout, Node, Note};
pub use network::{Network, Standing, network};
pub use paths::{Step, paths};
pub use projection::project;
pub use theme::Theme;
