//! Annotated relations → weights of the relations: logistic regression by stochastic gradient steps.

use rustc_hash::{FxHashMap, FxHashSet};

use super::annotations::{Annotated, Forms, digest, entities, names, plain};
use super::descent::{Settings, Weights, number};
use super::sequence::Sequence;
use crate::labels::{Kind, Words};
use crate::outline::divide;
use crate::relate::{Candidate, Mention, Model, Relation, Row, candidates, lines, nested};
use crate::text::{self, View};

/// A candidate with what an annotator said of it.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What it looks like.
    pub row: Row,
    /// Whether the text states it.
    pub holds: bool,
}

/// Subject, relation, object as things of the text; the reporting area is [`HOME`], no object [`NONE`].
type Claim = (u32, Relation, u32);

/// The reporting area and its government.
const HOME: u32 = u32::MAX;
/// The object of a status.
const NONE: u32 = u32::MAX - 1;

/// The candidates of an annotated text; `place` is the reporting area's name.
pub(super) fn read(text: &str, entities: &str, relations: &str, place: &str) -> Vec<Choice> {
    let things = Things::new(entities, place);
    let (source, _) = text::read(text.as_bytes());
    let view = &source.view.text;
    let outline = divide(&source);
    let mut mentions: Vec<Mention> = Vec::new();
    for sentence in &outline.sentences {
        let text = source.view.slice(sentence.span);
        let tokens = Words::built_in().segment(text);
        for (span, thing) in names(text, &tokens, &things.forms) {
            mentions.push(things.mention(span.shift(sentence.span.start), thing));
            let inside = nested(&text[span.range()], |form| {
                let thing = *things.forms.known.get(form)?;
                matches!(
                    things.kinds[thing as usize],
                    Kind::Area | Kind::Company | Kind::Industry
                )
                .then_some(thing)
            });
            for (part, thing) in inside {
                mentions.push(things.mention(part.shift(sentence.span.start + span.start), thing));
            }
        }
        mentions.extend(crate::relate::own_words(text, place).map(|span| Mention {
            span: span.shift(sentence.span.start),
            kind: Kind::Area,
            thing: HOME,
            is_home: true,
        }));
    }
    mentions.sort_by_key(|m| (m.span.start, m.span.end));
    let stated: Vec<(Claim, String)> = relations
        .lines()
        .skip(1)
        .filter_map(|line| things.claim(line))
        .collect();
    let claims: FxHashSet<Claim> = stated.iter().map(|(claim, _)| *claim).collect();
    let mut choices = Vec::new();
    for (sentence, line) in lines(view, &outline, &mentions) {
        let text = source.view.slice(outline.sentences[sentence].span);
        for candidate in candidates(&line) {
            let claim = claim_of(&candidate, |n| line.thing(n));
            let here = stated.iter().any(|(c, quote)| *c == claim && meets(text, quote));
            // Stated elsewhere of the same things: neither right nor wrong here.
            if here || !claims.contains(&claim) {
                choices.push(Choice {
                    row: candidate.row,
                    holds: here,
                });
            }
        }
    }
    choices
}

fn claim_of(candidate: &Candidate, thing: impl Fn(usize) -> u32) -> Claim {
    (
        candidate.subject.map_or(HOME, &thing),
        candidate.relation,
        candidate.object.map_or(NONE, &thing),
    )
}

/// Whether a sentence holds a quotation or an end of it.
fn meets(sentence: &str, quote: &str) -> bool {
    let part = |from_end: bool| -> String {
        let mut chars: Vec<char> = quote.chars().collect();
        if from_end {
            chars.reverse();
        }
        chars.truncate(8);
        if from_end {
            chars.reverse();
        }
        chars.into_iter().collect()
    };
    sentence.contains(quote)
        || quote.contains(sentence.trim())
        || sentence.contains(&part(false))
        || sentence.contains(&part(true))
}

/// What is named in an annotated text.
struct Things {
    kinds: Vec<Kind>,
    forms: Forms<u32>,
    by_name: FxHashMap<String, u32>,
    /// The reporting area and its government.
    home: FxHashSet<u32>,
}

