//! `govkg graph`: draw or export a view of the graph.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;

use super::{Globals, counted, note};
use crate::Error;
use crate::view::{self, Filter, Format, Graph, ViewOptions};

/// Most nodes of a picture, unless `--limit` says otherwise: more cannot be read.
const PICTURE: usize = 400;

/// Options of `govkg graph`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    govkg graph -o picture.svg\n  \
    govkg graph -o bureau.svg --focus 市教育局 --depth 2\n  \
    govkg graph -o leads.svg --where role=Lead --where area=柳州市\n  \
    govkg graph -o path.svg --view full --path 市教育局 市公安局\n  \
    govkg graph -o - --format dot --view projects | dot -Tpdf -o projects.pdf\n  \
    govkg graph -o mine.graphml --view my-view.rq")]
pub(super) struct Options {
    /// File to write; `-` is standard output, where --format is needed
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// responsibility, projects, industries, areas, measures, full, or a query file that ends in .rq
    #[arg(long, default_value = "responsibility", value_name = "VIEW")]
    view: String,
    /// svg, dot, graphml, gexf, json, mermaid or csv; by the file's ending when left out
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Keep what is near this entity (label or IRI)
    #[arg(long, value_name = "ENTITY")]
    focus: Option<String>,
    /// Steps from the focus
    #[arg(long, default_value_t = 1, value_name = "N", requires = "focus")]
    depth: usize,
    /// Keep the shortest paths between two entities (labels or IRIs)
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with = "focus")]
    path: Vec<String>,
    /// Keep what meets a condition: type=, relation=, area=, year=, doc=, or CLASS=words (Agency=教育局); repeatable
    #[arg(long = "where", value_name = "KEY=VALUE")]
    conditions: Vec<String>,
    /// At most so many nodes, the best connected first; 0 is all [default: 400 for pictures, all for other formats]
    #[arg(long, value_name = "N", hide_default_value = true)]
    limit: Option<usize>,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    // All that can be wrong in the arguments is said before a store is opened.
    let to_stdout = options.output == Path::new("-");
    let format = match &options.format {
        Some(name) => name.parse()?,
        None if to_stdout => bail!(
            "say what to write: --format {}",
            Format::names().collect::<Vec<_>>().join("|")
        ),
        None => Format::of_path(&options.output)?,
    };
    let mut view = view_named(&options.view)?;
    view.filters = options
        .conditions
        .iter()
        .map(|text| text.parse())
        .collect::<Result<Vec<Filter>, Error>>()?;
    view.focus = options.focus;
    view.depth = options.depth;
    if let [from, to] = options.path.as_slice() {
        view.path = Some((from.clone(), to.clone()));
    }
    let usual = (format == Format::Svg).then_some(PICTURE);
    view.limit = options.limit.map_or(usual, |limit| (limit > 0).then_some(limit));

    let graph = view::project(globals.open()?.quads(), &view)?;
    if graph.is_empty() {
        note(&empty(&view));
        return Ok(ExitCode::from(1));
    }
    let bytes = view::render(&graph, format)?;
    if to_stdout {
        std::io::stdout().lock().write_all(&bytes)?;
    } else {
        std::fs::write(&options.output, &bytes).map_err(|e| Error::file("write", &options.output, e))?;
        if !globals.quiet {
            note(&written(&graph, &options.output));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The view of a name, or of a query file that ends in .rq.
pub(super) fn view_named(name: &str) -> Result<ViewOptions, Error> {
    let path = Path::new(name);
    if path.extension().is_some_and(|ending| ending == "rq") {
        ViewOptions::from_file(path)
    } else {
        ViewOptions::named(name)
    }
}

fn empty(view: &ViewOptions) -> String {
    let narrowed = !view.filters.is_empty() || view.path.is_some() || view.limit.is_some_and(|limit| limit < PICTURE);
    let remedy = if narrowed {
        "ask for less with --where, --path or --limit"
    } else {
        "build a report that has some"
    };
    format!(
        "the view `{}` has nothing to show; {remedy}, or choose another --view",
        view.name
    )
}

fn written(graph: &Graph, output: &Path) -> String {
    let (nodes, edges) = (graph.inner.node_count(), graph.inner.edge_count());
    let mut text = format!(
        "{}: {}, {}",
        output.display(),
        counted(nodes, "node"),
        counted(edges, "edge")
    );
    for note in &graph.notes {
        text.push_str("; ");
        text.push_str(&note.en);
    }
    text
}
