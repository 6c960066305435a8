//! Graphs made from annotations with deliberate mistakes, so that every branch of the scores is met.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const GK: &str = "https://w3id.org/govkg/ontology#";
const ID: &str = "https://w3id.org/govkg/id/";
const DOCUMENT: &str = "doc/made-000000";
const CLASSES: [&str; 14] = [
    "Agency",
    "Area",
    "Industry",
    "Company",
    "Institution",
    "Project",
    "Programme",
    "Honour",
    "Legislation",
    "Event",
    "Product",
    "Place",
    "Person",
    "Task",
];

/// A graph as N-Quads: what the annotations in `folder` say of `text`, with mistakes that depend on `seed` alone.
///
/// A multiple of four as seed gives few mistakes, an odd seed shuffles the lines.
pub fn make(folder: &Path, text: &str, seed: u64) -> String {
    let mut maker = Maker {
        text: text.chars().collect(),
        dice: Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1),
        clean: seed % 4 == 0,
        lines: Vec::new(),
        entities: BTreeMap::new(),
        count: 0,
    };
    maker.document(seed);
    for row in rows(&folder.join("measures.tsv")) {
        maker.measure(&row);
    }
    for row in rows(&folder.join("entities.tsv")) {
        maker.entity(&row);
    }
    for row in rows(&folder.join("relations.tsv")) {
        maker.relation(&row);
    }
    for row in rows(&folder.join("responsibility.tsv")) {
        maker.responsibility(&row);
    }
    if seed % 2 == 1 {
        for n in (1..maker.lines.len()).rev() {
            let other = maker.dice.below(n + 1);
            maker.lines.swap(n, other);
        }
    } else {
        maker.lines.sort();
    }
    maker.lines.concat()
}

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
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

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % n
    }

    fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

struct Maker {
    text: Vec<char>,
    dice: Dice,
    clean: bool,
    lines: Vec<String>,
    /// IRIs by annotated name.
    entities: BTreeMap<String, Vec<String>>,
    count: usize,
}

fn gk(name: &str) -> String {
    format!("<{GK}{name}>")
}

fn literal(text: &str, language: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\r', "\\r");
    format!("\"{escaped}\"{language}")
}

fn typed(text: &str, kind: &str) -> String {
    format!("\"{text}\"^^<http://www.w3.org/2001/XMLSchema#{kind}>")
}

const TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const PREF: &str = "<http://www.w3.org/2004/02/skos/core#prefLabel>";
const ALT: &str = "<http://www.w3.org/2004/02/skos/core#altLabel>";
const DERIVED_FROM: &str = "<http://www.w3.org/ns/prov#wasDerivedFrom>";

impl Maker {
    /// Once in `n` a mistake is made; ten times as seldom in a clean graph.
    fn wrong(&mut self, n: usize) -> bool {
        let n = if self.clean { n * 10 } else { n };
        self.dice.below(n) == 0
    }

    fn say(&mut self, subject: &str, property: &str, object: &str) {
        self.say_in(&format!("graph/{DOCUMENT}"), subject, property, object);
    }

    fn say_in(&mut self, graph: &str, subject: &str, property: &str, object: &str) {
        let mut line = String::new();
        writeln!(line, "{subject} {property} {object} <{ID}{graph}> .").unwrap();
        self.lines.push(line);
    }

    fn node(&mut self, kind: &str) -> String {
        self.count += 1;
        format!("<{ID}{kind}/n{}-{}>", self.dice.below(1000), self.count)
    }

    fn labelled(&mut self, kind: &str, name: &str, others: &[&str]) -> String {
        let node = self.node(kind);
        self.say(&node, PREF, &literal(name, "@zh"));
        for other in others {
            self.say(&node, ALT, &literal(other, "@zh"));
        }
        node
    }

