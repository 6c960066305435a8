//! The words between an indicator and its number: 同比增长, 突破, 控制在, 由…提高到 – peeled off from the right.

use std::sync::LazyLock;

use super::terms::Terms;

/// What stands between a name and a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap<'a> {
    /// What is left in front: the name, with whatever stands before it.
    pub head: &'a str,
    /// The verb of change that is the number's own: its sign and the byte it begins at.
    pub change: Option<(i64, usize)>,
    /// Whether the change ends at the number (提高到50%) and does not amount to it (提高50%).
    pub reached: bool,
    /// Whether the number is a distance from another (高于全国1.8个百分点).
    pub compared: bool,
}

/// Words that may stand between an indicator and its number.
static LINKS: LazyLock<Terms> = LazyLock::new(|| {
    Terms::new(
        "比上个五年 比上一个五年 比前五年 比上五年 比五年前 较上个五年 比现有 预定 要 可 可达 能 年内 五年 \
     在全国率先 今年 当年 年末 达到了 达到 高达 多达 达 完成 实现 为 是 突破 \
     超过 超出 超 逾 约 近 接近 大约 预计 累计 同比 同口径 可比口径 比上年 较上年 比去年 较去年 \
     比上年同期 较上年同期 比年初 年均 平均 平均每年 分别 到 至 了 不低于 不少于 不小于 至少 控制在 \
     保持在 稳定在 维持在 保持 稳定 有望 将 将达 在 首次 历史性 已 已经 再 又 也 仍 均 都 共 共计 总计 \
     合计 仅 有 由 从 不超过 不高于 力争 确保 争取 预期 计划 每年 全年 全部 实际 名义 成功 快速 持续 稳步 \
     平稳 率先 一举 率先在全国 左右 继续 过",
    )
});

/// Verbs of change with their sign.
const CHANGES: [(i64, &str); 43] = [
    (1, "递增"),
    (-1, "递减"),
    (1, "增收"),
    (1, "增长"),
    (1, "增幅"),
    (1, "增速"),
    (1, "提高"),
    (1, "上升"),
    (1, "净增"),
    (1, "增加"),
    (1, "提升"),
    (1, "上涨"),
    (1, "扩大"),
    (1, "扩展"),
    (1, "扩"),
    (1, "跃升"),
    (1, "改善"),
    (1, "上调"),
    (1, "拓展"),
    (1, "前进"),
    (1, "升"),
    (1, "增"),
    (1, "涨"),
    (1, "提"),
    (1, "延长"),
    (1, "优化"),
    (1, "发展"),
    (-1, "下降"),
    (-1, "减少"),
    (-1, "降低"),
    (-1, "回落"),
    (-1, "压减"),
    (-1, "压缩"),
    (-1, "缩短"),
    (-1, "缩减"),
    (-1, "缩小"),
    (-1, "下调"),
    (-1, "收窄"),
    (-1, "调减"),
    (-1, "压降"),
    (-1, "精简"),
    (-1, "降"),
    (-1, "减"),
];

/// The verbs of change alone.
static CHANGE: LazyLock<Terms> = LazyLock::new(|| Terms::of(CHANGES.map(|(_, word)| word)));

/// Verbs that only end at a value; alone they tell no amount of change.
const ONLY_REACHED: [&str; 10] = ["扩", "扩展", "拓展", "跃升", "升", "提", "优化", "发展", "调整", "延长"];

/// Words that are no link or change although they end like one.
static WHOLE: LazyLock<Terms> =
    LazyLock::new(|| Terms::new("新增 国有 拥有 所有 行为 成为 作为 存在 内在 直达 通达 报到 新建完成 自有 倍增 人均"));

/// Words of distance.
const COMPARED: [&str; 8] = ["高于", "低于", "快于", "好于", "高出", "高过", "领先", "低"];

/// Whose value the distance is from.
const OTHERS: [&str; 10] = [
    "全国",
    "全省",
    "全区",
    "全市",
    "全国平均水平",
    "全省平均水平",
    "全市平均水平",
    "全区平均水平",
    "全国平均",
    "全省平均",
];

