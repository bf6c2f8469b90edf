//! Which patterns a word may anchor, with what the words beside it must meet for them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::super::table::{Table, number_at};
use crate::rule::frequency;
use crate::rule::pattern::Beside;
use crate::text::{Keyed, Neighbours, PatternTrigger, Sign, WordKey};

/// Lists of patterns, by number, and the neighbours they ask for, each once.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct PatternLists<'a> {
    #[serde(borrow)]
    lists: Table<'a>,
    #[serde(borrow)]
    neighbours: Cow<'a, [u8]>,
    /// See [`Sieve`].
    #[serde(borrow)]
    sieve: Sieve<'a>,
}

/// Which words the patterns of which list are found by: a Bloom filter, for most words find none in most lists, and a look
/// at one number tells so.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Sieve<'a> {
    /// Numbers of eight bytes; how many they are is a power of two.
    #[serde(borrow)]
    bits: Cow<'a, [u8]>,
}

impl Sieve<'_> {
    /// Bytes that a number takes.
    const NUMBER: usize = 8;

    /// The sieve of the words that lists have on their sides.
    fn of(words: &[(usize, u32, WordKey)]) -> Sieve<'static> {
        // A number for eight words: of those that are in no list, three in a hundred pass.
        let numbers = words.len().div_ceil(8).next_power_of_two();
        let mut sieve = Sieve { bits: vec![0; numbers * Self::NUMBER].into() };
        for &(list, side, key) in words {
            let (at, bits) = sieve.place(list, side, key);
            for (byte, more) in sieve.bits.to_mut()[at..].iter_mut().zip(bits.to_le_bytes()) {
                *byte |= more;
            }
        }
        sieve
    }

    /// May a list have a word on a side?
    fn may_hold(&self, list: usize, side: u32, key: WordKey) -> bool {
        if self.bits.is_empty() {
            return false;
        }
        let (at, bits) = self.place(list, side, key);
        self.bits.get(at..at + Self::NUMBER).and_then(|number| number.try_into().ok()).is_some_and(
            |number: [u8; 8]| {
                let number = u64::from_le_bytes(number);
                number & bits == bits
            },
        )
    }

    /// The byte at which a word's number begins, and the bits that it sets there.
    fn place(&self, list: usize, side: u32, key: WordKey) -> (usize, u64) {
        let written = (list as u64) << 34 | u64::from(side) << 32 | u64::from(key.0);
        let mixed = written.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let number = (mixed >> 32) as usize & (self.bits.len() / Self::NUMBER - 1);
        (number * Self::NUMBER, 1 << (mixed >> 26 & 63) | 1 << (mixed >> 20 & 63))
    }
}

impl PatternLists<'_> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.lists.len()
    }

    /// A list.
    pub fn get(&self, number: usize) -> PatternList<'_> {
        let PatternLists { lists, neighbours, sieve } = self;
        PatternList { number, written: lists.get(number), neighbours, sieve }
    }
}

/// The patterns that one word may anchor, as they are written: a head, then the triggers in the order of what they are
/// found by.
#[derive(Clone, Copy, Debug)]
pub struct PatternList<'a> {
    number: usize,
    written: &'a [u8],
    neighbours: &'a [u8],
    sieve: &'a Sieve<'a>,
}

/// Numbers in a list's head: what all its neighbours must meet, how many triggers are found by no word, and how many by the
/// word after.
const HEAD: usize = 3;
/// Numbers that a trigger takes: that of the pattern with the side it is found by in the highest bits, that of the word
/// there, and that of its neighbours.
const ROW: usize = 3;
/// The bits of a pattern's number that tell the side.
const SIDE: u32 = 30;
/// The side of those that no word finds, of those that the word after finds, and of those that the word before finds.
const NOWHERE: u32 = 0;
const AFTER: u32 = 1;
const BEFORE: u32 = 2;
/// Bytes that a number takes.
const NUMBER: usize = 4;
/// Numbers that neighbours take: four signs.
const NEIGHBOURS: usize = 8;