    fn document(&mut self, seed: u64) {
        let document = format!("<{ID}{DOCUMENT}>");
        self.say(&document, TYPE, &gk("WorkReport"));
        self.say(&document, &gk("source"), &literal("made.txt", ""));
        if seed % 5 != 3 {
            let area = format!("<{ID}area/0>");
            self.say(&document, &gk("area"), &area);
            self.say_in("graph/vocabulary", &area, PREF, &literal("某市", "@zh"));
            self.say_in("graph/vocabulary", &area, ALT, &literal("某", "@zh"));
        }
        // What is inferred or linked does not count, whatever it says.
        for graph in ["graph/derived", "graph/link/areas"] {
            let span = self.span((3, 9), graph);
            let measure = self.node("x");
            self.say_in(graph, &measure, TYPE, &gk("Target"));
            self.say_in(graph, &measure, &gk("value"), &typed("1", "decimal"));
            self.say_in(graph, &measure, DERIVED_FROM, &span);
            let entity = self.node("x");
            self.say_in(graph, &entity, TYPE, &gk("Agency"));
            self.say_in(graph, &entity, PREF, &literal("某局", "@zh"));
            self.say_in(graph, &entity, &gk("mentionedIn"), &span);
        }
    }

    fn span(&mut self, (start, end): (usize, usize), graph: &str) -> String {
        let span = format!("<{ID}{DOCUMENT}#char={start},{end}>");
        self.say_in(graph, &span, &gk("start"), &typed(&start.to_string(), "integer"));
        self.say_in(graph, &span, &gk("end"), &typed(&end.to_string(), "integer"));
        span
    }

    /// A place of the quote, sometimes a wrong one; at most `limit` code points.
    fn place(&mut self, quote: &str, limit: usize) -> (usize, usize) {
        let quote: Vec<char> = quote.replace("\\n", "\n").chars().collect();
        let found: Vec<usize> = self
            .text
            .windows(quote.len().max(1))
            .enumerate()
            .filter(|(_, w)| *w == quote)
            .map(|(at, _)| at)
            .collect();
        if found.is_empty() || self.wrong(12) {
            let start = self.dice.below(self.text.len());
            return (start, start + 1 + self.dice.below(limit));
        }
        let start = found[self.dice.below(found.len())];
        match self.dice.below(6) {
            0 => (start.saturating_sub(3), start + 1),
            1 => (start + quote.len() - 1, start + quote.len() + 4),
            _ => (start, start + quote.len().min(limit)),
        }
    }

    fn measure(&mut self, row: &Row) {
        if self.wrong(8) {
            return;
        }
        let copies = if self.wrong(6) { 2 } else { 1 };
        let place = self.place(&row["quote"], 60);
        for _ in 0..copies {
            self.measure_at(row, place);
        }
    }

