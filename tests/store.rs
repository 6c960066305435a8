//! The store keeps what a fresh build of what remains would hold, whatever was done before.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use govkg::derive::derive;
use govkg::graph::{Input, read_document};
use govkg::lexicon::Lexicon;
use govkg::store::{Build, Change, GraphFilter, Store, Writer};
use oxigraph::io::RdfFormat;
use oxigraph::model::{BlankNode, Literal, NamedNode, Quad};
use proptest::prelude::*;

use crate::documents::report;

const BASE: &str = "https://w3id.org/govkg/id/";

fn change(id: &str, content: usize) -> Change {
    static WORDS: OnceLock<Lexicon> = OnceLock::new();
    let words = WORDS.get_or_init(|| Lexicon::load(&[]).unwrap());
    let text = report(content);
    let source = format!("{id}.txt");
    let input = Input {
        bytes: text.as_bytes(),
        id,
        source: &source,
        base: BASE,
    };
    Change {
        id: id.to_owned(),
        quads: read_document(&input, words).quads,
        build: Build {
            sha256: content.to_string(),
            fingerprint: "test".to_owned(),
            file: None,
            corrected: None,
        },
    }
}

fn writer() -> Writer {
    Writer::in_memory(BASE, derive).unwrap()
}

fn dump(writer: &Writer) -> String {
    let mut out = Vec::new();
    let store = Store::in_memory(BASE, writer.quads().unwrap().clone());
    store
        .dump(RdfFormat::NQuads, &GraphFilter::default(), &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

fn fresh(contents: &BTreeMap<&str, usize>) -> String {
    let mut writer = writer();
    writer
        .replace(contents.iter().map(|(id, content)| change(id, *content)).collect())
        .unwrap();
    writer.finish().unwrap();
    dump(&writer)
}

#[derive(Debug, Clone)]
enum Step {
    Replace(Vec<(&'static str, usize)>),
    Load(Vec<(&'static str, usize)>),
    Remove(&'static str),
}

fn step() -> impl Strategy<Value = Step> {
    let id = || prop::sample::select(vec!["a-1", "b-2", "c-3"]);
    let documents = || prop::collection::btree_map(id(), 0..3usize, 1..3).prop_map(|map| map.into_iter().collect());
    prop_oneof![
        documents().prop_map(Step::Replace),
        documents().prop_map(Step::Load),
        id().prop_map(Step::Remove),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_equals_a_fresh_build(steps in prop::collection::vec(step(), 1..8)) {
        let mut writer = writer();
        let mut remaining = BTreeMap::new();
        for step in steps {
            match step {
                Step::Replace(documents) => {
                    writer.replace(documents.iter().map(|(id, content)| change(id, *content)).collect()).unwrap();
                    remaining.extend(documents);
                }
                Step::Load(documents) => {
                    writer.load(documents.iter().map(|(id, content)| vec![change(id, *content)]), |_| ()).unwrap();
                    remaining.extend(documents);
                }
                Step::Remove(id) => {
                    writer.remove(&[id]).unwrap();
                    remaining.remove(id);
                }
            }
        }
        writer.finish().unwrap();
        prop_assert_eq!(dump(&writer), fresh(&remaining));
    }
}

#[test]
fn says_of_what_each_document_was_made() {
    let mut writer = writer();
    writer.replace(vec![change("a-1", 0), change("b-2", 1)]).unwrap();
    writer.remove(&["a-1"]).unwrap();
    writer.replace(vec![change("b-2", 2)]).unwrap();
    let made: Vec<(&str, &str)> = writer
        .builds()
        .iter()
        .map(|(id, build)| (id.as_str(), build.sha256.as_str()))
        .collect();
    assert_eq!(made, [("b-2", "2")]);
}

#[test]
fn lists_and_finds_documents() {
    let mut writer = writer();
    writer
        .replace(vec![
            change("beijing-1", 0),
            change("beihai-2", 1),
            change("liuzhou-3", 2),
        ])
        .unwrap();
    let store = Store::in_memory(BASE, writer.quads().unwrap().clone());
    let ids: Vec<String> = store
        .documents()
        .unwrap()
        .into_iter()
        .map(|document| document.id)
        .collect();
    assert_eq!(ids, ["beihai-2", "beijing-1", "liuzhou-3"]);
    assert_eq!(store.find("liu").unwrap().source.as_deref(), Some("liuzhou-3.txt"));
    assert_eq!(store.find("beihai-2.txt").unwrap().id, "beihai-2");
    let choices = store.find("bei").unwrap_err().to_string();
    assert!(
        choices.contains("beihai-2") && choices.contains("beijing-1"),
        "{choices}"
    );
    let unknown = store.find("nanning").unwrap_err().to_string();
    assert!(unknown.contains("liuzhou-3.txt"), "{unknown}");
}

/// The parser of Turtle names blank nodes anew each time; the store names them by their place.
#[test]
fn blank_nodes_have_the_same_names_each_time() {
    let quads = || {
        let (one, two) = (BlankNode::default(), BlankNode::default());
        let node = |name: &str| NamedNode::new_unchecked(format!("http://e.org/{name}"));
        vec![
            Quad::new(one.clone(), node("next"), two.clone(), node("g")),
            Quad::new(two, node("name"), Literal::new_simple_literal("two"), node("g")),
            Quad::new(one, node("name"), Literal::new_simple_literal("one"), node("g")),
        ]
    };
    let mut first = writer();
    first.set_vocabulary("1", quads()).unwrap();
    let mut second = writer();
    second.set_vocabulary("1", quads()).unwrap();
    second.set_vocabulary("2", quads()).unwrap();
    assert_eq!(dump(&first), dump(&second));
}

#[cfg(feature = "disk")]
mod on_disk {
    use super::*;
    use govkg::store::Owner;

    fn open(path: &std::path::Path) -> Writer {
        Writer::open(path, BASE, &Owner::this("a test"), derive).unwrap()
    }

    /// The bulk loader and a transaction write the same.
    #[test]
    fn bulk_equals_transaction() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let contents = BTreeMap::from([("a-1", 0), ("b-2", 1), ("c-3", 2)]);
        let mut writer = open(&path);
        writer.replace(vec![change("b-2", 0)]).unwrap();
        writer
            .load(contents.iter().map(|(id, content)| vec![change(id, *content)]), |_| ())
            .unwrap();
        // Killed here, the derived graph would be out of date, and readers can tell.
        assert!(path.join("unsettled").exists());
        writer.finish().unwrap();
        assert_eq!(dump(&writer), fresh(&contents));
        drop(writer);

        let store = Store::open(&path).unwrap();
        assert!(store.is_settled());
        let mut out = Vec::new();
        store
            .dump(RdfFormat::NQuads, &GraphFilter::default(), &mut out)
            .unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), fresh(&contents));
    }

    #[test]
    fn a_killed_build_is_settled_by_the_next_writer() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let mut writer = open(&path);
        writer.load([vec![change("a-1", 0)]], |_| ()).unwrap();
        drop(writer);
        assert!(!Store::open(&path).unwrap().is_settled());
        let mut writer = open(&path);
        writer.finish().unwrap();
        assert_eq!(dump(&writer), fresh(&BTreeMap::from([("a-1", 0)])));
        drop(writer);
        assert!(Store::open(&path).unwrap().is_settled());
    }

    #[test]
    fn leftovers_of_a_killed_bulk_load_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        open(&path).replace(vec![change("a-1", 0)]).unwrap();
        let leftover = path.join("quads/bulk-1234.sst");
        std::fs::write(&leftover, "half").unwrap();
        open(&path).quads().unwrap();
        assert!(!leftover.exists());
    }

    #[test]
    fn a_store_keeps_its_base() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        drop(open(&path));
        let other = Writer::open(&path, "https://example.org/", &Owner::this("a test"), derive).unwrap();
        assert_eq!(other.iris().base(), BASE);
    }
}