/// Takes the linking words off the end of what stands before a number.
pub(super) fn peel(before: &str) -> Gap<'_> {
    let mut gap = Gap {
        head: before,
        change: None,
        reached: false,
        compared: false,
    };
    loop {
        let rest = gap.head.trim_end_matches([' ', '：', '、', '，']);
        let rest = without_year(rest);
        gap.head = rest;
        if WHOLE.tail(rest).is_some() {
            gap.head = without_base(rest);
            return gap;
        }
        let link = LINKS.tail(rest);
        let change = if gap.change.is_none() { CHANGE.tail(rest) } else { None };
        let change = change.and_then(|verb| CHANGES.iter().find(|(_, word)| *word == verb));
        match (link, change) {
            (link, Some((sign, word))) if link.is_none_or(|link| link.len() < word.len()) => {
                let at = rest.len() - word.len();
                // 扩大 by nothing but to something: without 到 it is part of a name (产业发展).
                if ONLY_REACHED.contains(word) && !gap.reached {
                    return gap;
                }
                gap.change = Some((*sign, at));
                gap.head = &rest[..at];
            }
            (Some(link), _) => {
                gap.reached |= gap.change.is_none() && matches!(link, "到" | "至" | "达到" | "为");
                gap.head = &rest[..rest.len() - link.len()];
            }
            _ => break,
        }
    }
    gap.head = without_base(gap.head);
    // 高于全国1.8个百分点: whose value it is compared with.
    let other = OTHERS
        .iter()
        .filter(|word| gap.head.ends_with(**word))
        .max_by_key(|word| word.len());
    let bare = other.map_or(gap.head, |word| &gap.head[..gap.head.len() - word.len()]);
    if let Some(word) = COMPARED
        .iter()
        .find(|word| bare.ends_with(**word))
        .filter(|_| gap.change.is_none())
    {
        gap.head = &bare[..bare.len() - word.len()];
        gap.compared = true;
    }
    gap
}

/// 人均期望寿命2002年 → 人均期望寿命; not the year that a value is compared with.
fn without_year(head: &str) -> &str {
    let Some(bare) = head.strip_suffix('年') else {
        return head;
    };
    let name = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let compared = name.ends_with(|c: char| "比较由从是为至到在—-、自同与和跟截于".contains(c));
    if bare.len() == name.len() + 4 && !compared && name.chars().count() >= 2 {
        name
    } else {
        head
    }
}

/// Takes off what a value is compared with or comes from: 比“十二五”时期, 由2010年的, 是2015年的.
fn without_base(head: &str) -> &str {
    let base = head.rfind(['比', '较', '由', '从', '是']);
    let Some(at) = base.filter(|at| head[*at..].chars().count() <= 16) else {
        return head;
    };
    let (cue, rest) = (head[at..].chars().next().unwrap_or('比'), &head[at + '比'.len_utf8()..]);
    let rest = rest.trim_end_matches(['的', ' ']);
    let in_time = rest.ends_with(['年', '期', '前', '末', '初'])
        || ["期末", "上年", "去年", "时期"].iter().any(|word| rest.ends_with(word));
    let each =
        matches!(cue, '由' | '从') && (rest.is_empty() || rest.ends_with("人均") || rest == "原来" || rest == "最初");
    // 占比, 对比, 同比 end in the same character.
    let word = head[..at].ends_with(['占', '对', '环', '可', '配', '同', '自', '理']);
    if (in_time || each) && !word {
        peel_more(&head[..at])
    } else {
        head
    }
}

/// Marks and links that stand before a base.
fn peel_more(head: &str) -> &str {
    let mut head = head.trim_end_matches([' ', '，', '、']);
    while let Some(word) = ["实现", "提前", "将", "累计", "已", "有望", "预计"]
        .iter()
        .find(|word| head.ends_with(**word))
    {
        head = head[..head.len() - word.len()].trim_end_matches([' ', '，', '、']);
    }
    head
}

