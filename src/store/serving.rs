//! A serving govkg: changes go there graph by graph, each in one transaction that also derives anew.
//!
//! It also tells of which file, tool and words each document was made, so that an unchanged file is not read again.

use std::collections::BTreeMap;

use oxigraph::model::{NamedNode, Quad};
use serde::{Deserialize, Serialize};

use super::writer::{Change, Loaded};
use super::{Build, Remote};
use crate::graph::escaped;
use crate::{Error, Result};

/// The media type of a [`State`]; who gets it knows that a govkg answers.
pub const STATE: &str = "application/vnd.govkg.state+json";

/// What a serving govkg holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The begin of its IRIs.
    pub base: String,
    /// Of what the vocabulary graph was made.
    pub vocabulary: Option<String>,
    /// Whether the graph of corrections may hold something.
    pub corrections: bool,
    /// Of what each document was made, by id.
    pub documents: BTreeMap<String, Build>,
}

/// The new content of a document, as it is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sent {
    /// What it was made of: a [`Build`] of a document, the fingerprint of the vocabulary.
    pub build: serde_json::Value,
    /// All triples of the graph, as N-Triples.
    pub triples: String,
}

/// A govkg that takes changes.
pub(super) struct Serving {
    remote: Remote,
    root: String,
}

impl Serving {
    /// The govkg at an endpoint, with what it holds; nothing if another server answers there.
    pub(super) fn find(remote: &Remote) -> Result<Option<(Self, State)>> {
        let root = remote.root();
        let address = format!("{root}documents");
        let Some((kind, bytes)) = remote.look(&address, STATE)? else {
            return Ok(None);
        };
        if !kind.starts_with(STATE) {
            return Ok(None);
        }
        let state = serde_json::from_slice(&bytes).map_err(|e| Error::Remote {
            url: address,
            message: format!("it does not say what it holds: {e}"),
        })?;
        let remote = remote.clone();
        Ok(Some((Self { remote, root }, state)))
    }

    /// Sends documents, each in one transaction; `done` hears of each that is kept.
    pub(super) fn replace(&self, changes: Vec<Change>, mut done: impl FnMut(&str, &Build)) -> Result<Loaded> {
        let mut loaded = Loaded::default();
        for change in changes {
            // The path of a file here says nothing there.
            let build = Build {
                file: None,
                ..change.build
            };
            let address = format!("{}documents/{}", self.root, change.id);
            self.put(&address, serde_json::to_value(&build), &change.quads)?;
            loaded.documents += 1;
            loaded.quads += change.quads.len();
            done(&change.id, &build);
        }
        Ok(loaded)
    }

    /// Sends the vocabulary that `fingerprint` stands for.
    pub(super) fn set_vocabulary(&self, fingerprint: &str, quads: &[Quad]) -> Result<()> {
        let address = format!("{}vocabulary", self.root);
        self.put(&address, Ok(fingerprint.into()), quads)
    }

    /// Takes documents out.
    pub(super) fn remove(&self, ids: &[&str]) -> Result<()> {
        for id in ids {
            let address = format!("{}documents/{id}", self.root);
            self.remote
                .send(reqwest::Method::DELETE, &address, "application/json", String::new())?;
        }
        Ok(())
    }

    /// Sends another graph, by the Graph Store Protocol.
    pub(super) fn replace_graph(&self, graph: &NamedNode, quads: &[Quad]) -> Result<()> {
        let address = format!("{}store?graph={}", self.root, escaped(graph.as_str()));
        let body = triples(quads);
        self.remote
            .send(reqwest::Method::PUT, &address, "application/n-triples", body)
    }

    /// A copy of all that it holds.
    pub(super) fn fetch(&self) -> Result<oxigraph::store::Store> {
        self.remote.fetch()
    }

    fn put(&self, address: &str, build: serde_json::Result<serde_json::Value>, quads: &[Quad]) -> Result<()> {
        let body = build.and_then(|build| {
            let triples = triples(quads);
            serde_json::to_string(&Sent { build, triples })
        });
        let body = body.map_err(|e| Error::Remote {
            url: address.to_owned(),
            message: format!("what is to be sent cannot be written: {e}"),
        })?;
        self.remote
            .send(reqwest::Method::PUT, address, "application/json", body)
    }
}

fn triples(quads: &[Quad]) -> String {
    let mut text = String::with_capacity(quads.len() * 160);
    for quad in quads {
        text.push_str(&format!("{} {} {} .\n", quad.subject, quad.predicate, quad.object));
    }
    text
}
