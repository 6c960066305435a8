//! What a document says of itself: title, number, dates, issuer, recipient, speaker, congress.

use super::headings::LineForm;
use super::{Date, Form, date_at, years};
use crate::text::{Source, Span, is_numbered_heading};

/// A name in the document's head with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As it stands, without layout.
    pub name: String,
    /// Place.
    pub span: Span,
}

/// The head of a document. Everything is optional: many texts come without it.
#[derive(Debug, Clone, Default)]
pub struct Metadata {
    /// 政府工作报告 or what the document is called.
    pub title: Option<Named>,
    /// 柳政发〔2021〕17号.
    pub number: Option<Named>,
    /// Date of issue (印发), else of the meeting, else of a date line.
    pub issued: Option<(Date, Span)>,
    /// The body that issued it: 柳州市人民政府.
    pub issuer: Option<Named>,
    /// To whom: 各县、区人民政府，….
    pub recipient: Option<Named>,
    /// Who gives the report.
    pub speaker: Option<Named>,
    /// Office of the speaker as written: 海拉尔区人民政府区长.
    pub office: Option<Named>,
    /// The congress: 柳州市第十四届人民代表大会第六次会议.
    pub congress: Option<Named>,
    /// The congress's own area as named: 柳州市.
    pub congress_area: Option<Named>,
    /// Year of the report.
    pub report_year: Option<i16>,
    /// How sure the year is, 0–1.
    pub year_confidence: f32,
    /// The first lines (title, headings of the letter) in which the reporting area may be named.
    pub head: Vec<Span>,
}

/// Lines from the top among which a head is looked for.
const HEAD: usize = 40;

pub(super) fn find(source: &Source, lines: &[LineForm]) -> Metadata {
    let view = &source.view;
    let mut metadata = Metadata::default();
    let named = |span: Span| Named {
        name: view.slice(span).to_owned(),
        span,
    };
    let short = |line: &&LineForm| line.span.end - line.span.start < 400;
    for line in lines.iter().take(HEAD).filter(short) {
        let text = view.slice(line.span);
        let begin = line.span.start as usize;
        let at = |from: usize, to: usize| named(Span::new(begin + from, begin + to));
        if metadata.head.len() < 12 {
            metadata.head.push(line.span);
        }
        if metadata.title.is_none()
            && let Some(end) = report_title(text)
        {
            metadata.title = Some(at(0, end));
        }
        if metadata.number.is_none()
            && let Some((from, to)) = document_number(text)
        {
            metadata.number = Some(at(from, to));
        }
        if metadata.congress.is_none()
            && let Some((from, to, area)) = congress(text)
        {
            metadata.congress = Some(at(from, to));
            metadata.congress_area = (area > from).then(|| at(from, area));
        }
        if metadata.recipient.is_none() && metadata.number.is_some() && text.ends_with('：') && text.contains('、') {
            metadata.recipient = Some(at(0, text.len() - '：'.len_utf8()));
        }
        if metadata.issuer.is_none() && is_issuer(text) {
            metadata.issuer = Some(at(0, text.len()));
        }
        if metadata.office.is_none()
            && let Some((office, name)) = speaker(text)
        {
            metadata.office = Some(at(0, office));
            if !name.is_empty() {
                metadata.speaker = Some(at(name.start, name.end));
            }
        }
    }
    metadata.issued = issued(source, lines);
    if metadata.title.is_none() {
        metadata.title = other_title(source, lines).map(named);
    }
    if metadata.speaker.is_none() {
        metadata.speaker = lone_name(source, lines).map(named);
    }
    let title = metadata.title.as_ref().map(|t| t.name.as_str());
    if let Some((year, confidence)) = years::find(source, lines, title) {
        metadata.report_year = Some(year);
        metadata.year_confidence = confidence;
    }
    metadata
}

