//! Changes to a store: one graph, one transaction.

mod updates;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oxigraph::model::{NamedNode, Quad};
use oxigraph::store::StorageError;

use super::builds::Builds;
use super::bulk::{Bulk, loader};
use super::graphs::{holds, in_graph, write};
use super::lock::Lock;
use super::serving::{Serving, State};
use super::{Build, Derive, Owner, Quads, Remote, failed, folder};
use crate::graph::Iris;
use crate::{Error, Result};

/// Graphs with more quads than this that are not in the store yet are loaded in bulk: the engine's bulk loader is two
/// to four times as fast, but cannot be part of a transaction.
const BULK: usize = 50_000;
/// Quads after which a bulk load is committed, so that a killed build does not begin at the beginning.
const COMMIT: usize = 4_000_000;

/// The new content of a document's graph.
#[derive(Debug, Clone)]
pub struct Change {
    /// The document's id.
    pub id: String,
    /// All that the document says; its graph names are not looked at.
    pub quads: Vec<Quad>,
    /// What it was made of.
    pub build: Build,
}

/// What [`Writer::load`] has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Documents kept.
    pub documents: usize,
    /// Their quads.
    pub quads: usize,
}

/// A store held alone, to be changed.
pub struct Writer {
    /// Opened at the first use: a build that finds every file unchanged needs no engine.
    quads: OnceCell<oxigraph::store::Store>,
    iris: Iris,
    place: Option<PathBuf>,
    builds: Builds,
    derive: Derive,
    threads: usize,
    settled: bool,
    flushed: bool,
    /// Where the changes go at the end, and what was there at the beginning.
    remote: Option<(Remote, oxigraph::store::Store)>,
    /// The serving govkg that each change goes to at once.
    serving: Option<Serving>,
    /// Last, so that it is given back after the quads are closed.
    _lock: Option<Lock>,
}

impl Writer {
    /// Holds the store in the folder `path` for `owner`, and makes it if there is none.
    ///
    /// A new store gets `base` as the begin of its IRIs; one that is there keeps its own, see [`Writer::iris`].
    pub fn open(path: &Path, base: &str, owner: &Owner, derive: Derive) -> Result<Self> {
        #[cfg(not(feature = "disk"))]
        folder::open_quads(path, true)?;
        folder::create(path)?;
        let lock = Lock::exclusive(path, owner)?;
        let base = match folder::check(path) {
            Ok(format) => format.base,
            Err(_) => {
                folder::mark(path, base)?;
                base.to_owned()
            }
        };
        Ok(Self {
            quads: OnceCell::new(),
            iris: Iris::new(&base),
            builds: Builds::read(folder::builds(path))?,
            derive,
            threads: 0,
            settled: !folder::unsettled(path).exists(),
            flushed: true,
            remote: None,
            serving: None,
            place: Some(path.to_owned()),
            _lock: Some(lock),
        })
    }

    /// Holds the store in the folder `path`, which must be one already.
    pub fn open_existing(path: &Path, owner: &Owner, derive: Derive) -> Result<Self> {
        let format = folder::check(path)?;
        Self::open(path, &format.base, owner, derive)
    }

    /// A writer to a new store in memory.
    pub fn in_memory(base: &str, derive: Derive) -> Result<Self> {
        Ok(Self {
            quads: OnceCell::from(oxigraph::store::Store::new()?),
            iris: Iris::new(base),
            builds: Builds::default(),
            derive,
            threads: 0,
            settled: true,
            flushed: true,
            remote: None,
            serving: None,
            place: None,
            _lock: None,
        })
    }

