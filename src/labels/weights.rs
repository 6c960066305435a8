//! Weights of features, laid out so that a word is scored with few waits for memory.
//!
//! A feature with many weights lies with all of them in one line of the cache, at a place that is reckoned from it; the
//! few bits that tell such features from others stay near. Features with few weights lie four in a line. Steps that wait
//! for memory do nothing else, so that many lines are under way at once.

use std::hint::black_box;

use super::features::Features;
use super::model::{LABELS, Scores};

/// Features with more weights than this have a row.
const SPARSE: usize = 6;
/// In place of a label: none.
const NONE: u8 = 63;
/// Labels with room for [`NONE`].
const WIDTH: usize = 64;
/// Labels rounded up, so that they are added eight at a time.
const ROUNDED: usize = LABELS.next_multiple_of(8);

/// A feature with the weights of all labels: a line of the cache.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Row {
    feature: u32,
    weights: [i8; ROUNDED],
}

/// A feature with few weights: a quarter of a line.
#[derive(Debug, Clone, Copy)]
#[repr(align(16))]
struct Slot {
    feature: u32,
    labels: [u8; SPARSE],
    weights: [i8; SPARSE],
}

/// Some bits that tell at once that most features are none of a set.
#[derive(Debug, Clone, Default)]
struct Filter(Vec<u64>);

impl Filter {
    fn of(features: &[u32]) -> Self {
        let mut filter = Self(vec![0; (features.len() / 6 + 1).next_power_of_two()]);
        for feature in features {
            let (word, shift) = filter.bit(*feature);
            filter.0[word] |= 1 << shift;
        }
        filter
    }

    fn bit(&self, feature: u32) -> (usize, u32) {
        ((feature as usize / 64) & (self.0.len() - 1), feature % 64)
    }

    /// Whether a feature may be one of the set.
    fn test(&self, feature: u32) -> bool {
        let (word, shift) = self.bit(feature);
        self.0[word] >> shift & 1 == 1
    }
}

/// A feature, its labels and their weights.
type Known<'a> = (u32, &'a [u8]);

/// Weights of features.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    with_row: Filter,
    row_places: Places,
    rows: Vec<Row>,
    with_few: Filter,
    slot_places: Places,
    slots: Vec<Slot>,
    /// What a weight of 1 stands for.
    scale: f32,
}

impl Weights {
    /// The weights of features in rising order, each with its labels and weights; `None` if a label is none.
    pub(super) fn new(features: &[Known], scale: f32) -> Option<Self> {
        if features
            .iter()
            .any(|(_, pairs)| weights(pairs).any(|(label, _)| usize::from(label) >= LABELS))
        {
            return None;
        }
        let (few, many): (Vec<Known>, Vec<Known>) = features.iter().partition(|(_, pairs)| pairs.len() <= 2 * SPARSE);
        let of = |features: &[Known]| features.iter().map(|(feature, _)| *feature).collect::<Vec<u32>>();
        let (many_of, few_of) = (of(&many), of(&few));
        let (row_places, slot_places) = (Places::of(&many_of)?, Places::of(&few_of)?);
        // Free places hold some feature that has a place elsewhere: nothing is found there.
        let mut rows = vec![
            Row {
                feature: many_of.first().copied().unwrap_or_default(),
                weights: [0; ROUNDED],
            };
            row_places.count
        ];
        for (feature, pairs) in many {
            let row = &mut rows[row_places.place(feature)];
            row.feature = feature;
            for (label, weight) in weights(pairs) {
                row.weights[usize::from(label)] = weight;
            }
        }
        let mut slots = vec![
            Slot {
                feature: few_of.first().copied().unwrap_or_default(),
                labels: [NONE; SPARSE],
                weights: [0; SPARSE],
            };
            slot_places.count
        ];
        for (feature, pairs) in few {
            let slot = &mut slots[slot_places.place(feature)];
            slot.feature = feature;
            for (n, (label, weight)) in weights(pairs).enumerate() {
                (slot.labels[n], slot.weights[n]) = (label, weight);
            }
        }
        Some(Self {
            with_row: Filter::of(&many_of),
            row_places,
            rows,
            with_few: Filter::of(&few_of),
            slot_places,
            slots,
            scale,
        })
    }

