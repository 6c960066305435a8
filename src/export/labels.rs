//! Reads the few properties of things that other graphs than the document's own describe.

use oxigraph::model::{NamedNodeRef, Term};
use oxigraph::store::Store;
use rustc_hash::FxHashMap;

use crate::Result;
use crate::graph::local_name;
use crate::graph::vocab::{rdfs, skos};
use crate::store::{Quads, lexical};

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

    /// All values of a property, without repetitions, sorted; Chinese before the rest.
    pub(super) fn values(&mut self, thing: &str, property: NamedNodeRef<'static>) -> Result<&[Term]> {
        let key = (thing.to_owned(), property.as_str());
        if !self.known.contains_key(&key) {
            let mut values = self.store.objects(NamedNodeRef::new_unchecked(thing), property, None)?;
            values.sort_by_key(|value| !is_chinese(value));
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
