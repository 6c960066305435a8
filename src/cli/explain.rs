//! `govkg explain`: show what was read from each sentence, by which rule.

use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use sha2::{Digest, Sha256};

use super::Globals;
use super::build::{Size, read_one};
use crate::graph::corrections::Correction;
use crate::graph::{Input, Timings, Workings, hex, read_source};
use crate::lexicon::Lexicon;
use crate::rules::{Context, Evidence, unread};
use crate::text::{Source, Span};

/// Options of `govkg explain`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  govkg explain report.txt\n  govkg explain 全市实现地区生产总值3176.9亿元，增长1.5%。\n  govkg explain report.txt --unread"
)]
pub(super) struct Options {
    /// A file, an http(s) address, - for standard input, or a sentence
    #[arg(value_name = "FILE|TEXT")]
    what: String,
    /// Show the numbers and names that nothing read, instead of what was read
    #[arg(long)]
    unread: bool,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    let path = Path::new(&options.what);
    let like_a_path = options.what.contains(['/', '\\']) || path.extension().is_some_and(|e| e == "txt" || e == "md");
    let is_address = options.what.starts_with("http://") || options.what.starts_with("https://");
    let is_file = options.what == "-" || is_address || like_a_path || path.exists();
    let bytes = if is_file {
        read_one(&options.what, Size::default())?
    } else {
        options.what.clone().into_bytes()
    };
    let corrections = if is_file && !options.unread {
        corrections_of(globals, &bytes).unwrap_or_else(|error| {
            globals.note(&format!("corrections are not shown: {error}"));
            Vec::new()
        })
    } else {
        Vec::new()
    };
    let words = Lexicon::load(&globals.own_words()?)?;
    let (text, encoding, _) = crate::text::decode(&bytes);
    let source = Source::new(text, encoding);
    let input = Input {
        bytes: &bytes,
        id: "explain",
        source: &options.what,
        base: &globals.base,
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (_, found) = read_source(&input, &source, &words, Timings::default(), |workings| {
        if options.unread {
            show_unread(&source, &words, &workings, &mut out)
        } else {
            show_read(&source, &words, &workings, &corrections, &mut out)
        }
    });
    let found = found?;
    out.flush()?;
    if found {
        return Ok(ExitCode::SUCCESS);
    }
    if options.unread {
        globals.note("nothing is left unread");
        return Ok(ExitCode::SUCCESS);
    }
    globals.note("nothing was read");
    Ok(ExitCode::from(1))
}

/// What a person has corrected in the document of the store that was made of these bytes.
fn corrections_of(globals: &Globals, bytes: &[u8]) -> anyhow::Result<Vec<Correction>> {
    // There need be no store to explain a file.
    let Some((store, corrections)) = globals
        .corrections()?
        .filter(|(_, corrections)| !corrections.is_empty())
    else {
        return Ok(Vec::new());
    };
    let sha256 = hex(&Sha256::digest(bytes), 32);
    let document = store
        .documents()?
        .into_iter()
        .find(|d| d.sha256.as_deref() == Some(&sha256));
    Ok(document.map_or_else(Vec::new, |document| corrections.of(&document.id).cloned().collect()))
}

/// Each sentence that a rule read, with its place, and below it a line for each fact and for what is corrected in it.
fn show_read(
    source: &Source,
    words: &Lexicon,
    workings: &Workings,
    corrections: &[Correction],
    out: &mut impl Write,
) -> std::io::Result<bool> {
    let facts = workings.facts.iter().map(|f| (f.evidence(), f.describe(source, words)));
    let knowledge = workings.knowledge;
    let relations = knowledge.relations.iter().map(|r| (r.evidence, r.describe(knowledge)));
    let mut lines: Vec<(Evidence, String)> = facts.chain(relations).collect();
    lines.sort_by_key(|(evidence, _)| evidence.span);
    let mut last = None;
    let mut shown = BTreeSet::new();
    for (evidence, said) in &lines {
        let sentence = workings.outline.sentence_at(evidence.span.start);
        if sentence != last {
            if last.is_some() {
                writeln!(out)?;
            }
            if let Some(at) = sentence {
                head(source, workings.outline.sentences[at].span, out)?;
            }
            last = sentence;
        }
        let (start, end) = source.view.original(evidence.span);
        writeln!(
            out,
            "  {} [{start}–{end} {}]  {said}  ({:.2})",
            evidence.rule,
            one_line(source.original(start, end)),
            evidence.confidence
        )?;
        if shown.insert((start, end)) {
            for correction in corrections.iter().filter(|c| (c.start, c.end) == (start, end)) {
                corrected(correction, out)?;
            }
        }
    }
    // Where nothing was read, something may have been added.
    let others = corrections.iter().filter(|c| !shown.contains(&(c.start, c.end)));
    for (at, correction) in others.enumerate() {
        if at == 0 && last.is_some() {
            writeln!(out)?;
        }
        let (start, end) = (correction.start, correction.end);
        writeln!(out, "{start}–{end}  {}", one_line(source.original(start, end)))?;
        corrected(correction, out)?;
    }
    Ok(!lines.is_empty() || !corrections.is_empty())
}

fn corrected(correction: &Correction, out: &mut impl Write) -> std::io::Result<()> {
    let note = correction
        .note
        .as_ref()
        .map_or_else(String::new, |note| format!("  ({note})"));
    writeln!(out, "    corrected: {correction}{note}")
}

/// Each sentence with a number or name that nothing read, which stand in 【】.
fn show_unread(source: &Source, words: &Lexicon, workings: &Workings, out: &mut impl Write) -> std::io::Result<bool> {
    let context = Context::new(source, workings.outline, words);
    let left = unread(&context, workings.facts);
    let mut rest = left.as_slice();
    while let Some(first) = rest.first() {
        let sentence = workings
            .outline
            .sentence_at(first.start)
            .map(|at| workings.outline.sentences[at].span);
        let whole = sentence.unwrap_or(*first);
        let count = rest.iter().take_while(|s| s.start < whole.end).count().max(1);
        let (start, end) = source.view.original(whole);
        write!(out, "{start}–{end}  ")?;
        let mut at = whole.start;
        for span in &rest[..count] {
            let before = Span {
                start: at,
                end: span.start.max(at),
            };
            write!(out, "{}【{}】", source.view.slice(before), source.view.slice(*span))?;
            at = span.end;
        }
        writeln!(
            out,
            "{}",
            source.view.slice(Span {
                start: at,
                end: whole.end.max(at)
            })
        )?;
        rest = &rest[count..];
    }
    Ok(!left.is_empty())
}

fn head(source: &Source, sentence: Span, out: &mut impl Write) -> std::io::Result<()> {
    let (start, end) = source.view.original(sentence);
    writeln!(out, "{start}–{end}  {}", one_line(source.original(start, end)))
}

/// Without the line breaks that a page left in it.
fn one_line(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).collect()
}
