//! Integration tests, one binary; one module a topic.

mod eval;
mod tables;
