//! What `build` tells: progress, warnings, what could not be built, a summary, times.

use std::io::Write;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::inputs::Failure;
use super::sentence;
use super::work::Outcome;
use crate::cli::{Globals, note};
use crate::rules::RULES;

/// What is collected on the way for the end.
pub(super) struct Report {
    quiet: bool,
    begin: Instant,
    bar: ProgressBar,
    /// Files that could not be looked at.
    pub failures: Vec<Failure>,
    /// Documents taken out because their file is gone.
    pub pruned: Vec<String>,
    /// Looking for files.
    pub finding: Duration,
    /// Writing to the store, while reading goes on.
    pub storing: Duration,
    /// Deriving and bringing everything to the disk.
    pub finishing: Duration,
}

impl Report {
    /// A report of a build of so many files that began at `begin`.
    pub(super) fn new(globals: &Globals, begin: Instant, files: usize) -> Self {
        // Draws on a terminal only; and nothing for what is over before one could read it.
        let target = if globals.quiet || files < 4 {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr()
        };
        let bar = ProgressBar::with_draw_target(Some(files as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} files, {elapsed}, {eta} left") {
            bar.set_style(style);
        }
        Self {
            quiet: globals.quiet,
            begin,
            bar,
            failures: Vec::new(),
            pruned: Vec::new(),
            finding: Duration::ZERO,
            storing: Duration::ZERO,
            finishing: Duration::ZERO,
        }
    }

    /// The progress bar.
    pub(super) fn bar(&self) -> ProgressBar {
        self.bar.clone()
    }

    /// So many more files are done with.
    pub(super) fn seen(&self, files: u64) {
        self.bar.inc(files);
    }

    /// Something worth knowing.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            note(text);
        }
    }

    /// Ends a build that found no file.
    pub(super) fn nothing_to_read(self) -> anyhow::Result<ExitCode> {
        for failure in &self.failures {
            note(&sentence(failure));
        }
        Ok(ExitCode::from(if self.failures.is_empty() { 1 } else { 2 }))
    }

    /// Ends the build: prints everything and decides on the exit code.
    pub(super) fn close(self, outcome: Outcome, timings: bool, dry: bool) -> anyhow::Result<ExitCode> {
        self.bar.finish_and_clear();
        let mut outcome = outcome;
        outcome.failures.splice(0..0, self.failures.iter().cloned());
        for (file, warning) in &outcome.warnings {
            let at = warning
                .at
                .map_or_else(String::new, |at| format!(" (at character {at})"));
            self.note(&format!("{file}: warning: {}{at}", warning.message));
        }
        for (file, other) in &outcome.same {
            self.note(&format!(
                "{file}: skipped, it has the same content as the document {other}"
            ));
        }
        for (file, before) in &outcome.replaced {
            self.note(&format!(
                "{file}: takes the place of {before}, which had the same id; --id gives it another"
            ));
        }
        for failure in &outcome.failures {
            note(&sentence(failure));
        }
        let mut out = std::io::stdout().lock();
        if !self.quiet {
            writeln!(out, "{}", self.summary(&outcome, dry))?;
        }
        if timings {
            self.times(&outcome, &mut out)?;
        }
        out.flush()?;
        Ok(ExitCode::from(if outcome.failures.is_empty() { 0 } else { 2 }))
    }

    fn summary(&self, outcome: &Outcome, dry: bool) -> String {
        let mut parts = Vec::new();
        let mut part = |count: usize, text: &str| {
            if count > 0 {
                parts.push(format!("{count} {text}"));
            }
        };
        let documents = if outcome.read == 1 { "document" } else { "documents" };
        let verb = if dry { "read" } else { "built" };
        part(outcome.read, &format!("{documents} {verb} ({} quads)", outcome.quads));
        part(outcome.replaced.len(), "replaced");
        part(outcome.unchanged.len(), "unchanged");
        part(outcome.same.len(), "with the content of another");
        part(self.pruned.len(), "taken out, their files being gone");
        part(outcome.failures.len(), "not built");
        if parts.is_empty() {
            parts.push("nothing to do".to_owned());
        }
        let names: Vec<&str> = outcome.failures.iter().map(|failure| failure.what.as_str()).collect();
        let names = if names.is_empty() {
            String::new()
        } else {
            format!("; not built: {}", names.join(", "))
        };
        format!(
            "{} in {:.2} s{names}",
            parts.join(", "),
            self.begin.elapsed().as_secs_f64()
        )
    }

    fn times(&self, outcome: &Outcome, out: &mut impl Write) -> std::io::Result<()> {
        let rate = |time: Duration| {
            let seconds = time.as_secs_f64();
            if outcome.bytes == 0 || seconds == 0.0 {
                0.0
            } else {
                outcome.bytes as f64 / seconds / 1e6
            }
        };
        let mut rows = vec![
            ("find files", self.finding, String::new()),
            ("load words", outcome.words, String::new()),
            ("fetch and hash", outcome.fetching, String::new()),
            ("read", outcome.reading, format!("{:.1} MB/s", rate(outcome.reading))),
            (
                "read, all threads",
                outcome.reading_of_all_threads,
                format!("{:.1} MB/s a core", rate(outcome.reading_of_all_threads)),
            ),
            ("  text", outcome.stages.text, String::new()),
            ("  outline", outcome.stages.outline, String::new()),
            ("  lexicon", outcome.stages.lexicon, String::new()),
            ("  rules", outcome.stages.rules.iter().sum(), String::new()),
        ];
        let rules = RULES.iter().zip(outcome.stages.rules);
        let rules: Vec<_> = rules.map(|(rule, time)| (format!("    {}", rule.id), time)).collect();
        rows.extend(rules.iter().map(|(rule, time)| (rule.as_str(), *time, String::new())));
        rows.extend([
            ("  facts", outcome.stages.facts, String::new()),
            ("  graph", outcome.stages.graph, String::new()),
            ("keep (beside reading)", self.storing, String::new()),
            ("derive and settle", self.finishing, String::new()),
            ("all", self.begin.elapsed(), format!("{} bytes", outcome.bytes)),
        ]);
        for (stage, time, remark) in rows {
            let line = format!("{stage:26} {:9.3} s  {remark}", time.as_secs_f64());
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
