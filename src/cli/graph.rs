//! `govkg graph`: draw or export a view of the graph.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;

use super::{Globals, counted, note, paths};
use crate::Error;
use crate::view::{self, Appearance, Filter, Format, Graph, Theme, ViewOptions};

/// Most nodes of a picture, unless `--limit` says otherwise: more cannot be read.
const PICTURE: usize = 400;

/// Options of `govkg graph`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    govkg graph -o picture.svg\n  \
    govkg graph -o bureau.svg --focus 市教育局 --depth 2\n  \
    govkg graph -o leads.svg --where role=Lead --where area=柳州市\n  \
    govkg graph -o page.html --view full                    one file to look around in, also offline\n  \
    govkg graph -o slide.png --dark --width 2400\n  \
    govkg graph --path 市教育局 市公安局                     how two are linked, and the sentences that say so\n  \
    govkg graph -o path.svg --view full --path 市教育局 市公安局\n  \
    govkg graph -o each.svg --groups opened                 each district in the place of 各城区\n  \
    govkg graph -o tables.csv                               edges; nodes with their measures in tables-nodes.csv\n  \
    govkg graph -o - --format dot --view projects | dot -Tpdf -o projects.pdf\n  \
    govkg graph -o mine.graphml --view my-view.rq")]
pub(super) struct Options {
    /// File to write; `-` is standard output, where --format is needed; may be left out with --path
    #[arg(long, short, value_name = "FILE", required_unless_present = "path")]
    output: Option<PathBuf>,
    /// responsibility, projects, industries, areas, measures, full, or a query file that ends in .rq [default:
    /// responsibility, with --path full]
    #[arg(long, value_name = "VIEW")]
    view: Option<String>,
    /// svg, png, html, dot, graphml, gexf, json (Cytoscape), graphology (sigma), mermaid, csv or csv-nodes; by the file's
    /// ending when left out
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Keep what is near this entity (label or IRI)
    #[arg(long, value_name = "ENTITY")]
    focus: Option<String>,
    /// Steps from the focus
    #[arg(long, default_value_t = 1, value_name = "N", requires = "focus")]
    depth: usize,
    /// Keep the shortest paths between two entities (labels or IRIs), and print each step with its sentence
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with = "focus")]
    path: Vec<String>,
    /// Keep what meets a condition: type=, relation=, area=, year=, doc=, or CLASS=words (Agency=教育局); repeatable
    #[arg(long = "where", value_name = "KEY=VALUE")]
    conditions: Vec<String>,
    /// At most so many nodes, the best connected first; 0 is all [default: 400 for pictures, all for other formats]
    #[arg(long, value_name = "N", hide_default_value = true)]
    limit: Option<usize>,
    /// Groups such as 各城区人民政府: as one node, or their members in its place
    #[arg(long, value_name = "HOW", default_value = "collapsed", value_parser = ["collapsed", "opened"])]
    groups: String,
    /// Light ink on a dark ground; without it, svg and html follow the viewer
    #[arg(long)]
    dark: bool,
    /// Width of a png in pixels
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(16..=16_000))]
    width: Option<u32>,
}

/// Most paths that are printed.
const PATHS: usize = 5;

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    // All that can be wrong in the arguments is said before a store is opened.
    let output = options.output.as_deref();
    let to_stdout = output == Some(Path::new("-"));
    let format = match (&options.format, output) {
        (Some(name), _) => Some(name.parse()?),
        (None, Some(_)) if to_stdout => bail!(
            "say what to write: --format {}",
            Format::names().collect::<Vec<_>>().join("|")
        ),
        (None, Some(path)) => Some(Format::of_path(path)?),
        (None, None) => None,
    };
    let usual = if options.path.is_empty() {
        "responsibility"
    } else {
        "full"
    };
    let mut view = view_named(options.view.as_deref().unwrap_or(usual))?;
    view.filters = options
        .conditions
        .iter()
        .map(|text| text.parse())
        .collect::<Result<Vec<Filter>, Error>>()?;
    view.focus = options.focus;
    view.depth = options.depth;
    view.open_groups = options.groups == "opened";
    if let [from, to] = options.path.as_slice() {
        view.path = Some((from.clone(), to.clone()));
    }
    let is_picture = matches!(format, Some(Format::Svg | Format::Png | Format::Html));
    view.limit = match options.limit {
        Some(limit) => (limit > 0).then_some(limit),
        None => is_picture.then_some(PICTURE),
    };

    let graph = view::project(globals.open()?.quads(), &view)?;
    if graph.is_empty() {
        note(&empty(&graph, &view));
        return Ok(ExitCode::from(1));
    }
    if let (Some((from, to)), false) = (&view.path, to_stdout) {
        std::io::stdout()
            .lock()
            .write_all(paths::text(&graph, from, to, PATHS)?.as_bytes())?;
    }
    let (Some(output), Some(format)) = (output, format) else {
        return Ok(ExitCode::SUCCESS);
    };
    let look = Appearance {
        theme: if options.dark { Theme::Dark } else { Theme::Auto },
        width: options.width,
    };
    let bytes = view::render_as(&graph, format, look)?;
    if to_stdout {
        std::io::stdout().lock().write_all(&bytes)?;
        return Ok(ExitCode::SUCCESS);
    }
    let write = |path: &Path, bytes: &[u8]| std::fs::write(path, bytes).map_err(|e| Error::file("write", path, e));
    write(output, &bytes)?;
    if format == Format::Csv {
        let stem = output.file_stem().unwrap_or_default().to_string_lossy();
        let beside = output.with_file_name(format!("{stem}-nodes.csv"));
        write(&beside, &view::render(&graph, Format::CsvNodes)?)?;
    }
    if !globals.quiet {
        note(&written(&graph, output));
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

fn empty(graph: &Graph, view: &ViewOptions) -> String {
    if let (Some(_), Some(none)) = (&view.path, graph.notes.last()) {
        return format!("{} in the view `{}`; try --view full", none.en, view.name);
    }
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
