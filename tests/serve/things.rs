//! The IRIs of the store as addresses.

use std::collections::BTreeSet;

use axum::http::{StatusCode, header};
use govkg::graph::DEFAULT_BASE;
use govkg::query::Library;
use govkg::server::Settings;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use oxigraph::store::Store;

use super::{Site, settings, small};

const KINDS: [&str; 3] = ["text/turtle", "application/ld+json", "application/n-triples"];

fn triples(kind: &str, body: &str) -> BTreeSet<String> {
    let format = RdfFormat::from_media_type(kind.split(';').next().unwrap()).unwrap();
    let quads = RdfParser::from_format(format).for_slice(body.as_bytes());
    quads
        .map(|quad| oxigraph::model::Triple::from(quad.unwrap()).to_string())
        .collect()
}

/// Every IRI of ours in the store that has an address of its own, that is, without what follows `#`.
fn ours(store: &Store) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut take = |iri: &str| {
        let iri = iri.split('#').next().unwrap();
        if iri.starts_with(DEFAULT_BASE) {
            found.insert(iri.to_owned());
        }
    };
    for quad in store.iter() {
        let quad = quad.unwrap();
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
            take(node.as_str());
        }
        if let Term::NamedNode(node) = &quad.object {
            take(node.as_str());
        }
    }
    found
}

