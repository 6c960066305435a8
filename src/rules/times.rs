//! The words before a number → the period that it holds for: a year, a named plan, “the past five years”.

use super::measure::Clause;
use super::{Context, Time};
use crate::outline::{Part, date_before_year};
use crate::text::Span;

/// How far back words of time are looked for, in bytes.
const LEAD: usize = 450;

/// Words that begin a look back on several years, and those that end it.
const LOOK_BACK: [&str; 9] = [
    "五年来",
    "过去五年",
    "过去的五年",
    "五年的工作",
    "五年的政府工作",
    "这五年",
    "五年间",
    "5年来",
    "成就的五年",
];
const ONE_YEAR: [&str; 6] = ["过去一年", "一年来", "过去的一年", "去年", "刚刚过去的", "这一年"];

/// For each sentence of a review the years that it looks back on, where they are several: 五年来, “十三五”时期.
pub(super) fn looks_back(context: &Context) -> Vec<Option<Time>> {
    let outline = context.outline;
    let mut now: Option<Time> = None;
    let mut heading = None;
    // Whether the part speaks of several years as a whole.
    let mut whole = false;
    let mut out = Vec::with_capacity(outline.sentences.len());
    for sentence in &outline.sentences {
        if sentence.part != Part::Review {
            out.push(None);
            continue;
        }
        let above = outline.paragraphs[sentence.paragraph].heading;
        if above != heading {
            heading = above;
            let text = above.map_or("", |at| context.slice(outline.paragraphs[at].span));
            let of_heading = several_years(context, text).filter(|_| date_in(text).is_none());
            whole = of_heading.is_some();
            now = of_heading.or(now);
        }
        let text = context.slice(sentence.span);
        let head: String = text.chars().take(14).collect();
        let one_year = ONE_YEAR.iter().any(|word| head.contains(word));
        let year_before = date_in(&head).is_some_and(|found| Some(found + 1) == outline.metadata.report_year);
        let several = several_years(context, text);
        // In a part on several years a sentence on one of them is only that; so is one amid a paragraph.
        let opens = outline.paragraphs[sentence.paragraph].span.start == sentence.span.start;
        if several.is_none() && (whole && one_year || year_before && (whole || !opens)) {
            out.push(None);
            continue;
        }
        // １９９２年…，五年平均增长: one year in a look back on five.
        let ends = (one_year || year_before) && five_years(text).is_none();
        now = several.or(now.filter(|_| !ends));
        out.push(now.clone());
    }
    out
}

/// The first year that a text names.
fn date_in(text: &str) -> Option<i16> {
    dates(text).next().map(|(_, year, _)| year)
}

/// The years that a text names, each with its place and length.
fn dates(text: &str) -> impl DoubleEndedIterator<Item = (usize, i16, usize)> {
    text.match_indices('年').filter_map(|(mark, _)| {
        let (at, _) = text[..mark].char_indices().rev().nth(3)?;
        date_before_year(&text[at..]).map(|(year, length)| (at, year, length))
    })
}

/// A look back on several years in a text.
fn several_years(context: &Context, text: &str) -> Option<Time> {
    let year = context.outline.metadata.report_year?;
    // 增幅创5年来新高 is no look back.
    let looks = LOOK_BACK.iter().any(|word| {
        text.find(word)
            .is_some_and(|at| !text[..at].ends_with(|c: char| c.is_ascii_digit() || "创近十".contains(c)))
    });
    if looks {
        return Some(years(year - 5, year - 1));
    }
    let time = named_period(context, text)?;
    let past = matches!(&time, Time::Years { to, .. } if *to < year);
    let spoken = ["时期", "期间", "五年", "收官", "圆满"]
        .iter()
        .any(|word| text.contains(word));
    (past && spoken).then_some(time)
}

/// The years from one to another.
pub(super) fn years(from: i16, to: i16) -> Time {
    let label = if from == to {
        format!("{from}年")
    } else {
        format!("{from}—{to}年")
    };
    Time::Years { from, to, label }
}

/// The period of a number in a look back on several years: what flows is that of all years, what stands of the last.
pub(super) fn within(time: &Time, flows: bool) -> Time {
    match time {
        Time::Years { from, to, .. } if from != to && !flows => years(*to, *to),
        other => other.clone(),
    }
}

/// The years of the part of goals for several years, where nothing else tells them.
pub(super) fn goal_years(context: &Context) -> Option<Time> {
    context.outline.metadata.report_year.map(|year| years(year, year + 4))
}

