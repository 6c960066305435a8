//! Writes results: tables for people, the standard formats of SPARQL and RDF for programs.

use std::io::Write;
use std::str::FromStr;
use std::sync::Arc;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{BlankNode, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, QuerySolutionIter, QueryTripleIter};

use super::backend::failure;
use super::prefixes::Prefixes;
use super::table::{self, Layout};
use crate::{Error, Result};

/// The namespace of the vocabulary in which RDF writes the rows of a SELECT.
const RESULT_SET: &str = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#";

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table for people.
    Table,
    /// Rows as CSV, TSV, JSON or XML.
    Rows(QueryResultsFormat),
    /// Triples in a format of RDF.
    Triples(RdfFormat),
}

impl Format {
    /// The names by which formats are chosen.
    pub const NAMES: &[&str] = &[
        "table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld", "rdfxml", "trig", "nq",
    ];
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name.to_ascii_lowercase().as_str() {
            "table" => Self::Table,
            "csv" => Self::Rows(QueryResultsFormat::Csv),
            "tsv" => Self::Rows(QueryResultsFormat::Tsv),
            "json" | "srj" => Self::Rows(QueryResultsFormat::Json),
            "xml" | "srx" => Self::Rows(QueryResultsFormat::Xml),
            "ttl" | "turtle" => Self::Triples(RdfFormat::Turtle),
            "nt" | "ntriples" => Self::Triples(RdfFormat::NTriples),
            "jsonld" => Self::Triples(JSON_LD),
            "rdfxml" | "rdf" => Self::Triples(RdfFormat::RdfXml),
            "trig" => Self::Triples(RdfFormat::TriG),
            "nq" | "nquads" => Self::Triples(RdfFormat::NQuads),
            other => return Err(format!("{other:?} is none of {}", Self::NAMES.join(", "))),
        })
    }
}

/// JSON-LD without a special profile.
pub const JSON_LD: RdfFormat = RdfFormat::JsonLd {
    profile: JsonLdProfileSet::empty(),
};

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Rows or triples; for ASK, 1 for true and 0 for false.
    pub answers: u64,
}

/// Writes results; rows are written as they come, save for tables, and any result can be had in any format.
///
/// A SELECT or ASK in a format of RDF uses the result-set vocabulary of the W3C; a CONSTRUCT or DESCRIBE as table, CSV or
/// TSV has a row for each triple, as JSON it is JSON-LD, as XML it is RDF/XML.
///
/// # Errors
/// [`Error::QueryEvaluation`] if the evaluation fails on the way, [`Error::File`] if writing does.
pub fn write(
    results: QueryResults<'_>,
    format: Format,
    prefixes: &Prefixes,
    layout: Layout,
    out: &mut dyn Write,
) -> Result<Written> {
    let answers = match (results, format) {
        (QueryResults::Solutions(rows), Format::Table) => write_table(rows, prefixes, layout, out)?,
        (QueryResults::Solutions(rows), Format::Rows(format)) => write_rows(rows, format, out)?,
        (QueryResults::Solutions(rows), Format::Triples(format)) => write_result_set(rows, format, prefixes, out)?,
        (QueryResults::Boolean(value), format) => {
            write_boolean(value, format, prefixes, out)?;
            u64::from(value)
        }
        (QueryResults::Graph(triples), Format::Table) => write_table(as_rows(triples), prefixes, layout, out)?,
        (QueryResults::Graph(triples), Format::Rows(format @ (QueryResultsFormat::Csv | QueryResultsFormat::Tsv))) => {
            write_rows(as_rows(triples), format, out)?
        }
        (QueryResults::Graph(triples), Format::Rows(QueryResultsFormat::Xml)) => {
            write_triples(triples, RdfFormat::RdfXml, prefixes, out)?
        }
        (QueryResults::Graph(triples), Format::Rows(_)) => write_triples(triples, JSON_LD, prefixes, out)?,
        (QueryResults::Graph(triples), Format::Triples(format)) => write_triples(triples, format, prefixes, out)?,
    };
    Ok(Written { answers })
}

/// The triples in order and once each, for a reader who compares.
pub fn sorted_triples(results: QueryResults<'_>) -> Result<QueryResults<'static>> {
    Ok(match results {
        QueryResults::Graph(triples) => {
            let mut all = triples.collect::<Result<Vec<_>, _>>().map_err(|e| failure(e, None))?;
            all.sort_by_cached_key(ToString::to_string);
            all.dedup();
            QueryResults::Graph(QueryTripleIter::new(all.into_iter().map(Ok)))
        }
        QueryResults::Boolean(value) => QueryResults::Boolean(value),
        QueryResults::Solutions(rows) => {
            let variables: Arc<[Variable]> = rows.variables().into();
            let all: Vec<_> = rows.collect();
            QueryResults::Solutions(QuerySolutionIter::new(variables, all))
        }
    })
}

fn unwritten(error: std::io::Error) -> Error {
    Error::file("write", "the answer", error)
}

/// Triples as rows of subject, predicate and object.
pub fn as_rows(triples: QueryTripleIter<'_>) -> QuerySolutionIter<'_> {
    let variables: Arc<[Variable]> = ["subject", "predicate", "object"].map(Variable::new_unchecked).into();
    let rows = triples.map(|triple| {
        let triple = triple?;
        Ok(vec![
            Some(Term::from(triple.subject)),
            Some(Term::from(triple.predicate)),
            Some(triple.object),
        ])
    });
    QuerySolutionIter::from_tuples(variables, rows)
}

fn write_table(rows: QuerySolutionIter<'_>, prefixes: &Prefixes, layout: Layout, out: &mut dyn Write) -> Result<u64> {
    let head: Vec<String> = rows.variables().iter().map(|v| v.as_str().to_owned()).collect();
    let mut cells = Vec::new();
    for row in rows {
        let row = row.map_err(|e| failure(e, None))?;
        let term = |term: &Option<Term>| term.as_ref().map_or_else(String::new, |term| shown(term, prefixes));
        cells.push(row.values().iter().map(term).collect::<Vec<_>>());
    }
    if !cells.is_empty() {
        table::draw(&head, &cells, layout, out).map_err(unwritten)?;
    }
    Ok(cells.len() as u64)
}

/// A term as people read it: literals without quotes, IRIs in their short form.
fn shown(term: &Term, prefixes: &Prefixes) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => prefixes.shorten(node.as_str()),
        Term::BlankNode(node) => node.to_string(),
    }
}

