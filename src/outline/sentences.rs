//! Lines → sentences → clauses.

use super::headings::LineForm;
use super::{Form, Outline, Part, Sentence};
use crate::text::{Source, Span};

/// Divides one line into sentences and clauses and adds them to the outline.
pub(super) fn divide(source: &Source, line: &LineForm, paragraph: usize, part: Part, outline: &mut Outline) {
    let text = source.view.slice(line.span);
    let base = line.span.start as usize;
    let whole = matches!(line.form, Form::Row | Form::Heading(_));
    let mut start = 0;
    let mut clause_start = 0;
    let mut first_clause = outline.clauses.len();
    let mut chars = text.char_indices().peekable();
    let mut brackets = 0u32;
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        match c {
            '（' => brackets += 1,
            '）' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        let ends_sentence = !whole && matches!(c, '。' | '！' | '？');
        let ends_clause = matches!(c, '，' | '；' | '：' | '。' | '！' | '？' | '\t');
        if !ends_clause {
            continue;
        }
        if ends_sentence {
            while let Some(&(next_at, next)) = chars.peek() {
                if matches!(next, '。' | '！' | '？' | '”' | '’' | '》') || (next == '）' && brackets > 0) {
                    brackets = brackets.saturating_sub(u32::from(next == '）'));
                    end = next_at + next.len_utf8();
                    chars.next();
                } else {
                    break;
                }
            }
        }
        outline.clauses.push(Span::new(base + clause_start, base + end));
        clause_start = end;
        if ends_sentence {
            outline.sentences.push(Sentence {
                span: Span::new(base + start, base + end),
                paragraph,
                part,
                clauses: first_clause..outline.clauses.len(),
            });
            start = end;
            first_clause = outline.clauses.len();
            brackets = 0;
        }
    }
    if clause_start < text.len() {
        outline.clauses.push(Span::new(base + clause_start, base + text.len()));
    }
    if start < text.len() {
        outline.sentences.push(Sentence {
            span: Span::new(base + start, base + text.len()),
            paragraph,
            part,
            clauses: first_clause..outline.clauses.len(),
        });
    }
}
