//! The named queries by address: `/queries/define?term=…` asks one, `/queries/define.rq` shows it.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::app::App;
use super::negotiate::{Accepted, Form};
use super::protocol::in_address;
use super::refusal::Refusal;
use super::{answer, pages};
use crate::query::{Backend, Limits, bind};

/// Answers a named query; all parameters of the address but `format` and `lang` are the query's.
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
    let accepted = Accepted::of(&request, &given);
    // A form sends fields that are left empty too.
    given.retain(|(name, value)| name != "format" && name != "lang" && !value.is_empty());
    let wants_page = accepted.rows().is_ok_and(|(form, _)| form == Form::Page);
    let lacking = query
        .parameters
        .iter()
        .any(|parameter| parameter.required && !given.iter().any(|(name, _)| *name == parameter.name));
    if wants_page && lacking {
        return Ok(pages::questions::unanswered(&app, &accepted.view, &query, None));
    }
    let again = wants_page.then(|| (Arc::clone(&app), accepted.view.clone(), query.clone()));
    let answered = answer::run(app, Limits::default(), accepted, None, move |app, limits| {
        bind(
            &query,
            &given,
            &Backend::Store(app.store.clone()),
            &app.settings.prefixes,
            limits,
        )
    });
    match (answered.await, again) {
        (Err(refusal), Some((app, view, query))) => {
            Ok(pages::questions::unanswered(&app, &view, &query, Some(&refusal)))
        }
        (answered, _) => answered,
    }
}
