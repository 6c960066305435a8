//! A sentence as its relations are looked for.
//!
//! It is a row of items, each a name or a word outside of names. Names that 、 or 和 join are one list: what stands before
//! and after the list is said of each of them.

use super::Line;
use crate::labels::{Kind, hash};

/// An item of a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// A number for its words or, for a name, its kind.
    pub code: u32,
    /// The same for all words of like use.
    pub cluster: u32,
    pub is_verb: bool,
    /// A mark that ends a clause.
    pub is_stop: bool,
    /// Joins the items of a list.
    pub joins: bool,
    pub name: Option<Kind>,
}

/// A sentence as it is looked at.
pub(super) struct Sight<'l> {
    pub line: &'l Line<'l>,
    pub items: Vec<Item>,
    /// For each name that stands in the sentence: its item, and first and last item of its list.
    pub places: Vec<Spot>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub item: usize,
    pub first: usize,
    pub last: usize,
    /// The name that holds this one.
    pub holder: Option<usize>,
}

/// What stands beyond a sentence.
pub(super) const EDGE: u32 = 1;
/// A number.
const DIGITS: u32 = 2;

impl<'l> Sight<'l> {
    pub fn new(line: &'l Line<'l>) -> Self {
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

    pub fn code(&self, at: usize, step: isize) -> u32 {
        self.at(at, step).map_or(EDGE, |i| i.code)
    }

    pub fn cluster(&self, at: usize, step: isize) -> u32 {
        self.at(at, step).map_or(EDGE, |i| i.cluster)
    }

    /// The nearest verb of the clause before or after an item.
    pub fn verb(&self, from: usize, forward: bool) -> (u32, u32) {
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
    pub fn first_verb(&self, at: usize) -> u32 {
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
    pub fn text(&self, name: usize) -> &str {
        self.line.names[name].text
    }

    pub fn kind(&self, name: usize) -> Kind {
        self.line.names[name].kind
    }

    /// Number of the kind of the name that holds this one, from 1.
    pub fn holder(&self, name: usize) -> u32 {
        self.places[name].holder.map_or(0, |h| 1 + self.kind(h) as u32)
    }
}

/// Verbs are looked for within so many items.
pub(super) const FAR: usize = 16;
