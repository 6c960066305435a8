//! Weights of features, laid out so that a word is scored with few waits for memory.
//!
//! Most features have few weights: these lie beside the feature itself, four features in one line of the cache. The
//! others have a row with all labels, which is a line as well. Lines are called for before they are needed, and what is
//! added depends on no choice between features.

use std::hint::black_box;

use super::model::{LABELS, Scores};

/// Labels rounded up to a line of the cache; the last ones are no labels.
const WIDTH: usize = 64;
/// Features with more weights than this have a row.
const SPARSE: usize = 6;
/// In place of a label: none.
const NONE: u8 = 63;
/// In place of the first label: the weights are the number of a row.
const ROW: u8 = 62;
/// Features in a line.
const SLOTS: usize = 4;
/// Bits of the filter.
const FILTER: usize = 1 << 22;
/// Features of a word are looked up in groups of so many.
const GROUP: usize = 128;

/// Labels and their weights.
#[derive(Debug, Clone, Copy)]
struct Slot {
    labels: [u8; SPARSE],
    weights: [i8; SPARSE],
}

/// Features that share a line of the cache; 0 is a free place.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Line {
    features: [u32; SLOTS],
    slots: [Slot; SLOTS],
}

const EMPTY: Line = Line {
    features: [0; SLOTS],
    slots: [Slot {
        labels: [NONE; SPARSE],
        weights: [0; SPARSE],
    }; SLOTS],
};

/// A weight for each label.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Row([i8; WIDTH]);

/// Weights of features.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    /// A bit for each feature that may be known, so that most unknown ones are seen at once.
    filter: Vec<u64>,
    lines: Vec<Line>,
    rows: Vec<Row>,
    /// What a weight of 1 stands for.
    scale: f32,
}

fn bit(feature: u32) -> (usize, u32) {
    let bit = feature as usize % FILTER;
    (bit / 64, feature % 64)
}

impl Weights {
    /// The weights of features in rising order, each with its labels and weights; `None` if a label is none.
    pub(super) fn new(features: &[(u32, &[u8])], scale: f32) -> Option<Self> {
        let mut weights = Self {
            scale,
            ..Self::default()
        };
        if features.is_empty() {
            return Some(weights);
        }
        weights.filter = vec![0; FILTER / 64];
        weights.lines = vec![EMPTY; (features.len() / 2 + 1).next_power_of_two()];
        for (feature, pairs) in features {
            weights.insert(*feature, pairs)?;
        }
        Some(weights)
    }

    /// Adds a feature. 0 comes first, so that it stands before the free places of its line.
    fn insert(&mut self, feature: u32, pairs: &[u8]) -> Option<()> {
        let pairs = || pairs.chunks_exact(2).map(|p| (p[0], i8::from_le_bytes([p[1]])));
        if pairs().any(|(label, _)| usize::from(label) >= LABELS) {
            return None;
        }
        let mut slot = EMPTY.slots[0];
        if pairs().count() > SPARSE {
            let mut row = Row([0; WIDTH]);
            pairs().for_each(|(label, w)| row.0[usize::from(label)] = w);
            let number = u32::try_from(self.rows.len()).ok()?.to_le_bytes();
            self.rows.push(row);
            slot.labels[0] = ROW;
            for (weight, byte) in slot.weights.iter_mut().zip(number) {
                *weight = i8::from_le_bytes([byte]);
            }
        } else {
            for (n, (label, weight)) in pairs().enumerate() {
                (slot.labels[n], slot.weights[n]) = (label, weight);
            }
        }
        let (word, shift) = bit(feature);
        self.filter[word] |= 1 << shift;
        let mut at = self.line(feature);
        let free = |line: &Line| line.features.iter().position(|f| *f == 0);
        loop {
            if let Some(place) = free(&self.lines[at]) {
                self.lines[at].features[place] = feature;
                self.lines[at].slots[place] = slot;
                return Some(());
            }
            at = (at + 1) % self.lines.len();
        }
    }

    /// How many features it has.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        let features = self.lines.iter().flat_map(|line| line.features);
        features.filter(|feature| *feature != 0).count()
    }

    /// Whether it knows nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The line in which a feature is looked for first.
    fn line(&self, feature: u32) -> usize {
        #[expect(clippy::cast_possible_truncation, reason = "less than the number of lines")]
        let line = ((u64::from(feature) * self.lines.len() as u64) >> 32) as usize;
        line
    }

    /// The scores of the labels of a word with these features.
    pub(super) fn scores(&self, features: &[u32]) -> Scores {
        // What has few weights is added one by one, rows as a whole: apart, so that neither waits for the other.
        let mut single = [0i16; WIDTH];
        let mut sums = [0i16; WIDTH];
        for group in features.chunks(GROUP) {
            let mut rows = [0u32; GROUP];
            let count = self.look_up(group, &mut single, &mut rows);
            for number in &rows[..count] {
                let row = &self.rows[*number as usize].0;
                sums.iter_mut().zip(row).for_each(|(sum, w)| *sum += i16::from(*w));
            }
        }
        std::array::from_fn(|label| f32::from(sums[label] + single[label]) * self.scale)
    }

    /// Adds the weights of features that have few, and gives the rows of those that have many.
    fn look_up(&self, group: &[u32], sums: &mut [i16; WIDTH], rows: &mut [u32; GROUP]) -> usize {
        let mut known = [0u32; GROUP];
        let mut count = 0;
        for feature in group {
            let (word, shift) = bit(*feature);
            known[count % GROUP] = *feature;
            count += (self.filter[word] >> shift & 1) as usize;
        }
        let known = &known[..count];
        let called = known.iter().fold(0, |all, f| all ^ self.lines[self.line(*f)].features[0]);
        black_box(called);
        let mut found = 0;
        for feature in known {
            let mut at = self.line(*feature);
            let slot = loop {
                let line = &self.lines[at];
                let same = |n: usize| u32::from(line.features[n] == *feature) << n;
                let places = same(0) | same(1) | same(2) | same(3);
                if places != 0 {
                    break line.slots[places.trailing_zeros() as usize % SLOTS];
                }
                if line.features[SLOTS - 1] == 0 {
                    break EMPTY.slots[0];
                }
                at = (at + 1) % self.lines.len();
            };
            for (label, weight) in slot.labels.iter().zip(slot.weights) {
                let sum = &mut sums[usize::from(*label) % WIDTH];
                // What is added for no label may be anything.
                *sum = sum.wrapping_add(i16::from(weight));
            }
            let [a, b, c, d, ..] = slot.weights.map(|w| w.to_le_bytes()[0]);
            rows[found % GROUP] = u32::from_le_bytes([a, b, c, d]);
            found += usize::from(slot.labels[0] == ROW);
        }
        let called = rows[..found].iter().fold(0, |all, n| all ^ self.rows[*n as usize].0[0]);
        black_box(called);
        found
    }
}
