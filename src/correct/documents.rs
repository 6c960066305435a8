//! Carries out the rows of a table on a store.

use std::borrow::Cow;
use std::collections::BTreeMap;

use oxigraph::model::{Quad, Triple};
use sha2::{Digest, Sha256};

use super::make::{is_meant, make};
use super::resolve::Resolver;
use super::rows::{Order, Row};
use super::write::cells;
use crate::Result;
use crate::graph::Iris;
use crate::graph::corrections::{Action, Correction, Corrections, Key, Original, Sentence, apply, sentences};
use crate::graph::hex;
use crate::store::{Build, Change, Corrected, Quads, Store, Writer};

/// The cell of the value in a row of the list.
const VALUE_CELL: usize = 5;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its line in the file.
    pub line: u64,
    /// The document, by the words of the row where it is unknown.
    pub document: String,
    /// What was done, or why nothing was.
    pub result: std::result::Result<String, String>,
}

/// The corrections in a store.
///
/// # Errors
/// A failure of the store.
pub fn corrections(store: &Store) -> Result<Corrections> {
    let graph = store.iris().corrections_graph();
    let quads = store.quads().matching(None, None, None, Some((&graph).into()));
    let quads: Vec<Quad> = quads.collect::<std::result::Result<_, _>>()?;
    Ok(Corrections::read(quads, store.base()))
}

/// Carries out the rows: changes the graph of corrections, the documents and what is derived from them in one
/// transaction. A row that cannot be carried out does not hinder the others. [`Writer::finish`] must follow.
///
/// # Errors
/// A failure of the store; nothing is changed then.
pub fn correct(writer: &mut Writer, rows: &[Row]) -> Result<Vec<Outcome>> {
    let base = writer.iris().base().to_owned();
    // The engine is opened here, so that what it holds is asked and not what the log of builds says.
    let quads = writer.quads()?.clone();
    let mut corrections = Corrections::read(writer.corrections()?, &base);
    let before = corrections.clone();
    let graph_before = corrections.quads(&base);
    let store = Store::in_memory(&base, quads.clone());
    let mut ids: BTreeMap<&str, std::result::Result<String, String>> = BTreeMap::new();
    let mut results: BTreeMap<usize, Outcome> = BTreeMap::new();
    let mut documents: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let id = ids
            .entry(&row.document)
            .or_insert_with(|| match store.find(&row.document) {
                Ok(document) => Ok(document.id),
                // What was corrected in a document can be taken back when it is not in the store.
                Err(_) if before.documents().any(|id| id == row.document) => Ok(row.document.clone()),
                Err(error) => Err(error.to_string()),
            });
        match id {
            Ok(id) => documents.entry(id.clone()).or_default().push(at),
            Err(why) => {
                results.insert(at, row.outcome(&row.document, Err(why.clone())));
            }
        }
    }
    let mut changes = Vec::new();
    let mut others = Vec::new();
    for (id, places) in documents {
        let mut document = Document::open(writer, &quads, &id, &mut corrections)?;
        let of_document: Vec<&Row> = places.iter().map(|at| &rows[*at]).collect();
        let outcomes = document.correct(&of_document);
        for (at, outcome) in places.iter().zip(outcomes) {
            results.insert(*at, rows[*at].outcome(&id, outcome));
        }
        match document.finish() {
            Finished::Nothing => {}
            Finished::Known(change) => changes.push(change),
            Finished::Unknown(quads) => others.push((writer.iris().document_graph(&id), quads)),
        }
    }
    let graph = corrections.quads(&base);
    if graph != graph_before || !changes.is_empty() || !others.is_empty() {
        others.push((writer.iris().corrections_graph(), graph));
        writer.replace_with(changes, others)?;
    }
    Ok(results.into_values().collect())
}

impl Row {
    fn outcome(&self, document: &str, result: std::result::Result<String, String>) -> Outcome {
        Outcome {
            line: self.line,
            document: document.to_owned(),
            result,
        }
    }
}

