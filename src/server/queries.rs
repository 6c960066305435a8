//! The named queries by address: `/queries/define?term=…` asks one, `/queries/define.rq` shows it.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::negotiate::Accepted;
use super::protocol::{format, in_address};
use super::refusal::Refusal;
use super::{App, answer};
use crate::query::{Backend, Limits, bind};

/// Answers a named query; all parameters of the address but `format` are the query's.
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    let find = |id: &str| {
        app.settings
            .library
            .get(id)
            .cloned()
            .map_err(|e| Refusal::not_found(e.to_string()))
    };
    if let Some(id) = name.strip_suffix(".rq") {
        let kind = [(header::CONTENT_TYPE, "application/sparql-query; charset=utf-8")];
        return Ok((kind, find(id)?.text).into_response());
    }
    let query = find(&name)?;
    let mut given = in_address(&request)?;
    let accepted = Accepted::new(request.headers(), format(&given));
    // A form sends fields that are left empty too.
    given.retain(|(name, value)| name != "format" && !value.is_empty());
    answer::run(app, Limits::default(), accepted, move |app, limits| {
        bind(
            &query,
            &given,
            &Backend::Store(app.store.clone()),
            &app.settings.prefixes,
            limits,
        )
    })
    .await
}
