//! What a check found: in words for a reader, in Turtle for other tools.

use std::fmt;

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{BlankNode, GraphNameRef, Literal, NamedNode, NamedOrBlankNode, QuadRef, Term, TermRef, Triple};
use oxigraph::store::Store;

use super::check::{Finding, Outcome};
use super::data::Data;
use super::place::Place;
use super::shapes::{Bound, Constraint, Path, SH, Shapes};
use crate::graph::vocab::gk;
use crate::{Error, Result};

/// The outcome of a check.
#[derive(Debug, Clone)]
pub struct Report {
    /// What breaks a shape, in the order of documents and places.
    pub violations: Vec<Violation>,
    /// Nodes that were checked.
    pub nodes: usize,
    /// Shapes with a target.
    pub shapes: usize,
}

/// One demand that one node breaks.
#[derive(Debug, Clone)]
pub struct Violation {
    /// The node.
    pub focus: Term,
    /// The value that is wrong; none where values are missing or too many.
    pub value: Option<Term>,
    /// The path from the node to its values, in words.
    pub path: Option<String>,
    /// The local name of the SHACL component, such as `MinCountConstraintComponent`.
    pub component: &'static str,
    /// The shape, or the named one that holds it.
    pub shape: NamedOrBlankNode,
    /// How grave it is, as the shape says.
    pub severity: NamedNode,
    /// The shape's messages, Chinese first.
    pub messages: Vec<Literal>,
    /// What exactly was found, in English.
    pub detail: String,
    /// Where it stands.
    pub place: Option<Place>,
    result_path: Option<Path>,
}

impl Report {
    pub(super) fn of(store: &Store, shapes: &Shapes, data: &Data, outcome: Outcome) -> Result<Self> {
        let mut violations = Vec::with_capacity(outcome.findings.len());
        for finding in &outcome.findings {
            violations.extend(violation(store, shapes, data, finding)?);
        }
        violations.sort_by_cached_key(|v| {
            let place = v
                .place
                .as_ref()
                .map(|p| (p.document.as_str().to_owned(), p.start, p.end));
            (
                place.is_none(),
                place,
                v.focus.to_string(),
                v.detail.clone(),
                v.component,
            )
        });
        Ok(Self {
            violations,
            nodes: outcome.nodes,
            shapes: outcome.shapes,
        })
    }

    /// Whether nothing breaks a shape.
    pub fn conforms(&self) -> bool {
        self.violations.is_empty()
    }

    /// The report in words, with at most so many violations written out.
    pub fn in_words(&self, limit: usize) -> impl fmt::Display + '_ {
        InWords { report: self, limit }
    }

    /// The report as a `sh:ValidationReport` in Turtle.
    ///
    /// # Errors
    ///
    /// When the text cannot be written.
    pub fn to_turtle(&self) -> Result<String> {
        let sh = |local: &str| NamedNode::new_unchecked(format!("{SH}{local}"));
        let report = BlankNode::new_unchecked("report");
        let mut triples = vec![
            Triple::new(report.clone(), rdf::TYPE, sh("ValidationReport")),
            Triple::new(report.clone(), sh("conforms"), Literal::from(self.conforms())),
        ];
        for (number, violation) in self.violations.iter().enumerate() {
            let node = BlankNode::new_unchecked(format!("result{}", number + 1));
            let mut say =
                |predicate: &str, object: Term| triples.push(Triple::new(node.clone(), sh(predicate), object));
            say("focusNode", violation.focus.clone());
            say("resultSeverity", violation.severity.clone().into());
            say("sourceConstraintComponent", sh(violation.component).into());
            if let NamedOrBlankNode::NamedNode(shape) = &violation.shape {
                say("sourceShape", shape.clone().into());
            }
            if let Some(value) = &violation.value {
                say("value", value.clone());
            }
            let detail = Literal::new_language_tagged_literal_unchecked(violation.detail.clone(), "en");
            for message in violation.messages.iter().chain([&detail]) {
                say("resultMessage", message.clone().into());
            }
            if let Some(path) = &violation.result_path {
                let mut count = 0;
                let mut list = Vec::new();
                let object = path_term(path, &format!("path{}", number + 1), &mut count, &mut list);
                say("resultPath", object);
                triples.append(&mut list);
            }
            triples.push(Triple::new(report.clone(), sh("result"), node.clone()));
            triples.push(Triple::new(node, rdf::TYPE, sh("ValidationResult")));
        }
        let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
        for (prefix, namespace) in PREFIXES {
            serializer = serializer
                .with_prefix(*prefix, *namespace)
                .map_err(|e| Error::content("the report", e.to_string()))?;
        }
        let mut writer = serializer.for_writer(Vec::new());
        let wrong = |e: std::io::Error| Error::file("write", "the report", e);
        for triple in &triples {
            let quad = QuadRef::new(
                &triple.subject,
                &triple.predicate,
                &triple.object,
                GraphNameRef::DefaultGraph,
            );
            writer.serialize_quad(quad).map_err(wrong)?;
        }
        let bytes = writer.finish().map_err(wrong)?;
        String::from_utf8(bytes).map_err(|e| Error::content("the report", e.to_string()))
    }
}

