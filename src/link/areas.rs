//! Areas ↔ division codes of GB/T 2260 and their hierarchy.
//!
//! The code list is written as a SKOS scheme, `…/id/gbt2260/<code>`, of which only the codes that are reached stand in
//! the link graph, each under its parent. An area that bears a code is an exact match by that code; a zone without one
//! is a broader match by the division that it is part of.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use crate::Result;
use crate::graph::Iris;
use crate::graph::vocab::{dcterms, gk, rdf, skos, void};
use crate::store::Quads;

/// The links of areas.
#[derive(Debug, Default)]
pub struct Linked {
    /// The content of `…/graph/link/areas`.
    pub quads: Vec<Quad>,
    /// Areas tied to their own code.
    pub exact: usize,
    /// Zones tied to the code of the division they lie in.
    pub broad: usize,
    /// Areas that no code answers to, by label.
    pub left: Vec<String>,
}

/// Ties every area that a document mentions to its division code.
///
/// # Errors
/// A failure of the store.
pub fn areas(quads: &dyn Quads, iris: &Iris) -> Result<Linked> {
    let mut linked = Linked::default();
    let graph = iris.link_graph("areas");
    let scheme = NamedNode::new_unchecked(format!("{}gbt2260", iris.base()));
    let mut codes: BTreeMap<String, (NamedNode, Option<String>)> = BTreeMap::new();
    let mut out: Vec<(NamedNode, NamedNode, Term)> = Vec::new();
    for area in mentioned(quads)? {
        let own = literal(quads, &area, gk::AREA_CODE)?;
        let (code, predicate) = match own {
            Some(code) => (Some(code), skos::EXACT_MATCH),
            None => {
                let parent = node(quads, &area, gk::PART_OF)?;
                let code = parent.map(|p| literal(quads, &p, gk::AREA_CODE)).transpose()?.flatten();
                (code, skos::BROAD_MATCH)
            }
        };
        let Some(code) = code else {
            linked.left.extend(literal(quads, &area, skos::PREF_LABEL)?);
            continue;
        };
        if predicate == skos::EXACT_MATCH {
            linked.exact += 1
        } else {
            linked.broad += 1
        }
        let concept = concept(&scheme, &code);
        out.push((area.clone(), predicate.into_owned(), concept.into()));
        let start = if predicate == skos::EXACT_MATCH {
            Some(area)
        } else {
            node(quads, &area, gk::PART_OF)?
        };
        climb(quads, start, &scheme, &mut codes)?;
    }
    let links = out.len();
    for (code, (concept, parent)) in &codes {
        out.push((
            concept.clone(),
            rdf::TYPE.into_owned(),
            skos::CONCEPT.into_owned().into(),
        ));
        out.push((
            concept.clone(),
            skos::NOTATION.into_owned(),
            Literal::new_simple_literal(code).into(),
        ));
        out.push((concept.clone(), skos::IN_SCHEME.into_owned(), scheme.clone().into()));
        if let Some(parent) = parent {
            out.push((
                concept.clone(),
                skos::BROADER.into_owned(),
                self::concept(&scheme, parent).into(),
            ));
        }
    }
    let set = graph.clone();
    let text = |s: &str| Term::from(Literal::new_simple_literal(s));
    out.push((
        scheme.clone(),
        rdf::TYPE.into_owned(),
        skos::CONCEPT_SCHEME.into_owned().into(),
    ));
    out.push((scheme.clone(), dcterms::SOURCE.into_owned(), text("GB/T 2260")));
    out.push((set.clone(), rdf::TYPE.into_owned(), void::LINKSET.into_owned().into()));
    out.push((
        set.clone(),
        void::LINK_PREDICATE.into_owned(),
        skos::EXACT_MATCH.into_owned().into(),
    ));
    out.push((
        set.clone(),
        void::LINK_PREDICATE.into_owned(),
        skos::BROAD_MATCH.into_owned().into(),
    ));
    let count = Literal::new_typed_literal(links.to_string(), xsd::INTEGER);
    out.push((set.clone(), void::TRIPLES.into_owned(), count.into()));
    out.push((
        set,
        dcterms::DESCRIPTION.into_owned(),
        text("areas by the code they bear; zones by the division they lie in"),
    ));
    linked.quads = out
        .into_iter()
        .map(|(s, p, o)| Quad::new(s, p, o, graph.clone()))
        .collect();
    Ok(linked)
}

