//! Tables as CSV.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Cell, Table};

/// For whom a CSV file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvStyle {
    /// Programs: UTF-8 without byte order mark, LF, every text as it is.
    #[default]
    Plain,
    /// Excel and its like: a byte order mark (else Chinese is garbled), CR LF, and an apostrophe before every text that
    /// would be taken for a formula.
    Excel,
}

/// Writes a table as CSV with a header line.
pub fn write_csv(table: &Table, style: CsvStyle, mut out: impl Write) -> io::Result<()> {
    let mut builder = csv::WriterBuilder::new();
    if style == CsvStyle::Excel {
        out.write_all("\u{feff}".as_bytes())?;
        builder.terminator(csv::Terminator::CRLF);
    }
    let mut writer = builder.from_writer(out);
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in &table.rows {
        for cell in row {
            writer.write_field(field(cell, style).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

fn field(cell: &Cell, style: CsvStyle) -> Cow<'_, str> {
    match cell {
        Cell::Text(text) if style == CsvStyle::Excel && may_be_formula(text) => Cow::Owned(format!("'{text}")),
        Cell::Text(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    }
}

/// Whether a spreadsheet would calculate a text instead of showing it; some read the full-width signs as well.
fn may_be_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}
