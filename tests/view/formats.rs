//! What pictures, pages and files for other programs hold.

use super::{FORMATS, GK, HOSTILE, elements, hostile, keep, labels, named, sample, write};
use govkg::view::{Appearance, Format, Theme, paths, project, render, render_as};

#[test]
fn a_picture_of_pixels_shows_chinese_without_any_font() {
    let graph = project(&sample(), &named("responsibility")).unwrap();
    let look = Appearance {
        width: Some(900),
        ..Appearance::default()
    };
    let png = render_as(&graph, Format::Png, look).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let number = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    assert!(
        number(16).abs_diff(900) <= 1 && number(20) > 300,
        "{} × {}",
        number(16),
        number(20)
    );
    assert_eq!(
        png,
        render_as(&graph, Format::Png, look).unwrap(),
        "the same pixels each time"
    );
    std::fs::write(keep("responsibility.png", ""), &png).unwrap();
    let dark = Appearance {
        theme: Theme::Dark,
        ..look
    };
    assert_ne!(png, render_as(&graph, Format::Png, dark).unwrap());
}

#[test]
fn a_picture_follows_the_viewer_or_is_dark() {
    let graph = project(&sample(), &named("projects")).unwrap();
    let svg = |theme| {
        let look = Appearance {
            theme,
            ..Appearance::default()
        };
        String::from_utf8(render_as(&graph, Format::Svg, look).unwrap()).unwrap()
    };
    assert!(svg(Theme::Auto).contains("prefers-color-scheme:dark"));
    assert!(!svg(Theme::Light).contains("prefers-color-scheme") && svg(Theme::Light).contains("fill=\"#fff\""));
    assert!(!svg(Theme::Dark).contains("=\"#fff\""));
    elements(&svg(Theme::Dark));
}

