//! What a bracket of units closes: the task before it.

use super::{Context, Task, TaskKind};
use crate::outline::Form;
use crate::text::Span;

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

/// The lead-in or the first clause of a stretch, without list marks.
fn label(context: &Context, stretch: Span) -> Option<Task> {
    let text = context.slice(stretch);
    let lead = lead_mark(text);
    let body = &text[lead..];
    let cut = body
        .find(['。', '，', '；', '：', '！'])
        .filter(|at| *at > 0)
        .unwrap_or(body.len());
    let label: String = body[..cut]
        .trim_matches([' ', '、', '（', '）'])
        .chars()
        .take(LABEL)
        .collect();
    if label.chars().count() < 2 {
        return None;
    }
    let start = stretch.start as usize + lead;
    Some(Task {
        kind: TaskKind::Task,
        label,
        span: Span::new(start, start + cut),
    })
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
        let close = after.chars().next().filter(|c| matches!(c, '）' | '.' | '、' | '．'));
        match close {
            Some(c) if numeral > 0 && numeral <= 9 => at += rest.len() - after.len() + c.len_utf8(),
            _ => return at,
        }
    }
}
