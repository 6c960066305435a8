//! Annotated texts → sentences with features and labels.

use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

use super::known::Names;
use super::relations::{self, Choice};
use crate::labels::{Kind, Known, Label, Part, Row, Scene, Token, Words, words_in};
use crate::lexicon::Lexicon;
use crate::outline::divide;
use crate::relate::nested;
use crate::rules::{Context, marks};
use crate::text::{self, Span, View};
use crate::{Error, Result};

/// A sentence with the features and the label of each word.
#[derive(Debug, Clone)]
pub struct Example {
    /// Features.
    pub rows: Vec<Row>,
    /// Labels.
    pub labels: Vec<Label>,
}

/// An annotated text.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// Folder in `training/`.
    pub name: String,
    /// Its rows of names, as they stand.
    pub rows: String,
    /// Its sentences.
    pub examples: Vec<Example>,
    /// Its names, with the names inside of them.
    pub nested: Vec<Example>,
    /// Its rows of relations, as they stand.
    pub relations: String,
    /// Relations that its sentences may state.
    pub choices: Vec<Choice>,
}

/// Reads the annotated texts that `INDEX.tsv` of a folder lists; the reports lie under `shared`; those
/// named in `without` are left out.
///
/// # Errors
/// A file that cannot be read, a row without its columns, an unknown text to leave out.
pub fn read(folder: &Path, shared: &Path, without: &[String], words: &Lexicon) -> Result<Vec<Annotated>> {
    let index = text_of(&folder.join("INDEX.tsv"))?;
    let mut stretches: Vec<(String, String, Vec<String>)> = Vec::new();
    let mut left_out: FxHashSet<&str> = without.iter().map(String::as_str).collect();
    for line in listed(&index) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, document, start, end, ..] = fields[..] else {
            return Err(Error::content(
                folder.join("INDEX.tsv"),
                format!("a row without its columns: {line}"),
            ));
        };
        if without.iter().any(|text| text == name) {
            left_out.remove(name);
            continue;
        }
        let whole = text_of(&shared.join(document))?;
        let place = |field: &str, otherwise: usize| field.parse().unwrap_or(otherwise);
        let (from, to) = (place(start, 0), place(end, usize::MAX));
        let stretch: String = whole.chars().skip(from).take(to - from).collect();
        match stretches.last_mut() {
            Some((last, _, parts)) if last == name => parts.push(stretch),
            _ => stretches.push((name.to_owned(), place_of(document), vec![stretch])),
        }
    }
    if let Some(unknown) = left_out.into_iter().min() {
        return Err(Error::Unknown(format!("no annotated text is called {unknown}")));
    }
    let rows: Vec<String> = stretches
        .iter()
        .map(|(name, ..)| text_of(&folder.join(name).join("entities.tsv")))
        .collect::<Result<_>>()?;
    let known = Names::new(rows.iter().map(String::as_str));
    stretches
        .into_iter()
        .zip(rows)
        .enumerate()
        .map(|(number, ((name, place, parts), rows))| {
            let relations = text_of(&folder.join(&name).join("relations.tsv"))?;
            let text = parts.join("\n");
            let (examples, nested) = project(&text, &forms(&rows), &known.without(number), words);
            let choices = relations::read(&text, &rows, &relations, &place);
            Ok(Annotated {
                name,
                rows,
                examples,
                nested,
                relations,
                choices,
            })
        })
        .collect()
}

/// The rows of texts whose names and relations are annotated.
fn listed(index: &str) -> impl Iterator<Item = &str> {
    let rows = index.lines().skip(1);
    rows.filter(|line| !line.ends_with("\tmeasures"))
}

/// The area that a document is of, by the name of its file: 恩施市-2024.txt; that of the country is a year alone.
fn place_of(document: &str) -> String {
    let name = document.rsplit('/').next().unwrap_or(document);
    let place = name.split(['-', '.']).next().unwrap_or(name);
    match place {
        "liuzhou" => "柳州市",
        year if year.starts_with(|c: char| c.is_ascii_digit()) => "中国",
        place => place,
    }
    .to_owned()
}

