//! What the tests of rules share.

use std::sync::OnceLock;

use super::{Context, Fact, Rule};
use crate::lexicon::Lexicon;
use crate::outline::divide;
use crate::text::{Encoding, Source};

/// The built-in words, loaded once.
pub(crate) fn words() -> &'static Lexicon {
    static WORDS: OnceLock<Lexicon> = OnceLock::new();
    WORDS.get_or_init(|| Lexicon::load(&[]).expect("the built-in words load"))
}

/// What one rule reads from a text, as lines.
pub(crate) fn read(rule: &Rule, text: &str) -> Vec<String> {
    let source = Source::new(text.to_owned(), Encoding::Utf8);
    let outline = divide(&source);
    let context = Context::new(&source, &outline, words());
    let mut facts = Vec::new();
    (rule.read)(&context, &mut facts);
    facts
        .iter()
        .map(|fact: &Fact| fact.describe(&source, words()))
        .collect()
}

/// The rule reads just these facts.
#[track_caller]
pub(crate) fn reads(rule: &Rule, text: &str, expect: &[&str]) {
    assert_eq!(read(rule, text), expect, "{text}");
}

/// The rule leaves the text alone.
#[track_caller]
pub(crate) fn refuses(rule: &Rule, text: &str) {
    reads(rule, text, &[]);
}
