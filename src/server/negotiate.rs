//! Chooses the format of an answer by what the request accepts.

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use oxigraph::io::RdfFormat;
use oxigraph::sparql::results::QueryResultsFormat;

use super::pages::View;
use super::protocol::{Parameters, format};
use super::refusal::Refusal;
use crate::query::output::JSON_LD;
use axum::http::StatusCode;

/// A form in which answers are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Rows, or true and false.
    Rows(QueryResultsFormat),
    /// Triples.
    Triples(RdfFormat),
    /// A page for people.
    Page,
}

/// A media type, its name in an address (`?format=csv`), and its form.
type Offer = (&'static str, &'static str, Form);

/// What SELECT and ASK are answered with, the preferred first.
const ROWS: &[Offer] = &[
    (
        "application/sparql-results+json",
        "json",
        Form::Rows(QueryResultsFormat::Json),
    ),
    (
        "application/sparql-results+xml",
        "xml",
        Form::Rows(QueryResultsFormat::Xml),
    ),
    ("text/csv", "csv", Form::Rows(QueryResultsFormat::Csv)),
    ("text/tab-separated-values", "tsv", Form::Rows(QueryResultsFormat::Tsv)),
    ("text/html", "html", Form::Page),
    ("application/json", "", Form::Rows(QueryResultsFormat::Json)),
    ("application/xml", "", Form::Rows(QueryResultsFormat::Xml)),
    ("text/xml", "", Form::Rows(QueryResultsFormat::Xml)),
];

/// What CONSTRUCT and DESCRIBE are answered with, and the description of the service, the preferred first.
const TRIPLES: &[Offer] = &[
    ("text/turtle", "ttl", Form::Triples(RdfFormat::Turtle)),
    ("application/n-triples", "nt", Form::Triples(RdfFormat::NTriples)),
    ("application/ld+json", "jsonld", Form::Triples(JSON_LD)),
    ("application/rdf+xml", "rdfxml", Form::Triples(RdfFormat::RdfXml)),
    ("application/trig", "trig", Form::Triples(RdfFormat::TriG)),
    ("application/n-quads", "nq", Form::Triples(RdfFormat::NQuads)),
    ("text/html", "html", Form::Page),
    ("application/x-turtle", "", Form::Triples(RdfFormat::Turtle)),
    ("application/json", "json", Form::Triples(JSON_LD)),
    ("application/xml", "xml", Form::Triples(RdfFormat::RdfXml)),
    ("text/plain", "", Form::Triples(RdfFormat::NTriples)),
];

/// The name of a form in an address.
pub(super) fn name(form: Form) -> &'static str {
    let offers = ROWS.iter().chain(TRIPLES);
    offers
        .filter(|(_, name, _)| !name.is_empty())
        .find(|(_, _, other)| *other == form)
        .map_or("html", |(_, name, _)| name)
}

/// What a whole data set is given as, the preferred first.
const QUADS: &[Offer] = &[
    ("application/n-quads", "nq", Form::Triples(RdfFormat::NQuads)),
    ("application/trig", "trig", Form::Triples(RdfFormat::TriG)),
];

/// What a request accepts.
#[derive(Debug, Clone, Default)]
pub(super) struct Accepted {
    ranges: Vec<(String, f32)>,
    named: Option<String>,
    /// How a page looks, where one is wanted.
    pub(super) view: View,
}

impl Accepted {
    /// What the headers accept, unless the address names a format.
    pub(super) fn new(headers: &HeaderMap, named: Option<String>) -> Self {
        let values = headers
            .get_all(header::ACCEPT)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let ranges = values.flat_map(|value| value.split(',')).map(|part| {
            let mut parts = part.split(';').map(str::trim);
            let range = parts.next().unwrap_or_default().to_ascii_lowercase();
            let weight = parts
                .filter_map(|parameter| parameter.split_once('='))
                .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
                .map_or(1.0, |(_, weight)| weight.trim().parse().unwrap_or(0.0));
            (range, weight)
        });
        Self {
            ranges: ranges.filter(|(range, _)| !range.is_empty()).collect(),
            named,
            view: View::default(),
        }
    }

    /// What a request accepts, with how its pages look.
    pub(super) fn of(request: &Request, parameters: &Parameters) -> Self {
        let view = View::of(request.headers(), request.uri(), parameters);
        Self::new(request.headers(), format(parameters)).seen(view)
    }

    /// The same, with pages that look so.
    pub(super) fn seen(self, view: View) -> Self {
        Self { view, ..self }
    }

