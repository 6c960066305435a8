//! What a candidate looks like: numbers that stand for a pattern and what fills it.
//!
//! A sentence is seen as a row of items, each a name or a word outside of names. Names that 、 or 和 join are one list:
//! what stands before and after the list is said of each of them.

use super::{Line, Relation, Row};
use crate::labels::{Kind, hash};

/// An item of a sentence.
#[derive(Debug, Clone, Copy)]
struct Item {
    /// A number for its words or, for a name, its kind.
    code: u32,
    /// The same for all words of like use.
    cluster: u32,
    is_verb: bool,
    /// A mark that ends a clause.
    is_stop: bool,
    /// Joins the items of a list.
    joins: bool,
    name: Option<Kind>,
}

/// A sentence as it is looked at.
pub(super) struct Sight<'l> {
    line: &'l Line<'l>,
    items: Vec<Item>,
    /// For each name that stands in the sentence: its item, and first and last item of its list.
    places: Vec<Spot>,
}

#[derive(Debug, Clone, Copy)]
struct Spot {
    item: usize,
    first: usize,
    last: usize,
    /// The name that holds this one.
    holder: Option<usize>,
}

/// What stands beyond a sentence.
const EDGE: u32 = 1;
/// A number.
const DIGITS: u32 = 2;

impl<'l> Sight<'l> {
    pub(super) fn new(line: &'l Line<'l>) -> Self {
        let mut items = Vec::with_capacity(line.tokens.len());
        let mut places: Vec<Spot> = Vec::new();
        let mut next = 0;
        let mut outer: Option<usize> = None;
        let word = |at: usize| {
            let token = &line.tokens[at];
            let text = &line.text[token.start as usize..token.end as usize];
            let number = text.starts_with(|c: char| c.is_ascii_digit());
            Item {
                code: if number { DIGITS } else { hash(text) },
                cluster: match token.word.fine {
                    0 => DIGITS,
                    fine => 64 + u32::from(fine),
                },
                is_verb: token.word.tag == u16::from(b'v'),
                is_stop: matches!(text, "，" | "。" | "；" | "：" | "！" | "？" | "\n" | "\t" | ","),
                joins: matches!(
                    text,
                    "、" | "和" | "与" | "及" | "以及" | "暨" | "“" | "”" | "《" | "》"
                ),
                name: None,
            }
        };
        for (n, name) in line.names.iter().enumerate() {
            let Some(place) = name.place else { break };
            let holder = outer.filter(|o| line.names[*o].place.is_some_and(|held| held.holds(place)));
            if let Some(holder) = holder {
                places.push(Spot {
                    holder: Some(holder),
                    ..places[holder]
                });
                continue;
            }
            while next < line.tokens.len() && line.tokens[next].end <= place.start {
                items.push(word(next));
                next += 1;
            }
            while next < line.tokens.len() && line.tokens[next].start < place.end {
                next += 1;
            }
            let item = items.len();
            items.push(Item {
                code: 16 + name.kind as u32,
                cluster: 16 + name.kind as u32,
                is_verb: false,
                is_stop: false,
                joins: false,
                name: Some(name.kind),
            });
            places.push(Spot {
                item,
                first: item,
                last: item,
                holder: None,
            });
            outer = Some(n);
        }
        items.extend((next..line.tokens.len()).map(word));
        let mut sight = Self { line, items, places };
        sight.find_lists();
        sight
    }

    /// Names with nothing but joints between them are one list.
    fn find_lists(&mut self) {
        let names: Vec<usize> = (0..self.items.len())
            .filter(|n| self.items[*n].name.is_some())
            .collect();
        let mut lists: Vec<(usize, usize)> = Vec::new();
        for at in names {
            match lists.last_mut() {
                Some((_, last)) if at - *last > 1 && self.items[*last + 1..at].iter().all(|i| i.joins) => *last = at,
                _ => lists.push((at, at)),
            }
        }
        for spot in &mut self.places {
            let list = lists.partition_point(|(_, last)| *last < spot.item);
            if let Some((first, last)) = lists.get(list) {
                (spot.first, spot.last) = (*first, *last);
            }
        }
    }

    fn at(&self, at: usize, step: isize) -> Option<&Item> {
        at.checked_add_signed(step).and_then(|n| self.items.get(n))
    }

    fn code(&self, at: usize, step: isize) -> u32 {
        self.at(at, step).map_or(EDGE, |i| i.code)
    }

    fn cluster(&self, at: usize, step: isize) -> u32 {
        self.at(at, step).map_or(EDGE, |i| i.cluster)
    }

