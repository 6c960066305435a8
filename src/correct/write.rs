//! A correction → a row of the table.

use oxigraph::model::{NamedNode, NamedNodeRef, Term};

use crate::graph::corrections::{Action, Correction};
use crate::graph::vocab::{gk, rdf};
use crate::query::Prefixes;

/// The cells of a correction of the document `id`, in the order of [`super::COLUMNS`]; a table of them can be read
/// again.
pub fn cells(id: &str, correction: &Correction, base: &str) -> [String; 7] {
    let prefixes = Prefixes::new(base);
    let property = correction.property.as_ref();
    [
        id.to_owned(),
        correction.start.to_string(),
        correction.end.to_string(),
        property.map_or_else(String::new, |property| prefixes.shorten(property.as_str())),
        correction.action.word().to_owned(),
        value(correction, &prefixes),
        correction.note.clone().unwrap_or_default(),
    ]
}

fn value(correction: &Correction, prefixes: &Prefixes) -> String {
    let old = correction.old.as_ref().map(|old| word(old, prefixes));
    let find = |property: NamedNodeRef<'_>| {
        let mut pairs = correction.new.iter();
        pairs
            .find(|(p, _)| p.as_ref() == property)
            .map(|(_, term)| word(term, prefixes))
    };
    match (&correction.new[..], correction.action) {
        ([], _) => old.unwrap_or_default(),
        ([(_, new)], Action::Replace) => match old {
            Some(old) => format!("{old} -> {}", word(new, prefixes)),
            None => word(new, prefixes),
        },
        ([(_, new)], _) => word(new, prefixes),
        (pairs, _) => {
            let ends = [(rdf::SUBJECT, rdf::OBJECT), (gk::PROJECT_PROPERTY, gk::AGENT)];
            let is_relation = correction
                .property
                .as_ref()
                .is_some_and(|p| ![gk::ACHIEVEMENT, gk::TARGET, gk::RESPONSIBILITY].contains(&p.as_ref()));
            for (subject, object) in ends {
                if is_relation && let (Some(subject), Some(object)) = (find(subject), find(object)) {
                    return format!("{subject} -> {object}");
                }
            }
            let part = |(property, term): &(NamedNode, Term)| {
                let name = prefixes.shorten(property.as_str());
                format!("{}={}", name.trim_start_matches("gk:"), word(term, prefixes))
            };
            let parts = pairs.iter().filter(|(p, _)| p.as_ref() != gk::BASE_VALUE).map(part);
            parts.collect::<Vec<_>>().join("; ")
        }
    }
}

/// A term as a cell has it.
fn word(term: &Term, prefixes: &Prefixes) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) if node.as_str().starts_with(gk::NAMESPACE) => prefixes.shorten(node.as_str()),
        other => other.to_string(),
    }
}