impl Metadata {
    /// Lets the name of the file decide on the year where the text itself hardly tells it.
    pub fn take_name(&mut self, name: &str) {
        if self.year_confidence <= years::SPOKEN
            && let Some(year) = years::of_name(name)
        {
            self.report_year = Some(year);
            self.year_confidence = years::NAMED;
        }
    }
}

/// Whether a line can be what a document is called: it is no sentence, no address, no caption and no link.
fn is_like_title(text: &str) -> bool {
    let others = ["请予", "点击", "查阅", "记者", "我代表"];
    let sentence = text.contains(['，', '。', '；', '！', '？', '…']) || text.ends_with('：');
    let remark = text.starts_with('（') && text.ends_with('）');
    !sentence && !remark && !others.iter().any(|word| text.contains(word))
}

/// The end of the title in a line that names a report: 政府工作报告, without the date of the meeting that may follow.
fn report_title(text: &str) -> Option<usize> {
    const REPORT: &str = "政府工作报告";
    let end = text.find(REPORT)? + REPORT.len();
    if text.chars().count() > 40 || text.contains('《') || !is_like_title(text) {
        return None;
    }
    let meeting = date_at(&text[end..]).is_some_and(|(date, _)| date.month > 0);
    Some(if meeting { end } else { text.len() })
}

