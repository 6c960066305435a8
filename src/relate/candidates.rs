//! Which relations a sentence may state.

use super::features::status;
use super::sight::Sight;
use super::{Relation, Row, features};
use crate::labels::{Kind, Token, Words};
use crate::outline::{Form, Outline, Part};
use crate::text::Span;

/// A name that may have a part in a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'t> {
    /// Its words.
    pub text: &'t str,
    /// Where it stands in the sentence; nowhere when it is named at the head of the paragraph.
    pub place: Option<Span>,
    /// How many sentences before it stands: 0 is here, 99 the heading above.
    pub away: u32,
    /// What it names.
    pub kind: Kind,
    /// Which thing it names: names of the same thing are not related to each other.
    pub thing: u32,
    /// Whether that is the reporting area.
    pub is_home: bool,
}

/// A sentence with its names.
#[derive(Debug)]
pub struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    /// Those with a place stand first, by start, the longer first.
    pub(super) names: Vec<Name<'t>>,
    pub(super) part: Part,
}

impl<'t> Line<'t> {
    /// The thing that a name names.
    pub fn thing(&self, name: usize) -> u32 {
        self.names[name].thing
    }

    /// Where a name stands in the sentence.
    pub fn place(&self, name: usize) -> Option<Span> {
        self.names[name].place
    }

    /// Divides a sentence that has names into words.
    pub fn new(text: &'t str, mut names: Vec<Name<'t>>, part: Part) -> Self {
        names.sort_by_key(|n| {
            let place = n.place.unwrap_or(Span {
                start: u32::MAX,
                end: u32::MAX,
            });
            (place.start, std::cmp::Reverse(place.end), n.kind, n.thing)
        });
        let tokens = Words::built_in().segment(text);
        // Within a longer name, characters of two words are no name: 滨河北路 does not lie in 河北.
        let mut until = 0;
        names.retain(|name| {
            let Some(place) = name.place else { return true };
            let aligned = tokens.binary_search_by_key(&place.start, |t| t.start).is_ok()
                && tokens.binary_search_by_key(&place.end, |t| t.end).is_ok();
            let is_outer = place.end > until;
            until = until.max(place.end);
            is_outer || aligned
        });
        Self {
            text,
            tokens,
            names,
            part,
        }
    }
}

/// A relation that a sentence may state.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// What is claimed.
    pub relation: Relation,
    /// Index of the name it is said of; the reporting area or its government where that is only implied.
    pub subject: Option<usize>,
    /// Index of the other name; the status of a work has none.
    pub object: Option<usize>,
    /// What the candidate looks like.
    pub row: Row,
}

/// Relations between names with more names than these between them are not sought, so that time stays linear.
const REACH: usize = 24;

/// All candidates of a sentence.
pub fn candidates(line: &Line) -> Vec<Candidate> {
    let sight = Sight::new(line);
    let placed = line.names.partition_point(|n| n.place.is_some());
    let mut out = Vec::new();
    for (subject, name) in line.names[..placed].iter().enumerate() {
        if matches!(name.kind, Kind::Project | Kind::Institution) {
            out.extend(Relation::STATUS.into_iter().map(|relation| Candidate {
                relation,
                subject: Some(subject),
                object: None,
                row: status(&sight, relation, subject),
            }));
        }
        let near = (subject.saturating_sub(REACH)..placed.min(subject + REACH + 1)).chain(placed..line.names.len());
        for object in near.filter(|o| line.names[*o].thing != name.thing) {
            let other = &line.names[object];
            for relation in Relation::ALL {
                let from_head = other.place.is_none();
                if relation.allows(Some(name.kind), other.kind)
                    && (!from_head || matches!(relation, Relation::InIndustry | Relation::PartOf))
                {
                    out.push(Candidate {
                        relation,
                        subject: Some(subject),
                        object: Some(object),
                        row: features::pair(&sight, relation, subject, object),
                    });
                }
            }
        }
        for relation in Relation::ALL {
            if relation.allows(None, name.kind) && !name.is_home {
                out.push(Candidate {
                    relation,
                    subject: None,
                    object: Some(subject),
                    row: features::implied(&sight, relation, subject),
                });
            }
        }
    }
    out
}