    fn measure_at(&mut self, row: &Row, place: (usize, usize)) {
        let measure = self.node("m");
        let (mut value, mut unit) = (row["value"].replace('~', ""), row["unit"].clone());
        if let Some((low, _)) = row["value"].split_once('~') {
            value = low.to_owned();
        }
        if self.wrong(8) {
            match self.dice.below(6) {
                0 => value = format!("-{value}").replace("--", ""),
                1 => value = format!("{value}0"),
                2 if unit.starts_with('亿') => (value, unit) = (format!("{value}0000"), unit.replacen('亿', "万", 1)),
                3 => value = format!("{}.50", value.split('.').next().unwrap()),
                4 => value = format!("{}.0", value.split('.').next().unwrap()),
                _ => value.insert(0, '0'),
            }
        }
        if self.wrong(6) {
            unit = self
                .dice
                .pick(&["", "个", "家", "人", "名", "县", "%", "个百分点", "亿元", "km²", "千瓦"])
                .to_owned();
        }
        let kind = if (row["kind"] == "target") != self.wrong(9) {
            "Target"
        } else {
            "Achievement"
        };
        self.say(&measure, TYPE, &gk(kind));
        let number = if self.wrong(9) { "double" } else { "decimal" };
        self.say(&measure, &gk("value"), &typed(&value, number));
        if !unit.is_empty() || self.dice.below(2) == 0 {
            let node = self.labelled("unit", &unit, &[]);
            self.say(&measure, &gk("unit"), &node);
        }
        let aspect = match row["aspect"].as_str() {
            "change_from" => "ChangeFrom".to_owned(),
            other => other[..1].to_uppercase() + &other[1..],
        };
        let aspect = if self.wrong(7) {
            self.dice.pick(&["Level", "Growth", "Share", "Other"]).to_owned()
        } else {
            aspect
        };
        if !self.wrong(20) {
            self.say(&measure, &gk("aspect"), &gk(&aspect));
        }
        let sign = match row["comparator"].as_str() {
            ">=" => "AtLeast",
            ">" => "MoreThan",
            "<=" => "AtMost",
            "<" => "LessThan",
            "~" => "About",
            "range" => "Range",
            _ => "Exactly",
        };
        let sign = if self.wrong(7) {
            self.dice.pick(&["Exactly", "AtLeast", "Range"])
        } else {
            sign
        };
        if !self.wrong(20) {
            self.say(&measure, &gk("comparator"), &gk(sign));
        }
        if sign == "Range" {
            self.say(&measure, &gk("maxValue"), &typed("7", "decimal"));
        }
        self.indicator_and_subject(&measure, row);
        let years: Vec<&str> = row["period"].split('-').collect();
        if !years[0].is_empty() || self.dice.below(2) == 0 {
            let from = if self.wrong(8) { "2010" } else { years[0] };
            let period = self.node("period");
            let date = |year: &str, day: &str| typed(&format!("{:0>4}-{day}", year), "date");
            self.say(&period, "<http://www.w3.org/ns/dcat#startDate>", &date(from, "01-01"));
            let last = years.last().copied().unwrap_or("");
            self.say(&period, "<http://www.w3.org/ns/dcat#endDate>", &date(last, "12-31"));
            self.say(&measure, &gk("period"), &period);
        }
        let graph = format!("graph/{DOCUMENT}");
        let place = match self.dice.below(if self.clean { 100 } else { 15 }) {
            0 => (place.0, place.0 + 100),
            1 => (place.0, place.0 + 101),
            _ => place,
        };
        let span = self.span(place, &graph);
        self.say(&measure, DERIVED_FROM, &span);
        if self.wrong(15) {
            let second = self.span((place.0 + 40, place.1 + 40), &graph);
            self.say(&measure, DERIVED_FROM, &second);
        }
    }

    fn indicator_and_subject(&mut self, measure: &str, row: &Row) {
        let names: Vec<&str> = row["indicator"].split('|').collect();
        let (name, others) = match self.dice.below(if self.clean { 40 } else { 8 }) {
            0 => ("别的指标", vec![]),
            1 => ("别的指标", names.clone()),
            2 => (*names.last().unwrap(), vec![]),
            3 => ("“——”", vec!["。"]),
            _ => (names[0], vec!["甲", "GDP"]),
        };
        if !self.wrong(20) {
            let node = self.labelled("indicator", name, &others);
            self.say(measure, &gk("indicator"), &node);
        }
        let subject = match row["subject"].as_str() {
            "*" if !self.wrong(8) => Some(format!("<{ID}area/0>")),
            "*" => None,
            names if !self.wrong(6) => {
                let name = names.split('|').next_back().unwrap();
                Some(self.labelled("subject", name, &["另一个"]))
            }
            _ => Some(self.labelled("subject", "另一个", &[])),
        };
        if let Some(subject) = subject {
            self.say(measure, &gk("subject"), &subject);
        }
    }

    fn mention(&mut self, node: &str) {
        let span = self.span((5, 9), &format!("graph/{DOCUMENT}"));
        self.say(node, &gk("mentionedIn"), &span);
    }

