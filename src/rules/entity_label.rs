//! # What it reads
//! Names of all kinds in running text, as far as the words around them tell: the labels of `models/entities.crf`.
//!
//! # Example
//! `加快推进官塘大桥建设` → project 官塘大桥
//!
//! # What it writes
//! A mention with its kind; the confidence is the probability of just this stretch and kind.
//!
//! # What it leaves alone
//! Stretches that are probably no name, rows of tables, which have rules of their own.

use super::joined;
use super::{Context, Evidence, Fact, NamedEntity, Rule};
use crate::labels::{Kind, Labelled, Marks, head};
use crate::outline::Form;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    id: "entity-label",
    reads: "names of all kinds by the words around them",
    read,
};

/// Names less probable than this are left alone.
const LEAST: f32 = 0.15;

fn read(context: &Context, facts: &mut Vec<Fact>) {
    for sentence in &context.outline.sentences {
        if context.outline.paragraphs[sentence.paragraph].form == Form::Row {
            continue;
        }
        for piece in pieces(context, sentence.span) {
            for found in context.words.labels.label(context.slice(piece), &marks(context, piece)) {
                if found.probability >= LEAST {
                    names(context, piece.start, found, facts);
                }
            }
        }
    }
}

/// What is labelled at once, in bytes: no sentence of a report is as long, and memory grows with it.
const AT_ONCE: u32 = 12_000;

/// A sentence, or stretches of one that never ends.
fn pieces(context: &Context, sentence: Span) -> Vec<Span> {
    let text = &context.source.view.text;
    let mut out = Vec::new();
    let mut start = sentence.start;
    while sentence.end - start > AT_ONCE {
        let most = (start + AT_ONCE) as usize;
        let most = (start as usize..=most)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(most);
        let window = &text[start as usize..most];
        let mark = window
            .char_indices()
            .rev()
            .find(|(_, c)| matches!(c, '，' | '、' | '；'));
        let end = mark.map_or(most, |(at, c)| start as usize + at + c.len_utf8());
        let end = u32::try_from(end).unwrap_or(sentence.end);
        out.push(Span { start, end });
        start = end;
    }
    out.push(Span {
        start,
        end: sentence.end,
    });
    out
}

/// Known names in a sentence, as the labels want them.
pub(crate) fn marks(context: &Context, sentence: Span) -> Vec<Marks> {
    let from = context.names.partition_point(|m| m.span.end <= sentence.start);
    context.names[from..]
        .iter()
        .take_while(|m| m.span.start < sentence.end)
        .filter(|m| sentence.holds(m.span))
        .map(|m| {
            let full = context.slice(m.span).chars().count() > 2;
            Marks {
                span: Span {
                    start: m.span.start - sentence.start,
                    end: m.span.end - sentence.start,
                },
                code: 1 + u8::from(m.name.department) + 2 * u8::from(m.name.division) + 4 * u8::from(full),
            }
        })
        .collect()
}

/// The names of a labelled stretch: one, or several that are written as one.
fn names(context: &Context, base: u32, found: Labelled, facts: &mut Vec<Fact>) {
    let whole = without_verb(context, found.span.shift(base));
    let whole = trim(context, without_building(context, whole, found.kind));
    let text = context.slice(whole);
    for (part, label) in joined::parts(text, found.kind) {
        let span = Span {
            start: whole.start + u32::try_from(part.start).unwrap_or(0),
            end: whole.start + u32::try_from(part.end).unwrap_or(0),
        };
        facts.push(Fact::Name(
            NamedEntity {
                kind: found.kind,
                label,
                span,
            },
            Evidence {
                span,
                rule: RULE.id,
                confidence: (found.probability * 100.0).round() / 100.0,
            },
        ));
    }
}

/// Verbs that govern a name and are never its first word.
const VERBS: [&str; 20] = [
    "推进", "加快", "实施", "开展", "打造", "落实", "落地", "对接", "投运", "投身", "符合", "争创", "建成", "启动",
    "荣获", "获评", "入选", "再夺", "支持", "完成",
];

/// A name without the verb before it.
fn without_verb(context: &Context, span: Span) -> Span {
    let text = context.slice(span);
    let verb = VERBS.iter().find(|verb| text.starts_with(**verb));
    match verb {
        Some(verb) if text[verb.len()..].chars().count() >= 2 => Span {
            start: span.start + u32::try_from(verb.len()).unwrap_or(0),
            end: span.end,
        },
        _ => span,
    }
}

/// 滨江大桥建设 builds a bridge; the name of the bridge ends before it.
fn without_building(context: &Context, span: Span, kind: Kind) -> Span {
    let text = context.slice(span);
    let built = matches!(
        kind,
        Kind::Project | Kind::Institution | Kind::Honour | Kind::Place | Kind::Area
    );
    match text.strip_suffix("建设") {
        Some(rest) if built && head(rest).is_some() => Span {
            start: span.start,
            end: span.start + u32::try_from(rest.len()).unwrap_or(0),
        },
        _ => span,
    }
}

/// A name without the marks that enclose all of it, and without one that has lost its partner.
fn trim(context: &Context, span: Span) -> Span {
    let mut span = span;
    loop {
        let text = context.slice(span);
        let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else {
            return span;
        };
        let lone = |open: char, close: char| text.matches(open).count() != text.matches(close).count();
        let pairs = [('“', '”'), ('《', '》'), ('（', '）')];
        let (mut start, mut end) = (false, false);
        for (open, close) in pairs {
            let whole = first == open && last == close && text.matches(open).count() == 1 && open != '（';
            start |= whole || (first == open && lone(open, close)) || first == close;
            end |= whole || (last == close && lone(open, close)) || last == open;
        }
        if !start && !end {
            return span;
        }
        if start {
            span.start += u32::try_from(first.len_utf8()).unwrap_or(0);
        }
        if end && span.end > span.start {
            span.end -= u32::try_from(last.len_utf8()).unwrap_or(0);
        }
        if span.is_empty() || span.start > span.end {
            return Span {
                start: span.start,
                end: span.start,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{read, refuses};

    #[track_caller]
    fn names(text: &str, name: &str) {
        let found = read(&RULE, text);
        assert!(found.iter().any(|line| line == name), "{text}: {found:?}");
    }

    #[test]
    fn names_by_the_words_around_them() {
        names("全面落实河长制，打好污染防治攻坚战。", "programme 河长制");
        names("加快推进滨江大桥建设，完成投资3亿元。", "project 滨江大桥");
        names("成功创建国家卫生城市。", "honour 国家卫生城市");
        names("大力发展装备制造业。", "industry 装备制造业");
    }

    #[test]
    fn words_that_only_look_like_names() {
        refuses(&RULE, "我们要坚决做到“两个维护”，帮助企业和群众解决困难。");
        refuses(&RULE, "各项工作取得新进展。");
    }
}
