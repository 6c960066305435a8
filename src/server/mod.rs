//! Serves: a store over HTTP, for reading. In come requests of the SPARQL 1.1 protocol and of people's browsers, out go
//! results; nothing imports this module but the command line.

mod answer;
mod description;
mod negotiate;
mod pages;
mod protocol;
mod queries;
mod refusal;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use oxigraph::store::Store;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{Any, CorsLayer};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::RequestBodyDeadlineLayer;

use crate::query::{Library, Prefixes};
use refusal::Refusal;

/// The stack of each thread; a parser descends once for each level of a query.
pub const STACK: usize = 256 << 20;
/// How long the sending of a request may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long requests under way may take to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(3);

/// What is served, and within which bounds.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Title of the pages, such as the name of the store.
    pub title: String,
    /// The prefixes of the store's IRIs.
    pub prefixes: Prefixes,
    /// The queries that can be asked by name.
    pub library: Library,
    /// The time that a query may take.
    pub timeout: Duration,
    /// The bytes that the body of a request may have.
    pub max_body: usize,
    /// The queries that are evaluated at once; more wait.
    pub concurrency: usize,
}

impl Settings {
    /// Settings for a store whose IRIs begin with `base`.
    pub fn new(title: &str, base: &str, library: Library) -> Self {
        Self {
            title: title.to_owned(),
            prefixes: Prefixes::new(base),
            library,
            timeout: Duration::from_secs(60),
            max_body: 1 << 20,
            concurrency: std::thread::available_parallelism().map_or(4, |n| n.get() * 2),
        }
    }
}

/// What every request can reach.
struct App {
    store: Store,
    settings: Settings,
    slots: Arc<Semaphore>,
}

/// The routes over a store.
///
/// `/sparql` (also `/query` and `/`) answers the SPARQL 1.1 protocol; `/queries/ID` a named query, `/queries/ID.rq` its
/// text; `/` shows people what is here.
pub fn router(store: Store, settings: Settings) -> Router {
    let max_body = settings.max_body;
    let app = Arc::new(App {
        store,
        slots: Arc::new(Semaphore::new(settings.concurrency.max(1))),
        settings,
    });
    let endpoint = get(protocol::get).post(protocol::post);
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers([header::ACCEPT, header::CONTENT_TYPE]);
    Router::new()
        .route("/", get(home).post(protocol::post))
        .route("/sparql", endpoint.clone())
        .route("/sparql/", endpoint.clone())
        .route("/query", endpoint)
        .route("/queries", get(home))
        .route("/queries/{name}", get(queries::get))
        .fallback(missing)
        .method_not_allowed_fallback(not_allowed)
        .layer(RequestBodyLimitLayer::new(max_body))
        .layer(RequestBodyDeadlineLayer::new(PATIENCE))
        .layer(cors)
        .layer(CatchPanicLayer::new())
        .layer(axum::middleware::map_response(guarded))
        .with_state(app)
}

/// Serves until `stop` is ready, then lets the requests under way end, for a moment.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) -> std::io::Result<()> {
    let (told, hear) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, router).with_graceful_shutdown(async {
        // An error means that the sender is gone, which is as good a reason to stop.
        let _stop = hear.await;
    });
    let mut server = tokio::spawn(server.into_future());
    stop.await;
    drop(told);
    match tokio::time::timeout(FAREWELL, &mut server).await {
        Ok(Ok(ended)) => ended,
        Ok(Err(_)) | Err(_) => Ok(()),
    }
}

/// The page for people; with a query in its address, the answer, as at `/sparql`.
async fn home(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    if request.uri().query().is_some_and(|query| !query.is_empty()) {
        return protocol::get(State(app), request).await;
    }
    Ok(pages::home(&app.settings))
}

async fn missing(uri: Uri) -> Refusal {
    Refusal::not_found(format!("nothing is at {}; / says what is here", uri.path()))
}

async fn not_allowed(method: Method) -> Refusal {
    Refusal::not_allowed(format!(
        "{method} is not answered here: this server is read by GET and POST"
    ))
}

/// Every response says that its type is meant, and that it depends on what was asked for.
async fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.append(header::VARY, HeaderValue::from_static("accept"));
    response
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        (self.status, kind, format!("{}\n", self.message)).into_response()
    }
}
