//! Dumps: all quads of a store in an order that depends on nothing but what they say.

use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::{GraphName, Quad};

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
    /// first) and object. Formats that know no graphs get each triple once.
    pub fn dump(&self, format: RdfFormat, graphs: &GraphFilter, out: impl Write) -> Result<()> {
        let mut sorter = Sorter::new(MEMORY);
        let by_line = matches!(format, RdfFormat::NQuads | RdfFormat::NTriples);
        for quad in self.quads.iter() {
            let mut quad = quad.map_err(|e| failed(self.place.as_deref(), e))?;
            if !graphs.takes(quad.graph_name.as_ref(), &self.names) {
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

    fn write_lines(&self, sorter: Sorter, mut out: impl Write) -> Result<()> {
        sorter
            .finish(|line| {
                out.write_all(line)?;
                out.write_all(b"\n")
            })
            .and_then(|()| out.flush())
            .map_err(writing)
    }

    fn serialize(&self, sorter: Sorter, format: RdfFormat, out: impl Write) -> Result<()> {
        let mut serializer = RdfSerializer::from_format(format);
        let own = [("id", self.base().to_owned()), ("doc", format!("{}doc/", self.base()))];
        let prefixes = PREFIXES.iter().map(|&(name, iri)| (name, iri.to_owned())).chain(own);
        for (name, iri) in prefixes {
            // Only a base that is no IRI cannot be a prefix; its IRIs are then written in full.
            if let Ok(with) = serializer.clone().with_prefix(name, iri) {
                serializer = with;
            }
        }
        let mut serializer = serializer.for_writer(out);
        let mut line = Vec::new();
        sorter
            .finish(|key| {
                read_key(key, &mut line);
                for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(&line) {
                    serializer.serialize_quad(&quad.map_err(io::Error::other)?)?;
                }
                Ok(())
            })
            .map_err(writing)?;
        serializer.finish().and_then(|mut out| out.flush()).map_err(writing)
    }
}

fn writing(source: io::Error) -> Error {
    Error::file("write", "the export", source)
}

fn sorting(source: io::Error) -> Error {
    Error::file("write", std::env::temp_dir(), source)
}

/// Graph, subject, predicate, object, each an N-Quads term. The type is written as nothing, so that it comes first.
fn write_key(line: &mut Vec<u8>, quad: &Quad) -> io::Result<()> {
    if !quad.graph_name.is_default_graph() {
        write!(line, "{}", quad.graph_name)?;
    }
    line.push(MARK);
    write!(line, "{}", quad.subject)?;
    line.push(MARK);
    if quad.predicate.as_ref() != rdf::TYPE {
        write!(line, "{}", quad.predicate)?;
    }
    line.push(MARK);
    write!(line, "{}", quad.object)
}

/// The N-Quads line that a key stands for.
fn read_key(key: &[u8], line: &mut Vec<u8>) {
    line.clear();
    let mut terms = key.splitn(4, |&byte| byte == MARK);
    let mut next = || terms.next().unwrap_or_default();
    let (graph, subject, predicate, object) = (next(), next(), next(), next());
    let typed = rdf::TYPE.to_string();
    let predicate = if predicate.is_empty() {
        typed.as_bytes()
    } else {
        predicate
    };
    for term in [subject, predicate, object, graph] {
        line.extend_from_slice(term);
        line.push(b' ');
    }
    line.extend_from_slice(b".\n");
}
