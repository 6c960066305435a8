//! `govkg text`: print the decoded text that offsets refer to.

use std::process::ExitCode;

use super::Globals;

/// Options of `govkg text`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {}

pub(super) fn run(_globals: &Globals, _options: Options) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not available yet")
}
