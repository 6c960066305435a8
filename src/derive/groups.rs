//! Members of groups of bodies: 各城区人民政府 of a city are the governments of its districts.

use std::collections::BTreeMap;

use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use crate::Result;
use crate::graph::Iris;
use crate::graph::vocab::{gk, rdf, skos};
use crate::store::Quads;

/// Which divisions below an area a group means, by the words of its label: the ends of the names that count.
const GROUPS: [(&str, &[&str]); 12] = [
    ("各城区", &["区"]),
    ("各区县", &["区", "县", "旗", "市"]),
    ("各县区", &["县", "区", "旗", "市"]),
    ("各县、区", &["县", "区", "旗", "市"]),
    ("各区、县", &["县", "区", "旗", "市"]),
    ("各区、市", &["区", "市"]),
    ("各县（市、区）", &["县", "区", "旗", "市"]),
    ("各区（县、市）", &["县", "区", "旗", "市"]),
    ("各县市区", &["县", "区", "旗", "市"]),
    ("各区市县", &["县", "区", "旗", "市"]),
    ("各市", &["市", "州", "盟", "地区"]),
    ("各县", &["县", "旗"]),
];

/// The heads that a group of governments may have.
const HEADS: [&str; 2] = ["人民政府", "政府"];

/// `gk:member` of every group of governments, with the members described.
pub(super) fn members(quads: &dyn Quads, iris: &Iris) -> Result<Vec<Quad>> {
    let graph = iris.derived_graph();
    let mut out = Vec::new();
    for (group, label, area, year) in groups(quads, iris)? {
        let Some(ends) = meant(&label) else { continue };
        for (division, name) in below(quads, &area, year)? {
            if !ends.iter().any(|end| name.ends_with(end)) {
                continue;
            }
            let code = division.as_str().rsplit('/').next().unwrap_or_default();
            let label = format!("{name}人民政府");
            let member = iris.entity("agency", code, &label);
            let mut add = |s: &NamedNode, p: NamedNodeRef<'_>, o: Term| {
                out.push(Quad::new(s.clone(), p.into_owned(), o, graph.clone()));
            };
            add(&group, gk::MEMBER, member.clone().into());
            add(&member, rdf::TYPE, gk::AGENCY.into_owned().into());
            add(
                &member,
                skos::PREF_LABEL,
                Literal::new_language_tagged_literal_unchecked(label, "zh").into(),
            );
            add(&member, gk::GOVERNS, division.into());
        }
    }
    Ok(out)
}

/// The ends of the names of the divisions that a group's label means.
fn meant(label: &str) -> Option<&'static [&'static str]> {
    let head = HEADS.iter().find_map(|h| label.strip_suffix(h))?;
    GROUPS
        .iter()
        .find(|(words, _)| head.ends_with(words))
        .map(|(_, ends)| *ends)
}

type Group = (NamedNode, String, NamedNode, i32);

/// Groups of bodies with their label and the area and year of the document that names them.
fn groups(quads: &dyn Quads, iris: &Iris) -> Result<Vec<Group>> {
    let mut out = Vec::new();
    for quad in quads.matching(None, Some(rdf::TYPE), Some(gk::AGENCY_GROUP.into()), None) {
        let quad = quad?;
        let (NamedOrBlankNode::NamedNode(group), graph) = (quad.subject, quad.graph_name) else {
            continue;
        };
        if graph == iris.derived_graph().into() {
            continue;
        }
        let graph = graph.as_ref();
        let label = quads.literal(group.as_ref(), skos::PREF_LABEL, Some(graph))?;
        let Some(document) = document_of(iris, graph) else {
            continue;
        };
        let area = quads.object(document.as_ref(), gk::AREA_PROPERTY, Some(graph))?;
        let year = quads.literal(document.as_ref(), gk::REPORT_YEAR, Some(graph))?;
        if let (Some(label), Some(Term::NamedNode(area))) = (label, area) {
            out.push((
                group,
                label,
                area,
                year.and_then(|y| y.parse().ok()).unwrap_or(i32::MAX),
            ));
        }
    }
    Ok(out)
}

fn document_of(iris: &Iris, graph: GraphNameRef<'_>) -> Option<NamedNode> {
    let GraphNameRef::NamedNode(graph) = graph else {
        return None;
    };
    iris.document_of(graph).map(|id| iris.document(id))
}

/// The divisions directly below an area that lived in a year, with their names.
fn below(quads: &dyn Quads, area: &NamedNode, year: i32) -> Result<BTreeMap<NamedNode, String>> {
    let mut out = BTreeMap::new();
    for quad in quads.matching(None, Some(gk::PART_OF), Some(area.into()), None) {
        let NamedOrBlankNode::NamedNode(division) = quad?.subject else {
            continue;
        };
        let bound = |property| -> Result<Option<i32>> {
            Ok(quads
                .literal(division.as_ref(), property, None)?
                .and_then(|y| y.parse().ok()))
        };
        let lives = bound(gk::VALID_FROM)?.is_none_or(|from| from <= year)
            && bound(gk::VALID_TO)?.is_none_or(|to| to > year || year == i32::MAX && to == i32::MAX);
        // Zones of a document are parts of areas too, but have no code.
        if !lives || quads.object(division.as_ref(), gk::AREA_CODE, None)?.is_none() {
            continue;
        }
        if let Some(name) = quads.literal(division.as_ref(), skos::PREF_LABEL, None)? {
            out.insert(division, name);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_tell_which_divisions_are_meant() {
        assert_eq!(meant("柳州市各城区人民政府"), Some(&["区"][..]));
        assert_eq!(meant("柳州市各县、区人民政府").map(<[&str]>::len), Some(4));
        assert_eq!(meant("柳州市各有关部门"), None);
        assert_eq!(meant("柳州市各平台公司"), None);
    }
}
