//! Placeholder of the store until its branch is merged.

use std::path::Path;

use crate::{Error, Result};

/// A store on disk.
pub struct Store(oxigraph::store::Store);

impl Store {
    /// Opens a store that exists, for reading.
    #[cfg(feature = "disk")]
    pub fn open_read(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Err(Error::Store {
                path: path.to_owned(),
                message: "it does not exist; make one with `govkg build PATH`".to_owned(),
            });
        }
        Ok(Self(oxigraph::store::Store::open_read_only(path)?))
    }

    /// Opens a store that exists, for reading.
    #[cfg(not(feature = "disk"))]
    pub fn open_read(path: &Path) -> Result<Self> {
        Err(Error::Store {
            path: path.to_owned(),
            message: "this build keeps no store on disk".to_owned(),
        })
    }

    /// The store of the engine.
    pub fn inner(&self) -> &oxigraph::store::Store {
        &self.0
    }
}
