//! The pages: what stands on them, in both languages, and that nothing in the store can make them do anything.

use axum::http::{Request, StatusCode, header};
use govkg::query::Library;
use oxigraph::io::RdfFormat;
use oxigraph::store::Store;

use super::{Site, escaped, settings, small};

fn site() -> Site {
    Site::reading(small(), settings())
}

fn page(site: &Site, path: &str) -> String {
    let answer = site.get(path, "text/html");
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer.body
}

/// From the start page to the words of the report, by links and the search form alone.
#[test]
fn a_reader_comes_from_the_start_to_the_sentence() {
    let site = site();
    let start = page(&site, "/");
    assert!(start.contains("action=\"/search\"") && start.contains("href=\"/id/doc/liuzhou-2021\""));
    for query in ["市教育局", "lzsjyj", "jiaoyuju"] {
        let found = page(&site, &format!("/search?q={}", escaped(query)));
        assert!(
            found.contains("href=\"/id/agency/450200/jiaoyuju\""),
            "{query}: {found}"
        );
    }
    let sentences = page(&site, &format!("/search?q={}", escaped("石墨烯 在建")));
    assert!(sentences.contains("<mark>石墨烯</mark>") && sentences.contains("/id/doc/liuzhou-2021#char=100,150"));
    let unit = page(&site, "/id/agency/450200/jiaoyuju");
    assert!(
        unit.contains("牵头") && unit.contains("href=\"/id/project/450200/renlian\""),
        "{unit}"
    );
    let project = page(&site, "/id/project/450200/renlian");
    assert!(project.contains("2021-12-31") && project.contains("柳州市公安局"));
    assert!(project.contains("/id/doc/liuzhou-2021#char=318,322"));
    let indicator = page(&site, "/id/indicator/gdp");
    assert!(
        indicator.contains("<svg") && indicator.contains("3,176.9"),
        "{indicator}"
    );
}

#[test]
fn every_question_is_a_form_that_gives_the_rows_of_the_command() {
    let site = site();
    let list = page(&site, "/queries");
    for query in Library::built_in().unwrap().iter() {
        let path = format!("/queries/{}", query.id);
        assert!(list.contains(&format!("href=\"{path}\"")), "{path}");
        let answered = site.get(&path, "text/html");
        assert_eq!(answered.status, StatusCode::OK, "{path}: {}", answered.body);
        for parameter in &query.parameters {
            assert!(
                answered.body.contains(&format!("name=\"{}\"", parameter.name)),
                "{path}"
            );
        }
        if query.parameters.iter().any(|parameter| parameter.required) {
            assert!(
                !answered.body.contains("<table"),
                "{path} is not asked before it can be"
            );
            continue;
        }
        let rows = site.get(&path, "text/csv").body.lines().count() - 1;
        assert_eq!(answered.body.matches("<tr>").count().saturating_sub(1), rows, "{path}");
    }
    // An ambiguous name is answered with the choices, on the page of the form.
    let ambiguous = site.get(
        &format!("/queries/unit-tasks?unit={}", escaped("市水利局")),
        "text/html",
    );
    assert_eq!(ambiguous.status, StatusCode::BAD_REQUEST);
    assert!(
        ambiguous.body.contains("来宾市水利局") && ambiguous.body.contains("<form"),
        "{}",
        ambiguous.body
    );
    let wrong = site.get(
        &format!("/sparql?query={}", escaped("SELECT ?x\nWHERE { ?x }")),
        "text/html",
    );
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(
        wrong.body.contains("line 2") && wrong.body.contains("<textarea"),
        "{}",
        wrong.body
    );
}

#[test]
fn pages_speak_both_languages() {
    let site = site();
    let asked = |path: &str, language: &str| {
        let request = Request::get(path)
            .header(header::ACCEPT, "text/html")
            .header(header::ACCEPT_LANGUAGE, language);
        site.send(request.body(axum::body::Body::empty()).unwrap())
    };
    for path in [
        "/",
        "/documents",
        "/queries",
        "/sparql",
        "/search?q=x",
        "/ontology",
        "/id/agency/450200/jiaoyuju",
    ] {
        let chinese = asked(path, "zh-CN,zh;q=0.9,en;q=0.8");
        let english = asked(path, "en-GB,en;q=0.9,zh;q=0.1");
        assert!(
            chinese.body.contains("<html lang=\"zh\">") && chinese.body.contains("搜索"),
            "{path}"
        );
        assert!(
            english.body.contains("<html lang=\"en\">") && english.body.contains("Search"),
            "{path}"
        );
        assert_eq!(english.headers[header::CONTENT_LANGUAGE], "en");
        assert!(asked(path, "de").body.contains("<html lang=\"zh\">"));
        // The address goes before the browser, and the links of the page keep it.
        let sign = if path.contains('?') { '&' } else { '?' };
        let chosen = asked(&format!("{path}{sign}lang=en"), "zh");
        assert!(
            chosen.body.contains("<html lang=\"en\">") && chosen.body.contains("href=\"/queries?lang=en\""),
            "{path}"
        );
        assert!(
            asked("/id/agency/450200/jiaoyuju?lang=en", "zh")
                .body
                .contains("liuzhou-2021?lang=en#char=313,317")
        );
    }
}

