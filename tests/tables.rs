//! The flat tables of `govkg export --table`, from the graph to the file.

use std::io::{Cursor, Read};

use govkg::export::{Cell, CsvStyle, Table, TableKind, table, write_csv, write_xlsx};
use oxigraph::io::RdfFormat;
use oxigraph::store::Store;

/// Two documents and what is known besides; the second has labels that a spreadsheet might calculate.
const GRAPH: &str = r#"
@prefix gk: <https://w3id.org/govkg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix id: <https://w3id.org/govkg/id/> .
@prefix g: <https://w3id.org/govkg/id/graph/> .
@prefix doc: <https://w3id.org/govkg/id/doc/> .
@prefix b: <https://w3id.org/govkg/id/doc/b-2021-000000#> .
@prefix a: <https://w3id.org/govkg/id/doc/a-2022-000000#> .

<https://w3id.org/govkg/id/graph/doc/b-2021-000000> {
  doc:b-2021-000000 a gk:WorkReport ; dcterms:title "政府工作报告"@zh ; gk:area id:area-1 ; gk:reportYear "2021"^^xsd:gYear .
  id:area-1 gk:mentionedIn <https://w3id.org/govkg/id/doc/b-2021-000000#char=100,102> .
  <https://w3id.org/govkg/id/doc/b-2021-000000#char=100,127> a gk:Sentence ; gk:start 100 ; gk:end 127 ; gk:section gk:Review ;
    gk:text "全市地区生产总值3176.9亿元，\"增长\"-1.50%"@zh .
  <https://w3id.org/govkg/id/doc/b-2021-000000#char=100,102> gk:start 100 ; gk:end 102 ;
    gk:sentence <https://w3id.org/govkg/id/doc/b-2021-000000#char=100,127> .
  <https://w3id.org/govkg/id/doc/b-2021-000000#char=102,116> gk:start 102 ; gk:end 116 ;
    gk:sentence <https://w3id.org/govkg/id/doc/b-2021-000000#char=100,127> .
  <https://w3id.org/govkg/id/doc/b-2021-000000#char=117,127> gk:start 117 ; gk:end 127 ;
    gk:sentence <https://w3id.org/govkg/id/doc/b-2021-000000#char=100,127> .
  b:m-117-127 a gk:Achievement ; gk:indicator id:gdp ; gk:subject id:area-1 ; gk:area id:area-1 ; gk:aspect gk:Growth ; gk:comparator gk:Exactly ;
    gk:value -1.50 ; gk:unit id:percent ; gk:baseValue -1.5 ; gk:changeOf b:m-102-116 ; gk:period id:period-2020 ; gk:valueText "-1.50%" ;
    gk:annualAverage true ; gk:rule "growth-after-level" ; gk:confidence 0.97 ;
    prov:wasDerivedFrom <https://w3id.org/govkg/id/doc/b-2021-000000#char=117,127> .
  b:m-102-116 a gk:Achievement ; gk:indicator id:gdp ; gk:subject id:area-1 ; gk:area id:area-1 ; gk:aspect gk:Level ; gk:comparator gk:Exactly ;
    gk:value 3176.9 ; gk:unit id:yi-yuan ; gk:baseValue 317690000000.0 ; gk:period id:period-2020 ; gk:valueText "3176.9亿元" ;
    gk:rule "level-of-indicator" ; gk:confidence 0.98 ; prov:wasDerivedFrom <https://w3id.org/govkg/id/doc/b-2021-000000#char=102,116> .
  id:yi-yuan a gk:Unit ; skos:prefLabel "亿元"@zh ; gk:baseUnit id:yuan ; gk:factor 100000000 .
  id:period-2020 a dcterms:PeriodOfTime ; skos:prefLabel "2020年"@zh ; dcat:startDate "2020-01-01"^^xsd:date ; dcat:endDate "2020-12-31"^^xsd:date .

  <https://w3id.org/govkg/id/doc/b-2021-000000#char=200,230> a gk:Sentence ; gk:start 200 ; gk:end 230 ; gk:section gk:Table ; gk:text "建设校门 市教育局 市公安局 12月31日"@zh .
  <https://w3id.org/govkg/id/doc/b-2021-000000#char=200,204> gk:start 200 ; gk:end 204 ; gk:sentence <https://w3id.org/govkg/id/doc/b-2021-000000#char=200,230> .
  <https://w3id.org/govkg/id/doc/b-2021-000000#char=205,209> gk:start 205 ; gk:end 209 ; gk:sentence <https://w3id.org/govkg/id/doc/b-2021-000000#char=200,230> .
  <https://w3id.org/govkg/id/doc/b-2021-000000#char=210,214> gk:start 210 ; gk:end 214 ; gk:sentence <https://w3id.org/govkg/id/doc/b-2021-000000#char=200,230> .
  id:gate a gk:Project ; skos:prefLabel "建设校门"@zh ; gk:mentionedIn <https://w3id.org/govkg/id/doc/b-2021-000000#char=200,204> ;
    gk:leadUnit id:jiaoyuju, id:gonganju ; gk:deadline "2021-12-31"^^xsd:date ; gk:locatedIn id:area-1 .
  id:jiaoyuju a gk:Agency ; skos:prefLabel "某市教育局"@zh ; skos:altLabel "市教育局"@zh ; gk:mentionedIn <https://w3id.org/govkg/id/doc/b-2021-000000#char=205,209> .
  id:gonganju a gk:Agency, gk:AgencyGroup ; skos:prefLabel "某市公安局"@zh ; skos:altLabel "市公安局"@zh, "公安局"@zh ;
    gk:mentionedIn <https://w3id.org/govkg/id/doc/b-2021-000000#char=210,214>, <https://w3id.org/govkg/id/doc/b-2021-000000#char=102,116> .
  b:r-205-209 a gk:Responsibility ; gk:project id:gate ; gk:agent id:jiaoyuju ; gk:role gk:Lead ; gk:position 1 ; gk:deadline "2021-12-31"^^xsd:date ;
    gk:rule "responsibility-table" ; gk:confidence 1.0 ; prov:wasDerivedFrom <https://w3id.org/govkg/id/doc/b-2021-000000#char=205,209> .
  b:r-210-214 a gk:Responsibility ; gk:project id:gate ; gk:agent id:gonganju ; gk:role gk:Lead ; gk:position 2 ; gk:deadline "2021-12-31"^^xsd:date ;
    gk:rule "responsibility-table" ; gk:confidence 1.0 ; prov:wasDerivedFrom <https://w3id.org/govkg/id/doc/b-2021-000000#char=210,214> .
  b:c-200-214 a gk:Claim ; rdf:subject id:gate ; rdf:predicate gk:locatedIn ; rdf:object id:area-1 ; gk:rule "located" ; gk:confidence 0.9 ;
    prov:wasDerivedFrom <https://w3id.org/govkg/id/doc/b-2021-000000#char=200,204> .
  b:c-205-214 a gk:Claim ; rdf:subject id:gate ; rdf:predicate gk:locatedIn ; rdf:object id:area-1 ; gk:rule "located" ; gk:confidence 0.8 ;
    prov:wasDerivedFrom <https://w3id.org/govkg/id/doc/b-2021-000000#char=205,209> .
}
<https://w3id.org/govkg/id/graph/doc/a-2022-000000> {
  doc:a-2022-000000 a gk:WorkReport ; gk:reportYear "2022"^^xsd:gYear .
  <https://w3id.org/govkg/id/doc/a-2022-000000#char=0,5> a gk:Sentence ; gk:start 0 ; gk:end 5 ; gk:section gk:YearTasks ; gk:text "=1+1…"@zh .
  a:m-0-5 a gk:Target ; gk:indicator id:odd ; gk:value 5 ; gk:maxValue 6 ; gk:comparator gk:Range ; gk:modality gk:Strive ; gk:scope "市区"@zh ;
    gk:valueText "@5～6" ; prov:wasDerivedFrom <https://w3id.org/govkg/id/doc/a-2022-000000#char=0,5> .
  id:odd a gk:Indicator ; skos:prefLabel "=SUM(A1)"@zh .
  id:term a gk:Programme ; skos:prefLabel "河长制"@zh ; skos:definition "由河长负责"@zh ; gk:mentionedIn <https://w3id.org/govkg/id/doc/a-2022-000000#char=0,5> .
}
g:vocabulary {
  id:area-1 a gk:Area ; skos:prefLabel "某市"@zh ; skos:altLabel "某"@zh ; rdfs:label "Mou"@en ; gk:partOf id:area-0 .
  id:gdp a gk:Indicator ; skos:prefLabel "地区生产总值"@zh ; skos:altLabel "GDP"@zh .
  id:percent a gk:Unit ; skos:prefLabel "%"@zh .
  id:yuan a gk:Unit ; skos:prefLabel "元"@zh .
}
g:derived { id:gate gk:leadUnit id:area-1 . }
"#;

