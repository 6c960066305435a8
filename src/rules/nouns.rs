//! Noun phrases around a number: the name before it, and what is counted after it.

use super::grammar::{ADVERBS, AFTER, ATTRIBUTES, EMPTY, NOMINAL, NOUN_TOO, VERBS};
use super::subjects::actor;

/// A name found beside a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Noun {
    /// Without verb, adverb and number.
    pub name: String,
    /// Other forms of the same name as the text has them: with its verb.
    pub forms: Vec<String>,
    /// The verb that governs it.
    pub verb: Option<String>,
    /// Byte in the stretch at which the phrase begins, verb included.
    pub from: usize,
    /// Byte at which the name ends.
    pub to: usize,
}

/// Where a name cannot begin before: marks outside quotation marks.
fn boundary(stretch: &str) -> usize {
    let mut quoted = false;
    let mut depth = 0u32;
    let mut from = 0;
    for (at, c) in stretch.char_indices() {
        match c {
            '“' | '《' => quoted = true,
            '”' | '》' => quoted = false,
            '（' | '(' => depth += 1,
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && from == 0 && !stretch[..at].contains(['（', '(']) {
                    from = at + c.len_utf8();
                }
            }
            '，' | '；' | '：' | '。' | '！' | '？' | '\t' if !quoted && depth == 0 => from = at + c.len_utf8(),
            '①'..='⑳' => from = at + c.len_utf8(),
            '—' if stretch[at + c.len_utf8()..].starts_with('—') => from = at + 2 * c.len_utf8(),
            _ => {}
        }
    }
    from
}

/// Whether a byte lies inside quotation marks.
fn in_quotes(text: &str, at: usize) -> bool {
    text[..at].matches(['“', '《']).count() > text[..at].matches(['”', '》']).count()
}

/// Strips marks and adverbs from the front; gives how many bytes.
fn adverbs(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let marks = rest.len() - rest.trim_start_matches(['、', ' ', '，', '）', '”', '.', '*']).len();
        if marks > 0 {
            at += marks;
            continue;
        }
        // 2020年, 2023年底
        if let Some((_, length)) = crate::outline::date_before_year(rest) {
            let end = rest[length..].len() - rest[length..].trim_start_matches(['末', '底']).len();
            at += length + end;
            continue;
        }
        let word = ADVERBS.head(rest);
        // 新能源汽车, 对外贸易, 高新区: the adverb is the begin of a word.
        match word.filter(|word| !begins_word(rest, word)) {
            Some(word) => at += word.len(),
            None => return at,
        }
    }
}

/// Whether an adverb only looks like one at the head of this text.
fn begins_word(text: &str, word: &str) -> bool {
    let rest = &text[word.len()..];
    match word {
        "新" => VERBS.head(rest).is_none() || rest.starts_with("发展"),
        "对" => rest.starts_with('外') || rest.starts_with("东盟") || rest.starts_with("台"),
        "和" => rest.starts_with('美') || rest.starts_with('谐'),
        "以" => rest.starts_with('上') || rest.starts_with('内'),
        "在" => rest.starts_with('校') || rest.starts_with('岗') || rest.starts_with('建') || rest.starts_with('园'),
        "向" | "由" | "从" | "经" => {
            rest.starts_with('业') || rest.starts_with('济') || rest.starts_with('营') || rest.starts_with('开')
        }
        "共" => rest.starts_with('享') || rest.starts_with('同') || rest.starts_with('建'),
        "再" => rest.starts_with('生') || rest.starts_with('就'),
        "超" => rest.starts_with('高') || rest.starts_with('市') || rest.starts_with('级'),
        "近" => rest.starts_with('海') || rest.starts_with('岸'),
        "重点" | "集中" | "平均" | "计划" | "高标准" | "新型" | "全面" => VERBS.head(rest).is_none(),
        "加快" | "通过" | "高效" => rest.is_empty(),
        "到" => rest.starts_with('位'),
        "为" => rest.starts_with('民'),
        "并" => rest.starts_with('网'),
        "都" => rest.starts_with('市'),
        _ => false,
    }
}

