//! Light and dark: which colour stands for which, and how a picture changes from one to the other.

/// How a picture looks against its surroundings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark ink on white; a viewer that is set to dark shows the dark colours.
    #[default]
    Auto,
    /// Dark ink on white, wherever it is shown.
    Light,
    /// Light ink on a dark ground, wherever it is shown.
    Dark,
}

/// Each colour of the light picture, and the one that takes its place on a dark ground: as far from the ground, and as
/// far from each other to colour-blind eyes.
const COLOURS: &[(&str, &str)] = &[
    ("#fff", "#15181E"),
    ("#1A1A1A", "#EDEDED"),
    ("#333333", "#C9CDD3"),
    ("#5F5F5F", "#A9AFB8"),
    ("#D0D0D0", "#454B55"),
    ("#595959", "#B4B8BE"),
    ("#0072B2", "#4FA8E8"),
    ("#D55E00", "#FF8B42"),
    ("#009E73", "#35C79B"),
    ("#CC79A7", "#E79BC5"),
    ("#E69F00", "#F3B433"),
    ("#56B4E9", "#8FD0F5"),
    ("#F0E442", "#F4EA63"),
    ("#E8F2F9", "#14293A"),
    ("#EEF7FD", "#152C3A"),
    ("#FAFAFA", "#22262D"),
    ("#E6F5F1", "#12302A"),
    ("#FDF5E6", "#352A12"),
    ("#FAF1F6", "#33202B"),
    ("#FCEFE6", "#3A2214"),
    ("#FEFCEA", "#323010"),
];

/// A style sheet that turns a picture dark where the viewer is: it goes by the attributes that hold the colours.
pub(super) fn style_sheet() -> String {
    let mut rules = String::from("@media(prefers-color-scheme:dark){");
    for (light, dark) in COLOURS {
        for attribute in ["fill", "stroke"] {
            rules.push_str(&format!("[{attribute}=\"{light}\"]{{{attribute}:{dark}}}"));
        }
    }
    rules.push('}');
    rules
}

/// The picture in dark colours. Labels hold no quotation mark that is not escaped, so that none of them changes.
pub(super) fn darken(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(at) = rest.find("=\"#") {
        let value = at + 2;
        let end = rest[value..].find('"').map_or(rest.len(), |length| value + length);
        let colour = &rest[value..end];
        let dark = COLOURS.iter().find(|(light, _)| *light == colour);
        out.push_str(&rest[..value]);
        out.push_str(dark.map_or(colour, |(_, dark)| dark));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2).
    fn luminance(colour: &str) -> f64 {
        let hex: String = match colour.len() {
            4 => colour[1..].chars().flat_map(|c| [c, c]).collect(),
            _ => colour[1..].to_owned(),
        };
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.03928 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_lines_stand_out_from_a_dark_ground() {
        let ground = COLOURS[0].1;
        for (light, dark) in &COLOURS[1..4] {
            assert!(
                contrast(light, "#fff") >= 4.5 && contrast(dark, ground) >= 4.5,
                "{light}"
            );
        }
        for (light, dark) in &COLOURS[5..13] {
            assert!(contrast(dark, ground) >= 3.0, "{light} is {dark} on dark");
        }
    }

    #[test]
    fn only_colours_change() {
        assert_eq!(
            darken("<text fill=\"#fff\">=&quot;#fff #fff</text><a stroke=\"#123456\"/>"),
            "<text fill=\"#15181E\">=&quot;#fff #fff</text><a stroke=\"#123456\"/>"
        );
    }
}
