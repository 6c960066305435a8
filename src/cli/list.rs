//! `govkg list`: list the documents in the store.

use std::io::Write;
use std::process::ExitCode;

use super::Globals;
use super::table::{Format, aligned};
use crate::store::Document;

/// Options of `govkg list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg list
  govkg list --format csv > documents.csv")]
pub(super) struct Options {
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

const COLUMNS: [&str; 5] = ["id", "title", "area", "year", "source"];

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    let documents = globals.open()?.documents()?;
    let rows: Vec<[String; 5]> = documents.iter().map(row).collect();
    let mut out = std::io::stdout().lock();
    match options.format {
        Format::Table if rows.is_empty() => globals.note("the store holds no documents"),
        Format::Table => {
            let rows = rows.iter().map(|row| row.to_vec()).collect();
            out.write_all(aligned(&COLUMNS, rows, &[]).as_bytes())?;
        }
        Format::Csv => out.write_all(&separated(&rows, b',')?)?,
        Format::Tsv => out.write_all(&separated(&rows, b'\t')?)?,
        Format::Json => {
            let object = |row: &[String; 5]| -> serde_json::Map<String, serde_json::Value> {
                COLUMNS
                    .iter()
                    .zip(row)
                    .map(|(column, cell)| ((*column).to_owned(), cell.as_str().into()))
                    .collect()
            };
            let objects: Vec<_> = rows.iter().map(object).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&objects)?)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn row(document: &Document) -> [String; 5] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        document.id.clone(),
        text(&document.title),
        text(&document.area),
        text(&document.year),
        text(&document.source),
    ]
}

fn separated(rows: &[[String; 5]], delimiter: u8) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(writer.into_inner()?)
}
