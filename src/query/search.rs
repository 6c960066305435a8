//! Finds things by what they are called, in Chinese, pinyin or English, and sentences by what they say.
//!
//! In comes a store, out goes an index that is made once and asked often; it lies in memory.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;
use pinyin::ToPinyin;

use crate::Result;
use crate::graph::vocab::{dcterms, gk, rdf, rdfs, skos};
use rustc_hash::FxHashMap;

/// Names and sentences of a store.
#[derive(Debug, Default)]
pub struct Index {
    names: Vec<Name>,
    things: Vec<Thing>,
    sentences: Vec<(NamedNode, String)>,
    by_label: FxHashMap<String, Vec<u32>>,
}

#[derive(Debug)]
struct Name {
    text: String,
    /// All syllables, `jiaoyuju`, and their first letters, `jyj`.
    pinyin: String,
    initials: String,
    preferred: bool,
    thing: u32,
}

/// Something that has a name.
#[derive(Debug, Clone)]
pub struct Thing {
    /// Its IRI.
    pub iri: NamedNode,
    /// Its preferred name.
    pub label: String,
    /// Its classes.
    pub classes: Vec<NamedNode>,
    /// How often documents speak of it.
    pub mentions: u32,
}

impl Index {
    /// The names and sentences of a store.
    pub fn of(store: &Store) -> Result<Self> {
        let mut index = Self::default();
        let mut places: FxHashMap<NamedNode, u32> = FxHashMap::default();
        for (property, preferred) in [
            (skos::PREF_LABEL, true),
            (dcterms::TITLE, true),
            (skos::ALT_LABEL, false),
            (rdfs::LABEL, false),
        ] {
            index.take_names(store, property, preferred, &mut places)?;
        }
        for thing in &mut index.things {
            for quad in store.quads_for_pattern(Some(thing.iri.as_ref().into()), Some(rdf::TYPE), None, None) {
                if let Term::NamedNode(class) = quad?.object
                    && !thing.classes.contains(&class)
                {
                    thing.classes.push(class);
                }
            }
            thing.classes.sort();
        }
        for quad in store.quads_for_pattern(None, Some(gk::MENTIONED_IN), None, None) {
            if let NamedOrBlankNode::NamedNode(subject) = quad?.subject
                && let Some(place) = places.get(&subject)
            {
                index.things[*place as usize].mentions += 1;
            }
        }
        // What speaks of a number or a period by its IRI is no use to a reader.
        for quad in store.quads_for_pattern(None, Some(gk::TEXT), None, None) {
            let quad = quad?;
            if let (NamedOrBlankNode::NamedNode(span), Term::Literal(text)) = (quad.subject, quad.object) {
                index.sentences.push((span, text.value().to_owned()));
            }
        }
        index.sentences.sort();
        for (place, thing) in index.things.iter().enumerate() {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            index.by_label.entry(thing.label.clone()).or_default().push(place);
        }
        Ok(index)
    }

    fn take_names(
        &mut self,
        store: &Store,
        property: NamedNodeRef<'_>,
        preferred: bool,
        places: &mut FxHashMap<NamedNode, u32>,
    ) -> Result<()> {
        for quad in store.quads_for_pattern(None, Some(property), None, None) {
            let quad = quad?;
            let (NamedOrBlankNode::NamedNode(iri), Term::Literal(label)) = (quad.subject, quad.object) else {
                continue;
            };
            let text = label.value().to_owned();
            let place = *places.entry(iri.clone()).or_insert_with(|| {
                self.things.push(Thing {
                    iri,
                    label: text.clone(),
                    classes: Vec::new(),
                    mentions: 0,
                });
                u32::try_from(self.things.len() - 1).unwrap_or(u32::MAX)
            });
            let (pinyin, initials) = spelt(&text);
            self.names.push(Name {
                text: text.to_lowercase(),
                pinyin,
                initials,
                preferred,
                thing: place,
            });
        }
        Ok(())
    }

