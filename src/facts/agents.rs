//! Which body a name means: the area it governs, and its full form.
//!
//! 市民政局 in a report of Liuzhou is 柳州市民政局; 市发展改革委 is the same body as 市发展和改革委员会; 柳东新区管委会
//! governs a zone without a code; 各城区人民政府 is a group.

use super::entities::{Book, Class, EntityId, Scope};
use crate::labels::Kind;
use crate::lexicon::{DivisionId, Level};

/// What a name means.
pub(super) struct Identified {
    pub class: Class,
    pub scope: Scope,
    pub label: String,
    pub is_group: bool,
    pub governs: Option<EntityId>,
}

const GROUPS: [&str; 8] = ["各", "有关", "相关", "其他", "全市各", "市直各", "市直有关", "省有关"];

pub(super) fn identify(book: &mut Book, name: &str) -> Identified {
    let home = book.home;
    let home_label = home
        .map(|h| book.context.words.divisions.get(h).name.clone())
        .unwrap_or_default();
    let home_scope = home.map_or(Scope::None, Scope::Division);
    if is_group(name) {
        // 各部门 of the country stay as they stand; 市有关部门 of Jinan are 济南市有关部门.
        let is_country = home.is_some_and(|h| book.context.words.divisions.get(h).level == Level::National);
        let label = if is_country || name.starts_with(&home_label) {
            name.to_owned()
        } else {
            let kind = home_label.chars().next_back();
            format!(
                "{home_label}{}",
                kind.and_then(|kind| name.strip_prefix(kind)).unwrap_or(name)
            )
        };
        return Identified {
            class: Class::Named(Kind::Agency),
            scope: home_scope,
            label,
            is_group: true,
            governs: None,
        };
    }
    if let Some((label, division)) = branch(book, name) {
        return Identified {
            class: Class::Named(Kind::Agency),
            scope: division.map_or(home_scope, Scope::Division),
            label,
            is_group: false,
            governs: None,
        };
    }
    // 柳城县人民政府, 青岛市教育局: an area by name; 市教育局: a level of the report's own line.
    if let Some((division, rest)) = leading_division(book, name).or_else(|| leading_level(book, name)) {
        let governs = Some(book.division(division));
        let label = format!(
            "{}{}",
            book.context.words.divisions.get(division).name,
            full_form(book, rest)
        );
        return Identified {
            class: class_of(rest),
            scope: Scope::Division(division),
            label,
            is_group: false,
            governs,
        };
    }
    // 柳东新区管委会: a zone.
    for head in ["管理委员会", "管委会", "管委"] {
        if let Some(zone) = name.strip_suffix(head)
            && zone.chars().count() >= 2
        {
            let bare = zone.split('（').next().unwrap_or(zone).to_owned();
            let id = book.zone(&bare);
            if let Some(inner) = zone.split_once('（').and_then(|(_, rest)| rest.strip_suffix('）')) {
                book.get_mut(id).aliases.insert(inner.to_owned());
            }
            return Identified {
                class: Class::Named(Kind::Agency),
                scope: Scope::Zone(bare),
                label: format!("{zone}管理委员会"),
                is_group: false,
                governs: Some(id),
            };
        }
    }
    let country = national(book, name);
    if let Some(country) = country {
        let governs = Some(book.division(country));
        return Identified {
            class: class_of(name),
            scope: Scope::Division(country),
            label: central_form(book, name),
            is_group: false,
            governs,
        };
    }
    let label = full_form(book, name);
    let class = class_of(name);
    let scope = if class == Class::Named(Kind::Agency) {
        home_scope
    } else {
        Scope::None
    };
    Identified {
        class,
        scope,
        label,
        is_group: false,
        governs: None,
    }
}

/// Short names of the local branches of central bodies: what follows the place, the body, what the branch is called.
const BRANCHES: [(&str, &str, &str); 5] = [
    ("金融监管局", "国家金融监督管理总局", "监管局"),
    ("金融监管分局", "国家金融监督管理总局", "监管分局"),
    ("银保监局", "中国银行保险监督管理委员会", "监管局"),
    ("银保监分局", "中国银行保险监督管理委员会", "监管分局"),
    ("证监局", "中国证券监督管理委员会", "监管局"),
];

/// The full name of a local branch of a central body, and the division it is called after: 山东证监局,
/// 人民银行山东省分行. It is no bureau of that division's government.
fn branch(book: &mut Book, name: &str) -> Option<(String, Option<DivisionId>)> {
    let bank = name.strip_prefix("人民银行").or_else(|| name.strip_prefix("人行"));
    if let Some(place) = bank.filter(|rest| ["分行", "支行", "管理部"].iter().any(|end| rest.ends_with(end))) {
        return Some((format!("中国人民银行{place}"), None));
    }
    let council = name.strip_suffix("贸促会").filter(|place| *place != "中国");
    if let Some(place) = council
        && let Some((division, _)) = leading_division(book, name).or_else(|| leading_level(book, name))
    {
        // 市贸促会: that of the city.
        let is_level = place.chars().count() == 1;
        let own = &book.context.words.divisions.get(division).name;
        let place = if is_level { own } else { place };
        return Some((format!("中国国际贸易促进委员会{place}委员会"), Some(division)));
    }
    // 金融监管总局山东监管局
    if let Some((place, kind)) = name
        .strip_prefix("金融监管总局")
        .and_then(|rest| rest.find("监管").map(|at| rest.split_at(at)))
        && let Some(division) = book.resolve(place)
    {
        return Some((format!("国家金融监督管理总局{place}{kind}"), Some(division)));
    }
    let (place, body, kind) = BRANCHES
        .iter()
        .find_map(|(short, body, kind)| Some((name.strip_suffix(short)?, body, kind)))?;
    let division = book.resolve(place)?;
    Some((format!("{body}{place}{kind}"), Some(division)))
}

