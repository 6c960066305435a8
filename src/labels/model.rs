//! The weights, and the best labels under them.

use std::ops::Range;

use super::features::Scene;
use super::lattice::{Lattice, factors};
use super::packed::{numbers, pack, rising, unpack};
use super::weights::Weights;
use super::{Kind, Labelled, Token};
use crate::text::Span;

/// Number of kinds.
pub const CLASSES: usize = 13;
/// Number of labels: outside, and begin, inside, end, single of each kind.
pub const LABELS: usize = 1 + 4 * CLASSES;
/// States between which a choice is free: outside and the kinds.
pub(super) const STATES: usize = CLASSES + 1;

/// The part of a name that a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// First of several.
    Begin,
    /// Neither first nor last.
    Inside,
    /// Last of several.
    End,
    /// The only one.
    Single,
}

/// A label: 0 is outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Label(pub u8);

impl Label {
    /// The label of a part of a name.
    pub fn of(kind: Kind, part: Part) -> Self {
        Self(1 + 4 * kind as u8 + part as u8)
    }

    fn class(self) -> usize {
        usize::from(self.0).div_ceil(4)
    }
}

const MAGIC: &[u8; 8] = b"govkgCRF";

/// Weights of a linear-chain conditional random field.
#[derive(Debug, Clone, Default)]
pub struct Model {
    weights: Weights,
    transitions: Vec<f32>,
    factors: Vec<f32>,
    /// What it was trained on.
    fingerprint: String,
}

/// Scores of the labels of one word.
pub(super) type Scores = [f32; LABELS];

/// How much less likely it is taken to be that a word is outside of names: of two names that are as likely right as
/// wrong, reading one gains as much as it costs.
const EAGERNESS: f32 = 0.6;

impl Model {
    /// The file of a model from its weights: features in rising order with their labels and weights; those that round to nothing go.
    pub fn bytes(features: &[(u32, Vec<(u8, f32)>)], transitions: &[f32], fingerprint: &str) -> Vec<u8> {
        let largest = features
            .iter()
            .flat_map(|(_, weights)| weights)
            .fold(0f32, |largest, (_, w)| largest.max(w.abs()));
        let scale = largest / 127.0;
        let mut bytes = MAGIC.to_vec();
        bytes.extend(fingerprint.as_bytes().iter().chain(&[b' '; 16]).take(16));
        bytes.extend(scale.to_le_bytes());
        transitions.iter().for_each(|t| bytes.extend(t.to_le_bytes()));
        let (mut known, mut counts, mut labels, mut rounded) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (feature, weights) in features {
            #[expect(clippy::cast_possible_truncation, reason = "at most 127 by the scale")]
            let kept: Vec<(u8, i8)> = weights
                .iter()
                .map(|(label, w)| (*label, (w / scale).round() as i8))
                .filter(|(_, w)| *w != 0)
                .collect();
            if !kept.is_empty() {
                known.push(*feature);
                counts.push(u8::try_from(kept.len()).unwrap_or(u8::MAX));
                labels.extend(kept.iter().map(|(label, _)| *label));
                rounded.extend(kept.iter().map(|(_, w)| w.to_le_bytes()[0]));
            }
        }
        bytes.extend(pack(&[rising(known.into_iter()), counts, labels, rounded]));
        bytes
    }

    /// Reads what [`Model::bytes`] wrote; nothing when it is something else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut take = |n: usize| -> Option<&[u8]> {
            let (head, tail) = rest.split_at_checked(n)?;
            rest = tail;
            Some(head)
        };
        let fingerprint = String::from_utf8_lossy(take(16)?).trim().to_owned();
        let scale = f32::from_le_bytes(take(4)?.try_into().ok()?);
        let mut transitions = Vec::with_capacity(STATES * STATES);
        for _ in 0..STATES * STATES {
            transitions.push(f32::from_le_bytes(take(4)?.try_into().ok()?));
        }
        let [known, counts, labels, rounded] = unpack(rest)?;
        let known = numbers(&known);
        let total: usize = counts.iter().map(|count| usize::from(*count)).sum();
        if known.len() != counts.len() || labels.len() != total || rounded.len() != total {
            return None;
        }
        let pairs: Vec<u8> = labels
            .into_iter()
            .zip(rounded)
            .flat_map(|(label, w)| [label, w])
            .collect();
        let mut rest = pairs.as_slice();
        let mut features = Vec::with_capacity(known.len());
        for (feature, count) in known.into_iter().zip(counts) {
            let (weights, others) = rest.split_at_checked(2 * usize::from(count))?;
            features.push((feature, weights));
            rest = others;
        }
        Some(Self {
            weights: Weights::new(&features, scale)?,
            factors: factors(&transitions),
            transitions,
            fingerprint,
        })
    }

    /// Whether it knows nothing.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// What it was trained on, as 16 hex digits.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The names in a sentence.
    pub(super) fn label(&self, scene: &Scene, tokens: &[Token]) -> Vec<Labelled> {
        self.best(tokens, &self.weights.scores(&scene.features()))
    }

    /// The names in a name.
    pub(super) fn label_inside(&self, scene: &Scene, tokens: &[Token], name: Labelled) -> Vec<Labelled> {
        let words = words_in(tokens, name.span);
        let scores = self.weights.scores(&scene.features_inside(name.kind, words.clone()));
        self.best(&tokens[words], &scores)
    }

    fn best(&self, tokens: &[Token], scores: &[Scores]) -> Vec<Labelled> {
        let best = viterbi(scores, &self.transitions);
        if best.iter().all(|l| l.0 == 0) {
            return Vec::new();
        }
        let lattice = Lattice::new(scores, &self.factors);
        let mut out = Vec::new();
        let mut at = 0;
        while at < best.len() {
            let label = best[at].0;
            if label == 0 {
                at += 1;
                continue;
            }
            let class = best[at].class();
            let mut end = at;
            if label as usize == 1 + 4 * (class - 1) {
                end += 1;
                while end + 1 < best.len() && (best[end].0 - 1) % 4 == Part::Inside as u8 {
                    end += 1;
                }
            }
            out.push(Labelled {
                span: Span {
                    start: tokens[at].start,
                    end: tokens[end].end,
                },
                kind: Kind::ALL[class - 1],
                probability: lattice.probability(&self.factors, class, at, end),
            });
            at = end + 1;
        }
        out
    }
}

