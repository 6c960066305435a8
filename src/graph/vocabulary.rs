//! What is known rather than read: divisions, indicators, units, departments, periods → the vocabulary graph.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::iri::Iris;
use super::vocab::{gk, rdf, rdfs, skos};
use super::write::zh;
use crate::lexicon::{Division, FILES, Level, Lexicon, OwnWords};

/// The quads of the vocabulary graph: a fixed function of the tool's version, the words and the base.
pub fn vocabulary(words: &Lexicon, own: &[OwnWords], base: &str) -> Vec<Quad> {
    let iris = Iris::new(base);
    let graph: GraphName = iris.vocabulary_graph().into();
    let mut quads = Vec::with_capacity(80_000);
    let texts = FILES
        .iter()
        .map(|(name, text)| (*name, *text))
        .chain(own.iter().map(|o| (o.name.as_str(), o.text.as_str())));
    for (name, text) in texts.filter(|(name, _)| name.ends_with(".ttl")) {
        turtle(name, text, &iris, &graph, &mut quads);
    }
    turtle("govkg.ttl", ONTOLOGY, &iris, &graph, &mut quads);
    for (id, division) in words.divisions.all() {
        let node = iris.id(&format!("area/{}", division.key()));
        let mut add = |predicate: NamedNodeRef<'_>, object: Term| {
            quads.push(Quad::new(node.clone(), predicate.into_owned(), object, graph.clone()));
        };
        describe(division, &mut add);
        let year = division.to.unwrap_or(i16::MAX);
        if let Some(parent) = words.divisions.parent(id, year) {
            add(
                gk::PART_OF,
                iris.id(&format!("area/{}", words.divisions.get(parent).key())).into(),
            );
        }
        let ended = division.to.unwrap_or_default();
        for successor in &division.successors {
            if let Some(next) = words.divisions.by_code(successor, ended) {
                add(
                    gk::SUCCESSOR,
                    iris.id(&format!("area/{}", words.divisions.get(next).key())).into(),
                );
            }
        }
    }
    quads
}

/// The ontology itself.
pub const ONTOLOGY: &str = include_str!("../../ontology/govkg.ttl");

fn describe(division: &Division, add: &mut dyn FnMut(NamedNodeRef<'_>, Term)) {
    add(rdf::TYPE, gk::AREA.into_owned().into());
    add(skos::PREF_LABEL, zh(&division.name).into());
    for short in &division.shorts {
        add(skos::ALT_LABEL, zh(short).into());
    }
    if let Some(english) = &division.english {
        add(
            rdfs::LABEL,
            Literal::new_language_tagged_literal_unchecked(english, "en").into(),
        );
    }
    add(gk::AREA_CODE, Literal::new_simple_literal(&division.code).into());
    let level = match division.level {
        Level::National => gk::NATIONAL,
        Level::Provincial => gk::PROVINCIAL,
        Level::City => gk::CITY,
        Level::County => gk::COUNTY,
    };
    add(gk::LEVEL, level.into_owned().into());
    let year = |y: i16| Term::from(Literal::new_typed_literal(y.to_string(), xsd::G_YEAR));
    if let Some(from) = division.from {
        add(gk::VALID_FROM, year(from));
    }
    if let Some(to) = division.to {
        add(gk::VALID_TO, year(to));
    }
}

/// The triples of a built-in file, with its IRIs moved to the base. Files that do not parse were refused on loading.
fn turtle(_name: &str, text: &str, iris: &Iris, graph: &GraphName, quads: &mut Vec<Quad>) {
    let moved = |node: NamedNode| iris.moved(node.as_str());
    for quad in RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(text.as_bytes())
        .flatten()
    {
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else {
            continue;
        };
        let object = match quad.object {
            Term::NamedNode(node) => Term::from(moved(node)),
            other => other,
        };
        quads.push(Quad::new(moved(subject), quad.predicate, object, graph.clone()));
    }
}
