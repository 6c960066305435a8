//! `govkg completions`: print shell completions.

use std::process::ExitCode;

use super::Globals;

/// Options of `govkg completions`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {}

pub(super) fn run(_globals: &Globals, _options: Options) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not available yet")
}
