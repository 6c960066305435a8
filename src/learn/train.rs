//! Weights by maximum likelihood: stochastic gradient steps whose size shrinks for each weight with its own history.

use rustc_hash::FxHashMap;

use super::annotations::{Annotated, Example, digest};
use super::sequence::Sequence;
use crate::labels::{CLASSES, LABELS, Lattice, Model, factors};

const STATES: usize = CLASSES + 1;

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Rounds over all sentences.
    pub rounds: u32,
    /// Size of steps.
    pub rate: f32,
    /// Pull towards zero.
    pub decay: f32,
    /// Share of features left out at each step.
    pub dropout: f32,
    /// Features that stand fewer times are left out.
    pub least: u32,
    /// Weights below this share of the largest are left out.
    pub prune: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            rounds: 30,
            rate: 0.05,
            decay: 2e-5,
            dropout: 0.6,
            least: 2,
            prune: 0.055,
        }
    }
}

/// A sentence whose features are numbered from 0.
struct Numbered {
    rows: Vec<Vec<u32>>,
    labels: Vec<usize>,
}

/// Trains on the sentences of annotated texts; out come the bytes of a model.
pub fn train(texts: &[Annotated], settings: Settings) -> Vec<u8> {
    let examples: Vec<&Example> = texts.iter().flat_map(|t| &t.examples).collect();
    train_on(&examples, &texts_digest(texts), settings)
}

/// Trains on the names of annotated texts and the names inside of them; out come the bytes of a model.
pub fn train_nested(texts: &[Annotated], settings: Settings) -> Vec<u8> {
    let settings = Settings {
        dropout: 0.2,
        prune: 0.04,
        ..settings
    };
    let examples: Vec<&Example> = texts.iter().flat_map(|t| &t.nested).collect();
    train_on(&examples, &texts_digest(texts), settings)
}

fn texts_digest(texts: &[Annotated]) -> String {
    digest(texts.iter().map(|t| (t.name.as_str(), t.rows.as_str())))
}

fn train_on(examples: &[&Example], fingerprint: &str, settings: Settings) -> Vec<u8> {
    let mut count: FxHashMap<u32, u32> = FxHashMap::default();
    for feature in examples.iter().flat_map(|e| &e.rows).flatten() {
        *count.entry(*feature).or_default() += 1;
    }
    let mut features: Vec<u32> = count
        .iter()
        .filter(|(_, n)| **n >= settings.least)
        .map(|(feature, _)| *feature)
        .collect();
    features.sort_unstable();
    let number: FxHashMap<u32, u32> = features.iter().zip(0u32..).map(|(f, n)| (*f, n)).collect();
    let numbered: Vec<Numbered> = examples
        .iter()
        .map(|e| Numbered {
            rows: e
                .rows
                .iter()
                .map(|row| row.iter().filter_map(|f| number.get(f).copied()).collect())
                .collect(),
            labels: e.labels.iter().map(|l| usize::from(l.0)).collect(),
        })
        .collect();
    let mut learner = Learner {
        weights: vec![0.0; features.len() * LABELS],
        history: vec![1e-4; features.len() * LABELS],
        mean: vec![0.0; features.len() * LABELS],
        remembered: 0.0,
        transitions: vec![0.0; STATES * STATES],
        transition_history: vec![1e-4; STATES * STATES],
        settings,
        sequence: Sequence::default(),
    };
    let mut order: Vec<usize> = (0..numbered.len()).collect();
    for round in 0..settings.rounds {
        learner.sequence.shuffle(&mut order);
        for at in &order {
            learner.step(&numbered[*at]);
        }
        // The mean of the later rounds is steadier than the last one.
        if round >= settings.rounds / 2 {
            learner.remember();
        }
    }
    learner.finish(&features, fingerprint)
}

struct Learner {
    weights: Vec<f32>,
    /// Sum of the weights remembered, then their mean.
    mean: Vec<f32>,
    remembered: f32,
    history: Vec<f32>,
    transitions: Vec<f32>,
    transition_history: Vec<f32>,
    settings: Settings,
    sequence: Sequence,
}

impl Learner {
    fn step(&mut self, example: &Numbered) {
        let keep = 1.0 - self.settings.dropout;
        let rows: Vec<Vec<u32>> = example
            .rows
            .iter()
            .map(|row| row.iter().copied().filter(|_| self.sequence.chance(keep)).collect())
            .collect();
        let scores: Vec<[f32; LABELS]> = rows
            .iter()
            .map(|row| {
                let mut scores = [0f32; LABELS];
                for feature in row {
                    let from = *feature as usize * LABELS;
                    for (score, weight) in scores.iter_mut().zip(&self.weights[from..from + LABELS]) {
                        *score += weight / keep;
                    }
                }
                scores
            })
            .collect();
        let factors = factors(&self.transitions);
        let lattice = Lattice::new(&scores, &factors);
        let mut transitions = vec![0f32; STATES * STATES];
        let mut state = 0;
        for (at, row) in rows.iter().enumerate() {
            let mut gradient = [0f32; LABELS];
            lattice.expect(at, &factors, &mut gradient, &mut transitions);
            let label = example.labels[at];
            gradient[label] -= 1.0;
            let class = label.div_ceil(4);
            // A begin, a single and outside are new stretches.
            if matches!(label % 4, 0 | 1) {
                transitions[state * STATES + class] -= 1.0;
                state = class;
            }
            for (label, g) in gradient.iter().enumerate().filter(|(_, g)| g.abs() > 1e-4) {
                for feature in row {
                    let slot = *feature as usize * LABELS + label;
                    let g = g + self.settings.decay * self.weights[slot];
                    self.history[slot] += g * g;
                    self.weights[slot] -= self.settings.rate * g / self.history[slot].sqrt();
                }
            }
        }
        for (slot, g) in transitions.iter().enumerate() {
            self.transition_history[slot] += g * g;
            self.transitions[slot] -= self.settings.rate * g / self.transition_history[slot].sqrt();
        }
    }

    fn remember(&mut self) {
        self.remembered += 1.0;
        self.mean.iter_mut().zip(&self.weights).for_each(|(sum, w)| *sum += w);
    }

    fn finish(mut self, features: &[u32], fingerprint: &str) -> Vec<u8> {
        let rounds = self.remembered.max(1.0);
        self.mean.iter_mut().for_each(|sum| *sum /= rounds);
        let largest = self.mean.iter().fold(0f32, |most, w| most.max(w.abs()));
        let least = largest * self.settings.prune;
        let kept: Vec<(u32, Vec<(u8, f32)>)> = features
            .iter()
            .enumerate()
            .map(|(n, feature)| {
                let weights = &self.mean[n * LABELS..(n + 1) * LABELS];
                let weights = (0u8..).zip(weights).filter(|(_, w)| w.abs() >= least);
                (*feature, weights.map(|(label, w)| (label, *w)).collect::<Vec<_>>())
            })
            .filter(|(_, weights)| !weights.is_empty())
            .collect();
        Model::bytes(&kept, &self.transitions, fingerprint)
    }
}
