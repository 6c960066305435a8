//! From the words of a person to the terms of the graph.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{
    Graph, GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Term,
    TermRef, Triple,
};
use oxsdatatypes::{Boolean, Date, Decimal, Integer};

use super::terms::{self, Range};
use crate::graph::Iris;
use crate::graph::vocab::{dcat, dcterms, gk, rdf, rdfs, skos};
use crate::query::Prefixes;
use crate::store::Quads;

/// As many choices as a person reads.
const CHOICES: usize = 8;

/// What says enough of a node to keep it.
const DESCRIBING: [NamedNodeRef<'static>; 8] = [
    rdf::TYPE,
    skos::PREF_LABEL,
    rdfs::LABEL,
    gk::BASE_UNIT,
    gk::FACTOR,
    gk::PART_OF,
    dcat::START_DATE,
    dcat::END_DATE,
];

/// A term with what a document has to say of it where the vocabulary does not.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub term: Term,
    pub description: Vec<Triple>,
}

impl From<Term> for Value {
    fn from(term: Term) -> Self {
        Self {
            term,
            description: Vec::new(),
        }
    }
}

/// Finds what words mean: in the document first, then in the vocabulary and in other documents.
pub(super) struct Resolver<'a> {
    pub quads: &'a oxigraph::store::Store,
    pub iris: &'a Iris,
    /// The document as it was read.
    pub read: &'a Graph,
    pub id: &'a str,
    pub document: NamedNode,
    /// What corrections say of nodes that nothing else speaks of.
    pub described: &'a [Triple],
}

