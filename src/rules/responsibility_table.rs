//! # What it reads
//! Rows of tables whose header has 牵头单位, 责任单位, 配合单位 or 督导单位: who answers for which project until when.
//!
//! # Example
//! `4 ⇥ 建设校门人脸识别安防系统 ⇥ … ⇥ 市教育局 市公安局 ⇥ 各城区人民政府，… ⇥ 12月31日` (Liuzhou 2021)
//!
//! # What it writes
//! An assignment for each unit of each cell, with its position in the cell and the row's deadline; the words of the
//! content column as the project's description.
//!
//! # What it leaves alone
//! Empty cells; tables without a column of units; cells that hold no name.

use super::{Assignment, Context, Evidence, Fact, Role, Rule, Task, TaskKind, phrases};
use crate::outline::{Column, Date, Row, Table, date_at, date_before_year, leading_number};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    id: "responsibility-table",
    reads: "units and deadlines of the rows of a table of tasks",
    read,
};

fn read(context: &Context, facts: &mut Vec<Fact>) {
    for table in context.outline.tables.iter().filter(|t| t.assigns_units()) {
        let year = year_of(context, table);
        for row in &table.rows {
            read_row(context, table, row, year, facts);
        }
    }
}

/// The year a table is for: that of its title, else that of the report.
fn year_of(context: &Context, table: &Table) -> Option<i16> {
    let title = table
        .title
        .map(|at| context.slice(context.outline.paragraphs[at].span))
        .unwrap_or_default();
    title
        .char_indices()
        .find_map(|(at, _)| date_before_year(&title[at..]))
        .map(|(year, _)| year)
        .or(context.outline.metadata.report_year)
}

fn read_row(context: &Context, table: &Table, row: &Row, year: Option<i16>, facts: &mut Vec<Fact>) {
    let cell = |kind: Column| {
        table
            .columns
            .iter()
            .zip(&row.cells)
            .find(|(c, s)| **c == kind && !s.is_empty())
            .map(|(_, s)| *s)
    };
    let Some(task) = task(context, cell(Column::Name), cell(Column::Content)) else {
        return;
    };
    let deadline = cell(Column::Deadline).and_then(|s| deadline(context.slice(s), year));
    let evidence = |span: Span, confidence: f32| Evidence {
        span,
        rule: RULE.id,
        confidence,
    };
    if let Some(content) = cell(Column::Content)
        && cell(Column::Name).is_some()
    {
        facts.push(Fact::Description(task.clone(), content, evidence(content, 1.0)));
    }
    for (column, span) in table.columns.iter().zip(&row.cells) {
        let role = match column {
            Column::Lead => Role::Lead,
            Column::Responsible => Role::Responsible,
            Column::Cooperating => Role::Cooperating,
            Column::Supervising => Role::Supervising,
            _ => continue,
        };
        let Some(agents) = phrases::units(context.slice(*span), span.start, context.words, false) else {
            continue;
        };
        for (position, agent) in (1..).zip(agents) {
            let evidence = evidence(agent.span, if phrases::is_unit(&agent.name) { 1.0 } else { 0.7 });
            facts.push(Fact::Assignment(Assignment {
                task: task.clone(),
                agent,
                role,
                position,
                deadline,
                evidence,
            }));
        }
    }
}

/// The project of a row: its name, or the first clause of what is to be done.
fn task(context: &Context, name: Option<Span>, content: Option<Span>) -> Option<Task> {
    let (span, cut) = match (name, content) {
        (Some(name), _) => (name, context.slice(name).len()),
        (None, Some(content)) => {
            let text = context.slice(content);
            (
                content,
                text.find(['，', '。', '；', '：'])
                    .filter(|at| *at > 0)
                    .unwrap_or(text.len()),
            )
        }
        (None, None) => return None,
    };
    let text = &context.slice(span)[..cut];
    let label = text.trim_matches([' ', '。', '；', '，']).to_owned();
    let span = Span::new(span.start as usize, span.start as usize + cut);
    (!label.is_empty()).then_some(Task {
        kind: TaskKind::Project,
        label,
        span,
    })
}