/// One document while its rows are carried out.
struct Document<'a> {
    id: String,
    iris: Iris,
    store: &'a oxigraph::store::Store,
    corrections: &'a mut Corrections,
    /// As the store keeps it.
    kept: Vec<Quad>,
    /// As it was read, where that is known: not so if it was corrected by someone who keeps no record.
    read: Option<Vec<Quad>>,
    build: Option<Build>,
    /// As it shall be kept.
    result: Option<Vec<Quad>>,
}

enum Finished {
    Nothing,
    /// Of which it is known what it was made of.
    Known(Change),
    /// Which the next build has to read again.
    Unknown(Vec<Quad>),
}

impl<'a> Document<'a> {
    fn open(
        writer: &Writer,
        store: &'a oxigraph::store::Store,
        id: &str,
        corrections: &'a mut Corrections,
    ) -> Result<Self> {
        let graph = writer.iris().document_graph(id);
        let kept: Vec<Quad> = store
            .matching(None, None, None, Some((&graph).into()))
            .collect::<std::result::Result<_, _>>()?;
        let build = writer.builds().get(id).cloned();
        let corrected = build.as_ref().and_then(|build| build.corrected.as_ref());
        let read = match (corrections.fingerprint(id), corrected) {
            (None, None) => Some(kept.clone()),
            (Some(now), Some(corrected)) if now == corrected.fingerprint => corrected.original(kept.clone()),
            _ => None,
        };
        Ok(Self {
            id: id.to_owned(),
            iris: writer.iris().clone(),
            store,
            corrections,
            kept,
            read,
            build,
            result: None,
        })
    }

