//! Integration tests: one binary, one module a topic.

mod corpus;
mod queries;
