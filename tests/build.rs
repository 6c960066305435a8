//! `govkg build` from the outside: what is read, skipped, replaced, taken out; killed at any moment; two at once.

#![cfg(feature = "disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;
use std::time::{Duration, Instant};

use govkg::derive::derive;
use govkg::store::{Owner, Store, Writer};

use crate::documents::{report, shared};
use crate::run::Place;

const BASE: &str = "https://w3id.org/govkg/id/";

#[test]
fn the_sample_has_the_id_that_others_rely_on() {
    let Some(sample) = shared("seed/liuzhou-2021.txt") else {
        return;
    };
    let place = Place::new();
    place.good(&["build", sample.to_str().unwrap()]);
    assert!(place.good(&["list"]).contains("liuzhou-2021-58235a"));
    assert!(place.good(&["text", sample.to_str().unwrap()]) == std::fs::read_to_string(sample).unwrap());
}

#[test]
fn an_unchanged_file_is_skipped_and_a_changed_one_replaced() {
    let place = Place::new();
    place.write("r/a.txt", report(0));
    place.write("r/b/c.md", report(1));
    assert!(place.good(&["build", "r"]).contains("2 documents built"));
    let first = place.dump();
    assert!(place.good(&["build", "r"]).contains("2 unchanged"));
    assert_eq!(place.dump(), first);

    place.write("r/a.txt", report(2));
    let out = place.good(&["build", "r"]);
    assert!(out.contains("1 document built") && out.contains("1 unchanged"), "{out}");
    assert_ne!(place.dump(), first);
    place.write("r/a.txt", report(0));
    place.good(&["build", "r"]);
    assert_eq!(place.dump(), first);
}

