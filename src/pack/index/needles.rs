//! Texts that expressions cannot do without, looked for at each place of a line, all of them at once.
//!
//! Of each text some bytes that lie one after the other and that French holds seldom are its gram: six bytes, or four, or,
//! of shorter texts, all. A place of a line whose bytes are no gram, as nearly all are, is passed over after a look at one
//! bit for each length of grams.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::super::table::{Table, number_at, row};
use super::sides::{self, Sides};
use crate::rule::needle::Side;

/// Texts, with the expressions that need them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Needles<'a> {
    /// The texts.
    #[serde(borrow)]
    texts: Table<'a>,
    /// The expressions of each text, in [`CALL`] numbers.
    #[serde(borrow)]
    calls: Table<'a>,
    #[serde(borrow)]
    sides: Sides<'a>,
    /// For each pair of bytes a bit: may the second stand after the first, where that is a text of one byte?
    #[serde(borrow)]
    pairs: Cow<'a, [u8]>,
    /// The grams of [`LENGTHS`].
    #[serde(borrow)]
    grams: [Grams<'a>; LENGTHS.len()],
}

/// Numbers that a call takes: the expression, and the rows of what must stand before the text, and after.
const CALL: usize = 3;

/// Lengths of grams, in bytes.
const LENGTHS: [usize; 5] = [1, 2, 3, 4, 6];
/// Texts of so many bytes, or fewer, are grams as they stand.
const SHORT: usize = 4;

/// The grams of one length.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Grams<'a> {
    /// By how many bits the product of a gram is shifted for its hash.
    shift: u32,
    /// A bit for each value of the hash: has it a gram? How many there are is a power of two.
    #[serde(borrow)]
    bits: Cow<'a, [u8]>,
    /// Where the places begin of each stretch of [`SHARED`] values of the hash.
    #[serde(borrow)]
    starts: Cow<'a, [u8]>,
    /// In the order of the hash, in [`PLACE`] numbers: a text, where its gram begins in it, in bytes, and the gram.
    #[serde(borrow)]
    places: Cow<'a, [u8]>,
}

/// Numbers that a place takes.
const PLACE: usize = 4;
/// Values of the hash that have their places in common: the bits are more than the grams.
const SHARED: usize = 8;

impl Needles<'_> {
    /// Gives `call` the expressions whose texts stand in a line with what must stand around them, and where, in bytes;
    /// some of them more than once.
    pub fn find(&self, text: &str, line: &Range<usize>, mut call: impl FnMut(u32, Range<usize>)) {
        if self.texts.len() == 0 {
            return;
        }
        let bytes = text.as_bytes();
        // What is asked at each place, at hand.
        let bits = self.grams.each_ref().map(|grams| &*grams.bits);
        let shifts = self.grams.each_ref().map(|grams| grams.shift);
        for at in line.clone() {
            let ahead = bytes[at..]
                .first_chunk()
                .map_or_else(|| number(&bytes[at..]), |ahead| u64::from_le_bytes(*ahead));
            for n in 0..LENGTHS.len() {
                let gram = gram_of(ahead, LENGTHS[n]);
                let hash = hash(gram, shifts[n]);
                if has(bits[n], hash) && (n > 0 || has(&self.pairs, pair(bytes, at, line.end))) {
                    self.look(&self.grams[n], (gram, hash), text, line, at, &mut call);
                }
            }
        }
    }

    /// Looks for the texts with a gram that stands at a byte of a line.
    #[inline(never)]
    fn look(
        &self,
        grams: &Grams,
        (gram, hash): (u64, usize),
        text: &str,
        line: &Range<usize>,
        at: usize,
        call: &mut impl FnMut(u32, Range<usize>),
    ) {
        for (number, from) in grams.at(gram, hash) {
            if let Some(start) = at.checked_sub(from).filter(|&start| start >= line.start) {
                self.ask(number as usize, text, line, start, call);
            }
        }
    }

    /// Gives `call` the expressions of a text, if it stands at a byte of a line.
    fn ask(
        &self,
        number: usize,
        text: &str,
        line: &Range<usize>,
        start: usize,
        call: &mut impl FnMut(u32, Range<usize>),
    ) {
        let bytes = text.as_bytes();
        let written = self.texts.get(number);
        let place = start..start + written.len();
        // A gram is known to stand there, and a short text is its gram.
        let is_gram = written.len() <= SHORT;
        if place.end > line.end || !is_gram && bytes[place.clone()] != *written {
            return;
        }
        // Any side may be the edge of a line.
        let before = if start > line.start { bytes[start - 1] } else { LINE_END };
        let after = if place.end < line.end { bytes[place.end] } else { LINE_END };
        let (calls, _) = self.calls.get(number).as_chunks::<{ 4 * CALL }>();
        for written in calls {
            let [expression, row_before, row_after] = std::array::from_fn(|n| number_at(written, n));
            if self.sides.may_stand(row_before, before)
                && self.sides.may_stand(row_after, after)
                && self.sides.hold([row_before, row_after], text, line, &place)
            {
                call(expression, place.clone());
            }
        }
    }
}

