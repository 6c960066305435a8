//! The page for questions in SPARQL.

use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::{View, page};
use crate::server::app::App;
use crate::server::refusal::Refusal;

const EXAMPLE: &str = "SELECT ?单位 (COUNT(DISTINCT ?project) AS ?项目数) WHERE {
  ?project gk:leadUnit/skos:prefLabel ?单位
}
GROUP BY ?单位
ORDER BY DESC(?项目数)
LIMIT 20";

/// The page with an example.
pub(in crate::server) fn get(app: &App, view: &View) -> Result<Response, Refusal> {
    let body = html! {
        h1 { "SPARQL" }
        (form(view, EXAMPLE))
        section {
            h2 { (view.words("现成的问题", "Ready-made questions")) }
            (super::questions::list(app, view))
        }
        section {
            h2 { (view.words("前缀", "Prefixes")) }
            p { (view.words("这些前缀不必声明：", "These need no declaration:")) }
            ul.plain { @for (prefix, namespace) in app.settings.prefixes.iter() {
                li { code { (prefix) ": <" (namespace) ">" } }
            } }
        }
    };
    Ok(page(app, view, "SPARQL", &body).into_response())
}

/// The form with a query.
pub(super) fn form(view: &View, query: &str) -> Markup {
    html! {
        form.sparql action="/sparql" method="get" {
            @if view.chosen { input type="hidden" name="lang" value=(view.code()); }
            label for="query" { (view.words("查询", "Query")) }
            textarea id="query" name="query" rows="10" spellcheck="false" autocapitalize="off" { (query) }
            button { (view.words("查询", "Ask")) }
        }
    }
}

/// The page of a query that cannot be answered.
pub(in crate::server) fn refused(app: &App, view: &View, query: &str, refusal: &Refusal) -> Response {
    let body = html! {
        h1 { "SPARQL" }
        (form(view, query))
        pre.wrong role="alert" { (refusal.message) }
    };
    super::refused(app, view, "SPARQL", refusal, &body).into_response()
}
