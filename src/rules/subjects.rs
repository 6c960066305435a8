//! What a measure is about, where that is less than the whole area: 新能源汽车 of 新能源汽车产量.

use super::nouns;
use crate::lexicon::Lexicon;

/// Fronts of indicator names that are no subject of their own: aggregates of the whole economy or population.
const AGGREGATES: [&str; 44] = [
    "工业",
    "农业",
    "服务业",
    "第一产业",
    "第二产业",
    "第三产业",
    "规模以上工业",
    "规上工业",
    "全部工业",
    "全社会固定资产",
    "固定资产",
    "全社会",
    "社会",
    "地区",
    "国内",
    "国民",
    "城镇",
    "农村",
    "城乡",
    "居民",
    "农民",
    "财政",
    "民生",
    "外贸",
    "进出口",
    "一般公共预算",
    "地方",
    "公共财政",
    "农林牧渔业",
    "规模工业",
    "建筑业",
    "房地产开发",
    "民间",
    "基础设施",
    "技改",
    "技术改造",
    "工业技改",
    "旅游",
    "社会消费品零售",
    "粮食",
    "科技",
    "存款",
    "贷款",
    "税收",
];

/// The subject in the name of an indicator: what stands before its attribute.
pub(super) fn subject_of(name: &str, words: &Lexicon) -> Option<String> {
    let attribute = nouns::attribute_at_end(name)?;
    let front = name.strip_suffix(attribute)?.trim_end_matches(['的', '年']);
    let aggregate = AGGREGATES
        .iter()
        .any(|word| front == *word || front.ends_with("工业") && front.chars().count() <= 4);
    let is_indicator = words.indicators.named(front).is_some();
    (front.chars().count() >= 2 && !aggregate && !is_indicator).then(|| front.to_owned())
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
        assert_eq!(of("地区生产总值"), None);
    }
}
