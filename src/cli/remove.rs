//! `govkg remove`: take documents out of the store.

use std::io::Write;
use std::process::ExitCode;

use super::Globals;
use crate::store::{Document, Store};

/// Options of `govkg remove`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  govkg remove liuzhou-2021

Afterwards the store is as if it had never held the document; what was derived from it goes as well.
Corrections of it stay and are obeyed when it is built again; `govkg correct FILE --undo` takes them back.")]
pub(super) struct Options {
    /// Documents: id, source, or the unambiguous beginning of one (see `govkg list`)
    #[arg(required = true, value_name = "DOC")]
    documents: Vec<String>,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    let mut writer = globals.open_writer_of_existing("govkg remove")?;
    let store = Store::in_memory(writer.iris().base(), writer.quads()?.clone());
    // All are looked up before the first is taken out: a mistyped one changes nothing.
    let mut documents: Vec<Document> = Vec::new();
    for word in &options.documents {
        let document = store.find(word)?;
        if !documents.contains(&document) {
            documents.push(document);
        }
    }
    drop(store);
    let ids: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
    writer.remove(&ids)?;
    writer.finish()?;
    if !globals.quiet {
        let mut out = std::io::stdout().lock();
        for document in &documents {
            writeln!(
                out,
                "removed {} {}",
                document.id,
                document.title.as_deref().unwrap_or_default()
            )?;
        }
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}
