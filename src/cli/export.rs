//! `govkg export`: write the graph as RDF, or one flat table of facts.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::Context as _;
use oxigraph::io::{JsonLdProfileSet, RdfFormat};

use super::{Globals, counted};
use crate::Error;
use crate::export::{CsvStyle, TableKind, table, write_csv, write_xlsx};
use crate::store::GraphFilter;

/// Options of `govkg export`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg export -o graph.nq
  govkg export -o - --format turtle --graphs doc,vocabulary
  govkg export --table measures -o measures.xlsx
  govkg export --table responsibilities --excel -o responsibilities.csv

Two exports of the same content are the same byte for byte. N-Quads and N-Triples are sorted by line. Formats
without graphs (turtle, ntriples, rdfxml) give each triple once.")]
pub(super) struct Options {
    /// The file to write, or - for standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// The format; by the extension of the file when left out, else nquads
    #[arg(long, value_enum, conflicts_with = "table")]
    format: Option<Format>,
    /// Which graphs: all, doc, vocabulary, derived, link, data, corrections, one of them such as doc/ID, or an IRI
    #[arg(long, value_name = "GRAPHS", value_delimiter = ',')]
    graphs: Vec<String>,
    /// One fact a row, with its sentence, offsets and document: measures, responsibilities, entities or relations;
    /// to a .csv or .xlsx file
    #[arg(long, value_name = "KIND", value_parser = TableKind::from_str, conflicts_with = "graphs")]
    table: Option<TableKind>,
    /// Write the .csv so that Excel reads it right
    #[arg(long, requires = "table")]
    excel: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// N-Quads (.nq)
    Nquads,
    /// TriG (.trig)
    Trig,
    /// Turtle (.ttl)
    Turtle,
    /// N-Triples (.nt)
    Ntriples,
    /// JSON-LD (.jsonld, .json)
    Jsonld,
    /// RDF/XML (.rdf, .xml, .owl)
    Rdfxml,
}

impl Format {
    fn of_file(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "nq" | "nquads" => Self::Nquads,
            "trig" => Self::Trig,
            "ttl" | "turtle" => Self::Turtle,
            "nt" | "ntriples" => Self::Ntriples,
            "jsonld" | "json" => Self::Jsonld,
            "rdf" | "xml" | "owl" | "rdfxml" => Self::Rdfxml,
            _ => return None,
        })
    }

    fn rdf(self) -> RdfFormat {
        match self {
            Self::Nquads => RdfFormat::NQuads,
            Self::Trig => RdfFormat::TriG,
            Self::Turtle => RdfFormat::Turtle,
            Self::Ntriples => RdfFormat::NTriples,
            Self::Jsonld => RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
            Self::Rdfxml => RdfFormat::RdfXml,
        }
    }
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    if let Some(kind) = options.table {
        return write_table(globals, &options, kind);
    }
    let format = match options.format.or_else(|| Format::of_file(&options.output)) {
        Some(format) => format,
        None if options.output == Path::new("-") => Format::Nquads,
        None => anyhow::bail!(
            "{}: the extension names no format; add --format (nquads, trig, turtle, ntriples, jsonld, rdfxml)",
            options.output.display()
        ),
    };
    let graphs = GraphFilter::parse(&options.graphs)?;
    let store = globals.open()?;
    let mut quads = 0;
    write_to(&options.output, |out| {
        quads = store.dump(format.rdf(), &graphs, out)?;
        Ok(())
    })?;
    told(globals, &options.output, quads, "quad");
    Ok(ExitCode::SUCCESS)
}

fn write_table(globals: &Globals, options: &Options, kind: TableKind) -> anyhow::Result<ExitCode> {
    let extension = options
        .output
        .extension()
        .map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    let is_book = match extension.as_deref() {
        Some("xlsx") if options.excel => anyhow::bail!("--excel is for .csv files; a workbook needs no help"),
        Some("xlsx") => true,
        Some("csv") => false,
        None if options.output == Path::new("-") => false,
        _ => anyhow::bail!(
            "{}: a table is written to a .csv or .xlsx file",
            options.output.display()
        ),
    };
    let store = globals.open()?;
    let facts = table(store.quads(), kind)?;
    let style = if options.excel {
        CsvStyle::Excel
    } else {
        CsvStyle::Plain
    };
    let rows = facts.rows.len();
    write_to(&options.output, |out| {
        if is_book {
            write_xlsx(&facts, out)?;
        } else {
            write_csv(&facts, style, out)?;
        }
        Ok(())
    })?;
    told(globals, &options.output, rows, "row");
    Ok(ExitCode::SUCCESS)
}

/// Says what a file holds now; what goes to standard output is seen there.
fn told(globals: &Globals, path: &Path, count: usize, what: &str) {
    if path != Path::new("-") {
        globals.note(&format!("{}: {}", path.display(), counted(count, what)));
    }
}

/// Writes to a file, or for `-` to standard output.
fn write_to(path: &Path, write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<()> {
    if path != Path::new("-") {
        return replace_file(path, write);
    }
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    write(&mut out)?;
    Ok(out.flush()?)
}

/// Writes a file beside `path` and puts it in its place when it is whole: a full disk never costs what was there.
fn replace_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<()> {
    // What is no plain file (/dev/null, a pipe) is written to directly.
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        let file = File::options()
            .write(true)
            .open(path)
            .map_err(|e| Error::file("write", path, e))?;
        return write(&mut BufWriter::new(file));
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = File::create(&temporary)
        .map_err(|e| Error::file("create", path, e).into())
        .and_then(|file| {
            let mut out = BufWriter::with_capacity(1 << 16, file);
            write(&mut out).with_context(|| format!("cannot write {}", path.display()))?;
            out.flush().map_err(|e| Error::file("write", path, e).into())
        })
        .and_then(|()| fs::rename(&temporary, path).map_err(|e| Error::file("write", path, e).into()));
    if written.is_err() {
        // It may not even have been made.
        drop(fs::remove_file(&temporary));
    }
    written
}
