//! # What it reads
//! Numbers that say something: with their unit, rank, multiple or span of time, and the indicator that the clause or the
//! one before it names.
//!
//! # Example
//! `全市实现地区生产总值3176.9亿元，增长1.5%` (Liuzhou 2021): a level and the growth that goes with it.
//!
//! # What it writes
//! An achievement or a target, by the part of the report and the words of time; comparator, period, modality from the
//! words around the number; growth is tied to the level before it; a rank, share or growth without a name of its own
//! belongs to what was named last.
//!
//! # What it leaves alone
//! Dates, numbers of documents and meetings, ordinals, list marks, names that hold numbers (“5+5”, 15分钟生活圈, 5A级);
//! numbers for which no indicator can be named.

mod about;
mod after;
mod circumstances;
mod period;
mod structure;

pub(super) use self::about::About;
use self::about::{Carried, Found};
use self::circumstances::{place_of, target};
use self::period::Said;
use super::gap::peel;
use super::nouns;
use super::numbers::{Amount, Form, amounts};
use super::subjects::{actor, handled};
use super::times::{looks_back, time_of, years};
use super::wording::{comparator, modality};
use super::{Aspect, Context, Evidence, Fact, Indication, Measure, Modality, Place, Rule, Time, lists};
use crate::lexicon::UnitKind;
use crate::lexicon::number::Decimal;
use crate::outline::{Part, Sentence};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    id: "measure",
    reads: "numbers with their indicators",
    read,
};

/// Names in the graph of what each shape of measure was read by.
const LEVEL: &str = "measure-level";
const GROWTH: &str = "measure-growth";
const COUNT: &str = "measure-count";
const LIST: &str = "measure-list";
const RANK: &str = "measure-rank";
const CARRIED: &str = "measure-carried";
const DURATION: &str = "measure-duration";

/// The longest evidence, in bytes: 80 code points of Han.
const EVIDENCE: u32 = 240;

fn read(context: &Context, facts: &mut Vec<Fact>) {
    let text = &context.source.view.text;
    let known: Vec<(Span, usize)> = context.words.indicators.find(text).collect();
    let places: Vec<Span> = context
        .names
        .iter()
        .filter(|m| m.name.division)
        .map(|m| m.span)
        .collect();
    let looks_back = looks_back(context);
    let tasks = |s: &Sentence| matches!(s.part, Part::YearTasks | Part::FiveYearGoals);
    let tasks_from = context
        .outline
        .sentences
        .iter()
        .find(|s| tasks(s))
        .map_or(u32::MAX, |s| s.span.start);
    for (sentence, back) in context.outline.sentences.iter().zip(&looks_back) {
        let numerals = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万首翻半".contains(c);
        if sentence.part != Part::Front && text[sentence.span.range()].contains(numerals) {
            let reader = Reader {
                context,
                known: &known,
                places: &places,
                sentence,
                back: back.as_ref(),
                past: sentence.part == Part::OwnWork && sentence.span.start < tasks_from,
                carried: None,
                list: Vec::new(),
                told: Vec::new(),
                earlier: Vec::new(),
                last: None,
                added: false,
                threshold: false,
                base: None,
                acting: None,
            };
            reader.read(facts);
        }
    }
}

/// A clause with what was found in it.
pub(super) struct Clause<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) span: Span,
    /// Indicators named in it.
    pub(super) indicators: &'a [(Span, usize)],
    /// Divisions named in it.
    pub(super) places: &'a [Span],
    pub(super) annual: bool,
    modality: Option<Modality>,
}

/// Reads one sentence, clause by clause.
struct Reader<'a> {
    context: &'a Context<'a>,
    known: &'a [(Span, usize)],
    places: &'a [Span],
    sentence: &'a Sentence,
    /// The years that the sentence looks back on, where they are several.
    back: Option<&'a Time>,
    /// Whether it tells of the government's own work before any task is set: of what has been done.
    past: bool,
    carried: Option<Carried>,
    /// What the last list of numbers was about.
    list: Vec<About>,
    /// What the numbers of the clause before were about, one by one.
    told: Vec<About>,
    /// What all numbers of the clauses before were about.
    earlier: Vec<About>,
    /// The last number of the clause before.
    last: Option<Measure>,
    /// Whether the items of the list at hand were added (新增A3家、B2家).
    added: bool,
    /// Whether the number at hand tells the class of what the next one counts (产值超亿元企业13家).
    threshold: bool,
    /// The year that the sentence compares with: 由1997年的A增加到B.
    base: Option<i16>,
    /// Who did what the last numbers count.
    acting: Option<String>,
}

