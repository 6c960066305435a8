//! Relations between the entities of a document: what its sentences state of the names in them.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Knowledge;
use super::entities::{Book, Class, EntityId};
use crate::labels::Kind;
use crate::lexicon::Level;
use crate::relate::{Candidate, Line, Mention, Relation, candidates, lines, nested, own_words};
use crate::rules::{Context, Evidence};
use crate::text::Span;

/// A relation that a document states.
#[derive(Debug, Clone)]
pub struct SettledRelation {
    /// What it is said of.
    pub subject: EntityId,
    /// What is said.
    pub relation: Relation,
    /// The other entity; the status of a work has none.
    pub object: Option<EntityId>,
    /// Evidence.
    pub evidence: Evidence,
}

impl SettledRelation {
    /// One line that says what was read.
    pub fn describe(&self, knowledge: &Knowledge) -> String {
        let label = |id: EntityId| knowledge.entities[id.0 as usize].label.as_str();
        let (predicate, value) = self.relation.annotated();
        let object = self.object.map(label).or(value).unwrap_or_default();
        format!("{} —{predicate}→ {object}", label(self.subject))
    }
}

/// Reads the relations between all entities met so far. The most probable place of each stands for it; a work has one status.
pub(super) fn settle(context: &Context, book: &mut Book, home: Option<EntityId>) -> Vec<SettledRelation> {
    let model = context.words.relations.model();
    if model.is_empty() {
        return Vec::new();
    }
    let mentions = mentions(context, book, home);
    let mut best: BTreeMap<(u32, u8, u32), Found> = BTreeMap::new();
    for (sentence, line) in lines(&context.source.view.text, context.outline, &mentions) {
        let base = context.outline.sentences[sentence].span.start;
        for candidate in candidates(&line) {
            let probability = model.probability(&candidate.row);
            if probability < context.words.relations.least(candidate.relation) {
                continue;
            }
            let Some(claim) = claim(&candidate, &line, home) else {
                continue;
            };
            let found = Found::new(&candidate, &line, base, probability);
            let known = best.entry(claim).or_insert(found);
            if probability > known.probability {
                *known = found;
            }
        }
    }
    let mut out = Vec::new();
    for ((subject, _, object), found) in best {
        let mut subject = EntityId(subject);
        if found.relation == Relation::Supports {
            subject = government(context, book, found.clause(context)).unwrap_or(subject);
        }
        let object = (object != NONE).then_some(EntityId(object));
        for (id, place) in [(Some(subject), found.subject), (object, found.object)] {
            if let (Some(id), Some(place)) = (id, place) {
                book.mention(id, place);
            }
        }
        let confidence = (found.probability * 100.0).floor() / 100.0;
        out.push(SettledRelation {
            subject,
            relation: found.relation,
            object,
            evidence: Evidence {
                span: found.span(context),
                rule: found.relation.rule(),
                confidence,
            },
        });
    }
    out
}

/// In a claim: no object.
const NONE: u32 = u32::MAX;

/// Subject, number of the relation (one for all of status), object.
fn claim(candidate: &Candidate, line: &Line, home: Option<EntityId>) -> Option<(u32, u8, u32)> {
    let subject = match candidate.subject {
        Some(subject) => line.thing(subject),
        None => home?.0,
    };
    let relation = match candidate.object {
        Some(_) => candidate.relation as u8,
        None => u8::MAX,
    };
    Some((subject, relation, candidate.object.map_or(NONE, |o| line.thing(o))))
}

/// A place that states a relation.
#[derive(Debug, Clone, Copy)]
struct Found {
    relation: Relation,
    probability: f32,
    subject: Option<Span>,
    object: Option<Span>,
}

impl Found {
    fn new(candidate: &Candidate, line: &Line, base: u32, probability: f32) -> Self {
        let place = |name: Option<usize>| line.place(name?).map(|place| place.shift(base));
        Self {
            relation: candidate.relation,
            probability,
            subject: place(candidate.subject),
            object: place(candidate.object),
        }
    }

    /// From the first of its names to the last; where one is not named here, the clause.
    fn span(&self, context: &Context) -> Span {
        match (self.subject, self.object) {
            (Some(subject), Some(object)) => Span {
                start: subject.start.min(object.start),
                end: subject.end.max(object.end),
            },
            _ => self.clause(context),
        }
    }

