//! Numbers that belong together: 分别 lists, whose names and numbers pair in order, and 由A提高到B.

use super::measure::{About, Clause};
use super::numbers::Amount;
use super::{Aspect, Context, Measure, Time, gap, nouns, times};
use crate::outline::date_before_year;
use crate::text::Span;

/// The pairs of a clause with 分别: what it is about, the words before the first number, amount. An empty list where
/// names and numbers do not pair; `None` where the clause is no such list. `before` gives the names of the list before,
/// which a clause without names goes on with: …分别达42031元、16477元，分别增长3.8%、8.4%.
pub(super) fn respective<'a>(
    context: &Context,
    clause: &Clause,
    amounts: &'a [Amount],
    before: impl FnOnce() -> Vec<About>,
) -> Option<Vec<(About, Span, &'a Amount)>> {
    let text = context.slice(clause.span);
    let Some(marker) = text.find("分别") else {
        return side_by_side(context, clause, amounts).or_else(|| going_on(context, clause, amounts, before));
    };
    let after = clause.span.start + u32::try_from(marker).ok()?;
    let numbers: Vec<&Amount> = amounts.iter().filter(|a| a.span.start > after).collect();
    if numbers.len() < 2 {
        return None;
    }
    // The verb before the first number is that of all.
    let verb = Span {
        start: after + u32::try_from("分别".len()).ok()?,
        end: numbers.first()?.span.start,
    };
    // Before the marker: 城镇、农村居民人均可支配收入 (年均).
    let head = gap::peel(&text[..marker]).head;
    let names = if nouns::is_bare(head) {
        before()
    } else {
        let lead = head
            .rfind(['：', '）', '。'])
            .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
        let items: Vec<&str> = head[lead..]
            .split(['、', '和', '与', '及'])
            .filter(|item| !item.is_empty())
            .collect();
        let last = items.last().copied().unwrap_or_default();
        items.iter().map_while(|item| named(context, item, last)).collect()
    };
    // 新能源汽车、智能家电和音像器材销售额: only the marks divide.
    let names = if names.len() > numbers.len() {
        let items: Vec<&str> = head.split('、').filter(|item| !item.is_empty()).collect();
        let last = items.last().copied().unwrap_or_default();
        items.iter().map_while(|item| named(context, item, last)).collect()
    } else {
        names
    };
    let names = if names.len() == 1 && numbers.len() > 1 {
        expand(context, head, numbers.len())
    } else {
        names
    };
    if names.len() != numbers.len() {
        return Some(Vec::new());
    }
    Some(
        names
            .into_iter()
            .zip(numbers)
            .map(|(about, amount)| (about, verb, amount))
            .collect(),
    )
}

/// What one name says of several: 城乡居民 are those of towns and of the country, 三次产业 are three.
pub(super) fn expand(context: &Context, head: &str, count: usize) -> Vec<About> {
    let name = nouns::before(head, head.len())
        .map(|noun| noun.name)
        .unwrap_or_default();
    let several: &[(&str, &[&str])] = &[
        ("城乡", &["城镇", "农村"]),
        ("城镇和农村", &["城镇", "农村"]),
        ("存贷款", &["存款", "贷款"]),
        ("三次产业", &["第一产业", "第二产业", "第三产业"]),
        ("一二三产业", &["第一产业", "第二产业", "第三产业"]),
        ("一二三产", &["第一产业", "第二产业", "第三产业"]),
        ("进出口", &["进口", "出口"]),
    ];
    let found = several
        .iter()
        .find(|(word, each)| name.contains(word) && each.len() == count);
    let Some((word, each)) = found else { return Vec::new() };
    let names = each.iter().map(|one| name.replacen(word, one, 1));
    // 三次产业分别增长: it is their value added that grows.
    names
        .map(|name| {
            if name.ends_with("产业") {
                format!("{name}增加值")
            } else {
                name
            }
        })
        .map(|name| About::named(&name, context))
        .collect()
}

/// Names and numbers that pair without 分别: 城镇、农村居民人均可支配收入年均增长6.4%和9.4%.
fn side_by_side<'a>(
    context: &Context,
    clause: &Clause,
    amounts: &'a [Amount],
) -> Option<Vec<(About, Span, &'a Amount)>> {
    let [first, second] = amounts else { return None };
    let between = context.slice(Span {
        start: first.end_with_suffix,
        end: second.span.start,
    });
    let before = Span {
        start: clause.span.start,
        end: first.span.start,
    };
    let gap = gap::peel(context.slice(before));
    let (one, other) = gap.head.rsplit_once(['、', '和'])?;
    (matches!(between, "和" | "、") && first.unit == second.unit && gap.change.is_some()).then_some(())?;
    let one = one.rsplit(['、', '，']).next()?;
    let pair = [
        (named(context, one, other)?, first),
        (named(context, other, other)?, second),
    ];
    Some(
        pair.into_iter()
            .map(|(about, amount)| (about, before, amount))
            .collect(),
    )
}

