//! The named queries as RDF, so that other people's query editors can offer them.

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::named::{Library, NamedQuery};
use super::prefixes::Prefixes;
use super::scan;
use crate::graph::vocab::{rdfs, sh, skos};

/// The quads that describe each named query as a `sh:SPARQLSelectExecutable`, in the vocabulary graph.
///
/// They are a fixed function of the base and of the queries inside the binary, and hold no blank nodes.
pub fn executables(base: &str) -> Vec<Quad> {
    // That the built-in queries have right headers is proved by a test.
    let library = Library::built_in().map(|library| library.iter().cloned().collect::<Vec<_>>());
    let mut writer = Writer {
        base,
        quads: Vec::new(),
    };
    writer.prefixes();
    for query in library.unwrap_or_default() {
        writer.query(&query);
    }
    writer.quads
}

struct Writer<'a> {
    base: &'a str,
    quads: Vec<Quad>,
}

impl Writer<'_> {
    fn iri(&self, path: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{path}", self.base))
    }

    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        let graph = GraphName::NamedNode(self.iri("graph/vocabulary"));
        self.quads.push(Quad::new(subject.clone(), predicate, object, graph));
    }

    /// The prefixes that the texts of the queries suppose.
    fn prefixes(&mut self) {
        let all = self.iri("query/prefixes");
        let prefixes = Prefixes::new(self.base);
        let mut used = Vec::new();
        for query in Library::built_in()
            .into_iter()
            .flat_map(|l| l.iter().cloned().collect::<Vec<_>>())
        {
            let masked = scan::masked(query.body());
            used.extend(
                scan::prefixed_names(&masked)
                    .into_iter()
                    .map(|(prefix, _)| prefix.to_owned()),
            );
        }
        for (prefix, namespace) in prefixes.iter().filter(|(prefix, _)| used.iter().any(|u| u == prefix)) {
            let declaration = self.iri(&format!("query/prefix/{prefix}"));
            self.add(&all, sh::DECLARE, declaration.clone());
            self.add(&declaration, sh::PREFIX, Literal::new_simple_literal(prefix));
            self.add(
                &declaration,
                sh::NAMESPACE,
                Literal::new_typed_literal(namespace, xsd::ANY_URI),
            );
        }
    }

    fn query(&mut self, query: &NamedQuery) {
        let subject = self.iri(&format!("query/{}", query.id));
        self.add(&subject, rdf::TYPE, sh::SPARQLEXECUTABLE);
        self.add(&subject, rdf::TYPE, sh::SPARQLSELECT_EXECUTABLE);
        self.add(&subject, sh::SELECT, Literal::new_simple_literal(query.body()));
        self.add(&subject, sh::PREFIXES, self.iri("query/prefixes"));
        let tagged = |text: &str, language: &str| Literal::new_language_tagged_literal_unchecked(text, language);
        self.add(&subject, rdfs::LABEL, tagged(&query.question_en, "en"));
        self.add(&subject, skos::PREF_LABEL, tagged(&query.question_zh, "zh"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::backend::parse;

    #[test]
    fn each_query_can_be_run_from_its_description() {
        let quads = executables("https://w3id.org/govkg/id/");
        let object = |quad: &Quad| match &quad.object {
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        };
        let mut head = String::new();
        for declaration in quads.iter().filter(|q| q.predicate == sh::PREFIX) {
            let namespace = quads
                .iter()
                .find(|q| q.subject == declaration.subject && q.predicate == sh::NAMESPACE);
            head += &format!("PREFIX {}: <{}>\n", object(declaration), object(namespace.unwrap()));
        }
        let nothing_predeclared = Prefixes::new("https://w3id.org/govkg/id/");
        let mut queries = 0;
        for text in quads.iter().filter(|q| q.predicate == sh::SELECT) {
            parse(&format!("{head}{}", object(text)), &nothing_predeclared).unwrap();
            assert!(!object(text).contains("PREFIX"));
            queries += 1;
        }
        assert_eq!(queries, Library::built_in().unwrap().iter().count());
        assert!(
            quads
                .iter()
                .all(|q| !q.subject.is_blank_node() && !q.object.is_blank_node())
        );
        assert_eq!(quads, executables("https://w3id.org/govkg/id/"));
    }
}
