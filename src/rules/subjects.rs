//! What a measure is about, where that is less than the whole area: 新能源汽车 of 新能源汽车产量, a project of its investment.

use std::sync::LazyLock;

use super::list;
use super::nouns;
use crate::lexicon::Lexicon;

/// Attributes whose owner is the subject.
static OWNED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    list(
        "产量 产值 总产值 年产值 销售额 年销售额 销售收入 年销售收入 营业收入 主营业务收入 利润 利税 产能 年产能 销量 \
         出货量 出口 占比 规模 总规模 产业规模 投资规模 授信总额 授信规模 经济总量 资产总额 投资 总投资 计划投资 \
         完成投资 投资额 投资完成额 交付率 满意率 办结率 按时办结率 办复率 就业率 配套率 本地配套率 化解率 贡献率 \
         人均收入 人均纯收入",
    )
});

/// Fronts of indicator names that are no subject of their own: aggregates of the whole economy or population, crops.
static AGGREGATES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    list(
        "工业 农业 服务业 产业 固定资产 社会 地区 国内 国民 城镇 农村 城乡 居民 农民 财政 民生 外贸 进出口 \
         一般公共预算 农林牧渔业 建筑业 房地产 旅游 第三产业 商业 消费品 全部工业 规模以上工业 规上工业 \
         农林牧渔 民间 预算内 基础设施 技术改造 高新技术 外商 第一产业 第二产业 三次产业 工业技改 技改 外来 \
         固定资产投资 消费 水利 公路 水利建设 公路建设 交通 产品 电商 农业综合 林业综合 入统工业 对外直接 农产品加工",
    )
});
static CROPS: LazyLock<Vec<&str>> =
    LazyLock::new(|| list("粮 菜 肉 奶 果 油料 糖 茶 鱼 薯 棉 稻 麦 玉米 豆 蛋 水产 蔗 煤 钢 原油 菇"));

/// Parts of an area that have indicators of their own.
static PARTS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    list("市区 中心城区 主城区 城区 区本级 市本级 县本级 行政村 贫困村 脱贫村 贫困户 脱贫人口 县级城市 脱贫地区")
});

/// What may stand between an owner and its attribute.
const HOW: [&str; 9] = ["实现", "累计", "一次性", "种养", "种植", "养殖", "建设", "务工", "完成"];

/// Ends of what money is: its part in a whole is nobody's.
const MONEY: [&str; 9] = ["支出", "收入", "投资", "资金", "税收", "经费", "贷款", "增加值", "投入"];

/// The subject in the name of an indicator: what stands before its attribute.
pub(super) fn subject_of(name: &str, words: &Lexicon) -> Option<String> {
    if let Some((front, whole)) = name.split_once('占')
        && whole.chars().count() >= 2
    {
        // 战略性新兴产业产值占工业比重
        let owner = OWNED
            .iter()
            .filter(|word| front.ends_with(**word))
            .max_by_key(|word| word.len())
            .map_or(front, |word| front.strip_suffix(word).unwrap_or(front));
        // 国防费在国家支出预算中所占的比重
        let owner = owner.split_once('在').map_or(owner, |(owner, _)| owner);
        let owner = owner.trim_end_matches(['所', '大', '约', '已', '的']);
        let money = MONEY.iter().any(|word| front.ends_with(word));
        let concrete = owner.chars().count() >= 2 && !AGGREGATES.contains(&owner) && !money;
        return concrete.then(|| owner.to_owned());
    }
    if let Some(part) = PARTS.iter().find(|part| name.starts_with(**part))
        && nouns::fits(&name[part.len()..])
        && !name[part.len()..].starts_with(['居', '以'])
        && !name[part.len()..].starts_with("建设")
    {
        return Some((*part).to_owned());
    }
    if let Some(owner) = firms_or_quoted(name) {
        return Some(owner.to_owned());
    }
    let attribute = OWNED
        .iter()
        .filter(|word| name.ends_with(**word))
        .max_by_key(|word| word.len())?;
    let front = name.strip_suffix(attribute)?.trim_end_matches(['的', '年', '总']);
    let front = HOW.iter().find_map(|how| front.strip_suffix(how)).unwrap_or(front);
    // 工业对经济增长贡献率
    let front = front.split_once('对').map_or(front, |(owner, _)| owner);
    let front = front.strip_prefix("全国").unwrap_or(front);
    // 新兴产业产值占比: the share is that of the trade.
    let front = match *attribute {
        "占比" => OWNED.iter().find_map(|word| front.strip_suffix(*word)).unwrap_or(front),
        _ => front,
    };
    let invested = attribute.contains("投资");
    let aggregate = AGGREGATES.contains(&front)
        || front.ends_with('进')
        || invested && AGGREGATES.iter().any(|word| front.ends_with(word))
        || attribute.ends_with(['比', '模']) && front.ends_with("招生")
        || *attribute == "占比" && (front.ends_with("床位") || front.ends_with("高中"))
        || attribute.ends_with(['比', '模']) && MONEY.iter().any(|word| front.ends_with(word))
        || front.chars().count() <= 4 && front.ends_with("工业");
    let crop = attribute.ends_with("产量") && CROPS.iter().any(|crop| front.contains(crop));
    let of_people = !attribute.starts_with("人均") || front.ends_with(['口', '户', '员', '工']);
    let aggregate =
        aggregate && *attribute != "贡献率" || ["用于", "为代表", "、"].iter().any(|word| front.contains(word));
    let is_indicator = invested && words.indicators.named(name).is_some();
    let least = if invested { 4 } else { 2 };
    (front.chars().count() >= least && !aggregate && !crop && !is_indicator && of_people).then(|| front.to_owned())
}

