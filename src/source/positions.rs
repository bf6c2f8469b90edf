//! Where a byte of a text stands: its line, its column, its distance in characters or UTF-16
//! units from the start.
//!
//! A [`Tally`] notes its count at every kilobyte, so that an answer counts a kilobyte or two at
//! most, however long the line. [`Lines`] adds the starts of the lines.

use crate::span::floor_char;

/// Bytes between two marks. A count over this many takes a tenth of a microsecond.
const STEP: usize = 1024;

/// Counts something over the parts of a text.
type Count = fn(&[u8]) -> usize;

/// A running count over a text, noted at every [`STEP`]th byte.
#[derive(Debug)]
pub(super) struct Tally {
    count: Count,
    /// The count of all before byte `STEP * i`.
    marks: Vec<usize>,
}

impl Tally {
    /// Counts over `text` once.
    pub(super) fn new(text: &str, count: Count) -> Tally {
        let mut total = 0;
        let marks = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let before = total;
                total += count(chunk);
                before
            })
            .collect();
        Tally { count, marks }
    }

    /// The count of all before byte `offset` of `text`, the text it was made for.
    pub(super) fn before(&self, text: &str, offset: usize) -> usize {
        let offset = floor_char(text, offset);
        let mark = (offset / STEP).min(self.marks.len().saturating_sub(1));
        let counted = self.marks.get(mark).copied().unwrap_or(0);
        counted + (self.count)(&text.as_bytes()[mark * STEP..offset])
    }
}

/// The lines of a text.
#[derive(Debug)]
pub(super) struct Lines {
    /// The first byte of each line but the first.
    starts: Vec<usize>,
    chars: Tally,
}

impl Lines {
    pub(super) fn new(text: &str) -> Lines {
        let bytes = text.as_bytes();
        let starts = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .map(|at| at + 1)
            .filter(|&next| !(bytes[next - 1] == b'\r' && bytes.get(next) == Some(&b'\n')))
            .collect();
        Lines { starts, chars: Tally::new(text, chars) }
    }

    pub(super) fn line_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = floor_char(text, offset);
        let (line, start) = self.line(offset);
        let column = self.chars_before(text, offset) - self.chars_before(text, start);
        (line, column + 1)
    }

    /// The first byte of the line that `offset` belongs to.
    pub(super) fn start(&self, text: &str, offset: usize) -> usize {
        self.line(floor_char(text, offset)).1
    }

    /// The line of `offset`, from 1, and its first byte.
    fn line(&self, offset: usize) -> (usize, usize) {
        let before = self.starts.partition_point(|&start| start <= offset);
        (before + 1, if before == 0 { 0 } else { self.starts[before - 1] })
    }

    pub(super) fn chars_before(&self, text: &str, offset: usize) -> usize {
        self.chars.before(text, offset)
    }
}

/// The characters that start in `bytes`.
pub(super) fn chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// The 16-bit units of the characters that start in `bytes`: one each, two beyond U+FFFF.
pub(super) fn utf16_units(bytes: &[u8]) -> usize {
    chars(bytes) + bytes.iter().filter(|&&byte| byte >= 0xF0).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_counted_from_the_nearest_mark() {
        let text = "é".repeat(STEP);
        let tally = Tally::new(&text, chars);
        assert_eq!(tally.marks, [0, STEP / 2]);
        assert_eq!(tally.before(&text, 2 * STEP), STEP);
        assert_eq!(tally.before(&text, STEP + 3), STEP / 2 + 1);
    }

    #[test]
    fn a_character_across_a_mark_counts_once() {
        let text = format!("a{}", "é".repeat(STEP));
        let tally = Tally::new(&text, chars);
        for offset in [STEP - 1, STEP, STEP + 1, STEP + 2] {
            let naive = text[..floor_char(&text, offset)].chars().count();
            assert_eq!(tally.before(&text, offset), naive, "at {offset}");
        }
    }

    #[test]
    fn characters_beyond_the_first_plane_are_two_units() {
        assert_eq!(utf16_units("a€😀".as_bytes()), 4);
    }
}
