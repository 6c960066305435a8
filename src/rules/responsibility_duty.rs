//! # What it reads
//! Units whose duty is said by a verb, in brackets or at the end of a paragraph: [市教育局牵头，市财政局等按职责分工负责].
//!
//! # Example
//! `（国家发展改革委、工业和信息化部牵头，各有关部门配合）`
//!
//! # What it writes
//! An assignment for each unit: 牵头 leads, 负责 answers (a single unit that 负责 leads), 配合 参与 cooperates, 督导 督促
//! supervises.
//!
//! # What it leaves alone
//! Verbs without units (加强组织领导，落实责任); brackets in which not every name is a unit's.

use super::{Agent, Assignment, Context, Evidence, Fact, Role, Rule, phrases, tasks};
use crate::outline::Form;
use crate::text::Span;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) const RULE: Rule = Rule {
    id: "responsibility-duty",
    reads: "units before 牵头, 负责, 配合, 督导 in brackets",
    read,
};

/// How a duty is shared: 按职责分工负责, 按照职能分工落实推进, 依职责分别负责.
static SHARED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        "(?:按照?|依照?|依据|根据)(?:各自)?(?:职责|职能|责任)(?:分工)?(?:分别|共同)?(?:负责|落实|推进)(?:落实|推进)?",
    )
    .ok()
});

