//! The named queries: a list of questions, and each as a form.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::{Language, View, page};
use crate::graph::local_name;
use crate::query::NamedQuery;
use crate::query::named::Kind;
use crate::server::app::App;
use crate::server::protocol::in_address;
use crate::server::refusal::Refusal;

/// The page of all questions.
pub(in crate::server) async fn get(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let view = View::of(request.headers(), request.uri(), &in_address(&request)?);
    let title = view.words("问题", "Questions");
    let body = html! {
        h1 { (title) }
        (list(&app, &view))
    };
    Ok(page(&app, &view, title, &body).into_response())
}

/// All questions as links.
pub(super) fn list(app: &App, view: &View) -> Markup {
    html! {
        ul.questions { @for query in app.settings.library.iter() {
            li { a href=(view.href(&format!("/queries/{}", query.id))) { (question(view, query)) } }
        } }
    }
}

/// The question in the language of the page.
pub(super) fn question<'a>(view: &View, query: &'a NamedQuery) -> &'a str {
    let (first, second) = match view.language {
        Language::Chinese => (&query.question_zh, &query.question_en),
        Language::English => (&query.question_en, &query.question_zh),
    };
    [first, second, &query.id]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or(&query.id)
}

/// The form that asks a question, with what was given before.
pub(super) fn form(view: &View, query: &NamedQuery) -> Markup {
    html! {
        form.question action=(format!("/queries/{}", query.id)) {
            @if view.chosen { input type="hidden" name="lang" value=(view.code()); }
            @for parameter in &query.parameters {
                @let (chinese, english) = meanings(&parameter.meaning);
                @let meaning = match view.language { Language::Chinese => chinese, Language::English => english };
                @let id = format!("p-{}", parameter.name);
                div.field {
                    label for=(id) {
                        (if meaning.is_empty() { parameter.name.as_str() } else { meaning })
                        @if parameter.required { span.required { "*" } }
                    }
                    @match &parameter.kind {
                        Kind::Choice(terms) => select id=(id) name=(parameter.name) required[parameter.required] {
                            option value="" {}
                            @for term in terms {
                                @let name = local_name(term.as_str());
                                option value=(name) selected[view.parameter(&parameter.name) == name] { (name) }
                            }
                        },
                        _ => input id=(id) name=(parameter.name) value=(view.parameter(&parameter.name))
                            placeholder=[parameter.default.as_deref()] required[parameter.required];
                    }
                }
            }
            button { (view.words("查询", "Ask")) }
            " "
            a href=(format!("/queries/{}.rq", query.id)) { "SPARQL" }
        }
    }
}

/// A meaning in Chinese and in English, which stand on the two sides of a stroke.
fn meanings(meaning: &str) -> (&str, &str) {
    meaning.split_once(" / ").unwrap_or((meaning, meaning))
}

/// The page of a question that is not asked yet, or that cannot be answered as it was asked.
pub(in crate::server) fn unanswered(app: &App, view: &View, query: &NamedQuery, refusal: Option<&Refusal>) -> Response {
    let title = question(view, query);
    let body = html! {
        h1 { (title) }
        (form(view, query))
        @if let Some(refusal) = refusal {
            pre.wrong role="alert" { (refusal.message.trim_start_matches("--param ")) }
        }
    };
    match refusal {
        Some(refusal) => super::refused(app, view, title, refusal, &body).into_response(),
        None => page(app, view, title, &body).into_response(),
    }
}
