//! Noun phrases around a number: what is counted, and what may stand between a name and its number.

/// Words that may stand between an indicator and its number, or between a verb of change and its number.
const BETWEEN: [&str; 64] = [
    "达到了",
    "达到",
    "达",
    "完成",
    "实现",
    "为",
    "是",
    "突破",
    "超过",
    "超",
    "约",
    "近",
    "接近",
    "预计",
    "累计",
    "同比",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "年均",
    "分别",
    "到",
    "至",
    "了",
    "不低于",
    "不少于",
    "控制在",
    "保持在",
    "稳定在",
    "有望",
    "将",
    "在",
    "总额",
    "总量",
    "左右",
    "大约",
    "首次",
    "已",
    "再",
    "由",
    "从",
    "不超过",
    "稳定",
    "有",
    "共",
    "仅",
    "以",
    "均",
    "力争",
    "确保",
    "每年",
    "全年",
    "预期",
    "目标",
    "，",
    "：",
    "高于",
    "低于",
    "逾",
    "速度",
    "幅度",
    "率",
    "的",
];

/// Whether only linking words stand in a stretch.
pub(super) fn reaches(stretch: &str) -> bool {
    let mut rest = stretch.trim();
    while !rest.is_empty() {
        let Some(word) = BETWEEN.iter().filter(|w| rest.starts_with(**w)).max_by_key(|w| w.len()) else {
            return false;
        };
        rest = rest[word.len()..].trim_start();
    }
    true
}

/// Whether a stretch between an indicator and its number links them: only linking words, or 由2010年的 of a change.
pub(super) fn links(stretch: &str) -> bool {
    let opening = stretch
        .rfind(['由', '从'])
        .filter(|at| stretch[*at..].chars().count() <= 14);
    reaches(opening.map_or(stretch, |at| &stretch[..at]))
}

/// Verbs and links at which a noun phrase ends to the right or begins to the left.
const STOPS: [&str; 96] = [
    "全部",
    "完成",
    "实现",
    "建设",
    "建成",
    "开工",
    "竣工",
    "投产",
    "投用",
    "新建",
    "改造",
    "改扩建",
    "新增",
    "增加",
    "推进",
    "加快",
    "启动",
    "实施",
    "达到",
    "突破",
    "超过",
    "获得",
    "获批",
    "引进",
    "培育",
    "认定",
    "组织",
    "开展",
    "举办",
    "发放",
    "落实",
    "下达",
    "争取",
    "安排",
    "投入",
    "支持",
    "帮助",
    "解决",
    "整治",
    "治理",
    "修建",
    "维修",
    "新改",
    "脱贫",
    "出列",
    "摘帽",
    "通车",
    "入库",
    "签约",
    "落户",
    "入选",
    "荣获",
    "纳入",
    "以上",
    "左右",
    "实行",
    "得到",
    "享受",
    "进行",
    "用于",
    "增长",
    "下降",
    "提高",
    "提升",
    "减少",
    "降低",
    "累计",
    "同比",
    "共计",
    "共有",
    "已经",
    "正在",
    "成功",
    "顺利",
    "初步",
    "基本",
    "稳步",
    "有效",
    "持续",
    "扎实",
    "深入",
    "不断",
    "率先",
    "创建",
    "打造",
    "建立",
    "设立",
    "成立",
    "出台",
    "制定",
    "印发",
    "办结",
    "办理",
    "查处",
    "受理",
    "使",
];

/// What is counted: the noun after a count word, else the noun before the number; with the byte at which the reading
/// begins in the clause.
pub(super) fn counted(clause: &str, from: usize, to: usize, is_count: bool) -> Option<(String, usize)> {
    if is_count {
        let after = clause[to..].trim_start_matches(['多', '余', '以', '上', ' ']);
        let noun = head_noun(after);
        if fits(&noun) {
            return Some((noun, from));
        }
    }
    let mut before = clause[..from].trim_end_matches(['，', '：', ' ', '、']);
    while let Some(word) = BETWEEN.iter().filter(|w| before.ends_with(**w)).max_by_key(|w| w.len()) {
        before = before[..before.len() - word.len()].trim_end();
    }
    let start = STOPS
        .iter()
        .filter_map(|s| before.rfind(s).map(|at| at + s.len()))
        .chain(
            before
                .rfind(['、', '，', '；', '：', '（', '）', '”', '。', '%', '元'])
                .map(|at| at + before[at..].chars().next().map_or(1, char::len_utf8)),
        )
        .max()
        .unwrap_or(0);
    let noun = before[start..].trim_start_matches(['全', '市', '县', '省', '区', '的', '了', ' ']);
    let at = before.len() - noun.len();
    let noun = noun.to_owned();
    fits(&noun).then_some((noun, at))
}

/// The noun phrase that a text begins with, up to the next verb or mark.
fn head_noun(text: &str) -> String {
    let mark = text
        .find(['，', '。', '、', '；', '：', '（', '）', '“', '！', '？', ' ', '\t'])
        .unwrap_or(text.len());
    let text = &text[..mark];
    let stop = STOPS
        .iter()
        .filter_map(|s| text.find(s))
        .filter(|at| *at > 0)
        .min()
        .unwrap_or(text.len());
    text[..stop]
        .trim_end_matches(['的', '和', '与', '及', '均', '已', '将', '被'])
        .to_owned()
}

pub(super) fn fits(noun: &str) -> bool {
    let count = noun.chars().count();
    (2..=14).contains(&count)
        && noun
            .chars()
            .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_ascii_alphabetic())
        && !STOPS.iter().any(|s| noun.starts_with(s))
}