    /// The nearest verb of the clause before or after an item.
    fn verb(&self, from: usize, forward: bool) -> (u32, u32) {
        let within = |i: &&Item| !i.is_stop;
        let found = if forward {
            self.items[(from + 1).min(self.items.len())..]
                .iter()
                .take(FAR)
                .take_while(within)
                .find(|i| i.is_verb)
        } else {
            self.items[..from]
                .iter()
                .rev()
                .take(FAR)
                .take_while(within)
                .find(|i| i.is_verb)
        };
        found.map_or((EDGE, EDGE), |i| (i.code, i.cluster))
    }

    /// The first verb of the clause that an item lies in.
    fn first_verb(&self, at: usize) -> u32 {
        let clause = self.items[..at]
            .iter()
            .rev()
            .take(3 * FAR)
            .take_while(|i| !i.is_stop)
            .count();
        self.items[at - clause..at]
            .iter()
            .find(|i| i.is_verb)
            .map_or(EDGE, |i| i.code)
    }

    /// The text of a name.
    fn text(&self, name: usize) -> &str {
        self.line.names[name].text
    }

    fn kind(&self, name: usize) -> Kind {
        self.line.names[name].kind
    }

    /// Number of the kind of the name that holds this one, from 1.
    fn holder(&self, name: usize) -> u32 {
        self.places[name].holder.map_or(0, |h| 1 + self.kind(h) as u32)
    }
}

/// Verbs are looked for within so many items.
const FAR: usize = 16;

/// Features of one candidate as they are collected; each pattern has its own number.
struct Collector {
    row: Row,
    relation: u32,
    pattern: u32,
}

impl Collector {
    fn new(relation: Relation, family: u32) -> Self {
        let mut collector = Self {
            row: Row::with_capacity(64),
            relation: relation as u32,
            pattern: family * 256,
        };
        collector.add(&[]);
        collector
    }

    fn add(&mut self, values: &[u32]) {
        self.put(self.pattern, values);
        self.pattern += 1;
    }

    /// A pattern that any number of values may fill.
    fn bag(&mut self, values: impl Iterator<Item = u32>) {
        for value in values {
            self.put(self.pattern, &[value]);
        }
        self.pattern += 1;
    }

    fn put(&mut self, pattern: u32, values: &[u32]) {
        let mut hash = u64::from(pattern * 16 + self.relation).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for value in values {
            hash = (hash.rotate_left(23) ^ u64::from(*value)).wrapping_mul(0x2127_599b_f432_5c37);
            hash ^= hash >> 29;
        }
        let mixed = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.row.push(u32::try_from(mixed >> 32).unwrap_or(0));
    }
}

fn bucket(n: usize) -> u32 {
    match n {
        0..=4 => u32::try_from(n).unwrap_or(0),
        5..=6 => 5,
        7..=9 => 6,
        10..=15 => 7,
        _ => 8,
    }
}

/// A number for the last characters of a name.
fn tail(text: &str, count: usize) -> u32 {
    let from = text.char_indices().nth_back(count - 1).map_or(0, |(at, _)| at);
    hash(&text[from..])
}

fn front(text: &str, count: usize) -> u32 {
    let to = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    hash(&text[..to])
}

/// How many pairs of characters two names share, and whether they end alike.
fn alike(one: &str, other: &str) -> (u32, u32) {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let others = pairs(other);
    let shared = pairs(one).into_iter().filter(|pair| others.contains(pair)).count();
    (bucket(shared), u32::from(tail(one, 2) == tail(other, 2)))
}

/// A number for a row of items, the same whatever the length of lists in it.
fn sequence(items: &[Item]) -> u32 {
    let mut last = 0;
    items.iter().fold(7u32, |all, item| {
        let code = if item.name.is_some() && last == item.code {
            return all;
        } else if item.joins {
            3
        } else {
            item.code
        };
        if code != 3 {
            last = item.code;
        }
        all.rotate_left(5).wrapping_mul(0x9e37_79b1) ^ code
    })
}

/// Sequences longer than this say nothing as a whole.
const WHOLE: usize = 8;

