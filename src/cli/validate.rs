//! `govkg validate`: check the store against the SHACL shapes.

use std::process::ExitCode;

use super::Globals;

/// Options of `govkg validate`.
#[derive(Debug, clap::Args)]
pub(super) struct Options {}

pub(super) fn run(_globals: &Globals, _options: Options) -> anyhow::Result<ExitCode> {
    anyhow::bail!("not available yet")
}
