//! Reads shapes: Turtle → [`Shapes`]. A word of SHACL that is not known is refused.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Graph, Literal, NamedNode, NamedOrBlankNodeRef, TermRef};
use regex::{Regex, RegexBuilder};

use super::shapes::{Bound, Constraint, NodeKind, Path, SH, Shape, Shapes, Target};
use crate::{Error, Result};

impl Shapes {
    /// Parses Turtle; fails on what is malformed or not supported, naming the shape.
    pub(super) fn parse(turtle: &str) -> Result<Self> {
        let mut graph = Graph::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle) {
            let quad = quad.map_err(|e| refuse(e.to_string()))?;
            graph.insert(quad.as_ref());
        }
        Reading {
            graph: &graph,
            indices: BTreeMap::new(),
            open: BTreeSet::new(),
            shapes: Vec::new(),
        }
        .all()
    }
}

fn refuse(message: impl Into<String>) -> Error {
    Error::content("the SHACL shapes", message)
}

fn is_sh(iri: &str, local: &str) -> bool {
    iri.strip_prefix(SH).is_some_and(|l| l == local)
}

/// The state of reading one shapes graph.
struct Reading<'g> {
    graph: &'g Graph,
    /// Shapes read so far, by their term.
    indices: BTreeMap<String, usize>,
    /// Shapes being read, to find those that contain themselves.
    open: BTreeSet<String>,
    shapes: Vec<Option<Shape>>,
}

impl<'g> Reading<'g> {
    fn all(mut self) -> Result<Shapes> {
        let mut roots: BTreeMap<String, NamedOrBlankNodeRef<'g>> = BTreeMap::new();
        for triple in self.graph.iter() {
            let predicate = triple.predicate.as_str();
            let typed = triple.predicate == rdf::TYPE
                && matches!(triple.object, TermRef::NamedNode(class)
                    if is_sh(class.as_str(), "NodeShape") || is_sh(class.as_str(), "PropertyShape"));
            let target = predicate.strip_prefix(SH).is_some_and(|l| l.starts_with("target"));
            if typed || target {
                roots.insert(triple.subject.to_string(), triple.subject);
            }
        }
        for root in roots.into_values() {
            self.shape(root)?;
        }
        let mut sub_classes: Vec<_> = self
            .graph
            .triples_for_predicate(rdfs::SUB_CLASS_OF)
            .filter_map(|t| match (t.subject, t.object) {
                (NamedOrBlankNodeRef::NamedNode(s), TermRef::NamedNode(o)) => Some((s.into_owned(), o.into_owned())),
                _ => None,
            })
            .collect();
        sub_classes.sort();
        Ok(Shapes {
            all: self.shapes.into_iter().flatten().collect(),
            sub_classes,
        })
    }

    /// Reads one shape and what it contains; gives its index.
    fn shape(&mut self, id: NamedOrBlankNodeRef<'g>) -> Result<usize> {
        let key = id.to_string();
        if self.open.contains(&key) {
            return Err(refuse(format!(
                "the shape {key} contains itself, which is not supported"
            )));
        }
        if let Some(&index) = self.indices.get(&key) {
            return Ok(index);
        }
        self.open.insert(key.clone());
        let index = self.shapes.len();
        self.shapes.push(None);
        let mut shape = Shape {
            id: id.into_owned(),
            path: None,
            targets: Vec::new(),
            constraints: Vec::new(),
            messages: Vec::new(),
            severity: NamedNode::new_unchecked(format!("{SH}Violation")),
            deactivated: false,
        };
        let mut statements: Vec<_> = self.graph.triples_for_subject(id).collect();
        statements.sort_by_cached_key(|t| (t.predicate.to_string(), t.object.to_string()));
        let flags = statements
            .iter()
            .find(|t| is_sh(t.predicate.as_str(), "flags"))
            .map_or(String::new(), |t| text_of(t.object).unwrap_or_default());
        for statement in statements {
            let Some(word) = statement.predicate.as_str().strip_prefix(SH) else {
                continue;
            };
            self.word(&mut shape, word, statement.object, &flags)
                .map_err(|problem| match problem {
                    Problem::Wrong(message) => refuse(format!("{key}, sh:{word} {}: {message}", statement.object)),
                    Problem::Inside(error) => error,
                })?;
        }
        shape.messages.sort_by_key(|m| m.language() != Some("zh"));
        if let Some(slot) = self.shapes.get_mut(index) {
            *slot = Some(shape);
        }
        self.open.remove(&key);
        self.indices.insert(key, index);
        Ok(index)
    }

