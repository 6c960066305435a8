//! Finds things by name and sentences by their words.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::terms::address;
use super::{View, page};
use crate::graph::vocab::gk;
use crate::query::search::Thing;
use crate::server::app::App;
use crate::server::protocol::in_address;
use crate::server::refusal::Refusal;

/// The longest query that is looked for.
const LONGEST: usize = 200;
const THINGS: usize = 50;
const SENTENCES: usize = 50;
/// Letters shown on each side of what was found.
const AROUND: usize = 40;

/// The page of what was found.
pub(in crate::server) async fn get(State(app): State<Arc<App>>, request: Request) -> Result<Response, Refusal> {
    let view = View::of(request.headers(), request.uri(), &in_address(&request)?);
    let page = app.work(move |app| {
        let query: String = view.parameter("q").chars().take(LONGEST).collect();
        let index = app.index()?;
        let (things, count) = index.things(&query, THINGS);
        let (sentences, said) = index.sentences(&query, SENTENCES);
        let title = view.words("搜索", "Search");
        let body = html! {
            h1 { (title) @if !query.trim().is_empty() { "：" (query) } }
            @if query.trim().is_empty() {
                p { (view.words("请输入要找的词。", "Say what to look for.")) }
            } @else if count + said == 0 {
                p { (view.words("什么也没有找到。", "Nothing was found.")) }
            }
            @if count > 0 {
                section {
                    h2 { (view.words("名称", "Names")) " " small { (count) } }
                    ul.found { @for thing in things { li { (one(app, &view, thing)) } } }
                }
            }
            @if said > 0 {
                section {
                    h2 { (view.words("原文", "Sentences")) " " small { (said) } }
                    ul.quotes { @for (span, text) in sentences {
                        li { a href=[address(app, &view, span.as_str())] { (excerpt(text, &query)) } }
                    } }
                }
            }
        };
        Ok(page(app, &view, title, &body))
    });
    Ok(page.await?.into_response())
}

fn one(app: &App, view: &View, thing: &Thing) -> Markup {
    let class = thing
        .classes
        .iter()
        .find_map(|class| class.as_str().strip_prefix(gk::NAMESPACE));
    html! {
        a href=[address(app, view, thing.iri.as_str())] { (thing.label) }
        @if let Some(class) = class { " " span.class { (class_name(view, class)) } }
        @if thing.mentions > 0 {
            " " small { (view.words("提及", "mentioned")) " " (thing.mentions) }
        }
    }
}

/// The name of a class in the language of the page.
pub(super) fn class_name<'a>(view: &View, class: &'a str) -> &'a str {
    let chinese = match class {
        "Agency" => "单位",
        "AgencyGroup" => "单位群",
        "Area" => "地区",
        "FunctionalZone" => "功能区",
        "Project" => "项目",
        "Task" => "任务",
        "Programme" => "战略与行动",
        "Institution" => "机构",
        "Company" => "企业",
        "Industry" => "产业",
        "Honour" => "荣誉",
        "Indicator" => "指标",
        "Legislation" => "法规",
        "Event" => "活动",
        "Product" => "产品",
        "Place" => "地点",
        "Person" => "人物",
        "Subject" => "对象",
        "Unit" => "计量单位",
        "Department" => "部门",
        "Sector" => "行业",
        "WorkReport" => "政府工作报告",
        "ActionPlan" => "行动方案",
        "ProjectTable" => "项目表",
        "Document" => "文件",
        _ => class,
    };
    view.words(chinese, class)
}

/// A sentence around the first word that was looked for, which is marked wherever it stands.
fn excerpt(text: &str, query: &str) -> Markup {
    let words: Vec<&str> = query.split_whitespace().collect();
    let first = words
        .iter()
        .filter_map(|word| text.find(word))
        .min()
        .unwrap_or_default();
    let before: Vec<char> = text[..first].chars().collect();
    let begin: String = before[before.len().saturating_sub(AROUND)..].iter().collect();
    let shown: String = text[first..].chars().take(2 * AROUND).collect();
    let cut = text[first..].chars().count() > 2 * AROUND;
    html! {
        @if before.len() > AROUND { "…" }
        (begin)
        @for (part, found) in parts(&shown, &words) {
            @if found { mark { (part) } } @else { (part) }
        }
        @if cut { "…" }
    }
}

/// A text in parts, each with whether it is one of the words.
fn parts<'a>(text: &'a str, words: &[&str]) -> Vec<(&'a str, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let next = words
            .iter()
            .filter(|word| !word.is_empty())
            .filter_map(|word| rest.find(word).map(|at| (at, word.len())))
            .min();
        let Some((at, length)) = next else { break };
        parts.push((&rest[..at], false));
        parts.push((&rest[at..at + length], true));
        rest = &rest[at + length..];
    }
    parts.push((rest, false));
    parts
}
