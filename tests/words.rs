//! The files of words in `ontology/`: sorted, without double labels, each entry with its source.

use std::collections::BTreeMap;

use govkg::lexicon::{FILES, Lexicon, OwnWords};

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
