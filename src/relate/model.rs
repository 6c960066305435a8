//! The weights: one for each feature, and the probability that they give.

use rustc_hash::FxHashMap;

use super::Row;
use crate::labels::packed::{numbers, pack, rising, unpack};

const MAGIC: &[u8; 8] = b"govkgLOG";

/// Weights of logistic regressions; the relation is part of every feature.
#[derive(Debug, Clone, Default)]
pub struct Model {
    weights: FxHashMap<u32, f32>,
    fingerprint: String,
}

impl Model {
    /// The file of a model from its weights, in rising order of features; those that round to nothing go.
    pub fn bytes(weights: &[(u32, f32)], fingerprint: &str) -> Vec<u8> {
        let largest = weights.iter().fold(0f32, |largest, (_, w)| largest.max(w.abs()));
        let scale = largest / 127.0;
        let mut bytes = MAGIC.to_vec();
        bytes.extend(fingerprint.as_bytes().iter().chain(&[b' '; 16]).take(16));
        bytes.extend(scale.to_le_bytes());
        let (mut known, mut kept) = (Vec::new(), Vec::new());
        for (feature, weight) in weights {
            #[expect(clippy::cast_possible_truncation, reason = "at most 127 by the scale")]
            let rounded = (weight / scale).round() as i8;
            if rounded != 0 {
                known.push(*feature);
                kept.extend(rounded.to_le_bytes());
            }
        }
        bytes.extend(pack(&[rising(known.into_iter()), kept]));
        bytes
    }

    /// Reads what [`Model::bytes`] wrote; nothing when it is something else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (fingerprint, rest) = rest.split_at_checked(16)?;
        let (scale, rest) = rest.split_at_checked(4)?;
        let scale = f32::from_le_bytes(scale.try_into().ok()?);
        let [known, kept] = unpack(rest)?;
        let known = numbers(&known);
        let weight = |rounded: u8| f32::from(i8::from_le_bytes([rounded])) * scale;
        (known.len() == kept.len()).then(|| Self {
            weights: known.into_iter().zip(kept.into_iter().map(weight)).collect(),
            fingerprint: String::from_utf8_lossy(fingerprint).trim().to_owned(),
        })
    }

    /// What it was trained on.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// Whether it knows nothing.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// How probable a candidate is, 0–1.
    pub fn probability(&self, row: &Row) -> f32 {
        let sum: f32 = row.iter().filter_map(|feature| self.weights.get(feature)).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let bytes = Model::bytes(&[(3, -1.0), (7, 127.0), (9, 0.1)], "abc");
        let model = Model::read(&bytes).expect("a model");
        assert_eq!(model.fingerprint(), "abc");
        assert!((model.probability(&vec![3, 9]) - 0.2689).abs() < 1e-3);
        assert!(model.probability(&vec![7]) > 0.99);
        assert!(Model::read(&bytes[..bytes.len() - 1]).is_none());
        assert!(Model::read(b"something else").is_none());
    }
}
