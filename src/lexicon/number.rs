//! Numerals: 3176.9, 八千, 一万二千, 百分之五, 两.
//!
//! ```text
//! number  = digits [ "." digits ] | numeral
//! numeral = { digit [ unit ] } [ scale ]      digit = 〇…九 两 廿, unit = 十 百 千, scale = 万 亿
//! ```

pub use oxsdatatypes::Decimal;

/// A number at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Its value without the scale.
    pub value: Decimal,
    /// Bytes it takes, without the scale.
    pub length: usize,
    /// Whether it is written in Chinese numerals.
    pub chinese: bool,
}

/// Reads the number that `text` begins with. A final 万 or 亿 is left for the unit: 八千亿元 is 8000 and 亿元.
pub fn number_at(text: &str) -> Option<Number> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return arabic(text);
    }
    numeral(text)
}

fn arabic(text: &str) -> Option<Number> {
    let bytes = text.as_bytes();
    let mut length = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if bytes.get(length) == Some(&b'.') {
        let more = bytes[length + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        if more > 0 {
            length += 1 + more;
        }
    }
    let value = text[..length].parse().ok()?;
    Some(Number {
        value,
        length,
        chinese: false,
    })
}

fn digit(c: char) -> Option<i64> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn place(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// The decimals that a text begins with, 点三五, and their bytes.
fn decimals(text: &str) -> (Option<Decimal>, usize) {
    let Some(rest) = text.strip_prefix('点') else {
        return (None, 0);
    };
    let digits: String = rest.chars().map_while(digit).take(6).map(|d| d.to_string()).collect();
    if digits.is_empty() {
        return (None, 0);
    }
    let length = '点'.len_utf8() + rest.chars().take(digits.len()).map(char::len_utf8).sum::<usize>();
    (format!("0.{digits}").parse().ok(), length)
}

/// A numeral; the value before a final scale, so that the unit keeps it.
fn numeral(text: &str) -> Option<Number> {
    let (mut total, mut section, mut pending) = (0i64, 0i64, None::<i64>);
    // What stood before the last scale, with the length up to there.
    let mut before_scale = None;
    let mut length = 0;
    let mut digits_in_row = 0;
    let mut any = false;
    for c in text.chars().take(24) {
        if let Some(d) = digit(c) {
            // 二〇二五: digits set one after the other are places.
            pending = Some(match pending {
                Some(p) if digits_in_row > 0 => p.checked_mul(10)?.checked_add(d)?,
                _ => d,
            });
            digits_in_row += 1;
            any = true;
        } else if let Some(p) = place(c) {
            if pending.is_none() && p != 10 {
                break;
            }
            section = section.checked_add(pending.take().unwrap_or(1).checked_mul(p)?)?;
            digits_in_row = 0;
            any = true;
        } else if matches!(c, '万' | '亿') && any {
            let here = section + pending.unwrap_or(0);
            before_scale = Some((total, here, length));
            total = total
                .checked_add(here)?
                .checked_mul(if c == '万' { 10_000 } else { 100_000_000 })?;
            (section, pending, digits_in_row) = (0, None, 0);
            length += c.len_utf8();
            continue;
        } else {
            break;
        }
        before_scale = None;
        length += c.len_utf8();
    }
    if !any {
        return None;
    }
    let (value, length) = match before_scale {
        // The numeral ends in a scale: it belongs to the unit, unless a larger one went before (二十亿五千万).
        Some((0, here, at)) => (here, at),
        _ => (total + section + pending.unwrap_or(0), length),
    };
    // 十三点三
    let (fraction, more) = decimals(&text[length..]);
    let value = fraction
        .and_then(|fraction| Decimal::from(value).checked_add(fraction))
        .unwrap_or(Decimal::from(value));
    (length > 0).then(|| Number {
        value,
        length: length + more,
        chinese: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, value: &str, read: &str) {
        let number = number_at(text).unwrap_or_else(|| panic!("{text} is a number"));
        assert_eq!(
            (number.value.to_string().as_str(), &text[..number.length]),
            (value, read)
        );
    }

    #[test]
    fn values_and_their_forms() {
        check("3176.9亿元", "3176.9", "3176.9");
        check("12个", "12", "12");
        check("5.", "5", "5");
        check("八千亿元", "8000", "八千");
        check("三百平方公里", "300", "三百");
        check("两万人", "2", "两");
        check("一万二千人", "12000", "一万二千");
        check("二十五个", "25", "二十五");
        check("十个", "10", "十");
        check("十万人", "10", "十");
        check("二〇二五年", "2025", "二〇二五");
        check("一百零八家", "108", "一百零八");
        check("一千五百万吨", "1500", "一千五百");
        check("十三点三", "13.3", "十三点三");
        check("零点六倍", "0.6", "零点六");
    }

    #[test]
    fn words_are_no_numbers() {
        for text in ["增长", "万亿", "千方百计", "", "百货"] {
            assert_eq!(number_at(text), None, "{text}");
        }
    }
}