/// `柳政发〔2021〕17号`: byte range.
fn document_number(text: &str) -> Option<(usize, usize)> {
    let open = text.find(['〔', '［', '[', '【'])?;
    let inner_start = open + text[open..].chars().next()?.len_utf8();
    let year: String = text[inner_start..].chars().take(4).collect();
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let close = inner_start + 4;
    let close_len = text[close..]
        .chars()
        .next()
        .filter(|c| matches!(c, '〕' | '］' | ']' | '】'))?
        .len_utf8();
    let rest = &text[close + close_len..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || !rest[digits..].starts_with('号') {
        return None;
    }
    let head: usize = text[..open]
        .chars()
        .rev()
        .take(10)
        .take_while(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .map(char::len_utf8)
        .sum();
    (head > 0).then_some((open - head, close + close_len + digits + '号'.len_utf8()))
}

/// `在柳州市第十四届人民代表大会第六次会议`: byte range of the congress and the end of its area's name.
fn congress(text: &str) -> Option<(usize, usize, usize)> {
    let end_word = text.find("会议上").or_else(|| text.find("会议"))?;
    let end = end_word + "会议".len();
    text[..end].find("人民代表大会").or_else(|| text[..end].find("人大"))?;
    let start = text[..end].rfind('在').map_or(0, |at| at + '在'.len_utf8());
    let area = text[start..end].find('第').map_or(start, |at| start + at);
    let body = &text[start..end];
    (body.contains('届') && body.chars().count() <= 45).then_some((start, end, area))
}

fn is_issuer(text: &str) -> bool {
    (text.ends_with("人民政府") || text.ends_with("人民政府办公室") || text.ends_with("人民政府办公厅"))
        && text.chars().count() <= 24
        && !text.contains(['，', '、', '：'])
}

const OFFICES: [&str; 11] = [
    "自治区主席",
    "省长",
    "市长",
    "县长",
    "区长",
    "州长",
    "主席",
    "盟长",
    "旗长",
    "总理",
    "主任",
];

struct NameRange {
    start: usize,
    end: usize,
}

impl NameRange {
    fn is_empty(&self) -> bool {
        self.start >= self.end
    }
}

/// `海拉尔区人民政府区长 杜联合`, `易县人民政府县长刘杰`: end of the office, range of the name.
fn speaker(text: &str) -> Option<(usize, NameRange)> {
    if text.chars().count() > 32 || text.contains(['，', '。', '、', '：']) {
        return None;
    }
    let (at, office) = OFFICES
        .iter()
        .filter_map(|o| text.find(o).map(|at| (at, *o)))
        .min_by_key(|(at, o)| (*at, std::cmp::Reverse(o.len())))?;
    let end = at + office.len();
    let rest = &text[end..];
    let lead = rest.len() - rest.trim_start_matches([' ', '　', '—']).len();
    let name = rest[lead..].trim_end_matches(['）', ' ']);
    let count = name.chars().filter(|c| *c != ' ').count();
    let fits = (2..=5).contains(&count) || name.contains('·');
    if !fits {
        return None;
    }
    Some((
        end,
        NameRange {
            start: end + lead,
            end: end + lead + name.len(),
        },
    ))
}

/// A line of two to four characters between the title's lines and the address is the speaker's name.
fn lone_name(source: &Source, lines: &[LineForm]) -> Option<Span> {
    let address = lines
        .iter()
        .take(HEAD)
        .position(|l| source.view.slice(l.span).starts_with("各位代表"))?;
    let line = lines[..address].last()?;
    let text = source.view.slice(line.span);
    let count = text.chars().filter(|c| *c != ' ').count();
    let name = (2..=4).contains(&count)
        && text.chars().all(|c| c == ' ' || ('\u{4e00}'..='\u{9fff}').contains(&c))
        && !text.contains("报告");
    name.then_some(line.span)
}

/// The date before 印发 wherever it stands in the head or at the end; else the date of the meeting or of a date line.
fn issued(source: &Source, lines: &[LineForm]) -> Option<(Date, Span)> {
    let in_line = |line: &LineForm, must: &str| {
        let text = source.view.slice(line.span);
        if text.chars().count() > 60 || !text.contains(must) {
            return None;
        }
        let (at, (date, length)) = text
            .char_indices()
            .find_map(|(at, _)| date_at(&text[at..]).map(|d| (at, d)))?;
        let begin = line.span.start as usize + at;
        (date.day > 0).then(|| (date, Span::new(begin, begin + length)))
    };
    let head = || lines.iter().take(HEAD).filter(|l| l.form != Form::Row);
    let tail = || lines.iter().rev().take(12).filter(|l| l.form != Form::Row);
    head()
        .find_map(|l| in_line(l, "印发"))
        .or_else(|| tail().find_map(|l| in_line(l, "印发")))
        .or_else(|| head().find_map(|l| in_line(l, "会议上")))
        .or_else(|| {
            lines
                .iter()
                .take(years::DATE_LINES)
                .find_map(|l| Some((years::date_line(source.view.slice(l.span))?, l.span)))
        })
        .or_else(|| head().filter(|l| l.form != Form::Body).find_map(|l| in_line(l, "年")))
}

/// The title of a document that is no report: the line that names a notice, plan or list.
fn other_title(source: &Source, lines: &[LineForm]) -> Option<Span> {
    let kinds = [
        "通知",
        "意见",
        "方案",
        "计划",
        "措施",
        "规划",
        "清单",
        "办法",
        "纲要",
        "报告",
        "决定",
        "规定",
        "任务分解",
        "若干政策",
    ];
    lines
        .iter()
        .take(HEAD)
        .filter(|l| l.form != Form::Row)
        .find(|l| {
            let text = source.view.slice(l.span);
            let bare = text.trim_end_matches(['）', '》']);
            let is_part = is_numbered_heading(text);
            text.chars().count() <= 80 && is_like_title(text) && !is_part && kinds.iter().any(|k| bare.ends_with(k))
        })
        .map(|l| l.span)
}

#[cfg(test)]
mod tests {
    use crate::outline::{Outline, divide};
    use crate::text::{Encoding, Source};

    fn read(text: &str) -> Outline {
        divide(&Source::new(text.to_owned(), Encoding::Utf8))
    }

    #[test]
    fn a_letterhead_is_read() {
        let outline = read(
            "# 柳 州 市\n\n## 人 民 政 府 文 件\n\n柳政发〔2021〕17号\n\n---\n\n### 柳州市人民政府 关于印发《政府工作报告》的通知\n\n各县、区人民政府，市直机关各委、办、局，各有关单位：\n\n现印发给你们，请遵照执行。\n\n柳州市人民政府\n\n2021年4月19日\n\n柳州市人民政府办公室\n\n2021年4月20日印发\n\n# 政府工作报告\n\n——2021年3月28日在柳州市第十四届人民代表大会第六次会议上\n\n张 壮\n\n各位代表：\n",
        );
        let metadata = outline.metadata;
        let name = |n: &Option<super::Named>| n.as_ref().map(|n| n.name.clone()).unwrap_or_default();
        assert_eq!(name(&metadata.title), "政府工作报告");
        assert_eq!(name(&metadata.number), "柳政发〔2021〕17号");
        assert_eq!(name(&metadata.issuer), "柳州市人民政府");
        assert_eq!(name(&metadata.congress), "柳州市第十四届人民代表大会第六次会议");
        assert_eq!(name(&metadata.congress_area), "柳州市");
        assert_eq!(name(&metadata.speaker), "张壮");
        assert_eq!(metadata.issued.map(|(d, _)| d.iso_end()), Some("2021-04-20".to_owned()));
        assert_eq!(metadata.report_year, Some(2021));
    }

    #[test]
    fn a_sentence_is_no_title() {
        let title = |text: &str| read(text).metadata.title.map(|title| title.name);
        for text in [
            "现在，我代表国务院，向大会作政府工作报告，请予审议。\n",
            "（点击查阅更多政府工作报告）\n",
            "许勤作政府工作报告。记者某某摄各位代表：\n",
            "为落实各项部署，现提出如下要求。\n一、总体要求\n二、保障措施\n",
        ] {
            assert_eq!(
                title(&format!("{text}\n各位代表：\n\n过去的一年成绩显著。\n")),
                None,
                "{text}"
            );
        }
        assert_eq!(
            title("政府工作报告2011年1月20日在徐水县第十四届人民代表大会\n").as_deref(),
            Some("政府工作报告")
        );
        assert_eq!(
            title("2021年柳州市政府工作报告\n").as_deref(),
            Some("2021年柳州市政府工作报告")
        );
    }

    #[test]
    fn a_weak_year_gives_way_to_the_name() {
        let year = |text: &str, name: &str| {
            let mut metadata = read(text).metadata;
            metadata.take_name(name);
            metadata.report_year
        };
        let plan = "各位代表：\n\n一九五六年的计划和一九五七年的计划，比一九五六年增长。\n";
        assert_eq!(year(plan, "national/1955.txt"), Some(1955));
        assert_eq!(year("各位代表：\n", "2019.txt"), Some(2019));
        assert_eq!(year("一、2023年工作回顾\n\n成绩显著。\n", "2019.txt"), Some(2024));
        assert_eq!(year("各位代表：\n", "2016-2020.txt"), None);
        let notice =
            "Notice of a pilot action\nGeneral Office\n2022-04-13\n\n各省：\n　　到2023年，建成2023年规划的试点。\n";
        let metadata = read(notice).metadata;
        assert_eq!(metadata.report_year, Some(2022));
        assert_eq!(
            metadata.issued.map(|(date, _)| date.iso_end()).as_deref(),
            Some("2022-04-13")
        );
    }

    #[test]
    fn speakers_with_office() {
        let outline = read(
            "政 府 工 作 报 告\n\n　　--2014年2月19日在海拉尔区第十四届人民代表大会第三次会议上\n\n　　海拉尔区人民政府区长　　杜联合\n\n各位代表：\n",
        );
        let metadata = outline.metadata;
        assert_eq!(metadata.speaker.map(|n| n.name), Some("杜联合".to_owned()));
        assert_eq!(metadata.office.map(|n| n.name), Some("海拉尔区人民政府区长".to_owned()));
        assert_eq!(metadata.report_year, Some(2014));
    }
}