    fn correct(&mut self, rows: &[&Row]) -> Vec<std::result::Result<String, String>> {
        let file = self
            .build
            .as_ref()
            .and_then(|build| Some((build.file.clone()?, build.sha256.clone())));
        let find = sentences(|| original_file(file.as_ref()?));
        let quads = self.read.as_ref().unwrap_or(&self.kept).clone();
        let (id, names) = (self.id.clone(), self.iris.clone());
        let original = Original::new(quads.iter().cloned(), &id, names.base(), &find);
        let before = self.corrections.fingerprint(&self.id);
        // What this table alone puts in, for a document of which it is unknown how it was read.
        let mut fresh = Corrections::default();
        let mut results = Vec::with_capacity(rows.len());
        let mut made: Vec<(usize, Key, Option<Correction>)> = Vec::new();
        // The lines that took something back or put something else in its place.
        let mut ended: Vec<(Key, u64)> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            results.push(match row.order {
                Order::Undo => self.undo(row, rows, &original, &mut fresh, &mut ended),
                Order::TakeBack(action) => self.take_back(row, action, rows, &original, &mut fresh, &mut ended),
                Order::Make(action) => self.make(row, action, &original).map(|(correction, previous)| {
                    let key = correction.key();
                    if previous.is_some() {
                        ended.push((key.clone(), row.line));
                    }
                    made.push((at, key, previous));
                    fresh.insert(&self.id, correction);
                    String::new()
                }),
            });
        }
        let mut applied = self.apply(quads.clone(), &fresh, &find);
        let mut failed = false;
        let mut settled: Vec<Key> = Vec::new();
        for (at, key, previous) in made.into_iter().rev() {
            let later = |(other, line): &&(Key, u64)| *other == key && *line > rows[at].line;
            let found = applied.iter().find(|(c, _)| c.key() == key);
            let Some((correction, outcome)) = found.filter(|_| !settled.contains(&key)) else {
                let by = ended.iter().find(later).map(|(_, line)| line.to_string());
                let by = by.map_or_else(|| "a later line".to_owned(), |line| format!("line {line}"));
                let what = if found.is_some() { "replaced" } else { "taken back" };
                results[at] = Ok(format!("{what} by {by}"));
                continue;
            };
            settled.push(key.clone());
            results[at] = match outcome {
                Ok(done) => Ok(format!("{correction}: {done}")),
                Err(why) => {
                    failed = true;
                    self.corrections.remove(&self.id, |c| c.key() == key);
                    fresh.remove(&self.id, |c| c.key() == key);
                    if let Some(previous) = previous {
                        self.corrections.insert(&self.id, previous);
                    }
                    Err(why.clone())
                }
            };
        }
        if failed {
            applied = self.apply(quads, &fresh, &find);
        }
        drop(applied);
        if self.corrections.fingerprint(&self.id) == before {
            self.result = None;
        }
        results
    }

    /// Makes a correction and keeps it; gives the one whose place it takes.
    fn make(
        &mut self,
        row: &Row,
        action: Action,
        original: &Original<'_>,
    ) -> std::result::Result<(Correction, Option<Correction>), String> {
        if self.kept.is_empty() {
            return Err("the document is not in the store; build it first".to_owned());
        }
        let correction = self.settled(row, action, original)?;
        let key = correction.key();
        let previous = self.corrections.remove(&self.id, |c| c.key() == key).pop();
        self.corrections.insert(&self.id, correction.clone());
        Ok((correction, previous))
    }

    /// The correction that a row asks for, with its values settled.
    fn settled(&self, row: &Row, action: Action, original: &Original<'_>) -> std::result::Result<Correction, String> {
        let of_all = self.corrections.documents().flat_map(|id| self.corrections.of(id));
        let described: Vec<Triple> = of_all.flat_map(|c| c.described.iter().cloned()).collect();
        let resolver = Resolver {
            quads: self.store,
            iris: &self.iris,
            read: original.graph(),
            id: &self.id,
            document: self.iris.document(&self.id),
            described: &described,
        };
        make(row, action, &resolver, original.words(row.start, row.end))
    }

    /// Takes back the corrections that a row is about.
    fn undo(
        &mut self,
        row: &Row,
        rows: &[&Row],
        original: &Original<'_>,
        fresh: &mut Corrections,
        ended: &mut Vec<(Key, u64)>,
    ) -> std::result::Result<String, String> {
        let actions = [Action::Reject, Action::Replace, Action::Add];
        let keys = match row.value {
            Some(_) => actions.map(|action| self.settled(row, action, original).ok().map(|c| c.key())),
            None => [const { None }; 3],
        };
        let base = self.iris.base();
        for correction in self.corrections.of(&self.id) {
            is_meant(row, correction, base)?;
        }
        let meant: Vec<Key> = self
            .corrections
            .of(&self.id)
            .filter(|c| keys.contains(&Some(c.key())) || is_said(row, &self.id, c, base))
            .map(Correction::key)
            .collect();
        // Where the whole table is taken back, so were the lines that this one took back.
        let whole = rows.iter().any(|row| matches!(row.order, Order::TakeBack(_)));
        self.end(row, &meant, whole, fresh, ended)
    }

    /// Takes back the one correction that a row would make.
    fn take_back(
        &mut self,
        row: &Row,
        action: Action,
        rows: &[&Row],
        original: &Original<'_>,
        fresh: &mut Corrections,
        ended: &mut Vec<(Key, u64)>,
    ) -> std::result::Result<String, String> {
        let base = self.iris.base();
        let key = self.settled(row, action, original).map(|correction| correction.key());
        let mut meant: Vec<Key> = Vec::new();
        for correction in self.corrections.of(&self.id).filter(|c| c.action == action) {
            is_meant(row, correction, base)?;
            let same_property = row.property.is_some() || correction.property.is_none();
            if key.as_ref().is_ok_and(|key| *key == correction.key())
                || (same_property && is_said(row, &self.id, correction, base))
            {
                meant.push(correction.key());
            }
        }
        if meant.is_empty() {
            // What a rejection took out has no name here any more: the only one of its kind at the place is meant.
            let any = Row {
                value: None,
                ..row.clone()
            };
            let here: Vec<Key> = self
                .corrections
                .of(&self.id)
                .filter(|c| c.action == action && row.property.is_some() && is_meant(&any, c, base).unwrap_or(false))
                .map(Correction::key)
                .collect();
            meant.extend(Some(here).filter(|here| here.len() == 1).unwrap_or_default());
        }
        let gone_before = key.is_ok_and(|key| ended.iter().any(|(other, _)| *other == key));
        let undone = rows.iter().any(|other| {
            other.order == Order::Undo
                && (other.start, other.end) == (row.start, row.end)
                && (other.property.is_none() || other.property == row.property)
        });
        self.end(row, &meant, gone_before || undone, fresh, ended)
    }

    /// Takes out the corrections with these keys; there may be none if they are known to be gone.
    fn end(
        &mut self,
        row: &Row,
        keys: &[Key],
        may_be_gone: bool,
        fresh: &mut Corrections,
        ended: &mut Vec<(Key, u64)>,
    ) -> std::result::Result<String, String> {
        let gone = self.corrections.remove(&self.id, |c| keys.contains(&c.key()));
        fresh.remove(&self.id, |c| keys.contains(&c.key()));
        ended.extend(keys.iter().map(|key| (key.clone(), row.line)));
        if gone.is_empty() && may_be_gone {
            return Ok("nothing is left to take back".to_owned());
        }
        if gone.is_empty() {
            return Err("there is no such correction; `govkg correct --list` shows all".to_owned());
        }
        let gone: Vec<String> = gone
            .iter()
            .map(|correction| format!("took back: {correction}"))
            .collect();
        let again = if self.read.is_none() && !self.kept.is_empty() {
            "; build the document again to see what it hid"
        } else {
            ""
        };
        Ok(gone.join("; ") + again)
    }

    /// Applies all corrections to the document as it was read, or, where that is unknown, the fresh ones to it as it is.
    fn apply(
        &mut self,
        quads: Vec<Quad>,
        fresh: &Corrections,
        find: &dyn Fn(u32) -> Option<Sentence>,
    ) -> Vec<(Correction, std::result::Result<String, String>)> {
        if self.kept.is_empty() {
            return Vec::new();
        }
        let mut partial;
        let corrections = if self.read.is_some() {
            &*self.corrections
        } else {
            partial = self.corrections.clone();
            partial.remove(&self.id, |c| !fresh.of(&self.id).any(|f| f.key() == c.key()));
            &partial
        };
        let applied = apply(quads, &self.id, self.iris.base(), corrections, find);
        self.result = Some(applied.quads);
        applied.outcomes
    }

    fn finish(self) -> Finished {
        let Some(quads) = self.result else {
            return Finished::Nothing;
        };
        match (self.build, self.read) {
            (Some(build), Some(read)) => {
                let fingerprint = self.corrections.fingerprint(&self.id);
                let corrected = fingerprint.map(|fingerprint| Corrected::between(&fingerprint, &read, &quads));
                Finished::Known(Change {
                    id: self.id,
                    quads,
                    build: Build { corrected, ..build },
                })
            }
            _ => Finished::Unknown(quads),
        }
    }
}

/// Whether a row is about a correction, by the words of both: as the person wrote it, or as the list shows it.
fn is_said(row: &Row, id: &str, correction: &Correction, base: &str) -> bool {
    let listed = Row {
        value: None,
        ..row.clone()
    };
    let in_list = is_meant(&listed, correction, base).unwrap_or(false)
        && row.value.as_deref() == Some(cells(id, correction, base)[VALUE_CELL].as_str());
    in_list || is_meant(row, correction, base).unwrap_or(false)
}

/// The bytes of the file that a document was read from, if it is there and has not changed.
fn original_file((path, sha256): &(String, String)) -> Option<Cow<'static, [u8]>> {
    let bytes = std::fs::read(path).ok()?;
    (hex(&Sha256::digest(&bytes), 32) == *sha256).then_some(Cow::Owned(bytes))
}
