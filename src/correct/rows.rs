//! The table of corrections: its columns, and how it is read.

use std::path::Path;

use crate::graph::corrections::Action;
use crate::{Error, Result};

/// The columns of the table; the last three and `property` may be left out.
pub const COLUMNS: [&str; 7] = ["document", "start", "end", "property", "action", "value", "note"];
const NEEDED: [&str; 4] = ["document", "start", "end", "action"];
/// So many faults of a table are told at once.
const FAULTS: usize = 10;

/// A table that shows every kind of correction.
pub const EXAMPLE: &str = "\
document,start,end,property,action,value,note
liuzhou-2021,618,632,,reject,,everything that was read from these characters
liuzhou-2021,608,614,gk:period,reject,,one property of a fact
liuzhou-2021,589,591,gk:mentionedIn,reject,柳州市,one entity that is not named there
liuzhou-2021,593,607,gk:value,replace,3176.8,a new value in place of what was read
liuzhou-2021,16407,16411,gk:leadUnit,replace,市教育局 -> 柳州市公安局,only where the old value is the one before the arrow
liuzhou-2021,593,607,gk:scope,add,市区,a property that was not read
liuzhou-2021,16412,16416,gk:mentionedIn,add,gk:Agency 柳州市公安局,an entity of this class and name
liuzhou-2021,10171,10203,gk:locatedIn,add,gk:Project 石墨烯小镇 -> 鹿寨县,a relation of two entities
liuzhou-2021,593,607,gk:Achievement,add,indicator=地区生产总值; value=3176.9; unit=亿元; period=2020,a measure
liuzhou-2021,16407,16411,gk:Responsibility,add,project=建设校门人脸识别安防系统; agent=柳州市教育局; role=Lead; deadline=2021-12-31,a responsibility
liuzhou-2021,593,607,gk:scope,undo,,takes back what was said of this property at this place
";

/// What a row asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// To correct.
    Make(Action),
    /// To take corrections back: those with the span of the row, its property and its value where it names them.
    Undo,
    /// To take back the one correction that the row would make.
    TakeBack(Action),
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file.
    pub line: u64,
    /// The document: id, source, or the unambiguous beginning of one.
    pub document: String,
    /// Where the span begins.
    pub start: u32,
    /// Where the span ends, exclusive.
    pub end: u32,
    /// The property, or the class of a new fact.
    pub property: Option<String>,
    /// What is to be done.
    pub order: Order,
    /// The value, as the person wrote it.
    pub value: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

impl Row {
    /// The row that takes back what this one does; one that takes back already is left as it is.
    #[must_use]
    pub fn taken_back(self) -> Self {
        let order = match self.order {
            Order::Make(action) => Order::TakeBack(action),
            order => order,
        };
        Self { order, ..self }
    }
}

/// Reads a table in CSV. `path` names it in errors.
///
/// # Errors
/// [`Error::Content`] with each faulty line and its remedy: a table is read as a whole or not at all.
pub fn read_rows(path: &Path, bytes: &[u8]) -> Result<Vec<Row>> {
    let (text, ..) = crate::text::decode(bytes);
    // Else the lines of a file with CR LF are counted wrongly.
    let text = text.replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .flexible(true)
        .from_reader(text.as_bytes());
    let wrong = |message: String| Error::content(path, message);
    let header = reader
        .headers()
        .map_err(|e| wrong(format!("it is no CSV: {e}")))?
        .clone();
    let expected = format!(
        "the first line has to be `{}` (`govkg correct --example` prints a table)",
        COLUMNS.join(",")
    );
    let unknown: Vec<&str> = header.iter().filter(|name| !COLUMNS.contains(name)).collect();
    if !unknown.is_empty() {
        return Err(wrong(format!(
            "line 1: unknown column `{}`; {expected}",
            unknown.join("`, `")
        )));
    }
    let at = |name: &str| header.iter().position(|column| column == name);
    if let Some(missing) = NEEDED.iter().find(|name| at(name).is_none()) {
        return Err(wrong(format!("line 1: there is no column `{missing}`; {expected}")));
    }
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(e) => {
                faults.push(format!("it is no CSV: {e}"));
                break;
            }
        };
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |name: &str| at(name).and_then(|at| record.get(at)).unwrap_or_default();
        if record.len() > header.len() {
            faults.push(format!(
                "line {line}: it has {} cells and the first line {}; put a cell with a comma in quotation marks",
                record.len(),
                header.len()
            ));
            continue;
        }
        match row(line, &cell) {
            Ok(row) => rows.push(row),
            Err(fault) => faults.push(format!("line {line}: {fault}")),
        }
    }
    if faults.is_empty() {
        return Ok(rows);
    }
    let more = faults.len().saturating_sub(FAULTS);
    faults.truncate(FAULTS);
    if more > 0 {
        faults.push(format!("… and {more} more"));
    }
    Err(wrong(faults.join("\n  ")))
}