impl<'a> PatternList<'a> {
    /// What the words beside the anchor must meet for one of the patterns.
    pub fn neighbours(self) -> Neighbours {
        neighbours_at(self.neighbours, number_at(self.written, 0))
    }

    /// Gives `add` the patterns that fit an anchor between words with some signs, and those words' keys: the nearest before
    /// it and after it.
    pub fn called(self, here: &Neighbours, [before, after]: [&[WordKey]; 2], mut add: impl FnMut(u32)) {
        let (loose, by_after) = self.counts();
        let all = (self.written.len() / NUMBER - HEAD) / ROW;
        rows(self.rows(0..loose)).for_each(|row| self.add(row, here, &mut add));
        self.found_by(AFTER, loose..loose + by_after, after, |row| self.add(row, here, &mut add));
        self.found_by(BEFORE, loose + by_after..all, before, |row| self.add(row, here, &mut add));
    }

    /// Gives `found` those of the rows, which are in the order of their words, that are found by one of these.
    fn found_by(self, side: u32, among: Range<usize>, keys: &[WordKey], mut found: impl FnMut(&[u8])) {
        if among.is_empty() {
            return;
        }
        let among = self.rows(among);
        for &key in keys.iter().filter(|&&key| self.sieve.may_hold(self.number, side, key)) {
            let (mut low, mut high) = (0, among.len() / (ROW * NUMBER));
            while low < high {
                let middle = usize::midpoint(low, high);
                if number_at(among, middle * ROW + 1) < key.0 { low = middle + 1 } else { high = middle }
            }
            let from = rows(&among[low * ROW * NUMBER..]);
            from.take_while(|row| number_at(row, 1) == key.0).for_each(&mut found);
        }
    }

    /// Gives `add` the pattern of a row, if it fits.
    fn add(self, row: &[u8], here: &Neighbours, add: &mut impl FnMut(u32)) {
        let [pattern, _, neighbours] = std::array::from_fn(|n| number_at(row, n));
        if meet_at(self.neighbours, neighbours, here) {
            add(pattern & ((1 << SIDE) - 1));
        }
    }

    fn counts(self) -> (usize, usize) {
        (number_at(self.written, 1) as usize, number_at(self.written, 2) as usize)
    }

    fn rows(self, range: Range<usize>) -> &'a [u8] {
        let place = |row: usize| (HEAD + row * ROW) * NUMBER;
        &self.written[place(range.start)..place(range.end)]
    }
}

fn rows(written: &[u8]) -> std::slice::ChunksExact<'_, u8> {
    written.chunks_exact(ROW * NUMBER)
}

fn neighbours_at(written: &[u8], number: u32) -> Neighbours {
    let (signs, _) = written[number as usize * NEIGHBOURS * NUMBER..].as_chunks::<8>();
    let sign = |n: usize| Sign(u64::from_le_bytes(signs[n]));
    Neighbours { before: [sign(0), sign(1)], after: [sign(2), sign(3)] }
}

/// Do written neighbours meet others? The nearest words, which refuse most, are asked first.
fn meet_at(written: &[u8], number: u32, here: &Neighbours) -> bool {
    let (signs, _) = written[number as usize * NEIGHBOURS * NUMBER..].as_chunks::<8>();
    let order = [(0, here.before[0]), (2, here.after[0]), (1, here.before[1]), (3, here.after[1])];
    order.into_iter().all(|(n, sign)| Sign(u64::from_le_bytes(signs[n])).meets(sign))
}

/// Adds the triggers of a pattern at one of its anchors: one for each word that it is found by.
pub fn add_patterns(list: &mut Vec<PatternTrigger>, number: u32, before: &Beside, after: &Beside) {
    let neighbours = Neighbours { before: [before.sign, before.beyond], after: [after.sign, after.beyond] };
    let mut add = |keyed| list.push(PatternTrigger { keyed, number, neighbours });
    let few = |beside: &Beside| beside.keys.as_ref().is_some_and(|keys| keys.len() <= Beside::MOST_KEYS);
    let by_after =
        few(after) && (!few(before) || frequency::share(after.sign) <= frequency::share(before.sign));
    match (by_after, &after.keys, few(before), &before.keys) {
        (true, Some(keys), ..) => keys.iter().for_each(|&key| add(Keyed::After(key))),
        (_, _, true, Some(keys)) => keys.iter().for_each(|&key| add(Keyed::Before(key))),
        _ => add(Keyed::Nowhere),
    }
}

