//! Commands on a store elsewhere: a small SPARQL server stands for it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use govkg::derive::derive;
use govkg::store::{Build, Change, Remote, Store, Writer};
use oxigraph::io::RdfFormat;
use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, Quad};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};

const BASE: &str = "https://w3id.org/govkg/id/";

/// Serves queries at `/query` and updates at `/update`, one request at a time; gives the address.
fn serve(store: oxigraph::store::Store, takes_updates: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/query", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let mut line = String::new();
            stream.read_line(&mut line).unwrap();
            let is_update = line.contains("/update");
            let is_known = is_update || line.contains("/query");
            let mut length = 0;
            loop {
                let mut header = String::new();
                stream.read_line(&mut header).unwrap();
                if header.trim().is_empty() {
                    break;
                }
                if let Some(value) = header.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            let body = String::from_utf8(body).unwrap();
            let (status, kind, answer) = if is_update && !takes_updates {
                ("403 Forbidden", "text/plain", b"read-only".to_vec())
            } else if !is_known {
                ("404 Not Found", "text/plain", b"nothing is here".to_vec())
            } else if is_update {
                SparqlEvaluator::new()
                    .parse_update(&body)
                    .unwrap()
                    .on_store(&store)
                    .execute()
                    .unwrap();
                ("200 OK", "text/plain", Vec::new())
            } else {
                ("200 OK", "application/sparql-results+json", answer(&store, &body))
            };
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                answer.len()
            );
            let stream = stream.get_mut();
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&answer).unwrap();
        }
    });
    address
}

fn answer(store: &oxigraph::store::Store, query: &str) -> Vec<u8> {
    let results = SparqlEvaluator::new()
        .parse_query(query)
        .unwrap()
        .on_store(store)
        .execute()
        .unwrap();
    let QueryResults::Solutions(solutions) = results else {
        panic!("no SELECT: {query}")
    };
    let variables = solutions.variables().to_vec();
    let mut out = QueryResultsSerializer::from_format(QueryResultsFormat::Json)
        .serialize_solutions_to_writer(Vec::new(), variables)
        .unwrap();
    for solution in solutions {
        out.serialize(&solution.unwrap()).unwrap();
    }
    out.finish().unwrap()
}

fn change(id: &str, title: &str) -> Change {
    let title = Literal::new_language_tagged_literal_unchecked(title, "zh");
    let document = NamedNode::new_unchecked(format!("{BASE}doc/{id}"));
    let property = NamedNode::new_unchecked("http://purl.org/dc/terms/title");
    Change {
        id: id.to_owned(),
        quads: vec![Quad::new(document, property, title, GraphName::DefaultGraph)],
        build: Build {
            sha256: title_hash(id),
            fingerprint: String::new(),
            file: None,
            corrected: None,
        },
    }
}

fn title_hash(id: &str) -> String {
    format!("hash of {id}")
}

fn titles(store: &Store) -> Vec<(String, Option<String>)> {
    store
        .documents()
        .unwrap()
        .into_iter()
        .map(|document| (document.id, document.title))
        .collect()
}

#[test]
fn changes_of_a_copy_reach_the_endpoint() {
    let elsewhere = oxigraph::store::Store::new().unwrap();
    let node = |name: &str| NamedNode::new_unchecked(format!("http://e.org/{name}"));
    let foreign = Quad::new(BlankNode::default(), node("p"), Literal::from(1), node("g"));
    elsewhere.insert(&foreign).unwrap();
    let url = serve(elsewhere.clone(), true);

    let mut writer = Writer::to_endpoint(Remote::new(&url).unwrap(), BASE, derive).unwrap();
    writer
        .replace(vec![change("a-1", "报告一"), change("b-2", "“报告”\n二\\")])
        .unwrap();
    writer.finish().unwrap();
    let mut writer = Writer::to_endpoint(Remote::new(&url).unwrap(), BASE, derive).unwrap();
    writer.remove(&["a-1"]).unwrap();
    writer.finish().unwrap();

    let store = Store::fetch(&url, BASE).unwrap();
    assert_eq!(titles(&store), [("b-2".to_owned(), Some("“报告”\n二\\".to_owned()))]);
    let mut out = Vec::new();
    store
        .dump(RdfFormat::NQuads, &govkg::store::GraphFilter::default(), &mut out)
        .unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap().lines().count(),
        2,
        "what others keep there stays"
    );
}

#[test]
fn an_endpoint_that_takes_no_updates_says_so() {
    let url = serve(oxigraph::store::Store::new().unwrap(), false);
    // Before anything is read, so that nobody waits in vain.
    let message = Writer::to_endpoint(Remote::new(&url).unwrap(), BASE, derive)
        .err()
        .unwrap()
        .to_string();
    assert!(
        message.contains("takes no updates") && message.contains("/update"),
        "{message}"
    );
}

#[test]
fn a_silent_endpoint_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/query", listener.local_addr().unwrap());
    drop(listener);
    let error = Store::fetch(&url, BASE).err().unwrap().to_string();
    assert!(error.contains(&url), "{error}");
}
