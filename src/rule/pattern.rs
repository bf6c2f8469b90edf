//! Patterns over tokens, and the phrase language they are written in.
//!
//! ```text
//! mother and father      words, in any case; a capital in the pattern asks for that spelling
//! ~traiter               any form of a lemma;  ~traiter:VERB.pp  with these features
//! :NOUN.f.pl             any word that may be this;  :NAME :NUMBER :UNKNOWN …  classes
//! :VERB.pres!NOUN!~aller  … and that may be none of these, in any reading;  ~servir!NOUN  also
//! [a|b c]  ?very  *3     alternatives, an optional element, up to three words of any kind
//! n=:NOUN                a capture;  n=[…] captures several words
//! ^ …  … $               at the start, at the end of a sentence
//! \? \[ …                the mark itself
//! ```
//!
//! A [`Pattern`] is anchored: it names the forms and lemmas one of which each of its matches holds
//! ([`Pattern::anchor`]), so that the engine tries it only where one of them stands.

mod anchor;
mod atom;
mod phrase;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::lexicon::{Features, LemmaId};
use crate::rule::model::TokenSpec;
use crate::text::{Form, Sign, WordKey};

pub use atom::parse_features;

/// A sequence of tests on successive tokens.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pattern {
    /// What must follow what.
    pub items: Vec<Item>,
    /// The names of the captures, by number.
    pub names: Vec<String>,
    /// Pairs of captures that must be able to agree in gender and number.
    pub agree: Vec<(usize, usize)>,
    /// Pairs of captures that must not be able to.
    pub disagree: Vec<(usize, usize)>,
}

/// One element of a pattern.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Item {
    /// What it takes.
    pub node: Node,
    /// May it be absent?
    pub optional: bool,
    /// The number of its capture.
    pub capture: Option<u8>,
}

/// What an element takes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Node {
    /// One token.
    Test(Test),
    /// One of several sequences.
    Group(Vec<Vec<Item>>),
    /// Up to this many words, the fewest first.
    Gap(u8),
    /// No token: the start of a sentence.
    Start,
    /// No token: the end of a sentence, its final marks aside.
    End,
}

/// A test on one token: one of `any` holds, and none of `none`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Test {
    /// Alternatives; where they are many, those with a form come first, in the order of their forms.
    pub any: Vec<Atom>,
    /// Exclusions.
    pub none: Vec<Atom>,
    /// See [`Test::sign`].
    #[serde(skip)]
    sign: OnceLock<Sign>,
}

impl Test {
    /// A word for which one of these holds.
    pub fn any_of(any: Vec<Atom>) -> Test {
        Test { any, ..Test::default() }
    }

    /// The same for words that are none of these.
    pub fn but(self, none: Vec<Atom>) -> Test {
        Test { none, ..self }
    }

    /// What each word meets that the test holds for.
    pub fn sign(&self) -> Sign {
        *self.sign.get_or_init(|| anchor::sign_of(&self.any))
    }
}

/// A property of a token; all that is given must hold, of one reading.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Atom {
    /// The folded form.
    pub form: Option<Form>,
    /// The spelling with its capitals, where the pattern has some.
    pub exact: Option<Box<str>>,
    /// The lemma.
    pub lemma: Option<LemmaId>,
    /// Part of speech and agreement.
    pub features: Option<Features>,
    /// A class that is no part of speech.
    pub class: Option<Class>,
}

/// Classes of tokens that are no parts of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Class {
    /// `:WORD`, a word of letters.
    Word,
    /// `:NAME`, a word that looks like a proper name where it stands.
    Name,
    /// `:CAP`, a word with a capital.
    Capitalised,
    /// `:LOWER`, a word without one.
    Lower,
    /// `:UPPER`, a word of capitals.
    Upper,
    /// `:NUMBER`, digits.
    Number,
    /// `:PUNCT`, a punctuation mark.
    Punctuation,
    /// `:UNKNOWN`, a word with no reading in French.
    Unknown,
    /// `:ENGLISH`, an English word with no reading in French.
    English,
    /// `:VOWEL`, a word that calls for elision before it.
    Vowel,
}

/// What a pattern is tried on: a form, or any form of a lemma.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A folded form.
    Form(Form),
    /// A lemma.
    Lemma(LemmaId),
}

/// A key that a match may hold, and what must stand beside it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The key.
    pub key: Key,
    /// What the word before must be.
    pub before: Beside,
    /// What the word after must be.
    pub after: Beside,
}

/// What a word beside another may be; anything, and nothing at all, by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What it must meet.
    pub sign: Sign,
    /// What the word beyond it must meet.
    pub beyond: Sign,
    /// The forms and lemmas that it may have; none are told where they are too many.
    pub keys: Option<Vec<WordKey>>,
}

impl Default for Beside {
    fn default() -> Beside {
        Beside { sign: Sign::ANY, beyond: Sign::ANY, keys: None }
    }
}

impl Beside {
    /// A pattern is found by a word beside its anchor if that may be one of so many.
    pub const MOST_KEYS: usize = 32;

    /// What no word is.
    fn nothing() -> Beside {
        Beside { sign: Sign::NONE, beyond: Sign::NONE, keys: Some(Vec::new()) }
    }

    /// What either may be.
    fn or(mut self, other: &Beside) -> Beside {
        self.sign = self.sign.or(other.sign);
        self.beyond = self.beyond.or(other.beyond);
        self.keys = self.keys.zip(other.keys.as_ref()).and_then(|(mut keys, more)| {
            keys.extend(more);
            keys.sort_unstable();
            keys.dedup();
            (keys.len() <= Beside::MOST_KEYS).then_some(keys)
        });
        self
    }
}

