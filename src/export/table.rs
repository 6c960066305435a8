//! The shape of a flat table.

use std::fmt;
use std::str::FromStr;

use super::{entities, measures, relations, responsibilities};
use crate::{Error, Result};

/// What a table holds, one a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// Every number that says something.
    Measures,
    /// Every unit in its role.
    Responsibilities,
    /// Every entity of each document.
    Entities,
    /// Every relation with each of its places.
    Relations,
}

impl TableKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Measures, Self::Responsibilities, Self::Entities, Self::Relations];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Measures => "measures",
            Self::Responsibilities => "responsibilities",
            Self::Entities => "entities",
            Self::Relations => "relations",
        }
    }

    /// The columns of such a table, the same for every store.
    pub fn columns(self) -> Vec<Column> {
        let (facts, iris) = match self {
            Self::Measures => (measures::FACTS, measures::IRIS),
            Self::Responsibilities => (responsibilities::FACTS, responsibilities::IRIS),
            Self::Entities => (entities::FACTS, entities::IRIS),
            Self::Relations => (relations::FACTS, relations::IRIS),
        };
        let parts = [&DOCUMENT_COLUMNS, facts, &PLACE_COLUMNS, iris, &[DOCUMENT_IRI]];
        parts.concat()
    }
}

impl fmt::Display for TableKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for TableKind {
    type Err = Error;

    fn from_str(word: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == word).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|kind| kind.name()).collect();
            Error::Unknown(format!("there is no table `{word}`; there are {}", known.join(", ")))
        })
    }
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub name: &'static str,
    /// What it holds, in a few words.
    pub meaning: &'static str,
    /// The width that suits it in a spreadsheet, in Latin characters.
    pub width: u16,
}

impl Column {
    pub(super) const fn new(name: &'static str, width: u16, meaning: &'static str) -> Self {
        Self { name, meaning, width }
    }
}

/// The first columns of every table.
const DOCUMENT_COLUMNS: [Column; 4] = [
    Column::new("document", 24, "id of the document"),
    Column::new("title", 18, "title of the document"),
    Column::new("area", 14, "area that the document reports on"),
    Column::new("year", 7, "year of the report"),
];

/// The columns of every table that say where a fact was read, between its own and the IRIs.
const PLACE_COLUMNS: [Column; 5] = [
    Column::new("section", 14, "part of the document"),
    Column::new("sentence", 60, "the sentence"),
    Column::new("evidence", 30, "the words that it was read from"),
    Column::new("start", 8, "first code point of these words in the document, from 0"),
    Column::new("end", 8, "code point after these words"),
];

/// The last column of every table.
const DOCUMENT_IRI: Column = Column::new("document_iri", 20, "IRI of the document");

/// What one field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// A name, a word, a sentence, an IRI.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A decimal number, exactly as in the graph.
    Decimal(String),
    /// A date, `2021-12-31`.
    Date(String),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    /// A text, or nothing where there is none.
    pub(super) fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }

    /// A whole number, or nothing where there is none.
    pub(super) fn integer(number: Option<impl Into<i64>>) -> Self {
        number.map_or(Self::Empty, |number| Self::Integer(number.into()))
    }
}

/// As it stands in a text file; nothing of [`Cell::Empty`].
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) | Self::Decimal(text) | Self::Date(text) => f.write_str(text),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Flag(yes) => write!(f, "{yes}"),
        }
    }
}

/// A flat table of facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it holds.
    pub kind: TableKind,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// A row on its way into a table.
pub(super) struct Row {
    /// Place in the document; facts without a place come last. Facts at one place stand in the order of their IRIs.
    pub(super) order: (u32, u32, String),
    pub(super) cells: Vec<Cell>,
}
