//! Integration tests: one binary, one module a topic.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod corpus;
mod eval;
mod house;
mod ontology;
mod tables;
mod validate;
mod view;
