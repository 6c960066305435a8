//! The named queries: each is registered, well formed and answered, on a small graph and on the sample.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use govkg::derive::derive;
use govkg::graph::{DEFAULT_BASE, Input, Iris, read_document, vocabulary};
use govkg::lexicon::Lexicon;
use govkg::query::named::Kind;
use govkg::query::{Backend, Format, Library, Limits, NamedQuery, Prefixes, bind, output, scan, table};
use oxigraph::io::RdfFormat;
use oxigraph::sparql::results::QueryResultsFormat;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use crate::documents::shared;

/// Parameters for the queries that need some, and for some that do not.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("area-hosts", "area", "450200"),
    ("areas-of", "area", "柳州市"),
    ("compare-areas", "indicator", "GDP"),
    ("define", "term", "一主三新"),
    ("due-by", "by", "2021-12-31"),
    ("entity-mentions", "entity", "鹿寨县"),
    ("indicator-series", "indicator", "地区生产总值"),
    ("project-of", "project", "建设校门人脸识别安防系统"),
    ("unit-tasks", "unit", "市教育局"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("queries")
}

fn prefixes() -> Prefixes {
    Prefixes::new(DEFAULT_BASE)
}

/// A small graph written by hand, in which every query finds something.
fn small() -> Backend {
    let store = Store::new().unwrap();
    let trig = include_str!("queries/small.trig");
    store.load_from_slice(RdfFormat::TriG, trig).unwrap();
    Backend::Store(store)
}

