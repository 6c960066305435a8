//! The prefixes that every query may use without declaring them, and that shorten IRIs in tables.

use crate::graph::vocab::gk;

use super::scan;

/// Prefixes and their namespaces, `id:` being that of the resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefixes {
    pairs: Vec<(&'static str, String)>,
}

const FIXED: &[(&str, &str)] = &[
    ("gk", gk::NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("qudt", "http://qudt.org/schema/qudt/"),
    ("qb", "http://purl.org/linked-data/cube#"),
    ("sh", "http://www.w3.org/ns/shacl#"),
];

impl Prefixes {
    /// The prefixes for resources whose IRIs begin with `base`.
    pub fn new(base: &str) -> Self {
        let mut pairs: Vec<_> = FIXED
            .iter()
            .map(|(prefix, namespace)| (*prefix, (*namespace).to_owned()))
            .collect();
        pairs.push(("id", base.to_owned()));
        Self { pairs }
    }

    /// The pairs of prefix and namespace.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.pairs
            .iter()
            .map(|(prefix, namespace)| (*prefix, namespace.as_str()))
    }

    /// The namespace of a prefix.
    pub fn namespace(&self, prefix: &str) -> Option<&str> {
        self.iter().find(|(p, _)| *p == prefix).map(|(_, namespace)| namespace)
    }

    /// The IRI in its short form, `gk:Lead`; the IRI itself where no prefix fits.
    pub fn shorten(&self, iri: &str) -> String {
        self.iter()
            .filter_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)))
            .filter(|(_, local)| !local.is_empty())
            .min_by_key(|(_, local)| local.len())
            .map_or_else(|| iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
    }

    /// The IRI that `gk:Lead` or `<https://…>` or `https://…` stands for.
    pub fn expand(&self, text: &str) -> Option<String> {
        if let Some(iri) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')) {
            return Some(iri.to_owned());
        }
        let (prefix, local) = text.split_once(':')?;
        if local.starts_with("//") || prefix == "urn" {
            return Some(text.to_owned());
        }
        Some(format!("{}{local}", self.namespace(prefix)?))
    }

    /// The text with a declaration of each known prefix that it uses but does not declare.
    ///
    /// The declarations stand on the text's first line, so that line numbers stay true.
    pub fn declared(&self, text: &str) -> String {
        let masked = scan::masked(text);
        let names = scan::prefixed_names(&masked);
        let used = |prefix: &str| names.iter().any(|(p, _)| *p == prefix);
        let mut out = String::new();
        for (prefix, namespace) in self.iter() {
            if used(prefix) && !declares(&masked, prefix) {
                out.push_str(&format!("PREFIX {prefix}: <{namespace}> "));
            }
        }
        out.push_str(text);
        out
    }
}

impl Prefixes {
    /// The prefixes that a text uses and that neither it nor this declares.
    pub fn undeclared(&self, text: &str) -> Vec<String> {
        let masked = scan::masked(text);
        let mut names: Vec<String> = scan::prefixed_names(&masked)
            .into_iter()
            .map(|(prefix, _)| prefix)
            .filter(|prefix| self.namespace(prefix).is_none() && !declares(&masked, prefix))
            .map(str::to_owned)
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

/// Whether the masked text has `PREFIX prefix:`.
fn declares(masked: &str, prefix: &str) -> bool {
    masked.match_indices(':').any(|(colon, _)| {
        masked[..colon]
            .strip_suffix(prefix)
            .filter(|before| before.ends_with(char::is_whitespace))
            .map(str::trim_end)
            .and_then(|before| before.get(before.len().checked_sub("PREFIX".len())?..))
            .is_some_and(|word| word.eq_ignore_ascii_case("PREFIX"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iris_are_shortened_and_expanded() {
        let prefixes = Prefixes::new("https://w3id.org/govkg/id/");
        assert_eq!(prefixes.shorten("https://w3id.org/govkg/ontology#Lead"), "gk:Lead");
        assert_eq!(
            prefixes.shorten("https://w3id.org/govkg/id/area/450200"),
            "id:area/450200"
        );
        assert_eq!(prefixes.shorten("http://example.com/a"), "http://example.com/a");
        assert_eq!(
            prefixes.expand("gk:Lead").as_deref(),
            Some("https://w3id.org/govkg/ontology#Lead")
        );
        assert_eq!(prefixes.expand("<http://a>").as_deref(), Some("http://a"));
        assert_eq!(prefixes.expand("http://a/b").as_deref(), Some("http://a/b"));
        assert_eq!(prefixes.expand("柳州市教育局"), None);
        assert_eq!(prefixes.expand("nope:a"), None);
    }

    #[test]
    fn only_missing_prefixes_are_declared() {
        let prefixes = Prefixes::new("https://w3id.org/govkg/id/");
        assert_eq!(prefixes.declared("ASK { ?s ?p ?o }"), "ASK { ?s ?p ?o }");
        assert_eq!(
            prefixes.declared("prefix gk: <http://other>\nASK { ?s gk:a 'skos:b' ; rdfs:label ?o }"),
            "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> prefix gk: <http://other>\nASK { ?s gk:a 'skos:b' ; rdfs:label ?o }"
        );
    }
}
