//! How things and values are shown: by their names, as links where there is something to see.

use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};

use super::{Language, View};
use crate::graph::vocab::{dcterms, gk, rdf, rdfs, skos};
use crate::query::Description;
use crate::server::app::App;

/// Shows what a description speaks of.
pub(super) struct Shown<'a> {
    pub(super) app: &'a App,
    pub(super) description: &'a Description,
    pub(super) view: &'a View,
}

impl<'a> Shown<'a> {
    /// The name of a thing in the language of the page; its IRI in short where it has none.
    pub(super) fn name(&self, iri: &str) -> String {
        let labels = |property: NamedNodeRef<'static>, language: Option<&str>| {
            let values = self.description.said_of(iri).iter();
            let mut found = values.filter_map(|(predicate, object)| match object {
                Term::Literal(literal) if predicate.as_ref() == property => Some(literal),
                _ => None,
            });
            found
                .find(|literal| language.is_none_or(|language| literal.language() == Some(language)))
                .map(|literal| literal.value().to_owned())
        };
        let own = || labels(skos::PREF_LABEL, None);
        let english = || labels(rdfs::LABEL, Some("en"));
        let found = match self.view.language {
            Language::Chinese => own().or_else(|| labels(rdfs::LABEL, Some("zh"))),
            // What documents name keeps its own name; the words of the vocabulary are English.
            Language::English => own().or_else(english),
        };
        found
            .or_else(|| self.document_name(iri))
            .or_else(|| labels(rdfs::LABEL, None))
            .or_else(|| borrowed(self.view, iri).map(str::to_owned))
            .unwrap_or_else(|| self.app.settings.prefixes.shorten(iri))
    }

    fn document_name(&self, iri: &str) -> Option<String> {
        let title = self.description.text(iri, dcterms::TITLE)?;
        match self.description.text(iri, gk::REPORT_YEAR) {
            Some(year) if !title.contains(year) => Some(format!("{title}（{year}）")),
            _ => Some(title.to_owned()),
        }
    }

    /// A thing as a link with its name.
    pub(super) fn thing(&self, iri: &str) -> Markup {
        let name = self.name(iri);
        match address(self.app, self.view, iri) {
            Some(address) => html! { a href=(address) { (name) } },
            None => html! { (name) },
        }
    }

    /// A value as a person reads it.
    pub(super) fn term(&self, term: &Term) -> Markup {
        match term {
            Term::NamedNode(node) => self.thing(node.as_str()),
            Term::Literal(literal) => html! { span lang=[literal.language()] { (literal.value()) } },
            Term::BlankNode(_) => html! { "…" },
        }
    }

    /// The classes of a thing that say something to a person.
    pub(super) fn classes(&self, iri: &str) -> Vec<&'a NamedNode> {
        let classes = self.description.values(iri, rdf::TYPE).filter_map(|term| match term {
            Term::NamedNode(class) => Some(class),
            _ => None,
        });
        classes
            .filter(|class| class.as_str().starts_with(gk::NAMESPACE))
            .collect()
    }
}

/// The names of properties that others have defined.
fn borrowed<'a>(view: &View, iri: &str) -> Option<&'a str> {
    let (chinese, english) = match iri.rsplit(['#', '/']).next()? {
        "publisher" => ("印发单位", "publisher"),
        "issued" => ("印发日期", "issued"),
        "identifier" => ("文号", "number"),
        "description" => ("说明", "description"),
        "definition" => ("定义", "definition"),
        "source" => ("出处", "source"),
        "inScheme" => ("所属类表", "scheme"),
        "notation" => ("代码", "notation"),
        "broader" => ("上位", "broader"),
        "exactMatch" => ("等同于", "same as"),
        "closeMatch" => ("近似于", "close to"),
        "broadMatch" => ("上位近似", "broader match"),
        "startDate" => ("开始", "begins"),
        "endDate" => ("结束", "ends"),
        _ => return None,
    };
    Some(view.words(chinese, english))
}

/// Where a thing can be seen: here if it is ours, elsewhere if it has an address there.
pub(super) fn address(app: &App, view: &View, iri: &str) -> Option<String> {
    if let Some(path) = app.settings.local_path(iri) {
        return Some(view.href(&path));
    }
    if let Some(name) = iri.strip_prefix(gk::NAMESPACE) {
        return Some(view.href(&format!("/ontology#{name}")));
    }
    // Any other scheme, such as javascript:, leads nowhere.
    (iri.starts_with("http://") || iri.starts_with("https://")).then(|| iri.to_owned())
}
