//! The Graph Store HTTP Protocol: graphs as they are, named in the address (`/store?graph=IRI`, `?default`) or by it
//! (`/id/graph/…`, `/store/…`). Anybody may read, who shows the token may change.

use std::io::Write;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, Quad, TripleRef};

use super::answer::{self, Sink};
use super::app::App;
use super::negotiate::{Accepted, Form};
use super::protocol::{in_address, value};
use super::refusal::Refusal;
use super::{body, description};
use crate::query::Limits;
use crate::store::Writer;

/// What a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    /// All graphs.
    All,
    /// The graph without a name.
    Unnamed,
    /// A graph.
    Graph(NamedNode),
}

impl Target {
    /// What the address of a request below `/store` means.
    fn of(request: &Request) -> Result<Self, Refusal> {
        let path = request.uri().path();
        if path.len() > "/store/".len() {
            let root = description::root(request.headers());
            return Ok(Self::Graph(body::graph(&format!(
                "{root}{}",
                path.trim_start_matches('/')
            ))?));
        }
        let parameters = in_address(request)?;
        match (value(&parameters, "graph"), value(&parameters, "default")) {
            (Some(_), Some(_)) => Err(Refusal::bad_request(
                "a request is about one graph: graph=IRI or default",
            )),
            (Some(iri), None) => Ok(Self::Graph(body::graph(iri)?)),
            (None, Some(_)) => Ok(Self::Unnamed),
            (None, None) => Ok(Self::All),
        }
    }

    fn name(&self) -> GraphName {
        match self {
            Self::Graph(graph) => graph.clone().into(),
            Self::All | Self::Unnamed => GraphName::DefaultGraph,
        }
    }

    fn base(&self, headers: &HeaderMap) -> String {
        match self {
            Self::Graph(graph) => graph.as_str().to_owned(),
            Self::All | Self::Unnamed => format!("{}store", description::root(headers)),
        }
    }
}

/// Gives a graph, or all of them.
pub(super) async fn get(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let target = Target::of(&request)?;
    let accepted = Accepted::of(&request, &in_address(&request)?);
    give(app, target, accepted).await
}

/// Gives the graph of an IRI.
pub(super) async fn get_graph(app: Arc<App>, graph: NamedNode, accepted: Accepted) -> Result<Response, Refusal> {
    give(app, Target::Graph(graph), accepted).await
}

async fn give(app: Arc<App>, target: Target, accepted: Accepted) -> Result<Response, Refusal> {
    let (format, kind) = match &target {
        Target::All => accepted.quads()?,
        _ => match accepted.triples()? {
            (Form::Triples(format), kind) => (format, kind),
            _ => (RdfFormat::Turtle, "text/turtle"),
        },
    };
    answer::stream(app, Limits::default(), move |app, _, sink| {
        sink.kind = kind;
        if let Target::Graph(graph) = &target
            && !holds(app, graph)?
        {
            return Err(Refusal::not_found(format!("there is no graph <{}>", graph.as_str())));
        }
        write(app, &target, format, sink)
    })
    .await
}

fn write(app: &App, target: &Target, format: RdfFormat, sink: &mut Sink) -> Result<(), Refusal> {
    let failed = |e: std::io::Error| Refusal::failed(e.to_string());
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, namespace) in app.settings.prefixes.iter() {
        serializer = serializer
            .with_prefix(prefix, namespace)
            .map_err(|e| Refusal::failed(e.to_string()))?;
    }
    let name = target.name();
    let graph: Option<GraphNameRef<'_>> = (*target != Target::All).then(|| name.as_ref());
    let mut out = serializer.for_writer(&mut *sink);
    for quad in app.store.quads_for_pattern(None, None, None, graph) {
        let quad = quad.map_err(|e| Refusal::failed(e.to_string()))?;
        let written = match target {
            Target::All => out.serialize_quad(&quad),
            _ => out.serialize_triple(TripleRef::from(quad.as_ref())),
        };
        written.map_err(failed)?;
    }
    out.finish().map_err(failed)?.flush().map_err(failed)
}

/// Whether the store has a graph.
pub(super) fn holds(app: &App, graph: &NamedNode) -> Result<bool, Refusal> {
    let found = app.store.contains_named_graph(graph);
    found.map_err(|e| Refusal::failed(e.to_string()))
}

