//! What is scored of a graph, read through its public vocabulary.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::{QueryResults, QuerySolution, SparqlEvaluator};
use oxigraph::store::{LoaderError, Store};

use super::amounts::{self, Decimal};
use super::names::{key, some_key};
use crate::graph::vocab::gk;
use crate::{Error, Result};

/// A measure pointing at more code points than this points at nothing.
const LONGEST_SPAN: u64 = 100;

const PREFIXES: &str = "
PREFIX gk: <https://w3id.org/govkg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
";

/// The graph of a document, without what is inferred from it or linked to it.
pub struct Graph {
    store: Store,
}

/// A measure that was read.
#[derive(Debug, Default)]
pub(super) struct Measure {
    pub(super) target: bool,
    /// As written in the graph, for messages.
    pub(super) written: String,
    pub(super) value: Option<Decimal>,
    pub(super) confidence: Option<f64>,
    pub(super) units: BTreeSet<String>,
    /// Local names in lower case.
    pub(super) aspect: String,
    pub(super) comparator: String,
    pub(super) indicators: BTreeSet<String>,
    pub(super) subjects: BTreeSet<String>,
    pub(super) period: (String, String),
    pub(super) spans: Vec<(u64, u64)>,
}

/// An entity that was read, under one of its classes.
#[derive(Debug)]
pub(super) struct Entity {
    pub(super) iri: String,
    pub(super) class: String,
    pub(super) label: String,
    pub(super) names: BTreeSet<String>,
}

/// A unit in its role at one place.
#[derive(Debug, Default)]
pub(super) struct Responsibility {
    pub(super) role: String,
    pub(super) names: BTreeSet<String>,
    pub(super) spans: Vec<(u64, u64)>,
}

impl Graph {
    /// Takes the quads of a document together with those of the vocabulary.
    ///
    /// Which of several things with the same name serves an annotation depends on their order. So the quads are
    /// loaded as they would be from their sorted dump.
    pub fn of(quads: impl IntoIterator<Item = Quad>) -> Result<Self> {
        let mut lines: Vec<(String, Quad)> = quads.into_iter().map(|quad| (quad.to_string(), quad)).collect();
        lines.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let store = Store::new()?;
        let mut loader = store.bulk_loader();
        loader.load_quads(lines.into_iter().map(|(_, quad)| quad).filter(is_said))?;
        loader.commit()?;
        Ok(Self { store })
    }

    /// Reads a graph from the bytes of an RDF file, in the order of the file.
    pub fn parse(bytes: &[u8], format: RdfFormat) -> Result<Self, LoaderError> {
        let quads = RdfParser::from_format(format).rename_blank_nodes().for_slice(bytes);
        let said = quads.filter(|quad| quad.as_ref().map_or(true, is_said));
        let store = Store::new()?;
        let mut loader = store.bulk_loader();
        loader.load_ok_quads::<RdfParseError, LoaderError>(said.map(|quad| quad.map_err(RdfParseError::from)))?;
        loader.commit()?;
        Ok(Self { store })
    }

