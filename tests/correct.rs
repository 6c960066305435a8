//! `govkg correct`: what is rejected, replaced and added, now and in every later build.

mod undo;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use govkg::correct::{Outcome, cells, correct, corrections, obey, read_rows};
use govkg::derive::derive;
use govkg::graph::corrections::Corrections;
use govkg::graph::{Input, hex, read_document, vocabulary};
use govkg::lexicon::Lexicon;
use govkg::query::{Limits, Prefixes, evaluate};
use govkg::store::{Build, Change, GraphFilter, Store, Writer};
use oxigraph::io::RdfFormat;
use oxigraph::sparql::QueryResults;
use sha2::{Digest, Sha256};

const BASE: &str = "https://w3id.org/govkg/id/";

const TEXT: &str = "柳州市人民政府工作报告\n\n——2021年2月1日在柳州市第十四届人民代表大会第一次会议上\n\n各位代表：\n\n\
    一、2020年工作回顾\n\n全市实现地区生产总值3176.9亿元，增长1.5%。营商环境持续优化，服务大厅迁入新址。新建学校12所。\n\n\
    二、2021年工作安排\n\n地区生产总值增长6%以上（牵头单位：市发展改革委；责任单位：市财政局）。\n";

fn words() -> &'static Lexicon {
    static WORDS: OnceLock<Lexicon> = OnceLock::new();
    WORDS.get_or_init(|| Lexicon::load(&[]).unwrap())
}

/// A file that holds the text.
fn file(text: &str) -> PathBuf {
    let name = format!("correct-{}.txt", hex(&Sha256::digest(text), 4));
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if std::fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return path;
    }
    let own = path.with_extension(format!("{:?}", std::thread::current().id()));
    std::fs::write(&own, text).unwrap();
    std::fs::rename(&own, &path).unwrap();
    path
}

/// What `govkg build` makes of the text, with the corrections of the store.
fn change(id: &str, text: &str, corrections: &Corrections) -> (Change, Vec<String>) {
    let source = format!("{id}.txt");
    let input = Input {
        bytes: text.as_bytes(),
        id,
        source: &source,
        base: BASE,
    };
    let mut reading = read_document(&input, words());
    let before = reading.diagnostics.len();
    let corrected = obey(&input, &mut reading, corrections);
    let warnings = reading.diagnostics[before..]
        .iter()
        .map(|d| d.message.clone())
        .collect();
    let change = Change {
        id: id.to_owned(),
        quads: reading.quads,
        build: Build {
            sha256: hex(&Sha256::digest(text), 32),
            fingerprint: "test".to_owned(),
            file: Some(file(text).to_string_lossy().into_owned()),
            corrected,
        },
    };
    (change, warnings)
}

fn empty() -> Writer {
    let mut writer = Writer::in_memory(BASE, derive).unwrap();
    writer.set_vocabulary("test", vocabulary(words(), &[], BASE)).unwrap();
    writer
}

fn built() -> Writer {
    let mut writer = empty();
    writer
        .replace(vec![change("a-1", TEXT, &Corrections::default()).0])
        .unwrap();
    writer.finish().unwrap();
    writer
}

fn store(writer: &Writer) -> Store {
    Store::in_memory(BASE, writer.quads().unwrap().clone())
}

