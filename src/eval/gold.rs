//! Reads: the annotation files of a text, tab-separated with a header line → rows.

use std::path::{Path, PathBuf};

use crate::{Error, Result};

/// A quantified statement of `measures.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measure {
    pub(super) quote: String,
    /// `*` for the reporting area, else names with `|` between.
    pub(super) subject: String,
    /// Names with `|` between.
    pub(super) indicator: String,
    pub(super) aspect: String,
    pub(super) comparator: String,
    /// For a range the lower bound.
    pub(super) value: String,
    pub(super) unit: String,
    pub(super) period: String,
    pub(super) kind: String,
}

/// A named entity of `entities.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entity {
    pub(super) class: String,
    pub(super) name: String,
    /// Names with `|` between.
    pub(super) aliases: String,
}

/// A relation of `relations.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    pub(super) subject: String,
    pub(super) predicate: String,
    pub(super) object: String,
}

/// A unit in its role at one place, of `responsibility.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Responsibility {
    pub(super) quote: String,
    pub(super) role: String,
    pub(super) agency: String,
    /// Names with `|` between.
    pub(super) expanded: String,
}

/// The rows of a `measures.tsv`.
pub(super) fn measures(path: &Path) -> Result<Vec<Measure>> {
    let row = |row: Row<'_>| {
        let value = row.cell("value")?;
        let comparator = row.cell("comparator")?;
        let lower = match comparator {
            "range" => value.split('~').next().unwrap_or(value),
            _ => value,
        };
        Ok(Measure {
            quote: row.cell("quote")?.to_owned(),
            subject: row.cell("subject")?.to_owned(),
            indicator: row.cell("indicator")?.to_owned(),
            aspect: row.cell("aspect")?.to_owned(),
            comparator: comparator.to_owned(),
            value: lower.to_owned(),
            unit: row.cell("unit")?.to_owned(),
            period: row.cell("period")?.to_owned(),
            kind: row.cell("kind")?.to_owned(),
        })
    };
    Table::read(path)?.rows(row)
}

/// The rows of an `entities.tsv`.
pub(super) fn entities(path: &Path) -> Result<Vec<Entity>> {
    let row = |row: Row<'_>| {
        Ok(Entity {
            class: row.cell("type")?.to_owned(),
            name: row.cell("name")?.to_owned(),
            aliases: row.optional("aliases").to_owned(),
        })
    };
    Table::read(path)?.rows(row)
}

/// The rows of a `relations.tsv`.
pub(super) fn relations(path: &Path) -> Result<Vec<Relation>> {
    let row = |row: Row<'_>| {
        Ok(Relation {
            subject: row.cell("subject")?.to_owned(),
            predicate: row.cell("predicate")?.to_owned(),
            object: row.cell("object")?.to_owned(),
        })
    };
    Table::read(path)?.rows(row)
}

/// The rows of a `responsibility.tsv`.
pub(super) fn responsibilities(path: &Path) -> Result<Vec<Responsibility>> {
    let row = |row: Row<'_>| {
        Ok(Responsibility {
            quote: row.cell("quote")?.to_owned(),
            role: row.cell("role")?.to_owned(),
            agency: row.cell("agency")?.to_owned(),
            expanded: row.optional("expanded").to_owned(),
        })
    };
    Table::read(path)?.rows(row)
}

/// A tab-separated file: no quoting, blank lines left out.
struct Table {
    path: PathBuf,
    text: String,
}

/// One line of a table under its header.
#[derive(Clone, Copy)]
struct Row<'a> {
    path: &'a Path,
    line: usize,
    header: &'a [&'a str],
    cells: &'a [&'a str],
}

