//! Evaluates shapes over columns: which node breaks which demand, with which value.

use std::cmp::Ordering;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, LiteralRef, NamedNode, TermRef};
use rustc_hash::FxHashSet;

use super::data::{Data, Id};
use super::literal::{compare, well_formed};
use super::shapes::{Bound, Constraint, Shape, Shapes};

/// One demand that one node breaks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Finding {
    /// The shape with the target that led here.
    pub(super) root: usize,
    /// The shape whose demand is broken.
    pub(super) shape: usize,
    /// Which of its constraints.
    pub(super) constraint: usize,
    pub(super) focus: Id,
    pub(super) value: Option<Id>,
    /// How many values there are, for the counts.
    pub(super) count: usize,
}

/// All findings, in the order of shapes, nodes and values as the store gave them.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) findings: Vec<Finding>,
    /// Nodes checked, each once.
    pub(super) nodes: usize,
    /// Shapes with a target.
    pub(super) shapes: usize,
}

/// Checks every target of every shape.
pub(super) fn check(shapes: &Shapes, data: &Data) -> Outcome {
    let checker = Checker {
        shapes,
        data,
        sets: shapes.all.iter().map(|shape| sets(shape, data)).collect(),
    };
    let mut findings = Vec::new();
    let mut nodes = FxHashSet::default();
    let mut roots = 0;
    for (root, shape) in shapes.all.iter().enumerate() {
        if shape.targets.is_empty() || shape.deactivated {
            continue;
        }
        roots += 1;
        let mut focus = Vec::new();
        shape.targets.iter().for_each(|target| data.focus(target, &mut focus));
        for node in focus {
            nodes.insert(node);
            checker.shape(root, node, &mut |mut finding| {
                finding.root = root;
                findings.push(finding);
            });
        }
    }
    Outcome {
        findings,
        nodes: nodes.len(),
        shapes: roots,
    }
}

/// For each constraint that asks for membership: the members.
fn sets(shape: &Shape, data: &Data) -> Vec<FxHashSet<Id>> {
    let of = |constraint: &Constraint| match constraint {
        Constraint::Class(class) => data.with_sub_classes(class),
        Constraint::In(terms) => terms.iter().filter_map(|t| data.id(t.as_ref())).collect(),
        Constraint::HasValue(term) => data.id(term.as_ref()).into_iter().collect(),
        _ => FxHashSet::default(),
    };
    shape.constraints.iter().map(of).collect()
}

struct Checker<'a> {
    shapes: &'a Shapes,
    data: &'a Data,
    sets: Vec<Vec<FxHashSet<Id>>>,
}