    fn entity(&mut self, row: &Row) {
        if self.wrong(7) {
            return;
        }
        let mut names: Vec<&str> = vec![row["name"].as_str()];
        names.extend(
            row.get("aliases")
                .into_iter()
                .flat_map(|a| a.split('|'))
                .filter(|a| !a.is_empty()),
        );
        let copies = if self.wrong(5) { 2 } else { 1 };
        for _ in 0..copies {
            let turn = if self.wrong(4) { self.dice.below(names.len()) } else { 0 };
            let mut chosen = names.clone();
            chosen.rotate_left(turn);
            chosen.truncate(1 + self.dice.below(chosen.len()));
            if self.wrong(9) {
                chosen.push("同名");
            }
            let node = self.labelled("entity", chosen[0], &chosen[1..]);
            let class = if self.wrong(9) {
                self.dice.pick(&CLASSES).to_owned()
            } else {
                row["type"][..1].to_uppercase() + &row["type"][1..]
            };
            self.say(&node, TYPE, &gk(&class));
            if self.wrong(12) {
                let second = self.dice.pick(&CLASSES);
                self.say_in("graph/vocabulary", &node, TYPE, &gk(second));
            }
            if !self.wrong(10) {
                self.mention(&node);
            }
            self.entities.entry(row["name"].clone()).or_default().push(node);
        }
    }

    /// One of the nodes of this name; a new one where there is none.
    fn named(&mut self, name: &str) -> String {
        if let Some(nodes) = self.entities.get(name) {
            return nodes[self.dice.below(nodes.len())].clone();
        }
        let government = name.chars().count() > 2 && self.dice.below(3) == 0;
        let label = if government {
            format!("{name}人民政府")
        } else {
            name.to_owned()
        };
        let node = self.labelled("entity", &label, &[]);
        if self.dice.below(4) != 0 {
            self.mention(&node);
        }
        self.entities.insert(name.to_owned(), vec![node.clone()]);
        node
    }

    fn relation(&mut self, row: &Row) {
        if self.wrong(7) {
            return;
        }
        let copies = if self.wrong(6) { 2 } else { 1 };
        for _ in 0..copies {
            let subject = self.named(&row["subject"]);
            let predicate = if self.wrong(10) {
                self.dice.pick(&["hosts", "partOf", "supports"])
            } else {
                row["predicate"].as_str()
            };
            let wrong = self.wrong(8);
            let object = match row["predicate"].as_str() {
                "definedAs" if wrong => literal("别的意思", "@zh"),
                "definedAs" => literal(&format!("{}……", row["object"]), "@zh"),
                "deadline" => typed(if wrong { "1999-12-31" } else { &row["object"] }, "date"),
                "status" => gk(if wrong { "planned" } else { &row["object"] }),
                _ if wrong => subject.clone(),
                _ => self.named(&row["object"]),
            };
            let property = match predicate {
                "definedAs" => "<http://www.w3.org/2004/02/skos/core#definition>".to_owned(),
                other => gk(other),
            };
            let graph = if self.wrong(12) {
                "graph/vocabulary".to_owned()
            } else {
                format!("graph/{DOCUMENT}")
            };
            self.say_in(&graph, &subject, &property, &object);
        }
    }

    fn responsibility(&mut self, row: &Row) {
        if self.wrong(8) {
            return;
        }
        let copies = if self.wrong(6) { 2 } else { 1 };
        let place = self.place(&row["quote"], 200);
        for _ in 0..copies {
            let node = self.node("r");
            let expanded = row.get("expanded").map_or("", String::as_str);
            let other: Vec<&str> = expanded.split('|').filter(|name| !name.is_empty()).collect();
            let name = if self.wrong(8) {
                "某局"
            } else {
                row["agency"].as_str()
            };
            let agent = match other.first() {
                Some(other) if self.dice.below(2) == 0 => self.labelled("agency", other, &[name]),
                _ => self.labelled("agency", name, &[]),
            };
            let role = if self.wrong(8) {
                "Lead".to_owned()
            } else {
                row["role"][..1].to_uppercase() + &row["role"][1..]
            };
            self.say(&node, TYPE, &gk("Responsibility"));
            self.say(&node, &gk("role"), &gk(&role));
            self.say(&node, &gk("agent"), &agent);
            let span = self.span(place, &format!("graph/{DOCUMENT}"));
            self.say(&node, DERIVED_FROM, &span);
        }
    }
}
