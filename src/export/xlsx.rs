//! Tables as Excel workbooks.

use std::io::Write;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Table};
use crate::{Error, Result};

/// The most rows that a sheet holds, with the header.
const MOST_ROWS: usize = 1_048_576;

/// The most characters (UTF-16 units) that a cell holds.
const LONGEST_TEXT: usize = 32_767;

/// Writes a table as a workbook: numbers, dates and texts as what they are, a header that stays and filters, and a second
/// sheet that says what each column holds.
///
/// The same table gives the same bytes: the workbook says 1 January 2000 as the time of its making.
pub fn write_xlsx(table: &Table, mut out: impl Write) -> Result<()> {
    if table.rows.len() >= MOST_ROWS {
        let rows = table.rows.len();
        let message = format!(
            "a sheet holds {} rows at most and the table has {rows}; write a .csv file",
            MOST_ROWS - 1
        );
        return Err(Error::Unsuitable(message));
    }
    let bytes =
        workbook(table).map_err(|error| Error::Unsuitable(format!("the workbook cannot be written: {error}")))?;
    out.write_all(&bytes)
        .map_err(|source| Error::file("write", "the workbook", source))
}

fn workbook(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made).set_author("govkg"));
    facts(table, workbook.add_worksheet())?;
    columns(table, workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

fn facts(table: &Table, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    sheet.set_name(table.kind.name())?;
    for (column, heading) in (0..).zip(&table.columns) {
        sheet.set_column_width(column, f64::from(heading.width))?;
        sheet.write_string_with_format(0, column, heading.name, &bold)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            write(sheet, row, column, cell, &date)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = (table.rows.len(), table.columns.len().saturating_sub(1));
    sheet.autofilter(0, 0, last.0 as u32, last.1 as u16)?;
    Ok(())
}

/// What the columns hold.
fn columns(table: &Table, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name("columns")?;
    sheet.set_column_width(0, 20)?;
    sheet.set_column_width(1, 80)?;
    sheet.write_string_with_format(0, 0, "column", &bold)?;
    sheet.write_string_with_format(0, 1, "meaning", &bold)?;
    for (row, column) in (1..).zip(&table.columns) {
        sheet.write_string(row, 0, column.name)?;
        sheet.write_string(row, 1, column.meaning)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, date: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, shortened(text))?;
        }
        Cell::Integer(number) => {
            sheet.write_number(row, column, *number as f64)?;
        }
        Cell::Decimal(text) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => {
                sheet.write_number(row, column, number)?;
            }
            _ => {
                sheet.write_string(row, column, shortened(text))?;
            }
        },
        // Excel's calendar begins in 1900; an earlier day is a text.
        Cell::Date(text) => match ExcelDateTime::parse_from_str(text) {
            Ok(day) if text.len() == 10 => {
                sheet.write_datetime_with_format(row, column, &day, date)?;
            }
            _ => {
                sheet.write_string(row, column, shortened(text))?;
            }
        },
        Cell::Flag(yes) => {
            sheet.write_boolean(row, column, *yes)?;
        }
    }
    Ok(())
}

/// A text as long as a cell holds, with an ellipsis where it was cut.
fn shortened(text: &str) -> String {
    if text.len() <= LONGEST_TEXT || text.encode_utf16().count() <= LONGEST_TEXT {
        return text.to_owned();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < LONGEST_TEXT
    };
    text.chars().take_while(fits).chain(['…']).collect()
}
