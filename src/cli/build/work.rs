//! From files to changes: reads them in parallel, decides in their order, hands them over in batches.

use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::fetch::fetch;
use super::inputs::{Failure, Input, Place};
use super::size::Size;
use crate::correct::obey;
use crate::graph::corrections::Corrections;
use crate::graph::{self, Timings, hex, read_document};
use crate::lexicon::{Lexicon, OwnWords};
use crate::store::{Build, Change};
use crate::text::{Diagnostic, Severity};

/// A batch ends after so many bytes or files: small enough to be held in memory three times (one being read, one
/// waiting, one being kept), large enough to keep all cores at work.
const BATCH_BYTES: u64 = 2 << 20;
const BATCH_FILES: usize = 128;
/// What one document may have to say about itself.
const WARNINGS: usize = 5;

/// What reading needs to know.
pub(super) struct Work<'a> {
    /// The begin of all IRIs.
    pub base: &'a str,
    /// What tool and words these are.
    pub fingerprint: &'a str,
    /// A user's own words.
    pub own_words: &'a [OwnWords],
    /// The words, loaded when the first file must be read.
    pub words: &'a OnceLock<Lexicon>,
    /// Of what the documents in the store were made.
    pub known: &'a BTreeMap<String, Build>,
    /// What a person has corrected.
    pub corrections: &'a Corrections,
    /// The largest file.
    pub max_size: Size,
    /// The threads that read.
    pub pool: &'a rayon::ThreadPool,
}

/// Some documents that are ready to be kept.
pub(super) struct Batch {
    /// Their new content.
    pub changes: Vec<Change>,
    /// Whether no other follows.
    pub last: bool,
}

/// What became of the files, and how long it took.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Files read.
    pub read: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Their quads.
    pub quads: usize,
    /// Documents that stand in the place of one that came from another file.
    pub replaced: Vec<(String, String)>,
    /// Documents whose files are as they were at their last build.
    pub unchanged: Vec<String>,
    /// Files with the content of another document, and its id.
    pub same: Vec<(String, String)>,
    /// Documents in the store whose file now has the content of another.
    pub superseded: Vec<String>,
    /// Files that were not built.
    pub failures: Vec<Failure>,
    /// What was found in files, by their names.
    pub warnings: Vec<(String, Diagnostic)>,
    /// Loading the words.
    pub words: Duration,
    /// Getting bytes and hashing them, on the clock.
    pub fetching: Duration,
    /// Reading, on the clock.
    pub reading: Duration,
    /// Reading, all threads together.
    pub reading_of_all_threads: Duration,
    /// The stages of reading, all threads together.
    pub stages: Timings,
}

/// What is to be done with one file.
enum Step<'a> {
    Fail(String),
    Keep,
    Skip(String),
    Read(&'a Input, Vec<u8>, String),
}

