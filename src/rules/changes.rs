//! The words before a number → the verb of change among them, if it is the number's own: 同比增长, 下降.

use super::nouns;

/// Verbs of change: sign, word.
const CHANGES: [(i64, &str); 18] = [
    (1, "增长"),
    (1, "增幅"),
    (1, "增速"),
    (1, "提高"),
    (1, "上升"),
    (1, "净增"),
    (1, "增加"),
    (1, "提升"),
    (1, "上涨"),
    (1, "增"),
    (1, "涨"),
    (-1, "下降"),
    (-1, "减少"),
    (-1, "降低"),
    (-1, "回落"),
    (-1, "压减"),
    (-1, "降"),
    (-1, "减"),
];

/// The last verb of change before a number, with nothing but adverbs between: sign, byte, length.
pub(super) fn change_before(before: &str) -> Option<(i64, usize, usize)> {
    let (sign, at, word) = CHANGES
        .iter()
        .filter_map(|(sign, word)| before.rfind(word).map(|at| (*sign, at, *word)))
        .max_by_key(|(_, at, word)| (at + word.len(), word.len()))?;
    let rest = &before[at + word.len()..];
    nouns::reaches(rest).then_some((sign, at, word.len()))
}

/// Whether a stretch before a number is only adverbs and the verb of change: 同比增长, 年均增长.
pub(super) fn change_opens(before: &str) -> bool {
    let head = before.trim_start_matches(['，', '、', '；', '（', ' ']);
    change_before(head).is_some_and(|(_, at, _)| {
        let mut rest = &head[..at];
        while let Some(next) = [
            "同比",
            "比上年",
            "较上年",
            "比去年",
            "较去年",
            "年均",
            "分别",
            "又",
            "累计",
            "实际",
            "预计",
            "平均",
            "名义",
            "可比",
        ]
        .iter()
        .find_map(|w| rest.strip_prefix(w))
        {
            rest = next;
        }
        rest.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_verb_counts_and_only_links_follow_it() {
        assert_eq!(change_before("，同比增长"), Some((1, "，同比".len(), "增长".len())));
        assert_eq!(change_before("增加值下降"), Some((-1, "增加值".len(), "下降".len())));
        assert_eq!(change_before("增长的企业"), None);
        assert_eq!(change_before("完成投资"), None);
    }

    #[test]
    fn adverbs_open_a_change() {
        assert!(change_opens("，同比实际增长"));
        assert!(!change_opens("其中工业增加值增长"));
    }
}
