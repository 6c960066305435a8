//! Which graphs are meant.

use oxigraph::model::GraphNameRef;

use crate::graph::Iris;
use crate::{Error, Result};

/// A choice of graphs: by kind, by document, or by IRI.
#[derive(Debug, Clone, Default)]
pub struct GraphFilter {
    /// Empty: all graphs. Else kinds or paths after `…/graph/`, or whole IRIs.
    words: Vec<String>,
}

impl GraphFilter {
    /// The kinds of graphs, as `--graphs` names them.
    pub const KINDS: [&'static str; 6] = ["doc", "vocabulary", "derived", "link", "data", "corrections"];

    /// Reads words such as `doc`, `vocabulary`, `doc/liuzhou-2021-58235a`, `link/areas` or a graph's IRI; none or
    /// `all` stands for all graphs.
    pub fn parse(words: &[String]) -> Result<Self> {
        let mut kept = Vec::new();
        for word in words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
            if word == "all" {
                return Ok(Self::default());
            }
            let kind = word.split('/').next().unwrap_or_default();
            if !Self::KINDS.contains(&kind) && !word.contains(':') {
                return Err(Error::Unknown(format!(
                    "there is no graph `{word}`; name all, {}, one of them such as doc/ID or link/NAME, or a whole IRI",
                    Self::KINDS.join(", ")
                )));
            }
            kept.push(word.to_owned());
        }
        Ok(Self { words: kept })
    }

    /// Whether all graphs are chosen.
    pub fn is_all(&self) -> bool {
        self.words.is_empty()
    }

    /// The first word that names one graph, of a document, a link or data, or by its IRI, and chooses none of these.
    pub fn unknown<'a>(&self, graphs: impl IntoIterator<Item = GraphNameRef<'a>>, iris: &Iris) -> Option<&str> {
        let graphs: Vec<GraphNameRef<'_>> = graphs.into_iter().collect();
        // A kind of which the store holds nothing is no mistake.
        let mut single = self.words.iter().filter(|word| !Self::KINDS.contains(&word.as_str()));
        let word = single.find(|word| {
            let alone = Self {
                words: vec![(*word).clone()],
            };
            !graphs.iter().any(|graph| alone.takes(*graph, iris))
        });
        word.map(String::as_str)
    }

    /// Whether this graph is chosen.
    pub fn takes(&self, graph: GraphNameRef<'_>, iris: &Iris) -> bool {
        let GraphNameRef::NamedNode(graph) = graph else {
            return self.is_all();
        };
        let path = iris.graph_path(graph);
        self.is_all()
            || self.words.iter().any(|word| {
                graph.as_str() == word
                    || path.is_some_and(|path| {
                        path.strip_prefix(word.as_str())
                            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                    })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_kinds_documents_and_iris() {
        let iris = Iris::new(crate::graph::DEFAULT_BASE);
        let takes = |words: &[&str], graph: &oxigraph::model::NamedNode| {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            GraphFilter::parse(&words).unwrap().takes(graph.into(), &iris)
        };
        let document = iris.document_graph("a-1");
        assert!(takes(&[], &document) && takes(&["all"], &document) && takes(&["doc"], &document));
        assert!(takes(&["doc/a-1"], &document) && takes(&["derived", document.as_str()], &document));
        assert!(!takes(&["doc/a"], &document) && !takes(&["derived"], &document));
        assert!(takes(&["vocabulary"], &iris.vocabulary_graph()));
        assert!(GraphFilter::parse(&["docs".to_owned()]).is_err());
    }
}
