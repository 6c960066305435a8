//! Where a query is answered: a store of this process or a SPARQL endpoint, with the same results from both.

use std::sync::mpsc;
use std::time::Duration;

use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter, SparqlEvaluator,
};
use oxigraph::store::Store;
use spargebra::SparqlParser;

use super::endpoint::Endpoint;
use super::prefixes::Prefixes;
use super::scan;
use super::stoppable::{caught, caught_results, stoppable, with_stop};
use crate::{Error, Result};

/// The deepest nesting of brackets that is parsed; deeper texts would exhaust the stack, and no person writes them.
const MAX_DEPTH: usize = 100;

/// The most operators, groups, filters and bindings; what takes long to plan cannot be stopped.
const MAX_OPERATIONS: usize = 3_000;

/// The most triple patterns and steps of paths.
const MAX_PATTERNS: usize = 400;

/// What answers queries.
pub enum Backend {
    /// A store of this process.
    Store(Store),
    /// A SPARQL 1.1 endpoint.
    Endpoint(Endpoint),
}

/// Bounds and data set of one evaluation.
#[derive(Clone, Default)]
pub struct Limits {
    /// Stops the evaluation after this time.
    pub timeout: Option<Duration>,
    /// Lets another thread stop the evaluation.
    pub cancellation: Option<CancellationToken>,
    /// What relative IRIs of the query are relative to.
    pub base_iri: Option<String>,
    /// The graphs whose union is the default graph; empty for all graphs, unless the query itself says FROM.
    pub default_graphs: Vec<NamedNode>,
    /// The graphs that GRAPH can name; empty for all graphs, unless default graphs are given.
    pub named_graphs: Vec<NamedNode>,
}

impl Backend {
    /// Answers a query; prefixes of the project need no declaration.
    pub fn evaluate(&self, text: &str, prefixes: &Prefixes, limits: &Limits) -> Result<QueryResults<'static>> {
        match self {
            Self::Store(store) => evaluate(store, text, prefixes, limits),
            Self::Endpoint(endpoint) => {
                parse(text, prefixes)?;
                endpoint.evaluate(&prefixes.declared(text), limits)
            }
        }
    }
}

/// Answers a query from a store, over the union of all graphs unless the query or the limits name graphs.
pub fn evaluate(store: &Store, text: &str, prefixes: &Prefixes, limits: &Limits) -> Result<QueryResults<'static>> {
    let token = limits.cancellation.clone().unwrap_or_default();
    let query = parsed(text, prefixes, limits.base_iri.as_deref())?;
    let evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
    let mut prepared = with_stop(evaluator, &token).for_query(stoppable(query));
    let dataset = prepared.dataset_mut();
    if limits.default_graphs.is_empty() && limits.named_graphs.is_empty() {
        if dataset.is_default_dataset() {
            dataset.set_default_graph_as_union();
        }
    } else {
        // As the protocol has it: the data set of the request replaces that of the query, and what is not named is not there.
        dataset.set_default_graph(limits.default_graphs.iter().cloned().map(GraphName::from).collect());
        dataset.set_available_named_graphs(limits.named_graphs.iter().cloned().map(Into::into).collect());
    }
    let alarm = limits.timeout.map(|timeout| Alarm::set(timeout, token));
    let prepared = prepared.on_store(store);
    let results = caught(|| prepared.execute()).map_err(|e| failure(e, limits.timeout))?;
    let results = caught_results(results);
    Ok(match alarm {
        Some(alarm) => watched(results, alarm),
        None => results,
    })
}

/// Checks that a text is a SPARQL 1.1 query.
///
/// # Errors
/// [`Error::QuerySyntax`] with line, column and the line itself.
pub fn parse(text: &str, prefixes: &Prefixes) -> Result<()> {
    parsed(text, prefixes, None).map(|_| ())
}

fn parsed(text: &str, prefixes: &Prefixes, base: Option<&str>) -> Result<spargebra::Query> {
    let parser = parser(text, prefixes, base)?;
    if scan::operations(text) > MAX_OPERATIONS {
        return Err(Error::QuerySyntax(format!(
            "it has more than {MAX_OPERATIONS} operators and groups; ask in parts"
        )));
    }
    if scan::patterns(text) > MAX_PATTERNS {
        return Err(Error::QuerySyntax(format!(
            "it has more than {MAX_PATTERNS} patterns; ask in parts"
        )));
    }
    parser
        .parse_query(text)
        .map_err(|e| Error::QuerySyntax(located(&e.to_string(), text, prefixes)))
}

