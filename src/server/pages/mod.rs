//! Pages for people: written on the server, without scripts, in Chinese and English.
//!
//! What is on a page is in its address: what was asked, the language, the page of a list.

pub(super) mod ask;
pub(super) mod document;
pub(super) mod documents;
pub(super) mod entity;
mod facts;
pub(super) mod home;
mod indicator;
pub(super) mod ontology;
mod plot;
pub(super) mod questions;
pub(super) mod results;
pub(super) mod search;
mod terms;

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use super::app::App;
use super::protocol::{Parameters, value};
use super::refusal::Refusal;
use crate::graph::escaped;

const STYLE: &str = include_str!("govkg.css");
const ICON: &str = include_str!("govkg.svg");

/// The language of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::server) enum Language {
    /// 中文
    #[default]
    Chinese,
    /// English
    English,
}

/// How a page looks, and at which address it is.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct View {
    pub(super) language: Language,
    /// Whether the address names the language, so that the links on the page do too.
    chosen: bool,
    path: String,
    pub(super) parameters: Parameters,
}

impl View {
    pub(super) fn of(headers: &HeaderMap, uri: &Uri, parameters: &Parameters) -> Self {
        let chosen = match value(parameters, "lang") {
            Some("en") => Some(Language::English),
            Some("zh") => Some(Language::Chinese),
            _ => None,
        };
        Self {
            language: chosen.unwrap_or_else(|| preferred(headers)),
            chosen: chosen.is_some(),
            path: uri.path().to_owned(),
            parameters: parameters.clone(),
        }
    }

    /// The same, of an address with these parameters.
    pub(super) fn with(mut self, parameters: &Parameters) -> Self {
        self.parameters.clone_from(parameters);
        self
    }

    /// The words in the language of the page.
    fn words<'a>(&self, chinese: &'a str, english: &'a str) -> &'a str {
        match self.language {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }

    fn code(&self) -> &'static str {
        match self.language {
            Language::Chinese => "zh",
            Language::English => "en",
        }
    }

    /// An address of this server in the language of the page.
    fn href(&self, address: &str) -> String {
        if !self.chosen {
            return address.to_owned();
        }
        let (path, fragment) = match address.split_once('#') {
            Some((path, fragment)) => (path, format!("#{fragment}")),
            None => (address, String::new()),
        };
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{path}{sign}lang={}{fragment}", self.code())
    }

    /// The address of this page with some parameters replaced; an empty value takes one out.
    fn here(&self, replaced: &[(&str, &str)]) -> String {
        let kept = self
            .parameters
            .iter()
            .filter(|(name, _)| !replaced.iter().any(|(other, _)| other == name));
        let pairs = kept
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain(replaced.iter().copied());
        let pairs: Vec<String> = pairs
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
            .collect();
        if pairs.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, pairs.join("&"))
        }
    }

    fn parameter(&self, name: &str) -> &str {
        value(&self.parameters, name).unwrap_or_default()
    }
}

/// The language that a browser wants most, of those there are.
fn preferred(headers: &HeaderMap) -> Language {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    let mut best = (0.0_f32, Language::Chinese);
    for part in wanted.unwrap_or_default().split(',') {
        let mut parts = part.split(';');
        let name = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = parts
            .find_map(|p| p.trim().strip_prefix("q=")?.parse().ok())
            .unwrap_or(1.0);
        let language = match name.split('-').next() {
            Some("zh") => Language::Chinese,
            Some("en") => Language::English,
            _ => continue,
        };
        if weight > best.0 {
            best = (weight, language);
        }
    }
    best.1
}

/// A whole page.
pub(super) struct Page {
    status: StatusCode,
    language: &'static str,
    markup: Markup,
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let language = [(header::CONTENT_LANGUAGE, self.language)];
        (self.status, language, Html(self.markup.into_string())).into_response()
    }
}

/// A page with the head that all have: name, search, where to go, language.
fn page(app: &App, view: &View, title: &str, body: &Markup) -> Page {
    page_with(app, view, title, &[], body)
}

/// The same, with links to the same facts as data: media type and address.
fn page_with(app: &App, view: &View, title: &str, data: &[(&str, String)], body: &Markup) -> Page {
    let (other, other_name) = match view.language {
        Language::Chinese => ("en", "English"),
        Language::English => ("zh", "中文"),
    };
    let places = [
        ("/documents", view.words("文件", "Documents")),
        ("/queries", view.words("问题", "Questions")),
        ("/app/", view.words("探索", "Explore")),
        ("/sparql", "SPARQL"),
        ("/ontology", view.words("词汇", "Terms")),
    ];
    let markup = html! {
        (DOCTYPE)
        html lang=(view.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { @if !title.is_empty() { (title) " · " } (app.settings.title) }
                link rel="stylesheet" href="/assets/govkg.css";
                link rel="icon" href="/assets/govkg.svg" type="image/svg+xml";
                @for (kind, address) in data {
                    link rel="alternate" type=(kind) href=(address);
                }
            }
            body {
                a.skip href="#main" { (view.words("跳到正文", "Skip to the text")) }
                header.top {
                    a.name href=(view.href("/")) { (app.settings.title) }
                    form.find action="/search" role="search" {
                        @if view.chosen { input type="hidden" name="lang" value=(view.code()); }
                        input type="search" name="q" value=(search_words(view)) aria-label=(view.words("搜索", "Search"))
                            placeholder=(view.words("单位、项目、地区、指标，汉字或拼音", "unit, project, area, indicator; Chinese or pinyin"));
                        button { (view.words("搜索", "Search")) }
                    }
                    nav aria-label=(view.words("主导航", "Main")) {
                        @for (address, name) in places {
                            a href=(view.href(address)) aria-current=[(view.path == address).then_some("page")] { (name) }
                        }
                        a lang=(other) hreflang=(other) href=(view.here(&[("lang", other)])) { (other_name) }
                    }
                }
                main id="main" { (body) }
                footer {
                    (view.words("每条事实都有出处。", "Every fact has its evidence. "))
                    a href="/.well-known/void" { (view.words("数据集说明", "About the data set")) }
                }
            }
        }
    };
    Page {
        status: StatusCode::OK,
        language: view.code(),
        markup,
    }
}

fn search_words(view: &View) -> &str {
    if view.path == "/search" {
        view.parameter("q")
    } else {
        ""
    }
}

/// A page that says what was wrong.
fn refused(app: &App, view: &View, title: &str, refusal: &Refusal, body: &Markup) -> Page {
    Page {
        status: refusal.status,
        ..page(app, view, title, body)
    }
}

/// What pages need beside themselves.
pub(super) async fn asset(Path(name): Path<String>) -> Response {
    let (kind, text) = match name.as_str() {
        "govkg.css" => ("text/css; charset=utf-8", STYLE),
        "govkg.svg" => ("image/svg+xml", ICON),
        _ => return Refusal::not_found(format!("there is no {name}")).into_response(),
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, text).into_response()
}