/// The words that lie in a stretch.
pub fn words_in(tokens: &[Token], span: Span) -> Range<usize> {
    tokens.partition_point(|t| t.start < span.start)..tokens.partition_point(|t| t.end <= span.end)
}

/// The labels of a class.
pub(super) fn labels(class: usize) -> [usize; 4] {
    let first = 1 + 4 * (class - 1);
    [first, first + 1, first + 2, first + 3]
}

/// The best labels where being outside costs [`EAGERNESS`]. A stretch of a kind is open between its first and its last word.
fn viterbi(scores: &[Scores], transitions: &[f32]) -> Vec<Label> {
    // Closed states: outside (0) or a name of a kind just ended; open states: inside a name of a kind.
    let none = f32::NEG_INFINITY;
    let mut closed = [none; STATES];
    let mut open = [none; STATES];
    closed[0] = 0.0;
    let mut back: Vec<([u8; STATES], [bool; STATES], [bool; STATES])> = Vec::with_capacity(scores.len());
    for (n, score) in scores.iter().enumerate() {
        let mut next_closed = [none; STATES];
        let mut next_open = [none; STATES];
        let mut from = [0u8; STATES];
        let mut ended = [false; STATES];
        let mut went_on = [false; STATES];
        for to in 0..STATES {
            let mut best = none;
            for state in 0..STATES {
                let value = closed[state] + transitions[state * STATES + to];
                if value > best {
                    best = value;
                    from[to] = u8::try_from(state).unwrap_or(0);
                }
            }
            if to == 0 {
                next_closed[0] = best + (score[0] - EAGERNESS);
                continue;
            }
            let [begin, inside, end, single] = labels(to);
            let (alone, last) = (best + score[single], open[to] + score[end]);
            ended[to] = last > alone;
            next_closed[to] = alone.max(last);
            if n + 1 < scores.len() {
                let (first, middle) = (best + score[begin], open[to] + score[inside]);
                went_on[to] = middle > first;
                next_open[to] = first.max(middle);
            }
        }
        (closed, open) = (next_closed, next_open);
        back.push((from, ended, went_on));
    }
    let mut state = (0..STATES).fold(0, |best, s| if closed[s] > closed[best] { s } else { best });
    let mut is_open = false;
    let mut out = vec![Label::default(); scores.len()];
    for (n, (from, ended, went_on)) in back.iter().enumerate().rev() {
        if state == 0 {
            state = usize::from(from[0]);
            continue;
        }
        let [begin, inside, end, single] = labels(state);
        let (label, continues) = match (is_open, ended[state], went_on[state]) {
            (false, true, _) => (end, true),
            (false, false, _) => (single, false),
            (true, _, true) => (inside, true),
            (true, _, false) => (begin, false),
        };
        out[n] = Label(u8::try_from(label).unwrap_or(0));
        is_open = continues;
        if !continues {
            state = usize::from(from[state]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::Features;

    #[test]
    fn what_is_written_is_read() {
        let bytes = Model::bytes(
            &[(7, vec![(1, 0.5), (3, -1.0)]), (9, vec![(0, 0.0001)])],
            &[0.0; STATES * STATES],
            "abc",
        );
        let model = Model::read(&bytes).unwrap();
        let features = |one: u32| Features {
            all: vec![one],
            ends: vec![1],
        };
        assert!(model.weights.scores(&features(7))[0][3] < 0.0);
        assert_eq!(model.weights.scores(&features(9)), [[0.0; LABELS]]);
        assert_eq!(model.fingerprint(), "abc");
        assert!(Model::read(&bytes[..bytes.len() - 1]).is_none());
        assert!(Model::read(b"something else").is_none());
    }
}