/// What stands around a name and its list.
fn surroundings(out: &mut Collector, sight: &Sight, name: usize) {
    let spot = sight.places[name];
    let text = sight.text(name);
    let kind = sight.kind(name) as u32;
    let (before, after) = (sight.code(spot.first, -1), sight.code(spot.last, 1));
    let ((verb, verbs), (next_verb, next_verbs)) = (sight.verb(spot.first, false), sight.verb(spot.last, true));
    let (befores, afters) = (sight.cluster(spot.first, -1), sight.cluster(spot.last, 1));
    let (last, first_verb) = (tail(text, 2), sight.first_verb(spot.first));
    out.add(&[kind]);
    out.add(&[kind, sight.line.part as u32]);
    out.add(&[before]);
    out.add(&[sight.code(spot.first, -2), before]);
    out.add(&[after]);
    out.add(&[after, sight.code(spot.last, 2)]);
    out.add(&[before, after]);
    out.add(&[sight.code(spot.item, -1)]);
    out.add(&[sight.code(spot.item, 1)]);
    out.add(&[verb]);
    out.add(&[next_verb]);
    out.add(&[verb, next_verb]);
    out.add(&[first_verb]);
    out.add(&[verb, after]);
    out.add(&[kind, verb]);
    out.add(&[kind, next_verb]);
    out.add(&[last]);
    out.add(&[tail(text, 1)]);
    out.add(&[last, verb]);
    out.add(&[last, next_verb]);
    out.add(&[last, after]);
    out.add(&[sight.holder(name), kind]);
    out.add(&[sight.line.part as u32, verb]);
    out.add(&[u32::from(spot.item == 0), u32::from(spot.first != spot.last)]);
    out.add(&[befores]);
    out.add(&[afters]);
    out.add(&[befores, afters]);
    out.add(&[befores, sight.cluster(spot.first, -2)]);
    out.add(&[afters, sight.cluster(spot.last, 2)]);
    out.add(&[verbs]);
    out.add(&[next_verbs]);
    out.add(&[verbs, next_verbs]);
    out.add(&[verbs, afters]);
    let clause = |items: &mut dyn Iterator<Item = &Item>| -> Vec<u32> {
        items
            .take(FAR)
            .take_while(|i| !i.is_stop)
            .filter(|i| i.name.is_none())
            .map(|i| i.code)
            .collect()
    };
    out.bag(clause(&mut sight.items[..spot.first].iter().rev()).into_iter());
    out.bag(clause(&mut sight.items[spot.last + 1..].iter()).into_iter());
}

/// The status of a work.
pub(super) fn status(sight: &Sight, relation: Relation, name: usize) -> Row {
    let mut out = Collector::new(relation, 0);
    surroundings(&mut out, sight, name);
    out.row
}

/// A relation of the reporting area or its government.
pub(super) fn implied(sight: &Sight, relation: Relation, object: usize) -> Row {
    let mut out = Collector::new(relation, 1);
    surroundings(&mut out, sight, object);
    let spot = sight.places[object];
    let clause = sight.items[..spot.first]
        .iter()
        .rev()
        .take(3 * FAR)
        .take_while(|i| !i.is_stop);
    let kinds: Vec<u32> = clause.filter_map(|i| i.name.map(|k| k as u32)).collect();
    let somebody = kinds.contains(&(Kind::Area as u32));
    out.add(&[u32::from(somebody), u32::from(kinds.is_empty())]);
    out.bag(kinds.iter().copied());
    let sentence: Vec<u32> = sight.items[..spot.first]
        .iter()
        .rev()
        .take(6 * FAR)
        .filter_map(|i| i.name.map(|k| k as u32))
        .collect();
    out.bag(sentence.into_iter());
    out.add(&[u32::from(somebody), sight.verb(spot.first, false).0]);
    out.add(&[front(sight.text(object), 2)]);
    out.row
}

