//! A fixed sequence that looks random, so that training gives the same weights every time.

/// Numbers by xorshift (Marsaglia 2003).
pub(super) struct Sequence(u64);

impl Default for Sequence {
    fn default() -> Self {
        Self(0x1234_5678_9abc_def1)
    }
}

impl Sequence {
    pub(super) fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(self.0 >> 32).unwrap_or(0)
    }

    /// Puts things into another order.
    pub(super) fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            let other = self.next() as usize % (at + 1);
            order.swap(at, other);
        }
    }

    /// True in this share of the calls.
    pub(super) fn chance(&mut self, share: f32) -> bool {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of the range"
        )]
        let threshold = (f64::from(share) * f64::from(u32::MAX)) as u32;
        self.next() <= threshold
    }
}