impl Things {
    fn new(rows: &str, place: &str) -> Self {
        let mut things = Self {
            kinds: Vec::new(),
            forms: Forms::default(),
            by_name: FxHashMap::default(),
            home: FxHashSet::default(),
        };
        let stem = |name: &str| -> String {
            let name = name.strip_suffix("人民政府").unwrap_or(name);
            let count = name.chars().count();
            name.chars().take(if count > 2 { count - 1 } else { count }).collect()
        };
        let own = stem(place);
        for (kind, name, forms) in entities(rows) {
            let thing = u32::try_from(things.kinds.len()).unwrap_or(HOME);
            things.kinds.push(kind);
            things.by_name.insert(name.to_owned(), thing);
            for form in forms {
                things.forms.insert(plain(form), thing);
                let is_home = match kind {
                    Kind::Area => stem(form) == own || form == place,
                    Kind::Agency => GOVERNMENTS.contains(&form) || (form.ends_with("人民政府") && stem(form) == own),
                    _ => false,
                };
                if is_home {
                    things.home.insert(thing);
                }
            }
        }
        things
    }

    fn mention(&self, span: text::Span, thing: u32) -> Mention {
        let kind = self.kinds[thing as usize];
        let is_home = kind == Kind::Area && self.home.contains(&thing);
        Mention {
            span,
            kind,
            thing: if is_home { HOME } else { thing },
            is_home,
        }
    }

    /// A row of relations with its quotation as the view writes it.
    fn claim(&self, line: &str) -> Option<(Claim, String)> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [subject, predicate, object, quote] = fields[..] else {
            return None;
        };
        let relation = Relation::ALL.into_iter().find(|r| {
            let (name, value) = r.annotated();
            name == predicate && value.is_none_or(|v| v == object)
        })?;
        let thing = |name: &str| {
            let thing = self.by_name.get(name)?;
            Some(if self.home.contains(thing) { HOME } else { *thing })
        };
        let object = match relation.annotated() {
            (_, Some(_)) => NONE,
            _ => thing(object)?,
        };
        let quote = View::new(quote.split("\\n").next().unwrap_or(quote))
            .text
            .trim()
            .to_owned();
        Some(((thing(subject)?, relation, object), quote))
    }
}

/// Words for the government that reports.
const GOVERNMENTS: [&str; 12] = [
    "国务院",
    "市政府",
    "市人民政府",
    "省政府",
    "省人民政府",
    "县政府",
    "县人民政府",
    "区政府",
    "区人民政府",
    "自治区政府",
    "自治区人民政府",
    "州政府",
];

/// Trains on annotated texts; out come the bytes of a model.
pub fn train(texts: &[Annotated], settings: Settings) -> Vec<u8> {
    let choices: Vec<&Choice> = texts.iter().flat_map(|t| &t.choices).collect();
    let (features, number) = number(choices.iter().flat_map(|c| &c.row), settings.least);
    let known = |feature: &u32| number.get(feature).map(|n| *n as usize);
    let rows: Vec<Vec<usize>> = choices
        .iter()
        .map(|c| c.row.iter().filter_map(known).collect())
        .collect();
    let mut weights = Weights::new(features.len(), 1e-3);
    let mut sequence = Sequence::default();
    let keep = 1.0 - settings.dropout;
    let mut order: Vec<usize> = (0..rows.len()).collect();
    for round in 0..settings.rounds {
        sequence.shuffle(&mut order);
        for at in &order {
            let row: Vec<usize> = rows[*at].iter().copied().filter(|_| sequence.chance(keep)).collect();
            let sum: f32 = row.iter().map(|f| weights.now[*f]).sum::<f32>() / keep;
            let g = 1.0 / (1.0 + (-sum).exp()) - f32::from(u8::from(choices[*at].holds));
            if g.abs() < 1e-4 {
                continue;
            }
            for feature in row {
                let g = g + settings.decay * weights.now[feature];
                weights.step(feature, g, settings.rate);
            }
        }
        if settings.remembers(round) {
            weights.remember();
        }
    }
    let (mean, least) = weights.mean(settings.prune);
    let kept: Vec<(u32, f32)> = features
        .into_iter()
        .zip(mean)
        .filter(|(_, w)| w.abs() >= least)
        .collect();
    Model::bytes(&kept, &digest(texts))
}
