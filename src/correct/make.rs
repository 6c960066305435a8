//! A row of the table → a correction with all its values settled.

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};
use oxsdatatypes::Decimal;

use super::resolve::{Resolver, Value};
use super::rows::Row;
use super::terms;
use crate::graph::corrections::{Action, Correction};
use crate::graph::vocab::{dcterms, gk, rdf, skos};

/// What says where a fact comes from, or follows from other properties: not to be corrected.
const FIXED: [NamedNodeRef<'static>; 9] = [
    gk::RULE,
    gk::START,
    gk::END,
    gk::SENTENCE_PROPERTY,
    gk::TEXT,
    gk::SECTION,
    gk::BASE_VALUE,
    gk::SHA256,
    rdf::PREDICATE,
];

/// Direct relations: a row names both ends.
const RELATIONS: [NamedNodeRef<'static>; 14] = [
    gk::LOCATED_IN,
    gk::UNDERTAKEN_BY,
    gk::IN_INDUSTRY,
    gk::PART_OF,
    gk::HOLDS_TITLE,
    gk::SEEKS_TITLE,
    gk::STATUS,
    gk::HOSTS,
    gk::SUPPORTS,
    gk::GOVERNS,
    gk::LEAD_UNIT,
    gk::RESPONSIBLE_UNIT,
    skos::DEFINITION,
    dcterms::DESCRIPTION,
];

/// Makes the correction that a row asks for; an error says why it cannot be made.
pub(super) fn make(
    row: &Row,
    action: Action,
    resolver: &Resolver<'_>,
    words: Option<String>,
) -> Result<Correction, String> {
    let property = match &row.property {
        Some(name) => Some(terms::property(name, resolver.iris.base())?),
        None => None,
    };
    if let Some(fixed) = property.as_ref().filter(|p| FIXED.contains(&p.as_ref())) {
        let why = if fixed.as_ref() == gk::BASE_VALUE {
            "follows from value and unit; correct those"
        } else {
            "tells where a fact comes from; reject the fact and add the right one"
        };
        let name = crate::graph::corrections::short(fixed.as_ref().into());
        return Err(format!("{name} {why}"));
    }
    let mut maker = Maker {
        resolver,
        described: Vec::new(),
    };
    let value = row.value.as_deref();
    let words_here = words.as_deref().unwrap_or_default();
    let (old, new) = match (action, &property, value) {
        (Action::Reject, _, None) => (None, Vec::new()),
        (Action::Reject, property, Some(value)) => (Some(maker.old(property.as_ref(), value)), Vec::new()),
        (Action::Replace, Some(property), Some(value)) => {
            let (old, new) = match arrow(value) {
                Some((old, new)) => (Some(maker.old(Some(property), old)), new),
                None => (None, value),
            };
            let new = maker.settle(property.as_ref(), new)?;
            (old, vec![(property.clone(), new)])
        }
        (Action::Add, Some(property), Some(value)) => (None, maker.addition(property.as_ref(), value, words_here)?),
        _ => return Err("it names no property or no value".to_owned()),
    };
    if action == Action::Add {
        let length = words.as_ref().map_or(0, |words| words.chars().count());
        if length > 0 && length < (row.end - row.start) as usize {
            return Err(format!("the span reaches over the end of its sentence: “{words_here}”"));
        }
    }
    let mut described = maker.described;
    described.sort_by_cached_key(ToString::to_string);
    described.dedup();
    Ok(Correction {
        action,
        start: row.start,
        end: row.end,
        property,
        old,
        new,
        described,
        words,
        note: row.note.clone(),
    })
}

/// The property that a row names, to find the corrections that it takes back.
pub(super) fn is_meant(row: &Row, correction: &Correction, base: &str) -> Result<bool, String> {
    let property = match &row.property {
        Some(name) => Some(terms::property(name, base)?),
        None => None,
    };
    let same_property = property.is_none() || property == correction.property;
    let says = |value: &str| {
        let text = correction.to_string();
        let terms = correction.old.iter().chain(correction.new.iter().map(|(_, term)| term));
        let mut values = terms.map(|term| crate::graph::corrections::short(term.as_ref()));
        values.any(|v| v == value) || text.ends_with(value)
    };
    let same_value = row.value.as_deref().is_none_or(says);
    Ok(row.start == correction.start && row.end == correction.end && same_property && same_value)
}

