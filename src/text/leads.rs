//! The begin of a line → the mark of a heading or of an item of a list, if there is one.

/// `一、…`, `（一）…`, `第一部分 …` on a short line without a full stop.
pub(crate) fn is_numbered_heading(line: &str) -> bool {
    let line = line.trim_start_matches('*');
    list_lead(line).is_some_and(|lead| matches!(lead, Lead::Part | Lead::Section))
        && line.chars().count() <= 40
        && !line.contains(['。', '；', '！', '？'])
        && !line.ends_with(['，', '、', ','])
}

/// Whether a character has no agreed meaning: a list mark of the font that the text was set in.
pub(crate) fn is_private_use(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

/// What a line begins with, where that is the mark of a heading or of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    /// 一、 or 第一部分
    Part,
    /// （一）
    Section,
    /// 1. 1、 ① —— ●
    Item,
}

/// The mark that a trimmed line begins with.
pub(super) fn list_lead(line: &str) -> Option<Lead> {
    let numeral = |c: char| "一二三四五六七八九十〇".contains(c);
    let after = line.trim_start_matches(numeral);
    if after.len() < line.len() && after.starts_with(['、', '.', '．']) {
        return Some(Lead::Part);
    }
    if let Some(rest) = line.strip_prefix('第') {
        let rest = rest.trim_start_matches(numeral);
        if rest.starts_with("部分") || rest.starts_with("章") {
            return Some(Lead::Part);
        }
    }
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let inner = rest.trim_start_matches(|c| numeral(c) || c.is_ascii_digit());
        if inner.len() < rest.len() && inner.starts_with(['）', ')']) {
            return Some(if rest.starts_with(|c: char| c.is_ascii_digit()) {
                Lead::Item
            } else {
                Lead::Section
            });
        }
    }
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let width = line.len() - digits.len();
    if (1..=6).contains(&width)
        && digits.starts_with(|c| matches!(c, '.' | '、' | '．' | ')' | '）') || is_private_use(c))
        && !digits.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
    {
        return Some(Lead::Item);
    }
    if line.starts_with(['●', '•', '■', '◆', '★', '·'])
        || line.starts_with("——")
        || line.starts_with("--")
        || line.starts_with(|c| ('①'..='⑳').contains(&c))
    {
        return Some(Lead::Item);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_text() {
        for (line, lead) in [
            ("一、工作回顾", Some(Lead::Part)),
            ("第一部分 回顾", Some(Lead::Part)),
            ("（二）产业升级", Some(Lead::Section)),
            ("（3）修路", Some(Lead::Item)),
            ("12、修路", Some(Lead::Item)),
            ("——民生改善", Some(Lead::Item)),
            ("1.5%的增长", None),
            ("第二产业增加值", None),
            ("2021年", None),
        ] {
            assert_eq!(list_lead(line), lead, "{line}");
        }
    }

    #[test]
    fn sentences_are_no_headings() {
        assert!(is_numbered_heading("一、2020年工作回顾"));
        assert!(!is_numbered_heading("一、2020年，我们稳住了基本盘。"));
        assert!(!is_numbered_heading("1.修路"));
    }
}
