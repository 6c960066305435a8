//! The page of a thing: what it is called, what it leads and answers for, its numbers and relations, where it is spoken of.

use std::collections::BTreeMap;

use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};

use super::terms::Shown;
use super::{Page, View, indicator, page_with};
use crate::graph::vocab::{gk, rdf, rdfs, skos};
use crate::query::Description;
use crate::server::app::App;

/// Links of one kind that are shown at once.
const OPEN: usize = 12;

/// The page of what is described.
pub(in crate::server) fn page(app: &App, description: &Description, view: &View) -> Page {
    let shown = Shown { app, description, view };
    let about = &description.about;
    let name = shown.name(about.as_str());
    let path = app.settings.local_path(about.as_str()).unwrap_or_default();
    let data = data(&path);
    let is = |property: NamedNodeRef<'static>| move |fact: &NamedNode| shown_part(description, fact, property);
    let leads = shown.facts_of(&[gk::RESPONSIBILITY], |fact| {
        is(gk::AGENT)(fact) && shown.part(fact, gk::ROLE).is_some_and(|role| role.as_ref() == gk::LEAD)
    });
    let answers = shown.facts_of(&[gk::RESPONSIBILITY], |fact| {
        is(gk::AGENT)(fact) && !leads.contains(&fact)
    });
    let units = shown.facts_of(&[gk::RESPONSIBILITY], |fact| is(gk::PROJECT_PROPERTY)(fact));
    let measures = shown.facts_of(&[gk::ACHIEVEMENT, gk::TARGET], |_| true);
    let claims = shown.facts_of(&[gk::CLAIM], |_| true);
    let mentions: Vec<&NamedNode> = nodes(description, gk::MENTIONED_IN).collect();
    let section = |title: &str, facts: &[&NamedNode], table: Markup| {
        html! { @if !facts.is_empty() {
            section { h2 { (title) " " small { (facts.len()) } } (table) }
        } }
    };
    let body = html! {
        (heading(&shown, &name))
        (properties(&shown))
        @if description.is_a(about.as_str(), gk::INDICATOR) { (indicator::series(&shown, &measures)) }
        (section(view.words("牵头", "Leads"), &leads, shown.responsibilities(&leads)))
        (section(view.words("负责、配合、督办", "Answers for"), &answers, shown.responsibilities(&answers)))
        (section(view.words("责任单位", "Who answers for it"), &units, shown.responsibilities(&units)))
        (section(view.words("数据", "Numbers"), &measures, shown.measures(&measures)))
        (section(view.words("关系", "Relations"), &claims, shown.claims(&claims)))
        (links(&shown))
        @if !mentions.is_empty() {
            section {
                h2 { (view.words("原文提及", "Where it is spoken of")) " " small { (mentions.len()) } }
                ul.quotes { @for span in mentions.iter().take(OPEN) { li { (shown.quote(span)) } } }
                @if mentions.len() > OPEN {
                    details {
                        summary { (view.words("其余", "The rest")) " " (mentions.len() - OPEN) }
                        ul.quotes { @for span in mentions.iter().skip(OPEN) { li { (shown.quote(span)) } } }
                    }
                }
            }
        }
        @if description.omitted > 0 {
            p.quiet {
                (view.words("另有", "There are")) " " (description.omitted) " "
                (view.words("条没有列出；用 SPARQL 可以全部查到。", "more that are not listed; SPARQL finds them all."))
            }
        }
        (statements(&shown))
        p.downloads {
            (view.words("数据：", "Data: "))
            @for (kind, address) in &data { a href=(address) { (kind) } " " }
        }
    };
    page_with(app, view, &name, &data, &body)
}

/// The same facts as data: media type and address.
pub(in crate::server) fn data(path: &str) -> [(&'static str, String); 3] {
    [
        ("text/turtle", format!("{path}?format=ttl")),
        ("application/ld+json", format!("{path}?format=jsonld")),
        ("application/n-triples", format!("{path}?format=nt")),
    ]
}

fn shown_part(description: &Description, fact: &NamedNode, property: NamedNodeRef<'static>) -> bool {
    description.node(fact.as_str(), property) == Some(&description.about)
}

fn nodes<'a>(description: &'a Description, property: NamedNodeRef<'a>) -> impl Iterator<Item = &'a NamedNode> {
    let values = description.values(description.about.as_str(), property);
    values.filter_map(|term| match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    })
}

