//! Finds the words nearest to a word that nothing answers to.

use std::collections::BTreeSet;

/// The least likeness that is worth naming.
const LEAST: f64 = 0.3;

/// The candidates nearest to a word, best first, at most `count`.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>, count: usize) -> Vec<&'a str> {
    let wanted = pieces(word);
    let mut scored: Vec<_> = candidates
        .map(|candidate| (likeness(&wanted, &pieces(candidate)), candidate))
        .filter(|(score, _)| *score >= LEAST)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.into_iter().take(count).map(|(_, candidate)| candidate).collect()
}

/// The letters of a word and its pairs of letters, in lower case.
fn pieces(word: &str) -> BTreeSet<(char, Option<char>)> {
    let letters: Vec<_> = word.chars().flat_map(char::to_lowercase).collect();
    let singles = letters.iter().map(|letter| (*letter, None));
    let pairs = letters.windows(2).map(|pair| (pair[0], Some(pair[1])));
    singles.chain(pairs).collect()
}

/// How many pieces two words share, from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "words are short")]
fn likeness<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let shared = a.intersection(b).count();
    2.0 * shared as f64 / (a.len() + b.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_come_first() {
        let labels = ["柳州市教育局", "柳州市公安局", "来宾市教育局", "石墨烯小镇"];
        assert_eq!(
            nearest("市教育局", labels.into_iter(), 2),
            ["来宾市教育局", "柳州市教育局"]
        );
        assert_eq!(nearest("gdp", ["GDP", "GNP", "x"].into_iter(), 1), ["GDP"]);
        assert!(nearest("", labels.into_iter(), 2).is_empty());
        assert!(nearest("火星", labels.into_iter(), 2).is_empty());
    }
}
