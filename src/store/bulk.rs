//! New documents on their way through the bulk loader.

use oxigraph::model::{NamedNode, Quad};
use oxigraph::store::{BulkLoader, StorageError, Store};

use super::Build;
use super::graphs::in_graph;
use super::writer::{Change, Loaded};

/// Quads given to the bulk loader at a time; each portion becomes one sorted table per index.
const PORTION: usize = 250_000;

/// New documents that nobody sees before they are committed.
pub(super) struct Bulk<'a> {
    store: &'a Store,
    threads: usize,
    loader: Option<BulkLoader<'a>>,
    portion: Vec<Quad>,
    builds: Vec<(String, Build)>,
    /// Quads added since the last commit.
    pub(super) quads: usize,
}

impl<'a> Bulk<'a> {
    pub(super) fn new(store: &'a Store, threads: usize) -> Self {
        Self {
            store,
            threads,
            loader: None,
            portion: Vec::new(),
            builds: Vec::new(),
            quads: 0,
        }
    }

    pub(super) fn add(&mut self, graph: &NamedNode, change: Change) -> Result<(), StorageError> {
        self.quads += change.quads.len();
        self.builds.push((change.id, change.build));
        self.portion.extend(in_graph(graph, change.quads));
        if self.portion.len() >= PORTION {
            self.hand_over()
        } else {
            Ok(())
        }
    }

    fn hand_over(&mut self) -> Result<(), StorageError> {
        let portion = std::mem::take(&mut self.portion);
        self.loader
            .get_or_insert_with(|| loader(self.store, self.threads))
            .load_quads(portion)
    }

    /// Shows all that was added, and gives what it was made of.
    pub(super) fn commit(&mut self, loaded: &mut Loaded) -> Result<Vec<(String, Build)>, StorageError> {
        if !self.portion.is_empty() {
            self.hand_over()?;
        }
        if let Some(loader) = self.loader.take() {
            loader.commit()?;
        }
        loaded.documents += self.builds.len();
        loaded.quads += std::mem::take(&mut self.quads);
        Ok(std::mem::take(&mut self.builds))
    }
}

/// A bulk loader with so many threads; 0 stands for one per core.
pub(super) fn loader(store: &Store, threads: usize) -> BulkLoader<'_> {
    match threads {
        0 => store.bulk_loader(),
        _ => store.bulk_loader().with_num_threads(threads),
    }
}
