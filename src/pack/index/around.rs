//! What must stand around a fragment for its expression to be run: the text that it was taken from, and what the
//! expression says of either side of that text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::super::table::{Table, number_at};
use crate::rule::needle::{Hand, Side};
use crate::text::{Literal, first_bytes, last_bytes};

/// Texts and sides, by number. The first side tells nothing.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Around<'a> {
    #[serde(borrow)]
    literals: Table<'a>,
    #[serde(borrow)]
    sides: Table<'a>,
    /// For each side the signs of ASCII that may stand there, a bit each: beside a text that begins or ends with a sign
    /// that words are made of, and beside another.
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

impl Around<'_> {
    /// How many texts there are.
    pub fn literals(&self) -> usize {
        self.literals.len()
    }

    /// How many sides there are.
    pub fn sides(&self) -> usize {
        self.sides.len()
    }

    /// What is left to ask of the places where a word stands; `None` if the word refuses the text or its sides,
    /// and nothing inside if it leaves nothing open.
    pub(super) fn within(&self, mut literal: Literal, word: &str) -> Option<Option<Literal>> {
        let text = self.literals.get(literal.number as usize);
        (literal.length, literal.wordy) = (text.len() as u32, wordy(text));
        if !self.may_hold(&literal, word.as_bytes(), &(0..word.len()), 0) {
            return None;
        }
        let end = literal.from + text.len() as i32;
        let inside = literal.from.max(0)..end.min(word.len() as i32);
        let part = (inside.start - literal.from) as usize..(inside.end - literal.from) as usize;
        let inside = inside.start as usize..inside.end as usize;
        if word.as_bytes()[inside.clone()] != text[part] {
            return None;
        }
        // A sign of the word tells what a side says of it; how far the edge is, only the line tells.
        let line = 0..word.len();
        if literal.from > 0 {
            self.beside(literal.before, Hand::Before, word, &line, &inside)?;
            literal.before = if self.reach(literal.before).is_some() { literal.before } else { ANY };
        }
        if end < word.len() as i32 {
            self.beside(literal.after, Hand::After, word, &line, &inside)?;
            literal.after = if self.reach(literal.after).is_some() { literal.after } else { ANY };
        }
        let whole = inside.len() == text.len();
        let start = (inside.start as i32 - literal.from) as usize;
        (literal.bytes_before, literal.known_before) = last_bytes(&text[..start]);
        (literal.bytes_after, literal.known_after) = first_bytes(&text[start + inside.len()..]);
        Some((!whole || literal.before != ANY || literal.after != ANY).then_some(literal))
    }

    /// May the text's sides hold around a word that begins at a byte of a stretch? Only signs of ASCII are looked at.
    pub fn may_hold(&self, literal: &Literal, text: &[u8], stretch: &Range<usize>, word: usize) -> bool {
        let start = word.wrapping_add_signed(literal.from as isize);
        let may_stand = |side: u32, wordy: bool, at: usize| {
            !stretch.contains(&at) || text[at] >= 0x80 || {
                let own = (2 * side as usize + usize::from(!wordy)) * ASCII + usize::from(text[at] / 8);
                self.ascii[own] & 1 << (text[at] % 8) != 0
            }
        };
        (literal.before == ANY || may_stand(literal.before, literal.wordy.0, start.wrapping_sub(1)))
            && (literal.after == ANY
                || may_stand(literal.after, literal.wordy.1, start.wrapping_add(literal.length as usize)))
    }

    /// Does the text stand around a word that begins at a byte of a line, with what its sides ask?
    pub fn holds(&self, literal: Literal, text: &str, line: &Range<usize>, word: usize) -> bool {
        let start = word.wrapping_add_signed(literal.from as isize);
        let written = self.literals.get(literal.number as usize);
        let place = start..start.wrapping_add(written.len());
        text.as_bytes().get(place.clone()) == Some(written)
            && self.beside(literal.before, Hand::Before, text, line, &place).is_some()
            && self.beside(literal.after, Hand::After, text, line, &place).is_some()
            && self.reaches(literal.before, Hand::Before, text, line, &place)
            && self.reaches(literal.after, Hand::After, text, line, &place)
    }

    /// Something if the sign beside a place of a line is as a side asks.
    fn beside(
        &self,
        side: u32,
        hand: Hand,
        text: &str,
        line: &Range<usize>,
        place: &Range<usize>,
    ) -> Option<()> {
        if side == ANY {
            return Some(());
        }
        let written = self.sides.get(side as usize);
        let flags = number_at(written, 0);
        let part = text.get(place.clone())?;
        let (beside, own) = match hand {
            Hand::Before => (text.get(line.start..place.start)?.chars().next_back(), part.chars().next()),
            Hand::After => (text.get(place.end..line.end)?.chars().next(), part.chars().next_back()),
        };
        let is_word = |c: Option<char>| c.is_some_and(regex_syntax::is_word_character);
        if flags & BOUNDARY != 0 && is_word(beside) == is_word(own) {
            return None;
        }
        let fits = match beside {
            _ if flags & SIGNS == 0 => true,
            // What is trimmed from a line's ends may stand there too.
            Some(c) => flags & EDGE != 0 && c.is_whitespace() || holds_sign(written, c),
            None => flags & EDGE != 0,
        };
        fits.then_some(())
    }

    fn reach(&self, side: u32) -> Option<usize> {
        let flags = if side == ANY { 0 } else { number_at(self.sides.get(side as usize), 0) };
        (flags >> REACH).checked_sub(1).map(|reach| reach as usize)
    }

    /// Is the line's edge as near as a side asks?
    fn reaches(&self, side: u32, hand: Hand, text: &str, line: &Range<usize>, place: &Range<usize>) -> bool {
        let Some(reach) = self.reach(side) else { return true };
        let no_word = |c: &char| !regex_syntax::is_word_character(*c);
        let edge = |signs: &mut dyn Iterator<Item = char>| -> usize {
            signs.take(EDGE_SIGNS).take_while(no_word).map(char::len_utf8).sum()
        };
        let between = match hand {
            Hand::Before => {
                text.get(line.start..place.start).map(|part| part.len() - edge(&mut part.chars()))
            }
            Hand::After => {
                text.get(place.end..line.end).map(|part| part.len() - edge(&mut part.chars().rev()))
            }
        };
        between.is_some_and(|length| length <= reach)
    }
}

