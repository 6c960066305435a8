//! Numbers that are not digits before a unit: ranks, shares in words, multiples, streaks, bare scales.

use std::sync::LazyLock;

use super::list;
use super::numbers::{Amount, Form, unit_of};
use super::{Comparator, MeasureUnit};
use crate::lexicon::number::{Decimal, number_at};
use crate::lexicon::{Lexicon, Scaled, UnitKind};
use crate::text::Span;

/// What a figure says, and how many bytes it takes.
struct Figure {
    value: Decimal,
    unit: Option<MeasureUnit>,
    kind: UnitKind,
    form: Form,
    comparator: Comparator,
    length: usize,
}

/// The figure at a byte of a clause; `last` is the amount before it.
pub(super) fn read(clause: &str, at: usize, base: u32, last: Option<&Amount>, words: &Lexicon) -> Option<Amount> {
    let (before, rest) = (&clause[..at], &clause[at..]);
    let figure = match rest.chars().next()? {
        '第' | '前' | '首' | '榜' => rank(before, rest, words),
        '翻' => times(rest, words),
        '百' | '千' | '万' | '亿' => share(rest, words)
            .or_else(|| size(rest, words))
            .or_else(|| bare_scale(before, rest, words)),
        '过' | '近' | '半' | '超' => half(before, rest, words),
        '零' => zero(before, rest, last),
        c if c.is_ascii_digit() || "一二三四五六七八九十两".contains(c) => {
            let glued = before.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百千第几.".contains(c));
            if glued {
                None
            } else {
                share(rest, words)
                    .or_else(|| streak(rest, words))
                    .or_else(|| best(before, rest, words))
                    .or_else(|| great(before, rest))
            }
        }
        _ => None,
    }?;
    let offset = |n: usize| base + u32::try_from(at + n).unwrap_or(0);
    Some(Amount {
        span: Span {
            start: offset(0),
            end: offset(figure.length),
        },
        value: figure.value,
        max_value: None,
        unit: figure.unit,
        unit_kind: figure.kind,
        form: figure.form,
        comparator: figure.comparator,
        end_with_suffix: offset(figure.length),
    })
}

fn named(label: &str, words: &Lexicon) -> Option<(MeasureUnit, UnitKind)> {
    let unit = words.units.at(label).filter(|unit| unit.length == label.len())?;
    Some((unit_of(&unit)?, unit.unit.kind))
}

/// Whether a figure ends here: at a mark, at the end, or before 的.
fn ends(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['，', '。', '、', '；', '：', '！', '）', '”', ' ', '\n', '\t'])
}

/// 第一, 第12位, 前三名, 首位, 榜首.
fn rank(before: &str, rest: &str, words: &Lexicon) -> Option<Figure> {
    let figure = |value: Decimal, unit: Option<&str>, comparator, length| {
        let unit = unit.and_then(|label| named(label, words));
        Some(Figure {
            value,
            kind: UnitKind::Count,
            unit: unit.map(|(unit, _)| unit),
            form: Form::Rank,
            comparator,
            length,
        })
    };
    for word in ["首位", "榜首"] {
        if let Some(after) = rest.strip_prefix(word) {
            let unit = (word == "首位").then_some("位");
            let ranked = !["置于", "重要"].iter().any(|word| before.ends_with(word))
                && !["放在", "摆在"].iter().any(|verb| before.contains(verb));
            return if ends(after) && ranked {
                figure(Decimal::from(1), unit, Comparator::Exactly, word.len())
            } else {
                None
            };
        }
    }
    let (lead, comparator) = match rest.chars().next()? {
        '第' => ('第', Comparator::Exactly),
        '前' => ('前', Comparator::AtMost),
        _ => return None,
    };
    let inner = &rest[lead.len_utf8()..];
    let number = number_at(inner)?;
    let after = &inner[number.length..];
    let unit = ["位", "名"].into_iter().find(|unit| after.starts_with(unit));
    let tail = &after[unit.map_or(0, str::len)..];
    let length = rest.len() - tail.len();
    // 第一，要… counts points.
    let opens = before.is_empty() || before.ends_with(['，', '。', '；', '：']);
    // 质量第一, 放在第一位 say what matters most.
    let matters = [
        "质量", "安全", "健康", "生命", "人民", "用户", "信誉", "放在", "摆在", "发展",
    ];
    let first = number.value == Decimal::from(1) && matters.iter().any(|word| before.ends_with(word));
    // 第一、第二、第三产业
    let series = tail.starts_with("、第") && tail.chars().take(8).any(|c| c == '产');
    (ends(tail) && !opens && !first && !series && !before.ends_with(['年', '是', '人'])).then_some(())?;
    figure(number.value, unit, comparator, length)
}