#[test]
fn a_page_loads_and_runs_nothing_but_its_own() {
    let graph = project(&hostile(), &named("projects")).unwrap();
    let page = write(&graph, "html");
    keep("hostile.html", &page);
    let policy = "default-src 'none'; script-src 'sha256-";
    assert!(page.contains(policy), "no policy");
    assert_eq!(page.matches("<script").count(), 2, "the data and the script, no more");
    assert_eq!(page.matches("</script>").count(), 2);
    for loaded in ["src=", "href=", "url(", "@import", "fetch("] {
        assert!(!page.contains(loaded), "the page loads by {loaded}");
    }
    let data = page
        .split("id=\"data\">")
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    let nodes = data["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), graph.inner.node_count());
    assert!(nodes.iter().any(|node| node["label"] == format!("{HOSTILE}7")));
    let edge = &data["edges"][0];
    assert!(edge["source"].is_u64() && edge["evidence"].is_array());
    let pictured = page.split("<svg").nth(1).unwrap();
    assert_eq!(pictured.matches("class=\"node\"").count(), nodes.len());
}

#[test]
fn exports_hold_the_measures_of_each_node() {
    let graph = project(&sample(), &named("responsibility")).unwrap();
    let count = graph.inner.node_count();
    for format in ["graphml", "gexf"] {
        let text = write(&graph, format);
        elements(&text);
        for name in ["degree", "betweenness", "pageRank", "component", "community"] {
            assert!(text.contains(&format!("\"{name}\"")), "{format} has no {name}");
        }
    }
    assert_eq!(write(&graph, "gexf").matches("<viz:position").count(), count);
    let cytoscape: serde_json::Value = serde_json::from_str(&write(&graph, "json")).unwrap();
    let node = &cytoscape["elements"]["nodes"][0];
    assert!(
        node["position"]["x"].is_number() && node["data"]["pageRank"].is_number(),
        "{node}"
    );
    let graphology: serde_json::Value = serde_json::from_str(&write(&graph, "graphology")).unwrap();
    let node = &graphology["nodes"][0];
    assert!(node["key"] == "n0" && node["attributes"]["x"].is_number(), "{node}");
    let ends = |edge: &serde_json::Value| edge["source"].is_string() && edge["target"].is_string();
    assert!(graphology["edges"].as_array().unwrap().iter().all(ends));
    let csv = write(&graph, "csv-nodes");
    let mut table = csv::Reader::from_reader(csv.as_bytes());
    let head = table.headers().unwrap().clone();
    let at = head.iter().position(|name| name == "pageRank").unwrap();
    let ranks = table.records().map(|row| row.unwrap()[at].parse::<f64>().unwrap());
    assert!((ranks.sum::<f64>() - 1.0).abs() < 1e-6);
}

#[test]
fn hostile_labels_are_whole_in_every_format() {
    let graph = project(&hostile(), &named("projects")).unwrap();
    for format in FORMATS {
        let bytes = render(&graph, format.parse().unwrap()).unwrap();
        assert!(!bytes.is_empty(), "{format}");
        let path = keep(&format!("hostile.{format}"), "");
        std::fs::write(path, bytes).unwrap();
    }
    let csv = write(&graph, "csv-nodes");
    let mut table = csv::Reader::from_reader(csv.as_bytes());
    assert!(table.records().any(|row| row.unwrap()[0] == format!("{HOSTILE}7")));
    let graphology: serde_json::Value = serde_json::from_str(&write(&graph, "graphology")).unwrap();
    let nodes = graphology["nodes"].as_array().unwrap();
    assert!(nodes.iter().any(|n| n["attributes"]["label"] == format!("{HOSTILE}7")));
    // Drawn too, with whatever fonts there are.
    let png = render(&graph, Format::Png).unwrap();
    std::fs::write(keep("hostile.png", ""), &png).unwrap();
    assert!(png.len() > 10_000);
}

#[test]
fn each_step_of_a_path_has_its_evidence() {
    let mut view = named("full");
    view.path = Some(("市水利局".into(), "市教育局".into()));
    let graph = project(&sample(), &view).unwrap();
    let (found, count) = paths(&graph, "市水利局", "市教育局", 3).unwrap();
    assert!(count >= found.len() as u64 && (1..=3).contains(&found.len()), "{count}");
    for path in &found {
        assert_eq!(graph.inner[path[0].from].label, "柳州市水利局");
        assert_eq!(graph.inner[path[path.len() - 1].to].label, "柳州市教育局");
        assert!(path.windows(2).all(|pair| pair[0].to == pair[1].from));
        for edge in path.iter().flat_map(|step| &step.edges) {
            let edge = &graph.inner[*edge];
            assert!(!edge.evidence.is_empty() && edge.sentence.is_some(), "{edge:?}");
        }
        assert!(path.iter().all(|step| !step.edges.is_empty()));
    }
    assert!(paths(&graph, "市水利局", "无此单位", 3).is_err());
}

#[test]
fn groups_are_shown_as_one_or_by_their_members() {
    use oxigraph::model::{GraphName, NamedNode, Quad};
    let store = sample();
    let mut view = named("responsibility");
    let collapsed = project(&store, &view).unwrap();
    let group = collapsed
        .inner
        .node_weights()
        .find(|n| n.is_group)
        .expect("a group of agencies");
    let members = [1, 2, 3].map(|n| NamedNode::new(format!("https://w3id.org/govkg/id/agency/member-{n}")).unwrap());
    for member in &members {
        let property = NamedNode::new(format!("{GK}member")).unwrap();
        let quad = Quad::new(
            NamedNode::new(&group.iri).unwrap(),
            property,
            member.clone(),
            GraphName::DefaultGraph,
        );
        store.insert(&quad).unwrap();
    }
    assert_eq!(labels(&project(&store, &view).unwrap()), labels(&collapsed));
    view.open_groups = true;
    let opened = project(&store, &view).unwrap();
    assert!(!labels(&opened).contains(&group.label), "{}", group.label);
    for member in &members {
        let node = opened
            .inner
            .node_indices()
            .find(|n| opened.inner[*n].iri == member.as_str());
        assert!(opened.inner.neighbors_undirected(node.expect("a member")).count() > 0);
    }
    let groups = collapsed.inner.node_weights().filter(|n| n.is_group).count();
    assert_eq!(
        opened.inner.node_count(),
        collapsed.inner.node_count() - 1 + 3,
        "of {groups} groups"
    );
    assert!(opened.notes.iter().any(|note| note.en.contains("members")));
}
