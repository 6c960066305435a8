//! `govkg list`: list the documents in the store.

use std::process::ExitCode;

use super::Globals;

/// Options of `govkg list`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {}

pub(super) fn run(_globals: &Globals, _options: Options) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not available yet")
}
