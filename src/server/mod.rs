//! Serves: a store over HTTP. In come requests of the SPARQL 1.1 protocol, of the Graph Store Protocol and of people's
//! browsers, out go results, graphs and pages; nothing imports this module but the command line.
//!
//! ```text
//! listen → observe → (protocol · graphs · resource · queries · pages) → answer → query
//! ```

mod answer;
mod app;
mod body;
mod browser;
mod description;
mod documents;
mod graphs;
mod guard;
mod listen;
mod metrics;
mod negotiate;
mod observe;
mod pages;
mod protocol;
mod queries;
mod refusal;
mod resource;
mod update;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use oxigraph::store::Store;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{Any, CorsLayer};
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::RequestBodyDeadlineLayer;

use app::App;
pub use app::Settings;
pub use guard::memory_in_use;
pub use listen::serve;
use refusal::Refusal;

use crate::Result;
use crate::store::Writer;

/// The stack of each thread; a parser descends once for each level of a query.
pub const STACK: usize = 256 << 20;
/// How long the sending of a request may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the sending of a change may take, which only holders of the token may begin.
const PATIENCE_FOR_CHANGES: Duration = Duration::from_secs(600);

/// The routes over a store that is only read.
pub fn router(store: Store, settings: Settings) -> Router {
    routes(App::new(store, settings, None))
}

/// The routes over a store that those who show `token` may change.
///
/// # Errors
/// A failure of the store.
pub fn router_with_changes(writer: Writer, token: &str, settings: Settings) -> Result<Router> {
    let store = writer.quads()?.clone();
    Ok(routes(App::new(store, settings, Some((writer, token)))))
}

/// `/sparql` (also `/query` and `/`) answers the SPARQL 1.1 protocol, `/update` takes updates, `/store` speaks the Graph
/// Store Protocol; `/app/` is the application for browsers; `/id/…` is a thing of the store, `/queries/ID` a named query, `/` shows people what is here.
fn routes(app: Arc<App>) -> Router {
    let endpoint = get(protocol::get).post(protocol::post);
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers([header::ACCEPT, header::CONTENT_TYPE]);
    let one_graph = get(graphs::get)
        .put(graphs::put)
        .post(graphs::post)
        .delete(graphs::delete);
    let read = Router::new()
        .route("/", get(home).post(protocol::post))
        .route("/sparql", endpoint.clone())
        .route("/sparql/", endpoint.clone())
        .route("/query", endpoint)
        .route("/search", get(pages::search::get))
        .route("/queries", get(pages::questions::get))
        .route("/queries/{name}", get(queries::get))
        .route("/ontology", get(resource::ontology))
        .route("/.well-known/void", get(description::void))
        .route("/health", get(health))
        .route("/metrics", get(metrics))
        .route("/assets/{name}", get(pages::asset))
        .route("/app", get(browser::enter))
        .route("/app/", get(browser::page))
        .route("/app/{*path}", get(browser::part))
        .layer(RequestBodyDeadlineLayer::new(PATIENCE));
    let change = Router::new()
        .route(
            "/id/{*path}",
            get(resource::get)
                .put(graphs::put_direct)
                .post(graphs::post_direct)
                .delete(graphs::delete_direct),
        )
        .route("/update", post(protocol::post))
        .route("/store", one_graph.clone())
        .route("/store/{*path}", one_graph)
        .route("/documents", get(documents::list))
        .route(
            "/documents/{id}",
            axum::routing::put(documents::put).delete(documents::delete),
        )
        .route("/vocabulary", axum::routing::put(documents::put_vocabulary))
        .layer(RequestBodyDeadlineLayer::new(PATIENCE_FOR_CHANGES));
    read.merge(change)
        .fallback(missing)
        .method_not_allowed_fallback(not_allowed)
        .layer(axum::extract::DefaultBodyLimit::disable())
        .layer(cors)
        .layer(CatchPanicLayer::new())
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(&app),
            observe::observed,
        ))
        .layer(PropagateRequestIdLayer::new(observe::REQUEST_ID))
        .layer(SetRequestIdLayer::new(observe::REQUEST_ID, observe::Numbered::new()))
        .layer(axum::middleware::from_fn(observe::proper_id))
        .with_state(app)
}

/// The page for people; with a query in its address, the answer, as at `/sparql`.
async fn home(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let parameters = protocol::in_address(&request)?;
    if parameters.iter().any(|(name, _)| name == "query" || name == "update") {
        return protocol::get(State(app), request).await;
    }
    pages::home::get(app, request).await
}

/// Says that the server lives and can read its store.
async fn health(State(app): State<Arc<App>>) -> Result<Response, Refusal> {
    let store = app.store.clone();
    let read = tokio::task::spawn_blocking(move || store.iter().next().transpose().map(|quad| quad.is_some()));
    let read = read.await.map_err(|_| Refusal::failed("the store cannot be read"))?;
    read.map_err(|e| Refusal::failed(format!("the store cannot be read: {e}")))?;
    Ok((
        [
            (header::CONTENT_TYPE, "application/json"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        "{\"status\":\"ok\"}\n",
    )
        .into_response())
}

async fn metrics(State(app): State<Arc<App>>) -> Result<Response, Refusal> {
    let text = app.metrics.text(app.guard.running());
    let text = text.map_err(|_| Refusal::failed("the counters cannot be written"))?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok((
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")],
        text,
    )
        .into_response())
}

/// What lies at no address of its own: a thing, where the IRIs of the store are addresses of this server.
async fn missing(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let path = request.uri().path();
    let Some(path) = resource::path_of_base(&app, path) else {
        return Err(Refusal::not_found(format!("nothing is at {path}; / says what is here")));
    };
    let accepted = negotiate::Accepted::of(&request, &protocol::in_address(&request)?);
    resource::answer(&app, &path, accepted).await
}

async fn not_allowed(method: Method) -> Refusal {
    Refusal::not_allowed(format!(
        "{method} is not answered here: this server is read by GET and POST"
    ))
}
