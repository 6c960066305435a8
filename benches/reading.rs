//! Speed of reading: text → quads, no store, on one core, with a regular expression over the same text beside it.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use govkg::graph::{DEFAULT_BASE, Input, read_document, vocabulary};
use govkg::lexicon::Lexicon;

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

criterion_group!(benches, reading);
criterion_main!(benches);