/// Firms, sites or a quoted name with an attribute of their own: 国有企业|资产总额, “信易贷”|授信规模.
fn firms_or_quoted(name: &str) -> Option<&str> {
    let attribute = |rest: &str| {
        OWNED.iter().any(|word| rest.ends_with(word))
            || ["率", "限额", "规模", "总额", "支出", "投资"]
                .iter()
                .any(|end| rest.ends_with(end))
    };
    let firms = ["企业", "园区", "经营主体", "机场", "港口", "班列", "医院"];
    let owner = firms.iter().find_map(|word| {
        let end = name.find(word)? + word.len();
        (name[..end].chars().count() >= 4 && end < name.len()).then(|| &name[..end])
    });
    let quoted = name
        .strip_prefix('“')
        .and_then(|rest| rest.find('”'))
        .map(|at| &name[..'“'.len_utf8() + at + '”'.len_utf8()]);
    owner.or(quoted).filter(|owner| {
        let rest = &name[owner.len()..];
        attribute(rest) && !rest.starts_with(['时', '期', '以', '末']) && !rest.starts_with("产量")
    })
}

/// The owner of an attribute, where it stands before the verb: 大数据产业|实现|产值.
pub(super) fn owner_before(name: &str, front: &str) -> Option<String> {
    if !OWNED.contains(&name) && !OWNED.iter().any(|word| name.strip_prefix("实现") == Some(word)) {
        return None;
    }
    let front = front.trim_end_matches(' ');
    let front = HOW
        .iter()
        .chain(&["全年", "年内", "共", "已", "新增", "年度"])
        .fold(front, |front, how| front.strip_suffix(how).unwrap_or(front));
    let owner = nouns::before(front, front.len())?.name;
    let owner = nouns::without_verb(&owner).trim_matches(['、', '的']).to_owned();
    let count = owner.chars().count();
    let concrete = !AGGREGATES.contains(&owner.as_str()) && !MONEY.iter().any(|word| owner.ends_with(word));
    let time = owner.ends_with(['年', '月', '度', '末', '底', '期']);
    ((3..=16).contains(&count) && concrete && !time && !owner.contains('占')).then_some(owner)
}

/// The work whose size a number tells: 大唐|700万吨|露天矿项目.
pub(super) fn sized(front: &str, name: &str) -> Option<String> {
    let work = ["项目", "工程", "基地", "航道", "泊位", "电站", "水厂"]
        .iter()
        .find_map(|end| {
            let at = name.rfind(end)? + end.len();
            Some(&name[..at])
        })?;
    let owner = nouns::before(front, front.len())
        .map(|noun| noun.name)
        .unwrap_or_default();
    let owner = owner.trim_end_matches(['年', '产', '总', '约', '近']);
    let owner = if owner.chars().count() <= 12 && !owner.contains(['、', '，']) {
        owner
    } else {
        ""
    };
    Some(format!("{owner}{work}"))
}