/// A parser that knows the project's prefixes, for a query or an update that is not nested too deep for it.
pub(super) fn parser(text: &str, prefixes: &Prefixes, base: Option<&str>) -> Result<SparqlParser> {
    if scan::depth(text) > MAX_DEPTH {
        return Err(Error::QuerySyntax(format!(
            "brackets are nested more than {MAX_DEPTH} deep"
        )));
    }
    let mut parser = SparqlParser::new();
    if let Some(base) = base {
        parser = parser
            .with_base_iri(base)
            .map_err(|e| Error::QuerySyntax(format!("{base} is not an IRI: {e}")))?;
    }
    for (prefix, namespace) in prefixes.iter() {
        parser = parser
            .with_prefix(prefix, namespace)
            .map_err(|e| Error::QuerySyntax(format!("{namespace} is not an IRI: {e}")))?;
    }
    Ok(parser)
}

/// A parser's message with its place in words and the line it points at.
fn located(message: &str, text: &str, prefixes: &Prefixes) -> String {
    let place = message.strip_prefix("error at ").and_then(|rest| {
        let (place, expected) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse::<usize>().ok()?, column.parse::<usize>().ok()?, expected))
    });
    let Some((line, column, expected)) = place else {
        return message.to_owned();
    };
    // Of a keyword that does not match, the parser names the end that it would have had; the fault is at its begin.
    let keyword = expected
        .split(", ")
        .map(|word| word.rsplit(' ').next().unwrap_or_default())
        .find(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase()));
    let column = keyword.map_or(column, |word| column.saturating_sub(word.len()).max(1));
    let expectation = if keyword.is_some() {
        String::new()
    } else {
        expectation(expected)
    };
    // The parser counts code points; the caret must stand under wide characters too.
    let source = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let before: String = source.chars().take(column.saturating_sub(1)).collect();
    let indent = " ".repeat(unicode_width::UnicodeWidthStr::width(before.as_str()));
    if expected.contains("Prefix not found") {
        let names: Vec<_> = prefixes
            .undeclared(text)
            .into_iter()
            .map(|name| format!("{name}:"))
            .collect();
        return format!(
            "line {line}, column {column}: no such prefix: {}\n  {source}",
            names.join(", ")
        );
    }
    format!("line {line}, column {column}: this cannot stand here{expectation}\n  {source}\n  {indent}^")
}

/// What the parser would have taken, as far as it says so in words and signs and not in its own classes of characters.
fn expectation(expected: &str) -> String {
    let expected = expected.trim_start_matches("expected ");
    let words: Vec<_> = expected
        .trim_start_matches("one of ")
        .split(", ")
        .filter(|word| {
            let sign = word.len() > 2 && word.starts_with('"') && word.ends_with('"');
            sign || word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic() || c == ' ')
        })
        .collect();
    match words.as_slice() {
        [] => String::new(),
        [word] => format!(", expected {word}"),
        words => format!(", expected one of {}", words.join(", ")),
    }
}

/// An evaluation error in the words of this tool.
pub fn failure(error: QueryEvaluationError, timeout: Option<Duration>) -> Error {
    Error::QueryEvaluation(match (error, timeout) {
        (QueryEvaluationError::Cancelled, Some(timeout)) => format!("no end after {timeout:?}, stopped"),
        (QueryEvaluationError::Cancelled, None) => "stopped".to_owned(),
        (QueryEvaluationError::UnsupportedService(name), _) => {
            format!("SERVICE {name}: queries are answered from this store alone")
        }
        (error, _) => error.to_string(),
    })
}

