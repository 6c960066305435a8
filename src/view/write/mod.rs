//! Files for other programs, one format a file.

pub(super) mod attributes;
pub(super) mod csv;
pub(super) mod dot;
pub(super) mod gexf;
pub(super) mod graphml;
pub(super) mod json;
pub(super) mod mermaid;
