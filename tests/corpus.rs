//! What must hold over the corpus of real reports beside the checkout.

use std::time::Instant;

use govkg::graph::{DEFAULT_BASE, Input, read_document};
use govkg::lexicon::{Level, Lexicon};

use crate::documents::shared;

/// Region, level and year of every report, read with its file name replaced by a number: at least 97 % right.
#[test]
fn regions_levels_and_years() {
    let Some(shared) = shared("corpus") else { return };
    let words = Lexicon::load(&[]).expect("the built-in words load");
    let index = std::fs::read_to_string(shared.join("INDEX.tsv")).expect("the index");
    let (mut all, mut right) = (0, 0);
    let (mut bytes_read, mut seconds) = (0, 0.0);
    for (number, row) in index.lines().skip(1).enumerate() {
        let fields: Vec<&str> = row.split('\t').collect();
        let [path, place, level, year, ..] = fields[..] else {
            panic!("a row of the index: {row}")
        };
        let bytes = std::fs::read(shared.join(path)).expect(path);
        let name = format!("{number}.txt");
        let started = Instant::now();
        let reading = read_document(
            &Input {
                bytes: &bytes,
                id: "x",
                source: &name,
                base: DEFAULT_BASE,
            },
            &words,
        );
        seconds += started.elapsed().as_secs_f64();
        bytes_read += bytes.len();
        if level == "national" && place.is_empty() || path.starts_with("responsibility/") {
            continue;
        }
        let area = reading.area.clone().unwrap_or_default();
        let place = if place == "全国" { "中国" } else { place };
        let found = reading
            .area
            .as_deref()
            .and_then(|a| {
                words
                    .divisions
                    .named(a)
                    .iter()
                    .map(|id| words.divisions.get(*id))
                    .find(|d| d.name == a)
            })
            .map(|d| d.level);
        let level_right = matches!(
            (level, found),
            ("national", Some(Level::National))
                | ("province", Some(Level::Provincial))
                | ("city", Some(Level::City | Level::County))
                | ("county", Some(Level::County))
        );
        let year_found = reading.year.map(|y| y.to_string()).unwrap_or_default();
        let ok = !area.is_empty() && place.ends_with(&area) && year_found == year && level_right;
        all += 1;
        right += usize::from(ok);
        if !ok {
            println!("{path}: {place} {level} {year}, read {area} {found:?} {year_found}");
        }
    }
    println!("{right} of {all} right; {:.2} MB/s", bytes_read as f64 / 1e6 / seconds);
    assert!(right * 100 >= all * 97, "{right} of {all}");
}

/// Every text of the corpus reads: no panic, no hang, and its sentences tile its lines.
#[test]
fn every_text_divides_without_gap() {
    let Some(shared) = shared("corpus") else { return };
    let mut texts = 0;
    for folder in ["city", "county", "national", "province", "responsibility"] {
        for entry in std::fs::read_dir(shared.join(folder)).expect(folder).flatten() {
            let (source, _) = govkg::text::read(&std::fs::read(entry.path()).expect("a text"));
            let outline = govkg::outline::divide(&source);
            let mut at = 0;
            for paragraph in &outline.paragraphs {
                assert_eq!(paragraph.span.start, at, "{}", entry.path().display());
                let mut inner = paragraph.span.start;
                for sentence in &outline.sentences[paragraph.sentences.clone()] {
                    assert_eq!(sentence.span.start, inner);
                    inner = sentence.span.end;
                }
                assert_eq!(inner, paragraph.span.end);
                at = paragraph.span.end + 1;
            }
            assert_eq!(at as usize, source.view.text.len());
            texts += 1;
        }
    }
    assert!(texts > 300, "{texts} texts");
}
