//! Labels as they are drawn: cleaned of what cannot be shown, measured without a font, broken into lines.

use unicode_width::UnicodeWidthChar;

/// Characters that reorder or hide what stands around them; a picture shows labels as they are, one by one.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{00AD}')
}

/// Whether XML 1.0 can hold a character at all, and a reader see it.
pub(super) fn is_drawable(c: char) -> bool {
    let noncharacter = matches!(u32::from(c) & 0xFFFF, 0xFFFE | 0xFFFF) || matches!(c, '\u{FDD0}'..='\u{FDEF}');
    !c.is_control() && !noncharacter
}

/// One line of text that can be drawn: white space is one space, characters that cannot be shown are `�`.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if is_invisible(c) {
            continue;
        } else {
            out.push(if is_drawable(c) { c } else { char::REPLACEMENT_CHARACTER });
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Several lines that can be shown, each cleaned.
pub(super) fn clean_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(clean).filter(|l| !l.is_empty()).collect();
    lines.join("\n")
}

/// Width of a character in em, on the safe side for fonts with Chinese characters.
fn char_width(c: char) -> f64 {
    match c.width_cjk().unwrap_or(0) {
        0 => 0.0,
        1 if c.is_ascii_uppercase() || matches!(c, '%' | '@' | '&') => 0.72,
        1 => 0.58,
        _ => 1.0,
    }
}

/// Width of a text in em.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(char_width).sum()
}

/// Text that a line may not begin with.
fn closes(c: char) -> bool {
    "，。、；：！？）》」』〉】〕”’·…,.;:!?)]}%".contains(c)
}

/// Text that a line may not end with.
fn opens(c: char) -> bool {
    "（《「『〈【〔“‘([{".contains(c)
}

/// Pieces of a text between which a line may be broken.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut glue = false;
    for c in text.chars() {
        let joins = pieces.last().and_then(|p| p.chars().last()).is_some_and(|before| {
            let narrow = |c: char| c.width_cjk() == Some(1) && c != ' ';
            glue || closes(c) || opens(before) || (narrow(before) && narrow(c))
        });
        // Marks that combine stay with their base, and a joiner takes the next character along.
        let combines = c.width_cjk() == Some(0) || matches!(c, '\u{1F3FB}'..='\u{1F3FF}');
        match pieces.last_mut() {
            Some(last) if joins || combines => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        glue = c == '\u{200D}';
    }
    pieces
}

/// Breaks a label into at most `lines` lines of at most `max` em, as even as can be; what does not fit is cut with `…`.
pub(super) fn wrap(label: &str, max: f64, lines: usize) -> Vec<String> {
    let label = clean(label);
    let total = width(&label);
    if total <= max {
        return vec![label];
    }
    let mut pieces: Vec<(String, f64)> = Vec::new();
    for piece in pieces_within(&label, max * (lines as f64 + 1.0)) {
        let wide = width(&piece);
        if wide <= max {
            pieces.push((piece, wide));
        } else {
            pieces.extend(piece.chars().map(|c| (c.to_string(), char_width(c))));
        }
    }
    for count in 2..=lines {
        if let Some(broken) = even(&pieces, max, count) {
            return broken;
        }
    }
    cut(&pieces, max, lines)
}

/// The pieces of the beginning of a label, so that a label of a megabyte costs no more than it shows.
fn pieces_within(label: &str, em: f64) -> Vec<String> {
    let mut used = 0.0;
    let end = label
        .char_indices()
        .find(|&(at, c)| {
            used += char_width(c);
            used > em || at > 1024
        })
        .map_or(label.len(), |(at, _)| at);
    pieces(&label[..end])
}