/// 12月31日, 2021年12月底, 年内, 2018年, 6月底前.
pub(super) fn deadline(text: &str, year: Option<i16>) -> Option<Date> {
    let text = text.trim();
    if let Some(date) = text
        .char_indices()
        .find_map(|(at, _)| date_at(&text[at..]))
        .map(|(d, _)| d)
    {
        return Some(date);
    }
    let year = year?;
    if ["年内", "年底", "年末", "全年", "当年"]
        .iter()
        .any(|w| text.contains(w))
    {
        return Some(Date {
            year,
            month: 12,
            day: 31,
        });
    }
    let (at, _) = text.match_indices('月').next()?;
    let digits_from = text[..at]
        .rfind(|c: char| !c.is_ascii_digit() && !"一二三四五六七八九十".contains(c))
        .map_or(0, |b| b + text[b..].chars().next().map_or(1, char::len_utf8));
    let (month, _) = leading_number(&text[digits_from..at])?;
    let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    let rest = &text[at + '月'.len_utf8()..];
    let day = leading_number(rest)
        .filter(|(d, n)| (1..=31).contains(d) && rest[*n..].starts_with('日'))
        .and_then(|(d, _)| u8::try_from(d).ok());
    Some(Date {
        year,
        month,
        day: day.unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::{reads, refuses};

    const HEAD: &str = "2021 年市政府为民办实事项目\n\n序号\t标题\t实事内容\t牵头单位\t责任单位\t完成时间\n";

    #[test]
    fn several_leads_in_one_cell() {
        reads(
            &RULE,
            &format!("{HEAD}4\t建设安防系统\t配备装置。\t市教育局 市公安局\t市财政局\t12月31日\n"),
            &[
                "建设安防系统: 配备装置。",
                "建设安防系统 —Lead 1→ 市教育局 until 2021-12-31",
                "建设安防系统 —Lead 2→ 市公安局 until 2021-12-31",
                "建设安防系统 —Responsible 1→ 市财政局 until 2021-12-31",
            ],
        );
    }

    #[test]
    fn empty_cells_stay_empty() {
        reads(
            &RULE,
            &format!("{HEAD}3\t自助服务\t建设亭子。\t市公安局\t\t12 月 31 日\n"),
            &["自助服务: 建设亭子。", "自助服务 —Lead 1→ 市公安局 until 2021-12-31"],
        );
    }

    #[test]
    fn other_columns_by_their_words() {
        reads(
            &RULE,
            "任务分工\n\n| 序号 | 工作任务 | 配合单位 | 牵头单位 | 完成时限 |\n|---|---|---|---|---|\n| 1 | 修建水库 | 县财政局 | 县水利局 | 2018年6月底前 |\n",
            &[
                "修建水库 —Cooperating 1→ 县财政局 until 2018-06-30",
                "修建水库 —Lead 1→ 县水利局 until 2018-06-30",
            ],
        );
    }

    #[test]
    fn tables_without_units_are_left_alone() {
        refuses(
            &RULE,
            "指标\n\n序号\t指标名称\t单位\t2020年\n1\t地区生产总值\t亿元\t3176.9\n",
        );
        refuses(&RULE, "牵头单位和责任单位要密切配合，确保按时完成。");
    }

    #[test]
    fn deadlines() {
        let iso = |text: &str| deadline(text, Some(2021)).map(Date::iso_end).unwrap_or_default();
        assert_eq!(iso("12月31日"), "2021-12-31");
        assert_eq!(iso("年内"), "2021-12-31");
        assert_eq!(iso("2018年"), "2018-12-31");
        assert_eq!(iso("6月底前"), "2021-06-30");
        assert_eq!(iso("2022年3月底"), "2022-03-31");
        assert_eq!(iso("长期坚持"), "");
    }
}
