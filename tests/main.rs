//! Integration tests: one binary, one module a topic.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says why it skips"
)]

mod bad_input;
mod build;
mod corpus;
mod documents;
mod endpoint;
mod eval;
mod house;
mod ontology;
mod queries;
mod run;
mod store;
mod tables;
mod validate;
mod view;