    /// The same, of a file that may hold several documents: without the others than that of this content. None if there
    /// are several and it is not among them, or one with another content; one that does not say what it was read from
    /// is taken as it is.
    pub fn parse_document(bytes: &[u8], format: RdfFormat, sha256: &str) -> Result<Option<Self>, LoaderError> {
        let graph = Self::parse(bytes, format)?;
        let mut documents: Vec<(NamedOrBlankNode, bool)> = Vec::new();
        for quad in graph.store.quads_for_pattern(None, Some(gk::SHA256), None, None) {
            let quad = quad?;
            let own = matches!(&quad.object, Term::Literal(literal) if literal.value() == sha256);
            documents.push((quad.subject, own));
        }
        if documents.is_empty() {
            return Ok(Some(graph));
        }
        if !documents.iter().any(|(_, own)| *own) {
            return Ok(None);
        }
        let others: Vec<String> = documents
            .into_iter()
            .filter_map(|(document, own)| match document {
                NamedOrBlankNode::NamedNode(document) if !own => Some(document.into_string()),
                _ => None,
            })
            .collect();
        let of_other = |text: &str| {
            others.iter().any(|other| {
                let rest = text.strip_prefix(other.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
            })
        };
        // Nodes of the others: themselves, their places and what was read there.
        let mut gone = Vec::new();
        for quad in graph.store.iter() {
            let quad = quad?;
            let subject = matches!(&quad.subject, NamedOrBlankNode::NamedNode(node) if of_other(node.as_str()));
            let object = matches!(&quad.object, Term::NamedNode(node) if of_other(node.as_str()));
            let graph = matches!(&quad.graph_name, GraphName::NamedNode(graph)
                if graph.as_str().split_once("/graph/").is_some_and(|(base, path)| of_other(&format!("{base}/{path}"))));
            if subject || object || graph {
                gone.push(quad);
            }
        }
        for quad in gone {
            graph.store.remove(&quad)?;
        }
        Ok(Some(graph))
    }

    /// Measures by IRI.
    pub(super) fn measures(&self) -> Result<BTreeMap<String, Measure>> {
        let mut found = BTreeMap::new();
        let rows = "SELECT ?m ?kind ?sure ?value ?unit ?aspect ?cmp ?ind ?indalt ?subj ?subjalt ?from ?to ?b ?e WHERE {
            VALUES ?kind { gk:Target gk:Achievement }
            ?m a ?kind ; gk:value ?value ; prov:wasDerivedFrom ?p .
            ?p gk:start ?b ; gk:end ?e .
            OPTIONAL { ?m gk:confidence ?sure }
            OPTIONAL { ?m gk:unit/skos:prefLabel ?unit }
            OPTIONAL { ?m gk:aspect ?aspect }
            OPTIONAL { ?m gk:comparator ?cmp }
            OPTIONAL { ?m gk:indicator ?i . ?i skos:prefLabel ?ind OPTIONAL { ?i skos:altLabel ?indalt } }
            OPTIONAL { ?m gk:subject ?s . ?s skos:prefLabel ?subj OPTIONAL { ?s skos:altLabel ?subjalt } }
            OPTIONAL { ?m gk:period ?t . ?t dcat:startDate ?from ; dcat:endDate ?to } }";
        self.each(rows, |row| {
            let measure = found.entry(text(row, "m").to_owned()).or_insert_with(|| Measure {
                target: text(row, "kind").ends_with("Target"),
                written: text(row, "value").to_owned(),
                value: Decimal::parse(text(row, "value")),
                confidence: text(row, "sure").parse().ok(),
                aspect: local_name(text(row, "aspect")),
                comparator: local_name(text(row, "cmp")),
                period: (
                    head(text(row, "from"), 4).to_owned(),
                    head(text(row, "to"), 4).to_owned(),
                ),
                ..Measure::default()
            });
            measure.units.insert(amounts::unit(text(row, "unit")));
            measure.indicators.extend(
                ["ind", "indalt"]
                    .into_iter()
                    .filter_map(|name| some_key(text(row, name))),
            );
            measure.subjects.extend(
                ["subj", "subjalt"]
                    .into_iter()
                    .filter_map(|name| some_key(text(row, name))),
            );
            let (start, end) = span(row)?;
            if end.saturating_sub(start) <= LONGEST_SPAN && !measure.spans.contains(&(start, end)) {
                measure.spans.push((start, end));
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The names of the reporting area.
    pub(super) fn reporting_area(&self) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let rows = "SELECT ?l ?a WHERE {
            ?d gk:area ?x ; gk:sha256|gk:reportYear|gk:source ?y .
            ?x skos:prefLabel ?l OPTIONAL { ?x skos:altLabel ?a } }";
        self.each(rows, |row| {
            found.extend(["l", "a"].into_iter().filter_map(|name| some_key(text(row, name))));
            Ok(())
        })?;
        Ok(found)
    }

    /// Entities with a mention, once under each of these classes that they have, in the order of the store.
    pub(super) fn entities(&self, classes: &[&str]) -> Result<Vec<Entity>> {
        let mut found: Vec<Entity> = Vec::new();
        let mut place = BTreeMap::new();
        let classes: Vec<String> = classes
            .iter()
            .map(|class| format!("gk:{}", capitalised(class)))
            .collect();
        let rows = format!(
            "SELECT DISTINCT ?e ?c ?l ?a WHERE {{
            VALUES ?c {{ {} }} ?e a ?c ; gk:mentionedIn ?p ; skos:prefLabel ?l
            OPTIONAL {{ ?e skos:altLabel ?a }} }}",
            classes.join(" ")
        );
        self.each(&rows, |row| {
            let (iri, class) = (text(row, "e").to_owned(), local_name(text(row, "c")));
            let at = *place.entry((iri.clone(), class.clone())).or_insert_with(|| {
                found.push(Entity {
                    iri,
                    class,
                    label: text(row, "l").to_owned(),
                    names: BTreeSet::new(),
                });
                found.len() - 1
            });
            found[at]
                .names
                .extend(["l", "a"].into_iter().filter_map(|name| some_key(text(row, name))));
            Ok(())
        })?;
        Ok(found)
    }

