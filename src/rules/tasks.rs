//! What a bracket of units closes: the task before it.

use super::{Context, Task, TaskKind};
use crate::outline::Form;
use crate::text::{Span, is_private_use};

/// The longest label of a task, in characters.
const LABEL: usize = 60;

/// The task that stands before byte `at` in the paragraph of that byte, after `from` (the end of the bracket before);
/// where the paragraph begins with the bracket, the paragraph before it.
pub(super) fn task_before(context: &Context, at: u32, from: Option<u32>) -> Option<Task> {
    let sentence = context.outline.sentence_at(at)?;
    let mut index = context.outline.sentences[sentence].paragraph;
    let mut end = at;
    loop {
        let paragraph = &context.outline.paragraphs[index];
        let start = match from {
            Some(from) if from > paragraph.span.start && from <= end => from,
            _ => paragraph.span.start,
        };
        // （二）推动制度创新 on a line of its own names the task of the paragraph below it.
        if start == paragraph.span.start
            && end == at
            && let Some(task) = heading_above(context, index)
        {
            return Some(task);
        }
        if let Some(task) = label(context, Span { start, end }) {
            return Some(task);
        }
        if from.is_some_and(|f| f > paragraph.span.start) && start < end {
            return None;
        }
        index = index.checked_sub(1)?;
        let previous = &context.outline.paragraphs[index];
        if previous.form == Form::Row {
            return None;
        }
        end = previous.span.end;
    }
}

/// Words that label a field, not a task.
const FIELDS: [&str; 8] = [
    "项目内容",
    "主要内容",
    "工作内容",
    "建设内容",
    "工作目标",
    "目标任务",
    "主要任务",
    "具体内容",
];

/// The numbered heading right above a paragraph that has no list mark of its own.
fn heading_above(context: &Context, index: usize) -> Option<Task> {
    let paragraph = &context.outline.paragraphs[index];
    let text = context.slice(paragraph.span);
    if paragraph.form != Form::Body || lead_mark(text) > 0 {
        return None;
    }
    let above = &context.outline.paragraphs[index.checked_sub(1)?];
    let numbered = lead_mark(context.slice(above.span)) > 0;
    (numbered && matches!(above.form, Form::Heading(2..) | Form::Line))
        .then(|| label(context, above.span))
        .flatten()
}

/// The lead-in or the first clause of a stretch, without list marks.
fn label(context: &Context, stretch: Span) -> Option<Task> {
    let text = context.slice(stretch);
    let lead = lead_mark(text);
    let body = &text[lead..];
    // 按规定落实…, 以…为依托 say how; what is to be done comes after them.
    let mut body = body;
    while HOW.iter().any(|how| body.starts_with(how))
        && let Some(next) = body[clause(body)..].strip_prefix('，')
        && clause(next) > 6
    {
        body = next;
    }
    let lead = text.len() - body.len();
    let cut = clause(body);
    let whole = body[..cut]
        .trim_start_matches([' ', '、', '（', '）'])
        .trim_end_matches([' ', '、', '（']);
    // Too long a label ends where one of its parts does.
    let label: String = match whole.char_indices().nth(LABEL) {
        Some((limit, _)) => whole[..whole[..limit].rfind('、').unwrap_or(limit)].to_owned(),
        None => whole.to_owned(),
    };
    if label.chars().count() < 2 || FIELDS.contains(&label.as_str()) {
        return None;
    }
    let start = stretch.start as usize + lead;
    Some(Task {
        kind: TaskKind::Task,
        label,
        span: Span::new(start, start + cut),
    })
}

/// What a clause begins with that tells how, by what or about whom, and not what.
const HOW: [&str; 12] = [
    "以",
    "按",
    "依托",
    "围绕",
    "对",
    "针对",
    "根据",
    "通过",
    "结合",
    "依据",
    "统筹围绕",
    "在",
];

/// Where the first clause of a text ends: at a mark outside brackets.
fn clause(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth -= 1,
            '。' | '，' | '；' | '：' | '！' if depth <= 0 && at > 0 => return at,
            _ => {}
        }
    }
    text.len()
}

/// Bytes of list marks, closing marks and spaces at the head of a stretch: `（一）`, `3.`, `22.`, `①`, `。`.
fn lead_mark(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { return at };
        if matches!(
            c,
            ' ' | '。' | '；' | '，' | '、' | '）' | '—' | '●' | '•' | '·' | '：' | '”'
        ) || ('①'..='⑳').contains(&c)
        {
            at += c.len_utf8();
            continue;
        }
        let inner = rest.strip_prefix('（').unwrap_or(rest);
        let numeral = inner.len()
            - inner
                .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
                .len();
        let after = &inner[numeral..];
        let close = after
            .chars()
            .next()
            .filter(|c| matches!(c, '）' | '.' | '、' | '．') || is_private_use(*c));
        match close {
            Some(c) if numeral > 0 && numeral <= 9 => at += rest.len() - after.len() + c.len_utf8(),
            // 4构建标准体系: a number without its dot, before a verb of two characters or more.
            _ if at == 0 && (1..=2).contains(&numeral) && rest.as_bytes()[0].is_ascii_digit() && starts_task(after) => {
                at += numeral
            }
            _ => return at,
        }
    }
}

/// Whether a task may begin here: a Chinese word that is no count word or unit.
fn starts_task(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    ('\u{4e00}'..='\u{9fff}').contains(&first)
        && !"个家项年月日号万亿千百名人次条所座台套期批类种处户亩公平米元倍分".contains(first)
}
