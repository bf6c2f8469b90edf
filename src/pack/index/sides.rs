//! What an expression says of either side of a text that it needs: the signs that may stand there, the edge of a word, how
//! far the line's edge may be.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::super::table::{Table, number_at};
use crate::rule::needle::{Hand, Side};

/// Sides, by number. The first tells nothing.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Sides<'a> {
    #[serde(borrow)]
    sides: Table<'a>,
    /// For each side the signs of ASCII that may stand there, a bit each, in two rows: beside a text that begins or ends with
    /// a sign that words are made of, and beside another.
    #[serde(borrow)]
    ascii: Cow<'a, [u8]>,
}

/// Bytes that the signs of ASCII take.
const ASCII: usize = 16;

/// So many signs that are no part of a word may stand at a line's edge: a line of marks alone is asked at each of them.
const EDGE_SIGNS: usize = 1_000;

/// The side that tells nothing.
const ANY: u32 = 0;

// A side is written as its flags, then pairs of signs, four bytes each.
const SIGNS: u32 = 1;
const EDGE: u32 = 2;
const BOUNDARY: u32 = 4;
/// Where the reach and one lies in the flags; nothing there is no reach.
const REACH: u32 = 8;

impl Sides<'_> {
    /// May a sign stand beside a text as a side asks? `row` is the side's for the text's own sign, see [`Builder::row`].
    /// A sign that is not of ASCII may.
    pub fn may_stand(&self, row: u32, sign: u8) -> bool {
        let own = &self.ascii[row as usize * ASCII..][..ASCII];
        !sign.is_ascii() || own[usize::from(sign / 8)] & 1 << (sign % 8) != 0
    }

    /// Is what stands before and after a place of a line, in bytes, as two sides ask?
    pub fn hold(
        &self,
        [before, after]: [u32; 2],
        text: &str,
        line: &Range<usize>,
        place: &Range<usize>,
    ) -> bool {
        let [before, after] = [before, after].map(|row| row / 2);
        self.stands(before, Hand::Before, text, line, place)
            && self.stands(after, Hand::After, text, line, place)
            && self.reaches(before, Hand::Before, text, line, place)
            && self.reaches(after, Hand::After, text, line, place)
    }

    /// Is the sign beside a place of a line as a side asks?
    fn stands(&self, side: u32, hand: Hand, text: &str, line: &Range<usize>, place: &Range<usize>) -> bool {
        if side == ANY {
            return true;
        }
        let written = self.sides.get(side as usize);
        let flags = number_at(written, 0);
        let part = &text[place.clone()];
        let (beside, own) = match hand {
            Hand::Before => (text[line.start..place.start].chars().next_back(), part.chars().next()),
            Hand::After => (text[place.end..line.end].chars().next(), part.chars().next_back()),
        };
        let is_word = |c: Option<char>| c.is_some_and(regex_syntax::is_word_character);
        if flags & BOUNDARY != 0 && is_word(beside) == is_word(own) {
            return false;
        }
        match beside {
            _ if flags & SIGNS == 0 => true,
            // What is trimmed from a line's ends may stand there too.
            Some(c) => flags & EDGE != 0 && c.is_whitespace() || holds_sign(written, c),
            None => flags & EDGE != 0,
        }
    }

    /// Is the line's edge as near as a side asks?
    fn reaches(&self, side: u32, hand: Hand, text: &str, line: &Range<usize>, place: &Range<usize>) -> bool {
        let flags = if side == ANY { 0 } else { number_at(self.sides.get(side as usize), 0) };
        let Some(reach) = (flags >> REACH).checked_sub(1) else { return true };
        let no_word = |c: &char| !regex_syntax::is_word_character(*c);
        let edge = |signs: &mut dyn Iterator<Item = char>| -> usize {
            signs.take(EDGE_SIGNS).take_while(no_word).map(char::len_utf8).sum()
        };
        let between = match hand {
            Hand::Before => {
                let between = &text[line.start..place.start];
                between.len() - edge(&mut between.chars())
            }
            Hand::After => {
                let between = &text[place.end..line.end];
                between.len() - edge(&mut between.chars().rev())
            }
        };
        between <= reach as usize
    }
}

