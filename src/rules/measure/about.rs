//! What a number is about: the words around it and before → indicator, forms, subject.

use super::super::gap::{self, Gap, ranked};
use super::super::nouns::{self, Noun};
use super::super::numbers::{Amount, Form};
use super::super::subjects::{invested, invested_in, is_of_something, owner_before, sized, subject_of, work_before};
use super::super::{Context, Indication, MeasureUnit, Place, Time};
use super::circumstances::{WHOLE, ZONES};
use super::{CARRIED, COUNT, Clause, GROWTH, LEVEL, RANK, Reader};
use crate::lexicon::UnitKind;
use crate::text::Span;

/// How far before a number its noun is looked for, in bytes.
const NAME: usize = 150;

/// An indicator in force, for clauses that leave it out.
#[derive(Clone)]
pub(super) struct Carried {
    pub about: About,
    pub place: Place,
    pub time: Option<Time>,
    /// Words of the level that a growth after it belongs to.
    pub level: Option<Span>,
    /// Whether it was summed over its period.
    pub flows: bool,
    /// Whether it opens what follows: 原煤：从…增加到….
    pub opens: bool,
    /// The unit of the last number.
    pub unit: Option<MeasureUnit>,
}

/// What a number is about.
#[derive(Clone)]
pub(in crate::rules) struct About {
    pub indication: Indication,
    pub forms: Vec<String>,
    pub subject: Option<String>,
}

/// How the indicator of a number was found.
pub(super) struct Found {
    pub about: About,
    /// Where the words begin that it was found in.
    pub from: u32,
    pub rule: &'static str,
    /// About the share of measures found in this way that are right in everything, over the annotated reports.
    pub confidence: f32,
    /// 新增, 净增: what is counted was added.
    pub added: bool,
    /// Whether a verb says that it was done, over the whole period.
    pub flows: bool,
    /// Whether it is a total.
    pub total: bool,
}

impl About {
    /// An indicator that is all that is known.
    pub(super) fn of(indication: Indication) -> Self {
        Self {
            indication,
            forms: Vec::new(),
            subject: None,
        }
    }

    /// What the name of an indicator says, alone.
    pub(in crate::rules) fn named(name: &str, context: &Context) -> Self {
        Self {
            subject: subject_of(name, context.words),
            ..Self::of(Indication::named(name, context.words))
        }
    }

    /// The name of the indicator.
    pub(super) fn label<'a>(&'a self, context: &Context<'a>) -> &'a str {
        self.indication.label(context.words)
    }
}

impl Carried {
    /// What was named without a number.
    pub(super) fn named(indication: Indication, opens: bool) -> Self {
        Self {
            about: About::of(indication),
            place: Place::Reporting,
            time: None,
            level: None,
            flows: false,
            opens,
            unit: None,
        }
    }
}

impl Found {
    /// What is neither a change nor summed nor a total.
    pub(super) fn new(about: About, from: u32, rule: &'static str, confidence: f32) -> Self {
        Self {
            about,
            from,
            rule,
            confidence,
            added: false,
            flows: false,
            total: false,
        }
    }
}

