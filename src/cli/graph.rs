//! `govkg graph`: draw or export a view of the graph.

use std::process::ExitCode;

use super::Globals;

/// Options of `govkg graph`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {}

pub(super) fn run(_globals: &Globals, _options: Options) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not available yet")
}
