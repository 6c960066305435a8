//! A page to look around in: one file that holds the picture, what was read and the script, and loads nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use petgraph::visit::EdgeRef;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::heading::title;
use super::label::clean;
use super::model::{Caption, Graph};
use super::network::network;
use super::svg;
use super::theme::Theme;
use super::write::attributes::{edge_json, node_json};
use super::write::json::about;
use super::xml::escape;
use crate::{Error, Result};

const SCRIPT: &str = include_str!("viewer.js");
const STYLE: &str = include_str!("viewer.css");

/// The page. Its policy names the hashes of its own script and style sheets, so that nothing else runs or loads.
pub(super) fn render(graph: &Graph, theme: Theme) -> Result<String> {
    let picture = svg::render(graph, theme);
    let own_style = between(&picture, "<style>", "</style>").unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src {}; style-src {} {}; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE),
        hash(own_style)
    );
    let theme = match theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let title = escape(&clean(&title(graph)));
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\" data-theme=\"{theme}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n\
         <div class=\"search\" role=\"search\"><input type=\"search\" placeholder=\"查找 Search /\" \
         aria-label=\"查找节点 Search nodes\" autocomplete=\"off\"><ul id=\"found\" aria-live=\"polite\"></ul></div>\n\
         <button type=\"button\" id=\"closer\" aria-label=\"放大 Zoom in\">＋</button>\n\
         <button type=\"button\" id=\"farther\" aria-label=\"缩小 Zoom out\">－</button>\n\
         <button type=\"button\" id=\"whole\">全图 Fit</button>\n</header>\n\
         <main tabindex=\"0\" aria-label=\"{title}\">\n{picture}</main>\n\
         <aside hidden aria-label=\"详情 Details\"><button type=\"button\" id=\"close\" aria-label=\"关闭 Close\">×</button>\
         <div id=\"about\"></div></aside>\n\
         <script type=\"application/json\" id=\"data\">{}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        data(graph)?
    ))
}

/// What the script shows, as JSON in which no sign can end the element.
fn data(graph: &Graph) -> Result<String> {
    let measures = network(&graph.inner);
    let nodes: Vec<Value> = graph
        .inner
        .node_weights()
        .zip(&measures.nodes)
        .map(|(node, standing)| node_json(node, standing))
        .collect();
    let edges: Vec<Value> = graph
        .inner
        .edge_references()
        .map(|edge| {
            let mut value = edge_json(graph, edge.weight());
            value["source"] = edge.source().index().into();
            value["target"] = edge.target().index().into();
            value
        })
        .collect();
    let name = |(iri, caption): (&String, &Caption)| (iri.clone(), caption.any().unwrap_or_default().into());
    let captions: serde_json::Map<String, Value> = graph.captions.iter().map(name).collect();
    let whole = json!({ "about": about(graph), "captions": captions, "nodes": nodes, "edges": edges });
    let text = serde_json::to_string(&whole).map_err(|e| Error::Unknown(format!("the graph is no JSON: {e}")))?;
    Ok(text
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026"))
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(from)?;
    Some(rest.split_once(to)?.0)
}

/// The source expression that allows exactly this text.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}
