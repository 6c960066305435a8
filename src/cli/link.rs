//! `govkg link`: link the graph with other data sets.

use std::io::Write;
use std::process::ExitCode;

use super::Globals;

/// Options of `govkg link`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  govkg link areas\n  govkg query -e 'SELECT ?area ?code { ?area skos:exactMatch/skos:notation ?code }'"
)]
pub(super) struct Options {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Debug, clap::Subcommand)]
enum Kind {
    /// Tie areas to the division codes of GB/T 2260 and their hierarchy
    Areas,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    let Kind::Areas = options.kind;
    let mut writer = globals.open_writer_of_existing("govkg link")?;
    let iris = writer.iris().clone();
    let linked = crate::link::areas(writer.quads()?, &iris)?;
    writer.replace_graph(iris.link_graph("areas"), linked.quads)?;
    writer.finish()?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} areas by their code, {} zones by the division they lie in",
        linked.exact, linked.broad
    )?;
    for label in &linked.left {
        writeln!(out, "no code: {label}")?;
    }
    let found = linked.exact + linked.broad > 0;
    Ok(if found { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
