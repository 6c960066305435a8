//! Names in running text → entities: what a name stands for in this document, once for the whole document.
//!
//! The same words are the same thing, whatever the labels say of them at single places: the kind that is said most, and
//! most surely, is that of all places. A name found somewhere is found wherever its words stand.

use std::collections::BTreeMap;

use super::entities::{Book, Class, EntityId};
use crate::labels::Kind;
use crate::rules::{Evidence, Fact, NamedEntity};
use crate::text::Span;

/// What was said of one form.
#[derive(Default)]
struct Form {
    votes: BTreeMap<Kind, f32>,
    spans: Vec<Span>,
    best: f32,
}

impl Form {
    fn kind(&self) -> Kind {
        self.votes
            .iter()
            .fold(
                (Kind::Programme, 0f32),
                |best, (kind, n)| if *n > best.1 { (*kind, *n) } else { best },
            )
            .0
    }
}

/// Settles all names of a document.
pub(super) fn settle(book: &mut Book, facts: &[Fact]) {
    let mut forms: BTreeMap<&str, Form> = BTreeMap::new();
    for (named, evidence) in facts.iter().filter_map(name) {
        let form = forms.entry(named.label.as_str()).or_default();
        *form.votes.entry(named.kind).or_default() += evidence.confidence;
        form.spans.push(named.span);
        form.best = form.best.max(evidence.confidence);
    }
    for (label, form) in &forms {
        if form.best < book.context.words.labels.least || label.chars().count() < 2 {
            continue;
        }
        let Some(id) = entity(book, form.kind(), label, form.spans[0]) else {
            continue;
        };
        for span in &form.spans {
            book.mention(id, *span);
        }
    }
}

fn name(fact: &Fact) -> Option<(&NamedEntity, &Evidence)> {
    match fact {
        Fact::Name(named, evidence) => Some((named, evidence)),
        _ => None,
    }
}

/// Words for the reporting area itself.
const OWN: [&str; 10] = [
    "全市", "全省", "全区", "全县", "全州", "我市", "我省", "我区", "我县", "我州",
];

/// The entity of a name.
fn entity(book: &mut Book, kind: Kind, label: &str, span: Span) -> Option<EntityId> {
    if OWN.contains(&label) {
        return None;
    }
    Some(match kind {
        Kind::Agency => book.agent(label, span),
        Kind::Area => match book.resolve(label) {
            Some(division) => book.division(division),
            None => book.zone(label),
        },
        Kind::Project | Kind::Programme | Kind::Institution | Kind::Place => book.own(Class::of(kind), label),
        Kind::Industry
        | Kind::Company
        | Kind::Honour
        | Kind::Legislation
        | Kind::Event
        | Kind::Product
        | Kind::Person => book.free(Class::of(kind), label),
    })
}
