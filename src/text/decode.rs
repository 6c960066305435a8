//! Bytes → text: which encoding, and what it says.

use super::Diagnostic;

/// The encodings that reports come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// GB 18030, and with it GBK and GB 2312.
    Gb18030,
    /// Another one, as guessed; its WHATWG name.
    Other(&'static str),
}

impl Encoding {
    /// The usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
            Self::Other(name) => name,
        }
    }
}

/// Decodes `bytes`; out come the text without byte order mark, the encoding, and what was wrong.
///
/// Order of tests: byte order mark, NULs at every other byte (UTF-16 without mark), strict UTF-8, then a guess.
/// The guess sees only the first 256 KiB.
pub fn decode(bytes: &[u8]) -> (String, Encoding, Vec<Diagnostic>) {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return with(encoding_rs::UTF_16LE, Encoding::Utf16Le, rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return with(encoding_rs::UTF_16BE, Encoding::Utf16Be, rest);
    }
    match utf16_without_mark(bytes) {
        Some(Encoding::Utf16Le) => return with(encoding_rs::UTF_16LE, Encoding::Utf16Le, bytes),
        Some(_) => return with(encoding_rs::UTF_16BE, Encoding::Utf16Be, bytes),
        None => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), Encoding::Utf8, Vec::new());
    }
    if mostly_utf8(bytes) {
        return utf8(bytes);
    }
    let mut guesser = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let head = &bytes[..bytes.len().min(256 << 10)];
    guesser.feed(head, head.len() == bytes.len());
    let guess = guesser.guess(Some(b"cn"), chardetng::Utf8Detection::Deny);
    if guess == encoding_rs::GBK || guess == encoding_rs::GB18030 || guess == encoding_rs::WINDOWS_1252 {
        return with(encoding_rs::GB18030, Encoding::Gb18030, bytes);
    }
    with(guess, Encoding::Other(guess.name()), bytes)
}

fn utf8(bytes: &[u8]) -> (String, Encoding, Vec<Diagnostic>) {
    with(encoding_rs::UTF_8, Encoding::Utf8, bytes)
}

fn with(
    decoder: &'static encoding_rs::Encoding,
    encoding: Encoding,
    bytes: &[u8],
) -> (String, Encoding, Vec<Diagnostic>) {
    let (text, broken) = decoder.decode_without_bom_handling(bytes);
    let diagnostics = if broken {
        let first = text.chars().position(|c| c == '\u{FFFD}');
        vec![Diagnostic {
            at: first.and_then(|n| u32::try_from(n).ok()),
            ..Diagnostic::warning(format!(
                "bytes that are not {} were replaced by U+FFFD; save the file as UTF-8 if characters are missing",
                encoding.name()
            ))
        }]
    } else {
        Vec::new()
    };
    (text.into_owned(), encoding, diagnostics)
}

/// UTF-16 text of Chinese and ASCII has NULs or CJK high bytes (4E–9F, 30, FF) always at the same parity.
fn utf16_without_mark(bytes: &[u8]) -> Option<Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let pairs = head.len() / 2;
    let high = |parity: usize| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|b| matches!(b, 0 | 0x30 | 0x4E..=0x9F | 0xFF))
            .count()
    };
    let has_nul = head.contains(&0);
    let valid = |e: &'static encoding_rs::Encoding| !e.decode_without_bom_handling(head).1;
    let (le, be) = (high(1), high(0));
    if !has_nul || pairs == 0 {
        return None;
    }
    if le * 10 >= pairs * 9 && le > be && valid(encoding_rs::UTF_16LE) {
        return Some(Encoding::Utf16Le);
    }
    if be * 10 >= pairs * 9 && be > le && valid(encoding_rs::UTF_16BE) {
        return Some(Encoding::Utf16Be);
    }
    None
}

/// Whether all but a few sequences are UTF-8 (a file cut inside a character, a stray byte).
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut broken, mut multibyte) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        multibyte += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken * 50 < multibyte
}

/// Whether a file looks like something else than text: NULs that no UTF-16 explains, or mostly control characters.
pub fn looks_binary(text: &str) -> bool {
    let head = text.chars().take(8192);
    let (mut all, mut odd) = (0usize, 0usize);
    for c in head {
        all += 1;
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
        odd += usize::from(control || c == '\u{FFFD}');
    }
    all > 0 && odd * 20 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "政府工作报告\n2021年，全市地区生产总值3176.9亿元，增长1.5%。";

    #[track_caller]
    fn check(bytes: &[u8], encoding: Encoding) {
        let (text, found, diagnostics) = decode(bytes);
        assert_eq!((text.as_str(), found), (TEXT, encoding));
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn utf8_with_and_without_mark() {
        check(TEXT.as_bytes(), Encoding::Utf8);
        check(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), Encoding::Utf8);
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&[b"\xFF\xFE", &le[..]].concat(), Encoding::Utf16Le);
        check(&[b"\xFE\xFF", &be[..]].concat(), Encoding::Utf16Be);
        check(&le, Encoding::Utf16Le);
        check(&be, Encoding::Utf16Be);
    }

    #[test]
    fn gb18030_is_guessed() {
        let (bytes, _, _) = encoding_rs::GB18030.encode(TEXT);
        check(&bytes, Encoding::Gb18030);
    }

    #[test]
    fn cut_utf8_stays_utf8() {
        let bytes = &TEXT.repeat(5).into_bytes()[1..];
        let (text, encoding, diagnostics) = decode(bytes);
        assert_eq!(encoding, Encoding::Utf8);
        assert!(text.contains("工作报告"));
        assert_eq!(diagnostics.len(), 1);
    }

    #[test]
    fn pictures_look_binary() {
        let bytes: Vec<u8> = (0..4000u32).map(|n| (n * 7919 % 251) as u8).collect();
        let (text, _, _) = decode(&bytes);
        assert!(looks_binary(&text));
        assert!(!looks_binary(TEXT));
    }
}
