//! The IRIs of the store as addresses: a page for people, data for programs, with the same facts in both.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::NamedNode;

use super::app::App;
use super::negotiate::{Accepted, Form};
use super::protocol::in_address;
use super::refusal::Refusal;
use super::{description, graphs, negotiate, pages};
use crate::graph::vocab::gk;
use crate::query::Description;

/// Answers for the thing whose IRI ends in this path.
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path(_): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    // As it was sent, not decoded: an IRI is compared letter by letter.
    let path = request.uri().path().strip_prefix("/id/").unwrap_or_default().to_owned();
    let accepted = Accepted::of(&request, &in_address(&request)?);
    answer(&app, &path, accepted).await
}

/// What follows the base of the store's IRIs in the path of a request, where the base is an address of this server.
pub(super) fn path_of_base(app: &App, path: &str) -> Option<String> {
    let base = app.settings.base.splitn(4, '/').nth(3)?;
    if !app.has_own_base() || base.is_empty() {
        return None;
    }
    path.strip_prefix('/')?.strip_prefix(base).map(str::to_owned)
}

/// Answers for the thing whose IRI is the base and this path.
pub(super) async fn answer(app: &Arc<App>, path: &str, accepted: Accepted) -> Result<Response, Refusal> {
    let iri = format!("{}{path}", app.settings.base);
    let missing = || Refusal::not_found(format!("nothing in the store has the IRI <{iri}>"));
    let node = NamedNode::new(iri.as_str()).map_err(|_| missing())?;
    if path.starts_with("graph/") {
        return graphs::get_graph(Arc::clone(app), node, accepted).await;
    }
    let (form, kind) = accepted.triples()?;
    let is_document = path.starts_with("doc/");
    let graph = path.strip_prefix("doc/").map(|id| app.iris.document_graph(id));
    let view = accepted.view.clone();
    let page_wanted = form == Form::Page;
    let told = app
        .work(move |app| {
            let description = match graph {
                Some(graph) => Description::of_document(&app.store, &node, &graph)?,
                None => Description::of(&app.store, &node)?,
            };
            let Some(description) = description else {
                return Ok(None);
            };
            if page_wanted {
                let page = if is_document {
                    pages::document::page(app, &description, &view)
                } else {
                    pages::entity::page(app, &description, &view)
                };
                return Ok(Some(Told::Page(page)));
            }
            Ok(Some(Told::Data(description)))
        })
        .await?;
    let mut response = match told.ok_or_else(missing)? {
        Told::Page(page) => page.into_response(),
        Told::Data(description) => description::given(description.triples(), form, kind, &app.settings.prefixes)?,
    };
    located(&mut response, &format!("/id/{path}"), form);
    Ok(response)
}

/// A page, or what is said in a page.
enum Told {
    Page(pages::Page),
    Data(Description),
}

/// The terms of the ontology.
pub(super) async fn ontology(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let accepted = Accepted::of(&request, &in_address(&request)?);
    let (form, kind) = accepted.triples()?;
    let view = accepted.view.clone();
    let description = app
        .work(|app| Description::of_terms(&app.store, gk::NAMESPACE, &app.iris.vocabulary_graph()))
        .await?;
    let mut response = match form {
        Form::Page => pages::ontology::page(&app, &description, &view).into_response(),
        _ => description::given(description.triples(), form, kind, &app.settings.prefixes)?,
    };
    located(&mut response, "/ontology", form);
    Ok(response)
}

/// Says at which address this very form is found.
fn located(response: &mut Response, path: &str, form: Form) {
    let name = negotiate::name(form);
    if let Ok(value) = HeaderValue::from_str(&format!("{path}?format={name}")) {
        response.headers_mut().insert(header::CONTENT_LOCATION, value);
    }
}
