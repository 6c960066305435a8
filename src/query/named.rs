//! The named queries: one question a file, with a comment header that says what it asks, takes and shows.

use std::path::Path;

use oxigraph::model::NamedNode;
use oxigraph::model::vocab::xsd;

use super::prefixes::Prefixes;
use super::scan;
use crate::{Error, Result};

/// The queries of the binary, in alphabetical order: id and text.
const BUILT_IN: &[(&str, &str)] = &[
    ("achievements", include_str!("../../queries/achievements.rq")),
    ("agencies", include_str!("../../queries/agencies.rq")),
    ("area-hosts", include_str!("../../queries/area-hosts.rq")),
    ("areas-mentioned", include_str!("../../queries/areas-mentioned.rq")),
    ("areas-of", include_str!("../../queries/areas-of.rq")),
    ("compare-areas", include_str!("../../queries/compare-areas.rq")),
    ("define", include_str!("../../queries/define.rq")),
    ("documents", include_str!("../../queries/documents.rq")),
    ("doubtful-facts", include_str!("../../queries/doubtful-facts.rq")),
    ("due-by", include_str!("../../queries/due-by.rq")),
    ("entity-mentions", include_str!("../../queries/entity-mentions.rq")),
    ("facts-by-rule", include_str!("../../queries/facts-by-rule.rq")),
    (
        "facts-with-sentence",
        include_str!("../../queries/facts-with-sentence.rq"),
    ),
    ("glossary", include_str!("../../queries/glossary.rq")),
    ("group-members", include_str!("../../queries/group-members.rq")),
    ("growth", include_str!("../../queries/growth.rq")),
    ("honours", include_str!("../../queries/honours.rq")),
    ("indicator-series", include_str!("../../queries/indicator-series.rq")),
    (
        "industries-by-projects",
        include_str!("../../queries/industries-by-projects.rq"),
    ),
    ("joint-leads", include_str!("../../queries/joint-leads.rq")),
    ("lead-conflicts", include_str!("../../queries/lead-conflicts.rq")),
    ("most-mentioned", include_str!("../../queries/most-mentioned.rq")),
    ("outcomes", include_str!("../../queries/outcomes.rq")),
    ("project-of", include_str!("../../queries/project-of.rq")),
    ("projects", include_str!("../../queries/projects.rq")),
    ("responsibilities", include_str!("../../queries/responsibilities.rq")),
    ("targets", include_str!("../../queries/targets.rq")),
    ("unit-tasks", include_str!("../../queries/unit-tasks.rq")),
    ("units-by-projects", include_str!("../../queries/units-by-projects.rq")),
    ("units-together", include_str!("../../queries/units-together.rq")),
    ("who-leads-what", include_str!("../../queries/who-leads-what.rq")),
    ("without-lead", include_str!("../../queries/without-lead.rq")),
];

/// One question, with the query that answers it.
#[derive(Debug, Clone)]
pub struct NamedQuery {
    /// The name it is asked by, which is the stem of its file.
    pub id: String,
    /// The question in Chinese.
    pub question_zh: String,
    /// The question in English.
    pub question_en: String,
    /// What narrows it.
    pub parameters: Vec<Parameter>,
    /// The columns of the answer.
    pub shows: Vec<String>,
    /// The whole file.
    pub text: String,
}

/// A word that narrows a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name on the command line.
    pub name: String,
    /// The variable that it is bound to, without sign.
    pub variable: String,
    /// What its values are.
    pub kind: Kind,
    /// Whether the query has no sense without it.
    pub required: bool,
    /// The value that it has when none is given, as the file says it.
    pub default: Option<String>,
    /// What it means, in Chinese and English.
    pub meaning: String,
}

/// What the values of a parameter are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Something of the graph, given by label, code or IRI; of one of these classes, or of any where there are none.
    Label(Vec<NamedNode>),
    /// A literal of this datatype.
    Literal(NamedNode),
    /// One of these terms, given by local name or Chinese label.
    Choice(Vec<NamedNode>),
}

/// A set of named queries.
#[derive(Debug, Clone)]
pub struct Library {
    queries: Vec<NamedQuery>,
}

impl Library {
    /// The queries inside the binary.
    ///
    /// # Errors
    /// [`Error::Content`] if a header is wrong, which a test rules out.
    pub fn built_in() -> Result<Self> {
        let queries = BUILT_IN.iter().map(|(id, text)| NamedQuery::parse(id, text));
        Ok(Self {
            queries: queries.collect::<Result<_>>()?,
        })
    }