/// A name in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Place in the view.
    pub span: Span,
    /// What it names.
    pub kind: Kind,
    /// Which thing it names.
    pub thing: u32,
    /// Whether that is the reporting area.
    pub is_home: bool,
}

/// In [`Name::away`]: in the heading above.
const HEADING: usize = 99;
/// More names than these at the head of a paragraph are not looked at.
const HEAD: usize = 8;

/// The sentences of a document that have names, with their index and those at the head of their paragraph: in its first
/// sentence and in the heading above. Rows of tables are left out; mentions stand in order.
pub fn lines<'t>(
    text: &'t str,
    outline: &'t Outline,
    mentions: &'t [Mention],
) -> impl Iterator<Item = (usize, Line<'t>)> {
    let within = move |sentence: usize| {
        let span = outline.sentences[sentence].span;
        let from = mentions.partition_point(|m| m.span.start < span.start);
        mentions[from..]
            .iter()
            .take_while(move |m| m.span.start < span.end)
            .filter(move |m| span.holds(m.span))
    };
    (0..outline.sentences.len()).filter_map(move |at| {
        let sentence = &outline.sentences[at];
        let paragraph = &outline.paragraphs[sentence.paragraph];
        let base = sentence.span.start;
        let name = |m: &Mention, place: Option<Span>, away: u32| Name {
            text: &text[m.span.range()],
            place,
            away,
            kind: m.kind,
            thing: m.thing,
            is_home: m.is_home,
        };
        let inside = |m: &Mention| Span {
            start: m.span.start - base,
            end: m.span.end - base,
        };
        let mut names: Vec<Name<'t>> = within(at).map(|m| name(m, Some(inside(m)), 0)).collect();
        if names.is_empty() || paragraph.form == Form::Row {
            return None;
        }
        let first = paragraph.sentences.start;
        let heading = paragraph.heading.map(|h| outline.paragraphs[h].sentences.clone());
        let heads = heading.into_iter().flatten().chain((first != at).then_some(first));
        let heads = heads
            .filter(|head| *head != at)
            .flat_map(|head| {
                let away = if head == first { (at - first).min(9) } else { HEADING };
                within(head).map(move |m| (m, u32::try_from(away).unwrap_or(u32::MAX)))
            })
            .filter(|(m, _)| matches!(m.kind, Kind::Industry | Kind::Programme));
        let heads: Vec<Name<'t>> = heads.take(HEAD).map(|(m, away)| name(m, None, away)).collect();
        names.extend(heads);
        Some((at, Line::new(&text[sentence.span.range()], names, sentence.part)))
    })
}

/// The names that stand inside of a longer one: its places relative to the longer name's start, by forms and what they
/// name. The longest at each place, from left to right.
pub fn nested<V: Copy>(name: &str, form: impl Fn(&str) -> Option<V>) -> Vec<(Span, V)> {
    let ends: Vec<usize> = name.char_indices().map(|(at, _)| at).chain([name.len()]).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at + 2 < ends.len() {
        let longest = (at + NESTED).min(ends.len() - 1);
        let found = (at + 2..=longest)
            .rev()
            .filter(|to| (at, *to) != (0, ends.len() - 1))
            .find_map(|to| {
                let value = form(&name[ends[at]..ends[to]])?;
                let byte = |n: usize| u32::try_from(ends[n]).unwrap_or(u32::MAX);
                let span = Span {
                    start: byte(at),
                    end: byte(to),
                };
                Some((to, span, value))
            });
        at = match found {
            Some((to, span, value)) => {
                out.push((span, value));
                to
            }
            None => at + 1,
        };
    }
    out
}

/// The longest name that is looked for inside of another, in characters.
const NESTED: usize = 10;