fn row<'a>(line: u64, cell: &dyn Fn(&str) -> &'a str) -> Result<Row, String> {
    let optional = |name: &str| Some(cell(name)).filter(|text| !text.is_empty()).map(str::to_owned);
    let place = |name: &str| {
        let text = cell(name);
        text.parse::<u32>().map_err(|_| {
            format!("{name} is `{text}` and has to be a number of characters from the begin of the text, as `govkg explain` shows it")
        })
    };
    let (start, end) = (place("start")?, place("end")?);
    if start >= end {
        return Err(format!(
            "the span {start}–{end} is empty; end is the place after the last character"
        ));
    }
    let document = optional("document").ok_or("it names no document; `govkg list` shows their ids")?;
    let order = match cell("action") {
        "reject" => Order::Make(Action::Reject),
        "replace" => Order::Make(Action::Replace),
        "add" => Order::Make(Action::Add),
        "undo" => Order::Undo,
        other => {
            return Err(format!(
                "the action is `{other}` and has to be reject, replace, add or undo"
            ));
        }
    };
    let row = Row {
        line,
        document,
        start,
        end,
        property: optional("property"),
        order,
        value: optional("value"),
        note: optional("note"),
    };
    let needs = matches!(row.order, Order::Make(Action::Replace | Action::Add));
    if needs && row.property.is_none() {
        return Err("it names no property, such as gk:value".to_owned());
    }
    if needs && row.value.is_none() {
        return Err("it names no value".to_owned());
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Row>> {
        read_rows(Path::new("c.csv"), text.as_bytes())
    }

    #[test]
    fn the_example_is_a_table_with_every_action() {
        let rows = read(EXAMPLE).unwrap();
        assert_eq!(rows.len(), EXAMPLE.lines().count() - 1);
        for order in [
            Order::Make(Action::Reject),
            Order::Make(Action::Replace),
            Order::Make(Action::Add),
            Order::Undo,
        ] {
            assert!(rows.iter().any(|row| row.order == order), "{order:?}");
        }
        assert_eq!(EXAMPLE.lines().next().unwrap(), COLUMNS.join(","));
    }

    #[test]
    fn columns_in_any_order_with_a_byte_order_mark() {
        let rows = read("\u{feff}action,end,start,document\r\n reject ,607,593,a\r\n,,,\r\n").unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].line, rows[0].start, rows[0].end), (2, 593, 607));
        assert_eq!(rows[0].property, None);
    }

    #[test]
    fn every_faulty_line_is_named_with_its_remedy() {
        let error = read(
            "document,start,end,property,action,value,note\na,1,2,,delete,,\na,2,2,,reject,,\n,1,2,,reject,,\n\
             a,x,2,,reject,,\na,1,2,gk:value,replace,,\na,1,2,gk:value,replace,1,2,3\n",
        )
        .unwrap_err()
        .to_string();
        for part in [
            "c.csv",
            "line 2: the action is `delete`",
            "line 3: the span 2–2",
            "line 4: it names no document",
            "line 5: start is `x`",
            "line 6: it names no value",
            "line 7: it has 8 cells",
        ] {
            assert!(error.contains(part), "{part}: {error}");
        }
        for header in ["document,start,end\n", "document,start,end,action,colour\n", ""] {
            let error = read(header).unwrap_err().to_string();
            assert!(error.contains("line 1") && error.contains("--example"), "{error}");
        }
    }
}
