//! Writes: facts → quads. In come the bytes of a document and the words, out go its quads, all in the document's graph.
//!
//! [`read_document`] is the whole pure core in one call: decode, divide, read, settle, write.

pub mod corrections;
mod iri;
pub mod slug;
pub mod vocab;
mod vocabulary;
mod write;

use std::time::{Duration, Instant};

use oxigraph::model::{Literal, NamedNode, Quad};
use sha2::{Digest, Sha256};

use crate::facts::{self, Knowledge};
use crate::lexicon::Lexicon;
use crate::outline::{self, Outline};
use crate::rules::{self, Context, Fact, RULES};
use crate::text::{self, Diagnostic, Source};

pub use iri::{DEFAULT_BASE, Iris, document_id, escaped, file_id, hex, is_for_label, local_name, short_hash};
pub use vocabulary::{ONTOLOGY, vocabulary};

/// A document to be read.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The bytes of the file.
    pub bytes: &'a [u8],
    /// Its id.
    pub id: &'a str,
    /// Where it comes from: the relative path or the URL, kept as `gk:source`.
    pub source: &'a str,
    /// Begin of all IRIs.
    pub base: &'a str,
}

/// What one document says, ready to be kept.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The document's id (slug and six hex digits).
    pub id: String,
    /// The named graph that holds all of it.
    pub graph: NamedNode,
    /// Title, or the file's name where the text has none.
    pub title: String,
    /// Label of the reporting area.
    pub area: Option<String>,
    /// The year of the report.
    pub year: Option<i16>,
    /// All quads, in no special order, without duplicates.
    pub quads: Vec<Quad>,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
    /// Time of each stage.
    pub timings: Timings,
}

/// How long each stage took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Bytes → source.
    pub text: Duration,
    /// Source → outline.
    pub outline: Duration,
    /// Look-up of names.
    pub lexicon: Duration,
    /// Rules, in their order.
    pub rules: [Duration; RULES.len()],
    /// Settling.
    pub facts: Duration,
    /// Quads.
    pub graph: Duration,
}

/// A document with what every stage made of it; for `explain` and tests.
pub struct Workings<'a> {
    /// The outline.
    pub outline: &'a Outline,
    /// What the rules read.
    pub facts: &'a [Fact],
    /// What was settled.
    pub knowledge: &'a Knowledge,
}

/// Reads one document: bytes → quads. Never fails and never panics, whatever the bytes are.
pub fn read_document(input: &Input, words: &Lexicon) -> Reading {
    let mut timings = Timings::default();
    let started = Instant::now();
    let (source, diagnostics) = text::read(input.bytes);
    timings.text = started.elapsed();
    let (mut reading, _) = read_source(input, &source, words, timings, |_| ());
    reading.diagnostics.splice(0..0, diagnostics);
    reading
}

/// Reads a decoded document and shows the workings of all stages to `look`.
pub fn read_source<T>(
    input: &Input,
    source: &Source,
    words: &Lexicon,
    mut timings: Timings,
    look: impl FnOnce(Workings) -> T,
) -> (Reading, T) {
    let mut clock = Instant::now();
    let mut lap = || {
        let now = Instant::now();
        let took = now - clock;
        clock = now;
        took
    };
    let mut outline = outline::divide(source);
    outline.metadata.take_name(input.source);
    timings.outline = lap();
    let context = Context::new(source, &outline, words);
    timings.lexicon = lap();
    let facts = rules::read(&context, |rule| timings.rules[rule] = lap());
    let knowledge = facts::settle(&context, &facts);
    timings.facts = lap();
    let iris = Iris::new(input.base);
    let file_name = input.source.rsplit('/').next().unwrap_or(input.source);
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let stem = if stem.is_empty() { file_name } else { stem };
    let title = outline
        .metadata
        .title
        .as_ref()
        .map_or_else(|| stem.to_owned(), |t| t.name.clone());
    let writer = write::Writer::new(&iris, words, source, &outline, &knowledge, input.id);
    let quads = writer.write(|writer| {
        let document = writer.document.clone();
        writer.add(&document, vocab::dcterms::TITLE, write::zh(&title));
        let digest = hex(&Sha256::digest(input.bytes), 32);
        writer.add(&document, vocab::gk::SHA256, Literal::new_simple_literal(digest));
        writer.add(&document, vocab::gk::SOURCE, Literal::new_simple_literal(input.source));
    });
    timings.graph = lap();
    let reading = Reading {
        id: input.id.to_owned(),
        graph: iris.document_graph(input.id),
        title,
        area: knowledge
            .region
            .as_ref()
            .map(|r| facts::division_label(words, r.division).to_owned()),
        year: outline.metadata.report_year,
        quads,
        diagnostics: diagnose(&outline, &knowledge),
        timings,
    };
    let shown = look(Workings {
        outline: &outline,
        facts: &facts,
        knowledge: &knowledge,
    });
    (reading, shown)
}

/// What a reader of the graph should know of this document.
fn diagnose(outline: &Outline, knowledge: &Knowledge) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    match &knowledge.region {
        None => diagnostics.push(Diagnostic::warning("the text does not tell which region it is of")),
        Some(region) if region.confidence < 0.6 => {
            diagnostics.push(Diagnostic::note("the region is inferred from the names that recur"));
        }
        Some(_) => {}
    }
    if outline.metadata.report_year.is_none() {
        diagnostics.push(Diagnostic::warning("the text does not tell its year"));
    }
    diagnostics
}
