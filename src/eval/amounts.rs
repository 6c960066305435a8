//! When two amounts are the same: exact decimals, and the powers of ten that Chinese units carry.

use super::names;

/// A decimal number of any length, kept exactly: digits without zeros at either end, and the power of ten of the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads `-1.30`, `+5`, `.5`, `1E-7`; nothing where the text is no finite number.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (mantissa, power) = match text.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let unsigned = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let digits = all.trim_end_matches('0');
        let exponent = i64::from(power) - fraction.len() as i64 + (all.len() - digits.len()) as i64;
        let digits = digits.trim_start_matches('0');
        let zero = digits.is_empty();
        Some(Self {
            negative: mantissa.starts_with('-') && !zero,
            digits: digits.to_owned(),
            exponent: if zero { 0 } else { exponent },
        })
    }

    /// Below zero.
    pub(super) fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whether two numbers are equal, whatever their signs, once each is multiplied by its power of ten.
    fn same_size(&self, power: i64, other: &Self, other_power: i64) -> bool {
        self.digits == other.digits && (self.digits.is_empty() || self.exponent + power == other.exponent + other_power)
    }
}

/// A unit in the one spelling in which units are compared.
pub(super) fn unit(written: &str) -> String {
    let unit = names::key(written);
    match unit.as_str() {
        "个百分点" => "百分点".to_owned(),
        "平方千米" | "km2" => "平方公里".to_owned(),
        "km" => "公里".to_owned(),
        _ => unit,
    }
}

/// The number words that stand before a unit, longest first, with their powers of ten.
const SCALES: [(&str, i64); 10] = [
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("亿", 8),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("万", 4),
    ("千", 3),
];

/// Units of measurement whose first character is no number word.
const THOUSANDS: [&str; 5] = ["千米", "千瓦", "千克", "千卡", "千伏"];

/// Units that say a proportion; they never stand for a count.
const RATES: [&str; 3] = ["%", "百分点", "‰"];

/// The power of ten that a unit carries, and what is left of it: 亿元 → (8, 元), 平方公里 → (0, 平方公里).
fn scale(unit: &str) -> (i64, &str) {
    if THOUSANDS.iter().any(|whole| unit.starts_with(whole)) {
        return (0, unit);
    }
    let carried = SCALES
        .iter()
        .find_map(|(word, power)| Some((*power, unit.strip_prefix(word)?)));
    carried.unwrap_or((0, unit))
}

/// The same number on the same scale, whatever the sign and the name of what is counted.
///
/// 10000 亿元 is 1 万亿元; 5 % is never 5 个.
pub(super) fn same_amount(value: &Decimal, of: &str, other: &Decimal, of_other: &str) -> bool {
    let ((power, base), (other_power, other_base)) = (scale(of), scale(of_other));
    let rate = RATES.contains(&base) || RATES.contains(&other_base);
    value.same_size(power, other, other_power) && (!rate || base == other_base)
}

/// Whether two units count the same kind of thing, whatever their scales.
pub(super) fn same_unit(one: &str, other: &str) -> bool {
    let (a, b) = (scale(one).1, scale(other).1);
    let pair = |x: &str, y: &str| (a == x && b == y) || (a == y && b == x);
    let general = |unit: &str| ["", "个", "家", "项"].contains(&unit);
    a == b
        || ["", "名", "位"].iter().any(|person| pair("人", person))
        || ["镇", "县", "村"].iter().any(|place| pair("个", place))
        || ((a.is_empty() || b.is_empty()) && general(a) && general(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(number: &str, written: &str, other: &str, other_written: &str) -> bool {
        let (a, b) = (Decimal::parse(number).unwrap(), Decimal::parse(other).unwrap());
        same_amount(&a, &unit(written), &b, &unit(other_written))
    }

    #[test]
    fn amounts_are_compared_exactly_with_their_scales() {
        assert!(amount("10000", "亿元", "1", "万亿元"));
        assert!(amount("3176.90", "亿元", "-3176.9", "亿元"));
        assert!(amount("0.1", "万人", "1000", "人"));
        assert!(amount("0", "个", "0.00", "亿元"));
        assert!(amount("1E-7", "", "0.0000001", ""));
        assert!(amount(
            "12345678901234567890.123",
            "亿元",
            "1234567890123456789012300000",
            "元"
        ));
        assert!(!amount(
            "12345678901234567890.123",
            "亿元",
            "1234567890123456789012300001",
            "元"
        ));
        assert!(!amount("1", "千瓦", "1000", "瓦"));
        assert!(amount("1", "万千瓦", "10000", "千瓦"));
    }

    #[test]
    fn rates_are_no_counts() {
        assert!(!amount("5", "%", "5", "个"));
        assert!(!amount("5", "%", "5", "个百分点"));
        assert!(amount("5", "％", "-5", "%"));
        assert!(amount("5", "个", "5", "家"));
    }

    #[test]
    fn numbers_in_every_notation() {
        for (text, same) in [
            ("1e3", "1000"),
            ("+.5", "0.5"),
            ("5.", "5"),
            (" 7 ", "7"),
            ("-0.0", "0"),
            ("1.0E1", "10"),
        ] {
            assert_eq!(Decimal::parse(text), Decimal::parse(same), "{text}");
        }
        for text in ["", "-", ".", "NaN", "1e", "1.2.3", "五", "0x1"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert!(Decimal::parse("-1.3").is_some_and(|n| n.is_negative()));
        assert!(Decimal::parse("-0").is_some_and(|n| !n.is_negative()));
    }

    #[test]
    fn units_of_the_same_kind() {
        for (one, other) in [
            ("亿元", "万元"),
            ("人", "名"),
            ("万人", ""),
            ("个", "县"),
            ("", "家"),
            ("平方千米", "km²"),
            ("km", "公里"),
            ("个百分点", "百分点"),
        ] {
            assert!(
                same_unit(&unit(one), &unit(other)) && same_unit(&unit(other), &unit(one)),
                "{one} {other}"
            );
        }
        for (one, other) in [
            ("元", "人"),
            ("个", "家"),
            ("名", "位"),
            ("县", "村"),
            ("", "公里"),
            ("千瓦", "瓦"),
        ] {
            assert!(!same_unit(&unit(one), &unit(other)), "{one} {other}");
        }
    }
}