    /// The names of everything that has a label, by IRI; a label of marks alone counts as the empty name.
    pub(super) fn labels(&self) -> Result<BTreeMap<String, BTreeSet<String>>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        self.each("SELECT ?e ?l WHERE { ?e skos:prefLabel|skos:altLabel ?l }", |row| {
            let names = found.entry(text(row, "e").to_owned()).or_default();
            names.insert(key(text(row, "l")));
            Ok(())
        })?;
        Ok(found)
    }

    /// The pairs that a property joins in the graphs of documents, where the subject has a mention.
    pub(super) fn pairs(&self, property: &str) -> Result<BTreeSet<(String, String)>> {
        let mut found = BTreeSet::new();
        let rows = format!(
            "SELECT DISTINCT ?s ?o WHERE {{
            GRAPH ?g {{ ?s {property} ?o }} FILTER(CONTAINS(STR(?g), \"/graph/doc/\"))
            FILTER EXISTS {{ ?s gk:mentionedIn ?x }} }}"
        );
        self.each(&rows, |row| {
            found.insert((text(row, "s").to_owned(), text(row, "o").to_owned()));
            Ok(())
        })?;
        Ok(found)
    }

    /// Responsibilities by IRI.
    pub(super) fn responsibilities(&self) -> Result<BTreeMap<String, Responsibility>> {
        let mut found = BTreeMap::new();
        let rows = "SELECT ?r ?role ?b ?e ?l WHERE {
            ?r a gk:Responsibility ; gk:role ?role ; gk:agent ?a ; prov:wasDerivedFrom ?p .
            ?p gk:start ?b ; gk:end ?e .
            OPTIONAL { ?a skos:prefLabel|skos:altLabel ?l } }";
        self.each(rows, |row| {
            let node = found
                .entry(text(row, "r").to_owned())
                .or_insert_with(|| Responsibility {
                    role: local_name(text(row, "role")),
                    ..Responsibility::default()
                });
            node.names.extend(some_key(text(row, "l")));
            let span = span(row)?;
            if !node.spans.contains(&span) {
                node.spans.push(span);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Runs a query over the union of the graphs.
    fn each(&self, query: &str, mut row: impl FnMut(&QuerySolution) -> Result<()>) -> Result<()> {
        let failed = |error: oxigraph::sparql::QueryEvaluationError| Error::QueryEvaluation(error.to_string());
        let mut prepared = SparqlEvaluator::new()
            .parse_query(&format!("{PREFIXES}{query}"))
            .map_err(|error| Error::QuerySyntax(error.to_string()))?;
        prepared.dataset_mut().set_default_graph_as_union();
        if let QueryResults::Solutions(solutions) = prepared.on_store(&self.store).execute().map_err(failed)? {
            for solution in solutions {
                row(&solution.map_err(failed)?)?;
            }
        }
        Ok(())
    }
}

/// Whether a quad is said by a document or known, and not inferred or linked.
fn is_said(quad: &Quad) -> bool {
    match &quad.graph_name {
        GraphName::NamedNode(name) => !["/graph/derived", "/graph/link/"]
            .iter()
            .any(|of| name.as_str().contains(of)),
        GraphName::BlankNode(_) | GraphName::DefaultGraph => true,
    }
}

/// The value of a variable; empty where it is unbound.
fn text<'a>(row: &'a QuerySolution, variable: &str) -> &'a str {
    match row.get(variable) {
        Some(Term::NamedNode(node)) => node.as_str(),
        Some(Term::BlankNode(node)) => node.as_str(),
        Some(Term::Literal(literal)) => literal.value(),
        None => "",
    }
}

fn span(row: &QuerySolution) -> Result<(u64, u64)> {
    let number = |variable: &str| {
        text(row, variable).parse::<u64>().map_err(|_| {
            let (start, end) = (text(row, "b"), text(row, "e"));
            Error::Unsuitable(format!(
                "the graph holds a text span from `{start}` to `{end}`: offsets must be whole numbers"
            ))
        })
    };
    Ok((number("b")?, number("e")?))
}

/// What follows the last `#`, in lower case.
pub(super) fn local_name(iri: &str) -> String {
    iri.rsplit('#').next().unwrap_or(iri).to_lowercase()
}

/// The first characters of a text.
pub(super) fn head(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(at, _)| &text[..at])
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(chars)
        .collect()
}
