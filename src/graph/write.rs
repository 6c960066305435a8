//! Knowledge of one document → quads.

use std::collections::BTreeSet;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use rustc_hash::{FxHashMap, FxHashSet};

use super::iri::{Iris, short_hash};
use super::slug::slug;
use super::vocab::{dcat, dcterms, gk, prov, rdf, skos};
use crate::facts::{Class, Entity, EntityId, Knowledge, Scope, SettledMeasure};
use crate::lexicon::Lexicon;
use crate::outline::{Outline, Part};
use crate::rules::{Aspect, Comparator, Evidence, Indication, Modality, Role};
use crate::text::{Source, Span};

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
            if entity.class == Class::Area {
                self.is_a(node, gk::FUNCTIONAL_ZONE);
                if let Some(home) = self.knowledge.home {
                    let home = self.entities[home.0 as usize].clone();
                    self.add(node, gk::PART_OF, home);
                }
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
            // An area that is only governed has no mention of its own: the body's words name it.
            if self.knowledge.entities[governs.0 as usize].mentions.is_empty() {
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
            if knowledge.entities[r.task.0 as usize].class == Class::Project {
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

    fn original(&self, span: Span) -> String {
        let (start, end) = self.source.view.original(span);
        self.source.original(start, end).to_owned()
    }

    fn measures(&mut self) {
        let knowledge = self.knowledge;
        let mut nodes: FxHashMap<Span, NamedNode> = FxHashMap::default();
        let named: Vec<NamedNode> = knowledge
            .measures
            .iter()
            .map(|m| {
                let node = self.fact('m', m.measure.evidence.span);
                nodes.entry(m.measure.words).or_insert_with(|| node.clone());
                node
            })
            .collect();
        for (settled, node) in knowledge.measures.iter().zip(named) {
            self.measure(&node, settled, &nodes);
        }
    }

    fn measure(&mut self, node: &NamedNode, settled: &SettledMeasure, nodes: &FxHashMap<Span, NamedNode>) {
        let m = &settled.measure;
        self.is_a(node, if m.target { gk::TARGET } else { gk::ACHIEVEMENT });
        let indicator = match &m.indicator {
            Indication::Known(index) => self.iris.moved(&self.words.indicators.get(*index).iri),
            Indication::Minted(name) => {
                let minted = self.iris.entity("indicator", "", name);
                if self.described.insert(minted.clone()) {
                    self.is_a(&minted, gk::INDICATOR);
                    self.add(&minted, skos::PREF_LABEL, zh(name));
                }
                minted
            }
        };
        self.add(node, gk::INDICATOR_PROPERTY, indicator);
        if let Some(subject) = settled.subject {
            let subject = self.entities[subject.0 as usize].clone();
            self.add(node, gk::SUBJECT_PROPERTY, subject);
        }
        if let Some(area) = settled.area {
            let area = self.entities[area.0 as usize].clone();
            self.add(node, gk::AREA_PROPERTY, area);
        }
        if let Some(scope) = &m.scope {
            self.add(node, gk::SCOPE, zh(scope));
        }
        self.add(node, gk::ASPECT, aspect(m.aspect).into_owned());
        if m.annual_average {
            self.add(node, gk::ANNUAL_AVERAGE, Literal::from(true));
        }
        self.add(node, gk::COMPARATOR, comparator(m.comparator).into_owned());
        self.add(node, gk::VALUE, decimal(&m.value.to_string()));
        if let Some(max) = m.max_value {
            self.add(node, gk::MAX_VALUE, decimal(&max.to_string()));
        }
        let unit = self.unit(settled);
        self.add(node, gk::UNIT_PROPERTY, unit);
        if let Some(base) = m.value.checked_mul(m.factor) {
            self.add(node, gk::BASE_VALUE, decimal(&base.to_string()));
        }
        if let Some((from, to, label)) = &settled.period {
            let period = self.period(*from, *to, label);
            self.add(node, gk::PERIOD, period);
        }
        if let Some(modality) = m.modality {
            self.add(node, gk::MODALITY, modality_of(modality).into_owned());
        }
        if let Some(level) = m.change_of.and_then(|words| nodes.get(&words))
            && level != node
        {
            self.add(node, gk::CHANGE_OF, level.clone());
        }
        let words = self.original(m.words);
        self.add(node, gk::VALUE_TEXT, Literal::new_simple_literal(words));
        self.evidence(node, m.evidence);
    }

    /// The unit of a measure; one with a scale is described here.
    fn unit(&mut self, settled: &SettledMeasure) -> NamedNode {
        let m = &settled.measure;
        let word = self.iris.moved(&m.unit_word);
        let plain = self.words.units.get(&m.unit).is_some_and(|u| u.iri == m.unit_word);
        if plain {
            return word;
        }
        let local = m.unit_word.rsplit('/').next().unwrap_or_default();
        let own = self
            .words
            .units
            .concepts()
            .iter()
            .find(|c| c.iri == m.unit_word)
            .map_or("", |c| c.label.as_str());
        let scale = m.unit.strip_suffix(own).unwrap_or(&m.unit);
        let unit = self.iris.id(&format!("unit/{}-{local}", slug(scale, 20)));
        if self.described.insert(unit.clone()) {
            self.is_a(&unit, gk::UNIT);
            self.add(&unit, skos::PREF_LABEL, zh(&m.unit));
            let base = self.iris.moved(&m.base_unit);
            self.add(&unit, gk::BASE_UNIT, base);
            self.add(&unit, gk::FACTOR, decimal(&m.factor.to_string()));
        }
        unit
    }

    fn period(&mut self, from: i16, to: i16, label: &str) -> NamedNode {
        let path = if from == to {
            format!("period/{from}")
        } else {
            format!("period/{from}-{to}")
        };
        let period = self.iris.id(&path);
        if self.described.insert(period.clone()) {
            self.is_a(&period, dcterms::PERIOD_OF_TIME);
            let known = from != to && self.words.periods.concepts().iter().any(|c| c.iri.ends_with(&path));
            if !known {
                let label = if from == to {
                    format!("{from}年")
                } else {
                    label.to_owned()
                };
                self.add(&period, skos::PREF_LABEL, zh(&label));
                self.add(
                    &period,
                    dcat::START_DATE,
                    Literal::new_typed_literal(format!("{from}-01-01"), xsd::DATE),
                );
                self.add(
                    &period,
                    dcat::END_DATE,
                    Literal::new_typed_literal(format!("{to}-12-31"), xsd::DATE),
                );
            }
        }
        period
    }
}

pub(super) fn zh(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "zh")
}

fn integer(n: u32) -> Literal {
    Literal::new_typed_literal(n.to_string(), xsd::INTEGER)
}

pub(super) fn decimal(text: &str) -> Literal {
    let text = match text.split_once('.') {
        Some((whole, fraction)) if fraction.chars().all(|c| c == '0') => whole,
        Some(_) => text.trim_end_matches('0'),
        None => text,
    };
    Literal::new_typed_literal(text, xsd::DECIMAL)
}

fn kind_of(class: Class) -> &'static str {
    match class {
        Class::Agency => "agency",
        Class::Area => "area",
        Class::Company => "company",
        Class::Project => "project",
        Class::Programme => "programme",
        Class::Person => "person",
        Class::Task => "task",
        Class::Subject => "subject",
    }
}

