//! Literals: whether they are well formed, and which of two is the lesser.

use std::cmp::Ordering;

use oxigraph::model::LiteralRef;
use oxigraph::model::vocab::xsd;

/// Whether the words of a literal are allowed by its datatype; datatypes that are not known allow all.
pub(super) fn well_formed(literal: LiteralRef<'_>) -> bool {
    let (text, datatype) = (literal.value(), literal.datatype());
    if datatype == xsd::INTEGER {
        Decimal::parse(text).is_some() && !text.contains('.')
    } else if datatype == xsd::DECIMAL {
        Decimal::parse(text).is_some()
    } else if datatype == xsd::DOUBLE || datatype == xsd::FLOAT {
        matches!(text, "INF" | "+INF" | "-INF" | "NaN")
            || (text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b)) && text.parse::<f64>().is_ok())
    } else if datatype == xsd::BOOLEAN {
        matches!(text, "true" | "false" | "1" | "0")
    } else if datatype == xsd::DATE {
        split_zone(text).is_some_and(|(date, _)| is_date(date))
    } else if datatype == xsd::G_YEAR {
        split_zone(text).is_some_and(|(year, _)| is_year(year))
    } else if datatype == xsd::DATE_TIME {
        text.split_once('T')
            .is_some_and(|(date, time)| is_date(date) && split_zone(time).is_some_and(|(time, _)| is_time(time)))
    } else {
        true
    }
}

/// The order of two values; `None` where they do not compare.
pub(super) fn compare(a: LiteralRef<'_>, b: LiteralRef<'_>) -> Option<Ordering> {
    if !well_formed(a) || !well_formed(b) {
        return None;
    }
    let (kind_a, kind_b) = (a.datatype(), b.datatype());
    let exact = |datatype| datatype == xsd::INTEGER || datatype == xsd::DECIMAL;
    let number = |datatype| exact(datatype) || datatype == xsd::DOUBLE || datatype == xsd::FLOAT;
    if exact(kind_a) && exact(kind_b) {
        return Some(Decimal::parse(a.value())?.cmp(&Decimal::parse(b.value())?));
    }
    if number(kind_a) && number(kind_b) {
        return float(a.value())?.partial_cmp(&float(b.value())?);
    }
    if kind_a != kind_b {
        return None;
    }
    if kind_a == xsd::STRING || kind_a == xsd::BOOLEAN {
        return Some(a.value().cmp(b.value()));
    }
    if kind_a == xsd::DATE || kind_a == xsd::G_YEAR || kind_a == xsd::DATE_TIME {
        let (text_a, zone_a) = split_zone(a.value())?;
        let (text_b, zone_b) = split_zone(b.value())?;
        let plain = |text: &str| !text.starts_with('-') && text.find('-').unwrap_or(text.len()) == 4;
        return (zone_a == zone_b && plain(text_a) && plain(text_b)).then(|| text_a.cmp(text_b));
    }
    None
}

fn float(text: &str) -> Option<f64> {
    text.replace("INF", "inf").parse().ok()
}

/// A decimal number of any length.
#[derive(Debug, PartialEq, Eq)]
struct Decimal<'t> {
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
}

impl<'t> Decimal<'t> {
    fn parse(text: &'t str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        Some(Self {
            negative: negative && !(whole.is_empty() && fraction.is_empty()),
            whole,
            fraction,
        })
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |d: &Self| d.whole.len();
        let by_size = size(self).cmp(&size(other));
        let absolute = by_size
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.fraction.cmp(other.fraction));
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => absolute,
            (true, true) => absolute.reverse(),
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Takes the time zone from the end: `Z`, `+08:00` or nothing.
fn split_zone(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_suffix('Z') {
        return Some((rest, "Z"));
    }
    let at = text.len().checked_sub(6).filter(|&at| text.is_char_boundary(at));
    let Some((rest, zone)) = at.map(|at| text.split_at(at)) else {
        return Some((text, ""));
    };
    match zone.as_bytes() {
        [b'+' | b'-', a, b, b':', c, d] => {
            let digits = [a, b, c, d].iter().all(|b| b.is_ascii_digit());
            digits.then_some((rest, zone))
        }
        _ => Some((text, "")),
    }
}

fn is_year(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_digit()) && (digits.len() == 4 || !digits.starts_with('0'))
}

