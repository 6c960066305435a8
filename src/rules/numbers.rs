//! Numbers with units in a clause; dates, ordinals and names that hold numbers are left out.

use std::sync::LazyLock;

use super::list;
use super::{Comparator, MeasureUnit, figures, nouns};
use crate::lexicon::number::{Decimal, number_at};
use crate::lexicon::{Lexicon, Scaled, UnitKind};
use crate::text::Span;

/// What kind of statement a number makes by its own form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// 3176.9亿元
    Plain,
    /// 第一, 前十
    Rank,
    /// 翻一番
    Times,
    /// 九连冠
    Streak,
    /// 连续16年, 0.5个工作日
    Duration,
    /// 两位数增长
    Growth,
    /// 百亿级 of a trade that is to reach it.
    Size,
}

/// A number with its unit.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    /// Number and unit, in the view.
    pub span: Span,
    pub value: Decimal,
    pub max_value: Option<Decimal>,
    pub unit: Option<MeasureUnit>,
    pub unit_kind: UnitKind,
    pub form: Form,
    /// From the words after it: 以上, 左右, 余.
    pub comparator: Comparator,
    /// End of those words, of the unit where there are none.
    pub end_with_suffix: u32,
}

/// The unit of an amount as measures carry it.
pub(super) fn unit_of(unit: &Scaled) -> Option<MeasureUnit> {
    Some(MeasureUnit {
        label: unit.label(),
        word: unit.unit.iri.clone(),
        base: unit.unit.base.clone(),
        factor: unit.factor()?,
    })
}

/// A number before a unit that is no measure, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aside {
    /// The number, in the view.
    pub span: Span,
    /// Why it says nothing, in a word or two.
    pub reason: &'static str,
}

const QUOTED: &str = "part of a name in quotation marks";
const ORDINAL: &str = "part of a word or an ordinal";
const DATE: &str = "date or name";
const IDIOM: &str = "set phrase";
const CLASS: &str = "names a class";
const SPAN_OF_TIME: &str = "span of time that nothing is said to last";

/// The amounts of a clause, in order. `base` is where the clause begins.
pub(super) fn amounts(clause: &str, base: u32, words: &Lexicon) -> Vec<Amount> {
    amounts_and_asides(clause, base, words, &mut Vec::new())
}

/// The amounts of a clause, in order, and the numbers before units that are none.
pub(super) fn amounts_and_asides(clause: &str, base: u32, words: &Lexicon, asides: &mut Vec<Aside>) -> Vec<Amount> {
    let mut out: Vec<Amount> = Vec::new();
    let mut at = 0;
    let mut quoted = false;
    let mut aside = |at: usize, length: usize, reason: &'static str| {
        let after = clause.get(at + length..).unwrap_or_default();
        if words.units.at(after).is_some() || reason == IDIOM || reason == CLASS {
            asides.push(Aside {
                span: Span::new(at, at + length).shift(base),
                reason,
            });
        }
    };
    while at < clause.len() {
        let rest = &clause[at..];
        let Some(c) = rest.chars().next() else { break };
        match c {
            '“' | '〔' | '《' => quoted = true,
            '”' | '〕' | '》' => quoted = false,
            _ => {}
        }
        if let Some(amount) = figures::read(clause, at, base, out.last(), words)
            && (!quoted || amount.form == Form::Streak)
        {
            at = ((amount.end_with_suffix - base) as usize).max(at + c.len_utf8());
            out.push(amount);
            continue;
        }
        let starts = c.is_ascii_digit() || "一二三四五六七八九十百两".contains(c);
        let begins = may_begin(&clause[..at], c);
        if !starts || quoted || !begins {
            if c.is_ascii_digit() {
                let length = digits(rest);
                aside(at, length, if quoted { QUOTED } else { ORDINAL });
                at += length;
            } else {
                at += c.len_utf8();
            }
            continue;
        }
        match amount(clause, at, base, words) {
            Ok(amount) => {
                at = (amount.end_with_suffix - base) as usize;
                out.push(amount);
            }
            Err(No { length, reason }) => {
                if let Some(reason) = reason.filter(|_| c.is_ascii_digit()) {
                    aside(at, digits(rest), reason);
                }
                // A run of digits that is no number is stepped over as a whole.
                at += length.max(digits(rest)).max(c.len_utf8());
            }
        }
    }
    out
}

/// Bytes of the digits that a text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count()
}

/// No amount: how much to step over, and why, where a unit follows.
struct No {
    length: usize,
    reason: Option<&'static str>,
}

impl From<usize> for No {
    fn from(length: usize) -> Self {
        Self { length, reason: None }
    }
}

fn no(length: usize, reason: &'static str) -> No {
    No {
        length,
        reason: Some(reason),
    }
}

