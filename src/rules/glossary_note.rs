//! # What it reads
//! Notes of a glossary: 四不摘：不摘责任、不摘政策、不摘帮扶、不摘监管。
//!
//! # What it writes
//! A definition of the term, with the places where the text uses it: where a note mark stands behind it, else where the
//! same words stand before the notes.
//!
//! # What it leaves alone
//! Paragraphs of the notes without a term; terms that the text never uses keep their place in the notes only.

use super::{Context, Evidence, Explained, Fact, Rule};
use crate::outline::Part;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    id: "glossary-note",
    reads: "a term and its explanation in the notes",
    read,
};

fn read(context: &Context, facts: &mut Vec<Fact>) {
    let notes_begin = context
        .outline
        .paragraphs
        .iter()
        .find(|p| p.part == Part::Notes)
        .map_or(0, |p| p.span.start as usize);
    let body = &context.source.view.text[..notes_begin];
    for note in &context.outline.notes {
        let term = context.slice(note.term);
        let label = label_of(term);
        let mut uses: Vec<Span> = marked_uses(context, note.label.as_deref(), term, notes_begin);
        if uses.is_empty() {
            uses = [term, label.as_str()]
                .iter()
                .find_map(|form| body.find(form).map(|at| Span::new(at, at + form.len())))
                .into_iter()
                .collect();
        }
        facts.push(Fact::Explained(Explained {
            term: note.term,
            label,
            definition: note.definition,
            uses,
            evidence: Evidence {
                span: note.term,
                rule: RULE.id,
                confidence: 0.97,
            },
        }));
    }
}

/// The term without the quotation marks around all of it.
fn label_of(term: &str) -> String {
    let inner = term
        .strip_prefix('“')
        .and_then(|t| t.strip_suffix('”'))
        .filter(|t| !t.contains(['“', '”']));
    inner.unwrap_or(term).to_owned()
}

/// The term's words right before a mark of the note's number.
fn marked_uses(context: &Context, label: Option<&str>, term: &str, end: usize) -> Vec<Span> {
    let Some(label) = label else { return Vec::new() };
    let text = &context.source.view.text;
    context
        .source
        .view
        .marks
        .iter()
        .filter(|m| m.label == label && (m.at as usize) < end)
        .filter_map(|m| {
            let before = &text[..m.at as usize];
            let bare = term.trim_matches(['“', '”']);
            let near = before.len().saturating_sub(bare.len() + 18);
            let near = (near..=before.len()).find(|at| before.is_char_boundary(*at))?;
            before[near..]
                .rfind(bare)
                .map(|at| Span::new(near + at, near + at + bare.len()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{reads, refuses};

    #[test]
    fn notes_define() {
        reads(
            &RULE,
            "落实“四不摘”，推进双招双引[2]。\n附注\n“四不摘”：不摘责任、不摘政策。\n2.双招双引：招商引资、招才引智。\n",
            &["四不摘 = 不摘责任、不摘政策。", "双招双引 = 招商引资、招才引智。"],
        );
    }

    #[test]
    fn the_report_itself_is_no_glossary() {
        refuses(&RULE, "各位代表：现在报告工作。\n我们的目标：增长6%。");
    }
}
