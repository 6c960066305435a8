//! Queries that are too long, too deep or without end.

use std::time::{Duration, Instant};

use axum::http::{Request, StatusCode, header};
use oxigraph::model::{Literal, NamedNodeRef, Quad};
use oxigraph::store::Store;

use super::{post, send_to, settings};

/// A store on which a query can take for ever, or give very many rows.
fn wide() -> Store {
    let store = Store::new().unwrap();
    let node = NamedNodeRef::new("http://example.com/").unwrap();
    for n in 0..300 {
        store.insert(&Quad::new(node, node, Literal::from(n), node)).unwrap();
    }
    store
}

#[test]
fn a_query_without_end_is_stopped() {
    let mut settings = settings();
    settings.timeout = Duration::from_millis(300);
    let query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }";
    let started = Instant::now();
    let request = Request::post("/sparql").header(header::CONTENT_TYPE, "application/sparql-query");
    let answer = send_to(wide(), settings, request.body(query.into()).unwrap());
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert!(answer.body.contains("300ms"), "{}", answer.body);
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn long_answers_are_streamed_whole() {
    let query = "SELECT ?c ?f ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?i < 3) }";
    let request = Request::post("/sparql")
        .header(header::CONTENT_TYPE, "application/sparql-query")
        .header(header::ACCEPT, "text/csv");
    let answer = send_to(wide(), settings(), request.body(query.into()).unwrap());
    assert_eq!(answer.body.lines().count(), 300 * 300 * 3 + 1);
}

#[test]
fn queries_of_any_shape_are_answered_or_refused() {
    let deep = |left: &str, core: &str, right: &str, n: usize| {
        format!("SELECT * {{ {}{core}{} }}", left.repeat(n), right.repeat(n))
    };
    let sum = |operator: &str, n: usize| format!("SELECT (1{} AS ?x) {{}}", format!("{operator}1").repeat(n));
    for query in [
        deep("{", "", "}", 100_000),
        deep("{", "", "}", 90),
        deep("OPTIONAL{", "?a ?b ?c", "}", 90),
        format!("SELECT * {{ FILTER({}1) }}", "!".repeat(400_000)),
        format!("SELECT * {{ FILTER({}1) }}", "!".repeat(2_900)),
        sum("+", 300_000),
        sum("-", 2_900),
        sum("||", 1_400),
        format!("SELECT * {{ {} }}", "{} UNION ".repeat(100_000) + "{}"),
        format!("SELECT * {{ {} }}", "{} UNION ".repeat(2_900) + "{}"),
        format!("SELECT * {{ {} }}", "BIND(1 AS ?x) ".repeat(30_000)),
        format!("SELECT * {{ {} }}", "FILTER(1) ".repeat(2_900)),
        format!("SELECT * {{ ?s {} ?o }}", "^".repeat(400_000) + "<a>"),
        format!("SELECT * {{ ?s {} ?o }}", "<a>/".repeat(100) + "<a>"),
        format!("SELECT * {{ ?s {} ?o }}", "<a>/".repeat(500) + "<a>"),
        format!("SELECT * {{ {} }}", "?a ?b ?c . ".repeat(50_000)),
        format!("SELECT * {{ VALUES ?x {{ {} }} }}", "1 ".repeat(100_000)),
    ] {
        let start = Instant::now();
        let answer = post("application/sparql-query", query.clone());
        let shown: String = query.chars().take(30).collect();
        println!("{shown}… {} {:?}", answer.status, start.elapsed());
        assert!(
            matches!(
                answer.status,
                StatusCode::OK | StatusCode::BAD_REQUEST | StatusCode::SERVICE_UNAVAILABLE
            ),
            "{shown}: {} {}",
            answer.status,
            answer.body
        );
    }
}
