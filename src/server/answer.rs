//! Evaluates a query on a thread of its own and streams what it finds.
//!
//! The first part is held back until it is full or the end is reached, so that a query that fails early is answered with
//! a status that says so; one that fails later breaks the response off, which the client sees.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use http_body::Frame;
use oxigraph::sparql::{CancellationToken, QueryResults};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

use super::app::App;
use super::negotiate::{Accepted, Form};
use super::pages;
use super::refusal::Refusal;
use crate::Result;
use crate::query::output::{self, Format};
use crate::query::table::Layout;
use crate::query::{Limits, bounded, evaluate};

/// The size of a part.
const PART: usize = 64 << 10;
/// How long a client may take to accept a part.
const PATIENCE: Duration = Duration::from_secs(30);
/// How much longer than its time an evaluation is waited for, since it only looks at the clock now and then.
const GRACE: Duration = Duration::from_secs(1);

/// The head of an answer: its media type, or why there is none.
type Head = Result<&'static str, Refusal>;

/// Answers a query.
pub(super) async fn answer(
    app: Arc<App>,
    query: String,
    limits: Limits,
    accepted: Accepted,
) -> Result<Response, Refusal> {
    run(app, limits, accepted, Some(query.clone()), move |_, _| Ok(query)).await
}

/// Answers a query whose text takes evaluation to find; a page shows the text that is given.
pub(super) async fn run(
    app: Arc<App>,
    limits: Limits,
    accepted: Accepted,
    shown: Option<String>,
    text: impl FnOnce(&App, &Limits) -> Result<String> + Send + 'static,
) -> Result<Response, Refusal> {
    stream(app, limits, move |app, limits, sink| {
        let text = text(app, limits)?;
        write(app, &text, shown.as_deref(), limits, &accepted, sink)
    })
    .await
}

/// Streams what is written on a thread of its own, in one of the places for queries, with a token that is cancelled
/// when nobody listens any more or memory runs out.
pub(super) async fn stream(
    app: Arc<App>,
    mut limits: Limits,
    work: impl FnOnce(&App, &Limits, &mut Sink) -> Result<(), Refusal> + Send + 'static,
) -> Result<Response, Refusal> {
    let timeout = app.settings.timeout;
    let place = app.guard.place(timeout).await?;
    let token = CancellationToken::new();
    let gone = CancelOnDrop(token.clone());
    limits.timeout = Some(timeout);
    limits.cancellation = Some(token.clone());
    let (head, heard) = oneshot::channel();
    let (parts, received) = mpsc::channel(4);
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || {
        let _place = place;
        let watched = app.guard.watch(&token);
        let mut sink = Sink {
            head: Some(head),
            kind: "",
            parts,
            part: Vec::new(),
            runtime,
        };
        let outcome = work(&app, &limits, &mut sink);
        sink.end(outcome.map_err(|refusal| {
            if watched.ran_out_of_memory() {
                app.metrics.stopped("memory");
                Refusal::unavailable("the query needs more memory than there is, and was stopped; ask for less")
            } else if token.is_cancelled() {
                app.metrics.stopped("time");
                Refusal::unavailable(format!("the query took longer than {timeout:?} and was stopped"))
            } else {
                refusal
            }
        }));
    });
    let head = tokio::time::timeout(timeout + GRACE, heard)
        .await
        .map_err(|_| Refusal::unavailable(format!("the query took longer than {timeout:?}")))?;
    let kind = head.map_err(|_| Refusal::failed("the evaluation failed"))??;
    let body = Body::new(Parts { received, _gone: gone });
    let kind = if kind.starts_with("text/") {
        format!("{kind}; charset=utf-8")
    } else {
        kind.to_owned()
    };
    Ok(([(header::CONTENT_TYPE, kind)], body).into_response())
}

/// Evaluates a query and writes what it finds in the form that is accepted.
fn write(
    app: &App,
    text: &str,
    shown: Option<&str>,
    limits: &Limits,
    accepted: &Accepted,
    sink: &mut Sink,
) -> Result<(), Refusal> {
    let prefixes = &app.settings.prefixes;
    let results = evaluate(&app.store, text, prefixes, limits)?;
    let (form, kind) = match &results {
        QueryResults::Solutions(_) | QueryResults::Boolean(_) => accepted.rows()?,
        QueryResults::Graph(_) => accepted.triples()?,
    };
    sink.kind = kind;
    let results = bounded(results, app.settings.max_rows);
    let layout = Layout::default();
    match form {
        Form::Rows(format) => output::write(results, Format::Rows(format), prefixes, layout, sink).map(|_| ()),
        Form::Triples(format) => output::write(results, Format::Triples(format), prefixes, layout, sink).map(|_| ()),
        Form::Page => pages::results::write(app, results, shown, &accepted.view, sink),
    }
    .map_err(Refusal::from)
}

/// Where an answer is written to: gathers parts, and sends the head before the first.
pub(super) struct Sink {
    head: Option<oneshot::Sender<Head>>,
    /// The media type of what is written, to be set before anything is.
    pub(super) kind: &'static str,
    parts: mpsc::Sender<io::Result<Bytes>>,
    part: Vec<u8>,
    runtime: Handle,
}

impl Sink {
    fn send(&mut self, part: io::Result<Bytes>) -> io::Result<()> {
        let sending = async { tokio::time::timeout(PATIENCE, self.parts.send(part)).await };
        match self.runtime.block_on(sending) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn send_part(&mut self) -> io::Result<()> {
        if let Some(head) = self.head.take() {
            head.send(Ok(self.kind))
                .map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        }
        let part = std::mem::take(&mut self.part);
        self.send(Ok(part.into()))
    }

    /// Sends what is left, or why it ends here; that nobody listens any more is no failure.
    fn end(mut self, outcome: Result<(), Refusal>) {
        match (outcome, self.head.take()) {
            (Ok(()), head) => {
                self.head = head;
                let _sent = self.send_part();
            }
            (Err(refusal), Some(head)) => {
                let _sent = head.send(Err(refusal));
            }
            (Err(refusal), None) => {
                // Too late for a status: the answer breaks off, so that nobody takes it for whole.
                tracing::warn!(reason = refusal.message, "an answer was broken off");
                let _sent = self.send(Err(io::Error::other(refusal.message)));
            }
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= PART {
            self.send_part()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The parts of an answer as they come; dropped, it stops the evaluation.
struct Parts {
    received: mpsc::Receiver<io::Result<Bytes>>,
    _gone: CancelOnDrop,
}

impl HttpBody for Parts {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.received
            .poll_recv(context)
            .map(|part| part.map(|part| part.map(Frame::data)))
    }
}

/// Stops an evaluation that nobody waits for.
struct CancelOnDrop(CancellationToken);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
