//! Which region a report is of.
//!
//! The head of the report names it (the congress, the speaker's office, the title, the issuing body). Where the head is
//! cut off, the text tells: what it calls itself (全市, 我县) gives the level, and the division that recurs, with those
//! below it, gives the name.

use rustc_hash::FxHashMap;

use crate::lexicon::{Division, DivisionId, Level};
use crate::rules::Context;
use crate::text::Span;

/// The region a report is of.
#[derive(Debug, Clone)]
pub struct Region {
    /// The division.
    pub division: DivisionId,
    /// How sure that is, 0–1.
    pub confidence: f32,
    /// The words that name it first.
    pub mentions: Vec<Span>,
}

/// Finds the region of a document.
pub(super) fn find(context: &Context) -> Option<Region> {
    let year = context.outline.metadata.report_year.unwrap_or(super::DEFAULT_YEAR);
    let tally = Tally::new(context, year);
    let (division, confidence) = from_head(context, &tally, year).or_else(|| tally.best(context, year))?;
    let mut mentions = Vec::new();
    mentions.extend(own_words(context, division));
    if mentions.is_empty() {
        mentions.extend(context.outline.sentences.first().map(|s| s.span));
    }
    Some(Region {
        division,
        confidence,
        mentions,
    })
}

/// The first 全市, 我市 or name of the region: its mention.
fn own_words(context: &Context, division: DivisionId) -> Option<Span> {
    let text = &context.source.view.text;
    let division = context.words.divisions.get(division);
    let kind = own_kind(division);
    let forms = [format!("全{kind}"), format!("我{kind}"), division.name.clone()];
    forms
        .iter()
        .map(String::as_str)
        .chain(division.shorts.first().map(String::as_str))
        .find_map(|form| text.find(form).map(|at| Span::new(at, at + form.len())))
}

/// What a report of the division calls it: 市, 县, 区, 省, 州.
fn own_kind(division: &Division) -> &'static str {
    if division.level == Level::National {
        return "国";
    }
    ["区", "省", "市", "县", "州", "旗", "盟"]
        .into_iter()
        .find(|k| division.name.ends_with(k))
        .unwrap_or("市")
}

/// Mentions of divisions, and of the levels a text calls itself by.
struct Tally {
    /// Mentions of each division under its own forms.
    count: FxHashMap<DivisionId, u32>,
    /// Distinct divisions below, mentioned at all.
    below: FxHashMap<DivisionId, u32>,
    /// 全市, 我市, 市委, 市政府 and their like, by kind.
    kinds: Vec<(&'static str, u32)>,
}

/// Kinds of regions, with the weight of a mention: a report of a city speaks of 全省, one of a province hardly of 全县.
const KINDS: [(&str, u32); 8] = [
    ("国", 1),
    ("省", 2),
    ("市", 3),
    ("县", 6),
    ("区", 2),
    ("州", 8),
    ("旗", 8),
    ("盟", 8),
];

/// Names that are words of their own in most texts.
pub(super) const WORDS: [&str; 12] = [
    "城区",
    "郊区",
    "矿区",
    "新区",
    "东区",
    "西区",
    "南区",
    "北区",
    "城中区",
    "新城区",
    "老城区",
    "开发区",
];

impl Tally {
    fn new(context: &Context, year: i16) -> Self {
        let text = &context.source.view.text;
        let divisions = &context.words.divisions;
        let mut count: FxHashMap<DivisionId, u32> = FxHashMap::default();
        let mut forms: FxHashMap<&str, u32> = FxHashMap::default();
        for mention in context.names.iter().filter(|m| m.name.division) {
            *forms.entry(context.slice(mention.span)).or_default() += 1;
        }
        let mut forms: Vec<(&str, u32)> = forms.into_iter().collect();
        forms.sort_unstable();
        for (form, n) in forms.into_iter().filter(|(form, _)| !WORDS.contains(form)) {
            for id in divisions.named(form) {
                if divisions.get(*id).lives_in(year) {
                    *count.entry(*id).or_default() += n;
                }
            }
        }
        let mut below: FxHashMap<DivisionId, u32> = FxHashMap::default();
        let mut counted: Vec<DivisionId> = count.keys().copied().collect();
        counted.sort_unstable();
        for id in counted {
            for above in divisions.line(id, year).into_iter().skip(1) {
                *below.entry(above).or_default() += 1;
            }
        }
        let kinds = KINDS
            .iter()
            .map(|(kind, weight)| {
                let spoken =
                    |before: &str| u32::try_from(text.matches(&format!("{before}{kind}")).count()).unwrap_or(0);
                // 全国 is said everywhere, 我国 only by the state.
                let count = if *kind == "国" {
                    spoken("我")
                } else {
                    2 * spoken("全") + spoken("我")
                };
                (*kind, count * weight)
            })
            .collect();
        Self { count, below, kinds }
    }

    /// The kind that a text calls its region by, most of the time.
    fn kind(&self) -> Option<&'static str> {
        self.kinds
            .iter()
            .filter(|(_, n)| *n > 0)
            .max_by_key(|(kind, n)| (*n, *kind != "国"))
            .map(|(kind, _)| *kind)
    }