/// Changes alone, as many as the list before has names: …分别达到4万元、2万元，增长10.3%、19.5%.
fn going_on<'a>(
    context: &Context,
    clause: &Clause,
    amounts: &'a [Amount],
    before: impl FnOnce() -> Vec<About>,
) -> Option<Vec<(About, Span, &'a Amount)>> {
    let verb = Span {
        start: clause.span.start,
        end: amounts.first()?.span.start,
    };
    let gap = gap::peel(context.slice(verb));
    let between = |pair: &[Amount]| {
        context.slice(Span {
            start: pair[0].end_with_suffix,
            end: pair[1].span.start,
        })
    };
    let rates = amounts
        .windows(2)
        .all(|pair| pair[0].unit == pair[1].unit && matches!(between(pair), "、" | "和"));
    (amounts.len() >= 2 && rates && gap.head.is_empty() && gap.change.is_some()).then_some(())?;
    let names = before();
    (names.len() == amounts.len()).then(|| {
        let pairs = names.into_iter().zip(amounts);
        pairs.map(|(about, amount)| (about, verb, amount)).collect()
    })
}

/// What one number is said of two things by 均 or 都: 办复率和满意率均为100%.
pub(super) fn both(context: &Context, clause: &Clause, bears: Span) -> Option<(About, About)> {
    let text = context.slice(bears);
    if bears.start != clause.span.start {
        return None;
    }
    let both = ["均", "都"].iter().filter_map(|word| text.rfind(word)).max();
    let linked = |after: &str| gap::links(after) || gap::ranked(after).is_some_and(str::is_empty);
    let head = match both.filter(|at| linked(&text[at + '均'.len_utf8()..])) {
        Some(at) => text[..at].trim_end_matches("分别"),
        // 上线率、总平均分居全区第一: both are known indicators or attributes.
        None => {
            let head = gap::ranked(text).unwrap_or_else(|| gap::peel(text).head);
            let (first, second) = head.rsplit_once(['、', '和', '与', '及'])?;
            let complete = |name: &str| {
                context.words.indicators.suffix(name).is_some() || name.ends_with(['率', '分', '额', '量', '值'])
            };
            (complete(first) && complete(second)).then_some(head)?
        }
    };
    let (first, second) = head.rsplit_once(['、', '和', '与', '及'])?;
    let one = named(context, first.rsplit(['、', '，']).next()?, second)?;
    Some((one, named(context, second, second)?))
}

/// What one number without names of its own is said of: 城乡居民收入分别增长7.5%; …增长A%、B%，均居全市第2位.
pub(super) fn each(context: &Context, clause: &Clause, bears: Span, told: &[About]) -> Vec<About> {
    let text = context.slice(bears);
    let all = ["分别", "均", "都", "双双"]
        .iter()
        .filter_map(|word| text.rfind(word).map(|at| (at, at + word.len())))
        .filter(|(at, _)| !text[..*at].ends_with(['年', '人', '平', '户', '日', '首']))
        .max();
    let Some((at, end)) = all.filter(|_| bears.start == clause.span.start) else {
        return Vec::new();
    };
    let linked = gap::links(&text[end..]) || gap::ranked(&text[end..]).is_some_and(str::is_empty);
    let head = &text[..at];
    match (linked, nouns::is_bare(head)) {
        (true, true) if told.len() == 2 && told[0].indication != told[1].indication => told.to_vec(),
        (true, false) => expand(context, gap::peel(head).head, 2),
        _ => Vec::new(),
    }
}

