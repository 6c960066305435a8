//! `govkg explain`: show what was read from each sentence, by which rule.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;

use super::Globals;
use crate::graph::{Input, Timings, Workings, read_source};
use crate::lexicon::Lexicon;
use crate::rules::{Context, Fact, unread};
use crate::text::{Source, Span};

/// Options of `govkg explain`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  govkg explain report.txt\n  govkg explain 全市实现地区生产总值3176.9亿元，增长1.5%。\n  govkg explain report.txt --unread"
)]
pub(super) struct Options {
    /// A file, or a sentence
    #[arg(value_name = "FILE|TEXT")]
    what: String,
    /// Show the numbers and names that nothing read, instead of what was read
    #[arg(long)]
    unread: bool,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    let path = Path::new(&options.what);
    let bytes = if path.is_file() {
        std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?
    } else {
        let like_a_path =
            options.what.contains(['/', '\\']) || path.extension().is_some_and(|e| e == "txt" || e == "md");
        anyhow::ensure!(!like_a_path, "{}: there is no such file", options.what);
        options.what.clone().into_bytes()
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
            show_read(&source, &words, &workings, &mut out)
        }
    });
    let found = found?;
    out.flush()?;
    Ok(if found { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Each sentence that a rule read, with its place, and below it a line for each fact.
fn show_read(source: &Source, words: &Lexicon, workings: &Workings, out: &mut impl Write) -> std::io::Result<bool> {
    let mut facts: Vec<&Fact> = workings.facts.iter().collect();
    facts.sort_by_key(|f| f.evidence().span);
    let mut last = None;
    for fact in &facts {
        let evidence = fact.evidence();
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
        let said = fact.describe(source, words);
        writeln!(
            out,
            "  {} [{start}–{end} {}]  {said}  ({:.2})",
            evidence.rule,
            one_line(source.original(start, end)),
            evidence.confidence
        )?;
    }
    Ok(!facts.is_empty())
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
