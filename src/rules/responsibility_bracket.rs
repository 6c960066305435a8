//! # What it reads
//! Units named after 牵头单位：, 责任单位：, 配合单位：, 督导单位： in brackets or in a sentence of their own.
//!
//! # Example
//! `（牵头单位：市科技局、市发展改革委，责任单位：市工业和信息化局、市自然资源和规划局）` (Jinan 2021)
//!
//! # What it writes
//! An assignment for each unit, with its position; the task is the lead-in or first clause of what the bracket closes;
//! 完成时限： in the same bracket is the deadline.
//!
//! # What it leaves alone
//! The cue words without a colon (落实牵头单位责任); brackets whose names are no names.

use super::responsibility_table::deadline;
use super::{Assignment, Context, Evidence, Fact, Role, Rule, phrases, tasks};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    id: "responsibility-bracket",
    reads: "units after 牵头单位： 责任单位： and their like in running text",
    read,
};

/// Cue words before a colon; the longest that fits is taken.
const CUES: [(&str, Cue); 49] = [
    ("牵头单位", Cue::Units(Role::Lead)),
    ("牵头部门", Cue::Units(Role::Lead)),
    ("牵头责任单位", Cue::Units(Role::Lead)),
    ("牵头负责单位", Cue::Units(Role::Lead)),
    ("市级牵头单位", Cue::Units(Role::Lead)),
    ("省级牵头单位", Cue::Units(Role::Lead)),
    ("主办单位", Cue::Units(Role::Lead)),
    ("牵头", Cue::Units(Role::Lead)),
    ("责任单位", Cue::Units(Role::Responsible)),
    ("责任部门", Cue::Units(Role::Responsible)),
    ("责任主体", Cue::Units(Role::Responsible)),
    ("市级责任单位", Cue::Units(Role::Responsible)),
    ("实施单位", Cue::Units(Role::Responsible)),
    ("落实单位", Cue::Units(Role::Responsible)),
    ("承办单位", Cue::Units(Role::Responsible)),
    ("负责单位", Cue::Units(Role::Responsible)),
    ("主要责任单位", Cue::Units(Role::Responsible)),
    ("负责部门", Cue::Units(Role::Responsible)),
    ("主管部门", Cue::Units(Role::Responsible)),
    ("责任", Cue::Units(Role::Responsible)),
    ("落实", Cue::Units(Role::Responsible)),
    ("配合单位", Cue::Units(Role::Cooperating)),
    ("配合部门", Cue::Units(Role::Cooperating)),
    ("配合责任单位", Cue::Units(Role::Cooperating)),
    ("参加单位", Cue::Units(Role::Cooperating)),
    ("参与单位", Cue::Units(Role::Cooperating)),
    ("参与部门", Cue::Units(Role::Cooperating)),
    ("协办单位", Cue::Units(Role::Cooperating)),
    ("协助单位", Cue::Units(Role::Cooperating)),
    ("协同单位", Cue::Units(Role::Cooperating)),
    ("协作单位", Cue::Units(Role::Cooperating)),
    ("会同单位", Cue::Units(Role::Cooperating)),
    ("配合", Cue::Units(Role::Cooperating)),
    ("督导单位", Cue::Units(Role::Supervising)),
    ("督办单位", Cue::Units(Role::Supervising)),
    ("监督单位", Cue::Units(Role::Supervising)),
    ("督促单位", Cue::Units(Role::Supervising)),
    ("督查单位", Cue::Units(Role::Supervising)),
    ("完成时限", Cue::Deadline),
    ("完成时间", Cue::Deadline),
    ("完成期限", Cue::Deadline),
    ("时限", Cue::Deadline),
    ("责任领导", Cue::Skip),
    ("责任人", Cue::Skip),
    ("牵头领导", Cue::Skip),
    ("分管领导", Cue::Skip),
    ("牵头负责人", Cue::Skip),
    ("联系人", Cue::Skip),
    ("事项进展", Cue::Skip),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    Units(Role),
    Deadline,
    Skip,
}

fn read(context: &Context, facts: &mut Vec<Fact>) {
    let text = &context.source.view.text;
    for paragraph in &context.outline.paragraphs {
        let span = paragraph.span;
        if paragraph.form == crate::outline::Form::Row {
            continue;
        }
        let line = &text[span.range()];
        // Cheap first: most lines have no cue at all.
        if !(line.contains("单位：")
            || line.contains("部门：")
            || line.contains("牵头：")
            || line.contains("责任：")
            || line.contains("主体：")
            || line.contains("配合："))
        {
            continue;
        }
        read_line(context, span, line, facts);
    }
}

/// A stretch of a line that holds cues: a bracket's inside, or a sentence that begins with a cue.
struct Stretch {
    inner: Span,
    /// Where the task before it ends.
    opens: u32,
    closes: u32,
}

fn read_line(context: &Context, span: Span, line: &str, facts: &mut Vec<Fact>) {
    let mut previous_end = None;
    for stretch in stretches(line, span) {
        let inner = context.slice(stretch.inner);
        let segments = segments(inner);
        let mut units = Vec::new();
        for (cue, from, to) in &segments {
            if let Cue::Units(role) = cue
                && let Some(agents) = phrases::units(
                    &inner[*from..*to],
                    stretch.inner.start + u32::try_from(*from).unwrap_or(0),
                    context.words,
                    false,
                )
            {
                units.push((*role, agents));
            }
        }
        if units.is_empty() {
            continue;
        }
        let due = segments
            .iter()
            .find(|(cue, _, _)| *cue == Cue::Deadline)
            .and_then(|(_, from, to)| deadline(&inner[*from..*to], context.outline.metadata.report_year));
        let task = tasks::task_before(context, stretch.opens, previous_end);
        previous_end = Some(stretch.closes);
        let Some(task) = task else { continue };
        for (role, agents) in units {
            for (position, agent) in (1..).zip(agents) {
                let confidence = if phrases::is_unit(&agent.name) { 0.97 } else { 0.7 };
                let evidence = Evidence {
                    span: agent.span,
                    rule: RULE.id,
                    confidence,
                };
                facts.push(Fact::Assignment(Assignment {
                    task: task.clone(),
                    agent,
                    role,
                    position,
                    deadline: due,
                    evidence,
                }));
            }
        }
    }
}

