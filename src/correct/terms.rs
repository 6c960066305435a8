//! What the ontology says about a property: which values it takes.

use std::sync::OnceLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef, Triple};

use crate::graph::ONTOLOGY;
use crate::graph::vocab::{dcterms, gk, rdf, rdfs, skos};
use crate::query::Prefixes;

/// The values that a property takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Range {
    /// Nodes of one of these classes; any node, if there are none.
    Nodes(Vec<NamedNodeRef<'static>>),
    /// Values of this scheme of the ontology.
    Values(&'static str),
    /// Literals of this type.
    Literals(NamedNodeRef<'static>),
    /// Words, in Chinese.
    Words,
    /// Words, in no language.
    Text,
    /// Achievement or target.
    Kind,
}

/// The property or class that a person names: `gk:value`, `value`, `dcterms:description`, an IRI.
pub(super) fn property(name: &str, base: &str) -> Result<NamedNode, String> {
    let prefixes = Prefixes::new(base);
    let iri = match prefixes.expand(name) {
        Some(iri) => iri,
        None => format!("{}{name}", gk::NAMESPACE),
    };
    let node = NamedNode::new(&iri).map_err(|_| format!("`{name}` is no property"))?;
    let known = gk::ALL.contains(&node.as_ref()) || OTHERS.contains(&node.as_ref());
    if !known {
        let names: Vec<&str> = gk::ALL
            .iter()
            .filter_map(|term| term.as_str().strip_prefix(gk::NAMESPACE))
            .collect();
        let local = name.rsplit([':', '#', '/']).next().unwrap_or(name).to_lowercase();
        let near = names
            .iter()
            .find(|n| n.to_lowercase() == local)
            .or_else(|| names.iter().find(|n| n.to_lowercase().contains(&local)));
        let near = near.map_or_else(String::new, |near| format!("; do you mean gk:{near}?"));
        return Err(format!("there is no property `{name}`{near}"));
    }
    Ok(node)
}

/// Properties of other vocabularies that a fact or an entity may have.
const OTHERS: [NamedNodeRef<'static>; 7] = [
    skos::ALT_LABEL,
    skos::DEFINITION,
    dcterms::DESCRIPTION,
    rdf::TYPE,
    rdf::SUBJECT,
    rdf::OBJECT,
    rdf::PREDICATE,
];

/// The schemes of the properties whose values the ontology lists.
const SCHEMES: [(NamedNodeRef<'static>, &str); 5] = [
    (gk::ASPECT, "aspects"),
    (gk::COMPARATOR, "comparators"),
    (gk::MODALITY, "modalities"),
    (gk::ROLE, "roles"),
    (gk::STATUS, "statuses"),
];

/// The classes of nodes that properties without a range, or with a wide one, take here.
const CLASSES: [(NamedNodeRef<'static>, &[NamedNodeRef<'static>]); 3] = [
    (gk::PROJECT_PROPERTY, &[gk::PROJECT, gk::TASK]),
    (gk::LEAD_UNIT, &[gk::AGENCY]),
    (gk::RESPONSIBLE_UNIT, &[gk::AGENCY]),
];

/// What values a property takes.
pub(super) fn range(property: NamedNodeRef<'_>) -> Range {
    if let Some((_, scheme)) = SCHEMES.iter().find(|(p, _)| *p == property) {
        return Range::Values(scheme);
    }
    if let Some((_, classes)) = CLASSES.iter().find(|(p, _)| *p == property) {
        return Range::Nodes(classes.to_vec());
    }
    match property {
        rdf::TYPE => return Range::Kind,
        gk::SCOPE | skos::ALT_LABEL | skos::DEFINITION | dcterms::DESCRIPTION => return Range::Words,
        gk::VALUE_TEXT => return Range::Text,
        _ => {}
    }
    for object in ontology().objects_for_subject_predicate(property, rdfs::RANGE) {
        let TermRef::NamedNode(range) = object else { continue };
        let literals = [xsd::DECIMAL, xsd::INTEGER, xsd::BOOLEAN, xsd::DATE, xsd::G_YEAR];
        if let Some(datatype) = literals.into_iter().find(|d| *d == range) {
            return Range::Literals(datatype);
        }
        if range == xsd::STRING {
            return Range::Text;
        }
        let classes = gk::ALL.iter().chain([&dcterms::PERIOD_OF_TIME]);
        if let Some(class) = classes.into_iter().find(|c| **c == range) {
            return Range::Nodes(vec![*class]);
        }
    }
    Range::Nodes(Vec::new())
}

/// The value of a scheme that a word means: `Growth`, `gk:Growth`, 增长.
pub(super) fn value(word: &str, scheme: &str) -> Result<NamedNode, String> {
    let graph = ontology();
    let scheme = format!("{}/{scheme}", gk::NAMESPACE.trim_end_matches('#'));
    let scheme = NamedNodeRef::new_unchecked(&scheme);
    let mut names = Vec::new();
    for subject in graph.subjects_for_predicate_object(skos::IN_SCHEME, scheme) {
        let NamedOrBlankNodeRef::NamedNode(term) = subject else {
            continue;
        };
        let local = term.as_str().strip_prefix(gk::NAMESPACE).unwrap_or_default();
        let labelled = graph
            .objects_for_subject_predicate(term, rdfs::LABEL)
            .any(|label| matches!(label, TermRef::Literal(label) if label.value() == word));
        let wanted = word.trim_matches(['<', '>']);
        if labelled || local == wanted.trim_start_matches("gk:") || term.as_str() == wanted {
            return Ok(term.into_owned());
        }
        names.push(format!("gk:{local}"));
    }
    names.sort();
    Err(format!("`{word}` is none of {}", names.join(", ")))
}

fn ontology() -> &'static Graph {
    static GRAPH: OnceLock<Graph> = OnceLock::new();
    GRAPH.get_or_init(|| {
        let parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(ONTOLOGY);
        parser.flatten().map(Triple::from).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://w3id.org/govkg/id/";

    #[test]
    fn properties_have_the_ranges_of_the_ontology() {
        assert_eq!(range(gk::VALUE), Range::Literals(xsd::DECIMAL));
        assert_eq!(range(gk::DEADLINE), Range::Literals(xsd::DATE));
        assert_eq!(range(gk::INDICATOR_PROPERTY), Range::Nodes(vec![gk::INDICATOR]));
        assert_eq!(range(gk::PERIOD), Range::Nodes(vec![dcterms::PERIOD_OF_TIME]));
        assert_eq!(range(gk::ASPECT), Range::Values("aspects"));
        assert_eq!(range(gk::SUBJECT_PROPERTY), Range::Nodes(Vec::new()));
    }

    #[test]
    fn every_scheme_of_a_property_has_values() {
        for (property, scheme) in SCHEMES {
            let error = value("nothing", scheme).unwrap_err();
            assert!(error.contains("gk:"), "{property}: {error}");
        }
        assert_eq!(value("增长", "aspects").unwrap().as_ref(), gk::GROWTH);
        assert_eq!(value("gk:AtLeast", "comparators").unwrap().as_ref(), gk::AT_LEAST);
    }

    #[test]
    fn properties_are_found_by_name() {
        assert_eq!(property("gk:value", BASE).unwrap().as_ref(), gk::VALUE);
        assert_eq!(property("value", BASE).unwrap().as_ref(), gk::VALUE);
        assert_eq!(property("skos:altLabel", BASE).unwrap().as_ref(), skos::ALT_LABEL);
        assert!(property("gk:Value", BASE).unwrap_err().contains("gk:value"));
        assert!(property("gk:colour", BASE).is_err());
    }
}
