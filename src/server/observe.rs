//! What surrounds every request: an id, a line in the log, counters, and headers that keep browsers safe.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::request_id::{MakeRequestId, RequestId};

use super::app::App;

/// Pages run no scripts, load nothing from elsewhere and lie in nobody's frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";
/// The header in which the id of a request travels.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest id of a client that is taken over.
const LONGEST_ID: usize = 64;

/// Names requests by the time of the server's begin and a number.
#[derive(Clone)]
pub(super) struct Numbered {
    prefix: Arc<str>,
    next: Arc<std::sync::atomic::AtomicU64>,
}

impl Numbered {
    pub(super) fn new() -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let seconds = now.map_or(0, |since| since.as_secs());
        Self {
            prefix: format!("{seconds:x}").into(),
            next: Arc::default(),
        }
    }
}

impl MakeRequestId for Numbered {
    fn make_request_id<B>(&mut self, _request: &axum::http::Request<B>) -> Option<RequestId> {
        let number = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let id = format!("{}-{number:x}", self.prefix);
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}

/// Drops ids of clients that do not look like one, so that nobody writes into the log what is not theirs.
pub(super) async fn proper_id(mut request: Request, next: Next) -> Response {
    let plain = |id: &HeaderValue| {
        let bytes = id.as_bytes();
        bytes.len() <= LONGEST_ID && bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
    };
    if request.headers().get(REQUEST_ID).is_some_and(|id| !plain(id)) {
        request.headers_mut().remove(REQUEST_ID);
    }
    next.run(request).await
}

/// Logs and counts a request and its answer.
pub(super) async fn observed(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let begin = Instant::now();
    let method = request.method().clone();
    // A path may hold anything; the log writes it escaped.
    let path = request.uri().path().to_owned();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |route| route.as_str().to_owned());
    let id = request.extensions().get::<RequestId>();
    let id = id
        .and_then(|id| id.header_value().to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let mut response = next.run(request).await;
    let took = begin.elapsed();
    let status = response.status().as_u16();
    app.metrics.answered(&route, status, took);
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    if status >= 500 {
        tracing::warn!(id, %method, path, status, milliseconds, "request");
    } else {
        tracing::info!(id, %method, path, status, milliseconds, "request");
    }
    protect(&mut response);
    response
}

/// Every response says that its type is meant, what it depends on, and what a browser must not do with it.
fn protect(response: &mut Response) {
    let headers = response.headers_mut();
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
        (header::SERVER, concat!("govkg/", env!("CARGO_PKG_VERSION"))),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // The application for browsers has scripts, and says so itself.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLICY));
    headers.append(header::VARY, HeaderValue::from_static("accept, accept-language"));
}
