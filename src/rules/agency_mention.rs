//! # What it reads
//! Public bodies in running text: a department after the area or level it serves (市教育局, 柳州市人民政府), party
//! committees and governments by level (市委、市政府, 自治区党委), ministries.
//!
//! # Example
//! `请市政协委员和列席会议的同志提出意见` → 市政协
//!
//! # What it writes
//! A mention of the body under the words that stand.
//!
//! # What it leaves alone
//! Departments without a level (教育部门), 市委员会-like words cut out of longer ones, rows of tables, which have a rule of
//! their own.

use super::{Agent, Context, Evidence, Fact, Rule};
use crate::lexicon::BodyKind;
use crate::outline::Form;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    id: "agency-mention",
    reads: "public bodies with their area or level",
    read,
};

const LEVELS: [&str; 8] = ["自治区", "省", "市", "县", "区", "州", "旗", "盟"];

/// Bodies of a level that are written without a department's name.
const SHORT: [&str; 9] = [
    "委",
    "政府",
    "人民政府",
    "人大",
    "政协",
    "人大常委会",
    "纪委",
    "党委",
    "政府办公室",
];

/// What may follow 委 when it ends a name.
const AFTER_COMMITTEE: [char; 14] = [
    '、', '，', '。', '；', '（', '）', '的', '坚', '正', '领', '八', '九', '十', '和',
];

fn read(context: &Context, facts: &mut Vec<Fact>) {
    let text = &context.source.view.text;
    let in_row = |span: Span| {
        context
            .outline
            .sentence_at(span.start)
            .is_some_and(|s| context.outline.paragraphs[context.outline.sentences[s].paragraph].form == Form::Row)
    };
    let mut previous = Span::default();
    let mut previous_is_division = false;
    for mention in &context.names {
        let span = mention.span;
        let form = context.slice(span);
        if mention.name.department {
            let area_before = previous_is_division && previous.end == span.start;
            let before = &text[..span.start as usize];
            let level = LEVELS.iter().find(|l| before.ends_with(**l)).filter(|_| !area_before);
            let start = match (area_before, level) {
                (true, _) => Some(previous.start as usize),
                (false, Some(level)) if is_level_alone(before, level) => Some(span.start as usize - level.len()),
                _ if form.starts_with('各') && form.ends_with("政府") => Some(span.start as usize),
                _ => national(context, form, before).then_some(span.start as usize),
            };
            if let Some(start) = start {
                let whole = Span::new(start, span.end as usize);
                let after = &text[span.end as usize..];
                if !cut_short(form, after) && !in_row(whole) {
                    push(facts, context, whole, 0.95);
                }
            }
        }
        (previous, previous_is_division) = (span, mention.name.division);
    }
    for level in LEVELS {
        short_bodies(context, level, facts, &in_row);
    }
}

/// 市 before a department is a level of its own when no name ends with it: after 全, 我, 本, 、 or a clause's border.
fn is_level_alone(before: &str, level: &str) -> bool {
    let head = &before[..before.len() - level.len()];
    match head.chars().next_back() {
        None => true,
        Some(c) => !matches!(
            c,
            '城' | '小' | '园' | '新' | '老' | '山' | '片' | '街' | '辖' | '各' | '超' | '菜' | '楼' | '股' | '夜'
        ),
    }
}

/// Ministries and bodies of the centre, which need no level.
fn national(context: &Context, form: &str, before: &str) -> bool {
    let full = form.chars().count() >= 3
        && (form.starts_with("国家")
            || form.starts_with("国务院")
            || form.starts_with("中共中央")
            || form.starts_with("中央")
            || form.starts_with("全国")
            || form.starts_with("最高"));
    let ministry = form.ends_with('部')
        && form.chars().count() >= 3
        && context
            .words
            .departments
            .get(form)
            .is_some_and(|d| d.kind == BodyKind::Government)
        && !before.ends_with(['委', '党']);
    full || ministry || form == "国务院" || form == "党中央"
}

