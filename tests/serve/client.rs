//! The server over a socket, with the client of `--endpoint`, and the command.

use std::time::Duration;

use govkg::graph::DEFAULT_BASE;
use govkg::query::{Backend, Endpoint, Library, Limits, Prefixes, bind};
use govkg::server::router;
use govkg::store::Writer;
use oxigraph::sparql::QueryResults;

use super::{listening, runtime, settings, small};

/// Over a socket: the client of `--endpoint` gets what the store gives.
#[test]
fn the_client_reads_what_the_server_writes() {
    let runtime = runtime();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let patience = Duration::from_secs(10);
    let server = runtime.spawn(govkg::server::serve(
        listener,
        router(small(), settings()),
        100,
        patience,
        async {
            let _stopped = stopped.await;
        },
    ));
    let prefixes = Prefixes::new(DEFAULT_BASE);
    let limits = Limits::default();
    let there = Backend::Endpoint(Endpoint::new(&format!("http://{address}")).unwrap());
    let here = Backend::Store(small());
    let library = Library::built_in().unwrap();
    let given = [("unit".to_owned(), "柳州市教育局".to_owned())];
    for id in ["who-leads-what", "unit-tasks"] {
        let rows = |backend: &Backend| {
            let text = bind(library.get(id).unwrap(), &given, backend, &prefixes, &limits).unwrap();
            match backend.evaluate(&text, &prefixes, &limits).unwrap() {
                QueryResults::Solutions(rows) => rows.map(|row| format!("{:?}", row.unwrap())).collect::<Vec<_>>(),
                _ => panic!("rows"),
            }
        };
        assert!(!rows(&there).is_empty());
        assert_eq!(rows(&there), rows(&here), "{id}");
    }
    let construct = "CONSTRUCT WHERE { ?p gk:leadUnit ?u }";
    match there.evaluate(construct, &prefixes, &limits).unwrap() {
        QueryResults::Graph(triples) => assert_eq!(triples.map(Result::unwrap).count(), 3),
        _ => panic!("triples"),
    }
    assert!(matches!(
        there.evaluate("ASK { ?p gk:leadUnit ?u }", &prefixes, &limits).unwrap(),
        QueryResults::Boolean(true)
    ));
    let nothing = Endpoint::new(&format!("http://{address}/nothing"))
        .unwrap()
        .evaluate("ASK {}", &limits);
    let error = nothing.err().unwrap().to_string();
    assert!(error.contains("404"), "{error}");
    stop.send(()).unwrap();
    let ended = runtime.block_on(async { tokio::time::timeout(Duration::from_secs(10), server).await });
    ended.unwrap().unwrap().unwrap();
}

