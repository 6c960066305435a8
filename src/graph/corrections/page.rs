//! A document's triples while corrections are applied to them.

use std::borrow::Cow;
use std::cell::OnceCell;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{
    Graph, GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, Quad, Term, TermRef, Triple, TripleRef,
};

use super::super::iri::Iris;
use super::super::vocab::{gk, prov, rdf, rdfs, skos};
use super::{RULE, place_iri};
use crate::outline::{self, Outline};
use crate::text::{self, Source};

/// A sentence of a document's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it begins.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// The part of the report it stands in.
    pub section: NamedNode,
    /// Its words.
    pub text: String,
}

impl Sentence {
    /// The sentence of a text in which a code point lies.
    pub fn find(source: &Source, outline: &Outline, at: u32) -> Option<Self> {
        let next = outline
            .sentences
            .partition_point(|sentence| source.view.original(sentence.span).0 <= at);
        let sentence = outline.sentences.get(next.checked_sub(1)?)?;
        let (start, end) = source.view.original(sentence.span);
        (at < end).then(|| Self {
            start,
            end,
            section: super::super::write::terms::section(sentence.part).into_owned(),
            text: source.original(start, end).to_owned(),
        })
    }

    /// The words between two code points of the document, as far as they stand in this sentence.
    pub fn words(&self, start: u32, end: u32) -> String {
        let skip = start.saturating_sub(self.start) as usize;
        let take = end.min(self.end).saturating_sub(start) as usize;
        self.text.chars().skip(skip).take(take).collect()
    }
}

/// Finds the sentences of a file, which is read and divided when the first is asked for.
pub fn sentences<'a>(bytes: impl Fn() -> Option<Cow<'a, [u8]>>) -> impl Fn(u32) -> Option<Sentence> {
    let divided: OnceCell<Option<(Source, Outline)>> = OnceCell::new();
    move |at| {
        let divided = divided.get_or_init(|| {
            let (source, _) = text::read(&bytes()?);
            let outline = outline::divide(&source);
            Some((source, outline))
        });
        let (source, outline) = divided.as_ref()?;
        Sentence::find(source, outline, at)
    }
}

/// A document as it was read, to be asked for the words of its spans.
pub struct Original<'a>(Page<'a>);

impl<'a> Original<'a> {
    /// The document `id` with these quads; `sentence_at` finds a sentence in which no fact lies.
    pub fn new(
        quads: impl IntoIterator<Item = Quad>,
        id: &str,
        base: &'a str,
        sentence_at: &'a dyn Fn(u32) -> Option<Sentence>,
    ) -> Self {
        Self(Page {
            document: Iris::new(base).document(id),
            base,
            graph: quads.into_iter().map(Triple::from).collect(),
            sentence_at,
        })
    }

    /// Its triples.
    pub fn graph(&self) -> &Graph {
        &self.0.graph
    }

    /// The words between two code points, as far as they stand in one sentence.
    pub fn words(&self, start: u32, end: u32) -> Option<String> {
        Some(self.0.sentence(start)?.words(start, end))
    }
}

/// The triples of one document.
pub(super) struct Page<'a> {
    pub document: NamedNode,
    pub base: &'a str,
    pub graph: Graph,
    /// Finds a sentence that no fact lies in yet.
    pub sentence_at: &'a dyn Fn(u32) -> Option<Sentence>,
}

