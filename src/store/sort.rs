//! Sorting more lines than fit into memory.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use rayon::slice::ParallelSliceMut;

/// Lines on their way to an order by bytes, without duplicates. No line may hold a line feed.
pub(super) struct Sorter {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    runs: Vec<Run>,
    limit: usize,
}

/// A sorted part of the lines, kept in a temporary file that goes with it.
struct Run {
    path: PathBuf,
}

impl Drop for Run {
    fn drop(&mut self) {
        // It lies in the folder for temporary files; there is nobody left to tell.
        drop(fs::remove_file(&self.path));
    }
}

impl Sorter {
    /// A sorter that keeps about `limit` bytes in memory.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            bytes: Vec::new(),
            ends: Vec::new(),
            runs: Vec::new(),
            limit,
        }
    }

    /// Takes in the line that `write` writes.
    pub(super) fn push(&mut self, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> io::Result<()> {
        write(&mut self.bytes)?;
        self.ends.push(self.bytes.len());
        if self.bytes.len() + self.ends.len() * size_of::<usize>() >= self.limit {
            self.spill()?;
        }
        Ok(())
    }

    /// Gives all lines in order.
    pub(super) fn finish(mut self, mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        if self.runs.is_empty() {
            return sorted(&self.bytes, &self.ends, each);
        }
        self.spill()?;
        let mut readers = Vec::with_capacity(self.runs.len());
        let mut heads = BinaryHeap::with_capacity(self.runs.len());
        for (number, run) in self.runs.iter().enumerate() {
            let mut reader = BufReader::with_capacity(1 << 18, File::open(&run.path)?);
            if let Some(line) = next_line(&mut reader)? {
                heads.push(Reverse((line, number)));
            }
            readers.push(reader);
        }
        let mut last: Option<Vec<u8>> = None;
        while let Some(Reverse((line, number))) = heads.pop() {
            if let Some(next) = next_line(&mut readers[number])? {
                heads.push(Reverse((next, number)));
            }
            if last.as_ref() != Some(&line) {
                each(&line)?;
                last = Some(line);
            }
        }
        Ok(())
    }

    fn spill(&mut self) -> io::Result<()> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        if self.ends.is_empty() {
            return Ok(());
        }
        let name = format!(
            "govkg-{}-{}.sorted",
            std::process::id(),
            NUMBER.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        let file = File::create_new(&path)?;
        self.runs.push(Run { path });
        let mut writer = BufWriter::with_capacity(1 << 18, file);
        sorted(&self.bytes, &self.ends, |line| {
            writer.write_all(line)?;
            writer.write_all(b"\n")
        })?;
        writer.flush()?;
        self.bytes.clear();
        self.ends.clear();
        Ok(())
    }
}

fn sorted(bytes: &[u8], ends: &[usize], mut each: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut begin = 0;
    let mut lines: Vec<&[u8]> = Vec::with_capacity(ends.len());
    for &end in ends {
        lines.push(&bytes[begin..end]);
        begin = end;
    }
    lines.par_sort_unstable();
    lines.dedup();
    lines.into_iter().try_for_each(&mut each)
}

fn next_line(reader: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if reader.read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    line.pop();
    Ok(Some(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn sort(limit: usize) {
        let words: Vec<String> = (0..3000u32)
            .map(|n| format!("{:x}", n.wrapping_mul(2_654_435_761) % 2000))
            .collect();
        let mut sorter = Sorter::new(limit);
        for word in &words {
            sorter.push(|line| line.write_all(word.as_bytes())).unwrap();
        }
        let mut found = Vec::new();
        sorter
            .finish(|line| {
                found.push(String::from_utf8(line.to_vec()).unwrap());
                Ok(())
            })
            .unwrap();
        let mut expect = words;
        expect.sort_unstable();
        expect.dedup();
        assert_eq!(found, expect);
    }

    #[test]
    fn sorts_in_memory() {
        sort(usize::MAX);
    }

    #[test]
    fn sorts_through_files() {
        sort(4000);
    }
}
