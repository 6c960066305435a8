//! Sums over all labellings of a sentence: how probable a name is, and what training expects.

use super::model::{STATES, Scores, labels};

/// Weights of transitions as factors.
pub fn factors(transitions: &[f32]) -> Vec<f32> {
    transitions.iter().map(|t| t.exp()).collect()
}

/// States before a word, or after the last: closed ones and open ones.
type States = ([f32; STATES], [f32; STATES]);

/// Forward and backward sums of a sentence, each step scaled so that its states sum to one.
pub struct Lattice {
    /// Scores of each word as factors, the largest one.
    emissions: Vec<Scores>,
    forward: Vec<States>,
    backward: Vec<States>,
    /// What each forward step was divided by.
    scales: Vec<f32>,
}

fn scale(states: &mut States) -> f32 {
    let sum: f32 = states.0.iter().chain(&states.1).sum();
    let sum = if sum > f32::MIN_POSITIVE { sum } else { 1.0 };
    let factor = 1.0 / sum;
    states.0.iter_mut().chain(&mut states.1).for_each(|s| *s *= factor);
    sum
}

impl Lattice {
    /// The sums under these scores and factors of transitions.
    pub fn new(scores: &[Scores], factors: &[f32]) -> Self {
        let emissions: Vec<Scores> = scores
            .iter()
            .map(|score| {
                let most = score.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                score.map(|s| (s - most).exp())
            })
            .collect();
        let none = [0f32; STATES];
        let mut first = none;
        first[0] = 1.0;
        let mut forward = Vec::with_capacity(scores.len() + 1);
        let mut scales = Vec::with_capacity(scores.len());
        let mut states: States = (first, none);
        forward.push(states);
        for e in &emissions {
            let new = arriving(&states.0, factors);
            let mut next = (none, none);
            next.0[0] = new[0] * e[0];
            for (to, arrived) in new.iter().enumerate().skip(1) {
                let [begin, inside, end, single] = labels(to);
                next.0[to] = arrived * e[single] + states.1[to] * e[end];
                next.1[to] = arrived * e[begin] + states.1[to] * e[inside];
            }
            scales.push(scale(&mut next));
            forward.push(next);
            states = next;
        }
        let mut backward = vec![(none, none); scores.len() + 1];
        backward[scores.len()].0 = [1.0; STATES];
        for (at, e) in emissions.iter().enumerate().rev() {
            let (closed, open) = &backward[at + 1];
            let new = leaving(e, closed, open);
            let mut before = (none, none);
            for to in 1..STATES {
                let [_, inside, end, _] = labels(to);
                before.1[to] = e[end] * closed[to] + e[inside] * open[to];
            }
            for state in 0..STATES {
                let row = &factors[state * STATES..(state + 1) * STATES];
                before.0[state] = row.iter().zip(&new).map(|(f, n)| f * n).sum();
            }
            scale(&mut before);
            backward[at] = before;
        }
        Self {
            emissions,
            forward,
            backward,
            scales,
        }
    }

    /// How probable it is that just the words `at..=end` are a name of a class (from 1).
    pub(super) fn probability(&self, factors: &[f32], class: usize, at: usize, end: usize) -> f32 {
        let [begin, inside, last, single] = labels(class);
        let mut p = arriving(&self.forward[at].0, factors)[class];
        for n in at..=end {
            let label = match (n == at, n == end) {
                (true, true) => single,
                (true, false) => begin,
                (false, true) => last,
                (false, false) => inside,
            };
            p *= self.emissions[n][label] / self.scales[n];
        }
        let (closed, open) = &self.forward[end + 1];
        let (after_closed, after_open) = &self.backward[end + 1];
        let all = closed.iter().zip(after_closed).chain(open.iter().zip(after_open));
        let total: f32 = all.map(|(f, b)| f * b).sum();
        (p * after_closed[class] / total.max(f32::MIN_POSITIVE)).min(1.0)
    }

    /// The expected count of each label at a word, and of each transition into it, added to what is given.
    pub fn expect(&self, at: usize, factors: &[f32], labels_out: &mut Scores, transitions_out: &mut [f32]) {
        let e = &self.emissions[at];
        let (closed, open) = &self.forward[at];
        let (after_closed, after_open) = &self.backward[at + 1];
        let new = leaving(e, after_closed, after_open);
        let arrived = arriving(closed, factors);
        let mut total = arrived[0] * new[0];
        for to in 1..STATES {
            let [_, inside, end, _] = labels(to);
            total += arrived[to] * new[to] + open[to] * (e[end] * after_closed[to] + e[inside] * after_open[to]);
        }
        let share = 1.0 / total.max(f32::MIN_POSITIVE);
        for (state, from) in closed.iter().enumerate() {
            for (to, next) in new.iter().enumerate() {
                let slot = state * STATES + to;
                transitions_out[slot] += from * factors[slot] * next * share;
            }
        }
        labels_out[0] += arrived[0] * new[0] * share;
        for to in 1..STATES {
            let [begin, inside, end, single] = labels(to);
            labels_out[single] += arrived[to] * e[single] * after_closed[to] * share;
            labels_out[begin] += arrived[to] * e[begin] * after_open[to] * share;
            labels_out[end] += open[to] * e[end] * after_closed[to] * share;
            labels_out[inside] += open[to] * e[inside] * after_open[to] * share;
        }
    }
}

/// What arrives at each new stretch.
fn arriving(closed: &[f32; STATES], factors: &[f32]) -> [f32; STATES] {
    let mut new = [0f32; STATES];
    for (state, from) in closed.iter().enumerate() {
        let row = &factors[state * STATES..(state + 1) * STATES];
        new.iter_mut().zip(row).for_each(|(n, f)| *n += from * f);
    }
    new
}

/// What a new stretch of each state at a word leads to.
fn leaving(e: &Scores, closed: &[f32; STATES], open: &[f32; STATES]) -> [f32; STATES] {
    let mut new = [0f32; STATES];
    new[0] = e[0] * closed[0];
    for to in 1..STATES {
        let [begin, _, _, single] = labels(to);
        new[to] = e[single] * closed[to] + e[begin] * open[to];
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::LABELS;

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
        let transitions = vec![1.1; STATES * STATES];
        let lattice = Lattice::new(&scores, &transitions);
        for at in 0..5 {
            let mut labels = [0f32; LABELS];
            let mut steps = vec![0f32; STATES * STATES];
            lattice.expect(at, &transitions, &mut labels, &mut steps);
            let sum: f32 = labels.iter().sum();
            assert!((sum - 1.0).abs() < 1e-3, "{sum}");
        }
    }
}
