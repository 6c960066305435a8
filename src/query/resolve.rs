//! Finds what a label, a code or an IRI stands for in the graph.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Literal, NamedNode, Term};
use oxigraph::sparql::{QueryResults, QuerySolution};

use super::backend::{Backend, Limits, failure};
use super::near::nearest;
use super::prefixes::Prefixes;
use crate::graph::vocab::{dcterms, gk, rdfs, skos};
use crate::{Error, Result};

/// As many choices or near labels as a person reads.
const MAX_CHOICES: usize = 12;

/// Something that a word may stand for.
#[derive(Debug, Default)]
struct Candidate {
    /// How well the property fits that holds the word: 0 a name or code of its own, 1 another form, 2 English.
    rank: u8,
    classes: BTreeSet<String>,
    /// Whether a document speaks of it.
    used: bool,
    /// Whether it has ceased to exist.
    ended: bool,
    label: String,
    code: Option<String>,
    /// What it lies in or governs.
    place: Option<String>,
}

/// What a value stands for: one thing, with all that are the same as it.
///
/// # Errors
/// [`Error::Unknown`] naming the choices of an ambiguous label, or the labels near an unknown one.
pub fn resolve(
    value: &str,
    classes: &[NamedNode],
    backend: &Backend,
    prefixes: &Prefixes,
    limits: &Limits,
) -> Result<Vec<NamedNode>> {
    let ask = Ask {
        backend,
        prefixes,
        limits,
    };
    if let Some(iri) = prefixes.expand(value).and_then(|iri| NamedNode::new(iri).ok()) {
        return if ask.exists(&iri)? {
            ask.same(&iri)
        } else {
            Err(Error::Unknown(format!(
                "nothing in the store has the IRI <{}>",
                iri.as_str()
            )))
        };
    }
    let mut candidates = ask.candidates(value, classes)?;
    if candidates.is_empty()
        && let Some(document) = ask.document(value)?
    {
        return Ok(vec![document]);
    }
    keep_best(&mut candidates);
    let Some(first) = candidates.keys().next().cloned() else {
        return Err(ask.unknown(value, classes));
    };
    let same = ask.same(&first)?;
    if candidates.keys().all(|candidate| same.contains(candidate)) {
        Ok(same)
    } else {
        Err(ambiguous(value, &candidates, prefixes))
    }
}

/// The Chinese labels of terms.
pub fn labels(
    terms: &[NamedNode],
    backend: &Backend,
    prefixes: &Prefixes,
    limits: &Limits,
) -> Result<Vec<(NamedNode, String)>> {
    let ask = Ask {
        backend,
        prefixes,
        limits,
    };
    let rows = ask.rows(&format!(
        "SELECT DISTINCT ?term ?label WHERE {{ VALUES ?term {{ {} }} ?term {}|{} ?label FILTER(LANG(?label) = \"zh\") }} ORDER BY ?term ?label",
        list(terms),
        rdfs::LABEL,
        skos::PREF_LABEL
    ))?;
    Ok(rows
        .iter()
        .filter_map(|row| Some((node(row, "term")?, text(row, "label")?)))
        .collect())
}

/// Leaves the candidates that fit best: by their own name before other forms, in use before known only, living before past.
fn keep_best(candidates: &mut BTreeMap<NamedNode, Candidate>) {
    let best = candidates.values().map(|c| c.rank).min();
    candidates.retain(|_, c| Some(c.rank) == best);
    if candidates.values().any(|c| c.used) {
        candidates.retain(|_, c| c.used);
    }
    if candidates.values().any(|c| !c.ended) {
        candidates.retain(|_, c| !c.ended);
    }
}

fn ambiguous(value: &str, candidates: &BTreeMap<NamedNode, Candidate>, prefixes: &Prefixes) -> Error {
    let mut lines: Vec<_> = candidates
        .iter()
        .map(|(iri, candidate)| {
            let about: Vec<_> = [&candidate.place, &candidate.code]
                .into_iter()
                .flatten()
                .cloned()
                .collect();
            let about = if about.is_empty() {
                String::new()
            } else {
                format!(" ({})", about.join(", "))
            };
            format!("\n  {}{about}  {}", candidate.label, prefixes.shorten(iri.as_str()))
        })
        .collect();
    lines.sort();
    let more = lines.len().saturating_sub(MAX_CHOICES);
    lines.truncate(MAX_CHOICES);
    if more > 0 {
        lines.push(format!("\n  … and {more} more"));
    }
    Error::Unknown(format!(
        "{value:?} may be any of these; give the full label, the code or the IRI:{}",
        lines.concat()
    ))
}

/// Where to look.
struct Ask<'a> {
    backend: &'a Backend,
    prefixes: &'a Prefixes,
    limits: &'a Limits,
}