    fn word(&mut self, shape: &mut Shape, word: &str, object: TermRef<'g>, flags: &str) -> Result<(), Problem> {
        let constraint = match word {
            "path" => {
                if shape.path.replace(self.path(object)?).is_some() {
                    return Err(Problem::from("a shape has one path"));
                }
                return Ok(());
            }
            "targetClass" => return target(shape, Target::Class(iri(object)?)),
            "targetSubjectsOf" => return target(shape, Target::SubjectsOf(iri(object)?)),
            "targetObjectsOf" => return target(shape, Target::ObjectsOf(iri(object)?)),
            "targetNode" => return target(shape, Target::Node(object.into_owned())),
            "message" => {
                let TermRef::Literal(message) = object else {
                    return Err(Problem::from("a literal is wanted"));
                };
                shape.messages.push(message.into_owned());
                return Ok(());
            }
            "severity" => {
                shape.severity = iri(object)?;
                return Ok(());
            }
            "deactivated" => {
                shape.deactivated = boolean(object)?;
                return Ok(());
            }
            "name" | "description" | "order" | "group" | "defaultValue" | "flags" => return Ok(()),
            "minCount" => Constraint::MinCount(number(object)?),
            "maxCount" => Constraint::MaxCount(number(object)?),
            "datatype" => Constraint::Datatype(iri(object)?),
            "nodeKind" => Constraint::NodeKind(node_kind(&iri(object)?)?),
            "class" => Constraint::Class(iri(object)?),
            "in" => Constraint::In(self.list(object)?.into_iter().map(TermRef::into_owned).collect()),
            "hasValue" => Constraint::HasValue(object.into_owned()),
            "pattern" => Constraint::Pattern(pattern(object, flags)?),
            "minLength" => Constraint::MinLength(number(object)?),
            "maxLength" => Constraint::MaxLength(number(object)?),
            "minInclusive" => Constraint::Bound(Bound::MinInclusive, literal(object)?),
            "minExclusive" => Constraint::Bound(Bound::MinExclusive, literal(object)?),
            "maxInclusive" => Constraint::Bound(Bound::MaxInclusive, literal(object)?),
            "maxExclusive" => Constraint::Bound(Bound::MaxExclusive, literal(object)?),
            "lessThan" => Constraint::LessThan(iri(object)?),
            "lessThanOrEquals" => Constraint::LessThanOrEquals(iri(object)?),
            "uniqueLang" if boolean(object)? => Constraint::UniqueLang,
            "uniqueLang" => return Ok(()),
            "languageIn" => {
                let ranges = self.list(object)?.into_iter().map(text_of).collect::<Option<Vec<_>>>();
                Constraint::LanguageIn(ranges.ok_or("a list of language tags is wanted")?)
            }
            "and" => Constraint::And(self.shape_list(object)?),
            "or" => Constraint::Or(self.shape_list(object)?),
            "xone" => Constraint::Xone(self.shape_list(object)?),
            "not" => Constraint::Not(self.inner(object)?),
            "node" => Constraint::Node(self.inner(object)?),
            "property" => {
                let index = self.inner(object)?;
                if self
                    .shapes
                    .get(index)
                    .is_some_and(|s| s.as_ref().is_some_and(|s| s.path.is_none()))
                {
                    return Err(Problem::from("a property shape has a path"));
                }
                Constraint::Property(index)
            }
            _ => return Err(Problem::from("not supported")),
        };
        shape.constraints.push(constraint);
        Ok(())
    }

    fn inner(&mut self, object: TermRef<'g>) -> Result<usize, Problem> {
        match object {
            TermRef::NamedNode(node) => {
                let id = NamedOrBlankNodeRef::from(node);
                if self.graph.triples_for_subject(id).next().is_none() {
                    return Err(Problem::from("there is no such shape"));
                }
                self.shape(id).map_err(Problem::Inside)
            }
            TermRef::BlankNode(node) => self.shape(node.into()).map_err(Problem::Inside),
            TermRef::Literal(_) => Err(Problem::from("a shape is wanted")),
        }
    }

    fn shape_list(&mut self, object: TermRef<'g>) -> Result<Vec<usize>, Problem> {
        self.list(object)?.into_iter().map(|item| self.inner(item)).collect()
    }

