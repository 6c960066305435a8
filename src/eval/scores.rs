//! The figures of an evaluation, and how they are shown.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// Precision, recall and F1 with the counts they come from.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Score {
    /// Precision: of what was read, the share that is right.
    pub p: f64,
    /// Recall: of what is annotated, the share that was read.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// What was read and is right.
    pub tp: usize,
    /// What was read.
    pub pred: usize,
    /// What is annotated.
    pub gold: usize,
}

impl Score {
    /// The figures of these counts, rounded to four decimals.
    pub fn new(tp: usize, pred: usize, gold: usize) -> Self {
        let (p, r) = (ratio(tp, pred), ratio(tp, gold));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        Self {
            p: rounded(p),
            r: rounded(r),
            f1: rounded(f1),
            tp,
            pred,
            gold,
        }
    }

    /// The score over all of several classes.
    pub(super) fn sum<'a>(scores: impl IntoIterator<Item = &'a Self>) -> Self {
        let add = |(tp, pred, gold), s: &Self| (tp + s.tp, pred + s.pred, gold + s.gold);
        let (tp, pred, gold) = scores.into_iter().fold((0, 0, 0), add);
        Self::new(tp, pred, gold)
    }
}

/// A share rounded to four decimals; 0 of nothing.
pub(super) fn rate(part: usize, whole: usize) -> f64 {
    rounded(ratio(part, whole))
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Rounds to four decimals as the decimal expansion says, an exact half to the even digit.
fn rounded(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

/// One line of the result.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// Precision, recall and F1 of all.
    Score(Score),
    /// A rate for each of several attributes.
    Rates(Vec<(&'static str, f64)>),
    /// Precision, recall and F1 of each of several classes.
    Scores(Vec<(&'static str, Score)>),
}

/// The figures of an evaluation by name, in the order in which they are shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scores(Vec<(&'static str, Figure)>);

impl Scores {
    pub(super) fn push(&mut self, name: &'static str, figure: Figure) {
        self.0.push((name, figure));
    }

    /// The figure of this name, `measures.full` for instance.
    pub fn get(&self, name: &str) -> Option<&Figure> {
        self.0.iter().find(|(n, _)| *n == name).map(|(_, figure)| figure)
    }

    /// All figures with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Figure)> {
        self.0.iter().map(|(name, figure)| (*name, figure))
    }

    /// Nothing was scored.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// One line a figure: its name, then `key=value` pairs; the classes of a breakdown follow on lines of their own.
impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, figure) in self.iter() {
            match figure {
                Figure::Score(score) => writeln!(f, "{name:24} {score}")?,
                Figure::Rates(rates) => {
                    let pairs: Vec<String> = rates.iter().map(|(key, rate)| format!("{key}={rate:?}")).collect();
                    writeln!(f, "{name:24} {}", pairs.join("  "))?;
                }
                Figure::Scores(classes) => {
                    writeln!(f, "{name}")?;
                    for (class, score) in classes {
                        writeln!(f, "  {class:22} {score}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            p,
            r,
            f1,
            tp,
            pred,
            gold,
        } = self;
        write!(f, "p={p:?}  r={r:?}  f1={f1:?}  tp={tp}  pred={pred}  gold={gold}")
    }
}

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, figure) in self.iter() {
            map.serialize_entry(name, figure)?;
        }
        map.end()
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Score(score) => score.serialize(serializer),
            Self::Rates(rates) => serializer.collect_map(rates.iter().copied()),
            Self::Scores(scores) => serializer.collect_map(scores.iter().copied()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_to_four_decimals() {
        let score = Score::new(2, 3, 7);
        assert_eq!((score.p, score.r, score.f1), (0.6667, 0.2857, 0.4));
        // Exact halves go to the even digit.
        assert_eq!(rate(1, 32), 0.0312);
        assert_eq!(rate(3, 32), 0.0938);
        let nothing = Score::new(0, 0, 0);
        assert_eq!((nothing.p, nothing.r, nothing.f1), (0.0, 0.0, 0.0));
    }

    #[test]
    fn shown_as_text_and_json() {
        let mut scores = Scores::default();
        scores.push("measures.detect", Figure::Score(Score::new(1, 1, 2)));
        scores.push("measures.attributes", Figure::Rates(vec![("unit", 1.0), ("kind", 0.5)]));
        scores.push(
            "relations.by_predicate",
            Figure::Scores(vec![("hosts", Score::new(0, 0, 1))]),
        );
        assert_eq!(
            scores.to_string(),
            "measures.detect          p=1.0  r=0.5  f1=0.6667  tp=1  pred=1  gold=2\n\
             measures.attributes      unit=1.0  kind=0.5\n\
             relations.by_predicate\n  hosts                  p=0.0  r=0.0  f1=0.0  tp=0  pred=0  gold=1\n"
        );
        let json = serde_json::to_string(&scores).unwrap();
        assert!(json.starts_with(r#"{"measures.detect":{"p":1.0,"r":0.5,"#), "{json}");
        assert!(
            json.contains(r#""measures.attributes":{"unit":1.0,"kind":0.5}"#),
            "{json}"
        );
    }
}
