//! Facts as tables: who answers for what, which numbers, which relations, each with the words it was read from.

use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef};

use super::terms::{Shown, address};
use crate::graph::vocab::{gk, prov, rdf};

/// Letters shown on each side of the words that were read.
const AROUND: usize = 24;

impl Shown<'_> {
    /// The node that a property of a fact leads to.
    pub(super) fn part(&self, fact: &NamedNode, property: NamedNodeRef<'static>) -> Option<&NamedNode> {
        self.description.node(fact.as_str(), property)
    }

    /// The thing that a property of a fact leads to, as a link; nothing where it is the page itself.
    fn other(&self, fact: &NamedNode, property: NamedNodeRef<'static>) -> Markup {
        match self.part(fact, property) {
            Some(node) if *node == self.description.about => html! { b { (self.name(node.as_str())) } },
            Some(node) => self.thing(node.as_str()),
            None => html! {},
        }
    }

    fn text(&self, fact: &NamedNode, property: NamedNodeRef<'static>) -> &str {
        self.description.text(fact.as_str(), property).unwrap_or_default()
    }

    /// The words that a fact was read from, in their sentence, as a link to their place in the document.
    pub(super) fn evidence(&self, fact: &NamedNode) -> Markup {
        match self.part(fact, prov::WAS_DERIVED_FROM) {
            Some(span) => self.quote(span),
            None => html! {},
        }
    }

    /// A span in its sentence, as a link to its place in the document.
    pub(super) fn quote(&self, span: &NamedNode) -> Markup {
        let document = span.as_str().split('#').next().unwrap_or_default();
        let own = self.description;
        let sentence = own.node(span.as_str(), gk::SENTENCE_PROPERTY).unwrap_or(span);
        let text: Vec<char> = own
            .text(sentence.as_str(), gk::TEXT)
            .unwrap_or_default()
            .chars()
            .collect();
        let at = |node: &NamedNode, property: NamedNodeRef<'static>| {
            own.text(node.as_str(), property).and_then(|n| n.parse::<usize>().ok())
        };
        let begin = at(sentence, gk::START).unwrap_or_default();
        let place = |n: Option<usize>| n.unwrap_or_default().saturating_sub(begin).min(text.len());
        let (from, to) = (place(at(span, gk::START)), place(at(span, gk::END)));
        let (from, to) = (from.min(to), to);
        let (first, last) = (from.saturating_sub(AROUND), (to + AROUND).min(text.len()));
        let piece = |from: usize, to: usize| text[from..to].iter().collect::<String>();
        html! {
            a.quote href=[address(self.app, self.view, span.as_str())] {
                @if first > 0 { "…" }
                (piece(first, from)) mark { (piece(from, to)) } (piece(to, last))
                @if last < text.len() { "…" }
            }
            " " span.from { (self.thing(document)) }
        }
    }

    /// The facts of one kind that fit.
    pub(super) fn facts_of(
        &self,
        classes: &[NamedNodeRef<'static>],
        fits: impl Fn(&NamedNode) -> bool,
    ) -> Vec<&NamedNode> {
        let facts = self.description.facts().iter();
        facts
            .filter(|fact| classes.iter().any(|class| self.description.is_a(fact.as_str(), *class)) && fits(fact))
            .collect()
    }

    /// Responsibilities as a table.
    pub(super) fn responsibilities(&self, facts: &[&NamedNode]) -> Markup {
        let view = self.view;
        html! {
            div.wide tabindex="0" { table {
                thead { tr {
                    th { (view.words("项目或任务", "Project or task")) }
                    th { (view.words("角色", "Role")) }
                    th { (view.words("单位", "Unit")) }
                    th { (view.words("期限", "Deadline")) }
                    th { (view.words("依据", "Evidence")) }
                } }
                tbody { @for fact in facts {
                    tr {
                        td { (self.other(fact, gk::PROJECT_PROPERTY)) }
                        td { (self.part(fact, gk::ROLE).map(|role| self.name(role.as_str())).unwrap_or_default()) }
                        td { (self.other(fact, gk::AGENT)) }
                        td.date { (self.text(fact, gk::DEADLINE)) }
                        td { (self.evidence(fact)) }
                    }
                } }
            } }
        }
    }

    /// Measures as a table.
    pub(super) fn measures(&self, facts: &[&NamedNode]) -> Markup {
        let view = self.view;
        html! {
            div.wide tabindex="0" { table {
                thead { tr {
                    th { (view.words("指标", "Indicator")) }
                    th { (view.words("对象", "Subject")) }
                    th { (view.words("地区", "Area")) }
                    th { (view.words("时期", "Period")) }
                    th { (view.words("性质", "Kind")) }
                    th { (view.words("数值", "Value")) }
                    th { (view.words("依据", "Evidence")) }
                } }
                tbody { @for fact in facts {
                    tr {
                        td { (self.other(fact, gk::INDICATOR_PROPERTY)) }
                        td { (self.other(fact, gk::SUBJECT_PROPERTY)) }
                        td { (self.other(fact, gk::AREA_PROPERTY)) " " (self.text(fact, gk::SCOPE)) }
                        td { (self.part(fact, gk::PERIOD).map(|node| self.name(node.as_str())).unwrap_or_default()) }
                        td { (self.kind(fact)) }
                        td.number { (self.text(fact, gk::VALUE_TEXT)) }
                        td { (self.evidence(fact)) }
                    }
                } }
            } }
        }
    }

    /// Whether a measure was promised or reached.
    pub(super) fn kind(&self, fact: &NamedNode) -> &'static str {
        if self.description.is_a(fact.as_str(), gk::TARGET) {
            self.view.words("目标", "target")
        } else {
            self.view.words("完成", "achieved")
        }
    }

    /// Relations as a table.
    pub(super) fn claims(&self, facts: &[&NamedNode]) -> Markup {
        let view = self.view;
        html! {
            div.wide tabindex="0" { table {
                thead { tr {
                    th { (view.words("主语", "Subject")) }
                    th { (view.words("关系", "Relation")) }
                    th { (view.words("宾语", "Object")) }
                    th { (view.words("依据", "Evidence")) }
                } }
                tbody { @for fact in facts {
                    tr {
                        td { (self.other(fact, rdf::SUBJECT)) }
                        td { (self.part(fact, rdf::PREDICATE).map(|node| self.name(node.as_str())).unwrap_or_default()) }
                        td {
                            @match self.description.values(fact.as_str(), rdf::OBJECT).next() {
                                Some(oxigraph::model::Term::NamedNode(_)) => (self.other(fact, rdf::OBJECT)),
                                Some(term) => (self.term(term)),
                                None => {},
                            }
                        }
                        td { (self.evidence(fact)) }
                    }
                } }
            } }
        }
    }
}
