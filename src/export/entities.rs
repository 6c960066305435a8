//! The table of entities: each entity of each document once, at its first mention.

use oxigraph::model::{NamedNodeRef, Term};

use super::document::Document;
use super::labels::Labels;
use super::table::{Cell, Column, Row};
use crate::Result;
use crate::graph::vocab::{gk, rdf, skos};
use crate::store::lexical;

/// The columns of the facts.
pub(super) const FACTS: &[Column] = &[
    Column::new("class", 12, "Agency, Area, Industry, Company …"),
    Column::new("subclass", 14, "AgencyGroup or FunctionalZone, where it is one"),
    Column::new("label", 30, "its name"),
    Column::new("aliases", 30, "other names, | between"),
    Column::new("english", 24, "its English name"),
    Column::new("mentions", 9, "how often the document mentions it"),
];

/// The columns of the IRIs.
pub(super) const IRIS: &[Column] = &[Column::new("entity_iri", 20, "IRI of the entity")];

/// The main classes, of which every entity has one.
const CLASSES: [(NamedNodeRef<'_>, &str); 13] = [
    (gk::AGENCY, "Agency"),
    (gk::AREA, "Area"),
    (gk::INDUSTRY, "Industry"),
    (gk::COMPANY, "Company"),
    (gk::INSTITUTION, "Institution"),
    (gk::PROJECT, "Project"),
    (gk::PROGRAMME, "Programme"),
    (gk::HONOUR, "Honour"),
    (gk::LEGISLATION, "Legislation"),
    (gk::EVENT, "Event"),
    (gk::PRODUCT, "Product"),
    (gk::PLACE, "Place"),
    (gk::PERSON, "Person"),
];

const SUBCLASSES: [(NamedNodeRef<'_>, &str); 2] = [
    (gk::AGENCY_GROUP, "AgencyGroup"),
    (gk::FUNCTIONAL_ZONE, "FunctionalZone"),
];

pub(super) fn rows(document: &Document, labels: &mut Labels<'_>) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (iri, entity) in document.resources() {
        let mentions: Vec<String> = entity.values(gk::MENTIONED_IN).map(lexical).collect();
        if mentions.is_empty() {
            continue;
        }
        let types = labels.values(iri, rdf::TYPE)?;
        let among = |classes: &[(NamedNodeRef<'_>, &'static str)]| {
            let is = |class: &NamedNodeRef<'_>| {
                types
                    .iter()
                    .any(|of| matches!(of, Term::NamedNode(of) if of.as_ref() == *class))
            };
            classes.iter().find(|(class, _)| is(class)).map(|(_, word)| *word)
        };
        let Some(class) = among(&CLASSES) else { continue };
        let subclass = among(&SUBCLASSES);
        let aliases: Vec<String> = labels.values(iri, skos::ALT_LABEL)?.iter().map(lexical).collect();
        let facts = vec![
            Cell::Text(class.to_owned()),
            Cell::text(subclass),
            Cell::text(labels.label(iri)?),
            Cell::text(Some(aliases.join("|")).filter(|aliases| !aliases.is_empty())),
            Cell::text(labels.english(iri)?),
            Cell::integer(u32::try_from(mentions.len()).ok()),
        ];
        let places = mentions.iter().map(|span| document.place(span));
        let first = places.min_by_key(|place| place.span()).unwrap_or_default();
        rows.push(document.row(iri, first, facts, vec![Cell::Text(iri.to_owned())]));
    }
    Ok(rows)
}