    fn list(&self, object: TermRef<'g>) -> Result<Vec<TermRef<'g>>, Problem> {
        let mut items = Vec::new();
        let mut rest = object;
        loop {
            let id = match rest {
                TermRef::NamedNode(node) if node == rdf::NIL => return Ok(items),
                TermRef::NamedNode(node) => NamedOrBlankNodeRef::from(node),
                TermRef::BlankNode(node) => node.into(),
                TermRef::Literal(_) => return Err(Problem::from("a list is wanted")),
            };
            let first = self.graph.object_for_subject_predicate(id, rdf::FIRST);
            let next = self.graph.object_for_subject_predicate(id, rdf::REST);
            let (Some(first), Some(next)) = (first, next) else {
                return Err(Problem::from("a list is wanted"));
            };
            if items.len() > self.graph.len() {
                return Err(Problem::from("the list has no end"));
            }
            items.push(first);
            rest = next;
        }
    }

    fn path(&self, object: TermRef<'g>) -> Result<Path, Problem> {
        let id = match object {
            TermRef::NamedNode(predicate) => return Ok(Path::Predicate(predicate.into_owned())),
            TermRef::BlankNode(node) => node,
            TermRef::Literal(_) => return Err(Problem::from("a path is wanted")),
        };
        let mut found = None;
        for triple in self.graph.triples_for_subject(id) {
            found = match triple.predicate.as_str().strip_prefix(SH) {
                Some("inversePath") => Some(Path::Inverse(Box::new(self.path(triple.object)?))),
                Some("alternativePath") => Some(Path::Alternative(self.paths(triple.object)?)),
                Some(other) => return Err(Problem::Wrong(format!("the path sh:{other} is not supported"))),
                None if triple.predicate == rdf::FIRST => Some(Path::Sequence(self.paths(object)?)),
                None => continue,
            };
        }
        found.ok_or_else(|| Problem::from("a path is wanted"))
    }

    fn paths(&self, list: TermRef<'g>) -> Result<Vec<Path>, Problem> {
        self.list(list)?.into_iter().map(|item| self.path(item)).collect()
    }
}

/// What is wrong with one word of a shape.
enum Problem {
    Wrong(String),
    /// Already told by a shape inside.
    Inside(Error),
}

impl From<&str> for Problem {
    fn from(message: &str) -> Self {
        Self::Wrong(message.to_owned())
    }
}

fn target(shape: &mut Shape, target: Target) -> Result<(), Problem> {
    shape.targets.push(target);
    Ok(())
}

fn iri(object: TermRef<'_>) -> Result<NamedNode, Problem> {
    match object {
        TermRef::NamedNode(node) => Ok(node.into_owned()),
        _ => Err(Problem::from("an IRI is wanted")),
    }
}

fn literal(object: TermRef<'_>) -> Result<Literal, Problem> {
    match object {
        TermRef::Literal(literal) => Ok(literal.into_owned()),
        _ => Err(Problem::from("a literal is wanted")),
    }
}

fn text_of(object: TermRef<'_>) -> Option<String> {
    match object {
        TermRef::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    }
}

fn number(object: TermRef<'_>) -> Result<usize, Problem> {
    let value = text_of(object).and_then(|t| t.parse().ok());
    value.ok_or_else(|| Problem::from("a whole number from 0 is wanted"))
}

fn boolean(object: TermRef<'_>) -> Result<bool, Problem> {
    match text_of(object).as_deref() {
        Some("true" | "1") => Ok(true),
        Some("false" | "0") => Ok(false),
        _ => Err(Problem::from("true or false is wanted")),
    }
}

fn node_kind(kind: &NamedNode) -> Result<NodeKind, Problem> {
    let (iri, blank, literal) = match kind.as_str().strip_prefix(SH) {
        Some("IRI") => (true, false, false),
        Some("BlankNode") => (false, true, false),
        Some("Literal") => (false, false, true),
        Some("BlankNodeOrIRI") => (true, true, false),
        Some("IRIOrLiteral") => (true, false, true),
        Some("BlankNodeOrLiteral") => (false, true, true),
        _ => return Err(Problem::from("there is no such node kind")),
    };
    Ok(NodeKind { iri, blank, literal })
}

fn pattern(object: TermRef<'_>, flags: &str) -> Result<Regex, Problem> {
    let text = text_of(object).ok_or("a regular expression is wanted")?;
    let mut builder = RegexBuilder::new(&text);
    for flag in flags.chars() {
        match flag {
            'i' => builder.case_insensitive(true),
            'm' => builder.multi_line(true),
            's' => builder.dot_matches_new_line(true),
            'x' => builder.ignore_whitespace(true),
            _ => return Err(Problem::Wrong(format!("the flag {flag} is not supported"))),
        };
    }
    builder.build().map_err(|e| Problem::Wrong(e.to_string()))
}
