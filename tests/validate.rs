//! The shapes and their validator: a small complete graph conforms, each planted fault is found and nothing else.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use govkg::graph::vocab::{gk, rdf};
use govkg::graph::{DEFAULT_BASE, Input, read_document, vocabulary};
use govkg::lexicon::Lexicon;
use govkg::validate::{Report, SHAPES, validate};
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Store;

/// A report with one sentence, a table row, a measure with growth, a responsibility, a claim: nothing is missing.
const GRAPH: &str = include_str!("shapes/complete.ttl");

const PREFIXES: &str = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.com/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n";

fn store(turtle: &str) -> Store {
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::Turtle, turtle.as_bytes()).unwrap();
    store
}

fn check(turtle: &str) -> Report {
    validate(&store(turtle), SHAPES).unwrap()
}

/// Focus (after the `#` or the last `/`), path and component of each violation.
fn found(report: &Report) -> Vec<String> {
    let line = |v: &govkg::validate::Violation| {
        let focus = v.focus.to_string();
        let focus = focus
            .trim_matches(['<', '>'])
            .rsplit(['#', '/'])
            .next()
            .unwrap_or_default();
        let component = v.component.trim_end_matches("ConstraintComponent");
        format!("{focus} {} {component}", v.path.as_deref().unwrap_or("-"))
    };
    let mut lines: Vec<String> = report.violations.iter().map(line).collect();
    lines.sort();
    lines
}

/// Planted faults: what each replaces in the graph, by what, and what must be found then.
const FAULTS: &str = include_str!("shapes/faults.tsv");

fn faults() -> impl Iterator<Item = (&'static str, &'static str, Vec<&'static str>)> {
    FAULTS.lines().skip(1).map(|line| {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap();
        (cell(), cell(), cell().split("; ").collect())
    })
}

#[test]
fn a_complete_graph_conforms() {
    let report = check(GRAPH);
    assert!(report.conforms(), "{}", report.in_words(usize::MAX));
    assert!(report.nodes > 15 && report.shapes > 15);
    assert!(report.in_words(9).to_string().starts_with("conforms: "));
}

#[test]
fn each_planted_fault_is_found_and_nothing_else() {
    for (from, to, expected) in faults() {
        assert_eq!(GRAPH.matches(from).count(), 1, "{from} stands once in the graph");
        let report = check(&GRAPH.replace(from, to));
        assert_eq!(found(&report), expected, "{from} → {to}");
        for violation in &report.violations {
            assert!(
                !violation.messages.is_empty(),
                "{} says nothing in words",
                violation.shape
            );
            assert!(violation.place.is_some() || !violation.focus.to_string().contains("/doc/a"));
        }
    }
}

#[test]
fn a_violation_says_what_is_wrong_and_where() {
    let report = check(&GRAPH.replace("gk:confidence 0.98", "gk:confidence 1.2"));
    let expected = "政府工作报告 <https://w3id.org/govkg/id/doc/a>

  10–24 #m-10-24
    置信度应当恰有一个，为 0 到 1 之间的小数
    a fact has exactly one confidence, a decimal from 0 to 1
    gk:confidence \"1.2\"^^xsd:decimal is not at most 1.0
    | 全市实现地区生产总值3176.9亿元，增长1.5%，支持校园建设。

1 violation: ";
    let words = report.in_words(10).to_string();
    assert!(words.starts_with(expected), "{words}");
    let place = report.violations[0].place.as_ref().unwrap();
    assert_eq!(
        (place.start, place.end, place.sentence_start),
        (Some(10), Some(24), Some(5))
    );
}

#[test]
fn only_so_many_violations_are_written_out() {
    let report = check(&GRAPH.replace("gk:rule \"", "gk:rule \"No "));
    assert!(report.violations.len() > 3);
    let words = report.in_words(2).to_string();
    assert_eq!(words.matches("gk:rule \"No ").count(), 2, "{words}");
    assert!(words.contains(&format!("… and {} more", report.violations.len() - 2)));
}

#[test]
fn the_report_in_turtle_is_a_validation_report() {
    let turtle = check(&GRAPH.replace("gk:start 10 ; gk:end 24", "gk:start 10"))
        .to_turtle()
        .unwrap();
    let store = store(&turtle);
    let count = |predicate: &str| {
        let predicate = NamedNode::new_unchecked(format!("http://www.w3.org/ns/shacl#{predicate}"));
        store
            .quads_for_pattern(None, Some(predicate.as_ref()), None, None)
            .count()
    };
    assert_eq!(
        (
            count("conforms"),
            count("result"),
            count("resultPath"),
            count("sourceShape")
        ),
        (1, 2, 2, 2)
    );
    assert!(
        turtle.contains("sh:focusNode <https://w3id.org/govkg/id/doc/a#m-10-24>"),
        "{turtle}"
    );
    assert!(check(GRAPH).to_turtle().unwrap().contains("sh:conforms true"));
}

