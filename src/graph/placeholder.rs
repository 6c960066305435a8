//! PLACEHOLDER, to be replaced at the merge by the reader, the vocabulary and the derivation: the same signatures,
//! writing only what a document is.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Quad};
use sha2::{Digest, Sha256};

use super::Reading;
use super::vocab::{dcterms, gk, rdf, skos};
use crate::lexicon::Lexicon;
use crate::store::{Names, Quads};

/// A file to be read.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The bytes of the original file.
    pub bytes: &'a [u8],
    /// The document's id.
    pub id: &'a str,
    /// The path or address it came from.
    pub source: &'a str,
    /// The begin of all IRIs.
    pub base: &'a str,
}

/// Reads a document.
pub fn read_document(input: &Input<'_>, _words: &Lexicon) -> Reading {
    let (source, diagnostics) = crate::text::read(input.bytes);
    let names = Names::new(input.base);
    let (document, graph) = (names.document(input.id), names.document_graph(input.id));
    let title = source
        .text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or(input.source)
        .to_owned();
    let sha256: String = Sha256::digest(input.bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut quads = vec![
        Quad::new(document.clone(), rdf::TYPE, gk::DOCUMENT, graph.clone()),
        Quad::new(
            document.clone(),
            dcterms::TITLE,
            Literal::new_simple_literal(&title),
            graph.clone(),
        ),
        Quad::new(
            document.clone(),
            gk::SHA256,
            Literal::new_simple_literal(&sha256),
            graph.clone(),
        ),
        Quad::new(
            document.clone(),
            gk::SOURCE,
            Literal::new_simple_literal(input.source),
            graph.clone(),
        ),
    ];
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let end = at + line.chars().count();
        let sentence = NamedNode::new_unchecked(format!("{}#char={at},{end}", document.as_str()));
        let number = |n: usize| Literal::new_typed_literal(n.to_string(), xsd::INTEGER);
        quads.push(Quad::new(sentence.clone(), rdf::TYPE, gk::SENTENCE, graph.clone()));
        quads.push(Quad::new(sentence.clone(), gk::START, number(at), graph.clone()));
        quads.push(Quad::new(sentence.clone(), gk::END, number(end), graph.clone()));
        quads.push(Quad::new(
            sentence,
            gk::TEXT,
            Literal::new_simple_literal(line),
            graph.clone(),
        ));
        at = end;
    }
    Reading {
        id: input.id.to_owned(),
        graph,
        title,
        area: None,
        year: None,
        quads,
        diagnostics,
    }
}

/// The quads of the vocabulary graph.
pub fn vocabulary(base: &str, words: &Lexicon) -> Vec<Quad> {
    let graph = Names::new(base).vocabulary();
    let divisions = words.divisions.all().map(|(_, division)| {
        let area = NamedNode::new_unchecked(format!("{base}area/{}", division.key()));
        Quad::new(
            area,
            skos::PREF_LABEL,
            Literal::new_simple_literal(division.key()),
            graph.clone(),
        )
    });
    divisions.collect()
}

/// Infers the derived graph: here, the number of documents.
///
/// # Errors
/// What the store cannot answer.
pub fn derive(quads: &dyn Quads, names: &Names) -> crate::Result<Vec<Quad>> {
    let documents = quads.matching(None, Some(rdf::TYPE), Some(gk::DOCUMENT.into()), None);
    let mut count = 0usize;
    for quad in documents {
        quad?;
        count += 1;
    }
    let number = Literal::new_typed_literal(count.to_string(), xsd::INTEGER);
    let all = NamedNode::new_unchecked(names.base());
    Ok(if count == 0 {
        Vec::new()
    } else {
        vec![Quad::new(all, rdf::TYPE, number, names.derived())]
    })
}
