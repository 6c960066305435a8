//! Weights in a file: columns of like numbers, each deflated by itself, which is half of what rows would take.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// A column that unpacks to more bytes is no column of weights.
const MOST: u64 = 1 << 26;

/// Columns of bytes, one after the other with their lengths.
pub(crate) fn pack(columns: &[Vec<u8>]) -> Vec<u8> {
    let mut out = Vec::new();
    for column in columns {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        // Nothing can go wrong in memory.
        let packed = encoder
            .write_all(column)
            .and_then(|()| encoder.finish())
            .unwrap_or_default();
        out.extend(u32::try_from(packed.len()).unwrap_or(u32::MAX).to_le_bytes());
        out.extend(packed);
    }
    out
}

/// What [`pack`] packed; nothing when it is something else.
pub(crate) fn unpack<const N: usize>(mut bytes: &[u8]) -> Option<[Vec<u8>; N]> {
    let mut columns = [const { Vec::new() }; N];
    for column in &mut columns {
        let (length, rest) = bytes.split_at_checked(4)?;
        let length = usize::try_from(u32::from_le_bytes(length.try_into().ok()?)).ok()?;
        let (packed, rest) = rest.split_at_checked(length)?;
        ZlibDecoder::new(packed).take(MOST).read_to_end(column).ok()?;
        bytes = rest;
    }
    bytes.is_empty().then_some(columns)
}

/// Numbers in rising order as their distances, seven bits a byte, the lowest first.
pub(crate) fn rising(numbers: impl Iterator<Item = u32>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut last = 0;
    for number in numbers {
        let mut distance = number.wrapping_sub(last);
        last = number;
        while distance >= 128 {
            out.push((distance & 127) as u8 | 128);
            distance >>= 7;
        }
        out.push(distance as u8);
    }
    out
}

/// The numbers of [`rising`]; those after a broken one are left out.
pub(crate) fn numbers(bytes: &[u8]) -> Vec<u32> {
    let mut out = Vec::new();
    let (mut last, mut distance, mut shift) = (0u32, 0u32, 0u32);
    for byte in bytes {
        distance |= u32::from(byte & 127).checked_shl(shift).unwrap_or(0);
        shift += 7;
        if byte & 128 == 0 {
            last = last.wrapping_add(distance);
            out.push(last);
            (distance, shift) = (0, 0);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_back() {
        let columns = [vec![1, 2, 3], Vec::new(), vec![7; 1000]];
        let packed = pack(&columns);
        assert!(packed.len() < 200);
        assert_eq!(unpack::<3>(&packed), Some(columns));
        assert_eq!(unpack::<2>(&packed), None);
        assert_eq!(unpack::<3>(&packed[..packed.len() - 1]), None);
        let all = [0, 1, 127, 128, 70_000, u32::MAX];
        assert_eq!(numbers(&rising(all.into_iter())), all);
    }
}