#[test]
fn paths_logic_and_strings_work_as_shacl_says() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 1 ]",
            "ex:a ex:p ex:b . ex:b ex:q 1 .",
            &[],
        ),
        (
            "sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 1 ]",
            "ex:a ex:p ex:b .",
            &["a ex:p/ex:q MinCount"],
        ),
        (
            "sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ]",
            "ex:b ex:p ex:a .",
            &[],
        ),
        (
            "sh:property [ sh:path [ sh:inversePath ( ex:p ex:q ) ] ; sh:maxCount 0 ]",
            "ex:c ex:p ex:b . ex:b ex:q ex:a .",
            &["a ^ex:p/ex:q MaxCount"],
        ),
        (
            "sh:property [ sh:path [ sh:alternativePath ( ex:p ex:q ) ] ; sh:maxCount 1 ]",
            "ex:a ex:p 1 ; ex:q 2 .",
            &["a (ex:p|ex:q) MaxCount"],
        ),
        (
            "sh:property [ sh:path ex:p ; sh:uniqueLang true ]",
            "ex:a ex:p \"一\"@zh, \"二\"@zh, \"one\"@en .",
            &["a ex:p UniqueLang"],
        ),
        (
            "sh:property [ sh:path ex:p ; sh:languageIn ( \"zh\" ) ]",
            "ex:a ex:p \"一\"@zh-Hans, \"one\"@en, \"x\" .",
            &["a ex:p LanguageIn", "a ex:p LanguageIn"],
        ),
        (
            "sh:property [ sh:path ex:p ; sh:hasValue ex:x ]",
            "ex:a ex:p ex:y .",
            &["a ex:p HasValue"],
        ),
        (
            "sh:property [ sh:path ex:p ; sh:maxLength 2 ; sh:pattern \"^B\" ; sh:flags \"i\" ]",
            "ex:a ex:p \"bcd\", \"柳州\" .",
            &["a ex:p MaxLength", "a ex:p Pattern"],
        ),
        (
            "sh:property [ sh:path ex:p ; sh:and ( [ sh:minInclusive 1 ] [ sh:maxExclusive 3 ] ) ]",
            "ex:a ex:p 0, 1, 2.5, 3 .",
            &["a ex:p And", "a ex:p And"],
        ),
        (
            "sh:property [ sh:path ex:p ; sh:not [ sh:class ex:C ] ]",
            "ex:a ex:p ex:c . ex:c a ex:D . ex:D rdfs:subClassOf ex:C .",
            &["a ex:p Not"],
        ),
        (
            "sh:property [ sh:path ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ]",
            "ex:a ex:p ex:b, ex:c . ex:b ex:q 1 .",
            &["c ex:q MinCount"],
        ),
        ("sh:nodeKind sh:BlankNode", "", &["a - NodeKind"]),
        ("sh:deactivated true ; sh:nodeKind sh:BlankNode", "", &[]),
    ];
    for (shape, data, expected) in cases {
        let shapes = format!("{PREFIXES}ex:S a sh:NodeShape ; sh:targetNode ex:a ; {shape} .");
        let data = format!("{PREFIXES}ex:a a ex:Thing . {data}");
        let report = validate(&store(&data), &shapes).unwrap();
        let shown: Vec<String> = found(&report)
            .iter()
            .map(|l| l.replace("<http://example.com/", "ex:").replace('>', ""))
            .collect();
        assert_eq!(shown, *expected, "{shape} on {data}");
    }
}

#[test]
fn targets_follow_subclasses_objects_and_all_graphs() {
    let shapes = format!(
        "{PREFIXES}ex:S sh:targetClass ex:C ; sh:targetObjectsOf ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ] . ex:E rdfs:subClassOf ex:D ."
    );
    let store = store(&format!(
        "{PREFIXES}ex:D rdfs:subClassOf ex:C . ex:x a ex:E . ex:y ex:p ex:z ."
    ));
    let (z, q) = (
        NamedNode::new_unchecked("http://example.com/z"),
        NamedNode::new_unchecked("http://example.com/q"),
    );
    let elsewhere = GraphName::from(NamedNode::new_unchecked("http://example.com/graph"));
    let report = validate(&store, &shapes).unwrap();
    assert_eq!((report.violations.len(), report.nodes), (2, 2));
    store.insert(&Quad::new(z.clone(), q, z, elsewhere)).unwrap();
    assert_eq!(
        found(&validate(&store, &shapes).unwrap()),
        ["x <http://example.com/q> MinCount"]
    );
}

