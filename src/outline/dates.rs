//! Years and dates as documents write them.

/// A calendar date; month and day are 0 where not stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year.
    pub year: i16,
    /// 1–12, or 0.
    pub month: u8,
    /// 1–31, or 0.
    pub day: u8,
}

impl Date {
    /// `2021-04-20`; parts not stated are the last of their kind (the end of the month, 31 December).
    pub fn iso_end(self) -> String {
        let month = if self.month == 0 { 12 } else { self.month };
        let day = if self.day == 0 {
            last_day(self.year, month)
        } else {
            self.day
        };
        format!("{:04}-{month:02}-{day:02}", self.year)
    }
}

/// The last day of a month in the Gregorian calendar.
fn last_day(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A digit of a year: 2, ２ is gone from the view, 二, 〇, ○, 零.
fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => c as u32 - '0' as u32,
        '〇' | '○' | '零' | 'Ｏ' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The number that a text begins with, digits or Chinese numerals up to 99, and its length in bytes.
pub fn leading_number(text: &str) -> Option<(u32, usize)> {
    let ascii = text.bytes().take(9).take_while(u8::is_ascii_digit).count();
    if ascii > 0 {
        return Some((text[..ascii].parse().ok()?, ascii));
    }
    let (mut tens, mut ones, mut length) = (None, None, 0);
    for c in text.chars().take(3) {
        match (c, digit(c)) {
            ('十', _) if tens.is_none() => tens = Some(ones.take().unwrap_or(1)),
            (_, Some(d)) if ones.is_none() => ones = Some(d),
            _ => break,
        }
        length += c.len_utf8();
    }
    (length > 0).then(|| (tens.unwrap_or(0) * 10 + ones.unwrap_or(0), length))
}

/// The four-digit year that a text begins with (2021, 二〇二一), with its length; nothing unless 年 follows.
pub fn date_before_year(text: &str) -> Option<(i16, usize)> {
    let mut year = 0;
    let mut length = 0;
    let mut chars = text.chars();
    for _ in 0..4 {
        let c = chars.next()?;
        year = year * 10 + digit(c)?;
        length += c.len_utf8();
    }
    (chars.next() == Some('年') && (1900..2100).contains(&year))
        .then(|| i16::try_from(year).ok().map(|y| (y, length + '年'.len_utf8())))?
}

/// The date that a text begins with: 2021年, 2021年3月, 2021年3月28日, 二〇二一年三月二十八日; with its length in bytes.
pub fn date_at(text: &str) -> Option<(Date, usize)> {
    let (year, mut length) = date_before_year(text)?;
    let mut date = Date { year, month: 0, day: 0 };
    if let Some((month, taken)) = leading_number(&text[length..])
        && (1..=12).contains(&month)
        && text[length + taken..].starts_with('月')
    {
        date.month = u8::try_from(month).unwrap_or(0);
        length += taken + '月'.len_utf8();
        if let Some((day, taken)) = leading_number(&text[length..])
            && (1..=31).contains(&day)
            && text[length + taken..].starts_with('日')
        {
            date.day = u8::try_from(day).unwrap_or(0);
            length += taken + '日'.len_utf8();
        }
    }
    Some((date, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_both_scripts() {
        let expect = Date {
            year: 2021,
            month: 3,
            day: 28,
        };
        assert_eq!(date_at("2021年3月28日在柳州"), Some((expect, 16)));
        assert_eq!(date_at("二〇二一年三月二十八日").map(|(d, _)| d), Some(expect));
        assert_eq!(
            date_at("2021年末").map(|(d, _)| d),
            Some(Date {
                year: 2021,
                month: 0,
                day: 0
            })
        );
        assert_eq!(date_at("2021个"), None);
        assert_eq!(date_at("3176年"), None);
    }

    #[test]
    fn open_dates_end_at_the_end() {
        assert_eq!(
            Date {
                year: 2020,
                month: 2,
                day: 0
            }
            .iso_end(),
            "2020-02-29"
        );
        assert_eq!(
            Date {
                year: 2021,
                month: 0,
                day: 0
            }
            .iso_end(),
            "2021-12-31"
        );
    }
}
