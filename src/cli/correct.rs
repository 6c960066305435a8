//! `govkg correct`: reject, replace or add facts by a table.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;

use super::table::aligned;
use super::{Globals, note};
use crate::correct::{COLUMNS, EXAMPLE, Row, cells, correct, corrections, read_rows};

/// Options of `govkg correct`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg correct --example > corrections.csv   a table that shows every kind of correction
  govkg correct corrections.csv               corrects the documents in the store, now and in every later build
  govkg correct --list --format csv           all corrections, as a table that can be read again
  govkg correct corrections.csv --undo        takes them back

Columns: document (id, source, or the begin of one), start and end (as `govkg explain` shows them), property (gk:value,
gk:mentionedIn, the class of a new fact; empty for all that was read there), action (reject, replace, add, undo), value
(a literal, a label or an IRI; `old -> new` replaces one value only), note.

Exit code: 0 fine, 1 some line has nothing to correct (the others were carried out), 2 error (nothing was changed).")]
pub(super) struct Options {
    /// The table, in CSV; - for standard input
    #[arg(required_unless_present_any = ["list", "example"], value_name = "FILE.csv")]
    file: Option<PathBuf>,
    /// Take back the corrections that the table names
    #[arg(long)]
    undo: bool,
    /// Show all corrections
    #[arg(long, conflicts_with_all = ["file", "undo", "example"])]
    list: bool,
    /// How to print the list
    #[arg(long, value_enum, default_value_t = Format::Table, requires = "list")]
    format: Format,
    /// Print a table that shows every kind of correction
    #[arg(long, conflicts_with_all = ["file", "undo"])]
    example: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Aligned for people
    Table,
    /// Comma-separated, to be read again
    Csv,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    if options.example {
        std::io::stdout().lock().write_all(EXAMPLE.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(file) = options.file.as_deref().filter(|_| !options.list) else {
        return list(globals, options.format);
    };
    let mut rows = read_rows(file, &bytes(file)?)?;
    if options.undo {
        rows = rows.into_iter().map(Row::taken_back).collect();
    }
    let mut writer = globals.open_writer_of_existing("govkg correct")?;
    let outcomes = correct(&mut writer, &rows)?;
    writer.finish()?;
    let mut out = std::io::stdout().lock();
    let mut failed = 0;
    for outcome in &outcomes {
        match &outcome.result {
            Ok(done) if !globals.quiet => writeln!(out, "{}: {done}", outcome.document)?,
            Ok(_) => {}
            Err(why) => {
                failed += 1;
                note(&format!("{}: line {}: {why}", file.display(), outcome.line));
            }
        }
    }
    if !globals.quiet {
        let done = outcomes.len() - failed;
        let lines = if done == 1 { "line" } else { "lines" };
        let left = if failed > 0 {
            format!(", {failed} not")
        } else {
            String::new()
        };
        writeln!(out, "{done} {lines} carried out{left}")?;
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(failed > 0)))
}

fn bytes(file: &Path) -> anyhow::Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        return Ok(bytes);
    }
    Ok(std::fs::read(file).map_err(|e| crate::Error::file("read", file, e))?)
}

/// All corrections of the store.
fn list(globals: &Globals, format: Format) -> anyhow::Result<ExitCode> {
    let store = globals.open()?;
    let corrections = corrections(&store)?;
    let mut rows = Vec::new();
    for id in corrections.documents() {
        rows.extend(
            corrections
                .of(id)
                .map(|correction| cells(id, correction, store.base()).to_vec()),
        );
    }
    let mut out = std::io::stdout().lock();
    match format {
        Format::Table if rows.is_empty() => globals.note("nothing is corrected in the store"),
        Format::Table => out.write_all(aligned(&COLUMNS, rows, &[1, 2]).as_bytes())?,
        Format::Csv => {
            let mut writer = csv::Writer::from_writer(&mut out);
            writer.write_record(COLUMNS)?;
            for row in rows {
                writer.write_record(row)?;
            }
            writer.flush()?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
