//! One look at each token of a block: whom does its word call?
//!
//! What a word may set off is known once for each distinct word, as bits ([`Marks`]). Most tokens are passed over
//! after a look at their own bits and those of the words beside them; nothing that the rules name is touched for them.

use super::Whole;
use super::checks::Checks;
use super::lines::{self, Call};
use super::page::{Hit, Page};
use super::patterns::Patterns;
use crate::text::{Marks, Sign, Triggers, Word};

/// How many bits there are: what looks at the whole shares them when there is more of it.
const BITS: usize = u128::BITS as usize;

/// Has another of so many that look at the whole the same bit?
pub fn shares_its_bit(n: usize, count: usize) -> bool {
    n >= BITS || n + BITS < count
}

/// The tokens at which each of those that look at the whole is called, in their order.
pub type Places = Vec<Vec<usize>>;

/// Adds to what a word sets off what looks at the whole.
pub fn add_whole(triggers: &mut Triggers, whole: &[(usize, Whole)], word: &Word) {
    for (n, (_, whole)) in whole.iter().enumerate() {
        triggers.wakes |= u128::from(whole.wakes(word)) << (n % BITS);
        triggers.follows |= u128::from(whole.follows(word)) << (n % BITS);
    }
}

/// Those that a word calls whatever follows it.
pub fn calls_alone(whole: &[(usize, Whole)]) -> u128 {
    let alone = whole.iter().enumerate().filter(|(_, (_, whole))| whole.calls_alone());
    alone.fold(0, |bits, (n, _)| bits | 1 << (n % BITS))
}

/// Tries the patterns and expressions that the words of a block set off, and gives the places where what looks at the
/// whole is called.
pub fn scan(checks: &Checks, page: &Page, alone: u128, hits: &mut Vec<(usize, Hit)>) -> Places {
    let mut places = vec![Vec::new(); BITS];
    let (mut patterns, mut calls) = (Patterns::default(), Vec::new());
    let tokens = page.tokens();
    let mut before = Sign::NO_WORD;
    for (at, token) in tokens.iter().enumerate() {
        let marks = page.words.marks(token.word);
        let next = tokens.get(at + 1).filter(|next| !next.sentence_start);
        let next: Option<&Marks> = next.map(|next| page.words.marks(next.word));
        if token.sentence_start {
            before = Sign::NO_WORD;
        }
        let mut called = marks.wakes & next.map_or(alone, |next| next.follows);
        while called != 0 {
            places[called.trailing_zeros() as usize].push(at);
            called &= called - 1;
        }
        let after = next.map_or(Sign::NO_WORD, |next| next.sign);
        if marks.before.meets(before) && marks.after.meets(after) {
            patterns.look(checks, page, at, hits);
        }
        if marks.lines {
            calls.extend(page.word(at).lines.iter().map(|&number| Call::new(number, token.range())));
        }
        before = marks.sign;
    }
    lines::run(checks, page, calls, hits);
    lines::run_loose(checks, page, hits);
    places
}
