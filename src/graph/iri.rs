//! IRIs: stable, readable, ASCII.

use oxigraph::model::{NamedNode, NamedNodeRef};
use sha2::{Digest, Sha256};

use super::slug::slug;

/// The longest slug inside the IRI of an entity.
const SLUG: usize = 40;
/// The longest slug in the id of a document; a longer path is told apart by the digits that follow.
const DOCUMENT_SLUG: usize = 60;

/// Makes the IRIs of resources, documents and graphs under one base.
#[derive(Debug, Clone, PartialEq, Eq)]
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

    /// The document with this id: `…/doc/<id>`.
    pub fn document(&self, id: &str) -> NamedNode {
        self.id(&format!("doc/{id}"))
    }

    /// The graph of the document with this id: `…/graph/doc/<id>`.
    pub fn document_graph(&self, id: &str) -> NamedNode {
        self.id(&format!("graph/doc/{id}"))
    }

    /// `…/graph/vocabulary`: what is known rather than read.
    pub fn vocabulary_graph(&self) -> NamedNode {
        self.id("graph/vocabulary")
    }

    /// `…/graph/derived`: what is inferred from the rest.
    pub fn derived_graph(&self) -> NamedNode {
        self.id("graph/derived")
    }

    /// `…/graph/corrections`: what a person has corrected.
    pub fn corrections_graph(&self) -> NamedNode {
        self.id("graph/corrections")
    }

    /// `…/graph/link/<name>`: matches with another data set.
    pub fn link_graph(&self, name: &str) -> NamedNode {
        self.id(&format!("graph/link/{name}"))
    }

    /// `…/graph/data/<name>`: observations of other people's tables.
    pub fn data_graph(&self, name: &str) -> NamedNode {
        self.id(&format!("graph/data/{name}"))
    }

    /// The path of a graph after `…/graph/`, such as `doc/<id>` or `derived`.
    pub fn graph_path<'a>(&self, graph: NamedNodeRef<'a>) -> Option<&'a str> {
        graph.as_str().strip_prefix(self.base.as_str())?.strip_prefix("graph/")
    }

    /// The id of the document whose graph this is.
    pub fn document_of<'a>(&self, graph: NamedNodeRef<'a>) -> Option<&'a str> {
        self.graph_path(graph)?.strip_prefix("doc/")
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

/// Whether the IRI of an entity was made for this label.
pub fn is_for_label(iri: &str, label: &str) -> bool {
    let slug_of_iri = local_name(iri).rsplit_once('-').map(|(slug, _)| slug);
    slug_of_iri == Some(slug(label, SLUG).as_str())
}

/// The last part of an IRI.
pub fn local_name(iri: &str) -> &str {
    let end = iri.trim_end_matches(['/', '#']);
    match end.rfind(['#', '/', ':']) {
        Some(at) if at + 1 < end.len() => &end[at + 1..],
        _ => end,
    }
}

/// The id of the document in a file or at an address: the slug of `name` and six hex digits over `path`.
///
/// The path tells apart what has the same name; for a file the name is its path without the extension, see
/// [`file_id`].
pub fn document_id(name: &str, path: &str) -> String {
    format!("{}-{}", slug(name, DOCUMENT_SLUG), short_hash(&[path]))
}

/// The id of the document in the file at `path`, a relative path with `/` between its parts.
pub fn file_id(path: &str) -> String {
    let name = match path.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !stem.ends_with('/') && !extension.contains('/') => stem,
        _ => path,
    };
    document_id(name, path)
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

/// The text as a value in an address: what is no letter, digit or one of `-._~` as `%XX` (RFC 3986, section 2).
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_escaped() {
        assert_eq!(escaped("a b&中"), "a%20b%26%E4%B8%AD");
    }

    #[test]
    fn leads_from_graph_to_document_and_back() {
        let iris = Iris::new(DEFAULT_BASE);
        let graph = iris.document_graph("liuzhou-2021-58235a");
        assert_eq!(iris.document_of(graph.as_ref()), Some("liuzhou-2021-58235a"));
        assert_eq!(iris.graph_path(iris.derived_graph().as_ref()), Some("derived"));
        assert_eq!(iris.document_of(iris.derived_graph().as_ref()), None);
        assert_eq!(
            iris.graph_path(NamedNodeRef::new_unchecked("https://example.org/graph/derived")),
            None
        );
    }

    #[test]
    fn ids_are_those_that_others_rely_on() {
        assert_eq!(file_id("liuzhou-2021.txt"), "liuzhou-2021-58235a");
        let nested = file_id("重庆/2021年报告.v2.md");
        assert_eq!(nested.rsplit_once('-').unwrap().0, "chongqing-2021nianbaogao-v2");
        assert_ne!(file_id("a/b.txt"), file_id("a-b.txt"));
        assert!(file_id(&"长".repeat(90)).len() <= DOCUMENT_SLUG + 7);
    }
}
