//! `govkg eval`: score the graph of a document against gold annotations.

use std::process::ExitCode;

use super::Globals;

/// Options of `govkg eval`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {}

pub(super) fn run(_globals: &Globals, _options: Options) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not available yet")
}
