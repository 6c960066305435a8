//! Kinds and values that the stages before know → the terms and literals that stand for them in the graph.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNodeRef};

use crate::facts::Class;
use crate::graph::vocab::gk;
use crate::labels::Kind;
use crate::outline::Part;
use crate::relate::Relation;
use crate::rules::{Aspect, Comparator, Modality, Role};

pub(in crate::graph) fn zh(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "zh")
}

pub(super) fn integer(n: u32) -> Literal {
    Literal::new_typed_literal(n.to_string(), xsd::INTEGER)
}

pub(in crate::graph) fn decimal(text: &str) -> Literal {
    let text = match text.split_once('.') {
        Some((whole, fraction)) if fraction.chars().all(|c| c == '0') => whole,
        Some(_) => text.trim_end_matches('0'),
        None => text,
    };
    Literal::new_typed_literal(text, xsd::DECIMAL)
}

pub(super) fn kind_of(class: Class) -> &'static str {
    match class {
        Class::Named(kind) => kind.name(),
        Class::Task => "task",
        Class::Subject => "subject",
    }
}

pub(super) fn class_of(class: Class) -> NamedNodeRef<'static> {
    let kind = match class {
        Class::Named(kind) => kind,
        Class::Task => return gk::TASK,
        Class::Subject => return gk::SUBJECT,
    };
    match kind {
        Kind::Agency => gk::AGENCY,
        Kind::Area => gk::AREA,
        Kind::Company => gk::COMPANY,
        Kind::Industry => gk::INDUSTRY,
        Kind::Institution => gk::INSTITUTION,
        Kind::Honour => gk::HONOUR,
        Kind::Legislation => gk::LEGISLATION,
        Kind::Event => gk::EVENT,
        Kind::Product => gk::PRODUCT,
        Kind::Place => gk::PLACE,
        Kind::Project => gk::PROJECT,
        Kind::Programme => gk::PROGRAMME,
        Kind::Person => gk::PERSON,
    }
}

pub(in crate::graph) fn section(part: Part) -> NamedNodeRef<'static> {
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

pub(super) fn role(role: Role) -> NamedNodeRef<'static> {
    match role {
        Role::Lead => gk::LEAD,
        Role::Responsible => gk::RESPONSIBLE,
        Role::Cooperating => gk::COOPERATING,
        Role::Supervising => gk::SUPERVISING,
    }
}

pub(super) fn aspect(aspect: Aspect) -> NamedNodeRef<'static> {
    match aspect {
        Aspect::Level => gk::LEVEL_VALUE,
        Aspect::Growth => gk::GROWTH,
        Aspect::Share => gk::SHARE,
        Aspect::Rank => gk::RANK,
        Aspect::Multiple => gk::MULTIPLE,
        Aspect::Duration => gk::DURATION,
        Aspect::ChangeFrom => gk::CHANGE_FROM,
        Aspect::Other => gk::OTHER,
    }
}

pub(super) fn comparator(comparator: Comparator) -> NamedNodeRef<'static> {
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

pub(super) fn modality(modality: Modality) -> NamedNodeRef<'static> {
    match modality {
        Modality::Ensure => gk::ENSURE,
        Modality::Strive => gk::STRIVE,
        Modality::Expected => gk::EXPECTED,
        Modality::Planned => gk::PLANNED_VALUE,
        Modality::Required => gk::REQUIRED,
    }
}

/// The property of a relation and, for the status of a work, its value.
pub(super) fn property(relation: Relation) -> (NamedNodeRef<'static>, Option<NamedNodeRef<'static>>) {
    match relation {
        Relation::LocatedIn => (gk::LOCATED_IN, None),
        Relation::UndertakenBy => (gk::UNDERTAKEN_BY, None),
        Relation::InIndustry => (gk::IN_INDUSTRY, None),
        Relation::PartOf => (gk::PART_OF, None),
        Relation::HoldsTitle => (gk::HOLDS_TITLE, None),
        Relation::SeeksTitle => (gk::SEEKS_TITLE, None),
        Relation::Hosts => (gk::HOSTS, None),
        Relation::Supports => (gk::SUPPORTS, None),
        Relation::Planned => (gk::STATUS, Some(gk::PLANNED)),
        Relation::Started => (gk::STATUS, Some(gk::STARTED)),
        Relation::Ongoing => (gk::STATUS, Some(gk::ONGOING)),
        Relation::Completed => (gk::STATUS, Some(gk::COMPLETED)),
    }
}
