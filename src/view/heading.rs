//! What a picture is called, what it counts, where its facts come from.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Document, Graph};
use super::style;
use crate::graph::vocab::gk;

/// 柳州市2021年：谁牵头、谁负责.
pub(super) fn title(graph: &Graph) -> String {
    let name = graph.title.any().unwrap_or(&graph.view).to_owned();
    let areas: BTreeSet<&str> = graph.documents.iter().filter_map(|d| d.area.as_deref()).collect();
    let years: BTreeSet<&str> = graph.documents.iter().filter_map(|d| d.year.as_deref()).collect();
    let area = if areas.len() == 1 { areas.first() } else { None };
    let year = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first == last => format!("{first}年"),
        (Some(first), Some(last)) => format!("{first}—{last}年"),
        _ => String::new(),
    };
    let place = format!("{}{year}", area.unwrap_or(&""));
    if place.is_empty() {
        name
    } else {
        format!("{place}：{name}")
    }
}

/// The English title and how many there are of each kind.
pub(super) fn subtitle(graph: &Graph) -> String {
    let mut parts: Vec<String> = graph.title.en.iter().cloned().collect();
    let mut classes: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for class in graph.inner.node_weights().filter_map(|n| n.class.as_deref()) {
        *classes.entry((style::class_rank(class), class)).or_default() += 1;
    }
    parts.extend(
        classes
            .iter()
            .map(|((_, class), count)| format!("{} {count}", graph.caption(class))),
    );
    let mut kinds: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for edge in graph.inner.edge_weights() {
        *kinds
            .entry((style::edge_rank(edge.kind()), graph.edge_caption(edge)))
            .or_default() += 1;
    }
    parts.extend(kinds.iter().take(8).map(|((_, kind), count)| format!("{kind} {count}")));
    if let Some(day) = common_deadline(graph) {
        parts.push(format!("{} {day}", graph.caption(gk::DEADLINE.as_str())));
    }
    parts.join(" · ")
}

/// The last day, where all nodes that have one have the same.
pub(super) fn common_deadline(graph: &Graph) -> Option<&str> {
    let mut days = graph.inner.node_weights().filter_map(|n| n.deadline.as_deref());
    let first = days.next()?;
    let mut count = 1;
    let same = days.inspect(|_| count += 1).all(|day| day == first);
    (same && count > 1).then_some(first)
}

/// What was chosen, and the documents that say so.
pub(super) fn source(graph: &Graph) -> String {
    let describe = |d: &Document| {
        let title = d.title.as_ref().map_or_else(|| d.iri.clone(), |t| format!("《{t}》"));
        let number = d.identifier.as_ref().map_or_else(String::new, |n| format!("（{n}）"));
        let area = d.area.as_deref().unwrap_or_default();
        let year = d.year.as_ref().map_or_else(String::new, |y| format!("{y}年"));
        format!("{area}{year}{title}{number}")
    };
    let mut parts: Vec<String> = graph.notes.iter().map(|n| format!("{}。", n.zh)).collect();
    match graph.documents.as_slice() {
        [] => {}
        few @ ([_] | [_, _] | [_, _, _]) => {
            parts.push(format!(
                "来源：{}。",
                few.iter().map(describe).collect::<Vec<_>>().join("；")
            ));
        }
        many => {
            let first: Vec<String> = many.iter().take(3).map(describe).collect();
            parts.push(format!("来源：{}等{}份文件。", first.join("；"), many.len()));
        }
    }
    parts.join(" ")
}