    /// From the beginning of the clause to the end of the name.
    fn clause(&self, context: &Context) -> Span {
        let Some(name) = self.subject.or(self.object) else {
            return Span::default();
        };
        let clauses = &context.outline.clauses;
        let at = clauses.partition_point(|clause| clause.end < name.end);
        let clause = clauses.get(at).copied().unwrap_or(name);
        let (from, to) = (clause.start.min(name.start), clause.end.max(name.end));
        let text = context.slice(Span { start: from, end: to });
        let trimmed = text.trim_end_matches(['，', '。', '；', '：', '！', '\n', ' ']);
        let start = to - u32::try_from(text.trim_start().len()).unwrap_or(0);
        let end = from + u32::try_from(trimmed.len()).unwrap_or(0);
        Span {
            start,
            end: end.max(name.end),
        }
    }
}

/// The government of the reporting area, whom a clause speaks for; the country speaks for itself.
fn government(context: &Context, book: &mut Book, clause: Span) -> Option<EntityId> {
    let division = context.words.divisions.get(book.home?);
    let is_country = division.level == Level::National;
    (!is_country).then(|| book.agent(&format!("{}人民政府", division.name), clause))
}

/// The places of all entities, those within longer names and 全市, 我县 among them.
fn mentions(context: &Context, book: &mut Book, home: Option<EntityId>) -> Vec<Mention> {
    let mention = |span: Span, kind: Kind, id: EntityId| Mention {
        span,
        kind,
        thing: id.0,
        is_home: Some(id) == home,
    };
    let mut mentions: Vec<Mention> = Vec::new();
    let mut forms: FxHashMap<String, (Kind, EntityId)> = FxHashMap::default();
    for (id, entity) in book.all() {
        let Class::Named(kind) = entity.class else { continue };
        mentions.extend(entity.mentions.iter().map(|span| mention(*span, kind, id)));
        if matches!(kind, Kind::Area | Kind::Company | Kind::Industry) {
            for form in entity.aliases.iter().chain([&entity.label]) {
                forms.entry(form.clone()).or_insert((kind, id));
            }
        }
    }
    let mut within: Vec<Mention> = Vec::new();
    for outer in mentions
        .iter()
        .filter(|m| !matches!(m.kind, Kind::Area | Kind::Industry))
    {
        let found = nested(context.slice(outer.span), |form| forms.get(form).copied());
        within.extend(
            found
                .into_iter()
                .map(|(span, (kind, id))| mention(span.shift(outer.span.start), kind, id)),
        );
        let from = context.names.partition_point(|m| m.span.start < outer.span.start);
        let names = context.names[from..]
            .iter()
            .take_while(|m| m.span.start < outer.span.end);
        for name in names.filter(|m| m.name.division && outer.span.holds(m.span) && m.span != outer.span) {
            if let Some(division) = book.resolve_mention(context.slice(name.span)) {
                let id = book.division(division);
                within.push(mention(name.span, Kind::Area, id));
            }
        }
    }
    mentions.extend(within);
    if let (Some(home), Some(division)) = (home, book.home) {
        let place = &context.words.divisions.get(division).name;
        mentions.extend(own_words(&context.source.view.text, place).map(|span| mention(span, Kind::Area, home)));
    }
    mentions.sort_unstable_by_key(|m| (m.span.start, m.span.end, m.thing));
    mentions.dedup();
    mentions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts;
    use crate::lexicon::Lexicon;
    use crate::outline::divide;
    use crate::rules::read;
    use crate::text::{Encoding, Source};

    /// What is read of a report of Liuzhou that says this.
    fn relations(text: &str) -> Vec<String> {
        let words = Lexicon::load(&[]).expect("the built-in words load");
        let report = format!("柳州市政府工作报告\n——2021年1月20日在柳州市第十四届人民代表大会上\n各位代表：\n{text}\n");
        let source = Source::new(report, Encoding::Utf8);
        let outline = divide(&source);
        let context = Context::new(&source, &outline, &words);
        let knowledge = facts::settle(&context, &read(&context, |_| {}));
        knowledge.relations.iter().map(|r| r.describe(&knowledge)).collect()
    }

    #[track_caller]
    fn states(text: &str, expected: &str) {
        let found = relations(text);
        assert!(found.iter().any(|line| line == expected), "{text}: {found:?}");
    }

    #[test]
    fn what_sentences_state() {
        states("加快推进滨江大桥建设。", "滨江大桥 —status→ ongoing");
        states("滨江大桥建成通车。", "滨江大桥 —status→ completed");
        states("成功创建国家卫生城市。", "柳州市 —holdsTitle→ 国家卫生城市");
        states("争创国家卫生城市。", "柳州市 —seeksTitle→ 国家卫生城市");
        states("支持鹿寨县发展壮大。", "柳州市人民政府 —supports→ 鹿寨县");
    }

    #[test]
    fn what_sentences_do_not_state() {
        assert!(relations("各项工作取得新进展。").is_empty());
        let found = relations("滨江大桥的名称由市民选定。");
        assert!(!found.iter().any(|line| line.contains("status")), "{found:?}");
    }
}