fn store() -> Store {
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::TriG, GRAPH.as_bytes()).unwrap();
    store
}

fn facts(kind: TableKind) -> Table {
    let found = table(&store(), kind).unwrap();
    assert!(found.rows.iter().all(|row| row.len() == found.columns.len()));
    found
}

/// One row as `column=value` pairs, what is empty left out.
fn shown(table: &Table, row: usize, columns: &[&str]) -> String {
    let pair = |name: &&str| {
        let cell = &table.rows[row][table.column(name).unwrap_or_else(|| panic!("no column {name}"))];
        (*cell != Cell::Empty).then(|| format!("{name}={cell}"))
    };
    columns.iter().filter_map(pair).collect::<Vec<_>>().join(" ")
}

#[test]
fn measures_with_place_period_and_base_unit() {
    let table = facts(TableKind::Measures);
    assert_eq!(table.rows.len(), 3);
    let document = ["document", "title", "area", "year", "start", "end", "section"];
    assert_eq!(
        shown(&table, 0, &document),
        "document=a-2022-000000 year=2022 start=0 end=5 section=YearTasks"
    );
    assert_eq!(
        shown(&table, 1, &document),
        "document=b-2021-000000 title=政府工作报告 area=某市 year=2021 start=102 end=116 section=Review"
    );
    let numbers = [
        "value",
        "max_value",
        "unit",
        "base_value",
        "base_unit",
        "comparator",
        "modality",
        "kind",
        "scope",
    ];
    assert_eq!(
        shown(&table, 0, &numbers),
        "value=5 max_value=6 comparator=Range modality=Strive kind=target scope=市区"
    );
    assert_eq!(
        shown(&table, 1, &numbers),
        "value=3176.9 unit=亿元 base_value=317690000000 base_unit=元 comparator=Exactly kind=achievement"
    );
    let rest = [
        "indicator",
        "subject",
        "holds_for",
        "aspect",
        "period_start",
        "period_end",
        "period",
        "annual_average",
    ];
    assert_eq!(
        shown(&table, 2, &rest),
        "indicator=地区生产总值 subject=某市 holds_for=某市 aspect=Growth period_start=2020-01-01 period_end=2020-12-31 \
         period=2020年 annual_average=true"
    );
    assert_eq!(shown(&table, 1, &["evidence"]), "evidence=地区生产总值3176.9亿元");
    assert_eq!(shown(&table, 2, &["evidence"]), "evidence=\"增长\"-1.50%");
    assert_eq!(
        table.rows[2][table.column("change_of").unwrap()],
        table.rows[1][table.column("measure_iri").unwrap()]
    );
}

