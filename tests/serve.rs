//! The server: the SPARQL 1.1 protocol, the pages, the bounds.

mod bounds;
mod client;
mod exchanges;
mod pages;
mod things;
mod updates;
mod w3c;
mod world;

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use govkg::graph::DEFAULT_BASE;
use govkg::query::Library;
use govkg::server::{Settings, router};
use govkg::store::Writer;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Literal, NamedNodeRef, Quad};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use tower::ServiceExt;

/// The token of the servers that take changes.
const TOKEN: &str = "open-sesame";

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

/// A server that is asked more than once.
struct Site {
    runtime: tokio::runtime::Runtime,
    router: axum::Router,
}

impl Site {
    fn reading(store: Store, settings: Settings) -> Self {
        Self {
            runtime: runtime(),
            router: router(store, settings),
        }
    }

    /// One that takes changes from those who show the token.
    fn writing(store: &Store) -> Self {
        Self {
            runtime: runtime(),
            router: govkg::server::router_with_changes(writer_of(store), TOKEN, settings()).unwrap(),
        }
    }

    fn send(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
            Answer {
                status: parts.status,
                headers: parts.headers,
                body: String::from_utf8_lossy(&body).into_owned(),
            }
        })
    }

    fn get(&self, path: &str, accept: &str) -> Answer {
        let request = Request::get(path)
            .header(header::ACCEPT, accept)
            .header(header::HOST, "example.com:7878");
        self.send(request.body(Body::empty()).unwrap())
    }

    /// Sends with the token.
    fn change(&self, method: Method, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "example.com:7878")
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
            .header(header::CONTENT_TYPE, kind);
        self.send(request.body(body.into()).unwrap())
    }
}

impl Answer {
    fn kind(&self) -> &str {
        self.headers
            .get(header::CONTENT_TYPE)
            .map_or("", |v| v.to_str().unwrap())
    }
}

fn small() -> Store {
    let store = Store::new().unwrap();
    store
        .load_from_slice(RdfFormat::TriG, include_str!("queries/small.trig"))
        .unwrap();
    store
}

fn settings() -> Settings {
    Settings::new("test", DEFAULT_BASE, Library::built_in().unwrap())
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(govkg::server::STACK)
        .build()
        .unwrap()
}

/// A writer in memory to what a store holds.
fn writer_of(store: &Store) -> Writer {
    let writer = Writer::in_memory(DEFAULT_BASE, govkg::derive::derive).unwrap();
    let quads: Vec<Quad> = store.iter().map(Result::unwrap).collect();
    writer.quads().unwrap().extend(quads).unwrap();
    writer
}

/// A server that takes changes, at an address of its own until the runtime ends.
fn listening(writer: Writer, settings: Settings) -> (tokio::runtime::Runtime, String) {
    let runtime = runtime();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let router = govkg::server::router_with_changes(writer, TOKEN, settings).unwrap();
    let never = std::future::pending::<()>();
    runtime.spawn(govkg::server::serve(
        listener,
        router,
        100,
        Duration::from_secs(10),
        never,
    ));
    (runtime, url)
}

/// Sends one request to a router over a store.
fn send_to(store: Store, settings: Settings, request: Request<Body>) -> Answer {
    Site::reading(store, settings).send(request)
}

fn send(request: Request<Body>) -> Answer {
    send_to(small(), settings(), request)
}

fn get(path: &str, accept: &str) -> Answer {
    let request = Request::get(path)
        .header(header::ACCEPT, accept)
        .header(header::HOST, "example.com:7878");
    send(request.body(Body::empty()).unwrap())
}

fn post(kind: &str, body: impl Into<Body>) -> Answer {
    send(
        Request::post("/sparql")
            .header(header::CONTENT_TYPE, kind)
            .body(body.into())
            .unwrap(),
    )
}

fn escaped(text: &str) -> String {
    govkg::graph::escaped(text)
}

const SELECT: &str = "SELECT ?unit WHERE { ?p gk:leadUnit/skos:prefLabel ?unit } ORDER BY ?unit";

#[test]
fn queries_are_taken_in_all_three_ways() {
    let by_get = get(&format!("/sparql?query={}", escaped(SELECT)), "text/csv");
    assert_eq!(by_get.status, StatusCode::OK, "{}", by_get.body);
    assert_eq!(by_get.kind(), "text/csv; charset=utf-8");
    assert_eq!(by_get.body, "unit\r\n来宾市水利局\r\n柳州市公安局\r\n柳州市教育局\r\n");
    let form = post(
        "application/x-www-form-urlencoded",
        format!("query={}", escaped(SELECT)),
    );
    let direct = post("application/sparql-query; charset=UTF-8", SELECT);
    assert_eq!(form.kind(), "application/sparql-results+json");
    assert_eq!(form.body, direct.body);
    assert!(form.body.contains("柳州市公安局"));
    for path in ["/", "/query", "/sparql/"] {
        assert_eq!(
            get(&format!("{path}?query={}", escaped(SELECT)), "text/csv").body,
            by_get.body
        );
    }
    assert_eq!(
        get(&format!("/sparql?query={}&format=csv", escaped(SELECT)), "*/*").body,
        by_get.body
    );
}

