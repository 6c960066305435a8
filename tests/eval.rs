//! The figures of `govkg eval` are those of the reference program, `score.py`, to the last digit that it prints.

mod graphs;
mod writer;

use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;
use govkg::eval::{Graph, score};
use govkg::graph::{DEFAULT_BASE, Input, read_document, vocabulary};
use govkg::lexicon::Lexicon;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use serde_json::Value;

use crate::documents::shared;

/// One graph, the text it was read from, and the annotations of that text.
struct Case {
    graph: PathBuf,
    document: PathBuf,
    gold: PathBuf,
}

/// A Python with pyoxigraph: `$GOVKG_PYTHON`, else that of a virtual environment in the target folder, else any.
///
/// Continuous integration makes the virtual environment where there is none.
fn python() -> Option<PathBuf> {
    let environment = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    let own = environment.join("bin/python");
    let known = std::env::var_os("GOVKG_PYTHON").map(PathBuf::from);
    let mut candidates = known.into_iter().chain([own.clone(), PathBuf::from("python3")]);
    let works = |python: &PathBuf| {
        Command::new(python)
            .args(["-c", "import pyoxigraph"])
            .output()
            .is_ok_and(|output| output.status.success())
    };
    if let Some(found) = candidates.find(works) {
        return Some(found);
    }
    if std::env::var_os("CI").is_none() {
        println!("skipped: no Python with pyoxigraph; `pip install pyoxigraph` and set GOVKG_PYTHON to run this test");
        return None;
    }
    let made = Command::new("python3").args(["-m", "venv"]).arg(&environment).status();
    assert!(
        made.is_ok_and(|status| status.success()),
        "python3 -m venv failed; install python3-venv or set GOVKG_PYTHON"
    );
    let installed = Command::new(&own)
        .args(["-m", "pip", "install", "--quiet", "pyoxigraph==0.5.13"])
        .status();
    assert!(
        installed.is_ok_and(|status| status.success()),
        "pip install pyoxigraph failed"
    );
    Some(own)
}

/// What the reference program says of each case.
fn reference(python: &Path, tools: &Path, cases: &[Case]) -> Vec<Value> {
    let program = "import sys\nsys.path.insert(0, sys.argv[1])\nimport score\nrest = sys.argv[2:]\n\
                   while rest:\n    sys.argv = ['score.py', '--json'] + rest[:3]\n    score.main()\n    rest = rest[3:]\n";
    let mut command = Command::new(python);
    command.args(["-B", "-X", "utf8", "-c", program]).arg(tools);
    for case in cases {
        command.args([&case.graph, &case.document, &case.gold]);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn scored(case: &Case) -> Value {
    let graph = Graph::parse(&std::fs::read(&case.graph).unwrap(), RdfFormat::NQuads).unwrap();
    let text = document(&case.document);
    serde_json::to_value(score(&graph, &text, &case.gold).unwrap().scores).unwrap()
}

fn document(path: &Path) -> String {
    govkg::text::decode(&std::fs::read(path).unwrap()).0
}

/// The annotated texts: folder and document.
fn annotated(shared: &Path) -> Vec<(PathBuf, PathBuf)> {
    let index = std::fs::read_to_string(shared.join("gold/INDEX.tsv")).unwrap();
    let rows = index.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((shared.join("gold").join(cells.next()?), shared.join(cells.next()?)))
    });
    rows.filter(|(folder, document)| folder.is_dir() && document.exists())
        .collect()
}

/// The example of the graph as N-Quads.
fn example(shared: &Path) -> Vec<u8> {
    let trig = std::fs::read(shared.join("example.trig")).unwrap();
    let quads = RdfParser::from_format(RdfFormat::TriG).for_slice(&trig);
    quads
        .map(|quad| format!("{} .\n", quad.unwrap()))
        .collect::<String>()
        .into_bytes()
}

#[test]
fn figures_are_those_of_the_reference_program() {
    let Some(shared) = shared("") else { return };
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut cases = Vec::new();
    let mut add = |gold: &Path, document: &Path, graph: &[u8]| {
        let path = folder.path().join(format!("{}.nq", cases.len()));
        std::fs::write(&path, graph).unwrap();
        cases.push(Case {
            graph: path,
            document: document.to_owned(),
            gold: gold.to_owned(),
        });
    };
    for (gold, document_path) in annotated(&shared) {
        let text = document(&document_path);
        for seed in 0..5 {
            add(&gold, &document_path, graphs::make(&gold, &text, seed).as_bytes());
        }
        add(&gold, &document_path, b"");
    }
    add(
        &shared.join("gold/liuzhou-2021"),
        &shared.join("seed/liuzhou-2021.txt"),
        &example(&shared),
    );
    assert!(cases.len() > 90, "annotated texts are missing");

    let expected = reference(&python, &shared.join("tools"), &cases);
    assert_eq!(expected.len(), cases.len());
    for (n, (case, expected)) in cases.iter().zip(expected).enumerate() {
        assert_eq!(scored(case), expected, "case {n}: {}", case.gold.display());
    }
}

