//! Reads the bodies of requests: so much and no more, as what they say they are.

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode, header};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNode, Quad};

use super::protocol::Parameters;
use super::refusal::Refusal;

/// The media type of a body and the character set that it names.
pub(super) fn kind(headers: &HeaderMap) -> (String, Option<String>) {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value.and_then(|v| v.to_str().ok()).unwrap_or_default();
    let mut parts = value.split(';').map(|part| part.trim().to_ascii_lowercase());
    let kind = parts.next().unwrap_or_default();
    let charset = parts.find_map(|part| Some(part.strip_prefix("charset=")?.trim_matches('"').to_owned()));
    (kind, charset)
}

/// The bytes of a body, at most so many.
pub(super) async fn bytes(request: Request, most: usize) -> Result<Bytes, Refusal> {
    let too_large = || {
        let message = format!("the body is larger than the {most} bytes that this server takes");
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    };
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.parse::<usize>().ok());
    if length.is_some_and(|length| length > most) {
        return Err(too_large());
    }
    axum::body::to_bytes(request.into_body(), most).await.map_err(|error| {
        let mut cause: Option<&dyn std::error::Error> = Some(&error);
        while let Some(error) = cause {
            if error.to_string().contains("length limit exceeded") {
                return too_large();
            }
            cause = error.source();
        }
        Refusal::new(StatusCode::REQUEST_TIMEOUT, "the body did not arrive")
    })
}

/// A body that is a text in UTF-8.
pub(super) async fn text(request: Request, charset: Option<&str>, most: usize) -> Result<String, Refusal> {
    if charset.is_some_and(|name| name != "utf-8" && name != "us-ascii") {
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "queries and updates are read as UTF-8",
        ));
    }
    String::from_utf8(bytes(request, most).await?.into()).map_err(|_| Refusal::bad_request("the query is not UTF-8"))
}

/// The fields of a form.
pub(super) async fn form(request: Request, most: usize) -> Result<Parameters, Refusal> {
    let (parts, body) = request.into_parts();
    let bytes = bytes(Request::from_parts(parts.clone(), body), most).await?;
    let again = Request::from_parts(parts, bytes.into());
    axum::Form::<Parameters>::from_request(again, &())
        .await
        .map(|form| form.0)
        .map_err(|_| Refusal::bad_request("the form cannot be read"))
}

/// The triples of a body, in any format of RDF or as the files of a form, put into a graph.
pub(super) async fn triples(
    request: Request,
    base: &str,
    graph: &GraphName,
    most: usize,
) -> Result<Vec<Quad>, Refusal> {
    let (kind, _) = kind(request.headers());
    if kind == "multipart/form-data" {
        let (parts, body) = request.into_parts();
        let bytes = bytes(Request::from_parts(parts.clone(), body), most).await?;
        let wrong = || Refusal::bad_request("the form cannot be read");
        let again = Request::from_parts(parts, bytes.into());
        let mut form = Multipart::from_request(again, &()).await.map_err(|_| wrong())?;
        let mut quads = Vec::new();
        while let Some(field) = form.next_field().await.map_err(|_| wrong())? {
            let kind = field.content_type().unwrap_or("text/turtle").to_owned();
            let bytes = field.bytes().await.map_err(|_| wrong())?;
            quads.extend(parsed(&kind, &bytes, base, graph)?);
        }
        return Ok(quads);
    }
    let kind = if kind.is_empty() {
        "text/turtle".to_owned()
    } else {
        kind
    };
    let bytes = bytes(request, most).await?;
    let (base, graph) = (base.to_owned(), graph.clone());
    let work = tokio::task::spawn_blocking(move || parsed(&kind, &bytes, &base, &graph));
    work.await.map_err(|_| Refusal::failed("the triples cannot be read"))?
}

/// The triples of a text in N-Triples, put into a graph.
pub(super) async fn n_triples(text: String, graph: GraphName) -> Result<Vec<Quad>, Refusal> {
    let work = tokio::task::spawn_blocking(move || {
        parsed("application/n-triples", text.as_bytes(), "http://localhost/", &graph)
    });
    work.await.map_err(|_| Refusal::failed("the triples cannot be read"))?
}

/// The triples of a text, put into a graph.
fn parsed(kind: &str, bytes: &[u8], base: &str, graph: &GraphName) -> Result<Vec<Quad>, Refusal> {
    let format = RdfFormat::from_media_type(kind).ok_or_else(|| {
        let message = format!(
            "{kind:?} is not read; send text/turtle, application/n-triples, application/ld+json or application/rdf+xml"
        );
        Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message)
    })?;
    let wrong = |message: String| Refusal::bad_request(format!("the triples cannot be read: {message}"));
    let parser = RdfParser::from_format(format)
        .with_base_iri(base)
        .map_err(|e| wrong(e.to_string()))?
        .without_named_graphs()
        .rename_blank_nodes()
        .with_default_graph(graph.clone());
    let quads = parser.for_slice(bytes).collect::<Result<Vec<_>, _>>();
    quads.map_err(|e| wrong(e.to_string()))
}

/// The IRI of a graph that a request names.
pub(super) fn graph(iri: &str) -> Result<NamedNode, Refusal> {
    NamedNode::new(iri).map_err(|e| Refusal::bad_request(format!("{iri:?} is not the IRI of a graph: {e}")))
}
