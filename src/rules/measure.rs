//! To be written.
use super::{Context, Fact, Rule};
pub(super) const RULE: Rule = Rule {
    id: "measure",
    reads: "numbers",
    read,
};
fn read(_context: &Context, _facts: &mut Vec<Fact>) {}
