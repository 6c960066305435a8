//! The files of words in `ontology/`: sorted, without double labels, each entry with its source.

use std::collections::BTreeMap;
use std::path::Path;

use govkg::lexicon::{FILES, Lexicon, OwnWords};

use crate::documents::shared;

/// Entries of a Turtle file of words: one a line.
fn entries(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(n, line)| (n + 1, line))
        .filter(|(_, line)| {
            !line.is_empty() && !line.starts_with('@') && !line.starts_with('#') && !line.starts_with('<')
        })
}

fn subject(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

/// The labels of an entry: `"…"@zh` after skos:prefLabel and skos:altLabel.
fn labels(line: &str) -> Vec<String> {
    let mut labels = Vec::new();
    let mut characters = line.chars();
    while characters.by_ref().any(|c| c == '"') {
        let mut label = String::new();
        while let Some(c) = characters.next().filter(|c| *c != '"') {
            label.push(if c == '\\' { characters.next().unwrap_or(c) } else { c });
        }
        if characters.as_str().starts_with("@zh") {
            labels.push(label);
        }
    }
    labels
}

#[test]
fn the_built_in_words_load() {
    let words = Lexicon::load(&[]).unwrap();
    assert!(words.indicators.concepts().len() >= 200);
    assert!(words.divisions.all().count() > 6000);
    assert!(
        !words.units.concepts().is_empty()
            && !words.periods.concepts().is_empty()
            && !words.departments.concepts().is_empty()
    );
}

#[test]
fn every_entry_is_one_line_in_order_with_its_source() {
    for (name, text) in FILES.iter().filter(|(name, _)| name.ends_with(".ttl")) {
        let mut last = "";
        let mut count = 0;
        for (line, entry) in entries(text) {
            assert!(
                subject(entry) > last,
                "ontology/{name}:{line}: {} does not come after {last}",
                subject(entry)
            );
            assert!(entry.ends_with('.'), "ontology/{name}:{line}: an entry is one line");
            assert!(
                entry.contains("dcterms:source \""),
                "ontology/{name}:{line}: {} states no source",
                subject(entry)
            );
            assert_eq!(entry.matches("skos:prefLabel").count(), 1, "ontology/{name}:{line}");
            last = subject(entry);
            count += 1;
        }
        assert!(count > 10, "ontology/{name} has only {count} entries");
    }
}

#[test]
fn no_label_stands_twice_within_a_kind() {
    for (name, text) in FILES.iter().filter(|(name, _)| name.ends_with(".ttl")) {
        let mut seen = BTreeMap::new();
        for (line, entry) in entries(text) {
            for label in labels(entry) {
                let before = seen.insert(label.clone(), line);
                assert_eq!(before, None, "ontology/{name}:{line}: {label} stands twice");
            }
        }
    }
}

#[test]
fn divisions_are_sorted_and_hang_together() {
    let words = Lexicon::load(&[]).unwrap();
    let text = FILES.iter().find(|(name, _)| *name == "divisions.csv").unwrap().1;
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for (line, row) in text.lines().enumerate().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let place = format!("ontology/divisions.csv:{}", line + 1);
        assert_eq!(fields.len(), 10, "{place}");
        assert!(!fields[9].is_empty(), "{place}: no source");
        rows.push((fields[0], fields[5]));
        for code in [fields[4]]
            .into_iter()
            .chain(fields[7].split('|'))
            .filter(|c| !c.is_empty())
        {
            assert!(
                !words.divisions.bearers(code).is_empty(),
                "{place}: {code} is no division"
            );
        }
    }
    assert!(
        rows.is_sorted(),
        "ontology/divisions.csv is sorted by code and first year"
    );
}