/// 16 hex digits over the annotations of a folder, as the weights made from them bear.
///
/// # Errors
/// A file that cannot be read.
pub fn fingerprint(folder: &Path) -> Result<String> {
    let index = text_of(&folder.join("INDEX.tsv"))?;
    let mut names: Vec<&str> = listed(&index).filter_map(|line| line.split('\t').next()).collect();
    names.dedup();
    let texts = names.into_iter().map(|name| {
        let rows = text_of(&folder.join(name).join("entities.tsv"))?;
        let relations = text_of(&folder.join(name).join("relations.tsv"))?;
        Ok([name.to_owned(), rows, relations])
    });
    let texts: Vec<[String; 3]> = texts.collect::<Result<_>>()?;
    Ok(hash(texts.iter().flatten()))
}

/// The fingerprint of annotated texts.
pub(super) fn digest(texts: &[Annotated]) -> String {
    hash(texts.iter().flat_map(|text| [&text.name, &text.rows, &text.relations]))
}

/// 16 hex digits over the annotations of texts.
fn hash<'t>(annotations: impl Iterator<Item = &'t String>) -> String {
    let mut hasher = Sha256::new();
    annotations.for_each(|part| hasher.update(part));
    hasher.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}

fn text_of(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|source| Error::file("read", path, source))?;
    Ok(text::decode(&bytes).0)
}

/// What the forms of names stand for.
#[derive(Debug)]
pub(super) struct Forms<V> {
    /// By the form as the view writes it and without quotation marks.
    pub known: FxHashMap<String, V>,
    /// Characters of the longest one.
    pub longest: usize,
}

impl<V> Default for Forms<V> {
    fn default() -> Self {
        Self {
            known: FxHashMap::default(),
            longest: 0,
        }
    }
}

impl<V> Forms<V> {
    /// Adds a form that stands for nothing yet; single characters are none.
    pub fn insert(&mut self, form: String, value: V) {
        let count = form.chars().count();
        if count >= 2 {
            self.longest = self.longest.max(count);
            self.known.entry(form).or_insert(value);
        }
    }
}

/// A form as the view writes it and without quotation marks.
pub(super) fn plain(form: &str) -> String {
    without_quotes(View::new(form).text.trim())
}

/// The rows of names: what is named, its name, and all its forms with that name first.
pub(super) fn entities(rows: &str) -> impl Iterator<Item = (Kind, &str, impl Iterator<Item = &str>)> {
    rows.lines().skip(1).filter_map(|line| {
        let mut fields = line.split('\t');
        let (kind, name) = (fields.next().and_then(Kind::named)?, fields.next()?);
        let forms = std::iter::once(name).chain(fields.next().unwrap_or_default().split('|'));
        Some((kind, name, forms))
    })
}

/// Every form of every row.
fn forms(rows: &str) -> Forms<Kind> {
    let mut forms = Forms::default();
    for (kind, _, all) in entities(rows) {
        all.for_each(|form| forms.insert(plain(form), kind));
    }
    forms
}

const QUOTES: [char; 8] = ['“', '”', '"', '‘', '’', '《', '》', '\''];

fn without_quotes(text: &str) -> String {
    text.chars().filter(|c| !QUOTES.contains(c)).collect()
}

