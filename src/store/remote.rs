//! Stores elsewhere: any that speaks the SPARQL 1.1 protocol, a serving govkg among them.

use std::fmt::Write as _;
use std::time::Duration;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput};
use oxigraph::store::Store as Oxigraph;

use super::http::{causes, http_client};
use crate::{Error, Result};

/// How long a query or an update may take.
const TIMEOUT: Duration = Duration::from_secs(300);
const N_QUADS: &str = "application/n-quads";
const ALL: &str = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }";
const ANSWERS: &str = "application/sparql-results+json, application/sparql-results+xml;q=0.9";

/// A SPARQL endpoint.
#[derive(Debug, Clone)]
pub struct Remote {
    url: String,
    token: Option<String>,
    client: reqwest::blocking::Client,
}

impl Remote {
    /// The endpoint at `url`, where queries go. Updates go there too, unless its last part is `query` or `sparql`: then
    /// they go to `update` beside it.
    pub fn new(url: &str) -> Result<Self> {
        Ok(Self {
            url: url.to_owned(),
            token: None,
            client: http_client(TIMEOUT)?,
        })
    }

    /// The same, showing this token with every request.
    #[must_use]
    pub fn with_token(mut self, token: Option<&str>) -> Self {
        self.token = token.map(str::to_owned);
        self
    }

    /// The address that the other addresses of a serving govkg begin with.
    pub(super) fn root(&self) -> String {
        let url = self.url.split(['?', '#']).next().unwrap_or_default();
        let url = url.strip_suffix('/').unwrap_or(url);
        match url.rsplit_once('/') {
            Some((head, "query" | "sparql")) => format!("{head}/"),
            _ => format!("{url}/"),
        }
    }

    /// Asks for what is at an address; nothing if it is refused or not there.
    pub(super) fn look(&self, url: &str, accept: &str) -> Result<Option<(String, Vec<u8>)>> {
        let request = self.authorized(self.client.get(url)).header("accept", accept);
        let response = request.send().map_err(|e| self.failed(causes(&e.without_url())))?;
        if !response.status().is_success() {
            return Ok(None);
        }
        let media_type = media_type(&response);
        let bytes = response.bytes().map_err(|e| self.failed(causes(&e.without_url())))?;
        Ok(Some((media_type, bytes.into())))
    }

    /// Sends something to an address and waits till it is kept.
    pub(super) fn send(&self, method: reqwest::Method, url: &str, kind: &str, body: String) -> Result<()> {
        let request = self.client.request(method, url).header("content-type", kind);
        self.heard(url, "", request.body(body)).map(drop)
    }

    /// Sends a query; gives the media type of the answer and the answer.
    pub fn query(&self, query: &str, accept: &str) -> Result<(String, Vec<u8>)> {
        let response = self.post(&self.url, "application/sparql-query", accept, query.to_owned())?;
        let media_type = media_type(&response);
        let bytes = response.bytes().map_err(|e| self.failed(causes(&e.without_url())))?;
        Ok((media_type, bytes.into()))
    }

    /// Sends an update.
    pub fn update(&self, update: String) -> Result<()> {
        let url = self.update_url();
        self.post(&url, "application/sparql-update", "*/*", update).map(drop)
    }

