//! Settles: [`Fact`]s of the rules → [`Knowledge`].
//!
//! Here it is decided which region a report is of, which body a name means (name and governing area), what is the same
//! entity within the document, and which period a number without one belongs to. What comes out depends on the document
//! and the words alone.

mod agents;
mod entities;
mod measures;
mod names;
mod region;
mod relations;

use rustc_hash::FxHashMap;

use crate::labels::Kind;
use crate::lexicon::{DivisionId, Lexicon};
use crate::outline::{Date, Metadata};
use crate::rules::{Context, Evidence, Fact, Role, TaskKind};
use crate::text::Span;

pub use entities::{Class, Entity, EntityId, Scope};
pub use measures::SettledMeasure;
pub use region::Region;
pub use relations::SettledRelation;

/// A unit's part in a task, with both ends settled.
#[derive(Debug, Clone)]
pub struct Responsibility {
    /// The project or task.
    pub task: EntityId,
    /// The unit.
    pub agent: EntityId,
    /// As what.
    pub role: Role,
    /// From 1 within the role's list.
    pub position: u32,
    /// Until when.
    pub deadline: Option<Date>,
    /// Evidence.
    pub evidence: Evidence,
}

/// A term's definition.
#[derive(Debug, Clone)]
pub struct Definition {
    /// The entity that the term names.
    pub term: EntityId,
    /// The explanation.
    pub text: Span,
    /// Evidence.
    pub evidence: Evidence,
}

/// All that one document says, settled.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// The region the report is of.
    pub region: Option<Region>,
    /// Entities, the reporting area among them.
    pub entities: Vec<Entity>,
    /// The reporting area.
    pub home: Option<EntityId>,
    /// The body that issued the document.
    pub publisher: Option<EntityId>,
    /// Who gave the report.
    pub speaker: Option<EntityId>,
    /// Who answers for what.
    pub responsibilities: Vec<Responsibility>,
    /// Descriptions of projects.
    pub descriptions: Vec<(EntityId, Span)>,
    /// Definitions of terms.
    pub definitions: Vec<Definition>,
    /// Numbers that say something.
    pub measures: Vec<SettledMeasure>,
    /// Relations between entities, and the status of works.
    pub relations: Vec<SettledRelation>,
}

/// Settles the facts of one document.
pub fn settle(context: &Context, facts: &[Fact]) -> Knowledge {
    let metadata = &context.outline.metadata;
    let region = region::find(context);
    let year = metadata.report_year.unwrap_or(DEFAULT_YEAR);
    let mut book = entities::Book::new(context, region.as_ref().map(|r| r.division), year);
    let mut knowledge = Knowledge::default();
    if let Some(region) = &region {
        let home = book.division(region.division);
        for span in &region.mentions {
            book.mention(home, *span);
        }
        knowledge.home = Some(home);
    }
    publish(metadata, &mut book, &mut knowledge);
    let mut seen: FxHashMap<(EntityId, EntityId, Role, Span), ()> = FxHashMap::default();
    for fact in facts {
        match fact {
            Fact::Assignment(a) => {
                let agent = book.agent(&a.agent.name, a.agent.span);
                let class = if a.task.kind == TaskKind::Project {
                    Class::Named(Kind::Project)
                } else {
                    Class::Task
                };
                let task = book.own(class, &a.task.label);
                book.mention(task, a.task.span);
                if seen.insert((task, agent, a.role, a.agent.span), ()).is_none() {
                    knowledge.responsibilities.push(Responsibility {
                        task,
                        agent,
                        role: a.role,
                        position: a.position,
                        deadline: a.deadline,
                        evidence: a.evidence,
                    });
                }
            }
            Fact::Description(task, span, _) => {
                let id = book.own(Class::Named(Kind::Project), &task.label);
                book.mention(id, task.span);
                knowledge.descriptions.push((id, *span));
            }
            Fact::Explained(e) => {
                let term = book.own(Class::Named(Kind::Programme), &e.label);
                book.mention(term, e.term);
                for span in &e.uses {
                    book.mention(term, *span);
                }
                knowledge.definitions.push(Definition {
                    term,
                    text: e.definition,
                    evidence: e.evidence,
                });
            }
            Fact::Agency(agent, _) => {
                book.agent(&agent.name, agent.span);
            }
            Fact::Area(named, _) => {
                if let Some(division) = book.resolve_mention(&named.form) {
                    let id = book.division(division);
                    book.mention(id, named.span);
                }
            }
            Fact::Name(..) => {}
            Fact::Measure(measure) => {
                if let Some(settled) = measures::settle(context, &mut book, knowledge.home, measure) {
                    knowledge.measures.push(settled);
                }
            }
        }
    }
    names::settle(&mut book, facts);
    measures::name_subjects(&mut book, &mut knowledge.measures);
    knowledge.relations = relations::settle(context, &mut book, knowledge.home);
    measures::drop_doubles(&mut knowledge.measures);
    knowledge.entities = book.finish();
    knowledge.region = region;
    knowledge
}

/// When nothing tells the year, names are read as they are now.
const DEFAULT_YEAR: i16 = 2024;

fn publish(metadata: &Metadata, book: &mut entities::Book, knowledge: &mut Knowledge) {
    if let Some(issuer) = &metadata.issuer {
        knowledge.publisher = Some(book.agent(&issuer.name, issuer.span));
    }
    if let Some(speaker) = &metadata.speaker {
        let name: String = speaker.name.chars().filter(|c| *c != ' ').collect();
        let id = book.free(Class::Named(Kind::Person), &name);
        book.mention(id, speaker.span);
        knowledge.speaker = Some(id);
    }
}

/// The division a region's report is of, for callers that have only the words.
pub fn division_label(words: &Lexicon, id: DivisionId) -> &str {
    &words.divisions.get(id).name
}
