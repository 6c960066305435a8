//! The one error type of the library.

use std::path::PathBuf;

/// What failed, with the place of it and, where there is one, the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("cannot {action} {}", path.display())]
    File {
        /// `read`, `write`, `create` …
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The reason given by the system.
        #[source]
        source: std::io::Error,
    },
    /// A file was read but does not hold what it should; the message says where and what to do.
    #[error("{}: {message}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong, where, and the remedy.
        message: String,
    },
    /// The store could not be opened, read or written.
    #[error("the store {}: {message}", path.display())]
    Store {
        /// The folder of the store.
        path: PathBuf,
        /// What is wrong and the remedy.
        message: String,
    },
    /// The store's engine failed.
    #[error("the store failed")]
    Storage(#[from] oxigraph::store::StorageError),
    /// A query could not be parsed.
    #[error("the query cannot be parsed: {0}")]
    QuerySyntax(String),
    /// A query could not be evaluated.
    #[error("the query failed: {0}")]
    QueryEvaluation(String),
    /// A word, an id or a parameter that nothing answers to; the message names the choices.
    #[error("{0}")]
    Unknown(String),
    /// What was asked for does not fit what is there; the message says why and what to do.
    #[error("{0}")]
    Unsuitable(String),
    /// A remote store or page did not answer as it should.
    #[error("{url}: {message}")]
    Remote {
        /// The address.
        url: String,
        /// What happened.
        message: String,
    },
}

/// Results of the library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A failed file operation.
    pub fn file(action: &'static str, path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::File {
            action,
            path: path.into(),
            source,
        }
    }

    /// Wrong content of a file.
    pub fn content(path: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self::Content {
            path: path.into(),
            message: message.into(),
        }
    }
}