    /// A writer to the store at an endpoint.
    ///
    /// To a serving govkg each change goes at once. Of any other store it changes a copy and sends what differs at the
    /// end, in [`Writer::finish`].
    pub fn to_endpoint(remote: Remote, base: &str, derive: Derive) -> Result<Self> {
        if let Some((serving, state)) = Serving::find(&remote)? {
            let mut writer = Self::in_memory(&state.base, derive)?;
            writer.quads = OnceCell::new();
            writer.serving = Some(serving);
            writer.builds = Builds::of(state);
            return Ok(writer);
        }
        // One that takes no updates is told before anything is read.
        remote.update("INSERT DATA {}".to_owned())?;
        let before = remote.fetch()?;
        let mut writer = Self::in_memory(base, derive)?;
        let copy = writer.quads()?;
        let quads: Vec<Quad> = before.iter().collect::<Result<_, _>>()?;
        copy.extend(quads)?;
        writer.remote = Some((remote, before));
        Ok(writer)
    }

    /// The same, loading in bulk with so many threads; 0 stands for one per core.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// The IRIs of its graphs and documents.
    pub fn iris(&self) -> &Iris {
        &self.iris
    }

    /// Whether the changes go to an endpoint.
    pub fn is_remote(&self) -> bool {
        self.remote.is_some() || self.serving.is_some()
    }

    /// What it holds, for a build elsewhere that changes it.
    pub fn state(&self) -> State {
        State {
            base: self.iris.base().to_owned(),
            vocabulary: self.builds.vocabulary().map(str::to_owned),
            corrections: self.builds.corrections(),
            documents: self.builds.documents().clone(),
        }
    }

    /// Of what each document was made, by id.
    pub fn builds(&self) -> &BTreeMap<String, Build> {
        self.builds.documents()
    }

    /// Of what the vocabulary graph was made.
    pub fn vocabulary(&self) -> Option<&str> {
        self.builds.vocabulary()
    }

    /// The quads as they are now.
    pub fn quads(&self) -> Result<&oxigraph::store::Store> {
        if let Some(quads) = self.quads.get() {
            return Ok(quads);
        }
        let opened = match &self.serving {
            Some(serving) => serving.fetch()?,
            None => folder::open_quads(self.place.as_deref().unwrap_or(Path::new("")), true)?,
        };
        Ok(self.quads.get_or_init(|| opened))
    }

    /// Puts the vocabulary graph that `fingerprint` stands for in the place of the present one.
    pub fn set_vocabulary(&mut self, fingerprint: &str, quads: Vec<Quad>) -> Result<()> {
        if let Some(serving) = &self.serving {
            return serving.set_vocabulary(fingerprint, &quads);
        }
        let graph = self.iris.vocabulary_graph();
        self.builds.set_vocabulary(None)?;
        self.put(graph, quads)?;
        self.builds.set_vocabulary(Some(fingerprint))
    }

    /// Puts `quads` in the place of what a link, data or correction graph holds, and derives anew.
    pub fn replace_graph(&mut self, graph: NamedNode, quads: Vec<Quad>) -> Result<()> {
        if let Some(serving) = &self.serving {
            return serving.replace_graph(&graph, &quads);
        }
        self.transact(vec![(graph, quads)], true)
    }

    /// The quads of the graph of corrections; the engine is not opened where there never were any.
    pub fn corrections(&self) -> Result<Vec<Quad>> {
        if self.quads.get().is_none() && !self.builds.corrections() {
            return Ok(Vec::new());
        }
        let graph = self.iris.corrections_graph();
        let quads = self.quads()?.matching(None, None, None, Some((&graph).into()));
        quads.collect::<Result<_, _>>().map_err(|e| self.failed(e))
    }

    /// Replaces the graphs of a few documents, and what is derived, in one transaction.
    pub fn replace(&mut self, changes: Vec<Change>) -> Result<Loaded> {
        self.replace_with(changes, Vec::new())
    }

