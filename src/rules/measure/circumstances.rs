//! Where, and whether as a target: what a number's clause, sentence and part of the report say beside it.

use super::super::numbers::Amount;
use super::super::{Context, Place, Time, nouns};
use super::Clause;
use crate::lexicon::UnitKind;
use crate::outline::Part;
use crate::text::Span;

/// Names of the country that are mostly part of a title: 全国文明村镇.
pub(super) const WHOLE: [&str; 3] = ["全国", "中国", "我国"];

/// What makes the name of a zone, a road or an event of that of a division.
pub(super) const ZONES: [&str; 14] = [
    "经", "高新", "开发", "新区", "站", "港", "机场", "大道", "路", "至", "—", "、", "亚运", "世",
];

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
        // 庐江矾矿等29个废弃矿山: one of what is counted, not where.
        let zone = ZONES.iter().any(|word| after.starts_with(word)) || after.ends_with('等');
        !WHOLE.contains(&name) && nouns::is_bare(before) && !zone
    };
    let place = clause.places.iter().find(opens);
    place.map_or(Place::Reporting, |p| Place::Named(context.slice(*p).to_owned()))
}

/// What a work is where it is done, and where it is not yet.
const DONE: [&str; 12] = [
    "建成",
    "投用",
    "竣工",
    "投入使用",
    "通车",
    "完工",
    "运营",
    "投产",
    "达产",
    "启用",
    "落成",
    "并网",
];
const NOT_YET: [&str; 18] = [
    "启动",
    "开工",
    "前期",
    "推进",
    "加快",
    "正在",
    "进展",
    "核准",
    "具备",
    "进场",
    "规划",
    "签约",
    "在建",
    "实施",
    "奠基",
    "谋划",
    "加紧",
    "顺利进行",
];

/// Whether a number tells the size of a work that is not done yet: 投资1.4亿元的西出口道路工程进展顺利.
fn of_unfinished(context: &Context, clause: &Clause, amount: &Amount) -> bool {
    let rest = context.slice(Span {
        start: amount.end_with_suffix,
        end: clause.sentence.span.end,
    });
    let work = rest.split(['，', '；', '。', '、', '：']).next().unwrap_or_default();
    let sized = match amount.unit_kind {
        UnitKind::Currency => rest.starts_with('的'),
        UnitKind::Measure => ["项目", "工程", "基地", "航道"].iter().any(|end| work.contains(end)),
        _ => false,
    };
    let near: String = rest
        .split(['；', '。'])
        .next()
        .unwrap_or_default()
        .chars()
        .take(60)
        .collect();
    let before = context.tail(clause.sentence.span.start, amount.span.start, 240);
    let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    sized && !says(&near, &DONE) && (says(&near, &NOT_YET) || says(before, &NOT_YET[..3]))
}

/// Whether the number is something to be reached.
pub(super) fn target(context: &Context, clause: &Clause, amount: &Amount, time: &Time) -> bool {
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
            let work = matches!(time, Time::OfPart) || last.is_some_and(|to| to < year);
            last.is_some_and(|to| to > year)
                || work && of_unfinished(context, clause, amount)
                || goal && last.is_some_and(|to| to >= year)
                || lead.contains("今年") && lead.contains("预期目标")
        }
        Part::Notes => goal || last.is_some_and(|to| to >= year) || lead.contains("重点培育"),
        // What was handled stands in the part on the government's own work as well.
        Part::OwnWork => {
            last.is_none_or(|to| to >= year)
                && !["办理", "办结", "受理", "答复", "满意率"]
                    .iter()
                    .any(|w| lead.contains(w))
        }
        Part::FiveYearGoals | Part::YearTasks | Part::Table => {
            let before = context.tail(clause.span.start, amount.span.start, 120);
            let there = ["已经", "已有", "现有", "现已", "目前已"]
                .iter()
                .any(|word| before.contains(word));
            last.is_none_or(|to| to >= year) && !there
        }
    }
}