#[test]
fn the_same_document_twice_in_one_call_stays() {
    let place = Place::new();
    place.write("liuzhou-2021.txt", include_bytes!("sample/liuzhou-2021.txt"));
    place.good(&["build", "liuzhou-2021.txt"]);
    let first = place.dump();
    let out = place.good(&["build", "--sample", "liuzhou-2021.txt"]);
    assert!(out.contains("1 unchanged"), "{out}");
    assert_eq!(place.dump(), first);
    // Into an empty store too, and with an id of its own.
    let other = Place::new();
    other.write("liuzhou-2021.txt", include_bytes!("sample/liuzhou-2021.txt"));
    assert!(
        other
            .good(&["build", "--sample", "liuzhou-2021.txt"])
            .contains("1 document built")
    );
    assert_eq!(other.dump(), first);
    // Another content under that id is a mistake.
    other.write("liuzhou-2021.txt", report(1));
    let ran = other.run(&["build", "--sample", "liuzhou-2021.txt"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert_eq!(other.good(&["list"]).lines().count(), 2);
}

#[test]
fn what_takes_the_place_of_another_file_is_told() {
    let place = Place::new();
    place.write("a/report.txt", report(1));
    place.write("b/report.txt", report(2));
    place.good(&["build", "a/report.txt"]);
    let ran = place.run(&["build", "b/report.txt"]);
    assert!(
        ran.out.contains("1 replaced") && ran.err.contains("a/report.txt"),
        "{ran:?}"
    );
    let ran = place.run(&["build", "b/report.txt"]);
    assert!(!ran.out.contains("replaced"), "{ran:?}");
}

#[test]
fn threads_do_not_matter() {
    // So many that they do not fit one transaction and go through the bulk loader.
    let (one, two) = (Place::new(), Place::new());
    for place in [&one, &two] {
        for number in 0..150 {
            place.write(&format!("r/{number}.txt"), report(number));
        }
    }
    one.good(&["build", "r", "--threads", "1"]);
    two.good(&["build", "r", "--threads", "2"]);
    let dump = one.dump();
    assert_eq!(dump, two.dump());

    // One by one, in another order, with a detour.
    let three = Place::new();
    for number in (0..150).rev().step_by(10) {
        three.write(&format!("r/{number}.txt"), report(number + 500));
    }
    three.good(&["build", "r"]);
    for number in 0..150 {
        three.write(&format!("r/{number}.txt"), report(number));
    }
    three.good(&["build", "r", "--threads", "2"]);
    assert_eq!(dump, three.dump());
}

#[test]
fn a_removed_document_leaves_no_trace() {
    let (with, without) = (Place::new(), Place::new());
    for place in [&with, &without] {
        place.write("r/a.txt", report(0));
        place.write("r/b.txt", report(1));
        place.good(&["build", "r"]);
    }
    with.write("more/2022年报告.txt", report(7));
    with.good(&["build", "more"]);
    let out = with.good(&["remove", "2022年报告.txt"]);
    assert!(out.contains("2022nianbaogao-"), "{out}");
    assert_eq!(with.dump(), without.dump());
    let ran = with.run(&["remove", "2022年报告.txt"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("a.txt") && ran.err.contains("b.txt"), "{ran:?}");
}

#[test]
fn the_same_content_is_kept_once() {
    let place = Place::new();
    place.write("r/a.txt", report(0));
    place.write("r/b.txt", report(0));
    let ran = place.run(&["build", "r"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("b.txt") && ran.err.contains("same content"), "{ran:?}");
    assert_eq!(place.good(&["list", "--format", "tsv"]).lines().count(), 2);

    // Files that change places are no copies of each other.
    place.write("r/b.txt", report(1));
    place.good(&["build", "r"]);
    place.write("r/a.txt", report(1));
    place.write("r/b.txt", report(0));
    assert!(place.good(&["build", "r"]).contains("2 documents built"));
    let fresh = Place::new();
    fresh.write("r/a.txt", report(1));
    fresh.write("r/b.txt", report(0));
    fresh.good(&["build", "r"]);
    assert_eq!(place.dump(), fresh.dump());

    // A file that becomes a copy of another leaves the store as a fresh build would make it.
    place.write("r/b.txt", report(1));
    place.good(&["build", "r"]);
    fresh.good(&["remove", "b.txt"]);
    assert_eq!(place.dump(), fresh.dump());
}

#[test]
fn prune_follows_what_is_gone() {
    let place = Place::new();
    for name in ["r/a.txt", "r/b.txt", "other/c.txt"] {
        place.write(name, report(name.len() * 3 + usize::from(name.as_bytes()[2])));
    }
    place.good(&["build", "r", "other"]);
    std::fs::remove_file(place.join("r/a.txt")).unwrap();
    std::fs::rename(place.join("r/b.txt"), place.join("r/d.txt")).unwrap();
    std::fs::remove_file(place.join("other/c.txt")).unwrap();
    place.good(&["build", "r", "--prune"]);
    let list = place.good(&["list", "--format", "tsv"]);
    let sources: Vec<&str> = list
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit('\t').next())
        .collect();
    assert_eq!(sources, ["c.txt", "d.txt"]);
    place.good(&["build", "--prune"]);
    assert!(!place.good(&["list"]).contains("c.txt"));
    std::fs::remove_dir_all(place.join("r")).unwrap();
    assert!(place.good(&["build", "r", "--prune"]).contains("taken out"));
}

#[test]
fn ids_standard_input_and_dry_runs() {
    let place = Place::new();
    place.write("report.txt", report(0));
    let out = place.good(&["build", "--dry-run", "--timings", "report.txt"]);
    assert!(out.contains("1 document read") && out.contains("MB/s"), "{out}");
    assert!(!place.join("govkg.db").exists());

    place.good(&["build", "report.txt", "--id", "my.report"]);
    assert!(place.good(&["list"]).contains("my.report"));
    for id in ["über", "", "a/b", "-x"] {
        let ran = place.run(&["build", "report.txt", &format!("--id={id}")]);
        assert_eq!(ran.code, Some(2), "{id}");
    }
    let mut child = place
        .command(&["build", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), report(5).as_bytes()).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    assert!(place.good(&["list"]).contains("stdin-"));
}

#[test]
fn lists_counts_and_exports() {
    let place = Place::new();
    place.write("a.txt", report(0));
    place.good(&["build", "a.txt"]);
    let list: serde_json::Value = serde_json::from_str(&place.good(&["list", "--format", "json"])).unwrap();
    assert_eq!(list[0]["source"], "a.txt");
    assert_eq!(list[0]["area"], "柳州市");
    let stats: serde_json::Value = serde_json::from_str(&place.good(&["stats", "--json"])).unwrap();
    assert_eq!(stats["documents"], 1);
    assert_eq!(stats["quads"].as_u64().unwrap() as usize, place.dump().lines().count());
    assert!(place.good(&["stats"]).contains("Sentence"));
    assert!(place.good(&["completions", "bash"]).contains("govkg"));
    for name in ["x.nq", "x.trig", "x.ttl", "x.nt", "x.jsonld", "x.rdf"] {
        place.good(&["export", "-o", name]);
        let once = std::fs::read(place.join(name)).unwrap();
        place.good(&["export", "-o", name]);
        assert!(
            once == std::fs::read(place.join(name)).unwrap() && !once.is_empty(),
            "{name}"
        );
    }
    assert_eq!(std::fs::read_to_string(place.join("x.nq")).unwrap(), place.dump());
    let documents = place.good(&["export", "--graphs", "doc"]);
    assert!(documents.lines().all(|line| line.contains("/graph/doc/")) && !documents.is_empty());
    assert_eq!(place.run(&["export", "-o", "x.abc"]).code, Some(2));
    assert_eq!(place.run(&["export", "--graphs", "docs"]).code, Some(2));
    for name in ["m.csv", "m.xlsx"] {
        place.good(&["export", "--table", "measures", "-o", name]);
        assert!(place.join(name).exists());
    }
}

/// The lines of each document's graph.
fn by_document(dump: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut documents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in dump.lines() {
        if let Some((_, graph)) = line.rsplit_once("/graph/doc/") {
            documents.entry(graph.to_owned()).or_default().insert(line.to_owned());
        }
    }
    documents
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Kills a build at many moments; each document then has its old graph or its new one, and the next build makes up for
/// the rest.
#[track_caller]
fn kill(files: usize, points: u32) {
    let place = Place::new();
    let write = |version: usize| {
        for number in 0..files {
            place.write(&format!("r/{number}.txt"), report(number + version * 1000));
        }
    };
    write(0);
    // Half of the documents are there before.
    for number in (0..files).step_by(2) {
        place.write(&format!("half/{number}.txt"), report(number));
    }
    place.good(&["build", "half"]);
    copy(&place.join("govkg.db"), &place.join("before"));
    let before = by_document(&place.dump());
    std::fs::remove_dir_all(place.join("half")).unwrap();
    write(1);
    let begin = Instant::now();
    place.good(&["build", "r"]);
    let whole = begin.elapsed();
    let done = place.dump();
    let after = by_document(&done);
    assert_eq!(after.len(), files);

    let mut partly = 0;
    for point in 0..points {
        std::fs::remove_dir_all(place.join("govkg.db")).unwrap();
        copy(&place.join("before"), &place.join("govkg.db"));
        let mut child = place
            .command(&["build", "r"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole * point / points);
        child.kill().unwrap();
        child.wait().unwrap();
        let found = by_document(&place.good(&["export", "--quiet"]));
        for (document, lines) in &found {
            let is = |state: &BTreeMap<String, BTreeSet<String>>| state.get(document) == Some(lines);
            assert!(
                is(&before) || is(&after),
                "{document} is neither old nor new after {point}/{points}"
            );
        }
        for document in before.keys() {
            assert!(
                found.contains_key(document),
                "{document} is lost after {point}/{points}"
            );
        }
        partly += usize::from(found != before && found != after);
        place.good(&["build", "r"]);
        assert_eq!(place.dump(), done, "after {point}/{points}");
    }
    println!("{files} files, {points} kills in {whole:?}, {partly} of them with some documents old and some new");
}

#[test]
fn killed_in_one_transaction() {
    kill(12, 12);
}

#[test]
fn killed_in_many_batches() {
    kill(150, 10);
}

#[test]
fn a_second_writer_waits_and_then_names_the_first() {
    let place = Place::new();
    place.write("a.txt", report(0));
    let hold = || Writer::open(&place.join("govkg.db"), BASE, &Owner::this("govkg link"), derive).unwrap();

    // Longer than one waits.
    let first = hold();
    let begin = Instant::now();
    for arguments in [&["build", "a.txt"][..], &["list"]] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(
            ran.err.contains("`govkg link`") && ran.err.contains(&std::process::id().to_string()),
            "{ran:?}"
        );
    }
    assert!(begin.elapsed() >= Duration::from_secs(3));
    drop(first);

    // Less than that.
    let first = hold();
    let child = place
        .command(&["build", "a.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(500));
    drop(first);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");

    // A server reads; other readers may, a writer is told the endpoint.
    let owner = Owner::this("govkg serve").serving("http://127.0.0.1:7878/query");
    let server = Store::open_as(&place.join("govkg.db"), Some(&owner)).unwrap();
    place.good(&["list"]);
    place.write("a.txt", report(1));
    let ran = place.run(&["build", "a.txt"]);
    assert!(
        ran.code == Some(2) && ran.err.contains("--endpoint http://127.0.0.1:7878/query"),
        "{ran:?}"
    );
    drop(server);
}

#[test]
fn two_builds_at_once_lose_nothing() {
    let place = Place::new();
    for number in 0..40 {
        place.write(&format!("x/x{number}.txt"), report(number));
        place.write(&format!("y/y{number}.txt"), report(number + 100));
    }
    let spawn = |folder: &str| {
        place
            .command(&["build", folder])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let (x, y) = (spawn("x"), spawn("y"));
    for (folder, child) in [("x", x), ("y", y)] {
        let output = child.wait_with_output().unwrap();
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => {}
            // It waited, and the other was not done in time.
            Some(2) if message.contains("`govkg build`") => {
                place.good(&["build", folder]);
            }
            _ => panic!("{folder}: {output:?}"),
        }
    }
    assert_eq!(place.good(&["list", "--format", "csv"]).lines().count(), 81);
    let fresh = Place::new();
    copy(&place.join("x"), &fresh.join("x"));
    copy(&place.join("y"), &fresh.join("y"));
    fresh.good(&["build", "y", "x"]);
    assert_eq!(place.dump(), fresh.dump());
}
