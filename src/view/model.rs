//! The graph that a view shows: nodes, edges and what the picture says about them.

use std::collections::BTreeMap;

use petgraph::graph::DiGraph;

use crate::graph::local_name;

/// A thing shown: an entity, a concept, a period or a literal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// The IRI (`_:b0` for a blank node, N-Triples form for a literal).
    pub iri: String,
    /// The preferred label, else the last part of the IRI.
    pub label: String,
    /// All other names.
    pub alt_labels: Vec<String>,
    /// IRI of the main class.
    pub class: Option<String>,
    /// A group of things under one name (各城区人民政府).
    pub is_group: bool,
    /// Last day, as written in the store.
    pub deadline: Option<String>,
    /// What the thing is about, in the document's words.
    pub description: Option<String>,
}

/// A relation shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edge {
    /// IRI of the property.
    pub predicate: String,
    /// IRI of the role that the target plays, where the view tells roles apart.
    pub role: Option<String>,
    /// Words that belong to the relation itself, such as a figure.
    pub label: Option<String>,
    /// IRIs of the text spans it was read from.
    pub evidence: Vec<String>,
    /// The sentence of the first span.
    pub sentence: Option<String>,
}

impl Edge {
    /// What decides the line's style: the role where there is one, else the property.
    pub fn kind(&self) -> &str {
        self.role.as_deref().unwrap_or(&self.predicate)
    }
}

/// How the nodes are placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// Sources in the middle; targets of a role whose name is in `left` on the left; other targets on the right.
    Columns {
        /// Local names of roles or properties.
        left: Vec<String>,
    },
    /// Springs and repulsion.
    Force,
}

/// A name in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// Chinese.
    pub zh: Option<String>,
    /// English.
    pub en: Option<String>,
}

impl Caption {
    /// The Chinese name, else the English one.
    pub fn any(&self) -> Option<&str> {
        self.zh.as_deref().or(self.en.as_deref())
    }
}

/// A document that the shown facts come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The IRI.
    pub iri: String,
    /// Its title.
    pub title: Option<String>,
    /// Its number (柳政发〔2021〕17号).
    pub identifier: Option<String>,
    /// Label of the reporting area.
    pub area: Option<String>,
    /// The year of the report.
    pub year: Option<String>,
}

/// What was chosen, in the language of pictures and in that of the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// In Chinese, as captions are.
    pub zh: String,
    /// In English, as messages are.
    pub en: String,
}

/// A projection of the store: what a view shows, ready to be drawn or exported.
#[derive(Debug, Clone)]
pub struct Graph {
    /// Name of the view.
    pub view: String,
    /// What the picture is called.
    pub title: Caption,
    /// How to place the nodes.
    pub layout: Layout,
    /// Names of the classes, properties and roles in use, by IRI.
    pub captions: BTreeMap<String, Caption>,
    /// Where the facts come from, in order of their IRIs.
    pub documents: Vec<Document>,
    /// What was chosen or left out, one sentence each.
    pub notes: Vec<Note>,
    /// Nodes and edges.
    pub inner: DiGraph<Node, Edge>,
}

impl Graph {
    /// Nothing to show.
    pub fn is_empty(&self) -> bool {
        self.inner.node_count() == 0
    }

    /// The Chinese name of a term, else the English one, else the last part of its IRI.
    pub fn caption<'a>(&'a self, iri: &'a str) -> &'a str {
        self.captions
            .get(iri)
            .and_then(Caption::any)
            .unwrap_or_else(|| local_name(iri))
    }

    /// What the line of an edge means: the property's name, or the role's where no property has one.
    pub fn edge_caption<'a>(&'a self, edge: &'a Edge) -> &'a str {
        self.caption(self.caption_term(edge))
    }

    /// The term that names an edge.
    pub fn caption_term<'a>(&self, edge: &'a Edge) -> &'a str {
        match &edge.role {
            // Figures share one property; what tells them apart is the role.
            Some(role) if edge.label.is_some() || !self.captions.contains_key(&edge.predicate) => role,
            _ => &edge.predicate,
        }
    }
}