    /// The queries inside the binary with those of a folder's `*.rq` in their place and beside them.
    pub fn with_folder(folder: &Path) -> Result<Self> {
        let mut library = Self::built_in()?;
        let entries = std::fs::read_dir(folder).map_err(|e| Error::file("read", folder, e))?;
        for entry in entries {
            let path = entry.map_err(|e| Error::file("read", folder, e))?.path();
            if path.extension().is_some_and(|extension| extension == "rq") {
                let query = NamedQuery::read(&path)?;
                library.queries.retain(|other| other.id != query.id);
                library.queries.push(query);
            }
        }
        library.queries.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(library)
    }

    /// The queries, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = &NamedQuery> {
        self.queries.iter()
    }

    /// The query of a name.
    ///
    /// # Errors
    /// [`Error::Unknown`] with the names nearest to it.
    pub fn get(&self, id: &str) -> Result<&NamedQuery> {
        self.queries.iter().find(|query| query.id == id).ok_or_else(|| {
            let ids = self.queries.iter().map(|query| query.id.as_str());
            let near = super::parameter::nearest(id, ids, 3);
            let hint = if near.is_empty() {
                "`govkg query` lists them".to_owned()
            } else {
                format!("near it: {} (`govkg query` lists all)", near.join(", "))
            };
            Error::Unknown(format!("there is no named query and no file {id:?}; {hint}"))
        })
    }
}

impl NamedQuery {
    /// The query of a file.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::file("read", path, e))?;
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        Self::parse_at(&id, &text, path)
    }

    /// The query of a text whose id is known.
    pub fn parse(id: &str, text: &str) -> Result<Self> {
        Self::parse_at(id, text, Path::new(&format!("{id}.rq")))
    }

    fn parse_at(id: &str, text: &str, path: &Path) -> Result<Self> {
        let mut query = Self {
            id: id.to_owned(),
            question_zh: String::new(),
            question_en: String::new(),
            parameters: Vec::new(),
            shows: Vec::new(),
            text: text.to_owned(),
        };
        // A name fits into names of IRIs and files alike.
        let prefixes = Prefixes::new("");
        let mut in_parameters = false;
        for (number, line) in text.lines().enumerate() {
            let Some(comment) = line.strip_prefix('#') else { break };
            let wrong = |message: String| Error::content(path, format!("line {}: {message}", number + 1));
            if let (true, Some(entry)) = (in_parameters, comment.strip_prefix("   ")) {
                query
                    .parameters
                    .push(Parameter::parse(entry.trim(), &prefixes).map_err(wrong)?);
                continue;
            }
            in_parameters = false;
            let Some((key, value)) = comment.split_once(':') else {
                continue;
            };
            let value = value.trim();
            match key.trim() {
                "id" if value != id => return Err(wrong(format!("the id is {value:?}, the file's name says {id:?}"))),
                "question" if query.question_zh.is_empty() => query.question_zh = value.to_owned(),
                "question" => query.question_en = value.to_owned(),
                "parameters" => in_parameters = true,
                "shows" => query.shows = value.split(',').map(|column| column.trim().to_owned()).collect(),
                _ => {}
            }
        }
        query.add_undeclared();
        Ok(query)
    }

    /// Placeholders that no header describes take labels of anything; so an ad-hoc query can have parameters too.
    fn add_undeclared(&mut self) {
        for placeholder in scan::placeholders(&self.text) {
            let values = self.text[placeholder.values.clone()].trim();
            let known = self.parameters.iter().any(|p| p.variable == placeholder.variable);
            if values == "UNDEF" && !known {
                self.parameters.push(Parameter {
                    name: parameter_name(&placeholder.variable),
                    variable: placeholder.variable,
                    kind: Kind::Label(Vec::new()),
                    required: false,
                    default: None,
                    meaning: String::new(),
                });
            }
        }
    }

    /// The query without its header and declarations of prefixes.
    pub fn body(&self) -> &str {
        let mut rest = self.text.as_str();
        loop {
            rest = rest.trim_start();
            let first_word = rest.split_whitespace().next().unwrap_or_default();
            if !rest.starts_with('#') && !first_word.eq_ignore_ascii_case("PREFIX") {
                return rest.trim_end();
            }
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
        }
    }
}

