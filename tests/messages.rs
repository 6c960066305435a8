//! What a command says when there is nothing to show, or when it is asked for something that is not there.

#![cfg(feature = "disk")]

use std::io::Write;
use std::process::Stdio;

use crate::documents::report;
use crate::run::{Place, Ran};

fn two() -> Place {
    let place = Place::new();
    place.write("r/a.txt", report(1));
    place.write("r/b.txt", report(2));
    place.good(&["build", "r"]);
    place
}

#[track_caller]
fn says(ran: &Ran, code: i32, words: &[&str]) {
    assert_eq!(ran.code, Some(code), "{ran:?}");
    for word in words {
        assert!(ran.err.contains(word), "{word} is missing in {ran:?}");
    }
}

#[test]
fn exports_of_what_is_not_there() {
    let place = two();
    let ran = place.run(&["export", "--graphs", "doc/nope", "-o", "x.nq"]);
    says(&ran, 2, &["doc/nope", "govkg list"]);
    assert!(!place.join("x.nq").exists());
    // A kind of which there is nothing is no mistake.
    place.good(&["export", "--graphs", "link,doc"]);
    says(&place.run(&["export", "-o", "y.nq"]), 0, &["y.nq: ", " quads"]);
    says(
        &place.run(&["export", "--table", "measures", "-o", "y.csv"]),
        0,
        &["y.csv: ", " rows"],
    );
}

#[test]
fn explain_says_what_it_did_not_read() {
    let place = Place::new();
    says(&place.run(&["explain", "你好"]), 1, &["nothing was read"]);
    says(
        &place.run(&["explain", "你好", "--unread"]),
        0,
        &["nothing is left unread"],
    );
    says(&place.run(&["explain", "."]), 2, &["it is a folder"]);
    says(&place.run(&["explain", "none.txt"]), 2, &["there is no such file"]);
    place.write("binary.txt", [0u8, 1, 2, 0, 255, 0, 3, 0, 0, 0, 7, 200, 201, 0, 0, 5]);
    says(&place.run(&["explain", "binary.txt"]), 2, &["binary.txt"]);

    let mut child = place
        .command(&["explain", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text = "全市实现地区生产总值3176.9亿元。";
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success() && String::from_utf8(out.stdout).unwrap().contains("地区生产总值"));
}

#[test]
fn scores_are_of_the_document_alone() {
    let place = Place::new();
    place.write("a.txt", report(1));
    place.write("gold/measures.tsv", format!(
        "section\tquote\tsubject\tindicator\taspect\tcomparator\tvalue\tunit\tperiod\tkind\ndone\t{}\t*\t地区生产总值\tlevel\t=\t1037.2\t亿元\t2020\tactual\n",
        "地区生产总值1037.2亿元"
    ));
    place.good(&["build", "a.txt"]);
    place.good(&["export", "-o", "one.nq"]);
    let alone = place.good(&["eval", "a.txt", "gold", "--graph", "one.nq", "--json"]);
    place.write("b.txt", report(2));
    place.good(&["build", "b.txt"]);
    place.good(&["export", "-o", "two.nq"]);
    assert_eq!(
        place.good(&["eval", "a.txt", "gold", "--graph", "two.nq", "--json"]),
        alone
    );
    place.write("c.txt", report(3));
    says(
        &place.run(&["eval", "c.txt", "gold", "--graph", "two.nq"]),
        2,
        &["two.nq", "c.txt"],
    );
    says(
        &place.run(&["eval", "a.txt", "silver"]),
        2,
        &["silver: there is no such folder"],
    );
}

#[test]
fn options_say_what_they_expect() {
    let place = two();
    says(&place.run(&["build"]), 2, &["nothing to build", "--sample"]);
    says(
        &place.run(&["build", "r", "--threads", "0"]),
        2,
        &["expected a number from 1 on"],
    );
    says(
        &place.run(&["query", "-e", "ASK {}", "--timeout", "abc"]),
        2,
        &["expected a time such as 10"],
    );
    says(
        &place.run(&["query", "-e", "INSERT DATA { <urn:a> <urn:b> 1 }"]),
        2,
        &["only reads"],
    );
    let ran = place.run(&["query", "facts-with-sentence", "-p", "rule=no-such-rule"]);
    says(&ran, 1, &["measure-level"]);
    assert!(place.good(&["remove", "--help"]).contains("Corrections of it stay"));
}

#[test]
fn faulty_words_leave_no_store_behind() {
    let place = Place::new();
    place.write("a.txt", report(1));
    place.write("words/own.ttl", "this is no turtle");
    let ran = place.run(&["build", "a.txt", "--lexicon", "words"]);
    says(&ran, 2, &["own.ttl"]);
    assert!(!place.join("govkg.db").exists(), "{ran:?}");
}

#[test]
fn a_text_without_place_and_year_is_valid() {
    let place = Place::new();
    place.write("note.txt", "新建学校12所，排名全国第一。地区生产总值增长6%以上。\n");
    place.good(&["build", "note.txt"]);
    let ran = place.run(&["validate"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
}