fn is_date(text: &str) -> bool {
    let mut parts = text.rsplitn(3, '-');
    let (Some(day), Some(month), Some(year)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let two = |t: &str| (t.len() == 2).then(|| t.parse::<u8>().ok()).flatten();
    let (Some(day), Some(month)) = (two(day), two(month)) else {
        return false;
    };
    let leap = year
        .parse::<i64>()
        .is_ok_and(|y| y.rem_euclid(4) == 0 && (y.rem_euclid(100) != 0 || y.rem_euclid(400) == 0));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    is_year(year) && (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<Option<u8>> = clock
        .split(':')
        .map(|p| (p.len() == 2).then(|| p.parse().ok()).flatten())
        .collect();
    let in_range = matches!(
        parts.as_slice(),
        [Some(0..=23), Some(0..=59), Some(0..=59)] | [Some(24), Some(0), Some(0)]
    );
    in_range && !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use oxigraph::model::{Literal, NamedNodeRef};

    use super::*;

    fn order(a: (&str, NamedNodeRef<'_>), b: (&str, NamedNodeRef<'_>)) -> Option<Ordering> {
        let a = Literal::new_typed_literal(a.0, a.1);
        let b = Literal::new_typed_literal(b.0, b.1);
        compare(a.as_ref(), b.as_ref())
    }

    #[test]
    fn numbers_compare_by_value_whatever_their_length() {
        let decimal = |a, b| order((a, xsd::DECIMAL), (b, xsd::DECIMAL));
        assert_eq!(decimal("317690000000.0", "9.99"), Some(Ordering::Greater));
        assert_eq!(decimal("1.50", "01.5"), Some(Ordering::Equal));
        assert_eq!(decimal("-0.0", "0"), Some(Ordering::Equal));
        assert_eq!(decimal("-1.3", "-1.25"), Some(Ordering::Less));
        assert_eq!(decimal("0.09", "0.1"), Some(Ordering::Less));
        assert_eq!(
            decimal("12345678901234567890123.4", "12345678901234567890123.5"),
            Some(Ordering::Less)
        );
        assert_eq!(
            order(("3", xsd::INTEGER), ("2.5", xsd::DECIMAL)),
            Some(Ordering::Greater)
        );
        assert_eq!(order(("3", xsd::INTEGER), ("2.5e2", xsd::DOUBLE)), Some(Ordering::Less));
        assert_eq!(order(("three", xsd::INTEGER), ("2", xsd::INTEGER)), None);
    }

    #[test]
    fn dates_compare_with_dates() {
        assert_eq!(
            order(("2021-04-20", xsd::DATE), ("2021-12-31", xsd::DATE)),
            Some(Ordering::Less)
        );
        assert_eq!(
            order(("2021", xsd::G_YEAR), ("2020", xsd::G_YEAR)),
            Some(Ordering::Greater)
        );
        assert_eq!(order(("2021-04-20", xsd::DATE), ("2021", xsd::G_YEAR)), None);
        assert_eq!(order(("2021-04-20Z", xsd::DATE), ("2021-04-20", xsd::DATE)), None);
    }

    #[test]
    fn what_is_no_date_is_seen() {
        let good = |text: &str, datatype| well_formed(Literal::new_typed_literal(text, datatype).as_ref());
        assert!(good("2020-02-29", xsd::DATE) && good("2020-12-31+08:00", xsd::DATE));
        for text in [
            "2021-02-29",
            "2021-13-01",
            "2021-1-1",
            "二〇二一",
            "2021",
            "2021-00-10",
            "2021-04-31",
        ] {
            assert!(!good(text, xsd::DATE), "{text}");
        }
        assert!(good("2021", xsd::G_YEAR) && !good("21", xsd::G_YEAR) && !good("02021", xsd::G_YEAR));
        assert!(good("2021-04-20T08:30:00Z", xsd::DATE_TIME) && !good("2021-04-20", xsd::DATE_TIME));
        assert!(good(".5", xsd::DECIMAL) && !good("1e3", xsd::DECIMAL) && !good("", xsd::DECIMAL));
        assert!(good("-7", xsd::INTEGER) && !good("7.0", xsd::INTEGER) && !good("七", xsd::INTEGER));
    }
}
