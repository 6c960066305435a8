//! Which numbers and names of a document nothing read.

use rustc_hash::FxHashSet;

pub use super::numbers::Aside;
use super::numbers::amounts_and_asides;
use super::{Context, Fact};
use crate::outline::Part;
use crate::text::Span;

/// What became of the numbers before units in a document.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Numbers that a fact was read from.
    pub read: Vec<Span>,
    /// Numbers that say nothing, with the reason.
    pub aside: Vec<Aside>,
    /// The rest.
    pub unread: Vec<Span>,
}

/// Accounts for every number before a unit: read by a fact, set aside for a reason, or neither.
pub fn account(context: &Context, facts: &[Fact]) -> Account {
    let covered = covers(facts);
    let mut account = Account::default();
    for sentence in &context.outline.sentences {
        for span in &context.outline.clauses[sentence.clauses.clone()] {
            let text = context.slice(*span);
            let amounts = amounts_and_asides(text, span.start, context.words, &mut account.aside);
            for amount in amounts {
                if covered(amount.span) {
                    account.read.push(amount.span);
                } else if sentence.part == Part::Front {
                    let reason = "before the report begins";
                    account.aside.push(Aside {
                        span: amount.span,
                        reason,
                    });
                } else {
                    account.unread.push(amount.span);
                }
            }
        }
    }
    account
}

/// Whether some fact was read from all of a span.
fn covers(facts: &[Fact]) -> impl Fn(Span) -> bool {
    let mut read: Vec<Span> = facts.iter().flat_map(Fact::places).collect();
    read.sort_unstable();
    // For each place the furthest end so far, so that one look-up tells whether anything covers a span.
    let mut reach: Vec<(u32, u32)> = Vec::with_capacity(read.len());
    for span in read {
        let end = reach.last().map_or(span.end, |(_, end)| (*end).max(span.end));
        reach.push((span.start, end));
    }
    move |span: Span| {
        let after = reach.partition_point(|(start, _)| *start <= span.start);
        after.checked_sub(1).is_some_and(|at| reach[at].1 >= span.end)
    }
}

/// Numbers (runs of digits) and names (divisions, departments) that lie in no fact's evidence, in order; not those of
/// dates and what else is set aside for a reason.
pub fn unread(context: &Context, facts: &[Fact]) -> Vec<Span> {
    let covered = covers(facts);
    let aside: FxHashSet<u32> = account(context, facts).aside.iter().map(|a| a.span.start).collect();
    let text = &context.source.view.text;
    let mut out: Vec<Span> = context.names.iter().map(|m| m.span).collect();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_digit() || **b == b'.')
            .count();
        if length > 0 && bytes[at].is_ascii_digit() {
            let number = Span::new(at, at + length);
            let date = text[at + length..].starts_with(['年', '月', '日']);
            if !date && !aside.contains(&number.start) {
                out.push(number);
            }
        }
        at += length.max(1);
    }
    out.retain(|span| !covered(*span));
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::divide;
    use crate::rules::testing::words;
    use crate::text::{Encoding, Source};

    #[test]
    fn what_no_rule_reads_is_told() {
        let source = Source::new(
            "一、2020年工作回顾\n森林覆盖率67%，编号为77号。".to_owned(),
            Encoding::Utf8,
        );
        let outline = divide(&source);
        let context = Context::new(&source, &outline, words());
        let facts = crate::rules::read(&context, |_| ());
        let left: Vec<&str> = unread(&context, &facts).into_iter().map(|s| context.slice(s)).collect();
        assert_eq!(left, ["77"]);
    }
}