/// The verb at the head of a text, longest chain of verbs: 办理答复, 新增、改造.
fn verbs(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let skip = if at > 0 {
            rest.len() - rest.trim_start_matches(['、', '和', '并', '了']).len()
        } else {
            0
        };
        let Some(verb) = VERBS.head(&rest[skip..]) else {
            return at;
        };
        let after = &rest[skip + verb.len()..];
        // 建成区, 保障性, 组织化: no verb.
        if after.starts_with('区') && verb.ends_with("建成") || after.starts_with(['性', '化']) {
            return at;
        }
        // 投资额, 签约项目: the verb is the begin of a name.
        if NOMINAL.head(after).is_some() && NOUN_TOO.has(verb) {
            return at;
        }
        if after.is_empty() && at == 0 {
            return verb.len();
        }
        if after.is_empty() {
            return at;
        }
        at += skip + verb.len();
    }
}

/// Bytes of the verbs that a text begins with.
pub(super) fn verbs_at(text: &str) -> usize {
    verbs(text)
}

/// Bytes of the shortest name that a verb here may cut off: 发放贷款, but not 实现 of a bare 利润.
fn shortest(text: &str) -> usize {
    let gives = ["发放", "拨付", "下达", "兑现", "减免", "给予"]
        .iter()
        .any(|verb| text.starts_with(verb));
    if gives { 6 } else { 9 }
}

/// The name that ends a stretch, and the verb before it. What stands from byte `whole` on is a known name and not cut.
pub(super) fn before(stretch: &str, whole: usize) -> Option<Noun> {
    let whole = whole.min(stretch.len());
    let mut from = boundary(stretch);
    let plain = stretch[from..].trim_matches([' ', '、', '，', '和', '与']);
    if is_attribute(plain) {
        let to = stretch.len();
        return Some(Noun {
            name: plain.to_owned(),
            forms: Vec::new(),
            verb: None,
            from,
            to,
        });
    }
    // 洗衣机、空调等智能家电 are named by what they are.
    if let Some(at) = stretch[from..].rfind('等').map(|at| from + at)
        && !stretch[..at].ends_with(['高', '中', '初', '平', '同', '优', '均', '对'])
        && !stretch[at + '等'.len_utf8()..].starts_with(['级', '奖', '次'])
        && stretch.len() > at + 3 * '等'.len_utf8() - 1
        && !in_quotes(stretch, at)
        && at < whole
    {
        from = at + '等'.len_utf8();
    }
    // Not into a known name, unless it is part of a longer adverb.
    let known = from < whole;
    if known {
        from += adverbs(&stretch[from..whole]);
    }
    if !known || from != whole {
        from += adverbs(&stretch[from..]);
    }
    // A known name right after an adverb or a name in quotation marks stands for itself.
    let front = &stretch[from.min(whole)..whole];
    if whole < stretch.len() && front.ends_with('”')
        || front.len() > 3
            && ADVERBS
                .tails(front)
                .any(|word| matches!(word, "共" | "累计" | "全市" | "全县" | "全年" | "全区" | "全省"))
    {
        from = whole;
    }
    // 国务院 before a known 提出法律草案 did it.
    if whole < stretch.len() && from < whole && actor(&stretch[from..whole]).is_some() {
        from = whole;
    }
    let mut begin = from;
    let mut verb = if from >= whole { 0 } else { verbs(&stretch[from..]) };
    // A verb later on: 广东省财政给予帮扶资金 – what stands before it is who did it.
    let text = &stretch[from..];
    let later = VERBS
        .lasts(text)
        .filter(|(_, verb)| verb.len() >= 6 && !NOUN_TOO.has(verb))
        .map(|(at, verb)| (at, verb.len()))
        .filter(|(at, length)| {
            *at > verb && !in_quotes(text, *at) && text.len() >= at + length + shortest(&text[*at..])
        })
        .filter(|(at, length)| from + at + length <= whole)
        .filter(|(at, length)| {
            !text[at + length..].starts_with(['率', '额', '量', '数', '度', '值', '者', '性', '区', '化'])
        })
        .max();
    let acts = || {
        let at = later_by_actor(text)?;
        (from + at < whole).then_some((at, 0))
    };
    if let Some((at, _)) = later.or_else(acts) {
        begin = from + at;
        verb = verbs(&stretch[begin..]).min(whole.saturating_sub(begin));
    }
    if begin + verb > whole {
        verb = whole.saturating_sub(begin);
    }
    let mut name_from = begin + verb;
    name_from += adverbs(&stretch[name_from..]);
    if name_from > whole && begin + verb <= whole {
        name_from = whole;
    }
    let raw = stretch[name_from..].trim_end_matches(['的', '等', '均', '都', '、', '，', ' ', '和', '与', '已', '也']);
    let word = (verb > 0).then(|| stretch[begin..begin + verb].to_owned());
    if raw.is_empty() {
        // Nothing but a verb: 筹措7亿元.
        let verb = word?;
        return Some(Noun {
            name: String::new(),
            forms: Vec::new(),
            verb: Some(verb),
            from: begin,
            to: stretch.len(),
        });
    }
    let name = clean(raw);
    if !fits(&name) {
        return None;
    }
    let mut forms = Vec::new();
    if verb > 0 {
        forms.push(clean(&stretch[begin..name_from + raw.len()]));
    }
    // 中欧班列开行: the verb behind the name.
    if let Some(verb) = AFTER
        .tail(&name)
        .into_iter()
        .chain(VERBS.tail(&name))
        .max_by_key(|verb| verb.len())
        && let Some(bare) = name.strip_suffix(verb)
        && fits(bare)
    {
        forms.push(bare.to_owned());
    }
    if let Some((_, last)) = name.rsplit_once('的')
        && fits(last)
    {
        forms.push(last.to_owned());
    }
    forms.retain(|form| *form != name);
    // 实现 and its like only link: what is read begins at the name.
    let links = matches!(word.as_deref(), Some("实现" | "完成" | "达到"));
    Some(Noun {
        name,
        forms,
        verb: word,
        from: if links { name_from } else { begin },
        to: name_from + raw.len(),
    })
}

