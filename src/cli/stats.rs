//! `govkg stats`: count what the store holds.

use std::process::ExitCode;

use super::Globals;

/// Options of `govkg stats`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {}

pub(super) fn run(_globals: &Globals, _options: Options) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not available yet")
}
