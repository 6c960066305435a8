//! The shapes: targets, paths and constraints.

use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term};
use regex::Regex;

/// The namespace of SHACL.
pub(super) const SH: &str = "http://www.w3.org/ns/shacl#";

/// All shapes of a file.
#[derive(Debug)]
pub(super) struct Shapes {
    /// Shapes in the order of their ids; those with targets are the roots.
    pub(super) all: Vec<Shape>,
    /// `rdfs:subClassOf` as the shapes file itself states it.
    pub(super) sub_classes: Vec<(NamedNode, NamedNode)>,
}

/// One shape: on the focus node itself, or on what a path leads to.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) id: NamedOrBlankNode,
    pub(super) path: Option<Path>,
    pub(super) targets: Vec<Target>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) messages: Vec<Literal>,
    pub(super) severity: NamedNode,
    pub(super) deactivated: bool,
}

/// Which nodes a shape speaks of.
#[derive(Debug)]
pub(super) enum Target {
    Class(NamedNode),
    SubjectsOf(NamedNode),
    ObjectsOf(NamedNode),
    Node(Term),
}

/// A property path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Path {
    Predicate(NamedNode),
    Inverse(Box<Path>),
    Sequence(Vec<Path>),
    Alternative(Vec<Path>),
}

impl Path {
    /// Calls back for each predicate of the path.
    pub(super) fn predicates(&self, found: &mut impl FnMut(&NamedNode)) {
        match self {
            Self::Predicate(predicate) => found(predicate),
            Self::Inverse(path) => path.predicates(found),
            Self::Sequence(paths) | Self::Alternative(paths) => paths.iter().for_each(|p| p.predicates(found)),
        }
    }
}

/// One demand. Shapes inside shapes are indices into [`Shapes::all`].
#[derive(Debug)]
pub(super) enum Constraint {
    MinCount(usize),
    MaxCount(usize),
    Datatype(NamedNode),
    NodeKind(NodeKind),
    Class(NamedNode),
    In(Vec<Term>),
    HasValue(Term),
    Pattern(Regex),
    MinLength(usize),
    MaxLength(usize),
    Bound(Bound, Literal),
    LessThan(NamedNode),
    LessThanOrEquals(NamedNode),
    UniqueLang,
    LanguageIn(Vec<String>),
    And(Vec<usize>),
    Or(Vec<usize>),
    Xone(Vec<usize>),
    Not(usize),
    Node(usize),
    Property(usize),
}

/// The four bounds of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    MinInclusive,
    MinExclusive,
    MaxInclusive,
    MaxExclusive,
}

/// `sh:nodeKind`: which of the three kinds of term are allowed.
#[derive(Debug, Clone, Copy)]
pub(super) struct NodeKind {
    pub(super) iri: bool,
    pub(super) blank: bool,
    pub(super) literal: bool,
}

impl Constraint {
    /// The local name of the constraint's component in SHACL.
    pub(super) fn component(&self) -> &'static str {
        match self {
            Self::MinCount(_) => "MinCountConstraintComponent",
            Self::MaxCount(_) => "MaxCountConstraintComponent",
            Self::Datatype(_) => "DatatypeConstraintComponent",
            Self::NodeKind(_) => "NodeKindConstraintComponent",
            Self::Class(_) => "ClassConstraintComponent",
            Self::In(_) => "InConstraintComponent",
            Self::HasValue(_) => "HasValueConstraintComponent",
            Self::Pattern(_) => "PatternConstraintComponent",
            Self::MinLength(_) => "MinLengthConstraintComponent",
            Self::MaxLength(_) => "MaxLengthConstraintComponent",
            Self::Bound(Bound::MinInclusive, _) => "MinInclusiveConstraintComponent",
            Self::Bound(Bound::MinExclusive, _) => "MinExclusiveConstraintComponent",
            Self::Bound(Bound::MaxInclusive, _) => "MaxInclusiveConstraintComponent",
            Self::Bound(Bound::MaxExclusive, _) => "MaxExclusiveConstraintComponent",
            Self::LessThan(_) => "LessThanConstraintComponent",
            Self::LessThanOrEquals(_) => "LessThanOrEqualsConstraintComponent",
            Self::UniqueLang => "UniqueLangConstraintComponent",
            Self::LanguageIn(_) => "LanguageInConstraintComponent",
            Self::And(_) => "AndConstraintComponent",
            Self::Or(_) => "OrConstraintComponent",
            Self::Xone(_) => "XoneConstraintComponent",
            Self::Not(_) => "NotConstraintComponent",
            Self::Node(_) => "NodeConstraintComponent",
            Self::Property(_) => "PropertyConstraintComponent",
        }
    }
}
