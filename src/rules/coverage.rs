//! Which numbers and names of a document nothing read.

use super::{Context, Fact};
use crate::text::Span;

/// Numbers (runs of digits) and names (divisions, departments) that lie in no fact's evidence, in order.
pub fn unread(context: &Context, facts: &[Fact]) -> Vec<Span> {
    let mut read: Vec<Span> = facts.iter().flat_map(Fact::places).collect();
    read.sort_unstable();
    // For each place the furthest end so far, so that one look-up tells whether anything covers a span.
    let mut reach: Vec<(u32, u32)> = Vec::with_capacity(read.len());
    for span in read {
        let end = reach.last().map_or(span.end, |(_, end)| (*end).max(span.end));
        reach.push((span.start, end));
    }
    let covered = |span: Span| {
        let after = reach.partition_point(|(start, _)| *start <= span.start);
        after.checked_sub(1).is_some_and(|at| reach[at].1 >= span.end)
    };
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
            out.push(Span::new(at, at + length));
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
        assert_eq!(left, ["2020", "77"]);
    }
}