#[test]
fn what_is_not_supported_is_an_error_that_names_it() {
    let cases = [
        ("ex:S sh:targetNode ex:a ; sh:closed true .", "sh:closed"),
        ("ex:S sh:targetNode ex:a ; sh:sparql [] .", "sh:sparql"),
        (
            "ex:S sh:targetNode ex:a ; sh:property [ sh:path [ sh:zeroOrMorePath ex:p ] ] .",
            "sh:zeroOrMorePath",
        ),
        (
            "ex:S sh:targetNode ex:a ; sh:property [ sh:minCount 1 ] .",
            "has a path",
        ),
        ("ex:S sh:targetNode ex:a ; sh:property ex:Nothing .", "no such shape"),
        ("ex:S sh:targetNode ex:a ; sh:node ex:S .", "contains itself"),
        ("ex:S sh:targetNode ex:a ; sh:minCount -1 .", "whole number"),
        ("ex:S sh:targetNode ex:a ; sh:pattern \"(\" .", "sh:pattern"),
        ("ex:S sh:targetNode ex:a ; sh:nodeKind ex:Kind .", "node kind"),
        ("ex:S sh:targetNode ex:a ; sh:in ex:list .", "a list is wanted"),
        ("ex:S sh:targetNode ex:a", "SHACL shapes"),
    ];
    for (shapes, part) in cases {
        let error = validate(&store(""), &format!("{PREFIXES}{shapes}"))
            .unwrap_err()
            .to_string();
        assert!(error.contains(part), "{shapes}: {error}");
    }
}

#[test]
fn a_store_of_a_long_report_is_checked_in_well_under_a_second() {
    let mut turtle = String::from(GRAPH);
    for n in 0..1000 {
        let (start, end) = (100 + 20 * n, 110 + 20 * n);
        write!(
            turtle,
            "<doc/a#char={start},{end}> gk:start {start} ; gk:end {end} ; gk:sentence <doc/a#char=5,40> .
            <doc/a#m-{start}-{end}> a gk:Target ; gk:indicator <indicator/gdp> ; gk:subject <area/450200> ; gk:area <area/450200> ; gk:aspect gk:Growth ;
                gk:comparator gk:AtLeast ; gk:value {n}.5 ; gk:unit <unit/percent> ; gk:baseValue {n}.5 ; gk:period <period/2020> ; gk:valueText \"{n}\" ;
                gk:rule \"growth-of-indicator\" ; gk:confidence 0.9 ; prov:wasDerivedFrom <doc/a#char={start},{end}> .\n"
        )
        .unwrap();
    }
    let store = store(&turtle);
    assert!(store.len().unwrap() > 15_000);
    let begin = Instant::now();
    let report = validate(&store, SHAPES).unwrap();
    let took = begin.elapsed();
    assert!(report.conforms(), "{}", report.in_words(3));
    println!("{} quads checked in {took:?}", store.len().unwrap());
    assert!(took < Duration::from_secs(1), "{took:?}");
}

/// What the sample says, with the vocabulary beside it as in a real store.
#[test]
fn the_graph_of_the_sample_conforms() {
    let words = Lexicon::load(&[]).unwrap();
    let input = Input {
        bytes: include_bytes!("sample/liuzhou-2021.txt"),
        id: "liuzhou-2021-58235a",
        source: "liuzhou-2021.txt",
        base: DEFAULT_BASE,
    };
    let store = Store::new().unwrap();
    store.extend(vocabulary(&words, &[], DEFAULT_BASE)).unwrap();
    store.extend(read_document(&input, &words).quads).unwrap();
    let begin = Instant::now();
    let report = validate(&store, SHAPES).unwrap();
    println!("{} quads checked in {:?}", store.len().unwrap(), begin.elapsed());
    assert!(report.conforms(), "{}", report.in_words(20));
    let nodes = |class: NamedNodeRef<'_>| {
        store
            .quads_for_pattern(None, Some(rdf::TYPE), Some(class.into()), None)
            .count()
    };
    assert!(nodes(gk::RESPONSIBILITY) > 12 && report.nodes > nodes(gk::AREA) + nodes(gk::INDICATOR));
}

/// Runs only where `GOVKG_WORLD` is set, by `make check-world`: each report of the corpus, with the vocabulary.
#[test]
fn the_graphs_of_the_corpus_conform() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if std::env::var_os("GOVKG_WORLD").is_none() {
        println!("skipped: GOVKG_WORLD is not set");
        return;
    }
    let words = Lexicon::load(&[]).unwrap();
    let store = Store::new().unwrap();
    store.extend(vocabulary(&words, &[], DEFAULT_BASE)).unwrap();
    let index = std::fs::read_to_string(corpus.join("INDEX.tsv")).unwrap();
    let paths: Vec<&str> = index.lines().skip(1).filter_map(|row| row.split('\t').next()).collect();
    for (number, source) in paths.iter().enumerate() {
        let bytes = std::fs::read(corpus.join(source)).unwrap();
        let id = format!("report-{number}");
        let input = Input {
            bytes: &bytes,
            id: &id,
            source,
            base: DEFAULT_BASE,
        };
        store.extend(read_document(&input, &words).quads).unwrap();
    }
    let begin = Instant::now();
    let report = validate(&store, SHAPES).unwrap();
    println!(
        "{} reports, {} quads checked in {:?}",
        paths.len(),
        store.len().unwrap(),
        begin.elapsed()
    );
    assert!(report.conforms(), "{}", report.in_words(40));
}