/// 市教育局 inside 市教育局长 or a 委 inside 委员 is no body.
fn cut_short(form: &str, after: &str) -> bool {
    let next = after.chars().next().unwrap_or('。');
    match form.chars().next_back() {
        Some('委') => matches!(next, '员' | '托' | '派' | '会'),
        Some('局') => matches!(next, '长' | '面' | '部'),
        Some('部') => matches!(next, '门' | '署' | '长' | '级' | '队' | '分'),
        Some('府') => next == '采',
        _ => false,
    }
}

fn short_bodies(context: &Context, level: &str, facts: &mut Vec<Fact>, in_row: &dyn Fn(Span) -> bool) {
    let text = &context.source.view.text;
    for (at, _) in text.match_indices(level) {
        let rest = &text[at + level.len()..];
        let Some(body) = SHORT.iter().filter(|s| rest.starts_with(**s)).max_by_key(|s| s.len()) else {
            continue;
        };
        let after = &rest[body.len()..];
        let next = after.chars().next().unwrap_or('。');
        let ends = match *body {
            "委" => AFTER_COMMITTEE.contains(&next),
            "人大" | "政协" => next != '会',
            _ => true,
        };
        let before = &text[..at];
        let inside = level == "区" && before.ends_with("自治");
        let known = context.names.binary_search_by(|m| {
            if m.span.end as usize <= at {
                std::cmp::Ordering::Less
            } else if m.span.start as usize > at {
                std::cmp::Ordering::Greater
            } else {
                std::cmp::Ordering::Equal
            }
        });
        // A name ends with this 市: the pass over names has it, or it is 柳州市委, whose name counts.
        let start = match known {
            Ok(found) => {
                let span = context.names[found].span;
                if !context.names[found].name.division || span.end as usize != at + level.len() {
                    continue;
                }
                span.start as usize
            }
            Err(_) if !inside && is_level_alone(&text[..at + level.len()], level) => at,
            Err(_) => continue,
        };
        let span = Span::new(start, at + level.len() + body.len());
        if ends
            && !in_row(span)
            && !facts
                .iter()
                .rev()
                .take(4000)
                .any(|f| matches!(f, Fact::Agency(_, e) if e.span.touches(span)))
        {
            push(facts, context, span, 0.93);
        }
    }
}

/// 各县、区人民政府 is one group: the start of its 各, when only kinds of areas stand between.
fn group_start(before: &str) -> Option<usize> {
    let kinds = |c: char| "省市县区州旗盟级镇乡、（）城".contains(c);
    let head = before.trim_end_matches(kinds);
    head.ends_with('各').then(|| head.len() - '各'.len_utf8())
}

fn push(facts: &mut Vec<Fact>, context: &Context, span: Span, confidence: f32) {
    let near = context.tail(0, span.start, 60);
    let before = span.start as usize - near.len();
    let start = group_start(near).map_or(span.start as usize, |at| before + at);
    let span = Span::new(start, span.end as usize);
    let agent = Agent {
        name: context.slice(span).to_owned(),
        span,
    };
    facts.push(Fact::Agency(
        agent,
        Evidence {
            span,
            rule: RULE.id,
            confidence,
        },
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{reads, refuses};

    #[test]
    fn bodies_with_their_level() {
        reads(
            &RULE,
            "请市教育局和柳州市公安局落实。",
            &["agency 市教育局", "agency 柳州市公安局"],
        );
        reads(
            &RULE,
            "全面落实自治区党委、政府和市委的部署。",
            &["agency 自治区党委", "agency 市委"],
        );
    }

    #[test]
    fn groups_are_one_body() {
        reads(
            &RULE,
            "各县、区人民政府，柳州市人民政府：",
            &["agency 各县、区人民政府", "agency 柳州市人民政府"],
        );
    }

    #[test]
    fn words_that_only_look_like_bodies() {
        refuses(&RULE, "城市公园和社区卫生服务进一步完善，教育部门加强管理。");
        refuses(&RULE, "委员们提出意见，局面一片大好。");
    }
}
