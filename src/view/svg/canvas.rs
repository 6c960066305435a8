//! Elements of an SVG file: lines of text, boxes, glyphs.

use crate::view::label;
use crate::view::style::{EdgeStyle, Mark, NodeStyle, Shape};
use crate::view::xml::{escape, number};

/// Colour of text.
pub(super) const INK: &str = "#1A1A1A";
/// Colour of text that is less important; 4.5 : 1 on white.
pub(super) const FAINT: &str = "#5F5F5F";
/// Colour of the rim of a glyph.
const RIM: &str = "#333333";

/// A drawing and its size.
#[derive(Default)]
pub(super) struct Drawing {
    pub body: String,
    pub width: f64,
    pub height: f64,
    /// Whether nodes are boxes that hold their labels (else glyphs with labels below).
    pub boxes: bool,
    /// Nodes for whose labels there was no room.
    pub unlabelled: usize,
}

/// Size, colour, weight and anchor of a line of text.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub size: f64,
    pub fill: &'static str,
    pub bold: bool,
    pub anchor: &'static str,
    /// A white rim, so that lines behind do not disturb.
    pub halo: bool,
}

impl Type {
    pub(super) const fn new(size: f64, fill: &'static str) -> Self {
        Self {
            size,
            fill,
            bold: false,
            anchor: "start",
            halo: false,
        }
    }

    pub(super) const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    pub(super) const fn middle(mut self) -> Self {
        self.anchor = "middle";
        self
    }

    pub(super) const fn end(mut self) -> Self {
        self.anchor = "end";
        self
    }

    pub(super) const fn halo(mut self) -> Self {
        self.halo = true;
        self
    }

    /// Width of a text in this type.
    pub(super) fn width(&self, text: &str) -> f64 {
        label::width(text) * self.size * if self.bold { 1.03 } else { 1.0 }
    }
}

impl Drawing {
    /// Adds markup.
    pub(super) fn raw(&mut self, markup: &str) {
        self.body.push_str(markup);
        self.body.push('\n');
    }

