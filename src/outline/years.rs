//! The year of a report.

use super::date_before_year;
use super::headings::LineForm;
use super::{Date, Form, date_at};
use crate::text::Source;

/// How sure a year is that is told by how the text speaks of years.
pub(super) const SPOKEN: f32 = 0.6;
/// How sure a year is that the name of the file tells.
pub(super) const NAMED: f32 = 0.7;
/// The lines from the top in which a date may stand alone.
pub(super) const DATE_LINES: usize = 8;

/// The only year in the name of a file: 1955.txt, 柳州市-2021.txt, notice-2022-04-13.txt.
pub(super) fn of_name(name: &str) -> Option<i16> {
    let name = name.rsplit('/').next().unwrap_or(name);
    let runs = name.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    let mut years = runs.filter_map(|run| run.parse::<i16>().ok().filter(|year| (1949..2100).contains(year)));
    let year = years.next()?;
    years.all(|other| other == year).then_some(year)
}

/// A line that is a date and nothing else: 2022-04-13.
pub(super) fn date_line(line: &str) -> Option<Date> {
    let mut parts = line.trim().split(['-', '/', '.']);
    let mut part = |digits: std::ops::RangeInclusive<usize>| {
        let part = parts.next()?;
        (digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())).then_some(part)
    };
    let (year, month, day) = (part(4..=4)?, part(1..=2)?, part(1..=2)?);
    let date = Date {
        year: year.parse().ok()?,
        month: month.parse().ok()?,
        day: day.parse().ok()?,
    };
    let fits = (1949..2100).contains(&date.year) && (1..=12).contains(&date.month) && (1..=31).contains(&date.day);
    (fits && parts.next().is_none()).then_some(date)
}

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
        .filter(|l| l.form != Form::Row && l.span.end - l.span.start < 200)
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
        // A plan for the coming year, presented before it begins, speaks of 明年.
        let early = source.view.text.matches("明年").count() >= 5;
        return Some((year - i16::from(early), 0.9));
    }
    if let Some(date) = lines.iter().take(DATE_LINES).find_map(|l| date_line(text(l))) {
        return Some((date.year, 0.95));
    }
    spoken_year(&source.view.text).map(|year| (year, SPOKEN))
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
    let mut tasks: Option<i16> = None;
    let mut review: Option<i16> = None;
    for line in lines {
        let looks_back = ["回顾", "总结", "完成情况", "工作情况", "报告"]
            .iter()
            .filter_map(|w| line.find(w))
            .filter(|at| *at > 0)
            .max();
        if let Some(at) = looks_back {
            // 1998年工作回顾和1999年工作的总体要求: the years before the word are those reviewed.
            let before = if line[at..].starts_with("报告") {
                line
            } else {
                &line[..at]
            };
            review = review.or(years_of(before).into_iter().max().map(|y| y + 1));
            continue;
        }
        let years = years_of(line);
        let plans = ["工作", "任务", "目标", "安排", "要求", "重点", "打算"]
            .iter()
            .any(|w| line.contains(w));
        if let [year] = years[..]
            && plans
            && !line.contains('到')
        {
            tasks = tasks.max(Some(year));
        }
    }
    review.or(tasks)
}

/// The year that running text is about: the one after the last that it reviews at length.
fn spoken_year(text: &str) -> Option<i16> {
    let mut count = std::collections::BTreeMap::<i16, u32>::new();
    let mut opening = None;
    for (at, c) in text.char_indices() {
        if !(c.is_ascii_digit() || c == '二' || c == '一') {
            continue;
        }
        let Some((year, length)) = date_before_year(&text[at..]) else {
            continue;
        };
        let before = &text[..at];
        if before.ends_with("过去的") {
            return Some(year + 1);
        }
        if !before.ends_with(['到', '至', '—']) {
            *count.entry(year).or_default() += 1;
        }
        let after = &text[at + length..];
        let begins = before.is_empty() || before.ends_with(['\n', '。', '：']);
        if opening.is_none() && begins && (after.starts_with('是') || after.starts_with("，是")) {
            opening = Some((at, year));
        }
    }
    // 2023年是全面贯彻…的开局之年 at the head of a report speaks of the year reviewed.
    if let Some((at, year)) = opening {
        return Some(if at * 5 < text.len() { year + 1 } else { year });
    }
    let most = *count.values().max()?;
    let (&last, _) = count
        .iter()
        .rev()
        .find(|(_, n)| **n >= 2 && **n * 4 >= most)
        .or_else(|| count.iter().next_back())?;
    // A report speaks most of the year before it, much of its own, little of the one after.
    let said = |year: i16| i64::from(count.get(&year).copied().unwrap_or(0));
    [last + 1, last, last - 1]
        .into_iter()
        .max_by_key(|year| (2 * said(year - 1) + said(*year) - said(year + 1), *year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_give_the_year() {
        assert_eq!(heading_year(["一、2023年工作回顾"].into_iter()), Some(2024));
        assert_eq!(heading_year(["二、2024年重点工作"].into_iter()), Some(2024));
        assert_eq!(heading_year(["一、过去五年工作"].into_iter()), None);
        assert_eq!(
            heading_year(["一、1998年工作回顾和1999年工作的总体要求"].into_iter()),
            Some(1999)
        );
        assert_eq!(
            heading_year(["一、2023年主要工作", "二、2024年主要目标和重点工作"].into_iter()),
            Some(2024)
        );
        assert_eq!(heading_year(["首先报告2001年的工作"].into_iter()), Some(2002));
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