fn write_rows(rows: QuerySolutionIter<'_>, format: QueryResultsFormat, out: &mut dyn Write) -> Result<u64> {
    let variables = rows.variables().to_vec();
    let mut serializer = QueryResultsSerializer::from_format(format)
        .serialize_solutions_to_writer(out, variables)
        .map_err(unwritten)?;
    let mut count = 0;
    for row in rows {
        serializer
            .serialize(&row.map_err(|e| failure(e, None))?)
            .map_err(unwritten)?;
        count += 1;
    }
    serializer.finish().map_err(unwritten)?;
    Ok(count)
}

fn write_boolean(value: bool, format: Format, prefixes: &Prefixes, out: &mut dyn Write) -> Result<()> {
    match format {
        Format::Table => writeln!(out, "{value}").map_err(unwritten),
        Format::Rows(format) => QueryResultsSerializer::from_format(format)
            .serialize_boolean_to_writer(out, value)
            .map(|_| ())
            .map_err(unwritten),
        Format::Triples(format) => {
            let set = BlankNode::new_unchecked("set");
            let triples = [
                Triple::new(set.clone(), rdf::TYPE, result_set("ResultSet")),
                Triple::new(set, result_set("boolean"), Literal::from(value)),
            ];
            let triples = QueryTripleIter::new(triples.into_iter().map(Ok));
            write_triples(triples, format, prefixes, out).map(|_| ())
        }
    }
}

fn write_triples(
    triples: QueryTripleIter<'_>,
    format: RdfFormat,
    prefixes: &Prefixes,
    out: &mut dyn Write,
) -> Result<u64> {
    write_triples_with(triples, format, &prefixes.iter().collect::<Vec<_>>(), out)
}

fn write_triples_with(
    triples: QueryTripleIter<'_>,
    format: RdfFormat,
    prefixes: &[(&str, &str)],
    out: &mut dyn Write,
) -> Result<u64> {
    let mut serializer = RdfSerializer::from_format(format);
    // The other formats have no prefixes, and prefixes that RDF/XML cannot use would only be declared.
    if matches!(format, RdfFormat::Turtle | RdfFormat::TriG) {
        for (prefix, namespace) in prefixes {
            serializer = serializer
                .with_prefix(*prefix, *namespace)
                .map_err(|e| Error::QueryEvaluation(format!("{namespace} is not an IRI: {e}")))?;
        }
    }
    let mut serializer = serializer.for_writer(out);
    let mut count = 0;
    for triple in triples {
        let triple = triple.map_err(|e| failure(e, None))?;
        serializer.serialize_triple(triple.as_ref()).map_err(unwritten)?;
        count += 1;
    }
    serializer.finish().map_err(unwritten)?;
    Ok(count)
}

/// Rows in the result-set vocabulary, so that a SELECT can be kept as RDF.
fn write_result_set(
    rows: QuerySolutionIter<'_>,
    format: RdfFormat,
    prefixes: &Prefixes,
    out: &mut dyn Write,
) -> Result<u64> {
    let set = BlankNode::new_unchecked("set");
    let mut head = vec![Triple::new(set.clone(), rdf::TYPE, result_set("ResultSet"))];
    for variable in rows.variables() {
        let name = Literal::new_simple_literal(variable.as_str());
        head.push(Triple::new(set.clone(), result_set("resultVariable"), name));
    }
    let mut count: u64 = 0;
    let triples = rows.flat_map(|row| {
        let row = match row {
            Ok(row) => row,
            Err(e) => return vec![Err(e)],
        };
        count += 1;
        let solution = BlankNode::new_unchecked(format!("row{count}"));
        let mut triples = vec![
            Ok(Triple::new(set.clone(), result_set("solution"), solution.clone())),
            Ok(Triple::new(
                solution.clone(),
                result_set("index"),
                Literal::new_typed_literal(count.to_string(), xsd::INTEGER),
            )),
        ];
        for (number, (variable, value)) in row.iter().enumerate() {
            let binding = BlankNode::new_unchecked(format!("row{count}value{number}"));
            let binding_is = |property: &str, value: Term| {
                Ok(Triple::new(
                    NamedOrBlankNode::from(binding.clone()),
                    result_set(property),
                    value,
                ))
            };
            triples.push(Ok(Triple::new(
                solution.clone(),
                result_set("binding"),
                binding.clone(),
            )));
            triples.push(binding_is(
                "variable",
                Literal::new_simple_literal(variable.as_str()).into(),
            ));
            triples.push(binding_is("value", value.clone()));
        }
        triples
    });
    let triples = QueryTripleIter::new(head.into_iter().map(Ok).chain(triples));
    let mut with_results = vec![("rs", RESULT_SET)];
    with_results.extend(prefixes.iter());
    write_triples_with(triples, format, &with_results, out)?;
    Ok(count)
}

fn result_set(name: &str) -> NamedNode {
    NamedNodeRef::new_unchecked(&format!("{RESULT_SET}{name}")).into_owned()
}
