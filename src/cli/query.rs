//! `govkg query`: run a named query, a query file or a query text.

use std::io::{BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

use anyhow::Context;

use super::Globals;
use crate::query::output::{self, Format};
use crate::query::table::Layout;
use crate::query::{Backend, Endpoint, Library, Limits, NamedQuery, Prefixes, bind};
use crate::store::Store;

/// Options of `govkg query`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg query                                          list the named queries
  govkg query who-leads-what --format csv              which unit leads which project
  govkg query unit-tasks --param unit=市教育局         what one unit answers for
  govkg query define --param term=螺蛳粉产业           what a term means
  govkg query mine.rq --param indicator=GDP            a query of your own
  govkg query -e 'SELECT ?unit WHERE { ?p gk:leadUnit/skos:prefLabel ?unit }'

A parameter takes a label (or another form of it), a code or an IRI; given twice it means either.
Exit code: 0 answers found, 1 none, 2 error.")]
pub(super) struct Options {
    /// Name of a query, a file with a query, or - for standard input; without it the named queries are listed
    #[arg(value_name = "NAME|FILE")]
    name: Option<String>,
    /// The text of a query; the project's prefixes need no declaration
    #[arg(long = "text", short = 'e', value_name = "QUERY", conflicts_with = "name")]
    text: Option<String>,
    /// Bind a parameter: a label, a code, an IRI or a value (repeat for more)
    #[arg(long = "param", short = 'p', value_name = "NAME=VALUE", value_parser = assignment)]
    parameters: Vec<(String, String)>,
    /// table, csv, tsv, json, xml, ttl (also nt, jsonld, rdfxml, trig, nq)
    #[arg(long, short, value_name = "FORMAT", default_value = "table", value_parser = Format::from_str)]
    format: Format,
    /// A folder of *.rq files, beside the built-in queries and before them
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
    /// Stop after this time: 10, 500ms, 2m
    #[arg(long, value_name = "TIME", value_parser = duration)]
    timeout: Option<Duration>,
    /// Print the query with its parameters bound instead of running it
    #[arg(long)]
    print: bool,
}

/// Reads `name=value`.
fn assignment(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

/// Reads a span of time: seconds, or a number with ms, s, m or h.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Err("expected a time such as 10, 500ms or 2m".to_owned());
    }
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let factor = match unit.trim() {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        other => return Err(format!("{other:?} is no unit of time; ms, s, m and h are")),
    };
    let number: f64 = number
        .parse()
        .map_err(|_| "expected a time such as 10, 500ms or 2m".to_owned())?;
    match Duration::try_from_secs_f64(number * factor) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err("the time must be more than nothing".to_owned()),
    }
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    let library = || match &options.queries {
        Some(folder) => Library::with_folder(folder),
        None => Library::built_in(),
    };
    let query = match (&options.text, &options.name) {
        (Some(text), _) => NamedQuery::parse("the query", text)?,
        (None, Some(name)) => find(name, library)?,
        (None, None) => {
            anyhow::ensure!(
                options.parameters.is_empty(),
                "--param needs the name of the query that it is for"
            );
            return list(&library()?, options.format);
        }
    };
    let limits = Limits {
        timeout: options.timeout,
        ..Limits::default()
    };
    if is_update(&query.text) {
        anyhow::bail!(
            "this is an update, and `govkg query` only reads; change the store with build, correct or remove"
        );
    }
    // A wrong query is told before a store is opened.
    crate::query::backend::parse(&query.text, &Prefixes::new(&globals.base))?;
    let store = match &globals.endpoint {
        Some(_) => None,
        None => Some(Store::open(&globals.store)?),
    };
    let (backend, prefixes) = match (&globals.endpoint, &store) {
        (None, Some(store)) => (Backend::Store(store.quads().clone()), Prefixes::new(store.base())),
        (url, _) => {
            let url = url.as_deref().unwrap_or_default();
            (Backend::Endpoint(Endpoint::new(url)?), Prefixes::new(&globals.base))
        }
    };
    if let Some(timeout) = options.timeout {
        watch(timeout);
    }
    let text = bind(&query, &options.parameters, &backend, &prefixes, &limits)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if options.print {
        out.write_all(prefixes.declared(&text).trim_end().as_bytes())?;
        out.write_all(b"\n")?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let results = output::sorted_triples(backend.evaluate(&text, &prefixes, &limits)?)?;
    let written = output::write(results, options.format, &prefixes, layout(), &mut out)?;
    out.flush()?;
    if written.answers > 0 {
        return Ok(ExitCode::SUCCESS);
    }
    if !globals.quiet {
        no_answer(&backend, &prefixes, &limits);
        if options.parameters.iter().any(|(name, _)| name == "rule") {
            globals.note(&rules(&backend, &prefixes, &limits));
        }
    }
    Ok(ExitCode::from(1))
}

/// Whether a text is a SPARQL update by its first word after the prologue.
fn is_update(text: &str) -> bool {
    const UPDATES: [&str; 10] = [
        "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH",
    ];
    let mut rest = text.trim_start();
    loop {
        let word: &str = rest
            .split(|c: char| !c.is_ascii_alphabetic())
            .next()
            .unwrap_or_default();
        let after = if rest.starts_with('#') {
            rest.split_once('\n').map(|(_, after)| after)
        } else if word.eq_ignore_ascii_case("prefix") || word.eq_ignore_ascii_case("base") {
            rest.split_once('>').map(|(_, after)| after)
        } else {
            return UPDATES.iter().any(|update| word.eq_ignore_ascii_case(update));
        };
        match after {
            Some(after) => rest = after.trim_start(),
            None => return false,
        }
    }
}