    /// Whether it knows nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The scores of the labels of words.
    pub(super) fn scores(&self, features: &Features) -> Vec<Scores> {
        let Features { all, ends } = features;
        let mut out = Vec::with_capacity(ends.len());
        let mut work = Work::default();
        let mut begin = 0;
        for ends in ends.chunks(TOGETHER) {
            self.look_up(all, begin, ends, &mut work);
            let mut from = (0, 0);
            for to in &work.ends {
                let mut few = [0i16; WIDTH];
                let mut add = |feature: u32, place: usize| {
                    let slot = &self.slots[place];
                    let is_there = i16::from(slot.feature == feature);
                    for (label, weight) in slot.labels.iter().zip(slot.weights) {
                        few[usize::from(*label) % WIDTH] += i16::from(weight) * is_there;
                    }
                };
                let mut many = [0i16; ROUNDED];
                for at in from.0..to.0 {
                    let row = &self.rows[work.rows[at]];
                    if row.feature == work.many[at] {
                        many.iter_mut()
                            .zip(&row.weights)
                            .for_each(|(sum, w)| *sum += i16::from(*w));
                    } else {
                        add(work.many[at], self.slot_places.place(work.many[at]));
                    }
                }
                for at in from.1..to.1 {
                    add(work.few[at], work.slots[at]);
                }
                out.push(std::array::from_fn(|label| {
                    f32::from(many[label] + few[label]) * self.scale
                }));
                from = *to;
            }
            begin = ends.last().copied().unwrap_or(begin);
        }
        out
    }

    /// Finds where the weights of some words lie, and calls for them.
    fn look_up(&self, features: &[u32], mut begin: usize, ends: &[usize], work: &mut Work) {
        let all = ends.last().map_or(0, |end| end - begin);
        work.many.resize(all, 0);
        work.few.resize(all, 0);
        work.ends.clear();
        let (mut many, mut few) = (0, 0);
        for end in ends {
            for feature in &features[begin..*end] {
                // No branch: the processor would guess wrong too often.
                (work.many[many], work.few[few]) = (*feature, *feature);
                let has_row = usize::from(self.with_row.test(*feature));
                many += has_row;
                few += usize::from(self.with_few.test(*feature)) & (1 - has_row);
            }
            work.ends.push((many, few));
            begin = *end;
        }
        work.rows.clear();
        let rows = work.many[..many].iter().map(|feature| self.row_places.place(*feature));
        work.rows.extend(rows);
        work.slots.clear();
        let slots = work.few[..few].iter().map(|feature| self.slot_places.place(*feature));
        work.slots.extend(slots);
        let called = work.rows.iter().fold(0, |all, row| all ^ self.rows[*row].feature);
        let called = work
            .slots
            .iter()
            .fold(called, |all, slot| all ^ self.slots[*slot].feature);
        black_box(called);
    }
}

/// Words that are looked up together.
const TOGETHER: usize = 4;

/// Where the weights of some words lie.
#[derive(Default)]
struct Work {
    /// Features that probably have a row, and where it is.
    many: Vec<u32>,
    rows: Vec<usize>,
    /// Other features that are probably known, and where.
    few: Vec<u32>,
    slots: Vec<usize>,
    /// For each word where its features in `many` and `few` end.
    ends: Vec<(usize, usize)>,
}

/// A place of its own for each feature of a set, reckoned from it; others get some place as well.
#[derive(Debug, Clone, Default)]
struct Places {
    /// For each bunch of features what puts all of them at free places.
    turns: Vec<u16>,
    count: usize,
}

impl Places {
    /// `None` if a feature is there twice.
    fn of(features: &[u32]) -> Option<Self> {
        let mut places = Self {
            turns: vec![0; features.len() / 4 + 1],
            count: features.len() * 5 / 4 + 1,
        };
        let mut bunches: Vec<Vec<u32>> = vec![Vec::new(); places.turns.len()];
        for feature in features {
            bunches[spread(*feature, places.turns.len())].push(*feature);
        }
        let mut order: Vec<usize> = (0..bunches.len()).collect();
        order.sort_by_key(|bunch| std::cmp::Reverse(bunches[*bunch].len()));
        let mut taken = vec![false; places.count];
        let mut here = Vec::new();
        for bunch in order {
            let turn = (0..u16::MAX).find(|turn| {
                here.clear();
                bunches[bunch].iter().all(|feature| {
                    let place = places.turned(*feature, *turn);
                    let fits = !taken[place] && !here.contains(&place);
                    here.push(place);
                    fits
                })
            })?;
            places.turns[bunch] = turn;
            here.iter().for_each(|place| taken[*place] = true);
        }
        Some(places)
    }

    #[expect(clippy::cast_possible_truncation, reason = "the upper half is folded in")]
    fn turned(&self, feature: u32, turn: u16) -> usize {
        let mixed = (u64::from(feature) ^ u64::from(turn) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        spread((mixed ^ (mixed >> 32)) as u32, self.count)
    }

    fn place(&self, feature: u32) -> usize {
        self.turned(feature, self.turns[spread(feature, self.turns.len())])
    }
}

/// A number below `count`, evenly spread over features.
fn spread(feature: u32, count: usize) -> usize {
    ((u64::from(feature) * count as u64) >> 32) as usize
}

/// Labels and weights as they stand in the file.
fn weights(pairs: &[u8]) -> impl Iterator<Item = (u8, i8)> {
    pairs
        .chunks_exact(2)
        .map(|pair| (pair[0], i8::from_le_bytes([pair[1]])))
}
