//! What is wrong with the input is said with the file and the remedy; the rest is built and the store stays whole.

#![cfg(feature = "disk")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::documents::report;
use crate::run::{Place, Ran};

/// Builds a good file together with a bad one: the bad one is named, the good one is there.
#[track_caller]
fn refuses(content: impl AsRef<[u8]>, words: &[&str], options: &[&str]) {
    let place = Place::new();
    place.write("r/bad.txt", content);
    place.write("r/good.txt", report(0));
    let ran = place.run(&[&["build", "r"], options].concat());
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.err.contains("r/bad.txt: "), "{ran:?}");
    for word in words {
        assert!(ran.err.contains(word), "{word} is missing in {ran:?}");
    }
    assert!(ran.out.contains("not built: r/bad.txt"), "{ran:?}");
    let list = place.good(&["list"]);
    assert!(list.contains("good.txt") && !list.contains("bad.txt"), "{list}");
}

#[test]
fn empty_files() {
    refuses("", &["empty"], &[]);
    refuses("\u{FEFF} \r\n\u{3000}\n", &["empty"], &[]);
}

#[test]
fn binary_files() {
    let noise: Vec<u8> = (0..20_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    refuses(noise, &["binary", "UTF-8"], &[]);
    refuses("%PDF-1.7\n…", &["PDF", ".txt"], &[]);
    refuses(b"PK\x03\x04aaaaaaaaaaaa", &["Office", ".txt"], &[]);
}

#[test]
fn files_above_the_limit() {
    refuses(report(1).repeat(20), &["--max-size", "allowed"], &["--max-size", "4K"]);
    let place = Place::new();
    place.write("a.txt", report(0));
    let ran = place.run(&["build", "a.txt", "--max-size", "lots"]);
    assert!(ran.code == Some(2) && ran.err.contains("1GiB"), "{ran:?}");
}

#[test]
fn broken_encoding_is_read_with_a_warning() {
    let place = Place::new();
    let mut bytes = report(0).repeat(10).into_bytes();
    bytes.truncate(bytes.len() - 2);
    place.write("cut.txt", bytes);
    let ran = place.run(&["build", "cut.txt"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.err.contains("cut.txt: warning") && ran.err.contains("UTF-8"),
        "{ran:?}"
    );
}

#[test]
fn paths_that_lead_nowhere() {
    let place = Place::new();
    place.write("good.txt", report(0));
    let ran = place.run(&["build", "missing.txt", "good.txt"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(
        ran.err.contains("missing.txt: there is no such file") && ran.out.contains("1 document built"),
        "{ran:?}"
    );

    std::fs::create_dir_all(place.join("empty/deeper")).unwrap();
    place.write("empty/picture.png", "x");
    let ran = place.run(&["--store", "other.db", "build", "empty"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(
        ran.err.contains("no readable files") && !place.join("other.db").exists(),
        "{ran:?}"
    );
}

#[cfg(unix)]
#[test]
fn folders_that_lead_back_to_themselves() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.write("r/deep/good.txt", report(0));
    symlink("..", place.join("r/deep/up")).unwrap();
    symlink("self", place.join("r/self")).unwrap();
    symlink("gone.txt", place.join("r/broken.txt")).unwrap();
    let ran = place.run(&["build", "r"]);
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(
        ran.err.contains("leads back") && ran.err.contains("r/self: ") && ran.err.contains("r/broken.txt: "),
        "{ran:?}"
    );
    assert!(ran.out.contains("1 document built"), "{ran:?}");
}

/// Runs as the user nobody, for whom permissions count; as an ordinary user, simply runs.
#[cfg(unix)]
fn as_ordinary_user(place: &Place, arguments: &[&str]) -> Option<Ran> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    if std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() != 0) {
        return Some(place.run(arguments));
    }
    // The folder must be open to nobody, and so must the way to the program.
    std::fs::set_permissions(place.path(), PermissionsExt::from_mode(0o777)).unwrap();
    let program = place.join("govkg");
    std::fs::copy(env!("CARGO_BIN_EXE_govkg"), &program).unwrap();
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(program)
        .args(arguments);
    match command.current_dir(place.path()).output() {
        Ok(output) => Some(output.into()),
        Err(e) => {
            println!("skipped: no setpriv to become another user: {e}");
            None
        }
    }
}

#[cfg(unix)]
#[test]
fn files_that_the_user_may_not_read() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.write("r/good.txt", report(0));
    let secret = place.write("r/secret.txt", report(1));
    std::fs::set_permissions(secret, PermissionsExt::from_mode(0o000)).unwrap();
    std::fs::create_dir(place.join("r/closed")).unwrap();
    std::fs::set_permissions(place.join("r/closed"), PermissionsExt::from_mode(0o000)).unwrap();
    let Some(ran) = as_ordinary_user(&place, &["build", "r"]) else {
        return;
    };
    std::fs::set_permissions(place.join("r/closed"), PermissionsExt::from_mode(0o755)).unwrap();
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(
        ran.err.contains("r/secret.txt: it may not be read") && ran.err.contains("chmod"),
        "{ran:?}"
    );
    assert!(ran.err.contains("r/closed: it may not be read"), "{ran:?}");
    assert!(ran.out.contains("1 document built"), "{ran:?}");
}

/// A store of another user can be read, but not written.
#[cfg(unix)]
#[test]
fn stores_that_the_user_may_not_write() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.write("a.txt", report(0));
    place.write("b.txt", report(1));
    place.good(&["build", "a.txt"]);
    let mut open = vec![place.join("govkg.db")];
    while let Some(path) = open.pop() {
        let is_folder = path.is_dir();
        if is_folder {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
        std::fs::set_permissions(&path, PermissionsExt::from_mode(if is_folder { 0o555 } else { 0o444 })).unwrap();
    }
    let list = as_ordinary_user(&place, &["list"]);
    let build = as_ordinary_user(&place, &["build", "b.txt"]);
    std::fs::set_permissions(place.join("govkg.db"), PermissionsExt::from_mode(0o755)).unwrap();
    std::fs::set_permissions(place.join("govkg.db/quads"), PermissionsExt::from_mode(0o755)).unwrap();
    let (Some(list), Some(build)) = (list, build) else {
        return;
    };
    assert!(list.code == Some(0) && list.out.contains("a.txt"), "{list:?}");
    assert!(build.code == Some(2) && build.err.contains("govkg.db"), "{build:?}");
}

#[test]
fn stores_that_are_none() {
    let place = Place::new();
    place.write("a.txt", report(0));
    for arguments in [
        &["list"][..],
        &["stats"],
        &["export"],
        &["remove", "a"],
        &["query", "who-leads-what"],
    ] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {ran:?}");
        assert!(
            ran.err.contains("govkg.db") && ran.err.contains("govkg build"),
            "{arguments:?}: {ran:?}"
        );
        assert!(!place.join("govkg.db").exists(), "{arguments:?} made a store");
    }
    let file = place.run(&["--store", "a.txt", "list"]);
    assert!(file.code == Some(2) && file.err.contains("--store"), "{file:?}");

    place.write("thesis/chapter.doc", "x");
    let ran = place.run(&["--store", "thesis", "build", "a.txt"]);
    assert!(ran.code == Some(2) && ran.err.contains("not a store"), "{ran:?}");
    assert_eq!(std::fs::read_dir(place.join("thesis")).unwrap().count(), 1);
}

#[test]
fn stores_of_another_version() {
    let place = Place::new();
    place.write("a.txt", report(0));
    place.write("b.txt", report(1));
    place.good(&["build", "a.txt"]);
    let format = std::fs::read_to_string(place.join("govkg.db/format")).unwrap();
    place.write("govkg.db/format", format.replace("store 1", "store 99"));
    for arguments in [&["list"][..], &["build", "b.txt"]] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(
            ran.err.contains("format 99") && ran.err.contains("--store NEW"),
            "{ran:?}"
        );
    }
    place.write("govkg.db/format", format);
    assert!(place.good(&["list"]).contains("a.txt"));
}

