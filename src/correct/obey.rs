//! Lets a document that was just read obey its corrections.

use std::borrow::Cow;

use crate::graph::corrections::{Corrections, apply, sentences};
use crate::graph::{Input, Reading};
use crate::store::Corrected;
use crate::text::{Diagnostic, Severity};

/// Changes a reading by the corrections of its document; gives what they changed, if there are any, for the record of
/// the build. A correction that has nothing to correct any more becomes a warning.
pub fn obey(input: &Input<'_>, reading: &mut Reading, corrections: &Corrections) -> Option<Corrected> {
    let fingerprint = corrections.fingerprint(input.id)?;
    let read = std::mem::take(&mut reading.quads);
    let find = sentences(|| Some(Cow::Borrowed(input.bytes)));
    let applied = apply(read.iter().cloned(), input.id, input.base, corrections, &find);
    let corrected = Corrected::between(&fingerprint, &read, &applied.quads);
    reading.quads = applied.quads;
    for (correction, outcome) in applied.outcomes {
        if let Err(why) = outcome {
            reading.diagnostics.push(Diagnostic {
                severity: Severity::Warning,
                at: Some(correction.start),
                message: format!("the correction “{correction}” has no effect: {why}"),
            });
        }
    }
    Some(corrected)
}
