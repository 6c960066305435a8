//! Writes the quads of a made graph, with dice for its mistakes.

use std::collections::BTreeMap;
use std::path::Path;

pub const GK: &str = "https://w3id.org/govkg/ontology#";
pub const ID: &str = "https://w3id.org/govkg/id/";
pub const DOCUMENT: &str = "doc/made-000000";

pub fn gk(name: &str) -> String {
    format!("<{GK}{name}>")
}

pub fn literal(text: &str, language: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\r', "\\r");
    format!("\"{escaped}\"{language}")
}

pub fn typed(text: &str, kind: &str) -> String {
    format!("\"{text}\"^^<http://www.w3.org/2001/XMLSchema#{kind}>")
}

pub const TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
pub const PREF: &str = "<http://www.w3.org/2004/02/skos/core#prefLabel>";
pub const ALT: &str = "<http://www.w3.org/2004/02/skos/core#altLabel>";
pub const DERIVED_FROM: &str = "<http://www.w3.org/ns/prov#wasDerivedFrom>";

/// Cells by heading.
pub type Row = BTreeMap<String, String>;

/// The rows of an annotation file; none where there is no file.
pub fn rows(path: &Path) -> Vec<Row> {
    let Ok(text) = std::fs::read_to_string(path) else {
        return Vec::new();
    };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let row = |line: &str| {
        header
            .iter()
            .map(|h| (*h).to_owned())
            .zip(line.split('\t').map(str::to_owned))
            .collect()
    };
    lines.map(row).collect()
}

/// Chance that repeats itself.
pub struct Dice(u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % n
    }

    pub fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// The lines of a graph in the making.
pub struct Writer {
    pub dice: Dice,
    /// Few mistakes.
    pub clean: bool,
    lines: Vec<String>,
    count: usize,
}

impl Writer {
    pub fn new(seed: u64) -> Self {
        Self {
            dice: Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
            clean: seed.is_multiple_of(4),
            lines: Vec::new(),
            count: 0,
        }
    }

    /// All lines, sorted or shuffled.
    pub fn finish(mut self, shuffle: bool) -> String {
        if shuffle {
            for n in (1..self.lines.len()).rev() {
                let other = self.dice.below(n + 1);
                self.lines.swap(n, other);
            }
        } else {
            self.lines.sort();
        }
        self.lines.concat()
    }

    /// Once in `n` a mistake is made; ten times as seldom in a clean graph.
    pub fn wrong(&mut self, n: usize) -> bool {
        let n = if self.clean { n * 10 } else { n };
        self.dice.below(n) == 0
    }

    pub fn say(&mut self, subject: &str, property: &str, object: &str) {
        self.say_in(&format!("graph/{DOCUMENT}"), subject, property, object);
    }

    pub fn say_in(&mut self, graph: &str, subject: &str, property: &str, object: &str) {
        self.lines
            .push(format!("{subject} {property} {object} <{ID}{graph}> .\n"));
    }

    pub fn node(&mut self, kind: &str) -> String {
        self.count += 1;
        format!("<{ID}{kind}/n{}-{}>", self.dice.below(1000), self.count)
    }

    pub fn labelled(&mut self, kind: &str, name: &str, others: &[&str]) -> String {
        let node = self.node(kind);
        self.say(&node, PREF, &literal(name, "@zh"));
        for other in others {
            self.say(&node, ALT, &literal(other, "@zh"));
        }
        node
    }

    pub fn span(&mut self, (start, end): (usize, usize), graph: &str) -> String {
        let span = format!("<{ID}{DOCUMENT}#char={start},{end}>");
        self.say_in(graph, &span, &gk("start"), &typed(&start.to_string(), "integer"));
        self.say_in(graph, &span, &gk("end"), &typed(&end.to_string(), "integer"));
        span
    }

    pub fn mention(&mut self, node: &str) {
        let span = self.span((5, 9), &format!("graph/{DOCUMENT}"));
        self.say(node, &gk("mentionedIn"), &span);
    }
}