/// What an item is about; what the last item says for all is filled in (城镇 + 居民人均可支配收入).
fn named(context: &Context, item: &str, last: &str) -> Option<About> {
    let indicators = &context.words.indicators;
    let item = item.trim();
    let whole = indicators.suffix(item).unwrap_or(item.len());
    let item = nouns::before(item, whole).map_or_else(|| item.to_owned(), |noun| noun.name);
    let about = |name: &str| About::named(name, context);
    // 一、二、三产业增加值
    if let Some(ordinal) = ["一", "二", "三"]
        .into_iter()
        .find(|n| item == *n || item.strip_prefix(n).is_some_and(|rest| rest.starts_with('产')))
        && let Some(at) = last.find('产')
    {
        let rest = last[at..].trim_start_matches("产业").trim_start_matches('产');
        let rest = if rest.is_empty() { "增加值" } else { rest };
        return Some(about(&format!("第{ordinal}产业{rest}")));
    }
    if indicators.named(&item).is_some() {
        return Some(about(&item));
    }
    if item != last {
        let filled = last
            .char_indices()
            .skip(1)
            .map(|(at, _)| format!("{item}{}", &last[at..]));
        if let Some(name) = filled.into_iter().find(|name| indicators.named(name).is_some()) {
            return Some(about(&name));
        }
        // 汽车用锂电池、太阳能电池、工业机器人产量: the attribute is that of all.
        if let Some(attribute) = nouns::attribute_at_end(last).filter(|_| nouns::attribute_at_end(&item).is_none()) {
            let whole = format!("{item}{attribute}");
            return nouns::fits(&whole).then(|| about(&whole));
        }
    }
    nouns::fits(&item).then(|| about(&item))
}

/// Verbs between the two values of 由A提高到B.
const BECAME: [&str; 20] = [
    "增加", "提高", "提升", "上升", "下降", "减少", "降低", "降", "扩大", "增长", "发展", "跃升", "调整", "压减",
    "回落", "提", "增", "缩短", "压缩", "上调",
];

/// Whether `next` is what `amount` has become: 由A提高到B.
pub(super) fn leads_to(context: &Context, clause: &Clause, amount: &Amount, next: &Amount) -> bool {
    let from = amount.end_with_suffix;
    let between = context.tail(from, next.span.start, 60);
    let between = without_year(between.trim_end_matches(['的', '了', '约', '近']));
    let verb = ["到", "至", "为"]
        .iter()
        .find_map(|w| between.strip_suffix(w))
        .map(|v| v.trim_start_matches(['，', '、']));
    let verb = verb.is_some_and(|v| BECAME.contains(&v) || v.is_empty() && between.ends_with('到'));
    verb && opening(context, clause, amount).is_some()
}

/// 增加到2002年 → 增加到.
fn without_year(text: &str) -> &str {
    text.char_indices()
        .rev()
        .filter_map(|(at, _)| date_before_year(&text[at..]).map(|(_, length)| (at, length)))
        .find(|(at, length)| text[at + length..].trim_matches(['末', '底', '的']).is_empty())
        .map_or(text, |(at, _)| text[..at].trim_end_matches('，'))
}

/// What stands between 由 or 从 and the first value: 2010年的.
fn opening<'a>(context: &Context<'a>, clause: &Clause, amount: &Amount) -> Option<&'a str> {
    let before = context.tail(clause.span.start, amount.span.start, 60);
    let at = before.rfind(['由', '从'])?;
    Some(&before[at + '由'.len_utf8()..])
}

/// The years of a plan that a text names: “十二五”期末的.
fn plan_before(context: &Context, text: &str) -> Option<(i16, i16)> {
    let open = text.find('“')?;
    let close = open + text[open..].find('”')? + '”'.len_utf8();
    context
        .words
        .periods
        .get(&text[open..close])
        .map(|(_, from, to)| (from, to))
}

/// The measure of A in 由A提高到B, at its own time where one is stated.
/// `base` is the year that the sentence compares with already (由1997年的A增加到B，C由D增加到E).
pub(super) fn earlier(
    context: &Context,
    clause: &Clause,
    amount: &Amount,
    measure: &Measure,
    base: &mut Option<i16>,
) -> Option<Measure> {
    let stated = opening(context, clause, amount)?;
    let year = stated
        .char_indices()
        .find_map(|(at, _)| date_before_year(&stated[at..]))
        .map(|(year, _)| year);
    let of_plan = || {
        let (from, to) = plan_before(context, stated)?;
        let year = if stated.contains('初') { from } else { to };
        (stated.contains('初') || stated.contains('末')).then_some(year)
    };
    *base = year.or_else(of_plan).or(*base);
    let time = base.map_or(Time::Unstated, |year| times::years(year, year));
    Some(Measure {
        aspect: Aspect::ChangeFrom,
        time,
        target: false,
        modality: None,
        annual_average: false,
        change_of: None,
        ..measure.clone()
    })
}
