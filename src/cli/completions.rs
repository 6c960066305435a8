//! `govkg completions`: print shell completions.

use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;

use super::{Cli, Globals};

/// Options of `govkg completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg completions bash > ~/.local/share/bash-completion/completions/govkg
  govkg completions fish > ~/.config/fish/completions/govkg.fish")]
pub(super) struct Options {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(_globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "govkg", &mut script);
    let mut out = std::io::stdout().lock();
    out.write_all(&script)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
