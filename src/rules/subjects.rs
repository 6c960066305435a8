//! What a measure is about, where that is less than the whole area: 新能源汽车 of 新能源汽车产量, a project of its investment.

use std::sync::LazyLock;

use super::list;
use super::nouns;
use crate::lexicon::Lexicon;

/// Attributes whose owner is the subject.
const OWNED: [&str; 13] = [
    "产量",
    "产值",
    "总产值",
    "销售额",
    "销售收入",
    "营业收入",
    "主营业务收入",
    "利润",
    "产能",
    "销量",
    "增加值",
    "出口",
    "占比",
];

/// Fronts of indicator names that are no subject of their own: aggregates of the whole economy or population, crops.
static AGGREGATES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    list(
        "工业 农业 服务业 产业 固定资产 社会 地区 国内 国民 城镇 农村 城乡 居民 农民 财政 民生 外贸 进出口 \
     一般公共预算 农林牧渔业 建筑业 房地产 旅游 第三产业 商业 消费品 全部工业 规模以上工业 规上工业 \
     农林牧渔",
    )
});
static CROPS: LazyLock<Vec<&str>> =
    LazyLock::new(|| list("粮 菜 肉 奶 果 油料 糖 茶 鱼 薯 棉 稻 麦 玉米 豆 蛋 水产 蔗"));

/// The subject in the name of an indicator: what stands before its attribute.
pub(super) fn subject_of(name: &str, words: &Lexicon) -> Option<String> {
    let attribute = OWNED
        .iter()
        .filter(|word| name.ends_with(**word))
        .max_by_key(|word| word.len())?;
    let front = name.strip_suffix(attribute)?.trim_end_matches(['的', '年', '总']);
    let short = front.chars().count() <= 4;
    let aggregate = AGGREGATES.contains(&front)
        || front.ends_with('进')
        || short && (front.ends_with("工业") || front.ends_with("产业"));
    let crop = attribute.ends_with("产量") && CROPS.iter().any(|crop| front.contains(crop));
    let is_indicator = words.indicators.named(front).is_some();
    (front.chars().count() >= 2 && !aggregate && !crop && !is_indicator).then(|| front.to_owned())
}

/// 双良集团集中供热项目完成投资: the work and its investment.
pub(super) fn invested(name: &str) -> Option<(String, &'static str)> {
    [
        "完成投资",
        "累计完成投资",
        "累计投资",
        "总投资",
        "计划投资",
        "完成总投资",
        "完成产值",
        "实现产值",
        "实现销售收入",
    ]
    .into_iter()
    .filter_map(|attribute| Some((name.strip_suffix(attribute)?, attribute)))
    .max_by_key(|(_, attribute)| attribute.len())
    .filter(|(front, _)| nouns::fits(front) && front.chars().count() >= 4)
    .map(|(front, attribute)| (front.to_owned(), attribute))
}

/// 投资3.3亿元的机场快速路: the work that the money went into.
pub(super) fn invested_in(after: &str) -> Option<String> {
    // 筹措7亿元实施就业惠民工程, 投入2亿元用于水利建设
    let work = ["的", "实施", "用于", "支持", "推进", "建设"]
        .iter()
        .find_map(|word| after.strip_prefix(word))?;
    Some(nouns::after(work, None)?.name)
}

/// Attributes that are always somebody's: of what the sentence spoke of before.
pub(super) fn is_of_something(name: &str) -> bool {
    matches!(
        name,
        "投资"
            | "完成投资"
            | "总投资"
            | "计划投资"
            | "产值"
            | "年产值"
            | "销售收入"
            | "营业收入"
            | "建筑面积"
            | "占地面积"
            | "占地"
            | "入园企业"
            | "入驻企业"
    )
}

/// Ends of the names of works and sites.
static WORKS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    list("项目 工程 园区 产业园 工业园 物流园 基地 组团 港 开发区 高新区 经开区 景区 机场 新区 公路 铁路 电站")
});

/// The work or site that the words before a number speak of.
pub(super) fn work_before(text: &str) -> Option<String> {
    text.split(['，', '；', '：', '。']).rev().find_map(|clause| {
        let clause = clause.trim();
        let end = WORKS
            .iter()
            .filter_map(|word| clause.rfind(word).map(|at| at + word.len()))
            .max()?;
        let name = nouns::before(&clause[..end], end)?;
        // Several projects, or a mere kind of project, are nobody.
        (name.name.chars().count() >= 4 && !name.name.contains('、')).then_some(name.name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::words;

    #[test]
    fn products_are_subjects_and_aggregates_are_not() {
        let of = |name| subject_of(name, words());
        assert_eq!(of("新能源汽车产量").as_deref(), Some("新能源汽车"));
        assert_eq!(of("规模以上工业增加值"), None);
        assert_eq!(of("地产蔬菜产量"), None);
        assert_eq!(of("地区生产总值"), None);
    }

    #[test]
    fn works_own_their_investment() {
        let (work, attribute) = invested("双良集团集中供热项目完成投资").unwrap();
        assert_eq!((work.as_str(), attribute), ("双良集团集中供热项目", "完成投资"));
        assert_eq!(invested("固定资产投资"), None);
        assert_eq!(invested_in("的机场快速路建成通车").as_deref(), Some("机场快速路"));
        assert_eq!(
            work_before("中俄蒙国际物流园区投入使用，").as_deref(),
            Some("中俄蒙国际物流园区")
        );
    }
}
