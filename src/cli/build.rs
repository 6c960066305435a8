//! `govkg build`: read files, folders, standard input or URLs into the store.

mod fetch;
mod inputs;
mod report;
mod size;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Instant;

use anyhow::Context;

use self::inputs::{Failure, Found};
use self::report::Report;
pub(super) use self::size::Size;
use self::work::{Batch, Outcome, Work};
use super::Globals;
use crate::graph::corrections::Corrections;
use crate::graph::vocabulary;
use crate::lexicon::{Lexicon, OwnWords};
use crate::store::Writer;

/// A build of at most so many quads is one transaction, with what is derived from it; a larger one derives at its end.
const ONE_TRANSACTION: usize = 250_000;

/// Options of `govkg build`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg build --sample                   the report that is built in
  govkg build liuzhou-2021.txt           one report
  govkg build reports/                   all .txt and .md files of a folder and its folders
  curl -s URL | govkg build - --id name  what another command prints
  govkg build reports/ --prune           again after changes: reads only what has changed

A file that has not changed since its last build is not read again. Exit code: 0 fine (also: nothing to do),
1 a folder without readable files, 2 some file could not be built (the others were).")]
pub(super) struct Options {
    /// Files, folders (their .txt and .md files, recursively), http(s) addresses, or - for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Id of the document in place of the one made from its path (one file only)
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Read everything, keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Show how long each stage and each rule took
    #[arg(long)]
    timings: bool,
    /// Threads that read [default: RAYON_NUM_THREADS, else all cores]
    #[arg(long, value_name = "N", value_parser = threads)]
    threads: Option<std::num::NonZeroUsize>,
    /// The largest file that is read, such as 5M or 1GiB
    #[arg(long, value_name = "SIZE", default_value = "32MiB")]
    max_size: Size,
    /// Take documents out of the store whose file is gone (of the given paths; without a path, of all)
    #[arg(long)]
    prune: bool,
    /// Read the sample that is built in: the report of Liuzhou of 2021
    #[arg(long)]
    sample: bool,
}

/// Reads a number of threads.
fn threads(text: &str) -> Result<std::num::NonZeroUsize, String> {
    text.parse()
        .map_err(|_| "expected a number from 1 on; leave it out for one thread a core".to_owned())
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    if options.paths.is_empty() && !options.prune && !options.sample {
        anyhow::bail!(
            "there is nothing to build: name files or folders (`govkg build reports/`), or try the built-in report (`govkg build --sample`)"
        );
    }
    let begin = Instant::now();
    if options.prune && globals.endpoint.is_some() {
        anyhow::bail!("--prune needs a store on disk: an endpoint does not know the files of its documents");
    }
    let mut found = Found::look_up(&options.paths, options.max_size, options.prune);
    if options.sample {
        found.take_sample();
    }
    if let Some(id) = &options.id {
        found.set_id(id)?;
    }
    let mut report = Report::new(globals, begin, found.inputs.len());
    for note in &found.notes {
        report.note(note);
    }
    report.finding = begin.elapsed();
    report.failures = std::mem::take(&mut found.failures);
    if found.inputs.is_empty() && !options.prune {
        return report.nothing_to_read();
    }

    let own_words = globals.own_words()?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads.map_or(0, Into::into))
        .build()?;
    let words = OnceLock::new();
    if !own_words.is_empty() {
        // Faulty words are told before a store is made; the built-in ones have no faults.
        let loaded = Lexicon::load(&own_words)?;
        words.get_or_init(|| loaded);
    }
    if options.dry_run {
        let fingerprint = fingerprint(&own_words);
        let work = Work {
            base: &globals.base,
            fingerprint: &fingerprint,
            own_words: &own_words,
            words: &words,
            known: &BTreeMap::new(),
            corrections: &globals
                .corrections()?
                .map(|(_, corrections)| corrections)
                .unwrap_or_default(),
            max_size: options.max_size,
            pool: &pool,
        };
        let outcome = work.run(&found.inputs, &|n| report.seen(n), |_| true)?;
        return report.close(outcome, options.timings, true);
    }

    let mut writer = globals
        .open_writer("govkg build")?
        .with_threads(options.threads.map_or(0, Into::into));
    if options.prune {
        prune(&mut writer, &found, &mut report)?;
    }
    let fingerprint = fingerprint(&own_words);
    let known = writer.builds().clone();
    let base = writer.iris().base().to_owned();
    let corrections = Corrections::read(writer.corrections()?, &base);
    let work = Work {
        base: &base,
        fingerprint: &fingerprint,
        own_words: &own_words,
        words: &words,
        known: &known,
        corrections: &corrections,
        max_size: options.max_size,
        pool: &pool,
    };
    let outcome = keep(&mut writer, &work, &found, &mut report)?;
    report.close(outcome, options.timings, false)
}