impl Page<'_> {
    pub fn span(&self, start: u32, end: u32) -> NamedNode {
        place_iri(&self.document, start, end)
    }

    pub fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.graph
            .insert(&Triple::new(subject.clone(), predicate.into_owned(), object));
    }

    /// The objects of a property, in the order of their texts.
    pub fn objects(&self, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Vec<Term> {
        let objects = self.graph.objects_for_subject_predicate(subject, predicate);
        let mut objects: Vec<Term> = objects.map(TermRef::into_owned).collect();
        objects.sort_by_cached_key(ToString::to_string);
        objects
    }

    pub fn object(&self, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Option<Term> {
        self.objects(subject, predicate).into_iter().next()
    }

    pub fn node(&self, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> Option<NamedNode> {
        match self.object(subject, predicate)? {
            Term::NamedNode(node) => Some(node),
            _ => None,
        }
    }

    /// The nodes with a property, in the order of their names.
    pub fn subjects<'b>(&self, predicate: NamedNodeRef<'b>, object: impl Into<TermRef<'b>>) -> Vec<NamedNode> {
        let mut subjects: Vec<NamedNode> = self
            .graph
            .subjects_for_predicate_object(predicate, object)
            .filter_map(|subject| match subject {
                NamedOrBlankNodeRef::NamedNode(node) => Some(node.into_owned()),
                NamedOrBlankNodeRef::BlankNode(_) => None,
            })
            .collect();
        subjects.sort_by(|a, b| (a.as_str().len(), a.as_str()).cmp(&(b.as_str().len(), b.as_str())));
        subjects
    }

    pub fn is_a(&self, node: &NamedNode, class: NamedNodeRef<'_>) -> bool {
        self.graph
            .contains(TripleRef::new(node.as_ref(), rdf::TYPE, TermRef::from(class)))
    }

    /// The facts that were read at a span; not those that a person has added there.
    pub fn facts(&self, start: u32, end: u32) -> Vec<NamedNode> {
        let mut facts = self.subjects(prov::WAS_DERIVED_FROM, self.span(start, end).as_ref());
        let added = Term::from(Literal::new_simple_literal(RULE));
        facts.retain(|fact| self.object(fact, gk::RULE).as_ref() != Some(&added));
        facts
    }

    /// The entities that are named at a span.
    pub fn entities(&self, start: u32, end: u32) -> Vec<NamedNode> {
        self.subjects(gk::MENTIONED_IN, self.span(start, end).as_ref())
    }

    /// The triples that claims and responsibilities state beside their evidence.
    pub fn stated(&self) -> Graph {
        let mut stated = Graph::new();
        for claim in self.subjects(rdf::TYPE, gk::CLAIM) {
            if let (Some(subject), Some(predicate), Some(object)) = (
                self.node(&claim, rdf::SUBJECT),
                self.node(&claim, rdf::PREDICATE),
                self.object(&claim, rdf::OBJECT),
            ) {
                stated.insert(&Triple::new(subject, predicate, object));
            }
        }
        for fact in self.subjects(rdf::TYPE, gk::RESPONSIBILITY) {
            let (Some(project), Some(agent)) = (self.node(&fact, gk::PROJECT_PROPERTY), self.node(&fact, gk::AGENT))
            else {
                continue;
            };
            // Only a project bears relations; for a task the responsibility stands alone.
            if !self.is_a(&project, gk::PROJECT) {
                continue;
            }
            if let Some(relation) = self.relation(&fact) {
                stated.insert(&Triple::new(project.clone(), relation.into_owned(), agent));
            }
            for deadline in self.objects(&fact, gk::DEADLINE) {
                stated.insert(&Triple::new(project.clone(), gk::DEADLINE.into_owned(), deadline));
            }
        }
        stated
    }

    /// The relation of a project to a unit that a responsibility states.
    pub fn relation(&self, responsibility: &NamedNode) -> Option<NamedNodeRef<'static>> {
        let role = self.node(responsibility, gk::ROLE)?;
        [(gk::LEAD, gk::LEAD_UNIT), (gk::RESPONSIBLE, gk::RESPONSIBLE_UNIT)]
            .into_iter()
            .find(|(r, _)| *r == role.as_ref())
            .map(|(_, relation)| relation)
    }

    /// Whether a term is this value, which may also be the label of a node.
    pub fn is(&self, term: &Term, value: &Term) -> bool {
        if term == value {
            return true;
        }
        let Term::Literal(wanted) = value else { return false };
        match term {
            Term::Literal(literal) if is_number(literal) => number(literal).is_some_and(|n| Some(n) == number(wanted)),
            Term::Literal(literal) => literal.value() == wanted.value(),
            Term::NamedNode(node) => [skos::PREF_LABEL, skos::ALT_LABEL, rdfs::LABEL].iter().any(|label| {
                self.graph
                    .objects_for_subject_predicate(node, *label)
                    .any(|l| matches!(l, TermRef::Literal(l) if l.value() == wanted.value()))
            }),
            Term::BlankNode(_) => false,
        }
    }

    /// The sentence at a code point, if some fact lies in it.
    pub fn described_sentence(&self, at: u32) -> Option<Sentence> {
        for node in self.subjects(rdf::TYPE, gk::SENTENCE) {
            if let Some((start, end)) = super::offsets(&node)
                && (start..end).contains(&at)
                && let Some(Term::Literal(text)) = self.object(&node, gk::TEXT)
                && let Some(section) = self.node(&node, gk::SECTION)
            {
                return Some(Sentence {
                    start,
                    end,
                    section,
                    text: text.value().to_owned(),
                });
            }
        }
        None
    }

    /// The sentence at a code point, wherever it is known from.
    pub fn sentence(&self, at: u32) -> Option<Sentence> {
        self.described_sentence(at).or_else(|| (self.sentence_at)(at))
    }

    /// The node of a span, described with its sentence.
    pub fn describe_span(&mut self, start: u32, end: u32) -> Option<NamedNode> {
        let span = self.span(start, end);
        let sentence = self.sentence(start)?;
        let node = self.span(sentence.start, sentence.end);
        self.offsets(&span, start, end);
        self.add(&span, gk::SENTENCE_PROPERTY, node.clone());
        self.offsets(&node, sentence.start, sentence.end);
        self.add(&node, rdf::TYPE, gk::SENTENCE.into_owned());
        self.add(&node, gk::SECTION, sentence.section);
        self.add(&node, gk::TEXT, super::super::write::zh(&sentence.text));
        Some(span)
    }

    fn offsets(&mut self, node: &NamedNode, start: u32, end: u32) {
        for (property, at) in [(gk::START, start), (gk::END, end)] {
            self.add(node, property, Literal::new_typed_literal(at.to_string(), xsd::INTEGER));
        }
    }

    /// The quads, all in the document's graph, in a fixed order.
    pub fn into_quads(self, graph: &NamedNode) -> Vec<Quad> {
        let graph = GraphName::from(graph.clone());
        let mut quads: Vec<Quad> = self
            .graph
            .iter()
            .map(|triple| triple.into_owned().in_graph(graph.clone()))
            .collect();
        quads.sort_by_cached_key(ToString::to_string);
        quads
    }
}

fn is_number(literal: &Literal) -> bool {
    [xsd::DECIMAL, xsd::INTEGER].contains(&literal.datatype())
}

/// The number that a literal writes.
pub(super) fn number(literal: &Literal) -> Option<oxsdatatypes::Decimal> {
    literal.value().parse().ok()
}