/// What is spoken of as so many great ones without being counted.
static SPOKEN_OF: LazyLock<Vec<&str>> = LazyLock::new(|| {
    list(
        "主题 部分 任务 结构 环节 功能 保卫战 攻坚战 要素 矛盾 问题 精神 以来 报告 和 战略定位 优势 关系 目标 暖民心 \
         会议 班子 理念 作用 责任 方面 差距 挑战 部类 集团之间 改造",
    )
});

/// 三大港口, 六大主导产业: so many, without a count word.
fn great(before: &str, rest: &str) -> Option<Figure> {
    let number = number_at(rest).filter(|number| number.chinese)?;
    let noun = rest[number.length..].strip_prefix('大')?;
    let few = number.value >= Decimal::from(2) && number.value <= Decimal::from(10);
    let named = before.ends_with(['“', '第', '届', '的', '次']);
    let near: String = noun.chars().take(6).collect();
    let spoken_of = SPOKEN_OF
        .iter()
        .any(|word| near.starts_with(word) || near.chars().count() > 2 && near.ends_with(word));
    let han = noun
        .chars()
        .take(2)
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .count()
        == 2;
    (few && han && !named && !spoken_of).then(|| Figure {
        value: number.value,
        unit: None,
        kind: UnitKind::Count,
        form: Form::Plain,
        comparator: Comparator::Exactly,
        length: number.length + '大'.len_utf8(),
    })
}

/// 百亿级产业集群: the size that a trade is to reach.
fn size(rest: &str, words: &Lexicon) -> Option<Figure> {
    let (value, after) = [("百亿", 100), ("千亿", 1000), ("万亿", 10000)]
        .iter()
        .find_map(|(word, value)| Some((*value, rest.strip_prefix(word)?)))?;
    let after = after.strip_prefix('元').unwrap_or(after).strip_prefix('级')?;
    let phrase = after
        .split(['，', '、', '；', '。', '：', '”'])
        .next()
        .unwrap_or_default();
    let trade = ["产业", "集群", "园区"].iter().any(|word| phrase.contains(word)) && phrase.chars().count() <= 20;
    let (unit, kind) = named("亿元", words)?;
    trade.then(|| Figure {
        value: Decimal::from(value),
        unit: Some(unit),
        kind,
        form: Form::Size,
        comparator: Comparator::Exactly,
        length: rest.len() - after.len(),
    })
}

/// 全国十强: among the first ten; 百强 and 500强 are fixed classes.
fn best(before: &str, rest: &str, words: &Lexicon) -> Option<Figure> {
    let order = ["全国", "全省", "全区", "全市", "世界", "全球"]
        .iter()
        .any(|order| before.ends_with(order));
    let number = number_at(rest).filter(|number| order && number.value <= Decimal::from(50))?;
    let after = &rest[number.length..];
    let unit = ["强", "位", "名"].into_iter().find(|unit| after.starts_with(unit))?;
    let (comparator, label) = if unit == "强" {
        (Comparator::AtMost, None)
    } else {
        (Comparator::Exactly, named(unit, words))
    };
    ends(&after[unit.len()..]).then(|| Figure {
        value: number.value,
        kind: UnitKind::Count,
        unit: label.map(|(unit, _)| unit),
        form: Form::Rank,
        comparator,
        length: number.length + unit.len(),
    })
}

/// 翻一番, 翻两番, 翻番, 翻了一番.
fn times(rest: &str, words: &Lexicon) -> Option<Figure> {
    let inner = rest.strip_prefix('翻')?;
    let inner = inner.strip_prefix('了').unwrap_or(inner);
    let (doublings, after) = match number_at(inner) {
        Some(number) => (number.value, &inner[number.length..]),
        None => (Decimal::from(1), inner),
    };
    let tail = after.strip_prefix('番')?;
    let doublings: u32 = (1..=6).find(|n| Decimal::from(*n) == doublings)?;
    let (unit, kind) = named("倍", words)?;
    Some(Figure {
        value: Decimal::from(1i64 << doublings),
        unit: Some(unit),
        kind,
        form: Form::Times,
        comparator: Comparator::Exactly,
        length: rest.len() - tail.len(),
    })
}

