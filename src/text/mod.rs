//! Reads: bytes → [`Source`].
//!
//! In come the bytes of a file, out go the decoded original and a normalised [`View`] of it.
//! The original is never changed; the view is what all later stages read, and its [`View::original`] map leads every
//! span of it back to code points of the original.

mod decode;
mod leads;
mod lines;
mod positions;
mod span;
mod tables;
mod view;

pub use decode::{Encoding, decode, looks_binary};
pub(crate) use leads::{is_numbered_heading, is_private_use};
pub use span::Span;
pub use view::{Mark, View};

/// How grave a [`Diagnostic`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something could not be read and was left out.
    Warning,
}

/// A finding about a document that does not stop the reading of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// Where: the code point of the original, where there is one place.
    pub at: Option<u32>,
    /// What was found and what follows from it.
    pub message: String,
}

impl Diagnostic {
    /// A warning without a place.
    pub fn warning(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            at: None,
            message: message.into(),
        }
    }

    /// A note without a place.
    pub fn note(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Note,
            at: None,
            message: message.into(),
        }
    }
}

/// A decoded document with its normalised view.
#[derive(Debug, Clone)]
pub struct Source {
    /// The decoded original, without a byte order mark. Offsets that leave the program count its code points.
    pub text: String,
    /// The encoding the bytes were in.
    pub encoding: Encoding,
    /// The normalised view that the later stages read.
    pub view: View,
    positions: positions::Positions,
}

impl Source {
    /// Makes the view of a decoded text.
    pub fn new(text: String, encoding: Encoding) -> Self {
        let positions = positions::Positions::new(&text);
        let view = View::build(&text, &positions);
        Self {
            text,
            encoding,
            view,
            positions,
        }
    }

    /// The original between two code points (0-based, end exclusive); what lies outside the text is left out.
    pub fn original(&self, start: u32, end: u32) -> &str {
        let from = self.positions.byte(&self.text, start);
        let to = self.positions.byte(&self.text, end.max(start));
        &self.text[from..to]
    }
}

/// Decodes the bytes of a plain text or Markdown file and makes the normalised view of it.
///
/// Never fails: what cannot be decoded becomes U+FFFD, and a [`Diagnostic`] says so.
pub fn read(bytes: &[u8]) -> (Source, Vec<Diagnostic>) {
    let (text, encoding, diagnostics) = decode(bytes);
    (Source::new(text, encoding), diagnostics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_by_code_point() {
        let text = "政府a工作报告".repeat(40);
        let source = Source::new(text.clone(), Encoding::Utf8);
        let chars: Vec<char> = text.chars().collect();
        for (start, end) in [(0, 1), (63, 65), (64, 128), (100, 280), (270, 999)] {
            let expect: String = chars[start.min(chars.len())..end.min(chars.len())].iter().collect();
            assert_eq!(source.original(start as u32, end as u32), expect);
        }
    }
}