fn dump(writer: &Writer) -> String {
    let mut out = Vec::new();
    store(writer)
        .dump(RdfFormat::NQuads, &GraphFilter::default(), &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

/// The dump of the graphs of documents and what is derived.
fn facts(writer: &Writer) -> Vec<String> {
    let lines = dump(writer);
    lines
        .lines()
        .filter(|line| !line.ends_with("graph/corrections> .") && !line.ends_with("graph/vocabulary> ."))
        .map(str::to_owned)
        .collect()
}

/// What a build into a new store gives that has these corrections from the beginning.
fn fresh(writer: &Writer) -> String {
    let mut fresh = empty();
    let graph = fresh.iris().corrections_graph();
    fresh.replace_graph(graph, writer.corrections().unwrap()).unwrap();
    let corrections = corrections(&store(&fresh)).unwrap();
    let (change, warnings) = change("a-1", TEXT, &corrections);
    assert_eq!(warnings, Vec::<String>::new());
    fresh.replace(vec![change]).unwrap();
    fresh.finish().unwrap();
    dump(&fresh)
}

/// The place of some words of the text, as `start,end`.
fn at(words: &str) -> String {
    let byte = TEXT.find(words).unwrap_or_else(|| panic!("{words}"));
    let start = TEXT[..byte].chars().count();
    format!("{start},{}", start + words.chars().count())
}

fn table(rows: &[String]) -> String {
    format!("document,start,end,property,action,value,note\n{}\n", rows.join("\n"))
}

fn run(writer: &mut Writer, rows: &[String]) -> Vec<Outcome> {
    let rows = read_rows(Path::new("c.csv"), table(rows).as_bytes()).unwrap();
    let outcomes = correct(writer, &rows).unwrap();
    writer.finish().unwrap();
    outcomes
}

/// Runs rows of which each has to be carried out; the store is then as a fresh build makes it.
#[track_caller]
fn good(writer: &mut Writer, rows: &[String]) {
    for outcome in run(writer, rows) {
        assert!(outcome.result.is_ok(), "{outcome:?}");
    }
    assert_eq!(dump(writer), fresh(writer));
}

/// The first column of a query, sorted.
fn ask(writer: &Writer, query: &str) -> Vec<String> {
    let QueryResults::Solutions(rows) =
        evaluate(writer.quads().unwrap(), query, &Prefixes::new(BASE), &Limits::default()).unwrap()
    else {
        panic!("{query}")
    };
    let mut values: Vec<String> = rows
        .map(|row| {
            let row = row.unwrap();
            row.values()
                .iter()
                .map(|v| v.as_ref().map_or_else(String::new, |v| v.to_string()))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    values.sort();
    values
}

/// Nothing of the documents speaks of what is not there, and every span stands in a sentence.
fn check(writer: &Writer) {
    let dangling = ask(
        writer,
        "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/govkg/id/graph/doc/'))
           FILTER(ISIRI(?o) && STRSTARTS(STR(?o), 'https://w3id.org/govkg/id/')) FILTER NOT EXISTS { ?o ?q ?x } }",
    );
    assert_eq!(dangling, Vec::<String>::new());
    let loose = ask(
        writer,
        "SELECT ?span { GRAPH ?g { ?span gk:start ?n FILTER NOT EXISTS { ?x prov:wasDerivedFrom|gk:mentionedIn|gk:sentence ?span } } }",
    );
    assert_eq!(loose, Vec::<String>::new());
}

const GDP: &str = "地区生产总值3176.9亿元";

#[test]
fn a_rejected_measure_goes_with_all_that_was_said_for_it() {
    let mut writer = built();
    let before = facts(&writer);
    let growth = "SELECT ?of { ?m gk:valueText '增长1.5%' ; gk:changeOf ?of }";
    assert_eq!(ask(&writer, growth).len(), 1);
    good(&mut writer, &[format!("a-1,{},,reject,,wrong", at(GDP))]);
    assert_eq!(ask(&writer, "SELECT ?m { ?m gk:value 3176.9 }"), Vec::<String>::new());
    assert_eq!(ask(&writer, growth), Vec::<String>::new());
    // The other fact of the sentence keeps it.
    assert_eq!(
        ask(
            &writer,
            "SELECT ?m { ?m gk:valueText '增长1.5%' ; prov:wasDerivedFrom/gk:sentence/gk:text ?t }"
        )
        .len(),
        1
    );
    check(&writer);

    good(&mut writer, &[format!("a-1,{},,undo,,", at(GDP))]);
    assert_eq!(facts(&writer), before);
    assert!(!dump(&writer).contains("graph/corrections"));
}

#[test]
fn the_last_fact_takes_its_sentence_with_it() {
    let mut writer = built();
    let spans = ask(
        &writer,
        "SELECT ?start ?end { ?m gk:value 12.0 ; prov:wasDerivedFrom ?s . ?s gk:start ?start ; gk:end ?end }",
    );
    assert_eq!(spans.len(), 1, "the schools were read");
    let numbers: Vec<&str> = spans[0]
        .split('"')
        .filter(|p| p.bytes().all(|b| b.is_ascii_digit()) && !p.is_empty())
        .collect();
    good(&mut writer, &[format!("a-1,{},,reject,,", numbers.join(","))]);
    assert_eq!(
        ask(&writer, "SELECT ?s { ?s gk:text ?t FILTER(CONTAINS(?t, '学校')) }"),
        Vec::<String>::new()
    );
    check(&writer);
}

#[test]
fn values_labels_and_units_are_replaced() {
    let mut writer = built();
    let place = at(GDP);
    good(
        &mut writer,
        &[
            format!("a-1,{place},gk:value,replace,3200,"),
            format!("a-1,{place},gk:period,replace,2019年,"),
            format!("a-1,{place},gk:aspect,replace,占比,"),
            format!("a-1,{place},gk:indicator,replace,财政收入,"),
            format!("a-1,{place},gk:subject,replace,桂林市,"),
            format!("a-1,{place},rdf:type,replace,gk:Target,"),
        ],
    );
    check(&writer);
    let now = ask(
        &writer,
        "SELECT ?base ?from ?aspect ?indicator ?subject { ?m a gk:Target ; gk:value 3200.0 ; gk:baseValue ?base ; gk:aspect ?aspect ;
           gk:period/dcat:startDate ?from ; gk:indicator/skos:prefLabel ?indicator ; gk:subject/skos:prefLabel ?subject }",
    );
    assert_eq!(now.len(), 1, "{now:?}");
    for part in ["\"320000000000\"", "2019-01-01", "ontology#Share", "财政收入", "桂林市"] {
        assert!(now[0].contains(part), "{part}: {now:?}");
    }
    // A later line about the same property takes the place of the earlier one.
    good(&mut writer, &[format!("a-1,{place},gk:value,replace,3300,")]);
    assert_eq!(
        ask(&writer, "SELECT ?b { ?m gk:value 3300.0 ; gk:baseValue ?b }").len(),
        1
    );
    good(
        &mut writer,
        &[
            format!("a-1,{place},gk:unit,replace,%,"),
            format!("a-1,{place},gk:value,undo,,"),
        ],
    );
    assert_eq!(
        ask(&writer, "SELECT ?m { ?m gk:value 3176.9 ; gk:baseValue 3176.9 }").len(),
        1
    );
    check(&writer);
}

#[test]
fn units_of_a_responsibility_are_replaced_and_rejected() {
    let mut writer = built();
    let lead = "市发展改革委";
    let agents = "SELECT ?label ?role { ?r a gk:Responsibility ; gk:role ?role ; gk:agent/skos:prefLabel ?label }";
    let before = ask(&writer, agents);
    assert_eq!(before.len(), 2, "{before:?}");
    good(
        &mut writer,
        &[format!(
            "a-1,{},gk:agent,replace,gk:Agency 柳州市大数据发展局,",
            at(lead)
        )],
    );
    let now = ask(&writer, agents);
    assert!(
        now.iter().any(|row| row.contains("大数据") && row.contains("Lead")),
        "{now:?}"
    );
    check(&writer);
    good(
        &mut writer,
        &[format!("a-1,{},gk:mentionedIn,reject,,no unit", at("市财政局"))],
    );
    let now = ask(&writer, agents);
    assert_eq!(now.len(), 1, "{now:?}");
    assert!(
        !dump(&writer).contains("财政局\"@zh <https://w3id.org/govkg/id/graph/doc"),
        "the agency is gone"
    );
    check(&writer);
}

#[test]
fn direct_relations_follow_the_facts_that_state_them() {
    let mut writer = built();
    let place = at(lead_sentence());
    good(
        &mut writer,
        &[
            format!("a-1,{place},gk:leadUnit,add,gk:Project 龙城便民大厅 -> 市财政局,"),
            format!("a-1,{place},gk:locatedIn,add,gk:Project 龙城便民大厅 -> 鹿寨县,"),
        ],
    );
    check(&writer);
    let relations = "SELECT ?p ?label { ?s skos:prefLabel '龙城便民大厅'@zh ; ?p ?o . ?o skos:prefLabel ?label }";
    let now = ask(&writer, relations);
    assert_eq!(now.len(), 2, "{now:?}");
    assert!(now[0].contains("leadUnit") && now[1].contains("locatedIn"), "{now:?}");
    let evidence = "SELECT ?rule ?text { ?c rdf:predicate gk:locatedIn ; gk:rule ?rule ; prov:wasDerivedFrom/gk:sentence/gk:text ?text }";
    let now = ask(&writer, evidence);
    assert!(
        now.len() == 1 && now[0].contains("correction") && now[0].contains("服务大厅迁入新址"),
        "{now:?}"
    );
    good(&mut writer, &[format!("a-1,{place},gk:locatedIn,undo,,")]);
    assert_eq!(ask(&writer, relations).len(), 1);
}

/// Words of a sentence from which nothing is read.
fn lead_sentence() -> &'static str {
    "服务大厅迁入新址"
}

#[test]
fn measures_mentions_and_properties_are_added() {
    let mut writer = built();
    let place = at(GDP);
    let hall = at("服务大厅");
    good(
        &mut writer,
        &[
            format!("a-1,{place},gk:scope,add,市区,"),
            format!("a-1,{hall},gk:mentionedIn,add,gk:Institution 龙城便民大厅,"),
        ],
    );
    check(&writer);
    assert_eq!(
        ask(&writer, "SELECT ?m { ?m gk:value 3176.9 ; gk:scope '市区'@zh }").len(),
        1
    );
    good(
        &mut writer,
        &[format!(
            "a-1,{hall},gk:Achievement,add,indicator=地区生产总值; value=12.5; unit=亿元; period=2018; aspect=Growth,"
        )],
    );
    check(&writer);
    let now = ask(
        &writer,
        "SELECT ?m ?base ?subject { ?m a gk:Achievement ; gk:value 12.5 ; gk:baseValue ?base ; gk:rule 'correction' ;
           gk:subject/skos:prefLabel ?subject ; gk:comparator gk:Exactly ; gk:aspect gk:Growth ; gk:valueText '服务大厅' }",
    );
    assert!(
        now.len() == 1 && now[0].contains("\"1250000000\"") && now[0].contains("柳州市"),
        "{now:?}"
    );
}

