//! Views of the store as graphs, pictures and files.

mod formats;
mod world;

use std::collections::BTreeSet;
use std::path::PathBuf;

use govkg::view::{Format, Graph, ViewOptions, project, render};
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad};
use oxigraph::store::Store;

const GK: &str = "https://w3id.org/govkg/ontology#";
const FORMATS: [&str; 10] = [
    "svg",
    "html",
    "dot",
    "graphml",
    "gexf",
    "json",
    "graphology",
    "mermaid",
    "csv",
    "csv-nodes",
];
const HOSTILE: &str = "\"市'局\" </text><script>alert(1)</script>&lt;\\N\\\"]; #quot;`x` --> | \n\r\t\u{0}\u{7}\u{1b}[31m\u{202E}\u{FFFE} 👨‍👩‍👧‍👦🏽 مرحبا שלום {{a}} $(id) %s";

fn sample() -> Store {
    let store = Store::new().unwrap();
    let text = include_str!("fixtures/responsibility.trig");
    store.load_from_reader(RdfFormat::TriG, text.as_bytes()).unwrap();
    store
}

fn named(view: &str) -> ViewOptions {
    ViewOptions::named(view).unwrap()
}

fn labels(graph: &Graph) -> BTreeSet<String> {
    graph.inner.node_weights().map(|n| n.label.clone()).collect()
}

fn write(graph: &Graph, format: &str) -> String {
    String::from_utf8(render(graph, format.parse().unwrap()).unwrap()).unwrap()
}

