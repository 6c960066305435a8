//! `govkg export`: write the graph as RDF, or one flat table of facts.

use std::process::ExitCode;

use super::Globals;

/// Options of `govkg export`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {}

pub(super) fn run(_globals: &Globals, _options: Options) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not available yet")
}
