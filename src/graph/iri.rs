//! IRIs: stable, readable, ASCII.

use oxigraph::model::NamedNode;
use sha2::{Digest, Sha256};

use super::slug::slug;

/// The longest slug inside an IRI.
const SLUG: usize = 40;

/// Makes the IRIs of resources under one base.
#[derive(Debug, Clone)]
pub struct Iris {
    base: String,
}

/// The base under which the files of words write their IRIs.
pub const DEFAULT_BASE: &str = "https://w3id.org/govkg/id/";

impl Iris {
    /// IRIs under `base`, which ends in `/`.
    pub fn new(base: &str) -> Self {
        let mut base = base.to_owned();
        if !base.ends_with('/') && !base.ends_with('#') {
            base.push('/');
        }
        Self { base }
    }

    /// The base.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A resource under the base.
    pub fn id(&self, path: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{path}", self.base))
    }

    /// An IRI of the files of words, moved to this base.
    pub fn moved(&self, iri: &str) -> NamedNode {
        match iri.strip_prefix(DEFAULT_BASE) {
            Some(path) => self.id(path),
            None => NamedNode::new_unchecked(iri),
        }
    }

    /// A document.
    pub fn document(&self, id: &str) -> NamedNode {
        self.id(&format!("doc/{id}"))
    }

    /// The named graph of a document.
    pub fn document_graph(&self, id: &str) -> NamedNode {
        self.id(&format!("graph/doc/{id}"))
    }

    /// The graph of what is known rather than read.
    pub fn vocabulary_graph(&self) -> NamedNode {
        self.id("graph/vocabulary")
    }

    /// The graph of what is inferred.
    pub fn derived_graph(&self) -> NamedNode {
        self.id("graph/derived")
    }

    /// An entity: kind, scope, slug of the label and six hex digits over all three.
    pub fn entity(&self, kind: &str, scope: &str, label: &str) -> NamedNode {
        let hash = short_hash(&[kind, scope, label]);
        let slug = slug(label, SLUG);
        if scope.is_empty() {
            self.id(&format!("{kind}/{slug}-{hash}"))
        } else {
            self.id(&format!("{kind}/{scope}/{slug}-{hash}"))
        }
    }
}

/// Six hex digits of the SHA-256 of the parts, divided by NUL.
pub fn short_hash(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            hasher.update([0]);
        }
        hasher.update(part);
    }
    hex(&hasher.finalize(), 3)
}

/// The first `bytes` bytes in hex.
pub fn hex(digest: &[u8], bytes: usize) -> String {
    use std::fmt::Write;
    digest
        .iter()
        .take(bytes)
        .fold(String::with_capacity(bytes * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}