/// Puts the triples that are sent in the place of a graph.
pub(super) async fn put(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    app.authorize(request.headers())?;
    let target = Target::of(&request)?;
    keep(app, target, request, false).await
}

/// Puts the triples that are sent in the place of the graph whose IRI this is.
pub(super) async fn put_direct(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    app.authorize(request.headers())?;
    let target = direct(&app, &request)?;
    keep(app, target, request, false).await
}

/// Adds the triples that are sent to a graph; without a graph, to a new one.
pub(super) async fn post(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    app.authorize(request.headers())?;
    let target = Target::of(&request)?;
    if target == Target::All {
        // A name that nobody else has: that of the request.
        let id = request.headers().get(super::observe::REQUEST_ID);
        let id = id.and_then(|id| id.to_str().ok()).unwrap_or("new");
        let graph = body::graph(&format!("{}store/{id}", description::root(request.headers())))?;
        let location = graph.as_str().to_owned();
        let mut response = keep(app, Target::Graph(graph), request, true).await?;
        if let Ok(location) = location.parse() {
            response.headers_mut().insert(header::LOCATION, location);
        }
        return Ok(response);
    }
    keep(app, target, request, true).await
}

/// Adds the triples that are sent to the graph whose IRI this is.
pub(super) async fn post_direct(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    app.authorize(request.headers())?;
    let target = direct(&app, &request)?;
    keep(app, target, request, true).await
}

/// Takes a graph out.
pub(super) async fn delete(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    app.authorize(request.headers())?;
    take_out(app, Target::of(&request)?).await
}

/// Takes out the graph whose IRI this is.
pub(super) async fn delete_direct(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    app.authorize(request.headers())?;
    let target = direct(&app, &request)?;
    take_out(app, target).await
}

/// The graph whose IRI the address of a request stands for.
fn direct(app: &App, request: &Request) -> Result<Target, Refusal> {
    let path = request.uri().path().strip_prefix("/id/").unwrap_or_default();
    if !path.starts_with("graph/") {
        return Err(Refusal::not_allowed(
            "only graphs are changed by their IRI: /id/graph/…",
        ));
    }
    Ok(Target::Graph(body::graph(&format!("{}{path}", app.settings.base))?))
}

async fn keep(app: Arc<App>, target: Target, request: Request, add: bool) -> Result<Response, Refusal> {
    if target == Target::All {
        return Err(Refusal::bad_request("which graph? graph=IRI or default"));
    }
    let base = target.base(request.headers());
    let mut quads = body::triples(request, &base, &target.name(), app.settings.max_change).await?;
    let is_new = app
        .change(move |writer| {
            let before = graph_of(writer, &target)?;
            let is_new = before.is_empty();
            if add {
                quads.extend(before);
            }
            replace(writer, &target, quads)?;
            Ok(is_new)
        })
        .await?;
    let status = match (is_new, add) {
        (true, _) => StatusCode::CREATED,
        (false, true) => StatusCode::OK,
        (false, false) => StatusCode::NO_CONTENT,
    };
    Ok(status.into_response())
}

async fn take_out(app: Arc<App>, target: Target) -> Result<Response, Refusal> {
    if target == Target::All {
        return Err(Refusal::bad_request("which graph? graph=IRI or default"));
    }
    if let Target::Graph(graph) = &target
        && !holds(&app, graph)?
    {
        return Err(Refusal::not_found(format!("there is no graph <{}>", graph.as_str())));
    }
    app.change(move |writer| replace(writer, &target, Vec::new())).await?;
    Ok(StatusCode::OK.into_response())
}

fn graph_of(writer: &Writer, target: &Target) -> crate::Result<Vec<Quad>> {
    let name = target.name();
    let quads = writer.quads()?.quads_for_pattern(None, None, None, Some(name.as_ref()));
    quads.collect::<Result<_, _>>().map_err(Into::into)
}

fn replace(writer: &mut Writer, target: &Target, quads: Vec<Quad>) -> crate::Result<()> {
    match target {
        Target::Graph(graph) => writer.replace_with(Vec::new(), vec![(graph.clone(), quads)]).map(drop),
        Target::All | Target::Unnamed => writer.replace_unnamed(quads),
    }
}