/// Ends of what does something of its own: 北部湾港通达…, 市政府出台….
static ACTORS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    list(
        "港 园区 产业园 产业 开发区 高新区 经开区 试验区 示范区 新区 自贸区 国务院 政府 国务院各部门 企业 银行 集团 \
         公司 学校 大学 实验室 剧团 选手 健儿 机场 城区 平台 基金 班列 医院 产业链 免费教育 补贴 政策 联赛 工业云 ” 赛事 运动会 \
         组团 服务中心 博览会 系统 机构 市委 县委 省委",
    )
});

/// Who does what is counted, where the clause begins with its name: 北部湾港 + 新增外贸泊位.
pub(super) fn actor(clause: &str) -> Option<&str> {
    let name = clause.trim_end_matches([
        '共', '已', '累', '计', '先', '后', '等', '均', '都', '还', '又', '现', '全', '年',
    ]);
    let count = name.chars().count();
    let fits = (2..=16).contains(&count)
        && nouns::fits(name)
        && nouns::verbs_at(name) == 0
        && !name.contains(['，', '、', '的']);
    let ends = ACTORS
        .iter()
        .any(|end| name.ends_with(end) && (name.len() > end.len() || count >= 3));
    (fits
        && ends
        && !name.starts_with([
            '对', '为', '向', '在', '从', '以', '将', '把', '由', '与', '和', '全', '各', '我', '使',
        ]))
    .then_some(name)
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
    // 筹措7亿元实施就业惠民工程, 投入2亿元用于水利建设; 投资3600万元，完成54栋住宅楼改造
    let after = after.strip_prefix('，').unwrap_or(after);
    let after = ["和投资", "和总投资", "正在", "进场"]
        .iter()
        .filter_map(|word| after.find(word).filter(|at| *at > 3))
        .min()
        .map_or(after, |at| &after[..at]);
    let work = match after.strip_prefix('的') {
        Some(work) => work,
        None => {
            let work = ["用于", "支持", "建设", "推进"]
                .iter()
                .find_map(|word| after.strip_prefix(word));
            let governed = || {
                let mut rest = after;
                while let taken @ 1.. = nouns::verbs_at(rest) {
                    rest = rest[taken..].trim_start_matches(['了', '对', '、']);
                }
                (rest.len() < after.len()).then_some(rest)
            };
            work.or_else(governed)?
        }
    };
    let work = without_count(work);
    let name = nouns::after(work, None)?.name;
    // 农村危房改造, 海拉尔河、伊敏河堤防工程: to the word for a work where one follows.
    let phrase = work.split(['，', '；', '。', '：']).next().unwrap_or_default();
    let plain = phrase
        .find(|c: char| c.is_ascii_digit())
        .map_or(phrase, |at| &phrase[..at]);
    // One work of several: 海大饲料基地项目与县城道路工程.
    let ends = |at: &usize| WORKS.iter().any(|word| plain[..*at].ends_with(word));
    let segment = plain
        .char_indices()
        .filter(|(_, c)| matches!(c, '、' | '和' | '与' | '及'))
        .map(|(at, _)| at)
        .find(ends)
        .unwrap_or(plain.len());
    let end = WORKS
        .iter()
        .chain(&["改造", "扩建", "建设工程", "搬迁"])
        .filter_map(|word| plain[..segment].rfind(word).map(|at| at + word.len()))
        .max()
        .filter(|end| {
            nouns::fits(&plain[..*end])
                && (segment < plain.len() || plain[..*end].chars().count() > name.chars().count())
        });
    Some(end.map_or(name, |end| plain[..end].trim_matches(['的', '了']).to_owned()))
}

/// What is handled: 办理人大代表建议257件、政协委员提案160件，办结率100%.
pub(super) fn handled(name: &str, sentence: &str) -> Option<String> {
    let rate = ["办结率", "办复率", "满意率", "规范化率", "见面率", "答复率"]
        .iter()
        .any(|end| name.ends_with(end));
    let phrase = |begin: &str, end: &str| {
        let to = sentence.find(end).map(|at| at + end.len())?;
        let from = sentence[..to].rfind(begin)?;
        let from = if sentence[..from].ends_with('市') {
            from - '市'.len_utf8()
        } else {
            from
        };
        let found = &sentence[from..to];
        (found.chars().count() <= 12 && !found.contains(['，', '。'])).then_some(found)
    };
    if !rate {
        return None;
    }
    Some(format!("{}、{}", phrase("人大代表", "建议")?, phrase("政协", "提案")?))
}

