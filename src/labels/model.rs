//! The weights, and the best labels under them.

use rustc_hash::FxHashMap;

use super::{Kind, Labelled, Row, Token};
use crate::text::Span;

/// Number of kinds.
pub const CLASSES: usize = 13;
/// Number of labels: outside, and begin, inside, end, single of each kind.
pub const LABELS: usize = 1 + 4 * CLASSES;
/// States between which a choice is free: outside and the kinds.
const STATES: usize = CLASSES + 1;

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
    /// Feature → its stretch of `weights`.
    index: FxHashMap<u32, (u32, u32)>,
    weights: Vec<(u8, f32)>,
    /// From the state before to the state of a new stretch.
    transitions: Vec<f32>,
    /// What it was trained on.
    fingerprint: String,
}

/// Scores of the labels of one word.
type Scores = [f32; LABELS];

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
        for (feature, weights) in features {
            #[expect(clippy::cast_possible_truncation, reason = "at most 127 by the scale")]
            let kept: Vec<(u8, i8)> = weights
                .iter()
                .map(|(label, w)| (*label, (w / scale).round() as i8))
                .filter(|(_, w)| *w != 0)
                .collect();
            if !kept.is_empty() {
                bytes.extend(feature.to_le_bytes());
                bytes.push(u8::try_from(kept.len()).unwrap_or(u8::MAX));
                kept.iter()
                    .for_each(|(label, w)| bytes.extend([*label, w.to_le_bytes()[0]]));
            }
        }
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
        let mut model = Self {
            fingerprint,
            ..Self::default()
        };
        for _ in 0..STATES * STATES {
            model.transitions.push(f32::from_le_bytes(take(4)?.try_into().ok()?));
        }
        while let Some(feature) = take(4) {
            let feature = u32::from_le_bytes(feature.try_into().ok()?);
            let count = usize::from(take(1)?[0]);
            let from = u32::try_from(model.weights.len()).ok()?;
            for pair in take(2 * count)?.chunks_exact(2) {
                if usize::from(pair[0]) >= LABELS {
                    return None;
                }
                model
                    .weights
                    .push((pair[0], f32::from(i8::from_le_bytes([pair[1]])) * scale));
            }
            let to = u32::try_from(model.weights.len()).ok()?;
            model.index.insert(feature, (from, to));
        }
        Some(model)
    }

    /// Whether it knows nothing.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// What it was trained on, as 16 hex digits.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    fn scores(&self, rows: &[Row]) -> Vec<Scores> {
        rows.iter()
            .map(|row| {
                let mut scores = [0f32; LABELS];
                for feature in row {
                    if let Some((from, to)) = self.index.get(feature) {
                        for (label, weight) in &self.weights[*from as usize..*to as usize] {
                            scores[usize::from(*label)] += weight;
                        }
                    }
                }
                scores
            })
            .collect()
    }

    /// The names in a sentence.
    pub(super) fn label(&self, tokens: &[Token], rows: &[Row]) -> Vec<Labelled> {
        let scores = self.scores(rows);
        let best = viterbi(&scores, &self.transitions);
        if best.iter().all(|l| l.0 == 0) {
            return Vec::new();
        }
        let lattice = Lattice::new(&scores, &self.transitions);
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
                probability: lattice.probability(&scores, &self.transitions, class, at, end),
            });
            at = end + 1;
        }
        out
    }
}

/// The labels of a class.
fn labels(class: usize) -> [usize; 4] {
    let first = 1 + 4 * (class - 1);
    [first, first + 1, first + 2, first + 3]
}

/// The best labels. A stretch of a kind is open between its first and its last word.
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
                next_closed[0] = best + score[0];
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

fn log_sum(values: &[f32]) -> f32 {
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + values.iter().map(|v| (v - most).exp()).sum::<f32>().ln()
}

/// Forward and backward sums of a sentence.
pub struct Lattice {
    /// Before each word, and after the last: closed and open states.
    forward: Vec<([f32; STATES], [f32; STATES])>,
    backward: Vec<([f32; STATES], [f32; STATES])>,
    total: f32,
}