const PREFIXES: &[(&str, &str)] = &[
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("gk", gk::NAMESPACE),
    ("gks", "https://w3id.org/govkg/shapes#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("sh", SH),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

fn path_term(path: &Path, stem: &str, count: &mut usize, triples: &mut Vec<Triple>) -> Term {
    let mut fresh = || {
        *count += 1;
        BlankNode::new_unchecked(format!("{stem}n{count}"))
    };
    let (word, inner) = match path {
        Path::Predicate(predicate) => return predicate.clone().into(),
        Path::Sequence(paths) => {
            let nodes: Vec<BlankNode> = paths.iter().map(|_| fresh()).collect();
            for (at, (node, path)) in nodes.iter().zip(paths).enumerate() {
                let rest = nodes.get(at + 1).map_or(Term::from(rdf::NIL), |n| n.clone().into());
                let first = path_term(path, stem, count, triples);
                triples.push(Triple::new(node.clone(), rdf::FIRST, first));
                triples.push(Triple::new(node.clone(), rdf::REST, rest));
            }
            return nodes.first().map_or(Term::from(rdf::NIL), |n| n.clone().into());
        }
        Path::Inverse(path) => ("inversePath", path_term(path, stem, count, triples)),
        Path::Alternative(paths) => {
            let list = path_term(&Path::Sequence(paths.clone()), stem, count, triples);
            ("alternativePath", list)
        }
    };
    *count += 1;
    let node = BlankNode::new_unchecked(format!("{stem}n{count}"));
    triples.push(Triple::new(
        node.clone(),
        NamedNode::new_unchecked(format!("{SH}{word}")),
        inner,
    ));
    node.into()
}

fn violation(store: &Store, shapes: &Shapes, data: &Data, finding: &Finding) -> Result<Option<Violation>> {
    let (Some(shape), Some(root)) = (shapes.all.get(finding.shape), shapes.all.get(finding.root)) else {
        return Ok(None);
    };
    let Some(constraint) = shape.constraints.get(finding.constraint) else {
        return Ok(None);
    };
    let focus = data.term(finding.focus);
    let path = shape.path.as_ref().map(path_words);
    let named = |id: &NamedOrBlankNode| matches!(id, NamedOrBlankNode::NamedNode(_));
    let source = if named(&shape.id) { shape } else { root };
    Ok(Some(Violation {
        focus: focus.into_owned(),
        value: finding.value.map(|v| data.term(v).into_owned()),
        component: constraint.component(),
        shape: source.id.clone(),
        severity: shape.severity.clone(),
        messages: shape.messages.clone(),
        detail: detail(shapes, constraint, data, finding, path.as_deref()),
        place: Place::of(store, focus)?,
        path,
        result_path: shape.path.clone(),
    }))
}

/// What exactly is wrong, in words.
fn detail(shapes: &Shapes, constraint: &Constraint, data: &Data, finding: &Finding, path: Option<&str>) -> String {
    let value = finding.value.map_or(String::new(), |v| words(data.term(v)));
    let subject = path.map_or(value.clone(), |path| match finding.value {
        Some(_) => format!("{path} {value}"),
        None => path.to_owned(),
    });
    let names = |terms: &[Term]| terms.iter().map(|t| words(t.as_ref())).collect::<Vec<_>>().join(", ");
    let inner = |indices: &[usize]| indices.iter().map(|&i| brief(shapes, i)).collect::<Vec<_>>().join("; ");
    match constraint {
        Constraint::MinCount(least) => format!("{subject}: {} found, at least {least} wanted", finding.count),
        Constraint::MaxCount(most) => format!("{subject}: {} found, at most {most} allowed", finding.count),
        Constraint::Datatype(datatype) => format!("{subject} is no {}", short(datatype.as_str())),
        Constraint::NodeKind(kind) => {
            let kinds = [(kind.iri, "IRI"), (kind.blank, "blank node"), (kind.literal, "literal")];
            let allowed: Vec<&str> = kinds.iter().filter(|(yes, _)| *yes).map(|(_, name)| *name).collect();
            format!("{subject} is no {}", allowed.join(" or "))
        }
        Constraint::Class(class) => format!("{subject} is no {}", short(class.as_str())),
        Constraint::In(terms) => format!("{subject} is none of {}", names(terms)),
        Constraint::HasValue(term) => format!("{subject}: {} is missing", words(term.as_ref())),
        Constraint::Pattern(regex) => format!("{subject} does not match {}", regex.as_str()),
        Constraint::MinLength(least) => format!("{subject} is shorter than {least} characters"),
        Constraint::MaxLength(most) => format!("{subject} is longer than {most} characters"),
        Constraint::Bound(bound, limit) => {
            let wanted = match bound {
                Bound::MinInclusive => "at least",
                Bound::MinExclusive => "more than",
                Bound::MaxInclusive => "at most",
                Bound::MaxExclusive => "less than",
            };
            format!("{subject} is not {wanted} {}", limit.value())
        }
        Constraint::LessThan(other) => format!("{subject} is not less than {}", short(other.as_str())),
        Constraint::LessThanOrEquals(other) => format!("{subject} is more than {}", short(other.as_str())),
        Constraint::UniqueLang => format!("{subject}: several values in one language"),
        Constraint::LanguageIn(ranges) => format!("{subject} is not in the language {}", ranges.join(" or ")),
        Constraint::And(indices) => format!("{subject} does not satisfy all of: {}", inner(indices)),
        Constraint::Or(indices) => format!("{subject} satisfies none of: {}", inner(indices)),
        Constraint::Xone(indices) => format!("{subject} does not satisfy exactly one of: {}", inner(indices)),
        Constraint::Not(index) => format!("{subject} satisfies what it must not: {}", brief(shapes, *index)),
        Constraint::Node(index) => format!("{subject} does not satisfy {}", brief(shapes, *index)),
        Constraint::Property(_) => subject,
    }
}

/// A shape in a few words.
fn brief(shapes: &Shapes, index: usize) -> String {
    let Some(shape) = shapes.all.get(index) else {
        return String::new();
    };
    if let NamedOrBlankNode::NamedNode(id) = &shape.id {
        return short(id.as_str());
    }
    let demand = |constraint: &Constraint| match constraint {
        Constraint::Class(class) => short(class.as_str()),
        Constraint::Datatype(datatype) => short(datatype.as_str()),
        Constraint::HasValue(term) => format!("= {}", words(term.as_ref())),
        Constraint::MinCount(least) => format!("at least {least}"),
        Constraint::MaxCount(most) => format!("at most {most}"),
        Constraint::Property(inner) | Constraint::Node(inner) => brief(shapes, *inner),
        Constraint::Not(inner) => format!("not {}", brief(shapes, *inner)),
        Constraint::Pattern(regex) => regex.as_str().to_owned(),
        other => other.component().trim_end_matches("ConstraintComponent").to_owned(),
    };
    let demands: Vec<String> = shape.constraints.iter().map(demand).collect();
    let path = shape.path.iter().map(path_words);
    path.chain(demands).collect::<Vec<_>>().join(" ")
}

fn path_words(path: &Path) -> String {
    let join = |paths: &[Path], between| paths.iter().map(path_words).collect::<Vec<_>>().join(between);
    match path {
        Path::Predicate(predicate) => short(predicate.as_str()),
        Path::Inverse(path) => format!("^{}", path_words(path)),
        Path::Sequence(paths) => join(paths, "/"),
        Path::Alternative(paths) => format!("({})", join(paths, "|")),
    }
}

/// An IRI with a usual prefix, or in angle brackets.
fn short(iri: &str) -> String {
    let local = PREFIXES.iter().find_map(|(prefix, namespace)| {
        let local = iri.strip_prefix(namespace)?;
        let plain = !local.is_empty() && local.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        plain.then(|| format!("{prefix}:{local}"))
    });
    local.unwrap_or_else(|| format!("<{iri}>"))
}

fn words(term: TermRef<'_>) -> String {
    match term {
        TermRef::NamedNode(node) => short(node.as_str()),
        TermRef::BlankNode(node) => node.to_string(),
        TermRef::Literal(literal) if literal.datatype() == xsd::STRING || literal.language().is_some() => {
            literal.to_string()
        }
        TermRef::Literal(literal) => format!("\"{}\"^^{}", literal.value(), short(literal.datatype().as_str())),
    }
}

struct InWords<'r> {
    report: &'r Report,
    limit: usize,
}

impl fmt::Display for InWords<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.report;
        let mut heading = None;
        for violation in report.violations.iter().take(self.limit) {
            let document = violation.place.as_ref().map(|p| &p.document);
            if heading != Some(document) {
                heading = Some(document);
                match &violation.place {
                    Some(place) => {
                        let title = place.title.as_deref().unwrap_or("无标题");
                        writeln!(out, "{title} <{}>\n", place.document.as_str())?;
                    }
                    None => writeln!(out, "不在文件之中 (in no document)\n")?,
                }
            }
            write_violation(out, violation)?;
        }
        let (all, nodes, shapes) = (report.violations.len(), report.nodes, report.shapes);
        if all > self.limit {
            writeln!(out, "… and {} more\n", all - self.limit)?;
        }
        match all {
            0 => writeln!(out, "conforms: {nodes} nodes checked against {shapes} shapes"),
            1 => writeln!(out, "1 violation: {nodes} nodes checked against {shapes} shapes"),
            _ => writeln!(out, "{all} violations: {nodes} nodes checked against {shapes} shapes"),
        }
    }
}