impl Reader<'_> {
    /// What a number is about: a known indicator right before it, what was named last, a name before it, what it counts.
    pub(super) fn find(
        &self,
        clause: &Clause,
        bears: Span,
        gap: &Gap,
        amount: &Amount,
        changes: bool,
    ) -> Option<Found> {
        let context = self.context;
        let offset = |n: usize| bears.start + u32::try_from(n).unwrap_or(0);
        let head = match amount.form {
            Form::Rank => ranked(context.slice(bears))?,
            _ => gap.head,
        };
        let begin = context
            .slice(bears)
            .find(head)
            .filter(|_| !head.is_empty())
            .unwrap_or(0);
        // Names end within reach of the number.
        let cut = head.len().saturating_sub(NAME);
        let cut = (cut..=head.len()).find(|at| head.is_char_boundary(*at)).unwrap_or(0);
        let (head, begin) = (&head[cut..], begin + cut);
        // “六连增” stands in quotation marks of its own.
        let head = if amount.form == Form::Streak {
            head.trim_end_matches('“')
        } else {
            head
        };
        let whole = context.words.indicators.suffix(head).unwrap_or(head.len());
        let noun = nouns::before(head, whole);
        let named = noun.as_ref().filter(|noun| !noun.name.is_empty());
        if amount.form == Form::Duration {
            return self.lasting(clause, bears, head, amount);
        }
        if amount.form == Form::Size {
            // 百亿级化工产业集群: the size of the trade.
            let trade = self.counted(clause, amount, None)?.name;
            let end = ["产业集群", "集群", "园区", "产业"]
                .iter()
                .find_map(|word| Some(trade.find(word)? + word.len()))?;
            let trade = trade[..end].to_owned();
            let form = |attribute: &str| format!("{trade}{attribute}");
            let about = About {
                indication: Indication::Minted(form("规模")),
                forms: vec![
                    "规模".to_owned(),
                    form("产值"),
                    "产值".to_owned(),
                    "产业规模".to_owned(),
                ],
                subject: Some(trade),
            };
            return Some(Found::new(about, amount.span.start, LEVEL, 0.6));
        }
        // 合肥居第13位: of what was named last.
        let place_only = amount.form == Form::Rank
            && named.is_some_and(|noun| clause.places.iter().any(|place| context.slice(*place) == noun.name));
        // Only adverbs before a change, rank or multiple: it is that of what was named last.
        let bare = nouns::is_bare(head) || place_only;
        let reached = ["达", "突破", "完成", "至", "超过", "总量", "为"]
            .iter()
            .any(|word| context.slice(bears).contains(word));
        let reached =
            reached && amount.unit_kind != UnitKind::Rate && self.carried.as_ref().is_some_and(|c| c.level.is_none());
        let opened = self.carried.as_ref().is_some_and(|c| c.opens);
        let again = ["累计", "总数", "共", "达"]
            .iter()
            .any(|word| context.slice(bears).contains(word))
            && self.carried.as_ref().is_some_and(|c| c.unit == amount.unit);
        // 位居中期评估第3位: the order is all that is named.
        if bare
            && amount.form == Form::Rank
            && let Some(order) = gap::order(context.slice(bears))
            && (self.carried.is_none() || bears.start == clause.span.start)
        {
            let forms = vec![order.to_owned()];
            let about = About {
                indication: Indication::Minted(format!("{order}排名")),
                forms,
                subject: None,
            };
            let from = offset(context.slice(bears).find(order).unwrap_or(0));
            return Some(Found::new(about, from, RANK, 0.85));
        }
        // 农村居民人均纯收入，由…元增加到…元: the name stands before the comma.
        let based = context.slice(bears).trim_start().starts_with(['由', '从']);
        // 44个25319户: another count of the same.
        let adjacent = bears.start == bears.end
            && bears.start > clause.span.start
            && self.carried.is_some()
            && self.counted(clause, amount, None).is_none();
        let derived = opened
            || based
            || adjacent
            || again
            || reached
            || changes
            || gap.compared
            || matches!(amount.form, Form::Rank | Form::Times | Form::Growth);
        if bare && (derived || amount.unit.as_ref().is_some_and(|unit| unit.label == "倍")) {
            let carried = self.carried.as_ref()?;
            let from = gap.change.map_or(amount.span.start, |(_, at)| offset(at));
            let rule = match amount.form {
                Form::Rank => RANK,
                _ if changes => GROWTH,
                _ => CARRIED,
            };
            return Some(Found::new(carried.about.clone(), from, rule, 0.93));
        }
        let share_of = amount.unit_kind == UnitKind::Rate && head.trim_start_matches(['、', ' ']).starts_with('占');
        if share_of && let Some(carried) = self.carried.as_ref() {
            // 占全市比重61%: of what was named last.
            let whole = head.trim_start_matches(['、', ' ']);
            let label = carried.about.label(context);
            let bare = whole.trim_end_matches(['的', ' ']);
            let name = if bare.ends_with("比重") || bare.ends_with("比例") {
                format!("{label}{bare}")
            } else {
                format!("{label}{bare}比重")
            };
            let forms = vec![format!("{label}{bare}"), bare.to_owned(), label.to_owned()];
            let about = About {
                indication: Indication::Minted(name),
                forms,
                subject: carried.about.subject.clone(),
            };
            return Some(Found::new(about, offset(begin), CARRIED, 0.85));
        }
        let verb = noun.as_ref().and_then(|noun| noun.verb.as_deref());
        let grows = |text: &str| {
            ["新增", "净增", "增加", "净流入", "新增加"]
                .iter()
                .any(|word| text.starts_with(word))
        };
        let added = verb.is_some_and(grows) || named.is_some_and(|noun| grows(&noun.name));
        let counted = self
            .counted(clause, amount, verb)
            .filter(|_| amount.form == Form::Plain && !changes);
        // 大唐700万吨露天矿项目: nothing links the number to what stands before it.
        let unlinked = gap.head.len() == context.slice(bears).trim_end().len()
            && named.is_none_or(|noun| nouns::attribute_at_end(&noun.name).is_none());
        let verb_only = noun.as_ref().is_some_and(|noun| noun.name.is_empty());
        let is_count = amount.unit_kind == UnitKind::Count;
        let is_rate = amount.unit_kind == UnitKind::Rate;
        if let Some(counted) = counted
            && (is_count || named.is_none() || (unlinked && whole == head.len()))
        {
            let from = noun
                .as_ref()
                .map_or(amount.span.start, |noun| offset(begin + noun.from));
            let city_jobs = counted.name.starts_with("城镇新增就业");
            let work = sized(gap.head, &counted.name).filter(|_| amount.unit_kind == UnitKind::Measure);
            let mut found = self.about(counted, from, COUNT, 0.68, added && !city_jobs);
            if work.is_some() {
                let forms = ["产能", "规模", "建设规模"].map(str::to_owned);
                found.about.forms.extend(forms);
                found.about.subject = work;
            }
            found.about.subject = found
                .about
                .subject
                .or_else(|| self.actor(clause, bears, from))
                .or_else(|| self.agent(clause, bears, gap.head));
            return Some(found);
        }
        if let Some(noun) = named {
            let mut noun = noun.clone();
            let from = offset(begin + noun.from);
            let described = context.source.view.text[amount.end_with_suffix as usize..].starts_with('的');
            // …项目和投资65亿元的…: the money is of what follows.
            if described
                && let Some(attribute) = ["计划总投资", "总投资", "计划投资", "投资"]
                    .iter()
                    .find(|word| noun.name.ends_with(**word))
            {
                noun.name = (*attribute).to_owned();
                noun.forms.clear();
            }
            let owner = owner_before(
                &noun.name,
                context.slice(Span {
                    start: clause.span.start,
                    end: from.max(clause.span.start),
                }),
            );
            if let Some(carried) = self.carried.as_ref().filter(|_| !described && owner.is_none())
                && nouns::is_attribute(&noun.name)
            {
                // 产值82.5亿元 after 新能源汽车产量: whose output it is was said before.
                let label = carried.about.label(context);
                let grown = ["总产量", "年产量", "产量", "面积"]
                    .iter()
                    .find_map(|end| label.strip_suffix(end));
                if let Some(subject) = carried.about.subject.clone().or_else(|| {
                    let whole = noun.name.starts_with('总') || noun.name == "增量";
                    Some(label).filter(|_| whole).or(grown).map(str::to_owned)
                }) {
                    let bare = std::mem::take(&mut noun.name);
                    noun.name = if subject.ends_with(&bare) {
                        subject
                    } else {
                        format!("{subject}{bare}")
                    };
                    noun.forms = vec![bare];
                }
            }
            // 地表水环境质量 of 柳州: the division is the area it holds for.
            for place in clause.places {
                let place = context.slice(*place);
                if WHOLE.contains(&place) {
                    continue;
                }
                if let Some(rest) = noun
                    .name
                    .strip_prefix(place)
                    .filter(|rest| !ZONES.iter().any(|zone| rest.starts_with(zone)))
                    .map(|rest| rest.trim_start_matches(['市', '县', '区', '的']))
                    && nouns::fits(rest)
                {
                    let rest = rest.to_owned();
                    noun.forms.push(std::mem::replace(&mut noun.name, rest));
                }
            }
            if let Some((front, last)) = noun.name.rsplit_once('、')
                && nouns::is_attribute(last)
                && !nouns::is_attribute(front)
            {
                noun.name = last.to_owned();
            }
            if noun.name.contains('占') && is_rate && !noun.name.ends_with("占比") && !noun.name.ends_with("比重")
            {
                let (front, _) = noun.name.split_once('占').unwrap_or_default();
                let front = front.to_owned();
                let stated = format!("{}比重", noun.name);
                noun.forms.push(std::mem::replace(&mut noun.name, stated));
                noun.forms.push(front);
            }
            if changes && noun.name == "经济" {
                noun.forms
                    .push(std::mem::replace(&mut noun.name, "经济增长".to_owned()));
            }
            let mut subject = owner;
            let order = gap::order(context.slice(bears)).filter(|_| amount.form == Form::Rank && whole == head.len());
            if let Some(order) = order.filter(|_| nouns::attribute_at_end(&noun.name).is_none()) {
                // 合肥经开区居国家级经开区第6位: a rank among its likes.
                let name = std::mem::replace(&mut noun.name, format!("{order}排名"));
                noun.forms = vec![order.to_owned(), format!("{name}排名"), name.clone()];
                subject = Some(name);
            }
            if let Some((work, attribute)) = invested(&noun.name) {
                let whole = std::mem::replace(&mut noun.name, attribute.to_owned());
                noun.forms.push(whole);
                subject = Some(work);
            }
            let exact = context.words.indicators.named(&noun.name);
            if is_of_something(&noun.name) || noun.forms.iter().any(|form| is_of_something(form)) {
                let after = Span {
                    start: amount.end_with_suffix,
                    end: clause.sentence.span.end,
                };
                let before = Span {
                    start: clause.sentence.span.start,
                    end: bears.start,
                };
                subject = subject
                    .or_else(|| invested_in(context.slice(after)))
                    .or_else(|| work_before(context.slice(before)));
            }
            let confidence = if exact.is_some() { 0.95 } else { 0.85 };
            let rule = if amount.form == Form::Rank {
                RANK
            } else if changes {
                GROWTH
            } else {
                LEVEL
            };
            let mut found = self.about(noun, from, rule, confidence, added);
            let acts = found.flows || found.added;
            found.about.subject = subject
                .or(found.about.subject)
                .or_else(|| self.actor(clause, bears, from).filter(|_| acts));
            return Some(found);
        }
        if verb_only
            && is_count
            && let (Some(verb), Some(carried)) = (verb, self.carried.as_ref())
        {
            // 重大项目开工390个、竣工437个: the verb is new, what it is done to is not.
            let label = carried.about.label(context);
            let base = nouns::without_verb(label);
            let noun = Noun {
                name: format!("{base}{verb}"),
                forms: vec![format!("{verb}{base}"), format!("{verb}项目"), verb.to_owned()],
                verb: None,
                from: 0,
                to: 0,
            };
            return Some(self.about(noun, offset(begin), CARRIED, 0.6, added));
        }
        if verb_only && amount.unit_kind == UnitKind::Currency {
            let verb = verb?;
            // 累计投资35亿元 is the investment itself.
            let spent = verb.ends_with("投资") || verb.ends_with("投入");
            let (name, form) = if spent {
                (verb.to_owned(), format!("{verb}资金"))
            } else {
                (format!("{verb}资金"), verb.to_owned())
            };
            let noun = Noun {
                name,
                forms: vec!["资金".to_owned(), form],
                verb: None,
                from: 0,
                to: 0,
            };
            let after = Span {
                start: amount.end_with_suffix,
                end: clause.span.end,
            };
            let mut found = self.about(noun, offset(begin), LEVEL, 0.65, added);
            found.flows = true;
            found.about.subject = invested_in(context.slice(after));
            return Some(found);
        }
        None
    }

    fn about(&self, noun: Noun, from: u32, rule: &'static str, confidence: f32, added: bool) -> Found {
        let subject = subject_of(&noun.name, self.context.words);
        let mut forms = noun.forms;
        // Of its subject an attribute may be told alone: 年销售额, 产值.
        if let Some(attribute) = subject.as_deref().and_then(|subject| noun.name.strip_prefix(subject)) {
            forms.push(attribute.trim_start_matches('的').to_owned());
        }
        let flows = noun.verb.is_some() || rule == COUNT;
        let total = noun.name.contains("总数") || noun.name.contains("总量");
        // A verb before a short noun such as 项目 says what the noun alone does not.
        let indication = match noun
            .verb
            .filter(|_| noun.name.chars().count() <= 2 && !noun.name.is_ascii())
        {
            Some(verb) => {
                forms.push(noun.name.clone());
                Indication::Minted(format!("{verb}{}", noun.name))
            }
            None => Indication::named(&noun.name, self.context.words),
        };
        Found {
            added,
            flows,
            total,
            ..Found::new(
                About {
                    indication,
                    forms,
                    subject,
                },
                from,
                rule,
                confidence,
            )
        }
    }
}