/// The names of what the page is about, and what it is.
fn heading(shown: &Shown<'_>, name: &str) -> Markup {
    let about = shown.description.about.as_str();
    let others: Vec<&Term> = [skos::ALT_LABEL, rdfs::LABEL]
        .into_iter()
        .flat_map(|property| shown.description.values(about, property))
        .filter(|term| !matches!(term, Term::Literal(literal) if literal.value() == name))
        .collect();
    html! {
        h1 {
            (name) " "
            @for class in shown.classes(about) { span.class { (shown.thing(class.as_str())) } " " }
        }
        @if !others.is_empty() {
            p.names { @for (n, term) in others.iter().enumerate() {
                @if n > 0 { "、" }
                (shown.term(term))
            } }
        }
        p.quiet { code { (about) } }
    }
}

/// What is said of it without a node of its own.
fn properties(shown: &Shown<'_>) -> Markup {
    let hidden = [
        rdf::TYPE,
        skos::PREF_LABEL,
        skos::ALT_LABEL,
        rdfs::LABEL,
        gk::MENTIONED_IN,
    ];
    let mut by_property: BTreeMap<&NamedNode, Vec<&Term>> = BTreeMap::new();
    for (property, value) in shown.description.said_of(shown.description.about.as_str()) {
        if !hidden.contains(&property.as_ref()) {
            by_property.entry(property).or_default().push(value);
        }
    }
    html! { @if !by_property.is_empty() {
        dl.properties { @for (property, values) in by_property {
            dt { (shown.name(property.as_str())) }
            dd { @for (n, value) in values.iter().enumerate() {
                @if n > 0 { "、" }
                (shown.term(value))
            } }
        } }
    } }
}

/// What points at it, by property.
fn links(shown: &Shown<'_>) -> Markup {
    let mut by_property: BTreeMap<&NamedNode, Vec<&NamedNode>> = BTreeMap::new();
    for (subject, property) in shown.description.links() {
        by_property.entry(property).or_default().push(subject);
    }
    let list = |subjects: &[&NamedNode]| {
        html! { ul.links { @for subject in subjects { li { (shown.thing(subject.as_str())) } } } }
    };
    html! { @if !by_property.is_empty() {
        section {
            h2 { (shown.view.words("与之相连", "Linked to it")) }
            @for (property, subjects) in by_property {
                h3 { "← " (shown.name(property.as_str())) " " small { (subjects.len()) } }
                @if subjects.len() > OPEN {
                    details { summary { (shown.view.words("展开", "Show")) } (list(&subjects)) }
                } @else {
                    (list(&subjects))
                }
            }
        }
    } }
}

/// All that is said on the page, statement by statement: what the data hold.
fn statements(shown: &Shown<'_>) -> Markup {
    let triples = shown.description.triples();
    let prefixes = &shown.app.settings.prefixes;
    html! {
        details.statements {
            summary { (shown.view.words("全部语句", "All statements")) " " (triples.len()) }
            div.wide tabindex="0" { table {
                tbody { @for triple in &triples {
                    tr {
                        td { (prefixes.shorten(subject(triple))) }
                        td { (prefixes.shorten(triple.predicate.as_str())) }
                        td {
                            @match &triple.object {
                                Term::NamedNode(node) => (prefixes.shorten(node.as_str())),
                                Term::Literal(literal) => (literal.value()),
                                Term::BlankNode(node) => (node.to_string()),
                            }
                        }
                    }
                } }
            } }
        }
    }
}

fn subject(triple: &oxigraph::model::Triple) -> &str {
    match &triple.subject {
        oxigraph::model::NamedOrBlankNode::NamedNode(node) => node.as_str(),
        oxigraph::model::NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}
