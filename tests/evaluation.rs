//! The figures of EVALUATION.md: measured here on every annotated text, and never worse than those committed.
//!
//! `make evaluate` writes the page and the figures anew. Of the locked texts only the figures are shown, never a case.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use govkg::eval::{Evaluation, Figure, Graph, Score, score};
use govkg::graph::{DEFAULT_BASE, Input, read_document, vocabulary};
use govkg::labels::Kind;
use govkg::lexicon::Lexicon;
use govkg::rules::{Context, account};
use govkg::{outline, rules, text};

use crate::documents::shared;

const FIGURES: &str = "tests/gold/figures.tsv";
const PAGE: &str = "EVALUATION.md";
/// What people have counted and written stands below this line and is kept.
const BY_HAND: &str = "<!-- below: by hand -->";
/// A figure may fall by so much without being called worse: half of the last digit that is shown.
const TOLERANCE: f64 = 0.000_05;
const CASES: usize = 6;

/// An annotated text.
struct Set {
    name: String,
    /// Name of the report's file.
    source: String,
    text: String,
    annotations: PathBuf,
    locked: bool,
}

fn words() -> &'static Lexicon {
    static WORDS: OnceLock<Lexicon> = OnceLock::new();
    WORDS.get_or_init(|| Lexicon::load(&[]).unwrap())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn decoded(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text::decode(&bytes).0
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

/// All annotated texts: those for development and the locked ones.
fn sets(shared: &Path) -> Vec<Set> {
    let mut sets = Vec::new();
    let index = std::fs::read_to_string(shared.join("gold/INDEX.tsv")).unwrap();
    for row in index.lines().skip(1) {
        let mut cells = row.split('\t');
        let (name, document) = (cells.next().unwrap(), cells.next().unwrap());
        let annotations = shared.join("gold").join(name);
        let cut = std::fs::read_to_string(annotations.join("cut.tsv")).ok();
        let of_report = cut.as_deref().and_then(|cut| cut.lines().nth(1)?.split('\t').next());
        sets.push(Set {
            name: name.to_owned(),
            source: file_name(of_report.unwrap_or(document)),
            text: decoded(&shared.join(document)),
            annotations,
            locked: false,
        });
    }
    let training = std::fs::read_to_string(root().join("training/INDEX.tsv")).unwrap();
    for row in training.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        if cells[4] == "measures" {
            sets.push(Set {
                name: cells[0].to_owned(),
                source: file_name(cells[1]),
                text: decoded(&shared.join(cells[1])),
                annotations: root().join("training").join(cells[0]),
                locked: false,
            });
        }
    }
    let locked = std::fs::read_to_string(root().join("tests/gold/LOCKED.tsv")).unwrap();
    for row in locked.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let whole = decoded(&shared.join(cells[1]));
        let text = match (cells[2].parse::<usize>(), cells[3].parse::<usize>()) {
            (Ok(start), Ok(end)) => whole.chars().skip(start).take(end - start).collect(),
            _ => whole,
        };
        sets.push(Set {
            name: cells[0].to_owned(),
            source: file_name(cells[1]),
            text,
            annotations: root().join("tests/gold").join(cells[0]),
            locked: true,
        });
    }
    sets
}

fn evaluate(set: &Set) -> Evaluation {
    let input = Input {
        bytes: set.text.as_bytes(),
        id: "x",
        source: &set.source,
        base: DEFAULT_BASE,
    };
    let said = read_document(&input, words()).quads;
    let known = vocabulary(words(), &[], DEFAULT_BASE);
    let graph = Graph::of(said.into_iter().chain(known)).unwrap();
    score(&graph, &set.text, &set.annotations).unwrap()
}

/// The figures of a set by name: `measures.full`, `measures.attributes.period`, `relations.by_predicate.status`.
fn figures(evaluation: &Evaluation) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    for (name, figure) in evaluation.scores.iter() {
        match figure {
            Figure::Score(score) => {
                found.insert(name.to_owned(), score.f1);
                found.insert(format!("{name}.p"), score.p);
            }
            Figure::Rates(rates) => found.extend(rates.iter().map(|(key, rate)| (format!("{name}.{key}"), *rate))),
            Figure::Scores(classes) => found.extend(classes.iter().map(|(key, s)| (format!("{name}.{key}"), s.f1))),
        }
    }
    found
}

