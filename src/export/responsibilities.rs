//! The table of responsibilities.

use super::document::{Document, Resource};
use super::labels::Labels;
use super::table::{Cell, Column, Row};
use crate::Result;
use crate::graph::vocab::{gk, rdf};

/// The columns of the facts.
pub(super) const FACTS: &[Column] = &[
    Column::new("project", 36, "project or task"),
    Column::new("project_class", 12, "Project, or Task where the text names none"),
    Column::new("role", 13, "Lead, Responsible, Cooperating or Supervising"),
    Column::new("agent", 24, "the unit, with the area it belongs to"),
    Column::new("position", 9, "place in the list of this role, from 1"),
    Column::new("deadline", 12, "date by which it is to be done"),
    Column::new("rule", 22, "the rule that read it"),
    Column::new("confidence", 10, "how sure the rule is, from 0 to 1"),
];

/// The columns of the IRIs.
pub(super) const IRIS: &[Column] = &[
    Column::new("responsibility_iri", 20, "IRI of the responsibility"),
    Column::new("project_iri", 20, "IRI of the project or task"),
    Column::new("agent_iri", 20, "IRI of the unit"),
];

pub(super) fn rows(document: &Document, labels: &mut Labels<'_>) -> Result<Vec<Row>> {
    let nodes = document
        .resources()
        .filter(|(_, resource)| resource.is_a(gk::RESPONSIBILITY));
    nodes.map(|(iri, node)| row(document, labels, iri, node)).collect()
}

fn row(document: &Document, labels: &mut Labels<'_>, iri: &str, node: &Resource) -> Result<Row> {
    let (project, agent) = (node.value(gk::PROJECT_PROPERTY), node.value(gk::AGENT));
    let (mut name, mut class) = (Cell::Empty, Cell::Empty);
    if let Some(project) = &project {
        name = Cell::text(labels.label(project)?);
        let types = labels.values(project, rdf::TYPE)?;
        let known = [(gk::PROJECT, "Project"), (gk::TASK, "Task")];
        let found = known
            .into_iter()
            .find(|(of, _)| types.iter().any(|is| *is == (*of).into()));
        class = Cell::text(found.map(|(_, word)| word));
    }
    let unit = match &agent {
        Some(agent) => Cell::text(labels.label(agent)?),
        None => Cell::Empty,
    };
    let position = node
        .value(gk::POSITION)
        .and_then(|position| position.parse::<i64>().ok());
    let facts = vec![
        name,
        class,
        Cell::text(node.word(gk::ROLE)),
        unit,
        Cell::integer(position),
        node.value(gk::DEADLINE).map_or(Cell::Empty, Cell::Date),
        Cell::text(node.value(gk::RULE)),
        node.decimal(gk::CONFIDENCE),
    ];
    let iris = vec![Cell::Text(iri.to_owned()), Cell::text(project), Cell::text(agent)];
    Ok(document.row(iri, document.evidence(node), facts, iris))
}