impl<'a> Reader<'a> {
    fn read(mut self, facts: &mut Vec<Fact>) {
        let context = self.context;
        for &span in &context.outline.clauses[self.sentence.clauses.clone()] {
            let text = context.slice(span);
            let begin = self.known.partition_point(|(s, _)| s.start < span.start);
            let length = self.known[begin..].partition_point(|(s, _)| s.start < span.end);
            let place = self.places.partition_point(|s| s.start < span.start);
            let place_end = place + self.places[place..].partition_point(|s| s.start < span.end);
            let amounts = amounts(text, span.start, context.words);
            let numbers = !amounts.is_empty();
            let clause = Clause {
                sentence: self.sentence,
                span,
                indicators: &self.known[begin..begin + length],
                places: &self.places[place..place_end],
                annual: numbers && (text.contains("年均") || text.contains("平均每年")),
                modality: numbers.then(|| modality(text)).flatten(),
            };
            if let Some(read) = self.structure(&clause) {
                facts.extend(read);
                continue;
            }
            self.added = false;
            // A clause that names something new without a number ends what was carried.
            if amounts.is_empty() {
                self.last = None;
                self.name_only(&clause);
                continue;
            }
            let told = std::mem::take(&mut self.told);
            self.earlier.extend(told.iter().cloned());
            if let [amount] = amounts.as_slice() {
                let bears = Span {
                    start: span.start,
                    end: amount.span.start,
                };
                let each = lists::each(context, &clause, bears, &told);
                if !each.is_empty() {
                    for about in each {
                        let measure = self.one(&clause, bears, amount, Some(about));
                        facts.extend(measure.map(|m| Fact::Measure(Box::new(m))));
                    }
                    continue;
                }
            }
            let before = || self.before(told, &amounts);
            if let Some(list) = lists::respective(context, &clause, &amounts, before) {
                self.list = list.iter().map(|(about, _, _)| about.clone()).collect();
                // Names and numbers that do not pair say nothing: a wrong pair costs more than a missing one.
                for (about, verb, amount) in list {
                    let measure = self.one(&clause, verb, amount, Some(about));
                    facts.extend(measure.map(|m| Fact::Measure(Box::new(m))));
                }
                self.carried = None;
                continue;
            }
            self.clause(&clause, &amounts, facts);
        }
    }

    /// What a list without names of its own goes on with: the list before it, else what `told` says, the numbers of the
    /// clause before (接待游客438万人次、旅游收入43亿元，分别增长44.6%、35.2%).
    fn before(&self, told: Vec<About>, amounts: &[Amount]) -> Vec<About> {
        if self.list.len() == amounts.len() {
            return self.list.clone();
        }
        let expanded = match told.as_slice() {
            [one] => lists::expand(self.context, one.label(self.context), amounts.len()),
            _ => Vec::new(),
        };
        let rates = amounts.iter().all(|amount| amount.unit_kind == UnitKind::Rate);
        if !expanded.is_empty() || !rates {
            return expanded;
        }
        // 进出口总额16亿美元，实际利用外资1539万美元，分别增长21.6%、159.5%: each was told in a clause of its own.
        match self.earlier.len().checked_sub(amounts.len()) {
            Some(skip) if told.len() == 1 => self.earlier[skip..].to_vec(),
            _ => told,
        }
    }

    /// The indicator that a clause without numbers ends with is what the next numbers are about.
    fn name_only(&mut self, clause: &Clause) {
        let text = self
            .context
            .slice(clause.span)
            .trim_end_matches(['，', '：', '；', '。']);
        let last = clause.indicators.last();
        if let Some((span, index)) = last
            && clause.span.start as usize + text.len() <= span.end as usize + 12
        {
            // …人口地区覆盖率，由65%提高到91%: an attribute alone says nothing.
            let label = &self.context.words.indicators.get(*index).label;
            let whole = nouns::before(text, text.len()).filter(|_| nouns::is_attribute(label));
            let indication = match whole {
                Some(noun) if !noun.name.is_empty() => Indication::named(&noun.name, self.context.words),
                _ => Indication::Known(*index),
            };
            self.carried = Some(Carried::named(indication, false));
        }
        // 原煤：从…增加到…: what stands before the colon.
        let whole = self.context.slice(clause.span);
        // 全国研究与试验开发经费，从…增加到…: what stands before the comma.
        let next = &self.context.source.view.text[clause.span.end as usize..];
        if last.is_none()
            && next.starts_with(['由', '从'])
            && let Some(noun) = nouns::before(text, text.len())
                .filter(|noun| nouns::attribute_at_end(&noun.name).is_some() || noun.name.ends_with('费'))
        {
            self.carried = Some(Carried::named(Indication::named(&noun.name, self.context.words), true));
        }
        if whole.ends_with('：') && text.chars().count() <= 14 && nouns::fits(text) {
            self.carried = Some(Carried::named(Indication::named(text, self.context.words), true));
        }
    }

