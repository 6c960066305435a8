//! Which view: a query with a comment header, built in or read from a file, and what to narrow it to.

use std::path::Path;
use std::str::FromStr;

use super::model::{Caption, Layout};
use crate::{Error, Result};

/// The built-in views, in the order in which they are offered.
const BUILT_IN: &[(&str, &str)] = &[
    ("responsibility", include_str!("../../queries/views/responsibility.rq")),
    ("projects", include_str!("../../queries/views/projects.rq")),
    ("industries", include_str!("../../queries/views/industries.rq")),
    ("areas", include_str!("../../queries/views/areas.rq")),
    ("measures", include_str!("../../queries/views/measures.rq")),
    ("full", include_str!("../../queries/views/full.rq")),
];

/// A view and what to narrow it to.
#[derive(Debug, Clone)]
pub struct ViewOptions {
    /// Name of the view.
    pub name: String,
    /// What the picture is called.
    pub title: Caption,
    /// How to place the nodes.
    pub layout: Layout,
    /// Names of terms for which the store has none, by IRI.
    pub captions: Vec<(String, Caption)>,
    /// The SPARQL query, SELECT or CONSTRUCT.
    pub query: String,
    /// Keep what is near this entity (label or IRI).
    pub focus: Option<String>,
    /// How many steps from the focus.
    pub depth: usize,
    /// Keep the shortest paths between these two entities (labels or IRIs).
    pub path: Option<(String, String)>,
    /// Keep what meets all of these.
    pub filters: Vec<Filter>,
    /// Keep at most so many nodes, the nearest and best connected first.
    pub limit: Option<usize>,
    /// Show the members of groups in their place.
    pub open_groups: bool,
}

impl ViewOptions {
    /// A built-in view.
    ///
    /// # Errors
    /// [`Error::Unknown`] naming the choices.
    pub fn named(name: &str) -> Result<Self> {
        let Some((_, query)) = BUILT_IN.iter().find(|(known, _)| *known == name) else {
            let choices: Vec<&str> = built_in().collect();
            return Err(Error::Unknown(format!(
                "no view is called `{name}`: choose {}, or give the path of a file that ends in .rq",
                choices.join(", ")
            )));
        };
        Ok(Self::parse(name, query))
    }

    /// A view from a query file.
    ///
    /// # Errors
    /// When the file cannot be read as UTF-8.
    pub fn from_file(path: &Path) -> Result<Self> {
        let query = std::fs::read_to_string(path).map_err(|e| Error::file("read", path, e))?;
        let stem = path
            .file_stem()
            .map_or_else(|| "view".into(), |s| s.to_string_lossy().into_owned());
        Ok(Self::parse(&stem, &query))
    }

    /// A view from the text of a query; the comment header names title and layout.
    pub fn parse(name: &str, query: &str) -> Self {
        let headers = |key: &'static str| {
            query
                .lines()
                .take_while(|l| l.starts_with('#') || l.trim().is_empty())
                .filter_map(move |l| {
                    l.trim_start_matches('#')
                        .trim_start()
                        .strip_prefix(key)?
                        .strip_prefix(':')
                })
                .map(|v| v.trim().to_owned())
        };
        let header = |key: &'static str| headers(key).next();
        let captions = headers("caption").filter_map(|line| {
            let (iri, names) = line.split_once(char::is_whitespace)?;
            let (zh, en) = names.split_once('|').unwrap_or((names, ""));
            let name = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
            let caption = Caption {
                zh: name(zh),
                en: name(en),
            };
            Some((iri.trim_matches(['<', '>']).to_owned(), caption))
        });
        let captions = captions.collect();
        let layout = header("layout").unwrap_or_default();
        let mut words = layout.split_whitespace();
        let layout = match words.next() {
            Some("columns") => {
                let left = words.find_map(|w| w.strip_prefix("left=")).unwrap_or("Lead");
                Layout::Columns {
                    left: left.split(',').map(str::to_owned).collect(),
                }
            }
            _ => Layout::Force,
        };
        Self {
            name: header("id").unwrap_or_else(|| name.to_owned()),
            title: Caption {
                zh: header("title-zh").or_else(|| header("title")),
                en: header("title-en"),
            },
            layout,
            captions,
            query: query.to_owned(),
            focus: None,
            depth: 1,
            path: None,
            filters: Vec::new(),
            limit: None,
            open_groups: false,
        }
    }
}

/// Names of the built-in views.
pub fn built_in() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// One condition of `--where`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// Nodes of one of these classes.
    Class(Vec<String>),
    /// Edges of one of these properties or roles.
    Relation(Vec<String>),
    /// Facts of documents whose reporting area has one of these labels or IRIs.
    Area(Vec<String>),
    /// Facts of documents of one of these years.
    Year(Vec<String>),
    /// Facts of one of these documents (id or IRI).
    Document(Vec<String>),
    /// Of the nodes of one class, those with one of these words in a name.
    Named {
        /// Local name of the class.
        class: String,
        /// The words.
        words: Vec<String>,
    },
}

impl FromStr for Filter {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let help = "write KEY=VALUE[,VALUE…], where KEY is type, relation, area, year, doc, or a class such as Agency";
        let Some((key, values)) = text.split_once('=') else {
            return Err(Error::Unknown(format!("`{text}` is not a condition: {help}")));
        };
        let values: Vec<String> = values
            .split([',', '，', '、'])
            .map(|v| v.trim().to_owned())
            .filter(|v| !v.is_empty())
            .collect();
        if values.is_empty() {
            return Err(Error::Unknown(format!("`{text}` has no value: {help}")));
        }
        Ok(match key.trim() {
            "type" | "class" => Self::Class(values),
            "relation" | "role" | "predicate" => Self::Relation(values),
            "area" => Self::Area(values),
            "year" => Self::Year(values),
            "doc" | "document" => Self::Document(values),
            class if class.starts_with(|c: char| c.is_ascii_uppercase()) => Self::Named {
                class: class.to_owned(),
                words: values,
            },
            other => return Err(Error::Unknown(format!("`{other}` is not a key to choose by: {help}"))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_view_is_complete() {
        for (name, query) in BUILT_IN {
            let view = ViewOptions::named(name).unwrap();
            assert_eq!(&view.name, name);
            assert!(
                view.title.zh.is_some() && view.title.en.is_some(),
                "{name} has no title"
            );
            let _ = oxigraph::sparql::SparqlEvaluator::new().parse_query(query).unwrap();
        }
    }

    #[test]
    fn an_unknown_view_names_the_choices() {
        let message = ViewOptions::named("projcts").unwrap_err().to_string();
        assert!(message.contains("responsibility, projects"), "{message}");
    }

    #[test]
    fn conditions_are_read() {
        assert_eq!(
            "role=Lead".parse::<Filter>().unwrap(),
            Filter::Relation(vec!["Lead".into()])
        );
        assert_eq!(
            "Agency=教育局，民政局".parse::<Filter>().unwrap(),
            Filter::Named {
                class: "Agency".into(),
                words: vec!["教育局".into(), "民政局".into()]
            }
        );
        assert!(
            "colour=red"
                .parse::<Filter>()
                .unwrap_err()
                .to_string()
                .contains("colour")
        );
        assert!("year=".parse::<Filter>().is_err());
        assert!("year".parse::<Filter>().is_err());
    }
}
