//! govkg reads Chinese government work reports (政府工作报告) and the tables that come with them into a knowledge
//! graph in which every fact can be traced to the characters it was read from.
//!
//! The modules stand in the order in which data meets them; none imports a later one.

pub mod error;
pub mod text;
pub mod outline;
pub mod labels;
pub mod relate;
pub mod lexicon;
pub mod rules;
pub mod facts;
pub mod graph;
pub mod store;
pub mod derive;
pub mod query;
pub mod correct;
pub mod link;
pub mod view;
pub mod export;
pub mod eval;
pub mod learn;
pub mod validate;
pub mod server;
pub mod cli;

pub use error::{Error, Result};
