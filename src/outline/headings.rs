//! What each line is, and which part of the report it belongs to.

use super::{Form, Part, date_before_year};
use crate::text::{Source, Span};

/// A line of the view with its form.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineForm {
    pub span: Span,
    pub form: Form,
}

const NUMERALS: &str = "一二三四五六七八九十〇";

/// The forms of all lines of the view, in order.
pub(super) fn forms(source: &Source) -> Vec<LineForm> {
    let view = &source.view;
    let mut rows = view.rows.iter().peekable();
    let mut marked = view.headings.iter().peekable();
    let mut start = 0;
    view.text
        .split_terminator('\n')
        .map(|line| {
            let span = Span::new(start, start + line.len());
            start += line.len() + 1;
            let depth = marked.next_if(|(at, _)| *at == span.start).map(|(_, depth)| *depth);
            let form = if rows.next_if(|row| row.start == span.start).is_some() {
                Form::Row
            } else {
                form_of(line, depth)
            };
            LineForm { span, form }
        })
        .collect()
}

fn form_of(line: &str, marked: Option<u8>) -> Form {
    let short = line.chars().count() <= 45;
    let stops = line.contains(['。', '！', '？', '；']);
    if short && !stops && !line.ends_with('，') {
        if is_part_lead(line) {
            return Form::Heading(1);
        }
        if is_section_lead(line) {
            return Form::Heading(2);
        }
    }
    if let Some(depth) = marked
        && short
    {
        return Form::Heading(if is_known_part(line) { 1 } else { depth.min(3) });
    }
    if short && !stops && (is_known_part(line) || !line.contains('，')) && line.chars().count() <= 30 {
        return Form::Line;
    }
    Form::Body
}

/// Notes and tables have headings of their own that are seldom numbered.
fn is_known_part(line: &str) -> bool {
    part_of_notes(line).is_some()
}

fn part_of_notes(line: &str) -> Option<Part> {
    let bare = line
        .trim_start_matches("《政府工作报告》")
        .trim_matches(['：', '（', '）', '【', '】', ' ', '*']);
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let notes = [
        "附注",
        "注释",
        "名词解释",
        "名词注释",
        "注解",
        "有关名词解释",
        "有关用语说明",
        "部分名词解释",
        "相关名词解释",
        "名词术语解释",
        "用语说明",
        "有关用语解释",
        "有关名词说明",
        "名词说明",
        "政府工作报告名词解释",
        "备注",
        "缩略语注释",
    ];
    let tables = ["附表", "附件", "附录", "附"];
    if notes.contains(&bare)
        || (bare.chars().count() <= 16
            && (bare.ends_with("名词解释") || bare.ends_with("用语说明") || bare.ends_with("名词注释")))
    {
        return Some(Part::Notes);
    }
    tables.contains(&bare).then_some(Part::Table)
}

fn is_part_lead(line: &str) -> bool {
    let rest = line.trim_start_matches(|c| NUMERALS.contains(c));
    if rest.len() < line.len() && rest.starts_with('、') {
        return true;
    }
    line.strip_prefix('第').is_some_and(|rest| {
        let after = rest.trim_start_matches(|c| NUMERALS.contains(c));
        after.len() < rest.len() && after.starts_with("部分")
    })
}

fn is_section_lead(line: &str) -> bool {
    line.strip_prefix('（').is_some_and(|rest| {
        let after = rest.trim_start_matches(|c| NUMERALS.contains(c));
        after.len() < rest.len() && after.starts_with('）')
    })
}

/// The part of every line, from headings first and, where a report has none, from how its paragraphs begin.
pub(super) fn parts(source: &Source, lines: &[LineForm], year: Option<i16>) -> Vec<Part> {
    let text = |line: &LineForm| source.view.slice(line.span);
    let headed = lines
        .iter()
        .filter(|l| l.form == Form::Heading(1))
        .filter_map(|l| part_of_heading(text(l), year))
        .filter(|p| matches!(p, Part::Review | Part::YearTasks))
        .count();
    let mut part = Part::Front;
    let mut notes = false;
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let body = text(line);
        match line.form {
            Form::Row => {
                out.push(Part::Table);
                continue;
            }
            Form::Heading(level) => {
                let found = part_of_heading(body, year);
                match (level, found) {
                    (_, Some(found @ (Part::Notes | Part::Table | Part::OwnWork))) => part = found,
                    (1, Some(found)) => part = found,
                    (1, None) if part == Part::Front && !is_title(body) && is_part_lead(body) => part = Part::Review,
                    (1, None) if notes => part = Part::Table,
                    _ => {}
                }
            }
            Form::Line => {
                if let Some(found) = part_of_notes(body) {
                    part = found;
                } else if headed < 2
                    && part != Part::Front
                    && let Some(found) = part_of_heading(body, year)
                {
                    part = found;
                }
            }
            Form::Body => {
                if part == Part::Front && begins_review(body) {
                    part = Part::Review;
                }
                if headed < 2 && part == Part::Review && begins_tasks(body, year) {
                    part = Part::YearTasks;
                }
            }
        }
        notes |= part == Part::Notes;
        out.push(part);
    }
    // A sentence or an excerpt without head and headings: what it says is said of what was.
    if out.iter().all(|part| *part == Part::Front) {
        for (line, part) in lines.iter().zip(&mut out) {
            if text(line).contains(['，', '。', '；']) && begins_review_words(text(line)) {
                *part = Part::Review;
            }
        }
    }
    out
}

