//! Clients that people have: rdflib, SPARQLWrapper, curl. Run by `make check-world`.

use std::process::Command;
use std::time::Duration;

use govkg::graph::DEFAULT_BASE;

use super::{TOKEN, runtime, settings, small};

#[test]
fn clients_of_others_read_and_write() {
    let Some(python) = std::env::var_os("GOVKG_CLIENTS") else {
        return;
    };
    let runtime = runtime();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let writer = govkg::store::Writer::in_memory(DEFAULT_BASE, govkg::derive::derive).unwrap();
    let store = small();
    let quads: Vec<_> = store.iter().map(Result::unwrap).collect();
    writer.quads().unwrap().extend(quads).unwrap();
    let router = govkg::server::router_with_changes(writer, TOKEN, settings()).unwrap();
    let never = std::future::pending::<()>();
    runtime.spawn(govkg::server::serve(
        listener,
        router,
        100,
        Duration::from_secs(10),
        never,
    ));
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
