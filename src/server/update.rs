//! Updates: one request, one transaction, from who shows the token.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use oxigraph::sparql::CancellationToken;

use super::app::App;
use super::protocol::{Parameters, only};
use super::refusal::Refusal;
use super::{body, description};
use crate::query::{Limits, prepare_update};

/// Makes an update; the caller has let its sender through.
pub(super) async fn make(
    app: Arc<App>,
    headers: &HeaderMap,
    parameters: Parameters,
    body: Option<String>,
) -> Result<Response, Refusal> {
    let token = CancellationToken::new();
    let mut limits = Limits {
        base_iri: Some(description::endpoint(headers)),
        cancellation: Some(token.clone()),
        ..Limits::default()
    };
    let mut updates: Vec<String> = body.into_iter().collect();
    for (name, value) in parameters {
        match name.as_str() {
            "update" => updates.push(value),
            "using-graph-uri" => limits.default_graphs.push(body::graph(&value)?),
            "using-named-graph-uri" => limits.named_graphs.push(body::graph(&value)?),
            _ => {}
        }
    }
    let text = only(updates, "update")?;
    let prefixes = app.settings.prefixes.clone();
    let timeout = app.settings.timeout;
    let watched = app.guard.watch(&token);
    let change = app.change(move |writer| writer.update(prepare_update(&text, &prefixes, &limits)?));
    let mut change = std::pin::pin!(change);
    let outcome = match tokio::time::timeout(timeout, &mut change).await {
        Ok(outcome) => outcome,
        Err(_) => {
            token.cancel();
            // It ends at its next step, and is waited for: whoever is told that it failed may rely on it.
            change.await
        }
    };
    match outcome {
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(_) if watched.ran_out_of_memory() => {
            app.metrics.stopped("memory");
            Err(Refusal::unavailable(
                "the update needs more memory than there is, and was stopped; nothing has changed",
            ))
        }
        Err(_) if token.is_cancelled() => {
            app.metrics.stopped("time");
            Err(Refusal::unavailable(format!(
                "the update took longer than {timeout:?} and was stopped; nothing has changed"
            )))
        }
        Err(refusal) => Err(refusal),
    }
}
