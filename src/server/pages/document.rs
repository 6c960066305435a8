//! The page of a document: its text with what was read marked, and in the margin what it was read as.
//!
//! Every span and every fact is an anchor, so that the IRI of each leads to its place.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use oxigraph::model::{NamedNode, Term};

use super::terms::Shown;
use super::{Page, View, page_with};
use crate::graph::vocab::{dcterms, gk, prov, rdf, skos};
use crate::query::Description;
use crate::server::app::App;

/// A stretch of the text, in its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    begin: usize,
    end: usize,
}

/// What a span was read as.
#[derive(Debug, Default)]
struct Read<'a> {
    facts: Vec<&'a NamedNode>,
    mentions: Vec<&'a str>,
}

/// The page of a document.
pub(in crate::server) fn page(app: &App, description: &Description, view: &View) -> Page {
    let shown = Shown { app, description, view };
    let about = description.about.as_str();
    let spans = spans(description);
    let sentences = sentences(description);
    let name = shown.name(about);
    let path = app.settings.local_path(about).unwrap_or_default();
    let data = super::entity::data(&path);
    let headings = headings(&shown, &sentences);
    let body = html! {
        h1 { (name) " " @for class in shown.classes(about) { span.class { (shown.thing(class.as_str())) } " " } }
        (particulars(&shown))
        p.quiet {
            (view.words("标出的词是事实的出处，右边是读出的内容。", "What was read is marked; beside it stands what it was read as."))
        }
        div.text {
            @for (stretch, iri, text) in &sentences {
                @if let Some(section) = headings.get(stretch) { h2.section { (section) } }
                @let inside: Vec<_> = spans.range(Stretch { begin: stretch.begin, end: 0 }..Stretch { begin: stretch.end.max(stretch.begin + 1), end: 0 })
                    .filter(|(span, _)| span.end <= stretch.end).collect();
                div.sentence id=(fragment(iri)) {
                    p { (marked(text, *stretch, iri, &inside)) }
                    (margin(&shown, &inside))
                }
            }
        }
        p.downloads {
            (view.words("数据：", "Data: "))
            @for (kind, address) in &data { a href=(address) { (kind) } " " }
        }
    };
    page_with(app, view, &name, &data, &body)
}

/// What is known of the document itself.
fn particulars(shown: &Shown<'_>) -> Markup {
    let hidden = [rdf::TYPE, dcterms::TITLE];
    let said = shown.description.said_of(shown.description.about.as_str()).iter();
    let said: Vec<_> = said
        .filter(|(property, _)| !hidden.contains(&property.as_ref()))
        .collect();
    html! {
        dl.properties { @for (property, value) in said {
            dt { (shown.name(property.as_str())) }
            dd { (shown.term(value)) }
        } }
    }
}

fn fragment(iri: &str) -> &str {
    iri.split_once('#').map_or("", |(_, fragment)| fragment)
}

fn stretch(description: &Description, iri: &str) -> Option<Stretch> {
    let number = |property| description.text(iri, property).and_then(|n| n.parse().ok());
    Some(Stretch {
        begin: number(gk::START)?,
        end: number(gk::END)?,
    })
}

/// The sentences in the order of the text.
fn sentences(description: &Description) -> Vec<(Stretch, &str, &str)> {
    let mut sentences: Vec<(Stretch, &str, &str)> = description
        .subjects()
        .filter_map(|iri| Some((stretch(description, iri)?, iri, description.text(iri, gk::TEXT)?)))
        .collect();
    sentences.sort();
    sentences
}

/// The span that a fact was read from; of an outcome, that of its target.
fn span_of<'a>(description: &'a Description, fact: &NamedNode) -> Option<&'a NamedNode> {
    let span = |node: &NamedNode| description.node(node.as_str(), prov::WAS_DERIVED_FROM);
    span(fact).or_else(|| span(description.node(fact.as_str(), gk::TARGET_PROPERTY)?))
}

/// The names of the parts of a report, at the sentences that they begin with.
fn headings(shown: &Shown<'_>, sentences: &[(Stretch, &str, &str)]) -> BTreeMap<Stretch, String> {
    let mut headings = BTreeMap::new();
    let mut before = None;
    for (stretch, iri, _) in sentences {
        let section = shown.description.node(iri, gk::SECTION);
        if let Some(section) = section.filter(|section| before != Some(*section)) {
            headings.insert(*stretch, shown.name(section.as_str()));
        }
        before = section;
    }
    headings
}

