//! What every request can reach: the store, the bounds, what was counted, and who may change what.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode, header};
use oxigraph::store::Store;
use sha2::{Digest, Sha256};

use super::guard::Guard;
use super::metrics::Metrics;
use super::refusal::Refusal;
use crate::graph::{DEFAULT_BASE, Iris};
use crate::query::search::Index;
use crate::query::{Library, Prefixes};
use crate::store::Writer;
use crate::{Error, Result};

/// What is served, and within which bounds.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Title of the pages, such as the name of the store.
    pub title: String,
    /// The prefixes of the store's IRIs.
    pub prefixes: Prefixes,
    /// The begin of the store's IRIs.
    pub base: String,
    /// The queries that can be asked by name.
    pub library: Library,
    /// The time that a query may take.
    pub timeout: Duration,
    /// The rows that an answer may have.
    pub max_rows: u64,
    /// The bytes that the body of a request may have.
    pub max_body: usize,
    /// The bytes that the body of a change may have.
    pub max_change: usize,
    /// The bytes of memory at which the longest running query is ended; 0 for no bound.
    pub max_memory: u64,
    /// The queries that are evaluated at once; more wait.
    pub concurrency: usize,
    /// The connections that are held at once; more wait.
    pub connections: usize,
    /// How long a client may take to send the head of a request.
    pub patience: Duration,
}

impl Settings {
    /// Settings for a store whose IRIs begin with `base`.
    pub fn new(title: &str, base: &str, library: Library) -> Self {
        Self {
            title: title.to_owned(),
            prefixes: Prefixes::new(base),
            base: base.to_owned(),
            library,
            timeout: Duration::from_secs(60),
            max_rows: 10_000_000,
            max_body: 1 << 20,
            max_change: 512 << 20,
            max_memory: 0,
            concurrency: std::thread::available_parallelism().map_or(4, |n| n.get() * 2),
            connections: 1000,
            patience: Duration::from_secs(10),
        }
    }

    /// The path at which the resources of the store lie: that of their IRIs where these are addresses of this server,
    /// `/id/` otherwise.
    pub(super) fn local_path(&self, iri: &str) -> Option<String> {
        let rest = iri.strip_prefix(self.base.as_str())?;
        Some(format!("/id/{rest}"))
    }
}

/// Who may change the store, and how.
pub(super) struct Changes {
    token: [u8; 32],
    writer: Arc<Mutex<Writer>>,
}

/// What was made of the store, with the generation that it was made of.
type Made<T> = Option<(u64, Arc<T>)>;

/// What every request can reach.
pub(super) struct App {
    pub(super) store: Store,
    pub(super) settings: Settings,
    pub(super) iris: Iris,
    pub(super) guard: Arc<Guard>,
    pub(super) metrics: Metrics,
    changes: Option<Changes>,
    /// Counts the changes, so that what was made of the store before one is made anew.
    generation: AtomicU64,
    index: RwLock<Made<Index>>,
    counts: RwLock<Made<Vec<(String, u64)>>>,
}

impl App {
    pub(super) fn new(store: Store, settings: Settings, changes: Option<(Writer, &str)>) -> Arc<Self> {
        Arc::new(Self {
            iris: Iris::new(&settings.base),
            guard: Guard::new(settings.concurrency, settings.max_memory),
            metrics: Metrics::default(),
            changes: changes.map(|(writer, token)| Changes {
                token: Sha256::digest(token).into(),
                writer: Arc::new(Mutex::new(writer)),
            }),
            generation: AtomicU64::new(0),
            index: RwLock::new(None),
            counts: RwLock::new(None),
            store,
            settings,
        })
    }

    /// Whether anybody may change the store.
    pub(super) fn takes_changes(&self) -> bool {
        self.changes.is_some()
    }

    /// Whether the IRIs of the store are addresses of their own rather than those of the project.
    pub(super) fn has_own_base(&self) -> bool {
        self.settings.base != DEFAULT_BASE
    }

    /// Lets through who shows the token.
    pub(super) fn authorize(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let changes = self.changes.as_ref().ok_or_else(Refusal::read_only)?;
        let shown = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| {
                let (scheme, token) = value.split_once(' ')?;
                scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
            });
        let refusal = |words: &str| Refusal::new(StatusCode::UNAUTHORIZED, words);
        let shown = shown
            .ok_or_else(|| refusal("changes need the token of this server: send it as Authorization: Bearer TOKEN"))?;
        // Digests are compared, so that the time it takes says nothing of the token.
        let shown: [u8; 32] = Sha256::digest(shown).into();
        if shown == changes.token {
            Ok(())
        } else {
            Err(refusal("this is not the token of this server"))
        }
    }

    /// Changes the store on a thread of its own; what was made of it before is out of date afterwards.
    pub(super) async fn change<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Writer) -> Result<T> + Send + 'static,
    ) -> Result<T, Refusal> {
        let changes = self.changes.as_ref().ok_or_else(Refusal::read_only)?;
        let writer = Arc::clone(&changes.writer);
        let app = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            let outcome = work(&mut writer);
            app.generation.fetch_add(1, Ordering::SeqCst);
            outcome
        });
        let outcome = done.await.map_err(|_| Refusal::failed("the change failed"))?;
        outcome.map_err(Refusal::from)
    }

    /// Looks at what the writer knows.
    pub(super) async fn look<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Writer) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let changes = self.changes.as_ref().ok_or_else(Refusal::read_only)?;
        let writer = Arc::clone(&changes.writer);
        let looked = tokio::task::spawn_blocking(move || work(&writer.lock().unwrap_or_else(PoisonError::into_inner)));
        looked.await.map_err(|_| Refusal::failed("the store cannot be read"))
    }

    /// Works on a thread of its own, in one of the places for queries.
    pub(super) async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T, Refusal> {
        let place = self.guard.place(self.settings.timeout).await?;
        let app = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work(&app)
        });
        let outcome = done.await.map_err(|_| Refusal::failed("the page failed"))?;
        outcome.map_err(Refusal::from)
    }

    /// The names and sentences of the store as it is now.
    pub(super) fn index(&self) -> Result<Arc<Index>> {
        self.made(&self.index, Index::of)
    }

    /// How many things of each class there are, the most frequent first; under the empty name, the triples.
    pub(super) fn counts(&self) -> Result<Arc<Vec<(String, u64)>>> {
        self.made(&self.counts, super::description::counts)
    }

    /// What is made of the store, unless it was made since the last change.
    fn made<T>(&self, place: &RwLock<Made<T>>, make: impl FnOnce(&Store) -> Result<T>) -> Result<Arc<T>, Error> {
        let now = self.generation.load(Ordering::SeqCst);
        let kept = place.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((generation, made)) = kept
            && generation == now
        {
            return Ok(made);
        }
        // One makes it, the others wait for it.
        let mut kept = place.write().unwrap_or_else(PoisonError::into_inner);
        if let Some((generation, made)) = kept.as_ref()
            && *generation == now
        {
            return Ok(Arc::clone(made));
        }
        let made = Arc::new(make(&self.store)?);
        *kept = Some((now, Arc::clone(&made)));
        Ok(made)
    }
}
