//! The description of the service, in the vocabulary that the protocol has for it.

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Triple};
use oxigraph::sparql::{QueryResults, QueryTripleIter};

use super::negotiate::Form;
use super::refusal::Refusal;
use crate::query::Prefixes;
use crate::query::output::{self, Format};
use crate::query::table::Layout;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";

/// The address under which a request reached the endpoint.
pub(super) fn endpoint(headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let named = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    if host.is_empty() || !host.chars().all(named) {
        return "http://localhost/sparql".to_owned();
    }
    format!("http://{host}/sparql")
}

/// Describes the endpoint in the form that is accepted.
pub(super) fn describe(
    endpoint: &str,
    form: Form,
    kind: &'static str,
    prefixes: &Prefixes,
) -> Result<Response, Refusal> {
    let format = match form {
        Form::Rows(format) => Format::Rows(format),
        Form::Triples(format) => Format::Triples(format),
        Form::Page => Format::Table,
    };
    let triples = QueryResults::Graph(QueryTripleIter::new(triples(endpoint).into_iter().map(Ok)));
    let mut out = Vec::new();
    output::write(triples, format, prefixes, Layout::default(), &mut out)?;
    Ok(([(header::CONTENT_TYPE, kind)], out).into_response())
}

fn triples(endpoint: &str) -> Vec<Triple> {
    let sd = |name: &str| NamedNode::new_unchecked(format!("{SD}{name}"));
    let part = |name: &str| NamedNode::new_unchecked(format!("{endpoint}#{name}"));
    let service = NamedNode::new_unchecked(endpoint);
    let mut triples = vec![
        Triple::new(service.clone(), rdf::TYPE, sd("Service")),
        Triple::new(service.clone(), sd("endpoint"), service.clone()),
        Triple::new(service.clone(), sd("supportedLanguage"), sd("SPARQL11Query")),
        Triple::new(service.clone(), sd("feature"), sd("UnionDefaultGraph")),
        Triple::new(service.clone(), sd("defaultDataset"), part("dataset")),
        Triple::new(part("dataset"), rdf::TYPE, sd("Dataset")),
        Triple::new(part("dataset"), sd("defaultGraph"), part("union")),
        Triple::new(part("union"), rdf::TYPE, sd("Graph")),
    ];
    for format in [
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
    ] {
        let format = NamedNode::new_unchecked(format!("{FORMATS}{format}"));
        triples.push(Triple::new(service.clone(), sd("resultFormat"), format));
    }
    triples
}
