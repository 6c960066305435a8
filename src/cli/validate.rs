//! `govkg validate`: check the store against the SHACL shapes.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

use super::Globals;
use crate::store::Store;
use crate::validate::{SHAPES, validate};

/// Options of `govkg validate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg validate                                       check against the built-in shapes
  govkg validate --shapes mine.ttl --limit 0           your own shapes, every violation written out
  govkg validate --format ttl > report.ttl             a sh:ValidationReport for other tools

Supported: targets by class, subjects, objects and node; predicate, inverse, sequence and alternative paths; counts, datatype,
nodeKind, class, in, hasValue, pattern, lengths, bounds, lessThan, lessThanOrEquals, uniqueLang, languageIn, and, or, xone, not,
node, property. Anything else in the shapes is an error.
Exit code: 0 the store conforms, 1 it does not, 2 error.")]
pub(super) struct Options {
    /// A file of SHACL shapes in Turtle, in place of the built-in ones
    #[arg(long, value_name = "FILE")]
    shapes: Option<PathBuf>,
    /// words, or ttl for a sh:ValidationReport
    #[arg(long, short, value_enum, default_value_t = Format::Words)]
    format: Format,
    /// Write out at most so many violations in words; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Words,
    Ttl,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    let own = match &options.shapes {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|e| crate::Error::file("read", path, e))?;
            Some(text)
        }
        None => None,
    };
    let store = match &globals.endpoint {
        Some(url) => Store::fetch(url, &globals.base)?,
        None => Store::open(&globals.store)?,
    };
    let shapes = own.as_deref().unwrap_or(SHAPES);
    let report = match &options.shapes {
        Some(path) => {
            validate(store.quads(), shapes).with_context(|| format!("cannot check with {}", path.display()))?
        }
        None => validate(store.quads(), shapes)?,
    };
    let mut out = std::io::stdout().lock();
    match options.format {
        Format::Ttl => out.write_all(report.to_turtle()?.as_bytes())?,
        Format::Words if options.limit == 0 => write!(out, "{}", report.in_words(usize::MAX))?,
        Format::Words => write!(out, "{}", report.in_words(options.limit))?,
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(!report.conforms())))
}