fn score_of(evaluation: &Evaluation, name: &str) -> Option<Score> {
    match evaluation.scores.get(name)? {
        Figure::Score(score) => Some(*score),
        _ => None,
    }
}

/// What became of the numbers before units in all reports of the corpus that are not locked.
struct Accounted {
    read: usize,
    aside: BTreeMap<&'static str, usize>,
    unread: usize,
}

impl Accounted {
    fn share(&self) -> f64 {
        let known = self.read + self.aside.values().sum::<usize>();
        known as f64 / (known + self.unread).max(1) as f64
    }
}

fn accounted(shared: &Path) -> Accounted {
    let locked = std::fs::read_to_string(root().join("tests/gold/LOCKED.tsv")).unwrap();
    let index = std::fs::read_to_string(shared.join("corpus/INDEX.tsv")).unwrap();
    let mut all = Accounted {
        read: 0,
        aside: BTreeMap::new(),
        unread: 0,
    };
    for row in index.lines().skip(1) {
        let path = row.split('\t').next().unwrap();
        if locked.contains(path) {
            continue;
        }
        let (source, _) = text::read(&std::fs::read(shared.join("corpus").join(path)).unwrap());
        let outline = outline::divide(&source);
        let context = Context::new(&source, &outline, words());
        let found = account(&context, &rules::read(&context, |_| ()));
        all.read += found.read.len();
        all.unread += found.unread.len();
        for aside in found.aside {
            *all.aside.entry(aside.reason).or_default() += 1;
        }
    }
    all
}