/// 54栋住宅楼 → 住宅楼.
fn without_count(text: &str) -> &str {
    let spelt = text.trim_start_matches(|c: char| "一二三四五六七八九十两".contains(c));
    if let Some(rest) = ["座", "个", "家", "条", "所", "栋", "处"]
        .iter()
        .find_map(|unit| spelt.strip_prefix(unit))
        && spelt.len() < text.len()
    {
        return rest;
    }
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if number.len() == text.len() {
        return text;
    }
    let number = number.trim_start_matches(['多', '余', '万']);
    let count = ["平方米", "平方公里", "公里", "万亩", "亩", "公顷", "千伏"]
        .iter()
        .find_map(|unit| number.strip_prefix(unit));
    count
        .or_else(|| number.chars().next().map(|c| &number[c.len_utf8()..]))
        .map_or(text, |rest| rest.trim_start_matches('的'))
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
        assert_eq!(of("战略性新兴产业产值占工业比重").as_deref(), Some("战略性新兴产业"));
        assert_eq!(of("民生支出占财政支出比重"), None);
        assert_eq!(of("国防费在国家预算中所占的比重").as_deref(), Some("国防费"));
        assert_eq!(of("市区空气质量优良率").as_deref(), Some("市区"));
        assert_eq!(of("规上服务业企业利润").as_deref(), Some("规上服务业企业"));
        assert_eq!(of("固定资产投资"), None);
        assert_eq!(of("森林覆盖率"), None);
    }

    #[test]
    fn owners_stand_before_the_verb_or_the_number() {
        assert_eq!(owner_before("产值", "大数据产业实现").as_deref(), Some("大数据产业"));
        assert_eq!(owner_before("利润", "全年"), None);
        assert_eq!(owner_before("地区生产总值", "全市实现"), None);
        assert_eq!(sized("大唐", "露天矿项目").as_deref(), Some("大唐露天矿项目"));
        assert_eq!(sized("全市", "粮食"), None);
        assert_eq!(subject_of("国有企业资产总额", words()).as_deref(), Some("国有企业"));
        assert_eq!(subject_of("企业退休人员养老金", words()), None);
    }

    #[test]
    fn rates_of_handling_are_of_what_is_handled() {
        let sentence = "办理人大代表建议257件、政协委员提案160件，办结率100%。";
        assert_eq!(
            handled("办结率", sentence).as_deref(),
            Some("人大代表建议、政协委员提案")
        );
        assert_eq!(handled("参保率", sentence), None);
        assert_eq!(handled("满意率", "群众满意率达到98%。"), None);
    }

    #[test]
    fn who_acts_is_named_before_the_verb() {
        assert_eq!(actor("北部湾港"), Some("北部湾港"));
        assert_eq!(actor("国务院先后"), Some("国务院"));
        assert_eq!(actor("育儿补贴"), Some("育儿补贴"));
        assert_eq!(actor("全面"), None);
        assert_eq!(actor("在重大国际比赛中"), None);
    }

    #[test]
    fn works_own_their_investment() {
        let (work, attribute) = invested("双良集团集中供热项目完成投资").unwrap();
        assert_eq!((work.as_str(), attribute), ("双良集团集中供热项目", "完成投资"));
        assert_eq!(invested("固定资产投资"), None);
        assert_eq!(invested_in("的机场快速路建成通车").as_deref(), Some("机场快速路"));
        assert_eq!(invested_in("，改造农村危房2050户").as_deref(), Some("农村危房"));
        assert_eq!(invested_in("实施农村危房改造").as_deref(), Some("农村危房改造"));
        assert_eq!(
            invested_in("的电影院改造工程扎实推进").as_deref(),
            Some("电影院改造工程")
        );
        assert_eq!(invested_in("完成四座农村危桥改造").as_deref(), Some("农村危桥改造"));
        assert_eq!(invested_in("，增长5%"), None);
        assert_eq!(
            work_before("中俄蒙国际物流园区投入使用，").as_deref(),
            Some("中俄蒙国际物流园区")
        );
    }
}
