//! The sample report and the annotated texts, from bytes to scores.

use std::path::Path;

use govkg::eval::{self, Figure, Graph, Score};
use govkg::graph::{DEFAULT_BASE, Input, Reading, read_document, vocabulary};
use govkg::lexicon::Lexicon;

use crate::documents::shared;

/// Reads a text and scores it against a folder of annotations.
fn score(text: &Path, gold: &Path) -> eval::Evaluation {
    let words = Lexicon::load(&[]).unwrap();
    let bytes = std::fs::read(text).unwrap();
    let reading = read_document(
        &Input {
            bytes: &bytes,
            id: "x",
            source: "x.txt",
            base: DEFAULT_BASE,
        },
        &words,
    );
    let graph = Graph::of(reading.quads.into_iter().chain(vocabulary(&words, &[], DEFAULT_BASE))).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    eval::score(&graph, text.trim_start_matches('\u{feff}'), gold).unwrap()
}

fn figure(evaluation: &eval::Evaluation, name: &str) -> Score {
    match evaluation.scores.get(name) {
        Some(Figure::Score(score)) => *score,
        other => panic!("{name} is no score: {other:?}"),
    }
}

#[track_caller]
fn at_least(evaluation: &eval::Evaluation, name: &str, precision: f64, recall: f64) {
    let score = figure(evaluation, name);
    println!("{name}: {score:?}");
    assert!(score.p >= precision && score.r >= recall, "{name}: {score:?}");
}

#[test]
fn every_responsibility_of_the_sample_is_read_and_nothing_else() {
    let Some(gold) = shared("gold/liuzhou-2021") else {
        return;
    };
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample/liuzhou-2021.txt");
    let evaluation = score(&text, &gold);
    at_least(&evaluation, "relations.table", 1.0, 1.0);
    // What is wrong costs more than what is missing.
    at_least(&evaluation, "measures.detect", 0.93, 0.70);
}

#[test]
fn responsibilities_in_running_text() {
    for name in ["xv2-27-2021-08-29", "xv2-19-2021-09-28", "xv2-48-2024-05-31"] {
        let Some(gold) = shared(&format!("gold/{name}")) else {
            return;
        };
        let Some(text) = shared(&format!("corpus/responsibility/{name}.txt")) else {
            return;
        };
        at_least(&score(&text, &gold), "responsibilities", 0.97, 0.97);
    }
}

fn read(text: &[u8]) -> Reading {
    let words = Lexicon::load(&[]).unwrap();
    read_document(
        &Input {
            bytes: text,
            id: "x",
            source: "x.txt",
            base: DEFAULT_BASE,
        },
        &words,
    )
}

#[test]
fn the_sample_stays_small() {
    let text = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample/liuzhou-2021.txt")).unwrap();
    let reading = read(&text);
    assert!(reading.quads.len() <= 15_000, "{} quads", reading.quads.len());
    let mut lines: Vec<String> = reading.quads.iter().map(ToString::to_string).collect();
    let all = lines.len();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), all, "no quad stands twice");
}

/// The same words in reports of two cities are two bodies.
#[test]
fn a_body_is_its_name_and_its_area() {
    let of = |city: &str| {
        let text = format!(
            "政府工作报告\n——2021年3月28日在{city}第十四届人民代表大会第六次会议上\n各位代表：\n一、2020年工作回顾\n市民政局扎实工作，成绩显著。\n"
        );
        let reading = read(text.as_bytes());
        let mut labels: Vec<String> = reading
            .quads
            .iter()
            .filter(|q| q.predicate.as_str().ends_with("prefLabel") && q.subject.to_string().contains("/agency/"))
            .map(|q| format!("{} {}", q.subject, q.object))
            .collect();
        labels.sort();
        labels
    };
    let (liuzhou, guilin) = (of("柳州市"), of("桂林市"));
    assert!(
        liuzhou[0].contains("agency/450200/") && liuzhou[0].contains("柳州市民政局"),
        "{liuzhou:?}"
    );
    assert!(
        guilin[0].contains("agency/450300/") && guilin[0].contains("桂林市民政局"),
        "{guilin:?}"
    );
}
