//! A picture as pixels, drawn with a font of our own, so that every machine shows the same characters.

use std::io::Read as _;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{FontResolver, Options, Tree, fontdb};

use crate::{Error, Result};

/// Noto Sans SC with the characters of GB 2312 and of our words: assets/README.md.
const FONT: &[u8] = include_bytes!("../../assets/NotoSansSC-subset.otf.gz");
/// Pixels for one unit of the picture, unless a width is asked for.
const SCALE: f32 = 2.0;
/// Most pixels of a side and of the whole: more would need gigabytes.
const LONGEST: f32 = 16_000.0;
const MOST: f32 = 64e6;

/// Draws an SVG text as PNG, as wide as asked for, else twice its size.
pub(super) fn render(svg: &str, width: Option<u32>) -> Result<Vec<u8>> {
    let failed = |what: &dyn std::fmt::Display| Error::Unknown(format!("the picture cannot be drawn: {what}"));
    let mut font = Vec::new();
    flate2::read::GzDecoder::new(FONT)
        .read_to_end(&mut font)
        .map_err(|e| failed(&e))?;
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(font);
    let own = fonts.faces().next().map(|face| face.id);
    let options = Options {
        fontdb: Arc::new(fonts),
        font_resolver: FontResolver {
            select_font: Box::new(move |_, _| own),
            select_fallback: Box::new(fall_back),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|e| failed(&e))?;
    let (w, h) = (tree.size().width(), tree.size().height());
    let wished = width.map_or(SCALE, |width| width as f32 / w);
    let scale = wished.min(LONGEST / w.max(h)).min((MOST / (w * h)).sqrt());
    let (columns, rows) = ((w * scale).ceil() as u32, (h * scale).ceil() as u32);
    let mut pixels =
        Pixmap::new(columns.max(1), rows.max(1)).ok_or_else(|| failed(&format!("{columns} × {rows} pixels")))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| failed(&e))
}

/// A face of the machine for a character that our font lacks; the machine's fonts are looked at only then.
fn fall_back(c: char, known: &[fontdb::ID], fonts: &mut Arc<fontdb::Database>) -> Option<fontdb::ID> {
    if fonts.len() == 1 {
        Arc::make_mut(fonts).load_system_fonts();
    }
    FontResolver::default_fallback_selector()(c, known, fonts)
}
