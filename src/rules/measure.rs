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

use super::gap::{self, Gap, peel, ranked};
use super::nouns::{self, Noun};
use super::numbers::{Amount, Form, amounts};
use super::subjects::{invested, invested_in, is_of_something, subject_of, work_before};
use super::times::{looks_back, time_of, within};
use super::wording::{comparator, modality};
use super::{Aspect, Context, Evidence, Fact, Indication, Measure, MeasureUnit, Modality, Place, Rule, Time, lists};
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

/// How far before a number its noun is looked for, in bytes.
const NAME: usize = 150;

/// The longest evidence, in bytes: 80 code points of Han.
const EVIDENCE: u32 = 240;

/// An indicator in force, for clauses that leave it out.
#[derive(Clone)]
struct Carried {
    about: About,
    place: Place,
    time: Option<Time>,
    /// Words of the level that a growth after it belongs to.
    level: Option<Span>,
    /// Whether it was summed over its period.
    flows: bool,
    /// Whether it opens what follows: 原煤：从…增加到….
    opens: bool,
    /// The unit of the last number.
    unit: Option<MeasureUnit>,
}

/// What a number is about.
#[derive(Clone)]
pub(super) struct About {
    pub indication: Indication,
    pub forms: Vec<String>,
    pub subject: Option<String>,
}