/// 百分之五, 八成以上, 四分之一, 两位数.
fn share(rest: &str, words: &Lexicon) -> Option<Figure> {
    let figure = |value, form, mut length: usize| {
        let (unit, kind) = named("%", words)?;
        let mut comparator = Comparator::Exactly;
        for (word, meant) in [
            ("以上", Comparator::AtLeast),
            ("多", Comparator::MoreThan),
            ("左右", Comparator::About),
            ("以内", Comparator::AtMost),
        ] {
            if rest[length..].starts_with(word) {
                comparator = meant;
                length += word.len();
                break;
            }
        }
        Some(Figure {
            value,
            unit: Some(unit),
            kind,
            form,
            comparator,
            length,
        })
    };
    for word in ["两位数", "二位数"] {
        if rest.starts_with(word) {
            return figure(Decimal::from(10), Form::Growth, word.len()).map(|figure| Figure {
                comparator: Comparator::AtLeast,
                ..figure
            });
        }
    }
    if let Some(inner) = rest.strip_prefix("百分之") {
        let number = number_at(inner)?;
        return figure(number.value, Form::Plain, rest.len() - inner.len() + number.length);
    }
    let number = number_at(rest)?;
    let after = &rest[number.length..];
    if let Some(tail) = after.strip_prefix("分之") {
        let part = number_at(tail)?;
        let hundred = part.value.checked_mul(Decimal::from(100))?;
        let value = hundred.checked_div(number.value)?;
        let digits = Decimal::from(100);
        let value = value.checked_mul(digits)?.checked_round()?.checked_div(digits)?;
        return figure(value, Form::Plain, number.length + "分之".len() + part.length);
    }
    if number.chinese
        && let Some(tail) = after.strip_prefix('成')
        && number.value < Decimal::from(10)
        && (ends(tail) || tail.starts_with(['多', '以', '左', '的', '家', '企']))
    {
        return figure(
            number.value.checked_mul(Decimal::from(10))?,
            Form::Plain,
            number.length + '成'.len_utf8(),
        );
    }
    None
}

/// 过半, 半数以上, 近半.
fn half(before: &str, rest: &str, words: &Lexicon) -> Option<Figure> {
    for (word, comparator) in [
        ("超过半数", Comparator::MoreThan),
        ("超半数", Comparator::MoreThan),
        ("过半数", Comparator::MoreThan),
        ("过半", Comparator::MoreThan),
        ("近半数", Comparator::About),
        ("半数以上", Comparator::AtLeast),
    ] {
        let Some(after) = rest.strip_prefix(word) else { continue };
        // 时间过半、任务过半 is a saying.
        let saying = before.ends_with("时间") || before.ends_with("任务") && after.contains("时间");
        let (unit, kind) = named("%", words)?;
        return (ends(after) && !saying).then(|| Figure {
            value: Decimal::from(50),
            unit: Some(unit),
            kind,
            form: Form::Plain,
            comparator,
            length: word.len(),
        });
    }
    None
}

/// 降至零: nought of what went before.
fn zero(before: &str, rest: &str, last: Option<&Amount>) -> Option<Figure> {
    let last = last?;
    let fell = ["降至", "下降至", "降到", "降为", "减至", "归"]
        .iter()
        .any(|verb| before.ends_with(verb));
    (fell && ends(&rest['零'.len_utf8()..])).then(|| Figure {
        value: Decimal::from(0),
        unit: last.unit.clone(),
        kind: last.unit_kind,
        form: Form::Plain,
        comparator: Comparator::Exactly,
        length: '零'.len_utf8(),
    })
}

/// 九连冠, 六连增, 九连A.
fn streak(rest: &str, words: &Lexicon) -> Option<Figure> {
    let number = number_at(rest)?;
    let after = rest[number.length..].strip_prefix('连')?;
    let kind = after
        .chars()
        .next()
        .filter(|c| matches!(c, '冠' | '增' | 'A' | '涨' | '降' | '升' | '丰' | '快'))?;
    let label = format!("连{kind}");
    Some(Figure {
        value: number.value,
        unit: named(&label, words).map(|(unit, _)| unit),
        kind: UnitKind::Count,
        form: Form::Streak,
        comparator: Comparator::Exactly,
        length: number.length + label.len(),
    })
}

/// Words before a scale that stands for a number: 突破千亿元, 超万户.
static BEFORE_SCALE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    list("突破 超 超过 达 达到 近 逾 过 上 首次 迈上 跨上 迈过 跨过 破 站上 新增 登上 实施 培育 对接 联动")
});

