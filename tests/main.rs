//! Integration tests, one binary; one module a topic.

mod house;
mod ontology;
mod validate;