/// How the indicator of a number was found.
struct Found {
    about: About,
    /// Where the words begin that it was found in.
    from: u32,
    rule: &'static str,
    confidence: f32,
    /// 新增, 净增: what is counted was added.
    added: bool,
    /// Whether a verb says that it was done, over the whole period.
    flows: bool,
    /// Whether it is a total.
    total: bool,
}

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
                added: false,
                threshold: false,
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
    /// What the numbers of the sentence were about, one by one.
    told: Vec<About>,
    /// Whether the items of the list at hand were added (新增A3家、B2家).
    added: bool,
    /// Whether the number at hand tells the class of what the next one counts (产值超亿元企业13家).
    threshold: bool,
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
            let clause = Clause {
                sentence: self.sentence,
                span,
                indicators: &self.known[begin..begin + length],
                places: &self.places[place..place_end],
                annual: text.contains("年均") || text.contains("平均每年"),
                modality: modality(text),
            };
            let amounts = amounts(text, span.start, context.words);
            self.added = false;
            // A clause that names something new without a number ends what was carried.
            if amounts.is_empty() {
                self.name_only(&clause);
                continue;
            }
            // 接待游客438万人次、旅游收入43亿元，分别增长44.6%、35.2%: the last of what was told, one by one.
            let told = std::mem::take(&mut self.told);
            let expanded = match told.as_slice() {
                [one] => lists::expand(context, &one.label(context), amounts.len()),
                _ => Vec::new(),
            };
            let rates = amounts.iter().all(|amount| amount.unit_kind == UnitKind::Rate);
            let before = if self.list.len() == amounts.len() {
                &self.list
            } else if !expanded.is_empty() || !rates {
                &expanded
            } else {
                &told
            };
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
            self.carried = Some(Carried {
                about: About {
                    indication: Indication::Known(*index),
                    forms: Vec::new(),
                    subject: None,
                },
                place: Place::Reporting,
                time: None,
                level: None,
                flows: false,
                opens: false,
                unit: None,
            });
        }
        // 原煤：从…增加到…: what stands before the colon.
        let whole = self.context.slice(clause.span);
        if whole.ends_with('：') && text.chars().count() <= 14 && nouns::fits(text) {
            let indication = self.indication(text);
            self.carried = Some(Carried {
                about: About {
                    indication,
                    forms: Vec::new(),
                    subject: None,
                },
                place: Place::Reporting,
                time: None,
                level: None,
                flows: false,
                opens: true,
                unit: None,
            });
        }
    }

    fn clause(&mut self, clause: &Clause, amounts: &[Amount], facts: &mut Vec<Fact>) {
        let mut from = clause.span.start;
        let mut given: Option<About> = None;
        let mut class: Option<Span> = None;
        for (at, amount) in amounts.iter().enumerate() {
            let bears = Span {
                start: from,
                end: amount.span.start,
            };
            let end = amount.end_with_suffix.max(amount.span.end);
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
                let first = self.one(clause, bears, amount, Some(first));
                facts.extend(first.map(|m| Fact::Measure(Box::new(m))));
                let second = self.one(clause, bears, amount, Some(second));
                facts.extend(second.map(|m| Fact::Measure(Box::new(m))));
                from = amount.end_with_suffix.max(amount.span.end);
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
                let whole = {
                    let text = self.context.slice(Span {
                        start: from,
                        end: amount.span.start,
                    });
                    nouns::before(text, text.len())
                };
                let whole = whole.map(|noun| noun.name);
                let generic = matches!(&measure.indicator, Indication::Known(index)
                    if self.context.words.indicators.get(*index).label.chars().count() <= 2);
                match whole {
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
                measure = measure.and_then(|m| lists::earlier(self.context, clause, amount, &m));
            }
            from = amount.end_with_suffix.max(amount.span.end);
            facts.extend(measure.map(|m| Fact::Measure(Box::new(m))));
        }
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
        let found = match given {
            Some(about) => Found {
                about,
                from: amount.span.start,
                rule: LIST,
                confidence: 0.9,
                added: self.added,
                flows: false,
                total: false,
            },
            None => self.find(clause, bears, &gap, amount, changes)?,
        };
        if before.trim_start().starts_with(['、', '和', '与', '及']) {
            // 新增A3家、B2家: what the verb says holds for the list.
        } else {
            self.added = false;
        }
        // 新增13家、总数52家: the total is no change.
        if found.total {
            self.added = false;
        }
        self.added |= found.added;
        let growth = changes || amount.form == Form::Growth;
        let names_change = matches!(&found.about.indication, Indication::Known(index) if is_rate
            && ["涨幅", "增速", "增幅", "增长率"].iter().any(|w| context.words.indicators.get(*index).label.ends_with(w)))
            || is_rate
                && ["涨幅", "增速", "增幅", "增长率", "增长速度"]
                    .iter()
                    .any(|w| gap.head.ends_with(w));
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
        let flows = found.flows
            || average
            || (aspect == Aspect::Growth && !is_rate)
            || context
                .slice(Span {
                    start: clause.span.start,
                    end: amount.span.start,
                })
                .contains("累计")
            || self.carried.as_ref().is_some_and(|c| same(c) && c.flows);
        // In a look back on several years: what was done is of all of them, what there is of the last.
        let several = |time: &Time| matches!(time, Time::Years { from, to, .. } if from != to);
        let in_clause = context
            .slice(Span {
                start: clause.span.start,
                end: amount.span.start,
            })
            .contains(['五', '“']);
        let single = matches!(&stated, Time::Years { from, to, .. } if from == to);
        let time = match (&stated, self.back) {
            (_, Some(back)) if average && single => back.clone(),
            (Time::OfPart, Some(back)) if aspect != Aspect::ChangeFrom => within(back, flows),
            (Time::Years { .. }, _) if several(&stated) && self.sentence.part == Part::Review && !in_clause => {
                within(&stated, flows)
            }
            _ => stated.clone(),
        };
        let year = context.outline.metadata.report_year;
        let time = match (time, year.filter(|_| self.past)) {
            (Time::OfPart, Some(year)) => Time::Years {
                from: year - 1,
                to: year - 1,
                label: format!("{}年", year - 1),
            },
            (time, _) => time,
        };
        let is_target = !self.past && target(context, clause, &time);
        let change_at = gap.change.map(|(_, at)| bears.start + u32::try_from(at).unwrap_or(0));
        let end = amount.end_with_suffix.max(amount.span.end);
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
        if aspect == Aspect::Level {
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

    /// What a number is about: a known indicator right before it, what was named last, a name before it, what it counts.
    fn find(&self, clause: &Clause, bears: Span, gap: &Gap, amount: &Amount, changes: bool) -> Option<Found> {
        let context = self.context;
        let offset = |n: usize| bears.start + u32::try_from(n).unwrap_or(0);
        let head = match amount.form {
            Form::Rank => ranked(context.slice(bears))?,
            _ => gap.head,
        };
        let begin = context
            .slice(bears)
            .find(head)
            .filter(|_| !head.is_empty())
            .unwrap_or(0);
        // Names end within reach of the number.
        let cut = head.len().saturating_sub(NAME);
        let cut = (cut..=head.len()).find(|at| head.is_char_boundary(*at)).unwrap_or(0);
        let (head, begin) = (&head[cut..], begin + cut);
        // “六连增” stands in quotation marks of its own.
        let head = if amount.form == Form::Streak {
            head.trim_end_matches('“')
        } else {
            head
        };
        let whole = context.words.indicators.suffix(head).unwrap_or(head.len());
        let noun = nouns::before(head, whole);
        let named = noun.as_ref().filter(|noun| !noun.name.is_empty());
        if amount.form == Form::Duration {
            return self.lasting(clause, bears, head, amount);
        }
        // 合肥居第13位: of what was named last.
        let place_only = amount.form == Form::Rank
            && named.is_some_and(|noun| clause.places.iter().any(|place| context.slice(*place) == noun.name));
        // Only adverbs before a change, rank or multiple: it is that of what was named last.
        let bare = nouns::is_bare(head) || place_only;
        let reached = ["达", "突破", "完成", "至", "超过", "总量", "为"]
            .iter()
            .any(|word| context.slice(bears).contains(word));
        let reached =
            reached && amount.unit_kind != UnitKind::Rate && self.carried.as_ref().is_some_and(|c| c.level.is_none());
        let opened = self.carried.as_ref().is_some_and(|c| c.opens);
        let again = ["累计", "总数", "共", "达"]
            .iter()
            .any(|word| context.slice(bears).contains(word))
            && self.carried.as_ref().is_some_and(|c| c.unit == amount.unit);
        // 位居中期评估第3位: the order is all that is named.
        if bare
            && amount.form == Form::Rank
            && let Some(order) = gap::order(context.slice(bears))
            && (self.carried.is_none() || bears.start == clause.span.start)
        {
            let forms = vec![order.to_owned()];
            let about = About {
                indication: Indication::Minted(format!("{order}排名")),
                forms,
                subject: None,
            };
            let from = offset(context.slice(bears).find(order).unwrap_or(0));
            return Some(Found {
                about,
                from,
                rule: RANK,
                confidence: 0.85,
                added: false,
                flows: false,
                total: false,
            });
        }
        let derived = opened
            || again
            || reached
            || changes
            || gap.compared
            || matches!(amount.form, Form::Rank | Form::Times | Form::Growth);
        if bare && (derived || amount.unit.as_ref().is_some_and(|unit| unit.label == "倍")) {
            let carried = self.carried.as_ref()?;
            let from = gap.change.map_or(amount.span.start, |(_, at)| offset(at));
            let rule = match amount.form {
                Form::Rank => RANK,
                _ if changes => GROWTH,
                _ => CARRIED,
            };
            return Some(Found {
                about: carried.about.clone(),
                from,
                rule,
                confidence: 0.93,
                added: false,
                flows: false,
                total: false,
            });
        }
        let share_of = amount.unit_kind == UnitKind::Rate && head.trim_start_matches(['、', ' ']).starts_with('占');
        if share_of && let Some(carried) = self.carried.as_ref() {
            // 占全市比重61%: of what was named last.
            let whole = head.trim_start_matches(['、', ' ']);
            let label = carried.label(context);
            let bare = whole.trim_end_matches(['的', ' ']);
            let name = if bare.ends_with("比重") || bare.ends_with("比例") {
                format!("{label}{bare}")
            } else {
                format!("{label}{bare}比重")
            };
            let forms = vec![format!("{label}{bare}"), bare.to_owned(), label];
            let about = About {
                indication: Indication::Minted(name),
                forms,
                subject: carried.about.subject.clone(),
            };
            return Some(Found {
                about,
                from: offset(begin),
                rule: CARRIED,
                confidence: 0.85,
                added: false,
                flows: false,
                total: false,
            });
        }
        let verb = noun.as_ref().and_then(|noun| noun.verb.as_deref());
        let grows = |text: &str| {
            ["新增", "净增", "增加", "净流入", "新增加"]
                .iter()
                .any(|word| text.starts_with(word))
        };
        let added = verb.is_some_and(grows) || named.is_some_and(|noun| grows(&noun.name));
        let counted = self
            .counted(clause, amount, verb)
            .filter(|_| amount.form == Form::Plain && !changes);
        // 大唐700万吨露天矿项目: nothing links the number to what stands before it.
        let unlinked = gap.head.len() == context.slice(bears).trim_end().len()
            && !named.is_some_and(|noun| nouns::attribute_at_end(&noun.name).is_some());
        let verb_only = noun.as_ref().is_some_and(|noun| noun.name.is_empty());
        let is_count = amount.unit_kind == UnitKind::Count;
        let is_rate = amount.unit_kind == UnitKind::Rate;
        if let Some(counted) = counted
            && (is_count || named.is_none() || (unlinked && whole == head.len()))
        {
            let from = noun
                .as_ref()
                .map_or(amount.span.start, |noun| offset(begin + noun.from));
            let city_jobs = counted.name.starts_with("城镇新增就业");
            return Some(self.about(counted, from, COUNT, 0.8, added && !city_jobs, context));
        }
        if let Some(noun) = named {
            let mut noun = noun.clone();
            let from = offset(begin + noun.from);
            if let Some(carried) = self.carried.as_ref()
                && nouns::is_attribute(&noun.name)
            {
                // 产值82.5亿元 after 新能源汽车产量: whose output it is was said before.
                if let Some(subject) = carried.about.subject.clone().or_else(|| {
                    Some(carried.label(context)).filter(|_| noun.name.starts_with('总') || noun.name == "增量")
                }) {
                    let bare = std::mem::take(&mut noun.name);
                    noun.name = if subject.ends_with(&bare) {
                        subject
                    } else {
                        format!("{subject}{bare}")
                    };
                    noun.forms = vec![bare];
                }
            }
            // 地表水环境质量 of 柳州: the division is the area it holds for.
            for place in clause.places {
                let place = context.slice(*place);
                if WHOLE.contains(&place) {
                    continue;
                }
                if let Some(rest) = noun
                    .name
                    .strip_prefix(place)
                    .map(|rest| rest.trim_start_matches(['市', '县', '区', '的']))
                    && nouns::fits(rest)
                {
                    let rest = rest.to_owned();
                    noun.forms.push(std::mem::replace(&mut noun.name, rest));
                }
            }
            if let Some((front, last)) = noun.name.rsplit_once('、')
                && nouns::is_attribute(last)
                && !nouns::is_attribute(front)
            {
                noun.name = last.to_owned();
            }
            if noun.name.contains('占') && is_rate && !noun.name.ends_with("占比") && !noun.name.ends_with("比重")
            {
                let (front, _) = noun.name.split_once('占').unwrap_or_default();
                let front = front.to_owned();
                let stated = format!("{}比重", noun.name);
                noun.forms.push(std::mem::replace(&mut noun.name, stated));
                noun.forms.push(front);
            }
            if changes && noun.name == "经济" {
                noun.forms
                    .push(std::mem::replace(&mut noun.name, "经济增长".to_owned()));
            }
            let mut subject = None;
            let order = gap::order(context.slice(bears)).filter(|_| amount.form == Form::Rank && whole == head.len());
            if let Some(order) = order.filter(|_| nouns::attribute_at_end(&noun.name).is_none()) {
                // 合肥经开区居国家级经开区第6位: a rank among its likes.
                let name = std::mem::replace(&mut noun.name, format!("{order}排名"));
                noun.forms = vec![order.to_owned(), format!("{name}排名"), name.clone()];
                subject = Some(name);
            }
            if let Some((work, attribute)) = invested(&noun.name) {
                let whole = std::mem::replace(&mut noun.name, attribute.to_owned());
                noun.forms.push(whole);
                subject = Some(work);
            }
            let exact = context.words.indicators.named(&noun.name);
            if is_of_something(&noun.name) || noun.forms.iter().any(|form| is_of_something(form)) {
                let after = Span {
                    start: amount.end_with_suffix.max(amount.span.end),
                    end: clause.span.end,
                };
                let before = Span {
                    start: clause.sentence.span.start,
                    end: bears.start,
                };
                subject = subject
                    .or_else(|| invested_in(context.slice(after)))
                    .or_else(|| work_before(context.slice(before)));
            }
            let confidence = if exact.is_some() { 0.95 } else { 0.85 };
            let rule = if amount.form == Form::Rank {
                RANK
            } else if changes {
                GROWTH
            } else {
                LEVEL
            };
            let mut found = self.about(noun, from, rule, confidence, added, context);
            found.about.subject = subject.or(found.about.subject);
            return Some(found);
        }
        if verb_only
            && is_count
            && let (Some(verb), Some(carried)) = (verb, self.carried.as_ref())
        {
            // 重大项目开工390个、竣工437个: the verb is new, what it is done to is not.
            let label = carried.label(context);
            let base = nouns::without_verb(&label);
            let noun = Noun {
                name: format!("{base}{verb}"),
                forms: vec![format!("{verb}{base}"), format!("{verb}项目"), verb.to_owned()],
                verb: None,
                from: 0,
                to: 0,
            };
            return Some(self.about(noun, offset(begin), CARRIED, 0.75, added, context));
        }
        if verb_only && amount.unit_kind == UnitKind::Currency {
            let verb = verb?;
            let noun = Noun {
                name: format!("{verb}资金"),
                forms: vec!["资金".to_owned()],
                verb: None,
                from: 0,
                to: 0,
            };
            let after = Span {
                start: amount.end_with_suffix.max(amount.span.end),
                end: clause.span.end,
            };
            let mut found = self.about(noun, offset(begin), LEVEL, 0.7, added, context);
            found.about.subject = invested_in(context.slice(after));
            return Some(found);
        }
        None
    }

    /// What is counted after the number.
    fn counted(&self, clause: &Clause, amount: &Amount, verb: Option<&str>) -> Option<Noun> {
        let text = self.context.slice(Span {
            start: amount.end_with_suffix.max(amount.span.end),
            end: clause.span.end,
        });
        nouns::after(text, verb)
    }

    /// A span of time: what lasts is what follows, else what stands before it.
    fn lasting(&self, clause: &Clause, bears: Span, head: &str, amount: &Amount) -> Option<Found> {
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
                    .map(|carried| carried.label(context)),
            );
            let trimmed = follows.trim_start_matches(['内', '来', '的']).to_owned();
            names.extend((names.is_empty() && !trimmed.is_empty()).then_some(trimmed));
        }
        names.retain(|name| nouns::fits(name));
        let name = names.first()?.clone();
        names.remove(0);
        let about = About {
            indication: self.indication(&name),
            forms: names,
            subject: None,
        };
        Some(Found {
            about,
            from: bears.start.max(amount.span.start.saturating_sub(60)),
            rule: DURATION,
            confidence: 0.75,
            added: false,
            flows: true,
            total: false,
        })
    }

    fn indication(&self, name: &str) -> Indication {
        let known = self.context.words.indicators.named(name);
        known.map_or_else(|| Indication::Minted(name.to_owned()), Indication::Known)
    }

    fn about(
        &self,
        noun: Noun,
        from: u32,
        rule: &'static str,
        confidence: f32,
        added: bool,
        context: &Context,
    ) -> Found {
        let subject = subject_of(&noun.name, context.words);
        let mut forms = noun.forms;
        // Of its subject an attribute may be told alone: 年销售额, 产值.
        if let Some(attribute) = subject.as_deref().and_then(|subject| noun.name.strip_prefix(subject)) {
            forms.push(attribute.trim_start_matches('的').to_owned());
        }
        let flows = noun.verb.is_some() || rule == COUNT;
        let total = noun.name.contains("总数") || noun.name.contains("总量");
        // A verb before a short noun such as 项目 says what the noun alone does not.
        let indication = match noun
            .verb
            .filter(|_| noun.name.chars().count() <= 2 && !noun.name.is_ascii())
        {
            Some(verb) => {
                forms.push(noun.name.clone());
                Indication::Minted(format!("{verb}{}", noun.name))
            }
            None => self.indication(&noun.name),
        };
        Found {
            about: About {
                indication,
                forms,
                subject,
            },
            from,
            rule,
            confidence,
            added,
            flows,
            total,
        }
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

impl About {
    /// The name of the indicator.
    fn label(&self, context: &Context) -> String {
        match &self.indication {
            Indication::Known(index) => context.words.indicators.get(*index).label.clone(),
            Indication::Minted(name) => name.clone(),
        }
    }
}

impl Carried {
    /// The name of what is carried.
    fn label(&self, context: &Context) -> String {
        self.about.label(context)
    }
}

/// Names of the country that are mostly part of a title: 全国文明村镇.
const WHOLE: [&str; 3] = ["全国", "中国", "我国"];

/// A division that the words before the number begin with is the area the number holds for.
fn place_of(context: &Context, clause: &Clause, number: Span) -> Place {
    let opens = |place: &&Span| {
        if place.end > number.start {
            return false;
        }
        let before = context.slice(Span {
            start: clause.span.start,
            end: place.start,
        });
        let after = context.slice(Span {
            start: place.end,
            end: number.start,
        });
        let name = context.slice(**place);
        let zone = [
            "经", "高新", "开发", "新区", "站", "港", "机场", "大道", "路", "至", "—", "、",
        ]
        .iter()
        .any(|word| after.starts_with(word));
        !WHOLE.contains(&name) && nouns::is_bare(before) && !zone
    };
    let place = clause.places.iter().find(opens);
    place.map_or(Place::Reporting, |p| Place::Named(context.slice(*p).to_owned()))
}

/// Whether the number is something to be reached.
fn target(context: &Context, clause: &Clause, time: &Time) -> bool {
    let year = context.outline.metadata.report_year.unwrap_or(i16::MAX);
    let last = match time {
        Time::Years { to, .. } => Some(*to),
        Time::OfPart | Time::Unstated => None,
    };
    let lead = context.tail(clause.sentence.span.start, clause.span.end, 600);
    let goal = ["预期目标", "力争", "目标是", "计划", "确保"]
        .iter()
        .any(|w| lead.contains(w));
    match clause.sentence.part {
        Part::Review | Part::Front => {
            goal && last.is_some_and(|to| to >= year) || lead.contains("今年") && lead.contains("预期目标")
        }
        Part::Notes => false,
        // What was handled stands in the part on the government's own work as well.
        Part::OwnWork => {
            last.is_none_or(|to| to >= year)
                && !["办理", "办结", "受理", "答复", "满意率"]
                    .iter()
                    .any(|w| lead.contains(w))
        }
        Part::FiveYearGoals | Part::YearTasks | Part::Table => last.is_none_or(|to| to >= year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{read, reads, refuses};

    const HEAD: &str = "——2021年3月28日在柳州市第十四届人民代表大会第六次会议上\n一、2020年工作回顾\n";

    /// Measures of a text in the review.
    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        reads(&RULE, &format!("{HEAD}{text}"), expect);
    }

    #[test]
    fn level_and_growth() {
        check(
            "全市实现地区生产总值3176.9亿元，增长1.5%，其中：第二产业增加值1501.1亿元，下降1.3%。",
            &[
                "地区生产总值 Level Exactly 3176.9亿元 - actual",
                "地区生产总值 Growth Exactly 1.5% - actual",
                "第二产业增加值 Level Exactly 1501.1亿元 - actual",
                "第二产业增加值 Growth Exactly -1.3% - actual",
            ],
        );
    }

    #[test]
    fn comparators() {
        check(
            "固定资产投资突破1700亿元。",
            &["固定资产投资 Level MoreThan 1700亿元 - actual"],
        );
        check(
            "社会消费品零售总额增长15%以上。",
            &["社会消费品零售总额 Growth AtLeast 15% - actual"],
        );
        check(
            "城镇登记失业率控制在4.5%以内。",
            &["城镇登记失业率 Share AtMost 4.5% - actual"],
        );
        check("地区生产总值增长5%—6%。", &["地区生产总值 Growth Range 5~6% - actual"]);
        check("森林覆盖率约67%。", &["森林覆盖率 Share About 67% - actual"]);
    }

    #[test]
    fn periods_from_words() {
        check(
            "“十三五”时期，地区生产总值年均增长6.5%。",
            &["地区生产总值 Growth Exactly 6.5% 2016-2020 actual"],
        );
        check(
            "2019年，财政收入382.68亿元。",
            &["财政收入 Level Exactly 382.68亿元 2019 actual"],
        );
    }

    #[test]
    fn tasks_are_targets() {
        let got = read(
            &RULE,
            "——2021年3月28日在柳州市第十四届人民代表大会第六次会议上\n三、2021年重点工作\n力争地区生产总值增长7%。",
        );
        assert_eq!(got.len(), 1);
        assert!(got[0].ends_with("Growth Exactly 7% - target"), "{got:?}");
    }

    #[test]
    fn lists_with_respective_numbers() {
        check(
            "规模以上工业增加值、固定资产投资、社会消费品零售总额分别增长7.8%、10%、8.8%。",
            &[
                "规模以上工业增加值 Growth Exactly 7.8% - actual",
                "固定资产投资 Growth Exactly 10% - actual",
                "社会消费品零售总额 Growth Exactly 8.8% - actual",
            ],
        );
        check(
            "城镇、农村居民人均可支配收入年均分别增长6.4%和9.4%。",
            &[
                "城镇居民人均可支配收入 Growth Exactly 6.4% - actual",
                "农村居民人均可支配收入 Growth Exactly 9.4% - actual",
            ],
        );
        check("三条线分别达到5万吨和6万吨。", &[]);
    }

    #[test]
    fn from_one_value_to_another() {
        check(
            "森林覆盖率由2010年的21.6%提高到25.2%。",
            &[
                "森林覆盖率 ChangeFrom Exactly 21.6% 2010 actual",
                "森林覆盖率 Share Exactly 25.2% - actual",
            ],
        );
        check(
            "财政收入从3.16万亿元增加到8.31万亿元。",
            &[
                "财政收入 ChangeFrom Exactly 3.16万亿元 ? actual",
                "财政收入 Level Exactly 8.31万亿元 - actual",
            ],
        );
    }

    #[test]
    fn what_is_new_is_a_change() {
        check(
            "净增规模以上工业企业150家。",
            &["规模以上工业企业 Growth Exactly 150家 - actual"],
        );
    }

    #[test]
    fn idioms_are_no_measures() {
        check(
            "过去一年任务十分艰巨，三年行动、九年义务教育扎实推进，五十亿级产业、220千伏变电站加快建设。",
            &[],
        );
    }

    #[test]
    fn counts_mint_an_indicator() {
        check("348个贫困村全部出列。", &["贫困村 Level Exactly 348个 - actual"]);
    }

    #[test]
    fn names_and_dates_are_no_measures() {
        refuses(
            &RULE,
            &format!("{HEAD}“5+5”产业体系加快构建，15分钟生活圈、5A级景区建设稳步推进。"),
        );
        refuses(
            &RULE,
            &format!("{HEAD}根据国发〔2014〕51号文件，12月31日召开第六次会议。"),
        );
        refuses(&RULE, &format!("{HEAD}“十四五”规划编制完成。"));
    }
}