#[test]
fn what_matches_nothing_is_told_and_the_rest_is_carried_out() {
    let mut writer = built();
    let before = facts(&writer);
    let place = at(GDP);
    let outcomes = run(
        &mut writer,
        &[
            "nanning,1,2,,reject,,".to_owned(),
            "a-1,0,1,,reject,,".to_owned(),
            format!("a-1,{place},gk:maxValue,replace,5,"),
            format!("a-1,{place},gk:value,replace,many,"),
            format!("a-1,{place},gk:unit,replace,斗,"),
            format!("a-1,{place},gk:colour,reject,,"),
            format!("a-1,{place},gk:rule,replace,x,"),
            format!("a-1,{place},gk:period,undo,,"),
            format!("a-1,{place},gk:value,replace,3176.9,"),
            format!("a-1,{place},gk:value,replace,1.5 -> 3,"),
            "a-1,90000,90010,gk:mentionedIn,add,柳州市,".to_owned(),
            format!("a-1,{place},gk:locatedIn,add,柳州市,"),
            format!("a-1,{place},gk:Target,add,value=3; unit=亿元,"),
        ],
    );
    let told: BTreeMap<u64, String> = outcomes.into_iter().map(|o| (o.line, o.result.unwrap_err())).collect();
    for (line, part) in [
        (2, "no document is called `nanning`"),
        (3, "nothing was read there"),
        (4, "use add"),
        (5, "`many` is no number"),
        (6, "no gk:Unit is called `斗`"),
        (7, "there is no property `gk:colour`"),
        (8, "where a fact comes from"),
        (9, "no such correction"),
        (10, "that is what was read"),
        (11, "of that value"),
        (12, "not at hand"),
        (13, "two ends"),
        (14, "does not name the indicator"),
    ] {
        assert!(told[&line].contains(part), "{line}: {}", told[&line]);
    }
    assert_eq!(facts(&writer), before);
    assert!(!dump(&writer).contains("graph/corrections"));

    let outcomes = run(
        &mut writer,
        &[
            format!("a-1,{place},gk:maxValue,reject,,"),
            format!("a-1,{place},gk:period,reject,,"),
        ],
    );
    assert!(
        outcomes[0].result.is_err() && outcomes[1].result.is_ok(),
        "{outcomes:?}"
    );
    assert_eq!(dump(&writer), fresh(&writer));
}

