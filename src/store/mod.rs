//! Keeps: quads → oxigraph.
//!
//! In come the quads of documents and of the vocabulary, out go a [`Store`] that is asked and dumps that are the same
//! byte for byte whatever the order of the builds. A store is a folder:
//!
//! ```text
//! govkg.db/format        what it is: format version and the begin of its IRIs
//! govkg.db/lock          who holds it (readers share it, a writer has it alone)
//! govkg.db/builds.jsonl  of which file, tool and words each graph was made; no RDF, so that dumps stay free of it
//! govkg.db/unsettled     there while the derived graph waits for the end of a build
//! govkg.db/quads/        RocksDB
//! ```
//!
//! Invariants: a graph changes in one transaction, whatever kills the process; what is derived changes in the same
//! transaction, save in a build of many documents, which derives once at its end and is marked as unsettled till then;
//! a reader never meets a writer at work.

mod builds;
mod bulk;
mod corrected;
mod costs;
mod documents;
mod dump;
mod filter;
mod folder;
mod graphs;
mod http;
mod lock;
mod quads;
mod remote;
mod serving;
mod sort;
mod writer;

pub use builds::Build;
pub use corrected::Corrected;
pub use costs::{Cost, Counts};
pub use documents::Document;
pub use dump::PREFIXES;
pub use filter::GraphFilter;
pub use http::{causes, http_client};
pub use lock::Owner;
pub use quads::{Derive, Quads, lexical};
pub use remote::Remote;
pub use serving::{STATE, Sent, State};
pub use writer::{Change, Loaded, Writer};

use std::path::{Path, PathBuf};

use oxigraph::store::StorageError;

use crate::graph::Iris;
use crate::{Error, Result};

/// A store opened for reading.
pub struct Store {
    quads: oxigraph::store::Store,
    iris: Iris,
    place: Option<PathBuf>,
    /// Held until the store is dropped; last, so that it is given back after the quads are closed.
    _lock: Option<lock::Lock>,
}

impl Store {
    /// Opens the store in the folder `path` for reading; never creates one.
    ///
    /// Several readers share a store. While a writer holds it, this waits up to two seconds and then fails with the
    /// writer's name.
    pub fn open(path: &Path) -> Result<Self> {
        Self::open_as(path, None)
    }

    /// Opens the store for reading on behalf of a long-lived `owner`, which a waiting writer names.
    pub fn open_as(path: &Path, owner: Option<&Owner>) -> Result<Self> {
        folder::check(path)?;
        let lock = lock::Lock::shared(path, owner)?;
        // Read under the lock: what was found before may have been another's half-made folder.
        let format = folder::check(path)?;
        Ok(Self {
            quads: folder::open_quads(path, false)?,
            iris: Iris::new(&format.base),
            place: Some(path.to_owned()),
            _lock: Some(lock),
        })
    }

    /// A store in memory whose IRIs begin with `base`, holding what `quads` holds.
    pub fn in_memory(base: &str, quads: oxigraph::store::Store) -> Self {
        Self {
            quads,
            iris: Iris::new(base),
            place: None,
            _lock: None,
        }
    }

    /// A copy of the store at an endpoint, whose IRIs begin with `base`.
    pub fn fetch(url: &str, base: &str) -> Result<Self> {
        Ok(Self::in_memory(base, Remote::new(url)?.fetch()?))
    }

    /// The quads, to be queried.
    pub fn quads(&self) -> &oxigraph::store::Store {
        &self.quads
    }

    /// The begin of the IRIs of all resources.
    pub fn base(&self) -> &str {
        self.iris.base()
    }

    /// The IRIs of its graphs and documents.
    pub fn iris(&self) -> &Iris {
        &self.iris
    }

    /// Whether what is derived agrees with the rest; not so after a build of many documents was killed.
    pub fn is_settled(&self) -> bool {
        self.place
            .as_deref()
            .is_none_or(|place| !folder::unsettled(place).exists())
    }
}

/// The error for a failure of the engine, with the remedy where there is one.
fn failed(place: Option<&Path>, error: StorageError) -> Error {
    let Some(path) = place else {
        return Error::Storage(error);
    };
    let full = matches!(&error, StorageError::Io(e) if e.kind() == std::io::ErrorKind::StorageFull)
        || error.to_string().contains("No space left on device");
    let message = if full {
        "the disk is full; free some space and run the command again (what was kept before is unharmed)".to_owned()
    } else {
        match &error {
            StorageError::Corruption(e) => {
                format!("it is damaged ({e}); remove the folder and build it again from the files")
            }
            _ => error.to_string(),
        }
    };
    Error::Store {
        path: path.to_owned(),
        message,
    }
}