    /// The first clause of the sentence.
    fn opening(&self) -> &'a str {
        let first = self.context.outline.clauses.get(self.sentence.clauses.start);
        first.map_or("", |span| self.context.slice(*span))
    }

    fn clause(&mut self, clause: &Clause, amounts: &[Amount], facts: &mut Vec<Fact>) {
        let mut from = clause.span.start;
        let mut given: Option<About> = None;
        let mut class: Option<Span> = None;
        let mut last = self.last.take();
        for (at, amount) in amounts.iter().enumerate() {
            let bears = Span {
                start: from,
                end: amount.span.start,
            };
            let end = amount.end_with_suffix;
            if let Some(higher) = last.take().and_then(|measure| self.striven_for(measure, bears, amount)) {
                from = end;
                last = Some(higher.clone());
                facts.push(Fact::Measure(Box::new(higher)));
                continue;
            }
            self.threshold = amounts.get(at + 1).is_some_and(|next| {
                let between = self.context.slice(Span {
                    start: end,
                    end: next.span.start,
                });
                let noun = !between.contains(['、', '，', '和', '及', '（', ' ']) && nouns::begins(between);
                noun && amount.unit_kind != UnitKind::Count
                    && amount.unit_kind != UnitKind::Rate
                    && next.unit_kind == UnitKind::Count
            });
            let both = if given.is_none() {
                lists::both(self.context, clause, bears)
            } else {
                None
            };
            if let Some((first, second)) = both {
                // 办复率和满意率均为100%: one number said of two things.
                for about in [first, second] {
                    let measure = self.one(clause, bears, amount, Some(about));
                    facts.extend(measure.map(|m| Fact::Measure(Box::new(m))));
                }
                from = end;
                continue;
            }
            let was_added = self.added;
            let mut measure = self.one(clause, bears, amount, given.take());
            if let (Some(class), Some(measure)) = (class.take(), measure.as_mut()) {
                // 产值超亿元企业达到13家: the class is part of what is counted.
                self.added |= was_added;
                if was_added {
                    measure.aspect = Aspect::Growth;
                }
                let from = context_start(self.context, class, clause);
                let text = self.context.slice(Span {
                    start: from,
                    end: amount.span.start,
                });
                let known = matches!(measure.indicator, Indication::Known(_));
                let generic = known && measure.indicator.label(self.context.words).chars().count() <= 2;
                let text = peel(text).head;
                match nouns::before(text, text.len()).map(|noun| noun.name) {
                    // 产值超亿元企业 are not all 企业.
                    Some(whole) if generic => measure.indicator = Indication::Minted(whole),
                    whole => measure.forms.extend(whole),
                }
            }
            class = self.threshold.then_some(bears);
            if let Some(next) = amounts.get(at + 1)
                && lists::leads_to(self.context, clause, amount, next)
            {
                // 由A提高到B: A is the earlier value, B what it has become.
                given = measure.as_ref().map(|m| About {
                    indication: m.indicator.clone(),
                    forms: m.forms.clone(),
                    subject: m.subject.clone(),
                });
                measure = measure.and_then(|m| lists::earlier(self.context, clause, amount, &m, &mut self.base));
            }
            from = end;
            last.clone_from(&measure);
            facts.extend(measure.map(|m| Fact::Measure(Box::new(m))));
        }
        self.last = last;
    }

    /// The measure of one amount. `bears` holds the words that bear on it, those before it or, in a list, before the
    /// first amount; `given` is what it is about where that is told already.
    fn one(&mut self, clause: &Clause, bears: Span, amount: &Amount, given: Option<About>) -> Option<Measure> {
        let context = self.context;
        let before = context.slice(bears);
        let gap = peel(before);
        let is_rate = amount.unit_kind == UnitKind::Rate;
        let times = amount.unit.as_ref().is_some_and(|unit| unit.label == "倍");
        let changes = gap.change.is_some() && !gap.reached && amount.form == Form::Plain;
        let mut found = match given {
            Some(about) => Found {
                added: self.added,
                ..Found::new(about, amount.span.start, LIST, 0.9)
            },
            None => self.find(clause, bears, &gap, amount, changes)?,
        };
        if found.about.subject.is_none() {
            found.about.subject = handled(found.about.label(context), context.slice(self.sentence.span));
        }
        let label = found.about.label(context);
        let acts =
            |subject: &str| before.starts_with(subject) && !label.starts_with(subject) && actor(subject).is_some();
        if found.about.subject.as_deref().is_some_and(acts) {
            self.acting.clone_from(&found.about.subject);
        }
        // 新增A3家、B2家: what the verb says holds for the list, but 总数52家 is no change.
        let goes_on = before.trim_start().starts_with(['、', '和', '与', '及']) && !found.total;
        self.added = self.added && goes_on || found.added;
        let growth = changes || amount.form == Form::Growth;
        let rate_of_change = |name: &str| {
            ["涨幅", "增速", "增幅", "增长率"]
                .iter()
                .any(|word| name.ends_with(word))
        };
        let known = matches!(found.about.indication, Indication::Known(_));
        let names_change = is_rate
            && (known && rate_of_change(found.about.label(context))
                || rate_of_change(gap.head)
                || gap.head.ends_with("增长速度"));
        let aspect = match amount.form {
            Form::Rank => Aspect::Rank,
            Form::Times => Aspect::Multiple,
            Form::Streak => Aspect::Other,
            Form::Duration => Aspect::Duration,
            _ if gap.compared => Aspect::Other,
            _ if growth || names_change => Aspect::Growth,
            _ if times => Aspect::Multiple,
            _ if self.added && !is_rate && !self.threshold => Aspect::Growth,
            _ if is_rate => Aspect::Share,
            _ => Aspect::Level,
        };
        let sign = gap.change.filter(|_| changes).map_or(1, |(sign, _)| sign);
        let value = if sign < 0 {
            Decimal::from(0).checked_sub(amount.value)?
        } else {
            amount.value
        };
        let carried_time = self.carried.as_ref().and_then(|c| c.time.as_ref());
        let stated = time_of(context, clause, amount.span, carried_time);
        let same = |c: &Carried| c.about.indication == found.about.indication;
        let average = before.contains("年均") || before.contains("平均每年") || (growth && clause.annual);
        let spoken = context.tail(clause.span.start, amount.span.start, 300);
        let said = Said::of(self.opening(), spoken, &before[gap.head.len()..]);
        let flows = self.flows(&found, aspect, &said, before, average);
        let time = self.period(clause, &stated, aspect, flows, &said, amount);
        let year = context.outline.metadata.report_year;
        let time = match (time, year.filter(|_| self.past)) {
            (Time::OfPart, Some(year)) => years(year - 1, year - 1),
            (time, _) => time,
        };
        let is_target = !self.past && target(context, clause, amount, &time);
        let change_at = gap.change.map(|(_, at)| bears.start + u32::try_from(at).unwrap_or(0));
        let end = amount.end_with_suffix;
        let words = Span {
            start: change_at
                .filter(|_| changes && bears.end == amount.span.start)
                .unwrap_or(amount.span.start),
            end,
        };
        let from = if end.saturating_sub(found.from) > EVIDENCE {
            words.start
        } else {
            found.from.min(words.start)
        };
        let new = self
            .told
            .last()
            .is_none_or(|last| last.indication != found.about.indication);
        if aspect == Aspect::Level || new && matches!(aspect, Aspect::Growth | Aspect::Share) {
            self.told.push(found.about.clone());
        }
        let change_of = self
            .carried
            .as_ref()
            .filter(|c| growth && same(c))
            .and_then(|c| c.level);
        let place = match (place_of(context, clause, amount.span), self.carried.as_ref()) {
            (Place::Reporting, Some(c)) if found.rule == CARRIED || found.rule == GROWTH && same(c) => c.place.clone(),
            (place, _) => place,
        };
        if !growth || self.carried.as_ref().is_none_or(|c| !same(c)) {
            self.carried = Some(Carried {
                about: found.about.clone(),
                place: place.clone(),
                time: matches!(stated, Time::Years { .. }).then(|| stated.clone()),
                flows,
                opens: self.carried.as_ref().is_some_and(|c| same(c) && c.opens),
                unit: amount.unit.clone(),
                level: (aspect == Aspect::Level).then_some(words),
            });
        }
        Some(Measure {
            indicator: found.about.indication,
            forms: found.about.forms,
            subject: found.about.subject,
            aspect,
            comparator: comparator(amount, before),
            value,
            max_value: amount.max_value,
            unit: amount.unit.clone(),
            time,
            area: place,
            scope: None,
            annual_average: average,
            modality: clause.modality.filter(|_| is_target),
            target: is_target,
            words,
            change_of,
            evidence: Evidence {
                span: Span { start: from, end },
                rule: found.rule,
                confidence: found.confidence,
            },
        })
    }
}

/// Where the words before a class begin, within the clause.
fn context_start(context: &Context, class: Span, clause: &Clause) -> u32 {
    let text = context.slice(Span {
        start: clause.span.start,
        end: class.end,
    });
    let from = text.rfind(['，', '、', '；']).map_or(0, |at| at + '、'.len_utf8());
    clause.span.start + u32::try_from(from).unwrap_or(0)
}

#[cfg(test)]
mod tests;
