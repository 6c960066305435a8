//! Stochastic gradient descent: what labels and relations are learnt with alike.

use rustc_hash::FxHashMap;

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Rounds over all examples.
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
    /// Those for names.
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

impl Settings {
    /// Those for relations.
    pub fn for_relations() -> Self {
        Self {
            rounds: 20,
            decay: 1e-5,
            dropout: 0.1,
            prune: 0.02,
            ..Self::default()
        }
    }

    /// Whether the weights after a round are part of the mean: that of the later rounds is steadier than the last one.
    pub(super) fn remembers(&self, round: u32) -> bool {
        round >= self.rounds / 2
    }
}

/// The features that stand at least so many times, in rising order, with their numbers.
pub(super) fn number<'r>(features: impl Iterator<Item = &'r u32>, least: u32) -> (Vec<u32>, FxHashMap<u32, u32>) {
    let mut count: FxHashMap<u32, u32> = FxHashMap::default();
    for feature in features {
        *count.entry(*feature).or_default() += 1;
    }
    let mut features: Vec<u32> = count
        .iter()
        .filter(|(_, n)| **n >= least)
        .map(|(feature, _)| *feature)
        .collect();
    features.sort_unstable();
    let numbers = features.iter().zip(0u32..).map(|(feature, n)| (*feature, n)).collect();
    (features, numbers)
}

/// Weights whose steps shrink each with its own history (AdaGrad, Duchi et al. 2011).
pub(super) struct Weights {
    /// As they are now.
    pub(super) now: Vec<f32>,
    history: Vec<f32>,
    /// Sum of the weights remembered.
    sum: Vec<f32>,
    remembered: f32,
}

impl Weights {
    /// Zeros; the larger `caution`, the smaller the first steps.
    pub(super) fn new(count: usize, caution: f32) -> Self {
        Self {
            now: vec![0.0; count],
            history: vec![caution; count],
            sum: vec![0.0; count],
            remembered: 0.0,
        }
    }

    /// A step of one weight down its gradient.
    pub(super) fn step(&mut self, slot: usize, gradient: f32, rate: f32) {
        self.history[slot] += gradient * gradient;
        self.now[slot] -= rate * gradient / self.history[slot].sqrt();
    }

    /// Makes the weights as they are now part of the mean.
    pub(super) fn remember(&mut self) {
        self.remembered += 1.0;
        self.sum.iter_mut().zip(&self.now).for_each(|(sum, w)| *sum += w);
    }

    /// The mean of what was remembered, and the size from which on a weight is kept.
    pub(super) fn mean(mut self, prune: f32) -> (Vec<f32>, f32) {
        let rounds = self.remembered.max(1.0);
        self.sum.iter_mut().for_each(|sum| *sum /= rounds);
        let largest = self.sum.iter().fold(0f32, |most, w| most.max(w.abs()));
        (self.sum, largest * prune)
    }
}
