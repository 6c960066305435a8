//! What programs that we did not write make of our files; only where `GOVKG_WORLD` is set, by `make check-world`.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use govkg::view::{Caption, Edge, Graph, Layout, Node, project, render};

use super::{FORMATS, hostile, keep, named, sample};

/// The Python of `make check-world`, where this is it.
fn python() -> Option<std::ffi::OsString> {
    if std::env::var_os("GOVKG_WORLD").is_none() {
        println!("skipped: GOVKG_WORLD is not set");
        return None;
    }
    std::env::var_os("GOVKG_PYTHON")
}

fn run(command: &mut Command) -> String {
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command:?}\n{said}\n{complaint}");
    said
}

fn peer(script: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers").join(script)
}

#[test]
fn every_format_is_read_by_a_foreign_tool() {
    let Some(python) = python() else { return };
    for (name, store, view) in [
        ("plain", sample(), "full"),
        ("hostile", hostile(), "projects"),
        ("columns", hostile(), "responsibility"),
    ] {
        let graph = project(&store, &named(view)).unwrap();
        let folder = keep(&format!("world-{name}"), "").with_extension("d");
        std::fs::create_dir_all(&folder).unwrap();
        for format in FORMATS.into_iter().chain(["png"]) {
            let bytes = render(&graph, format.parse().unwrap()).unwrap();
            std::fs::write(folder.join(format!("graph.{format}")), bytes).unwrap();
        }
        let said = run(Command::new(&python).arg(peer("graphs.py")).arg(&folder));
        println!("{name}\n{said}");
        let counts = format!("{} nodes, {} edges", graph.inner.node_count(), graph.inner.edge_count());
        let readers = [
            "networkx graphml",
            "networkx gexf",
            "networkx cytoscape",
            "igraph graphml",
            "graphviz",
            "csv",
        ];
        for reader in readers {
            assert!(
                said.contains(&format!("{reader}: {counts}")),
                "{reader} does not read {counts}"
            );
        }
    }
}

/// Hubs with rays, and links across: the same for the same number.
fn network(count: usize) -> Graph {
    let mut seed = 1_u64;
    let mut below = |bound: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((u128::from(seed) * bound as u128) >> 64) as usize
    };
    let mut inner = petgraph::graph::DiGraph::new();
    for n in 0..count {
        inner.add_node(Node {
            iri: format!("urn:{n}"),
            label: format!("第{n}个项目"),
            ..Node::default()
        });
    }
    for n in 1..count {
        let near = n.saturating_sub(60);
        let other = if n % 3 == 0 {
            near + below(n - near)
        } else {
            near / 40 * 40
        };
        inner.add_edge((other as u32).into(), (n as u32).into(), Edge::default());
        if n % 4 == 0 {
            inner.add_edge((below(n) as u32).into(), (n as u32).into(), Edge::default());
        }
    }
    Graph {
        view: "net".into(),
        title: Caption::default(),
        layout: Layout::Force,
        captions: std::collections::BTreeMap::new(),
        documents: Vec::new(),
        notes: Vec::new(),
        inner,
    }
}

/// Seconds for the picture, and stress and neighbourhood preservation beside those of sfdp.
#[test]
fn networks_are_placed_as_well_as_by_sfdp_and_in_time() {
    let Some(python) = python() else { return };
    let mut command = Command::new(python);
    command.arg(peer("layout.py"));
    for (count, limit) in [(1000, 1.0), (20_000, 60.0)] {
        let graph = network(count);
        let begin = Instant::now();
        let svg = render(&graph, "svg".parse().unwrap()).unwrap();
        let seconds = begin.elapsed().as_secs_f64();
        println!("{count} nodes: {seconds:.2} s, {} bytes", svg.len());
        assert!(cfg!(debug_assertions) || seconds < limit, "{count} nodes: {seconds} s");
        let path = keep(&format!("network-{count}.json"), "");
        std::fs::write(&path, render(&graph, "graphology".parse().unwrap()).unwrap()).unwrap();
        let mut argument = path.into_os_string();
        argument.push(format!("={seconds}"));
        command.arg(argument);
    }
    println!("{}", run(&mut command));
}
