//! Answers as a table with links.

use std::io::Write;

use maud::{Markup, html};
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;

use super::terms::address;
use super::{View, ask, page, questions};
use crate::graph::escaped;
use crate::query::backend::failure;
use crate::query::output;
use crate::query::search::Index;
use crate::server::app::App;
use crate::{Error, Result};

/// The most rows on a page; a download has all.
const MOST: usize = 1000;
const ROWS: [&str; 4] = ["csv", "tsv", "json", "xml"];
const TRIPLES: [&str; 4] = ["ttl", "nt", "jsonld", "rdfxml"];

/// Writes the page of an answer, below the query or the form that asked for it.
pub(in crate::server) fn write(
    app: &App,
    results: QueryResults<'_>,
    query: Option<&str>,
    view: &View,
    out: &mut dyn Write,
) -> Result<()> {
    let named = view
        .path
        .strip_prefix("/queries/")
        .and_then(|id| app.settings.library.get(id).ok());
    let formats = if matches!(results, QueryResults::Graph(_)) {
        TRIPLES
    } else {
        ROWS
    };
    let index = app.index()?;
    let answer = answer(app, view, &index, results)?;
    let title = named.map_or("SPARQL", |query| questions::question(view, query));
    let body = html! {
        h1 { (title) }
        @if let Some(named) = named { (questions::form(view, named)) }
        @if let Some(query) = query { (ask::form(view, query)) }
        (answer)
        p.downloads {
            (view.words("下载：", "Download: "))
            @for format in formats {
                a href=(download(view, query, format)) { (format) } " "
            }
        }
    };
    let text = page(app, view, title, &body).markup.into_string();
    out.write_all(text.as_bytes())
        .map_err(|e| Error::file("write", "the answer", e))
}

/// The address of the same answer in another format.
fn download(view: &View, query: Option<&str>, format: &str) -> String {
    match query {
        Some(query) => format!("/sparql?query={}&format={format}", escaped(query)),
        None => view.here(&[("format", format), ("lang", "")]),
    }
}

fn answer(app: &App, view: &View, index: &Index, results: QueryResults<'_>) -> Result<Markup> {
    let rows = match results {
        QueryResults::Boolean(value) => {
            let word = if value {
                view.words("是", "yes")
            } else {
                view.words("否", "no")
            };
            return Ok(html! { p.answer { (word) } });
        }
        QueryResults::Solutions(rows) => rows,
        QueryResults::Graph(triples) => output::as_rows(triples),
    };
    let head: Vec<String> = rows.variables().iter().map(|v| v.as_str().to_owned()).collect();
    let mut shown = Vec::new();
    let mut more = false;
    for row in rows {
        let row = row.map_err(|e| failure(e, None))?;
        if shown.len() >= MOST {
            more = true;
            break;
        }
        shown.push(row.values().to_vec());
    }
    let number = |column: usize| {
        let mut values = shown.iter().filter_map(|row| row.get(column)?.as_ref());
        values.all(|term| matches!(term, Term::Literal(l) if l.value().parse::<f64>().is_ok()))
    };
    let numeric: Vec<bool> = (0..head.len()).map(number).collect();
    Ok(html! {
        p role="status" {
            @if more {
                (view.words("只显示前", "The first")) " " (MOST) " "
                (view.words("行，其余请下载。", "rows; a download has all."))
            } @else {
                (shown.len()) " " (view.words("行", "rows"))
            }
        }
        @if !shown.is_empty() {
            div.wide tabindex="0" { table {
                thead { tr { @for (name, numeric) in head.iter().zip(&numeric) { th.number[*numeric] scope="col" { (name) } } } }
                tbody { @for row in &shown {
                    tr { @for (value, numeric) in row.iter().zip(&numeric) {
                        td.number[*numeric] { @if let Some(term) = value { (cell(app, view, index, term)) } }
                    } }
                } }
            } }
        }
    })
}

fn cell(app: &App, view: &View, index: &Index, term: &Term) -> Markup {
    match term {
        Term::NamedNode(node) => {
            let name = app.settings.prefixes.shorten(node.as_str());
            html! { a href=[address(app, view, node.as_str())] { (name) } }
        }
        Term::Literal(literal) => match index.called(literal.value()) {
            Some(thing) => html! { a href=[address(app, view, thing.iri.as_str())] { (literal.value()) } },
            None => html! { (literal.value()) },
        },
        Term::BlankNode(node) => html! { (node.to_string()) },
    }
}