impl Grams<'_> {
    /// The texts with a gram, and where it begins in each.
    fn at(&self, gram: u64, hash: usize) -> impl Iterator<Item = (u32, usize)> {
        let [start, end] = [0, 1].map(|n| number_at(&self.starts, hash / SHARED + n) as usize);
        let (places, _) = self.places.as_chunks::<{ 4 * PLACE }>();
        let places = places[start..end].iter().map(|written| std::array::from_fn(|n| number_at(written, n)));
        let has = move |[_, _, high, low]: &[u32; PLACE]| u64::from(*high) << 32 | u64::from(*low) == gram;
        places.filter(has).map(|[text, from, ..]| (text, from as usize))
    }
}

/// The gram of a length that eight bytes begin with, in the highest bits.
fn gram_of(ahead: u64, length: usize) -> u64 {
    ahead << (64 - 8 * length)
}

/// The hash of a gram, in as many bits as the shift leaves.
fn hash(gram: u64, shift: u32) -> usize {
    (gram.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as usize
}

/// What stands for the end of a line: any side may be there.
const LINE_END: u8 = b'\n';

/// Is a bit set?
fn has(bits: &[u8], bit: usize) -> bool {
    bits[bit / 8] & 1 << (bit % 8) != 0
}

/// The number of the pair of a byte and the one after it in its line.
fn pair(bytes: &[u8], at: usize, line_end: usize) -> usize {
    let second = if at + 1 < line_end { bytes[at + 1] } else { LINE_END };
    usize::from(bytes[at]) << 8 | usize::from(second)
}

/// The bytes of a text, eight at most, as a number.
fn number(bytes: &[u8]) -> u64 {
    let mut first = [0; 8];
    let count = bytes.len().min(8);
    first[..count].copy_from_slice(&bytes[..count]);
    u64::from_le_bytes(first)
}

/// How common a byte is in French, from nothing to six: each step is about twice as often, as counted in debates and
/// novels.
fn commonness(byte: u8) -> u32 {
    match byte {
        b' ' | b'e' => 6,
        b'a' | b'i' | b'n' | b'r' | b's' | b't' => 5,
        b'd' | b'l' | b'o' | b'u' | 0xc3 => 4,
        b'c' | b'm' | b'p' | b'v' | b'.' | 0xa9 => 3,
        b'b' | b'f' | b'g' | b'q' | b',' | 0x80 | 0x99 | 0xe2 => 2,
        b'a'..=b'z' => 1,
        _ => 0,
    }
}

/// How often each stretch of bytes stands in texts.
type Counts<'t> = HashMap<&'t [u8], u32>;

/// The stretches of a text of the length of its gram.
fn stretches(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let length = LENGTHS.into_iter().rev().find(|&length| length <= text.len());
    length.into_iter().flat_map(|length| text.windows(length).enumerate())
}

/// The gram of a text, with where it begins: of common bytes as few as may be, and in few other texts.
fn gram<'t>(text: &'t [u8], counts: &Counts) -> Option<(usize, &'t [u8])> {
    let cost = |(_, stretch): &(usize, &[u8])| {
        let common: u32 = stretch.iter().map(|&byte| commonness(byte)).sum();
        common + 2 * counts.get(stretch).map_or(0, |count| count.ilog2())
    };
    stretches(text).min_by_key(cost)
}

/// Gathers texts.
#[derive(Default)]
pub struct Builder {
    calls: BTreeMap<Vec<u8>, Vec<[u32; CALL]>>,
    sides: sides::Builder,
}

impl Builder {
    /// Adds a text, which is not empty, that an expression needs between two sides.
    pub fn add(&mut self, text: &str, expression: u32, before: &Side, after: &Side) {
        let before = self.sides.row(before, text.chars().next());
        let after = self.sides.row(after, text.chars().next_back());
        self.calls.entry(text.into()).or_default().push([expression, before, after]);
    }