impl Work<'_> {
    /// Reads the files and hands over what has changed; `seen` hears of each file that is done with.
    ///
    /// Ends early when `hand_over` says that nobody takes any more.
    pub(super) fn run(
        &self,
        inputs: &[Input],
        seen: &(dyn Fn(u64) + Sync),
        mut hand_over: impl FnMut(Batch) -> bool,
    ) -> crate::Result<Outcome> {
        let mut outcome = Outcome::default();
        // Which document has which content; those of this call count only once their file has been looked at.
        let called: std::collections::BTreeSet<&str> = inputs.iter().map(|input| input.id.as_str()).collect();
        let others = self.known.iter().filter(|(id, _)| !called.contains(id.as_str()));
        let mut contents: HashMap<String, String> =
            others.map(|(id, build)| (build.sha256.clone(), id.clone())).collect();
        let mut rest = inputs;
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(batch_length(rest));
            rest = after;
            let begin = Instant::now();
            let fetched: Vec<Result<(Vec<u8>, String), String>> = self.pool.install(|| {
                let get = |input: &Input| {
                    let bytes = fetch(&input.place, self.max_size)?;
                    let sha256 = hex(&Sha256::digest(&bytes), 32);
                    Ok((bytes, sha256))
                };
                batch.par_iter().map(get).collect()
            });
            outcome.fetching += begin.elapsed();
            let steps: Vec<Step<'_>> = batch
                .iter()
                .zip(fetched)
                .map(|(input, fetched)| self.decide(input, fetched, &mut contents))
                .collect();
            let changes = self.read(batch, steps, &mut outcome)?;
            seen(batch.len() as u64);
            let last = rest.is_empty();
            if (!changes.is_empty() || last) && !hand_over(Batch { changes, last }) {
                break;
            }
        }
        Ok(outcome)
    }

    fn decide<'a>(
        &self,
        input: &'a Input,
        fetched: Result<(Vec<u8>, String), String>,
        contents: &mut HashMap<String, String>,
    ) -> Step<'a> {
        let (bytes, sha256) = match fetched {
            Ok(fetched) => fetched,
            Err(why) => return Step::Fail(why),
        };
        if let Some(other) = contents.get(&sha256) {
            return Step::Skip(other.clone());
        }
        contents.insert(sha256.clone(), input.id.clone());
        let known = self.known.get(&input.id);
        let obeys = |build: &Build| {
            let corrected = build.corrected.as_ref().map(|corrected| corrected.fingerprint.clone());
            corrected == self.corrections.fingerprint(&input.id)
        };
        if known.is_some_and(|build| build.sha256 == sha256 && build.fingerprint == self.fingerprint && obeys(build)) {
            return Step::Keep;
        }
        Step::Read(input, bytes, sha256)
    }

    fn read(&self, batch: &[Input], steps: Vec<Step<'_>>, outcome: &mut Outcome) -> crate::Result<Vec<Change>> {
        let mut work = Vec::new();
        for (input, step) in batch.iter().zip(steps) {
            match step {
                Step::Fail(why) => outcome.failures.push(Failure {
                    what: input.shown.clone(),
                    why,
                }),
                Step::Keep => outcome.unchanged.push(input.id.clone()),
                Step::Skip(other) => {
                    // What is already kept under its own id stays.
                    if other != input.id && self.known.contains_key(&input.id) {
                        outcome.superseded.push(input.id.clone());
                    }
                    outcome.same.push((input.shown.clone(), other));
                }
                Step::Read(input, bytes, sha256) => work.push((input, bytes, sha256)),
            }
        }
        if work.is_empty() {
            return Ok(Vec::new());
        }
        let words = match self.words.get() {
            Some(words) => words,
            None => {
                let begin = Instant::now();
                let loaded = Lexicon::load(self.own_words)?;
                outcome.words = begin.elapsed();
                self.words.get_or_init(|| loaded)
            }
        };
        let begin = Instant::now();
        let readings: Vec<_> = self.pool.install(|| {
            let read = |(input, bytes, sha256)| {
                let input: &Input = input;
                let bytes: Vec<u8> = bytes;
                let begin = Instant::now();
                let original = graph::Input {
                    bytes: &bytes,
                    id: &input.id,
                    source: &input.source,
                    base: self.base,
                };
                // A fault of the reader in one document must not cost the others.
                let reading = catch_unwind(AssertUnwindSafe(|| {
                    let mut reading = read_document(&original, words);
                    let corrected = obey(&original, &mut reading, self.corrections);
                    (reading, corrected)
                }));
                (input, bytes.len() as u64, sha256, reading, begin.elapsed())
            };
            work.into_par_iter().map(read).collect()
        });
        outcome.reading += begin.elapsed();
        let mut changes = Vec::with_capacity(readings.len());
        for (input, bytes, sha256, reading, time) in readings {
            outcome.reading_of_all_threads += time;
            let Ok((reading, corrected)) = reading else {
                outcome.failures.push(Failure {
                    what: input.shown.clone(),
                    why: "the reader failed at it, which is a fault of govkg: please report it with the file"
                        .to_owned(),
                });
                continue;
            };
            outcome.read += 1;
            outcome.bytes += bytes;
            outcome.quads += reading.quads.len();
            add(&mut outcome.stages, reading.timings);
            let warnings = reading
                .diagnostics
                .into_iter()
                .filter(|d| d.severity == Severity::Warning);
            outcome
                .warnings
                .extend(warnings.take(WARNINGS).map(|warning| (input.shown.clone(), warning)));
            let file = match &input.place {
                Place::File(path) => Some(path.to_string_lossy().into_owned()),
                _ => None,
            };
            if let Some(before) = self.known.get(&input.id).and_then(|build| build.file.clone())
                && file.as_ref() != Some(&before)
            {
                outcome.replaced.push((input.shown.clone(), before));
            }
            changes.push(Change {
                id: input.id.clone(),
                quads: reading.quads,
                build: Build {
                    sha256,
                    fingerprint: self.fingerprint.to_owned(),
                    file,
                    corrected,
                },
            });
        }
        Ok(changes)
    }
}

/// How many of the inputs make the next batch.
fn batch_length(inputs: &[Input]) -> usize {
    let mut bytes = 0;
    let fits = |input: &&Input| {
        bytes += input.size;
        bytes <= BATCH_BYTES
    };
    inputs.iter().take(BATCH_FILES).take_while(fits).count().max(1)
}

fn add(sum: &mut Timings, more: Timings) {
    sum.text += more.text;
    sum.outline += more.outline;
    sum.lexicon += more.lexicon;
    for (sum, more) in sum.rules.iter_mut().zip(more.rules) {
        *sum += more;
    }
    sum.facts += more.facts;
    sum.graph += more.graph;
}