    /// Replaces the graphs of a few documents and other graphs, and what is derived, in one transaction.
    ///
    /// A document among the other graphs is one of which nobody knows what it was made of: it is read again by the
    /// next build.
    pub fn replace_with(&mut self, changes: Vec<Change>, others: Vec<(NamedNode, Vec<Quad>)>) -> Result<Loaded> {
        if let Some(serving) = &self.serving {
            for (graph, quads) in &others {
                serving.replace_graph(graph, quads)?;
            }
            return serving.replace(changes, |_, _| {});
        }
        let strange: Vec<&str> = others
            .iter()
            .filter_map(|(graph, _)| self.iris.document_of(graph.as_ref()))
            .collect();
        self.builds.forget(&strange)?;
        if others.iter().any(|(graph, _)| *graph == self.iris.vocabulary_graph()) {
            self.builds.set_vocabulary(None)?;
        }
        let ids: Vec<&str> = changes.iter().map(|change| change.id.as_str()).collect();
        self.builds.forget(&ids)?;
        let loaded = count(&changes);
        let mut builds = Vec::with_capacity(changes.len());
        let mut graphs = others;
        for change in changes {
            graphs.push((self.iris.document_graph(&change.id), change.quads));
            builds.push((change.id, change.build));
        }
        self.transact(graphs, true)?;
        self.flush()?;
        self.builds.keep(builds)?;
        Ok(loaded)
    }

    /// Takes documents out, and what was derived from them, in one transaction.
    pub fn remove(&mut self, ids: &[&str]) -> Result<()> {
        if let Some(serving) = &self.serving {
            return serving.remove(ids);
        }
        self.builds.forget(ids)?;
        let graphs = ids
            .iter()
            .map(|id| (self.iris.document_graph(id), Vec::new()))
            .collect();
        self.transact(graphs, true)
    }

    /// Replaces the graphs of many documents; [`Writer::finish`] must follow.
    ///
    /// New ones go through the bulk loader, which shows nothing before its commit and then all; replaced ones through
    /// a transaction each batch. `done` hears of the documents that are kept. What is derived waits for
    /// [`Writer::finish`].
    pub fn load(
        &mut self,
        batches: impl IntoIterator<Item = Vec<Change>>,
        mut done: impl FnMut(&[(String, Build)]),
    ) -> Result<Loaded> {
        if let Some(serving) = &self.serving {
            let mut loaded = Loaded::default();
            for batch in batches {
                let part = serving.replace(batch, |id, build| done(&[(id.to_owned(), build.clone())]))?;
                loaded.documents += part.documents;
                loaded.quads += part.quads;
            }
            return Ok(loaded);
        }
        self.unsettle()?;
        let store = self.quads()?.clone();
        let place = self.place.clone();
        let failed = |error| failed(place.as_deref(), error);
        let mut loaded = Loaded::default();
        let mut bulk = Bulk::new(&store, self.threads);
        for batch in batches {
            let mut replaced = Vec::new();
            let mut gone: Vec<&str> = Vec::new();
            for change in &batch {
                if self.builds.documents().contains_key(&change.id) {
                    gone.push(&change.id);
                }
            }
            self.builds.forget(&gone)?;
            for change in batch {
                let graph = self.iris.document_graph(&change.id);
                if holds(&store, &graph).map_err(failed)? {
                    replaced.push((graph, change));
                } else {
                    bulk.add(&graph, change).map_err(failed)?;
                }
            }
            if !replaced.is_empty() {
                let (graphs, builds): (Vec<_>, Vec<_>) = replaced
                    .into_iter()
                    .map(|(graph, change)| {
                        loaded.documents += 1;
                        loaded.quads += change.quads.len();
                        ((graph, change.quads), (change.id, change.build))
                    })
                    .unzip();
                self.transact(graphs, false)?;
                self.flush()?;
                done(&builds);
                self.builds.keep(builds)?;
            }
            if bulk.quads >= COMMIT {
                let kept = bulk.commit(&mut loaded).map_err(failed)?;
                done(&kept);
                self.builds.keep(kept)?;
            }
        }
        let kept = bulk.commit(&mut loaded).map_err(failed)?;
        done(&kept);
        self.builds.keep(kept)?;
        Ok(loaded)
    }

