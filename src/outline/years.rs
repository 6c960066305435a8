//! The year of a report.

use super::date_before_year;
use super::headings::LineForm;
use super::{Form, date_at};
use crate::text::Source;

/// The year in which a report is given, with a confidence from 0 to 1.
///
/// Title and date of the meeting come first; then headings (2023年工作回顾 belongs to a report of 2024); then how the
/// text speaks of years.
pub(super) fn find(source: &Source, lines: &[LineForm], title: Option<&str>) -> Option<(i16, f32)> {
    let text = |line: &LineForm| source.view.slice(line.span);
    let in_title = title.and_then(|t| years_of(t).into_iter().next());
    let headings = heading_year(
        lines
            .iter()
            .filter(|l| matches!(l.form, Form::Heading(_) | Form::Line))
            .map(text),
    );
    let meeting = lines
        .iter()
        .take(25)
        .filter(|l| !matches!(l.form, Form::Body | Form::Row))
        .find_map(|l| meeting_date(text(l)));
    if let Some((year, month)) = meeting {
        // A report given in November or December is about the year to come.
        let next = month >= 11 && headings != Some(year);
        return Some((year + i16::from(next), 0.98));
    }
    if let Some(year) = in_title {
        return Some((year, 0.97));
    }
    if let Some(year) = headings {
        return Some((year, 0.9));
    }
    spoken_year(&source.view.text).map(|year| (year, 0.6))
}

/// All years of a line: 2021年, 二〇二一年.
fn years_of(line: &str) -> Vec<i16> {
    line.char_indices()
        .filter_map(|(at, _)| date_before_year(&line[at..]))
        .map(|(y, _)| y)
        .collect()
}

/// A date in a short line, or the date before 在…会议上.
fn meeting_date(line: &str) -> Option<(i16, u8)> {
    let date = line
        .char_indices()
        .find_map(|(at, _)| date_at(&line[at..]))
        .map(|(d, _)| d)?;
    (date.month > 0 && (date.day > 0 || line.contains("会议"))).then_some((date.year, date.month))
}

/// 2023年工作回顾 → 2024; 2024年重点工作 → 2024.
fn heading_year<'a>(lines: impl Iterator<Item = &'a str>) -> Option<i16> {
    let mut tasks = None;
    let mut review = None;
    for line in lines {
        let years = years_of(line);
        let Some(&last) = years.iter().max() else { continue };
        if ["回顾", "总结", "完成情况", "工作情况"]
            .iter()
            .any(|w| line.contains(w))
        {
            review = review.or(Some(last + 1));
        } else if ["工作", "任务", "目标", "安排", "要求", "重点", "打算"]
            .iter()
            .any(|w| line.contains(w))
            && years.len() == 1
            && !line.contains('到')
        {
            tasks = tasks.or(Some(last));
        }
    }
    match (tasks, review) {
        (Some(t), Some(r)) if t > r => Some(r),
        (_, Some(r)) => Some(r),
        (t, None) => t,
    }
}

/// The year that running text is about: of those it names most, the one after the last reviewed.
fn spoken_year(text: &str) -> Option<i16> {
    let mut count = std::collections::BTreeMap::<i16, u32>::new();
    let mut found = None;
    for (at, c) in text.char_indices() {
        if !(c.is_ascii_digit() || c == '二' || c == '一') {
            continue;
        }
        let Some((year, length)) = date_before_year(&text[at..]) else {
            continue;
        };
        *count.entry(year).or_default() += 1;
        let after = &text[at + length..];
        let before = &text[..at];
        let begins = before.is_empty() || before.ends_with(['\n', '。', '：']);
        if found.is_none() && begins && (after.starts_with('是') || after.starts_with("，是")) {
            found = Some(year);
        }
    }
    // 2023年是全面贯彻…的开局之年 at the head of a report speaks of the year reviewed.
    let this_year = text.contains("今年");
    if let Some(year) = found {
        let first_third = text.find(&format!("{year}年")).is_some_and(|at| at * 5 < text.len());
        return Some(if first_third { year + 1 } else { year });
    }
    let (&most, _) = count.iter().max_by_key(|(year, n)| (**n, **year))?;
    let next = count.get(&(most + 1)).copied().unwrap_or(0);
    Some(if this_year || next > 0 { most + 1 } else { most })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_give_the_year() {
        assert_eq!(heading_year(["一、2023年工作回顾"].into_iter()), Some(2024));
        assert_eq!(heading_year(["二、2024年重点工作"].into_iter()), Some(2024));
        assert_eq!(heading_year(["一、过去五年工作"].into_iter()), None);
    }

    #[test]
    fn meetings_give_the_year() {
        assert_eq!(
            meeting_date("——2021年3月28日在柳州市第十四届人民代表大会第六次会议上"),
            Some((2021, 3))
        );
        assert_eq!(meeting_date("（二〇〇八年一月）"), None);
    }
}
