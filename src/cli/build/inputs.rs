//! What the arguments of `build` mean: files, in a fixed order, each with its id.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::size::Size;
use crate::graph::{document_id, file_id, hex};

/// The extensions that are looked for in folders.
const EXTENSIONS: [&str; 4] = ["txt", "text", "md", "markdown"];

/// One document to be built.
#[derive(Debug)]
pub(super) struct Input {
    /// Where its bytes are.
    pub place: Place,
    /// The document's id.
    pub id: String,
    /// The path under the argument, or the address.
    pub source: String,
    /// The file as the user knows it.
    pub shown: String,
    /// How large it is, as far as is known before it is read.
    pub size: u64,
}

/// Where the bytes of a document are.
#[derive(Debug)]
pub(super) enum Place {
    /// A file; its absolute path.
    File(PathBuf),
    /// They were given on standard input.
    Given(Vec<u8>),
    /// A web address.
    Url(String),
}

/// A file that was not built, and why.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    /// The file as the user knows it.
    pub what: String,
    /// What is wrong and what to do.
    pub why: String,
}

/// What the arguments led to.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The documents, in the order of the arguments and of paths.
    pub inputs: Vec<Input>,
    /// What could not be looked at.
    pub failures: Vec<Failure>,
    /// What was left out for a reason.
    pub notes: Vec<String>,
    /// The arguments as absolute paths, also those that are gone.
    pub roots: Vec<PathBuf>,
}

impl Found {
    /// Looks up all arguments. With `prune`, a path that is gone is no mistake.
    pub(super) fn look_up(paths: &[String], max_size: Size, prune: bool) -> Self {
        let mut found = Self::default();
        for path in paths {
            match path.as_str() {
                "-" => found.take_stdin(max_size),
                url if url.starts_with("http://") || url.starts_with("https://") => found.take_url(url),
                path => found.take_path(Path::new(path), prune),
            }
        }
        found.drop_doubles();
        found
    }

    /// Gives the only document another id.
    pub(super) fn set_id(&mut self, id: &str) -> anyhow::Result<()> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if id.is_empty() || !id.chars().all(fits) || !id.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            anyhow::bail!(
                "`{id}` cannot be an id: use ASCII letters, digits, `-`, `_` and `.`, a letter or digit first"
            );
        }
        match &mut self.inputs[..] {
            [] => Ok(()),
            [only] => {
                id.clone_into(&mut only.id);
                Ok(())
            }
            many => anyhow::bail!("--id is for one document, and the arguments hold {}", many.len()),
        }
    }

    fn take_stdin(&mut self, max_size: Size) {
        let mut bytes = Vec::new();
        if let Err(e) = io::stdin().lock().take(max_size.bytes() + 1).read_to_end(&mut bytes) {
            self.fail("standard input", format!("it cannot be read: {e}"));
            return;
        }
        self.inputs.push(Input {
            // There is no path that could tell one from another, so their content does.
            id: format!("stdin-{}", hex(&Sha256::digest(&bytes), 3)),
            source: "stdin".to_owned(),
            shown: "standard input".to_owned(),
            size: bytes.len() as u64,
            place: Place::Given(bytes),
        });
    }

    /// Adds the sample that is built in, as if it were read from its file.
    pub(super) fn take_sample(&mut self) {
        const NAME: &str = "liuzhou-2021.txt";
        let bytes = include_bytes!("../../../tests/sample/liuzhou-2021.txt").to_vec();
        self.inputs.push(Input {
            id: file_id(NAME),
            source: NAME.to_owned(),
            shown: "the built-in sample".to_owned(),
            size: bytes.len() as u64,
            place: Place::Given(bytes),
        });
        self.drop_doubles();
    }

    fn take_url(&mut self, url: &str) {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = rest.split(['?', '#']).next().unwrap_or(rest).trim_end_matches('/');
        self.inputs.push(Input {
            id: document_id(path, url),
            source: url.to_owned(),
            shown: url.to_owned(),
            size: 0,
            place: Place::Url(url.to_owned()),
        });
    }

    fn take_path(&mut self, path: &Path, prune: bool) {
        let shown = path.display().to_string();
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(e) if prune && e.kind() == io::ErrorKind::NotFound => {
                self.roots.extend(absolute(path));
                return;
            }
            Err(e) => return self.fail(&shown, unreadable(&e)),
        };
        let Some(root) = absolute(path) else {
            return self.fail(&shown, "its absolute path cannot be found".to_owned());
        };
        self.roots.push(root.clone());
        if metadata.is_dir() {
            let (before, failed) = (self.inputs.len(), self.failures.len());
            self.walk(&root, &shown, "", &mut Vec::new());
            if self.inputs.len() == before && self.failures.len() == failed {
                self.notes.push(format!(
                    "{shown}: no readable files in it (looked for .{})",
                    EXTENSIONS.join(", .")
                ));
            }
            return;
        }
        let name = path
            .file_name()
            .map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
        self.inputs.push(file(root, name, shown, metadata.len()));
    }

    /// Takes in the files of a folder in the order of their names, those of the folders in it as well.
    fn walk(&mut self, folder: &Path, shown: &str, relative: &str, above: &mut Vec<PathBuf>) {
        let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        if above.contains(&real) {
            self.notes
                .push(format!("{shown}: leads back to {}, left out", real.display()));
            return;
        }
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(e) => return self.fail(shown, unreadable(&e)),
        };
        let mut names: Vec<_> = entries.iter().map(fs::DirEntry::file_name).collect();
        names.sort();
        above.push(real);
        for name in names {
            let text = name.to_string_lossy().into_owned();
            if text.starts_with('.') {
                continue;
            }
            let path = folder.join(&name);
            let shown = format!("{}/{text}", shown.trim_end_matches('/'));
            let relative = if relative.is_empty() {
                text
            } else {
                format!("{relative}/{text}")
            };
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => self.walk(&path, &shown, &relative, above),
                Ok(metadata) if metadata.is_file() && is_text(&path) => {
                    self.inputs.push(file(path, relative, shown, metadata.len()));
                }
                Ok(_) => {}
                Err(e) if is_text(&path) || e.kind() != io::ErrorKind::NotFound => {
                    self.fail(&shown, unreadable(&e));
                }
                Err(_) => {}
            }
        }
        above.pop();
    }

    /// One file found twice is one document, and so is one content under one id; two files of one id that differ are a
    /// mistake that would lose one of them.
    fn drop_doubles(&mut self) {
        let mut files = BTreeSet::new();
        let mut kept: Vec<Input> = Vec::with_capacity(self.inputs.len());
        let mut ids: BTreeMap<String, usize> = BTreeMap::new();
        for input in std::mem::take(&mut self.inputs) {
            let place = match &input.place {
                Place::File(path) => path.display().to_string(),
                Place::Given(_) => "standard input".to_owned(),
                Place::Url(url) => url.clone(),
            };
            if !files.insert((place, input.id.clone())) {
                continue;
            }
            let Some(other) = ids.get(&input.id).map(|at| &kept[*at]) else {
                ids.insert(input.id.clone(), kept.len());
                kept.push(input);
                continue;
            };
            if same_content(&input.place, &other.place) {
                let (shown, other) = (&input.shown, &other.shown);
                self.notes
                    .push(format!("{shown}: the same document as {other}, built once"));
                continue;
            }
            self.failures.push(Failure {
                why: format!(
                    "it would be `{}` like {}; build it by itself with --id, or build the folder that holds both",
                    input.id, other.shown
                ),
                what: input.shown,
            });
        }
        self.inputs = kept;
    }

    fn fail(&mut self, what: &str, why: String) {
        self.failures.push(Failure {
            what: what.to_owned(),
            why,
        });
    }
}