    /// Copies all named graphs into a store in memory.
    pub fn fetch(&self) -> Result<Oxigraph> {
        let store = Oxigraph::new()?;
        // A whole data set as it is where that is offered, since an answer to a query may be bounded.
        if let Some((kind, bytes)) = self.look(&format!("{}store", self.root()), N_QUADS)?
            && kind.starts_with(N_QUADS)
        {
            let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(&bytes);
            let mut loader = store.bulk_loader();
            for portion in Portions(quads) {
                loader.load_quads(portion.map_err(|e| self.failed(format!("the answer cannot be read: {e}")))?)?;
            }
            loader.commit()?;
            return Ok(store);
        }
        let (media_type, bytes) = self.query(ALL, ANSWERS)?;
        let format = QueryResultsFormat::from_media_type(&media_type).ok_or_else(|| {
            self.failed(format!(
                "the answer is `{media_type}`, not the result of a SPARQL query"
            ))
        })?;
        let parsed = QueryResultsParser::from_format(format).for_reader(&bytes[..]);
        let ReaderQueryResultsParserOutput::Solutions(solutions) =
            parsed.map_err(|e| self.failed(format!("the answer cannot be read: {e}")))?
        else {
            return Err(self.failed("the answer is no table".to_owned()));
        };
        let mut quads = Vec::new();
        for solution in solutions {
            let solution = solution.map_err(|e| self.failed(format!("the answer cannot be read: {e}")))?;
            let get = |name: &str| solution.get(name).cloned();
            let quad = (|| {
                let subject = match get("s")? {
                    Term::NamedNode(node) => NamedOrBlankNode::NamedNode(node),
                    Term::BlankNode(node) => NamedOrBlankNode::BlankNode(node),
                    Term::Literal(_) => return None,
                };
                let (Some(Term::NamedNode(predicate)), Some(Term::NamedNode(graph))) = (get("p"), get("g")) else {
                    return None;
                };
                Some(Quad::new(subject, predicate, get("o")?, graph))
            })();
            quads.extend(quad);
        }
        let mut loader = store.bulk_loader();
        loader.load_quads(quads)?;
        loader.commit()?;
        Ok(store)
    }

    /// Makes the store at the endpoint, which held what `before` holds, hold what `after` holds: one request, and so on
    /// most stores one transaction.
    pub fn push(&self, before: &Oxigraph, after: &Oxigraph) -> Result<()> {
        let gone = difference(before, after)?;
        let new = difference(after, before)?;
        let mut update = String::new();
        // Blank nodes cannot be deleted by name; a graph that has them is replaced as a whole.
        let blank = |quad: &Quad| quad.subject.is_blank_node() || quad.object.is_blank_node();
        let mut whole: Vec<GraphName> = gone
            .iter()
            .chain(&new)
            .filter(|quad| blank(quad))
            .map(|quad| quad.graph_name.clone())
            .collect();
        whole.sort_by_key(ToString::to_string);
        whole.dedup();
        let single = |quad: &&Quad| !whole.contains(&quad.graph_name);
        data(&mut update, "DELETE DATA", gone.iter().filter(single));
        for graph in &whole {
            writeln!(update, "DROP SILENT GRAPH {graph} ;").unwrap_or_default();
            let quads: Vec<Quad> = after
                .quads_for_pattern(None, None, None, Some(graph.as_ref()))
                .collect::<Result<_, _>>()?;
            data(&mut update, "INSERT DATA", quads.iter());
        }
        data(&mut update, "INSERT DATA", new.iter().filter(single));
        if update.is_empty() { Ok(()) } else { self.update(update) }
    }

    fn update_url(&self) -> String {
        match self.url.rsplit_once('/') {
            Some((head, "query" | "sparql")) => format!("{head}/update"),
            _ => self.url.clone(),
        }
    }

    fn post(&self, url: &str, kind: &str, accept: &str, body: String) -> Result<reqwest::blocking::Response> {
        let request = self
            .client
            .post(url)
            .header("content-type", kind)
            .header("accept", accept)
            .body(body);
        self.heard(url, kind, request)
    }

