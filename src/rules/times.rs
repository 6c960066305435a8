//! The words before a number → the period that it holds for: a year, a named plan, “the past five years”.

use super::measure::Clause;
use super::{Context, Time};
use crate::outline::{Part, date_before_year};

use crate::text::Span;

/// How far back words of time are looked for, in bytes.
const LEAD: usize = 450;

/// The period that the clause, else the sentence before the number, states; `carried` is that of a clause before.
pub(super) fn time_of(context: &Context, clause: &Clause, number: Span, carried: Option<&Time>) -> Time {
    let year = context.outline.metadata.report_year;
    let sentence = clause.sentence;
    let in_clause = context.tail(clause.span.start, number.start, LEAD);
    if let Some(time) = stated(context, in_clause, year) {
        return time;
    }
    if let Some(time) = carried {
        return time.clone();
    }
    let lead = context.tail(sentence.span.start, clause.span.start, LEAD);
    if let Some(time) = stated(context, lead, year) {
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
fn stated(context: &Context, text: &str, report_year: Option<i16>) -> Option<Time> {
    if let Some(time) = named_period(context, text) {
        return Some(time);
    }
    let at_year = text
        .char_indices()
        .rev()
        .find_map(|(at, _)| date_before_year(&text[at..]).map(|(y, n)| (at, y, n)));
    if let Some((at, year, length)) = at_year {
        let rest = &text[at + length..];
        // 比2010年: the base of a comparison is not the period.
        let is_base = text[..at].ends_with(['比', '较', '从', '由']) || rest.starts_with("以来");
        if !is_base {
            return Some(Time::Years {
                from: year,
                to: year,
                label: format!("{year}年"),
            });
        }
    }
    let year = report_year?;
    let single = |y: i16| {
        Some(Time::Years {
            from: y,
            to: y,
            label: format!("{y}年"),
        })
    };
    if text.contains("今年") || text.contains("本年") {
        return single(year);
    }
    if text.contains("去年") || text.contains("过去一年") {
        return single(year - 1);
    }
    if ["五年来", "过去五年", "五年累计", "五年间", "5年来"]
        .iter()
        .any(|w| text.contains(w))
    {
        return Some(Time::Years {
            from: year - 5,
            to: year - 1,
            label: format!("{}—{}年", year - 5, year - 1),
        });
    }
    None
}

/// “十三五”时期 and its like.
fn named_period(context: &Context, text: &str) -> Option<Time> {
    let open = text.rfind("“十").or_else(|| text.rfind("“九五"))?;
    let rest = &text[open..];
    let close = rest.find('”')? + '”'.len_utf8();
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