/// 千亿元, 万户, 百项 after a word that calls for a number.
fn bare_scale(before: &str, rest: &str, words: &Lexicon) -> Option<Figure> {
    let before = before.strip_suffix('了').unwrap_or(before);
    if !BEFORE_SCALE.iter().any(|word| before.ends_with(word)) {
        return None;
    }
    let scaled = words.units.at(rest).filter(|unit| unit.power > 0)?;
    // 新增亿元企业 are firms of that class.
    if before.ends_with("新增") && scaled.unit.kind != UnitKind::Count {
        return None;
    }
    let after = &rest[scaled.length..];
    if after.starts_with(['级', '强', '元']) || (scaled.unit.kind == UnitKind::Rate) {
        return None;
    }
    // 百 and 千 are no scales of a unit as it is written: 百项 is 100 项.
    let plain = Scaled {
        scale: "",
        power: 0,
        ..scaled
    };
    let (value, unit) = match scaled.scale {
        "百" => (Decimal::from(100), plain),
        "千" => (Decimal::from(1000), plain),
        _ => (Decimal::from(1), scaled),
    };
    Some(Figure {
        value,
        unit: Some(unit_of(&unit)?),
        kind: unit.unit.kind,
        form: Form::Plain,
        comparator: Comparator::Exactly,
        length: scaled.length,
    })
}

/// Words for households, which are counted without a count word.
const HOUSEHOLDS: [&str; 4] = ["农户", "贫困户", "住户", "农牧户"];

/// Words for people, who are counted without a count word: 5.4万就业困难人员.
static PEOPLE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    list(
        "人员 人口 群众 农民 学生 职工 居民 劳动力 毕业生 市民 农民工 干部 党员 村民 消费者 劳动者 儿童 婴幼儿 老年人 老人 文盲 监测对象 师生 患者 青年 妇女",
    )
});

/// The unit of people counted by ten thousands without a count word.
pub(super) fn people<'a>(after: &str, words: &'a Lexicon) -> Option<Scaled<'a>> {
    let (lead, noun) = match after.strip_prefix('万') {
        Some(noun) => ('万'.len_utf8(), noun),
        None => (0, after),
    };
    let noun = noun.trim_start_matches(['多', '余']);
    if lead == 0 {
        // 3400多贫困户
        return HOUSEHOLDS.iter().any(|word| noun.starts_with(word)).then(|| {
            let household = words.units.at("户").filter(|unit| unit.length == '户'.len_utf8())?;
            Some(Scaled { length: 0, ..household })
        })?;
    }
    let counted = words.units.at(after).is_some_and(|unit| unit.length > '万'.len_utf8());
    let end = noun
        .find(['，', '。', '、', '；', '：', '的', '（'])
        .unwrap_or(noun.len());
    let near: usize = noun.char_indices().nth(12).map_or(noun.len(), |(at, _)| at);
    let phrase = &noun[..end.min(near)];
    (!counted && PEOPLE.iter().any(|word| phrase.contains(word))).then_some(())?;
    let person = words.units.at("人").filter(|unit| unit.length == '人'.len_utf8())?;
    Some(Scaled {
        scale: "万",
        power: 4,
        length: '万'.len_utf8(),
        ..person
    })
}

/// Whether days are counted: 优良天数达到176天.
pub(super) fn counts_days(before: &str) -> bool {
    before
        .rfind("天数")
        .is_some_and(|at| before[at..].chars().count() <= 10 && !before[at..].contains(['，', '、']))
}

/// Whether a span of time is said to last, by the words around it: 连续16年, 压缩至0.5个工作日, 1天办结.
pub(super) fn lasts(before: &str, after: &str) -> bool {
    let tail = before.trim_end_matches(['近', '约', '了', '至', '到', '再', '为', ' ']);
    [
        "连续",
        "提前",
        "延长",
        "缩短",
        "压缩",
        "压减",
        "仅用",
        "用时",
        "历时",
        "创",
        "时限",
        "时间",
        "长达",
        "控制在",
        "周期",
        "减少",
    ]
    .iter()
    .any(|word| tail.ends_with(word))
        || ["办结", "内办结", "内完成", "新高", "来新高", "来最", "左右的时间"]
            .iter()
            .any(|word| after.starts_with(word))
}

#[cfg(test)]
mod tests;
