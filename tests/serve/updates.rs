//! Changes through the server: who may make them, and that they come whole.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use super::{Site, TOKEN, settings, small};

const UPDATE: &str = "INSERT DATA { GRAPH <http://e.org/g> { <http://e.org/s> <http://e.org/p> 'x' } }";
const COUNT: &str = "/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%20GRAPH%20%3Chttp%3A%2F%2Fe.org%2Fg%3E%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20%7D";

fn count(site: &Site) -> String {
    site.get(COUNT, "text/csv")
        .body
        .trim_start_matches("n\r\n")
        .trim()
        .to_owned()
}

#[test]
fn only_who_shows_the_token_changes_anything() {
    let site = Site::writing(&small());
    let ways = [
        (Method::POST, "/sparql", "application/sparql-update", UPDATE),
        (Method::POST, "/update", "application/sparql-update", UPDATE),
        (
            Method::POST,
            "/sparql",
            "application/x-www-form-urlencoded",
            "update=CLEAR+ALL",
        ),
        (
            Method::PUT,
            "/store?graph=http://e.org/g",
            "text/turtle",
            "<a> <b> <c> .",
        ),
        (Method::POST, "/store?default", "text/turtle", "<a> <b> <c> ."),
        (Method::DELETE, "/store?default", "text/turtle", ""),
        (Method::DELETE, "/documents/liuzhou-2021", "application/json", ""),
        (Method::PUT, "/documents/x", "application/json", "{}"),
        (Method::PUT, "/vocabulary", "application/json", "{}"),
        (Method::DELETE, "/id/graph/doc/liuzhou-2021", "text/turtle", ""),
        (
            Method::PUT,
            "/id/graph/doc/liuzhou-2021",
            "text/turtle",
            "<a> <b> <c> .",
        ),
    ];
    let reading = Site::reading(small(), settings());
    for (method, path, kind, body) in ways {
        for token in [
            None,
            Some("Bearer wrong"),
            Some("Bearer "),
            Some(TOKEN),
            Some("Basic b3Blbi1zZXNhbWU="),
        ] {
            let request = || {
                let mut request = Request::builder()
                    .method(&method)
                    .uri(path)
                    .header(header::CONTENT_TYPE, kind);
                if let Some(token) = token {
                    request = request.header(header::AUTHORIZATION, token);
                }
                request.body(Body::from(body)).unwrap()
            };
            let answer = site.send(request());
            assert_eq!(
                answer.status,
                StatusCode::UNAUTHORIZED,
                "{method} {path}: {}",
                answer.body
            );
            assert_eq!(answer.headers.get(header::WWW_AUTHENTICATE).unwrap(), "Bearer");
            let answer = reading.send(request());
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}: {}", answer.body);
        }
    }
    assert_eq!(count(&site), "0");
    assert_eq!(
        site.get("/id/graph/doc/liuzhou-2021", "text/turtle").status,
        StatusCode::OK
    );
    let made = site.change(Method::POST, "/update", "application/sparql-update", UPDATE);
    assert_eq!(made.status, StatusCode::NO_CONTENT, "{}", made.body);
    assert_eq!(count(&site), "1");
    assert!(site.get("/sparql", "text/turtle").body.contains("SPARQL11Update"));
    assert!(!reading.get("/sparql", "text/turtle").body.contains("SPARQL11Update"));
}

#[test]
fn what_fails_changes_nothing() {
    let site = Site::writing(&small());
    let update = |text: &str| site.change(Method::POST, "/update", "application/sparql-update", text.to_owned());
    // The second operation fails, so the first is not made.
    let file = update(&format!("{UPDATE} ; LOAD <file:///etc/passwd>"));
    assert!(
        file.status.is_client_error() || file.status.is_server_error(),
        "{}",
        file.status
    );
    assert!(!file.body.contains("root:"));
    for text in [
        "LOAD <http://127.0.0.1:1/>".to_owned(),
        format!("{UPDATE} ; INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <http://127.0.0.1:1/> {{ ?s ?p ?o }} }}"),
        "CLEAR XYZ".to_owned(),
        format!("INSERT DATA {{ {}", "{".repeat(100_000)),
    ] {
        let answer = update(&text);
        assert!(answer.status.is_client_error(), "{}: {}", answer.status, answer.body);
    }
    assert_eq!(count(&site), "0");
    let wrong = site.change(Method::PUT, "/store?graph=http://e.org/g", "text/turtle", "<a> <b>");
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let strange = site.change(Method::PUT, "/store?graph=http://e.org/g", "image/png", "x");
    assert_eq!(strange.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let nowhere = site.change(Method::PUT, "/store?graph=e", "text/turtle", "");
    assert_eq!(nowhere.status, StatusCode::BAD_REQUEST);
    let everything = site.change(Method::DELETE, "/store", "text/turtle", "");
    assert_eq!(everything.status, StatusCode::BAD_REQUEST);
    assert_eq!(count(&site), "0");
}

/// A change is larger than a query may be; what is derived follows it.
#[test]
fn changes_are_large_and_what_is_derived_follows() {
    let site = Site::writing(&small());
    let mut body = String::new();
    for n in 0..30_000 {
        body.push_str(&format!(
            "<http://e.org/{n}> <http://e.org/p> \"{}\" .\n",
            "长".repeat(20)
        ));
    }
    assert!(body.len() > settings().max_body);
    let put = site.change(
        Method::PUT,
        "/store?graph=http://e.org/g",
        "application/n-triples",
        body.clone(),
    );
    assert_eq!(put.status, StatusCode::CREATED, "{}", put.body);
    assert_eq!(count(&site), "30000");
    let again = site.change(
        Method::PUT,
        "/store?graph=http://e.org/g",
        "application/n-triples",
        body,
    );
    assert_eq!(again.status, StatusCode::NO_CONTENT);
    let dump = site.get("/store", "application/n-quads");
    assert_eq!(dump.kind(), "application/n-quads");
    assert!(dump.body.lines().count() > 30_000);
    // The derived graph is inferred anew after each change, whatever was put there.
    let derived = "/store?graph=https%3A%2F%2Fw3id.org%2Fgovkg%2Fid%2Fgraph%2Fderived";
    let put = site.change(
        Method::PUT,
        derived,
        "text/turtle",
        "<http://e.org/a> <http://e.org/b> <http://e.org/c> .",
    );
    assert!(put.status.is_success());
    assert!(!site.get(derived, "text/turtle").body.contains("e.org"));
    let gone = site.change(Method::DELETE, "/store?graph=http://e.org/g", "text/turtle", "");
    assert_eq!(gone.status, StatusCode::OK);
    assert_eq!(
        site.get("/store?graph=http://e.org/g", "text/turtle").status,
        StatusCode::NOT_FOUND
    );
}

/// What was made of the store before a change is made anew after it.
#[test]
fn search_and_counts_follow_a_change() {
    let site = Site::writing(&small());
    assert!(
        site.get("/search?q=%E7%81%AB%E6%98%9F%E5%9F%BA%E5%9C%B0", "text/html")
            .body
            .contains("什么也没有找到")
    );
    let update = "PREFIX gk: <https://w3id.org/govkg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        INSERT DATA { GRAPH <http://e.org/g> { <https://w3id.org/govkg/id/project/x/mars> a gk:Project ; skos:prefLabel '火星基地'@zh } }";
    assert!(
        site.change(Method::POST, "/update", "application/sparql-update", update)
            .status
            .is_success()
    );
    let found = site.get("/search?q=huoxingjidi", "text/html").body;
    assert!(found.contains("href=\"/id/project/x/mars\""), "{found}");
}