/// Runs `govkg validate` on a store on disk that holds a graph; gives exit code, output, errors.
#[cfg(feature = "disk")]
fn run(turtle: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    use govkg::store::{Owner, Writer};
    use oxigraph::io::RdfParser;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("govkg.db");
    let mut writer = Writer::open(&path, "https://w3id.org/govkg/id/", &Owner::this("test"), |_, _| {
        Ok(Vec::new())
    })
    .unwrap();
    let graph = NamedNode::new_unchecked("https://w3id.org/govkg/id/graph/doc/a");
    let parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle);
    let quads = parser
        .map(|q| q.unwrap())
        .map(|q| Quad::new(q.subject, q.predicate, q.object, graph.clone()));
    writer.replace_graph(graph.clone(), quads.collect()).unwrap();
    writer.finish().unwrap();
    drop(writer);
    let output = Command::new(env!("CARGO_BIN_EXE_govkg"))
        .args(["--store", path.to_str().unwrap(), "validate"])
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[cfg(feature = "disk")]
#[test]
fn the_command_tells_by_its_exit_code() {
    let (code, out, err) = run(GRAPH, &[]);
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(out.starts_with("conforms: "), "{out}");
    let broken = GRAPH.replace("gk:role gk:Lead ;", "");
    let (code, out, _) = run(&broken, &[]);
    assert_eq!(code, Some(1));
    assert!(
        out.contains("责任应当恰有一个种类") && out.contains("50–54 #r-50-54"),
        "{out}"
    );
    let (code, out, _) = run(&broken, &["--format", "ttl"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("sh:resultPath gk:role"), "{out}");
}

#[cfg(feature = "disk")]
#[test]
fn the_command_takes_other_shapes_and_names_the_file_that_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.ttl");
    let own = |text: &str| {
        std::fs::write(&path, format!("{PREFIXES}{text}")).unwrap();
        run(GRAPH, &["--shapes", path.to_str().unwrap()])
    };
    let title =
        "ex:S sh:targetSubjectsOf <http://purl.org/dc/terms/title> ; sh:property [ sh:path ex:page ; sh:minCount 1 ] .";
    assert_eq!(own(title).0, Some(1));
    let (code, _, err) = own("ex:S sh:targetNode ex:a ; sh:closed true .");
    assert_eq!(code, Some(2));
    assert!(
        err.contains("own.ttl") && err.contains("sh:closed") && err.contains("not supported"),
        "{err}"
    );
    let (code, _, err) = run(GRAPH, &["--shapes", "nowhere.ttl"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("nowhere.ttl"), "{err}");
}

/// Runs only where `GOVKG_PYSHACL` names a Python that has pyshacl: `make check-world` sees to that.
#[test]
fn pyshacl_finds_the_same() {
    let Some(python) = std::env::var_os("GOVKG_PYSHACL") else {
        println!("skipped: GOVKG_PYSHACL is not set");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("shapes.ttl"), SHAPES).unwrap();
    let good = ("gk:rule \"level-of-indicator\"", "gk:rule \"level-of-indicator\"");
    let cases: Vec<(&str, &str)> = std::iter::once(good)
        .chain(faults().map(|(from, to, _)| (from, to)))
        .collect();
    for (number, (from, to)) in cases.iter().enumerate() {
        std::fs::write(path(&format!("case{number:03}.ttl")), GRAPH.replace(from, to)).unwrap();
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/pyshacl_results.py");
    let output = Command::new(python).arg(script).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let theirs: BTreeSet<String> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    let mut ours = BTreeSet::new();
    for (number, (from, to)) in cases.iter().enumerate() {
        for v in check(&GRAPH.replace(from, to)).violations {
            let focus = match &v.focus {
                Term::NamedNode(node) => node.as_str(),
                other => panic!("{other}"),
            };
            let shape = match &v.shape {
                NamedOrBlankNode::NamedNode(node) => node.as_str(),
                NamedOrBlankNode::BlankNode(_) => "",
            };
            assert!(shape.starts_with("https://w3id.org/govkg/shapes#"));
            let path = v.path.as_deref().unwrap_or("-").rsplit(':').next().unwrap_or_default();
            ours.insert(format!("case{number:03} {focus} {path} {}", v.component));
        }
    }
    assert_eq!(ours, theirs);
}
