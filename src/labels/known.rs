//! Names that annotated texts hold: `models/names.tsv`. A sentence that has one of them is likely to name the same kind
//! of thing with it.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use super::{Kind, Marks};
use crate::text::Span;

/// Finds names, the longest at each place.
#[derive(Default)]
pub struct Known {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    codes: Vec<u8>,
}

/// More texts than these that hold a name say no more.
const MANY: u32 = 3;

impl Known {
    /// Names with what they name and how many texts hold them.
    pub fn new<'n>(names: impl Iterator<Item = (&'n str, Kind, u32)>) -> Self {
        let mut forms: Vec<(&str, u8)> = names
            .filter(|(_, _, texts)| *texts > 0)
            .map(|(form, kind, texts)| {
                let often = u8::try_from(texts.min(MANY)).unwrap_or(1);
                (form, kind as u8 * 3 + often)
            })
            .collect();
        forms.sort_unstable();
        forms.dedup_by_key(|(form, _)| *form);
        let (patterns, codes): (Vec<&str>, Vec<u8>) = forms.into_iter().unzip();
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns)
            .ok();
        Self { automaton, codes }
    }

    /// The names of a file: form, kind, number of texts.
    pub fn read(file: &str) -> Self {
        Self::new(file.lines().skip(1).filter_map(|line| {
            let mut fields = line.split('\t');
            let (form, kind, texts) = (fields.next()?, fields.next()?, fields.next()?);
            Some((form, Kind::named(kind)?, texts.parse().ok()?))
        }))
    }

    /// The known names in a sentence.
    pub fn find(&self, sentence: &str) -> Vec<Marks> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        automaton
            .leftmost_find_iter(sentence)
            .map(|found| Marks {
                span: Span::new(found.start(), found.end()),
                code: self.codes[found.value() as usize],
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_at_each_place() {
        let known = Known::read("form\tkind\ttexts\n河长制\tprogramme\t9\n河长\tprogramme\t1\n铁路\tproject\t0\n");
        let found = known.find("落实河长制，修铁路");
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].span, found[0].code),
            (Span::new(6, 15), Kind::Programme as u8 * 3 + 3)
        );
    }
}
