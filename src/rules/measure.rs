//! # What it reads
//! Plain measures: a number with its unit, with the indicator that the clause or the one before it names.
//!
//! # Example
//! `全市实现地区生产总值3176.9亿元，增长1.5%` (Liuzhou 2021): a level and the growth that goes with it.
//!
//! # What it writes
//! An achievement or a target, by the part of the report and the words of time; comparator, period, modality from the
//! words around the number; growth is tied to the level before it.
//!
//! # What it leaves alone
//! Dates, numbers of documents and meetings, ordinals, list marks, names that hold numbers (“5+5”, 15分钟生活圈, 5A级);
//! numbers for which no indicator can be named.

use super::changes::{change_before, change_opens};
use super::numbers::{Amount, amounts};
use super::times::time_of;
use super::{Aspect, Comparator, Context, Evidence, Fact, Indication, Measure, Modality, Place, Rule, Time, nouns};
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

/// The longest evidence, in bytes: 80 code points of Han.
const EVIDENCE: u32 = 240;

/// An indicator in force, for clauses that leave it out.
#[derive(Clone)]
struct Carried {
    indication: Indication,
    place: Place,
    time: Option<Time>,
    /// Words of the level that a growth after it belongs to.
    level: Option<Span>,
}

fn read(context: &Context, facts: &mut Vec<Fact>) {
    let text = &context.source.view.text;
    let mut known = context.words.indicators.find(text).peekable();
    let mut names = context.names.iter().filter(|m| m.name.division).peekable();
    for sentence in &context.outline.sentences {
        let mut indicators = Vec::new();
        while let Some(found) = known.next_if(|(span, _)| span.start < sentence.span.end) {
            if found.0.start >= sentence.span.start {
                indicators.push(found);
            }
        }
        let mut places = Vec::new();
        while let Some(mention) = names.next_if(|m| m.span.start < sentence.span.end) {
            if mention.span.start >= sentence.span.start {
                places.push(mention.span);
            }
        }
        if sentence.part != Part::Front
            && text[sentence.span.range()]
                .contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百千".contains(c))
        {
            read_sentence(context, sentence, &indicators, &places, facts);
        }
    }
}

fn read_sentence(
    context: &Context,
    sentence: &Sentence,
    indicators: &[(Span, usize)],
    places: &[Span],
    facts: &mut Vec<Fact>,
) {
    let mut carried: Option<Carried> = None;
    for clause in &context.outline.clauses[sentence.clauses.clone()] {
        let within = |span: &Span| clause.holds(*span);
        let here: Vec<(Span, usize)> = indicators.iter().filter(|(s, _)| within(s)).copied().collect();
        let amounts = amounts(context.slice(*clause), clause.start, context.words);
        // A clause that names something new without a number ends what was carried.
        if amounts.is_empty() {
            if let Some((_, index)) = here.last() {
                carried = Some(Carried {
                    indication: Indication::Known(*index),
                    place: Place::Reporting,
                    time: None,
                    level: None,
                });
            }
            continue;
        }
        let mut from = clause.start;
        for amount in &amounts {
            let gap = Span {
                start: from,
                end: amount.span.start,
            };
            let measure = one(context, sentence, *clause, gap, amount, &here, places, &mut carried);
            from = amount.span.end;
            if let Some(measure) = measure {
                facts.push(Fact::Measure(Box::new(measure)));
            }
        }
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "the parts of a sentence that bear on one number"
)]
fn one(
    context: &Context,
    sentence: &Sentence,
    clause: Span,
    gap: Span,
    amount: &Amount,
    here: &[(Span, usize)],
    places: &[Span],
    carried: &mut Option<Carried>,
) -> Option<Measure> {
    let before = context.slice(gap);
    let change = change_before(before);
    let near = here.iter().rev().find(|(s, _)| gap.holds(*s)).copied();
    let is_rate = amount.unit_kind == UnitKind::Rate;
    let growth = change.is_some()
        && (is_rate || change.is_some_and(|(_, at, _)| !before[at..].contains("至") && !before[at..].contains("到")));
    let place = place_of(context, clause, amount.span, places);
    let minted = || {
        nouns::counted(
            context.slice(clause),
            (amount.span.start - clause.start) as usize,
            (amount.span.end - clause.start) as usize,
            amount.unit_kind == UnitKind::Count,
        )
    };
    // Between the indicator and its number, or the verb of change before that, only linking words may stand.
    let until = change.filter(|_| growth).map_or(amount.span.start, |(_, at, _)| {
        gap.start + u32::try_from(at).unwrap_or(0)
    });
    let near = near.filter(|(s, _)| {
        s.end <= until
            && nouns::reaches(context.slice(Span {
                start: s.end,
                end: until,
            }))
    });
    let (indication, start, rule, confidence) = match near {
        Some((span, index)) => (
            Indication::Known(index),
            span.start,
            if growth { GROWTH } else { LEVEL },
            0.95,
        ),
        _ if growth && carried.is_some() && change_opens(before) => {
            let carried = carried.as_ref()?;
            let at = change.map_or(amount.span.start, |(_, at, _)| {
                gap.start + u32::try_from(at).unwrap_or(0)
            });
            (carried.indication.clone(), at, GROWTH, 0.93)
        }
        _ => {
            let (name, at) = minted()?;
            let at = clause.start + u32::try_from(at).unwrap_or(0);
            (Indication::Minted(name), at.min(amount.span.start), COUNT, 0.7)
        }
    };
    let carried_time = carried.as_ref().and_then(|c| c.time.as_ref());
    let time = time_of(context, sentence, clause, amount.span, carried_time);
    let is_target = target(context, sentence, clause, &time);
    let sign = change.filter(|_| growth).map_or(1, |(sign, _, _)| sign);
    let value = if sign < 0 {
        Decimal::from(0).checked_sub(amount.value)?
    } else {
        amount.value
    };
    let end = amount.end_with_suffix.max(amount.span.end);
    let start = if end.saturating_sub(start) > EVIDENCE {
        amount.span.start
    } else {
        start
    };
    let words_start = change.filter(|_| growth).map_or(amount.span.start, |(_, at, _)| {
        gap.start + u32::try_from(at).unwrap_or(0)
    });
    let words = Span {
        start: words_start,
        end,
    };
    let aspect = match (growth, is_rate) {
        (true, _) => Aspect::Growth,
        (false, true) => Aspect::Share,
        _ => Aspect::Level,
    };
    let annual_average = before.contains("年均") || (growth && context.slice(clause).contains("年均"));
    let change_of = carried
        .as_ref()
        .filter(|c| growth && c.indication == indication)
        .and_then(|c| c.level);
    if !growth || carried.as_ref().is_none_or(|c| c.indication != indication) {
        *carried = Some(Carried {
            indication: indication.clone(),
            place: place.clone(),
            time: matches!(time, Time::Years { .. }).then(|| time.clone()),
            level: (!growth).then_some(words),
        });
    }
    let place = match (&place, carried.as_ref()) {
        (Place::Reporting, Some(c)) if growth => c.place.clone(),
        _ => place,
    };
    Some(Measure {
        indicator: indication,
        subject: None,
        aspect,
        comparator: amount.comparator_with(before),
        value,
        max_value: amount.max_value,
        unit: amount.unit.clone(),
        unit_word: amount.unit_word.clone(),
        base_unit: amount.base_unit.clone(),
        factor: amount.factor,
        time,
        area: place,
        scope: None,
        annual_average,
        modality: modality(context.slice(clause)).filter(|_| is_target),
        target: is_target,
        words,
        change_of,
        evidence: Evidence {
            span: Span {
                start: start.min(words.start),
                end,
            },
            rule,
            confidence,
        },
    })
}