fn file(path: PathBuf, source: String, shown: String, size: u64) -> Input {
    Input {
        id: file_id(&source),
        source,
        shown,
        size,
        place: Place::File(path),
    }
}

/// Whether two places are known to hold the same bytes.
fn same_content(one: &Place, other: &Place) -> bool {
    let bytes = |place: &Place| match place {
        Place::File(path) => fs::read(path).ok(),
        Place::Given(bytes) => Some(bytes.clone()),
        Place::Url(_) => None,
    };
    let size = |place: &Place| match place {
        Place::File(path) => path.metadata().ok().map(|metadata| metadata.len()),
        Place::Given(bytes) => Some(bytes.len() as u64),
        Place::Url(_) => None,
    };
    size(one).is_some() && size(one) == size(other) && bytes(one) == bytes(other)
}

fn is_text(path: &Path) -> bool {
    let extension = path
        .extension()
        .map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// The absolute path of something that may be gone; links in the path to it are followed, it itself is not.
fn absolute(path: &Path) -> Option<PathBuf> {
    if let (Some(name), Some(parent)) = (path.file_name(), path.parent()) {
        let parent = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        return fs::canonicalize(parent).ok().map(|parent| parent.join(name));
    }
    fs::canonicalize(path).ok()
}

/// Why a file or folder cannot be read, and what to do.
pub(super) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder; check the path".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "it may not be read by this user; change its permissions (chmod +r) or run as its owner".to_owned()
        }
        _ => format!("it cannot be read: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_in_order_and_not_in_circles() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/c")).unwrap();
        for name in ["b/c/2.txt", "b/1.MD", "z.txt", "a.txt", "picture.png", ".hidden.txt"] {
            fs::write(root.join(name), "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root, root.join("b/c/up")).unwrap();
        let path = root.display().to_string();
        let found = Found::look_up(&[path.clone(), path], Size::default(), false);
        let sources: Vec<&str> = found.inputs.iter().map(|input| input.source.as_str()).collect();
        assert_eq!(sources, ["a.txt", "b/1.MD", "b/c/2.txt", "z.txt"]);
        assert!(found.failures.is_empty(), "{:?}", found.failures);
        #[cfg(unix)]
        assert!(
            found.notes.iter().all(|note| note.contains("leads back")),
            "{:?}",
            found.notes
        );
    }

    #[test]
    fn refuses_two_files_of_one_id() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["x", "y"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("report.txt"), name).unwrap();
        }
        let path = |name: &str| folder.path().join(name).join("report.txt").display().to_string();
        let found = Found::look_up(&[path("x"), path("y")], Size::default(), false);
        assert_eq!((found.inputs.len(), found.failures.len()), (1, 1));
        assert!(found.failures[0].why.contains("--id"));
    }
}