/// Is a sign in one of the ranges of a written side?
fn holds_sign(written: &[u8], c: char) -> bool {
    let (mut low, mut high) = (0, (written.len() / 4 - 1) / 2);
    while low < high {
        let middle = usize::midpoint(low, high);
        if number_at(written, 2 + 2 * middle) < u32::from(c) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    1 + 2 * low < written.len() / 4 && number_at(written, 1 + 2 * low) <= u32::from(c)
}

/// Gathers sides, each once.
#[derive(Default)]
pub struct Builder {
    sides: Sides<'static>,
    known: HashMap<Side, u32>,
}

impl Builder {
    /// The row of a side of a text that has this sign there.
    pub fn row(&mut self, side: &Side, own: Option<char>) -> u32 {
        let wordy = own.is_some_and(regex_syntax::is_word_character);
        2 * self.number(side) + u32::from(!wordy)
    }

    fn number(&mut self, side: &Side) -> u32 {
        let Builder { sides, known } = self;
        if sides.sides.len() == 0 {
            push(sides, &Side::default());
        }
        if side.is_any() {
            return ANY;
        }
        *known.entry(side.clone()).or_insert_with(|| push(sides, side))
    }

    /// What was gathered.
    pub fn finish(self) -> Sides<'static> {
        self.sides
    }
}

fn push(sides: &mut Sides, side: &Side) -> u32 {
    let ascii = [true, false].map(|wordy| ascii(side, wordy).to_le_bytes());
    sides.ascii.to_mut().extend(ascii.concat());
    sides.sides.push(&written(side))
}

/// The signs of ASCII that may stand at a side of a text that has a sign there that words are made of, or another, a bit
/// each. At the ends of lines all may.
fn ascii(side: &Side, wordy: bool) -> u128 {
    let may_stand = |c: char| {
        let listed =
            |signs: &Vec<(char, char)>| signs.iter().any(|&(first, last)| (first..=last).contains(&c));
        let fits = side.signs.as_ref().is_none_or(listed) || side.edge && c.is_whitespace();
        matches!(c, '\n' | '\r') || fits && !(side.boundary && regex_syntax::is_word_character(c) == wordy)
    };
    (0..128_u8).filter(|&c| may_stand(c.into())).fold(0, |all, c| all | 1 << c)
}

fn written(side: &Side) -> Vec<u8> {
    let flag = |is: bool, flag: u32| if is { flag } else { 0 };
    let flags = flag(side.signs.is_some(), SIGNS)
        | flag(side.edge, EDGE)
        | flag(side.boundary, BOUNDARY)
        | side.reach.map_or(0, |reach| u32::from(reach) + 1) << REACH;
    let signs = side.signs.iter().flatten().flat_map(|&(first, last)| [u32::from(first), u32::from(last)]);
    std::iter::once(flags).chain(signs).flat_map(u32::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Does "au lit" stand in a line between two sides?
    fn stands(before: &Side, after: &Side, line: &str) -> bool {
        let mut builder = Builder::default();
        let rows = [builder.row(before, Some('a')), builder.row(after, Some('t'))];
        let sides = builder.finish();
        let at = line.find("au lit").expect("the text");
        let holds = sides.hold(rows, line, &(0..line.len()), &(at..at + 6));
        let beside = [at.checked_sub(1), Some(at + 6)];
        let may = |(row, beside): (u32, Option<usize>)| {
            beside.and_then(|at| line.as_bytes().get(at)).is_none_or(|&sign| sides.may_stand(row, sign))
        };
        assert!(!holds || rows.into_iter().zip(beside).all(may), "{line}");
        holds
    }

    #[test]
    fn what_stands_beside_a_text() {
        let signs = Some(vec![(' ', ' '), ('a', 'c'), ('x', 'z')]);
        let before = Side { signs, edge: true, ..Side::default() };
        let after = Side { boundary: true, ..Side::default() };
        for line in ["au lit", "yau lit.", " au lit"] {
            assert!(stands(&before, &after, line), "{line}");
        }
        for line in ["dau lit", "au lits", "éau lit"] {
            assert!(!stands(&before, &after, line), "{line}");
        }
    }

    #[test]
    fn how_far_the_edge_may_be() {
        let near = Side { reach: Some(3), ..Side::default() };
        assert!(
            stands(&near, &Side::default(), "– … – au lit") && stands(&near, &Side::default(), "un au lit")
        );
        assert!(!stands(&near, &Side::default(), "dans au lit"));
    }
}
