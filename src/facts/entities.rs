//! Entities of one document: each once, with every form and place.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::{agents, region};
use crate::labels::Kind;
use crate::lexicon::{DivisionId, Level};
use crate::rules::Context;
use crate::text::Span;

/// The main class of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// What has a name of this kind; terms of a glossary are programmes.
    Named(Kind),
    /// Tasks without a name of their own.
    Task,
    /// What a measure is about where that is no entity.
    Subject,
}

/// What an entity's name belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Nothing: the name alone identifies.
    None,
    /// A division.
    Division(DivisionId),
    /// A zone without a code, by its label.
    Zone(String),
}

/// Index of an entity in [`super::Knowledge::entities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// An entity of a document.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Main class.
    pub class: Class,
    /// Scope of its identity.
    pub scope: Scope,
    /// `skos:prefLabel`.
    pub label: String,
    /// Other forms met.
    pub aliases: BTreeSet<String>,
    /// Places.
    pub mentions: BTreeSet<Span>,
    /// The division, when it is one of the vocabulary.
    pub division: Option<DivisionId>,
    /// Whether it is a group of bodies.
    pub is_group: bool,
    /// The area an agency governs.
    pub governs: Option<EntityId>,
}

/// Ends of names of areas that a government has set up.
const ZONES: [&str; 16] = [
    "新区",
    "开发区",
    "园区",
    "示范区",
    "高新区",
    "经开区",
    "保税区",
    "试验区",
    "合作区",
    "保税港区",
    "度假区",
    "先行区",
    "片区",
    "产业园",
    "科技城",
    "新城",
];

impl Entity {
    /// Whether it is an area without a code that a government has set up: 柳东新区, not 卢森堡 or 中部地区.
    pub fn is_zone(&self) -> bool {
        self.class == Class::Named(Kind::Area)
            && self.division.is_none()
            && ZONES.iter().any(|end| self.label.ends_with(end))
    }
}

/// The entities of a document while it is being settled.
pub(super) struct Book<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) home: Option<DivisionId>,
    pub(super) year: i16,
    entities: Vec<Entity>,
    index: FxHashMap<(Class, Scope, String), EntityId>,
    divisions: BTreeMap<DivisionId, EntityId>,
    resolved: FxHashMap<String, Option<DivisionId>>,
}

impl<'a> Book<'a> {
    pub(super) fn new(context: &'a Context<'a>, home: Option<DivisionId>, year: i16) -> Self {
        Self {
            context,
            home,
            year,
            entities: Vec::new(),
            index: FxHashMap::default(),
            divisions: BTreeMap::new(),
            resolved: FxHashMap::default(),
        }
    }

    /// The entity of a class, scope and label; made when it is new.
    pub(super) fn entity(&mut self, class: Class, scope: Scope, label: &str) -> EntityId {
        let key = (class, scope, label.to_owned());
        if let Some(id) = self.index.get(&key) {
            return *id;
        }
        let id = EntityId(u32::try_from(self.entities.len()).unwrap_or(u32::MAX));
        self.entities.push(Entity {
            class,
            scope: key.1.clone(),
            label: label.to_owned(),
            aliases: BTreeSet::new(),
            mentions: BTreeSet::new(),
            division: None,
            is_group: false,
            governs: None,
        });
        self.index.insert(key, id);
        id
    }

    /// An entity whose name belongs to the reporting area.
    pub(super) fn own(&mut self, class: Class, label: &str) -> EntityId {
        let scope = self.home.map_or(Scope::None, Scope::Division);
        self.entity(class, scope, label)
    }

    /// An entity whose name needs no area.
    pub(super) fn free(&mut self, class: Class, label: &str) -> EntityId {
        self.entity(class, Scope::None, label)
    }

    /// A division of the vocabulary.
    pub(super) fn division(&mut self, division: DivisionId) -> EntityId {
        if let Some(id) = self.divisions.get(&division) {
            return *id;
        }
        let label = self.context.words.divisions.get(division).name.clone();
        let id = self.entity(Class::Named(Kind::Area), Scope::Division(division), &label);
        self.get_mut(id).division = Some(division);
        self.divisions.insert(division, id);
        id
    }

    /// A zone without a code, under the reporting area.
    pub(super) fn zone(&mut self, name: &str) -> EntityId {
        self.own(Class::Named(Kind::Area), name)
    }

    /// A body by its name as written; the place is its mention.
    pub(super) fn agent(&mut self, name: &str, span: Span) -> EntityId {
        let agent = agents::identify(self, name);
        let id = self.entity(agent.class, agent.scope, &agent.label);
        let entity = self.get_mut(id);
        entity.is_group |= agent.is_group;
        entity.governs = entity.governs.or(agent.governs);
        if name != agent.label {
            entity.aliases.insert(name.to_owned());
        }
        entity.mentions.insert(span);
        id
    }

    /// Adds a place.
    pub(super) fn mention(&mut self, id: EntityId, span: Span) {
        if !span.is_empty() {
            self.get_mut(id).mentions.insert(span);
        }
    }

    /// The division that a form names, seen from the reporting area.
    pub(super) fn resolve(&mut self, form: &str) -> Option<DivisionId> {
        if let Some(known) = self.resolved.get(form) {
            return *known;
        }
        let found = self.context.words.divisions.resolve(form, self.home, self.year);
        self.resolved.insert(form.to_owned(), found);
        found
    }

    /// The division that a form in running text names. Near ones may be named in short; a county far away must be named
    /// in full, since two characters are often part of another word.
    pub(super) fn resolve_mention(&mut self, form: &str) -> Option<DivisionId> {
        let found = self.resolve(form)?;
        let divisions = &self.context.words.divisions;
        let division = divisions.get(found);
        if !division.lives_in(self.year) || region::WORDS.contains(&form) || form == "市区" {
            return None;
        }
        let line = self
            .home
            .map(|home| divisions.line(home, self.year))
            .unwrap_or_default();
        let above = divisions.parent(found, self.year);
        let near = line.contains(&found) || above.is_some_and(|a| Some(a) == self.home);
        let in_province = |id: DivisionId| divisions.get(id).code.get(..2).map(str::to_owned);
        let same_province = self.home.is_some_and(|home| in_province(home) == in_province(found));
        let official = division.name == form && form.chars().count() > 2;
        (near || division.level <= Level::City || (official && same_province)).then_some(found)
    }

    /// All entities met so far.
    pub(super) fn all(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        (0..).map(EntityId).zip(&self.entities)
    }

    pub(super) fn get_mut(&mut self, id: EntityId) -> &mut Entity {
        &mut self.entities[id.0 as usize]
    }

    /// All entities, in the order in which they were met.
    pub(super) fn finish(self) -> Vec<Entity> {
        self.entities
    }
}