/// Whether what stands before a digit lets a number begin there.
fn may_begin(before: &str, c: char) -> bool {
    let previous = before.chars().next_back().unwrap_or('，');
    let glued = previous.is_ascii_alphanumeric() || matches!(previous, '第' | '.' | '+' | '—' | '-' | '/' | ':' | '×');
    if c.is_ascii_digit() {
        !glued
    } else {
        !glued && !"一二三四五六七八九十百千万亿〇两几数多".contains(previous)
    }
}

/// The amount at a byte, or how much to step over.
fn amount(clause: &str, at: usize, base: u32, words: &Lexicon) -> Result<Amount, No> {
    let rest = &clause[at..];
    let number = number_at(rest).ok_or(0usize)?;
    let mut length = number.length;
    let mut comparator = Comparator::Exactly;
    let mut max_value = None;
    let mut value = number.value;
    // 5%—6%, 5至6个
    if let Some((max, taken)) = range(&rest[length..], words) {
        max_value = Some(max);
        length += taken;
    }
    let mut after = &rest[length..];
    if let Some(more) = ["余", "多"].iter().find_map(|w| after.strip_prefix(w)) {
        comparator = Comparator::MoreThan;
        length = rest.len() - more.len();
        after = more;
    }
    if is_name_or_date(after, number.chinese, value) {
        return Err(no(length, DATE));
    }
    let more = words.units.more_than(after);
    if more.is_some() {
        comparator = Comparator::MoreThan;
    }
    let people = || figures::people(after, words);
    let listed = || of_list(after, words);
    let Some(unit) = more.or_else(people).or_else(|| words.units.at(after)).or_else(listed) else {
        return Err(length.into());
    };
    let before = &clause[..at];
    let noun = &after[unit.length..];
    // A voltage or a grade names a class (220千伏变电站, 百亿级产业); so does an age that opens one (3岁以下).
    let class = matches!(unit.unit.label.as_str(), "级" | "星级" | "千伏" | "千伏电压")
        || (unit.unit.label == "星" && noun.starts_with('级'))
        || (unit.unit.label == "岁" && (noun.starts_with("以") || noun.starts_with("及以")));
    if class {
        return Err(no(length + unit.length, CLASS));
    }
    let mut form = Form::Plain;
    let lasts = figures::lasts(before, noun);
    if number.chinese && unit.power == 0 && !lasts && !is_time(&unit.unit.label) && is_idiom(&unit, value, before, noun)
    {
        return Err(no(length + unit.length, IDIOM));
    }
    // 优良天数达到176天 counts days.
    let days = unit.unit.label == "天" && figures::counts_days(before);
    if !days && (is_time(&unit.unit.label) || (unit.unit.label == "届" && lasts)) {
        if !lasts {
            return Err(no(length + unit.length, SPAN_OF_TIME));
        }
        form = Form::Duration;
    }
    let mut end = length + unit.length;
    if comparator == Comparator::MoreThan && max_value.is_some() {
        comparator = Comparator::Exactly;
    }
    let mut tail = &rest[end..];
    // 30万个级: what follows makes a name of it.
    let made = ["制度", "制造", "制药", "制品", "制定", "制种"]
        .iter()
        .any(|word| tail.starts_with(word));
    if (tail.starts_with(['级', '型', '制', '版', '式']) && !made)
        || unit.unit.label == "版"
        || (tail.starts_with('强') && unit.unit.kind == UnitKind::Count)
    {
        return Err(no(end, CLASS));
    }
    let span_end = end;
    if let Some(more) = ["余", "多"]
        .iter()
        .find_map(|w| tail.strip_prefix(w))
        .filter(|_| unit.power > 0 || comparator == Comparator::Exactly && !tail.starts_with("多家"))
    {
        comparator = Comparator::MoreThan;
        end = rest.len() - more.len();
        tail = more;
    }
    for (word, found) in [
        ("以上", Comparator::AtLeast),
        ("及以上", Comparator::AtLeast),
        ("以内", Comparator::AtMost),
        ("以下", Comparator::AtMost),
        ("左右", Comparator::About),
    ] {
        if tail.starts_with(word) {
            comparator = found;
            end += word.len();
            break;
        }
    }
    if let Some(max) = max_value
        && max < value
    {
        max_value = None;
        value = number.value;
    }
    let offset = |n: usize| base + u32::try_from(at + n).unwrap_or(0);
    Ok(Amount {
        span: Span {
            start: offset(0),
            end: offset(span_end),
        },
        value,
        max_value,
        unit: Some(unit_of(&unit).ok_or(length)?),
        unit_kind: unit.unit.kind,
        form,
        comparator,
        end_with_suffix: offset(end),
    })
}

