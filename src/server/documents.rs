//! The documents: a page for people, and how a build elsewhere changes them, each in one transaction.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::app::App;
use super::refusal::Refusal;
use super::{body, graphs, pages};
use crate::store::{Build, Change, STATE, Sent};

/// The page of documents; for a build elsewhere, of what each was made.
pub(super) async fn list(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let accept = request.headers().get(header::ACCEPT);
    if accept.is_none_or(|accept| accept.as_bytes() != STATE.as_bytes()) {
        return pages::documents::get(app, request).await;
    }
    app.authorize(request.headers())?;
    let state = app.look(|writer| writer.state()).await?;
    let text = serde_json::to_string(&state).map_err(|e| Refusal::failed(e.to_string()))?;
    Ok(([(header::CONTENT_TYPE, STATE)], text).into_response())
}

/// Puts the triples that are sent in the place of a document.
pub(super) async fn put(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    app.authorize(request.headers())?;
    let id = proper(id)?;
    let sent = sent(&app, request).await?;
    let build: Build = serde_json::from_value(sent.build)
        .map_err(|e| Refusal::bad_request(format!("of what the document was made cannot be read: {e}")))?;
    let graph = app.iris.document_graph(&id);
    let quads = body::n_triples(sent.triples, graph.into()).await?;
    app.change(move |writer| writer.replace(vec![Change { id, quads, build }]).map(drop))
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Takes a document out.
pub(super) async fn delete(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    app.authorize(request.headers())?;
    let id = proper(id)?;
    if !graphs::holds(&app, &app.iris.document_graph(&id))? {
        return Err(Refusal::not_found(format!("no document is called {id}")));
    }
    app.change(move |writer| {
        writer.remove(&[&id])?;
        writer.finish()
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Puts the triples that are sent in the place of the vocabulary.
pub(super) async fn put_vocabulary(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    app.authorize(request.headers())?;
    let sent = sent(&app, request).await?;
    let fingerprint = sent.build.as_str().map(str::to_owned);
    let fingerprint = fingerprint.ok_or_else(|| Refusal::bad_request("the vocabulary needs a fingerprint"))?;
    let graph = app.iris.vocabulary_graph();
    let quads = body::n_triples(sent.triples, graph.into()).await?;
    app.change(move |writer| {
        writer.set_vocabulary(&fingerprint, quads)?;
        writer.finish()
    })
    .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn sent(app: &App, request: Request) -> Result<Sent, Refusal> {
    let bytes = body::bytes(request, app.settings.max_change).await?;
    serde_json::from_slice(&bytes).map_err(|e| Refusal::bad_request(format!("what was sent cannot be read: {e}")))
}

/// An id that can stand in an IRI.
fn proper(id: String) -> Result<String, Refusal> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if !id.is_empty() && id.chars().all(plain) {
        Ok(id)
    } else {
        Err(Refusal::bad_request(format!("{id:?} is no id of a document")))
    }
}
