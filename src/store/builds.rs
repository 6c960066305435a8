//! Of which file, tool and words each graph was made, so that an unchanged file is not read again.
//!
//! A log of JSON lines beside the quads, not in them: dumps stay free of it. Before a graph changes its line is taken
//! back, after the change the new one is written; a process killed between the two only reads the file once more.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Corrected, State};
use crate::{Error, Result};

/// What a document's graph was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// The sha256 of the original file, in hexadecimal.
    pub sha256: String,
    /// What tool and words read it, see the caller.
    pub fingerprint: String,
    /// The absolute path of the file it came from, if it came from one.
    pub file: Option<String>,
    /// What corrections have changed in it, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    Kept { id: String, build: Build },
    Gone { ids: Vec<String> },
    Vocabulary { fingerprint: Option<String> },
    Corrections { any: bool },
}

/// The builds of a store.
#[derive(Debug, Default)]
pub(super) struct Builds {
    /// None for a store in memory.
    path: Option<PathBuf>,
    documents: BTreeMap<String, Build>,
    vocabulary: Option<String>,
    /// Whether the graph of corrections may hold something; known here, so that a build need not look.
    corrections: bool,
    lines: usize,
}

impl Builds {
    /// Reads the log. A line that was being written when a process was killed is cut off: the change it announces has
    /// not begun, or the graph it speaks of is read once more. To be called with the store held alone.
    pub(super) fn read(path: PathBuf) -> Result<Self> {
        let mut bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == ErrorKind::NotFound => Vec::new(),
            Err(e) => return Err(Error::file("read", path, e)),
        };
        let whole = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        if whole < bytes.len() {
            bytes.truncate(whole);
            let cut = OpenOptions::new()
                .write(true)
                .open(&path)
                .and_then(|file| file.set_len(whole as u64));
            cut.map_err(|e| Error::file("write", &path, e))?;
        }
        let mut builds = Self {
            path: Some(path),
            ..Self::default()
        };
        for line in bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice(line) {
                Ok(line) => builds.take_in(line),
                // Not ours or damaged: nothing is known for sure, so everything is read again.
                Err(_) => {
                    builds.documents.clear();
                    builds.vocabulary = None;
                    builds.corrections = true;
                    builds.lines += 1;
                }
            }
        }
        Ok(builds)
    }

    /// Those of a store elsewhere.
    pub(super) fn of(state: State) -> Self {
        Self {
            documents: state.documents,
            vocabulary: state.vocabulary,
            corrections: state.corrections,
            ..Self::default()
        }
    }

    pub(super) fn documents(&self) -> &BTreeMap<String, Build> {
        &self.documents
    }

    pub(super) fn vocabulary(&self) -> Option<&str> {
        self.vocabulary.as_deref()
    }

    /// These graphs are about to change or go.
    pub(super) fn forget(&mut self, ids: &[&str]) -> Result<()> {
        let known: Vec<String> = ids
            .iter()
            .filter(|id| self.documents.contains_key(**id))
            .map(|id| (*id).to_owned())
            .collect();
        if known.is_empty() {
            return Ok(());
        }
        self.append(vec![Line::Gone { ids: known }])
    }

    /// These graphs are in the store now.
    pub(super) fn keep(&mut self, builds: Vec<(String, Build)>) -> Result<()> {
        self.append(builds.into_iter().map(|(id, build)| Line::Kept { id, build }).collect())
    }

    /// The vocabulary graph is about to change (`None`), or has.
    pub(super) fn set_vocabulary(&mut self, fingerprint: Option<&str>) -> Result<()> {
        self.append(vec![Line::Vocabulary {
            fingerprint: fingerprint.map(str::to_owned),
        }])
    }

    pub(super) fn corrections(&self) -> bool {
        self.corrections
    }

    /// The graph of corrections may hold something from now on, or holds nothing.
    pub(super) fn set_corrections(&mut self, any: bool) -> Result<()> {
        if self.corrections == any {
            return Ok(());
        }
        self.append(vec![Line::Corrections { any }])
    }

    /// Writes the log anew when most of it is history.
    pub(super) fn tidy(&mut self) -> Result<()> {
        let Some(path) = self.path.clone() else { return Ok(()) };
        if self.lines <= 2 * self.documents.len() + 16 {
            return Ok(());
        }
        let vocabulary = Line::Vocabulary {
            fingerprint: self.vocabulary.clone(),
        };
        let kept = self.documents.iter().map(|(id, build)| Line::Kept {
            id: id.clone(),
            build: build.clone(),
        });
        let corrections = Line::Corrections { any: self.corrections };
        let corrections = self.corrections.then_some(corrections);
        let lines: Vec<Line> = std::iter::once(vocabulary).chain(corrections).chain(kept).collect();
        let temporary = path.with_extension("tmp");
        write(&temporary, &lines, true)
            .and_then(|()| fs::rename(&temporary, &path))
            .map_err(|e| Error::file("write", path, e))?;
        self.lines = lines.len();
        Ok(())
    }

    fn append(&mut self, lines: Vec<Line>) -> Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        if let Some(path) = &self.path {
            write(path, &lines, false).map_err(|e| Error::file("write", path, e))?;
        }
        for line in lines {
            self.take_in(line);
        }
        Ok(())
    }

    fn take_in(&mut self, line: Line) {
        self.lines += 1;
        match line {
            Line::Kept { id, build } => {
                self.documents.insert(id, build);
            }
            Line::Gone { ids } => {
                for id in ids {
                    self.documents.remove(&id);
                }
            }
            Line::Vocabulary { fingerprint } => self.vocabulary = fingerprint,
            Line::Corrections { any } => self.corrections = any,
        }
    }
}

/// Appends lines, or writes them anew; on the disk before it returns, since what follows relies on it.
fn write(path: &Path, lines: &[Line], anew: bool) -> std::io::Result<()> {
    let mut text = String::new();
    for line in lines {
        text.push_str(&serde_json::to_string(line)?);
        text.push('\n');
    }
    let mut file: File = OpenOptions::new()
        .create(true)
        .write(true)
        .append(!anew)
        .truncate(anew)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(sha256: &str) -> Build {
        Build {
            sha256: sha256.to_owned(),
            fingerprint: "f".to_owned(),
            file: None,
            corrected: None,
        }
    }

    #[test]
    fn survives_a_torn_line_and_tidies_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("builds.jsonl");
        let mut builds = Builds::read(path.clone()).unwrap();
        for n in 0..40 {
            builds.forget(&["a"]).unwrap();
            builds.keep(vec![("a".to_owned(), build(&n.to_string()))]).unwrap();
        }
        builds.set_vocabulary(Some("v")).unwrap();
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"{\"kept\":{\"id\":\"b\"").unwrap();

        let mut builds = Builds::read(path.clone()).unwrap();
        assert_eq!(builds.documents().len(), 1);
        builds.keep(vec![("c".to_owned(), build("1"))]).unwrap();
        let mut builds = Builds::read(path.clone()).unwrap();
        assert_eq!(builds.documents().keys().collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(builds.vocabulary(), Some("v"));
        builds.tidy().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 3);
        assert_eq!(Builds::read(path).unwrap().documents()["c"], build("1"));
    }
}