/// Where the verb begins that says what an actor at the head of a text did: 国务院各部门共|清理….
fn later_by_actor(text: &str) -> Option<usize> {
    text.char_indices().skip(2).take(16).find_map(|(at, _)| {
        let taken = verbs(&text[at..]);
        let governs = taken > 0 && text.len() >= at + taken + 6 && !in_quotes(text, at);
        (governs && actor(&text[..at]).is_some()).then_some(at)
    })
}

/// What is counted: the noun that follows a count word.
pub(super) fn after(stretch: &str, verb: Option<&str>) -> Option<Noun> {
    let lead = stretch.len() - stretch.trim_start_matches(['多', '余', ' ', '的']).len();
    let text = &stretch[lead..];
    let mut quoted = false;
    let mut depth = 0u32;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        match c {
            '“' | '《' => quoted = true,
            '”' | '》' => quoted = false,
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            '，' | '。' | '、' | '；' | '：' | '！' | '？' | '\t' | '—' if !quoted && depth == 0 => {
                end = at;
                break;
            }
            _ if c.is_ascii_digit() && !quoted && at > 0 => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let whole = text[..end].trim_end_matches([' ', '的', '等']);
    let stop = AFTER
        .firsts(whole)
        .map(|(at, _)| at)
        .find(|at| *at > 0 && !in_quotes(whole, *at) && whole[..*at].chars().count() >= 2)
        .into_iter()
        .chain(
            // 企业在天交所挂牌, but not 在校学生
            ["在", "向"].iter().filter_map(|word| {
                let at = whole.find(word).filter(|at| *at > 0 && !in_quotes(whole, *at))?;
                let word = ["在校", "在建", "在岗", "在园", "在职", "在读", "在册", "方向", "取向"];
                (!word.iter().any(|word| whole.contains(word)) && whole[..at].chars().count() >= 2).then_some(at)
            }),
        )
        .min()
        .unwrap_or(whole.len());
    if AFTER.heads(whole).any(|word| {
        word.len() >= 6 && !matches!(word, "全国" | "全省" | "全市") && NOMINAL.head(&whole[word.len()..]).is_none()
    }) {
        return None;
    }
    let stop = whole[..stop].strip_suffix("目标").map_or(stop, str::len);
    let short = whole[..stop].trim_end_matches(['的', '和', '与', '及', '均', '已', '将', '被', '、', '等']);
    // 100个村的村庄规划 counts plans; 70%的农村… counts villages.
    let mut name = match short.split_once('的') {
        Some((head, rest)) if head.chars().count() <= 2 && fits(&clean(rest)) => clean(rest),
        _ => clean(short),
    };
    if !fits(&name) {
        return None;
    }
    let mut forms = Vec::new();
    if let Some(verb) = verb {
        forms.push(format!("{verb}{name}"));
    }
    for tail in ["建设", "改造", "项目", "工程", "任务"] {
        if let Some(bare) = name
            .strip_suffix(tail)
            .filter(|bare| fits(bare) && bare.chars().count() > 2)
        {
            forms.push(bare.to_owned());
        }
    }
    let long = clean(whole);
    if long.chars().count() <= 20 && fits(&long) {
        forms.push(long);
    }
    if stop < whole.len() {
        let mut rest = &whole[stop..];
        while let Some(more) = [
            "实现", "完成", "全部", "正式", "顺利", "成功", "加快", "陆续", "已", "均", "全面", "得到", "进行",
        ]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        {
            rest = more;
        }
        let two: String = rest.chars().take(2).collect();
        let verb_after = two.chars().count() == 2 && VERBS.has(&two) || AFTER.has(&two);
        forms.push(format!("{name}{two}"));
        forms.push(format!("{two}{name}"));
        // 130个项目竣工: what the verb says tells which projects.
        if name.chars().count() <= 2 && verb.is_none() && verb_after {
            let told = format!("{two}{name}");
            forms.push(std::mem::replace(&mut name, told));
        }
    }
    // 16条重点产业链产值增长 counts chains, not their output.
    if let Some(bare) = attribute_at_end(&name)
        .and_then(|attribute| name.strip_suffix(attribute))
        .filter(|bare| fits(bare))
    {
        let bare = bare.to_owned();
        forms.push(std::mem::replace(&mut name, bare));
    }
    if let Some((_, last)) = name.rsplit_once('的')
        && fits(last)
    {
        forms.push(last.to_owned());
    }
    forms.retain(|form| *form != name);
    forms.dedup();
    Some(Noun {
        name,
        forms,
        verb: verb.map(str::to_owned),
        from: 0,
        to: lead + short.len(),
    })
}

/// Whether a stretch holds nothing but adverbs and marks.
pub(super) fn is_bare(stretch: &str) -> bool {
    let from = boundary(stretch);
    let rest = &stretch[from..];
    rest[adverbs(rest)..]
        .trim_matches(['的', ' ', '、', '且', '仍', '继'])
        .is_empty()
}

/// What is left of a name without the verb behind it: 重大项目开工 → 重大项目.
pub(super) fn without_verb(name: &str) -> &str {
    VERBS
        .tail(name)
        .and_then(|verb| name.strip_suffix(verb))
        .filter(|bare| fits(bare))
        .unwrap_or(name)
}

/// Whether a noun begins here.
pub(super) fn begins(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '“')
}