/// Whatever stands in names, sentences, addresses and questions is shown as text.
#[test]
fn nothing_in_names_or_addresses_runs() {
    const EVIL: &str = "<script>alert(1)</script><img src=x onerror=alert(1)>\\\"'`\\n\\u202E";
    let store = Store::new().unwrap();
    let text = format!(
        "@prefix gk: <https://w3id.org/govkg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
         @prefix dcterms: <http://purl.org/dc/terms/> . @prefix prov: <http://www.w3.org/ns/prov#> .
         @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @base <https://w3id.org/govkg/id/> .
         <graph/doc/e> {{
           <doc/e> a gk:WorkReport ; dcterms:title \"{EVIL}\"@zh ; gk:source \"{EVIL}\" ; gk:reportYear \"{EVIL}\" .
           <agency/e> a gk:Agency ; skos:prefLabel \"{EVIL}\"@zh ; skos:altLabel \"{EVIL}2\"@zh ; gk:mentionedIn <doc/e#char=0,5> ;
             gk:supports <javascript:alert(1)>, <data:text/html,x> .
           <doc/e#char=0,99> a gk:Sentence ; gk:start 0 ; gk:end 99 ; gk:text \"{EVIL}\"@zh ; gk:section gk:Review .
           <doc/e#char=0,5> gk:start 0 ; gk:end 5 ; gk:sentence <doc/e#char=0,99> .
           <doc/e#m-0-5> a gk:Achievement ; gk:indicator <indicator/e> ; gk:area <agency/e> ; gk:valueText \"{EVIL}\" ; gk:value 1 ;
             gk:aspect gk:Level ; gk:period <period/2020> ; gk:rule \"{EVIL}\" ; prov:wasDerivedFrom <doc/e#char=0,5> .
           <indicator/e> a gk:Indicator ; skos:prefLabel \"{EVIL}\"@zh .
           <period/2020> skos:prefLabel \"2020年{EVIL}\"@zh .
         }}"
    );
    store.load_from_slice(RdfFormat::TriG, &text).unwrap();
    let site = Site::reading(store, settings());
    let query = escaped("<script>alert(1)</script>\" onfocus=alert(1) x=\"");
    for path in [
        "/".to_owned(),
        "/documents".to_owned(),
        "/id/doc/e".to_owned(),
        "/id/agency/e".to_owned(),
        "/id/indicator/e".to_owned(),
        "/search?q=script".to_owned(),
        format!("/search?q={query}"),
        format!("/sparql?query={query}"),
        format!("/sparql?query={}", escaped("SELECT * { ?s ?p ?o }")),
        format!("/queries/who-leads-what?unit={query}"),
        format!("/queries/{query}"),
        format!("/documents?lang={query}"),
        format!("/documents?x={query}"),
        format!("/{query}"),
        format!("/id/{query}"),
    ] {
        let answer = site.get(&path, "text/html");
        if answer.kind().starts_with("text/html") {
            assert!(
                !answer.body.contains("<script") && !answer.body.contains("<img"),
                "{path}: {}",
                answer.body
            );
            assert!(
                !answer.body.contains("href=\"javascript:") && !answer.body.contains("href=\"data:"),
                "{path}"
            );
            // A quote in what was asked ends no attribute.
            assert!(!answer.body.contains("\" onfocus="), "{path}: {}", answer.body);
        } else {
            assert!(answer.kind().starts_with("text/plain"), "{path}: {}", answer.kind());
        }
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
        assert!(
            !policy.contains("script-src") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(answer.headers[header::REFERRER_POLICY], "no-referrer");
        assert!(!answer.headers.contains_key(header::LOCATION), "{path} leads elsewhere");
    }
}

/// Nothing is loaded from elsewhere, and what is loaded is here.
#[test]
fn pages_load_only_what_is_here() {
    let site = site();
    for path in ["/", "/id/indicator/gdp", "/id/doc/liuzhou-2021", "/sparql"] {
        let body = page(&site, path);
        for attribute in [
            "src=\"",
            "<link rel=\"stylesheet\" href=\"",
            "<link rel=\"icon\" href=\"",
        ] {
            for address in body.split(attribute).skip(1) {
                let address = address.split('"').next().unwrap();
                assert!(address.starts_with("/assets/"), "{path}: {address}");
                assert_eq!(site.get(address, "*/*").status, StatusCode::OK, "{address}");
            }
        }
        assert!(
            !body.contains(" style=\"") && !body.contains("<style"),
            "{path}: the policy forbids it"
        );
    }
    assert_eq!(site.get("/assets/..%2Fmod.rs", "*/*").status, StatusCode::NOT_FOUND);
}

/// The application for browsers is in the binary and may load only itself.
#[test]
fn the_application_is_served_whole() {
    let site = site();
    let first = site.get("/app/", "text/html");
    assert_eq!(first.status, StatusCode::OK);
    let policy = |answer: &super::Answer| {
        answer.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap()
            .to_owned()
    };
    let allowed = policy(&first);
    assert!(
        allowed.contains("default-src 'self'") && !allowed.contains("unsafe"),
        "{allowed}"
    );
    let parts: Vec<&str> = first
        .body
        .split("=\"./")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(parts.len() >= 3, "{}", first.body);
    for part in parts {
        let answer = site.get(&format!("/app/{part}"), "*/*");
        assert_eq!(answer.status, StatusCode::OK, "{part}");
        let kind = answer.kind();
        assert!(
            ["javascript", "css", "svg"].iter().any(|known| kind.contains(known)),
            "{part}: {kind}"
        );
    }
    for outside in ["/app/../Cargo.toml", "/app/%2e%2e/Cargo.toml", "/app/nothing.js"] {
        assert_eq!(site.get(outside, "*/*").status, StatusCode::NOT_FOUND, "{outside}");
    }
    // Other pages go on without scripts.
    assert!(policy(&site.get("/", "text/html")).contains("default-src 'none'"));
}
