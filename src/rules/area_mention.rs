//! # What it reads
//! Names of divisions in running text, official or short: 鹿寨县, 广西.
//!
//! # What it writes
//! A mention; which division it is is settled from the report's own region outward.
//!
//! # What it leaves alone
//! Names inside the names of public bodies (柳州市教育局), and two characters of other words (新增城镇, 柳东新区).

use super::{Context, Evidence, Fact, Named, Rule};

pub(super) const RULE: Rule = Rule {
    id: "area-mention",
    reads: "names of divisions",
    read,
};

/// Two-character short names are often parts of other words: what stands right after tells.
const OTHER_WORDS_AFTER: [&str; 6] = ["小异", "主义", "精神", "会议", "同志", "路线"];

fn read(context: &Context, facts: &mut Vec<Fact>) {
    for (at, mention) in context.names.iter().enumerate() {
        if !mention.name.division {
            continue;
        }
        let span = mention.span;
        let after = &context.source.view.text[span.end as usize..];
        let body_follows = context
            .names
            .get(at + 1)
            .is_some_and(|next| next.name.department && next.span.start == span.end);
        if body_follows || OTHER_WORDS_AFTER.iter().any(|w| after.starts_with(w)) {
            continue;
        }
        let form = context.slice(span);
        let confidence = if form.chars().count() > 2 { 0.97 } else { 0.85 };
        let named = Named {
            form: form.to_owned(),
            span,
        };
        facts.push(Fact::Area(
            named,
            Evidence {
                span,
                rule: RULE.id,
                confidence,
            },
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{reads, refuses};

    #[test]
    fn divisions_are_named() {
        reads(&RULE, "支持鹿寨县推进建设，对接广西。", &["area 鹿寨县", "area 广西"]);
    }

    #[test]
    fn other_words_are_no_divisions() {
        for text in [
            "新增城镇就业5万人。",
            "加快柳东新区建设。",
            "推进新平台建设和政策落实。",
            "创建示范县，实现长治久安。",
            "健全国土空间规划，其中国有企业占一半。",
        ] {
            refuses(&RULE, text);
        }
        reads(
            &RULE,
            "支持增城、长治和新平县发展，全国第一。",
            &["area 增城", "area 长治", "area 新平县", "area 全国"],
        );
    }

    #[test]
    fn bodies_are_left_to_their_rule() {
        refuses(&RULE, "柳州市教育局负责落实。");
    }
}
