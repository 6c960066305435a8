//! Descriptions for programs: of the service, and of the data set it serves.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{BlankNode, Literal, NamedNode, Term, Triple};
use oxigraph::sparql::{QueryResults, QueryTripleIter};
use oxigraph::store::Store;

use super::app::App;
use super::negotiate::{Accepted, Form};
use super::protocol::in_address;
use super::refusal::Refusal;
use crate::Result;
use crate::graph::DEFAULT_BASE;
use crate::graph::vocab::gk;
use crate::query::output::{self, Format};
use crate::query::table::Layout;
use crate::query::{Limits, Prefixes, evaluate};

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";
const VOID: &str = "http://rdfs.org/ns/void#";
const DCTERMS: &str = "http://purl.org/dc/terms/";
const FOAF: &str = "http://xmlns.com/foaf/0.1/";

/// The formats of rows and of triples.
const RESULTS: [&str; 10] = [
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "JSON-LD",
    "RDF_XML",
    "TriG",
    "N-Quads",
];

/// The address of the server's root, as a request reached it; another's name in a header leads nowhere else.
pub(super) fn root(headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let named = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    if host.is_empty() || !host.chars().all(named) {
        return "http://localhost/".to_owned();
    }
    format!("http://{host}/")
}

/// The address under which a request reached the endpoint.
pub(super) fn endpoint(headers: &HeaderMap) -> String {
    format!("{}sparql", root(headers))
}

/// Describes the endpoint in the form that is accepted.
pub(super) fn service(app: &App, headers: &HeaderMap, form: Form, kind: &'static str) -> Result<Response, Refusal> {
    let mut about = About::new(&endpoint(headers));
    let service = about.subject.clone();
    let part = |name: &str| NamedNode::new_unchecked(format!("{}#{name}", service.as_str()));
    about.add(rdf::TYPE.as_str(), sd("Service"));
    about.add(&term(SD, "endpoint"), service.clone());
    about.add(&term(SD, "supportedLanguage"), sd("SPARQL11Query"));
    if app.takes_changes() {
        about.add(&term(SD, "supportedLanguage"), sd("SPARQL11Update"));
    }
    about.add(&term(SD, "feature"), sd("UnionDefaultGraph"));
    for format in RESULTS {
        about.add(
            &term(SD, "resultFormat"),
            NamedNode::new_unchecked(format!("{FORMATS}{format}")),
        );
    }
    about.add(&term(SD, "defaultDataset"), part("dataset"));
    about.subject = part("dataset");
    about.add(rdf::TYPE.as_str(), sd("Dataset"));
    about.add(&term(SD, "defaultGraph"), part("union"));
    about.subject = part("union");
    about.add(rdf::TYPE.as_str(), sd("Graph"));
    given(about.triples, form, kind, &app.settings.prefixes)
}

/// Describes the data set in the vocabulary that data sets have for it.
pub(super) async fn void(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let accepted = Accepted::of(&request, &in_address(&request)?);
    let (form, kind) = match accepted.triples()? {
        (Form::Page, _) => (Form::Triples(oxigraph::io::RdfFormat::Turtle), "text/turtle"),
        chosen => chosen,
    };
    let headers = request.headers().clone();
    let (prefixes, base) = (app.settings.prefixes.clone(), app.settings.base.clone());
    let triples = app
        .work(move |app| {
            let counts = app.counts()?;
            let documents = documents(&app.store, &app.settings.base)?;
            Ok((counts, documents))
        })
        .await?;
    let (counts, documents) = triples;
    let root = root(&headers);
    let mut about = About::new(&format!("{root}.well-known/void#dataset"));
    about.add(rdf::TYPE.as_str(), void_term("Dataset"));
    let title = Literal::new_language_tagged_literal_unchecked("政府工作报告知识图谱", "zh");
    about.add(&term(DCTERMS, "title"), title);
    let title = Literal::new_language_tagged_literal_unchecked("Knowledge graph of government work reports", "en");
    about.add(&term(DCTERMS, "title"), title);
    about.add(
        &term(VOID, "sparqlEndpoint"),
        NamedNode::new_unchecked(format!("{root}sparql")),
    );
    about.add(
        &term(VOID, "dataDump"),
        NamedNode::new_unchecked(format!("{root}store")),
    );
    about.add(&term(FOAF, "homepage"), NamedNode::new_unchecked(root.clone()));
    about.add(&term(VOID, "uriSpace"), Literal::from(base.as_str()));
    about.add(&term(VOID, "vocabulary"), NamedNode::new_unchecked(gk::NAMESPACE));
    for format in ["N-Quads", "TriG", "Turtle", "JSON-LD", "N-Triples"] {
        about.add(
            &term(VOID, "feature"),
            NamedNode::new_unchecked(format!("{FORMATS}{format}")),
        );
    }
    if let Some(document) = documents.first() {
        about.add(&term(VOID, "exampleResource"), document.clone());
    }
    about.add(&term(VOID, "documents"), Literal::from(documents.len() as u64));
    let dataset = about.subject.clone();
    for (class, count) in counts.iter() {
        let count = Literal::new_typed_literal(count.to_string(), xsd::INTEGER);
        if class.is_empty() {
            about.add(&term(VOID, "triples"), count);
            continue;
        }
        let partition = BlankNode::new_unchecked(format!("class{}", about.triples.len()));
        about.add(&term(VOID, "classPartition"), partition.clone());
        about.triples.push(Triple::new(
            partition.clone(),
            void_term("class"),
            NamedNode::new_unchecked(class.as_str()),
        ));
        about.triples.push(Triple::new(partition, void_term("entities"), count));
    }
    about.subject = dataset;
    given(about.triples, form, kind, &prefixes)
}

