//! Arbitrary input: the whole pure core never panics, and its time grows with the length only.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use govkg::graph::{DEFAULT_BASE, Input, Reading, read_document};
use govkg::lexicon::Lexicon;
use proptest::prelude::*;

static WORDS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::load(&[]).unwrap());
static SAMPLE: &str = include_str!("sample/liuzhou-2021.txt");

fn read(bytes: &[u8]) -> Reading {
    read_document(
        &Input {
            bytes,
            id: "x",
            source: "x.txt",
            base: DEFAULT_BASE,
        },
        &WORDS,
    )
}

/// Every offset lies in the decoded text, and start comes before end.
fn holds(bytes: &[u8]) {
    let (text, _, _) = govkg::text::decode(bytes);
    let length = text.chars().count();
    for quad in &read(bytes).quads {
        let iri = quad.subject.to_string();
        if let Some((_, range)) = iri.split_once("#char=") {
            let (start, end) = range.trim_end_matches('>').split_once(',').unwrap();
            let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
            assert!(start < end && end <= length, "{iri} in a text of {length}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        holds(&bytes);
    }

    #[test]
    fn any_text(text in "\\PC{0,800}") {
        holds(text.as_bytes());
    }

    #[test]
    fn words_of_reports_in_any_order(parts in prop::collection::vec(prop::sample::select(PARTS), 0..120)) {
        holds(parts.concat().as_bytes());
    }

    #[test]
    fn mutated_reports(cuts in prop::collection::vec((0usize..17_000, 0usize..400, prop::sample::select(PARTS)), 1..12)) {
        let mut characters: Vec<char> = SAMPLE.chars().collect();
        for (at, length, put) in cuts {
            let at = at.min(characters.len());
            let end = (at + length).min(characters.len());
            characters.splice(at..end, put.chars());
        }
        holds(characters.into_iter().collect::<String>().as_bytes());
    }
}

const PARTS: &[&str] = &[
    "\n",
    "\t",
    "，",
    "。",
    "（",
    "）",
    "、",
    "：",
    "；",
    "“",
    "”",
    "市教育局",
    "牵头单位：",
    "责任单位：",
    "负责",
    "牵头",
    "附注\n",
    "一、2020年工作回顾\n",
    "序号\t标题\t牵头单位\t责任单位\t完成时间\n",
    "1\t修路\t市交通局\t\t12月31日\n",
    "| 序号 | 项目 | 牵头单位 |\n",
    "地区生产总值",
    "3176.9亿元",
    "增长",
    "1.5%",
    "2021年",
    "十三五",
    "“十三五”时期",
    "柳州市",
    "鹿寨县",
    "各城区人民政府",
    "5%—6%",
    "二〇二五年",
    "八千亿元",
    "第六次会议上",
    "[1]",
    "①",
    "<sup>2</sup>",
    "**",
    "# ",
    "年均",
    "以上",
    "\u{feff}",
    "\r\n",
    "　　",
    "省",
    "县",
    "区",
    "999999999999999999999999999999",
    "9.9.9",
    "亿亿亿元",
    "一百千万亿",
];

/// Lines, brackets, digits, spaces, tables: whatever repeats, twice the text takes about twice the time.
#[test]
fn time_is_linear() {
    let patterns = [
        "全市地区生产总值3176.9亿元，增长1.5%。",
        "（",
        "（牵头单位：市教育局",
        "1 2 3 ",
        "责任单位：市教育局、",
        "\t市教育局",
        "“十三五”",
        "各",
        "市委",
        "<sup>",
        "[",
        "2021年",
        "一、",
        "序号\t项目\t牵头单位\n",
        "|",
        "  市教育局  ",
        "负责、",
        "一",
        "9",
        "\n",
        "，",
        "A. ",
        "省、",
        "政府",
    ];
    for pattern in patterns {
        let time = |bytes: usize| -> Duration {
            let text = pattern.repeat(bytes / pattern.len());
            (0..3)
                .map(|_| {
                    let begin = Instant::now();
                    read(text.as_bytes());
                    begin.elapsed()
                })
                .min()
                .unwrap()
        };
        let (small, large) = (time(100_000), time(400_000));
        // Four times the text; quadratic work would take sixteen times as long.
        assert!(
            large < small * 9 + Duration::from_millis(60),
            "{pattern:?}: {small:?} for 100 kB, {large:?} for 400 kB"
        );
    }
}
