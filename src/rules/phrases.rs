//! Lists of units: how a stretch of names falls into single bodies, with what coordination leaves out filled in.
//!
//! 柳东新区、阳和工业新区（北部生态新区）管委会 are two committees, 柳城县、柳南区人民政府 two governments,
//! 各区、市政府 is one collective, 市委宣传部、组织部 are two departments of the party committee.

use super::Agent;
use crate::lexicon::{BodyKind, Lexicon};
use crate::text::Span;

/// Heads that governments and committees of several areas share.
const HEADS: [&str; 14] = [
    "人民政府",
    "政府",
    "管委会",
    "管理委员会",
    "党工委管委会",
    "党工委",
    "街道办事处",
    "办事处",
    "人民法院",
    "人民检察院",
    "区委",
    "县委",
    "市委",
    "税务局",
];

/// What a name of a unit ends with.
const ENDINGS: [&str; 58] = [
    "政府",
    "委",
    "局",
    "办",
    "厅",
    "部",
    "院",
    "署",
    "会",
    "室",
    "处",
    "中心",
    "公司",
    "集团",
    "银行",
    "分行",
    "支行",
    "营管部",
    "联",
    "社",
    "大队",
    "支队",
    "总队",
    "校",
    "大学",
    "站",
    "所",
    "馆",
    "台",
    "团",
    "企业",
    "单位",
    "部门",
    "地",
    "军区",
    "专班",
    "街道",
    "乡镇",
    "指挥部",
    "联社",
    "总社",
    "组",
    "机构",
    "基金会",
    "实验室",
    "研究所",
    "高校",
    "学院",
    "医院",
    "党委",
    "党校",
    "系统",
    "司",
    "办公厅",
    "协会",
    "商会",
    "园区",
    "平台",
];

const LEVELS: [&str; 9] = ["自治区", "省", "市", "县", "区", "州", "盟", "旗", "国家"];

/// Whether a name, without what stands in brackets, ends like that of a unit.
pub(super) fn is_unit(name: &str) -> bool {
    let bare = without_brackets(name);
    let count = bare.chars().count();
    (2..=30).contains(&count)
        && ENDINGS.iter().any(|e| bare.ends_with(e))
        && !bare.contains(['。', '：', '；', '“', '%'])
}

/// Whether a name is that of an area without a head: 柳城县, 柳东新区, 济南.
fn is_bare_area(name: &str, words: &Lexicon) -> bool {
    let bare = without_brackets(name);
    if bare.chars().count() > 12 || is_collective(&bare) && bare.chars().count() <= 2 {
        return false;
    }
    bare.ends_with(['区', '县', '市', '州', '旗', '盟', '省', '镇', '乡']) || !words.divisions.named(&bare).is_empty()
}

/// 各地区, 各级各部门: a collective that needs no head of another item.
fn is_whole_collective(name: &str) -> bool {
    is_collective(name)
        && ["地区", "部门", "单位", "各地", "行业", "乡镇", "街道"]
            .iter()
            .any(|e| name.ends_with(e))
        && name.chars().count() <= 16
}

fn is_collective(name: &str) -> bool {
    ["各", "有关", "相关", "其他", "其它"]
        .iter()
        .any(|c| name.starts_with(c))
}

