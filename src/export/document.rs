//! Reads: the graph of one document → its resources, its spans, and what every row says of it.

use std::collections::BTreeMap;

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;

use super::labels::Labels;
use super::table::{Cell, Row};
use crate::Result;
use crate::graph::local_name;
use crate::graph::vocab::{dcterms, gk, prov, rdf};
use crate::store::lexical;

/// What the names of document graphs have in common.
const GRAPHS: &str = "/graph/doc/";

/// The graphs of documents, in the order of their names.
pub(super) fn graphs(store: &Store) -> Result<Vec<NamedNode>> {
    let mut found = Vec::new();
    for graph in store.named_graphs() {
        if let NamedOrBlankNode::NamedNode(name) = graph?
            && name.as_str().contains(GRAPHS)
        {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

/// All that one document says.
pub(super) struct Document {
    iri: String,
    id: String,
    title: Option<String>,
    area: Option<String>,
    year: Option<i64>,
    resources: BTreeMap<String, Resource>,
}

/// What a document says of one thing: properties with values, sorted.
#[derive(Default)]
pub(super) struct Resource(Vec<(NamedNode, Term)>);

/// A place in a document.
#[derive(Default)]
pub(super) struct Place {
    span: Option<(u32, u32)>,
    section: Option<String>,
    sentence: Option<String>,
    /// The very words, where the sentence holds them unchanged.
    words: Option<String>,
}

impl Resource {
    /// All values of a property.
    pub(super) fn values(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &Term> {
        self.0
            .iter()
            .filter(move |(p, _)| p.as_ref() == property)
            .map(|(_, value)| value)
    }

    /// The text or IRI of the first value of a property.
    pub(super) fn value(&self, property: NamedNodeRef<'_>) -> Option<String> {
        self.values(property).next().map(lexical)
    }

    /// The local name of the first value of a property, `AtLeast` for instance.
    pub(super) fn word(&self, property: NamedNodeRef<'_>) -> Option<String> {
        self.value(property).map(|iri| local_name(&iri).to_owned())
    }

    /// Whether it is an instance of a class.
    pub(super) fn is_a(&self, class: NamedNodeRef<'_>) -> bool {
        self.values(rdf::TYPE)
            .any(|of| matches!(of, Term::NamedNode(of) if of.as_ref() == class))
    }

    /// A number as a cell.
    pub(super) fn decimal(&self, property: NamedNodeRef<'_>) -> Cell {
        self.value(property).map_or(Cell::Empty, Cell::Decimal)
    }

    /// All properties with their values.
    pub(super) fn properties(&self) -> impl Iterator<Item = (&NamedNode, &Term)> {
        self.0.iter().map(|(property, value)| (property, value))
    }

    fn number<T: std::str::FromStr>(&self, property: NamedNodeRef<'_>) -> Option<T> {
        self.value(property)?.parse().ok()
    }
}

impl Document {
    pub(super) fn read(store: &Store, graph: NamedNode, labels: &mut Labels<'_>) -> Result<Self> {
        let mut resources: BTreeMap<String, Resource> = BTreeMap::new();
        let name = GraphNameRef::NamedNode(graph.as_ref());
        for quad in store.quads_for_pattern(None, None, None, Some(name)) {
            let quad = quad?;
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
                let resource = resources.entry(subject.into_string()).or_default();
                resource.0.push((quad.predicate, quad.object));
            }
        }
        for resource in resources.values_mut() {
            resource
                .0
                .sort_by_cached_key(|(property, value)| (property.as_str().to_owned(), value.to_string()));
        }
        let iri = graph.as_str().replacen(GRAPHS, "/doc/", 1);
        let id = graph.as_str().rsplit(GRAPHS).next().unwrap_or_default().to_owned();
        let mut document = Self {
            iri,
            id,
            title: None,
            area: None,
            year: None,
            resources,
        };
        if let Some(itself) = document.resources.get(&document.iri) {
            document.title = itself.value(dcterms::TITLE);
            document.year = itself.number(gk::REPORT_YEAR);
            if let Some(area) = itself.value(gk::AREA_PROPERTY) {
                document.area = labels.label(&area)?;
            }
        }
        Ok(document)
    }

    /// The resources that are described, by IRI.
    pub(super) fn resources(&self) -> impl Iterator<Item = (&str, &Resource)> {
        self.resources.iter().map(|(iri, resource)| (iri.as_str(), resource))
    }

    /// What is said of one resource.
    pub(super) fn resource(&self, iri: &str) -> Option<&Resource> {
        self.resources.get(iri)
    }

    /// The place that a fact was read from.
    pub(super) fn evidence(&self, fact: &Resource) -> Place {
        fact.value(prov::WAS_DERIVED_FROM)
            .map_or_else(Place::default, |span| self.place(&span))
    }

    /// A span with the sentence around it.
    pub(super) fn place(&self, iri: &str) -> Place {
        let Some(span) = self.resources.get(iri) else {
            return Place::default();
        };
        let (Some(start), Some(end)) = (span.number::<u32>(gk::START), span.number::<u32>(gk::END)) else {
            return Place::default();
        };
        // A span that is a whole sentence stands for itself.
        let around = span
            .value(gk::SENTENCE_PROPERTY)
            .and_then(|sentence| self.resources.get(&sentence));
        let sentence = around.unwrap_or(span);
        let text = sentence.value(gk::TEXT);
        let begin = sentence.number::<u32>(gk::START);
        let words = text
            .as_deref()
            .zip(begin)
            .and_then(|(text, begin)| words(text, begin, start, end));
        Place {
            span: Some((start, end)),
            section: sentence.word(gk::SECTION),
            sentence: text,
            words,
        }
    }

    /// A row of this document: what the document is, the facts, their place, IRIs.
    pub(super) fn row(&self, iri: &str, place: Place, facts: Vec<Cell>, iris: Vec<Cell>) -> Row {
        let (start, end) = place.span();
        let mut cells = vec![
            Cell::Text(self.id.clone()),
            Cell::text(self.title.clone()),
            Cell::text(self.area.clone()),
            Cell::integer(self.year),
        ];
        cells.extend(facts);
        cells.extend(place.cells());
        cells.extend(iris);
        cells.push(Cell::Text(self.iri.clone()));
        Row {
            order: (start, end, iri.to_owned()),
            cells,
        }
    }
}

impl Place {
    /// Where it begins and ends; what has no place comes last.
    pub(super) fn span(&self) -> (u32, u32) {
        self.span.unwrap_or((u32::MAX, u32::MAX))
    }

    /// The cells of the columns that every table has of a place.
    fn cells(self) -> [Cell; 5] {
        [
            Cell::text(self.section),
            Cell::text(self.sentence),
            Cell::text(self.words),
            Cell::integer(self.span.map(|(start, _)| start)),
            Cell::integer(self.span.map(|(_, end)| end)),
        ]
    }
}

/// The code points from `start` to `end` of a sentence that begins at `begin`; nothing where it does not hold them.
fn words(sentence: &str, begin: u32, start: u32, end: u32) -> Option<String> {
    let skip = start.checked_sub(begin)? as usize;
    let length = end.checked_sub(start)? as usize;
    let words: String = sentence.chars().skip(skip).take(length).collect();
    (words.chars().count() == length).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_those_of_the_sentence_or_none() {
        let of = |start, end| words("全市有25所", 100, start, end);
        assert_eq!(of(102, 106).as_deref(), Some("有25所"));
        assert_eq!(of(100, 100).as_deref(), Some(""));
        // A span that reaches beyond its sentence: no words are better than wrong ones.
        for (start, end) in [(102, 107), (99, 101), (104, 103)] {
            assert_eq!(of(start, end), None);
        }
    }
}
