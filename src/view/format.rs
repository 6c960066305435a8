//! The formats that a graph can be written in.

use std::path::Path;
use std::str::FromStr;

use super::model::Graph;
use super::theme::Theme;
use super::{html, png, svg, write};
use crate::{Error, Result};

/// A format of pictures or graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A picture of lines.
    Svg,
    /// A picture of pixels.
    Png,
    /// A page to look around in.
    Html,
    /// Graphviz.
    Dot,
    /// GraphML.
    Graphml,
    /// Gephi's format.
    Gexf,
    /// Cytoscape's JSON.
    Json,
    /// The JSON of graphology, which sigma draws.
    Graphology,
    /// A Mermaid flow chart.
    Mermaid,
    /// A table of edges.
    Csv,
    /// A table of nodes.
    CsvNodes,
}

/// Names, each with the endings of file names that mean it.
const FORMATS: &[(Format, &str, &[&str])] = &[
    (Format::Svg, "svg", &["svg"]),
    (Format::Png, "png", &["png"]),
    (Format::Html, "html", &["html", "htm"]),
    (Format::Dot, "dot", &["dot", "gv"]),
    (Format::Graphml, "graphml", &["graphml"]),
    (Format::Gexf, "gexf", &["gexf"]),
    (Format::Json, "json", &["json", "cyjs"]),
    (Format::Graphology, "graphology", &[]),
    (Format::Mermaid, "mermaid", &["mermaid", "mmd"]),
    (Format::Csv, "csv", &["csv"]),
    (Format::CsvNodes, "csv-nodes", &[]),
];

/// How a picture is to look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Appearance {
    /// Light or dark.
    pub theme: Theme,
    /// Width of a picture of pixels; twice that of the picture of lines when left out.
    pub width: Option<u32>,
}

impl Format {
    /// Names of all formats.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().map(|(_, name, _)| *name)
    }

    /// The format that the ending of a file's name means.
    ///
    /// # Errors
    /// [`Error::Unknown`] naming the choices.
    pub fn of_path(path: &Path) -> Result<Self> {
        let ending = path
            .extension()
            .map(|e| e.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        let known = FORMATS
            .iter()
            .find(|(_, _, endings)| endings.contains(&ending.as_str()));
        known.map(|(format, ..)| *format).ok_or_else(|| {
            Error::Unknown(format!(
                "{}: no format goes by the ending `{ending}`; say --format {}",
                path.display(),
                Self::names().collect::<Vec<_>>().join("|")
            ))
        })
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let name = text.to_lowercase();
        let known = FORMATS
            .iter()
            .find(|(_, known, endings)| *known == name || endings.contains(&name.as_str()));
        known.map(|(format, ..)| *format).ok_or_else(|| {
            let names = Self::names().collect::<Vec<_>>().join(", ");
            Error::Unknown(format!("no format is called `{text}`: choose {names}"))
        })
    }
}

/// Writes a graph; the same graph gives the same bytes.
///
/// # Errors
/// When a writer fails, which none does on the graphs that [`super::project`] makes.
pub fn render(graph: &Graph, format: Format) -> Result<Vec<u8>> {
    render_as(graph, format, Appearance::default())
}

/// Writes a graph; pictures look as asked for.
///
/// # Errors
/// As [`render`].
pub fn render_as(graph: &Graph, format: Format, look: Appearance) -> Result<Vec<u8>> {
    Ok(match format {
        Format::Svg => svg::render(graph, look.theme).into_bytes(),
        Format::Png => {
            // Pixels cannot follow their viewer.
            let theme = if look.theme == Theme::Dark {
                Theme::Dark
            } else {
                Theme::Light
            };
            png::render(&svg::render(graph, theme), look.width)?
        }
        Format::Html => html::render(graph, look.theme)?.into_bytes(),
        Format::Dot => write::dot::render(graph).into_bytes(),
        Format::Graphml => write::graphml::render(graph).into_bytes(),
        Format::Gexf => write::gexf::render(graph).into_bytes(),
        Format::Json => write::json::cytoscape(graph)?,
        Format::Graphology => write::json::graphology(graph)?,
        Format::Mermaid => write::mermaid::render(graph).into_bytes(),
        Format::Csv => write::csv::edges(graph)?,
        Format::CsvNodes => write::csv::nodes(graph)?,
    })
}