fn without_brackets(name: &str) -> String {
    let mut depth = 0u32;
    name.chars()
        .filter(|c| {
            match c {
                '（' => depth += 1,
                '）' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

#[derive(Debug, Clone)]
struct Item<'a> {
    text: &'a str,
    start: usize,
}

/// The units of a list, in order, or nothing when some item does not look like one.
///
/// `base` is where `list` begins in the view.
pub(super) fn units(list: &str, base: u32, words: &Lexicon, strict: bool) -> Option<Vec<Agent>> {
    let items = items(list);
    let mut agents = Vec::new();
    let mut level: Option<&str> = None;
    let mut party: Option<String> = None;
    let mut at = 0;
    while at < items.len() {
        let item = &items[at];
        let mut text = item.text;
        let mut end = item.start + text.len();
        // 各区、市政府: one collective written as two items.
        if is_collective(text)
            && !is_unit(text)
            && let Some(next) = items.get(at + 1)
            && next.text.starts_with(['市', '区', '县', '旗', '州', '镇', '乡'])
            && HEADS
                .iter()
                .any(|h| next.text.strip_suffix(h).is_some_and(|rest| rest.chars().count() <= 3))
        {
            end = next.start + next.text.len();
            text = &list[item.start..end];
            at += 1;
        }
        let name = if is_unit(text) || is_whole_collective(text) {
            complete(text, level, party.as_deref(), words)
        } else if is_bare_area(text, words) {
            match items[at + 1..]
                .iter()
                .find(|later| is_unit(later.text))
                .and_then(|later| shared_head(text, later.text, words))
            {
                Some(name) => name,
                None if strict => return None,
                None => text.to_owned(),
            }
        } else if words.departments.get(text).is_some() {
            complete(text, level, party.as_deref(), words)
        } else if strict || text.chars().count() < 2 || text.chars().count() > 24 {
            return None;
        } else {
            text.to_owned()
        };
        if let Some(found) = LEVELS
            .iter()
            .find(|l| name.strip_prefix(**l).is_some_and(|rest| serves_level(rest, words)))
        {
            level = Some(found);
            party = name[found.len()..].starts_with('委').then(|| format!("{found}委"));
        }
        let span = Span::new(item.start, end).shift(base);
        if !agents.iter().any(|a: &Agent| a.name == name && a.span == span) {
            agents.push(Agent { name, span });
        }
        at += 1;
    }
    (!agents.is_empty()).then_some(agents)
}

/// Whether what follows a level's word is a body of it: 市|财政局 is, 市|场监管总局 is not.
fn serves_level(rest: &str, words: &Lexicon) -> bool {
    ["委", "政府", "人大", "政协", "直", "级"]
        .iter()
        .any(|b| rest.starts_with(b))
        || words.departments.get(rest).is_some()
}

/// Fills in the level that a list states once: 市发展改革委、财政局; 市委宣传部、组织部.
fn complete(text: &str, level: Option<&str>, party: Option<&str>, words: &Lexicon) -> String {
    let Some(department) = words.departments.get(text).filter(|_| !is_collective(text)) else {
        return text.to_owned();
    };
    if text.ends_with("部") && department.kind == BodyKind::Government {
        return text.to_owned();
    }
    match (department.kind, level, party) {
        (BodyKind::Party, _, Some(party)) => format!("{party}{text}"),
        (BodyKind::Government | BodyKind::Mass, Some(level), None) if !text.starts_with(level) && level != "国家" => {
            format!("{level}{text}")
        }
        _ => text.to_owned(),
    }
}

/// 柳东新区 + 阳和工业新区管委会 → 柳东新区管委会; 济南 + 烟台市政府 → 济南市政府.
fn shared_head(area: &str, complete: &str, words: &Lexicon) -> Option<String> {
    let head = HEADS
        .iter()
        .filter(|h| complete.ends_with(**h))
        .max_by_key(|h| h.len())?;
    let rest = complete.strip_suffix(head)?;
    let with_kind = |kind: char| -> Option<String> { Some(format!("{area}{kind}{head}")) };
    let bare = without_brackets(area);
    if !bare.ends_with(['区', '县', '市', '州', '旗', '盟', '省', '镇', '乡'])
        && let Some(kind) = rest.chars().next_back().filter(|k| "市县区州盟旗".contains(*k))
        && !words.divisions.named(&format!("{bare}{kind}")).is_empty()
    {
        return with_kind(kind);
    }
    Some(format!("{area}{head}"))
}

/// Divides a list at 、，; spaces and, between whole units, 和 及 与; never inside brackets.
fn items<'a>(list: &'a str) -> Vec<Item<'a>> {
    let mut out: Vec<Item> = Vec::new();
    let mut depth = 0u32;
    let mut start = 0;
    let push = |from: usize, to: usize, out: &mut Vec<Item<'a>>| {
        let raw = &list[from..to];
        let lead = raw.len() - raw.trim_start_matches([' ', '\t', '等']).len();
        let text = trim_end(&raw[lead..]);
        if !text.is_empty() && !matches!(text, "等" | "部门" | "有关部门等") {
            out.push(Item {
                text: &list[from + lead..from + lead + text.len()],
                start: from + lead,
            });
        }
    };
    for (at, c) in list.char_indices() {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            '、' | '，' | '；' | ' ' | '\n' | '。' | '/' if depth == 0 => {
                push(start, at, &mut out);
                start = at + c.len_utf8();
            }
            '和' | '及' | '与' if depth == 0 && at > start => {
                let (before, after) = (&list[start..at], &list[at + c.len_utf8()..]);
                let next_begins = LEVELS
                    .iter()
                    .chain(&["各", "有关", "相关", "驻"])
                    .any(|l| after.starts_with(l))
                    || (c == '及' && !after.is_empty());
                if is_unit(before.trim()) && next_begins && !before.ends_with("发展") {
                    push(start, at, &mut out);
                    start = at + c.len_utf8();
                }
            }
            _ => {}
        }
    }
    push(start, list.len(), &mut out);
    out
}

