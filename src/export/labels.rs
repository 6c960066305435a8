//! Reads the few properties of things that other graphs than the document's own describe.

use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, Term};
use oxigraph::store::Store;
use rustc_hash::FxHashMap;

use crate::Result;
use crate::graph::vocab::{rdfs, skos};

/// Look-ups over the union of all graphs, each made once.
pub(super) struct Labels<'a> {
    store: &'a Store,
    known: FxHashMap<(String, &'static str), Vec<Term>>,
}

impl<'a> Labels<'a> {
    pub(super) fn new(store: &'a Store) -> Self {
        Self {
            store,
            known: FxHashMap::default(),
        }
    }

    /// All values of a property, without repetitions, sorted.
    pub(super) fn values(&mut self, thing: &str, property: NamedNodeRef<'static>) -> Result<&[Term]> {
        let key = (thing.to_owned(), property.as_str());
        if !self.known.contains_key(&key) {
            let subject = NamedOrBlankNodeRef::NamedNode(NamedNodeRef::new_unchecked(thing));
            let quads = self.store.quads_for_pattern(Some(subject), Some(property), None, None);
            let mut values = quads.map(|quad| Ok(quad?.object)).collect::<Result<Vec<Term>>>()?;
            values.sort_by_cached_key(|value| (!is_chinese(value), value.to_string()));
            values.dedup();
            self.known.insert(key.clone(), values);
        }
        Ok(self.known.get(&key).map_or(&[], Vec::as_slice))
    }

    /// The text of the first value of a property.
    pub(super) fn value(&mut self, thing: &str, property: NamedNodeRef<'static>) -> Result<Option<String>> {
        Ok(self.values(thing, property)?.first().map(lexical))
    }

    /// The preferred label of a thing; of a term of the ontology its local name.
    pub(super) fn label(&mut self, thing: &str) -> Result<Option<String>> {
        if thing.starts_with(crate::graph::vocab::gk::NAMESPACE) {
            return Ok(Some(local_name(thing).to_owned()));
        }
        self.value(thing, skos::PREF_LABEL)
    }

    /// The English label of a thing.
    pub(super) fn english(&mut self, thing: &str) -> Result<Option<String>> {
        let labels = self.values(thing, rdfs::LABEL)?;
        let english = |label: &&Term| matches!(label, Term::Literal(label) if label.language() == Some("en"));
        Ok(labels.iter().find(english).map(lexical))
    }
}

fn is_chinese(value: &Term) -> bool {
    matches!(value, Term::Literal(literal) if literal.language().is_some_and(|tag| tag.starts_with("zh")))
}

/// The text of a literal, the IRI of a resource.
pub(super) fn lexical(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}

/// What follows the last `#` or `/`.
pub(super) fn local_name(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
