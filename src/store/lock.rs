//! Who holds a store: a lock file, shared by readers, held alone by a writer.
//!
//! The operating system gives the lock back when a process ends, however it ends; the file itself stays. It holds the
//! name of the last owner that said who it is, so that one who waits in vain can be told.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// How long one waits for another's command to end.
const PATIENCE: Duration = Duration::from_secs(2);

/// Who holds a store, in words for the one who waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The process id.
    pub process: u32,
    /// What it does, such as `govkg build`.
    pub command: String,
    /// Where it serves the store, if it does.
    pub endpoint: Option<String>,
}

impl Owner {
    /// This process, running `command`.
    pub fn this(command: &str) -> Self {
        Self {
            process: std::process::id(),
            command: command.to_owned(),
            endpoint: None,
        }
    }

    /// The same, serving the store at `endpoint`.
    #[must_use]
    pub fn serving(mut self, endpoint: &str) -> Self {
        self.endpoint = Some(endpoint.to_owned());
        self
    }
}

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Shares the store in `place` with other readers. Only a long-lived reader leaves its name.
    pub(super) fn shared(place: &Path, owner: Option<&Owner>) -> Result<Self> {
        let lock = Self::take(place, false, PATIENCE)?;
        if let Some(owner) = owner {
            lock.sign(owner);
        }
        Ok(lock)
    }

    /// Takes the store in `place` alone, and leaves the owner's name.
    pub(super) fn exclusive(place: &Path, owner: &Owner) -> Result<Self> {
        let lock = Self::take(place, true, PATIENCE)?;
        lock.sign(owner);
        Ok(lock)
    }

    fn take(place: &Path, alone: bool, patience: Duration) -> Result<Self> {
        let path = super::folder::lock(place);
        let file = open(&path, alone)?;
        let begin = Instant::now();
        loop {
            let tried = if alone { file.try_lock() } else { file.try_lock_shared() };
            match tried {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if begin.elapsed() < patience => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::Store {
                        path: place.to_owned(),
                        message: held(place, alone),
                    });
                }
                Err(TryLockError::Error(e)) => return Err(Error::file("lock", path, e)),
            }
        }
    }

    /// Writes the owner's name; that it cannot be written only makes a later message less exact.
    fn sign(&self, owner: &Owner) {
        let mut file = &self._file;
        if let Ok(text) = serde_json::to_string(owner) {
            drop(
                file.set_len(0)
                    .and_then(|()| file.rewind())
                    .and_then(|()| writeln!(file, "{text}")),
            );
        }
    }
}

fn open(path: &Path, alone: bool) -> Result<File> {
    let made = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path);
    match made {
        // A reader can lock a file that it may not write (another's store, a read-only medium).
        Err(e) if !alone && matches!(e.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
            File::open(path).map_err(|e| Error::file("open", path, e))
        }
        Err(e) => Err(Error::file("open", path, e)),
        Ok(file) => Ok(file),
    }
}

/// Who holds the store, as far as is known, and what to do.
fn held(place: &Path, alone: bool) -> String {
    let text = fs::read_to_string(super::folder::lock(place)).unwrap_or_default();
    let owner: Option<Owner> = serde_json::from_str(text.trim()).ok();
    match owner.filter(|owner| is_alive(owner.process)) {
        Some(Owner {
            process,
            command,
            endpoint: Some(endpoint),
        }) => format!("`{command}` (process {process}) serves it; use --endpoint {endpoint}, or stop that process"),
        Some(Owner { process, command, .. }) => {
            format!("`{command}` (process {process}) holds it; run this again when that has ended")
        }
        None if alone => "another process is reading it; run this again when that has ended".to_owned(),
        None => "another process is writing it; run this again when that has ended".to_owned(),
    }
}

/// Whether the process runs; where that cannot be seen, it is taken to.
fn is_alive(process: u32) -> bool {
    let processes = Path::new("/proc");
    !processes.join("self").exists() || processes.join(process.to_string()).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_share_and_a_writer_is_alone() {
        let place = tempfile::tempdir().unwrap();
        let soon = Duration::from_millis(30);
        let first = Lock::shared(place.path(), None).unwrap();
        let second = Lock::shared(place.path(), None).unwrap();
        let message = Lock::take(place.path(), true, soon).unwrap_err().to_string();
        assert!(message.contains("another process is reading it"), "{message}");
        drop((first, second));

        let writer = Lock::exclusive(place.path(), &Owner::this("govkg build")).unwrap();
        let message = Lock::take(place.path(), false, soon).unwrap_err().to_string();
        assert!(
            message.contains("`govkg build`") && message.contains(&std::process::id().to_string()),
            "{message}"
        );
        drop(writer);
        Lock::take(place.path(), false, soon).unwrap();
    }

    #[test]
    fn names_the_endpoint_of_a_server() {
        let place = tempfile::tempdir().unwrap();
        let owner = Owner::this("govkg serve").serving("http://127.0.0.1:7878/sparql");
        let _server = Lock::shared(place.path(), Some(&owner)).unwrap();
        let message = Lock::take(place.path(), true, Duration::ZERO).unwrap_err().to_string();
        assert!(message.contains("--endpoint http://127.0.0.1:7878/sparql"), "{message}");
    }
}