/// Ends the process if an evaluation does not hear that its time is over, as in a join of very many rows.
#[expect(clippy::print_stderr, reason = "the process ends here")]
fn watch(timeout: Duration) {
    std::thread::spawn(move || {
        std::thread::sleep(timeout + Duration::from_secs(1));
        eprintln!("govkg: the query failed: no end after {timeout:?}, stopped");
        std::process::exit(2);
    });
}

/// A query by name, or of a file, or of standard input.
fn find(name: &str, library: impl Fn() -> crate::Result<Library>) -> anyhow::Result<NamedQuery> {
    if name == "-" {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .context("cannot read standard input")?;
        return Ok(NamedQuery::parse("the query", &text)?);
    }
    let path = Path::new(name);
    let like_a_path = name.contains(['/', '\\']) || path.extension().is_some();
    if like_a_path {
        return Ok(NamedQuery::read(path)?);
    }
    match library()?.get(name) {
        Ok(query) => Ok(query.clone()),
        Err(_) if path.is_file() => Ok(NamedQuery::read(path)?),
        Err(unknown) => Err(unknown.into()),
    }
}

/// Prints what can be asked.
fn list(library: &Library, format: Format) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let head = ["query", "question", "问题", "parameters"].map(str::to_owned);
    let rows: Vec<Vec<String>> = library
        .iter()
        .map(|query| {
            let parameters = query.parameters.iter().map(|p| {
                if p.required {
                    format!("{}!", p.name)
                } else {
                    p.name.clone()
                }
            });
            vec![
                query.id.clone(),
                query.question_en.clone(),
                query.question_zh.clone(),
                parameters.collect::<Vec<_>>().join(", "),
            ]
        })
        .collect();
    match format {
        Format::Table => {
            // The questions are the point, so they stand under the names instead of being cut.
            let bold = layout().colour;
            for row in &rows {
                let (on, off) = if bold { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
                let takes = if row[3].is_empty() {
                    String::new()
                } else {
                    format!("  --param {}", row[3])
                };
                writeln!(out, "{on}{}{off}{takes}\n    {}\n    {}", row[0], row[2], row[1])?;
            }
            writeln!(
                out,
                "\nAsk with: govkg query NAME --param NAME=VALUE (parameters with ! are needed)"
            )?;
        }
        Format::Rows(oxigraph::sparql::results::QueryResultsFormat::Csv) => {
            let mut csv = csv::Writer::from_writer(&mut out);
            csv.write_record(&head)?;
            for row in &rows {
                csv.write_record(row)?;
            }
            csv.flush()?;
        }
        _ => anyhow::bail!("the list of queries comes as table or csv"),
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// How tables are drawn here: cut and emphasised on a terminal only.
fn layout() -> Layout {
    let terminal = std::io::stdout().is_terminal();
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    Layout {
        width: terminal
            .then(terminal_size::terminal_size)
            .flatten()
            .map(|(terminal_size::Width(width), _)| usize::from(width)),
        colour: terminal && !set("NO_COLOR") && !dumb,
    }
}

/// Says why there may be no answer, where that can be known.
#[expect(clippy::print_stderr, reason = "notes go to standard error")]
fn no_answer(backend: &Backend, prefixes: &Prefixes, limits: &Limits) {
    let ask = |query: &str| {
        backend
            .evaluate(query, prefixes, limits)
            .is_ok_and(|results| matches!(results, oxigraph::sparql::QueryResults::Boolean(true)))
    };
    if ask("ASK { ?s ?p ?o }") {
        eprintln!("govkg: no answer");
    } else if matches!(backend, Backend::Endpoint(_)) && ask("ASK { GRAPH ?g { ?s ?p ?o } }") {
        eprintln!(
            "govkg: no answer: the default graph of this endpoint is empty; let it be the union of its named graphs"
        );
    } else {
        eprintln!("govkg: no answer: the store is empty; fill it with `govkg build PATH`");
    }
}

/// The rules that facts were read by, as a value of `--param rule=`.
fn rules(backend: &Backend, prefixes: &Prefixes, limits: &Limits) -> String {
    let mut names = Vec::new();
    let found = backend.evaluate(
        "SELECT DISTINCT ?rule { ?fact gk:rule ?rule } ORDER BY ?rule",
        prefixes,
        limits,
    );
    if let Ok(oxigraph::sparql::QueryResults::Solutions(rows)) = found {
        for row in rows.flatten() {
            names.extend(row.get("rule").map(crate::store::lexical));
        }
    }
    format!("the rules of the facts in the store are {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn updates_are_known() {
        for update in [
            "INSERT DATA {}",
            "# x\nPREFIX gk: <urn:x#>\n delete where { ?s ?p ?o }",
            "BASE <urn:x> CLEAR ALL",
        ] {
            assert!(is_update(update), "{update}");
        }
        for query in ["SELECT ?insert {}", "PREFIX add: <urn:x> ASK {}", "", "address"] {
            assert!(!is_update(query), "{query}");
        }
    }

    #[test]
    fn times_are_read() {
        assert_eq!(duration("10"), Ok(Duration::from_secs(10)));
        assert_eq!(duration("1.5s"), Ok(Duration::from_millis(1500)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(
            duration("abc"),
            Err("expected a time such as 10, 500ms or 2m".to_owned())
        );
        for wrong in ["", "0", "x", "5 days", "-1", "1.2.3"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