fn class_of(class: Class) -> NamedNodeRef<'static> {
    match class {
        Class::Agency => gk::AGENCY,
        Class::Area => gk::AREA,
        Class::Company => gk::COMPANY,
        Class::Project => gk::PROJECT,
        Class::Programme => gk::PROGRAMME,
        Class::Person => gk::PERSON,
        Class::Task => gk::TASK,
        Class::Subject => gk::SUBJECT,
    }
}

pub(super) fn section(part: Part) -> NamedNodeRef<'static> {
    match part {
        Part::Front => gk::FRONT,
        Part::Review => gk::REVIEW,
        Part::FiveYearGoals => gk::FIVE_YEAR_GOALS,
        Part::YearTasks => gk::YEAR_TASKS,
        Part::OwnWork => gk::OWN_WORK,
        Part::Notes => gk::NOTES,
        Part::Table => gk::TABLE,
    }
}

fn role(role: Role) -> NamedNodeRef<'static> {
    match role {
        Role::Lead => gk::LEAD,
        Role::Responsible => gk::RESPONSIBLE,
        Role::Cooperating => gk::COOPERATING,
        Role::Supervising => gk::SUPERVISING,
    }
}

fn aspect(aspect: Aspect) -> NamedNodeRef<'static> {
    match aspect {
        Aspect::Level => gk::LEVEL_VALUE,
        Aspect::Growth => gk::GROWTH,
        Aspect::Share => gk::SHARE,
        Aspect::Rank => gk::RANK,
        Aspect::Multiple => gk::MULTIPLE,
    }
}

fn comparator(comparator: Comparator) -> NamedNodeRef<'static> {
    match comparator {
        Comparator::Exactly => gk::EXACTLY,
        Comparator::AtLeast => gk::AT_LEAST,
        Comparator::MoreThan => gk::MORE_THAN,
        Comparator::AtMost => gk::AT_MOST,
        Comparator::LessThan => gk::LESS_THAN,
        Comparator::About => gk::ABOUT,
        Comparator::Range => gk::RANGE,
    }
}

fn modality_of(modality: Modality) -> NamedNodeRef<'static> {
    match modality {
        Modality::Ensure => gk::ENSURE,
        Modality::Strive => gk::STRIVE,
        Modality::Expected => gk::EXPECTED,
        Modality::Planned => gk::PLANNED_VALUE,
        Modality::Required => gk::REQUIRED,
    }
}
