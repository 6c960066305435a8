//! Bytes ↔ code points of one text.

const STRIDE: usize = 64;

/// Byte offsets of every 64th code point of a text, so that both ways take constant or logarithmic time.
#[derive(Debug, Clone, Default)]
pub(super) struct Positions {
    bytes: Vec<u32>,
}

impl Positions {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text
            .char_indices()
            .step_by(STRIDE)
            .map(|(byte, _)| u32::try_from(byte).unwrap_or(u32::MAX))
            .collect();
        Self { bytes }
    }

    /// The byte at which a code point begins; the end of the text for one past it.
    pub(super) fn byte(&self, text: &str, code_point: u32) -> usize {
        let code_point = code_point as usize;
        let Some(&base) = self.bytes.get(code_point / STRIDE) else {
            return text.len();
        };
        let base = base as usize;
        text[base..]
            .char_indices()
            .nth(code_point % STRIDE)
            .map_or(text.len(), |(byte, _)| base + byte)
    }

    /// The number of code points before a byte that lies on a character border.
    pub(super) fn code_point(&self, text: &str, byte: usize) -> u32 {
        let slot = self.bytes.partition_point(|&b| b as usize <= byte).saturating_sub(1);
        let base = self.bytes.get(slot).copied().unwrap_or_default() as usize;
        let count = slot * STRIDE + text[base..byte].chars().count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_agree() {
        let text = "政府a工作é报告😀".repeat(30);
        let positions = Positions::new(&text);
        for (code_point, (byte, _)) in text.char_indices().enumerate() {
            let code_point = u32::try_from(code_point).expect("a short text");
            assert_eq!(positions.byte(&text, code_point), byte);
            assert_eq!(positions.code_point(&text, byte), code_point);
        }
        assert_eq!(positions.byte(&text, 1 << 20), text.len());
    }
}
