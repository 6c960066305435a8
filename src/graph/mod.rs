//! To be written.

pub mod vocab;
