//! Annotated names → weights of the labels, by maximum likelihood.

use super::annotations::{Annotated, Example, digest};
use super::descent::{Settings, Weights, number};
use super::sequence::Sequence;
use crate::labels::{CLASSES, LABELS, Lattice, Model, factors};

const STATES: usize = CLASSES + 1;

/// A sentence whose features are numbered from 0.
struct Numbered {
    rows: Vec<Vec<u32>>,
    labels: Vec<usize>,
}

/// Trains on the sentences of annotated texts; out come the bytes of a model.
pub fn train(texts: &[Annotated], settings: Settings) -> Vec<u8> {
    let examples: Vec<&Example> = texts.iter().flat_map(|t| &t.examples).collect();
    train_on(&examples, &digest(texts), settings)
}

/// Trains on the names of annotated texts and the names inside of them; out come the bytes of a model.
pub fn train_nested(texts: &[Annotated], settings: Settings) -> Vec<u8> {
    let settings = Settings {
        dropout: 0.2,
        prune: 0.04,
        ..settings
    };
    let examples: Vec<&Example> = texts.iter().flat_map(|t| &t.nested).collect();
    train_on(&examples, &digest(texts), settings)
}

fn train_on(examples: &[&Example], fingerprint: &str, settings: Settings) -> Vec<u8> {
    let (features, number) = number(examples.iter().flat_map(|e| &e.rows).flatten(), settings.least);
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
        weights: Weights::new(features.len() * LABELS, 1e-4),
        transitions: Weights::new(STATES * STATES, 1e-4),
        settings,
        sequence: Sequence::default(),
    };
    let mut order: Vec<usize> = (0..numbered.len()).collect();
    for round in 0..settings.rounds {
        learner.sequence.shuffle(&mut order);
        for at in &order {
            learner.step(&numbered[*at]);
        }
        if settings.remembers(round) {
            learner.weights.remember();
        }
    }
    learner.finish(&features, fingerprint)
}

struct Learner {
    weights: Weights,
    transitions: Weights,
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
                    for (score, weight) in scores.iter_mut().zip(&self.weights.now[from..from + LABELS]) {
                        *score += weight / keep;
                    }
                }
                scores
            })
            .collect();
        let factors = factors(&self.transitions.now);
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
                    let g = g + self.settings.decay * self.weights.now[slot];
                    self.weights.step(slot, g, self.settings.rate);
                }
            }
        }
        for (slot, g) in transitions.iter().enumerate() {
            self.transitions.step(slot, *g, self.settings.rate);
        }
    }

    fn finish(self, features: &[u32], fingerprint: &str) -> Vec<u8> {
        let (mean, least) = self.weights.mean(self.settings.prune);
        let kept: Vec<(u32, Vec<(u8, f32)>)> = features
            .iter()
            .enumerate()
            .map(|(n, feature)| {
                let weights = &mean[n * LABELS..(n + 1) * LABELS];
                let weights = (0u8..).zip(weights).filter(|(_, w)| w.abs() >= least);
                (*feature, weights.map(|(label, w)| (label, *w)).collect::<Vec<_>>())
            })
            .filter(|(_, weights)| !weights.is_empty())
            .collect();
        Model::bytes(&kept, &self.transitions.now, fingerprint)
    }
}
