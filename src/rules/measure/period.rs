//! The period of a number that looks back, or ahead, on several years: all of them for what was done, the last for what
//! there is at their end.

use super::super::numbers::Amount;
use super::super::times::{goal_years, within, years};
use super::super::{Aspect, Indication, Time};
use super::about::Found;
use super::{Clause, Reader};
use crate::lexicon::number::Decimal;
use crate::outline::Part;

/// What the words of a clause up to its number say of the time the number holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    /// 累计, 五年完成: over the whole period.
    summed: bool,
    /// 稳定在, 保持: all the time.
    stays: bool,
    /// 达到, 增至: at the end of it.
    ends: bool,
    /// 达, 突破: mostly at the end of it.
    reaches: bool,
    /// Five years or a plan are spoken of.
    five: bool,
}

impl Said {
    /// `lead` is what the sentence opens with, `spoken` the clause before the number, `link` what stands between the name
    /// and the number.
    pub(super) fn of(lead: &str, spoken: &str, link: &str) -> Self {
        let says = |words: &[&str]| words.iter().any(|word| spoken.contains(word));
        let links = |words: &[&str]| words.iter().any(|word| link.contains(word));
        let five = spoken.contains(['五', '“']);
        let against = says(&["前五年", "上五年", "上个五年", "前5年", "上一个五年"])
            || says(&["比“", "较“", "比上一个“"]) && says(&["五”"]);
        let ends = links(&["到", "至", "为", "是"]) || says(&["目前", "现有", "现已", "已有"]);
        Self {
            summed: says(&["累计", "共计", "总计", "先后", "合计"])
                || against
                || !ends
                    && (says(&["五年", "5年"]) || lead.chars().count() <= 8 && lead.contains("五年"))
                    && !says(&["五年规划", "五年计划"]),
            stays: links(&["稳定", "保持", "维持", "控制在"]) || says(&["始终", "每年"]),
            ends,
            reaches: links(&["达", "突破", "超"]),
            five,
        }
    }
}

/// Ends of names of what is counted at a time, or of one year.
const STANDING: [&str; 18] = [
    "总值",
    "增加值",
    "收入",
    "总额",
    "产量",
    "产值",
    "进出口",
    "余额",
    "人数",
    "人口",
    "人员",
    "零售额",
    "用电量",
    "总量",
    "总数",
    "储备",
    "容量",
    "面积",
];

/// Ends of names of money that is spent: what it comes to is spent over the whole time.
const SPENT: [&str; 7] = ["资金", "投入", "支出", "费", "经费", "投资", "贷款"];

impl Reader<'_> {
    /// Whether a number of this aspect holds for all years of a look back, and not for the last of them.
    pub(super) fn flows(&self, found: &Found, aspect: Aspect, said: &Said, before: &str, average: bool) -> bool {
        let carried = self.carried.as_ref();
        let same = carried.is_some_and(|c| c.about.indication == found.about.indication && c.flows);
        // 累计接待游客…万人次、旅游收入…亿元: summed like what stands before it.
        let listed = carried.is_some_and(|c| c.flows) && before.trim_start().starts_with(['、', '和']);
        let name = found.about.label(self.context);
        let spent = SPENT.iter().any(|word| name.ends_with(word));
        match aspect {
            Aspect::Level => {
                let done = found.flows || !self.stands(&found.about.indication);
                said.summed
                    || said.stays
                    || !said.ends && (same || listed || done && (found.flows || !said.reaches) || spent)
            }
            Aspect::Growth => said.summed || average || same || found.added,
            Aspect::Share => said.stays,
            Aspect::Multiple => said.summed || same,
            _ => false,
        }
    }

    /// Whether an indicator is counted at a time or for one year.
    fn stands(&self, indication: &Indication) -> bool {
        let name = indication.label(self.context.words);
        let kind = match indication {
            Indication::Known(index) => self.context.words.indicators.get(*index).property("indicatorKind"),
            Indication::Minted(_) => None,
        };
        let flow = kind.is_some_and(|kind| kind.ends_with("Flow"));
        let ends = STANDING
            .iter()
            .any(|word| name.ends_with(word) && !(flow && *word == "面积"));
        kind.is_some_and(|kind| kind.ends_with("Stock") || kind.ends_with("Rate")) || ends
    }

    /// The period of a number: what is `stated`, and where that leaves several years what its words say.
    pub(super) fn period(
        &self,
        clause: &Clause,
        stated: &Time,
        aspect: Aspect,
        flows: bool,
        said: &Said,
        amount: &Amount,
    ) -> Time {
        let several = |time: &Time| matches!(time, Time::Years { from, to, .. } if from != to);
        let text = self.context.tail(clause.span.start, amount.span.start, 300);
        let single = matches!(stated, Time::Years { from, to, .. } if from == to);
        let average = text.contains("年均") || text.contains("平均每年");
        let dated = text.contains('年') && text.contains(|c: char| c.is_ascii_digit());
        let goals = self.sentence.part == Part::FiveYearGoals;
        match (stated, self.back) {
            (_, Some(back)) if single && (average || said.summed && !dated) => back.clone(),
            (Time::OfPart, Some(back)) if aspect == Aspect::Duration => lasting(back, amount),
            (Time::OfPart, Some(back)) if aspect != Aspect::ChangeFrom => within(back, flows),
            (Time::Years { .. }, _) if several(stated) && self.sentence.part == Part::Review && !said.five => {
                within(stated, flows)
            }
            (Time::OfPart | Time::Years { .. }, _) if goals => {
                let at_end = matches!(aspect, Aspect::Level | Aspect::Share)
                    && !said.stays
                    && !said.summed
                    && (said.ends || said.reaches || aspect == Aspect::Share);
                let whole = Some(stated.clone())
                    .filter(several)
                    .or_else(|| goal_years(self.context));
                match whole.filter(|_| at_end && !single) {
                    Some(whole) => within(&whole, false),
                    None => stated.clone(),
                }
            }
            _ => stated.clone(),
        }
    }
}

/// 连续四年 in a look back on five: the last four; what lasts longer than the look back holds at its end.
fn lasting(back: &Time, amount: &Amount) -> Time {
    let Time::Years { from, to, .. } = back else {
        return back.clone();
    };
    let length = (1..to - from + 1).find(|n| Decimal::from(i64::from(*n)) == amount.value);
    let in_years = amount.unit.as_ref().is_some_and(|unit| unit.label == "年");
    match length.filter(|_| in_years) {
        Some(length) => years(to - length + 1, *to),
        None => years(*to, *to),
    }
}

#[cfg(test)]
mod tests {
    use super::Said;

    #[test]
    fn what_is_summed_is_told_from_what_is_reached() {
        assert!(Said::of("", "累计发放贷款", "").summed);
        assert!(Said::of("", "五年完成投资", "").summed);
        let reached = Said::of("", "五年来城镇化率提高到", "提高到");
        assert!(reached.ends && !reached.summed);
        assert!(Said::of("", "粮食产量稳定在", "稳定在").stays);
        assert!(!Said::of("", "新建公路", "").ends);
        assert!(Said::of("五年间，", "进出口总额增长", "增长").summed);
    }
}