struct Maker<'a> {
    resolver: &'a Resolver<'a>,
    described: Vec<Triple>,
}

impl Maker<'_> {
    fn settle(&mut self, property: NamedNodeRef<'_>, word: &str) -> Result<Term, String> {
        let value = if property == gk::MENTIONED_IN {
            self.resolver.node(word, &[])?
        } else {
            self.resolver.value(property, word)?
        };
        Ok(self.keep(value))
    }

    fn keep(&mut self, value: Value) -> Term {
        self.described.extend(value.description);
        value.term
    }

    /// The value that alone is meant: what the property takes, or else the words as they are.
    fn old(&self, property: Option<&NamedNode>, word: &str) -> Term {
        let value = match property {
            Some(property) if property.as_ref() == gk::MENTIONED_IN => self.resolver.node(word, &[]),
            Some(property) => self.resolver.value(property.as_ref(), word),
            None if word.parse::<Decimal>().is_ok() => Err(String::new()),
            None => self.resolver.node(word, &[]),
        };
        value.map_or_else(|_| Literal::new_simple_literal(word).into(), |value| value.term)
    }

    fn addition(
        &mut self,
        property: NamedNodeRef<'_>,
        value: &str,
        words: &str,
    ) -> Result<Vec<(NamedNode, Term)>, String> {
        let mut new = match property {
            gk::ACHIEVEMENT | gk::TARGET => self.measure(value, words)?,
            gk::RESPONSIBILITY => self.responsibility(value)?,
            property if RELATIONS.contains(&property) => self.relation(property, value)?,
            property => vec![(property.into_owned(), self.settle(property, value)?)],
        };
        new.sort_by_cached_key(|(property, term)| format!("{property} {term}"));
        Ok(new)
    }

    fn relation(&mut self, property: NamedNodeRef<'_>, value: &str) -> Result<Vec<(NamedNode, Term)>, String> {
        let (subject, object) =
            arrow(value).ok_or_else(|| format!("a relation has two ends: `石墨烯小镇 -> 鹿寨县`, not `{value}`"))?;
        let role = match property {
            gk::LEAD_UNIT => Some(gk::LEAD),
            gk::RESPONSIBLE_UNIT => Some(gk::RESPONSIBLE),
            _ => None,
        };
        if let Some(role) = role {
            let project = self.settle(gk::PROJECT_PROPERTY, subject)?;
            let agent = self.settle(gk::AGENT, object)?;
            return Ok(vec![
                (gk::PROJECT_PROPERTY.into_owned(), project),
                (gk::AGENT.into_owned(), agent),
                (gk::ROLE.into_owned(), role.into_owned().into()),
            ]);
        }
        let subject = self.resolver.node(subject, &[])?;
        let subject = self.keep(subject);
        let object = self.settle(property, object)?;
        Ok(vec![
            (rdf::SUBJECT.into_owned(), subject),
            (rdf::PREDICATE.into_owned(), property.into_owned().into()),
            (rdf::OBJECT.into_owned(), object),
        ])
    }

    /// `project=…; agent=…; role=Lead; deadline=2021-12-31`.
    fn responsibility(&mut self, value: &str) -> Result<Vec<(NamedNode, Term)>, String> {
        let may = [gk::PROJECT_PROPERTY, gk::AGENT, gk::ROLE, gk::POSITION, gk::DEADLINE];
        let new = self.properties(value, &may)?;
        needs(&new, &[gk::PROJECT_PROPERTY, gk::AGENT, gk::ROLE])?;
        Ok(new)
    }

    /// `indicator=…; value=…; unit=…; period=…`; what a report says by default is about its area, exactly, a level.
    fn measure(&mut self, value: &str, words: &str) -> Result<Vec<(NamedNode, Term)>, String> {
        let may = [
            gk::INDICATOR_PROPERTY,
            gk::SUBJECT_PROPERTY,
            gk::AREA_PROPERTY,
            gk::SCOPE,
            gk::ASPECT,
            gk::ANNUAL_AVERAGE,
            gk::COMPARATOR,
            gk::VALUE,
            gk::MAX_VALUE,
            gk::UNIT_PROPERTY,
            gk::PERIOD,
            gk::MODALITY,
            gk::VALUE_TEXT,
        ];
        let mut new = self.properties(value, &may)?;
        needs(&new, &[gk::INDICATOR_PROPERTY, gk::VALUE, gk::UNIT_PROPERTY])?;
        let ranged = find(&new, gk::MAX_VALUE).is_some();
        let mut default = |property: NamedNodeRef<'_>, term: Option<Term>| {
            if find(&new, property).is_none()
                && let Some(term) = term
            {
                new.push((property.into_owned(), term));
            }
        };
        let home = self.resolver.home().map(Term::from);
        default(gk::SUBJECT_PROPERTY, home.clone());
        default(gk::AREA_PROPERTY, home);
        default(gk::ASPECT, Some(gk::LEVEL_VALUE.into_owned().into()));
        let comparator = if ranged { gk::RANGE } else { gk::EXACTLY };
        default(gk::COMPARATOR, Some(comparator.into_owned().into()));
        let written: String = ["value", "unit"].iter().filter_map(|key| raw(value, key)).collect();
        let text = if words.is_empty() || words.contains(&written) {
            &written
        } else {
            words
        };
        default(gk::VALUE_TEXT, Some(Literal::new_simple_literal(text).into()));
        if find(&new, gk::SUBJECT_PROPERTY).is_none() {
            return Err("the document tells no area; name a subject, such as `subject=柳州市`".to_owned());
        }
        if let Some(base) = self.base_value(&new) {
            new.push((gk::BASE_VALUE.into_owned(), base));
        }
        Ok(new)
    }

    fn base_value(&self, new: &[(NamedNode, Term)]) -> Option<Term> {
        let number = |term: &Term| match term {
            Term::Literal(literal) => literal.value().parse::<Decimal>().ok(),
            _ => None,
        };
        let unit = find(new, gk::UNIT_PROPERTY)?;
        let mut triples = self.described.iter();
        let factor = triples.find(|t| t.predicate.as_ref() == gk::FACTOR && Term::from(t.subject.clone()) == *unit)?;
        let base = number(find(new, gk::VALUE)?)?.checked_mul(number(&factor.object)?)?;
        let decimal = oxigraph::model::vocab::xsd::DECIMAL;
        Some(Literal::new_typed_literal(base.to_string(), decimal).into())
    }

    fn properties(&mut self, value: &str, may: &[NamedNodeRef<'static>]) -> Result<Vec<(NamedNode, Term)>, String> {
        let mut new: Vec<(NamedNode, Term)> = Vec::new();
        for (name, word) in pairs(value) {
            let word = word.ok_or_else(|| format!("`{name}` has to be a property and a value: `unit=亿元`"))?;
            let property = terms::property(name, self.resolver.iris.base())?;
            if !may.contains(&property.as_ref()) {
                let names: Vec<String> = may
                    .iter()
                    .map(|p| crate::graph::corrections::short((*p).into()).replace("gk:", ""))
                    .collect();
                return Err(format!("`{name}` is none of {}", names.join(", ")));
            }
            let term = self.settle(property.as_ref(), word)?;
            if new.iter().any(|(p, _)| *p == property) {
                return Err(format!("`{name}` stands there twice"));
            }
            new.push((property, term));
        }
        Ok(new)
    }
}