/// Keeps a picture where a person can look at it.
fn keep(name: &str, content: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// Names of the elements of an XML text; panics where it is not well-formed.
fn elements(xml: &str) -> Vec<String> {
    let (mut open, mut all, mut rest) = (Vec::new(), Vec::new(), xml);
    let entity = |text: &str| {
        for (at, _) in text.match_indices('&') {
            let name = text[at + 1..].split(';').next().unwrap();
            let known = ["amp", "lt", "gt", "quot", "#39", "#10", "#13", "#9"];
            assert!(known.contains(&name), "a loose & in {text}");
        }
        assert!(!text.contains('>'), "a loose > in {text}");
    };
    let allowed = |c: char| c == '\n' || (!c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'));
    assert!(xml.chars().all(allowed), "a character that XML cannot hold");
    while let Some(at) = rest.find('<') {
        entity(&rest[..at]);
        let end = at + rest[at..].find('>').expect("an unclosed tag");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if tag.starts_with('?') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let name = tag.trim_end_matches('/').split_whitespace().next().unwrap().to_owned();
        assert!(!tag.contains('<'));
        // Between the quotes stand values, outside names and equal signs.
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        for (index, part) in tag.split('"').enumerate() {
            let name_part = |c: char| c.is_ascii_alphanumeric() || " =-:./\n".contains(c) || c == '_';
            assert!(
                index % 2 == 1 || part.chars().all(name_part),
                "{part:?} between attributes"
            );
        }
        all.push(name.clone());
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
    all
}

/// Left, top, width and height of the boxes of nodes.
fn boxes(svg: &str) -> Vec<[f64; 4]> {
    let mut found = Vec::new();
    for group in svg.split("<g class=\"node\"").skip(1) {
        let group = group.split("</g>").next().unwrap();
        let Some(rect) = group.rsplit("<rect ").next().filter(|_| group.contains("<rect ")) else {
            continue;
        };
        let attribute = |name: &str| -> f64 {
            let from = rect.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
            rect[from..].split('"').next().unwrap().parse().unwrap()
        };
        found.push(["x", "y", "width", "height"].map(attribute));
    }
    found
}

#[test]
fn the_responsibility_view_shows_who_leads_what() {
    let graph = project(&sample(), &named("responsibility")).unwrap();
    let leads = graph
        .inner
        .edge_weights()
        .filter(|e| e.role.as_deref() == Some(&format!("{GK}Lead")))
        .count();
    assert_eq!(
        (graph.inner.node_count(), leads, graph.inner.edge_count()),
        (34, 12, 68)
    );
    assert_eq!(graph.documents.len(), 1);
    assert!(
        graph
            .inner
            .edge_weights()
            .all(|e| e.evidence.len() == 1 && e.sentence.is_some())
    );
}

#[test]
fn the_picture_is_well_formed_and_no_boxes_overlap() {
    let graph = project(&sample(), &named("responsibility")).unwrap();
    let svg = write(&graph, "svg");
    keep("responsibility.svg", &svg);
    let elements = elements(&svg);
    let titles = elements.iter().filter(|e| *e == "title").count();
    assert_eq!(titles, 1 + 34 + 68);
    for wanted in [
        "viewBox=",
        "Noto Sans CJK SC",
        "柳州市2021年",
        "牵头单位",
        "《政府工作报告》（柳政发〔2021〕17号）",
    ] {
        assert!(svg.contains(wanted), "no {wanted}");
    }
    let boxes = boxes(&svg);
    assert_eq!(boxes.len(), 34);
    for (index, a) in boxes.iter().enumerate() {
        for b in &boxes[..index] {
            let apart = a[0] + a[2] <= b[0] || b[0] + b[2] <= a[0] || a[1] + a[3] <= b[1] || b[1] + b[3] <= a[1];
            assert!(apart, "{a:?} lies over {b:?}");
        }
    }
}

#[test]
fn the_same_store_gives_the_same_bytes_in_any_order() {
    let quads: Vec<Quad> = sample().iter().map(Result::unwrap).collect();
    let reversed = Store::new().unwrap();
    for quad in quads.iter().rev() {
        reversed.insert(quad).unwrap();
    }
    for view in govkg::view::built_in() {
        let (a, b) = (
            project(&sample(), &named(view)).unwrap(),
            project(&reversed, &named(view)).unwrap(),
        );
        for format in FORMATS {
            assert_eq!(write(&a, format), write(&b, format), "{view} as {format}");
        }
    }
}

#[test]
fn focus_keeps_the_surroundings_of_an_entity() {
    let store = sample();
    let mut view = named("responsibility");
    view.focus = Some("市教育局".into());
    let near = project(&store, &view).unwrap();
    assert_eq!(near.inner.node_count(), 4, "{:?}", labels(&near));
    keep("focus.svg", &write(&near, "svg"));
    view.depth = 2;
    view.focus = Some("柳州市教育局".into());
    let wider = project(&store, &view).unwrap();
    assert!(labels(&wider).contains("柳州市公安局") && !labels(&wider).contains("柳州市水利局"));

    view.focus = Some("人民政府".into());
    let choices = project(&store, &view).unwrap_err().to_string();
    assert!(choices.contains("柳城县人民政府 <https://"), "{choices}");
    view.focus = Some("市教育厅".into());
    let nothing = project(&store, &view).unwrap_err().to_string();
    assert!(
        nothing.contains("市教育厅") && nothing.contains("柳州市教育局"),
        "{nothing}"
    );
}

#[test]
fn conditions_limit_and_path_narrow_a_view() {
    let store = sample();
    let with = |conditions: &[&str]| {
        let mut view = named("responsibility");
        view.filters = conditions.iter().map(|c| c.parse().unwrap()).collect();
        project(&store, &view).unwrap()
    };
    assert_eq!(with(&["role=Lead"]).inner.edge_count(), 12);
    assert_eq!(with(&["relation=leadUnit", "Agency=教育局"]).inner.edge_count(), 2);
    assert_eq!(with(&["type=Agency"]).inner.node_count(), 24);
    assert_eq!(with(&["area=柳州市", "year=2021"]).inner.edge_count(), 68);
    assert!(with(&["year=2020"]).is_empty());

    let mut view = named("responsibility");
    view.limit = Some(10);
    let few = project(&store, &view).unwrap();
    assert!(few.inner.node_count() <= 10 && labels(&few).contains("柳州市财政局"));
    assert!(few.notes[0].zh.contains("34"), "{:?}", few.notes);

    let mut view = named("responsibility");
    view.path = Some(("市水利局".into(), "市教育局".into()));
    let path = project(&store, &view).unwrap();
    assert!(labels(&path).contains("柳州市财政局") && labels(&path).contains("农村饮水巩固提升工程"));
    assert!(!labels(&path).contains("柳州市公安局"));
}

#[test]
fn a_view_of_ones_own_is_a_select_or_a_construct() {
    let store = sample();
    let construct = ViewOptions::parse(
        "mine",
        "PREFIX gk: <https://w3id.org/govkg/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
         CONSTRUCT { ?p gk:leadUnit ?u . ?u a gk:Company ; rdfs:label \"甲\" } WHERE { ?p gk:leadUnit ?u }",
    );
    let graph = project(&store, &construct).unwrap();
    assert_eq!(graph.inner.edge_count(), 12);
    let companies = graph
        .inner
        .node_weights()
        .filter(|n| n.class.as_deref() == Some(&format!("{GK}Company")));
    assert!(companies.count() == 8 && labels(&graph).contains("甲"));

    let literal = ViewOptions::parse(
        "mine",
        "SELECT ?source ?target WHERE { ?source <https://w3id.org/govkg/ontology#deadline> ?target FILTER(CONTAINS(STR(?source), \"/project/\")) }",
    );
    assert!(labels(&project(&store, &literal).unwrap()).contains("2021-12-31"));

    for (query, message) in [
        ("ASK { ?s ?p ?o }", "ASK"),
        ("SELECT ?a { ?a ?p ?o }", "?source"),
        ("SELECT", "parsed"),
    ] {
        let error = project(&store, &ViewOptions::parse("mine", query))
            .unwrap_err()
            .to_string();
        assert!(error.contains(message), "{error}");
    }
}

/// A network of projects with hostile names, each in three relations.
fn hostile() -> Store {
    let store = sample();
    let graph = GraphName::from(NamedNode::new("https://w3id.org/govkg/id/graph/doc/hostile").unwrap());
    let node = |kind: &str, n: usize| NamedNode::new(format!("https://w3id.org/govkg/id/{kind}/{n}")).unwrap();
    let gk = |name: &str| NamedNode::new(format!("{GK}{name}")).unwrap();
    let label = NamedNode::new("http://www.w3.org/2004/02/skos/core#prefLabel").unwrap();
    let rdf_type = NamedNode::new("http://www.w3.org/1999/02/22-rdf-syntax-ns#type").unwrap();
    let add = |s: &NamedNode, p: &NamedNode, o: oxigraph::model::Term| {
        store
            .insert(&Quad::new(s.clone(), p.clone(), o, graph.clone()))
            .unwrap();
    };
    let relations = [
        ("inIndustry", "industry", "Industry"),
        ("undertakenBy", "company", "Company"),
        ("leadUnit", "agency", "Agency"),
    ];
    for n in 0..12 {
        let project = node("project", n);
        add(&project, &rdf_type, gk("Project").into());
        add(
            &project,
            &label,
            Literal::new_language_tagged_literal(format!("{HOSTILE}{n}"), "zh")
                .unwrap()
                .into(),
        );
        for (relation, kind, class) in relations {
            let other = node(kind, n % 3);
            add(&project, &gk(relation), other.clone().into());
            add(&other, &rdf_type, gk(class).into());
            let name = format!("{n}\u{0}{HOSTILE}");
            if n < 3 {
                add(
                    &other,
                    &label,
                    Literal::new_language_tagged_literal(name, "zh").unwrap().into(),
                );
            }
        }
    }
    store
}

#[test]
fn hostile_labels_break_out_of_no_format() {
    let store = hostile();
    for view in ["responsibility", "projects"] {
        let graph = project(&store, &named(view)).unwrap();
        for format in ["svg", "graphml", "gexf"] {
            let text = write(&graph, format);
            keep(&format!("hostile-{view}.{format}"), &text);
            assert!(!elements(&text).iter().any(|e| e == "script"), "{view} as {format}");
        }
        let json: serde_json::Value = serde_json::from_str(&write(&graph, "json")).unwrap();
        let nodes = json["elements"]["nodes"].as_array().unwrap();
        assert!(nodes.iter().any(|n| n["data"]["label"] == format!("{HOSTILE}7")));
        let csv = write(&graph, "csv");
        let mut table = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), graph.inner.edge_count());
        assert!(rows.iter().any(|row| row[1] == format!("{HOSTILE}7")));
        let mermaid = write(&graph, "mermaid");
        keep(&format!("hostile-{view}.mmd"), &mermaid);
        assert!(!mermaid.contains("<script") && !mermaid.contains("\\N"));
        let nodes = mermaid
            .lines()
            .filter(|l| l.starts_with("  n") && l.contains('"') && !l.contains('|'));
        for line in nodes {
            assert_eq!(line.matches('"').count(), 2, "{line}");
        }
        graphviz(&format!("hostile-{view}"), &write(&graph, "dot"));
    }
}

/// Draws with Graphviz, where there is one.
fn graphviz(name: &str, dot: &str) {
    let path = keep(&format!("{name}.dot"), dot);
    match std::process::Command::new("dot").arg("-Tsvg").arg(&path).output() {
        Ok(done) => {
            let complaint = String::from_utf8_lossy(&done.stderr);
            assert!(
                done.status.success() && !complaint.contains("syntax error"),
                "{complaint}"
            );
            let svg = String::from_utf8(done.stdout).unwrap();
            assert!(!svg.contains("<script"), "{name}");
            keep(&format!("{name}.dot.svg"), &svg);
        }
        Err(e) => assert_eq!(e.kind(), std::io::ErrorKind::NotFound, "{e}"),
    }
}

#[test]
fn graphviz_draws_what_is_written() {
    let store = sample();
    for view in ["responsibility", "full"] {
        let graph = project(&store, &named(view)).unwrap();
        graphviz(view, &write(&graph, "dot"));
        keep(&format!("{view}.mmd"), &write(&graph, "mermaid"));
        keep(&format!("{view}.gexf"), &write(&graph, "gexf"));
        keep(&format!("{view}.graphml"), &write(&graph, "graphml"));
        keep(&format!("{view}.svg"), &write(&graph, "svg"));
    }
}

#[test]
fn a_network_of_a_thousand_nodes_is_drawn_in_a_second() {
    let store = Store::new().unwrap();
    let node = |n: usize| NamedNode::new(format!("https://w3id.org/govkg/id/project/{n}")).unwrap();
    for n in 1..1000_usize {
        let part = NamedNode::new(format!("{GK}partOf")).unwrap();
        store
            .insert(&Quad::new(
                node(n),
                part,
                node(n * 7 % (n.isqrt() + 1)),
                GraphName::DefaultGraph,
            ))
            .unwrap();
    }
    let query = "SELECT ?source ?predicate ?target WHERE { ?source ?predicate ?target }";
    let graph = project(&store, &ViewOptions::parse("net", query)).unwrap();
    let begin = std::time::Instant::now();
    let svg = write(&graph, "svg");
    let seconds = begin.elapsed().as_secs_f64();
    keep("thousand.svg", &svg);
    println!("1000 nodes: {seconds:.2} s");
    // Twice what it may take, as other work may go on beside a test.
    assert!(cfg!(debug_assertions) || seconds < 2.0, "{seconds} s");
}

#[test]
fn formats_are_known_by_name_and_ending() {
    assert_eq!(Format::of_path("a/图.SVG".as_ref()).unwrap(), Format::Svg);
    assert_eq!(Format::of_path("x.gv".as_ref()).unwrap(), Format::Dot);
    for error in [Format::of_path("x.bmp".as_ref()), "bmp".parse::<Format>()] {
        let message = error.unwrap_err().to_string();
        assert!(FORMATS.iter().all(|format| message.contains(format)), "{message}");
    }
}

/// The command on a store on disk.
#[cfg(feature = "disk")]
mod command {
    use std::path::Path;

    use assert_cmd::Command;

    fn govkg(folder: &Path, arguments: &[&str]) -> std::process::Output {
        let mut command = Command::cargo_bin("govkg").unwrap();
        command
            .current_dir(folder)
            .env_remove("GOVKG_STORE")
            .args(arguments)
            .output()
            .unwrap()
    }

    fn said(output: &std::process::Output) -> String {
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    #[test]
    fn a_report_becomes_a_picture() {
        let folder = tempfile::tempdir().unwrap();
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sample/liuzhou-2021.txt");
        let built = govkg(folder.path(), &["build", sample]);
        assert!(built.status.success(), "{}", said(&built));

        let drawn = govkg(folder.path(), &["graph", "-o", "picture.svg"]);
        assert!(drawn.status.success(), "{}", said(&drawn));
        assert!(said(&drawn).contains("34 nodes, 68 edges"), "{}", said(&drawn));
        let picture = std::fs::read_to_string(folder.path().join("picture.svg")).unwrap();
        assert!(picture.contains("柳州市教育局"));
        super::elements(&picture);

        let dot = govkg(
            folder.path(),
            &["graph", "-o", "-", "--format", "dot", "--where", "role=Lead"],
        );
        assert!(dot.status.success() && dot.stdout.starts_with(b"digraph") && dot.stderr.is_empty());

        let nothing = govkg(folder.path(), &["graph", "-o", "none.svg", "--where", "year=1999"]);
        assert_eq!(nothing.status.code(), Some(1));
        assert!(said(&nothing).contains("nothing to show") && !folder.path().join("none.svg").exists());

        let unwritten = govkg(folder.path(), &["graph", "-o", "no/such/folder.svg"]);
        assert_eq!(unwritten.status.code(), Some(2));
        assert!(said(&unwritten).contains("no/such/folder.svg"), "{}", said(&unwritten));
        let unknown = govkg(folder.path(), &["graph", "-o", "x.svg", "--focus", "无此单位"]);
        assert_eq!(
            (unknown.status.code(), said(&unknown).contains("无此单位")),
            (Some(2), true)
        );
    }

    #[test]
    fn the_structure_of_a_view_is_measured() {
        let folder = tempfile::tempdir().unwrap();
        assert!(govkg(folder.path(), &["build", "--sample"]).status.success());
        let table = govkg(folder.path(), &["stats", "--graph", "--limit", "1"]);
        let text = String::from_utf8_lossy(&table.stdout).into_owned();
        assert!(
            text.starts_with("34 nodes, 68 edges") && text.lines().count() == 4,
            "{text}"
        );
        let json = govkg(folder.path(), &["stats", "--graph", "--limit", "0", "--json"]);
        let whole: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
        let standings = whole["standings"].as_array().unwrap();
        assert_eq!(standings.len(), 34);
        let degrees: u64 = standings.iter().map(|node| node["degree"].as_u64().unwrap()).sum();
        assert_eq!(degrees, 2 * whole["pairs"].as_u64().unwrap());
        let ranks: f64 = standings.iter().map(|node| node["pageRank"].as_f64().unwrap()).sum();
        assert!((ranks - 1.0).abs() < 1e-6);
        assert_eq!(
            govkg(folder.path(), &["stats", "--graph", "nothing"]).status.code(),
            Some(2)
        );
    }

    #[test]
    fn wrong_arguments_are_answered_before_a_store_is_sought() {
        let folder = tempfile::tempdir().unwrap();
        for (arguments, answer) in [
            (["-o", "x.bmp", "--quiet"].as_slice(), "svg|png|html|dot"),
            (&["-o", "x.svg", "--format", "bmp"], "choose svg, png"),
            (&["-o", "-"], "--format svg|png"),
            (&["-o", "x.svg", "--view", "nothing"], "responsibility, projects"),
            (&["-o", "x.svg", "--view", "gone.rq"], "cannot read gone.rq"),
            (&["-o", "x.svg", "--where", "colour=red"], "colour"),
        ] {
            let output = govkg(folder.path(), &[&["graph"], arguments].concat());
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            assert!(said(&output).contains(answer), "{arguments:?}: {}", said(&output));
        }
        let without = govkg(folder.path(), &["graph", "-o", "x.svg"]);
        assert_eq!(without.status.code(), Some(2), "{}", said(&without));
        assert!(!folder.path().join("govkg.db").exists());
    }
}