/// A relation between two names.
pub(super) fn pair(sight: &Sight, relation: Relation, subject: usize, object: usize) -> Row {
    let kinds = sight.kind(subject) as u32 * 16 + sight.kind(object) as u32;
    let (tails, whole) = (
        (tail(sight.text(subject), 2), tail(sight.text(object), 2)),
        hash(sight.text(object)),
    );
    let alike = alike(sight.text(subject), sight.text(object));
    if sight.line.names[object].place.is_none() {
        let away = sight.line.names[object].away;
        let rank = sight
            .line
            .names
            .iter()
            .filter(|n| n.place.is_none())
            .position(|n| *n == sight.line.names[object]);
        let rank = bucket(rank.unwrap_or(0));
        let mut out = Collector::new(relation, 2);
        surroundings(&mut out, sight, subject);
        out.add(&[kinds, away]);
        out.add(&[kinds, rank]);
        out.add(&[kinds, away, rank]);
        out.add(&[kinds, alike.0, alike.1]);
        out.add(&[kinds, alike.0, alike.1, away]);
        out.add(&[kinds]);
        out.add(&[kinds, tails.1]);
        out.add(&[tails.0, tails.1]);
        out.add(&[tails.0, whole]);
        out.add(&[kinds, whole]);
        let likes = sight.line.names.iter().filter(|n| n.place.is_none()).count();
        out.add(&[kinds, bucket(likes)]);
        let rivals = sight.line.names.iter().filter(|n| n.place.is_some());
        let rivals = rivals.filter(|n| n.kind == sight.kind(object)).count();
        out.add(&[kinds, bucket(rivals)]);
        return out.row;
    }
    let (a, b) = (sight.places[subject], sight.places[object]);
    let mut out = Collector::new(relation, 3);
    surroundings(&mut out, sight, subject);
    surroundings(&mut out, sight, object);
    out.add(&[kinds, tails.1]);
    out.add(&[kinds, tails.0]);
    out.add(&[tails.0, tails.1]);
    out.add(&[kinds, whole]);
    let named_after = [2, 3, 4].map(|n| u32::from(front(sight.text(subject), n) == front(sight.text(object), n)));
    out.add(&named_after);
    out.add(&[kinds, alike.0, alike.1]);
    out.add(&[kinds, named_after[0]]);
    out.add(&[
        kinds,
        u32::from(sight.line.names[subject].is_home),
        u32::from(sight.line.names[object].is_home),
    ]);
    // Of two names, one may hold the other: 柳州铁路港.
    let nested = match (a.holder, b.holder) {
        (Some(h), _) if h == object => 1,
        (_, Some(h)) if h == subject => {
            let at_front = sight.line.names[subject].place.zip(sight.line.names[object].place);
            2 + u32::from(at_front.is_some_and(|(s, o)| s.start == o.start))
        }
        (Some(x), Some(y)) if x == y => 4,
        _ => 0,
    };
    out.add(&[kinds, nested]);
    out.add(&[kinds, nested, tails.0]);
    out.add(&[kinds, nested, sight.holder(subject), sight.holder(object)]);
    if nested > 0 {
        return out.row;
    }
    let forward = a.item < b.item;
    let order = kinds * 2 + u32::from(forward);
    let same_list = a.first == b.first;
    let (left, right) = if forward { (a, b) } else { (b, a) };
    let between = &sight.items[left.item + 1..right.item.max(left.item + 1)];
    let lists = if same_list || left.last + 1 > right.first {
        between
    } else {
        &sight.items[left.last + 1..right.first]
    };
    let stops = between.iter().filter(|i| i.is_stop).count();
    let like = |kind: Kind| between.iter().filter(|i| i.name == Some(kind)).count();
    let (like_subject, like_object) = (bucket(like(sight.kind(subject))), bucket(like(sight.kind(object))));
    let (verb_of_subject, verb_of_object) = (sight.verb(a.first, false).0, sight.verb(b.first, false).0);
    out.add(&[order]);
    out.add(&[order, bucket(lists.len())]);
    out.add(&[order, bucket(stops)]);
    out.add(&[order, u32::from(same_list)]);
    out.add(&[order, like_object]);
    out.add(&[order, like_subject]);
    out.add(&[order, bucket(stops), like_object, like_subject]);
    if lists.len() <= WHOLE {
        out.add(&[order, sequence(lists)]);
        out.add(&[sequence(lists)]);
    } else {
        out.add(&[order, 1]);
        out.add(&[1]);
    }
    if between.len() <= WHOLE {
        out.add(&[order, sequence(between)]);
    } else {
        out.add(&[order, 1]);
    }
    let (first, last) = (
        lists.first().map_or(EDGE, |i| i.code),
        lists.last().map_or(EDGE, |i| i.code),
    );
    out.add(&[order, first]);
    out.add(&[order, last]);
    out.add(&[order, first, last]);
    out.add(&[order, verb_of_subject]);
    out.add(&[order, verb_of_object]);
    out.add(&[order, verb_of_subject, verb_of_object]);
    out.add(&[order, sight.code(right.last, 1)]);
    out.add(&[order, sight.code(right.last, 1), last]);
    out.add(&[order, sight.code(left.first, -1)]);
    out.add(&[order, sight.code(left.first, -1), sight.code(right.last, 1)]);
    out.add(&[order, sight.verb(right.last, true).0]);
    out.add(&[order, u32::from(left.first == 0), bucket(stops)]);
    let near = stops.min(2) as u32;
    let words = between.iter().take(2 * FAR).filter(|i| i.name.is_none() && !i.joins);
    out.bag(words.clone().map(|i| i.code ^ order.wrapping_mul(0x9e37_79b1)));
    out.bag(
        words
            .filter(|i| i.is_verb)
            .map(|i| i.code ^ near.wrapping_mul(0x85eb_ca6b)),
    );
    out.row
}
