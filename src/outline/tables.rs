//! Rows → tables whose columns are known by the words of their header, not by position.

use super::{Form, Outline};
use crate::text::{Source, Span};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// 序号
    Number,
    /// 标题, 项目名称, 任务: what is to be done, by name.
    Name,
    /// 实事内容, 主要内容, 目标: what is to be done, in words.
    Content,
    /// 牵头单位
    Lead,
    /// 责任单位
    Responsible,
    /// 配合单位
    Cooperating,
    /// 督导单位
    Supervising,
    /// 完成时间
    Deadline,
    /// Any other.
    Other,
}

/// A data row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Index of its paragraph.
    pub paragraph: usize,
    /// Its cells, as many as the row has.
    pub cells: Vec<Span>,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Paragraph of its title: the nearest line above that is no row.
    pub title: Option<usize>,
    /// Kinds of its columns.
    pub columns: Vec<Column>,
    /// Rows without headers.
    pub rows: Vec<Row>,
}

impl Table {
    /// Whether it says who does what.
    pub fn assigns_units(&self) -> bool {
        self.columns
            .iter()
            .any(|c| matches!(c, Column::Lead | Column::Responsible))
    }
}

fn column(head: &str) -> Column {
    let bare: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.split('（').next().unwrap_or_default();
    match bare {
        "序号" | "编号" | "序" | "号" => Column::Number,
        "标题" | "项目" | "项目名称" | "事项" | "任务" | "名称" | "工作任务" | "重点任务" | "目标任务" | "实事项目"
        | "实事" | "重点工作" | "工作事项" | "任务名称" | "实事名称" | "工程名称" | "主要任务" | "工作项目"
        | "事项名称" | "任务事项" => Column::Name,
        "实事内容"
        | "主要内容"
        | "工作内容"
        | "内容"
        | "建设内容"
        | "具体内容"
        | "任务内容"
        | "工作目标"
        | "目标"
        | "建设规模及内容"
        | "建设规模及主要内容"
        | "主要建设内容"
        | "工作要求"
        | "工作措施"
        | "主要措施"
        | "具体任务"
        | "任务目标"
        | "年度目标"
        | "具体措施" => Column::Content,
        "完成时间" | "完成时限" | "时限" | "完成期限" | "时间要求" | "时间节点" | "进度要求" | "时间" | "办理时限"
        | "计划完成时间" | "完成日期" => Column::Deadline,
        _ => units_column(bare),
    }
}

/// Columns of units: 牵头单位, 责任部门, 配合单位（部门）….
fn units_column(bare: &str) -> Column {
    let unit = ["单位", "部门", "主体"].iter().any(|w| bare.ends_with(w));
    if !unit {
        return Column::Other;
    }
    if bare.contains("牵头") || bare.contains("主办") {
        Column::Lead
    } else if bare.contains("配合")
        || bare.contains("协办")
        || bare.contains("参加")
        || bare.contains("参与")
        || bare.contains("协助")
    {
        Column::Cooperating
    } else if bare.contains("督") || bare.contains("监管") {
        Column::Supervising
    } else if bare.contains("责任")
        || bare.contains("实施")
        || bare.contains("承办")
        || bare.contains("主管")
        || bare.contains("落实")
    {
        Column::Responsible
    } else {
        Column::Other
    }
}

/// The kinds of a header row; `None` when the row is none.
fn header(source: &Source, cells: &[Span]) -> Option<Vec<Column>> {
    let columns: Vec<Column> = cells.iter().map(|c| column(source.view.slice(*c))).collect();
    let known = columns.iter().filter(|c| **c != Column::Other).count();
    (known >= 2).then_some(columns)
}

/// Finds the tables of an outline whose paragraphs are set.
pub(super) fn find(source: &Source, outline: &Outline) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut title = None;
    let mut last_row = None;
    for (at, paragraph) in outline.paragraphs.iter().enumerate() {
        if paragraph.form != Form::Row {
            title = Some(at);
            continue;
        }
        let cells = cells(source, paragraph.span);
        let continues = last_row.is_some_and(|last| last + 1 == at);
        last_row = Some(at);
        if let Some(columns) = header(source, &cells) {
            match tables.last_mut() {
                // The header once more, after a page break: the table goes on under its first title.
                Some(table)
                    if table.columns == columns
                        && (continues || title == table.title || table_is_near(table, title)) => {}
                _ => tables.push(Table {
                    title,
                    columns,
                    rows: Vec::new(),
                }),
            }
        } else if let Some(table) = tables.last_mut()
            && (continues || table.rows.is_empty())
        {
            table.rows.push(Row { paragraph: at, cells });
        } else {
            let columns = vec![Column::Other; cells.len()];
            tables.push(Table {
                title,
                columns,
                rows: vec![Row { paragraph: at, cells }],
            });
        }
    }
    tables
}

/// Whether nothing but rows stood since the table's last row.
fn table_is_near(table: &Table, title: Option<usize>) -> bool {
    match (table.rows.last(), title) {
        (Some(row), Some(title)) => title < row.paragraph,
        _ => true,
    }
}

fn cells(source: &Source, row: Span) -> Vec<Span> {
    let mut start = row.start as usize;
    source
        .view
        .slice(row)
        .split('\t')
        .map(|cell| {
            let span = Span::new(start, start + cell.len());
            start += cell.len() + 1;
            span
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::divide;
    use crate::text::Encoding;

    #[test]
    fn a_table_goes_on_over_its_repeated_header() {
        let text = "## 2021 年为民办实事项目\n\n序号\t标题\t实事内容\t牵头单位\t责任单位\t完成时间\n1\tA\tx\t市残联\t市教育局\t12 月 31 日\n\n序号\t标题\t实事内容\t牵头单位\t责任单位\t完成时间\n2\tB\ty\t市公安局\t\t12月31日\n";
        let source = Source::new(text.to_owned(), Encoding::Utf8);
        let outline = divide(&source);
        assert_eq!(outline.tables.len(), 1);
        let table = &outline.tables[0];
        assert!(table.assigns_units());
        assert_eq!(table.rows.len(), 2);
        assert_eq!(
            table.columns,
            [
                Column::Number,
                Column::Name,
                Column::Content,
                Column::Lead,
                Column::Responsible,
                Column::Deadline
            ]
        );
        assert_eq!(source.view.slice(table.rows[1].cells[4]), "");
        assert_eq!(table.title, Some(0));
    }

    #[test]
    fn columns_are_known_by_words() {
        assert_eq!(column("责任单位（部门）"), Column::Responsible);
        assert_eq!(column("配合单位"), Column::Cooperating);
        assert_eq!(column("投资额"), Column::Other);
        assert_eq!(column("完成 时限"), Column::Deadline);
    }
}
