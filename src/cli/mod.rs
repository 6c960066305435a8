//! The command line: a thin skin over the library. One command a file; nothing imports this module.

mod build;
mod completions;
mod correct;
mod eval;
mod explain;
mod export;
mod graph;
mod link;
mod list;
mod query;
mod remove;
mod serve;
mod stats;
mod text;
mod validate;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

/// Reads Chinese government work reports into a knowledge graph that can be asked, seen and linked.
#[derive(Debug, Parser)]
#[command(name = "govkg", version, about, max_term_width = 100, propagate_version = true)]
#[command(
    after_help = "Start here:\n  govkg build report.txt\n  govkg query who-leads-what\n  govkg graph -o picture.svg --view responsibility"
)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
struct Globals {
    /// Folder of the store
    #[arg(
        long,
        global = true,
        env = "GOVKG_STORE",
        default_value = "govkg.db",
        value_name = "DIR"
    )]
    store: PathBuf,
    /// A SPARQL 1.1 store, or a serving govkg, in place of the folder
    #[arg(long, global = true, value_name = "URL")]
    endpoint: Option<String>,
    /// Begin of the IRIs of all resources
    #[arg(
        long,
        global = true,
        default_value = "https://w3id.org/govkg/id/",
        value_name = "IRI"
    )]
    base: String,
    /// A folder of your own words, read beside the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// Print no progress and no notes
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read files, folders, standard input or URLs into the store
    Build(build::Options),
    /// List the documents in the store
    List(list::Options),
    /// Take documents out of the store
    Remove(remove::Options),
    /// Run a named query, a query file or a query text
    Query(query::Options),
    /// Write the graph as RDF, or one flat table of facts
    Export(export::Options),
    /// Draw or export a view of the graph
    Graph(graph::Options),
    /// Link the graph with other data sets
    Link(link::Options),
    /// Reject, replace or add facts by a table
    Correct(correct::Options),
    /// Serve the store over HTTP
    Serve(serve::Options),
    /// Show what was read from each sentence, by which rule
    Explain(explain::Options),
    /// Print the decoded text that offsets refer to
    Text(text::Options),
    /// Score the graph of a document against gold annotations
    Eval(eval::Options),
    /// Check the store against the SHACL shapes
    Validate(validate::Options),
    /// Count what the store holds
    Stats(stats::Options),
    /// Print shell completions
    Completions(completions::Options),
}

/// Parses the arguments, runs the command, prints the chain of an error; exit code 0 fine, 1 no answer, 2 error.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let globals = &cli.globals;
    let outcome = match cli.command {
        Command::Build(options) => build::run(globals, options),
        Command::List(options) => list::run(globals, options),
        Command::Remove(options) => remove::run(globals, options),
        Command::Query(options) => query::run(globals, options),
        Command::Export(options) => export::run(globals, options),
        Command::Graph(options) => graph::run(globals, options),
        Command::Link(options) => link::run(globals, options),
        Command::Correct(options) => correct::run(globals, options),
        Command::Serve(options) => serve::run(globals, options),
        Command::Explain(options) => explain::run(globals, options),
        Command::Text(options) => text::run(globals, options),
        Command::Eval(options) => eval::run(globals, options),
        Command::Validate(options) => validate::run(globals, options),
        Command::Stats(options) => stats::run(globals, options),
        Command::Completions(options) => completions::run(globals, options),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => report(&error),
    }
}

#[expect(clippy::print_stderr, reason = "the last place that can say what failed")]
fn report(error: &anyhow::Error) -> ExitCode {
    let broken_pipe = |e: &(dyn std::error::Error + 'static)| {
        e.downcast_ref::<std::io::Error>()
            .is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(broken_pipe) {
        return ExitCode::SUCCESS;
    }
    eprintln!("govkg: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
    ExitCode::from(2)
}

/// The user's own words: the files of the folder given by `--lexicon`.
fn own_words(globals: &Globals) -> anyhow::Result<Vec<crate::lexicon::OwnWords>> {
    use anyhow::Context;
    let Some(folder) = &globals.lexicon else {
        return Ok(Vec::new());
    };
    let mut own = Vec::new();
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot read the folder of words {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let is_words = path.extension().is_some_and(|e| e == "ttl" || e == "csv");
        if let Some(name) = path.file_name().and_then(|n| n.to_str()).filter(|_| is_words) {
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            own.push(crate::lexicon::OwnWords {
                name: name.to_owned(),
                text,
            });
        }
    }
    own.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(own)
}
