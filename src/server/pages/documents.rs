//! The documents of the store.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::{View, page};
use crate::Result;
use crate::server::app::App;
use crate::server::protocol::in_address;
use crate::server::refusal::Refusal;
use crate::store::{Document, Store};

/// The page of all documents.
pub(in crate::server) async fn get(app: Arc<App>, request: Request) -> Result<Response, Refusal> {
    let view = View::of(request.headers(), request.uri(), &in_address(&request)?);
    let page = app.work(move |app| {
        let documents = all(app)?;
        let title = view.words("文件", "Documents");
        let body = html! {
            h1 { (title) }
            (table(app, &view, documents.iter()))
        };
        Ok(page(app, &view, title, &body))
    });
    Ok(page.await?.into_response())
}

/// All documents, the latest reports first.
pub(super) fn all(app: &App) -> Result<Vec<Document>> {
    let mut documents = Store::in_memory(&app.settings.base, app.store.clone()).documents()?;
    documents.sort_by(|a, b| b.year.cmp(&a.year).then_with(|| a.id.cmp(&b.id)));
    Ok(documents)
}

/// Documents as a table.
pub(super) fn table<'a>(app: &App, view: &View, documents: impl Iterator<Item = &'a Document>) -> Markup {
    html! {
        div.wide { table {
            thead { tr {
                th { (view.words("题名", "Title")) }
                th { (view.words("地区", "Area")) }
                th { (view.words("年份", "Year")) }
                th { (view.words("来源", "Source")) }
            } }
            tbody { @for document in documents {
                @let address = app.settings.local_path(document.iri.as_str()).unwrap_or_default();
                tr {
                    td { a href=(view.href(&address)) { (document.title.as_deref().unwrap_or(&document.id)) } }
                    td { (document.area.as_deref().unwrap_or_default()) }
                    td { (document.year.as_deref().unwrap_or_default()) }
                    td.quiet { (document.source.as_deref().unwrap_or_default()) }
                }
            } }
        } }
    }
}