    /// Ends the changes: derives anew if that is due (also after a build that was killed), and brings everything to the
    /// disk.
    pub fn finish(&mut self) -> Result<()> {
        if self.serving.is_some() {
            return Ok(());
        }
        if !self.settled {
            let derived = (self.derive)(self.quads()?, &self.iris)?;
            let graph = self.iris.derived_graph();
            self.put(graph, derived)?;
            self.set_settled()?;
        }
        self.flush()?;
        if let Some((remote, before)) = &self.remote {
            remote.push(before, self.quads()?)?;
        }
        self.builds.tidy()
    }

    /// Marks what is derived as true.
    fn set_settled(&mut self) -> Result<()> {
        if let Some(place) = self.place.as_deref().filter(|_| !self.settled) {
            let path = folder::unsettled(place);
            match fs::remove_file(&path) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Error::file("remove", path, e)),
                _ => {}
            }
        }
        self.settled = true;
        Ok(())
    }

    /// Marks what is derived as out of date.
    fn unsettle(&mut self) -> Result<()> {
        if self.settled {
            if let Some(place) = &self.place {
                let path = folder::unsettled(place);
                fs::write(&path, "").map_err(|e| Error::file("write", path, e))?;
            }
            self.settled = false;
        }
        Ok(())
    }

    /// Puts one graph in the place of the present one: in bulk if it is large and new, else in a transaction. What is
    /// derived is out of date afterwards.
    fn put(&mut self, graph: NamedNode, quads: Vec<Quad>) -> Result<()> {
        let store = self.quads()?.clone();
        let is_new = !holds(&store, &graph).map_err(|e| self.failed(e))?;
        self.unsettle()?;
        if is_new && quads.len() > BULK {
            let quads = in_graph(&graph, quads);
            let mut loader = loader(&store, self.threads);
            return loader
                .load_quads(quads)
                .and_then(|()| loader.commit())
                .map_err(|e| self.failed(e));
        }
        self.transact(vec![(graph, quads)], false)
    }

    /// Replaces graphs, and what is derived if asked, in one transaction. A change of a graph without deriving has to
    /// be preceded by `unsettle`.
    fn transact(&mut self, mut graphs: Vec<(NamedNode, Vec<Quad>)>, derive: bool) -> Result<()> {
        let store = self.quads()?.clone();
        if derive {
            // Whatever somebody would put there is inferred anew.
            let own = self.iris.derived_graph();
            graphs.retain(|(graph, _)| *graph != own);
        }
        let corrections = self.iris.corrections_graph();
        let corrected = graphs.iter().find(|(graph, _)| *graph == corrections);
        let corrected = corrected.map(|(_, quads)| !quads.is_empty());
        if corrected == Some(true) {
            self.builds.set_corrections(true)?;
        }
        self.flushed = false;
        let mut transaction = store.start_transaction().map_err(|e| self.failed(e))?;
        for (graph, quads) in graphs {
            write(&store, &mut transaction, &graph, quads).map_err(|e| self.failed(e))?;
        }
        if derive {
            let derived = (self.derive)(&transaction, &self.iris)?;
            write(&store, &mut transaction, &self.iris.derived_graph(), derived).map_err(|e| self.failed(e))?;
        }
        transaction.commit().map_err(|e| self.failed(e))?;
        if corrected == Some(false) {
            self.builds.set_corrections(false)?;
        }
        if derive { self.set_settled() } else { Ok(()) }
    }

    /// Brings what was committed from the engine's log into its tables: the next reader opens those at once, while it
    /// would have to replay a log.
    fn flush(&mut self) -> Result<()> {
        #[cfg(feature = "disk")]
        if !self.flushed && self.place.is_some() {
            self.quads()?.flush().map_err(|e| self.failed(e))?;
        }
        self.flushed = true;
        Ok(())
    }

    fn failed(&self, error: StorageError) -> Error {
        failed(self.place.as_deref(), error)
    }
}

fn count(changes: &[Change]) -> Loaded {
    Loaded {
        documents: changes.len(),
        quads: changes.iter().map(|change| change.quads.len()).sum(),
    }
}
