//! Clients that people have: rdflib, SPARQLWrapper, curl. Run by `make check-world`.

use std::process::Command;

use super::{TOKEN, listening, settings, small, writer_of};

#[test]
fn clients_of_others_read_and_write() {
    let Some(python) = std::env::var_os("GOVKG_CLIENTS") else {
        return;
    };
    let (runtime, url) = listening(writer_of(&small()), settings());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/sparql_clients.py");
    let run = Command::new(python).arg(script).arg(&url).arg(TOKEN).output().unwrap();
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&run.stdout),
        String::from_utf8_lossy(&run.stderr)
    );
    assert!(run.status.success() && said.contains("all clients agree"), "{said}");
    runtime.shutdown_background();
}
