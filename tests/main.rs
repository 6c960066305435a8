//! Integration tests: one binary, one module a topic.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "a test says what it skips and what it measured")]

mod bad_input;
mod build;
mod corpus;
mod correct;
mod documents;
mod endpoint;
mod eval;
mod evaluation;
mod house;
mod labels;
mod messages;
mod ontology;
mod queries;
mod robust;
#[cfg_attr(
    not(feature = "disk"),
    expect(dead_code, reason = "only a kept store needs the command")
)]
mod run;
mod sample;
mod serve;
mod store;
mod tables;
mod validate;
mod view;
mod words;