/// Whether a name is an attribute that needs to be told of what.
pub(super) fn is_attribute(name: &str) -> bool {
    ATTRIBUTES.has(name)
}

/// The longest attribute that a name ends with.
pub(super) fn attribute_at_end(name: &str) -> Option<&'static str> {
    ATTRIBUTES.tail(name)
}

/// A name without line breaks, spaces and marks around it.
fn clean(text: &str) -> String {
    let text = text.trim_matches([' ', '、', '，', '：', '*', '的']);
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a text can be a name: Han, two to thirty characters, no number but in quotation marks.
pub(super) fn fits(name: &str) -> bool {
    let count = name.chars().count();
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    // 5G基站, 500强: the number is part of a word.
    let in_word = |at: usize| {
        let rest = name[at..].trim_start_matches(|c: char| c.is_ascii_digit());
        let before = name[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '强')
            || rest.starts_with("千伏")
            || before.ends_with(|c: char| c.is_ascii_alphabetic())
    };
    let digits = name
        .char_indices()
        .any(|(at, c)| c.is_ascii_digit() && !in_quotes(name, at) && !in_word(at));
    (2..=30).contains(&count)
        && !digits
        && name.chars().filter(|c| han(*c) || c.is_ascii_uppercase()).count() >= 2
        && name.matches('“').count() == name.matches('”').count()
        && name.matches('（').count() == name.matches('）').count()
        && !name.contains(['。', '；', '！', '？', '%', '\t'])
        && !EMPTY.has(name)
        && !name.starts_with(['以', '之', '期', '届', '级'])
}

#[cfg(test)]
mod tests;
