//! A word's sign: its form, its lemmas and its parts of speech as the bits of one number, so that most words that a
//! test does not hold for are told by one comparison.
//!
//! Forms and lemmas share bits, as in a Bloom filter: signs that do not meet prove that a test fails; signs that meet
//! prove nothing.

use std::num::NonZeroU64;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::lexicon::{Analysis, Features, LemmaId, Number, Pos, Tag, Tense};

/// What is asked of a word, or what a word has, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sign(pub u64);

/// A folded form, as the hash of its letters: forms are compared as numbers. Two of the hundred thousand of a text share
/// one as good as never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Form(NonZeroU64);

impl Form {
    /// The number of a folded form: FNV, which is the same on every machine, for what is made of it is packed.
    pub fn of(folded: &str) -> Form {
        let hash = folded.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Form(NonZeroU64::new(hash).unwrap_or(NonZeroU64::MAX))
    }

    /// The number.
    pub fn number(self) -> u64 {
        self.0.get()
    }
}

/// In eight bytes: numbers of varying length would take ten.
impl Serialize for Form {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().to_le_bytes().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Form, D::Error> {
        let number = u64::from_le_bytes(<[u8; 8]>::deserialize(deserializer)?);
        NonZeroU64::new(number).map(Form).ok_or_else(|| D::Error::custom("a form’s number is not 0"))
    }
}

/// The number of a folded form or of a lemma, by which a word beside an anchor is found. Forms may share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordKey(pub u32);

impl WordKey {
    /// The number of a folded form.
    pub fn of_form(form: Form) -> WordKey {
        WordKey((form.number() >> 33) as u32)
    }

    /// The number of a lemma.
    pub fn of_lemma(lemma: LemmaId) -> WordKey {
        WordKey(lemma.0 | 1 << 31)
    }
}

/// Bits that forms and lemmas share. Those of the parts of speech come after: one each, which is that of the finite forms
/// of verbs and of what is singular, then those of the other forms.
const SHARED: u32 = 41;
const INFINITIVE: Sign = Sign(1 << 54);
const PAST_PARTICIPLE: Sign = Sign(1 << 55);
const PRESENT_PARTICIPLE: Sign = Sign(1 << 56);
const PLURAL_NOUN: Sign = Sign(1 << 57);
const PLURAL_ADJECTIVE: Sign = Sign(1 << 58);

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
    pub fn of_form(form: Form) -> Sign {
        Sign(1 << ((form.number() >> 32) as u32 % SHARED))
    }

    /// The sign of a lemma.
    pub fn of_lemma(lemma: LemmaId) -> Sign {
        Sign(1 << ((lemma.0.wrapping_mul(0x9e37_79b1) >> 12) % SHARED))
    }

    /// What stands before a sentence's first word or after its last: nothing, or marks, which have no reading.
    pub const EDGE: Sign = Sign(Sign::NO_WORD.0 | Sign::UNKNOWN.0);

    /// The sign of a part of speech, in any form.
    pub fn of_pos(pos: Pos) -> Sign {
        let first = Sign(1 << (SHARED + pos as u32));
        match pos {
            Pos::Verb => first.or(INFINITIVE).or(PAST_PARTICIPLE).or(PRESENT_PARTICIPLE),
            Pos::Noun => first.or(PLURAL_NOUN),
            Pos::Adjective => first.or(PLURAL_ADJECTIVE),
            _ => first,
        }
    }

    /// The sign of a part of speech in forms of this tense and number, so far as they have bits of their own.
    fn of_form_of(pos: Pos, tense: Option<Tense>, number: Option<Number>) -> Sign {
        let first = Sign(1 << (SHARED + pos as u32));
        let plural = match pos {
            Pos::Verb => {
                return match tense {
                    None => Sign::of_pos(pos),
                    Some(Tense::Infinitive) => INFINITIVE,
                    Some(Tense::PastParticiple) => PAST_PARTICIPLE,
                    Some(Tense::PresentParticiple) => PRESENT_PARTICIPLE,
                    Some(_) => first,
                };
            }
            Pos::Noun => PLURAL_NOUN,
            Pos::Adjective => PLURAL_ADJECTIVE,
            _ => return first,
        };
        match number {
            Some(Number::Singular) => first,
            Some(Number::Plural) => plural,
            _ => first.or(plural),
        }
    }

    /// The sign of a reading's part of speech and form.
    pub fn of_tag(tag: Tag) -> Sign {
        Sign::of_form_of(tag.pos(), tag.mood_tense(), Some(tag.number()))
    }

    /// What every word meets that has a reading with these features.
    pub fn of_features(features: &Features) -> Sign {
        features.pos.map_or(Sign::ANY, |pos| Sign::of_form_of(pos, features.tense, features.number))
    }

    /// The sign of a form with these readings, its capitals aside.
    pub fn of_readings(form: Form, readings: &[Analysis]) -> Sign {
        let form = Sign::of_form(form);
        if readings.is_empty() {
            return form.or(Sign::UNKNOWN);
        }
        readings.iter().fold(form, |sign, a| sign.or(Sign::of_lemma(a.lemma)).or(Sign::of_tag(a.tag)))
    }

    /// What either has.
    #[must_use]
    pub fn or(self, other: Sign) -> Sign {
        Sign(self.0 | other.0)
    }

    /// How many bits of forms and lemmas it has.
    pub fn shared(self) -> u32 {
        (self.0 & ((1 << SHARED) - 1)).count_ones()
    }

    /// Have both a bit in common?
    pub fn meets(self, other: Sign) -> bool {
        self.0 & other.0 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn bits_do_not_run_into_one_another() {
        assert!(SHARED + (Pos::Other as u32) < INFINITIVE.0.trailing_zeros());
        const { assert!(PLURAL_ADJECTIVE.0 < Sign::DIGIT.0) };
        let (verb, noun) = (Sign::of_pos(Pos::Verb), Sign::of_pos(Pos::Noun));
        assert!(!verb.meets(noun) && verb.or(noun).meets(verb) && Sign::ANY.meets(Sign::NO_WORD));
        assert!(Sign::of_readings(Form::of("xyzzy"), &[]).meets(Sign::UNKNOWN));
    }

    #[test]
    fn marks_have_no_reading() {
        for mark in [".", "!", "?", "…", "»", "”", "\"", ")", "«", "“", "–", "—", "-", "•", "("]
        {
            assert!(!Lexicon::embedded().contains(mark), "{mark}");
        }
    }

    #[test]
    fn a_sign_tells_the_form_of_a_word() {
        let sign = |word: &str| {
            let readings: Vec<Analysis> = Lexicon::embedded().analyses(word).collect();
            Sign::of_readings(Form::of(word), &readings)
        };
        let verb = Features::new().pos(Pos::Verb);
        let infinitive = Sign::of_features(&verb.tense(Tense::Infinitive));
        assert!(sign("chanter").meets(infinitive) && !sign("chanta").meets(infinitive));
        assert!(sign("chanter").meets(Sign::of_features(&verb)));
        let plural = Sign::of_features(&Features::new().pos(Pos::Noun).number(Number::Plural));
        assert!(sign("granges").meets(plural) && sign("nez").meets(plural) && !sign("grange").meets(plural));
    }
}
