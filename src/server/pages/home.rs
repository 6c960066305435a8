//! The page that says what is here.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::{View, page, questions};
use crate::graph::vocab::gk;
use crate::server::app::App;
use crate::server::protocol::in_address;
use crate::server::refusal::Refusal;

/// The classes that a reader looks for, with their names.
const CLASSES: [(&str, &str, &str); 12] = [
    ("Agency", "单位", "Agencies"),
    ("Project", "项目", "Projects"),
    ("Task", "任务", "Tasks"),
    ("Responsibility", "责任分工", "Responsibilities"),
    ("Achievement", "完成情况", "Achievements"),
    ("Target", "目标", "Targets"),
    ("Programme", "战略与行动", "Programmes"),
    ("Institution", "机构", "Institutions"),
    ("Company", "企业", "Companies"),
    ("Industry", "产业", "Industries"),
    ("Honour", "荣誉", "Honours"),
    ("Sentence", "句子", "Sentences"),
];

/// The start page.
pub(in crate::server) async fn get(app: Arc<App>, request: Request) -> Result<Response, Refusal> {
    let view = View::of(request.headers(), request.uri(), &in_address(&request)?);
    let page = app.work(move |app| {
        let counts = app.counts()?;
        let count = |name: &str| {
            let class = format!("{}{name}", gk::NAMESPACE);
            counts.iter().find(|(other, _)| *other == class).map(|(_, n)| *n)
        };
        let documents = super::documents::all(app)?;
        let triples = counts.first().map_or(0, |(_, n)| *n);
        let body = html! {
            h1 { (view.words("政府工作报告知识图谱", "Government work reports as a graph")) }
            p.lead {
                (view.words(
                    "从政府工作报告和责任分工文件中读出的事实：谁牵头、做什么、定了什么目标、完成了多少。每条都能回到原文。",
                    "Facts read from reports and divisions of work: who leads what, what was promised, what was reached. Each leads back to its words.",
                ))
            }
            ul.counts {
                li { a href=(view.href("/documents")) { b { (documents.len()) } " " (view.words("文件", "Documents")) } }
                @for (name, chinese, english) in CLASSES {
                    @if let Some(n) = count(name) {
                        li { b { (n) } " " (view.words(chinese, english)) }
                    }
                }
                li { b { (triples) } " " (view.words("条语句", "Statements")) }
            }
            section {
                h2 { (view.words("文件", "Documents")) }
                (super::documents::table(app, &view, documents.iter().take(12)))
                @if documents.len() > 12 {
                    p { a href=(view.href("/documents")) { (view.words("全部文件", "All documents")) } }
                }
            }
            section {
                h2 { (view.words("可以这样问", "Questions to ask")) }
                (questions::list(app, &view))
            }
        };
        Ok(page(app, &view, "", &body))
    });
    Ok(page.await?.into_response())
}