/// What closes the list of units of a role.
const DUTIES: [(&str, Duty); 18] = [
    ("分工负责", Duty::Shared),
    ("分别负责", Duty::Shared),
    ("共同负责", Duty::Shared),
    ("分头落实", Duty::Shared),
    ("具体实施", Duty::Shared),
    ("牵头负责", Duty::Lead),
    ("牵头组织实施", Duty::Lead),
    ("牵头落实", Duty::Lead),
    ("牵头", Duty::Lead),
    ("负责落实", Duty::Alone),
    ("负责", Duty::Alone),
    ("配合", Duty::Cooperating),
    ("参与", Duty::Cooperating),
    ("参加", Duty::Cooperating),
    ("协助", Duty::Cooperating),
    ("督促指导", Duty::Supervising),
    ("督导", Duty::Supervising),
    ("督办", Duty::Supervising),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Duty {
    Lead,
    Shared,
    Alone,
    Cooperating,
    Supervising,
}

fn read(context: &Context, facts: &mut Vec<Fact>) {
    for paragraph in context.outline.paragraphs.iter().filter(|p| p.form != Form::Row) {
        let line = context.slice(paragraph.span);
        if !(line.contains("负责") || line.contains("牵头") || line.contains("职责") || line.contains("职能")) {
            continue;
        }
        let mut previous_end = None;
        for (inner, opens, closes) in stretches(line, paragraph.span) {
            let Some(units) = duties(context, inner) else { continue };
            let task = tasks::task_before(context, opens, previous_end);
            previous_end = Some(closes);
            let Some(task) = task else { continue };
            for (role, agents) in units {
                for (position, agent) in (1..).zip(agents) {
                    let evidence = Evidence {
                        span: agent.span,
                        rule: RULE.id,
                        confidence: 0.93,
                    };
                    facts.push(Fact::Assignment(Assignment {
                        task: task.clone(),
                        agent,
                        role,
                        position,
                        deadline: None,
                        evidence,
                    }));
                }
            }
        }
    }
}

/// The insides of brackets that end in a duty, and last sentences that are nothing but units and their duty.
fn stretches(line: &str, span: Span) -> Vec<(Span, u32, u32)> {
    let mut out = Vec::new();
    let offset = |n: usize| span.start + u32::try_from(n).unwrap_or(0);
    for (at, open) in line.match_indices(['（', '[', '［', '【', '〔']) {
        let inner = at + open.len();
        let mut depth = 1;
        let close = line[inner..].char_indices().take(400).find(|(_, c)| {
            match c {
                '（' | '[' | '［' | '【' | '〔' => depth += 1,
                '）' | ']' | '］' | '】' | '〕' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let Some((length, c)) = close else { continue };
        let body = &line[inner..inner + length];
        if body.contains('：') || !ends_in_duty(body) {
            continue;
        }
        out.push((
            Span::new(inner, inner + length).shift(span.start),
            offset(at),
            offset(inner + length + c.len_utf8()),
        ));
    }
    // A sentence of its own: 各地、各有关部门按照职责分工落实推进.
    let mut from = 0;
    for sentence in line.split_inclusive('。') {
        let body = sentence.trim_end_matches('。');
        if (body.contains("职责") || body.contains("职能"))
            && body.chars().count() <= 80
            && ends_in_duty(body)
            && !body.contains(['（', '[', '［'])
        {
            out.push((
                Span::new(from, from + body.len()).shift(span.start),
                offset(from),
                offset(from + sentence.len()),
            ));
        }
        from += sentence.len();
    }
    out
}

fn ends_in_duty(body: &str) -> bool {
    let body = body.trim_end_matches(['。', '；', '，']);
    let mut shared = SHARED.iter().flat_map(|pattern| pattern.find_iter(body));
    DUTIES.iter().any(|(cue, _)| body.ends_with(cue)) || shared.any(|found| found.end() == body.len())
}

/// The lists before each duty; nothing unless every name is a unit's.
fn duties(context: &Context, inner: Span) -> Option<Vec<(Role, Vec<Agent>)>> {
    let text = context.slice(inner);
    let mut lists: Vec<(Duty, Vec<Agent>)> = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let rest = &text[from..];
        let fixed = DUTIES
            .iter()
            .flat_map(|(cue, duty)| rest.match_indices(cue).map(|(at, cue)| (at..at + cue.len(), *duty)));
        let shared = SHARED.iter().flat_map(|pattern| pattern.find_iter(rest));
        let (words, duty) = fixed
            .chain(shared.map(|found| (found.range(), Duty::Shared)))
            .filter(|(words, _)| closes(rest, words))
            .min_by_key(|(words, _)| (words.start, std::cmp::Reverse(words.end)))?;
        let at = from + words.start;
        let list = text[from..at].trim_start_matches(['，', '；', '、', '由', '。', ' ']);
        let list_from = at - list.len();
        let list = list.trim_end_matches(['，', '等']);
        let agents = phrases::units(
            list,
            inner.start + u32::try_from(list_from).unwrap_or(0),
            context.words,
            true,
        )?;
        lists.push((duty, agents));
        from += words.end;
        if text[from..].trim_matches(['。', '；', '，', ' ']).is_empty() {
            break;
        }
    }
    let led = lists.iter().any(|(duty, _)| *duty == Duty::Lead);
    let roles = lists
        .into_iter()
        .map(|(duty, agents)| {
            let role = match duty {
                Duty::Lead => Role::Lead,
                Duty::Alone if !led && agents.len() == 1 => Role::Lead,
                Duty::Alone | Duty::Shared => Role::Responsible,
                Duty::Cooperating => Role::Cooperating,
                Duty::Supervising => Role::Supervising,
            };
            (role, agents)
        })
        .collect::<Vec<_>>();
    (!roles.is_empty()).then_some(roles)
}

/// Whether a duty's words close a list: before ， ； 。 or the end.
fn closes(text: &str, words: &Range<usize>) -> bool {
    let after = &text[words.end..];
    words.start > 0 && (after.is_empty() || after.starts_with(['，', '；', '。']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{reads, refuses};

    #[test]
    fn leads_and_shared_duties() {
        reads(
            &RULE,
            "推进义务教育优质均衡发展。[市教育局牵头，市财政局等按职责分工负责]",
            &[
                "推进义务教育优质均衡发展 —Lead 1→ 市教育局",
                "推进义务教育优质均衡发展 —Responsible 1→ 市财政局",
            ],
        );
        reads(
            &RULE,
            "1.优化布局，统筹推进。（发展改革委、工业和信息化部按职责分工负责）",
            &[
                "优化布局 —Responsible 1→ 发展改革委",
                "优化布局 —Responsible 2→ 工业和信息化部",
            ],
        );
    }

    #[test]
    fn shared_duties_have_many_wordings() {
        reads(
            &RULE,
            "2.融合对接。（中央网信办牵头，各地区、各部门按职能分工负责）",
            &[
                "融合对接 —Lead 1→ 中央网信办",
                "融合对接 —Responsible 1→ 各地区",
                "融合对接 —Responsible 2→ 各部门",
            ],
        );
        reads(
            &RULE,
            "按规定落实优惠政策，支持企业上云（含中小企业），降低成本。（各地区按照职责分别负责）",
            &["支持企业上云（含中小企业） —Responsible 1→ 各地区"],
        );
    }

    #[test]
    fn collectives_take_part() {
        reads(
            &RULE,
            "推广应用。（国家能源局牵头，各地区负责）",
            &["推广应用 —Lead 1→ 国家能源局", "推广应用 —Responsible 1→ 各地区"],
        );
    }

    #[test]
    fn one_unit_that_answers_alone_leads() {
        reads(
            &RULE,
            "建设数据平台。（省大数据局负责）",
            &["建设数据平台 —Lead 1→ 省大数据局"],
        );
        reads(
            &RULE,
            "建设数据平台。（省大数据局、省财政厅负责）",
            &[
                "建设数据平台 —Responsible 1→ 省大数据局",
                "建设数据平台 —Responsible 2→ 省财政厅",
            ],
        );
    }

    #[test]
    fn cooperation() {
        reads(
            &RULE,
            "治理水环境（市生态环境局牵头，市水利局、市农业农村局配合）。",
            &[
                "治理水环境 —Lead 1→ 市生态环境局",
                "治理水环境 —Cooperating 1→ 市水利局",
                "治理水环境 —Cooperating 2→ 市农业农村局",
            ],
        );
    }

    #[test]
    fn phrases_without_units_are_left_alone() {
        refuses(&RULE, "落实责任（主要领导亲自负责），加强统筹。");
        refuses(&RULE, "我们坚持对人民负责，由市政府统筹，各方积极参与。");
        refuses(&RULE, "完善党委领导、政府负责、社会协同、公众参与的体制。");
    }
}
