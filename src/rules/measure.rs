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
use super::wording::{comparator, modality};
use super::{Aspect, Context, Evidence, Fact, Indication, Measure, Modality, Place, Rule, Time, lists, nouns};
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

/// How far before a number its noun is looked for, in bytes.
const NAME: usize = 120;

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
    let known: Vec<(Span, usize)> = context.words.indicators.find(text).collect();
    let places: Vec<Span> = context
        .names
        .iter()
        .filter(|m| m.name.division)
        .map(|m| m.span)
        .collect();
    for sentence in &context.outline.sentences {
        let numerals = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百千".contains(c);
        if sentence.part != Part::Front && text[sentence.span.range()].contains(numerals) {
            read_sentence(context, sentence, &known, &places, facts);
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

fn read_sentence(
    context: &Context,
    sentence: &Sentence,
    known: &[(Span, usize)],
    places: &[Span],
    facts: &mut Vec<Fact>,
) {
    let mut carried: Option<Carried> = None;
    for &span in &context.outline.clauses[sentence.clauses.clone()] {
        let text = context.slice(span);
        let begin = known.partition_point(|(s, _)| s.start < span.start);
        let length = known[begin..].partition_point(|(s, _)| s.start < span.end);
        let place = places.partition_point(|s| s.start < span.start);
        let place_end = place + places[place..].partition_point(|s| s.start < span.end);
        let clause = Clause {
            sentence,
            span,
            indicators: &known[begin..begin + length],
            places: &places[place..place_end],
            annual: text.contains("年均"),
            modality: modality(text),
        };
        let amounts = amounts(text, span.start, context.words);
        // A clause that names something new without a number ends what was carried.
        if amounts.is_empty() {
            if let Some((_, index)) = clause.indicators.last() {
                carried = Some(Carried {
                    indication: Indication::Known(*index),
                    place: Place::Reporting,
                    time: None,
                    level: None,
                });
            }
            continue;
        }
        if let Some(list) = lists::respective(context, &clause, &amounts) {
            // Names and numbers that do not pair say nothing: a wrong pair costs more than a missing one.
            for (indication, verb, amount) in list {
                let measure = one(context, &clause, verb, amount, Some(indication), &mut carried);
                facts.extend(measure.map(|m| Fact::Measure(Box::new(m))));
            }
            carried = None;
            continue;
        }
        let mut from = span.start;
        let mut given = None;
        for (at, amount) in amounts.iter().enumerate() {
            let bears = Span {
                start: from,
                end: amount.span.start,
            };
            let mut measure = one(context, &clause, bears, amount, given.take(), &mut carried);
            if let Some(next) = amounts.get(at + 1)
                && lists::leads_to(context, &clause, amount, next)
            {
                // 由A提高到B: A is the earlier value, B what it has become.
                given = measure.as_ref().map(|m| m.indicator.clone());
                measure = measure.and_then(|m| lists::earlier(context, &clause, amount, &m));
            }
            from = amount.span.end;
            facts.extend(measure.map(|m| Fact::Measure(Box::new(m))));
        }
    }
}

/// The measure of one amount. `gap` holds the words that bear on it, those before it or, in a list, before the first
/// amount; `given` is its indicator where that is told already.
fn one(
    context: &Context,
    clause: &Clause,
    gap: Span,
    amount: &Amount,
    given: Option<Indication>,
    carried: &mut Option<Carried>,
) -> Option<Measure> {
    let before = context.slice(gap);
    let adjoins = gap.end == amount.span.start;
    let change = change_before(before);
    let near = clause.indicators.iter().rev().find(|(s, _)| gap.holds(*s)).copied();
    let is_rate = amount.unit_kind == UnitKind::Rate;
    let verb = change.map(|(_, at, _)| &before[at..]);
    // 提高到50% states what was reached, 提高50% by how much it rose.
    let reached = verb.is_some_and(|v| v.contains('至') || v.contains('到'));
    let growth = change.is_some() && !reached;
    let place = place_of(context, amount.span, clause.places);
    let minted = || {
        let near = context.tail(clause.span.start, amount.span.start, NAME);
        let start = amount.span.start as usize - near.len();
        let window = &context.source.view.text[start..clause.span.end as usize];
        let unit = (amount.span.end as usize) - start;
        nouns::counted(window, near.len(), unit, amount.unit_kind == UnitKind::Count)
            .map(|(name, at)| (name, start + at))
    };
    // Between the indicator and its number, or the verb of change before that, only linking words may stand.
    let until = change.filter(|_| growth).map_or(amount.span.start, |(_, at, _)| {
        gap.start + u32::try_from(at).unwrap_or(0)
    });
    let near = near.filter(|(s, _)| {
        s.end <= until
            && nouns::links(context.slice(Span {
                start: s.end,
                end: until,
            }))
    });
    let (indication, start, rule, confidence) = match near {
        _ if given.is_some() => (given?, amount.span.start, LIST, 0.9),
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
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            (Indication::Minted(name), at.min(amount.span.start), COUNT, 0.7)
        }
    };
    let carried_time = carried.as_ref().and_then(|c| c.time.as_ref());
    let time = time_of(context, clause, amount.span, carried_time);
    let is_target = target(context, clause, &time);
    // 新增, 净增 before what is counted: the amount is a change. 涨幅 names a rate of change itself.
    let added = !is_rate
        && ["新增", "净增", "净流入"]
            .iter()
            .any(|w| context.tail(clause.span.start, start, 12).ends_with(w));
    let names_change = matches!(&indication, Indication::Known(index) if is_rate
        && ["涨幅", "增速", "增幅", "增长率"].iter().any(|w| context.words.indicators.get(*index).label.ends_with(w)));
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
    let words_start = change
        .filter(|_| growth && adjoins)
        .map_or(amount.span.start, |(_, at, _)| {
            gap.start + u32::try_from(at).unwrap_or(0)
        });
    let words = Span {
        start: words_start,
        end,
    };
    let aspect = match (growth || added || names_change, is_rate) {
        (true, _) => Aspect::Growth,
        (false, true) => Aspect::Share,
        _ => Aspect::Level,
    };
    let annual_average = before.contains("年均") || (growth && clause.annual);
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
        comparator: comparator(amount, before),
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
        modality: clause.modality.filter(|_| is_target),
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
fn place_of(context: &Context, number: Span, places: &[Span]) -> Place {
    let before = places.partition_point(|p| p.end <= number.start);
    places[..before]
        .last()
        .map_or(Place::Reporting, |p| Place::Named(context.slice(*p).to_owned()))
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
