use super::*;
use oxigraph::model::vocab::xsd;

const BASE: &str = "https://w3id.org/govkg/id/";

fn correction(action: Action) -> Correction {
    let agency = NamedNode::new_unchecked(format!("{BASE}agency/450200/ju-77aa10"));
    Correction {
        action,
        start: 593,
        end: 607,
        property: Some(gk::LEAD_UNIT.into_owned()),
        old: (action != Action::Add).then(|| Literal::new_language_tagged_literal_unchecked("旧; \"值\"", "zh").into()),
        new: if action == Action::Reject {
            Vec::new()
        } else {
            vec![
                (gk::AGENT.into_owned(), agency.into()),
                (
                    gk::VALUE.into_owned(),
                    Literal::new_typed_literal("1.5", xsd::DECIMAL).into(),
                ),
                (
                    gk::SCOPE.into_owned(),
                    Literal::new_language_tagged_literal_unchecked("市区 ; \"a\" .\n", "zh").into(),
                ),
            ]
        },
        described: vec![Triple::new(
            NamedNode::new_unchecked(format!("{BASE}agency/450200/ju-77aa10")),
            rdf::TYPE.into_owned(),
            gk::AGENCY.into_owned(),
        )],
        words: Some("3176.9亿元".to_owned()),
        note: Some("why".to_owned()),
    }
}

#[test]
fn the_graph_says_all_there_is_to_a_correction() {
    let mut corrections = Corrections::default();
    for action in [Action::Add, Action::Reject, Action::Replace] {
        assert!(corrections.insert("a-1", correction(action)));
        assert!(!corrections.insert("a-1", correction(action)));
    }
    let quads = corrections.quads(BASE);
    assert!(
        quads
            .iter()
            .all(|quad| quad.graph_name.to_string().ends_with("graph/corrections>"))
    );
    let backwards = quads.iter().rev().cloned();
    let read = Corrections::read(backwards, BASE);
    assert_eq!(read, corrections);
    assert_eq!(read.fingerprint("a-1"), corrections.fingerprint("a-1"));
    assert_eq!(read.fingerprint("b-2"), None);
    let actions: Vec<Action> = read.of("a-1").map(|c| c.action).collect();
    assert_eq!(actions, [Action::Reject, Action::Replace, Action::Add]);
}

#[test]
fn a_graph_of_other_things_holds_no_corrections() {
    let mut corrections = Corrections::default();
    corrections.insert("a-1", correction(Action::Add));
    for missing in [gk::ACTION, gk::SPAN, gk::DOCUMENT_PROPERTY] {
        let quads = corrections
            .quads(BASE)
            .into_iter()
            .filter(|quad| quad.predicate.as_ref() != missing);
        assert!(Corrections::read(quads, BASE).is_empty(), "{missing}");
    }
    assert_eq!(corrections.remove("a-1", |_| true).len(), 1);
    assert!(corrections.is_empty() && corrections.quads(BASE).is_empty());
}
