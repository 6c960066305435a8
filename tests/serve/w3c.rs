//! The protocol tests of the W3C.

use axum::body::Body;
use axum::http::{Request, header};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Term};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use super::{send_to, settings};
use crate::documents::shared;

const ENTRIES: &str = "
    PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
    PREFIX ht: <http://www.w3.org/2011/http#>
    PREFIX cnt: <http://www.w3.org/2011/content#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    SELECT ?test ?request ?method ?path ?body ?charset ?kind ?status ?boolean {
      ?test mf:action/ht:requests/rdf:rest*/rdf:first ?request .
      ?request ht:methodName ?method ; ht:absolutePath ?path .
      OPTIONAL { ?request ht:body ?content . ?content cnt:chars ?body ; cnt:characterEncoding ?charset }
      OPTIONAL {
        ?request ht:headers/rdf:rest*/rdf:first ?header .
        ?header ht:fieldName ?field ; ht:fieldValue ?kind .
        FILTER(LCASE(?field) = 'content-type')
      }
      ?request ht:resp ?response .
      ?response mf:expectedStatus ?status .
      OPTIONAL { ?response mf:expectedBoolean ?boolean }
    } ORDER BY ?test ?status";

/// The protocol tests of the W3C that concern queries, or updates that have to fail.
#[test]
fn the_protocol_tests_of_the_w3c_pass() {
    let Some(folder) = shared("tests/w3c/sparql11/protocol") else {
        return;
    };
    let manifest = Store::new().unwrap();
    let text = std::fs::read(folder.join("manifest.ttl")).unwrap();
    let parser = RdfParser::from_format(RdfFormat::Turtle)
        .with_base_iri("http://manifest/")
        .unwrap();
    manifest.load_from_slice(parser, &text).unwrap();
    let data = Store::new().unwrap();
    for name in ["data1", "data2", "data3"] {
        let graph = NamedNode::new(format!("http://kasei.us/2009/09/sparql/data/{name}.rdf")).unwrap();
        let parser = RdfParser::from_format(RdfFormat::NTriples).with_default_graph(GraphName::from(graph));
        let text = std::fs::read(folder.join(format!("{name}.nt"))).unwrap();
        data.load_from_slice(parser, &text).unwrap();
    }
    let results = SparqlEvaluator::new()
        .parse_query(ENTRIES)
        .unwrap()
        .on_store(&manifest)
        .execute();
    let QueryResults::Solutions(rows) = results.unwrap() else {
        panic!("rows")
    };
    let mut tests = std::collections::BTreeMap::<String, (Request<Body>, Vec<char>, Option<bool>)>::new();
    for row in rows {
        let row = row.unwrap();
        let value = |name: &str| match row.get(name) {
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        let test = value("test")
            .rsplit('#')
            .next()
            .unwrap()
            .trim_end_matches('>')
            .to_owned();
        if !test.starts_with("query_") && !test.starts_with("bad_") {
            continue;
        }
        let family = value("status").chars().rev().nth(3).unwrap();
        let body = match value("charset").as_str() {
            "UTF-16" => value("body").encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => value("body").into_bytes(),
        };
        let mut request = Request::builder().method(value("method").as_str()).uri(value("path"));
        if !value("kind").is_empty() {
            request = request.header(header::CONTENT_TYPE, value("kind"));
        }
        let request = request.body(Body::from(body)).unwrap();
        let boolean = row.get("boolean").map(|_| value("boolean") == "true");
        let entry = tests.entry(test).or_insert((request, Vec::new(), boolean));
        entry.1.push(family);
    }
    assert!(tests.len() >= 26, "{}", tests.len());
    for (test, (request, families, boolean)) in tests {
        let answer = send_to(data.clone(), settings(), request);
        let family = answer.status.as_str().chars().next().unwrap();
        assert!(families.contains(&family), "{test}: {} {}", answer.status, answer.body);
        if let Some(expected) = boolean {
            let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
            let ReaderQueryResultsParserOutput::Boolean(found) = parser.for_reader(answer.body.as_bytes()).unwrap()
            else {
                panic!("{test}: {}", answer.body)
            };
            assert_eq!(found, expected, "{test}");
        }
    }
}
