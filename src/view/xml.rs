//! Text inside XML.

use super::label::is_drawable;

/// Escapes text for element content and attribute values alike; what XML 1.0 cannot hold becomes `�`.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            c if is_drawable(c) => out.push(c),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
    out
}

/// A coordinate: one decimal, no trailing zero, no negative zero.
pub(super) fn number(value: f64) -> String {
    let mut text = format!("{value:.1}");
    if text.ends_with(".0") {
        text.truncate(text.len() - 2);
    }
    if text == "-0" { "0".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_xml() {
        assert_eq!(
            escape("</title><script>'\"&\u{0}\u{FFFE}\n"),
            "&lt;/title&gt;&lt;script&gt;&#39;&quot;&amp;\u{FFFD}\u{FFFD}&#10;"
        );
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!(
            [number(-0.01), number(3.0), number(2.25), number(-1.5)],
            ["0", "3", "2.2", "-1.5"]
        );
    }
}