fn given(id: &str) -> Vec<(String, String)> {
    let arguments = ARGUMENTS.iter().filter(|(query, _, _)| *query == id);
    arguments
        .map(|(_, name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// The answer of a named query, as CSV with plain line ends.
fn csv(backend: &Backend, query: &NamedQuery, given: &[(String, String)]) -> String {
    let text =
        bind(query, given, backend, &prefixes(), &Limits::default()).unwrap_or_else(|e| panic!("{}: {e}", query.id));
    let results = backend.evaluate(&text, &prefixes(), &Limits::default()).unwrap();
    let mut out = Vec::new();
    let format = Format::Rows(QueryResultsFormat::Csv);
    output::write(results, format, &prefixes(), table::Layout::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap().replace("\r\n", "\n")
}

/// The rows of a named query, without its head.
fn rows(backend: &Backend, id: &str, given: &[(&str, &str)]) -> Vec<String> {
    let library = Library::built_in().unwrap();
    let given: Vec<_> = given.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let answer = csv(backend, library.get(id).unwrap(), &given);
    answer.lines().skip(1).map(str::to_owned).collect()
}

/// The message of a binding that fails.
fn refusal(backend: &Backend, id: &str, given: &[(&str, &str)]) -> String {
    let library = Library::built_in().unwrap();
    let given: Vec<_> = given.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    let bound = bind(
        library.get(id).unwrap(),
        &given,
        backend,
        &prefixes(),
        &Limits::default(),
    );
    bound.expect_err("this binding fails").to_string()
}

#[test]
fn every_file_is_registered() {
    let files: BTreeSet<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "rq"))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let registered: BTreeSet<String> = Library::built_in().unwrap().iter().map(|q| q.id.clone()).collect();
    assert_eq!(files, registered);
    let from_folder = Library::with_folder(&folder()).unwrap();
    assert_eq!(from_folder.iter().count(), registered.len());
}

#[test]
fn every_query_is_well_formed() {
    let readme = std::fs::read_to_string(folder().join("README.md")).unwrap();
    for query in Library::built_in().unwrap().iter() {
        let id = &query.id;
        assert!(query.text.starts_with(&format!("# id: {id}\n")), "{id}: no id");
        assert!(
            query.question_zh.ends_with('？') && !query.question_zh.is_ascii(),
            "{id}: no question in Chinese"
        );
        assert!(query.question_en.ends_with('?'), "{id}: no question in English");
        assert!(query.text.contains("\n# parameters:"), "{id}: no word on parameters");
        assert!(readme.contains(&format!("`{id}`")), "{id} is not in queries/README.md");
        let body = scan::masked(query.body());
        let order = body.rfind("ORDER BY").unwrap_or_else(|| panic!("{id}: not ordered"));
        assert!(
            !body[order..].contains('}'),
            "{id}: the order is not that of the answer"
        );
        // It stands alone: other tools know no prefix of ours.
        let parsed = SparqlEvaluator::new().parse_query(&query.text);
        let results = parsed
            .unwrap_or_else(|e| panic!("{id}: {e}"))
            .on_store(&Store::new().unwrap())
            .execute();
        let QueryResults::Solutions(solutions) = results.unwrap() else {
            panic!("{id} is no SELECT")
        };
        let columns: Vec<_> = solutions.variables().iter().map(|v| v.as_str().to_owned()).collect();
        assert_eq!(columns, query.shows, "{id}: columns");
    }
}

#[test]
fn every_parameter_has_its_placeholder() {
    for query in Library::built_in().unwrap().iter() {
        let id = &query.id;
        let placeholders = scan::placeholders(&query.text);
        for parameter in &query.parameters {
            let name = &parameter.name;
            assert!(
                parameter.meaning.contains(" / "),
                "{id}: {name} is not explained in two languages"
            );
            let values: Vec<_> = placeholders
                .iter()
                .filter(|p| p.variable == parameter.variable)
                .map(|p| query.text[p.values.clone()].trim())
                .collect();
            assert!(!values.is_empty(), "{id}: {name} has no placeholder");
            let expected = parameter.default.as_deref().unwrap_or("UNDEF");
            assert!(
                values.iter().all(|v| *v == expected),
                "{id}: {name} is {values:?}, not {expected}"
            );
            assert!(!parameter.required || parameter.default.is_none(), "{id}: {name}");
        }
    }
}

#[test]
fn only_declared_terms_are_used() {
    let vocab = include_str!("../src/graph/vocab.rs");
    let declared =
        |iri: &str| vocab.contains(&format!("\"{iri}\"")) || iri.starts_with("http://www.w3.org/2001/XMLSchema#");
    for query in Library::built_in().unwrap().iter() {
        let masked = scan::masked(query.body());
        for (prefix, local) in scan::prefixed_names(&masked) {
            let iri = prefixes().expand(&format!("{prefix}:{local}")).unwrap_or_default();
            assert!(declared(&iri), "{}: {prefix}:{local} is not declared", query.id);
        }
        assert!(
            !query.body().contains("<http"),
            "{}: write IRIs with prefixes",
            query.id
        );
        for parameter in &query.parameters {
            if let Kind::Label(terms) | Kind::Choice(terms) = &parameter.kind {
                for term in terms {
                    assert!(declared(term.as_str()), "{}: {term} is not declared", query.id);
                }
            }
        }
    }
}

#[test]
fn every_query_finds_something_in_the_small_graph() {
    let backend = small();
    for query in Library::built_in().unwrap().iter() {
        let answer = csv(&backend, query, &given(&query.id));
        assert!(answer.lines().count() > 1, "{} finds nothing", query.id);
        assert_eq!(
            answer,
            csv(&backend, query, &given(&query.id)),
            "{} is not stable",
            query.id
        );
        let lines: Vec<_> = answer.lines().collect();
        let once: BTreeSet<_> = lines.iter().collect();
        assert_eq!(once.len(), lines.len(), "{} says something twice:\n{answer}", query.id);
    }
}

#[test]
fn each_parameter_narrows_or_finds_nothing() {
    let backend = small();
    let samples = |kind: &Kind| match kind {
        Kind::Literal(datatype) if datatype.as_str().ends_with("gYear") => "1999",
        Kind::Literal(datatype) if datatype.as_str().ends_with("date") => "1999-01-01",
        Kind::Literal(datatype) if datatype.as_str().ends_with("decimal") => "0.0001",
        Kind::Literal(_) => "no such thing",
        Kind::Label(_) | Kind::Choice(_) => "",
    };
    for query in Library::built_in().unwrap().iter() {
        for parameter in &query.parameters {
            let mut values = vec![samples(&parameter.kind).to_owned()];
            match &parameter.kind {
                Kind::Literal(_) => {}
                Kind::Label(_) => values = vec![format!("{DEFAULT_BASE}nothing/at-all")],
                Kind::Choice(terms) => values = terms.iter().map(|term| format!("<{}>", term.as_str())).collect(),
            }
            let mut with_all = given(&query.id);
            with_all.retain(|(name, _)| *name != parameter.name);
            for value in values {
                let mut with = with_all.clone();
                with.push((parameter.name.clone(), value.clone()));
                match bind(query, &with, &backend, &prefixes(), &Limits::default()) {
                    Ok(text) => {
                        assert!(govkg::query::backend::parse(&text, &prefixes()).is_ok(), "{text}");
                        let narrowed = csv(&backend, query, &with).lines().count();
                        if !parameter.required {
                            let whole = csv(&backend, query, &with_all).lines().count();
                            assert!(
                                narrowed <= whole || parameter.default.is_some(),
                                "{}: {}",
                                query.id,
                                parameter.name
                            );
                        }
                        if matches!(parameter.kind, Kind::Literal(_)) && parameter.name != "from" {
                            assert_eq!(narrowed, 1, "{}: {}={value} narrows nothing", query.id, parameter.name);
                        }
                    }
                    Err(error) => assert!(error.to_string().contains("has the IRI"), "{}: {error}", query.id),
                }
            }
        }
    }
}

#[test]
fn each_question_can_be_put_to_one_area() {
    let backend = small();
    for query in Library::built_in().unwrap().iter() {
        if query.parameters.iter().any(|p| p.name == "area") {
            let mut with = given(&query.id);
            with.retain(|(name, _)| name != "area");
            for (area, expected) in [("柳州市", true), ("上海市", false)] {
                let mut with = with.clone();
                with.push(("area".to_owned(), area.to_owned()));
                let found = csv(&backend, query, &with).lines().count() > 1;
                assert!(found == expected, "{}: {area}", query.id);
            }
        }
    }
}

#[test]
fn labels_codes_and_iris_are_understood() {
    let backend = small();
    let by = |value: &str| rows(&backend, "who-leads-what", &[("unit", value)]);
    let expected = by("柳州市教育局");
    assert_eq!(expected, ["建设校门人脸识别安防系统,柳州市教育局,柳州市,2021"]);
    // Another document has a 市教育局 too, of another place, but its label is 来宾市教育局.
    assert_eq!(by("https://w3id.org/govkg/id/agency/450200/jiaoyuju"), expected);
    assert_eq!(by("<https://w3id.org/govkg/id/agency/450200/jiaoyuju>"), expected);
    assert_eq!(by("id:agency/450200/jiaoyuju"), expected);
    let area = |value: &str| rows(&backend, "who-leads-what", &[("area", value)]).len();
    assert_eq!(area("450200"), 2);
    assert_eq!(area("柳州"), 2);
    assert_eq!(area("Liuzhou"), 2);
    let two = rows(
        &backend,
        "who-leads-what",
        &[("unit", "柳州市教育局"), ("unit", "柳州市公安局")],
    );
    assert_eq!(two.len(), 2);
    assert_eq!(
        rows(&backend, "responsibilities", &[("role", "牵头")]),
        rows(&backend, "responsibilities", &[("role", "lead")])
    );
}

#[test]
fn the_same_under_other_words_is_found_too() {
    let backend = small();
    let rows = rows(&backend, "responsibilities", &[("unit", "柳州市公安局")]);
    assert!(rows.iter().any(|row| row.contains("柳州市公安部门")), "{rows:#?}");
}

#[test]
fn ambiguous_and_unknown_values_are_answered_with_choices() {
    let backend = small();
    let ambiguous = refusal(&backend, "unit-tasks", &[("unit", "市水利局")]);
    assert!(
        ambiguous.contains("柳州市水利局 (柳州市)") && ambiguous.contains("来宾市水利局 (来宾市)"),
        "{ambiguous}"
    );
    assert!(ambiguous.contains("id:agency/450200/shuiliju"), "{ambiguous}");
    let unknown = refusal(&backend, "unit-tasks", &[("unit", "柳州教育局")]);
    assert!(
        unknown.contains("near it") && unknown.contains("柳州市教育局"),
        "{unknown}"
    );
    let wrong_class = refusal(&backend, "unit-tasks", &[("unit", "鹿寨县")]);
    assert!(wrong_class.contains("鹿寨县"), "{wrong_class}");
    let missing = refusal(&backend, "define", &[]);
    assert!(missing.contains("--param term="), "{missing}");
    let no_such = refusal(&backend, "define", &[("word", "x")]);
    assert!(no_such.contains("term"), "{no_such}");
    let date = refusal(&backend, "due-by", &[("by", "明天")]);
    assert!(date.contains("2021-12-31"), "{date}");
    let role = refusal(&backend, "responsibilities", &[("role", "boss")]);
    assert!(role.contains("Lead (牵头)"), "{role}");
}

#[test]
fn values_cannot_break_out_of_their_place() {
    let backend = small();
    for value in ["x\" } SELECT", "\"> } #", "a'b", "\\", "}", "\u{0}"] {
        assert!(refusal(&backend, "define", &[("term", value)]).contains("nothing is called"));
        assert_eq!(rows(&backend, "facts-with-sentence", &[("rule", value)]).len(), 0);
    }
    assert!(refusal(&backend, "define", &[("term", "<x> } #>")]).contains("nothing"));
}

#[test]
fn the_example_of_the_design_is_answered() {
    let Some(shared) = shared("") else { return };
    let store = Store::new().unwrap();
    let trig = std::fs::read(shared.join("example.trig")).unwrap();
    store.load_from_slice(RdfFormat::TriG, &trig).unwrap();
    let backend = Backend::Store(store);
    assert_eq!(
        rows(&backend, "who-leads-what", &[]),
        [
            "建设校门人脸识别安防系统,柳州市公安局,柳州市,2021",
            "建设校门人脸识别安防系统,柳州市教育局,柳州市,2021"
        ]
    );
    let growth = rows(&backend, "growth", &[("indicator", "GDP"), ("area", "柳州")]);
    assert_eq!(
        growth,
        ["地区生产总值,柳州市,,Exactly,1.5,%,3176.9,亿元,2020年,柳州市,2021"]
    );
    // The example gives the text of one sentence only, so what stands elsewhere has none to show.
    let facts = rows(&backend, "facts-with-sentence", &[]);
    assert_eq!(facts.len(), 2, "{facts:#?}");
    assert!(
        facts[0].contains("全市实现地区生产总值3176.9亿元") && facts[0].contains(",593,607,level-of-indicator,0.98,")
    );
}

/// The sample, read anew, with the vocabulary and what is derived.
fn sample() -> Backend {
    let words = Lexicon::load(&[]).unwrap();
    let input = Input {
        bytes: include_bytes!("sample/liuzhou-2021.txt"),
        id: "liuzhou-2021",
        source: "liuzhou-2021.txt",
        base: DEFAULT_BASE,
    };
    let store = Store::new().unwrap();
    store.extend(read_document(&input, &words).quads).unwrap();
    store.extend(vocabulary(&words, &[], DEFAULT_BASE)).unwrap();
    let iris = Iris::new(DEFAULT_BASE);
    let mut derived = derive(&store, &iris).unwrap();
    for quad in &mut derived {
        quad.graph_name = iris.derived_graph().into();
    }
    store.extend(derived).unwrap();
    Backend::Store(store)
}

/// Each query on the sample against `tests/queries/<id>.csv`; `UPDATE=1` writes these files anew.
#[test]
fn the_sample_is_answered_as_expected() {
    let backend = sample();
    let pairs = rows(&backend, "who-leads-what", &[]);
    let projects: BTreeSet<_> = pairs.iter().filter_map(|row| row.split(',').next()).collect();
    assert_eq!((pairs.len(), projects.len()), (12, 10), "{pairs:#?}");
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries");
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for query in Library::built_in().unwrap().iter() {
        let answer = csv(&backend, query, &given(&query.id));
        let path = expected.join(format!("{}.csv", query.id));
        if update {
            std::fs::write(&path, &answer).unwrap();
        } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&answer) {
            wrong.push(query.id.clone());
        }
    }
    assert!(
        wrong.is_empty(),
        "not as in tests/queries/ (UPDATE=1 writes it anew): {wrong:?}"
    );
}