/// The most even division into `count` lines, if one fits; breaks at brackets and commas are preferred.
fn even(pieces: &[(String, f64)], max: f64, count: usize) -> Option<Vec<String>> {
    let sum: Vec<f64> = std::iter::once(0.0)
        .chain(pieces.iter().scan(0.0, |sum, (_, w)| {
            *sum += w;
            Some(*sum)
        }))
        .collect();
    let all = pieces.len();
    let target = sum[all] / count as f64;
    let cost = |from: usize, to: usize| -> Option<f64> {
        let wide = sum[to] - sum[from];
        if wide > max || to == from {
            return None;
        }
        let natural = to == all
            || pieces[to - 1].0.ends_with([' ', '，', '、', '）', '”', '》'])
            || pieces[to].0.starts_with(['（', '“', '《']);
        Some((wide - target) * (wide - target) + if natural { 0.0 } else { 30.0 })
    };
    // best[line][end]: the least cost of so many lines up to that piece, and where its last line begins.
    let mut best: Vec<Vec<Option<(f64, usize)>>> = vec![vec![None; all + 1]; count + 1];
    best[0][0] = Some((0.0, 0));
    for line in 1..=count {
        for to in 1..=all {
            for from in 0..to {
                let (Some((before, _)), Some(this)) = (best[line - 1][from], cost(from, to)) else {
                    continue;
                };
                if best[line][to].is_none_or(|(known, _)| before + this < known) {
                    best[line][to] = Some((before + this, from));
                }
            }
        }
    }
    let mut broken = Vec::new();
    let mut to = all;
    for line in (1..=count).rev() {
        let (_, from) = best[line][to]?;
        let text: String = pieces[from..to].iter().map(|(p, _)| p.as_str()).collect();
        broken.push(text.trim().to_owned());
        to = from;
    }
    broken.reverse();
    Some(broken)
}

fn cut(pieces: &[(String, f64)], max: f64, lines: usize) -> Vec<String> {
    let mut broken = vec![String::new()];
    let mut used = 0.0;
    // The last line must have room for the sign; a piece that would not fit beside it is divided.
    let divided = pieces.iter().flat_map(|(piece, wide)| {
        let whole = *wide <= max - 1.0;
        let chars = piece
            .chars()
            .filter(move |_| !whole)
            .map(|c| (c.to_string(), char_width(c)));
        whole.then(|| (piece.clone(), *wide)).into_iter().chain(chars)
    });
    for (piece, wide) in divided {
        let room = if broken.len() == lines { max - 1.0 } else { max };
        if used + wide > room {
            if broken.len() == lines {
                break;
            }
            broken.push(String::new());
            used = 0.0;
        }
        if let Some(line) = broken.last_mut() {
            line.push_str(&piece);
        }
        used += wide;
    }
    if let Some(line) = broken.last_mut() {
        line.truncate(line.trim_end().len());
        line.push('…');
    }
    broken.iter().map(|l| l.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_names_break_evenly_and_at_brackets() {
        assert_eq!(
            wrap("柳州市阳和工业新区（北部生态新区）管委会", 12.0, 3),
            ["柳州市阳和工业新区", "（北部生态新区）管委会"]
        );
        assert_eq!(wrap("柳州市自然资源和规划局", 12.0, 3), ["柳州市自然资源和规划局"]);
        assert_eq!(wrap("", 12.0, 3), [""]);
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        assert_eq!(
            wrap("新能源汽车产量达到 12345678 辆", 11.0, 3),
            ["新能源汽车产量达到", "12345678 辆"]
        );
    }

    #[test]
    fn what_cannot_be_shown_is_marked() {
        assert_eq!(clean("a\u{0}b\n\tc\u{202E}d\u{FFFF} "), "a\u{FFFD}b cd\u{FFFD}");
    }

    #[test]
    fn what_does_not_fit_is_cut() {
        let lines = wrap(&"长".repeat(1_000_000), 10.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('…'));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn no_line_is_too_long(label in any::<String>(), max in 2.0..20.0_f64, lines in 1_usize..4) {
            let broken = wrap(&label, max, lines);
            prop_assert!(broken.len() <= lines);
            for line in broken {
                prop_assert!(width(&line) <= max + 1e-9, "{line:?} is {} em", width(&line));
            }
        }
    }
}