/// The same results, ended by an error after so many rows or triples.
pub fn bounded(results: QueryResults<'static>, max: u64) -> QueryResults<'static> {
    fn too_many(max: u64) -> QueryEvaluationError {
        let message = format!("the answer has more than {max} rows; ask for fewer with LIMIT");
        QueryEvaluationError::Unexpected(message.into())
    }
    let mut seen = 0;
    let mut passed = move || {
        seen += 1;
        seen > max
    };
    match results {
        QueryResults::Solutions(solutions) => {
            let variables: std::sync::Arc<[_]> = solutions.variables().into();
            let rows = solutions.map(move |row| if passed() { Err(too_many(max)) } else { row });
            QueryResults::Solutions(QuerySolutionIter::new(variables, rows))
        }
        QueryResults::Graph(triples) => {
            let triples = triples.map(move |triple| if passed() { Err(too_many(max)) } else { triple });
            QueryResults::Graph(QueryTripleIter::new(triples))
        }
        QueryResults::Boolean(value) => QueryResults::Boolean(value),
    }
}

/// Cancels an evaluation when its time is over; dropping it calls the alarm off.
struct Alarm {
    _off: mpsc::Sender<()>,
}

impl Alarm {
    fn set(after: Duration, token: CancellationToken) -> Self {
        let (off, wait) = mpsc::channel::<()>();
        std::thread::spawn(move || {
            if wait.recv_timeout(after) == Err(mpsc::RecvTimeoutError::Timeout) {
                token.cancel();
            }
        });
        Self { _off: off }
    }
}

/// The same results, holding the alarm until they are read.
fn watched(results: QueryResults<'static>, alarm: Alarm) -> QueryResults<'static> {
    match results {
        QueryResults::Solutions(solutions) => {
            let variables = solutions.variables().into();
            QueryResults::Solutions(QuerySolutionIter::new(
                variables,
                solutions.inspect(move |_| {
                    let _hold = &alarm;
                }),
            ))
        }
        QueryResults::Graph(triples) => QueryResults::Graph(QueryTripleIter::new(triples.inspect(move |_| {
            let _hold = &alarm;
        }))),
        QueryResults::Boolean(value) => QueryResults::Boolean(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefixes() -> Prefixes {
        Prefixes::new("https://w3id.org/govkg/id/")
    }

    #[test]
    fn errors_name_line_and_column() {
        let error = parse("SELECT ?x\nWHERE { ?x gk:text \"中\" ?y }", &prefixes())
            .unwrap_err()
            .to_string();
        assert!(error.contains("line 2, column 24: "), "{error}");
        // One column more than code points before it, since 中 takes two.
        assert!(error.ends_with(&format!("?y }}\n  {}^", " ".repeat(24))), "{error}");
        let error = parse("SELECT ?x WHERE { ?x a nope:Thing }", &prefixes())
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("line 1") && error.contains("no such prefix: nope:"),
            "{error}"
        );
        let error = parse("SELEKT ?x", &prefixes()).unwrap_err().to_string();
        assert!(error.contains("line 1, column 1:"), "{error}");
        let error = parse("SELECT ?x WHERE { ?x gk:text }", &prefixes())
            .unwrap_err()
            .to_string();
        assert!(error.contains("line 1, column 30:"), "{error}");
        assert!(parse("DELETE WHERE { ?s ?p ?o }", &prefixes()).is_err());
    }

    #[test]
    fn deep_brackets_are_refused() {
        let text = format!("SELECT * WHERE {}{}", "{".repeat(100_000), "}".repeat(100_000));
        assert!(parse(&text, &prefixes()).unwrap_err().to_string().contains("nested"));
    }

    #[test]
    fn an_endless_query_is_stopped() {
        let store = Store::new().unwrap();
        let node = NamedNode::new("http://example.com/").unwrap();
        for n in 0..120 {
            let value = oxigraph::model::Literal::from(n);
            store
                .insert(oxigraph::model::QuadRef::new(&node, &node, &value, &node))
                .unwrap();
        }
        let limits = Limits {
            timeout: Some(Duration::from_millis(100)),
            ..Limits::default()
        };
        let text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
        // Counting begins at once, so that the end may come before there are rows.
        let error = match evaluate(&store, text, &prefixes(), &limits) {
            Err(error) => error,
            Ok(QueryResults::Solutions(mut rows)) => failure(rows.next().unwrap().unwrap_err(), limits.timeout),
            Ok(_) => panic!("a SELECT gives rows"),
        };
        assert!(error.to_string().contains("no end after 100ms"), "{error}");
    }

    #[test]
    fn all_graphs_are_asked_unless_some_are_named() {
        let store = Store::new().unwrap();
        let graph = |n: u32| NamedNode::new(format!("http://example.com/{n}")).unwrap();
        for n in 1..=2 {
            store
                .insert(oxigraph::model::QuadRef::new(
                    &graph(n),
                    &graph(n),
                    &graph(n),
                    &graph(n),
                ))
                .unwrap();
        }
        let count = |text: &str, limits: &Limits| match evaluate(&store, text, &prefixes(), limits).unwrap() {
            QueryResults::Solutions(rows) => rows.count(),
            _ => 0,
        };
        let all = "SELECT ?s { ?s ?p ?o }";
        let named = "SELECT ?s { GRAPH ?g { ?s ?p ?o } }";
        let one = Limits {
            default_graphs: vec![graph(1)],
            ..Limits::default()
        };
        assert_eq!(count(all, &Limits::default()), 2);
        assert_eq!(count(named, &Limits::default()), 2);
        assert_eq!(
            count("SELECT ?s FROM <http://example.com/2> { ?s ?p ?o }", &Limits::default()),
            1
        );
        assert_eq!(count(all, &one), 1);
        assert_eq!(count(named, &one), 0);
    }
}