fn find<'a>(pairs: &'a [(NamedNode, Term)], property: NamedNodeRef<'_>) -> Option<&'a Term> {
    pairs.iter().find(|(p, _)| p.as_ref() == property).map(|(_, term)| term)
}

fn needs(new: &[(NamedNode, Term)], needed: &[NamedNodeRef<'static>]) -> Result<(), String> {
    match needed.iter().find(|property| find(new, **property).is_none()) {
        Some(missing) => {
            let name = crate::graph::corrections::short((*missing).into()).replace("gk:", "");
            Err(format!("it does not name the {name}: `{name}=…`"))
        }
        None => Ok(()),
    }
}

/// The parts of `a=b; c=d`.
fn pairs(value: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let parts = value.split([';', '；']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| match part.split_once('=') {
        Some((name, word)) => (name.trim(), Some(word.trim())),
        None => (part, None),
    })
}

/// The words after `key=`.
fn raw<'a>(value: &'a str, key: &str) -> Option<&'a str> {
    pairs(value).find(|(name, _)| name.trim_start_matches("gk:") == key)?.1
}

/// The two sides of `a -> b`.
fn arrow(value: &str) -> Option<(&str, &str)> {
    let (old, new) = value.split_once("->").or_else(|| value.split_once('→'))?;
    let (old, new) = (old.trim(), new.trim());
    (!old.is_empty() && !new.is_empty()).then_some((old, new))
}