/// Sentences of a text with the label of each word: the longest name at each place, from left to right; and those names
/// with the labels of the names inside of them.
fn project(text: &str, forms: &Forms<Kind>, known: &Known, words: &Lexicon) -> (Vec<Example>, Vec<Example>) {
    let (source, _) = text::read(text.as_bytes());
    let outline = divide(&source);
    let context = Context::new(&source, &outline, words);
    let (mut examples, mut inner) = (Vec::new(), Vec::new());
    for sentence in outline.sentences.iter().filter(|sentence| !sentence.span.is_empty()) {
        let text = context.slice(sentence.span);
        let tokens = Words::built_in().segment(text);
        let scene = Scene::new(text, &tokens, &marks(&context, sentence.span), &known.find(text));
        let found = names(text, &tokens, forms);
        for (outer, kind) in found.iter().filter(|(_, kind)| kind.may_hold()) {
            let inside = words_in(&tokens, *outer);
            let parts = nested(&text[outer.range()], |form| {
                forms.known.get(form).copied().filter(|kind| kind.may_be_held())
            });
            let parts: Vec<(Span, Kind)> = parts
                .into_iter()
                .map(|(span, kind)| (span.shift(outer.start), kind))
                .collect();
            inner.push(Example {
                rows: scene.features_inside(*kind, inside.clone()).rows(),
                labels: labels(&tokens[inside], &parts),
            });
        }
        examples.push(Example {
            rows: scene.features().rows(),
            labels: labels(&tokens, &found),
        });
    }
    (examples, inner)
}

/// The labels of words, of which some are names.
fn labels(tokens: &[Token], names: &[(Span, Kind)]) -> Vec<Label> {
    let mut labels = vec![Label::default(); tokens.len()];
    for (span, kind) in names {
        let words = words_in(tokens, *span);
        for (at, label) in labels.iter_mut().enumerate().take(words.end).skip(words.start) {
            let part = match (at == words.start, at + 1 == words.end) {
                (true, true) => Part::Single,
                (true, false) => Part::Begin,
                (false, true) => Part::End,
                (false, false) => Part::Inside,
            };
            *label = Label::of(*kind, part);
        }
    }
    labels
}

/// The names in a sentence that begin and end with words. A quotation mark that has its partner inside belongs to a name.
pub(super) fn names<V: Copy>(text: &str, tokens: &[Token], forms: &Forms<V>) -> Vec<(Span, V)> {
    let chars: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !QUOTES.contains(c)).collect();
    let starts: Vec<u32> = tokens.iter().map(|t| t.start).collect();
    let ends: Vec<u32> = tokens.iter().map(|t| t.end).collect();
    let byte = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut out = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let mut next = at + 1;
        let start = byte(chars[at].0);
        if starts.binary_search(&start).is_ok() {
            for to in (at + 2..=(at + forms.longest).min(chars.len())).rev() {
                let (last, c) = chars[to - 1];
                let end = byte(last + c.len_utf8());
                let plain: String = chars[at..to].iter().map(|(_, c)| *c).collect();
                if let Some(value) = forms.known.get(&plain)
                    && ends.binary_search(&end).is_ok()
                {
                    out.push((with_partners(text, Span { start, end }), *value));
                    next = to;
                    break;
                }
            }
        }
        at = next;
    }
    out
}

/// 强州城”战略 begins with its opening mark.
fn with_partners(text: &str, span: Span) -> Span {
    let inner = &text[span.range()];
    let count = |c: char| inner.matches(c).count();
    let mut span = span;
    for (open, close) in [('“', '”'), ('《', '》')] {
        if count(close) > count(open) && text[..span.start as usize].ends_with(open) {
            span.start -= u32::try_from(open.len_utf8()).unwrap_or(0);
        }
        if count(open) > count(close) && text[span.end as usize..].starts_with(close) {
            span.end += u32::try_from(close.len_utf8()).unwrap_or(0);
        }
    }
    span
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_with_their_marks() {
        let forms = forms("type\tname\taliases\tquote\nprogramme\t“强州城”战略\t强州城\tx\narea\t恩施市\t恩施\tx\n");
        let text = "恩施深入实施“强州城”战略，建设“强州城”。";
        let tokens = Words::built_in().segment(text);
        let found: Vec<&str> = names(text, &tokens, &forms)
            .into_iter()
            .map(|(span, _)| &text[span.range()])
            .collect();
        assert_eq!(found, ["恩施", "“强州城”战略", "强州城"]);
    }
}