/// A division named in the clause before the number is the area the number holds for.
fn place_of(context: &Context, clause: Span, number: Span, places: &[Span]) -> Place {
    places
        .iter()
        .rfind(|p| clause.holds(**p) && p.end <= number.start)
        .map_or(Place::Reporting, |p| Place::Named(context.slice(*p).to_owned()))
}

/// Whether the number is something to be reached.
fn target(context: &Context, sentence: &Sentence, clause: Span, time: &Time) -> bool {
    let text = context.slice(clause);
    let year = context.outline.metadata.report_year.unwrap_or(i16::MAX);
    let past = matches!(time, Time::Years { to, .. } if *to < year);
    match sentence.part {
        Part::Review | Part::Front => {
            let ahead = matches!(time, Time::Years { to, .. } if *to > year);
            ahead
                && ["力争", "目标", "计划", "将", "确保", "到"]
                    .iter()
                    .any(|w| text.contains(w))
        }
        Part::Notes => false,
        Part::FiveYearGoals | Part::YearTasks | Part::OwnWork | Part::Table => !past,
    }
}

fn modality(clause: &str) -> Option<Modality> {
    [
        ("确保", Modality::Ensure),
        ("力争", Modality::Strive),
        ("争取", Modality::Strive),
        ("预期", Modality::Expected),
        ("预计", Modality::Expected),
        ("计划", Modality::Planned),
        ("必须", Modality::Required),
    ]
    .into_iter()
    .find(|(word, _)| clause.contains(word))
    .map(|(_, modality)| modality)
}

impl Amount {
    /// The comparator of the words before the number, else of those after it.
    fn comparator_with(&self, before: &str) -> Comparator {
        if self.max_value.is_some() {
            return Comparator::Range;
        }
        let tail: String = before
            .chars()
            .rev()
            .take(8)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        for (words, comparator) in [
            (&["不低于", "不少于", "不小于", "至少"][..], Comparator::AtLeast),
            (&["不超过", "不高于", "控制在"][..], Comparator::AtMost),
            (&["超过", "突破", "超", "逾", "高于", "多于"][..], Comparator::MoreThan),
            (&["不到", "低于", "不足", "少于"][..], Comparator::LessThan),
            (&["约", "近", "接近", "大约"][..], Comparator::About),
        ] {
            if words.iter().any(|w| {
                tail.ends_with(w) || tail.ends_with(&format!("{w}了")) || (w.chars().count() > 2 && tail.contains(w))
            }) {
                return comparator;
            }
        }
        self.comparator
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
