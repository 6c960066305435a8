//! Divides: [`Source`] → [`Outline`].
//!
//! In comes the normalised view of a document, out go its metadata, its parts, paragraphs, sentences and clauses (which
//! tile the view's lines without gap or overlap), its tables and its glossary notes. All places are spans of the view.

mod dates;
mod glossary;
mod headings;
mod metadata;
mod sentences;
mod tables;
mod years;

use crate::text::{Source, Span};

pub use dates::{Date, date_at, date_before_year, leading_number};
pub use glossary::Note;
pub use metadata::{Metadata, Named};
pub use tables::{Column, Row, Table};

/// What a part of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Title, address, document head.
    Front,
    /// What was done: the last year, the last five years.
    Review,
    /// Goals of the coming five years or longer.
    FiveYearGoals,
    /// Targets and tasks of the year.
    YearTasks,
    /// The government's work on itself.
    OwnWork,
    /// Notes and explanations of terms.
    Notes,
    /// Attached tables.
    Table,
}

/// What a line of the view is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Title, date, speaker, address: a short line of its own.
    Line,
    /// A heading; 1 is the highest.
    Heading(u8),
    /// Running text.
    Body,
    /// A row of a table.
    Row,
}

/// One line of the view.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Without the line end.
    pub span: Span,
    /// What it looks like.
    pub form: Form,
    /// The part it lies in.
    pub part: Part,
    /// Index of the nearest heading before it.
    pub heading: Option<usize>,
    /// Its sentences, as indices into [`Outline::sentences`].
    pub sentences: std::ops::Range<usize>,
}

/// A sentence with its closing marks; a title, a heading, a table row is one too.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Place.
    pub span: Span,
    /// The paragraph it lies in.
    pub paragraph: usize,
    /// The part it lies in.
    pub part: Part,
    /// Its clauses, as indices into [`Outline::clauses`].
    pub clauses: std::ops::Range<usize>,
}

/// A document, divided.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// What the document says of itself.
    pub metadata: Metadata,
    /// Lines of the view.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Clauses: stretches of sentences that end in ，；：, in order.
    pub clauses: Vec<Span>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Explanations of terms.
    pub notes: Vec<Note>,
}

impl Outline {
    /// The sentence in which a byte of the view lies.
    pub fn sentence_at(&self, byte: u32) -> Option<usize> {
        let next = self.sentences.partition_point(|s| s.span.start <= byte);
        let at = next.checked_sub(1)?;
        (byte < self.sentences[at].span.end).then_some(at)
    }
}

/// Divides a document. Time is linear in its length.
pub fn divide(source: &Source) -> Outline {
    let mut outline = Outline::default();
    let forms = headings::forms(source);
    let metadata = metadata::find(source, &forms);
    let parts = headings::parts(source, &forms, metadata.report_year);
    let mut heading = None;
    for (at, (line, part)) in forms.iter().zip(parts).enumerate() {
        if matches!(line.form, Form::Heading(_)) {
            heading = Some(at);
        }
        let first = outline.sentences.len();
        sentences::divide(source, line, at, part, &mut outline);
        outline.paragraphs.push(Paragraph {
            span: line.span,
            form: line.form,
            part,
            heading,
            sentences: first..outline.sentences.len(),
        });
    }
    outline.metadata = metadata;
    outline.tables = tables::find(source, &outline);
    outline.notes = glossary::find(source, &outline);
    outline
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Encoding;
    use proptest::prelude::*;

    fn outline(text: &str) -> (Source, Outline) {
        let source = Source::new(text.to_owned(), Encoding::Utf8);
        let outline = divide(&source);
        (source, outline)
    }

    #[test]
    fn parts_follow_headings() {
        let (_, outline) = outline(
            "政府工作报告\n——2021年3月28日在柳州市第十四届人民代表大会第六次会议上\n张 壮\n各位代表：\n一、2020年工作回顾\n全年增长1.5%。\n（一）产业。\n二、“十四五”时期奋斗目标\n年均增长6%。\n三、2021年主要工作\n增长7%。\n四、加强政府自身建设\n依法履职。\n附注\n四不摘：不摘责任。\n",
        );
        let parts: Vec<Part> = outline.paragraphs.iter().map(|p| p.part).collect();
        use Part::{FiveYearGoals, Front, Notes, OwnWork, Review, YearTasks};
        assert_eq!(
            parts,
            [
                Front,
                Front,
                Front,
                Front,
                Review,
                Review,
                Review,
                FiveYearGoals,
                FiveYearGoals,
                YearTasks,
                YearTasks,
                OwnWork,
                OwnWork,
                Notes,
                Notes
            ]
        );
    }

    #[test]
    fn a_lone_sentence_is_read_as_a_review() {
        let (_, outline) = outline("全市实现地区生产总值3176.9亿元，增长1.5%。");
        assert_eq!(outline.paragraphs[0].part, Part::Review);
    }

    proptest! {
        #[test]
        fn sentences_and_clauses_tile(text in "[一二、，。：；！？（）”“0-9a全市增长%\t\n附注回顾今年第]{0,300}") {
            let (source, outline) = outline(&text);
            let mut at = 0;
            for paragraph in &outline.paragraphs {
                assert_eq!(paragraph.span.start as usize, at);
                let mut inner = paragraph.span.start;
                for sentence in &outline.sentences[paragraph.sentences.clone()] {
                    assert_eq!(sentence.span.start, inner);
                    let mut clause_at = inner;
                    for clause in &outline.clauses[sentence.clauses.clone()] {
                        assert_eq!(clause.start, clause_at);
                        clause_at = clause.end;
                    }
                    assert_eq!(clause_at, sentence.span.end);
                    inner = sentence.span.end;
                }
                assert_eq!(inner, paragraph.span.end);
                at = paragraph.span.end as usize + 1;
            }
            assert_eq!(at, source.view.text.len());
        }
    }
}
