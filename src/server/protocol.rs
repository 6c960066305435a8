//! The SPARQL 1.1 protocol: which query over which graphs a request asks.

use std::sync::Arc;

use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, body::Bytes};
use oxigraph::model::NamedNode;

use super::negotiate::{self, Accepted};
use super::refusal::Refusal;
use super::{App, answer, description, pages};
use crate::query::Limits;

/// Parameters of a request, in their order.
pub(super) type Parameters = Vec<(String, String)>;

/// Answers `GET /sparql?query=…`; without a query, describes the service.
pub(super) async fn get(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let parameters = in_address(&request)?;
    let headers = request.headers().clone();
    let endpoint = description::endpoint(&headers);
    if parameters.iter().any(|(name, _)| name == "update") {
        return Err(Refusal::read_only());
    }
    if !parameters.iter().any(|(name, _)| name == "query") {
        let accepted = Accepted::new(&headers, format(&parameters));
        return match accepted.triples()? {
            (negotiate::Form::Page, _) => Ok(pages::home(&app.settings)),
            (form, kind) => description::describe(&endpoint, form, kind, &app.settings.prefixes),
        };
    }
    ask(app, &headers, parameters, None).await
}

/// Answers a query that is posted, as a form or as it is.
pub(super) async fn post(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let mut parameters = in_address(&request)?;
    let headers = request.headers().clone();
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .map_or(Ok(""), |v| v.to_str())
        .unwrap_or_default();
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    match parts.next().unwrap_or_default().as_str() {
        "application/x-www-form-urlencoded" => {
            let Form(form) = Form::<Parameters>::from_request(request, &())
                .await
                .map_err(|e| rejected(e.into_response(), "form"))?;
            parameters.extend(form);
            if parameters.iter().any(|(name, _)| name == "update") {
                return Err(Refusal::read_only());
            }
            ask(app, &headers, parameters, None).await
        }
        "application/sparql-query" => {
            let charset = parts.find_map(|part| {
                part.strip_prefix("charset=")
                    .map(|name| name.trim_matches('"').to_owned())
            });
            if charset.is_some_and(|name| name != "utf-8" && name != "us-ascii") {
                return Err(Refusal::new(
                    StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    "queries are read as UTF-8",
                ));
            }
            let body = Bytes::from_request(request, &())
                .await
                .map_err(|e| rejected(e.into_response(), "query"))?;
            let query = String::from_utf8(body.into()).map_err(|_| Refusal::bad_request("the query is not UTF-8"))?;
            ask(app, &headers, parameters, Some(query)).await
        }
        "application/sparql-update" => Err(Refusal::read_only()),
        other => Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!("{other:?} is not read; post application/sparql-query or application/x-www-form-urlencoded"),
        )),
    }
}

async fn ask(
    app: Arc<App>,
    headers: &HeaderMap,
    parameters: Parameters,
    body: Option<String>,
) -> Result<Response, Refusal> {
    let accepted = Accepted::new(headers, format(&parameters));
    let mut queries: Vec<String> = body.into_iter().collect();
    let mut limits = Limits {
        base_iri: Some(description::endpoint(headers)),
        ..Limits::default()
    };
    for (name, value) in parameters {
        match name.as_str() {
            "query" => queries.push(value),
            "default-graph-uri" => limits.default_graphs.push(graph(&value)?),
            "named-graph-uri" => limits.named_graphs.push(graph(&value)?),
            // Others, such as `union-default-graph`, change nothing here.
            _ => {}
        }
    }
    let mut queries = queries.into_iter();
    match (queries.next(), queries.next()) {
        (Some(query), None) => answer::answer(app, query, limits, accepted).await,
        (None, _) => Err(Refusal::bad_request("there is no query; send it as query=…")),
        (Some(_), Some(_)) => Err(Refusal::bad_request("there is more than one query")),
    }
}

fn graph(iri: &str) -> Result<NamedNode, Refusal> {
    NamedNode::new(iri).map_err(|e| Refusal::bad_request(format!("{iri:?} is not the IRI of a graph: {e}")))
}

/// The format that an address names.
pub(super) fn format(parameters: &Parameters) -> Option<String> {
    parameters
        .iter()
        .find(|(name, _)| name == "format")
        .map(|(_, value)| value.clone())
}

/// The parameters in the address of a request.
pub(super) fn in_address(request: &Request) -> Result<Parameters, Refusal> {
    axum::extract::Query::<Parameters>::try_from_uri(request.uri())
        .map(|query| query.0)
        .map_err(|_| Refusal::bad_request("the parameters in the address cannot be read"))
}

/// A body that could not be read: too large, or not what it says.
fn rejected(response: Response, what: &str) -> Refusal {
    match response.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, format!("the {what} is too large"))
        }
        status if status.is_client_error() => {
            Refusal::new(StatusCode::BAD_REQUEST, format!("the {what} cannot be read"))
        }
        status => Refusal::new(status, format!("the {what} cannot be read")),
    }
}