impl Table {
    fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|source| Error::file("read", path, source))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + good.iter().filter(|b| **b == b'\n').count();
            Error::content(path, format!("line {line} is not UTF-8; save the file as UTF-8"))
        })?;
        Ok(Self {
            path: path.to_owned(),
            text: text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned(),
        })
    }

    fn rows<T>(&self, read: impl Fn(Row<'_>) -> Result<T>) -> Result<Vec<T>> {
        let mut lines = lines(&self.text).filter(|(_, line)| !line.trim().is_empty());
        let (_, first) = lines
            .next()
            .ok_or_else(|| Error::content(&self.path, "is empty; the first line names the columns, tabs between"))?;
        let header: Vec<&str> = first.split('\t').collect();
        let row = |(line, text): (usize, &str)| {
            let cells: Vec<&str> = text.split('\t').collect();
            read(Row {
                path: &self.path,
                line,
                header: &header,
                cells: &cells,
            })
        };
        lines.map(row).collect()
    }
}

impl<'a> Row<'a> {
    /// The cell under this heading; an error where the column or the cell is missing.
    fn cell(&self, name: &str) -> Result<&'a str> {
        let Some(column) = self.header.iter().rposition(|heading| *heading == name) else {
            let has = self.header.join(", ");
            let message = format!("the header line has no column `{name}` (it has: {has})");
            return Err(Error::content(self.path, message));
        };
        self.cells.get(column).copied().ok_or_else(|| {
            let (line, found, expected) = (self.line, self.cells.len(), self.header.len());
            let message = format!("line {line} ends before column `{name}`: {found} cells under {expected} headings");
            Error::content(self.path, message)
        })
    }

    /// The cell under this heading; empty where the column or the cell is missing.
    fn optional(&self, name: &str) -> &'a str {
        let column = self.header.iter().rposition(|heading| *heading == name);
        column.and_then(|column| self.cells.get(column).copied()).unwrap_or("")
    }
}

/// The lines of a text with their numbers; LF, CR LF and CR end a line.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let pieces = text
        .split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    pieces.enumerate().map(|(n, line)| (n + 1, line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(content: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.tsv");
        std::fs::write(&path, content).unwrap();
        (folder, path)
    }

    fn message(content: &[u8]) -> String {
        let (_folder, path) = file(content);
        relations(&path).unwrap_err().to_string()
    }

    #[test]
    fn rows_under_any_order_of_columns_and_line_ends() {
        let (_folder, path) =
            file("type\tquote\tname\r\n\r\nagency\t市民政局\t 市民政局\narea\t柳州\t柳州市\r".as_bytes());
        let found = entities(&path).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].class.as_str(), found[0].name.as_str()),
            ("agency", " 市民政局")
        );
        assert_eq!((found[1].name.as_str(), found[1].aliases.as_str()), ("柳州市", ""));
    }

    #[test]
    fn of_a_range_the_lower_bound_is_read() {
        let header = "section\tquote\tsubject\tindicator\taspect\tcomparator\tvalue\tunit\tperiod\tkind\n";
        let (_folder, path) = file(
            format!("{header}plan1\t5~6%\t*\t增速\tgrowth\trange\t5~6\t%\t2021\ttarget\ndone\tx\t*\ty\tlevel\t=\t5~6\t\t\tactual\n")
                .as_bytes(),
        );
        let found = measures(&path).unwrap();
        assert_eq!((found[0].value.as_str(), found[1].value.as_str()), ("5", "5~6"));
    }

    #[test]
    fn errors_name_file_line_and_column() {
        let short = message("subject\tpredicate\tobject\n甲\thosts\t乙\n丙\thosts\n".as_bytes());
        assert!(
            short.ends_with("rows.tsv: line 3 ends before column `object`: 2 cells under 3 headings"),
            "{short}"
        );
        let column = message("subject\tobject\n甲\t乙\n".as_bytes());
        assert!(
            column.ends_with("has no column `predicate` (it has: subject, object)"),
            "{column}"
        );
        assert!(message(b"").contains("is empty"));
        assert!(message(b"subject\tpredicate\n\xff\xfe\n").contains("line 2 is not UTF-8"));
    }
}