#[test]
fn every_iri_of_ours_is_a_page_and_data_with_the_same_facts() {
    let store = small();
    let site = Site::reading(store.clone(), settings());
    let iris = ours(&store);
    assert!(iris.len() > 25, "{}", iris.len());
    for iri in iris {
        let path = format!("/id/{}", iri.strip_prefix(DEFAULT_BASE).unwrap());
        let page = site.get(&path, "text/html,application/xhtml+xml,*/*;q=0.8");
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        assert_eq!(page.kind(), "text/html; charset=utf-8", "{path}");
        assert_eq!(
            page.headers[header::CONTENT_LOCATION],
            format!("{path}?format=html").as_str()
        );
        let mut seen = None;
        for kind in KINDS {
            let data = site.get(&path, kind);
            assert_eq!(data.status, StatusCode::OK, "{path}");
            assert!(data.kind().starts_with(kind), "{path}: {}", data.kind());
            let vary = data.headers.get_all(header::VARY).iter();
            assert!(vary.map(|v| v.to_str().unwrap()).any(|v| v.contains("accept")));
            let there = data.headers[header::CONTENT_LOCATION].to_str().unwrap().to_owned();
            assert_eq!(site.get(&there, "*/*").body, data.body, "{there}");
            let found = triples(kind, &data.body);
            assert!(!found.is_empty());
            assert_eq!(*seen.get_or_insert(found.clone()), found, "{path} {kind}");
        }
        // What the data say of names and numbers stands on the page.
        let text = unescaped(&page.body);
        for triple in seen.unwrap() {
            let literal = triple
                .split_once(" \"")
                .map(|(_, rest)| rest.rsplit_once('"').unwrap().0);
            let shown = [
                "skos/core#prefLabel",
                "skos/core#altLabel",
                "ontology#valueText",
                "ontology#deadline",
            ];
            if let (Some(value), true) = (literal, shown.iter().any(|property| triple.contains(property))) {
                let is_document = path.starts_with("/id/doc/");
                let told = !is_document || triple.contains("valueText");
                assert!(!told || text.contains(value), "{path} lacks {triple}");
            }
        }
    }
    assert_eq!(
        site.get("/id/agency/nothing", "text/html").status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(site.get("/id/a%20b%3C", "text/turtle").status, StatusCode::NOT_FOUND);
    assert_eq!(
        site.get("/id/area/450200", "image/png").status,
        StatusCode::NOT_ACCEPTABLE
    );
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// The IRI of a span or fact is that of its document with an anchor, which the page of the document has.
#[test]
fn every_span_and_fact_is_an_anchor_in_its_document() {
    let store = small();
    let site = Site::reading(store.clone(), settings());
    let page = site.get("/id/doc/liuzhou-2021", "text/html").body;
    let begin = format!("{DEFAULT_BASE}doc/liuzhou-2021#");
    let mut anchors = BTreeSet::new();
    for quad in store.iter() {
        if let NamedOrBlankNode::NamedNode(node) = quad.unwrap().subject
            && let Some(fragment) = node.as_str().strip_prefix(&begin)
        {
            anchors.insert(fragment.to_owned());
        }
    }
    assert!(anchors.len() > 15);
    let missing: Vec<_> = anchors
        .iter()
        .filter(|anchor| !page.contains(&format!("id=\"{anchor}\"")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    let unique = anchors
        .iter()
        .all(|anchor| page.matches(&format!("id=\"{anchor}\"")).count() == 1);
    assert!(unique, "an anchor stands twice");
    assert!(
        page.contains("<mark class=\"fact\">地区生产总值3176.9亿元</mark>"),
        "{page}"
    );
    assert!(page.contains("href=\"#char=104,118\""), "the margin leads to the words");
    let unit = site.get("/id/agency/450200/jiaoyuju", "text/html").body;
    assert!(unit.contains("href=\"/id/doc/liuzhou-2021#char=313,317\""), "{unit}");
    assert!(unit.contains("<mark>市教育局</mark>"), "{unit}");
}

#[test]
fn the_terms_are_described() {
    let site = Site::reading(small(), settings());
    for kind in KINDS {
        assert_eq!(site.get("/ontology", kind).status, StatusCode::OK);
    }
    assert!(
        site.get("/ontology", "text/html")
            .body
            .contains("https://w3id.org/govkg/ontology#")
    );
}

/// Where the IRIs are addresses of the server itself they are answered as they stand.
#[test]
fn a_base_of_the_servers_own_is_answered() {
    let base = "http://example.com:7878/kg/";
    let store = Store::new().unwrap();
    let text = include_str!("../queries/small.trig").replace(DEFAULT_BASE, base);
    store.load_from_slice(RdfFormat::TriG, &text).unwrap();
    let site = Site::reading(store, Settings::new("test", base, Library::built_in().unwrap()));
    for path in ["/kg/agency/450200/jiaoyuju", "/id/agency/450200/jiaoyuju"] {
        let data = site.get(path, "application/n-triples");
        assert_eq!(data.status, StatusCode::OK, "{path}");
        assert!(
            data.body
                .contains("<http://example.com:7878/kg/agency/450200/jiaoyuju>")
        );
    }
    assert_eq!(site.get("/kg/nothing", "text/html").status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/elsewhere", "text/html").status, StatusCode::NOT_FOUND);
}

#[test]
fn the_data_set_is_described() {
    let site = Site::reading(small(), settings());
    let answer = site.get("/.well-known/void", "text/turtle");
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::Turtle, &answer.body).unwrap();
    let ask = |text: &str| {
        let text = format!("PREFIX void: <http://rdfs.org/ns/void#> ASK {{ {text} }}");
        let asked = oxigraph::sparql::SparqlEvaluator::new()
            .parse_query(&text)
            .unwrap()
            .on_store(&store)
            .execute();
        matches!(asked.unwrap(), oxigraph::sparql::QueryResults::Boolean(true))
    };
    assert!(
        ask("?d a void:Dataset ; void:sparqlEndpoint <http://example.com:7878/sparql>"),
        "{}",
        answer.body
    );
    let count = small().len().unwrap();
    assert!(
        ask(&format!(
            "?d void:triples {count} ; void:documents 3 ; void:uriSpace '{DEFAULT_BASE}'"
        )),
        "{}",
        answer.body
    );
    assert!(ask(
        "?d void:classPartition [ void:class <https://w3id.org/govkg/ontology#Agency> ; void:entities ?n ] FILTER(?n > 3)"
    ));
    assert!(
        site.get("/.well-known/void", "application/ld+json")
            .kind()
            .starts_with("application/ld+json")
    );
}

#[test]
fn graphs_are_read_by_name_and_by_address() {
    let site = Site::reading(small(), settings());
    let graph = "https%3A%2F%2Fw3id.org%2Fgovkg%2Fid%2Fgraph%2Fdoc%2Fliuzhou-2021";
    let named = site.get(&format!("/store?graph={graph}"), "application/n-triples");
    let direct = site.get("/id/graph/doc/liuzhou-2021", "application/n-triples");
    assert_eq!(named.status, StatusCode::OK);
    assert!(!named.body.is_empty());
    assert_eq!(named.body, direct.body);
    for kind in ["text/turtle", "application/ld+json", "application/rdf+xml"] {
        let answer = site.get("/id/graph/doc/liuzhou-2021", kind);
        assert_eq!(
            triples(kind, &answer.body),
            triples("application/n-triples", &named.body),
            "{kind}"
        );
    }
    assert_eq!(site.get("/store?default", "text/turtle").status, StatusCode::OK);
    assert_eq!(
        site.get("/store?graph=http://e.org/nothing", "*/*").status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(site.get("/store?graph=x", "*/*").status, StatusCode::BAD_REQUEST);
    assert_eq!(
        site.get(&format!("/store?default&graph={graph}"), "*/*").status,
        StatusCode::BAD_REQUEST
    );
    let all = site.get("/store", "application/n-quads");
    assert_eq!(all.body.lines().count(), small().len().unwrap());
    assert_eq!(site.get("/store", "text/turtle").status, StatusCode::NOT_ACCEPTABLE);
}