/// Writes lists.
#[derive(Default)]
pub struct Builder {
    lists: PatternLists<'static>,
    known: HashMap<Neighbours, u32>,
    /// The words that patterns are found by, with the number of the list and the side.
    words: Vec<(usize, u32, WordKey)>,
}

impl Builder {
    /// Adds a list; gives its number.
    pub fn push(&mut self, mut triggers: Vec<PatternTrigger>) -> u32 {
        triggers.sort_by_key(|trigger| (order(trigger.keyed), trigger.number));
        triggers.dedup();
        let all = triggers.iter().fold(Neighbours::default(), |all, trigger| all.or(trigger.neighbours));
        let count = |side: u32| triggers.iter().filter(|t| order(t.keyed).0 == side).count() as u32;
        let mut numbers = vec![self.neighbours(all), count(NOWHERE), count(AFTER)];
        for trigger in &triggers {
            let (side, key) = order(trigger.keyed);
            if side != NOWHERE {
                self.words.push((self.lists.len(), side, WordKey(key)));
            }
            numbers.extend([trigger.number | side << SIDE, key, self.neighbours(trigger.neighbours)]);
        }
        let written: Vec<u8> = numbers.into_iter().flat_map(u32::to_le_bytes).collect();
        self.lists.lists.push(&written)
    }

    /// The number of some neighbours.
    fn neighbours(&mut self, neighbours: Neighbours) -> u32 {
        let Builder { lists, known, .. } = self;
        *known.entry(neighbours).or_insert_with(|| {
            let written = lists.neighbours.to_mut();
            let number = written.len() / (NEIGHBOURS * NUMBER);
            let signs = neighbours.before.iter().chain(&neighbours.after);
            written.extend(signs.flat_map(|sign| sign.0.to_le_bytes()));
            number as u32
        })
    }

    /// The lists.
    pub fn finish(mut self) -> PatternLists<'static> {
        self.words.sort_unstable();
        self.words.dedup();
        self.lists.sieve = Sieve::of(&self.words);
        self.lists
    }
}

/// The side and the word that a pattern is found by, as numbers in the order of lists.
fn order(keyed: Keyed) -> (u32, u32) {
    match keyed {
        Keyed::Nowhere => (NOWHERE, 0),
        Keyed::After(key) => (AFTER, key.0),
        Keyed::Before(key) => (BEFORE, key.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_found_by_the_word_beside() {
        let trigger = |keyed, number, before| {
            let neighbours = Neighbours { before: [before, Sign::ANY], after: [Sign::ANY; 2] };
            PatternTrigger { keyed, number, neighbours }
        };
        let [de, la] = [WordKey(7), WordKey(3)];
        let any = Sign::ANY;
        let mut builder = Builder::default();
        let loose = trigger(Keyed::Nowhere, 4, any);
        let capital = trigger(Keyed::After(de), 5, Sign::CAPITAL);
        let triggers = vec![
            trigger(Keyed::Before(la), 1, any),
            loose,
            trigger(Keyed::After(de), 2, any),
            capital,
            loose,
        ];
        builder.push(triggers);
        builder.push(Vec::new());
        let lists = builder.finish();
        let called = |list, first, before: &[WordKey], after: &[WordKey]| {
            let here = Neighbours { before: [first, any], after: [any; 2] };
            let mut numbers = Vec::new();
            lists.get(list).called(&here, [before, after], |number| numbers.push(number));
            numbers
        };
        assert_eq!(called(0, Sign::LOWER, &[de], &[la, de]), [4, 2]);
        assert_eq!(called(0, Sign::CAPITAL, &[], &[la, de]), [4, 2, 5]);
        assert_eq!(called(0, Sign::LOWER, &[la], &[]), [4, 1]);
        assert_eq!(called(1, any, &[la], &[de]), [0; 0]);
    }
}
