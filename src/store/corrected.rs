//! What corrections have changed in a document's graph, so that it can be had as it was read.

use std::collections::BTreeSet;

use oxigraph::model::{Quad, Triple};
use serde::{Deserialize, Serialize};

/// The difference between a document as it was read and as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// What stands for the corrections that made it.
    pub fingerprint: String,
    /// The triples that were read and are not kept.
    removed: Vec<String>,
    /// The triples that are kept and were not read.
    added: Vec<String>,
}

impl Corrected {
    /// The difference between what was `read` and what is `kept`.
    pub fn between<'a>(
        fingerprint: &str,
        read: impl IntoIterator<Item = &'a Quad>,
        kept: impl IntoIterator<Item = &'a Quad>,
    ) -> Self {
        let line = |quad: &Quad| Triple::from(quad.clone()).to_string();
        let read: BTreeSet<String> = read.into_iter().map(line).collect();
        let kept: BTreeSet<String> = kept.into_iter().map(line).collect();
        Self {
            fingerprint: fingerprint.to_owned(),
            removed: read.difference(&kept).cloned().collect(),
            added: kept.difference(&read).cloned().collect(),
        }
    }

    /// What was read, from what is kept; none if this is not what it says.
    pub fn original(&self, kept: impl IntoIterator<Item = Quad>) -> Option<Vec<Quad>> {
        let added: BTreeSet<&str> = self.added.iter().map(String::as_str).collect();
        let mut graph = None;
        let mut read = Vec::new();
        for quad in kept {
            graph.get_or_insert_with(|| quad.graph_name.clone());
            let triple = Triple::from(quad.clone());
            if !added.contains(triple.to_string().as_str()) {
                read.push(quad);
            }
        }
        let graph = graph?;
        for line in &self.removed {
            let triple: Triple = line.parse().ok()?;
            read.push(triple.in_graph(graph.clone()));
        }
        Some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{GraphName, Literal, NamedNode};

    #[test]
    fn leads_back_to_what_was_read() {
        let quad = |subject: &str, object: &str| {
            Quad::new(
                NamedNode::new_unchecked(format!("https://e.org/{subject}")),
                NamedNode::new_unchecked("https://e.org/p"),
                Literal::new_language_tagged_literal_unchecked(object, "zh"),
                GraphName::from(NamedNode::new_unchecked("https://e.org/g")),
            )
        };
        let read = vec![quad("a", "第一\n\"行\""), quad("b", "二")];
        let kept = vec![quad("b", "二"), quad("c", "三")];
        let corrected = Corrected::between("f", &read, &kept);
        let json = serde_json::to_string(&corrected).unwrap();
        let corrected: Corrected = serde_json::from_str(&json).unwrap();
        let mut original = corrected.original(kept).unwrap();
        original.sort_by_key(ToString::to_string);
        assert_eq!(original, read);
    }
}
