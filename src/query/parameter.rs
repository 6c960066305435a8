//! Binds the words of a user to the placeholders of a query: labels, codes and IRIs become terms of the graph, and only
//! terms, written by the library that parses them, are put into the text.

use std::collections::BTreeMap;
use std::str::FromStr;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};

use super::backend::{Backend, Limits};
use super::named::{Kind, NamedQuery, Parameter};
use super::prefixes::Prefixes;
use super::resolve;
use super::scan;
use crate::graph::local_name;
use crate::{Error, Result};

pub use super::near::nearest;

/// The terms that each variable is bound to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bindings {
    terms: BTreeMap<String, Vec<Term>>,
}

/// The text of a query with the given parameters bound; several values of one name are alternatives.
///
/// # Errors
/// [`Error::Unknown`] for a name that the query does not take, one that it needs, or a value that nothing answers to.
pub fn bind(
    query: &NamedQuery,
    given: &[(String, String)],
    backend: &Backend,
    prefixes: &Prefixes,
    limits: &Limits,
) -> Result<String> {
    let mut bindings = Bindings::default();
    for (name, value) in given {
        let parameter = named(query, name)?;
        let terms = terms(parameter, value, backend, prefixes, limits)?;
        bindings
            .terms
            .entry(parameter.variable.clone())
            .or_default()
            .extend(terms);
    }
    if let Some(missing) = query
        .parameters
        .iter()
        .find(|p| p.required && !bindings.terms.contains_key(&p.variable))
    {
        return Err(Error::Unknown(format!(
            "{} needs --param {}=… ({})",
            query.id, missing.name, missing.meaning
        )));
    }
    Ok(bindings.put_into(&query.text))
}

fn named<'a>(query: &'a NamedQuery, name: &str) -> Result<&'a Parameter> {
    query.parameters.iter().find(|p| p.name == name).ok_or_else(|| {
        let names: Vec<_> = query.parameters.iter().map(|p| p.name.as_str()).collect();
        Error::Unknown(match names.as_slice() {
            [] => format!("{} takes no parameters, so no {name}", query.id),
            names => format!("{} takes no parameter {name}, but {}", query.id, names.join(", ")),
        })
    })
}

impl Bindings {
    /// Binds one variable more.
    pub fn insert(&mut self, variable: &str, terms: Vec<Term>) {
        self.terms.insert(variable.to_owned(), terms);
    }

    /// The text with the terms in their placeholders; a placeholder that stays `UNDEF` is left out, which asks the same.
    pub fn put_into(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut copied = 0;
        for placeholder in scan::placeholders(text) {
            match self.terms.get(&placeholder.variable) {
                Some(terms) => {
                    out.push_str(&text[copied..placeholder.values.start]);
                    for term in terms {
                        out.push(' ');
                        out.push_str(&term.to_string());
                    }
                    out.push(' ');
                    copied = placeholder.values.end;
                }
                None if text[placeholder.values.clone()].trim() == "UNDEF" => {
                    out.push_str(&text[copied..placeholder.clause.start]);
                    copied = placeholder.clause.end;
                }
                None => {}
            }
        }
        out.push_str(&text[copied..]);
        out
    }
}

/// The terms that a value stands for.
fn terms(
    parameter: &Parameter,
    value: &str,
    backend: &Backend,
    prefixes: &Prefixes,
    limits: &Limits,
) -> Result<Vec<Term>> {
    let value = value.trim();
    if value.is_empty() {
        return Err(Error::Unknown(format!(
            "--param {}= has no value ({})",
            parameter.name, parameter.meaning
        )));
    }
    match &parameter.kind {
        Kind::Literal(datatype) => Ok(vec![literal(parameter, value, datatype)?.into()]),
        Kind::Choice(terms) => Ok(vec![choice(parameter, value, terms, backend, prefixes, limits)?.into()]),
        Kind::Label(classes) => {
            if value.starts_with('"')
                && let Ok(term) = Term::from_str(value)
            {
                return Ok(vec![term]);
            }
            let found = resolve::resolve(value, classes, backend, prefixes, limits)
                .map_err(|e| prefixed(&parameter.name, e))?;
            Ok(found.into_iter().map(Term::from).collect())
        }
    }
}