#[test]
fn so_are_those_of_what_is_read() {
    let Some(shared) = shared("") else { return };
    let Some(python) = python() else { return };
    let words = Lexicon::load(&[]).unwrap();
    let known = vocabulary(&words, &[], DEFAULT_BASE);
    let folder = tempfile::tempdir().unwrap();
    let mut cases = Vec::new();
    let mut found = Vec::new();
    for (gold, path) in annotated(&shared) {
        let input = Input {
            bytes: &std::fs::read(&path).unwrap(),
            id: "report-000000",
            source: "report.txt",
            base: DEFAULT_BASE,
        };
        let quads: Vec<Quad> = read_document(&input, &words)
            .quads
            .into_iter()
            .chain(known.clone())
            .collect();
        let mut lines: Vec<String> = quads.iter().map(|quad| format!("{quad} .\n")).collect();
        lines.sort();
        let graph = folder.path().join(format!("{}.nq", cases.len()));
        std::fs::write(&graph, lines.concat()).unwrap();
        let scores = score(&Graph::of(quads).unwrap(), &document(&path), &gold)
            .unwrap()
            .scores;
        found.push(serde_json::to_value(scores).unwrap());
        cases.push(Case {
            graph,
            document: path,
            gold,
        });
    }
    let expected = reference(&python, &shared.join("tools"), &cases);
    assert_eq!(expected.len(), cases.len());
    for ((case, found), expected) in cases.iter().zip(found).zip(expected) {
        assert_eq!(found, expected, "{}", case.gold.display());
    }
}

#[test]
fn the_example_scores_what_it_holds() {
    let Some(shared) = shared("") else { return };
    let folder = tempfile::tempdir().unwrap();
    let graph = folder.path().join("example.nq");
    std::fs::write(&graph, example(&shared)).unwrap();
    let case = Case {
        graph,
        document: shared.join("seed/liuzhou-2021.txt"),
        gold: shared.join("gold/liuzhou-2021"),
    };
    let scores = scored(&case);
    assert_eq!(scores["measures.full"]["tp"], 2);
    assert_eq!(scores["measures.full"]["p"], 1.0);
    assert_eq!(scores["measures.attributes"]["subject"], 1.0);
}

#[test]
fn the_command_prints_figures_and_mistakes() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("report.txt"), "全市有学校25所，新增3所。\r\n").unwrap();
    std::fs::write(
        path("measures.tsv"),
        "quote\tsubject\tindicator\taspect\tcomparator\tvalue\tunit\tperiod\tkind\n\
         学校25所\t*\t学校数\tlevel\t=\t25\t所\t2020\tactual\n新增3所\t*\t学校数\tgrowth\t=\t3\t所\t2020\tactual\n",
    )
    .unwrap();
    let graph = "@prefix gk: <https://w3id.org/govkg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix prov: <http://www.w3.org/ns/prov#> . @prefix : <https://w3id.org/govkg/id/doc/r-000000#> .
        <https://w3id.org/govkg/id/graph/doc/r-000000> {
          :m a gk:Achievement ; gk:value 25 ; gk:unit :suo ; gk:aspect gk:Growth ; gk:comparator gk:Exactly ; gk:indicator :i ;
            prov:wasDerivedFrom :s . :s gk:start 3 ; gk:end 8 . :suo skos:prefLabel \"所\"@zh . :i skos:prefLabel \"学校数\"@zh }";
    std::fs::write(path("graph.trig"), graph).unwrap();
    let run = |more: &[&str]| {
        let mut command = Command::cargo_bin("govkg").unwrap();
        command
            .args(["eval", "report.txt", ".", "--graph", "graph.trig"])
            .args(more)
            .current_dir(folder.path());
        command.output().unwrap()
    };

    let output = run(&["--errors", "5"]);
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "measures.detect          p=1.0  r=0.5  f1=0.6667  tp=1  pred=1  gold=2\n\
         measures.full            p=0.0  r=0.0  f1=0.0  tp=0  pred=1  gold=2\n\
         measures.attributes      unit=1.0  sign=1.0  kind=1.0  aspect=0.0  comparator=1.0  period=0.0  indicator=1.0  subject=1.0  subject_named=0.0\n"
    );
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "--- measures missed: 1\n    新增3所 | 3所\n--- measures extra: 0\n--- measures wrong: 1\n    \
         学校25所 | 25所: aspect, period (indicator read: 学校数)\n"
    );
    let json: Value = serde_json::from_slice(&run(&["--json"]).stdout).unwrap();
    assert_eq!(json["measures.detect"]["f1"], 0.6667);

    std::fs::remove_file(path("measures.tsv")).unwrap();
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("holds no annotations"));
    std::fs::write(path("graph.trig"), "<a").unwrap();
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("graph.trig"));
}