#[test]
fn each_form_is_given() {
    let select = format!("/sparql?query={}", escaped(SELECT));
    for (accept, starts) in [
        ("application/sparql-results+json", "{\"head\""),
        ("application/sparql-results+xml", "<?xml"),
        ("text/tab-separated-values", "?unit"),
        ("text/html", "<!DOCTYPE html>"),
    ] {
        let answer = get(&select, accept);
        assert!(
            answer.kind().starts_with(accept) && answer.body.starts_with(starts),
            "{accept}: {}",
            answer.body
        );
    }
    let construct = format!("/sparql?query={}", escaped("CONSTRUCT WHERE { ?p gk:leadUnit ?u }"));
    for accept in [
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    ] {
        let answer = get(&construct, accept);
        assert!(answer.kind().starts_with(accept), "{accept}: {}", answer.kind());
        let format = RdfFormat::from_media_type(accept).unwrap();
        let triples = RdfParser::from_format(format).for_slice(answer.body.as_bytes());
        assert_eq!(triples.map(Result::unwrap).count(), 3, "{accept}");
    }
    assert_eq!(get(&construct, "*/*").kind(), "text/turtle; charset=utf-8");
    let ask = format!("/sparql?query={}", escaped("ASK { ?p gk:leadUnit ?u }"));
    assert!(get(&ask, "*/*").body.contains("true"));
    assert!(get(&ask, "text/html").body.contains("<p class=\"answer\">是</p>"));
    assert!(get(&ask, "text/csv").body.contains("true"));
}

#[test]
fn what_cannot_be_answered_is_refused_with_the_reason() {
    let wrong = get(&format!("/sparql?query={}", escaped("SELECT ?x\nWHERE { ?x }")), "*/*");
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.body.contains("line 2, column"), "{}", wrong.body);
    assert_eq!(wrong.kind(), "text/plain; charset=utf-8");
    let refused = |answer: Answer, status: StatusCode, word: &str| {
        assert_eq!(answer.status, status, "{}", answer.body);
        assert!(answer.body.contains(word), "{}", answer.body);
    };
    let select = format!("query={}", escaped(SELECT));
    refused(
        get(&format!("/sparql?{select}"), "image/png"),
        StatusCode::NOT_ACCEPTABLE,
        "text/csv",
    );
    refused(
        get(&format!("/sparql?{select}&format=svg"), "*/*"),
        StatusCode::BAD_REQUEST,
        "csv",
    );
    refused(
        get(&format!("/sparql?{select}&{select}"), "*/*"),
        StatusCode::BAD_REQUEST,
        "more than one",
    );
    refused(
        get(&format!("/sparql?{select}&default-graph-uri=x"), "*/*"),
        StatusCode::BAD_REQUEST,
        "graph",
    );
    refused(
        post("text/plain", SELECT),
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "sparql-query",
    );
    refused(
        post("application/sparql-query; charset=utf-16", SELECT),
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "UTF-8",
    );
    refused(
        post("application/sparql-query", vec![0xff, 0xfe]),
        StatusCode::BAD_REQUEST,
        "UTF-8",
    );
    refused(post("application/sparql-query", ""), StatusCode::BAD_REQUEST, "parsed");
    refused(
        post("application/x-www-form-urlencoded", "a=b"),
        StatusCode::BAD_REQUEST,
        "no query",
    );
    refused(
        post("application/sparql-update", "CLEAR ALL"),
        StatusCode::FORBIDDEN,
        "read-only",
    );
    refused(
        post("application/x-www-form-urlencoded", "update=CLEAR%20ALL"),
        StatusCode::FORBIDDEN,
        "read-only",
    );
    refused(
        get("/sparql?update=CLEAR%20ALL", "*/*"),
        StatusCode::METHOD_NOT_ALLOWED,
        "read-only",
    );
    refused(
        post("application/sparql-query", "CLEAR ALL"),
        StatusCode::BAD_REQUEST,
        "parsed",
    );
    let service = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }";
    refused(
        post("application/sparql-query", service),
        StatusCode::BAD_REQUEST,
        "SERVICE",
    );
    refused(get("/nothing", "*/*"), StatusCode::NOT_FOUND, "/nothing");
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let request = Request::builder().method(&method).uri("/sparql?query=ASK%7B%7D");
        let answer = send(request.body(Body::empty()).unwrap());
        assert_eq!(answer.headers.get(header::ALLOW).unwrap(), "GET,HEAD,POST");
        refused(answer, StatusCode::METHOD_NOT_ALLOWED, "GET and POST");
    }
    let large = format!("SELECT * {{}} #{}", "x".repeat(2 << 20));
    refused(
        post("application/sparql-query", large.clone()),
        StatusCode::PAYLOAD_TOO_LARGE,
        "",
    );
    refused(
        post("application/x-www-form-urlencoded", format!("query={large}")),
        StatusCode::PAYLOAD_TOO_LARGE,
        "",
    );
}

