//! Chinese words in IRIs: ASCII slugs by pinyin.
//!
//! In comes any text, out goes a short ASCII piece of an IRI, the same on every machine. Readings come from the
//! `pinyin` crate, one a character; what that gets wrong (重庆, 长沙, 厦门) stands in `ontology/pinyin-exceptions.csv`.

use std::sync::LazyLock;

use pinyin::ToPinyin;
use rustc_hash::FxHashMap;

/// Words whose reading is not that of their characters, and the longest of them in characters.
struct Exceptions {
    readings: FxHashMap<&'static str, Vec<&'static str>>,
    longest: usize,
}

static EXCEPTIONS: LazyLock<Exceptions> = LazyLock::new(|| {
    let table = include_str!("../../ontology/pinyin-exceptions.csv");
    let rows = table.lines().skip(1).filter_map(|line| {
        let mut fields = line.split(',');
        Some((fields.next()?, fields.next()?.split(' ').collect()))
    });
    let readings: FxHashMap<&'static str, Vec<&'static str>> = rows.collect();
    let longest = readings.keys().map(|word| word.chars().count()).max().unwrap_or(0);
    Exceptions { readings, longest }
});

/// The ASCII slug of `text`: lower-case letters, digits and single hyphens, at most `max` characters.
///
/// Han characters become pinyin without tones (ü is v), without a mark between syllables; ASCII and full-width letters
/// and digits stay; any run of something else becomes one hyphen. It is cut after a whole syllable or run of letters;
/// a text without a letter gives `x`.
///
/// ```
/// use govkg::graph::slug::slug;
/// assert_eq!(slug("重庆市教育局", 40), "chongqingshijiaoyuju");
/// assert_eq!(slug("绿色柳州（2021年）", 40), "lvseliuzhou-2021nian");
/// ```
pub fn slug(text: &str, max: usize) -> String {
    let mut out = String::with_capacity(max.min(text.len() * 2));
    let mut rest = text;
    // Whether something that is neither letter nor digit stands between what was written and what comes.
    let mut gap = false;
    while let Some(first) = rest.chars().next() {
        if let Some((word, syllables)) = exception(rest) {
            if !syllables.iter().all(|syllable| push(&mut out, syllable, &mut gap, max)) {
                break;
            }
            rest = &rest[word..];
            continue;
        }
        let length = rest
            .chars()
            .take_while(|c| ascii(*c).is_some())
            .map(char::len_utf8)
            .sum();
        if length > 0 {
            let run: String = rest[..length].chars().filter_map(ascii).collect();
            if !push(&mut out, &run, &mut gap, max) {
                // A run longer than a whole slug is cut; all others stay whole.
                if out.is_empty() {
                    out.push_str(&run[..max.min(run.len())]);
                }
                break;
            }
            rest = &rest[length..];
            continue;
        }
        match first.to_pinyin() {
            Some(reading) => {
                if !push(&mut out, &reading.plain().replace('ü', "v"), &mut gap, max) {
                    break;
                }
            }
            None => gap = true,
        }
        rest = &rest[first.len_utf8()..];
    }
    if out.is_empty() {
        out.push_str(&"x"[..max.min(1)]);
    }
    out
}

/// The longest exception that `text` begins with: its length in bytes and its syllables.
fn exception(text: &str) -> Option<(usize, &'static [&'static str])> {
    if text.as_bytes().first().is_none_or(u8::is_ascii) {
        return None;
    }
    let ends: Vec<usize> = text
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .take(EXCEPTIONS.longest)
        .collect();
    ends.iter()
        .rev()
        .find_map(|&end| Some((end, EXCEPTIONS.readings.get(&text[..end])?.as_slice())))
}

/// Appends `piece`, after a hyphen where there is a gap; false, and nothing changed, when it does not fit.
fn push(out: &mut String, piece: &str, gap: &mut bool, max: usize) -> bool {
    let hyphen = *gap && !out.is_empty();
    if out.len() + usize::from(hyphen) + piece.len() > max {
        return false;
    }
    if hyphen {
        out.push('-');
    }
    out.push_str(piece);
    *gap = false;
    true
}

/// The lower-case ASCII letter or digit that `c` is, also in its full-width form.
fn ascii(c: char) -> Option<char> {
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0)?,
        _ => c,
    };
    narrow.is_ascii_alphanumeric().then(|| narrow.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_single_characters_get_wrong() {
        for (text, expect) in [
            ("重庆", "chongqing"),
            ("长沙市", "changshashi"),
            ("厦门", "xiamen"),
            ("西藏自治区", "xizangzizhiqu"),
            ("国内生产总值增长", "guoneishengchanzongzhizengzhang"),
            ("柳州银行", "liuzhouyinhang"),
            ("中长期", "zhongchangqi"),
            ("旅游战略", "lvyouzhanlve"),
        ] {
            assert_eq!(slug(text, 60), expect, "{text}");
        }
    }

    #[test]
    fn keeps_letters_and_digits() {
        assert_eq!(slug("liuzhou-2021", 60), "liuzhou-2021");
        assert_eq!(slug("Reports/2021年_草案 (v2)", 60), "reports-2021nian-caoan-v2");
        assert_eq!(slug("ＡＢＣ１２３", 60), "abc123");
        assert_eq!(slug("--a--", 60), "a");
    }

    #[test]
    fn never_longer_than_asked_and_never_empty() {
        assert_eq!(slug("柳州市人民政府", 12), "liuzhoushi");
        assert_eq!(slug("abcdefgh", 3), "abc");
        assert_eq!(slug("柳州 abcdefgh", 10), "liuzhou");
        assert_eq!(slug("", 10), "x");
        assert_eq!(slug("《》、", 10), "x");
        assert_eq!(slug("柳", 0), "");
    }

    #[test]
    fn exceptions_are_sorted_whole_and_needed() {
        let rows: Vec<Vec<&str>> = include_str!("../../ontology/pinyin-exceptions.csv")
            .lines()
            .skip(1)
            .map(|line| line.splitn(4, ',').collect())
            .collect();
        assert!(rows.is_sorted_by(|a, b| a[0] < b[0]), "sorted, without duplicates");
        for row in rows {
            assert_eq!(row.len(), 4, "{row:?}");
            let plain: Vec<&str> = row[0].to_pinyin().flatten().map(pinyin::Pinyin::plain).collect();
            assert_eq!(
                plain.len(),
                row[1].split(' ').count(),
                "{row:?}: one syllable a character"
            );
            assert!(row[1].bytes().all(|b| b.is_ascii_lowercase() || b == b' '), "{row:?}");
            assert!(!row[2].is_empty(), "{row:?}: the source is missing");
            let single = |c: char| c.to_string() != row[0] && EXCEPTIONS.readings.contains_key(c.to_string().as_str());
            let needed = plain.join(" ") != row[1] || row[0].chars().any(single);
            assert!(needed, "{row:?}: the characters read like that anyway");
        }
    }
}
