//! `govkg eval`: score the graph of a document against gold annotations.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use oxigraph::io::RdfFormat;
use sha2::{Digest, Sha256};

use super::Globals;
use crate::eval::{self, Evaluation, Graph};
use crate::graph::{Input, file_id, hex, read_document, vocabulary};
use crate::labels::{Known, Labels, Model};
use crate::lexicon::Lexicon;
use crate::relate::Relations;
use crate::{Error, relate, text};

/// Options of `govkg eval`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg eval report.txt gold/                      read the report, score what was read
  govkg eval report.txt gold/ --errors 20          list up to 20 cases of each kind of mistake as well
  govkg eval report.txt gold/ --graph dump.nq      score a graph that was exported before

The folder holds any of measures.tsv, entities.tsv, relations.tsv and responsibility.tsv: tab-separated, with a header line.")]
pub(super) struct Options {
    /// The document that was annotated
    #[arg(value_name = "DOC")]
    document: PathBuf,
    /// The folder of its annotations
    #[arg(value_name = "GOLD_DIR")]
    gold: PathBuf,
    /// Score this graph (N-Quads, or another RDF format by its extension) instead of reading the document
    #[arg(long, value_name = "FILE")]
    graph: Option<PathBuf>,
    /// Read names and relations with the weights in this folder instead of the built-in ones
    #[arg(long, value_name = "DIR", hide = true)]
    models: Option<PathBuf>,
    /// List up to N cases of each kind of mistake on standard error
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Print the figures as one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    if !options.gold.is_dir() {
        anyhow::bail!("{}: there is no such folder of annotations", options.gold.display());
    }
    let bytes = read(&options.document)?;
    let graph = match &options.graph {
        Some(path) => parse(path, &options.document, &hex(&Sha256::digest(&bytes), 32))?,
        None => build(globals, &options, &bytes)?,
    };
    let (text, _, _) = text::decode(&bytes);
    let evaluation = eval::score(&graph, &text, &options.gold)?;
    if options.errors > 0 {
        list(&evaluation, options.errors)?;
    }
    let mut out = std::io::stdout().lock();
    if options.json {
        writeln!(out, "{}", serde_json::to_string(&evaluation.scores)?)?;
    } else {
        write!(out, "{}", evaluation.scores)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The graph of a document, built in memory, with the vocabulary.
fn build(globals: &Globals, options: &Options, bytes: &[u8]) -> anyhow::Result<Graph> {
    let path = options.document.as_path();
    let own = globals.own_words()?;
    let mut words = Lexicon::load(&own)?;
    if let Some(folder) = &options.models {
        let bytes = |name: &str| read(&folder.join(name));
        let wrong = || Error::content(folder, "holds no weights");
        let labels = |name: &str| anyhow::Ok(Model::read(&bytes(name)?).ok_or_else(wrong)?);
        let names = Known::read(&String::from_utf8_lossy(&bytes("names.tsv")?));
        words.labels = Labels::with(labels("entities.crf")?, labels("nested.crf")?, names);
        let relations = relate::Model::read(&bytes("relations.logit")?).ok_or_else(wrong)?;
        words.relations = Relations::with(relations);
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let input = Input {
        bytes,
        id: &file_id(&name),
        source: &name,
        base: &globals.base,
    };
    let said = read_document(&input, &words).quads;
    let known = vocabulary(&words, &own, &globals.base);
    Ok(Graph::of(said.into_iter().chain(known))?)
}

/// What the graph in a file says of the document with this content; N-Quads where the extension says nothing.
fn parse(path: &Path, document: &Path, sha256: &str) -> crate::Result<Graph> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let format = extension
        .and_then(RdfFormat::from_extension)
        .unwrap_or(RdfFormat::NQuads);
    let wrong = |message: String| Error::content(path, message);
    match Graph::parse_document(&read(path)?, format, sha256).map_err(|error| wrong(error.to_string()))? {
        Some(graph) => Ok(graph),
        None => Err(wrong(format!(
            "none of its documents has the content of {}; export the store that it was built into",
            document.display()
        ))),
    }
}

fn read(path: &Path) -> crate::Result<Vec<u8>> {
    std::fs::read(path).map_err(|source| Error::file("read", path, source))
}

/// Lists the first cases of each kind of mistake, with the number of all.
fn list(evaluation: &Evaluation, limit: usize) -> std::io::Result<()> {
    let mut err = std::io::stderr().lock();
    for finding in &evaluation.findings {
        writeln!(err, "--- {}: {}", finding.title, finding.cases.len())?;
        for case in finding.cases.iter().take(limit) {
            writeln!(err, "    {case}")?;
        }
    }
    Ok(())
}
