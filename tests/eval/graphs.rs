//! Graphs made from annotations with deliberate mistakes, so that every branch of the scores is met.

use std::collections::BTreeMap;
use std::path::Path;

use super::writer::{ALT, DERIVED_FROM, DOCUMENT, ID, PREF, Row, TYPE, Writer, gk, literal, rows, typed};

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
        out: Writer::new(seed),
        entities: BTreeMap::new(),
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
    maker.out.finish(seed % 2 == 1)
}

struct Maker {
    text: Vec<char>,
    out: Writer,
    /// IRIs by annotated name.
    entities: BTreeMap<String, Vec<String>>,
}

impl Maker {
    fn document(&mut self, seed: u64) {
        let document = format!("<{ID}{DOCUMENT}>");
        self.out.say(&document, TYPE, &gk("WorkReport"));
        self.out.say(&document, &gk("source"), &literal("made.txt", ""));
        if seed % 5 != 3 {
            let area = format!("<{ID}area/0>");
            self.out.say(&document, &gk("area"), &area);
            self.out
                .say_in("graph/vocabulary", &area, PREF, &literal("某市", "@zh"));
            self.out.say_in("graph/vocabulary", &area, ALT, &literal("某", "@zh"));
        }
        // What is inferred or linked does not count, whatever it says.
        for graph in ["graph/derived", "graph/link/areas"] {
            let span = self.out.span((3, 9), graph);
            let measure = self.out.node("x");
            self.out.say_in(graph, &measure, TYPE, &gk("Target"));
            self.out.say_in(graph, &measure, &gk("value"), &typed("1", "decimal"));
            self.out.say_in(graph, &measure, DERIVED_FROM, &span);
            let entity = self.out.node("x");
            self.out.say_in(graph, &entity, TYPE, &gk("Agency"));
            self.out.say_in(graph, &entity, PREF, &literal("某局", "@zh"));
            self.out.say_in(graph, &entity, &gk("mentionedIn"), &span);
        }
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
        if found.is_empty() || self.out.wrong(12) {
            let start = self.out.dice.below(self.text.len());
            return (start, start + 1 + self.out.dice.below(limit));
        }
        let start = found[self.out.dice.below(found.len())];
        match self.out.dice.below(6) {
            0 => (start.saturating_sub(3), start + 1),
            1 => (start + quote.len() - 1, start + quote.len() + 4),
            _ => (start, start + quote.len().min(limit)),
        }
    }

    fn measure(&mut self, row: &Row) {
        if self.out.wrong(8) {
            return;
        }
        let copies = if self.out.wrong(6) { 2 } else { 1 };
        let place = self.place(&row["quote"], 60);
        for _ in 0..copies {
            self.measure_at(row, place);
        }
    }