/// Takes off what closes a list: 等, 等有关部门 (no unit by the guidelines), full stops.
fn trim_end(text: &str) -> &str {
    let mut text = text.trim_end_matches([' ', '。', '；', '，', '.', '\t']);
    for tail in [
        "等有关部门和单位",
        "等有关部门单位",
        "等相关部门单位",
        "等有关部门",
        "等相关部门",
        "等有关单位",
        "等相关单位",
        "等部门单位",
        "等部门",
        "等单位",
        "等",
    ] {
        if let Some(rest) = text.strip_suffix(tail) {
            text = rest;
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::words;

    #[track_caller]
    fn check(list: &str, expect: &[&str]) {
        let names: Vec<String> = units(list, 0, words(), false)
            .unwrap_or_default()
            .into_iter()
            .map(|a| a.name)
            .collect();
        assert_eq!(names, expect);
    }

    #[test]
    fn shared_heads_are_written_out() {
        check(
            "柳东新区、阳和工业新区（北部生态新区）管委会",
            &["柳东新区管委会", "阳和工业新区（北部生态新区）管委会"],
        );
        check(
            "柳城县、鹿寨县、柳北区、柳南区人民政府",
            &["柳城县人民政府", "鹿寨县人民政府", "柳北区人民政府", "柳南区人民政府"],
        );
        check("济南、青岛、烟台市政府", &["济南市政府", "青岛市政府", "烟台市政府"]);
    }

    #[test]
    fn collectives_stay_one() {
        check("各区、市政府", &["各区、市政府"]);
        check("各县（市、区）人民政府", &["各县（市、区）人民政府"]);
        check("市财政局，各有关部门", &["市财政局", "各有关部门"]);
        check("交通运输部及各地区", &["交通运输部", "各地区"]);
        check("各县区人民政府，市财政局", &["各县区人民政府", "市财政局"]);
    }

    #[test]
    fn levels_are_filled_in() {
        check(
            "市发展改革委、财政局、教育局",
            &["市发展改革委", "市财政局", "市教育局"],
        );
        check("市委宣传部、组织部", &["市委宣传部", "市委组织部"]);
        check("市场监管总局、银保监会", &["市场监管总局", "银保监会"]);
    }

    #[test]
    fn spaces_and_tails_divide() {
        check("市教育局 市公安局", &["市教育局", "市公安局"]);
        check("市科技局、市财政局等有关部门", &["市科技局", "市财政局"]);
        check("市科技局及相关行业主管部门", &["市科技局", "相关行业主管部门"]);
        check(
            "市自然资源和规划局、市文化和旅游局",
            &["市自然资源和规划局", "市文化和旅游局"],
        );
        check(
            "省委、省政府和省发展和改革委员会",
            &["省委", "省政府", "省发展和改革委员会"],
        );
    }
}
