//! Settled measures → quads: each with its indicator, its values, its unit and its period.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode};
use rustc_hash::FxHashMap;

use super::Writer;
use super::terms::{aspect, comparator, decimal, modality, zh};
use crate::facts::SettledMeasure;
use crate::graph::slug::slug;
use crate::graph::vocab::{dcat, dcterms, gk, skos};
use crate::rules::{Indication, MeasureUnit};
use crate::text::Span;

impl Writer<'_> {
    pub(super) fn measures(&mut self) {
        let knowledge = self.knowledge;
        let mut nodes: FxHashMap<Span, NamedNode> = FxHashMap::default();
        let named: Vec<NamedNode> = knowledge
            .measures
            .iter()
            .map(|m| {
                let node = self.fact('m', m.measure.evidence.span);
                nodes.entry(m.measure.words).or_insert_with(|| node.clone());
                node
            })
            .collect();
        for (settled, node) in knowledge.measures.iter().zip(named) {
            self.measure(&node, settled, &nodes);
        }
    }

    fn measure(&mut self, node: &NamedNode, settled: &SettledMeasure, nodes: &FxHashMap<Span, NamedNode>) {
        let m = &settled.measure;
        self.is_a(node, if m.target { gk::TARGET } else { gk::ACHIEVEMENT });
        let indicator = match &m.indicator {
            Indication::Known(index) => self.iris.moved(&self.words.indicators.get(*index).iri),
            Indication::Minted(name) => {
                let minted = self.iris.entity("indicator", "", name);
                if self.described.insert(minted.clone()) {
                    self.is_a(&minted, gk::INDICATOR);
                    self.add(&minted, skos::PREF_LABEL, zh(name));
                }
                for form in m.forms.iter().filter(|form| *form != name) {
                    if self.forms.insert((minted.clone(), form.clone())) {
                        self.add(&minted, skos::ALT_LABEL, zh(form));
                    }
                }
                minted
            }
        };
        self.add(node, gk::INDICATOR_PROPERTY, indicator);
        if let Some(subject) = settled.subject {
            let subject = self.entities[subject.0 as usize].clone();
            self.add(node, gk::SUBJECT_PROPERTY, subject);
        }
        if let Some(area) = settled.area {
            let area = self.entities[area.0 as usize].clone();
            self.add(node, gk::AREA_PROPERTY, area);
        }
        if let Some(scope) = &m.scope {
            self.add(node, gk::SCOPE, zh(scope));
        }
        self.add(node, gk::ASPECT, aspect(m.aspect).into_owned());
        if m.annual_average {
            self.add(node, gk::ANNUAL_AVERAGE, Literal::from(true));
        }
        self.add(node, gk::COMPARATOR, comparator(m.comparator).into_owned());
        self.add(node, gk::VALUE, decimal(&m.value.to_string()));
        if let Some(max) = m.max_value {
            self.add(node, gk::MAX_VALUE, decimal(&max.to_string()));
        }
        if let Some(unit) = &m.unit {
            let term = self.unit(unit);
            self.add(node, gk::UNIT_PROPERTY, term);
            if let Some(base) = m.value.checked_mul(unit.factor) {
                self.add(node, gk::BASE_VALUE, decimal(&base.to_string()));
            }
        }
        if let Some((from, to, label)) = &settled.period {
            let period = self.period(*from, *to, label);
            self.add(node, gk::PERIOD, period);
        }
        if let Some(wording) = m.modality {
            self.add(node, gk::MODALITY, modality(wording).into_owned());
        }
        if let Some(level) = m.change_of.and_then(|words| nodes.get(&words))
            && level != node
        {
            self.add(node, gk::CHANGE_OF, level.clone());
        }
        let words = self.source.view.slice(m.words);
        self.add(node, gk::VALUE_TEXT, Literal::new_simple_literal(words));
        self.evidence(node, m.evidence);
    }

    /// The unit of a measure; one with a scale is described here.
    fn unit(&mut self, unit: &MeasureUnit) -> NamedNode {
        let word = self.iris.moved(&unit.word);
        let plain = self.words.units.get(&unit.label).is_some_and(|u| u.iri == unit.word);
        if plain {
            return word;
        }
        let local = unit.word.rsplit('/').next().unwrap_or_default();
        let own = self
            .words
            .units
            .concepts()
            .iter()
            .find(|c| c.iri == unit.word)
            .map_or("", |c| c.label.as_str());
        let scale = unit.label.strip_suffix(own).unwrap_or(&unit.label);
        let term = self.iris.id(&format!("unit/{}-{local}", slug(scale, 20)));
        if self.described.insert(term.clone()) {
            self.is_a(&term, gk::UNIT);
            self.add(&term, skos::PREF_LABEL, zh(&unit.label));
            let base = self.iris.moved(&unit.base);
            self.add(&term, gk::BASE_UNIT, base);
            self.add(&term, gk::FACTOR, decimal(&unit.factor.to_string()));
        }
        term
    }

    fn period(&mut self, from: i16, to: i16, label: &str) -> NamedNode {
        let path = if from == to {
            format!("period/{from}")
        } else {
            format!("period/{from}-{to}")
        };
        let period = self.iris.id(&path);
        if self.described.insert(period.clone()) {
            self.is_a(&period, dcterms::PERIOD_OF_TIME);
            let known = from != to && self.words.periods.concepts().iter().any(|c| c.iri.ends_with(&path));
            if !known {
                let label = if from == to {
                    format!("{from}年")
                } else {
                    label.to_owned()
                };
                self.add(&period, skos::PREF_LABEL, zh(&label));
                self.add(
                    &period,
                    dcat::START_DATE,
                    Literal::new_typed_literal(format!("{from}-01-01"), xsd::DATE),
                );
                self.add(
                    &period,
                    dcat::END_DATE,
                    Literal::new_typed_literal(format!("{to}-12-31"), xsd::DATE),
                );
            }
        }
        period
    }
}