    fn score(&self, division: &Division, id: DivisionId, kind: Option<&str>, parent: Option<DivisionId>) -> f64 {
        let own = f64::from(self.count.get(&id).copied().unwrap_or(0));
        let below = f64::from(self.below.get(&id).copied().unwrap_or(0));
        let weight = match (division.level, kind) {
            (Level::National, _) => 0.05,
            (_, Some(kind)) if kind == own_kind(division) => 4.0,
            (_, Some("区")) if division.name.ends_with("自治区") => 4.0,
            (_, None) => 1.0,
            _ => 0.15,
        };
        let spread = match division.level {
            Level::National => 0.0,
            Level::Provincial => 0.6,
            Level::City => 1.2,
            Level::County => 0.0,
        };
        let above = parent.and_then(|p| self.count.get(&p)).copied().unwrap_or(0);
        let near = if division.level == Level::County && own > 0.0 {
            f64::from(above) * 0.15
        } else {
            0.0
        };
        (own + near + below * spread) * weight
    }

    /// The division that the text is about, when its head does not say.
    fn best(&self, context: &Context, year: i16) -> Option<(DivisionId, f32)> {
        let divisions = &context.words.divisions;
        let kind = address_kind(context).or_else(|| self.kind());
        if kind == Some("国") {
            return divisions.by_code("100000", year).map(|country| (country, 0.9));
        }
        let mut candidates: Vec<DivisionId> = self.count.keys().chain(self.below.keys()).copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut scored: Vec<(f64, DivisionId)> = candidates
            .into_iter()
            .map(|id| (self.score(divisions.get(id), id, kind, divisions.parent(id, year)), id))
            .filter(|(s, _)| *s > 0.0)
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let (first, id) = *scored.first()?;
        let second = scored.get(1).map_or(0.0, |(s, _)| *s);
        #[expect(clippy::cast_possible_truncation, reason = "a ratio between 0 and 1")]
        let lead = ((first - second) / first) as f32;
        Some((id, 0.5 + 0.35 * lead))
    }
}

/// 我代表市人民政府: the kind of the government that reports.
fn address_kind(context: &Context) -> Option<&'static str> {
    let text = &context.source.view.text;
    let head = &text[..text.char_indices().nth(1500).map_or(text.len(), |(at, _)| at)];
    let at = head.find("代表")?;
    let mut rest = &head[at..];
    while let Some(found) = rest.find("代表") {
        let after = &rest[found + "代表".len()..];
        if after.starts_with("国务院") || after.starts_with("中央人民政府") {
            return Some("国");
        }
        if after.starts_with("自治区") {
            return Some("区");
        }
        for (kind, _) in KINDS {
            if after.starts_with(&format!("{kind}人民政府")) || after.starts_with(&format!("{kind}政府")) {
                return Some(kind);
            }
        }
        rest = after;
    }
    None
}

/// The region that the report's head names.
fn from_head(context: &Context, tally: &Tally, year: i16) -> Option<(DivisionId, f32)> {
    let metadata = &context.outline.metadata;
    let named = |name: &str| -> Option<DivisionId> { pick(context, tally, name, year) };
    if let Some(congress) = &metadata.congress
        && congress.name.contains("全国人民代表大会")
    {
        return context.words.divisions.by_code("100000", year).map(|d| (d, 0.98));
    }
    let sources = [
        &metadata.congress_area,
        &metadata.office,
        &metadata.issuer,
        &metadata.title,
    ];
    for (source, confidence) in sources.into_iter().zip([0.98f32, 0.97, 0.96, 0.95]) {
        if let Some(found) = source.as_ref().and_then(|s| named(&s.name)) {
            return Some((found, confidence));
        }
    }
    // 现在，我代表海拉尔区人民政府
    let text = &context.source.view.text;
    let head = &text[..text.char_indices().nth(1200).map_or(text.len(), |(at, _)| at)];
    if head.contains("代表国务院") {
        return context.words.divisions.by_code("100000", year).map(|d| (d, 0.97));
    }
    for (at, word) in head.match_indices("代表") {
        let after = &head[at + word.len()..];
        if let Some(end) = after.find("政府").filter(|end| *end < 60 && *end > 3)
            && let Some(found) = named(after[..end].trim_end_matches("人民"))
        {
            return Some((found, 0.96));
        }
    }
    None
}

/// The division that begins a name of the head: the longest form, and of several bearers the one the text speaks of.
fn pick(context: &Context, tally: &Tally, name: &str, year: i16) -> Option<DivisionId> {
    let divisions = &context.words.divisions;
    let name: String = name.chars().filter(|c| *c != ' ').collect();
    // 涞源县人民政府代县长: what stands before the government is the area.
    let name = name.split("人民政府").next().unwrap_or_default();
    let mut best: Option<(usize, DivisionId)> = None;
    for mention in context.words.names.find(name).filter(|m| m.name.division) {
        let form = &name[mention.span.range()];
        // 保定市清苑区: of a chain the lowest one reports.
        let ids = divisions.named(form);
        let mut living: Vec<DivisionId> = ids
            .iter()
            .copied()
            .filter(|id| divisions.get(*id).lives_in(year))
            .collect();
        if living.is_empty() {
            living = ids.to_vec();
        }
        let official = |id: DivisionId| divisions.get(id).name == form;
        let chosen = living.into_iter().max_by_key(|id| {
            let above: u32 = divisions
                .line(*id, year)
                .iter()
                .skip(1)
                .filter(|a| divisions.get(**a).level != Level::National)
                .map(|a| {
                    tally.count.get(a).copied().unwrap_or(0)
                        + 2 * u32::from(name.contains(&divisions.get(*a).name)) * 50
                })
                .sum();
            let below = tally.below.get(id).copied().unwrap_or(0);
            (official(*id), above + below * 3, std::cmp::Reverse(*id))
        });
        if let Some(id) = chosen {
            let end = mention.span.end as usize;
            if best.is_none_or(|(at, _)| end > at) {
                best = Some((end, id));
            }
        }
    }
    best.map(|(_, id)| id)
}