fn is_title(line: &str) -> bool {
    line.contains("工作报告") || line.contains("人民政府") || line.contains("文件")
}

/// The first paragraph of running text that is neither address nor request for review begins the review.
fn begins_review(line: &str) -> bool {
    begins_review_words(line) && line.chars().count() > 60
}

/// Whether a line is neither address nor request for review nor letter.
fn begins_review_words(line: &str) -> bool {
    !line.contains("各位代表")
        && !line.contains("请予审议")
        && !line.contains("作政府工作报告")
        && !line.contains("报告工作")
        && !line.contains("提出意见")
        && !line.contains("现印发给你们")
        && !line.contains("审议通过")
}

fn begins_tasks(line: &str, year: Option<i16>) -> bool {
    let head: String = line.chars().take(60).collect();
    let head = head
        .trim_start_matches("各位代表")
        .trim_start_matches(['：', '，', '！']);
    if [
        "今年是",
        "今年工作的总体",
        "今年政府工作",
        "今年全市工作",
        "今年经济社会发展",
        "做好今年",
        "新的一年",
    ]
    .iter()
    .any(|cue| head.starts_with(cue))
    {
        return true;
    }
    if head.contains("今年工作的总体要求") || head.contains("今年经济社会发展") || head.contains("今年发展主要预期目标")
    {
        return true;
    }
    match (date_before_year(head), year) {
        (Some((found, length)), Some(year)) => {
            found == year
                && ["是", "，是", "我们", "，我们", "工作", "政府", "全市", "经济社会", "的"]
                    .iter()
                    .any(|c| head[length..].starts_with(c))
        }
        _ => false,
    }
}

/// The part a heading announces; `None` when it says nothing of it.
fn part_of_heading(line: &str, report_year: Option<i16>) -> Option<Part> {
    if let Some(part) = part_of_notes(line) {
        return Some(part);
    }
    let has = |words: &[&str]| words.iter().any(|w| line.contains(w));
    if has(&[
        "自身建设",
        "政府建设",
        "服务型政府",
        "法治政府",
        "人民满意的政府",
        "人民满意政府",
        "政府效能",
    ]) {
        return Some(Part::OwnWork);
    }
    let years: Vec<i16> = line
        .char_indices()
        .filter_map(|(at, _)| date_before_year(&line[at..]))
        .map(|(y, _)| y)
        .collect();
    let review = has(&[
        "回顾",
        "总结",
        "过去",
        "成就",
        "成绩",
        "年来",
        "以来",
        "完成情况",
        "执行情况",
        "上届",
        "本届政府",
    ]);
    if review && !has(&["今后", "未来"]) {
        return Some(Part::Review);
    }
    let this_year = has(&["今年", "本年"]) || report_year.is_some_and(|y| years.contains(&y));
    let long = has(&[
        "今后五年",
        "未来五年",
        "今后5年",
        "未来5年",
        "五年规划",
        "奋斗目标",
        "发展目标",
        "远景",
        "蓝图",
        "今后一个时期",
        "时期经济社会发展",
        "时期发展",
        "时期的发展",
        "时期主要目标",
        "新征程",
    ]) || (has(&["“十", "十二五", "十三五", "十四五", "十五五", "十一五", "十五计划"])
        && has(&["目标", "任务", "发展", "规划", "思路", "工作"])
        && !this_year);
    if long && !this_year {
        return Some(Part::FiveYearGoals);
    }
    if this_year
        || has(&[
            "任务",
            "安排",
            "部署",
            "总体要求",
            "重点工作",
            "主要工作",
            "工作重点",
            "预期目标",
            "工作思路",
            "工作目标",
        ])
    {
        return Some(Part::YearTasks);
    }
    if report_year.is_some_and(|y| !years.is_empty() && years.iter().all(|&found| found < y)) {
        return Some(Part::Review);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn heading(line: &str, expect: Option<Part>) {
        assert_eq!(part_of_heading(line, Some(2021)), expect, "{line}");
    }

    #[test]
    fn headings_tell_their_part() {
        heading("一、2020年和“十三五”时期工作回顾", Some(Part::Review));
        heading("二、“十四五”时期奋斗目标和主要任务", Some(Part::FiveYearGoals));
        heading("三、2021年重点工作", Some(Part::YearTasks));
        heading("四、加强政府自身建设", Some(Part::OwnWork));
        heading("一、过去五年的工作", Some(Part::Review));
        heading("二、今后五年的目标任务", Some(Part::FiveYearGoals));
        heading("三、今年的主要任务", Some(Part::YearTasks));
        heading("名词解释", Some(Part::Notes));
        heading("（一）着力推动产业升级", None);
    }
}