#[test]
fn another_base() {
    let place = Place::new();
    place.write("a.txt", report(0));
    place.good(&["--base", "https://example.org/kg/", "build", "a.txt"]);
    // The store remembers.
    assert!(place.good(&["list"]).contains("a.txt"));
    assert!(place.dump().contains("<https://example.org/kg/graph/doc/"));
    let ran = place.run(&["--base", "https://example.com/", "build", "a.txt"]);
    assert!(
        ran.code == Some(2) && ran.err.contains("https://example.org/kg/"),
        "{ran:?}"
    );
    assert_eq!(place.run(&["--base", "example", "list"]).code, Some(2));
}

/// A tiny disk of its own; none where it cannot be mounted.
#[cfg(target_os = "linux")]
struct SmallDisk(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl SmallDisk {
    fn mount(path: std::path::PathBuf, size: &str) -> Option<Self> {
        std::fs::create_dir_all(&path).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", size, "tmpfs"])
            .arg(&path)
            .output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self(path)),
            _ => {
                println!("skipped: a small disk cannot be mounted here");
                None
            }
        }
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(&self.0).output().unwrap();
    }
}

/// Fills a disk up to a rest of so many bytes.
#[cfg(target_os = "linux")]
fn fill(path: &std::path::Path, rest: u64) {
    let mut file = std::fs::File::create(path).unwrap();
    let mut size = 0;
    while file.write_all(&[0; 4096]).is_ok() {
        size += 4096;
    }
    file.set_len(size - rest).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let place = Place::new();
    for number in 0..20 {
        place.write(&format!("small/{number}.txt"), report(number));
    }
    for number in 0..200 {
        place.write(&format!("large/more-{number}.txt"), report(1000 + number));
    }
    let Some(disk) = SmallDisk::mount(place.join("disk"), "size=80m") else {
        return;
    };
    let (store, filler) = (disk.0.join("s"), disk.0.join("filler"));
    let with_store = |arguments: &[&str]| place.run(&[&["--store", store.to_str().unwrap()], arguments].concat());
    assert_eq!(with_store(&["build", "small"]).code, Some(0));
    let before = with_store(&["export"]).out;

    // Room for a beginning, but not for everything.
    for rest in [64 << 10, 1 << 20] {
        fill(&filler, rest);
        let ran = with_store(&["build", "large"]);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(
            ran.err.contains("the disk is full") || ran.err.contains("No space left"),
            "{ran:?}"
        );
        let ran = with_store(&["export", "--quiet"]);
        assert_eq!(ran.code, Some(0), "the store is harmed: {}", ran.err);
        let kept: std::collections::BTreeSet<&str> = ran.out.lines().collect();
        let lost = before
            .lines()
            .filter(|line| line.contains("/graph/doc/") && !kept.contains(line))
            .count();
        assert_eq!(lost, 0, "quads of the documents kept before are lost");
    }
    // An export that does not fit leaves what was there.
    let export = disk.0.join("full.nq");
    std::fs::remove_file(&filler).unwrap();
    std::fs::write(&export, "old").unwrap();
    fill(&filler, 16 << 10);
    let ran = with_store(&["export", "-o", export.to_str().unwrap()]);
    assert!(ran.code == Some(2) && ran.err.contains("full.nq"), "{ran:?}");
    assert_eq!(std::fs::read_to_string(&export).unwrap(), "old");

    std::fs::remove_file(&filler).unwrap();
    assert_eq!(with_store(&["build", "large"]).code, Some(0));
    assert_eq!(with_store(&["list", "--format", "tsv"]).out.lines().count(), 221);
}

