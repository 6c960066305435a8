//! Names in running text → entities: what a name stands for in this document, once for the whole document.
//!
//! The same words are the same thing, whatever the labels say of them at single places: the kind that is said most, and
//! most surely, is that of all places. A name found somewhere is found wherever its words stand.

use std::collections::BTreeMap;

use super::entities::{Book, Class, EntityId};
use crate::labels::Kind;
use crate::rules::{Evidence, Fact, NamedEntity};
use crate::text::Span;

/// What was said of one form.
#[derive(Default)]
struct Form {
    votes: BTreeMap<Kind, f32>,
    spans: Vec<Span>,
    best: f32,
}

impl Form {
    fn kind(&self) -> Kind {
        self.votes
            .iter()
            .fold(
                (Kind::Programme, 0f32),
                |best, (kind, n)| if *n > best.1 { (*kind, *n) } else { best },
            )
            .0
    }
}

/// Settles all names of a document.
pub(super) fn settle(book: &mut Book, facts: &[Fact]) {
    let mut forms: BTreeMap<String, Form> = BTreeMap::new();
    for (named, evidence) in facts.iter().filter_map(name) {
        let form = forms.entry(plain(&named.label)).or_default();
        *form.votes.entry(named.kind).or_default() += evidence.confidence;
        form.spans.push(named.span);
        form.best = form.best.max(evidence.confidence);
    }
    let least = book.context.words.labels.least;
    forms.retain(|label, form| form.best >= least && label.chars().count() >= 2);
    let kinds: BTreeMap<&str, Kind> = forms
        .iter()
        .map(|(label, form)| (label.as_str(), by_head(label, form.kind())))
        .collect();
    for (label, form) in &forms {
        let kind = kinds[label.as_str()];
        let (full, shorts) = fullest(label, kind, &kinds);
        let Some(id) = entity(book, kind, full, form.spans[0]) else {
            continue;
        };
        for span in &form.spans {
            book.mention(id, *span);
        }
        let label_of_entity = book.get_mut(id).label.clone();
        for form in shorts.into_iter().chain([label.as_str()]) {
            if form != label_of_entity && book.get_mut(id).division.is_none() {
                book.get_mut(id).aliases.insert(form.to_owned());
            }
        }
    }
}

fn name(fact: &Fact) -> Option<(&NamedEntity, &Evidence)> {
    match fact {
        Fact::Name(named, evidence) => Some((named, evidence)),
        _ => None,
    }
}

/// Units after a number that counts what a name names.
const COUNTERS: [&str; 14] = [
    "个",
    "条",
    "栋",
    "项",
    "座",
    "处",
    "家",
    "所",
    "万平方米",
    "平方米",
    "公里",
    "万亩",
    "亩",
    "件",
];

/// A name without the amount before it (507栋危旧简易楼) and the number of a note after a quotation (“三资”2管理机制).
fn plain(label: &str) -> String {
    let digits = label.len() - label.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let rest = &label[digits..];
    let counter = COUNTERS
        .iter()
        .filter(|c| rest.starts_with(**c))
        .max_by_key(|c| c.len());
    let label = match counter {
        Some(counter) if digits > 0 && rest[counter.len()..].chars().count() >= 4 => &rest[counter.len()..],
        _ => label,
    };
    let mut out = String::with_capacity(label.len());
    let mut after_quote = false;
    for c in label.chars() {
        let noted = after_quote && c.is_ascii_digit();
        if !noted {
            out.push(c);
        }
        after_quote = c == '”' || noted;
    }
    out
}

/// Heads that leave no choice of kind.
const HEADS: [(&str, Kind); 24] = [
    ("小学", Kind::Institution),
    ("中学", Kind::Institution),
    ("大学", Kind::Institution),
    ("学院", Kind::Institution),
    ("学校", Kind::Institution),
    ("职院", Kind::Institution),
    ("附中", Kind::Institution),
    ("校区", Kind::Institution),
    ("幼儿园", Kind::Institution),
    ("医院", Kind::Institution),
    ("卫生院", Kind::Institution),
    ("卫生服务中心", Kind::Institution),
    ("研究院", Kind::Institution),
    ("研究所", Kind::Institution),
    ("实验室", Kind::Institution),
    ("博物馆", Kind::Institution),
    ("方志馆", Kind::Institution),
    ("技术创新中心", Kind::Institution),
    ("制造业创新中心", Kind::Institution),
    ("院士工作站", Kind::Institution),
    ("遗址", Kind::Place),
    ("条例", Kind::Legislation),
    ("总体规划", Kind::Legislation),
    ("专项规划", Kind::Legislation),
];

fn by_head(label: &str, kind: Kind) -> Kind {
    if matches!(kind, Kind::Honour | Kind::Event) {
        return kind;
    }
    HEADS
        .iter()
        .find(|(head, _)| label.ends_with(head))
        .map_or(kind, |(_, kind)| *kind)
}

/// What a longer form of a name may add to a shorter one, and mean the same thing.
fn additions(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Industry => &["产业", "业", "行业", "市场", "产业链", "产业集群", "领域"],
        Kind::Programme => &[
            "工作", "建设", "战略", "改革", "行动", "机制", "制度", "活动", "任务", "体系", "工程", "政策", "模式",
            "试点",
        ],
        Kind::Project => &["项目", "工程", "建设", "建设项目", "建设工程"],
        Kind::Honour => &["称号", "建设", "创建", "荣誉称号", "创建工作"],
        _ => &[],
    }
}

/// The fullest form of a name that the document has, and shorter forms that the words hold.
fn fullest<'n>(label: &'n str, kind: Kind, kinds: &BTreeMap<&'n str, Kind>) -> (&'n str, Vec<&'n str>) {
    let longer = additions(kind)
        .iter()
        .filter_map(|added| kinds.get_key_value(format!("{label}{added}").as_str()))
        .find(|(_, k)| **k == kind)
        .map(|(longer, _)| *longer);
    let mut shorts = Vec::new();
    let idle: &[&str] = match kind {
        Kind::Programme | Kind::Honour => &["工作", "建设", "任务", "创建工作"],
        Kind::Project => &["建设"],
        _ => &[],
    };
    for added in idle {
        if let Some(short) = label.strip_suffix(added)
            && short.chars().count() >= 4
        {
            shorts.push(short);
        }
    }
    (longer.unwrap_or(label), shorts)
}

/// Words for the reporting area itself.
const OWN: [&str; 10] = [
    "全市", "全省", "全区", "全县", "全州", "我市", "我省", "我区", "我县", "我州",
];

/// The entity of a name.
fn entity(book: &mut Book, kind: Kind, label: &str, span: Span) -> Option<EntityId> {
    if OWN.contains(&label) {
        return None;
    }
    Some(match kind {
        Kind::Agency => book.agent(label, span),
        Kind::Area => match book.resolve(label) {
            Some(division) => book.division(division),
            None => book.zone(label),
        },
        Kind::Project | Kind::Programme | Kind::Institution | Kind::Place => book.own(Class::Named(kind), label),
        Kind::Industry
        | Kind::Company
        | Kind::Honour
        | Kind::Legislation
        | Kind::Event
        | Kind::Product
        | Kind::Person => book.free(Class::Named(kind), label),
    })
}
