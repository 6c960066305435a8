//! `govkg query`: run a named query, a query file or a query text.

use std::process::ExitCode;

use super::Globals;

/// Options of `govkg query`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {}

pub(super) fn run(_globals: &Globals, _options: Options) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not available yet")
}