/// Not minutes: whoever gives a report without line ends still gets an answer.
#[test]
fn one_line_of_25_megabytes() {
    let place = Place::new();
    let mut text = String::new();
    let mut number = 0;
    while text.len() < 25_000_000 {
        text.push_str(&report(number).replace('\n', ""));
        number += 1;
    }
    place.write("line.txt", &text);
    let begin = Instant::now();
    let out = place.good(&["build", "--dry-run", "line.txt"]);
    let took = begin.elapsed();
    println!("{} bytes in one line in {took:?}: {}", text.len(), out.trim());
    assert!(took < Duration::from_secs(50), "{took:?}");
}

/// Answers each request for a path with what is given for it.
fn serve(pages: Vec<(&'static str, &'static str, Vec<u8>)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 2048];
            let length = stream.read(&mut request).unwrap();
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default();
            let (status, kind, body) = match pages.iter().find(|(name, _, _)| *name == path) {
                Some((_, kind, body)) => ("200 OK", *kind, body.clone()),
                None => ("404 Not Found", "text/plain", b"?".to_vec()),
            };
            let head = format!("HTTP/1.1 {status}\r\ncontent-type: {kind}\r\nconnection: close\r\n\r\n");
            // The client may hang up when it has seen enough.
            drop(stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)));
        }
    });
    address
}

#[test]
fn addresses() {
    let place = Place::new();
    let base = serve(vec![
        (
            "/gov/2021%20report.txt",
            "text/plain; charset=utf-8",
            report(0).into_bytes(),
        ),
        ("/page", "text/html", b"<html>".to_vec()),
        ("/large.txt", "text/plain", vec![b'a'; 200_000]),
    ]);
    let url = |path: &str| format!("{base}{path}");
    place.good(&["build", &url("/gov/2021%20report.txt")]);
    assert!(place.good(&["list"]).contains(&url("/gov/2021%20report.txt")));
    for (path, word) in [("/page", "web page"), ("/none", "404"), ("/large.txt", "--max-size")] {
        let ran = place.run(&["build", &url(path), "--max-size", "100K"]);
        assert!(
            ran.code == Some(2) && ran.err.contains(&url(path)) && ran.err.contains(word),
            "{path}: {ran:?}"
        );
    }
    let ran = place.run(&["build", "http://127.0.0.1:1/x.txt"]);
    assert!(ran.code == Some(2) && ran.err.contains("cannot be fetched"), "{ran:?}");
}