    fn authorized(&self, request: reqwest::blocking::RequestBuilder) -> reqwest::blocking::RequestBuilder {
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// The answer to a request, if it succeeds.
    fn heard(
        &self,
        url: &str,
        kind: &str,
        request: reqwest::blocking::RequestBuilder,
    ) -> Result<reqwest::blocking::Response> {
        let unreachable = |e: reqwest::Error| Error::Remote {
            url: url.to_owned(),
            message: causes(&e.without_url()),
        };
        let response = self.authorized(request).send().map_err(unreachable)?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let text: String = response.text().unwrap_or_default().chars().take(500).collect();
        let hint = match status.as_u16() {
            401 => "; give its token with --token or GOVKG_TOKEN",
            403..=405 if kind.ends_with("update") => "; the endpoint takes no updates",
            _ => "",
        };
        Err(Error::Remote {
            url: url.to_owned(),
            message: format!("{status}{hint}: {}", text.trim()),
        })
    }

    fn failed(&self, message: String) -> Error {
        Error::Remote {
            url: self.url.clone(),
            message,
        }
    }
}

fn media_type(response: &reqwest::blocking::Response) -> String {
    let value = response.headers().get("content-type");
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

/// What an iterator gives, in portions that a loader takes at once.
struct Portions<I>(I);

impl<E, I: Iterator<Item = Result<Quad, E>>> Iterator for Portions<I> {
    type Item = Result<Vec<Quad>, E>;

    fn next(&mut self) -> Option<Self::Item> {
        let portion: Result<Vec<Quad>, E> = self.0.by_ref().take(100_000).collect();
        match portion {
            Ok(quads) if quads.is_empty() => None,
            other => Some(other),
        }
    }
}

/// The quads of `one` that `other` lacks, sorted.
fn difference(one: &Oxigraph, other: &Oxigraph) -> Result<Vec<Quad>> {
    let mut quads = Vec::new();
    for quad in one.iter() {
        let quad = quad?;
        if !other.contains(&quad)? {
            quads.push(quad);
        }
    }
    quads.sort_by_cached_key(|quad| (quad.graph_name.to_string(), quad.to_string()));
    Ok(quads)
}

fn data<'a>(update: &mut String, what: &str, quads: impl Iterator<Item = &'a Quad>) {
    let mut graph: Option<&GraphName> = None;
    for quad in quads {
        if graph != Some(&quad.graph_name) {
            update.push_str(if graph.is_none() { "" } else { "} " });
            let open = if graph.is_none() {
                format!("{what} {{\n")
            } else {
                "\n".to_owned()
            };
            writeln!(update, "{open}GRAPH {} {{", quad.graph_name).unwrap_or_default();
            graph = Some(&quad.graph_name);
        }
        writeln!(update, "{} {} {} .", quad.subject, quad.predicate, quad.object).unwrap_or_default();
    }
    if graph.is_some() {
        update.push_str("} } ;\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{Literal, NamedNode};
    use oxigraph::sparql::SparqlEvaluator;

    fn quad(subject: &str, value: &str, graph: &str) -> Quad {
        let node = |name: &str| NamedNode::new_unchecked(format!("http://e.org/{name}"));
        Quad::new(
            node(subject),
            node("p"),
            Literal::new_simple_literal(value),
            node(graph),
        )
    }

    /// The update that `push` would send leads from one store to the other.
    #[test]
    fn an_update_of_differences() {
        let (before, after) = (Oxigraph::new().unwrap(), Oxigraph::new().unwrap());
        before
            .extend([quad("a", "1", "g"), quad("b", "2", "g"), quad("b", "\"\n\\", "h")])
            .unwrap();
        after
            .extend([quad("a", "1", "g"), quad("c", "壮", "g"), quad("d", "4", "k")])
            .unwrap();
        let mut update = String::new();
        data(&mut update, "DELETE DATA", difference(&before, &after).unwrap().iter());
        data(&mut update, "INSERT DATA", difference(&after, &before).unwrap().iter());
        let parsed = SparqlEvaluator::new()
            .parse_update(&update)
            .unwrap_or_else(|e| panic!("{e}\n{update}"));
        parsed.on_store(&before).execute().unwrap();
        assert!(difference(&before, &after).unwrap().is_empty() && difference(&after, &before).unwrap().is_empty());
    }

    #[test]
    fn updates_go_beside_queries() {
        let url = |url: &str| Remote::new(url).unwrap().update_url();
        assert_eq!(url("http://localhost:7878/query"), "http://localhost:7878/update");
        assert_eq!(url("http://localhost:7878/sparql"), "http://localhost:7878/update");
        assert_eq!(url("http://localhost:3030/ds"), "http://localhost:3030/ds");
        let root = |url: &str| Remote::new(url).unwrap().root();
        assert_eq!(root("http://localhost:7878"), "http://localhost:7878/");
        assert_eq!(root("http://localhost:7878/"), "http://localhost:7878/");
        assert_eq!(root("http://localhost:7878/kg/sparql"), "http://localhost:7878/kg/");
    }
}
