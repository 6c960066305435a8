//! The part of the store that the shapes speak of, as sorted columns: one per predicate, over all graphs.

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef};
use oxigraph::store::Store;
use rustc_hash::{FxHashMap, FxHashSet};

use super::shapes::{Constraint, Path, Shapes, Target};
use crate::Result;

/// A term, by its number.
pub(super) type Id = u32;

/// Terms by number, and the columns.
#[derive(Debug, Default)]
pub(super) struct Data {
    terms: Vec<Term>,
    ids: FxHashMap<Term, Id>,
    /// By the predicate's IRI.
    columns: FxHashMap<String, Column>,
    sub_classes: Vec<(Id, Id)>,
}

/// Subject and object of each statement of one predicate, sorted, without duplicates, both ways round.
#[derive(Debug, Default)]
struct Column {
    forward: Vec<(Id, Id)>,
    backward: Vec<(Id, Id)>,
}

impl Data {
    /// Reads what the shapes need.
    pub(super) fn read(store: &Store, shapes: &Shapes) -> Result<Self> {
        let mut data = Self::default();
        let mut wanted: Vec<NamedNode> = vec![rdf::TYPE.into_owned(), rdfs::SUB_CLASS_OF.into_owned()];
        for shape in &shapes.all {
            for target in &shape.targets {
                match target {
                    Target::SubjectsOf(predicate) | Target::ObjectsOf(predicate) => wanted.push(predicate.clone()),
                    Target::Node(term) => _ = data.intern(term.clone()),
                    Target::Class(class) => _ = data.intern(class.clone().into()),
                }
            }
            if let Some(path) = &shape.path {
                path.predicates(&mut |predicate| wanted.push(predicate.clone()));
            }
            for constraint in &shape.constraints {
                match constraint {
                    Constraint::LessThan(predicate) | Constraint::LessThanOrEquals(predicate) => {
                        wanted.push(predicate.clone());
                    }
                    _ => {}
                }
            }
        }
        wanted.sort();
        wanted.dedup();
        for predicate in wanted {
            let mut forward = Vec::new();
            for quad in store.quads_for_pattern(None, Some(predicate.as_ref()), None, None) {
                let quad = quad?;
                let subject = match quad.subject {
                    NamedOrBlankNode::NamedNode(node) => Term::from(node),
                    NamedOrBlankNode::BlankNode(node) => node.into(),
                };
                forward.push((data.intern(subject), data.intern(quad.object)));
            }
            forward.sort_unstable();
            forward.dedup();
            let mut backward: Vec<(Id, Id)> = forward.iter().map(|&(s, o)| (o, s)).collect();
            backward.sort_unstable();
            data.columns
                .insert(predicate.into_string(), Column { forward, backward });
        }
        for (sub, sup) in &shapes.sub_classes {
            let pair = (data.intern(sup.clone().into()), data.intern(sub.clone().into()));
            data.sub_classes.push(pair);
        }
        if let Some(column) = data.columns.get(rdfs::SUB_CLASS_OF.as_str()) {
            data.sub_classes.extend(column.backward.iter().copied());
        }
        data.sub_classes.sort_unstable();
        data.sub_classes.dedup();
        Ok(data)
    }

    fn intern(&mut self, term: Term) -> Id {
        if let Some(&id) = self.ids.get(&term) {
            return id;
        }
        let id = Id::try_from(self.terms.len()).unwrap_or(Id::MAX);
        self.terms.push(term.clone());
        self.ids.insert(term, id);
        id
    }

    /// The number of a term, when the store or the shapes have it.
    pub(super) fn id(&self, term: TermRef<'_>) -> Option<Id> {
        self.ids.get(&term.into_owned()).copied()
    }

    /// The term of a number.
    pub(super) fn term(&self, id: Id) -> TermRef<'_> {
        self.terms
            .get(id as usize)
            .map_or(TermRef::NamedNode(rdf::NIL), Term::as_ref)
    }

    /// Objects of a subject.
    pub(super) fn objects(&self, subject: Id, predicate: NamedNodeRef<'_>) -> &[(Id, Id)] {
        let column = self.columns.get(predicate.as_str());
        column.map_or(&[], |c| run(&c.forward, subject))
    }

    /// Subjects of an object.
    fn subjects(&self, object: Id, predicate: NamedNodeRef<'_>) -> &[(Id, Id)] {
        let column = self.columns.get(predicate.as_str());
        column.map_or(&[], |c| run(&c.backward, object))
    }

    /// What a path leads to from a node, sorted, without duplicates.
    pub(super) fn along(&self, path: &Path, from: Id) -> Vec<Id> {
        let mut found = Vec::new();
        self.walk(path, from, false, &mut found);
        if !matches!(path, Path::Predicate(_)) {
            found.sort_unstable();
            found.dedup();
        }
        found
    }

    fn walk(&self, path: &Path, from: Id, back: bool, found: &mut Vec<Id>) {
        match path {
            Path::Predicate(predicate) => {
                let pairs = if back {
                    self.subjects(from, predicate.as_ref())
                } else {
                    self.objects(from, predicate.as_ref())
                };
                found.extend(pairs.iter().map(|&(_, to)| to));
            }
            Path::Inverse(path) => self.walk(path, from, !back, found),
            Path::Alternative(paths) => paths.iter().for_each(|p| self.walk(p, from, back, found)),
            Path::Sequence(paths) => {
                let mut here = vec![from];
                for at in 0..paths.len() {
                    let step = if back { paths.len() - 1 - at } else { at };
                    let mut next = Vec::new();
                    if let Some(path) = paths.get(step) {
                        here.iter().for_each(|&node| self.walk(path, node, back, &mut next));
                    }
                    next.sort_unstable();
                    next.dedup();
                    here = next;
                }
                found.append(&mut here);
            }
        }
    }

    /// A class and its subclasses.
    pub(super) fn with_sub_classes(&self, class: &NamedNode) -> FxHashSet<Id> {
        let mut found = FxHashSet::default();
        let mut open: Vec<Id> = self.id(class.as_ref().into()).into_iter().collect();
        while let Some(class) = open.pop() {
            if found.insert(class) {
                open.extend(run(&self.sub_classes, class).iter().map(|&(_, sub)| sub));
            }
        }
        found
    }

    /// The nodes that a target means, sorted, without duplicates.
    pub(super) fn focus(&self, target: &Target, found: &mut Vec<Id>) {
        match target {
            Target::Node(term) => found.extend(self.id(term.as_ref())),
            Target::SubjectsOf(predicate) => {
                let column = self.columns.get(predicate.as_str());
                found.extend(column.into_iter().flat_map(|c| c.forward.iter().map(|&(s, _)| s)));
            }
            Target::ObjectsOf(predicate) => {
                let column = self.columns.get(predicate.as_str());
                found.extend(column.into_iter().flat_map(|c| c.backward.iter().map(|&(o, _)| o)));
            }
            Target::Class(class) => {
                let mut classes: Vec<Id> = self.with_sub_classes(class).into_iter().collect();
                classes.sort_unstable();
                for class in classes {
                    found.extend(self.subjects(class, rdf::TYPE).iter().map(|&(_, node)| node));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
    }
}

/// The pairs that begin with a key.
fn run(pairs: &[(Id, Id)], key: Id) -> &[(Id, Id)] {
    let begin = pairs.partition_point(|&(k, _)| k < key);
    let rest = pairs.get(begin..).unwrap_or_default();
    let end = rest.partition_point(|&(k, _)| k == key);
    rest.get(..end).unwrap_or_default()
}
