//! The folder of a store: its marker, its parts, and how its quads are opened.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// The version of the folder's layout and of the meaning of what it holds.
const FORMAT: u32 = 1;
const FORMAT_FILE: &str = "format";

/// What the marker of a store says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Format {
    /// The begin of the IRIs of all resources.
    pub base: String,
}

pub(super) fn lock(place: &Path) -> PathBuf {
    place.join("lock")
}

pub(super) fn builds(place: &Path) -> PathBuf {
    place.join("builds.jsonl")
}

pub(super) fn unsettled(place: &Path) -> PathBuf {
    place.join("unsettled")
}

fn quads(place: &Path) -> PathBuf {
    place.join("quads")
}

/// Reads the marker of the store in `place`; an error that names the remedy when there is none that can be read.
pub(super) fn check(place: &Path) -> Result<Format> {
    let store = |message: String| Error::Store {
        path: place.to_owned(),
        message,
    };
    match fs::read_to_string(place.join(FORMAT_FILE)) {
        Ok(text) => parse(&text).map_err(store),
        Err(e) if e.kind() == ErrorKind::NotFound => Err(store(match fs::metadata(place) {
            Ok(meta) if meta.is_dir() && is_empty(place) => {
                "the folder holds no store; `govkg build PATH…` makes one".to_owned()
            }
            Ok(meta) if meta.is_dir() => {
                "the folder is not a store of govkg; name another with --store, or build one with `govkg build PATH…`"
                    .to_owned()
            }
            Ok(_) => "this is a file, not the folder of a store; name another with --store".to_owned(),
            Err(_) => "there is none; build one with `govkg build PATH…`, or name another with --store".to_owned(),
        })),
        Err(e) if e.kind() == ErrorKind::NotADirectory => Err(store(
            "this is a file, not the folder of a store; name another with --store".to_owned(),
        )),
        Err(e) if e.kind() == ErrorKind::InvalidData => Err(store("its file `format` is damaged".to_owned())),
        Err(e) => Err(Error::file("read", place.join(FORMAT_FILE), e)),
    }
}

fn parse(text: &str) -> Result<Format, String> {
    let mut lines = text.lines();
    let version = lines.next().and_then(|line| line.strip_prefix("govkg store "));
    let Some(version) = version.and_then(|version| version.trim().parse::<u32>().ok()) else {
        return Err("its file `format` is not that of a store of govkg; name another with --store".to_owned());
    };
    if version != FORMAT {
        let remedy = if version > FORMAT {
            "use the newer govkg that made it, or build the files again into a new folder (`govkg build --store NEW …`)"
        } else {
            "build the files again into a new folder (`govkg build --store NEW …`)"
        };
        return Err(format!(
            "it has format {version}, and this govkg reads format {FORMAT}; {remedy}"
        ));
    }
    let base = lines.next().and_then(|line| line.strip_prefix("base "));
    let base = base.ok_or("its file `format` names no base; build it again into a new folder")?;
    Ok(Format { base: base.to_owned() })
}

/// Makes the folder, if it is not there; an error if it holds something else.
pub(super) fn create(place: &Path) -> Result<()> {
    match check(place) {
        Ok(_) => return Ok(()),
        Err(error) if place.join(FORMAT_FILE).exists() => return Err(error),
        // A folder that is missing, empty, or was being made when the process was killed, becomes a store.
        Err(error) if place.exists() && !(place.is_dir() && only_ours(place)) => return Err(error),
        Err(_) => {}
    }
    fs::create_dir_all(place).map_err(|e| Error::file("create", place, e))
}

/// Writes the marker; from here on the folder is a store. To be called with the lock held.
pub(super) fn mark(place: &Path, base: &str) -> Result<()> {
    let temporary = place.join("format.tmp");
    fs::write(&temporary, format!("govkg store {FORMAT}\nbase {base}\n"))
        .and_then(|()| fs::rename(&temporary, place.join(FORMAT_FILE)))
        .map_err(|e| Error::file("write", place.join(FORMAT_FILE), e))
}

fn is_empty(place: &Path) -> bool {
    fs::read_dir(place).is_ok_and(|mut entries| entries.next().is_none())
}

fn only_ours(place: &Path) -> bool {
    let ours = ["lock", "format.tmp"];
    fs::read_dir(place).is_ok_and(|entries| {
        entries
            .flatten()
            .all(|entry| ours.iter().any(|name| entry.file_name() == *name))
    })
}

/// Opens the quads; for reading, an engine that writes nothing, and nothing at all if none were kept yet.
#[cfg(feature = "disk")]
pub(super) fn open_quads(place: &Path, write: bool) -> Result<oxigraph::store::Store> {
    use oxigraph::store::Store;
    let path = quads(place);
    let opened = if write {
        remove_leftovers(&path);
        Store::open(&path)
    } else if path.join("CURRENT").exists() {
        Store::open_read_only(&path)
    } else {
        Store::new()
    };
    opened.map_err(|e| super::failed(Some(place), e))
}

/// Without the engine on disk there is nothing to open.
#[cfg(not(feature = "disk"))]
pub(super) fn open_quads(place: &Path, _write: bool) -> Result<oxigraph::store::Store> {
    Err(Error::Store {
        path: quads(place),
        message: "this govkg was built without the store on disk; build it with the feature `disk`".to_owned(),
    })
}

/// Removes the sorted tables of a bulk load that was killed before its commit.
#[cfg(feature = "disk")]
fn remove_leftovers(quads: &Path) {
    let Ok(entries) = fs::read_dir(quads) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("bulk-") && name.ends_with(".sst") {
            // A file that cannot be removed costs space, no more.
            drop(fs::remove_file(entry.path()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_to_do_with_another_version() {
        let newer = parse("govkg store 9\nbase x\n").unwrap_err();
        assert!(newer.contains("format 9") && newer.contains("newer govkg"), "{newer}");
        assert!(
            parse("govkg store 0\nbase x\n")
                .unwrap_err()
                .contains("build the files again")
        );
        assert!(parse("something").is_err());
        assert_eq!(
            parse("govkg store 1\nbase https://e.org/\n").unwrap().base,
            "https://e.org/"
        );
    }

    #[test]
    fn never_touches_a_folder_of_others() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("thesis.doc"), "").unwrap();
        assert!(create(folder.path()).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