impl Ask<'_> {
    fn rows(&self, query: &str) -> Result<Vec<QuerySolution>> {
        match self.backend.evaluate(query, self.prefixes, self.limits)? {
            QueryResults::Solutions(rows) => rows
                .collect::<Result<_, _>>()
                .map_err(|e| failure(e, self.limits.timeout)),
            _ => Ok(Vec::new()),
        }
    }

    fn exists(&self, iri: &NamedNode) -> Result<bool> {
        let query = format!("ASK {{ {{ {iri} ?p ?o }} UNION {{ ?s ?p {iri} }} }}");
        Ok(matches!(
            self.backend.evaluate(&query, self.prefixes, self.limits)?,
            QueryResults::Boolean(true)
        ))
    }

    /// A thing and all that are the same under other words.
    fn same(&self, iri: &NamedNode) -> Result<Vec<NamedNode>> {
        let same = gk::SAME_ENTITY;
        let rows = self.rows(&format!(
            "SELECT DISTINCT ?same WHERE {{ {iri} ({same}|^{same})* ?same }} ORDER BY ?same"
        ))?;
        let mut found: Vec<_> = rows.iter().filter_map(|row| node(row, "same")).collect();
        if !found.contains(iri) {
            found.push(iri.clone());
        }
        Ok(found)
    }

    /// A document by its id.
    fn document(&self, id: &str) -> Result<Option<NamedNode>> {
        let base = self.prefixes.namespace("id").unwrap_or_default();
        match NamedNode::new(format!("{base}doc/{id}")) {
            Ok(iri) if self.exists(&iri)? => Ok(Some(iri)),
            _ => Ok(None),
        }
    }

    /// All that bear a word, of the classes if there are any.
    fn candidates(&self, word: &str, classes: &[NamedNode]) -> Result<BTreeMap<NamedNode, Candidate>> {
        let forms: Vec<_> = [
            Literal::new_language_tagged_literal(word, "zh").ok(),
            Literal::new_language_tagged_literal(word, "en").ok(),
            Some(Literal::new_simple_literal(word)),
        ]
        .into_iter()
        .flatten()
        // Each form stands in a pattern of its own, so that every store looks it up instead of reading all labels.
        .map(|form| format!("{{ ?thing ?property {form} }}"))
        .collect();
        let rows = self.rows(&format!(
            "SELECT DISTINCT ?thing ?property ?class ?label ?code ?place ?ended ?used WHERE {{
              {forms}
              FILTER(?property IN ({properties}))
              OPTIONAL {{ ?thing a ?class }}
              OPTIONAL {{ ?thing {pref}|{title} ?label }}
              OPTIONAL {{ ?thing {code} ?code }}
              OPTIONAL {{ ?thing {part_of}|{governs} ?above . ?above {pref} ?place }}
              OPTIONAL {{ ?thing {valid_to} ?ended }}
              BIND((EXISTS {{ ?thing {mentioned} ?span }} || EXISTS {{ ?m {indicator} ?thing }} || EXISTS {{ ?d {area} ?thing }}) AS ?used)
            }}",
            forms = forms.join(" UNION "),
            properties = Self::naming().map(|(property, _)| property.to_string()).join(", "),
            pref = skos::PREF_LABEL,
            title = dcterms::TITLE,
            code = gk::AREA_CODE,
            part_of = gk::PART_OF,
            governs = gk::GOVERNS,
            valid_to = gk::VALID_TO,
            mentioned = gk::MENTIONED_IN,
            indicator = gk::INDICATOR_PROPERTY,
            area = gk::AREA_PROPERTY,
        ))?;
        let mut candidates = BTreeMap::<NamedNode, Candidate>::new();
        for row in &rows {
            let (Some(thing), Some(property)) = (node(row, "thing"), node(row, "property")) else {
                continue;
            };
            let rank = Self::naming()
                .iter()
                .find(|(naming, _)| *naming == property.as_ref())
                .map_or(u8::MAX, |(_, rank)| *rank);
            let candidate = candidates.entry(thing).or_insert_with(|| Candidate {
                rank: u8::MAX,
                ..Candidate::default()
            });
            candidate.rank = candidate.rank.min(rank);
            candidate.classes.extend(text(row, "class"));
            candidate.label = text(row, "label").unwrap_or_else(|| word.to_owned());
            candidate.code = text(row, "code").or(candidate.code.take());
            candidate.place = text(row, "place").or(candidate.place.take());
            candidate.ended |= row.get("ended").is_some();
            candidate.used |= text(row, "used").is_some_and(|used| used == "true");
        }
        candidates.retain(|_, c| classes.is_empty() || classes.iter().any(|class| c.classes.contains(class.as_str())));
        Ok(candidates)
    }

    /// The properties that hold names, and how well each names.
    fn naming() -> [(oxigraph::model::NamedNodeRef<'static>, u8); 8] {
        [
            (skos::PREF_LABEL, 0),
            (gk::AREA_CODE, 0),
            (skos::NOTATION, 0),
            (dcterms::TITLE, 0),
            (dcterms::IDENTIFIER, 0),
            (gk::SOURCE, 0),
            (skos::ALT_LABEL, 1),
            (rdfs::LABEL, 2),
        ]
    }

    fn unknown(&self, word: &str, classes: &[NamedNode]) -> Error {
        let restriction = if classes.is_empty() {
            String::new()
        } else {
            format!("VALUES ?class {{ {} }} ?thing a ?class .", list(classes))
        };
        let query = format!(
            "SELECT DISTINCT ?label WHERE {{ {restriction} ?thing {}|{} ?label }}",
            skos::PREF_LABEL,
            skos::ALT_LABEL
        );
        // The labels only help to say more; that the word is unknown is true without them.
        let labels: Vec<_> = self
            .rows(&query)
            .unwrap_or_default()
            .iter()
            .filter_map(|row| text(row, "label"))
            .collect();
        let near = nearest(word, labels.iter().map(String::as_str), MAX_CHOICES);
        Error::Unknown(if labels.is_empty() {
            format!("nothing is called {word:?}: the store holds nothing of that kind")
        } else if near.is_empty() {
            format!("nothing is called {word:?}, and nothing has a name near it")
        } else {
            format!("nothing is called {word:?}; near it: {}", near.join("、"))
        })
    }
}

fn list(terms: &[NamedNode]) -> String {
    terms.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn node(row: &QuerySolution, variable: &str) -> Option<NamedNode> {
    match row.get(variable) {
        Some(Term::NamedNode(node)) => Some(node.clone()),
        _ => None,
    }
}

fn text(row: &QuerySolution, variable: &str) -> Option<String> {
    match row.get(variable)? {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        Term::BlankNode(_) => None,
    }
}
