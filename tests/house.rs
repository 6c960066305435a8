//! The rules of the house that a reviewer would otherwise have to remember.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Files that may be longer than the limit, with the reason.
const LONG: &[(&str, &str)] = &[("src/graph/vocab.rs", "one constant a term")];
const LONGEST: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// All files below a folder of the project, with paths relative to the project, sorted.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !matches!(
                    name.as_str(),
                    "target" | "build" | "node_modules" | "dist" | "govkg.db" | ".git"
                ) {
                    open.push(path);
                }
            } else if name != ".git" {
                found.push(path.strip_prefix(root()).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<String> {
    files("src").into_iter().filter(|f| f.ends_with(".rs")).collect()
}

/// The modules of lib.rs, in its order.
fn layers() -> Vec<String> {
    let lib = read("src/lib.rs");
    lib.lines()
        .filter_map(|l| l.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// The first names after `crate::` in a source, also those in braces; comments are left out.
fn uses(source: &str) -> BTreeSet<String> {
    let code: String = source
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut names = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let word = |text: &str| {
            text.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        };
        match rest.strip_prefix('{') {
            None => _ = names.insert(word(rest)),
            Some(group) => {
                let mut depth = 0;
                let mut item = String::new();
                for c in group.chars() {
                    match c {
                        '}' if depth == 0 => break,
                        ',' if depth == 0 => {
                            names.insert(word(item.trim_start()));
                            item.clear();
                        }
                        _ => {
                            depth += i32::from(c == '{') - i32::from(c == '}');
                            item.push(c);
                        }
                    }
                }
                names.insert(word(item.trim_start()));
            }
        }
    }
    names
}

#[test]
fn no_module_imports_a_later_one() {
    let layers = layers();
    let place = |module: &str| layers.iter().position(|l| l == module);
    assert_eq!(
        layers.last().map(String::as_str),
        Some("cli"),
        "the command line comes last"
    );
    assert!(place("server") > place("validate"), "the two skins come after all else");
    let mut upward = Vec::new();
    for file in sources() {
        let inside = file
            .trim_start_matches("src/")
            .split(['/', '.'])
            .next()
            .unwrap_or_default()
            .to_owned();
        let Some(own) = place(&inside) else {
            assert!(
                matches!(inside.as_str(), "lib" | "main"),
                "{file} belongs to no module of lib.rs"
            );
            continue;
        };
        for name in uses(&read(&file)) {
            if place(&name).is_some_and(|other| other > own) {
                upward.push(format!("{file} imports {name}"));
            }
        }
    }
    assert!(upward.is_empty(), "{upward:#?}");
}

#[test]
fn imports_are_read_in_every_form() {
    let source = "use crate::text::Span;\nuse crate::{Error, outline::{Part, Row}, rules};\n// crate::cli\nlet x = crate::graph::vocab::gk::AREA;";
    let expected = ["Error", "graph", "outline", "rules", "text"].map(str::to_owned);
    assert_eq!(uses(source), BTreeSet::from(expected));
}

#[test]
fn every_source_is_at_most_500_lines() {
    let web = files("web/src").into_iter().filter(|f| f.ends_with(".ts"));
    let length = |file: &str| read(file).lines().count();
    let too_long: Vec<String> = sources()
        .into_iter()
        .chain(web)
        .filter(|file| !LONG.iter().any(|(name, _)| name == file) && length(file) > LONGEST)
        .map(|file| format!("{file}: {} lines", length(&file)))
        .collect();
    assert!(too_long.is_empty(), "{too_long:#?}");
    for (file, reason) in LONG {
        assert!(length(file) > LONGEST, "{file} ({reason}) needs no exception any more");
    }
}

#[test]
fn nothing_is_left_over() {
    // Written in two parts, so that this file does not find itself.
    let words: Vec<String> = [
        ("TO", "DO"),
        ("FIX", "ME"),
        ("XX", "X"),
        ("db", "g!("),
        ("to", "do!("),
        ("unimpl", "emented!("),
        ("#[ign", "ore"),
    ]
    .map(|(a, b)| format!("{a}{b}"))
    .into();
    let mut found = Vec::new();
    for file in ["src", "tests", "benches", "web/src"].into_iter().flat_map(files) {
        if ![".rs", ".ts", ".py", ".sh"].iter().any(|end| file.ends_with(end)) {
            continue;
        }
        for (number, line) in read(&file).lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{file}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    let roots: Vec<String> = ["work", "root", "home"].iter().map(|r| format!("/{r}/")).collect();
    let mut found = Vec::new();
    for file in files("") {
        if file.ends_with(".lock") || !root().join(&file).is_file() {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(root().join(&file)) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            for path in &roots {
                let begins = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "_.~/-*}:".contains(c));
                if line.match_indices(path.as_str()).any(|(at, _)| begins(at)) {
                    found.push(format!("{file}:{}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let allowed = allowed_licences(&read("deny.toml"));
    assert!(allowed.contains("MIT") && allowed.contains("Apache-2.0"));
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100);
    let refused: Vec<String> = packages
        .iter()
        .filter(|p| !permits(p["license"].as_str().unwrap_or_default(), &allowed))
        .map(|p| format!("{} {}: {}", p["name"], p["version"], p["license"]))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
    let used = |licence: &&String| {
        packages
            .iter()
            .any(|p| p["license"].as_str().unwrap_or_default().contains(licence.as_str()))
    };
    let idle: Vec<&String> = allowed.iter().filter(|l| !used(l)).collect();
    assert!(
        idle.is_empty(),
        "no dependency needs these licences of deny.toml any more: {idle:?}"
    );
}

/// The strings of `allow = [ … ]` under `[licenses]`.
fn allowed_licences(deny: &str) -> BTreeSet<String> {
    let section = deny.split("[licenses]").nth(1).unwrap();
    let list = section.split("allow = [").nth(1).unwrap().split(']').next().unwrap();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether an SPDX expression can be met with allowed licences; `/` is the old form of `OR`.
fn permits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ")
        .replace(" WITH ", "+WITH+");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    !tokens.is_empty() && either(&tokens, &mut at, allowed) && at == tokens.len()
}

fn either(tokens: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = both(tokens, at, allowed);
    while tokens.get(*at) == Some(&"OR") {
        *at += 1;
        met |= both(tokens, at, allowed);
    }
    met
}

fn both(tokens: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut met = one(tokens, at, allowed);
    while tokens.get(*at) == Some(&"AND") {
        *at += 1;
        met &= one(tokens, at, allowed);
    }
    met
}

fn one(tokens: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let token = tokens.get(*at).copied().unwrap_or_default();
    *at += 1;
    if token == "(" {
        let met = either(tokens, at, allowed);
        *at += 1;
        return met;
    }
    allowed.contains(&token.replace("+WITH+", " WITH "))
}

#[test]
fn licence_expressions_are_understood() {
    let allowed = BTreeSet::from(["MIT", "ISC", "Apache-2.0"].map(str::to_owned));
    for good in [
        "MIT",
        "GPL-3.0 OR MIT",
        "Unlicense/MIT",
        "(MIT OR GPL-3.0) AND ISC",
        "Apache-2.0 AND ISC",
    ] {
        assert!(permits(good, &allowed), "{good}");
    }
    for bad in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "GPL-3.0/AGPL-3.0",
        "(MIT OR ISC) AND BSL-1.0",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(!permits(bad, &allowed), "{bad}");
    }
}

/// One command of a README with the output that is shown, if any.
#[derive(Debug, PartialEq)]
struct Shown {
    line: usize,
    command: String,
    output: Vec<String>,
}

/// The commands in the blocks marked `console`.
fn console(markdown: &str) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    let mut inside = false;
    for (number, line) in markdown.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if inside {
            match line.strip_prefix("$ ") {
                Some(command) => shown.push(Shown {
                    line: number + 1,
                    command: command.to_owned(),
                    output: Vec::new(),
                }),
                None => shown
                    .last_mut()
                    .expect("output follows a command")
                    .output
                    .push(line.to_owned()),
            }
        }
    }
    shown
}

/// Whether lines are what is shown; `…` alone on a line stands for any number of lines.
fn agrees(shown: &[String], real: &[&str]) -> bool {
    match shown.split_first() {
        None => real.is_empty(),
        Some((first, rest)) if first == "…" => (0..=real.len()).any(|skip| agrees(rest, &real[skip..])),
        Some((first, rest)) => {
            let trimmed = real.first().map(|line| line.trim_end());
            trimmed == Some(first.trim_end()) && agrees(rest, &real[1..])
        }
    }
}

#[test]
#[cfg_attr(not(feature = "disk"), ignore = "keeps a store on the disk")]
fn the_commands_of_the_readme_do_what_it_shows() {
    let commands = console(&read("README.md"));
    assert!(commands.len() >= 8, "the README shows the tool at work");
    let folder = tempfile::tempdir().unwrap();
    for sample in files("tests/sample") {
        let path = root().join(&sample);
        std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
    }
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_govkg"));
    let mut path = std::ffi::OsString::from(binary.parent().unwrap());
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    for Shown { line, command, output } in commands {
        assert!(
            command.starts_with("govkg "),
            "README.md:{line}: console blocks hold govkg commands"
        );
        let run = Command::new("sh")
            .args(["-c", &command])
            .current_dir(folder.path())
            .env("PATH", &path)
            .env("NO_COLOR", "1")
            .env("COLUMNS", "100")
            .env_remove("GOVKG_STORE")
            .output()
            .unwrap();
        let (out, err) = (
            String::from_utf8_lossy(&run.stdout),
            String::from_utf8_lossy(&run.stderr),
        );
        assert!(
            run.status.success(),
            "README.md:{line}: {command}: {}\n{out}{err}",
            run.status
        );
        let real: Vec<&str> = out.lines().collect();
        assert!(
            output.is_empty() || agrees(&output, &real),
            "README.md:{line}: {command} prints\n{out}\nand not\n{}",
            output.join("\n")
        );
    }
}

#[test]
fn both_readmes_show_the_same_commands() {
    let (english, chinese) = (console(&read("README.md")), console(&read("README.zh-CN.md")));
    let plain = |shown: Vec<Shown>| shown.into_iter().map(|s| (s.command, s.output)).collect::<Vec<_>>();
    assert_eq!(plain(english), plain(chinese));
}

#[test]
fn links_between_the_pages_lead_somewhere() {
    let pages: Vec<String> = files("")
        .into_iter()
        .filter(|f| f.ends_with(".md") && !f.contains('/'))
        .collect();
    assert!(pages.len() >= 5);
    let mut dead = Vec::new();
    for page in pages {
        for (_, rest) in read(&page).match_indices("](").map(|(at, m)| (at, at + m.len())) {
            let text = read(&page);
            let target = text[rest..].split([')', '#', ' ']).next().unwrap_or_default();
            let outside = target.is_empty() || target.contains("://") || target.starts_with("mailto:");
            if !outside && !root().join(target).exists() {
                dead.push(format!("{page}: {target}"));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn every_file_of_words_has_its_sources_named() {
    let page = read("LICENSES.md");
    let missing: Vec<String> = files("ontology")
        .into_iter()
        .filter(|f| f.ends_with(".ttl") || f.ends_with(".csv"))
        .filter(|f| !page.contains(&format!("`{f}`")))
        .collect();
    assert!(missing.is_empty(), "LICENSES.md does not speak of {missing:?}");
}

#[test]
fn the_changelog_has_a_place_for_this_version() {
    let changelog = read("CHANGELOG.md");
    let version = env!("CARGO_PKG_VERSION");
    assert!(changelog.contains("## [Unreleased]"));
    assert!(changelog.contains(&format!("## [{version}]")) || changelog.contains(&format!("version {version}")));
    let kinds: BTreeMap<&str, usize> =
        changelog
            .lines()
            .filter_map(|l| l.strip_prefix("### "))
            .fold(BTreeMap::new(), |mut kinds, kind| {
                *kinds.entry(kind).or_default() += 1;
                kinds
            });
    let known = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
    assert!(kinds.keys().all(|k| known.contains(k)), "{kinds:?}");
}

#[test]
fn the_word_of_the_readme_stands_in_its_file() {
    let words = read("ontology/indicators.ttl");
    for page in ["README.md", "README.zh-CN.md"] {
        let text = read(page);
        let line = text.split("```turtle\n").nth(1).unwrap().lines().next().unwrap();
        assert!(words.lines().any(|l| l == line), "{page}: {line}");
    }
}