/// A build through a server keeps each document at once, knows what is unchanged, and undoes itself.
#[test]
fn a_build_writes_through_the_server() {
    use std::process::{Command, Output};

    let writer = Writer::in_memory(DEFAULT_BASE, govkg::derive::derive).unwrap();
    let store = writer.quads().unwrap().clone();
    let mut bounds = settings();
    // A query may have so little that a document sent as one would be refused.
    bounds.max_body = 1 << 10;
    let (runtime, url) = listening(writer, bounds);
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "a.txt",
        "2021年柳州市政府工作报告\n\n全市实现地区生产总值3176.9亿元，增长1.5%。由市教育局牵头。\n",
    );
    write(
        "b.txt",
        "2022年柳州市政府工作报告\n\n全市实现地区生产总值3057.2亿元，增长2.1%。\n",
    );
    let run = |arguments: &[&str], token: Option<&str>| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_govkg"));
        command
            .args(arguments)
            .args(["--endpoint", &url])
            .env_remove("GOVKG_TOKEN");
        if let Some(token) = token {
            command.env("GOVKG_TOKEN", token);
        }
        command.output().unwrap()
    };
    let said = |output: &Output| {
        format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )
    };
    let path = folder.path().to_str().unwrap();
    for token in [None, Some("wrong-token")] {
        let refused = run(&["build", path], token);
        assert!(
            refused.status.code() == Some(2) && said(&refused).contains("401"),
            "{}",
            said(&refused)
        );
        assert!(store.is_empty().unwrap());
    }
    let token = Some(super::TOKEN);
    let first = run(&["build", path], token);
    assert!(first.status.success(), "{}", said(&first));
    let lines = |store: &oxigraph::store::Store| {
        let mut lines: Vec<String> = store.iter().map(|quad| quad.unwrap().to_string()).collect();
        lines.sort();
        lines
    };
    let built = lines(&store);
    assert!(
        built.iter().any(|line| line.contains("/graph/doc/")) && built.iter().any(|line| line.contains("vocabulary"))
    );
    let again = run(&["build", path], token);
    assert!(
        again.status.success() && said(&again).contains("unchanged"),
        "{}",
        said(&again)
    );
    // One more and gone again: the store is what it was.
    write(
        "c.txt",
        "2023年柳州市政府工作报告\n\n全市实现地区生产总值3115.9亿元。\n",
    );
    let more = run(&["build", path], token);
    assert!(
        more.status.success() && lines(&store).len() > built.len(),
        "{}",
        said(&more)
    );
    let listed = run(&["list"], None);
    let id = said(&listed)
        .lines()
        .find(|line| line.starts_with("c-"))
        .unwrap()
        .to_owned();
    let id = id.split_whitespace().next().unwrap();
    let removed = run(&["remove", id], token);
    assert!(removed.status.success(), "{}", said(&removed));
    assert_eq!(lines(&store), built);
    runtime.shutdown_background();
}

/// The command: prints its address, answers, and ends at SIGTERM.
#[cfg(all(unix, feature = "disk"))]
#[test]
fn the_command_serves_a_store_until_it_is_stopped() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let program = env!("CARGO_BIN_EXE_govkg");
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let report = folder.path().join("report.txt");
    std::fs::write(
        &report,
        "2021年柳州市政府工作报告\n\n全市实现地区生产总值3176.9亿元，增长1.5%。\n",
    )
    .unwrap();
    let build = Command::new(program)
        .arg("build")
        .arg(&report)
        .arg("--store")
        .arg(&store)
        .output()
        .unwrap();
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    let mut server = Command::new(program)
        .args(["serve", "--port", "0", "--quiet", "--log", "off", "--store"])
        .arg(&store)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let url = line.trim();
    assert!(url.starts_with("http://127.0.0.1:") && url.ends_with('/'), "{line}");
    let ask = |arguments: &[&str]| Command::new(program).args(arguments).output().unwrap();
    let asked = ask(&["query", "documents", "--format", "csv", "--endpoint", url]);
    let text = String::from_utf8_lossy(&asked.stdout).into_owned();
    assert!(asked.status.success() && text.contains("柳州市"), "{text}");
    // A second reader shares the store; one who would write is told whom to ask.
    let beside = Command::new(program)
        .args(["query", "documents", "--store"])
        .arg(&store)
        .output()
        .unwrap();
    assert!(beside.status.success());
    let writer = Command::new(program)
        .arg("remove")
        .arg("--store")
        .arg(&store)
        .arg("report")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&writer.stderr).into_owned();
    assert!(
        writer.status.code() == Some(2) && told.contains(&format!("{url}sparql")),
        "{told}"
    );
    let taken = Command::new(program)
        .args([
            "serve",
            "--bind",
            url.trim_start_matches("http://").trim_end_matches('/'),
            "--store",
        ])
        .arg(&store)
        .output()
        .unwrap();
    assert_eq!(taken.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&taken.stderr).contains("--port"));
    let killed = Command::new("kill").arg(server.id().to_string()).status().unwrap();
    assert!(killed.success());
    assert_eq!(server.wait().unwrap().code(), Some(0));
}
