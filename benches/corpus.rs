//! A cold build of the corpus beside oxigraph's own bulk load of the same quads, and how fast the commands start, with
//! the limits that they keep. Runs the program itself, as a user would; ends with an error when a limit is missed.

#![expect(clippy::print_stdout, reason = "the figures are for the person at the terminal")]

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use oxigraph::model::Quad;
use oxigraph::store::Store;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus");
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sample/liuzhou-2021.txt");
const ROUNDS: usize = 3;
const STARTS: usize = 21;
const BUILD_TO_LOAD: f64 = 2.0;
/// Milliseconds on a warm disk.
const STARTING: [(&str, &[&str], f64); 3] = [
    ("query", &["query", "who-leads-what"], 60.0),
    ("build, unchanged", &["build", SAMPLE], 150.0),
    ("--help", &["--help"], 10.0),
];

fn main() -> ExitCode {
    // `cargo test --benches` runs this too, without wanting to wait for it.
    if !std::env::args().any(|argument| argument == "--bench") {
        return ExitCode::SUCCESS;
    }
    match corpus().and_then(|kept| Ok(starting()? && kept)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// How long the program takes with these arguments in a folder.
fn time(folder: &Path, arguments: &[&str]) -> Result<Duration, String> {
    let begin = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_govkg"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("GOVKG_STORE")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let time = begin.elapsed();
    match status {
        Ok(status) if status.success() => Ok(time),
        other => Err(format!("govkg {}: {other:?}", arguments.join(" "))),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn corpus() -> Result<bool, String> {
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let (mut builds, mut loads) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let folder = tempfile::tempdir().map_err(|e| failed(&e))?;
        builds.push(time(folder.path(), &["build", CORPUS])?);
        let store = govkg::store::Store::open(&folder.path().join("govkg.db")).map_err(|e| failed(&e))?;
        let quads: Vec<Quad> = store.quads().iter().collect::<Result<_, _>>().map_err(|e| failed(&e))?;
        let count = quads.len();
        let beside = folder.path().join("beside.db");
        let begin = Instant::now();
        let other = Store::open(&beside).map_err(|e| failed(&e))?;
        let mut loader = other.bulk_loader();
        loader.load_quads(quads).map_err(|e| failed(&e))?;
        loader.commit().map_err(|e| failed(&e))?;
        other.flush().map_err(|e| failed(&e))?;
        loads.push(begin.elapsed());
        println!(
            "{count} quads: built in {:.2?}, loaded in {:.2?}",
            builds[builds.len() - 1],
            loads[loads.len() - 1]
        );
    }
    let ratio = median(builds).as_secs_f64() / median(loads).as_secs_f64();
    println!("cold build ÷ bulk load   {ratio:.2}   at most {BUILD_TO_LOAD}");
    Ok(ratio <= BUILD_TO_LOAD)
}

fn starting() -> Result<bool, String> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    time(folder.path(), &["build", SAMPLE])?;
    let mut kept = true;
    for (name, arguments, limit) in STARTING {
        let times: Vec<Duration> = (0..STARTS)
            .map(|_| time(folder.path(), arguments))
            .collect::<Result<_, _>>()?;
        let took = median(times).as_secs_f64() * 1e3;
        println!("{name:24} {took:.1} ms   at most {limit} ms");
        kept &= took <= limit;
    }
    Ok(kept)
}
