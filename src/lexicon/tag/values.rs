//! The values that a tag's fields take: part of speech, tense, person, kind, gender, number.

use serde::{Deserialize, Serialize};

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Ord, PartialOrd, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            pub(super) const ALL: &[$name] = &[$($name::$variant),+];

            /// The short name used in hand-written data and in debug output.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// The value that has this short name.
            pub fn from_code(code: &str) -> Option<$name> {
                Self::ALL.iter().copied().find(|v| v.code() == code)
            }
        }
    };
}

coded! {
    /// Part of speech. A word that is both noun and adjective has two readings.
    Pos {
        /// Common noun, titles such as *Mme* included.
        Noun = "noun",
        /// Adjective, ordinals included.
        Adjective = "adj",
        /// Verb in any form, participles included.
        Verb = "verb",
        /// Adverb, *ne* and *pas* included.
        Adverb = "adv",
        /// Preposition, also contracted with an article: *du*, *aux*.
        Preposition = "prep",
        /// Conjunction.
        Conjunction = "conj",
        /// Determiner, articles included.
        Determiner = "det",
        /// Pronoun.
        Pronoun = "pron",
        /// Name of a person, a place or anything else.
        ProperName = "name",
        /// Interjection.
        Interjection = "interj",
        /// Cardinal number in letters, or Roman number.
        Numeral = "num",
        /// First member of a compound: *anglo*, *mi*.
        Prefix = "prefix",
        /// Symbols of units, and words that only stand in a set phrase: *catimini*, *priori*.
        Other = "other",
    }
}

coded! {
    /// Mood and tense of a verb form.
    Tense {
        /// *parler*
        Infinitive = "inf",
        /// *parlant*
        PresentParticiple = "ppr",
        /// *parlé*
        PastParticiple = "pp",
        /// *parle*
        IndicativePresent = "pres",
        /// *parlait*
        Imperfect = "impf",
        /// *parla*
        PastHistoric = "past",
        /// *parlera*
        Future = "fut",
        /// *parlerait*
        Conditional = "cond",
        /// *(que je) parle*
        SubjunctivePresent = "subj",
        /// *(qu'il) parlât*
        SubjunctiveImperfect = "subjimpf",
        /// *parle !*
        Imperative = "imper",
    }
}

coded! {
    /// Grammatical person.
    Person {
        /// *je, nous*
        First = "1",
        /// *tu, vous*
        Second = "2",
        /// *il, elle, on, ils, elles*
        Third = "3",
    }
}

coded! {
    /// The kind of a determiner, pronoun, conjunction or proper name.
    Kind {
        /// *le, la, les*
        Definite = "def",
        /// *un, une, des*, and the partitive *du, de la*
        Article = "art",
        /// *ce, cette, celui*
        Demonstrative = "dem",
        /// *mon, ma; mien*
        Possessive = "poss",
        /// *je, me, moi, on*
        Personal = "pers",
        /// *qui, que, dont, lequel*
        Relative = "rel",
        /// *quel, qui ?, quoi ?*
        Interrogative = "int",
        /// *chaque, plusieurs, certains, quelqu'un*
        Indefinite = "indef",
        /// *aucun, nul, rien, personne; ne, pas*
        Negative = "neg",
        /// *et, ou, mais*
        Coordinating = "coord",
        /// *que, lorsque, si*
        Subordinating = "sub",
        /// *Marie, Paul*
        FirstName = "first",
        /// *Dupont*
        Surname = "surname",
        /// *France*, *Garonne*, and names of anything else
        PlaceOrOther = "place",
    }
}

/// Gender; the dictionary's *épicène* is `Both`.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, Hash, Ord, PartialOrd, Serialize, Deserialize)]
pub enum Gender {
    /// The word has no gender (an adverb, a finite verb form).
    #[default]
    None,
    /// Masculine.
    Masculine,
    /// Feminine.
    Feminine,
    /// The same form serves both.
    Both,
}

/// Grammatical number; the dictionary's *invariable* is `Both`.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, Hash, Ord, PartialOrd, Serialize, Deserialize)]
pub enum Number {
    /// The word has no number (an adverb, an infinitive).
    #[default]
    None,
    /// Singular.
    Singular,
    /// Plural.
    Plural,
    /// The same form serves both.
    Both,
}

// Gender and number are coded so that one `&` tells whether two of them are compatible.
fn mask<T: PartialEq + Copy>(value: T, one: T, two: T, both: T) -> u32 {
    u32::from(value == one || value == both) | u32::from(value == two || value == both) << 1
}

impl Gender {
    pub(super) fn bits(self) -> u32 {
        mask(self, Gender::Masculine, Gender::Feminine, Gender::Both)
    }

    /// Can words of these two genders agree? `None` agrees with nothing.
    pub fn agrees(self, other: Gender) -> bool {
        self.bits() & other.bits() != 0
    }
}

impl Number {
    pub(super) fn bits(self) -> u32 {
        mask(self, Number::Singular, Number::Plural, Number::Both)
    }

    /// Can words of these two numbers agree? `None` agrees with nothing.
    pub fn agrees(self, other: Number) -> bool {
        self.bits() & other.bits() != 0
    }
}
