//! Dumps: all quads of a store in an order that depends on nothing but what they say.

use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedOrBlankNode, Quad, Term};

use super::sort::Sorter;
use super::{GraphFilter, Store, failed};
use crate::graph::vocab::{gk, rdf};
use crate::{Error, Result};

/// The prefixes of exports, beside those of the store's own resources.
pub const PREFIXES: [(&str, &str); 13] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("gk", gk::NAMESPACE),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("qb", "http://purl.org/linked-data/cube#"),
    ("qudt", "http://qudt.org/schema/qudt/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// What a sorter keeps in memory before it goes to a temporary file.
const MEMORY: usize = 512 << 20;
/// Stands between the terms of a sort key: no term holds it, and it is less than all that they hold.
const MARK: u8 = 0x1F;

impl Store {
    /// Writes the chosen graphs in `format`.
    ///
    /// N-Quads and N-Triples are sorted by the bytes of their lines, the others by graph, subject, predicate (the type
    /// first) and object. Formats that know no graphs get each triple once. Gives the number of quads written.
    ///
    /// # Errors
    /// [`Error::Unknown`] if a document's graph is chosen that is not there; a failure of the store or of `out`.
    pub fn dump(&self, format: RdfFormat, graphs: &GraphFilter, out: impl Write) -> Result<usize> {
        self.check(graphs)?;
        let mut sorter = Sorter::new(MEMORY);
        let by_line = matches!(format, RdfFormat::NQuads | RdfFormat::NTriples);
        for quad in self.quads.iter() {
            let mut quad = quad.map_err(|e| failed(self.place.as_deref(), e))?;
            if !graphs.takes(quad.graph_name.as_ref(), &self.iris) {
                continue;
            }
            if !format.supports_datasets() {
                quad.graph_name = GraphName::DefaultGraph;
            }
            let pushed = sorter.push(|line| {
                if by_line {
                    write!(line, "{quad} .")
                } else {
                    write_key(line, &quad)
                }
            });
            pushed.map_err(sorting)?;
        }
        if by_line {
            self.write_lines(sorter, out)
        } else {
            self.serialize(sorter, format, out)
        }
    }

    /// Refuses a choice of one graph that the store does not hold.
    fn check(&self, graphs: &GraphFilter) -> Result<()> {
        if graphs.is_all() {
            return Ok(());
        }
        let known: Vec<_> = self
            .quads
            .named_graphs()
            .collect::<std::result::Result<_, _>>()
            .map_err(|e| failed(self.place.as_deref(), e))?;
        let names = known.iter().map(|graph| match graph {
            NamedOrBlankNode::NamedNode(graph) => GraphNameRef::from(graph),
            NamedOrBlankNode::BlankNode(graph) => GraphNameRef::from(graph),
        });
        match graphs.unknown(names, &self.iris) {
            Some(word) => Err(Error::Unknown(format!(
                "the store holds no graph `{word}`; `govkg list` shows the ids of its documents: --graphs doc/ID"
            ))),
            None => Ok(()),
        }
    }

    fn write_lines(&self, sorter: Sorter, mut out: impl Write) -> Result<usize> {
        let mut count = 0;
        sorter
            .finish(|line| {
                count += 1;
                out.write_all(line)?;
                out.write_all(b"\n")
            })
            .and_then(|()| out.flush())
            .map_err(writing)?;
        Ok(count)
    }

    fn serialize(&self, sorter: Sorter, format: RdfFormat, out: impl Write) -> Result<usize> {
        let mut count = 0;
        let mut serializer = RdfSerializer::from_format(format);
        for (name, iri) in PREFIXES {
            serializer = serializer
                .with_prefix(name, iri)
                .map_err(|e| writing(io::Error::other(e)))?;
        }
        // Own resources are written relative to the base: `<doc/liuzhou-2021-58235a#char=589,591>`.
        if let Ok(with_base) = serializer.clone().with_base_iri(self.base()) {
            serializer = with_base;
        }
        let mut serializer = serializer.for_writer(out);
        let mut line = Vec::new();
        sorter
            .finish(|key| {
                read_key(key, &mut line);
                for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(&line) {
                    let mut quad = quad.map_err(io::Error::other)?;
                    if format == RdfFormat::RdfXml {
                        fit_for_xml(&mut quad);
                    }
                    serializer.serialize_quad(&quad)?;
                    count += 1;
                }
                Ok(())
            })
            .map_err(writing)?;
        serializer.finish().and_then(|mut out| out.flush()).map_err(writing)?;
        Ok(count)
    }
}

/// Puts U+FFFD in the place of the control characters that XML cannot hold, such as a form feed in a sentence.
fn fit_for_xml(quad: &mut Quad) {
    let fits =
        |c: char| !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    let Term::Literal(literal) = &quad.object else { return };
    if literal.value().chars().all(fits) {
        return;
    }
    let value: String = literal
        .value()
        .chars()
        .map(|c| if fits(c) { c } else { '\u{FFFD}' })
        .collect();
    let literal = match literal.language() {
        Some(language) => Literal::new_language_tagged_literal_unchecked(value, language),
        None => Literal::new_typed_literal(value, literal.datatype()),
    };
    quad.object = literal.into();
}

fn writing(source: io::Error) -> Error {
    Error::file("write", "the export", source)
}

fn sorting(source: io::Error) -> Error {
    Error::file("write", std::env::temp_dir(), source)
}

/// Graph, subject, predicate, object, each such that the order of bytes is one that people like: the type first,
/// `#char=589,591` before `#char=1000,1020`, a document before what is in it.
fn write_key(line: &mut Vec<u8>, quad: &Quad) -> io::Result<()> {
    let mut term = String::new();
    let mut push = |written: &dyn std::fmt::Display, last: bool| -> io::Result<()> {
        use std::fmt::Write;
        term.clear();
        write!(term, "{written}").map_err(io::Error::other)?;
        write_term(line, &term);
        if !last {
            line.push(MARK);
        }
        Ok(())
    };
    match &quad.graph_name {
        GraphName::DefaultGraph => push(&"", false)?,
        graph => push(graph, false)?,
    }
    push(&quad.subject, false)?;
    if quad.predicate.as_ref() == rdf::TYPE {
        push(&"", false)?;
    } else {
        push(&quad.predicate, false)?;
    }
    push(&quad.object, true)
}

/// An IRI without its brackets and with the length of each number before it, anything else as it is.
fn write_term(line: &mut Vec<u8>, term: &str) {
    let Some(iri) = term.strip_prefix('<').and_then(|iri| iri.strip_suffix('>')) else {
        line.extend_from_slice(term.as_bytes());
        return;
    };
    let bytes = iri.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            line.push(bytes[at]);
            at += 1;
        } else {
            // N-Quads terms hold no control characters, so these can be told from the rest again.
            line.push(u8::try_from(digits).unwrap_or(u8::MAX).min(MARK - 1));
            line.extend_from_slice(&bytes[at..at + digits]);
            at += digits;
        }
    }
}

