//! Queries that are too long, too deep or without end.

use std::time::{Duration, Instant};

use axum::http::{Request, StatusCode, header};
use oxigraph::model::{Literal, NamedNodeRef, Quad};
use oxigraph::store::Store;

use super::{Site, get, post, send_to, settings, small};

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

/// An answer with too many rows says so while it can, and breaks off where it cannot.
#[test]
fn an_answer_has_so_many_rows_and_no_more() {
    let mut settings = settings();
    settings.max_rows = 1000;
    let site = Site::reading(wide(), settings);
    let rows = |n: usize| {
        let query = super::escaped(&format!("SELECT ?c ?f {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {n}"));
        site.get(&format!("/sparql?query={query}"), "text/csv")
    };
    assert_eq!(rows(1000).body.lines().count(), 1001);
    let refused = rows(1001);
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(
        refused.body.contains("more than 1000 rows") && refused.body.contains("LIMIT"),
        "{}",
        refused.body
    );
}

/// Memory is ended for the query that takes it, and the server lives.
#[cfg(feature = "memory")]
#[test]
fn a_query_that_takes_all_memory_is_ended() {
    let mut settings = settings();
    let before = govkg::server::memory_in_use().unwrap();
    settings.max_memory = before + (600 << 20);
    let site = Site::reading(wide(), settings);
    let sort = "SELECT ?c ?f ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY DESC(CONCAT(STR(?c), STR(?f), STR(?i)))";
    let group = "SELECT ?x (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?c), '-', STR(?f), '-', STR(?i)) AS ?x) } GROUP BY ?x";
    for query in [sort, group] {
        let answer = site.get(&format!("/sparql?query={}", super::escaped(query)), "text/csv");
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
        assert!(answer.body.contains("memory"), "{}", answer.body);
        let waited = Instant::now();
        // Other tests run beside this one, hence the margin.
        while govkg::server::memory_in_use().unwrap() > before + (500 << 20) {
            assert!(
                waited.elapsed() < Duration::from_secs(60),
                "its memory is not given back"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
        assert_eq!(site.get("/health", "*/*").status, StatusCode::OK);
    }
    assert!(
        site.get("/metrics", "*/*")
            .body
            .contains("govkg_queries_stopped_total{reason=\"memory\"} 2")
    );
}

#[test]
fn a_stopped_query_gives_its_place_back_at_once() {
    let mut settings = settings();
    settings.timeout = Duration::from_millis(300);
    settings.concurrency = 1;
    let site = Site::reading(wide(), settings);
    let endless = super::escaped("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }");
    let begin = Instant::now();
    let answer = site.get(&format!("/sparql?query={endless}"), "text/csv");
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
    assert!(begin.elapsed() < Duration::from_millis(1300), "{:?}", begin.elapsed());
    assert_eq!(site.get("/sparql?query=ASK%7B%7D", "text/csv").status, StatusCode::OK);
}

#[test]
fn the_server_tells_how_it_is() {
    let site = Site::reading(small(), settings());
    assert_eq!(site.get("/health", "*/*").body.trim(), "{\"status\":\"ok\"}");
    site.get("/documents", "text/html");
    site.get("/nothing/at/all", "text/html");
    let metrics = site.get("/metrics", "*/*");
    assert!(
        metrics.kind().starts_with("application/openmetrics-text"),
        "{}",
        metrics.kind()
    );
    for line in [
        "govkg_http_requests_total{route=\"/documents\",status=\"200\"} 1",
        "govkg_http_requests_total{route=\"other\",status=\"404\"} 1",
        "# TYPE govkg_http_seconds histogram",
        "govkg_queries_running 0",
        "# EOF",
    ] {
        assert!(metrics.body.contains(line), "{line}: {}", metrics.body);
    }
}

#[test]
fn every_answer_has_an_id() {
    let first = get("/health", "*/*");
    assert!(!first.headers["x-request-id"].is_empty());
    let with = |id: &str| {
        let request = Request::get("/health").header("x-request-id", id);
        send_to(small(), settings(), request.body(axum::body::Body::empty()).unwrap()).headers["x-request-id"].clone()
    };
    assert_eq!(with("abc-1"), "abc-1");
    assert_ne!(with("x y\t<b>"), "x y\t<b>");
    assert_ne!(with(&"a".repeat(1000)), "a".repeat(1000).as_str());
}

/// Clients that send nothing, or a letter now and then, do not keep others out.
#[test]
fn slow_clients_are_cut_off() {
    use std::io::{Read, Write};
    let runtime = super::runtime();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let router = govkg::server::router(small(), settings());
    let never = std::future::pending::<()>();
    runtime.spawn(govkg::server::serve(
        listener,
        router,
        4,
        Duration::from_millis(300),
        never,
    ));
    let mut slow: Vec<std::net::TcpStream> = Vec::new();
    for _ in 0..4 {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream.write_all(b"GET /health HTTP/1.1\r\nHo").unwrap();
        slow.push(stream);
    }
    // All places are taken; they are free again as soon as the patience is at its end.
    let begin = Instant::now();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
        .write_all(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
    runtime.shutdown_background();
}