/// How many things of each class there are, the most frequent first; under the empty name, the triples.
pub(super) fn counts(store: &Store) -> Result<Vec<(String, u64)>> {
    let text =
        "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) { ?thing a ?class } GROUP BY ?class ORDER BY DESC(?n) ?class";
    let mut counts = vec![(String::new(), store.len()? as u64)];
    if let QueryResults::Solutions(rows) = evaluate(store, text, &Prefixes::new(DEFAULT_BASE), &Limits::default())? {
        for row in rows {
            let row = row.map_err(|e| crate::query::backend::failure(e, None))?;
            if let (Some(Term::NamedNode(class)), Some(Term::Literal(count))) = (row.get("class"), row.get("n")) {
                counts.push((class.as_str().to_owned(), count.value().parse().unwrap_or_default()));
            }
        }
    }
    Ok(counts)
}

fn documents(store: &Store, base: &str) -> Result<Vec<NamedNode>> {
    let begin = format!("{base}graph/doc/");
    let mut documents = Vec::new();
    for graph in store.named_graphs() {
        if let oxigraph::model::NamedOrBlankNode::NamedNode(graph) = graph?
            && let Some(id) = graph.as_str().strip_prefix(&begin)
        {
            documents.push(NamedNode::new_unchecked(format!("{base}doc/{id}")));
        }
    }
    documents.sort();
    Ok(documents)
}

/// Triples in the form that is accepted.
pub(super) fn given(
    triples: Vec<Triple>,
    form: Form,
    kind: &'static str,
    prefixes: &Prefixes,
) -> Result<Response, Refusal> {
    let format = match form {
        Form::Rows(format) => Format::Rows(format),
        Form::Triples(format) => Format::Triples(format),
        Form::Page => Format::Table,
    };
    let triples = QueryResults::Graph(QueryTripleIter::new(triples.into_iter().map(Ok)));
    let mut out = Vec::new();
    output::write(triples, format, prefixes, Layout::default(), &mut out)?;
    Ok(([(header::CONTENT_TYPE, kind)], out).into_response())
}

/// Triples about one thing after another.
struct About {
    subject: NamedNode,
    triples: Vec<Triple>,
}

impl About {
    fn new(subject: &str) -> Self {
        Self {
            subject: NamedNode::new_unchecked(subject),
            triples: Vec::new(),
        }
    }

    fn add(&mut self, predicate: &str, object: impl Into<Term>) {
        let predicate = NamedNode::new_unchecked(predicate);
        self.triples.push(Triple::new(self.subject.clone(), predicate, object));
    }
}

fn term(namespace: &str, name: &str) -> String {
    format!("{namespace}{name}")
}

fn sd(name: &str) -> NamedNode {
    NamedNode::new_unchecked(term(SD, name))
}

fn void_term(name: &str) -> NamedNode {
    NamedNode::new_unchecked(term(VOID, name))
}