#[test]
fn graphs_can_be_chosen() {
    let count = "SELECT (COUNT(*) AS ?n) { ?s a gk:WorkReport }";
    let graph = |name: &str| {
        format!(
            "&default-graph-uri={}",
            escaped(&format!("{DEFAULT_BASE}graph/doc/{name}"))
        )
    };
    let path = format!("/sparql?query={}", escaped(count));
    assert_eq!(get(&path, "text/csv").body, "n\r\n2\r\n");
    assert_eq!(
        get(&format!("{path}{}", graph("liuzhou-2021")), "text/csv").body,
        "n\r\n1\r\n"
    );
    let both = format!("{path}{}{}", graph("liuzhou-2021"), graph("liuzhou-2022"));
    assert_eq!(get(&both, "text/csv").body, "n\r\n2\r\n");
    assert_eq!(
        get(&format!("{path}{}", graph("laibin-2021")), "text/csv").body,
        "n\r\n0\r\n"
    );
}

#[test]
fn the_service_describes_itself() {
    let answer = get("/sparql", "text/turtle");
    assert_eq!(answer.status, StatusCode::OK);
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::Turtle, &answer.body).unwrap();
    let sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>";
    let ask = format!(
        "{sd} ASK {{ ?service a sd:Service ; sd:endpoint <http://example.com:7878/sparql> ;
         sd:supportedLanguage sd:SPARQL11Query ; sd:feature sd:UnionDefaultGraph }}"
    );
    let results = SparqlEvaluator::new()
        .parse_query(&ask)
        .unwrap()
        .on_store(&store)
        .execute();
    assert!(
        matches!(results.unwrap(), QueryResults::Boolean(true)),
        "{}",
        answer.body
    );
    assert!(get("/sparql", "application/ld+json").body.contains("SPARQL11Query"));
    assert!(get("/sparql", "text/html").body.contains("who-leads-what"));
}

#[test]
fn named_queries_have_addresses() {
    let page = get("/", "text/html");
    assert!(page.kind().starts_with("text/html"));
    for query in Library::built_in().unwrap().iter() {
        assert!(
            page.body.contains(&format!("href=\"/queries/{}\"", query.id)),
            "{}",
            query.id
        );
    }
    assert!(page.headers.contains_key(header::CONTENT_SECURITY_POLICY));
    let unit = escaped("柳州市教育局");
    let answer = get(&format!("/queries/who-leads-what?unit={unit}&project="), "text/csv");
    assert_eq!(
        answer.body,
        "project,unit,area,year\r\n建设校门人脸识别安防系统,柳州市教育局,柳州市,2021\r\n"
    );
    let table = get(&format!("/queries/who-leads-what?unit={unit}"), "text/html");
    assert!(table.body.contains(">柳州市教育局</a></td>"), "{}", table.body);
    let text = get("/queries/who-leads-what.rq", "*/*");
    assert!(text.kind().starts_with("application/sparql-query") && text.body.starts_with("# id: who-leads-what"));
    assert_eq!(get("/queries/nothing", "*/*").status, StatusCode::NOT_FOUND);
    let missing = get("/queries/define", "*/*");
    assert_eq!(missing.status, StatusCode::BAD_REQUEST);
    assert!(missing.body.contains("term"), "{}", missing.body);
    let ambiguous = get(&format!("/queries/unit-tasks?unit={}", escaped("市水利局")), "*/*");
    assert!(ambiguous.body.contains("来宾市水利局"), "{}", ambiguous.body);
}

#[test]
fn pages_show_text_and_run_nothing() {
    let store = Store::new().unwrap();
    let node = NamedNodeRef::new("http://example.com/").unwrap();
    let value = Literal::new_simple_literal("<script>alert(1)</script>&\"'");
    store.insert(&Quad::new(node, node, value, node)).unwrap();
    let path = format!("/sparql?query={}", escaped("SELECT ?o { ?s ?p ?o }"));
    let request = Request::get(path)
        .header(header::ACCEPT, "text/html")
        .body(Body::empty())
        .unwrap();
    let answer = send_to(store, settings(), request);
    assert!(!answer.body.contains("<script>"));
    assert!(
        answer
            .body
            .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;'"),
        "{}",
        answer.body
    );
}

#[test]
fn others_may_read_from_their_pages() {
    let request = Request::get("/sparql?query=ASK%7B%7D").header(header::ORIGIN, "http://elsewhere.example");
    let answer = send(request.body(Body::empty()).unwrap());
    assert_eq!(answer.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN).unwrap(), "*");
    let preflight = Request::options("/sparql")
        .header(header::ORIGIN, "http://elsewhere.example")
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST");
    let answer = send(preflight.body(Body::empty()).unwrap());
    assert_eq!(answer.status, StatusCode::OK);
}
