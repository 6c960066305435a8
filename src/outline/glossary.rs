//! Notes that explain a term: 四不摘：不摘责任、不摘政策….

use super::{Form, Outline, Part};
use crate::text::{Source, Span};

/// A term with its explanation.
#[derive(Debug, Clone)]
pub struct Note {
    /// The number under which the text marks the term, where there is one.
    pub label: Option<String>,
    /// The term.
    pub term: Span,
    /// The explanation.
    pub definition: Span,
    /// The whole note.
    pub span: Span,
}

/// The longest term, in characters.
const TERM: usize = 32;

/// Finds the notes in the part of notes, and at the end of texts that mark them by number without a heading.
pub(super) fn find(source: &Source, outline: &Outline) -> Vec<Note> {
    outline
        .paragraphs
        .iter()
        .filter(|p| p.part == Part::Notes && p.form != Form::Row)
        .filter_map(|p| note(source, p.span))
        .collect()
}

fn note(source: &Source, span: Span) -> Option<Note> {
    let text = source.view.slice(span);
    let (label, lead) = number(text);
    let body = &text[lead..];
    let colon = body
        .char_indices()
        .take(TERM + 1)
        .find(|(_, c)| *c == '：')
        .map(|(at, _)| at);
    let (term_end, rest) = match colon {
        Some(at) => (at, at + '：'.len_utf8()),
        // 是指 after a quoted term does without the colon.
        None => {
            let close = body
                .char_indices()
                .take(TERM)
                .find(|(_, c)| *c == '”')
                .map(|(at, c)| at + c.len_utf8())?;
            let rest = &body[close..];
            (rest.starts_with("是指") || rest.starts_with('指') || rest.starts_with("即")).then_some((close, close))?
        }
    };
    let term = body[..term_end].trim_end_matches(['：', ' ']);
    let definition = body[rest..].trim();
    if term.is_empty() || definition.is_empty() || term.contains(['。', '，', '；']) {
        return None;
    }
    let base = span.start as usize + lead;
    let from = base + rest + (body[rest..].len() - body[rest..].trim_start().len());
    Some(Note {
        label,
        term: Span::new(base, base + term.len()),
        definition: Span::new(from, from + definition.len()),
        span,
    })
}

/// The number before a term: `1.`, `①`, `[3]`, or bare before a quotation mark (9“双高”建设).
fn number(text: &str) -> (Option<String>, usize) {
    let open = text
        .chars()
        .next()
        .filter(|c| matches!(c, '[' | '［' | '（' | '【'))
        .map_or(0, char::len_utf8);
    let first = text[open..].chars().next().unwrap_or(' ');
    if ('①'..='⑳').contains(&first) {
        let label = (first as u32 - '①' as u32 + 1).to_string();
        return (Some(label), open + first.len_utf8());
    }
    let digits = text[open..].bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 3 {
        return (None, 0);
    }
    let label = text[open..open + digits].to_owned();
    let rest = &text[open + digits..];
    let next = rest.chars().next().unwrap_or(' ');
    let closes = if open > 0 {
        matches!(next, ']' | '］' | '）' | '】')
    } else {
        matches!(next, '.' | '、' | '．' | '）' | '：')
    };
    if closes {
        return (Some(label), open + digits + next.len_utf8());
    }
    if open == 0 && next == '“' {
        return (Some(label), digits);
    }
    (None, 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::divide;
    use crate::text::Encoding;

    fn notes(text: &str) -> Vec<(Option<String>, String, String)> {
        let source = Source::new(format!("附注\n{text}"), Encoding::Utf8);
        divide(&source)
            .notes
            .into_iter()
            .map(|n| {
                (
                    n.label,
                    source.view.slice(n.term).to_owned(),
                    source.view.slice(n.definition).to_owned(),
                )
            })
            .collect()
    }

    #[test]
    fn terms_are_tied_to_definitions() {
        let got = notes(
            "**四不摘：**不摘责任、不摘政策。\n**9“双高”建设：**高水平高等职业学校建设。\n**5个50：**50个项目。\n1.河长制：由领导担任河长。",
        );
        assert_eq!(
            got,
            [
                (None, "四不摘".to_owned(), "不摘责任、不摘政策。".to_owned()),
                (
                    Some("9".to_owned()),
                    "“双高”建设".to_owned(),
                    "高水平高等职业学校建设。".to_owned()
                ),
                (None, "5个50".to_owned(), "50个项目。".to_owned()),
                (Some("1".to_owned()), "河长制".to_owned(), "由领导担任河长。".to_owned()),
            ]
        );
    }

    #[test]
    fn running_text_is_no_note() {
        assert!(notes("我们将坚持稳中求进，努力完成全年目标任务，推动发展再上新台阶：加油。").is_empty());
    }
}