    /// The things whose names fit best, at most so many, and how many fit.
    pub fn things(&self, query: &str, most: usize) -> (Vec<&Thing>, usize) {
        let query = query.trim().to_lowercase();
        if query.is_empty() {
            return (Vec::new(), 0);
        }
        let latin = query
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '\'');
        let spelling: String = query.chars().filter(char::is_ascii_alphanumeric).collect();
        let words: Vec<&str> = query.split_whitespace().collect();
        let mut found: BTreeMap<u32, u8> = BTreeMap::new();
        for name in &self.names {
            let rank = name.rank(&query, &words, latin.then_some(spelling.as_str()));
            if rank > 0 {
                let best = found.entry(name.thing).or_default();
                *best = rank.max(*best);
            }
        }
        let count = found.len();
        let mut ranked: Vec<(u8, &Thing)> = Vec::with_capacity(count);
        for (place, rank) in found {
            ranked.push((rank, &self.things[place as usize]));
        }
        ranked.sort_by_key(|(rank, thing)| {
            (
                Reverse(*rank),
                Reverse(thing.mentions),
                thing.label.chars().count(),
                thing.iri.as_str(),
            )
        });
        (ranked.into_iter().take(most).map(|(_, thing)| thing).collect(), count)
    }

    /// The sentences that hold all words, at most so many, and how many do.
    pub fn sentences(&self, query: &str, most: usize) -> (Vec<&(NamedNode, String)>, usize) {
        let words: Vec<&str> = query.split_whitespace().collect();
        if words.is_empty() {
            return (Vec::new(), 0);
        }
        let mut count = 0;
        let mut found = Vec::new();
        for sentence in &self.sentences {
            if words.iter().all(|word| sentence.1.contains(word)) {
                count += 1;
                if found.len() < most {
                    found.push(sentence);
                }
            }
        }
        (found, count)
    }

    /// The only thing, or the only one that documents speak of, with this preferred name.
    pub fn called(&self, label: &str) -> Option<&Thing> {
        let places = self.by_label.get(label)?;
        let things = || places.iter().map(|place| &self.things[*place as usize]);
        let mut spoken_of = things().filter(|thing| thing.mentions > 0);
        match (spoken_of.next(), spoken_of.next(), &places[..]) {
            (Some(thing), None, _) => Some(thing),
            (None, _, [_]) => things().next(),
            _ => None,
        }
    }

    /// How many names and sentences there are.
    pub fn size(&self) -> (usize, usize) {
        (self.names.len(), self.sentences.len())
    }
}

impl Name {
    /// How well it fits, from 0 (not at all).
    fn rank(&self, query: &str, words: &[&str], spelling: Option<&str>) -> u8 {
        let own = u8::from(self.preferred);
        if self.text == query {
            return 12 + own;
        }
        if self.text.starts_with(query) {
            return 8 + own;
        }
        if words.iter().all(|word| self.text.contains(word)) {
            return 6 + own;
        }
        let Some(spelling) = spelling.filter(|s| s.len() > 1) else {
            return 0;
        };
        if self.initials == spelling || self.pinyin == spelling {
            10 + own
        } else if self.pinyin.starts_with(spelling) || self.initials.starts_with(spelling) {
            4 + own
        } else if self.pinyin.contains(spelling) || spelling.len() > 2 && self.initials.contains(spelling) {
            2 + own
        } else {
            0
        }
    }
}

/// A text in pinyin without tones: its syllables and their first letters.
fn spelt(text: &str) -> (String, String) {
    let (mut syllables, mut initials) = (String::new(), String::new());
    for character in text.chars() {
        if let Some(pinyin) = character.to_pinyin() {
            let plain = pinyin.plain();
            syllables.push_str(plain);
            initials.push_str(&plain[..1]);
        } else if character.is_ascii_alphanumeric() {
            syllables.push(character.to_ascii_lowercase());
            initials.push(character.to_ascii_lowercase());
        }
    }
    (syllables, initials)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::RdfFormat;

    fn index() -> Index {
        let store = Store::new().unwrap();
        let text =
            "@prefix gk: <https://w3id.org/govkg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix e: <http://e.org/> .
            e:a a gk:Agency ; skos:prefLabel '柳州市教育局'@zh ; skos:altLabel '市教育局'@zh ; gk:mentionedIn e:s .
            e:b a gk:Agency ; skos:prefLabel '来宾市教育局'@zh ; rdfs:label 'Laibin Education Bureau'@en .
            e:s gk:text '由市教育局牵头建设系统。'@zh .";
        store.load_from_slice(RdfFormat::Turtle, text).unwrap();
        Index::of(&store).unwrap()
    }

    #[test]
    fn names_are_found_in_chinese_pinyin_and_english() {
        let index = index();
        let first = |query: &str| index.things(query, 5).0.first().map(|thing| thing.label.clone());
        assert_eq!(first("市教育局").as_deref(), Some("柳州市教育局"));
        assert_eq!(first("laibinshijiao").as_deref(), Some("来宾市教育局"));
        assert_eq!(first("lzsjyj").as_deref(), Some("柳州市教育局"));
        assert_eq!(first("jiao yu ju").as_deref(), Some("柳州市教育局"));
        assert_eq!(first("education").as_deref(), Some("来宾市教育局"));
        assert_eq!(index.things("教育局", 1).1, 2);
        assert_eq!(first("火星"), None);
        assert_eq!(first(" "), None);
    }

    #[test]
    fn sentences_hold_all_words() {
        let index = index();
        assert_eq!(index.sentences("教育局 系统", 5).1, 1);
        assert_eq!(index.sentences("教育局 水利", 5).1, 0);
        assert_eq!(index.called("柳州市教育局").unwrap().iri.as_str(), "http://e.org/a");
    }
}
