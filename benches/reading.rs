//! Speed of reading: text → quads, no store, on one core, with a regular expression over the same text beside it. Ends
//! with an error when the reports of counties are read more slowly than the limits.

#![expect(clippy::print_stdout, reason = "the figures are for the person at the terminal")]

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group};
use govkg::graph::{DEFAULT_BASE, Input, read_document, vocabulary};
use govkg::labels::{Known, Labels, Model};
use govkg::lexicon::Lexicon;

const REPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/county");
const ROUNDS: usize = 3;
/// MB/s of UTF-8.
const RULES: f64 = 5.0;
const RULES_AND_LABELS: f64 = 1.0;
const SAMPLE: &str = include_str!("../tests/sample/liuzhou-2021.txt");

fn reading(criterion: &mut Criterion) {
    let Ok(words) = Lexicon::load(&[]) else { return };
    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Bytes(SAMPLE.len() as u64));
    group.bench_function("decode and normalise", |bencher| {
        bencher.iter(|| govkg::text::read(SAMPLE.as_bytes()))
    });
    let (source, _) = govkg::text::read(SAMPLE.as_bytes());
    group.bench_function("divide", |bencher| bencher.iter(|| govkg::outline::divide(&source)));
    let input = Input {
        bytes: SAMPLE.as_bytes(),
        id: "x",
        source: "x.txt",
        base: DEFAULT_BASE,
    };
    group.bench_function("text to quads", |bencher| {
        bencher.iter(|| read_document(&input, &words))
    });
    if let Some(words) = without_labels() {
        group.bench_function("text to quads, rules alone", |bencher| {
            bencher.iter(|| read_document(&input, &words))
        });
    }
    let Ok(number) = regex::Regex::new(r"[0-9]+(\.[0-9]+)?\s*(%|亿元|万元|元|万人|个|家|公里)") else {
        return;
    };
    group.bench_function("one regular expression", |bencher| {
        bencher.iter(|| number.find_iter(SAMPLE).count())
    });
    group.finish();
    let mut group = criterion.benchmark_group("loading");
    group.sample_size(10);
    group.bench_function("words", |bencher| bencher.iter(|| Lexicon::load(&[])));
    group.bench_function("vocabulary graph", |bencher| {
        bencher.iter(|| vocabulary(&words, &[], DEFAULT_BASE))
    });
    group.finish();
}

/// Words that label nothing.
fn without_labels() -> Option<Lexicon> {
    let mut words = Lexicon::load(&[]).ok()?;
    words.labels = Labels::with(Model::default(), Model::default(), Known::default());
    Some(words)
}

/// Seconds that this thread has had a core, so that other work on the machine does not count; the clock where the
/// system does not tell.
fn seconds(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |n| n / 1e9)
}

/// MB/s of UTF-8 in the best round over some texts.
fn speed(texts: &[String], words: &Lexicon) -> f64 {
    let bytes: usize = texts.iter().map(String::len).sum();
    let clock = Instant::now();
    let rounds = (0..ROUNDS).map(|_| {
        let took: f64 = texts
            .iter()
            .map(|text| {
                let input = Input {
                    bytes: text.as_bytes(),
                    id: "x",
                    source: "x.txt",
                    base: DEFAULT_BASE,
                };
                let begin = seconds(clock);
                let reading = std::hint::black_box(read_document(&input, words));
                let end = seconds(clock);
                drop(reading);
                end - begin
            })
            .sum();
        bytes as f64 / 1e6 / took
    });
    rounds.fold(0.0, f64::max)
}

/// Whether the limits are kept; true where there are no reports to read.
fn limits() -> Option<bool> {
    let files = Path::new(REPORTS).read_dir().into_iter().flatten().flatten();
    let texts: Vec<String> = files
        .filter_map(|file| std::fs::read_to_string(file.path()).ok())
        .collect();
    if texts.is_empty() {
        return Some(true);
    }
    let rules = speed(&texts, &without_labels()?);
    let all = speed(&texts, &Lexicon::load(&[]).ok()?);
    println!("rules alone        {rules:.1} MB/s a core   at least {RULES}");
    println!("rules and labels   {all:.1} MB/s a core   at least {RULES_AND_LABELS}");
    Some(rules >= RULES && all >= RULES_AND_LABELS)
}

criterion_group!(benches, reading);

fn main() -> ExitCode {
    benches();
    Criterion::default().configure_from_args().final_summary();
    // `cargo test --benches` runs this too, without wanting to wait for it.
    if std::env::args().any(|argument| argument == "--bench") && limits() != Some(true) {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
