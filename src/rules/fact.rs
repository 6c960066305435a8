//! What rules read. A fact holds places and words of one document; what is the same thing as what is settled later.

use crate::labels::Kind;
use crate::lexicon::Lexicon;
use crate::lexicon::number::Decimal;
use crate::outline::Date;
use crate::text::{Source, Span};

/// Where a fact stands, which rule read it, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// The shortest stretch that holds what was read.
    pub span: Span,
    /// Id of the rule.
    pub rule: &'static str,
    /// 0–1.
    pub confidence: f32,
}

/// What a rule read.
#[derive(Debug, Clone)]
pub enum Fact {
    /// A unit answers for a task.
    Assignment(Assignment),
    /// A task or project is described in words.
    Description(Task, Span, Evidence),
    /// A term is explained.
    Explained(Explained),
    /// A public body is named.
    Agency(Agent, Evidence),
    /// A division is named.
    Area(Named, Evidence),
    /// Something is named.
    Name(NamedEntity, Evidence),
    /// A number says something.
    Measure(Box<Measure>),
}

/// Whether a task has a name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TaskKind {
    /// A row of a table of projects.
    Project,
    /// A task of running text.
    Task,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its kind.
    pub kind: TaskKind,
    /// Its label.
    pub label: String,
    /// Where it is named.
    pub span: Span,
}

/// A public body, firm or group as a list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// With what coordination leaves out filled in: 柳城县人民政府.
    pub name: String,
    /// The words that stand: 柳城县.
    pub span: Span,
}

/// The part a unit has in a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// 牵头
    Lead,
    /// 责任
    Responsible,
    /// 配合
    Cooperating,
    /// 督导
    Supervising,
}

/// A unit answers for a task.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// For what.
    pub task: Task,
    /// Who.
    pub agent: Agent,
    /// As what.
    pub role: Role,
    /// From 1 within the role's list.
    pub position: u32,
    /// Until when.
    pub deadline: Option<Date>,
    /// Evidence.
    pub evidence: Evidence,
}

/// A term with its explanation.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The term.
    pub term: Span,
    /// The label: the term without quotation marks.
    pub label: String,
    /// Its explanation.
    pub definition: Span,
    /// Where the text uses it.
    pub uses: Vec<Span>,
    /// Evidence.
    pub evidence: Evidence,
}

/// A division that a stretch names, as far as the words alone tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As written.
    pub form: String,
    /// Place.
    pub span: Span,
}

/// A name in running text with what it seems to name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedEntity {
    /// What it names.
    pub kind: Kind,
    /// The name, without what coordination or quotation adds.
    pub label: String,
    /// The words that stand.
    pub span: Span,
}

/// Which number of its indicator a measure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// An amount or count.
    Level,
    /// A rate or amount of change.
    Growth,
    /// A proportion.
    Share,
    /// A place in an order.
    Rank,
    /// A multiple of an earlier value.
    Multiple,
    /// A span of time.
    Duration,
    /// The earlier value in 由A提升到B.
    ChangeFrom,
    /// Anything else: a distance from another's value, a streak.
    Other,
}

/// How the number bounds the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// Just so.
    Exactly,
    /// 以上, 不少于
    AtLeast,
    /// 超过, 突破
    MoreThan,
    /// 以内, 不超过
    AtMost,
    /// 不到, 低于
    LessThan,
    /// 约, 左右
    About,
    /// A to B.
    Range,
}

/// How firmly a target is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Modality {
    /// 确保
    Ensure,
    /// 力争
    Strive,
    /// 预期
    Expected,
    /// 计划
    Planned,
    /// 必须
    Required,
}

/// What a measure is a measure of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Indication {
    /// An indicator of the vocabulary, by its index.
    Known(usize),
    /// A name that the text gives.
    Minted(String),
}

impl Indication {
    /// The indicator with this name, known or minted.
    pub fn named(name: &str, words: &Lexicon) -> Self {
        let known = words.indicators.named(name);
        known.map_or_else(|| Self::Minted(name.to_owned()), Self::Known)
    }

    /// The name of the indicator.
    pub fn label<'a>(&'a self, words: &'a Lexicon) -> &'a str {
        match self {
            Self::Known(index) => &words.indicators.get(*index).label,
            Self::Minted(name) => name,
        }
    }
}

