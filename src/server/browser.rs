//! The application for browsers: the files of `web/dist`, which the binary holds.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use rust_embed::RustEmbed;

use super::refusal::Refusal;
use crate::graph::hex;

/// What Vite makes of `web/src`.
#[derive(RustEmbed)]
#[folder = "web/dist"]
struct Files;

/// Nothing inline, nothing evaluated, nothing from elsewhere; pictures may be made in the page.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; \
                      form-action 'self'; frame-ancestors 'none'";

/// `/app` is the folder of the application.
pub(super) async fn enter() -> Redirect {
    Redirect::permanent("/app/")
}

/// Its first page.
pub(super) async fn page(headers: HeaderMap) -> Result<Response, Refusal> {
    file("index.html", &headers)
}

/// A file of it.
pub(super) async fn part(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, Refusal> {
    file(&path, &headers)
}

fn file(path: &str, headers: &HeaderMap) -> Result<Response, Refusal> {
    let Some(found) = Files::get(path) else {
        return Err(Refusal::not_found(format!("the application has no file {path}")));
    };
    let tag = format!("\"{}\"", hex(&found.metadata.sha256_hash(), 16));
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known == tag.as_str());
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    let fixed = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-cache"),
        (header::ETAG, tag.as_str()),
    ];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, fixed).into_response());
    }
    Ok((fixed, found.data).into_response())
}
