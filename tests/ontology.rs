//! The ontology: complete, in order, in two languages, and the same as the constants of the code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use govkg::graph::vocab::{dcterms, gk, rdf, rdfs, skos};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Graph, Literal, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef};

const ONTOLOGY: &str = include_str!("../ontology/govkg.ttl");
const SHAPES: &str = include_str!("../ontology/shapes.ttl");
const VOCAB: &str = include_str!("../src/graph/vocab.rs");
const IRI: &str = "https://w3id.org/govkg/ontology";

fn graph(turtle: &str, name: &str) -> Graph {
    let parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle);
    let quads: Result<Vec<_>, _> = parser.collect();
    let quads = quads.unwrap_or_else(|e| panic!("{name}: {e}"));
    quads.into_iter().map(oxigraph::model::Triple::from).collect()
}

fn ontology() -> Graph {
    graph(ONTOLOGY, "govkg.ttl")
}

fn owl(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://www.w3.org/2002/07/owl#{local}"))
}

fn is_a(graph: &Graph, term: NamedNodeRef<'_>, class: NamedNodeRef<'_>) -> bool {
    graph.contains(oxigraph::model::TripleRef::new(term, rdf::TYPE, class))
}

/// The local names of all terms of the vocabulary that a graph mentions anywhere.
fn mentioned(graph: &Graph) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for triple in graph {
        let subject = match triple.subject {
            NamedOrBlankNodeRef::NamedNode(node) => Some(node),
            NamedOrBlankNodeRef::BlankNode(_) => None,
        };
        let object = match triple.object {
            TermRef::NamedNode(node) => Some(node),
            _ => None,
        };
        for node in [subject, Some(triple.predicate), object].into_iter().flatten() {
            names.extend(node.as_str().strip_prefix(gk::NAMESPACE).map(str::to_owned));
        }
    }
    names
}

fn local(term: NamedNodeRef<'_>) -> String {
    term.as_str().strip_prefix(gk::NAMESPACE).unwrap_or_default().to_owned()
}

/// The blocks of a Turtle file after its prefixes, one string each.
fn blocks(turtle: &str) -> Vec<&str> {
    let blocks = turtle.split("\n\n").map(str::trim).filter(|b| !b.is_empty());
    blocks
        .filter(|b| !b.lines().all(|l| l.starts_with("@prefix") || l.starts_with('#')))
        .collect()
}

#[test]
fn every_term_of_the_code_is_declared_and_none_besides() {
    let declared: BTreeSet<String> = ontology()
        .triples_for_predicate(rdf::TYPE)
        .filter_map(|t| match t.subject {
            NamedOrBlankNodeRef::NamedNode(node) => Some(local(node)),
            NamedOrBlankNodeRef::BlankNode(_) => None,
        })
        .filter(|name| !name.is_empty())
        .collect();
    let in_code: Vec<String> = gk::ALL.iter().map(|t| local(*t)).collect();
    let once: BTreeSet<String> = in_code.iter().cloned().collect();
    assert_eq!(in_code.len(), once.len(), "gk::ALL names each term once");
    assert_eq!(declared, once);
    assert_eq!(mentioned(&ontology()), once, "govkg.ttl mentions only what it declares");
}

#[test]
fn every_constant_of_the_code_is_in_the_list_of_all() {
    let body = VOCAB.split("pub mod rdf {").next().unwrap();
    let constants: BTreeSet<String> = body
        .split(gk::NAMESPACE)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let all: BTreeSet<String> = gk::ALL.iter().map(|t| local(*t)).collect();
    assert_eq!(constants, all);
}

#[test]
fn every_term_speaks_chinese_and_english() {
    let graph = ontology();
    for term in gk::ALL {
        for property in [rdfs::LABEL, rdfs::COMMENT] {
            let mut languages: Vec<&str> = Vec::new();
            for object in graph.objects_for_subject_predicate(*term, property) {
                let TermRef::Literal(literal) = object else {
                    panic!("{term}: {object}");
                };
                languages.extend(literal.language());
                let han = literal.value().chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert!(
                    han || literal.language() == Some("en"),
                    "{term}: {literal} is not Chinese"
                );
            }
            languages.sort_unstable();
            assert_eq!(languages, ["en", "zh"], "{term} {property}");
        }
        let by: Vec<_> = graph
            .objects_for_subject_predicate(*term, rdfs::IS_DEFINED_BY)
            .collect();
        assert_eq!(by, [TermRef::from(NamedNodeRef::new_unchecked(IRI))], "{term}");
    }
}

