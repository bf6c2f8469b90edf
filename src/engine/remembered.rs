//! What was found in the blocks of the texts that were read last. A text that is mended is read again and again, and most
//! of it is what it was.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxBuildHasher;
use twox_hash::XxHash64;

use super::{Facts, Found};
use crate::format::{Document, Format};

/// Findings of the blocks of two texts: the one that is mended, and what it was last mended to.
#[derive(Default)]
pub struct Remembered {
    last: Blocks,
    before: Blocks,
}

/// Where each block began when it was read, and what was found in it.
type Blocks = HashMap<Key, (usize, Vec<Found>), FxBuildHasher>;

/// What tells the findings of a block: what it holds, and what rules ask of the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    length: usize,
    /// Two numbers of its bytes: none of sixty-four bits is enough to take one block for another.
    bytes: [u64; 2],
    apostrophes: [bool; 2],
    /// How many lines that hold something stand before and after it, as far as rules count them.
    lines: [usize; 2],
}

impl Key {
    /// The key of a block; `None` where more than the text tells what is found.
    pub fn of(
        document: &Document,
        text: &str,
        facts: &Facts,
        ends: &Ends,
        block: &Range<usize>,
    ) -> Option<Key> {
        let bytes = &text.as_bytes()[block.clone()];
        (document.format == Format::Plain).then(|| Key {
            length: block.len(),
            bytes: [0, 1].map(|seed| XxHash64::oneshot(seed, bytes)),
            apostrophes: [facts.curly(text), facts.straight(text)],
            lines: [ends.before(block.start), ends.after(block.end)],
        })
    }
}

/// Rules may ask whether a line is among the first or the last three.
pub const COUNTED: usize = 3;

/// Where the first and the last lines of a text that hold anything hold it.
#[derive(Debug)]
pub struct Ends {
    /// The first sign of each of the first lines.
    first: Vec<usize>,
    /// The end of the last sign of each of the last lines.
    last: Vec<usize>,
}

impl Ends {
    /// Of a text.
    pub fn of(text: &str) -> Ends {
        let place = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
        let first = text.lines().map(str::trim_start).filter(|line| !line.is_empty());
        let last = text.lines().rev().map(str::trim_end).filter(|line| !line.is_empty());
        Ends {
            first: first.take(COUNTED).map(place).collect(),
            last: last.take(COUNTED).map(|line| place(line) + line.len()).collect(),
        }
    }

    /// How many of the first lines hold something before a place.
    pub fn before(&self, place: usize) -> usize {
        self.first.iter().filter(|&&sign| sign < place).count()
    }

    /// How many of the last lines hold something after a place.
    pub fn after(&self, place: usize) -> usize {
        self.last.iter().filter(|&&end| end > place).count()
    }
}

impl Remembered {
    /// What was found in a block, in places of a text where it begins at `start`.
    pub fn get(&self, key: &Key, start: usize) -> Option<Vec<Found>> {
        let (then, found) = self.last.get(key).or_else(|| self.before.get(key))?;
        let mut found = found.clone();
        found.iter_mut().for_each(|(_, finding)| finding.carry(*then, start));
        Some(found)
    }

    /// Takes what was found in the blocks of a text, and forgets the text before the last.
    pub fn replace(&mut self, blocks: impl Iterator<Item = (Key, usize, Vec<Found>)>) {
        let new = blocks.map(|(key, start, found)| (key, (start, found))).collect();
        self.before = std::mem::replace(&mut self.last, new);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lines_are_counted_from_the_ends_as_from_a_place(text in "[aé \n\r\t\u{A0}]{0,40}", at in 0..80usize) {
            let at = crate::span::floor_char(&text, at.min(text.len()));
            let count = |part: &str| part.lines().filter(|line| !line.trim().is_empty()).take(COUNTED).count();
            let ends = Ends::of(&text);
            prop_assert_eq!(ends.before(at), count(&text[..at]));
            prop_assert_eq!(ends.after(at), count(&text[at..]));
        }
    }
}