fn is_group(name: &str) -> bool {
    GROUPS.iter().any(|g| name.starts_with(g))
        || ["有关部门", "有关单位", "相关部门", "相关单位", "主管部门", "成员单位"]
            .iter()
            .any(|g| name.ends_with(g))
}

fn class_of(name: &str) -> Class {
    let firm = ["公司", "集团", "企业"].iter().any(|e| name.ends_with(e));
    if firm {
        Class::Named(Kind::Company)
    } else {
        Class::Named(Kind::Agency)
    }
}

/// The full form of a department's name, whatever stands before it.
fn full_form(book: &Book, rest: &str) -> String {
    let departments = &book.context.words.departments;
    if let Some(department) = departments.get(rest) {
        return department.full.clone();
    }
    match departments.at_end_of(rest) {
        // 委老干部局: the party committee's bureau; only what follows 委 is a department.
        Some((at, department)) if rest[..at] == *"委" || rest[..at].ends_with("委员会") => {
            format!("{}{}", &rest[..at], department.full)
        }
        _ => rest.to_owned(),
    }
}

/// The full form of a central body, which its own text may name without 国家: 发展改革委, 市场监管总局.
fn central_form(book: &Book, name: &str) -> String {
    let full = full_form(book, name);
    let departments = &book.context.words.departments;
    let central = [format!("国家{name}"), format!("国家{full}")];
    let known = central.iter().find_map(|form| departments.get(form));
    known.map_or(full, |department| department.full.clone())
}

/// The division whose name begins the name of a body, and the rest; the longest name that leaves a body.
fn leading_division<'n>(book: &mut Book, name: &'n str) -> Option<(DivisionId, &'n str)> {
    let ends: Vec<usize> = name.char_indices().map(|(at, _)| at).skip(2).take(14).collect();
    for at in ends.into_iter().rev() {
        let (head, rest) = name.split_at(at);
        if rest.chars().count() < 1 || book.context.words.divisions.named(head).is_empty() {
            continue;
        }
        let plausible = rest == "委"
            || book.context.words.departments.get(rest).is_some()
            || rest.starts_with('委')
            || ["政府", "人大", "政协", "党委"].iter().any(|b| rest.starts_with(b))
            || head.ends_with(['省', '市', '县', '州', '旗', '盟']);
        if plausible && let Some(division) = book.resolve(head) {
            return Some((division, rest));
        }
    }
    None
}

/// 市, 省, 自治区, 县, 区 … before a body: the division of the report's own line that has this kind.
fn leading_level<'n>(book: &Book, name: &'n str) -> Option<(DivisionId, &'n str)> {
    let home = book.home?;
    let divisions = &book.context.words.divisions;
    let line = divisions.line(home, book.year);
    let with = |fits: &dyn Fn(DivisionId) -> bool| line.iter().copied().find(|id| fits(*id));
    let ends = |id: DivisionId, end: char| divisions.get(id).name.ends_with(end);
    let level = |id: DivisionId| divisions.get(id).level;
    if let Some(rest) = name.strip_prefix("自治区") {
        return with(&|id| level(id) == Level::Provincial)
            .map(|d| (d, rest))
            .filter(|(_, r)| !r.is_empty());
    }
    if name.starts_with("国家") || name.starts_with("国务院") {
        return None;
    }
    let first = name.chars().next()?;
    let rest = &name[first.len_utf8()..];
    let departments = &book.context.words.departments;
    // 市场监管局 is the bureau for the market, not a city's 场监管局.
    if rest.is_empty() || (departments.get(name).is_some() && departments.get(rest).is_none()) {
        return None;
    }
    let found = match first {
        '省' => with(&|id| level(id) == Level::Provincial),
        '市' => with(&|id| ends(id, '市')).or(Some(home)),
        '县' => with(&|id| ends(id, '县')).or(Some(home)),
        '区' => with(&|id| ends(id, '区')).or(Some(home)),
        '州' => with(&|id| ends(id, '州') && level(id) == Level::City),
        '旗' => with(&|id| ends(id, '旗')),
        '盟' => with(&|id| ends(id, '盟')),
        _ => None,
    }?;
    let body = departments.get(rest).is_some()
        || ["委", "政府", "人大", "政协", "直", "级"]
            .iter()
            .any(|b| rest.starts_with(b))
        || rest.chars().count() >= 2;
    body.then_some((found, rest))
}

/// Ministries and central bodies belong to the country.
fn national(book: &Book, name: &str) -> Option<DivisionId> {
    let central = ["国家", "国务院", "中央", "中共中央", "党中央", "全国", "最高"]
        .iter()
        .any(|p| name.starts_with(p))
        || (name.ends_with('部') && book.context.words.departments.get(name).is_some());
    let at_home = book
        .home
        .is_some_and(|h| book.context.words.divisions.get(h).level == Level::National);
    (central || at_home)
        .then(|| book.context.words.divisions.by_code("100000", book.year))
        .flatten()
}