#[test]
fn labels_of_one_kind_differ() {
    let graph = ontology();
    let mut labels: BTreeMap<(bool, String), Vec<String>> = BTreeMap::new();
    for term in gk::ALL {
        let upper = local(*term).starts_with(|c: char| c.is_ascii_uppercase());
        let scheme = graph
            .object_for_subject_predicate(*term, skos::IN_SCHEME)
            .map(|s| s.to_string());
        for label in graph.objects_for_subject_predicate(*term, rdfs::LABEL) {
            let key = format!("{} {label}", scheme.clone().unwrap_or_default());
            labels.entry((upper, key)).or_default().push(term.to_string());
        }
    }
    labels.retain(|_, terms| terms.len() > 1);
    assert_eq!(labels, BTreeMap::new());
}

#[test]
fn classes_properties_and_values_are_what_the_code_says() {
    let graph = ontology();
    let (classes, rest) = VOCAB.split_once("// Terms: properties.").unwrap();
    let (properties, rest) = rest.split_once("// Terms: individuals.").unwrap();
    let individuals = rest.split("pub const ALL").next().unwrap();
    let in_part = |part: &str, term: NamedNodeRef<'_>| part.contains(&format!("{}\"", term.as_str()));
    for term in gk::ALL {
        let kinds = [
            is_a(&graph, *term, owl("Class").as_ref()),
            is_a(&graph, *term, owl("ObjectProperty").as_ref())
                || is_a(&graph, *term, owl("DatatypeProperty").as_ref()),
            is_a(&graph, *term, skos::CONCEPT),
        ];
        let expected = [
            in_part(classes, *term),
            in_part(properties, *term),
            in_part(individuals, *term),
        ];
        assert_eq!(kinds, expected, "{term}: class, property, value");
        if kinds[2] {
            assert_eq!(
                graph.objects_for_subject_predicate(*term, skos::IN_SCHEME).count(),
                1,
                "{term} is in one scheme"
            );
        }
        for range in graph.objects_for_subject_predicate(*term, rdfs::RANGE) {
            let data = range
                .to_string()
                .contains(xsd::STRING.as_str().trim_end_matches("string"));
            assert_eq!(
                is_a(&graph, *term, owl("DatatypeProperty").as_ref()),
                data,
                "{term} has the range {range}"
            );
        }
    }
}

/// `gk:planned` is a status and `gk:Planned` a modality, `gk:level` a property and `gk:Level` an aspect.
#[test]
fn terms_that_are_mixed_up_by_case_warn_of_each_other() {
    for (one, other) in [("planned", "Planned"), ("level", "Level")] {
        for (name, warned_of) in [(one, other), (other, one)] {
            let head = format!("gk:{name} ");
            let block = blocks(ONTOLOGY).into_iter().find(|b| b.starts_with(&head)).unwrap();
            let times = block.matches(&format!("gk:{warned_of}")).count();
            assert_eq!(times, 2, "gk:{name} warns of gk:{warned_of} in both languages");
        }
    }
}

#[test]
fn the_header_states_licence_and_version() {
    let graph = ontology();
    let header = NamedNodeRef::new_unchecked(IRI);
    let version = Literal::from(env!("CARGO_PKG_VERSION"));
    let stated = graph.object_for_subject_predicate(header, owl("versionInfo").as_ref());
    assert_eq!(stated, Some(TermRef::from(version.as_ref())));
    let licence = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/license");
    let licences: BTreeSet<String> = graph
        .objects_for_subject_predicate(header, licence)
        .map(|l| l.to_string())
        .collect();
    let crate_licences = env!("CARGO_PKG_LICENSE").split(" OR ");
    let expected: BTreeSet<String> = crate_licences
        .map(|l| format!("<https://spdx.org/licenses/{l}>"))
        .collect();
    assert_eq!(licences, expected);
    assert!(graph.object_for_subject_predicate(header, dcterms::TITLE).is_some());
}

