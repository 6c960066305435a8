//! What stands after a number: what it counts, who did it, what lasts, the higher goal.

use super::super::nouns::{self, Noun};
use super::super::numbers::Amount;
use super::super::subjects::actor;
use super::super::{Evidence, Indication, Measure, Modality};
use super::about::{About, Found};
use super::{Clause, DURATION, EVIDENCE, Reader};
use crate::lexicon::number::Decimal;
use crate::text::Span;

impl Reader<'_> {
    /// Who the clause begins with, where it does what is counted: 北部湾港新增…; in later clauses who did before.
    pub(super) fn actor(&self, clause: &Clause, bears: Span, from: u32) -> Option<String> {
        let opens = bears.start == clause.span.start && from > clause.span.start;
        let text = self.context.slice(Span {
            start: clause.span.start,
            end: from.max(clause.span.start),
        });
        let of_area = |name: &str| clause.places.iter().any(|place| self.context.slice(*place) == name);
        let named = actor(text).filter(|name| opens && !of_area(name));
        // 国务院提出法律议案50件，颁布行政法规150件: the next verb has the same subject.
        let goes_on = from == clause.span.start && clause.span.start > clause.sentence.span.start;
        let acting = self.acting.as_ref().filter(|_| goes_on).cloned();
        named.map(str::to_owned).or(acting)
    }

    /// Who the clause begins with, where only the verb stands before the number: 育儿补贴惠及120万婴幼儿.
    pub(super) fn agent(&self, clause: &Clause, bears: Span, head: &str) -> Option<String> {
        let named = nouns::without_verb(head);
        let of_area = |name: &str| clause.places.iter().any(|place| self.context.slice(*place) == name);
        let opens = bears.start == clause.span.start && named.len() < head.len();
        actor(named).filter(|name| opens && !of_area(name)).map(str::to_owned)
    }

    /// What is counted after the number.
    pub(super) fn counted(&self, clause: &Clause, amount: &Amount, verb: Option<&str>) -> Option<Noun> {
        let text = self.context.slice(Span {
            start: amount.end_with_suffix,
            end: clause.span.end,
        });
        // 119户441名贫困群众: both count the same; 87万名80岁以上老年人 are people of an age.
        let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '—' | '~'));
        if digits.len() < text.len()
            && let Some(unit) = self.context.words.units.at(digits)
        {
            let rest = &digits[unit.length..];
            let aged = ["以上", "及以上", "以下", "以内"]
                .iter()
                .find_map(|bound| rest.strip_prefix(bound));
            return nouns::after(aged.unwrap_or(rest).trim_start_matches(['的', '（']), verb);
        }
        nouns::after(text, verb)
    }

    /// A span of time: what lasts is what follows, else what stands before it.
    pub(super) fn lasting(&self, clause: &Clause, bears: Span, head: &str, amount: &Amount) -> Option<Found> {
        let context = self.context;
        let text = context.slice(Span {
            start: amount.span.end,
            end: clause.span.end,
        });
        let follows: String = text
            .trim_end_matches(['，', '。', '；', '：', ' '])
            .split(['、', '（'])
            .next()
            .unwrap_or_default()
            .chars()
            .take(28)
            .collect();
        let cue = ["连续", "提前"].into_iter().find(|cue| head.ends_with(cue));
        let bare = cue.map_or(head, |cue| head.strip_suffix(cue).unwrap_or(head));
        let bare = ["创", "压缩", "缩短", "仅用", "用时", "历时", "延长"]
            .iter()
            .find_map(|cue| bare.strip_suffix(cue))
            .unwrap_or(bare);
        let subject = nouns::before(bare, bare.len()).filter(|noun| !noun.name.is_empty());
        let mut names = Vec::new();
        if let Some(cue) = cue {
            let name = subject.as_ref().map(|noun| noun.name.clone()).unwrap_or_default();
            names.push(format!("{name}{cue}{follows}"));
            names.push(format!("{cue}{follows}"));
            if !name.is_empty() {
                names.push(name);
            }
            names.push(follows);
        } else {
            names.extend(subject.as_ref().map(|noun| noun.name.clone()));
            names.extend(
                self.carried
                    .as_ref()
                    .filter(|_| names.is_empty())
                    .map(|carried| carried.about.label(context).to_owned()),
            );
            let trimmed = follows.trim_start_matches(['内', '来', '的']).to_owned();
            names.extend((names.is_empty() && !trimmed.is_empty()).then_some(trimmed));
        }
        names.retain(|name| nouns::fits(name));
        let name = names.first()?.clone();
        names.remove(0);
        let about = About {
            indication: Indication::named(&name, context.words),
            forms: names,
            subject: None,
        };
        let from = bears.start.max(amount.span.start.saturating_sub(60));
        Some(Found {
            flows: true,
            ..Found::new(about, from, DURATION, 0.6)
        })
    }

    /// 增长5.5%、力争6%以上: the higher goal for what the number before it told.
    pub(super) fn striven_for(&self, measure: Measure, bears: Span, amount: &Amount) -> Option<Measure> {
        let between = self.context.slice(bears).trim_start_matches(['、', '，', '（']);
        let strives = ["力争", "争取", "力争达到", "力争突破", "争取达到"].contains(&between);
        let zero = Decimal::from(0);
        let from = measure.evidence.span.start;
        let near = amount.end_with_suffix - from <= EVIDENCE;
        (strives && measure.target && measure.unit == amount.unit).then_some(Measure {
            value: match measure.value < zero {
                true => zero.checked_sub(amount.value)?,
                false => amount.value,
            },
            max_value: amount.max_value,
            comparator: amount.comparator,
            modality: Some(Modality::Strive),
            words: amount.span,
            change_of: None,
            evidence: Evidence {
                span: Span {
                    start: if near { from } else { bears.start },
                    end: amount.end_with_suffix,
                },
                ..measure.evidence
            },
            ..measure
        })
    }
}
