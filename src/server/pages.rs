//! Plain pages for people: what is here, and answers as tables.

use std::fmt::Write as _;
use std::io::Write;

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;

use super::Settings;
use crate::query::NamedQuery;
use crate::query::backend::failure;
use crate::query::output;
use crate::{Error, Result};

/// The pages run no scripts and load nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'";
const STYLE: &str = "body{font-family:system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:2rem auto;max-width:70rem;\
padding:0 1rem;line-height:1.6;color:#222;background:#fff}table{border-collapse:collapse;font-size:.9rem}\
td,th{border-bottom:1px solid #ccc;padding:.25rem .75rem .25rem 0;text-align:left;vertical-align:top}\
textarea{width:100%;font-family:monospace}li{margin-bottom:.75rem}input{width:12rem}label{margin-right:1rem}\
@media(prefers-color-scheme:dark){body{color:#ddd;background:#1b1b1b}a{color:#8ab4f8}}";

/// The page that says what is here.
pub(super) fn home(settings: &Settings) -> Response {
    let mut page = head(&settings.title);
    page.push_str(
        "<p>A knowledge graph of Chinese government work reports, for reading. The SPARQL 1.1 endpoint is \
         <a href=\"/sparql\">/sparql</a>. 政府工作报告知识图谱，只读；SPARQL 接口在 /sparql。</p>\n\
         <form action=\"/sparql\"><textarea name=\"query\" rows=\"6\" aria-label=\"SPARQL\">\
         SELECT ?class (COUNT(DISTINCT ?thing) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY DESC(?things)\
         </textarea><button>Ask 查询</button></form>\n<h2>Questions 问题</h2>\n<ul>\n",
    );
    for query in settings.library.iter() {
        question(query, &mut page);
    }
    page.push_str("</ul>\n</html>\n");
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(page)).into_response()
}

fn question(query: &NamedQuery, page: &mut String) {
    let id = escaped(&query.id);
    // Writing to a string does not fail.
    let _written = write!(
        page,
        "<li><a href=\"/queries/{id}\">{}</a><br>{} <small>(<a href=\"/queries/{id}?format=csv\">csv</a>, \
         <a href=\"/queries/{id}.rq\">sparql</a>)</small>",
        escaped(&query.question_zh),
        escaped(&query.question_en)
    );
    if !query.parameters.is_empty() {
        let _written = write!(page, "<form action=\"/queries/{id}\">");
        for parameter in &query.parameters {
            let required = if parameter.required { " required" } else { "" };
            let _written = write!(
                page,
                "<label title=\"{}\">{name} <input name=\"{name}\"{required}></label>",
                escaped(&parameter.meaning),
                name = escaped(&parameter.name)
            );
        }
        page.push_str("<button>Ask 查询</button></form>");
    }
    page.push_str("</li>\n");
}

fn head(title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"zh\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title><style>{STYLE}</style>\n<h1><a href=\"/\">{title}</a></h1>\n",
        title = escaped(title)
    )
}

/// Results as a page with one table.
pub(super) fn results(results: QueryResults<'_>, settings: &Settings, out: &mut dyn Write) -> Result<()> {
    let unwritten = |e| Error::file("write", "the answer", e);
    out.write_all(head(&settings.title).as_bytes()).map_err(unwritten)?;
    let rows = match results {
        QueryResults::Boolean(value) => {
            let word = if value { "是 yes" } else { "否 no" };
            return writeln!(out, "<p>{word}</p>\n</html>").map_err(unwritten);
        }
        QueryResults::Solutions(rows) => rows,
        QueryResults::Graph(triples) => output::as_rows(triples),
    };
    let mut line: String = rows
        .variables()
        .iter()
        .map(|v| format!("<th>{}", escaped(v.as_str())))
        .collect();
    writeln!(out, "<table><thead><tr>{line}</thead>").map_err(unwritten)?;
    let mut count = 0_u64;
    for row in rows {
        let row = row.map_err(|e| failure(e, None))?;
        line.clear();
        for value in row.values() {
            line.push_str("<td>");
            line.push_str(&value.as_ref().map_or_else(String::new, |term| cell(term, settings)));
        }
        writeln!(out, "<tr>{line}").map_err(unwritten)?;
        count += 1;
    }
    writeln!(out, "</table>\n<p>{count} 行 rows</p>\n</html>").map_err(unwritten)
}

fn cell(term: &Term, settings: &Settings) -> String {
    match term {
        Term::NamedNode(node) => escaped(&settings.prefixes.shorten(node.as_str())),
        Term::Literal(literal) => escaped(literal.value()),
        Term::BlankNode(node) => escaped(&node.to_string()),
    }
}

/// Text that stands for itself in HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