#[test]
fn responsibilities_in_their_order() {
    let table = facts(TableKind::Responsibilities);
    let columns = [
        "project",
        "project_class",
        "role",
        "agent",
        "position",
        "deadline",
        "rule",
        "confidence",
        "evidence",
    ];
    assert_eq!(table.rows.len(), 2);
    assert_eq!(
        shown(&table, 0, &columns),
        "project=建设校门 project_class=Project role=Lead agent=某市教育局 position=1 deadline=2021-12-31 \
         rule=responsibility-table confidence=1 evidence=市教育局"
    );
    assert_eq!(shown(&table, 1, &["agent", "position"]), "agent=某市公安局 position=2");
}

#[test]
fn entities_once_a_document_at_their_first_mention() {
    let table = facts(TableKind::Entities);
    let columns = [
        "document", "class", "subclass", "label", "aliases", "english", "mentions", "start",
    ];
    let rows: Vec<String> = (0..table.rows.len()).map(|row| shown(&table, row, &columns)).collect();
    assert_eq!(
        rows,
        [
            "document=a-2022-000000 class=Programme label=河长制 mentions=1 start=0",
            "document=b-2021-000000 class=Area label=某市 aliases=某 english=Mou mentions=1 start=100",
            "document=b-2021-000000 class=Agency subclass=AgencyGroup label=某市公安局 aliases=公安局|市公安局 mentions=2 start=102",
            "document=b-2021-000000 class=Project label=建设校门 mentions=1 start=200",
            "document=b-2021-000000 class=Agency label=某市教育局 aliases=市教育局 mentions=1 start=205",
        ]
    );
}

#[test]
fn relations_with_each_of_their_places() {
    let table = facts(TableKind::Relations);
    let columns = ["subject", "predicate", "object", "rule", "confidence", "start"];
    let rows: Vec<String> = (0..table.rows.len()).map(|row| shown(&table, row, &columns)).collect();
    assert_eq!(
        rows,
        [
            "subject=河长制 predicate=definition object=由河长负责",
            "subject=建设校门 predicate=locatedIn object=某市 rule=located confidence=0.9 start=200",
            "subject=建设校门 predicate=locatedIn object=某市 rule=located confidence=0.8 start=205",
            "subject=建设校门 predicate=deadline object=2021-12-31 rule=responsibility-table confidence=1 start=205",
            "subject=建设校门 predicate=leadUnit object=某市教育局 rule=responsibility-table confidence=1 start=205",
            "subject=建设校门 predicate=leadUnit object=某市公安局 rule=responsibility-table confidence=1 start=210",
        ]
    );
}

