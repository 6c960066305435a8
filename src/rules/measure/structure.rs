//! The parts of the three sectors in a ratio: 三次产业结构由8.7∶41.2∶50.1调整为7.4∶39.6∶53.

use super::super::numbers::{Amount, Form, unit_of};
use super::super::{Aspect, Comparator, Fact, Measure, Time};
use super::about::About;
use super::{Clause, Reader};
use crate::lexicon::UnitKind;
use crate::lexicon::number::{Decimal, number_at};
use crate::text::Span;

/// A ratio of three: its numbers with the bytes that they take.
type Ratio = [(Decimal, usize, usize); 3];

/// The ratios of three numbers in a text.
fn ratios(text: &str) -> Vec<Ratio> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        match ratio(text, start) {
            Some(ratio) => {
                at = ratio[2].2;
                out.push(ratio);
            }
            None => {
                let run = text[start..].find(|c: char| !c.is_ascii_digit() && c != '.');
                at = run.map_or(text.len(), |length| start + length);
            }
        }
    }
    out
}

fn ratio(text: &str, start: usize) -> Option<Ratio> {
    let part = |at: usize| {
        let number = number_at(&text[at..]).filter(|number| !number.chinese)?;
        Some((number.value, at, at + number.length))
    };
    let next = |end: usize| {
        let rest = &text[end..];
        let mark = rest.chars().next().filter(|c| matches!(c, '∶' | ':'))?;
        part(end + mark.len_utf8())
    };
    let first = part(start)?;
    let second = next(first.2)?;
    Some([first, second, next(second.2)?])
}

impl Reader<'_> {
    /// The parts of the sectors, where a clause tells them as a ratio.
    pub(super) fn structure(&mut self, clause: &Clause) -> Option<Vec<Fact>> {
        let context = self.context;
        let text = context.slice(clause.span);
        let speaks = ["产业结构", "三次产业", "一二三产", "三产结构", "产业比"]
            .iter()
            .any(|word| text.contains(word));
        if !speaks || !text.contains(['∶', ':']) {
            return None;
        }
        let ratios = ratios(text);
        let percent = context.words.units.at("%")?;
        let mut facts = Vec::new();
        for (n, ratio) in ratios.iter().enumerate() {
            let from = &text[..ratio[0].1];
            let earlier = n == 0 && ratios.len() == 2 && from.rfind(['由', '从']).is_some();
            for ((value, begin, end), sector) in ratio.iter().zip(["第一产业", "第二产业", "第三产业"]) {
                let span = Span::new(*begin, *end).shift(clause.span.start);
                let amount = Amount {
                    span,
                    value: *value,
                    max_value: None,
                    unit: unit_of(&percent),
                    unit_kind: UnitKind::Rate,
                    form: Form::Plain,
                    comparator: Comparator::Exactly,
                    end_with_suffix: span.end,
                };
                let bears = Span {
                    start: span.start,
                    end: span.start,
                };
                let about = About::named(&format!("{sector}比重"), context);
                let measure = self.one(clause, bears, &amount, Some(about))?;
                facts.push(Fact::Measure(Box::new(if earlier {
                    Measure {
                        aspect: Aspect::ChangeFrom,
                        time: Time::Unstated,
                        target: false,
                        ..measure
                    }
                } else {
                    measure
                })));
            }
        }
        (!facts.is_empty()).then_some(facts)
    }
}

#[cfg(test)]
mod tests {
    use super::ratios;

    #[test]
    fn ratios_of_three() {
        let found = ratios("三次产业结构由8.7∶41.2∶50.1调整为7.4:39.6:53");
        let values: Vec<String> = found.iter().flatten().map(|part| part.0.to_string()).collect();
        assert_eq!(values, ["8.7", "41.2", "50.1", "7.4", "39.6", "53"]);
        assert!(ratios("城乡居民收入比2.4:1，会议8:30开始").is_empty());
    }
}
