//! Looks over the text of a query without parsing it: where names stand, where they do not count.

use std::ops::Range;

/// The text with comments, strings and IRIs blanked out, byte for byte as long as the text.
///
/// What is left can be searched for keywords, variables and prefixed names without mistaking a word in a string for one.
pub fn masked(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut masked = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'#' => text[at..].find(['\n', '\r']).map_or(bytes.len(), |n| at + n),
            b'<' => iri_end(text, at).unwrap_or(at + 1),
            b'"' | b'\'' => string_end(text, at),
            _ => {
                at += 1;
                continue;
            }
        };
        if end > at + 1 || bytes[at] == b'#' {
            masked[at..end].fill(b' ');
        }
        at = end;
    }
    // Multi-byte characters are blanked whole or kept whole, so the bytes stay UTF-8.
    String::from_utf8(masked).unwrap_or_default()
}

/// Where the IRI that begins at `start` ends; `None` if `<` is a comparison.
fn iri_end(text: &str, start: usize) -> Option<usize> {
    let body = &text[start + 1..];
    let stop = body.find(|c: char| c <= ' ' || "<>\"{}|^`\\".contains(c))?;
    body[stop..].starts_with('>').then_some(start + stop + 2)
}

/// Where the string that begins at `start` ends; the end of the line or text if it is not closed.
fn string_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let quote = bytes[start];
    let long = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if long { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b if b == quote && !long => return at + 1,
            b if b == quote && bytes[at..].starts_with(&[quote; 3]) => return at + 3,
            b'\n' if !long => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// A line `VALUES ?variable { … }` in which a parameter is bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The variable, without its sign.
    pub variable: String,
    /// The whole clause, from `VALUES` to the closing brace.
    pub clause: Range<usize>,
    /// What stands between the braces.
    pub values: Range<usize>,
}

/// All clauses `VALUES ?variable { … }` of a text, in its order.
pub fn placeholders(text: &str) -> Vec<Placeholder> {
    let masked = masked(text);
    let mut found = Vec::new();
    for (start, _) in masked.match_indices(['V', 'v']) {
        if masked[..start].ends_with(name_character) {
            continue;
        }
        if let Some(placeholder) = placeholder_at(&masked, start) {
            found.push(placeholder);
        }
    }
    found
}

fn placeholder_at(masked: &str, start: usize) -> Option<Placeholder> {
    const KEYWORD: usize = "VALUES".len();
    let rest = masked.get(start..start + KEYWORD)?;
    if !rest.eq_ignore_ascii_case("VALUES") {
        return None;
    }
    let after = masked[start + KEYWORD..].trim_start();
    let name_and_rest = after.strip_prefix(['?', '$'])?;
    let length = name_and_rest.find(|c: char| !name_character(c))?;
    let (variable, rest) = name_and_rest.split_at(length);
    let body = rest.trim_start().strip_prefix('{')?;
    let begin = masked.len() - body.len();
    let end = begin + body.find('}')?;
    Some(Placeholder {
        variable: variable.to_owned(),
        clause: start..end + 1,
        values: begin..end,
    })
}

/// The prefixed names of a text, as pairs of prefix and local name.
pub fn prefixed_names(masked: &str) -> Vec<(&str, &str)> {
    let mut names = Vec::new();
    for (colon, _) in masked.match_indices(':') {
        let prefix_start = masked[..colon]
            .rfind(|c: char| !(name_character(c) || c == '-' || c == '.'))
            .map_or(0, |n| n + masked[n..].chars().next().map_or(1, char::len_utf8));
        if masked[..prefix_start].ends_with(['?', '$', '@']) {
            continue;
        }
        let local = &masked[colon + 1..];
        let end = local
            .find(|c: char| !(name_character(c) || c == '-'))
            .unwrap_or(local.len());
        names.push((&masked[prefix_start..colon], &local[..end]));
    }
    names
}

/// The deepest nesting of brackets, which bounds how deep a parser descends.
pub fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in masked(text).bytes() {
        match byte {
            b'(' | b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// How many triple patterns and steps of paths a text can have at most; to order them takes the cube of their number.
pub fn patterns(text: &str) -> usize {
    let masked = masked(text);
    let bytes = masked.as_bytes();
    let (mut inside, mut count) = (0_usize, 0);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'(' => inside += 1,
            b')' => inside = inside.saturating_sub(1),
            b'/' => count += 1,
            // Within parentheses these separate arguments and values.
            b';' | b',' | b'[' if inside == 0 => count += 1,
            b'.' if inside == 0 && !bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => count += 1,
            _ => {}
        }
    }
    count
}

/// How many operators, groups, filters and bindings a text has, which bounds how long a parser and a planner take.
pub fn operations(text: &str) -> usize {
    let masked = masked(text).to_ascii_uppercase();
    let bytes = masked.as_bytes();
    let signs = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'{' | b'!' | b'+' | b'*' | b'/' | b'|' | b'&' | b'^' => true,
        // Between letters it is part of a name.
        b'-' => bytes.get(at + 1).is_some_and(|next| !next.is_ascii_alphabetic()),
        _ => false,
    });
    signs.count() + masked.matches("FILTER").count() + masked.matches("BIND").count()
}

fn name_character(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_iris_and_comments_are_blanked() {
        let text = "SELECT ?a # VALUES ?x { 1 }\n{ ?a <http://a#b> \"VALUES ?y { 2 }\", '''it's'''@zh FILTER(?a < 3) }";
        let masked = masked(text);
        assert_eq!(masked.len(), text.len());
        assert!(!masked.contains("VALUES") && !masked.contains("http") && !masked.contains("it's"));
        assert!(masked.contains("?a < 3"));
        assert!(placeholders(text).is_empty());
    }

    #[test]
    fn placeholders_are_found_with_their_values() {
        let text = "{ VALUES ?theUnit { UNDEF } values $x {1 2} VALUES (?a ?b) { (1 2) } }";
        let found = placeholders(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].variable, "theUnit");
        assert_eq!(&text[found[0].values.clone()], " UNDEF ");
        assert_eq!(&text[found[0].clause.clone()], "VALUES ?theUnit { UNDEF }");
        assert_eq!(
            (found[1].variable.as_str(), &text[found[1].values.clone()]),
            ("x", "1 2")
        );
    }

    #[test]
    fn prefixed_names_leave_out_variables_and_languages() {
        let names = masked("PREFIX gk: <http://a> { ?x gk:leadUnit/skos:prefLabel \"a:b\"@zh ; :local ?y }");
        assert_eq!(
            prefixed_names(&names),
            [("gk", ""), ("gk", "leadUnit"), ("skos", "prefLabel"), ("", "local")]
        );
    }

    #[test]
    fn any_text_is_looked_over() {
        for text in [
            "",
            "<",
            "\"",
            "'''",
            "\"\\",
            "# 中",
            "“中”<中>",
            "VALUES",
            "VALUES ?",
            "VALUES ?x",
            "VALUES ?x {",
            ":",
        ] {
            assert_eq!(masked(text).len(), text.len());
            placeholders(text);
            prefixed_names(&masked(text));
        }
        assert_eq!(depth("{ ( [ ) ] } {"), 3);
        assert_eq!(patterns("{ ?a gk:b/gk:c 1.5 , 2 ; gk:d [] . FILTER(?a IN (1, 2)) }"), 5);
        assert_eq!(operations("{ ?a gk:b-c/<a/b>+ 1 . Filter(1 -1) bind(\"+\" AS ?x) }"), 6);
    }
}
