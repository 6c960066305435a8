//! Annotated texts → sentences with features and labels.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::labels::{Kind, Label, Part, Row, Token, Words, rows};
use crate::lexicon::Lexicon;
use crate::outline::divide;
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
}

/// Reads the annotated texts that `INDEX.tsv` of a folder lists; the reports lie under `shared`.
///
/// # Errors
/// A file that cannot be read, a row without its columns.
pub fn read(folder: &Path, shared: &Path, words: &Lexicon) -> Result<Vec<Annotated>> {
    let index = text_of(&folder.join("INDEX.tsv"))?;
    let mut stretches: Vec<(String, Vec<String>)> = Vec::new();
    for line in index.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, document, start, end, ..] = fields[..] else {
            return Err(Error::content(
                folder.join("INDEX.tsv"),
                format!("a row without its columns: {line}"),
            ));
        };
        let whole = text_of(&shared.join(document))?;
        let place = |field: &str, otherwise: usize| field.parse().unwrap_or(otherwise);
        let (from, to) = (place(start, 0), place(end, usize::MAX));
        let stretch: String = whole.chars().skip(from).take(to - from).collect();
        match stretches.last_mut() {
            Some((last, parts)) if last == name => parts.push(stretch),
            _ => stretches.push((name.to_owned(), vec![stretch])),
        }
    }
    stretches
        .into_iter()
        .map(|(name, parts)| {
            let path: PathBuf = folder.join(&name).join("entities.tsv");
            let rows = text_of(&path)?;
            let examples = project(&parts.join("\n"), &forms(&rows), words);
            Ok(Annotated { name, rows, examples })
        })
        .collect()
}

/// 16 hex digits over the annotations of a folder, as the weights made from them bear.
///
/// # Errors
/// A file that cannot be read.
pub fn fingerprint(folder: &Path) -> Result<String> {
    let index = text_of(&folder.join("INDEX.tsv"))?;
    let mut names: Vec<&str> = index
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next())
        .collect();
    names.dedup();
    let texts = names.into_iter().map(|name| {
        let rows = text_of(&folder.join(name).join("entities.tsv"))?;
        Ok((name, rows))
    });
    let texts: Vec<(&str, String)> = texts.collect::<Result<_>>()?;
    Ok(digest(texts.iter().map(|(name, rows)| (*name, rows.as_str()))))
}

/// 16 hex digits over names and rows of texts.
pub(super) fn digest<'t>(texts: impl Iterator<Item = (&'t str, &'t str)>) -> String {
    let mut hasher = Sha256::new();
    for (name, rows) in texts {
        hasher.update(name);
        hasher.update(rows);
    }
    hasher.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}

fn text_of(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|source| Error::file("read", path, source))?;
    Ok(text::decode(&bytes).0)
}

/// Every form of every row, as the view writes it and without quotation marks.
fn forms(rows: &str) -> FxHashMap<String, Kind> {
    let mut forms = FxHashMap::default();
    for line in rows.lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(kind), Some(name)) = (fields.next().and_then(Kind::named), fields.next()) else {
            continue;
        };
        for form in std::iter::once(name).chain(fields.next().unwrap_or_default().split('|')) {
            let plain = without_quotes(View::new(form).text.trim());
            if plain.chars().count() >= 2 {
                forms.entry(plain).or_insert(kind);
            }
        }
    }
    forms
}

const QUOTES: [char; 8] = ['“', '”', '"', '‘', '’', '《', '》', '\''];

fn without_quotes(text: &str) -> String {
    text.chars().filter(|c| !QUOTES.contains(c)).collect()
}

/// Sentences of a text with the label of each word: the longest name at each place, from left to right.
fn project(text: &str, forms: &FxHashMap<String, Kind>, words: &Lexicon) -> Vec<Example> {
    let (source, _) = text::read(text.as_bytes());
    let outline = divide(&source);
    let context = Context::new(&source, &outline, words);
    let longest = forms.keys().map(|f| f.chars().count()).max().unwrap_or(0);
    outline
        .sentences
        .iter()
        .filter(|sentence| !sentence.span.is_empty())
        .map(|sentence| {
            let text = context.slice(sentence.span);
            let tokens = Words::built_in().segment(text);
            let rows = rows(text, &tokens, &marks(&context, sentence.span));
            let mut labels = vec![Label::default(); tokens.len()];
            for (span, kind) in names(text, &tokens, forms, longest) {
                let from = tokens.partition_point(|t| t.start < span.start);
                let to = tokens.partition_point(|t| t.end <= span.end);
                for (at, label) in labels.iter_mut().enumerate().take(to).skip(from) {
                    let part = match (at == from, at + 1 == to) {
                        (true, true) => Part::Single,
                        (true, false) => Part::Begin,
                        (false, true) => Part::End,
                        (false, false) => Part::Inside,
                    };
                    *label = Label::of(kind, part);
                }
            }
            Example { rows, labels }
        })
        .collect()
}

/// The names in a sentence that begin and end with words. A quotation mark that has its partner inside belongs to a name.
fn names(text: &str, tokens: &[Token], forms: &FxHashMap<String, Kind>, longest: usize) -> Vec<(Span, Kind)> {
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
            for to in (at + 2..=(at + longest).min(chars.len())).rev() {
                let (last, c) = chars[to - 1];
                let end = byte(last + c.len_utf8());
                let plain: String = chars[at..to].iter().map(|(_, c)| *c).collect();
                if let Some(kind) = forms.get(&plain)
                    && ends.binary_search(&end).is_ok()
                {
                    out.push((with_partners(text, Span { start, end }), *kind));
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
        let found: Vec<&str> = names(text, &tokens, &forms, 8)
            .into_iter()
            .map(|(span, _)| &text[span.range()])
            .collect();
        assert_eq!(found, ["恩施", "“强州城”战略", "强州城"]);
    }
}
