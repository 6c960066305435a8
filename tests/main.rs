//! Integration tests: one binary, one module a topic.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod bad_input;
mod build;
mod corpus;
mod endpoint;
mod eval;
mod house;
mod ontology;
mod queries;
#[cfg_attr(
    not(feature = "disk"),
    expect(dead_code, reason = "only a kept store needs the command")
)]
mod run;
mod store;
mod tables;
mod validate;
mod view;
