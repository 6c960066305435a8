//! Shapes, colours and line styles, from the palette of Okabe and Ito: told apart without colour, too.

use crate::graph::local_name;

/// Outline of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Circle,
    Square,
    Diamond,
    Hexagon,
    Triangle,
    Wedge,
    Star,
    Cross,
}

/// How an outline is filled: with the shape, what tells classes apart where colours cannot be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Solid,
    Hollow,
    Dotted,
}

/// How nodes of a class look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeStyle {
    pub shape: Shape,
    pub mark: Mark,
    /// Colour of the outline, and of the whole glyph where there is no room for a label within.
    pub stroke: &'static str,
    /// Pale colour of a box that holds a label.
    pub fill: &'static str,
}

/// How an edge looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct EdgeStyle {
    pub stroke: &'static str,
    pub width: f64,
    /// Lengths of dashes and gaps; none is a solid line.
    pub dash: &'static str,
    /// A filled dot at the target (else an open one).
    pub strong: bool,
}

const BLUE: &str = "#0072B2";
const VERMILLION: &str = "#D55E00";
const GREEN: &str = "#009E73";
const PURPLE: &str = "#CC79A7";
const ORANGE: &str = "#E69F00";
const SKY: &str = "#56B4E9";
const YELLOW: &str = "#F0E442";
const GREY: &str = "#595959";

/// Main classes; a node of several classes is drawn as the first of them. Subclasses follow their class.
const CLASSES: &[(&str, NodeStyle)] = &[
    ("Project", node(Shape::Circle, Mark::Solid, BLUE, "#E8F2F9")),
    ("Task", node(Shape::Circle, Mark::Hollow, SKY, "#EEF7FD")),
    ("Agency", node(Shape::Square, Mark::Solid, GREY, "#FAFAFA")),
    ("Area", node(Shape::Hexagon, Mark::Solid, GREEN, "#E6F5F1")),
    ("Industry", node(Shape::Diamond, Mark::Solid, ORANGE, "#FDF5E6")),
    ("Company", node(Shape::Wedge, Mark::Solid, SKY, "#EEF7FD")),
    ("Institution", node(Shape::Triangle, Mark::Solid, PURPLE, "#FAF1F6")),
    ("Programme", node(Shape::Cross, Mark::Solid, VERMILLION, "#FCEFE6")),
    ("Honour", node(Shape::Star, Mark::Solid, YELLOW, "#FEFCEA")),
    ("Legislation", node(Shape::Cross, Mark::Hollow, PURPLE, "#FAF1F6")),
    ("Event", node(Shape::Wedge, Mark::Hollow, ORANGE, "#FDF5E6")),
    ("Product", node(Shape::Triangle, Mark::Hollow, GREEN, "#E6F5F1")),
    ("Place", node(Shape::Hexagon, Mark::Hollow, SKY, "#EEF7FD")),
    ("Person", node(Shape::Circle, Mark::Dotted, ORANGE, "#FDF5E6")),
    ("Indicator", node(Shape::Diamond, Mark::Hollow, BLUE, "#E8F2F9")),
    ("Subject", node(Shape::Triangle, Mark::Dotted, GREY, "#FAFAFA")),
    ("PeriodOfTime", node(Shape::Square, Mark::Hollow, ORANGE, "#FDF5E6")),
    ("Concept", node(Shape::Diamond, Mark::Dotted, GREY, "#FAFAFA")),
];

