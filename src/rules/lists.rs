//! Numbers that belong together: 分别 lists, whose names and numbers pair in order, and 由A提高到B.

use super::measure::Clause;
use super::numbers::Amount;
use super::{Aspect, Context, Indication, Measure, Time, nouns};
use crate::outline::date_before_year;
use crate::text::Span;

/// The pairs of a clause with 分别: indicator, the words before the first number, amount. An empty list where names and numbers do
/// not pair; `None` where the clause is no such list.
pub(super) fn respective<'a>(
    context: &Context,
    clause: &Clause,
    amounts: &'a [Amount],
) -> Option<Vec<(Indication, Span, &'a Amount)>> {
    let text = context.slice(clause.span);
    let marker = text.find("分别")?;
    let after = clause.span.start + u32::try_from(marker).ok()?;
    let numbers: Vec<&Amount> = amounts.iter().filter(|a| a.span.start > after).collect();
    if numbers.len() < 2 {
        return None;
    }
    // Before the marker: 城镇、农村居民人均可支配收入 (年均).
    let mut head = &text[..marker];
    while let Some(rest) = ["年均", "同比", "比上年", "较上年", "实际", "预计", "将"]
        .iter()
        .find_map(|w| head.strip_suffix(w))
    {
        head = rest;
    }
    let lead = head
        .rfind(['：', '）', '。'])
        .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let items: Vec<&str> = head[lead..].split(['、', '和', '与', '及']).collect();
    if items.len() != numbers.len() {
        return Some(Vec::new());
    }
    let last = items.last().copied().unwrap_or_default();
    // The verb before the first number is that of all.
    let verb = Span {
        start: after + u32::try_from("分别".len()).ok()?,
        end: numbers.first()?.span.start,
    };
    let mut pairs = Vec::with_capacity(items.len());
    for (item, amount) in items.iter().zip(&numbers) {
        let Some(indication) = named(context, item, last) else {
            return Some(Vec::new());
        };
        pairs.push((indication, verb, *amount));
    }
    Some(pairs)
}

/// The indicator of an item; what the last item says for all is filled in (城镇 + 居民人均可支配收入).
fn named(context: &Context, item: &str, last: &str) -> Option<Indication> {
    let indicators = &context.words.indicators;
    let item = item.trim_start_matches(['全', '市', '县', '省', '区', '其', '中']);
    if let Some(index) = indicators.named(item) {
        return Some(Indication::Known(index));
    }
    let shared = last
        .char_indices()
        .skip(1)
        .find_map(|(at, _)| indicators.named(&format!("{item}{}", &last[at..])));
    if let Some(index) = shared.filter(|_| item != last) {
        return Some(Indication::Known(index));
    }
    let ending = item
        .char_indices()
        .skip(1)
        .find_map(|(at, _)| indicators.named(&item[at..]).filter(|_| item.len() - at >= 12));
    if let Some(index) = ending {
        return Some(Indication::Known(index));
    }
    nouns::fits(item).then(|| Indication::Minted(item.to_owned()))
}

/// Verbs between the two values of 由A提高到B.
const BECAME: [&str; 20] = [
    "增加", "提高", "提升", "上升", "下降", "减少", "降低", "降", "扩大", "增长", "发展", "跃升", "调整", "压减",
    "回落", "提", "增", "缩短", "压缩", "上调",
];

/// Whether `next` is what `amount` has become: 由A提高到B.
pub(super) fn leads_to(context: &Context, clause: &Clause, amount: &Amount, next: &Amount) -> bool {
    let from = amount.end_with_suffix.max(amount.span.end);
    let between = context.tail(from, next.span.start, 60);
    let between = between.trim_end_matches(['的', '了', '约', '近']);
    let verb = ["到", "至", "为"]
        .iter()
        .find_map(|w| between.strip_suffix(w))
        .map(|v| v.trim_start_matches(['，', '、']));
    let verb = verb.is_some_and(|v| BECAME.contains(&v) || v.is_empty() && between.ends_with('到'));
    verb && opening(context, clause, amount).is_some()
}

/// What stands between 由 or 从 and the first value: 2010年的.
fn opening<'a>(context: &Context<'a>, clause: &Clause, amount: &Amount) -> Option<&'a str> {
    let before = context.tail(clause.span.start, amount.span.start, 60);
    let at = before.rfind(['由', '从'])?;
    Some(&before[at + '由'.len_utf8()..])
}

/// The measure of A in 由A提高到B, at its own time where one is stated.
pub(super) fn earlier(context: &Context, clause: &Clause, amount: &Amount, measure: &Measure) -> Option<Measure> {
    let stated = opening(context, clause, amount)?;
    let year = stated
        .char_indices()
        .find_map(|(at, _)| date_before_year(&stated[at..]))
        .map(|(year, _)| year);
    let time = year.map_or(Time::Unstated, |year| Time::Years {
        from: year,
        to: year,
        label: format!("{year}年"),
    });
    Some(Measure {
        aspect: Aspect::ChangeFrom,
        time,
        target: false,
        modality: None,
        annual_average: false,
        change_of: None,
        ..measure.clone()
    })
}
