//! What a table of corrections made, it takes back.

use std::path::Path;

use govkg::correct::{cells, correct, corrections, read_rows};
use govkg::graph::corrections::Corrections;
use govkg::store::Writer;

use super::{BASE, GDP, at, built, change, dump, empty, good, run, store, table};

/// A table of the kinds that name their values in many ways.
fn many() -> Vec<String> {
    let (gdp, hall) = (at(GDP), at("服务大厅"));
    vec![
        format!("a-1,{},gk:mentionedIn,reject,柳州市财政局,", at("市财政局")),
        format!("a-1,{hall},gk:mentionedIn,add,gk:Institution 龙城便民大厅,"),
        format!(
            "a-1,{},gk:agent,replace,市发展改革委 -> gk:Agency 柳州市大数据发展局,",
            at("市发展改革委")
        ),
        format!("a-1,{hall},gk:Responsibility,add,project=gk:Project 龙城便民大厅; agent=市发展改革委; role=Lead,"),
        format!("a-1,{hall},gk:locatedIn,add,gk:Project 龙城便民大厅 -> 鹿寨县,"),
        format!("a-1,{gdp},gk:scope,add,市区,"),
        format!("a-1,{gdp},gk:value,replace,3176.9 -> 3200,"),
        format!("a-1,{},,reject,,", at("地区生产总值增长6%以上")),
    ]
}

fn take_back(writer: &mut Writer, csv: &str) {
    let rows = read_rows(Path::new("c.csv"), csv.as_bytes()).unwrap();
    let rows: Vec<_> = rows.into_iter().map(govkg::correct::Row::taken_back).collect();
    for outcome in correct(writer, &rows).unwrap() {
        assert!(outcome.result.is_ok(), "{outcome:?}\n{csv}");
    }
    writer.finish().unwrap();
}

#[test]
fn a_table_takes_back_what_it_made() {
    let mut writer = built();
    let before = dump(&writer);
    good(&mut writer, &many());
    assert_ne!(dump(&writer), before);
    take_back(&mut writer, &table(&many()));
    assert_eq!(dump(&writer), before);

    // And so does the list of all corrections.
    good(&mut writer, &many());
    let kept = corrections(&store(&writer)).unwrap();
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(govkg::correct::COLUMNS).unwrap();
    for correction in kept.of("a-1") {
        csv.write_record(cells("a-1", correction, BASE)).unwrap();
    }
    take_back(&mut writer, &String::from_utf8(csv.into_inner().unwrap()).unwrap());
    assert_eq!(dump(&writer), before);

    // A row that names one is taken back alone, whatever else is said of the place.
    good(&mut writer, &many());
    take_back(&mut writer, &table(&[format!("a-1,{},gk:scope,add,市区,", at(GDP))]));
    assert_eq!(
        corrections(&store(&writer)).unwrap().of("a-1").count(),
        many().len() - 1
    );
}

#[test]
fn the_example_is_carried_out_on_the_sample() {
    let text = include_str!("../sample/liuzhou-2021.txt");
    let mut writer = empty();
    writer
        .replace(vec![change("liuzhou-2021-58235a", text, &Corrections::default()).0])
        .unwrap();
    let before = dump(&writer);
    let rows = read_rows(Path::new("e.csv"), govkg::correct::EXAMPLE.as_bytes()).unwrap();
    let outcomes = correct(&mut writer, &rows).unwrap();
    for outcome in &outcomes {
        assert!(outcome.result.is_ok(), "{outcome:?}");
    }
    let last = rows.last().unwrap().line;
    let said: Vec<&String> = outcomes.iter().filter_map(|o| o.result.as_ref().ok()).collect();
    assert!(said.contains(&&format!("taken back by line {last}")), "{said:#?}");
    assert!(!said.iter().any(|said| said.starts_with("replaced")), "{said:#?}");
    take_back(&mut writer, govkg::correct::EXAMPLE);
    assert_eq!(dump(&writer), before);
}

#[test]
fn a_later_line_is_named() {
    let mut writer = built();
    let place = at(GDP);
    let outcomes = run(
        &mut writer,
        &[
            format!("a-1,{place},gk:value,replace,3200,"),
            format!("a-1,{place},gk:value,replace,3300,"),
        ],
    );
    assert_eq!(outcomes[0].result.as_deref(), Ok("replaced by line 3"));
    assert!(outcomes[1].result.is_ok());
}