/// The unit of a number that leaves it to the last of its list: 7.4、2.8个百分点.
fn of_list<'a>(after: &str, words: &'a Lexicon) -> Option<Scaled<'a>> {
    let mut rest = after;
    for _ in 0..4 {
        rest = rest.strip_prefix(['、', '和'])?;
        let number = number_at(rest).filter(|number| !number.chinese)?;
        rest = &rest[number.length..];
        if let Some(unit) = words.units.at(rest) {
            return (unit.unit.kind == UnitKind::Rate || unit.power > 0).then_some(Scaled { length: 0, ..unit });
        }
    }
    None
}

/// The second end of a range, with the bytes up to its end.
fn range(after: &str, words: &Lexicon) -> Option<(Decimal, usize)> {
    // The unit may stand after the first number as well: 5%—6%.
    let unit = words.units.at(after).map_or(0, |u| u.length);
    for skip in [0, unit] {
        let rest = &after[skip..];
        let dash = ["—", "-", "~", "至", "到"].iter().find(|d| rest.starts_with(**d));
        let Some(dash) = dash else { continue };
        let rest = rest[dash.len()..].trim_start_matches('—');
        let number = number_at(rest)?;
        let end = after.len() - rest.len() + number.length;
        return words.units.at(&after[end..]).map(|_| (number.value, end));
    }
    None
}

/// 2021年, 3月, 第六次, 5A级, 51号, 15分钟生活圈 are no amounts.
fn is_name_or_date(after: &str, chinese: bool, value: Decimal) -> bool {
    let year = after.starts_with('年') && value >= Decimal::from(1900) && value < Decimal::from(2100);
    let date = ["月", "日", "号", "时代", "世纪", "后"]
        .iter()
        .any(|w| after.starts_with(w))
        && !after.starts_with("月份以");
    let letters = after.starts_with(|c: char| c.is_ascii_alphabetic())
        && !["kw", "km", "kg", "GW", "MW", "kV", "PM"]
            .iter()
            .any(|u| after.starts_with(u));
    let circle = [
        "分钟生活圈",
        "分钟便民",
        "分钟医疗",
        "分钟健身",
        "分钟交通圈",
        "小时经济圈",
        "小时交通圈",
        "小时通勤圈",
        "分钟品质",
    ]
    .iter()
    .any(|w| after.starts_with(w));
    let time = chinese
        && [
            "年来",
            "年间",
            "年计划",
            "届",
            "次会议",
            "五",
            "个文明",
            "大",
            "项制度",
            "农",
            "位一体",
        ]
        .iter()
        .any(|w| after.starts_with(w));
    year || date || letters || circle || time
}

/// Whether a unit is one of time.
fn is_time(label: &str) -> bool {
    matches!(
        label,
        "年" | "分钟" | "天" | "个月" | "小时" | "周" | "季度" | "日" | "工作日" | "个工作日" | "周年"
    )
}

/// Small numerals with a count word are mostly idioms (过去一年, 十分艰巨, 三元里); they count where a verb or 等 stands
/// before them and no slogan follows: 等五项农业改革, 建成两所学校.
fn is_idiom(unit: &Scaled, value: Decimal, before: &str, noun: &str) -> bool {
    let label = unit.unit.label.as_str();
    match unit.unit.kind {
        UnitKind::Rate => false,
        UnitKind::Count
            if matches!(
                label,
                "次" | "分" | "届" | "级" | "批" | "期" | "轮" | "步" | "手" | "面"
            ) =>
        {
            true
        }
        // 新建一所幼儿园 counts, 建设一批 and 有一个 do not.
        UnitKind::Count if value < Decimal::from(2) => {
            let built = ["新建", "建成", "新改建", "改扩建", "扩建"]
                .iter()
                .any(|verb| before.ends_with(verb));
            !(built && matches!(label, "所" | "座" | "处" | "条" | "家" | "个") && nouns::begins(noun))
        }
        // 这两个基本法: which two has been said.
        UnitKind::Count if value < Decimal::from(10) => {
            before.ends_with(['这', '那', '该', '此'])
                || SLOGANS.iter().any(|word| noun.starts_with(word))
                || !nouns::begins(noun)
        }
        UnitKind::Count => SLOGANS.iter().any(|word| noun.starts_with(word)),
        UnitKind::Currency => value < Decimal::from(100),
        UnitKind::Measure => value < Decimal::from(10) || matches!(label, "分" | "角"),
    }
}

/// What follows a small numeral in party theory and set phrases.
static SLOGANS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    list(
        "规定 基本原则 原则 主张 公报 多月 文章 社保 月 方面报告 毫不动 确立 维护 意识 自信 文明 代表 全面 \
     毫不动摇 转变 牢固 统一 坚持 结合 不放过 务必 负责 一律 加强 提升 重要 方面的 老同志 人 百分点 问题 \
     关系 补贴 联合声明 道路的斗争 闸门 之家 市场 资源 超级大国 资产阶级 霸权 不同 敌对 引擎 大局 积极性",
    )
});
