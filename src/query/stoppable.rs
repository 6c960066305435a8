//! Makes queries that can be stopped wherever they are.
//!
//! The engine looks at its cancellation token only where it reads quads, and after that goes on with what it has read:
//! a product of patterns that share no variable is multiplied in memory to its end. So a question is put between the
//! factors: a function that unwinds the evaluation once the token is cancelled, which gives all its memory back.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use oxigraph::model::{Literal, NamedNode, Term, Variable};
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter, SparqlEvaluator,
};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

/// Names the function that asks whether to go on; no scheme of anybody's.
const GOING_ON: &str = "urn:govkg:going-on";

/// What unwinds a stopped evaluation.
struct Stopped;

/// The evaluator, knowing the function that stops.
pub(super) fn with_stop(evaluator: SparqlEvaluator, token: &CancellationToken) -> SparqlEvaluator {
    let token = token.clone();
    evaluator.with_custom_function(NamedNode::new_unchecked(GOING_ON), move |_: &[Term]| {
        if token.is_cancelled() {
            // Without a message: it is caught where the results are read.
            resume_unwind(Box::new(Stopped));
        }
        Some(Literal::from(true).into())
    })
}

/// The query, asking between the factors of each product.
pub(super) fn stoppable(mut query: Query) -> Query {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = &mut query;
    *pattern = asking(std::mem::take(pattern));
    query
}

#[expect(clippy::boxed_local, reason = "patterns come in boxes and go into boxes")]
fn boxed(pattern: Box<GraphPattern>) -> Box<GraphPattern> {
    Box::new(asking(*pattern))
}

/// Only what nothing connects is divided: anything else the planner orders better if it sees it whole, also where a
/// filter may connect what stands below it.
fn asking(pattern: GraphPattern) -> GraphPattern {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Join { .. } => {
            let mut factors = Vec::new();
            flatten(pattern.clone(), &mut factors);
            let groups = connected(factors);
            if groups.len() < 2 {
                return pattern;
            }
            let mut groups = groups
                .into_iter()
                .map(|group| group.into_iter().fold(GraphPattern::default(), join));
            let first = groups.next().unwrap_or_default();
            groups.fold(first, product)
        }
        GraphPattern::LeftJoin {
            left,
            right,
            expression,
        } => GraphPattern::LeftJoin {
            left: boxed(left),
            right,
            expression,
        },
        GraphPattern::Union { left, right } => GraphPattern::Union {
            left: boxed(left),
            right: boxed(right),
        },
        // Patterns in a graph that is not known share it, and the planner knows best how.
        GraphPattern::Graph {
            name: name @ NamedNodePattern::NamedNode(_),
            inner,
        } => GraphPattern::Graph {
            name,
            inner: boxed(inner),
        },
        GraphPattern::Extend {
            inner,
            variable,
            expression,
        } => GraphPattern::Extend {
            inner: boxed(inner),
            variable,
            expression,
        },
        GraphPattern::Minus { left, right } => GraphPattern::Minus {
            left: boxed(left),
            right: boxed(right),
        },
        GraphPattern::OrderBy { inner, expression } => GraphPattern::OrderBy {
            inner: boxed(inner),
            expression,
        },
        GraphPattern::Project { inner, variables } => GraphPattern::Project {
            inner: boxed(inner),
            variables,
        },
        GraphPattern::Distinct { inner } => GraphPattern::Distinct { inner: boxed(inner) },
        GraphPattern::Reduced { inner } => GraphPattern::Reduced { inner: boxed(inner) },
        GraphPattern::Slice { inner, start, length } => GraphPattern::Slice {
            inner: boxed(inner),
            start,
            length,
        },
        GraphPattern::Group {
            inner,
            variables,
            aggregates,
        } => GraphPattern::Group {
            inner: boxed(inner),
            variables,
            aggregates,
        },
        other => other,
    }
}

/// The factors of a join, those of a basic pattern among them.
fn flatten(pattern: GraphPattern, factors: &mut Vec<GraphPattern>) {
    match pattern {
        GraphPattern::Join { left, right } => {
            flatten(*left, factors);
            flatten(*right, factors);
        }
        GraphPattern::Bgp { patterns } => {
            let parts = components(patterns).into_iter();
            factors.extend(parts.map(|patterns| GraphPattern::Bgp { patterns }));
        }
        other => factors.push(other),
    }
}

