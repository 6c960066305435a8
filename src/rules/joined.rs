//! Names that are written as one: 蓝天、碧水、净土保卫战 are three, 医共体、医联体建设 two.

use std::ops::Range;

use crate::labels::{Kind, head};

/// The names in a name, with their places: those that 、 joins, and those that 和 joins when each has a head of its own.
/// What the last one alone has at its end is said of all: 横向生态保护补偿、跨市协商合作机制.
pub(super) fn parts(name: &str, kind: Kind) -> Vec<(Range<usize>, String)> {
    let whole = || vec![(0..name.len(), name.to_owned())];
    if matches!(kind, Kind::Area | Kind::Person | Kind::Company) {
        return whole();
    }
    let places = divide(name);
    let [first, .., last] = places.as_slice() else {
        return whole();
    };
    let shared = head(&name[last.clone()]);
    let (Some(shared), true) = (shared, places.iter().all(|part| count(&name[part.clone()]) >= 2)) else {
        return whole();
    };
    // 城市和产业双集中试点: a first part without a head may be part of what the second says.
    let by_comma = name[first.end..].starts_with('、');
    let complete = |text: &str| head(text).is_some();
    if !by_comma
        && !places
            .iter()
            .all(|part| complete(&name[part.clone()]) && count(&name[part.clone()]) >= 4)
    {
        return whole();
    }
    let tail_is_all = name[last.clone()] == *shared;
    if tail_is_all {
        return whole();
    }
    places
        .into_iter()
        .map(|part| {
            let text = &name[part.clone()];
            let label = match complete(text) {
                true => text.to_owned(),
                false => format!("{text}{shared}"),
            };
            (part, label)
        })
        .collect()
}

fn count(text: &str) -> usize {
    text.chars().count()
}

/// The stretches between joints outside of quotation marks and brackets.
fn divide(name: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut from, mut depth) = (0, 0i32);
    let mut before = ' ';
    for (at, c) in name.char_indices() {
        match c {
            '“' | '《' | '（' | '‘' => depth += 1,
            '”' | '》' | '）' | '’' => depth -= 1,
            '、' | '和' | '及' | '与' if depth == 0 && at > from && !(c == '和' && PEACE.contains(&before)) => {
                parts.push(from..at);
                from = at + c.len_utf8();
            }
            _ => {}
        }
        before = c;
    }
    parts.push(from..name.len());
    parts
}

/// Before 和 where it is no joint: 共和国, 协和医院, 饱和.
const PEACE: [char; 6] = ['共', '协', '饱', '缓', '温', '谐'];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn joined(name: &str, kind: Kind, expected: &[&str]) {
        let found: Vec<String> = parts(name, kind).into_iter().map(|(_, label)| label).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn several_names() {
        joined(
            "横向生态保护补偿、跨市协商合作机制",
            Kind::Programme,
            &["横向生态保护补偿机制", "跨市协商合作机制"],
        );
        joined("蓝天、碧水保卫战", Kind::Programme, &["蓝天保卫战", "碧水保卫战"]);
        joined(
            "产业发展正面清单、管控负面清单",
            Kind::Programme,
            &["产业发展正面清单", "管控负面清单"],
        );
        joined(
            "住房制度改革和政府机构改革",
            Kind::Programme,
            &["住房制度改革", "政府机构改革"],
        );
    }

    #[test]
    fn one_name() {
        joined(
            "“抓服务、提品质”专项行动",
            Kind::Programme,
            &["“抓服务、提品质”专项行动"],
        );
        joined("城市和产业双集中试点", Kind::Programme, &["城市和产业双集中试点"]);
        joined("中华人民共和国", Kind::Area, &["中华人民共和国"]);
        joined("文化和旅游局", Kind::Agency, &["文化和旅游局"]);
    }
}
