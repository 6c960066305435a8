//! `govkg explain`: show what was read from each sentence, by which rule.

use std::process::ExitCode;

use super::Globals;

/// Options of `govkg explain`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {}

pub(super) fn run(_globals: &Globals, _options: Options) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not available yet")
}