    /// What was gathered.
    pub fn finish(self) -> Needles<'static> {
        let mut needles = Needles { sides: self.sides.finish(), ..Needles::default() };
        needles.pairs = vec![0; 1 << 13].into();
        let mut counts = Counts::default();
        for (_, stretch) in self.calls.keys().flat_map(|text| stretches(text)) {
            *counts.entry(stretch).or_default() += 1;
        }
        let mut places = BTreeMap::<usize, Vec<_>>::new();
        for (text, calls) in &self.calls {
            let mut calls = calls.clone();
            calls.sort_unstable();
            calls.dedup();
            let number = needles.texts.push(text);
            needles.calls.push(&row(calls.as_flattened()));
            if let [only] = text[..] {
                let after = |second| calls.iter().any(|&[.., after]| needles.sides.may_stand(after, second));
                for second in (0..=u8::MAX).filter(|&second| after(second)) {
                    let pair = pair(&[only, second], 0, 2);
                    needles.pairs.to_mut()[pair / 8] |= 1 << (pair % 8);
                }
            }
            if let Some((from, gram)) = gram(text, &counts) {
                places.entry(gram.len()).or_default().push((gram, number, from as u32));
            }
        }
        needles.grams = LENGTHS.map(|length| grams(length, &places.remove(&length).unwrap_or_default()));
        needles
    }
}

/// The grams of one length, with the texts they are taken from and where they begin in those.
fn grams(length: usize, places: &[(&[u8], u32, u32)]) -> Grams<'static> {
    // Many long texts share a gram.
    let bits = (places.len() * if length > SHORT { 4 } else { 16 }).next_power_of_two().max(64);
    let mut grams =
        Grams { shift: 64 - bits.trailing_zeros(), bits: vec![0; bits / 8].into(), ..Grams::default() };
    let place = |(gram, text, from): &(&[u8], u32, u32)| {
        let gram = gram_of(self::number(gram), length);
        (hash(gram, grams.shift), [*text, *from, (gram >> 32) as u32, gram as u32])
    };
    let mut placed: Vec<(usize, [u32; PLACE])> = places.iter().map(place).collect();
    placed.sort_unstable();
    for &(hash, ..) in &placed {
        grams.bits.to_mut()[hash / 8] |= 1 << (hash % 8);
    }
    let start = |stretch: usize| placed.partition_point(|&(hash, ..)| hash < stretch * SHARED) as u32;
    grams.starts = row(&(0..=bits / SHARED).map(start).collect::<Vec<_>>()).into();
    let places: Vec<u32> = placed.iter().flat_map(|(_, place)| *place).collect();
    grams.places = row(&places).into();
    grams
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles(texts: &[&str]) -> Needles<'static> {
        let mut builder = Builder::default();
        for (n, text) in texts.iter().enumerate() {
            builder.add(text, n as u32, &Side::default(), &Side::default());
        }
        builder.finish()
    }

    fn found(needles: &Needles, text: &str, line: Range<usize>) -> Vec<(u32, Range<usize>)> {
        let mut found = Vec::new();
        needles.find(text, &line, |expression, place| found.push((expression, place)));
        found.sort_by_key(|(expression, place)| (*expression, place.start));
        found
    }

    #[test]
    fn texts_of_all_lengths_are_found() {
        let texts = ["é", "d'", "lit", "mots", "motif", "au lieu de", "x"];
        let needles = needles(&texts);
        let text = "mots au lieu d'un motif, été au lit ; au lieu de lire";
        for (n, written) in texts.iter().enumerate() {
            let expected: Vec<_> =
                text.match_indices(written).map(|(at, _)| (n as u32, at..at + written.len())).collect();
            let mut own = found(&needles, text, 0..text.len());
            own.retain(|(expression, _)| *expression == n as u32);
            assert_eq!(own, expected, "{written}");
        }
    }

    #[test]
    fn nothing_is_found_beyond_the_line() {
        let needles = needles(&["au lieu", "mot"]);
        let text = "mot au lieu mot";
        assert_eq!(found(&needles, text, 1..text.len()), [(0, 4..11), (1, 12..15)]);
        assert_eq!(found(&needles, text, 0..10), [(1, 0..3)]);
    }

    #[test]
    fn the_rarest_bytes_are_the_gram() {
        let of = |text: &'static str| {
            gram(text.as_bytes(), &Counts::default()).map(|(from, gram)| (from, gram.len()))
        };
        assert_eq!(of("les TGV-Est"), Some((4, 6)));
        assert_eq!(of("jour"), Some((0, 4)));
        assert_eq!(of("un"), Some((0, 2)));
        // What other texts hold as well is none.
        let counts = Counts::from([(&b"wagon "[..], 40), (&b" wagon"[..], 40)]);
        assert_eq!(gram("des wagons".as_bytes(), &counts), Some((4, &b"wagons"[..])));
    }
}