/// Whether only linking words stand in a stretch.
pub(super) fn links(stretch: &str) -> bool {
    peel(stretch).head.is_empty()
}

/// Verbs that place something in an order.
static RANKING: LazyLock<Terms> = LazyLock::new(|| {
    Terms::new(
        "稳居 位居 跃居 高居 居 位列 名列 列 排名 排在 排 升至 升到 跃升至 上升至 上升到 进入 进位至 进至 \
     迈入 跻身 登上 蝉联 位于 保持 继续保持 首次进入 均居 提升至 获 荣获 获得 进位到 均列",
    )
});

/// What an order is of.
static ORDERS: LazyLock<Terms> = LazyLock::new(|| {
    Terms::new(
        "全国 全省 全区 全市 全州 全县 全球 世界 亚洲 西部 中部 东部 长三角 西南 西北 东北 华北 中西部 \
     省会城市 全国省会城市 全国同类城市 我省 全盟 同类城市 全行业 全自治区",
    )
});

/// What is ranked, by the words before a rank: 总量居西部 → 总量, 出货量全球 → 出货量; nothing where no order is named.
pub(super) fn ranked(before: &str) -> Option<&str> {
    let before = before.trim_end_matches([' ', '的']);
    let cue = RANKING
        .lasts(before)
        .filter(|(at, word)| before[at + word.len()..].chars().count() <= 24)
        .max_by_key(|(at, word)| (at + word.len(), word.len()));
    if let Some((at, _)) = cue {
        return Some(peel(&before[..at]).head.trim_start_matches(['、', '，', '且']));
    }
    let order = ORDERS.tail(before)?;
    Some(
        peel(&before[..before.len() - order.len()])
            .head
            .trim_start_matches(['、', '，']),
    )
}

/// What the order is of, where it is more than a region: 居国家级经开区第6位 → 国家级经开区.
pub(super) fn order(before: &str) -> Option<&str> {
    let before = before.trim_end_matches([' ', '的']);
    let order = RANKING
        .lasts(before)
        .map(|(at, word)| at + word.len())
        .max()
        .map(|at| before[at..].trim_start_matches(['在', '到', '至']))?;
    let region = ORDERS.has(order)
        || ["城市", "地区", "省区", "市州", "区域", "经济带"]
            .iter()
            .any(|end| order.ends_with(end))
        || order.chars().count() < 4;
    (!region && order.chars().count() <= 14).then_some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, head: &str, change: Option<i64>, reached: bool) {
        let gap = peel(before);
        assert_eq!(
            (gap.head, gap.change.map(|c| c.0), gap.reached),
            (head, change, reached),
            "{before}"
        );
    }

    #[test]
    fn links_and_changes_are_peeled_off() {
        check("全市实现地区生产总值", "全市实现地区生产总值", None, false);
        check("、同比增长", "", Some(1), false);
        check("工业增加值比上年下降", "工业增加值", Some(-1), false);
        check("森林覆盖率提高到", "森林覆盖率", Some(1), true);
        check("医养结合机构增至", "医养结合机构", Some(1), true);
        check("固定资产投资完成", "固定资产投资", None, false);
        check("新增", "新增", None, false);
        check("国有", "国有", None, false);
        check("人均期望寿命2002年达", "人均期望寿命", None, false);
        check("森林覆盖率比2010年提高", "森林覆盖率", Some(1), false);
    }

    #[test]
    fn distances_are_told_from_levels() {
        assert!(peel("，高于全国").compared);
        assert!(!peel("，高新区").compared);
    }

    #[test]
    fn what_is_ranked_stands_before_the_order() {
        assert_eq!(ranked("A股上市企业总数居全国"), Some("A股上市企业总数"));
        assert_eq!(ranked("光伏逆变器出货量全球"), Some("光伏逆变器出货量"));
        assert_eq!(ranked("、居万亿城市"), Some(""));
        assert_eq!(ranked("小学"), None);
    }
}