/// Notes the code of a division and of all above it, each with its parent.
fn climb(
    quads: &dyn Quads,
    start: Option<NamedNode>,
    scheme: &NamedNode,
    codes: &mut BTreeMap<String, (NamedNode, Option<String>)>,
) -> Result<()> {
    let mut at = start;
    while let Some(area) = at {
        let Some(code) = literal(quads, &area, gk::AREA_CODE)? else {
            break;
        };
        if codes.contains_key(&code) {
            break;
        }
        let above = node(quads, &area, gk::PART_OF)?;
        let parent = above
            .as_ref()
            .map(|a| literal(quads, a, gk::AREA_CODE))
            .transpose()?
            .flatten();
        // Two bearers of one code would make it its own parent.
        let parent = parent.filter(|p| *p != code);
        codes.insert(code.clone(), (concept(scheme, &code), parent));
        at = above;
    }
    Ok(())
}

fn concept(scheme: &NamedNode, code: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}/{code}", scheme.as_str()))
}

/// All areas that documents mention or govern.
fn mentioned(quads: &dyn Quads) -> Result<BTreeSet<NamedNode>> {
    let mut areas = BTreeSet::new();
    for quad in quads.matching(None, Some(rdf::TYPE), Some(gk::AREA.into()), None) {
        let NamedOrBlankNode::NamedNode(area) = quad?.subject else {
            continue;
        };
        let is_mentioned = quads
            .matching(Some(area.as_ref().into()), Some(gk::MENTIONED_IN), None, None)
            .next();
        if is_mentioned.transpose()?.is_some() {
            areas.insert(area);
        }
    }
    Ok(areas)
}

fn object(quads: &dyn Quads, subject: &NamedNode, property: NamedNodeRef<'_>) -> Result<Option<Term>> {
    let first = quads.matching(Some(subject.into()), Some(property), None, None).next();
    Ok(first.transpose()?.map(|quad| quad.object))
}

fn literal(quads: &dyn Quads, subject: &NamedNode, property: NamedNodeRef<'_>) -> Result<Option<String>> {
    Ok(match object(quads, subject, property)? {
        Some(Term::Literal(literal)) => Some(literal.value().to_owned()),
        _ => None,
    })
}

fn node(quads: &dyn Quads, subject: &NamedNode, property: NamedNodeRef<'_>) -> Result<Option<NamedNode>> {
    Ok(match object(quads, subject, property)? {
        Some(Term::NamedNode(node)) => Some(node),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::DEFAULT_BASE;
    use oxigraph::io::RdfFormat;
    use oxigraph::store::Store;

    #[test]
    fn areas_meet_their_codes_and_zones_those_of_their_divisions() {
        let store = Store::new().unwrap();
        let text = r#"
            @prefix gk: <https://w3id.org/govkg/ontology#> . @prefix id: <https://w3id.org/govkg/id/area/> .
            id:100000 a gk:Area ; gk:areaCode "100000" .
            id:450000 a gk:Area ; gk:areaCode "450000" ; gk:partOf id:100000 .
            id:450200 a gk:Area ; gk:areaCode "450200" ; gk:partOf id:450000 ; gk:mentionedIn id:x .
            id:zone a gk:Area ; gk:partOf id:450200 ; gk:mentionedIn id:y .
            id:lost a gk:Area ; gk:mentionedIn id:z ; <http://www.w3.org/2004/02/skos/core#prefLabel> "无名" ."#;
        store.load_from_slice(RdfFormat::Turtle, text).unwrap();
        let linked = areas(&store, &Iris::new(DEFAULT_BASE)).unwrap();
        assert_eq!(
            (linked.exact, linked.broad, linked.left.as_slice()),
            (1, 1, &["无名".to_owned()][..])
        );
        let lines: Vec<String> = linked.quads.iter().map(Quad::to_string).collect();
        let code = "<https://w3id.org/govkg/id/gbt2260/450200>";
        assert!(
            lines
                .iter()
                .any(|l| l.starts_with("<https://w3id.org/govkg/id/area/450200>")
                    && l.contains("exactMatch")
                    && l.contains(code))
        );
        assert!(
            lines
                .iter()
                .any(|l| l.starts_with("<https://w3id.org/govkg/id/area/zone>")
                    && l.contains("broadMatch")
                    && l.contains(code))
        );
        assert!(
            lines
                .iter()
                .any(|l| l.starts_with(code) && l.contains("broader") && l.contains("gbt2260/450000"))
        );
    }
}