/// The spans that something was read from.
fn spans(description: &Description) -> BTreeMap<Stretch, (BTreeSet<&str>, Read<'_>)> {
    let mut spans: BTreeMap<Stretch, (BTreeSet<&str>, Read<'_>)> = BTreeMap::new();
    for subject in description.subjects() {
        for span in description.values(subject, gk::MENTIONED_IN) {
            if let Term::NamedNode(span) = span
                && let Some(place) = stretch(description, span.as_str())
            {
                let (iris, read) = spans.entry(place).or_default();
                iris.insert(span.as_str());
                read.mentions.push(subject);
            }
        }
    }
    for fact in description.facts() {
        if let Some(span) = span_of(description, fact)
            && let Some(place) = stretch(description, span.as_str())
        {
            let (iris, read) = spans.entry(place).or_default();
            iris.insert(span.as_str());
            read.facts.push(fact);
        }
    }
    spans
}

type Inside<'a> = (&'a Stretch, &'a (BTreeSet<&'a str>, Read<'a>));

/// A sentence with its spans marked; where spans overlap, each piece carries what covers it.
fn marked(text: &str, sentence: Stretch, own: &str, inside: &[Inside<'_>]) -> Markup {
    let letters: Vec<char> = text.chars().collect();
    let local = |n: usize| n.saturating_sub(sentence.begin).min(letters.len());
    let mut cuts: BTreeSet<usize> = BTreeSet::from([0, letters.len()]);
    for (span, _) in inside {
        cuts.extend([local(span.begin), local(span.end)]);
    }
    let cuts: Vec<usize> = cuts.into_iter().collect();
    html! {
        @for piece in cuts.windows(2) {
            @let (from, to) = (piece[0], piece[1]);
            @let covering = || inside.iter().filter(move |(span, _)| local(span.begin) <= from && to <= local(span.end));
            @let is_fact = covering().any(|(_, (_, read))| !read.facts.is_empty());
            @let is_mention = covering().any(|(_, (_, read))| !read.mentions.is_empty());
            @for (span, (iris, read)) in inside {
                @if local(span.begin) == from {
                    @for iri in iris.iter().filter(|iri| **iri != own) { span.at id=(fragment(iri)) {} }
                    @for fact in &read.facts { span.at id=(fragment(fact.as_str())) {} }
                }
            }
            @let words = letters[from..to].iter().collect::<String>();
            @if is_fact { mark.fact { (words) } } @else if is_mention { mark { (words) } } @else { (words) }
        }
    }
}

/// What was read from a sentence.
fn margin(shown: &Shown<'_>, inside: &[Inside<'_>]) -> Markup {
    let mut named = BTreeSet::new();
    for (_, (_, read)) in inside {
        named.extend(read.mentions.iter().copied());
    }
    let any_fact = inside.iter().any(|(_, (_, read))| !read.facts.is_empty());
    html! {
        aside {
            @if any_fact {
                ul { @for (_, (_, read)) in inside { @for fact in &read.facts { li { (told(shown, fact)) } } } }
            }
            @if !named.is_empty() {
                p.named { @for (n, iri) in named.iter().enumerate() {
                    @if n > 0 { "、" }
                    (shown.thing(iri))
                } }
            }
        }
    }
}

/// A fact in a few words.
fn told(shown: &Shown<'_>, fact: &NamedNode) -> Markup {
    let description = shown.description;
    let part = |property| description.node(fact.as_str(), property).map(NamedNode::as_str);
    let thing = |property| part(property).map(|iri| shown.thing(iri)).unwrap_or_default();
    let text = |property| description.text(fact.as_str(), property).unwrap_or_default();
    let is = |class| description.is_a(fact.as_str(), class);
    let place = span_of(description, fact).map_or("", |span| fragment(span.as_str()));
    html! {
        a.place href=(format!("#{place}")) title=(format!("{} {}", text(gk::RULE), text(gk::CONFIDENCE))) { "¶" }
        " "
        @if is(gk::RESPONSIBILITY) {
            span.kind { (part(gk::ROLE).map(|iri| shown.name(iri)).unwrap_or_default()) }
            " " (thing(gk::AGENT)) " → " (thing(gk::PROJECT_PROPERTY))
            @if !text(gk::DEADLINE).is_empty() { " · " (text(gk::DEADLINE)) }
        } @else if is(gk::ACHIEVEMENT) || is(gk::TARGET) {
            span.kind { (shown.kind(fact)) }
            " " (thing(gk::INDICATOR_PROPERTY)) " " b { (text(gk::VALUE_TEXT)) }
            @if let Some(period) = part(gk::PERIOD) { " · " (shown.name(period)) }
            @if part(gk::SUBJECT_PROPERTY) != part(gk::AREA_PROPERTY) { " · " (thing(gk::SUBJECT_PROPERTY)) }
        } @else if let Some(predicate) = part(rdf::PREDICATE) {
            (thing(rdf::SUBJECT)) " " span.kind { (shown.name(predicate)) } " "
            @if let Some(object) = description.values(fact.as_str(), rdf::OBJECT).next() { (shown.term(object)) }
        } @else if let Some(verdict) = part(gk::VERDICT) {
            span.kind { (shown.name(verdict)) } " " (thing(gk::ACHIEVEMENT_PROPERTY))
        } @else if !text(skos::DEFINITION).is_empty() {
            (text(skos::DEFINITION))
        } @else {
            (shown.name(fact.as_str()))
        }
    }
}