/// Reads in one thread, which has others to help, and keeps in this one.
fn keep(writer: &mut Writer, work: &Work<'_>, found: &Found, report: &mut Report) -> anyhow::Result<Outcome> {
    let (sender, receiver) = sync_channel::<Batch>(1);
    let mut kept = BTreeSet::new();
    let bar = report.bar();
    let begin = Instant::now();
    let (read, stored) = std::thread::scope(|scope| {
        let reading = scope.spawn(move || {
            let seen = |n| bar.inc(n);
            work.run(&found.inputs, &seen, |batch| sender.send(batch).is_ok())
        });
        let stored = store(writer, work, &receiver, &mut kept);
        // Whoever waits to hand over a batch learns that nobody takes it.
        drop(receiver);
        (reading.join(), stored)
    });
    report.storing = begin.elapsed();
    let outcome = match read {
        Ok(outcome) => outcome?,
        Err(panic) => std::panic::resume_unwind(panic),
    };
    let begin = Instant::now();
    let at_endpoint = writer.is_remote();
    let finished = stored.and_then(|()| {
        let superseded: Vec<&str> = outcome.superseded.iter().map(String::as_str).collect();
        if !superseded.is_empty() {
            writer.remove(&superseded)?;
        }
        writer.finish()
    });
    report.finishing = begin.elapsed();
    finished.with_context(|| {
        let done = |id: &String| kept.contains(id) || outcome.unchanged.contains(id);
        let lost: Vec<&str> = found
            .inputs
            .iter()
            .filter(|input| !done(&input.id))
            .map(|input| input.shown.as_str())
            .collect();
        match lost[..] {
            [] if at_endpoint => "what was read could not be kept at the endpoint".to_owned(),
            [] => "the build could not be finished; run it again".to_owned(),
            _ => format!(
                "the build stopped; built: {}, not built: {}",
                kept.len(),
                lost.join(", ")
            ),
        }
    })?;
    Ok(outcome)
}

/// Keeps what is read: a small build in one transaction, a larger one batch by batch.
fn store(
    writer: &mut Writer,
    work: &Work<'_>,
    batches: &Receiver<Batch>,
    kept: &mut BTreeSet<String>,
) -> crate::Result<()> {
    // Nothing is written, nor the engine opened, before the first change.
    let mut batches = batches.iter();
    let Some(first) = batches.by_ref().find(|batch| !batch.changes.is_empty()) else {
        return Ok(());
    };
    set_vocabulary(writer, work)?;
    let quads: usize = first.changes.iter().map(|change| change.quads.len()).sum();
    if first.last && quads <= ONE_TRANSACTION {
        let ids: Vec<String> = first.changes.iter().map(|change| change.id.clone()).collect();
        writer.replace(first.changes)?;
        kept.extend(ids);
        return Ok(());
    }
    let batches = std::iter::once(first).chain(batches).map(|batch| batch.changes);
    writer.load(batches, |builds| kept.extend(builds.iter().map(|(id, _)| id.clone())))?;
    Ok(())
}

/// Writes the vocabulary graph, if it is not that of this tool and these words.
fn set_vocabulary(writer: &mut Writer, work: &Work<'_>) -> crate::Result<()> {
    if writer.vocabulary() == Some(work.fingerprint) {
        return Ok(());
    }
    let Some(words) = work.words.get() else { return Ok(()) };
    let mut quads = vocabulary(words, work.own_words, work.base);
    quads.extend(crate::query::executables(work.base));
    writer.set_vocabulary(work.fingerprint, quads)
}

/// Takes out the documents whose file is gone from the given paths.
fn prune(writer: &mut Writer, found: &Found, report: &mut Report) -> anyhow::Result<()> {
    let of_arguments = |file: &Path| found.roots.is_empty() || found.roots.iter().any(|root| file.starts_with(root));
    let gone = |file: &String| {
        let file = Path::new(file);
        of_arguments(file)
            && file
                .symlink_metadata()
                .is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound)
    };
    let ids: Vec<String> = writer
        .builds()
        .iter()
        .filter(|(_, build)| build.file.as_ref().is_some_and(gone))
        .map(|(id, _)| id.clone())
        .collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    if !ids.is_empty() {
        writer.remove(&ids)?;
        writer.finish()?;
    }
    report.pruned = ids.iter().map(|&id| id.to_owned()).collect();
    Ok(())
}

/// What a document's graph depends on beside its file: the words, and the tool, which is another one whenever its
/// executable is.
fn fingerprint(own_words: &[OwnWords]) -> String {
    let executable = std::env::current_exe().and_then(|path| path.metadata());
    let built = executable.map_or_else(
        |_| String::new(),
        |metadata| {
            let time = metadata
                .modified()
                .ok()
                .and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
            format!("-{:x}-{:x}", metadata.len(), time.map_or(0, |time| time.as_secs()))
        },
    );
    format!(
        "{}{built}/{}",
        env!("CARGO_PKG_VERSION"),
        Lexicon::fingerprint(own_words)
    )
}

/// A file that was not built, in one line.
fn sentence(failure: &Failure) -> String {
    format!("{}: {}", failure.what, failure.why)
}

/// Reads the one file, address or standard input that a command is about.
pub(super) fn read_one(path: &str, max_size: Size) -> anyhow::Result<Vec<u8>> {
    if path != "-" && Path::new(path).is_dir() {
        anyhow::bail!("{path}: it is a folder; name one of its files");
    }
    let found = Found::look_up(&[path.to_owned()], max_size, false);
    if let Some(failure) = found.failures.first() {
        anyhow::bail!(sentence(failure));
    }
    let input = found
        .inputs
        .first()
        .with_context(|| format!("{path}: there is nothing to read"))?;
    fetch::fetch(&input.place, max_size).map_err(|why| anyhow::anyhow!("{}: {why}", input.shown))
}
