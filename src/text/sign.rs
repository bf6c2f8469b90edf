//! A word's sign: its form, its lemmas and its parts of speech as the bits of one number, so that most words that a
//! test does not hold for are told by one comparison.
//!
//! Forms and lemmas share bits, as in a Bloom filter: signs that do not meet prove that a test fails; signs that meet
//! prove nothing.

use crate::lexicon::{Analysis, LemmaId, Pos};

/// What is asked of a word, or what a word has, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sign(pub u64);

/// The number of a folded form or of a lemma, by which a word beside an anchor is found. Forms may share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordKey(pub u32);

impl WordKey {
    /// The number of a folded form.
    pub fn of_form(folded: &str) -> WordKey {
        WordKey(hash(folded) >> 1)
    }

    /// The number of a lemma.
    pub fn of_lemma(lemma: LemmaId) -> WordKey {
        WordKey(lemma.0 | 1 << 31)
    }
}

/// FNV, which is the same on every machine: what is made of it is packed.
fn hash(folded: &str) -> u32 {
    folded.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Bits that forms and lemmas share.
const SHARED: u32 = 46;

impl Sign {
    /// Meets nothing.
    pub const NONE: Sign = Sign(0);
    /// Meets every word, and the place where no word stands.
    pub const ANY: Sign = Sign(u64::MAX);
    /// The sign of the place before a sentence's first word and after its last.
    pub const NO_WORD: Sign = Sign(1 << 63);
    /// Begins with a capital.
    pub const CAPITAL: Sign = Sign(1 << 62);
    /// Has no capital.
    pub const LOWER: Sign = Sign(1 << 61);
    /// Has no reading in French.
    pub const UNKNOWN: Sign = Sign(1 << 60);
    /// Begins with a digit.
    pub const DIGIT: Sign = Sign(1 << 59);

    /// The sign of a folded form.
    pub fn of_form(folded: &str) -> Sign {
        let hash = hash(folded);
        Sign(1 << ((hash ^ hash >> 15) % SHARED))
    }

    /// The sign of a lemma.
    pub fn of_lemma(lemma: LemmaId) -> Sign {
        Sign(1 << ((lemma.0.wrapping_mul(0x9e37_79b1) >> 12) % SHARED))
    }

    /// The sign of a part of speech.
    pub fn of_pos(pos: Pos) -> Sign {
        Sign(1 << (SHARED + pos as u32))
    }

    /// The sign of a form with these readings, its capitals aside.
    pub fn of_readings(folded: &str, readings: &[Analysis]) -> Sign {
        let form = Sign::of_form(folded);
        if readings.is_empty() {
            return form.or(Sign::UNKNOWN);
        }
        readings.iter().fold(form, |sign, a| sign.or(Sign::of_lemma(a.lemma)).or(Sign::of_pos(a.tag.pos())))
    }

    /// What either has.
    #[must_use]
    pub fn or(self, other: Sign) -> Sign {
        Sign(self.0 | other.0)
    }

    /// Have both a bit in common?
    pub fn meets(self, other: Sign) -> bool {
        self.0 & other.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_do_not_run_into_one_another() {
        assert!(SHARED + (Pos::Other as u32) < 59);
        let (verb, noun) = (Sign::of_pos(Pos::Verb), Sign::of_pos(Pos::Noun));
        assert!(!verb.meets(noun) && verb.or(noun).meets(verb) && Sign::ANY.meets(Sign::NO_WORD));
        assert!(Sign::of_readings("xyzzy", &[]).meets(Sign::UNKNOWN));
    }
}