    /// A line of text on a base line.
    pub(super) fn text(&mut self, x: f64, y: f64, style: Type, text: &str) {
        let bold = if style.bold { " font-weight=\"600\"" } else { "" };
        let anchor = if style.anchor == "start" {
            String::new()
        } else {
            format!(" text-anchor=\"{}\"", style.anchor)
        };
        let halo = if style.halo {
            " stroke=\"#fff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        } else {
            ""
        };
        self.raw(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{bold}{anchor}{halo}>{}</text>",
            number(x),
            number(y),
            number(style.size),
            style.fill,
            escape(text)
        ));
    }

    /// Opens the numbered group of a node or an edge, with a tooltip; close it with [`Self::close`].
    pub(super) fn open(&mut self, class: &str, number: usize, tooltip: &str) {
        self.raw(&format!(
            "<g class=\"{class}\" id=\"{}{number}\"><title>{}</title>",
            &class[..1],
            escape(&label::clean_lines(tooltip))
        ));
    }

    /// Closes a group.
    pub(super) fn close(&mut self) {
        self.raw("</g>");
    }

    /// A line in the style of an edge.
    pub(super) fn line(&mut self, path: &str, style: EdgeStyle) {
        let dash = if style.dash.is_empty() {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{}\"", style.dash)
        };
        self.raw(&format!(
            "<path d=\"{path}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{dash} stroke-linecap=\"{}\" stroke-opacity=\"0.85\"/>",
            style.stroke,
            number(style.width),
            if style.dash.starts_with("1.5") { "round" } else { "butt" },
        ));
    }

    /// The dot at the target of an edge.
    pub(super) fn dot(&mut self, x: f64, y: f64, style: EdgeStyle) {
        let (r, fill) = if style.strong {
            (3.6, style.stroke)
        } else {
            (2.8, "#fff")
        };
        self.raw(&format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{fill}\" stroke=\"{}\" stroke-width=\"1.2\"/>",
            number(x),
            number(y),
            number(r),
            style.stroke
        ));
    }

    /// A box that holds a label, around its centre; a group looks like several boxes behind one another.
    pub(super) fn label_box(&mut self, (x, y): (f64, f64), (w, h): (f64, f64), style: NodeStyle, group: bool) {
        let offsets: &[f64] = if group { &[4.0, 0.0] } else { &[0.0] };
        for offset in offsets {
            let (left, top) = (x - w / 2.0 + offset, y - h / 2.0 - offset);
            let (right, bottom) = (left + w, top + h);
            let shape = match style.shape {
                Shape::Circle | Shape::Square => format!(
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"",
                    number(left),
                    number(top),
                    number(w),
                    number(h),
                    number(if style.shape == Shape::Circle {
                        (h / 2.0).min(14.0)
                    } else {
                        2.0
                    }),
                ),
                _ => {
                    let slope = if style.shape == Shape::Hexagon {
                        h / 2.0
                    } else {
                        h / 4.0
                    }
                    .min(10.0);
                    let points: Vec<(f64, f64)> = if style.shape == Shape::Hexagon {
                        vec![
                            (left, y - offset),
                            (left + slope, top),
                            (right - slope, top),
                            (right, y - offset),
                            (right - slope, bottom),
                            (left + slope, bottom),
                        ]
                    } else {
                        vec![
                            (left + slope, top),
                            (right - slope, top),
                            (right, top + slope),
                            (right, bottom - slope),
                            (right - slope, bottom),
                            (left + slope, bottom),
                            (left, bottom - slope),
                            (left, top + slope),
                        ]
                    };
                    format!("<polygon points=\"{}\"", join(&points))
                }
            };
            let dash = match style.mark {
                Mark::Solid => "",
                Mark::Hollow => " stroke-dasharray=\"5 3\"",
                Mark::Dotted => " stroke-dasharray=\"1.5 3\"",
            };
            self.raw(&format!(
                "{shape} fill=\"{}\" stroke=\"{}\" stroke-width=\"1.3\"{dash}/>",
                style.fill, style.stroke
            ));
        }
    }

    /// A glyph of a given radius, filled, hollow, or with a dot; a group has a second outline.
    pub(super) fn glyph(&mut self, at: (f64, f64), r: f64, style: NodeStyle, group: bool) {
        if group {
            self.outline(at, r * 1.25, style, "#fff", 1.2);
        }
        let inner = if group { r * 0.9 } else { r };
        match style.mark {
            Mark::Solid => self.outline(at, inner, style, style.stroke, 1.0),
            Mark::Hollow => self.outline(at, inner * 0.92, style, "#fff", (r * 0.3).max(2.0)),
            Mark::Dotted => {
                self.outline(at, inner, style, style.stroke, 1.0);
                self.raw(&format!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"#fff\"/>",
                    number(at.0),
                    number(at.1),
                    number(inner * 0.38)
                ));
            }
        }
    }

    fn outline(&mut self, (x, y): (f64, f64), r: f64, style: NodeStyle, fill: &str, width: f64) {
        let shape = match outline(style.shape) {
            None => format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"", number(x), number(y), number(r)),
            Some(outline) => {
                let points: Vec<(f64, f64)> = outline.iter().map(|(px, py)| (x + px * r, y + py * r)).collect();
                format!("<polygon points=\"{}\"", join(&points))
            }
        };
        // Pale colours keep a dark rim, so that their shape is seen in grey.
        let stroke = if fill == style.stroke { RIM } else { style.stroke };
        self.raw(&format!(
            "{shape} fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"{}\"/>",
            number(width)
        ));
    }
}

/// Radius of the dot at the target of an edge.
pub(super) fn dot_radius(style: EdgeStyle) -> f64 {
    if style.strong { 3.6 } else { 2.8 }
}

fn join(points: &[(f64, f64)]) -> String {
    let points: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
        .collect();
    points.join(" ")
}

/// Corners of a shape of about the same area as the circle of radius 1 (none: the circle itself).
fn outline(shape: Shape) -> Option<&'static [(f64, f64)]> {
    Some(match shape {
        Shape::Circle => return None,
        Shape::Square => &[(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
        Shape::Diamond => &[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)],
        Shape::Hexagon => &[
            (1.1, 0.0),
            (0.55, 0.95),
            (-0.55, 0.95),
            (-1.1, 0.0),
            (-0.55, -0.95),
            (0.55, -0.95),
        ],
        Shape::Triangle => &[(0.0, -1.2), (1.2, 0.85), (-1.2, 0.85)],
        Shape::Wedge => &[(-1.2, -0.85), (1.2, -0.85), (0.0, 1.2)],
        Shape::Star => &[
            (0.0, -1.3),
            (0.36, -0.5),
            (1.24, -0.4),
            (0.59, 0.19),
            (0.76, 1.05),
            (0.0, 0.62),
            (-0.76, 1.05),
            (-0.59, 0.19),
            (-1.24, -0.4),
            (-0.36, -0.5),
        ],
        Shape::Cross => &[
            (-0.42, -1.1),
            (0.42, -1.1),
            (0.42, -0.42),
            (1.1, -0.42),
            (1.1, 0.42),
            (0.42, 0.42),
            (0.42, 1.1),
            (-0.42, 1.1),
            (-0.42, 0.42),
            (-1.1, 0.42),
            (-1.1, -0.42),
            (-0.42, -0.42),
        ],
    })
}