impl Checker<'_> {
    fn shape(&self, index: usize, focus: Id, found: &mut dyn FnMut(Finding)) {
        let (Some(shape), Some(sets)) = (self.shapes.all.get(index), self.sets.get(index)) else {
            return;
        };
        if shape.deactivated {
            return;
        }
        let values = match &shape.path {
            Some(path) => self.data.along(path, focus),
            None => vec![focus],
        };
        for (at, (constraint, set)) in shape.constraints.iter().zip(sets).enumerate() {
            let mut broken = |value: Option<Id>| {
                found(Finding {
                    root: index,
                    shape: index,
                    constraint: at,
                    focus,
                    value,
                    count: values.len(),
                });
            };
            match constraint {
                Constraint::MinCount(least) if values.len() < *least => broken(None),
                Constraint::MaxCount(most) if values.len() > *most => broken(None),
                Constraint::HasValue(_) if !values.iter().any(|v| set.contains(v)) => broken(None),
                Constraint::MinCount(_) | Constraint::MaxCount(_) | Constraint::HasValue(_) => {}
                Constraint::UniqueLang => {
                    let mut languages: Vec<&str> = values.iter().filter_map(|&v| self.language(v)).collect();
                    languages.sort_unstable();
                    let repeated = |group: &[&str]| group.len() > 1;
                    let groups = languages.chunk_by(|a, b| a == b).filter(|group| repeated(group));
                    groups.for_each(|_| broken(None));
                }
                Constraint::LessThan(other) => self.ordered(focus, &values, other, false, &mut broken),
                Constraint::LessThanOrEquals(other) => self.ordered(focus, &values, other, true, &mut broken),
                Constraint::Property(inner) => values.iter().for_each(|&v| self.shape(*inner, v, found)),
                _ => {
                    let bad = values.iter().filter(|&&v| !self.holds(constraint, set, v));
                    bad.for_each(|&v| broken(Some(v)));
                }
            }
        }
    }

    /// Whether one value satisfies a constraint that looks at values one by one.
    fn holds(&self, constraint: &Constraint, set: &FxHashSet<Id>, value: Id) -> bool {
        let term = self.data.term(value);
        let conforming = |shapes: &[usize]| shapes.iter().filter(|&&s| self.conforms(s, value)).count();
        match constraint {
            Constraint::Datatype(datatype) => {
                matches!(term, TermRef::Literal(l) if l.datatype() == datatype.as_ref() && well_formed(l))
            }
            Constraint::NodeKind(kind) => match term {
                TermRef::NamedNode(_) => kind.iri,
                TermRef::BlankNode(_) => kind.blank,
                TermRef::Literal(_) => kind.literal,
            },
            Constraint::Class(_) => {
                let types = self.data.objects(value, rdf::TYPE);
                types.iter().any(|(_, class)| set.contains(class))
            }
            Constraint::In(_) => set.contains(&value),
            Constraint::Pattern(regex) => text(term).is_some_and(|t| regex.is_match(t)),
            Constraint::MinLength(least) => text(term).is_some_and(|t| t.chars().count() >= *least),
            Constraint::MaxLength(most) => text(term).is_some_and(|t| t.chars().count() <= *most),
            Constraint::Bound(bound, limit) => {
                matches!(term, TermRef::Literal(l) if within(l, *bound, limit))
            }
            Constraint::LanguageIn(ranges) => self
                .language(value)
                .is_some_and(|language| ranges.iter().any(|range| speaks(language, range))),
            Constraint::And(shapes) => conforming(shapes) == shapes.len(),
            Constraint::Or(shapes) => shapes.iter().any(|&s| self.conforms(s, value)),
            Constraint::Xone(shapes) => conforming(shapes) == 1,
            Constraint::Not(shape) => !self.conforms(*shape, value),
            Constraint::Node(shape) => self.conforms(*shape, value),
            // These look at all values together; `shape` sees to them.
            Constraint::MinCount(_)
            | Constraint::MaxCount(_)
            | Constraint::HasValue(_)
            | Constraint::LessThan(_)
            | Constraint::LessThanOrEquals(_)
            | Constraint::UniqueLang
            | Constraint::Property(_) => true,
        }
    }

    fn conforms(&self, shape: usize, node: Id) -> bool {
        let mut conforms = true;
        self.shape(shape, node, &mut |_| conforms = false);
        conforms
    }

    fn ordered(
        &self,
        focus: Id,
        values: &[Id],
        other: &NamedNode,
        or_equal: bool,
        broken: &mut impl FnMut(Option<Id>),
    ) {
        for &value in values {
            for &(_, limit) in self.data.objects(focus, other.as_ref()) {
                let order = match (self.data.term(value), self.data.term(limit)) {
                    (TermRef::Literal(value), TermRef::Literal(limit)) => compare(value, limit),
                    _ => None,
                };
                let right = order == Some(Ordering::Less) || (or_equal && order == Some(Ordering::Equal));
                if !right {
                    broken(Some(value));
                }
            }
        }
    }

    fn language(&self, value: Id) -> Option<&str> {
        match self.data.term(value) {
            TermRef::Literal(literal) => literal.language(),
            _ => None,
        }
    }
}

/// The words of a term; a blank node has none.
fn text(term: TermRef<'_>) -> Option<&str> {
    match term {
        TermRef::NamedNode(node) => Some(node.as_str()),
        TermRef::Literal(literal) => Some(literal.value()),
        TermRef::BlankNode(_) => None,
    }
}

fn within(value: LiteralRef<'_>, bound: Bound, limit: &Literal) -> bool {
    let order = compare(value, limit.as_ref());
    match bound {
        Bound::MinInclusive => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        Bound::MinExclusive => order == Some(Ordering::Greater),
        Bound::MaxInclusive => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Bound::MaxExclusive => order == Some(Ordering::Less),
    }
}

/// Whether a language tag lies in a range: `zh-CN` in `zh`.
fn speaks(language: &str, range: &str) -> bool {
    let (language, range) = (language.to_ascii_lowercase(), range.to_ascii_lowercase());
    range == "*" || language == range || language.strip_prefix(&range).is_some_and(|rest| rest.starts_with('-'))
}
