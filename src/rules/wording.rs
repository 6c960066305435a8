//! The words around a number → how firmly it is meant, and whether it is a bound.

use super::numbers::Amount;
use super::{Comparator, Modality};

/// How firmly a clause promises its numbers.
pub(super) fn modality(clause: &str) -> Option<Modality> {
    [
        ("确保", Modality::Ensure),
        ("力争", Modality::Strive),
        ("争取", Modality::Strive),
        ("预期", Modality::Expected),
        ("预计", Modality::Expected),
        ("计划", Modality::Planned),
        ("必须", Modality::Required),
    ]
    .into_iter()
    .find(|(word, _)| clause.contains(word))
    .map(|(_, modality)| modality)
}

/// The comparator of the words before an amount, else of those after it.
pub(super) fn comparator(amount: &Amount, before: &str) -> Comparator {
    if amount.max_value.is_some() {
        return Comparator::Range;
    }
    let tail = before
        .char_indices()
        .rev()
        .nth(7)
        .map_or(before, |(at, _)| &before[at..]);
    let done = tail.strip_suffix('了');
    for (words, comparator) in [
        (&["不低于", "不少于", "不小于", "至少"][..], Comparator::AtLeast),
        (&["不超过", "不高于", "控制在"][..], Comparator::AtMost),
        (&["超过", "突破", "超", "逾", "高于", "多于"][..], Comparator::MoreThan),
        (&["不到", "低于", "不足", "少于"][..], Comparator::LessThan),
        (&["约", "近", "接近", "大约"][..], Comparator::About),
    ] {
        if words.iter().any(|w| {
            tail.ends_with(w)
                || done.is_some_and(|done| done.ends_with(w))
                || (w.chars().count() > 2 && tail.contains(w))
        }) {
            return comparator;
        }
    }
    amount.comparator
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_firmest_wording_counts() {
        assert_eq!(modality("确保完成、力争超额"), Some(Modality::Ensure));
        assert_eq!(modality("争取增长7%"), Some(Modality::Strive));
        assert_eq!(modality("增长7%"), None);
    }
}
