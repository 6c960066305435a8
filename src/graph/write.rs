//! Knowledge of one document → quads: its metadata, entities, responsibilities, definitions and sentences.
//!
//! Measures with their units and periods are written in [`measures`], the terms for kinds and values come from [`terms`].

mod measures;
pub(super) mod terms;

use std::collections::BTreeSet;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use rustc_hash::{FxHashMap, FxHashSet};

use super::iri::{Iris, short_hash};
use super::slug::slug;
use super::vocab::{dcterms, gk, prov, rdf, skos};
use crate::facts::{Class, Entity, EntityId, Knowledge, Scope};
use crate::labels::Kind;
use crate::lexicon::Lexicon;
use crate::outline::Outline;
use crate::rules::{Evidence, Role};
use crate::text::{Source, Span};
use terms::{class_of, decimal, integer, kind_of, property, role, section};

pub(super) use terms::zh;

/// Writes the quads of one document.
pub(super) struct Writer<'a> {
    pub iris: &'a Iris,
    pub words: &'a Lexicon,
    pub source: &'a Source,
    pub outline: &'a Outline,
    pub knowledge: &'a Knowledge,
    pub document: NamedNode,
    graph: GraphName,
    quads: Vec<Quad>,
    entities: Vec<NamedNode>,
    spans: FxHashSet<Span>,
    sentences: BTreeSet<usize>,
    described: FxHashSet<NamedNode>,
    /// Forms of minted indicators that are written.
    forms: FxHashSet<(NamedNode, String)>,
    /// IRIs of facts already given to a kind and place.
    places: FxHashMap<String, u32>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        iris: &'a Iris,
        words: &'a Lexicon,
        source: &'a Source,
        outline: &'a Outline,
        knowledge: &'a Knowledge,
        id: &str,
    ) -> Self {
        Self {
            iris,
            words,
            source,
            outline,
            knowledge,
            document: iris.document(id),
            graph: iris.document_graph(id).into(),
            quads: Vec::with_capacity(4096),
            entities: Vec::new(),
            spans: FxHashSet::default(),
            sentences: BTreeSet::new(),
            described: FxHashSet::default(),
            forms: FxHashSet::default(),
            places: FxHashMap::default(),
        }
    }

    /// All quads of the document but those of its head, which need the file.
    pub(super) fn write(mut self, head: impl FnOnce(&mut Self)) -> Vec<Quad> {
        self.entities = self.knowledge.entities.iter().map(|e| self.entity_iri(e)).collect();
        head(&mut self);
        self.metadata();
        for (n, entity) in self.knowledge.entities.iter().enumerate() {
            let node = self.entities[n].clone();
            self.entity(&node, entity);
        }
        self.responsibilities();
        self.definitions();
        self.relations();
        self.measures();
        self.all_sentences();
        self.quads
    }

    pub(super) fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(
            subject.clone(),
            predicate.into_owned(),
            object,
            self.graph.clone(),
        ));
    }

    fn is_a(&mut self, subject: &NamedNode, class: NamedNodeRef<'_>) {
        self.add(subject, rdf::TYPE, class.into_owned());
    }

    fn metadata(&mut self) {
        let document = self.document.clone();
        let metadata = &self.outline.metadata;
        let is_report = metadata.title.as_ref().is_some_and(|t| t.name.contains("工作报告"))
            || self
                .source
                .view
                .text
                .chars()
                .take(4000)
                .collect::<String>()
                .contains("各位代表");
        let rows = self.outline.tables.iter().any(crate::outline::Table::assigns_units);
        self.is_a(
            &document,
            match (is_report, self.knowledge.responsibilities.is_empty(), rows) {
                (true, _, _) => gk::WORK_REPORT,
                (false, false, true) if self.outline.sentences.len() < 40 => gk::PROJECT_TABLE,
                (false, false, _) => gk::ACTION_PLAN,
                _ => gk::DOCUMENT,
            },
        );
        if let Some(number) = &metadata.number {
            self.add(
                &document,
                dcterms::IDENTIFIER,
                Literal::new_simple_literal(&number.name),
            );
        }
        if let Some((date, _)) = metadata.issued {
            self.add(
                &document,
                dcterms::ISSUED,
                Literal::new_typed_literal(date.iso_end(), xsd::DATE),
            );
        }
        if let Some(year) = metadata.report_year {
            self.add(
                &document,
                gk::REPORT_YEAR,
                Literal::new_typed_literal(format!("{year:04}"), xsd::G_YEAR),
            );
        }
        let of = |id: Option<EntityId>, entities: &[NamedNode]| id.map(|id| entities[id.0 as usize].clone());
        if let Some(home) = of(self.knowledge.home, &self.entities) {
            self.add(&document, gk::AREA_PROPERTY, home);
        }
        if let Some(publisher) = of(self.knowledge.publisher, &self.entities) {
            self.add(&document, dcterms::PUBLISHER, publisher);
        }
        if let Some(speaker) = of(self.knowledge.speaker, &self.entities) {
            self.add(&document, gk::SPEAKER, speaker);
        }
    }

    fn scope_key(&self, scope: &Scope) -> String {
        match scope {
            Scope::None => String::new(),
            Scope::Division(id) => self.words.divisions.get(*id).key(),
            Scope::Zone(label) => {
                let home = self
                    .knowledge
                    .region
                    .as_ref()
                    .map(|r| self.words.divisions.get(r.division).key());
                let home = home.unwrap_or_default();
                format!("{home}/{}-{}", slug(label, 24), short_hash(&["area", &home, label]))
            }
        }
    }

    fn entity_iri(&self, entity: &Entity) -> NamedNode {
        if let Some(division) = entity.division {
            return self
                .iris
                .id(&format!("area/{}", self.words.divisions.get(division).key()));
        }
        self.iris
            .entity(kind_of(entity.class), &self.scope_key(&entity.scope), &entity.label)
    }

    fn entity(&mut self, node: &NamedNode, entity: &Entity) {
        if entity.division.is_none() {
            self.is_a(node, class_of(entity.class));
            if entity.is_group {
                self.is_a(node, gk::AGENCY_GROUP);
            }
            if entity.is_zone() {
                self.is_a(node, gk::FUNCTIONAL_ZONE);
            }
            self.add(node, skos::PREF_LABEL, zh(&entity.label));
            for alias in &entity.aliases {
                self.add(node, skos::ALT_LABEL, zh(alias));
            }
        }
        for span in &entity.mentions {
            let place = self.span(*span);
            self.add(node, gk::MENTIONED_IN, place);
        }
        if let (Some(governs), Some(first)) = (entity.governs, entity.mentions.first()) {
            let area = self.entities[governs.0 as usize].clone();
            // A zone that is only governed is named by the body's words; a division is known without them.
            let governed = &self.knowledge.entities[governs.0 as usize];
            if governed.mentions.is_empty() && governed.division.is_none() {
                let place = self.span(*first);
                self.add(&area, gk::MENTIONED_IN, place);
            }
            let evidence = Evidence {
                span: *first,
                rule: "agency-governs-area",
                confidence: 0.95,
            };
            self.claim(node, gk::GOVERNS, area.into(), evidence);
        }
    }

    /// A direct triple with the claim that carries its evidence.
    fn claim(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term, evidence: Evidence) {
        self.add(subject, predicate, object.clone());
        let node = self.fact('c', evidence.span);
        self.is_a(&node, gk::CLAIM);
        self.add(&node, rdf::SUBJECT, subject.clone());
        self.add(&node, rdf::PREDICATE, predicate.into_owned());
        self.add(&node, rdf::OBJECT, object);
        self.evidence(&node, evidence);
    }

    fn evidence(&mut self, node: &NamedNode, evidence: Evidence) {
        let place = self.span(evidence.span);
        self.add(node, prov::WAS_DERIVED_FROM, place);
        self.add(node, gk::RULE, Literal::new_simple_literal(evidence.rule));
        self.add(node, gk::CONFIDENCE, decimal(&format!("{:.2}", evidence.confidence)));
    }

    /// The IRI of a fact by kind and place; `-2` for a second one there.
    fn fact(&mut self, kind: char, span: Span) -> NamedNode {
        let (start, end) = self.source.view.original(span);
        let name = format!("{kind}-{start}-{end}");
        let count = self.places.entry(name.clone()).or_default();
        *count += 1;
        let suffix = if *count > 1 { format!("-{count}") } else { String::new() };
        NamedNode::new_unchecked(format!("{}#{name}{suffix}", self.document.as_str()))
    }

    /// The node of a span, written once.
    fn span(&mut self, span: Span) -> NamedNode {
        let (start, end) = self.source.view.original(span);
        let node = self.place(start, end);
        if self.spans.insert(span) && self.described.insert(node.clone()) {
            self.offsets(&node, start, end);
            if let Some(sentence) = self.outline.sentence_at(span.start) {
                self.sentences.insert(sentence);
                let (from, to) = self.source.view.original(self.outline.sentences[sentence].span);
                let sentence = self.place(from, to);
                self.add(&node, gk::SENTENCE_PROPERTY, sentence);
            }
        }
        node
    }

    fn place(&self, start: u32, end: u32) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#char={start},{end}", self.document.as_str()))
    }

    fn offsets(&mut self, node: &NamedNode, start: u32, end: u32) {
        self.add(node, gk::START, integer(start));
        self.add(node, gk::END, integer(end));
    }

    /// Every sentence that some fact lies in.
    fn all_sentences(&mut self) {
        for at in std::mem::take(&mut self.sentences) {
            let sentence = &self.outline.sentences[at];
            let (start, end) = self.source.view.original(sentence.span);
            let node = self.place(start, end);
            self.is_a(&node, gk::SENTENCE);
            if self.described.insert(node.clone()) {
                self.offsets(&node, start, end);
            }
            self.add(&node, gk::SECTION, section(sentence.part).into_owned());
            self.add(&node, gk::TEXT, zh(self.source.original(start, end)));
        }
    }

    fn responsibilities(&mut self) {
        let knowledge = self.knowledge;
        for r in &knowledge.responsibilities {
            let task = self.entities[r.task.0 as usize].clone();
            let agent = self.entities[r.agent.0 as usize].clone();
            let node = self.fact('r', r.evidence.span);
            self.is_a(&node, gk::RESPONSIBILITY);
            self.add(&node, gk::PROJECT_PROPERTY, task.clone());
            self.add(&node, gk::AGENT, agent.clone());
            self.add(&node, gk::ROLE, role(r.role).into_owned());
            self.add(&node, gk::POSITION, integer(r.position));
            let deadline = r.deadline.map(|d| Literal::new_typed_literal(d.iso_end(), xsd::DATE));
            if let Some(deadline) = &deadline {
                self.add(&node, gk::DEADLINE, deadline.clone());
            }
            self.evidence(&node, r.evidence);
            if knowledge.entities[r.task.0 as usize].class == Class::Named(Kind::Project) {
                match r.role {
                    Role::Lead => self.add_once(&task, gk::LEAD_UNIT, agent.into()),
                    Role::Responsible => self.add_once(&task, gk::RESPONSIBLE_UNIT, agent.into()),
                    Role::Cooperating | Role::Supervising => {}
                }
                if let Some(deadline) = deadline {
                    self.add_once(&task, gk::DEADLINE, deadline.into());
                }
            }
        }
    }

    /// A triple that several facts may state.
    fn add_once(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term) {
        let key = NamedNode::new_unchecked(format!("{subject} {predicate} {object}"));
        if self.described.insert(key) {
            self.add(subject, predicate, object);
        }
    }

    fn definitions(&mut self) {
        let knowledge = self.knowledge;
        for (project, span) in &knowledge.descriptions {
            let node = self.entities[project.0 as usize].clone();
            let evidence = Evidence {
                span: *span,
                rule: "responsibility-table",
                confidence: 1.0,
            };
            let text = self.original(*span);
            self.claim(&node, dcterms::DESCRIPTION, zh(&text).into(), evidence);
        }
        for definition in &knowledge.definitions {
            let node = self.entities[definition.term.0 as usize].clone();
            let text = self.original(definition.text);
            self.claim(&node, skos::DEFINITION, zh(&text).into(), definition.evidence);
        }
    }

    fn relations(&mut self) {
        let knowledge = self.knowledge;
        for relation in &knowledge.relations {
            let subject = self.entities[relation.subject.0 as usize].clone();
            let (property, status) = property(relation.relation);
            let object: Option<Term> = match relation.object {
                Some(object) => Some(self.entities[object.0 as usize].clone().into()),
                None => status.map(|status| status.into_owned().into()),
            };
            if let Some(object) = object {
                self.claim(&subject, property, object, relation.evidence);
            }
        }
    }

    fn original(&self, span: Span) -> String {
        let (start, end) = self.source.view.original(span);
        self.source.original(start, end).to_owned()
    }
}