/// The time a measure holds for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Time {
    /// A span of years with its label.
    Years {
        /// First year.
        from: i16,
        /// Last year.
        to: i16,
        /// 2020年, “十三五”时期.
        label: String,
    },
    /// Not stated in words: what the part of the report is about.
    OfPart,
    /// Not stated, and not that of the part either.
    Unstated,
}

/// The area a measure holds for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The reporting area.
    Reporting,
    /// A division, by the words that name it.
    Named(String),
}

/// The unit of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureUnit {
    /// Label as written: 亿元.
    pub label: String,
    /// IRI of the unit without scale.
    pub word: String,
    /// IRI of the base unit.
    pub base: String,
    /// Base units in one unit.
    pub factor: Decimal,
}

/// A number that says something.
#[derive(Debug, Clone)]
pub struct Measure {
    /// The indicator.
    pub indicator: Indication,
    /// Other forms of an indicator that the text gives: with its verb.
    pub forms: Vec<String>,
    /// What it is about, where that is not the whole area.
    pub subject: Option<String>,
    /// Level, growth ….
    pub aspect: Aspect,
    /// Comparator.
    pub comparator: Comparator,
    /// The number in the stated unit.
    pub value: Decimal,
    /// The end of a range.
    pub max_value: Option<Decimal>,
    /// The unit; ranks and the like may have none.
    pub unit: Option<MeasureUnit>,
    /// Time.
    pub time: Time,
    /// Area.
    pub area: Place,
    /// 规模以上, 市区 ….
    pub scope: Option<String>,
    /// Whether it is a yearly average.
    pub annual_average: bool,
    /// Whether it is a target.
    pub target: bool,
    /// How firm the target is.
    pub modality: Option<Modality>,
    /// Words of the value.
    pub words: Span,
    /// Place of the level this growth goes with.
    pub change_of: Option<Span>,
    /// Evidence.
    pub evidence: Evidence,
}

impl Fact {
    /// The rule and place of the fact.
    pub fn evidence(&self) -> Evidence {
        match self {
            Self::Assignment(a) => a.evidence,
            Self::Explained(e) => e.evidence,
            Self::Description(_, _, e) | Self::Agency(_, e) | Self::Area(_, e) | Self::Name(_, e) => *e,
            Self::Measure(m) => m.evidence,
        }
    }

    /// All places that the fact was read from.
    pub fn places(&self) -> Vec<Span> {
        let mut places = vec![self.evidence().span];
        match self {
            Self::Assignment(a) => places.push(a.task.span),
            Self::Description(task, span, _) => places.extend([task.span, *span]),
            Self::Explained(e) => {
                places.extend([e.term, e.definition]);
                places.extend(&e.uses);
            }
            Self::Agency(..) | Self::Area(..) | Self::Name(..) | Self::Measure(_) => {}
        }
        places
    }

    /// One line that says what was read.
    pub fn describe(&self, source: &Source, words: &Lexicon) -> String {
        let view = &source.view;
        match self {
            Self::Assignment(a) => {
                let deadline = a
                    .deadline
                    .map(|d| format!(" until {}", d.iso_end()))
                    .unwrap_or_default();
                format!(
                    "{} —{:?} {}→ {}{deadline}",
                    a.task.label, a.role, a.position, a.agent.name
                )
            }
            Self::Description(task, span, _) => format!("{}: {}", task.label, view.slice(*span)),
            Self::Explained(e) => format!("{} = {}", e.label, view.slice(e.definition)),
            Self::Agency(agent, _) => format!("agency {}", agent.name),
            Self::Area(named, _) => format!("area {}", named.form),
            Self::Name(named, _) => format!("{} {}", named.kind.name(), named.label),
            Self::Measure(m) => m.describe(words),
        }
    }
}

impl Measure {
    fn describe(&self, words: &Lexicon) -> String {
        let indicator = self.indicator.label(words);
        let to = self.max_value.map(|v| format!("~{v}")).unwrap_or_default();
        let kind = if self.target { "target" } else { "actual" };
        let time = match &self.time {
            Time::Years { from, to, .. } if from == to => from.to_string(),
            Time::Years { from, to, .. } => format!("{from}-{to}"),
            Time::OfPart => "-".to_owned(),
            Time::Unstated => "?".to_owned(),
        };
        format!(
            "{indicator} {:?} {:?} {}{to}{} {time} {kind}",
            self.aspect,
            self.comparator,
            self.value,
            self.unit.as_ref().map_or("", |unit| unit.label.as_str())
        )
    }
}