fn write_violation(out: &mut fmt::Formatter<'_>, violation: &Violation) -> fmt::Result {
    let place = violation.place.as_ref();
    let range = place.and_then(|p| Some(format!("{}–{} ", p.start?, p.end?)));
    let focus = match (&violation.focus, place) {
        (Term::NamedNode(node), Some(place)) => {
            let own = node
                .as_str()
                .strip_prefix(place.document.as_str())
                .filter(|rest| rest.starts_with('#'));
            own.map_or_else(|| short(node.as_str()), str::to_owned)
        }
        (focus, _) => words(focus.as_ref()),
    };
    writeln!(out, "  {}{focus}", range.unwrap_or_default())?;
    for message in &violation.messages {
        writeln!(out, "    {}", message.value())?;
    }
    writeln!(out, "    {}", violation.detail)?;
    if let Some(excerpt) = place.and_then(excerpt) {
        writeln!(out, "    | {excerpt}")?;
    }
    writeln!(out)
}

/// The sentence round the place: at most 60 characters, on one line.
fn excerpt(place: &Place) -> Option<String> {
    const WIDTH: usize = 60;
    const BEFORE: u64 = 12;
    let text: Vec<char> = place.sentence.as_deref()?.chars().collect();
    let into = place
        .start
        .zip(place.sentence_start)
        .map_or(0, |(start, sentence)| start.saturating_sub(sentence));
    let begin = usize::try_from(into.saturating_sub(BEFORE)).ok()?;
    let begin = begin.min(text.len().saturating_sub(WIDTH));
    let shown = text.iter().skip(begin).take(WIDTH);
    let shown: String = shown.map(|&c| if c.is_whitespace() { ' ' } else { c }).collect();
    let left = if begin > 0 { "…" } else { "" };
    let right = if begin + WIDTH < text.len() { "…" } else { "" };
    Some(format!("{left}{shown}{right}"))
}
