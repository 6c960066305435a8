//! The IRIs of graphs and documents.

use oxigraph::model::{NamedNode, NamedNodeRef};

/// The IRIs that follow from the begin of all IRIs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    base: String,
}

impl Names {
    /// Names under `base`, such as `https://w3id.org/govkg/id/`.
    pub fn new(base: &str) -> Self {
        Self { base: base.to_owned() }
    }

    /// The begin of all IRIs.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The document with this id: `…/doc/<id>`.
    pub fn document(&self, id: &str) -> NamedNode {
        self.name(&["doc/", id])
    }

    /// The graph of the document with this id: `…/graph/doc/<id>`.
    pub fn document_graph(&self, id: &str) -> NamedNode {
        self.name(&["graph/doc/", id])
    }

    /// `…/graph/vocabulary`: what is known rather than read.
    pub fn vocabulary(&self) -> NamedNode {
        self.name(&["graph/vocabulary"])
    }

    /// `…/graph/derived`: what is inferred from the rest.
    pub fn derived(&self) -> NamedNode {
        self.name(&["graph/derived"])
    }

    /// `…/graph/corrections`: what a person has corrected.
    pub fn corrections(&self) -> NamedNode {
        self.name(&["graph/corrections"])
    }

    /// `…/graph/link/<name>`: matches with another data set.
    pub fn link(&self, name: &str) -> NamedNode {
        self.name(&["graph/link/", name])
    }

    /// `…/graph/data/<name>`: observations of other people's tables.
    pub fn data(&self, name: &str) -> NamedNode {
        self.name(&["graph/data/", name])
    }

    /// The path of a graph after `…/graph/`, such as `doc/<id>` or `derived`.
    pub fn graph_path<'a>(&self, graph: NamedNodeRef<'a>) -> Option<&'a str> {
        graph.as_str().strip_prefix(self.base.as_str())?.strip_prefix("graph/")
    }

    /// The id of the document whose graph this is.
    pub fn document_of<'a>(&self, graph: NamedNodeRef<'a>) -> Option<&'a str> {
        self.graph_path(graph)?.strip_prefix("doc/")
    }

    fn name(&self, parts: &[&str]) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{}", self.base, parts.concat()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_from_graph_to_document_and_back() {
        let names = Names::new("https://w3id.org/govkg/id/");
        let graph = names.document_graph("liuzhou-2021-58235a");
        assert_eq!(names.document_of(graph.as_ref()), Some("liuzhou-2021-58235a"));
        assert_eq!(names.graph_path(names.derived().as_ref()), Some("derived"));
        assert_eq!(names.document_of(names.derived().as_ref()), None);
        assert_eq!(
            names.graph_path(NamedNodeRef::new_unchecked("https://example.org/graph/derived")),
            None
        );
    }
}