/// Brackets that hold a cue with its colon, and sentences that begin with one.
fn stretches(line: &str, span: Span) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut at = 0;
    let place = |from: usize, to: usize| Span::new(from, to).shift(span.start);
    let offset = |n: usize| span.start + u32::try_from(n).unwrap_or(0);
    while at < line.len() {
        let rest = &line[at..];
        let Some(c) = rest.chars().next() else { break };
        let opens = matches!(c, '（' | '[' | '［' | '【' | '〔');
        if opens {
            let inner = at + c.len_utf8();
            let head: String = line[inner..].chars().take(14).collect();
            if cue_at_head(&head) {
                let close = closing(&line[inner..]).map_or(line.len(), |n| inner + n);
                let after = line[close..].chars().next().map_or(close, |c| close + c.len_utf8());
                out.push(Stretch {
                    inner: place(inner, close),
                    opens: offset(at),
                    closes: offset(after),
                });
                at = after;
                continue;
            }
        }
        let begins = at == 0 || line[..at].ends_with(['。', '；', ' ', '！']);
        if begins && cue_at_head(&rest.chars().take(14).collect::<String>()) {
            let end = rest.find('。').map_or(line.len(), |n| at + n);
            out.push(Stretch {
                inner: place(at, end),
                opens: offset(at),
                closes: offset(end),
            });
            at = end.max(at + c.len_utf8());
            continue;
        }
        at += c.len_utf8();
    }
    out
}

/// Whether a text begins with a cue and its colon; 市级 and the like may stand before it.
fn cue_at_head(head: &str) -> bool {
    let Some(before) = head.find('：').map(|at| &head[..at]) else {
        return false;
    };
    CUES.iter().filter(|(_, kind)| *kind != Cue::Deadline).any(|(cue, _)| {
        before
            .strip_suffix(cue)
            .is_some_and(|lead| lead.chars().count() <= 2 && !lead.contains(['（', '，', '、']))
    })
}

/// The place of the bracket that closes the one just opened.
fn closing(inner: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in inner.char_indices() {
        match c {
            '（' | '[' | '［' | '【' | '〔' => depth += 1,
            '）' | ']' | '］' | '】' | '〕' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The stretches after each cue, up to the next cue.
fn segments(inner: &str) -> Vec<(Cue, usize, usize)> {
    let mut found: Vec<(Cue, usize, usize)> = Vec::new();
    for (colon, _) in inner.match_indices('：') {
        let before = &inner[..colon];
        let best = CUES
            .iter()
            .filter(|(cue, _)| before.ends_with(cue))
            .max_by_key(|(cue, _)| cue.len());
        if let Some((cue, kind)) = best {
            let start = colon - cue.len();
            if let Some(last) = found.last_mut() {
                last.2 = start;
            }
            found.push((*kind, colon + '：'.len_utf8(), inner.len()));
        }
    }
    for (_, from, to) in &mut found {
        let trimmed = inner[*from..*to].trim_end_matches(['，', '；', '。', ' ', '、', '（']);
        *to = *from + trimmed.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{reads, refuses};

    #[test]
    fn brackets_with_two_roles() {
        reads(
            &RULE,
            "（一）高标准建设齐鲁科学城。重点推进科创城建设。（牵头单位：市科技局、市发展改革委，责任单位：市工业和信息化局、市自然资源和规划局）",
            &[
                "高标准建设齐鲁科学城 —Lead 1→ 市科技局",
                "高标准建设齐鲁科学城 —Lead 2→ 市发展改革委",
                "高标准建设齐鲁科学城 —Responsible 1→ 市工业和信息化局",
                "高标准建设齐鲁科学城 —Responsible 2→ 市自然资源和规划局",
            ],
        );
    }

    #[test]
    fn several_tasks_in_one_paragraph() {
        reads(
            &RULE,
            "开发大模型评测工具集。（牵头单位：省科技厅）鼓励济南市建设大模型评测平台，加速落地。（责任单位：省大数据局）",
            &[
                "开发大模型评测工具集 —Lead 1→ 省科技厅",
                "鼓励济南市建设大模型评测平台 —Responsible 1→ 省大数据局",
            ],
        );
    }

    #[test]
    fn lines_of_their_own() {
        reads(
            &RULE,
            "3.完善供水管网\n责任单位：县水利局、县财政局\n",
            &[
                "完善供水管网 —Responsible 1→ 县水利局",
                "完善供水管网 —Responsible 2→ 县财政局",
            ],
        );
    }

    #[test]
    fn deadlines_in_the_bracket() {
        reads(
            &RULE,
            "建成投用展览馆（责任单位：市住建局；完成时限：2022年6月底）",
            &["建成投用展览馆 —Responsible 1→ 市住建局 until 2022-06-30"],
        );
    }

    #[test]
    fn talk_of_units_is_left_alone() {
        refuses(&RULE, "各牵头单位要落实责任，责任单位要密切配合，形成合力。");
        refuses(&RULE, "我们有三项任务：改革、发展、稳定（详见附件）。");
        refuses(&RULE, "抓落实：责任到人、措施到位。");
    }
}
