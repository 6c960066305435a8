//! Shows: the graph as flat tables, one fact a row, for spreadsheets and statistics.
//!
//! In comes a store, out goes a [`Table`]: every measure, responsibility, entity or relation with the sentence it was
//! read from, its place in the document, and what is needed to sort and filter. Labels stand first, IRIs in the last
//! columns. Rows are in the order of documents and of places in them. [`write_csv`] and [`write_xlsx`] write a table.

mod csv;
mod document;
mod entities;
mod labels;
mod measures;
mod relations;
mod responsibilities;
mod table;
mod xlsx;

use oxigraph::store::Store;

pub use csv::{CsvStyle, write_csv};
pub use table::{Cell, Column, Table, TableKind};
pub use xlsx::write_xlsx;

use crate::Result;
use document::Document;
use labels::Labels;
use table::Row;

/// All facts of one kind in the store.
pub fn table(store: &Store, kind: TableKind) -> Result<Table> {
    let mut labels = Labels::new(store);
    let mut rows = Vec::new();
    for graph in document::graphs(store)? {
        let document = Document::read(store, graph, &mut labels)?;
        let mut found: Vec<Row> = match kind {
            TableKind::Measures => measures::rows(&document, &mut labels)?,
            TableKind::Responsibilities => responsibilities::rows(&document, &mut labels)?,
            TableKind::Entities => entities::rows(&document, &mut labels)?,
            TableKind::Relations => relations::rows(&document, &mut labels)?,
        };
        found.sort_by(|a, b| a.order.cmp(&b.order));
        rows.extend(found.into_iter().map(|row| row.cells));
    }
    Ok(Table {
        kind,
        columns: kind.columns(),
        rows,
    })
}
