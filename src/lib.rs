//! govkg reads Chinese government work reports (政府工作报告) and the tables that come with them into a knowledge
//! graph in which every fact can be traced to the characters it was read from.
//!
//! The modules stand in the order in which data meets them; none imports a later one.

pub mod cli;
pub mod derive;
pub mod error;
pub mod eval;
pub mod export;
pub mod facts;
pub mod graph;
pub mod lexicon;
pub mod link;
pub mod outline;
pub mod query;
pub mod rules;
pub mod server;
pub mod store;
pub mod text;
pub mod validate;
pub mod view;

pub use error::{Error, Result};
