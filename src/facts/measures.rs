//! Measures with their indicator, subject, area and period settled.

use rustc_hash::FxHashMap;

use super::entities::{Book, Class, EntityId};
use crate::outline::Part;
use crate::rules::{Context, Indication, Measure, Place, Time};
use crate::text::Span;

/// A measure whose references are settled.
#[derive(Debug, Clone)]
pub struct SettledMeasure {
    /// As read.
    pub measure: Measure,
    /// What it is about.
    pub subject: Option<EntityId>,
    /// The area it holds for.
    pub area: Option<EntityId>,
    /// First and last year and label of its period.
    pub period: Option<(i16, i16, String)>,
}

/// Settles one measure; `None` when it says nothing (no indicator).
pub(super) fn settle(
    context: &Context,
    book: &mut Book,
    home: Option<EntityId>,
    measure: &Measure,
) -> Option<SettledMeasure> {
    if let Indication::Minted(name) = &measure.indicator
        && name.is_empty()
    {
        return None;
    }
    let area = match &measure.area {
        Place::Reporting => home,
        Place::Named(form) => match book.resolve_mention(form) {
            Some(division) => {
                let area = book.division(division);
                book.mention(area, measure.evidence.span);
                Some(area)
            }
            None => home,
        },
    };
    let period = match &measure.time {
        Time::Years { from, to, label } => Some((*from, *to, label.clone())),
        Time::OfPart => of_part(context, measure.evidence.span),
        Time::Unstated => None,
    };
    Some(SettledMeasure {
        measure: measure.clone(),
        subject: area,
        area,
        period,
    })
}

/// Finds what measures are about that are not about an area: an entity that has this name, else a subject of its own.
pub(super) fn name_subjects(book: &mut Book, measures: &mut [SettledMeasure]) {
    let mut entities: FxHashMap<String, EntityId> = FxHashMap::default();
    for (id, entity) in book.all() {
        if matches!(entity.class, Class::Named(_)) {
            for form in entity.aliases.iter().chain([&entity.label]) {
                entities.entry(form.clone()).or_insert(id);
            }
        }
    }
    for measure in measures {
        if let Some(name) = &measure.measure.subject {
            let plain = name.trim_matches(['“', '”']);
            let known = entities.get(name).or_else(|| entities.get(plain));
            measure.subject = Some(known.copied().unwrap_or_else(|| book.own(Class::Subject, name)));
        }
    }
}

/// The period a part speaks of: a review of the year before, tasks of the year itself.
fn of_part(context: &Context, span: Span) -> Option<(i16, i16, String)> {
    let year = context.outline.metadata.report_year?;
    let sentence = &context.outline.sentences[context.outline.sentence_at(span.start)?];
    let at = match sentence.part {
        Part::Front | Part::Notes => return None,
        Part::Review => year - 1,
        Part::FiveYearGoals => return Some((year, year + 4, format!("{year}—{}年", year + 4))),
        Part::YearTasks | Part::OwnWork | Part::Table => year,
    };
    Some((at, at, format!("{at}年")))
}

/// Of measures at the same place with the same value the first stays.
pub(super) fn drop_doubles(measures: &mut Vec<SettledMeasure>) {
    measures.sort_by_key(|m| (m.measure.evidence.span, m.measure.words));
    measures.dedup_by(|b, a| {
        a.measure.words == b.measure.words
            && a.measure.value == b.measure.value
            && a.measure.indicator == b.measure.indicator
    });
}
