//! Sizes of files, as people write them.

use std::fmt;
use std::str::FromStr;

/// A number of bytes: `5M`, `1GiB`, `300 kB`, `1048576`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Size(u64);

impl Size {
    /// The number of bytes.
    pub(crate) fn bytes(self) -> u64 {
        self.0
    }

    /// So many bytes.
    pub(crate) fn of(bytes: u64) -> Self {
        Self(bytes)
    }
}

impl Default for Size {
    fn default() -> Self {
        Self(32 << 20)
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let wrong = || format!("`{text}` is no size; write for instance 5M, 500K, 1GiB or 1048576");
        let digits = text
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(text.len());
        let number: f64 = text[..digits].parse().map_err(|_| wrong())?;
        // K, M, G alone are powers of 1024, as in most tools that take sizes; kB, MB, GB are powers of 1000.
        let factor: u64 = match text[digits..].trim().to_ascii_lowercase().as_str() {
            "" | "b" => 1,
            "k" | "kib" => 1 << 10,
            "m" | "mib" => 1 << 20,
            "g" | "gib" => 1 << 30,
            "kb" => 1_000,
            "mb" => 1_000_000,
            "gb" => 1_000_000_000,
            _ => return Err(wrong()),
        };
        let bytes = number * factor as f64;
        // Offsets are 32 bits wide.
        if bytes < 1.0 || bytes > f64::from(u32::MAX) {
            return Err(format!("`{text}` is not between 1 byte and 4 GiB"));
        }
        Ok(Self(bytes as u64))
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.0 as f64;
        let (value, unit) = match self.0 {
            0..1024 => return write!(f, "{} bytes", self.0),
            1024..0x10_0000 => (bytes / 1024.0, "KiB"),
            0x10_0000..0x4000_0000 => (bytes / f64::from(1 << 20), "MiB"),
            _ => (bytes / f64::from(1 << 30), "GiB"),
        };
        let rounded = (value * 10.0).round() / 10.0;
        write!(f, "{rounded} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let bytes = |text: &str| text.parse::<Size>().map(Size::bytes);
        assert_eq!(bytes("5M"), Ok(5 << 20));
        assert_eq!(bytes("1GiB"), Ok(1 << 30));
        assert_eq!(bytes("1.5k"), Ok(1536));
        assert_eq!(bytes("300 kB"), Ok(300_000));
        assert_eq!(bytes("1048576"), Ok(1 << 20));
        for wrong in ["", "M", "5X", "-1", "0", "9999G"] {
            assert!(bytes(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Size::default().to_string(), "32 MiB");
    }
}
