//! Sends queries to a SPARQL 1.1 endpoint and reads its results.

use std::io::Read;
use std::time::Duration;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Triple;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QueryTripleIter};
use reqwest::Url;
use reqwest::blocking::Response;
use reqwest::header::{ACCEPT, CONTENT_TYPE};

use super::backend::Limits;
use crate::graph::escaped;
use crate::store::{causes, http_client};
use crate::{Error, Result};

/// What is asked for: results of SELECT and ASK, or else triples.
const ACCEPTED: &str = "application/sparql-results+json, application/sparql-results+xml;q=0.9, \
                        application/n-triples;q=0.8, text/turtle;q=0.7, application/rdf+xml;q=0.6";
/// How long an answer may take where no time is given.
const PATIENCE: Duration = Duration::from_secs(3600);
/// As much of an error page as is worth repeating.
const MAX_ERROR: u64 = 1000;

/// A SPARQL 1.1 endpoint.
#[derive(Debug, Clone)]
pub struct Endpoint {
    url: Url,
}

impl Endpoint {
    /// The endpoint at a URL; a bare host means its `/sparql`, where `govkg serve` answers.
    ///
    /// # Errors
    /// [`Error::Remote`] if it is not an http or https URL.
    pub fn new(url: &str) -> Result<Self> {
        let wrong = |message: String| Error::Remote {
            url: url.to_owned(),
            message,
        };
        let mut parsed = Url::parse(url).map_err(|e| wrong(format!("this is not a URL ({e})")))?;
        if !matches!(parsed.scheme(), "http" | "https") {
            return Err(wrong("an endpoint begins with http:// or https://".to_owned()));
        }
        if parsed.path() == "/" && parsed.query().is_none() {
            parsed.set_path("/sparql");
        }
        Ok(Self { url: parsed })
    }

    /// The address that queries go to.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// Sends a query, which must declare its prefixes.
    pub fn evaluate(&self, text: &str, limits: &Limits) -> Result<QueryResults<'static>> {
        // Some stores answer from all graphs only when they are told to; the others pass over the parameter.
        let mut form = format!("query={}&union-default-graph=true", escaped(text));
        for (key, graphs) in [
            ("default-graph-uri", &limits.default_graphs),
            ("named-graph-uri", &limits.named_graphs),
        ] {
            for graph in graphs {
                form.push_str(&format!("&{key}={}", escaped(graph.as_str())));
            }
        }
        let response = http_client(limits.timeout.unwrap_or(PATIENCE))?
            .post(self.url.clone())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, ACCEPTED)
            .body(form)
            .send()
            .map_err(|e| self.unreachable(&e.without_url(), limits.timeout))?;
        self.read(response)
    }

    fn read(&self, mut response: Response) -> Result<QueryResults<'static>> {
        let status = response.status();
        if !status.is_success() {
            let mut page = Vec::new();
            // Without a page the status alone must do.
            let _read = response.by_ref().take(MAX_ERROR).read_to_end(&mut page);
            let page = String::from_utf8_lossy(&page);
            return Err(self.error(format!("{status}: {}", page.trim())));
        }
        let media_type = response
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        if let Some(format) = QueryResultsFormat::from_media_type(&media_type) {
            let results = QueryResultsParser::from_format(format)
                .for_reader(response)
                .map_err(|e| self.error(format!("the results cannot be read: {e}")))?;
            return Ok(results.into());
        }
        if let Some(format) = RdfFormat::from_media_type(&media_type) {
            let triples = RdfParser::from_format(format).for_reader(response).map(|quad| {
                quad.map(Triple::from)
                    .map_err(|e| QueryEvaluationError::Dataset(Box::new(e)))
            });
            return Ok(QueryResults::Graph(QueryTripleIter::new(triples)));
        }
        Err(self.error(format!(
            "the answer is {media_type:?}, which is no result of a query; is this the address of a SPARQL endpoint?"
        )))
    }

    fn error(&self, message: String) -> Error {
        Error::Remote {
            url: self.url.to_string(),
            message,
        }
    }

    fn unreachable(&self, error: &reqwest::Error, timeout: Option<Duration>) -> Error {
        if let (true, Some(timeout)) = (error.is_timeout(), timeout) {
            return self.error(format!("no answer within {timeout:?}"));
        }
        self.error(format!("no answer: {}", causes(error)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_host_means_its_sparql_path() {
        assert_eq!(
            Endpoint::new("http://localhost:7878").unwrap().url(),
            "http://localhost:7878/sparql"
        );
        assert_eq!(Endpoint::new("http://h/ds/query").unwrap().url(), "http://h/ds/query");
        assert!(Endpoint::new("store.db").is_err());
        assert!(Endpoint::new("file:///store.db").is_err());
    }

    #[test]
    fn a_dead_endpoint_is_named() {
        let error = Endpoint::new("http://127.0.0.1:1/")
            .unwrap()
            .evaluate("ASK {}", &Limits::default());
        let Err(error) = error else {
            panic!("nothing listens there")
        };
        assert!(
            error.to_string().starts_with("http://127.0.0.1:1/sparql: no answer"),
            "{error}"
        );
    }
}