/// The period that the clause, else the sentence before the number, states; `carried` is that of a clause before.
pub(super) fn time_of(context: &Context, clause: &Clause, number: Span, carried: Option<&Time>) -> Time {
    let year = context.outline.metadata.report_year;
    let sentence = clause.sentence;
    let in_clause = context.tail(clause.span.start, number.start, LEAD);
    if let Some(time) = stated(context, in_clause, year, sentence.part) {
        return time;
    }
    if let Some(time) = carried {
        return time.clone();
    }
    let lead = context.tail(sentence.span.start, clause.span.start, LEAD);
    if let Some(time) = stated(context, lead, year, sentence.part) {
        return time;
    }
    // 二、“十四五”时期奋斗目标: the heading's period, in a review for what is summed or averaged over it.
    let over_years = clause.annual || context.slice(clause.span).contains("累计");
    if sentence.part == Part::FiveYearGoals || (sentence.part == Part::Review && over_years) {
        let heading = context.outline.paragraphs[sentence.paragraph].heading;
        let heading = heading
            .map(|at| context.slice(context.outline.paragraphs[at].span))
            .unwrap_or_default();
        if let Some(time) = named_period(context, heading) {
            return time;
        }
    }
    Time::OfPart
}

/// The period that words state, alone or with the year of the report.
fn stated(context: &Context, text: &str, report_year: Option<i16>, clause_part: Part) -> Option<Time> {
    if let Some(time) = named_period(context, text) {
        return Some(time);
    }
    // The last year that is no base of a comparison (比2010年, 从2015年, 同1987年相比, 恢复到2019年的).
    let at_year = dates(text).rev().find(|(at, _, length)| {
        let (before, after) = (
            text[..*at].trim_end(),
            text[at + length..].trim_start_matches(['末', '底', '的', '初']),
        );
        let digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九〇○零".contains(c);
        let compared =
            before.ends_with(['同', '与', '和', '跟']) && (after.starts_with("相比") || after.starts_with('比'));
        let of_base = after.is_empty() && ["恢复到", "恢复至", "相当于"].iter().any(|word| before.ends_with(word));
        let since = after
            .find("以来")
            .is_some_and(|at| after[..at].chars().count() <= 8 && !after[..at].contains('，'));
        !before.ends_with(|c: char| digit(c) || "比较从由是为".contains(c)) && !compared && !of_base && !since
    });
    if let Some((_, year, _)) = at_year {
        return Some(years(year, year));
    }
    let year = report_year?;
    if text.contains("今年") || text.contains("本年") {
        return Some(years(year, year));
    }
    if text.contains("去年") || text.contains("过去一年") {
        return Some(years(year - 1, year - 1));
    }
    let coming = ["今后五年", "未来五年", "今后5年", "未来5年"]
        .iter()
        .any(|word| text.contains(word));
    match (clause_part, five_years(text)) {
        (Part::Review, Some(_)) => Some(years(year - 5, year - 1)),
        (Part::YearTasks | Part::FiveYearGoals, five) if coming || five.is_some() => Some(years(year, year + 4)),
        _ => None,
    }
}

/// Where a text speaks of the five years at hand: not of a plan of five years, nor of the first or next five.
fn five_years(text: &str) -> Option<usize> {
    let (at, length) = text
        .rfind("五年")
        .map(|at| (at, "五年".len()))
        .or_else(|| text.rfind("5年来").map(|at| (at, "5年".len())))?;
    let rest = &text[at + length..];
    let plan = ["规划", "计划", "目标", "前", "内", "制", "后", "级"]
        .iter()
        .any(|word| rest.starts_with(word));
    let other = [
        "十",
        "未来",
        "今后",
        "下",
        "前",
        "第",
        "后",
        "接下来",
        "比",
        "较",
        "上个",
        "上",
        "“",
        "个",
        "二",
        "三",
        "近",
        "连续",
        "创",
    ];
    (!plan && !other.iter().any(|word| text[..at].ends_with(word))).then_some(at)
}

/// “十三五”时期 and its like.
fn named_period(context: &Context, text: &str) -> Option<Time> {
    let open = text.rfind("“十").or_else(|| text.rfind("“九五"))?;
    let rest = &text[open..];
    let close = rest.find('”')? + '”'.len_utf8();
    // 是“十二五”时期的1.61倍: the base of a comparison.
    if text[..open].ends_with(['是', '比', '较', '由', '从', '为']) {
        return None;
    }
    let (label, from, to) = context.words.periods.get(&rest[..close])?;
    if ["末", "初", "以来", "规划"]
        .iter()
        .any(|w| rest[close..].starts_with(w))
    {
        return None;
    }
    Some(Time::Years {
        from,
        to,
        label: label.to_owned(),
    })
}
