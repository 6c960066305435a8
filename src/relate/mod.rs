//! Relates: the names of a sentence → how likely each relation between two of them is stated there.
//!
//! A candidate is a relation that the kinds of two names allow, or the status of a work. What a candidate looks like is
//! written down as numbers ([`Row`]); the weights of `models/relations.logit` (made by `govkg train`) turn them into a
//! probability, each relation for itself (logistic regression).

mod candidates;
mod features;
mod model;
mod sight;

use std::sync::OnceLock;

pub use candidates::{Candidate, Line, Mention, Name, candidates, lines, nested};
pub use model::Model;

use crate::labels::Kind;
use crate::text::Span;

/// The features of a candidate.
pub type Row = Vec<u32>;

/// What a candidate claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// A thing lies in an area.
    LocatedIn,
    /// A thing is made or done by somebody.
    UndertakenBy,
    /// A thing belongs to a sector.
    InIndustry,
    /// A thing is part of a larger one.
    PartOf,
    /// A title is held.
    HoldsTitle,
    /// A title is sought.
    SeeksTitle,
    /// An area holds an event.
    Hosts,
    /// The government supports somebody.
    Supports,
    /// A work is planned.
    Planned,
    /// A work has begun.
    Started,
    /// A work is under way.
    Ongoing,
    /// A work is done.
    Completed,
}

impl Relation {
    /// All relations, in the order of their numbers.
    pub const ALL: [Self; 12] = [
        Self::LocatedIn,
        Self::UndertakenBy,
        Self::InIndustry,
        Self::PartOf,
        Self::HoldsTitle,
        Self::SeeksTitle,
        Self::Hosts,
        Self::Supports,
        Self::Planned,
        Self::Started,
        Self::Ongoing,
        Self::Completed,
    ];

    /// How far a work is.
    pub const STATUS: [Self; 4] = [Self::Planned, Self::Started, Self::Ongoing, Self::Completed];

    /// Predicate and, for the status of a work, object in annotations.
    pub fn annotated(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::LocatedIn => ("locatedIn", None),
            Self::UndertakenBy => ("undertakenBy", None),
            Self::InIndustry => ("inIndustry", None),
            Self::PartOf => ("partOf", None),
            Self::HoldsTitle => ("holdsTitle", None),
            Self::SeeksTitle => ("seeksTitle", None),
            Self::Hosts => ("hosts", None),
            Self::Supports => ("supports", None),
            Self::Planned => ("status", Some("planned")),
            Self::Started => ("status", Some("started")),
            Self::Ongoing => ("status", Some("ongoing")),
            Self::Completed => ("status", Some("completed")),
        }
    }

    /// The id that its facts carry as `gk:rule`.
    pub fn rule(self) -> &'static str {
        match self {
            Self::LocatedIn => "located-in",
            Self::UndertakenBy => "undertaken-by",
            Self::InIndustry => "in-industry",
            Self::PartOf => "part-of",
            Self::HoldsTitle => "holds-title",
            Self::SeeksTitle => "seeks-title",
            Self::Hosts => "hosts-event",
            Self::Supports => "supports-named",
            Self::Planned | Self::Started | Self::Ongoing | Self::Completed => "status-of-work",
        }
    }

    /// Whether the kinds of two names allow it; without a subject it is said of the reporting area.
    pub fn allows(self, subject: Option<Kind>, object: Kind) -> bool {
        use Kind::{
            Agency, Area, Company, Event, Honour, Industry, Institution, Person, Place, Product, Programme, Project,
        };
        match self {
            Self::LocatedIn => {
                object == Area && matches!(subject, Some(Project | Institution | Place | Event | Company))
            }
            Self::UndertakenBy => {
                matches!(object, Company | Area | Institution | Agency)
                    && matches!(subject, Some(Project | Programme | Product | Institution))
            }
            Self::InIndustry => {
                object == Industry && matches!(subject, Some(Project | Product | Company | Place | Programme))
            }
            Self::PartOf => matches!(
                (subject, object),
                (Some(Industry), Industry | Programme)
                    | (Some(Programme | Product), Programme)
                    | (Some(Area), Area | Programme)
                    | (Some(Project), Programme | Project)
            ),
            Self::HoldsTitle | Self::SeeksTitle => {
                object == Honour
                    && matches!(
                        subject,
                        None | Some(
                            Area | Place
                                | Institution
                                | Programme
                                | Product
                                | Project
                                | Industry
                                | Company
                                | Agency
                                | Person
                        )
                    )
            }
            Self::Hosts => object == Event && matches!(subject, None | Some(Area)),
            Self::Supports => subject.is_none() && matches!(object, Area | Company | Institution | Place),
            Self::Planned | Self::Started | Self::Ongoing | Self::Completed => false,
        }
    }
}

const MODEL: &[u8] = include_bytes!("../../models/relations.logit");

/// The weights that relations are read with.
#[derive(Default)]
pub struct Relations {
    model: OnceLock<Model>,
}

impl Relations {
    /// Relations by other weights than the built-in ones.
    pub fn with(model: Model) -> Self {
        Self {
            model: OnceLock::from(model),
        }
    }

    /// Relations less probable than this are left alone.
    pub fn least(&self, relation: Relation) -> f32 {
        match relation {
            Relation::UndertakenBy | Relation::InIndustry | Relation::PartOf | Relation::Hosts => 0.6,
            _ => 0.55,
        }
    }

    /// The weights.
    pub fn model(&self) -> &Model {
        self.model.get_or_init(|| Model::read(MODEL).unwrap_or_default())
    }
}

/// Where a text speaks of the reporting area by what it is: 全市 and 我市 in the report of a city.
pub fn own_words<'t>(text: &'t str, place: &str) -> impl Iterator<Item = Span> + 't {
    let own = match place.chars().next_back() {
        _ if place == "中国" => Some('国'),
        last => last,
    };
    text.char_indices().filter_map(move |(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        let named = matches!(c, '全' | '我') && rest.chars().next() == own;
        let byte = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        named.then(|| Span {
            start: byte(at),
            end: byte(at + c.len_utf8() + own.map_or(0, char::len_utf8)),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reporting_area_by_what_it_is() {
        let words = |text: &'static str, place: &str| -> Vec<&str> {
            own_words(text, place).map(|span| &text[span.range()]).collect()
        };
        assert_eq!(words("全市和我市，全省、全国", "柳州市"), ["全市", "我市"]);
        assert_eq!(words("全区上下，全国", "广西壮族自治区"), ["全区"]);
        assert_eq!(words("我国经济", "中国"), ["我国"]);
    }
}
