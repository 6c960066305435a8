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
mod paths;
mod query;
mod remove;
mod serve;
mod stats;
mod table;
mod text;
mod train;
mod validate;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::Error;
use crate::derive::derive;
use crate::graph::DEFAULT_BASE;
use crate::graph::corrections::Corrections;
use crate::lexicon::OwnWords;
use crate::store::{Owner, Remote, Store, Writer};

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
    /// The token that a server asks of those who change its store
    #[arg(
        long,
        global = true,
        env = "GOVKG_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN"
    )]
    token: Option<String>,
    /// Begin of the IRIs of all resources
    #[arg(
        long,
        global = true,
        default_value = DEFAULT_BASE,
        value_parser = base,
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

impl Globals {
    /// Opens the store, or copies the one at the endpoint, for reading.
    fn open(&self) -> anyhow::Result<Store> {
        let store = match &self.endpoint {
            Some(url) => Store::fetch(url, &self.base)?,
            None => Store::open(&self.store)?,
        };
        self.check_base(store.base())?;
        if !store.is_settled() {
            self.note("the last build was stopped: what is derived from the documents is out of date; build again");
        }
        Ok(store)
    }

    /// What a person has corrected, with the store that keeps it; nothing where there is no store.
    fn corrections(&self) -> anyhow::Result<Option<(Store, Corrections)>> {
        if self.endpoint.is_none() && !self.store.exists() {
            return Ok(None);
        }
        let store = self.open()?;
        let corrections = crate::correct::corrections(&store)?;
        Ok(Some((store, corrections)))
    }

    /// Opens the store, or the one at the endpoint, for `command` to change it, and makes it if there is none.
    fn open_writer(&self, command: &str) -> anyhow::Result<Writer> {
        let writer = match &self.endpoint {
            Some(url) => {
                let remote = Remote::new(url)?.with_token(self.token.as_deref());
                Writer::to_endpoint(remote, &self.base, derive)?
            }
            None => Writer::open(&self.store, &self.base, &Owner::this(command), derive)?,
        };
        self.check_base(writer.iris().base())?;
        Ok(writer)
    }

    /// Opens the store for `command` to change it; fails if there is none.
    fn open_writer_of_existing(&self, command: &str) -> anyhow::Result<Writer> {
        if self.endpoint.is_some() {
            return self.open_writer(command);
        }
        let writer = Writer::open_existing(&self.store, &Owner::this(command), derive)?;
        self.check_base(writer.iris().base())?;
        Ok(writer)
    }

    /// A store keeps the base it was made with; who asks for another one has to hear of it.
    fn check_base(&self, base: &str) -> anyhow::Result<()> {
        if self.base != DEFAULT_BASE && self.base != base {
            anyhow::bail!(
                "the store's IRIs begin with {base}, not with {}; leave --base out, or name another --store",
                self.base
            );
        }
        Ok(())
    }

    /// The files of the folder that `--lexicon` names, in the order of their names.
    fn own_words(&self) -> anyhow::Result<Vec<OwnWords>> {
        let Some(folder) = &self.lexicon else {
            return Ok(Vec::new());
        };
        let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        let mut paths: Vec<PathBuf> = entries
            .map_err(|e| Error::file("read", folder, e))?
            .iter()
            .map(std::fs::DirEntry::path)
            .collect();
        paths.sort();
        paths.retain(|path| {
            path.extension()
                .is_some_and(|extension| extension == "ttl" || extension == "csv")
        });
        if paths.is_empty() {
            anyhow::bail!("{}: no words in it (looked for .ttl and .csv)", folder.display());
        }
        let read = |path: PathBuf| {
            let text = std::fs::read_to_string(&path).map_err(|e| Error::file("read", &path, e))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok(OwnWords { name, text })
        };
        paths.into_iter().map(read).collect()
    }

    /// Says something worth knowing, unless `--quiet`.
    fn note(&self, text: &str) {
        if !self.quiet {
            note(text);
        }
    }
}

/// Says something on standard error.
#[expect(
    clippy::print_stderr,
    reason = "what is worth knowing does not belong into the output"
)]
fn note(text: &str) {
    eprintln!("govkg: {text}");
}

/// So many of something: 1 node, 2 nodes.
fn counted(count: usize, what: &str) -> String {
    match (count, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {what}s"),
    }
}

/// A base is an absolute IRI to which a name can be added.
fn base(text: &str) -> Result<String, String> {
    oxigraph::model::NamedNode::new(text).map_err(|e| format!("not an absolute IRI: {e}"))?;
    if text.ends_with(['/', '#']) {
        Ok(text.to_owned())
    } else {
        Err("it has to end with / or #".to_owned())
    }
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
    /// Make the weights that names are read with from annotated texts
    #[command(hide = true)]
    Train(train::Options),
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
        Command::Train(options) => train::run(globals, options),
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