/// The N-Quads line that a key stands for.
fn read_key(key: &[u8], line: &mut Vec<u8>) {
    line.clear();
    let mut terms = key.splitn(4, |&byte| byte == MARK);
    let mut next = || terms.next().unwrap_or_default();
    let (graph, subject, predicate, object) = (next(), next(), next(), next());
    let predicate = if predicate.is_empty() {
        rdf::TYPE.as_str().as_bytes()
    } else {
        predicate
    };
    for term in [subject, predicate, object, graph] {
        if term.is_empty() || term.starts_with(b"\"") || term.starts_with(b"_:") {
            line.extend_from_slice(term);
        } else {
            line.push(b'<');
            line.extend(term.iter().filter(|&&byte| byte >= MARK));
            line.push(b'>');
        }
        line.push(b' ');
    }
    line.extend_from_slice(b".\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{BlankNode, NamedNode, NamedOrBlankNode};

    const BASE: &str = "https://w3id.org/govkg/id/";

    fn store(quads: &[Quad]) -> Store {
        let store = oxigraph::store::Store::new().unwrap();
        store.extend(quads.iter().cloned()).unwrap();
        Store::in_memory(BASE, store)
    }

    fn dump(store: &Store, format: RdfFormat) -> String {
        let mut out = Vec::new();
        store.dump(format, &GraphFilter::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn samples() -> Vec<Quad> {
        let node = |name: &str| NamedNode::new_unchecked(format!("{BASE}{name}"));
        let text = "\u{1F}\u{1}\"quoted\" \\ line\nfeed\r\ttab 柳州 \u{7F}";
        let objects: [Term; 5] = [
            Literal::new_simple_literal(text).into(),
            Literal::new_language_tagged_literal_unchecked("柳州市", "zh").into(),
            Literal::from(12).into(),
            BlankNode::new_unchecked("b1").into(),
            node("doc/a#char=1000,1010").into(),
        ];
        let mut quads = Vec::new();
        for (n, object) in objects.into_iter().enumerate() {
            for place in ["doc/a#char=589,591", "doc/a#char=1000,1010", "doc/a"] {
                quads.push(Quad::new(
                    node(place),
                    node(&format!("p{n}")),
                    object.clone(),
                    node("graph/doc/a"),
                ));
            }
        }
        quads.push(Quad::new(node("doc/a"), rdf::TYPE, gk::DOCUMENT, node("graph/doc/a")));
        let blank = NamedOrBlankNode::from(BlankNode::new_unchecked("b1"));
        quads.push(Quad::new(blank, node("p"), node("doc/a"), GraphName::DefaultGraph));
        quads
    }

    /// What is written in any format is read back as it was, and does not depend on the order of insertion.
    #[test]
    fn all_formats_come_back() {
        let quads = samples();
        let backwards: Vec<Quad> = quads.iter().rev().cloned().collect();
        for format in [
            RdfFormat::NQuads,
            RdfFormat::TriG,
            RdfFormat::Turtle,
            RdfFormat::NTriples,
        ] {
            let text = dump(&store(&quads), format);
            assert_eq!(text, dump(&store(&backwards), format));
            let parser = RdfParser::from_format(format).for_slice(&text);
            let read: Vec<Quad> = parser
                .collect::<Result<_, _>>()
                .unwrap_or_else(|e| panic!("{e}\n{text}"));
            let mut expect = quads.clone();
            if !format.supports_datasets() {
                expect
                    .iter_mut()
                    .for_each(|quad| quad.graph_name = GraphName::DefaultGraph);
            }
            let sorted = |quads: Vec<Quad>| {
                let mut lines: Vec<String> = quads.iter().map(ToString::to_string).collect();
                lines.sort();
                lines
            };
            assert_eq!(sorted(read), sorted(expect), "{text}");
        }
        let jsonld = RdfFormat::JsonLd {
            profile: oxigraph::io::JsonLdProfileSet::empty(),
        };
        for format in [jsonld, RdfFormat::RdfXml] {
            let text = dump(&store(&quads), format);
            let count = RdfParser::from_format(format)
                .for_slice(&text)
                .filter(Result::is_ok)
                .count();
            assert_eq!(count, quads.len(), "{text}");
        }
    }

    #[test]
    fn lines_are_sorted_by_bytes_and_trig_for_people() {
        let store = store(&samples());
        let lines: Vec<String> = dump(&store, RdfFormat::NQuads).lines().map(str::to_owned).collect();
        assert!(lines.is_sorted());
        let trig = dump(&store, RdfFormat::TriG);
        let at = |text: &str| trig.find(text).unwrap_or_else(|| panic!("{text} is missing in {trig}"));
        assert!(at("<doc/a> a gk:Document") < at("<doc/a#char=589,591>"));
        assert!(at("<doc/a#char=589,591> <p0>") < at("<doc/a#char=1000,1010> <p0>"));
    }
}
