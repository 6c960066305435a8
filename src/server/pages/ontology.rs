//! The terms of the graph: what they are called and what they mean.

use maud::html;
use oxigraph::model::Term;

use super::terms::Shown;
use super::{Page, View, page_with};
use crate::graph::vocab::{gk, rdf, rdfs};
use crate::query::Description;
use crate::server::app::App;

/// The page of all terms, each with an anchor.
pub(in crate::server) fn page(app: &App, description: &Description, view: &View) -> Page {
    let shown = Shown { app, description, view };
    let terms = description
        .subjects()
        .filter_map(|iri| Some((iri, iri.strip_prefix(gk::NAMESPACE)?)));
    let title = view.words("词汇", "Terms");
    let body = html! {
        h1 { (title) }
        p.quiet { code { (gk::NAMESPACE) } }
        @for (iri, name) in terms {
            section.term id=(name) {
                h2 { code { "gk:" (name) } " " (shown.name(iri)) }
                dl { @for (predicate, object) in description.said_of(iri) {
                    @let is_name = predicate.as_ref() == rdfs::LABEL || predicate.as_ref() == rdfs::COMMENT;
                    @let is_class = predicate.as_ref() == rdf::TYPE;
                    dt { code { (app.settings.prefixes.shorten(predicate.as_str())) } }
                    dd class=[is_name.then_some("said")] {
                        @match object {
                            Term::NamedNode(node) if is_class => code { (app.settings.prefixes.shorten(node.as_str())) },
                            term => (shown.term(term)),
                        }
                    }
                } }
            }
        }
    };
    let data = super::entity::data("/ontology");
    page_with(app, view, title, &data, &body)
}