#[test]
fn the_order_of_corrections_does_not_matter() {
    let place = at(GDP);
    let rows = [
        format!("a-1,{place},gk:value,replace,3200,"),
        format!("a-1,{place},gk:scope,add,市区,"),
        format!("a-1,{},gk:agent,replace,市财政局,", at("市发展改革委")),
        format!("a-1,{},,reject,,", at("地区生产总值增长6%以上")),
    ];
    let (mut one, mut two, mut three) = (built(), built(), built());
    run(&mut one, &rows);
    let backwards: Vec<String> = rows.iter().rev().cloned().collect();
    run(&mut two, &backwards);
    for row in rows {
        run(&mut three, &[row]);
    }
    assert_eq!(dump(&one), dump(&two));
    assert_eq!(dump(&one), dump(&three));
    assert_eq!(dump(&one), fresh(&one));
}

#[test]
fn the_list_is_a_table_that_does_the_same() {
    let mut writer = built();
    let place = at(GDP);
    let hall = at("服务大厅");
    good(
        &mut writer,
        &[
            format!("a-1,{place},gk:value,replace,3176.9 -> 3200,for a reason"),
            format!("a-1,{place},gk:period,replace,2019,"),
            format!("a-1,{hall},gk:locatedIn,add,gk:Project 龙城便民大厅 -> 鹿寨县,"),
            format!("a-1,{},,reject,,", at("市财政局")),
        ],
    );
    let corrections = corrections(&store(&writer)).unwrap();
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(govkg::correct::COLUMNS).unwrap();
    for correction in corrections.of("a-1") {
        csv.write_record(cells("a-1", correction, BASE)).unwrap();
    }
    let table = csv.into_inner().unwrap();
    let rows = read_rows(Path::new("list.csv"), &table).unwrap();
    assert_eq!(rows.len(), 4);
    let before = dump(&writer);
    let outcomes = correct(&mut writer, &rows).unwrap();
    assert!(outcomes.iter().all(|o| o.result.is_ok()), "{outcomes:?}");
    assert_eq!(dump(&writer), before);
}