/// The factors in groups that share no variable.
fn connected(factors: Vec<GraphPattern>) -> Vec<Vec<GraphPattern>> {
    let mut groups: Vec<(Vec<Variable>, Vec<GraphPattern>)> = Vec::new();
    for factor in factors {
        let mut names = variables(&factor);
        let (joined, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(others, _)| names.iter().any(|name| others.contains(name)));
        let mut members = Vec::new();
        for (others, factors) in joined {
            names.extend(others);
            members.extend(factors);
        }
        members.push(factor);
        groups = apart;
        groups.push((names, members));
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

fn variables(pattern: &GraphPattern) -> Vec<Variable> {
    let mut found: Vec<Variable> = Vec::new();
    pattern.on_in_scope_variable(|variable| found.push(variable.clone()));
    found
}

fn join(left: GraphPattern, right: GraphPattern) -> GraphPattern {
    if left == GraphPattern::default() {
        return right;
    }
    GraphPattern::Join {
        left: Box::new(left),
        right: Box::new(right),
    }
}

/// A join of sides that share nothing, with the question.
fn product(left: GraphPattern, right: GraphPattern) -> GraphPattern {
    let question = question(&left, &right);
    let joined = join(left, right);
    match question {
        Some(expr) => GraphPattern::Filter {
            expr,
            inner: Box::new(joined),
        },
        None => joined,
    }
}

/// The question for two sides that share no variable; it names one of each side, so that it is asked of both together.
fn question(left: &GraphPattern, right: &GraphPattern) -> Option<Expression> {
    let (left, right) = (variables(left), variables(right));
    let (one, other) = (left.into_iter().next()?, right.into_iter().next()?);
    let same = Expression::SameTerm(
        Box::new(Expression::Variable(one)),
        Box::new(Expression::Variable(other)),
    );
    // Where one of them is not bound there is an error, and an error here means yes too.
    let going_on = Expression::FunctionCall(
        Function::Custom(NamedNode::new_unchecked(GOING_ON)),
        vec![Expression::Coalesce(vec![same, Literal::from(false).into()])],
    );
    Some(going_on)
}

/// Patterns with their places.
type Members = Vec<(usize, TriplePattern)>;

/// The patterns in groups that share no name, each in its order.
fn components(patterns: Vec<TriplePattern>) -> Vec<Vec<TriplePattern>> {
    let mut groups: Vec<(Vec<String>, Members)> = Vec::new();
    for (place, pattern) in patterns.into_iter().enumerate() {
        let mut names = names(&pattern);
        let mut members = vec![(place, pattern)];
        let (joined, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|(others, _)| names.iter().any(|name| others.contains(name)));
        for (others, patterns) in joined {
            names.extend(others);
            members.extend(patterns);
        }
        groups = apart;
        groups.push((names, members));
    }
    let mut groups: Vec<Members> = groups.into_iter().map(|(_, members)| members).collect();
    for members in &mut groups {
        members.sort_by_key(|(place, _)| *place);
    }
    groups.sort_by_key(|members| members.first().map(|(place, _)| *place));
    let plain = |members: Members| members.into_iter().map(|(_, pattern)| pattern).collect();
    groups.into_iter().map(plain).collect()
}

/// The variables and blank nodes of a pattern.
fn names(pattern: &TriplePattern) -> Vec<String> {
    let mut names = Vec::new();
    for term in [&pattern.subject, &pattern.object] {
        match term {
            TermPattern::Variable(variable) => names.push(variable.to_string()),
            TermPattern::BlankNode(node) => names.push(node.to_string()),
            _ => {}
        }
    }
    if let NamedNodePattern::Variable(variable) = &pattern.predicate {
        names.push(variable.to_string());
    }
    names
}

/// What an evaluation gives, or that it was stopped.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T, QueryEvaluationError>) -> Result<T, QueryEvaluationError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(given) => given,
        Err(cause) if cause.is::<Stopped>() => Err(QueryEvaluationError::Cancelled),
        Err(cause) => resume_unwind(cause),
    }
}

/// The same results; a stop ends them.
pub(super) fn caught_results(results: QueryResults<'static>) -> QueryResults<'static> {
    match results {
        QueryResults::Solutions(solutions) => {
            let variables: std::sync::Arc<[Variable]> = solutions.variables().into();
            QueryResults::Solutions(QuerySolutionIter::new(variables, Caught(Some(solutions))))
        }
        QueryResults::Graph(triples) => QueryResults::Graph(QueryTripleIter::new(Caught(Some(triples)))),
        QueryResults::Boolean(value) => QueryResults::Boolean(value),
    }
}

/// What is read until it ends or is stopped; then it is let go, with all that it holds.
struct Caught<I>(Option<I>);

impl<T, I: Iterator<Item = Result<T, QueryEvaluationError>>> Iterator for Caught<I> {
    type Item = Result<T, QueryEvaluationError>;

    fn next(&mut self) -> Option<Self::Item> {
        let inner = self.0.as_mut()?;
        let next = caught(|| inner.next().transpose()).transpose();
        if !matches!(next, Some(Ok(_))) {
            self.0 = None;
        }
        next
    }
}
