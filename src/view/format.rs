//! The formats that a graph can be written in.

use std::path::Path;
use std::str::FromStr;

use super::model::Graph;
use super::{svg, write};
use crate::{Error, Result};

/// A format of pictures or graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A picture.
    Svg,
    /// Graphviz.
    Dot,
    /// GraphML.
    Graphml,
    /// Gephi's format.
    Gexf,
    /// Cytoscape's JSON.
    Json,
    /// A Mermaid flow chart.
    Mermaid,
    /// A table of edges.
    Csv,
}

/// Names, each with the endings of file names that mean it.
const FORMATS: &[(Format, &str, &[&str])] = &[
    (Format::Svg, "svg", &["svg"]),
    (Format::Dot, "dot", &["dot", "gv"]),
    (Format::Graphml, "graphml", &["graphml"]),
    (Format::Gexf, "gexf", &["gexf"]),
    (Format::Json, "json", &["json", "cyjs"]),
    (Format::Mermaid, "mermaid", &["mermaid", "mmd"]),
    (Format::Csv, "csv", &["csv"]),
];

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
    Ok(match format {
        Format::Svg => svg::render(graph).into_bytes(),
        Format::Dot => write::dot::render(graph).into_bytes(),
        Format::Graphml => write::graphml::render(graph).into_bytes(),
        Format::Gexf => write::gexf::render(graph).into_bytes(),
        Format::Json => write::json::render(graph)?,
        Format::Mermaid => write::mermaid::render(graph).into_bytes(),
        Format::Csv => write::csv::render(graph)?,
    })
}
