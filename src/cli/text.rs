//! `govkg text`: print the decoded text that offsets refer to.

use std::io::Write;
use std::process::ExitCode;

use super::Globals;
use super::build::{Size, read_one};

/// Options of `govkg text`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  govkg text liuzhou-2021.txt | head -3

All offsets in the graph (gk:start, gk:end) count the code points of exactly this text from 0.")]
pub(super) struct Options {
    /// A file, an http(s) address, or - for standard input
    #[arg(value_name = "FILE")]
    file: String,
    /// The largest file that is read, such as 5M or 1GiB
    #[arg(long, value_name = "SIZE", default_value = "32MiB")]
    max_size: Size,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    let bytes = read_one(&options.file, options.max_size)?;
    let (source, diagnostics) = crate::text::read(&bytes);
    let mut out = std::io::stdout().lock();
    out.write_all(source.text.as_bytes())?;
    out.flush()?;
    for diagnostic in diagnostics {
        globals.note(&format!("{}: {}", options.file, diagnostic.message));
    }
    Ok(ExitCode::SUCCESS)
}