/// A table of some figures over the sets that have the first of them, with the mean of each group.
fn table(page: &mut String, all: &[(&Set, BTreeMap<String, f64>)], first: &str, columns: &[(&str, &str)]) {
    let titles: Vec<&str> = columns.iter().map(|(title, _)| *title).collect();
    let _ = writeln!(
        page,
        "| text | {} |\n| --- |{}",
        titles.join(" | "),
        " ---: |".repeat(columns.len())
    );
    for locked in [false, true] {
        let group: Vec<_> = all
            .iter()
            .filter(|(set, f)| set.locked == locked && f.contains_key(first))
            .collect();
        let cells = |figure: &dyn Fn(&str) -> Option<f64>| -> String {
            let cell = |(_, key): &(&str, &str)| figure(key).map_or_else(|| "–".to_owned(), |f| format!("{f:.3}"));
            columns.iter().map(cell).collect::<Vec<_>>().join(" | ")
        };
        for (set, figures) in &group {
            let _ = writeln!(page, "| {} | {} |", set.name, cells(&|key| figures.get(key).copied()));
        }
        let mean = |key: &str| {
            let values: Vec<f64> = group.iter().filter_map(|(_, f)| f.get(key).copied()).collect();
            (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
        };
        if !group.is_empty() {
            let title = if locked {
                "**mean, locked**"
            } else {
                "**mean, development**"
            };
            let _ = writeln!(page, "| {title} | {} |", cells(&mean));
        }
    }
    page.push('\n');
}

/// Precision, recall and F1 of each class or predicate over all sets of a group together.
fn classes(page: &mut String, all: &[(&Set, Evaluation)], name: &str, locked: bool) {
    let mut sums: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for (_, evaluation) in all.iter().filter(|(set, _)| set.locked == locked) {
        if let Some(Figure::Scores(scores)) = evaluation.scores.get(name) {
            for (class, s) in scores {
                let sum = sums.entry(class).or_default();
                *sum = (sum.0 + s.tp, sum.1 + s.pred, sum.2 + s.gold);
            }
        }
    }
    let _ = writeln!(
        page,
        "| {} | P | R | F1 | annotated |\n| --- | ---: | ---: | ---: | ---: |",
        if locked { "locked" } else { "development" }
    );
    for (class, (tp, pred, gold)) in sums {
        let s = Score::new(tp, pred, gold);
        let _ = writeln!(page, "| {class} | {:.3} | {:.3} | {:.3} | {gold} |", s.p, s.r, s.f1);
    }
    page.push('\n');
}

/// How many of the measures read with a confidence in a band are right in everything, and how many there are.
fn band(all: &[(&Set, Evaluation)], from: f64, to: f64) -> (usize, usize) {
    let sure = all
        .iter()
        .filter(|(set, _)| !set.locked)
        .flat_map(|(_, evaluation)| &evaluation.confidences)
        .filter(|(confidence, _)| (from..to).contains(confidence));
    sure.fold((0, 0), |(right, count), (_, full)| {
        (right + usize::from(*full), count + 1)
    })
}

fn share((right, count): (usize, usize)) -> f64 {
    right as f64 / count.max(1) as f64
}

/// Below the first, between, and from the second on: what a reader may take for doubtful and for certain.
const BANDS: [f64; 2] = [0.7, 0.9];

fn page(
    all: &[(&Set, Evaluation)],
    figures: &[(&Set, BTreeMap<String, f64>)],
    accounted: &Accounted,
    by_hand: &str,
) -> String {
    let mut page = String::from(
        "# Evaluation\n\nWritten by `make evaluate`, which measures every figure on this page; `make test` fails when one falls.\n\
         How a row is matched: `govkg eval --help`. The texts for development were looked at while rules were written; of the\n\
         locked ones (`tests/gold/LOCKED.tsv`) only these figures have been seen.\n\n## Measures\n\n\
         detect: the number is found. full: value, unit, sign, kind, aspect, comparator, period and indicator are right.\n\n",
    );
    table(
        &mut page,
        figures,
        "measures.detect",
        &[
            ("detect P", "measures.detect.p"),
            ("detect F1", "measures.detect"),
            ("full F1", "measures.full"),
            ("kind", "measures.attributes.kind"),
            ("aspect", "measures.attributes.aspect"),
            ("comparator", "measures.attributes.comparator"),
            ("period", "measures.attributes.period"),
            ("indicator", "measures.attributes.indicator"),
            ("subject", "measures.attributes.subject"),
            ("named subject", "measures.attributes.subject_named"),
        ],
    );
    page.push_str(
        "Confidence, over all texts for development:\n\n| `gk:confidence` | measures read | right in everything |\n| --- | ---: | ---: |\n",
    );
    let [low, high] = BANDS;
    for (title, from, to) in [
        ("0.9 and more", high, 2.0),
        ("0.7 to 0.9", low, high),
        ("below 0.7", 0.0, low),
    ] {
        let counts = band(all, from, to);
        let _ = writeln!(page, "| {title} | {} | {:.1} % |", counts.1, share(counts) * 100.0);
    }
    page.push('\n');
    page.push_str(
        "## Entities and relations\n\nThe texts for development are among those that names and relations were learnt from (`training/`), so that\n\
         their figures here say how well they were learnt; how well unseen text is read, the locked texts say, and the figures\n\
         by cross-validation at the end of this page.\n\n",
    );
    table(
        &mut page,
        figures,
        "entities.typed",
        &[
            ("core F1", "entities.core"),
            ("typed P", "entities.typed.p"),
            ("typed F1", "entities.typed"),
            ("named F1", "entities.named"),
            ("relations P", "relations.p"),
            ("relations F1", "relations"),
        ],
    );
    page.push_str("F1 of each class:\n\n");
    let keys: Vec<(&str, String)> = Kind::ALL
        .iter()
        .map(|kind| (kind.name(), format!("entities.by_type.{}", kind.name())))
        .collect();
    let columns: Vec<(&str, &str)> = keys.iter().map(|(name, key)| (*name, key.as_str())).collect();
    table(&mut page, figures, "entities.typed", &columns);
    for locked in [false, true] {
        classes(&mut page, all, "relations.by_predicate", locked);
    }
    page.push_str("## Responsibilities\n\n");
    table(
        &mut page,
        figures,
        "responsibilities",
        &[("P", "responsibilities.p"), ("F1", "responsibilities")],
    );
    let _ = writeln!(
        page,
        "## Numbers accounted for\n\nOver the reports of the corpus that are not locked: of the numbers before a unit {:.1} % are read or set aside\nfor a reason ({} read, {} left; `govkg explain --unread` lists those of a file).\n\n| set aside | numbers |\n| --- | ---: |",
        accounted.share() * 100.0,
        accounted.read,
        accounted.unread
    );
    for (reason, count) in &accounted.aside {
        let _ = writeln!(page, "| {reason} | {count} |");
    }
    page.push_str("\n## Mistakes\n\nThe first of each kind in the texts for development.\n");
    let mut kinds: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
    for (set, evaluation) in all.iter().filter(|(set, _)| !set.locked) {
        for finding in &evaluation.findings {
            let kind = kinds.entry(finding.title).or_default();
            kind.0 += finding.cases.len();
            let shown = finding
                .cases
                .iter()
                .take(2)
                .map(|case| format!("{} ({})", case.replace('\n', " "), set.name));
            kind.1.extend(shown);
        }
    }
    for (title, (count, cases)) in kinds {
        let _ = writeln!(page, "\n{title}: {count}\n");
        for case in cases.iter().take(CASES) {
            let _ = writeln!(page, "- {}", case.replace('|', "\\|"));
        }
    }
    let _ = write!(page, "\n{BY_HAND}\n{by_hand}");
    page
}

fn committed() -> BTreeMap<(String, String), f64> {
    let text = std::fs::read_to_string(root().join(FIGURES)).unwrap_or_default();
    text.lines()
        .skip(1)
        .map(|row| {
            let cells: Vec<&str> = row.split('\t').collect();
            ((cells[0].to_owned(), cells[1].to_owned()), cells[2].parse().unwrap())
        })
        .collect()
}

#[test]
fn no_figure_is_worse_than_the_committed_one() {
    let Some(shared) = shared("") else { return };
    let sets = sets(&shared);
    let all: Vec<(&Set, Evaluation)> = sets.iter().map(|set| (set, evaluate(set))).collect();
    let of_sets: Vec<(&Set, BTreeMap<String, f64>)> = all
        .iter()
        .map(|(set, evaluation)| (*set, figures(evaluation)))
        .collect();
    let accounted = accounted(&shared);
    let corpus = ("corpus".to_owned(), "accounted".to_owned());
    let mut rows: BTreeMap<(String, String), f64> = BTreeMap::from([(corpus, accounted.share())]);
    for (set, figures) in &of_sets {
        rows.extend(
            figures
                .iter()
                .map(|(key, value)| ((set.name.clone(), key.clone()), *value)),
        );
    }
    if std::env::var_os("UPDATE").is_some() {
        let mut table = String::from("text\tfigure\tvalue\n");
        for ((set, figure), value) in &rows {
            let _ = writeln!(table, "{set}\t{figure}\t{value:.4}");
        }
        std::fs::write(root().join(FIGURES), table).unwrap();
        let old = std::fs::read_to_string(root().join(PAGE)).unwrap_or_default();
        let by_hand = old
            .split_once(BY_HAND)
            .map_or("", |(_, rest)| rest.trim_start_matches('\n'));
        std::fs::write(root().join(PAGE), page(&all, &of_sets, &accounted, by_hand)).unwrap();
        return;
    }
    let committed = committed();
    assert!(
        committed.len() > 100,
        "{FIGURES} holds the figures: run `make evaluate`"
    );
    let worse: Vec<String> = committed
        .iter()
        .filter(|(key, value)| rows.get(*key).is_none_or(|now| *now + TOLERANCE < **value))
        .map(|((set, figure), value)| {
            format!(
                "{set} {figure}: committed {value}, now {:?}",
                rows.get(&(set.clone(), figure.clone()))
            )
        })
        .collect();
    assert!(worse.is_empty(), "worse than committed:\n{}", worse.join("\n"));
    // Confidence means something: what is called certain is right more often than what is called doubtful.
    let [low, high] = BANDS;
    let (doubtful, certain) = (band(&all, 0.0, low), band(&all, high, 2.0));
    assert!(doubtful.1 >= 50 && certain.1 >= 50, "{doubtful:?} {certain:?}");
    assert!(share(certain) >= share(doubtful) + 0.15, "{doubtful:?} {certain:?}");
    // The sample's table is read without a fault.
    let sample = all.iter().find(|(set, _)| set.name == "liuzhou-2021").unwrap();
    assert_eq!(score_of(&sample.1, "relations.table").unwrap().f1, 1.0);
}
