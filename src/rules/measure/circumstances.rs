//! Where, and whether as a target: what a number's clause, sentence and part of the report say beside it.

use super::super::{Context, Place, Time, nouns};
use super::Clause;
use crate::outline::Part;
use crate::text::Span;

/// Names of the country that are mostly part of a title: 全国文明村镇.
pub(super) const WHOLE: [&str; 3] = ["全国", "中国", "我国"];

/// A division that the words before the number begin with is the area the number holds for.
pub(super) fn place_of(context: &Context, clause: &Clause, number: Span) -> Place {
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
pub(super) fn target(context: &Context, clause: &Clause, time: &Time) -> bool {
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
            last.is_some_and(|to| to > year) || goal && last.is_some_and(|to| to >= year) || lead.contains("今年") && lead.contains("预期目标")
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