#[test]
fn own_words_are_read_beside_the_built_in_ones() {
    let own = |name: &str, text: &str| OwnWords {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let line = "<https://example.org/mine> a <https://w3id.org/govkg/ontology#Indicator> ; <http://www.w3.org/2004/02/skos/core#prefLabel> \"幸福指数\"@zh .";
    let words = Lexicon::load(&[own("indicators.ttl", line)]).unwrap();
    assert!(words.indicators.concepts().iter().any(|c| c.label == "幸福指数"));
    let Err(wrong) = Lexicon::load(&[own("indicators.ttl", "<a> b")]) else {
        panic!("it does not parse")
    };
    assert!(wrong.to_string().contains("indicators.ttl"), "{wrong}");
    let Err(unknown) = Lexicon::load(&[own("colours.ttl", "")]) else {
        panic!("no such file")
    };
    assert!(unknown.to_string().contains("indicators.ttl"), "{unknown}");
}

/// Words that only the sample has, and why they are there all the same.
const SAMPLE_ALONE: [(&str, &str); 16] = [
    ("人大办", USUAL_BODY),
    ("各县区人民政府", USUAL_BODY),
    ("各城区人民政府", USUAL_BODY),
    ("各平台公司", USUAL_BODY),
    ("城管执法局", USUAL_BODY),
    ("大数据发展局", USUAL_BODY),
    ("委老干部局", USUAL_BODY),
    ("数据发展局", USUAL_BODY),
    ("老干部局", USUAL_BODY),
    ("完成时间", OFFICIAL_FORM),
    ("实事内容", OFFICIAL_FORM),
    ("标题", OFFICIAL_FORM),
    ("现印发给你们", OFFICIAL_FORM),
    ("附注", OFFICIAL_FORM),
    ("附表", OFFICIAL_FORM),
    ("工业固体废物处置利用率", "a term of official statistics"),
];
const USUAL_BODY: &str = "cities all over the country have bodies of this name";
const OFFICIAL_FORM: &str = "tables and letters of all governments are written in this form";

/// The words of `ontology/` and the Chinese words that the rules look for.
fn words_looked_for() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (name, text) in FILES.iter().filter(|(name, _)| name.ends_with(".ttl")) {
        for (_, entry) in entries(text) {
            let labels = labels(entry).into_iter();
            found.extend(labels.map(|label| (label, format!("ontology/{name}"))));
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text_of = |path: &Path| std::fs::read_to_string(path).unwrap();
    for name in ["heads.tsv", "other-words.csv", "words.tsv"] {
        let text = text_of(&root.join("ontology").join(name));
        let firsts = text.lines().skip(1).filter_map(|line| line.split(['\t', ',']).next());
        found.extend(firsts.map(|word| (word.to_owned(), format!("ontology/{name}"))));
    }
    for folder in ["src/rules", "src/rules/measure", "src/facts", "src/outline"] {
        for path in std::fs::read_dir(root.join(folder))
            .unwrap()
            .flatten()
            .map(|e| e.path())
        {
            if path.extension().is_none_or(|e| e != "rs") || path.ends_with("tests.rs") {
                continue;
            }
            let code = text_of(&path);
            let code = code.split("#[cfg(test)]").next().unwrap();
            let code: String = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .flat_map(|line| [line, "\n"])
                .collect();
            for text in code.split('"').skip(1).step_by(2) {
                let words = text.split_whitespace();
                found.extend(words.map(|word| (word.to_owned(), format!("{}", path.display()))));
            }
        }
    }
    found.retain(|word, _| word.chars().count() >= 2 && word.chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c)));
    found
}

/// No city's own words: what the sample says and no report of the corpus is in no list.
#[test]
fn no_word_is_there_for_the_sample_alone() {
    let Some(corpus) = shared("corpus") else { return };
    let sample = include_str!("sample/liuzhou-2021.txt");
    let mut only: BTreeMap<String, String> = words_looked_for();
    only.retain(|word, _| sample.contains(word.as_str()));
    assert!(only.len() > 500, "{} words", only.len());
    for folder in std::fs::read_dir(corpus)
        .unwrap()
        .flatten()
        .filter(|e| e.path().is_dir())
    {
        for entry in std::fs::read_dir(folder.path()).unwrap().flatten() {
            let text = govkg::text::decode(&std::fs::read(entry.path()).unwrap()).0;
            only.retain(|word, _| !text.contains(word.as_str()));
        }
    }
    let (excepted, alone): (Vec<_>, Vec<_>) = only
        .into_iter()
        .partition(|(word, _)| SAMPLE_ALONE.iter().any(|(excepted, _)| excepted == word));
    assert!(alone.is_empty(), "only the sample has these: {alone:?}");
    assert_eq!(excepted.len(), SAMPLE_ALONE.len(), "an exception that is none");
}
