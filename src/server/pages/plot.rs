//! Numbers over years as a picture, for those who would rather look than read; the numbers stand in a table beside it.

use maud::{Markup, PreEscaped, html};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 72.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 36.0;
/// Series that can be told apart by colour and shape.
pub(super) const MOST: usize = 6;

/// Values over years.
pub(super) struct Series {
    pub(super) name: String,
    /// Whether the values were promised rather than reached; drawn hollow and dashed.
    pub(super) promised: bool,
    /// Year and value, sorted by year.
    pub(super) points: Vec<(i32, f64)>,
}

/// The picture, with a legend.
pub(super) fn plot(series: &[Series], title: &str) -> Markup {
    let points = || series.iter().flat_map(|series| series.points.iter());
    let years = points().fold((i32::MAX, i32::MIN), |(a, b), (year, _)| (a.min(*year), b.max(*year)));
    let values = points().fold((0.0_f64, f64::MIN), |(a, b), (_, value)| (a.min(*value), b.max(*value)));
    if years.0 > years.1 {
        return html! {};
    }
    let step = round_step((values.1 - values.0) / 4.0);
    let top = (values.1 / step).ceil() * step;
    let bottom = (values.0 / step).floor() * step;
    let x = |year: i32| {
        let span = f64::from((years.1 - years.0).max(1));
        let at = if years.0 == years.1 {
            0.5
        } else {
            f64::from(year - years.0) / span
        };
        LEFT + 24.0 + at * (WIDTH - LEFT - RIGHT - 48.0)
    };
    let y = |value: f64| TOP + (top - value) / (top - bottom).max(f64::MIN_POSITIVE) * (HEIGHT - TOP - BOTTOM);
    let lines = ((top - bottom) / step).round().clamp(1.0, 12.0);
    let mut level = bottom;
    let mut levels = Vec::new();
    while level <= top + step / 2.0 && levels.len() <= lines as usize {
        levels.push(level);
        level += step;
    }
    let every = ((years.1 - years.0) / 12 + 1).max(1);
    html! {
        figure.plot {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(title) {
                @for level in &levels {
                    line.grid x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y(*level)) y2=(y(*level)) {}
                    text.axis x=(LEFT - 8.0) y=(y(*level) + 4.0) text-anchor="end" { (short(*level)) }
                }
                @for year in (years.0..=years.1).filter(|year| (year - years.0) % every == 0) {
                    text.axis x=(x(year)) y=(HEIGHT - 12.0) text-anchor="middle" { (year) }
                }
                @for (number, series) in series.iter().enumerate() {
                    g class=(format!("s{} {}", number % MOST, if series.promised { "promised" } else { "reached" })) {
                        @if series.points.len() > 1 {
                            polyline points=(series.points.iter().map(|(year, value)| format!("{:.1},{:.1}", x(*year), y(*value))).collect::<Vec<_>>().join(" ")) {}
                        }
                        @for (year, value) in &series.points {
                            path d=(marker(number, x(*year), y(*value))) {
                                title { (series.name) " " (year) "：" (short(*value)) }
                            }
                        }
                    }
                }
            }
            figcaption {
                ul.legend { @for (number, series) in series.iter().enumerate() {
                    li {
                        svg viewBox="0 0 16 16" class=(format!("key s{} {}", number % MOST, if series.promised { "promised" } else { "reached" })) aria-hidden="true" {
                            path d=(marker(number, 8.0, 8.0)) {}
                        }
                        (PreEscaped("&nbsp;")) (series.name)
                    }
                } }
            }
        }
    }
}

/// A shape for each series, so that colours need not be told apart.
fn marker(number: usize, x: f64, y: f64) -> String {
    match number % MOST {
        0 => format!("M{:.1} {y:.1}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z", x - 4.5),
        1 => format!("M{:.1} {:.1}h8v8h-8Z", x - 4.0, y - 4.0),
        2 => format!("M{x:.1} {:.1}l5 9h-10Z", y - 5.5),
        3 => format!("M{x:.1} {:.1}l5.5 5.5l-5.5 5.5l-5.5 -5.5Z", y - 5.5),
        4 => format!("M{x:.1} {:.1}l5 -9h-10Z", y + 5.5),
        _ => format!("M{:.1} {:.1}h3v-3h3v3h3v3h-3v3h-3v-3h-3Z", x - 4.5, y - 1.5),
    }
}

/// A round number not below this one: 1, 2 or 5 with zeros.
fn round_step(rough: f64) -> f64 {
    if !rough.is_finite() || rough <= 0.0 {
        return 1.0;
    }
    let power = 10.0_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| step * power >= rough);
    step.unwrap_or(10.0) * power
}

/// A number in few letters.
pub(super) fn short(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, fraction) = text.split_once('.').map_or((text, ""), |parts| parts);
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{out}{point}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_steps_round() {
        assert_eq!(short(1_234_567.5), "1,234,567.5");
        assert_eq!(short(-1300.0), "-1,300");
        assert_eq!(short(0.25), "0.25");
        assert_eq!(round_step(3.2), 5.0);
        assert_eq!(round_step(0.0), 1.0);
        assert_eq!(round_step(180.0), 200.0);
    }

    #[test]
    fn every_point_is_drawn_inside_the_picture() {
        let series = [
            Series {
                name: "a".into(),
                promised: false,
                points: vec![(2019, -5.0), (2021, 8.0)],
            },
            Series {
                name: "<b>".into(),
                promised: true,
                points: vec![(2020, 3.0)],
            },
        ];
        let text = plot(&series, "t").into_string();
        assert_eq!(text.matches("<title>").count(), 3);
        assert!(text.contains("&lt;b&gt;") && !text.contains("<b>") && !text.contains("NaN"));
        assert!(plot(&[], "t").into_string().is_empty());
    }
}
