//! The SPARQL 1.1 protocol: which query over which graphs a request asks, which update it makes.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::app::App;
use super::negotiate::{self, Accepted};
use super::refusal::Refusal;
use super::{answer, body, description, pages, update};
use crate::query::Limits;

/// Parameters of a request, in their order.
pub(super) type Parameters = Vec<(String, String)>;

/// Answers `GET /sparql?query=…`; without a query, describes the service.
pub(super) async fn get(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let parameters = in_address(&request)?;
    if parameters.iter().any(|(name, _)| name == "update") {
        return Err(Refusal::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "updates are posted; this server is read-only by GET",
        ));
    }
    let accepted = Accepted::of(&request, &parameters);
    if !parameters.iter().any(|(name, _)| name == "query") {
        return match accepted.triples()? {
            (negotiate::Form::Page, _) => pages::ask::get(&app, &accepted.view),
            (form, kind) => description::service(&app, request.headers(), form, kind),
        };
    }
    ask(app, request.headers(), accepted, parameters, None).await
}

/// Answers a query that is posted, as a form or as it is; makes an update.
pub(super) async fn post(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let mut parameters = in_address(&request)?;
    let headers = request.headers().clone();
    let accepted = Accepted::of(&request, &parameters);
    let (kind, charset) = body::kind(&headers);
    let authorized = app.authorize(&headers);
    // Only who may change the store may send much.
    let most = match &authorized {
        Ok(()) => app.settings.max_change,
        Err(_) => app.settings.max_body,
    };
    match kind.as_str() {
        "application/x-www-form-urlencoded" => {
            parameters.extend(body::form(request, most).await?);
            if parameters.iter().any(|(name, _)| name == "update") {
                authorized?;
                return update::make(app, &headers, parameters, None).await;
            }
            let view = accepted.view.with(&parameters);
            let accepted = Accepted::new(&headers, format(&parameters)).seen(view);
            ask(app, &headers, accepted, parameters, None).await
        }
        "application/sparql-query" => {
            let query = body::text(request, charset.as_deref(), most).await?;
            ask(app, &headers, accepted, parameters, Some(query)).await
        }
        "application/sparql-update" => {
            authorized?;
            let update = body::text(request, charset.as_deref(), most).await?;
            update::make(app, &headers, parameters, Some(update)).await
        }
        other => Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!(
                "{other:?} is not read; post application/sparql-query, application/sparql-update or \
                 application/x-www-form-urlencoded"
            ),
        )),
    }
}

async fn ask(
    app: Arc<App>,
    headers: &HeaderMap,
    accepted: Accepted,
    parameters: Parameters,
    body: Option<String>,
) -> Result<Response, Refusal> {
    let mut queries: Vec<String> = body.into_iter().collect();
    let mut limits = Limits {
        base_iri: Some(description::endpoint(headers)),
        ..Limits::default()
    };
    for (name, value) in parameters {
        match name.as_str() {
            "query" => queries.push(value),
            "default-graph-uri" => limits.default_graphs.push(body::graph(&value)?),
            "named-graph-uri" => limits.named_graphs.push(body::graph(&value)?),
            // Others, such as `union-default-graph`, change nothing here.
            _ => {}
        }
    }
    let query = only(queries, "query")?;
    let wants_page = accepted.rows().is_ok_and(|(form, _)| form == negotiate::Form::Page);
    let again = wants_page.then(|| (Arc::clone(&app), accepted.view.clone(), query.clone()));
    let answered = answer::answer(app, query, limits, accepted).await;
    match (answered, again) {
        // A person sees what is wrong beside what was asked.
        (Err(refusal), Some((app, view, query))) => Ok(pages::ask::refused(&app, &view, &query, &refusal)),
        (answered, _) => answered,
    }
}

/// The one text that a request must have.
pub(super) fn only(texts: Vec<String>, what: &str) -> Result<String, Refusal> {
    let mut texts = texts.into_iter();
    match (texts.next(), texts.next()) {
        (Some(text), None) => Ok(text),
        (None, _) => Err(Refusal::bad_request(format!("there is no {what}; send it as {what}=…"))),
        (Some(_), Some(_)) => Err(Refusal::bad_request(format!("there is more than one {what}"))),
    }
}

/// The format that an address names.
pub(super) fn format(parameters: &Parameters) -> Option<String> {
    value(parameters, "format").map(str::to_owned)
}

/// The first value of a parameter.
pub(super) fn value<'a>(parameters: &'a Parameters, name: &str) -> Option<&'a str> {
    let found = parameters.iter().find(|(other, _)| other == name);
    found.map(|(_, value)| value.as_str())
}

/// The parameters in the address of a request.
pub(super) fn in_address(request: &Request) -> Result<Parameters, Refusal> {
    axum::extract::Query::<Parameters>::try_from_uri(request.uri())
        .map(|query| query.0)
        .map_err(|_| Refusal::bad_request("the parameters in the address cannot be read"))
}
