//! `govkg train`: make the weights that names and relations are read with from annotated texts.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use super::Globals;
use crate::lexicon::Lexicon;
use crate::{Error, learn};

/// Options of `govkg train`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg train --shared ../shared                               make models/ anew
  govkg train --shared ../shared --without enshi-2024 -o DIR   leave a text out, to score the weights on it")]
pub(super) struct Options {
    /// The folder that the documents of INDEX.tsv are found in
    #[arg(long, value_name = "DIR")]
    shared: PathBuf,
    /// The folder of annotations
    #[arg(long, value_name = "DIR", default_value = "training")]
    annotations: PathBuf,
    /// Leave these texts out
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    without: Vec<String>,
    /// The folder to write entities.crf, nested.crf, relations.logit and names.tsv into
    #[arg(short, long, value_name = "DIR", default_value = "models")]
    output: PathBuf,
    /// Rounds over the texts
    #[arg(long, value_name = "N", hide = true)]
    rounds: Option<u32>,
    /// Pull of the weights towards zero
    #[arg(long, value_name = "X", hide = true)]
    decay: Option<f32>,
    /// Size of steps
    #[arg(long, value_name = "X", hide = true)]
    rate: Option<f32>,
    /// Share of features left out at each step
    #[arg(long, value_name = "X", hide = true)]
    dropout: Option<f32>,
    /// Features that stand fewer times are left out
    #[arg(long, value_name = "N", hide = true)]
    least: Option<u32>,
    /// Least share of the largest weight that is kept
    #[arg(long, value_name = "X", hide = true)]
    prune: Option<f32>,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    let words = Lexicon::load(&globals.own_words()?)?;
    let texts = learn::read(&options.annotations, &options.shared, &options.without, &words)?;
    let usual = learn::Settings::default();
    let settings = learn::Settings {
        rounds: options.rounds.unwrap_or(usual.rounds),
        decay: options.decay.unwrap_or(usual.decay),
        rate: options.rate.unwrap_or(usual.rate),
        dropout: options.dropout.unwrap_or(usual.dropout),
        least: options.least.unwrap_or(usual.least),
        prune: options.prune.unwrap_or(usual.prune),
    };
    let sentences: usize = texts.iter().map(|t| t.examples.len()).sum();
    let candidates: usize = texts.iter().map(|t| t.choices.len()).sum();
    let names = learn::train(&texts, settings);
    let nested = learn::train_nested(&texts, settings);
    let relations = learn::train_relations(&texts, learn::Settings::for_relations());
    let known = learn::names(texts.iter().map(|t| t.rows.as_str())).into_bytes();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} texts, {sentences} sentences, {candidates} candidates of relations",
        texts.len()
    )?;
    for (name, bytes) in [
        ("entities.crf", names),
        ("nested.crf", nested),
        ("relations.logit", relations),
        ("names.tsv", known),
    ] {
        let path = options.output.join(name);
        std::fs::write(&path, &bytes).map_err(|source| Error::file("write", &path, source))?;
        writeln!(out, "{} bytes written to {}", bytes.len(), path.display())?;
    }
    Ok(ExitCode::SUCCESS)
}
