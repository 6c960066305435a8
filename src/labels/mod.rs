//! Labels: a sentence → stretches that look like names, each with a [`Kind`] and a probability.
//!
//! A linear-chain conditional random field over words, and another over the words of a name for the names inside of it.
//! What they know stands in `ontology/` (`words.tsv`: words of reports with their frequency, part of speech and clusters of
//! like use; `heads.tsv`: heads of names) and in `models/` (`entities.crf`, `nested.crf`: the weights; `names.tsv`: names of
//! other texts; all made by `govkg train`). It is loaded when the first sentence is labelled.

mod features;
mod known;
mod lattice;
mod model;
pub(crate) mod packed;
mod weights;
mod words;

use std::sync::OnceLock;

pub(crate) use features::hash;
pub use features::{Features, Marks, Row, Scene, head};
pub use known::Known;
pub use lattice::{Lattice, factors};
pub use model::{CLASSES, LABELS, Label, Model, Part, words_in};
pub use words::{Token, Words};

use crate::text::Span;

/// What a name is a name of: the main classes of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Public bodies.
    Agency,
    /// Divisions and zones.
    Area,
    /// Sectors.
    Industry,
    /// Firms.
    Company,
    /// Schools, hospitals, institutes.
    Institution,
    /// Works, facilities.
    Project,
    /// Strategies, campaigns, systems.
    Programme,
    /// Titles.
    Honour,
    /// Laws and documents.
    Legislation,
    /// Meetings, fairs.
    Event,
    /// Products, brands.
    Product,
    /// Landmarks, waters, stations.
    Place,
    /// People.
    Person,
}

impl Kind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; CLASSES] = [
        Self::Agency,
        Self::Area,
        Self::Industry,
        Self::Company,
        Self::Institution,
        Self::Project,
        Self::Programme,
        Self::Honour,
        Self::Legislation,
        Self::Event,
        Self::Product,
        Self::Place,
        Self::Person,
    ];

    /// Its name in annotations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::Area => "area",
            Self::Industry => "industry",
            Self::Company => "company",
            Self::Institution => "institution",
            Self::Project => "project",
            Self::Programme => "programme",
            Self::Honour => "honour",
            Self::Legislation => "legislation",
            Self::Event => "event",
            Self::Product => "product",
            Self::Place => "place",
            Self::Person => "person",
        }
    }

    /// Whether names of this kind often hold other names: 柳工智能制造示范工厂.
    pub fn may_hold(self) -> bool {
        use Kind::{Company, Event, Honour, Institution, Place, Product, Project};
        matches!(self, Project | Institution | Product | Company | Event | Honour | Place)
    }

    /// Whether names of this kind stand inside of others.
    pub fn may_be_held(self) -> bool {
        matches!(self, Self::Area | Self::Company | Self::Institution)
    }

    /// The kind with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A stretch that looks like a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Labelled {
    /// Place in the sentence.
    pub span: Span,
    /// What it seems to be.
    pub kind: Kind,
    /// How probable that is, 0–1.
    pub probability: f32,
}

const MODEL: &[u8] = include_bytes!("../../models/entities.crf");
const KNOWN: &str = include_str!("../../models/names.tsv");
const NESTED: &[u8] = include_bytes!("../../models/nested.crf");

/// The words and weights that sentences are labelled with.
pub struct Labels {
    model: OnceLock<Model>,
    /// For the names inside of names.
    nested: OnceLock<Model>,
    /// Names of annotated texts.
    known: OnceLock<Known>,
    /// Names less probable than this are left alone.
    pub least: f32,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            model: OnceLock::new(),
            nested: OnceLock::new(),
            known: OnceLock::new(),
            least: 0.28,
        }
    }
}

impl Labels {
    /// Labels with other weights than the built-in ones.
    pub fn with(model: Model, nested: Model, known: Known) -> Self {
        Self {
            model: OnceLock::from(model),
            nested: OnceLock::from(nested),
            known: OnceLock::from(known),
            ..Self::default()
        }
    }

    /// The weights.
    pub fn model(&self) -> &Model {
        self.model.get_or_init(|| Model::read(MODEL).unwrap_or_default())
    }

    /// The weights for names inside of names.
    pub fn nested(&self) -> &Model {
        self.nested.get_or_init(|| Model::read(NESTED).unwrap_or_default())
    }

    /// The names in a sentence, in order, those inside of others after them; `marks` are the known names in it.
    pub fn label(&self, sentence: &str, marks: &[Marks]) -> Vec<Labelled> {
        let model = self.model();
        if model.is_empty() {
            return Vec::new();
        }
        let tokens = Words::built_in().segment(sentence);
        let known = self.known.get_or_init(|| Known::read(KNOWN));
        let scene = Scene::new(sentence, &tokens, marks, &known.find(sentence));
        let mut found = model.label(&scene, &tokens);
        let nested = self.nested();
        if !nested.is_empty() {
            for outer in found.clone().into_iter().filter(|name| name.kind.may_hold()) {
                let inner = nested.label_inside(&scene, &tokens, outer).into_iter();
                found.extend(inner.filter(|name| name.span != outer.span));
            }
        }
        found
    }
}