    fn measure_at(&mut self, row: &Row, place: (usize, usize)) {
        let measure = self.out.node("m");
        let (mut value, mut unit) = (row["value"].replace('~', ""), row["unit"].clone());
        if let Some((low, _)) = row["value"].split_once('~') {
            value = low.to_owned();
        }
        if self.out.wrong(8) {
            match self.out.dice.below(6) {
                0 => value = format!("-{value}").replace("--", ""),
                1 => value = format!("{value}0"),
                2 if unit.starts_with('亿') => (value, unit) = (format!("{value}0000"), unit.replacen('亿', "万", 1)),
                3 => value = format!("{}.50", value.split('.').next().unwrap()),
                4 => value = format!("{}.0", value.split('.').next().unwrap()),
                _ => value.insert(0, '0'),
            }
        }
        if self.out.wrong(6) {
            unit = self
                .out
                .dice
                .pick(&["", "个", "家", "人", "名", "县", "%", "个百分点", "亿元", "km²", "千瓦"])
                .to_owned();
        }
        let kind = if (row["kind"] == "target") != self.out.wrong(9) {
            "Target"
        } else {
            "Achievement"
        };
        self.out.say(&measure, TYPE, &gk(kind));
        let number = if self.out.wrong(9) { "double" } else { "decimal" };
        self.out.say(&measure, &gk("value"), &typed(&value, number));
        if !unit.is_empty() || self.out.dice.below(2) == 0 {
            let node = self.out.labelled("unit", &unit, &[]);
            self.out.say(&measure, &gk("unit"), &node);
        }
        let aspect = match row["aspect"].as_str() {
            "change_from" => "ChangeFrom".to_owned(),
            other => other[..1].to_uppercase() + &other[1..],
        };
        let aspect = if self.out.wrong(7) {
            self.out.dice.pick(&["Level", "Growth", "Share", "Other"]).to_owned()
        } else {
            aspect
        };
        if !self.out.wrong(20) {
            self.out.say(&measure, &gk("aspect"), &gk(&aspect));
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
        let sign = if self.out.wrong(7) {
            self.out.dice.pick(&["Exactly", "AtLeast", "Range"])
        } else {
            sign
        };
        if !self.out.wrong(20) {
            self.out.say(&measure, &gk("comparator"), &gk(sign));
        }
        if sign == "Range" {
            self.out.say(&measure, &gk("maxValue"), &typed("7", "decimal"));
        }
        self.indicator_and_subject(&measure, row);
        let years: Vec<&str> = row["period"].split('-').collect();
        if !years[0].is_empty() || self.out.dice.below(2) == 0 {
            let from = if self.out.wrong(8) { "2010" } else { years[0] };
            let period = self.out.node("period");
            let date = |year: &str, day: &str| typed(&format!("{:0>4}-{day}", year), "date");
            self.out
                .say(&period, "<http://www.w3.org/ns/dcat#startDate>", &date(from, "01-01"));
            let last = years.last().copied().unwrap_or("");
            self.out
                .say(&period, "<http://www.w3.org/ns/dcat#endDate>", &date(last, "12-31"));
            self.out.say(&measure, &gk("period"), &period);
        }
        let graph = format!("graph/{DOCUMENT}");
        let place = match self.out.dice.below(if self.out.clean { 100 } else { 15 }) {
            0 => (place.0, place.0 + 100),
            1 => (place.0, place.0 + 101),
            _ => place,
        };
        let span = self.out.span(place, &graph);
        self.out.say(&measure, DERIVED_FROM, &span);
        if self.out.wrong(15) {
            let second = self.out.span((place.0 + 40, place.1 + 40), &graph);
            self.out.say(&measure, DERIVED_FROM, &second);
        }
    }

    fn indicator_and_subject(&mut self, measure: &str, row: &Row) {
        let names: Vec<&str> = row["indicator"].split('|').collect();
        let (name, others) = match self.out.dice.below(if self.out.clean { 40 } else { 8 }) {
            0 => ("别的指标", vec![]),
            1 => ("别的指标", names.clone()),
            2 => (*names.last().unwrap(), vec![]),
            3 => ("“——”", vec!["。"]),
            _ => (names[0], vec!["甲", "GDP"]),
        };
        if !self.out.wrong(20) {
            let node = self.out.labelled("indicator", name, &others);
            self.out.say(measure, &gk("indicator"), &node);
        }
        let subject = match row["subject"].as_str() {
            "*" if !self.out.wrong(8) => Some(format!("<{ID}area/0>")),
            "*" => None,
            names if !self.out.wrong(6) => {
                let name = names.split('|').next_back().unwrap();
                Some(self.out.labelled("subject", name, &["另一个"]))
            }
            _ => Some(self.out.labelled("subject", "另一个", &[])),
        };
        if let Some(subject) = subject {
            self.out.say(measure, &gk("subject"), &subject);
        }
    }

    fn entity(&mut self, row: &Row) {
        if self.out.wrong(7) {
            return;
        }
        let mut names: Vec<&str> = vec![row["name"].as_str()];
        names.extend(
            row.get("aliases")
                .into_iter()
                .flat_map(|a| a.split('|'))
                .filter(|a| !a.is_empty()),
        );
        let copies = if self.out.wrong(5) { 2 } else { 1 };
        for _ in 0..copies {
            let turn = if self.out.wrong(4) {
                self.out.dice.below(names.len())
            } else {
                0
            };
            let mut chosen = names.clone();
            chosen.rotate_left(turn);
            chosen.truncate(1 + self.out.dice.below(chosen.len()));
            if self.out.wrong(9) {
                chosen.push("同名");
            }
            let node = self.out.labelled("entity", chosen[0], &chosen[1..]);
            let class = if self.out.wrong(9) {
                self.out.dice.pick(&CLASSES).to_owned()
            } else {
                row["type"][..1].to_uppercase() + &row["type"][1..]
            };
            self.out.say(&node, TYPE, &gk(&class));
            if self.out.wrong(12) {
                let second = self.out.dice.pick(&CLASSES);
                self.out.say_in("graph/vocabulary", &node, TYPE, &gk(second));
            }
            if !self.out.wrong(10) {
                self.out.mention(&node);
            }
            self.entities.entry(row["name"].clone()).or_default().push(node);
        }
    }

    /// One of the nodes of this name; a new one where there is none.
    fn named(&mut self, name: &str) -> String {
        if let Some(nodes) = self.entities.get(name) {
            return nodes[self.out.dice.below(nodes.len())].clone();
        }
        let government = name.chars().count() > 2 && self.out.dice.below(3) == 0;
        let label = if government {
            format!("{name}人民政府")
        } else {
            name.to_owned()
        };
        let node = self.out.labelled("entity", &label, &[]);
        if self.out.dice.below(4) != 0 {
            self.out.mention(&node);
        }
        self.entities.insert(name.to_owned(), vec![node.clone()]);
        node
    }

    fn relation(&mut self, row: &Row) {
        if self.out.wrong(7) {
            return;
        }
        let copies = if self.out.wrong(6) { 2 } else { 1 };
        for _ in 0..copies {
            let subject = self.named(&row["subject"]);
            let predicate = if self.out.wrong(10) {
                self.out.dice.pick(&["hosts", "partOf", "supports"])
            } else {
                row["predicate"].as_str()
            };
            let wrong = self.out.wrong(8);
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
            let graph = if self.out.wrong(12) {
                "graph/vocabulary".to_owned()
            } else {
                format!("graph/{DOCUMENT}")
            };
            self.out.say_in(&graph, &subject, &property, &object);
        }
    }

    fn responsibility(&mut self, row: &Row) {
        if self.out.wrong(8) {
            return;
        }
        let copies = if self.out.wrong(6) { 2 } else { 1 };
        let place = self.place(&row["quote"], 200);
        for _ in 0..copies {
            let node = self.out.node("r");
            let expanded = row.get("expanded").map_or("", String::as_str);
            let other: Vec<&str> = expanded.split('|').filter(|name| !name.is_empty()).collect();
            let name = if self.out.wrong(8) {
                "某局"
            } else {
                row["agency"].as_str()
            };
            let agent = match other.first() {
                Some(other) if self.out.dice.below(2) == 0 => self.out.labelled("agency", other, &[name]),
                _ => self.out.labelled("agency", name, &[]),
            };
            let role = if self.out.wrong(8) {
                "Lead".to_owned()
            } else {
                row["role"][..1].to_uppercase() + &row["role"][1..]
            };
            self.out.say(&node, TYPE, &gk("Responsibility"));
            self.out.say(&node, &gk("role"), &gk(&role));
            self.out.say(&node, &gk("agent"), &agent);
            let span = self.out.span(place, &format!("graph/{DOCUMENT}"));
            self.out.say(&node, DERIVED_FROM, &span);
        }
    }
}