impl Resolver<'_> {
    /// The value of a property that a word means.
    pub fn value(&self, property: NamedNodeRef<'_>, word: &str) -> Result<Value, String> {
        match terms::range(property) {
            Range::Values(scheme) => Ok(Term::from(terms::value(word, scheme)?).into()),
            Range::Words => Ok(Term::from(Literal::new_language_tagged_literal_unchecked(word, "zh")).into()),
            Range::Text => Ok(Term::from(Literal::new_simple_literal(word)).into()),
            Range::Literals(datatype) => literal(word, datatype).map(|literal| Term::from(literal).into()),
            Range::Kind => match word.trim_start_matches("gk:") {
                "Achievement" => Ok(Term::from(gk::ACHIEVEMENT.into_owned()).into()),
                "Target" => Ok(Term::from(gk::TARGET.into_owned()).into()),
                _ => Err(format!("`{word}` is neither gk:Achievement nor gk:Target")),
            },
            Range::Nodes(classes) => self.node(word, &classes),
        }
    }

    /// The node that a word means: an IRI, a label, a code, a class and the name of something new.
    pub fn node(&self, word: &str, classes: &[NamedNodeRef<'static>]) -> Result<Value, String> {
        if let Some((class, name)) = word.split_once(char::is_whitespace)
            && let Some(class) = gk::ALL
                .iter()
                .find(|c| c.as_str() == format!("{}{}", gk::NAMESPACE, local(class)))
            && NEW.contains(class)
        {
            if !classes.is_empty() && !classes.contains(class) {
                return Err(format!("`{word}`: {} is needed here", shown(classes)));
            }
            return self.new_node(*class, name.trim());
        }
        if let Some(iri) = Prefixes::new(self.iris.base()).expand(word) {
            let node = NamedNode::new(&iri).map_err(|e| format!("`{word}` is no IRI: {e}"))?;
            let types = self.types(&node)?;
            let subject = NamedOrBlankNode::from(node.clone());
            let described: Vec<Triple> = self
                .described
                .iter()
                .filter(|t| t.subject == subject)
                .cloned()
                .collect();
            if types.is_empty() && !described.is_empty() {
                return Ok(Value {
                    term: node.into(),
                    description: described,
                });
            }
            if types.is_empty() {
                return Err(format!("nothing in the store has the IRI <{iri}>"));
            }
            if !classes.is_empty() && !classes.iter().any(|class| types.contains(class.as_str())) {
                return Err(format!("<{iri}> is no {}", shown(classes)));
            }
            return self.described(node);
        }
        if classes == [dcterms::PERIOD_OF_TIME]
            && let Some(period) = self.years(word)
        {
            return Ok(period);
        }
        let node = self.labelled(word, classes)?;
        self.described(node)
    }

    /// The area that the document reports on.
    pub fn home(&self) -> Option<NamedNode> {
        match self
            .read
            .object_for_subject_predicate(&self.document, gk::AREA_PROPERTY)?
        {
            TermRef::NamedNode(area) => Some(area.into_owned()),
            _ => None,
        }
    }

    fn labelled(&self, word: &str, classes: &[NamedNodeRef<'static>]) -> Result<NamedNode, String> {
        let forms = [
            Literal::new_language_tagged_literal_unchecked(word, "zh"),
            Literal::new_language_tagged_literal_unchecked(word, "en"),
            Literal::new_simple_literal(word),
        ];
        let naming = [
            (skos::PREF_LABEL, 0),
            (gk::AREA_CODE, 0),
            (skos::ALT_LABEL, 1),
            (rdfs::LABEL, 2),
        ];
        // How well each fits: in the document first, by its own name before other forms, living before past.
        let mut found: BTreeMap<(bool, u8, bool), BTreeSet<String>> = BTreeMap::new();
        for (property, rank) in naming {
            for form in &forms {
                for quad in self.quads.matching(None, Some(property), Some(form.into()), None) {
                    let NamedOrBlankNode::NamedNode(node) = quad.map_err(|e| e.to_string())?.subject else {
                        continue;
                    };
                    let types = self.types(&node)?;
                    let fits = if classes.is_empty() {
                        types
                            .iter()
                            .any(|class| NEW.iter().chain([&gk::AREA]).any(|c| c.as_str() == class))
                    } else {
                        classes.iter().any(|class| types.contains(class.as_str()))
                    };
                    if fits {
                        let elsewhere = self.read.triples_for_subject(&node).next().is_none()
                            && self.read.triples_for_object(&node).next().is_none();
                        let past = !self.objects(&node, gk::VALID_TO)?.is_empty();
                        let fit = (elsewhere, rank, past);
                        found.entry(fit).or_default().insert(node.into_string());
                    }
                }
            }
        }
        let Some((_, best)) = found.into_iter().next() else {
            let example = classes
                .first()
                .filter(|class| NEW.contains(class))
                .map_or_else(String::new, |class| {
                    format!("; `gk:{} {word}` makes one", local(class.as_str()))
                });
            let kind = if classes.is_empty() {
                "entity".to_owned()
            } else {
                shown(classes)
            };
            return Err(format!("no {kind} is called `{word}`{example}"));
        };
        let mut choices: Vec<String> = best.into_iter().collect();
        if let [only] = &choices[..] {
            return Ok(NamedNode::new_unchecked(only));
        }
        let more = choices.len().saturating_sub(CHOICES);
        choices.truncate(CHOICES);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        Err(format!(
            "`{word}` can be <{}>{more}; give the IRI",
            choices.join(">, <")
        ))
    }

    /// A thing of this class that no text of the store speaks of yet, or the one that has that name.
    fn new_node(&self, class: NamedNodeRef<'static>, name: &str) -> Result<Value, String> {
        if name.is_empty() {
            return Err(format!("after {} there has to be a name", shown(&[class])));
        }
        let iris = Iris::new(self.iris.base());
        let scoped = [
            gk::AGENCY,
            gk::PROJECT,
            gk::PROGRAMME,
            gk::INSTITUTION,
            gk::PLACE,
            gk::TASK,
            gk::SUBJECT,
        ];
        let home = self.home().filter(|_| scoped.contains(&class));
        let prefix = format!("{}area/", self.iris.base());
        let scope = home
            .as_ref()
            .and_then(|area| area.as_str().strip_prefix(&prefix))
            .unwrap_or_default();
        if let Ok(node) = self.labelled(name, &[class])
            && self.read.triples_for_subject(&node).next().is_some()
        {
            return self.described(node);
        }
        let node = iris.entity(&local(class.as_str()).to_lowercase(), scope, name);
        let label = Literal::new_language_tagged_literal_unchecked(name, "zh");
        let description = vec![
            Triple::new(node.clone(), rdf::TYPE.into_owned(), class.into_owned()),
            Triple::new(node.clone(), skos::PREF_LABEL.into_owned(), label),
        ];
        Ok(Value {
            term: node.into(),
            description,
        })
    }

    /// A year or a span of years: 2020, 2020年, 2016-2020.
    fn years(&self, word: &str) -> Option<Value> {
        let digits = word.trim_end_matches('年');
        let (from, to) = digits.split_once(['-', '–', '—', '－']).unwrap_or((digits, digits));
        let (from, to) = (from.trim_end_matches('年'), to.trim());
        let is_year = |year: &str| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        if !is_year(from) || !is_year(to) || from > to {
            return None;
        }
        let (path, label) = if from == to {
            (format!("period/{from}"), format!("{from}年"))
        } else {
            (format!("period/{from}-{to}"), format!("{from}-{to}年"))
        };
        let node = Iris::new(self.iris.base()).id(&path);
        if let Ok(types) = self.types(&node)
            && !types.is_empty()
        {
            return self.described(node).ok();
        }
        let date = |day: String| Literal::new_typed_literal(day, xsd::DATE);
        let label = Literal::new_language_tagged_literal_unchecked(label, "zh");
        let triple =
            |property: NamedNodeRef<'_>, object: Term| Triple::new(node.clone(), property.into_owned(), object);
        let description = vec![
            triple(rdf::TYPE, dcterms::PERIOD_OF_TIME.into_owned().into()),
            triple(skos::PREF_LABEL, label.into()),
            triple(dcat::START_DATE, date(format!("{from}-01-01")).into()),
            triple(dcat::END_DATE, date(format!("{to}-12-31")).into()),
        ];
        Some(Value {
            term: node.into(),
            description,
        })
    }

    /// A node that is there, with what a document has to say of it. Of what the vocabulary knows that is the factor of
    /// a unit alone, which is needed to count.
    fn described(&self, node: NamedNode) -> Result<Value, String> {
        let vocabulary = self.iris.vocabulary_graph();
        let known = self.has_type_in(&node, GraphNameRef::from(&vocabulary))?;
        let mut description = BTreeMap::new();
        for property in DESCRIBING {
            if known && property != gk::FACTOR {
                continue;
            }
            for object in self.objects(&node, property)? {
                let triple = Triple::new(node.clone(), property.into_owned(), object);
                description.insert(triple.to_string(), triple);
            }
        }
        Ok(Value {
            term: node.into(),
            description: description.into_values().collect(),
        })
    }

    fn has_type_in(&self, node: &NamedNode, graph: GraphNameRef<'_>) -> Result<bool, String> {
        let mut quads = self
            .quads
            .matching(Some(node.into()), Some(rdf::TYPE), None, Some(graph));
        quads.next().transpose().map(|q| q.is_some()).map_err(|e| e.to_string())
    }

    fn types(&self, node: &NamedNode) -> Result<BTreeSet<String>, String> {
        let types = self.objects(node, rdf::TYPE)?.into_iter();
        Ok(types
            .filter_map(|class| match class {
                Term::NamedNode(class) => Some(class.into_string()),
                _ => None,
            })
            .collect())
    }

    /// The objects of a property: in the document as it was read, and in all graphs but its own.
    fn objects(&self, node: &NamedNode, property: NamedNodeRef<'_>) -> Result<Vec<Term>, String> {
        let mut objects: Vec<Term> = self
            .read
            .objects_for_subject_predicate(node, property)
            .map(TermRef::into_owned)
            .collect();
        let subject = NamedOrBlankNodeRef::from(node);
        let own = GraphName::from(self.iris.document_graph(self.id));
        for quad in self.quads.matching(Some(subject), Some(property), None, None) {
            let quad = quad.map_err(|e| e.to_string())?;
            if quad.graph_name != own && !objects.contains(&quad.object) {
                objects.push(quad.object);
            }
        }
        Ok(objects)
    }
}

/// The classes of things that a person may name for the first time.
const NEW: [NamedNodeRef<'static>; 15] = [
    gk::AGENCY,
    gk::INDUSTRY,
    gk::COMPANY,
    gk::INSTITUTION,
    gk::PROJECT,
    gk::PROGRAMME,
    gk::HONOUR,
    gk::LEGISLATION,
    gk::EVENT,
    gk::PRODUCT,
    gk::PLACE,
    gk::PERSON,
    gk::TASK,
    gk::SUBJECT,
    gk::INDICATOR,
];

fn local(name: &str) -> &str {
    name.rsplit(['#', ':']).next().unwrap_or(name)
}

fn shown(classes: &[NamedNodeRef<'_>]) -> String {
    let names: Vec<String> = classes
        .iter()
        .map(|class| crate::graph::corrections::short((*class).into()))
        .collect();
    names.join(" or ")
}

/// A literal of this type in its normal form.
fn literal(word: &str, datatype: NamedNodeRef<'static>) -> Result<Literal, String> {
    let typed = |value: String| Literal::new_typed_literal(value, datatype);
    let wrong = |what: &str| format!("`{word}` is no {what}");
    if datatype == xsd::DECIMAL {
        let number = word.parse::<Decimal>();
        number
            .map(|n| typed(n.to_string()))
            .map_err(|_| wrong("number, such as 3176.9 (without unit)"))
    } else if datatype == xsd::INTEGER {
        word.parse::<Integer>()
            .map(|n| typed(n.to_string()))
            .map_err(|_| wrong("whole number"))
    } else if datatype == xsd::BOOLEAN {
        word.parse::<Boolean>()
            .map(|b| typed(b.to_string()))
            .map_err(|_| wrong("true or false"))
    } else if datatype == xsd::DATE {
        word.parse::<Date>()
            .map(|d| typed(d.to_string()))
            .map_err(|_| wrong("date, such as 2021-12-31"))
    } else {
        Ok(typed(word.to_owned()))
    }
}