/// What the words must meet at which a match of a pattern begins.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The word before the first.
    pub before: Sign,
    /// The first.
    pub first: Beside,
    /// The word after the first.
    pub after: Sign,
}

/// The keys of a pattern, one of which each match holds, and how many tokens may stand before it.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// The keys.
    pub keys: Vec<Held>,
    /// The least number of tokens of the match before the key.
    pub least: usize,
    /// The greatest.
    pub most: usize,
}

/// A fault in a phrase: what is wrong.
pub type PhraseError = String;

impl Pattern {
    /// Reads a phrase.
    pub fn parse(phrase: &str) -> Result<Pattern, PhraseError> {
        let (items, names) = phrase::read(phrase)?;
        bounded(&items, &names)?;
        if items.iter().all(|item| item.optional || anchor::length(&item.node).0 == 0) {
            return Err("a phrase needs at least one word that must stand there".into());
        }
        Ok(Pattern { items, names, ..Pattern::default() })
    }

    /// Makes a pattern of token tests.
    pub fn of_tokens(tokens: &[TokenSpec]) -> Result<Pattern, PhraseError> {
        let mut names = Vec::new();
        let mut items = Vec::new();
        for spec in tokens {
            let node = match spec.gap {
                Some(most) => Node::Gap(most),
                None => Node::Test(atom::token_test(spec)?),
            };
            let capture = spec.name.as_ref().map(|name| number_of(&mut names, name) as u8);
            items.push(Item { node, optional: spec.optional, capture });
        }
        if items.is_empty() {
            return Err("at least one token is needed".into());
        }
        bounded(&items, &names)?;
        Ok(Pattern { items, names, ..Pattern::default() })
    }

    /// The number of a capture.
    pub fn capture(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    /// Where to try the pattern; `None` if it has to be tried everywhere.
    pub fn anchor(&self) -> Option<Anchor> {
        anchor::anchor_of(&self.items, &Beside::default(), &Beside::default()).map(|(_, anchor)| anchor)
    }

    /// What the first word of a match must meet, and the words before and after it.
    pub fn opening(&self) -> Opening {
        let any = Beside::default();
        let (before, items) = match self.items.split_first() {
            Some((Item { node: Node::Start, optional: false, .. }, rest)) => (Sign::EDGE, rest),
            _ => (Sign::ANY, &*self.items),
        };
        let after = match items.split_first() {
            Some((Item { node: Node::Test(_), optional: false, .. }, rest)) => {
                anchor::first_of(rest, &any).sign
            }
            _ => Sign::ANY,
        };
        Opening { before, first: anchor::first_of(items, &any), after }
    }
}

/// Places for captures are made at each attempt.
const MOST_CAPTURES: usize = 64;
/// An attempt is made at each word before an anchor that a match may start at.
const LONGEST: usize = 128;

/// Refuses what would cost too much at each attempt: patterns may come from people one does not know.
fn bounded(items: &[Item], names: &[String]) -> Result<(), PhraseError> {
    if names.len() > MOST_CAPTURES {
        return Err(format!("more than {MOST_CAPTURES} captures"));
    }
    if items.iter().map(|item| anchor::length(&item.node).1).sum::<usize>() > LONGEST {
        return Err(format!("it takes more than {LONGEST} words"));
    }
    Ok(())
}

fn number_of(names: &mut Vec<String>, name: &str) -> usize {
    names.iter().position(|n| n == name).unwrap_or_else(|| {
        names.push(name.to_string());
        names.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn words_are_cut_like_text() {
        let pattern = Pattern::parse("l'homme de la Maison-Blanche").unwrap();
        assert_eq!(pattern.items.len(), 5);
    }

    #[test]
    fn the_anchor_is_the_rarest_word() {
        let anchor = Pattern::parse("le ?plus [gardien|temps] de").unwrap().anchor().unwrap();
        let keys: HashSet<&Key> = anchor.keys.iter().map(|held| &held.key).collect();
        assert_eq!(keys, HashSet::from([&Key::Form(Form::of("gardien")), &Key::Form(Form::of("temps"))]));
        let [le, plus, de] = ["le", "plus", "de"].map(|form| Sign::of_form(Form::of(form)));
        let Held { before, after, .. } = &anchor.keys[0];
        assert_eq!((before.sign, after.sign), (le.or(plus), de));
        assert_eq!(after.keys, Some(vec![WordKey::of_form(Form::of("de"))]));
        assert_eq!((anchor.least, anchor.most), (1, 2));
    }

    #[test]
    fn captures_have_numbers() {
        let pattern = Pattern::parse("a=:NOUN b=[mot|deux mots] *2 a").unwrap();
        assert_eq!(pattern.names, ["a", "b"]);
        assert_eq!(pattern.capture("b"), Some(1));
    }

    #[test]
    fn faults_are_named() {
        for (phrase, fault) in [
            ("[a|b", "not closed"),
            ("[a|]", "empty"),
            ("~zzxq", "lemma"),
            (":NOUM", "no part of speech"),
            (":VERB!NOUM", "no part of speech"),
            ("*99 mot", "number"),
            ("?mot", "at least one"),
            ("", "at least one"),
            (&format!("[{}a] b", "a|".repeat(1000)), "more than 1000 words"),
            (&"*12 ".repeat(11), "takes more than 128 words"),
            ("a ] b", "does not belong"),
        ] {
            let error = Pattern::parse(phrase).unwrap_err();
            assert!(error.contains(fault), "{phrase}: {error}");
        }
    }
}
