//! Integration tests: one binary, one module a topic.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod bad_input;
mod build;
mod corpus;
mod correct;
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
