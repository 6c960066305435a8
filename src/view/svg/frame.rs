//! What stands around a drawing: title, numbers, legend, source.

use std::collections::{BTreeMap, BTreeSet};

use super::canvas::{Drawing, FAINT, INK, Type};
use crate::graph::vocab::gk;
use crate::view::heading::{source, subtitle, title};
use crate::view::label::{clean, wrap};
use crate::view::model::Graph;
use crate::view::style;
use crate::view::theme::style_sheet;
use crate::view::xml::{escape, number};

const FONTS: &str = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Hiragino Sans GB',\
                     'Microsoft YaHei','WenQuanYi Micro Hei','Droid Sans Fallback',sans-serif";
/// In a browser, the line pointed at stands out.
const HOVER: &str = ".edge:hover path{stroke-width:4px;stroke-opacity:1}";
const MARGIN: f64 = 36.0;
const TITLE: Type = Type::new(24.0, INK).bold();
const SUBTITLE: Type = Type::new(13.0, FAINT);
const LEGEND: Type = Type::new(12.5, INK);
const LEGEND_EN: Type = Type::new(11.0, FAINT);
const SOURCE: Type = Type::new(11.5, FAINT);

/// One entry of the legend: what to draw, its name, and its width.
struct Entry {
    symbol: Symbol,
    zh: String,
    en: String,
}

enum Symbol {
    Node(style::NodeStyle, bool),
    Edge(style::EdgeStyle),
}

impl Entry {
    fn symbol_width(&self) -> f64 {
        match self.symbol {
            Symbol::Node(_, false) => 22.0,
            Symbol::Node(_, true) => 27.0,
            Symbol::Edge(_) => 48.0,
        }
    }

    fn width(&self) -> f64 {
        let en = if self.en.is_empty() {
            0.0
        } else {
            LEGEND_EN.width(&self.en) + 6.0
        };
        self.symbol_width() + LEGEND.width(&self.zh) + en + 28.0
    }
}

/// A whole file: the drawing under its title, legend and source below.
pub(super) fn around(graph: &Graph, drawing: Drawing, follows_viewer: bool) -> String {
    let width = drawing.width.max(720.0) + 2.0 * MARGIN;
    let inner = width - 2.0 * MARGIN;
    let mut page = Drawing::default();
    let title = title(graph);
    let mut y = MARGIN + 18.0;
    for line in wrap(&title, inner / TITLE.size, 2) {
        page.text(MARGIN, y, TITLE, &line);
        y += 30.0;
    }
    for line in wrap(&subtitle(graph), inner / SUBTITLE.size, 3) {
        page.text(MARGIN, y - 4.0, SUBTITLE, &line);
        y += 19.0;
    }
    y += 12.0;
    let shift = (inner - drawing.width) / 2.0 + MARGIN;
    page.boxes = drawing.boxes;
    page.raw(&format!("<g transform=\"translate({} {})\">", number(shift), number(y)));
    page.body.push_str(&drawing.body);
    page.raw("</g>");
    y += drawing.height + 26.0;
    page.raw(&format!(
        "<path d=\"M{} {}H{}\" stroke=\"#D0D0D0\" stroke-width=\"1\"/>",
        number(MARGIN),
        number(y),
        number(width - MARGIN)
    ));
    y = legend(&mut page, &entries(graph), y + 24.0, inner);
    let mut source = source(graph);
    if drawing.unlabelled > 0 {
        source.insert_str(0, &format!("{}个节点的名称无处可写，未画出。 ", drawing.unlabelled));
    }
    for line in wrap(&source, inner / SOURCE.size, 3) {
        page.text(MARGIN, y, SOURCE, &line);
        y += 17.0;
    }
    let height = y + MARGIN - 22.0;
    let dark = if follows_viewer { style_sheet() } else { String::new() };
    let (w, h) = (number(width.ceil()), number(height.ceil()));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" \
         font-family=\"{FONTS}\">\n<title>{}</title>\n<style>{}</style>\n<rect width=\"{w}\" height=\"{h}\" fill=\"#fff\"/>\n{}</svg>\n",
        escape(&clean(&title)),
        escape_style(&format!("{HOVER}{dark}")),
        page.body
    )
}

/// A style sheet in XML: quotation marks may stand as they are, and no other sign that must not occurs.
fn escape_style(css: &str) -> String {
    css.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn entries(graph: &Graph) -> Vec<Entry> {
    let names = |term: &str| {
        let caption = graph.captions.get(term);
        let en = caption
            .filter(|c| c.zh.is_some())
            .and_then(|c| c.en.clone())
            .unwrap_or_default();
        let short = |name: &str| wrap(name, 16.0, 1).concat();
        (short(graph.caption(term)), short(&en))
    };
    let mut classes: BTreeSet<(usize, &str, bool)> = BTreeSet::new();
    for node in graph.inner.node_weights() {
        if let Some(class) = &node.class {
            classes.insert((style::class_rank(class), class, node.is_group));
        }
    }
    let mut entries: Vec<Entry> = classes
        .into_iter()
        .map(|(_, class, group)| {
            let (zh, en) = names(if group { gk::AGENCY_GROUP.as_str() } else { class });
            Entry {
                symbol: Symbol::Node(style::of_class(Some(class)), group),
                zh,
                en,
            }
        })
        .collect();
    let mut kinds: BTreeMap<(usize, &str), &str> = BTreeMap::new();
    for edge in graph.inner.edge_weights() {
        kinds
            .entry((style::edge_rank(edge.kind()), edge.kind()))
            .or_insert_with(|| graph.caption_term(edge));
    }
    // A role and the property that goes with it look alike and are one entry.
    let mut seen = BTreeSet::new();
    for ((_, kind), term) in kinds {
        let (zh, en) = names(term);
        if seen.insert(zh.clone()) {
            entries.push(Entry {
                symbol: Symbol::Edge(style::of_edge(kind)),
                zh,
                en,
            });
        }
    }
    entries
}

/// Draws the entries in rows; returns the base line below them.
fn legend(page: &mut Drawing, entries: &[Entry], top: f64, inner: f64) -> f64 {
    let (mut x, mut y) = (MARGIN, top);
    for entry in entries {
        if x > MARGIN && x + entry.width() - 28.0 > MARGIN + inner {
            (x, y) = (MARGIN, y + 24.0);
        }
        let middle = y - 4.5;
        match entry.symbol {
            Symbol::Node(style, group) => page.legend_node((x + 8.0, middle), style, group),
            Symbol::Edge(style) => {
                page.line(&format!("M{} {}h38", number(x), number(middle)), style);
                page.dot(x + 38.0, middle, style);
            }
        }
        let at = x + entry.symbol_width();
        page.text(at, y, LEGEND, &entry.zh);
        if !entry.en.is_empty() {
            page.text(at + LEGEND.width(&entry.zh) + 6.0, y, LEGEND_EN, &entry.en);
        }
        x += entry.width();
    }
    y + 30.0
}

impl Drawing {
    fn legend_node(&mut self, at: (f64, f64), style: style::NodeStyle, group: bool) {
        if self.boxes {
            self.label_box(at, (16.0, 12.0), style, group);
        } else {
            self.glyph(at, 7.0, style, group);
        }
    }
}