/// `theUnit` is asked for as `unit`.
fn parameter_name(variable: &str) -> String {
    let Some(rest) = variable.strip_prefix("the") else {
        return variable.to_owned();
    };
    let mut letters = rest.chars();
    match letters.next() {
        Some(first) if first.is_ascii_uppercase() => first.to_ascii_lowercase().to_string() + letters.as_str(),
        _ => variable.to_owned(),
    }
}

impl Parameter {
    /// Reads `name: kind term…, required; default value; meaning`.
    fn parse(entry: &str, prefixes: &Prefixes) -> Result<Self, String> {
        let (name, rest) = entry.split_once(':').ok_or("a parameter is `name: kind; meaning`")?;
        let mut parts = rest.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default();
        let (kind, required) = match kind.strip_suffix(", required") {
            Some(kind) => (kind, true),
            None => (kind, false),
        };
        let mut words = kind.split_whitespace();
        let word = words.next().unwrap_or_default();
        let mut terms = Vec::new();
        for term in words {
            let iri = prefixes.expand(term).and_then(|iri| NamedNode::new(iri).ok());
            terms.push(iri.ok_or_else(|| format!("{term:?} is no term"))?);
        }
        let kind = match word {
            "label" => Kind::Label(terms),
            "literal" => Kind::Literal(terms.pop().unwrap_or_else(|| xsd::STRING.into_owned())),
            "choice" if !terms.is_empty() => Kind::Choice(terms),
            _ => {
                return Err(format!(
                    "{word:?} is no kind of parameter; label, literal and choice are"
                ));
            }
        };
        let mut default = None;
        let mut meaning = Vec::new();
        for part in parts {
            match part.strip_prefix("default ") {
                Some(value) => default = Some(value.to_owned()),
                None => meaning.push(part),
            }
        }
        let name = name.trim();
        let mut letters = name.chars();
        let first = letters.next().ok_or("a parameter needs a name")?;
        Ok(Self {
            name: name.to_owned(),
            variable: format!("the{}{}", first.to_ascii_uppercase(), letters.as_str()),
            kind,
            required,
            default,
            meaning: meaning.join("; "),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read() {
        let text = "# id: a\n# question: 问？\n# question: Ask?\n# parameters:\n#   unit: label gk:Agency, required; 单位 / the unit\n\
                    #   below: literal xsd:decimal; default 0.8; 低于 / below\n# shows: x, y\n\nPREFIX gk: <http://a>\nSELECT * {}\n";
        let query = NamedQuery::parse("a", text).unwrap();
        assert_eq!(
            (query.question_zh.as_str(), query.question_en.as_str()),
            ("问？", "Ask?")
        );
        assert_eq!(query.shows, ["x", "y"]);
        assert_eq!(query.body(), "SELECT * {}");
        assert_eq!(query.parameters[0].variable, "theUnit");
        assert!(query.parameters[0].required);
        assert_eq!(query.parameters[1].default.as_deref(), Some("0.8"));
        assert_eq!(query.parameters[1].kind, Kind::Literal(xsd::DECIMAL.into_owned()));
        assert_eq!(query.parameters[1].meaning, "低于 / below");
    }

    #[test]
    fn wrong_headers_name_the_line() {
        let error = NamedQuery::parse("a", "# id: b\n").unwrap_err().to_string();
        assert!(error.contains("line 1"), "{error}");
        let error = NamedQuery::parse("a", "# id: a\n# parameters:\n#   x: thing\n")
            .unwrap_err()
            .to_string();
        assert!(error.contains("line 3"), "{error}");
    }

    #[test]
    fn a_text_without_header_has_the_parameters_of_its_placeholders() {
        let query = NamedQuery::parse(
            "a",
            "SELECT * { VALUES ?theUnit { UNDEF } VALUES ?x { 1 } VALUES ?y {UNDEF} }",
        )
        .unwrap();
        let names: Vec<_> = query.parameters.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["unit", "y"]);
    }

    #[test]
    fn unknown_names_are_answered_with_near_ones() {
        let error = Library::built_in()
            .unwrap()
            .get("who-lead-what")
            .unwrap_err()
            .to_string();
        assert!(error.contains("who-leads-what"), "{error}");
    }
}
