//! The words before a number → the period that it holds for: a year, a named plan, “the past five years”.

use super::{Context, Time};
use crate::outline::{Part, Sentence, date_before_year};
use crate::text::Span;

/// The period that the clause, else the sentence before the number, states; `carried` is that of a clause before.
pub(super) fn time_of(
    context: &Context,
    sentence: &Sentence,
    clause: Span,
    number: Span,
    carried: Option<&Time>,
) -> Time {
    let year = context.outline.metadata.report_year;
    let in_clause = &context.source.view.text[clause.start as usize..number.start as usize];
    if let Some(time) = stated(context, in_clause, year) {
        return time;
    }
    if let Some(time) = carried {
        return time.clone();
    }
    let lead = &context.source.view.text[sentence.span.start as usize..clause.start as usize];
    if let Some(time) = stated(context, lead, year) {
        return time;
    }
    // 二、“十四五”时期奋斗目标: the heading's period.
    if sentence.part == Part::FiveYearGoals {
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