/// Does a text begin, and end, with a sign that words are made of?
fn wordy(text: &[u8]) -> (bool, bool) {
    let is_word = |chars: &[u8], sign: fn(&str) -> Option<char>| match chars {
        [only] if only.is_ascii() => only.is_ascii_alphanumeric() || *only == b'_',
        _ => str::from_utf8(text).ok().and_then(sign).is_some_and(regex_syntax::is_word_character),
    };
    let (first, last) = (&text[..text.len().min(1)], &text[text.len().saturating_sub(1)..]);
    (is_word(first, |text| text.chars().next()), is_word(last, |text| text.chars().next_back()))
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

/// Gathers texts and sides, each once.
#[derive(Default)]
pub(super) struct Builder {
    around: Around<'static>,
    literals: HashMap<String, u32>,
    sides: HashMap<Side, u32>,
}

impl Builder {
    /// The number of a text.
    pub fn literal(&mut self, text: &str) -> u32 {
        let Builder { around, literals, .. } = self;
        *literals.entry(text.to_string()).or_insert_with(|| around.literals.push(text.as_bytes()))
    }

    /// The number of a side.
    pub fn side(&mut self, side: &Side) -> u32 {
        let Builder { around, sides, .. } = self;
        if side.is_any() && around.sides.len() > 0 {
            return ANY;
        }
        *sides.entry(side.clone()).or_insert_with(|| {
            let number = around.sides.push(&written(side));
            let ascii = [true, false].map(|wordy| ascii(side, wordy).to_le_bytes());
            around.ascii.to_mut().extend(ascii.concat());
            number
        })
    }

    /// What was gathered.
    pub fn finish(self) -> Around<'static> {
        self.around
    }
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
    use crate::text::BytesBeside;

    #[test]
    fn a_text_with_its_sides() {
        let mut builder = Builder::default();
        assert_eq!(builder.side(&Side::default()), ANY);
        let number = builder.literal("au lit");
        let signs = Some(vec![(' ', ' '), ('a', 'c'), ('x', 'z')]);
        let before = builder.side(&Side { signs, edge: true, ..Side::default() });
        let after = builder.side(&Side { boundary: true, ..Side::default() });
        let around = builder.finish();
        let literal = Literal { number, from: -3, before, after, ..Literal::default() };
        let open = around.within(literal, "lit").expect("it fits the word").expect("more is asked");
        assert!(around.within(literal, "lin").is_none());
        let stands = |line: &str| {
            let word = line.find("lit").expect("the word");
            let (whole, bytes) = (0..line.len(), line.as_bytes());
            let holds = around.holds(open, line, &whole, word);
            assert!(!holds || around.may_hold(&open, bytes, &whole, word));
            assert_eq!(BytesBeside::of(bytes, word..word + 3).are_of(&open), line[..word].ends_with("au "));
            holds
        };
        assert!(stands("au lit") && stands("yau lit.") && stands(" au lit"));
        assert!(!stands("dau lit") && !stands("au lits") && !stands("du lit"));
    }
}