#[test]
fn csv_for_programs_is_exact() {
    let table = facts(TableKind::Measures);
    let mut bytes = Vec::new();
    write_csv(&table, CsvStyle::Plain, &mut bytes).unwrap();
    assert!(!bytes.contains(&b'\r') && bytes.starts_with(b"document,title,area,year,indicator,"));
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(heads, table.columns.iter().map(|c| c.name).collect::<Vec<_>>());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    for (record, row) in rows.iter().zip(&table.rows) {
        assert!(record.iter().zip(row).all(|(field, cell)| field == cell.to_string()));
    }
    assert_eq!(&rows[0][table.column("indicator").unwrap()], "=SUM(A1)");
    assert_eq!(
        &rows[2][table.column("sentence").unwrap()],
        "全市地区生产总值3176.9亿元，\"增长\"-1.50%"
    );
}

#[test]
fn csv_for_excel_is_marked_and_calculates_nothing() {
    let table = facts(TableKind::Measures);
    let mut bytes = Vec::new();
    write_csv(&table, CsvStyle::Excel, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("\u{feff}document,") && text.contains("\r\n"));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let field = |row: usize, name: &str| rows[row][table.column(name).unwrap()].to_owned();
    assert_eq!(field(0, "indicator"), "'=SUM(A1)");
    assert_eq!(field(0, "value_text"), "'@5～6");
    assert_eq!(field(0, "sentence"), "'=1+1…");
    assert_eq!(field(2, "value_text"), "'-1.50%");
    assert_eq!(field(2, "value"), "-1.5", "a number is no formula");
}

/// A part of a workbook.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn workbooks_hold_typed_cells_under_a_fixed_header() {
    let table = facts(TableKind::Measures);
    let mut bytes = Vec::new();
    write_xlsx(&table, &mut bytes).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    // The value of the second row: a number under the header `value`, in column K.
    assert_eq!(table.column("value"), Some(10));
    assert!(sheet.contains(r#"<c r="K3"><v>3176.9</v></c>"#), "{sheet}");
    assert!(sheet.contains(r#"<c r="K4"><v>-1.5</v></c>"#));
    // 1 January 2020 in Excel's count of days, with a format of dates.
    assert!(sheet.contains("<v>43831</v>") && part(&bytes, "xl/styles.xml").contains("yyyy"));
    assert!(sheet.contains(r#"t="b"><v>1</v>"#), "a truth value");
    assert!(sheet.contains("<pane ") && sheet.contains(r#"state="frozen""#));
    let last = table.rows.len() + 1;
    assert!(
        sheet.contains(&format!(r#"<autoFilter ref="A1:AJ{last}"/>"#)),
        "{sheet}"
    );
    assert!(!sheet.contains("<f>"), "no formula");
    let texts = part(&bytes, "xl/sharedStrings.xml");
    assert!(texts.contains("<t>=SUM(A1)</t>") && texts.contains("<t>地区生产总值</t>"));
    assert!(part(&bytes, "xl/workbook.xml").contains(r#"<sheet name="measures""#));
    assert!(part(&bytes, "docProps/core.xml").contains("2000-01-01T00:00:00Z"));
}

#[test]
fn the_same_table_gives_the_same_workbook() {
    let write = || {
        let mut bytes = Vec::new();
        write_xlsx(&facts(TableKind::Relations), &mut bytes).unwrap();
        bytes
    };
    let first = write();
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert_eq!(first, write());
}

#[test]
fn an_empty_store_gives_headers_alone() {
    let store = Store::new().unwrap();
    for kind in TableKind::ALL {
        let table = table(&store, kind).unwrap();
        let mut bytes = Vec::new();
        write_csv(&table, CsvStyle::Plain, &mut bytes).unwrap();
        assert_eq!(bytes.iter().filter(|b| **b == b'\n').count(), 1);
        write_xlsx(&table, &mut bytes).unwrap();
        assert_eq!(kind.name().parse::<TableKind>().unwrap(), kind);
    }
    let unknown = "numbers".parse::<TableKind>().unwrap_err().to_string();
    assert_eq!(
        unknown,
        "there is no table `numbers`; there are measures, responsibilities, entities, relations"
    );
}

#[test]
fn what_a_sheet_cannot_hold_is_cut_or_written_as_text() {
    let mut table = facts(TableKind::Entities);
    let column = table.column("sentence").unwrap();
    table.rows[0][column] = Cell::Text("长𠮷".repeat(40_000));
    table.rows[1][column] = Cell::Date("1898-01-01".to_owned());
    table.rows[2][column] = Cell::Text("a\u{1}b".to_owned());
    let mut bytes = Vec::new();
    write_xlsx(&table, &mut bytes).unwrap();
    let texts = part(&bytes, "xl/sharedStrings.xml");
    assert!(texts.contains("…</t>") && texts.contains("<t>1898-01-01</t>"));
    assert!(!texts.contains('\u{1}'), "control characters are no XML");
}