#[test]
fn blocks_are_sorted_by_iri_one_a_term() {
    let subjects: Vec<String> = blocks(ONTOLOGY)
        .into_iter()
        .filter_map(|block| block.split_whitespace().next())
        .map(|s| s.trim_matches(['<', '>']).replace("gk:", gk::NAMESPACE))
        .collect();
    let mut sorted = subjects.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(subjects, sorted);
    assert!(subjects.len() > gk::ALL.len());
}

#[test]
fn no_prefix_is_declared_in_vain() {
    for (name, turtle) in [("govkg.ttl", ONTOLOGY), ("shapes.ttl", SHAPES)] {
        let (head, body): (Vec<&str>, Vec<&str>) = turtle.lines().partition(|l| l.starts_with("@prefix"));
        let body = body.join("\n");
        for line in head {
            let prefix = line.split_whitespace().nth(1).unwrap();
            assert!(
                body.contains(&format!(" {prefix}")) || body.contains(&format!("\n{prefix}")),
                "{name}: {prefix}"
            );
        }
    }
}

#[test]
fn shapes_use_declared_terms_and_whole_schemes() {
    let (ontology, shapes) = (ontology(), graph(SHAPES, "shapes.ttl"));
    let declared: BTreeSet<String> = gk::ALL.iter().map(|t| local(*t)).collect();
    let unknown: Vec<_> = mentioned(&shapes).difference(&declared).cloned().collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let mut schemes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for triple in ontology.triples_for_predicate(skos::IN_SCHEME) {
        schemes
            .entry(triple.object.to_string())
            .or_default()
            .insert(triple.subject.to_string());
    }
    let sh = |local: &str| NamedNode::new_unchecked(format!("http://www.w3.org/ns/shacl#{local}"));
    let mut lists = 0;
    for triple in shapes.triples_for_predicate(sh("in").as_ref()) {
        let mut members = BTreeSet::new();
        let mut rest = triple.object;
        while let TermRef::BlankNode(node) = rest {
            let item = |p: NamedNodeRef<'static>| shapes.object_for_subject_predicate(node, p).unwrap();
            members.insert(item(oxigraph::model::vocab::rdf::FIRST).to_string());
            rest = item(oxigraph::model::vocab::rdf::REST);
        }
        assert!(
            schemes.values().any(|scheme| *scheme == members),
            "{members:?} is no whole scheme"
        );
        lists += 1;
    }
    assert!(lists > 8);
    for word in ["targetClass", "class"] {
        for triple in shapes.triples_for_predicate(sh(word).as_ref()) {
            if let TermRef::NamedNode(class) = triple.object
                && class.as_str().starts_with(gk::NAMESPACE)
            {
                assert!(is_a(&ontology, class, owl("Class").as_ref()), "{class} is a class");
            }
        }
    }
    for triple in &shapes {
        let predicate = triple.predicate.as_str();
        if predicate.ends_with("#path") || predicate.ends_with("#targetSubjectsOf") {
            let TermRef::NamedNode(property) = triple.object else {
                continue;
            };
            if property.as_str().starts_with(gk::NAMESPACE) {
                assert!(
                    !is_a(&ontology, property, owl("Class").as_ref()),
                    "{property} is a property"
                );
            }
        }
    }
}

#[test]
fn every_shape_says_what_it_wants_in_two_languages() {
    let shapes = graph(SHAPES, "shapes.ttl");
    let sh = |local: &str| NamedNode::new_unchecked(format!("http://www.w3.org/ns/shacl#{local}"));
    for triple in shapes.triples_for_predicate(sh("message").as_ref()) {
        let languages: BTreeSet<String> = shapes
            .objects_for_subject_predicate(triple.subject, sh("message").as_ref())
            .filter_map(|o| match o {
                TermRef::Literal(l) => l.language().map(str::to_owned),
                _ => None,
            })
            .collect();
        assert_eq!(languages.into_iter().collect::<Vec<_>>(), ["en", "zh"], "{triple}");
    }
}

#[test]
fn all_turtle_of_the_ontology_parses_and_uses_declared_terms() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology");
    let declared: BTreeSet<String> = gk::ALL.iter().map(|t| local(*t)).collect();
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "ttl") {
            files += 1;
            let name = path.display().to_string();
            let graph = graph(&std::fs::read_to_string(&path).unwrap(), &name);
            let unknown: Vec<_> = mentioned(&graph).difference(&declared).cloned().collect();
            assert!(unknown.is_empty(), "{name}: {unknown:?}");
        }
    }
    assert!(files > 2);
}