impl Lattice {
    /// The sums under these scores.
    pub fn new(scores: &[Scores], transitions: &[f32]) -> Self {
        let none = [f32::NEG_INFINITY; STATES];
        let mut first = none;
        first[0] = 0.0;
        let mut forward = vec![(first, none)];
        for score in scores {
            let (closed, open) = forward.last().copied().unwrap_or((none, none));
            let (mut next_closed, mut next_open) = (none, none);
            for to in 0..STATES {
                let mut incoming = [0f32; STATES];
                for state in 0..STATES {
                    incoming[state] = closed[state] + transitions[state * STATES + to];
                }
                let new = log_sum(&incoming);
                if to == 0 {
                    next_closed[0] = new + score[0];
                } else {
                    let [begin, inside, end, single] = labels(to);
                    next_closed[to] = log_sum(&[new + score[single], open[to] + score[end]]);
                    next_open[to] = log_sum(&[new + score[begin], open[to] + score[inside]]);
                }
            }
            forward.push((next_closed, next_open));
        }
        let mut backward = vec![([0f32; STATES], none)];
        for score in scores.iter().rev() {
            let (closed, open) = backward.last().copied().unwrap_or((none, none));
            let (mut before_closed, mut before_open) = (none, none);
            let mut new = [0f32; STATES];
            new[0] = score[0] + closed[0];
            for to in 1..STATES {
                let [begin, inside, end, single] = labels(to);
                new[to] = log_sum(&[score[single] + closed[to], score[begin] + open[to]]);
                before_open[to] = log_sum(&[score[end] + closed[to], score[inside] + open[to]]);
            }
            for state in 0..STATES {
                let mut outgoing = [0f32; STATES];
                for to in 0..STATES {
                    outgoing[to] = transitions[state * STATES + to] + new[to];
                }
                before_closed[state] = log_sum(&outgoing);
            }
            backward.push((before_closed, before_open));
        }
        backward.reverse();
        let total = forward.last().map_or(0.0, |(closed, _)| log_sum(closed));
        Self {
            forward,
            backward,
            total,
        }
    }

    /// The log of the sum over all labellings.
    pub fn total(&self) -> f32 {
        self.total
    }

    /// How probable it is that just the words `at..=end` are a name of a class (from 1).
    fn probability(&self, scores: &[Scores], transitions: &[f32], class: usize, at: usize, end: usize) -> f32 {
        let mut incoming = [0f32; STATES];
        for (state, value) in incoming.iter_mut().enumerate() {
            *value = self.forward[at].0[state] + transitions[state * STATES + class];
        }
        let [begin, inside, last, single] = labels(class);
        let within: f32 = if at == end {
            scores[at][single]
        } else {
            scores[at][begin] + scores[at + 1..end].iter().map(|s| s[inside]).sum::<f32>() + scores[end][last]
        };
        (log_sum(&incoming) + within + self.backward[end + 1].0[class] - self.total)
            .exp()
            .min(1.0)
    }

    /// The expected count of each label at a word, and of each transition into it, added to what is given.
    pub fn expect(
        &self,
        at: usize,
        score: &Scores,
        transitions: &[f32],
        labels_out: &mut Scores,
        transitions_out: &mut [f32],
    ) {
        let (closed, open) = &self.forward[at];
        let (after_closed, after_open) = &self.backward[at + 1];
        for to in 0..STATES {
            let new = if to == 0 {
                score[0] + after_closed[0]
            } else {
                let [begin, _, _, single] = labels(to);
                log_sum(&[score[single] + after_closed[to], score[begin] + after_open[to]])
            };
            let mut arrived = 0.0;
            for state in 0..STATES {
                let p = (closed[state] + transitions[state * STATES + to] + new - self.total).exp();
                transitions_out[state * STATES + to] += p;
                arrived += p;
            }
            if to == 0 {
                labels_out[0] += arrived;
                continue;
            }
            let [begin, inside, end, single] = labels(to);
            let alone = (score[single] + after_closed[to] - new).exp();
            labels_out[single] += arrived * alone;
            labels_out[begin] += arrived * (1.0 - alone);
            labels_out[end] += (open[to] + score[end] + after_closed[to] - self.total).exp();
            labels_out[inside] += (open[to] + score[inside] + after_open[to] - self.total).exp();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores of a short sentence without a pattern.
    fn scores(words: usize) -> Vec<Scores> {
        let mut state = 7u32;
        (0..words)
            .map(|_| {
                std::array::from_fn(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 16) as f32 / 30000.0 - 1.0
                })
            })
            .collect()
    }

    #[test]
    fn expectations_sum_to_one() {
        let scores = scores(5);
        let transitions = vec![0.1; STATES * STATES];
        let lattice = Lattice::new(&scores, &transitions);
        for at in 0..5 {
            let mut labels = [0f32; LABELS];
            let mut steps = vec![0f32; STATES * STATES];
            lattice.expect(at, &scores[at], &transitions, &mut labels, &mut steps);
            let sum: f32 = labels.iter().sum();
            assert!((sum - 1.0).abs() < 1e-3, "{sum}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = Model::bytes(
            &[(7, vec![(1, 0.5), (3, -1.0)]), (9, vec![(0, 0.0001)])],
            &[0.0; STATES * STATES],
            "abc",
        );
        let model = Model::read(&bytes).unwrap();
        assert_eq!(model.index.len(), 1);
        assert_eq!(model.fingerprint(), "abc");
        assert!(Model::read(&bytes[..bytes.len() - 1]).is_none());
        assert!(Model::read(b"something else").is_none());
    }
}