/// Roles and properties.
const EDGES: &[(&str, EdgeStyle)] = &[
    ("Lead", edge(BLUE, 2.6, "", true)),
    ("leadUnit", edge(BLUE, 2.6, "", true)),
    ("Responsible", edge(VERMILLION, 1.3, "7 3", false)),
    ("responsibleUnit", edge(VERMILLION, 1.3, "7 3", false)),
    ("Cooperating", edge(GREEN, 1.6, "1.5 3", false)),
    ("Supervising", edge(PURPLE, 1.8, "9 3 1.5 3", true)),
    ("Achievement", edge(BLUE, 1.8, "", true)),
    ("Target", edge(VERMILLION, 1.5, "7 3", false)),
    ("inIndustry", edge(ORANGE, 1.6, "", true)),
    ("locatedIn", edge(GREEN, 1.6, "4 2", false)),
    ("undertakenBy", edge(SKY, 2.2, "", false)),
    ("partOf", edge(GREY, 1.4, "", false)),
    ("status", edge(GREY, 1.3, "1.5 3", true)),
    ("hosts", edge(GREEN, 2.2, "12 4", true)),
    ("supports", edge(PURPLE, 1.6, "9 3 1.5 3", false)),
    ("holdsTitle", edge(ORANGE, 1.6, "7 3", true)),
    ("seeksTitle", edge(ORANGE, 1.6, "4 2", true)),
    ("governs", edge(BLUE, 1.4, "12 4", false)),
    ("member", edge(GREY, 1.3, "1.5 6", false)),
];

/// Looks of relations that have none of their own, by the sum of the letters of their names.
const OTHERS: [EdgeStyle; 4] = [
    edge(GREY, 1.5, "", true),
    edge(PURPLE, 1.5, "7 3", false),
    edge(BLUE, 1.5, "1.5 3", false),
    edge(GREEN, 1.5, "9 3 1.5 3", true),
];

const fn node(shape: Shape, mark: Mark, stroke: &'static str, fill: &'static str) -> NodeStyle {
    NodeStyle {
        shape,
        mark,
        stroke,
        fill,
    }
}

const fn edge(stroke: &'static str, width: f64, dash: &'static str, strong: bool) -> EdgeStyle {
    EdgeStyle {
        stroke,
        width,
        dash,
        strong,
    }
}

/// Place of a class in the order of main classes.
pub(super) fn class_rank(iri: &str) -> usize {
    let name = local_name(iri);
    CLASSES
        .iter()
        .position(|(class, _)| *class == name)
        .unwrap_or(CLASSES.len())
}

/// The look of a class.
pub(super) fn of_class(iri: Option<&str>) -> NodeStyle {
    let known = iri.and_then(|iri| CLASSES.get(class_rank(iri)));
    known.map_or(node(Shape::Square, Mark::Dotted, GREY, "#FAFAFA"), |(_, style)| *style)
}

/// Place of a kind of edges in the legend.
pub(super) fn edge_rank(kind: &str) -> usize {
    let name = local_name(kind);
    EDGES
        .iter()
        .position(|(known, _)| *known == name)
        .unwrap_or(EDGES.len())
}

/// The look of a role or property.
pub(super) fn of_edge(kind: &str) -> EdgeStyle {
    EDGES.get(edge_rank(kind)).map_or_else(
        || {
            let sum: usize = local_name(kind).bytes().map(usize::from).sum();
            OTHERS[sum % OTHERS.len()]
        },
        |(_, style)| *style,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A relation and the role that goes with it are one; achievements and targets are drawn in a view of their own.
    const SAME: [&str; 4] = ["leadUnit", "responsibleUnit", "Achievement", "Target"];

    #[test]
    fn relations_differ_without_colour() {
        let grey = |style: &EdgeStyle| (style.dash, style.strong, style.width > 2.0);
        let drawn: Vec<_> = EDGES.iter().filter(|(name, _)| !SAME.contains(name)).collect();
        for (at, (a, looks)) in drawn.iter().enumerate() {
            for (b, others) in &drawn[..at] {
                assert_ne!(grey(looks), grey(others), "{a} and {b} look alike");
            }
        }
        assert_ne!(grey(&of_edge("Achievement")), grey(&of_edge("Target")));
    }

    #[test]
    fn classes_differ_without_colour() {
        for (at, (a, looks)) in CLASSES.iter().enumerate() {
            for (b, others) in &CLASSES[..at] {
                assert!(
                    (looks.shape, looks.mark) != (others.shape, others.mark),
                    "{a} and {b} look alike"
                );
            }
        }
    }

    #[test]
    fn a_relation_without_a_look_still_has_one() {
        assert!(OTHERS.contains(&of_edge("http://example.org/knows")));
        assert_eq!(of_class(Some("http://example.org/Thing")).shape, Shape::Square);
    }
}