#[test]
fn corrections_outlive_their_document_and_do_not_hold_for_other_words() {
    let mut writer = built();
    good(&mut writer, &[format!("a-1,{},gk:value,replace,3200,", at(GDP))]);
    let after = dump(&writer);
    writer.remove(&["a-1"]).unwrap();
    let kept = corrections(&store(&writer)).unwrap();
    assert_eq!(kept.of("a-1").count(), 1);
    writer.replace(vec![change("a-1", TEXT, &kept).0]).unwrap();
    assert_eq!(dump(&writer), after);

    let (_, warnings) = change("a-1", &TEXT.replace("3176.9", "4176.9"), &kept);
    assert!(warnings.len() == 1 && warnings[0].contains("4176.9"), "{warnings:?}");

    writer.remove(&["a-1"]).unwrap();
    let outcomes = run(&mut writer, &[format!("a-1,{},,undo,,", at(GDP))]);
    assert!(outcomes[0].result.is_ok(), "{outcomes:?}");
    assert!(!dump(&writer).contains("graph/corrections"));
}

#[cfg(feature = "disk")]
mod on_disk {
    use super::*;
    use crate::run::Place;

    #[test]
    fn later_builds_obey_and_explain_shows_it() {
        let place = Place::new();
        place.write("a.txt", TEXT);
        place.good(&["build", "a.txt"]);
        let first = place.dump();
        let row = format!("a.txt,{},gk:value,replace,3200,misprint", at(GDP));
        place.write("c.csv", table(&[row, "a.txt,0,1,,reject,,".to_owned()]));
        let ran = place.run(&["correct", "c.csv"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.out.contains("1 line carried out, 1 not"), "{ran:?}");
        assert!(ran.err.contains("c.csv: line 3: nothing was read there"), "{ran:?}");
        let corrected = place.dump();
        assert!(corrected.contains("\"3200\""), "{corrected}");
        assert!(place.good(&["build", "a.txt"]).contains("1 unchanged"));
        let explained = place.good(&["explain", "a.txt"]);
        assert!(
            explained.contains("corrected: replace") && explained.contains("misprint"),
            "{explained}"
        );
        let list = place.good(&["correct", "--list", "--format", "csv"]);
        assert!(list.contains("gk:value,replace,3200,misprint"), "{list}");

        // A file that has changed and come back.
        place.write("a.txt", TEXT.replace("12所", "13所"));
        place.good(&["build", "a.txt"]);
        place.write("a.txt", TEXT);
        place.good(&["build", "a.txt"]);
        assert_eq!(place.dump(), corrected);

        place.good(&["remove", "a.txt"]);
        place.good(&["build", "a.txt"]);
        assert_eq!(place.dump(), corrected);

        // Taken back without the file.
        std::fs::rename(place.join("a.txt"), place.join("b.txt")).unwrap();
        let ran = place.run(&["correct", "c.csv", "--undo"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert_eq!(place.dump(), first);
    }

    #[test]
    fn a_faulty_table_changes_nothing() {
        let place = Place::new();
        place.write("a.txt", TEXT);
        place.good(&["build", "a.txt"]);
        place.write("c.csv", "document,start,end,action\na.txt,1,2,remove\n");
        let ran = place.run(&["correct", "c.csv"]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains("c.csv") && ran.err.contains("line 2"), "{ran:?}");
        let example = place.good(&["correct", "--example"]);
        place.write("e.csv", example);
        let ran = place.run(&["correct", "e.csv"]);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(place.run(&["correct", "--list"]).err.contains("nothing is corrected"));
    }
}