/// The error with the name of the parameter before it.
fn prefixed(name: &str, error: Error) -> Error {
    match error {
        Error::Unknown(message) => Error::Unknown(format!("--param {name}: {message}")),
        other => other,
    }
}

fn literal(parameter: &Parameter, value: &str, datatype: &NamedNode) -> Result<Literal> {
    let (fits, form) = match datatype.as_ref() {
        xsd::DATE => (is_date(value), "a date such as 2021-12-31"),
        xsd::G_YEAR => (value.len() == 4 && digits(value), "a year such as 2021"),
        xsd::INTEGER => (value.parse::<i64>().is_ok(), "a whole number"),
        xsd::DECIMAL => (is_decimal(value), "a number such as 0.8"),
        _ => (true, "a text"),
    };
    if fits {
        Ok(Literal::new_typed_literal(value, datatype.clone()))
    } else {
        Err(Error::Unknown(format!(
            "--param {}: {value:?} is not {form} ({})",
            parameter.name, parameter.meaning
        )))
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    let lengths = (year.len(), month.len(), day.len()) == (4, 2, 2) && parts.iter().all(|part| digits(part));
    let leap = |year: u32| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match number(month) {
        2 if leap(number(year)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    lengths && (1..=days).contains(&number(day))
}

fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    match text.split_once('.') {
        Some((whole, fraction)) => digits(fraction) && (whole.is_empty() || digits(whole)),
        None => digits(text),
    }
}

/// The term of a fixed set that a local name (`Lead`), an IRI or a label (`牵头`) stands for.
fn choice(
    parameter: &Parameter,
    value: &str,
    terms: &[NamedNode],
    backend: &Backend,
    prefixes: &Prefixes,
    limits: &Limits,
) -> Result<NamedNode> {
    let expanded = prefixes.expand(value);
    let by_name = terms.iter().find(|term| {
        local_name(term.as_str()).eq_ignore_ascii_case(value) || expanded.as_deref() == Some(term.as_str())
    });
    if let Some(term) = by_name {
        return Ok(term.clone());
    }
    let labels = resolve::labels(terms, backend, prefixes, limits)?;
    if let Some((term, _)) = labels.iter().find(|(_, label)| label.eq_ignore_ascii_case(value)) {
        return Ok(term.clone());
    }
    let described: Vec<_> = terms
        .iter()
        .map(|term| {
            let label = labels
                .iter()
                .find(|(t, _)| t == term)
                .map(|(_, label)| format!(" ({label})"));
            format!("{}{}", local_name(term.as_str()), label.unwrap_or_default())
        })
        .collect();
    Err(Error::Unknown(format!(
        "--param {}: {value:?} is none of {}",
        parameter.name,
        described.join(", ")
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_replace_placeholders_and_nothing_else() {
        let text = "SELECT * {\n  VALUES ?theUnit { UNDEF }\n  VALUES ?theYear { UNDEF }\n  VALUES ?k { 1 }\n}";
        let mut bindings = Bindings::default();
        bindings.insert(
            "theYear",
            vec![Literal::from("\" } DROP ALL #").into(), Literal::from("中").into()],
        );
        assert_eq!(
            bindings.put_into(text),
            "SELECT * {\n  \n  VALUES ?theYear { \"\\\" } DROP ALL #\" \"中\" }\n  VALUES ?k { 1 }\n}"
        );
    }

    #[test]
    fn dates_and_numbers_are_checked() {
        for right in ["2021-12-31", "2020-02-29", "2000-02-29"] {
            assert!(is_date(right), "{right}");
        }
        for wrong in [
            "2021-2-3",
            "2021-02-29",
            "1900-02-29",
            "2021-13-01",
            "2021-00-10",
            "20211231",
            "",
            "+021-01-01",
        ] {
            assert!(!is_date(wrong), "{wrong}");
        }
        for right in ["1", "-1.5", ".5", "+0.80"] {
            assert!(is_decimal(right), "{right}");
        }
        for wrong in ["", ".", "1.", "1e3", "--1", "一"] {
            assert!(!is_decimal(wrong), "{wrong}");
        }
    }
}