    /// The form for rows, with its media type.
    pub(super) fn rows(&self) -> Result<(Form, &'static str), Refusal> {
        self.choose(ROWS)
    }

    /// The form for triples, with its media type.
    pub(super) fn triples(&self) -> Result<(Form, &'static str), Refusal> {
        self.choose(TRIPLES)
    }

    /// The form for a data set of several graphs, with its media type.
    pub(super) fn quads(&self) -> Result<(RdfFormat, &'static str), Refusal> {
        match self.choose(QUADS)? {
            (Form::Triples(format), kind) => Ok((format, kind)),
            _ => Ok((RdfFormat::NQuads, "application/n-quads")),
        }
    }

    fn choose(&self, offers: &[Offer]) -> Result<(Form, &'static str), Refusal> {
        if let Some(named) = &self.named {
            // As other clients call them.
            let named = match named.to_ascii_lowercase().as_str() {
                "turtle" | "n3" => "ttl",
                "ntriples" | "n-triples" => "nt",
                "json-ld" => "jsonld",
                "rdf" | "rdf+xml" => "rdfxml",
                "nquads" | "n-quads" => "nq",
                other => other,
            }
            .to_owned();
            let offer = offers.iter().find(|(_, name, _)| *name == named && !name.is_empty());
            return offer.map(|(kind, _, form)| (*form, *kind)).ok_or_else(|| {
                let names: Vec<_> = offers
                    .iter()
                    .map(|(_, name, _)| *name)
                    .filter(|n| !n.is_empty())
                    .collect();
                Refusal::bad_request(format!("format={named} is none of {}", names.join(", ")))
            });
        }
        let mut best: Option<(f32, Form, &'static str)> = None;
        for (kind, _, form) in offers {
            let weight = self.weight(kind);
            if weight > best.map_or(0.0, |(weight, _, _)| weight) {
                best = Some((weight, *form, kind));
            }
        }
        best.map(|(_, form, kind)| (form, kind)).ok_or_else(|| {
            let kinds: Vec<_> = offers.iter().map(|(kind, _, _)| *kind).collect();
            Refusal::new(
                StatusCode::NOT_ACCEPTABLE,
                format!("none of what you accept can be given; there are {}", kinds.join(", ")),
            )
        })
    }

    /// How much a media type is wanted: as its most specific range says.
    fn weight(&self, kind: &str) -> f32 {
        if self.ranges.is_empty() {
            return 1.0;
        }
        let family = kind.split('/').next().unwrap_or_default();
        let exactness = |range: &str| match range.strip_suffix("/*") {
            _ if range == kind => 3,
            Some(wanted) if wanted == family => 2,
            Some("*") => 1,
            _ => 0,
        };
        self.ranges
            .iter()
            .map(|(range, weight)| (exactness(range), *weight))
            .filter(|(exactness, _)| *exactness > 0)
            .max_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)))
            .map_or(0.0, |(_, weight)| weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(accept: &str) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().unwrap());
        Accepted::new(&headers, None).rows().ok().map(|(_, kind)| kind)
    }

    #[test]
    fn the_most_wanted_is_chosen() {
        assert_eq!(rows("*/*"), Some("application/sparql-results+json"));
        assert_eq!(rows("text/csv"), Some("text/csv"));
        assert_eq!(
            rows("text/csv;q=0.5, application/sparql-results+xml"),
            Some("application/sparql-results+xml")
        );
        assert_eq!(rows("text/*;q=0.5, text/csv;q=0.1"), Some("text/tab-separated-values"));
        assert_eq!(rows("application/json"), Some("application/json"));
        assert_eq!(rows("TEXT/CSV ; Q=1"), Some("text/csv"));
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        assert_eq!(rows(browser), Some("text/html"));
        assert_eq!(rows("image/png"), None);
        assert_eq!(rows("text/csv;q=0"), None);
        assert_eq!(rows("text/csv;q=x"), None);
        assert_eq!(Accepted::default().triples().unwrap().1, "text/turtle");
    }

    #[test]
    fn the_address_goes_before_the_header() {
        let named = |name: &str| Accepted::new(&HeaderMap::new(), Some(name.to_owned()));
        assert_eq!(named("csv").rows().unwrap().1, "text/csv");
        assert_eq!(named("ttl").triples().unwrap().1, "text/turtle");
        assert_eq!(named("ttl").rows().unwrap_err().status, StatusCode::BAD_REQUEST);
        assert_eq!(named("").rows().unwrap_err().status, StatusCode::BAD_REQUEST);
    }
}
