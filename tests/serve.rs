//! The server: the SPARQL 1.1 protocol, the pages, the bounds.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use govkg::graph::DEFAULT_BASE;
use govkg::query::{Backend, Endpoint, Library, Limits, Prefixes, bind};
use govkg::server::{Settings, router};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use tower::ServiceExt;

use crate::documents::shared;

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
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

/// Sends one request to a router over a store.
fn send_to(store: Store, settings: Settings, request: Request<Body>) -> Answer {
    let runtime = runtime();
    let answer = runtime.block_on(async {
        let response = router(store, settings).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    });
    runtime.shutdown_background();
    answer
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
    govkg::query::endpoint::escaped(text)
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
        ("text/html", "<!doctype html>"),
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
    assert!(get(&ask, "text/html").body.contains("yes"));
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
        StatusCode::FORBIDDEN,
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
    assert_eq!(answer.body, "project,unit\r\n建设校门人脸识别安防系统,柳州市教育局\r\n");
    let table = get(&format!("/queries/who-leads-what?unit={unit}"), "text/html");
    assert!(table.body.contains("<td>柳州市教育局"), "{}", table.body);
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
            .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;"),
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
        format!("SELECT * {{ ?s {} ?o }}", "<a>/".repeat(500) + "<a>"),
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

/// Over a socket: the client of `--endpoint` gets what the store gives.
#[test]
fn the_client_reads_what_the_server_writes() {
    let runtime = runtime();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = runtime.spawn(govkg::server::serve(listener, router(small(), settings()), async {
        let _stopped = stopped.await;
    }));
    let prefixes = Prefixes::new(DEFAULT_BASE);
    let limits = Limits::default();
    let there = Backend::Endpoint(Endpoint::new(&format!("http://{address}")).unwrap());
    let here = Backend::Store(small());
    let library = Library::built_in().unwrap();
    let given = [("unit".to_owned(), "柳州市教育局".to_owned())];
    for id in ["who-leads-what", "unit-tasks"] {
        let rows = |backend: &Backend| {
            let text = bind(library.get(id).unwrap(), &given, backend, &prefixes, &limits).unwrap();
            match backend.evaluate(&text, &prefixes, &limits).unwrap() {
                QueryResults::Solutions(rows) => rows.map(|row| format!("{:?}", row.unwrap())).collect::<Vec<_>>(),
                _ => panic!("rows"),
            }
        };
        assert!(!rows(&there).is_empty());
        assert_eq!(rows(&there), rows(&here), "{id}");
    }
    let construct = "CONSTRUCT WHERE { ?p gk:leadUnit ?u }";
    match there.evaluate(construct, &prefixes, &limits).unwrap() {
        QueryResults::Graph(triples) => assert_eq!(triples.map(Result::unwrap).count(), 3),
        _ => panic!("triples"),
    }
    assert!(matches!(
        there.evaluate("ASK { ?p gk:leadUnit ?u }", &prefixes, &limits).unwrap(),
        QueryResults::Boolean(true)
    ));
    let nothing = Endpoint::new(&format!("http://{address}/nothing"))
        .unwrap()
        .evaluate("ASK {}", &limits);
    let error = nothing.err().unwrap().to_string();
    assert!(error.contains("404"), "{error}");
    stop.send(()).unwrap();
    let ended = runtime.block_on(async { tokio::time::timeout(Duration::from_secs(10), server).await });
    ended.unwrap().unwrap().unwrap();
}

/// The command: prints its address, answers, and ends at SIGTERM.
#[cfg(all(unix, feature = "disk"))]
#[test]
fn the_command_serves_a_store_until_it_is_stopped() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let program = env!("CARGO_BIN_EXE_govkg");
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let report = folder.path().join("report.txt");
    std::fs::write(
        &report,
        "2021年柳州市政府工作报告\n\n全市实现地区生产总值3176.9亿元，增长1.5%。\n",
    )
    .unwrap();
    let build = Command::new(program)
        .arg("build")
        .arg(&report)
        .arg("--store")
        .arg(&store)
        .output()
        .unwrap();
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    let mut server = Command::new(program)
        .args(["serve", "--port", "0", "--quiet", "--store"])
        .arg(&store)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let url = line.trim();
    assert!(url.starts_with("http://127.0.0.1:") && url.ends_with('/'), "{line}");
    let ask = |arguments: &[&str]| Command::new(program).args(arguments).output().unwrap();
    let asked = ask(&["query", "documents", "--format", "csv", "--endpoint", url]);
    let text = String::from_utf8_lossy(&asked.stdout).into_owned();
    assert!(asked.status.success() && text.contains("柳州市"), "{text}");
    // A second reader shares the store; one who would write is told whom to ask.
    let beside = Command::new(program)
        .args(["query", "documents", "--store"])
        .arg(&store)
        .output()
        .unwrap();
    assert!(beside.status.success());
    let writer = Command::new(program)
        .arg("remove")
        .arg("--store")
        .arg(&store)
        .arg("report")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&writer.stderr).into_owned();
    assert!(
        writer.status.code() == Some(2) && told.contains(&format!("{url}sparql")),
        "{told}"
    );
    let taken = Command::new(program)
        .args([
            "serve",
            "--bind",
            url.trim_start_matches("http://").trim_end_matches('/'),
            "--store",
        ])
        .arg(&store)
        .output()
        .unwrap();
    assert_eq!(taken.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&taken.stderr).contains("--port"));
    let killed = Command::new("kill").arg(server.id().to_string()).status().unwrap();
    assert!(killed.success());
    assert_eq!(server.wait().unwrap().code(), Some(0));
}
