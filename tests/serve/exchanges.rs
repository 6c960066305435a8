//! The exchanges that the manifests of the W3C describe.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use oxigraph::store::Store;

const MF: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const HT: &str = "http://www.w3.org/2011/http#";
const CNT: &str = "http://www.w3.org/2011/content#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// A request and what must come back.
#[derive(Debug, Default)]
pub struct Exchange {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The first digits of the statuses that will do, or whole ones.
    pub statuses: Vec<String>,
    pub boolean: Option<bool>,
    /// What the answer holds, where it is told.
    pub expected: Option<(String, String)>,
}

/// A manifest in memory.
pub struct Manifest(Store);

impl Manifest {
    pub fn read(text: &[u8]) -> Self {
        let store = Store::new().unwrap();
        let parser = RdfParser::from_format(RdfFormat::Turtle)
            .with_base_iri("http://manifest/")
            .unwrap();
        store.load_from_slice(parser, text).unwrap();
        Self(store)
    }

    fn values(&self, subject: &Term, property: &str) -> Vec<Term> {
        let subject = match subject {
            Term::NamedNode(node) => NamedOrBlankNode::from(node.clone()),
            Term::BlankNode(node) => node.clone().into(),
            Term::Literal(_) => return Vec::new(),
        };
        let property = NamedNode::new(property).unwrap();
        let quads = self
            .0
            .quads_for_pattern(Some(subject.as_ref()), Some(property.as_ref()), None, None);
        quads.map(|quad| quad.unwrap().object).collect()
    }

    fn value(&self, subject: &Term, property: &str) -> Option<Term> {
        self.values(subject, property).pop()
    }

    fn text(&self, subject: &Term, property: &str) -> String {
        match self.value(subject, property) {
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            Some(Term::NamedNode(node)) => node.into_string(),
            _ => String::new(),
        }
    }

    fn list(&self, head: Option<Term>) -> Vec<Term> {
        let mut items = Vec::new();
        let mut rest = head;
        while let Some(node) = rest {
            items.extend(self.value(&node, &format!("{RDF}first")));
            rest = self.value(&node, &format!("{RDF}rest"));
        }
        items
    }

    /// The tests in their order, by the last part of their name, with their comments.
    pub fn tests(&self) -> Vec<(String, Term)> {
        let entries = NamedNode::new(format!("{MF}entries")).unwrap();
        let quad = self
            .0
            .quads_for_pattern(None, Some(entries.as_ref()), None, None)
            .next();
        let tests = self.list(Some(quad.unwrap().unwrap().object));
        tests
            .into_iter()
            .map(|test| {
                let name = test.to_string();
                let name = name.rsplit('#').next().unwrap().trim_end_matches('>').to_owned();
                (name, test)
            })
            .collect()
    }

    /// The exchanges of a test that describes them as data.
    pub fn described(&self, test: &Term) -> Vec<Exchange> {
        let action = self.value(test, &format!("{MF}action")).unwrap();
        let requests = self.list(self.value(&action, &format!("{HT}requests")));
        requests.iter().map(|request| self.exchange(request)).collect()
    }

    fn exchange(&self, request: &Term) -> Exchange {
        let headers = self.list(self.value(request, &format!("{HT}headers")));
        let header = |header: &Term| {
            (
                self.text(header, &format!("{HT}fieldName")),
                self.text(header, &format!("{HT}fieldValue")),
            )
        };
        let content = self.value(request, &format!("{HT}body"));
        let body = content.map_or_else(Vec::new, |content| {
            let text = self.text(&content, &format!("{CNT}chars"));
            match self.text(&content, &format!("{CNT}characterEncoding")).as_str() {
                "UTF-16" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                _ => text.into_bytes(),
            }
        });
        let response = self.value(request, &format!("{HT}resp")).unwrap();
        let statuses = self.values(&response, &format!("{MF}expectedStatus"));
        Exchange {
            method: self.text(request, &format!("{HT}methodName")),
            path: self.text(request, &format!("{HT}absolutePath")),
            headers: headers.iter().map(header).collect(),
            body,
            statuses: statuses
                .iter()
                .map(|status| status.to_string().rsplit("StatusCode").next().unwrap()[..1].to_owned())
                .collect(),
            boolean: self
                .value(&response, &format!("{MF}expectedBoolean"))
                .map(|value| value.to_string().contains("true")),
            expected: None,
        }
    }

    /// The exchange of a test that shows it in words: the request and the response as they go over the wire.
    pub fn shown(&self, test: &Term, host: &str, store: &str) -> Exchange {
        let comments = self.values(test, "http://www.w3.org/2000/01/rdf-schema#comment");
        let comment = comments
            .iter()
            .map(|term| match term {
                Term::Literal(literal) => literal.value(),
                _ => "",
            })
            .find(|text| text.contains("#### Request"))
            .unwrap()
            .replace("$HOST$/$GRAPHSTORE$", &format!("{host}{store}"))
            .replace("$HOST$", host)
            .replace("$GRAPHSTORE$", store);
        let (request, response) = comment.split_once("#### Response").unwrap();
        let request = request.split_once("#### Request").unwrap().1;
        let (line, headers, body) = message(request);
        let mut words = line.split_whitespace();
        let method = words.next().unwrap().to_owned();
        let path = words.next().unwrap().to_owned();
        let (line, answered, expected) = message(response);
        let kind = answered
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        Exchange {
            method,
            path,
            headers,
            body: body.into_bytes(),
            statuses: vec![line.split_whitespace().next().unwrap().to_owned()],
            boolean: None,
            expected: kind.map(|(_, kind)| (kind.clone(), expected)),
        }
    }
}

/// The first line, the headers and the body of a message that is set in by four spaces.
fn message(text: &str) -> (String, Vec<(String, String)>, String) {
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    let begin = lines.iter().position(|line| !line.trim().is_empty()).unwrap();
    let mut headers = Vec::new();
    let mut at = begin + 1;
    while let Some((name, value)) = lines.get(at).and_then(|line| line.split_once(": ")) {
        headers.push((name.to_owned(), value.to_owned()));
        at += 1;
    }
    let body: String = lines
        .get(at + 1..)
        .unwrap_or_default()
        .iter()
        .map(|line| format!("{line}\r\n"))
        .collect();
    (lines[begin].trim().to_owned(), headers, body)
}
