//! What the lexicon says of one reading of a word: part of speech, agreement, tense, and a few
//! properties that help a light grammar. All of it fits a [`Tag`], four bytes that are copied freely.

mod features;
mod flag;
mod values;

use std::fmt;

pub use features::Features;
pub use flag::Flag;
pub use values::{Gender, Kind, Number, Person, Pos, Tense};

const GENDER: u32 = 4;
const NUMBER: u32 = 6;
const PERSON: u32 = 8;
const TENSE: u32 = 10;
const KIND: u32 = 14;

/// One reading's grammar, in four bytes.
#[derive(Copy, Clone, Eq, PartialEq, Hash, Ord, PartialOrd)]
pub struct Tag(pub(crate) u32);

impl Tag {
    /// A tag with this part of speech and nothing else.
    pub fn new(pos: Pos) -> Tag {
        Tag(pos as u32)
    }

    /// The same with this gender.
    pub fn with_gender(self, gender: Gender) -> Tag {
        Tag(self.0 & !(3 << GENDER) | gender.bits() << GENDER)
    }

    /// The same with this number.
    pub fn with_number(self, number: Number) -> Tag {
        Tag(self.0 & !(3 << NUMBER) | number.bits() << NUMBER)
    }

    /// The same with this person.
    pub fn with_person(self, person: Person) -> Tag {
        Tag(self.0 & !(3 << PERSON) | (person as u32 + 1) << PERSON)
    }

    /// The same with this mood and tense.
    pub fn with_tense(self, tense: Tense) -> Tag {
        Tag(self.0 & !(15 << TENSE) | (tense as u32 + 1) << TENSE)
    }

    /// The same with this kind.
    pub fn with_kind(self, kind: Kind) -> Tag {
        Tag(self.0 & !(15 << KIND) | (kind as u32 + 1) << KIND)
    }

    /// The same with this property.
    pub fn with(self, flag: Flag) -> Tag {
        Tag(self.0 | flag as u32)
    }

    /// Part of speech.
    pub fn pos(self) -> Pos {
        let code = (self.0 & 15) as usize;
        Pos::ALL.get(code).copied().unwrap_or(Pos::Other)
    }

    /// Gender.
    pub fn gender(self) -> Gender {
        match self.0 >> GENDER & 3 {
            0 => Gender::None,
            1 => Gender::Masculine,
            2 => Gender::Feminine,
            _ => Gender::Both,
        }
    }

    /// Number.
    pub fn number(self) -> Number {
        match self.0 >> NUMBER & 3 {
            0 => Number::None,
            1 => Number::Singular,
            2 => Number::Plural,
            _ => Number::Both,
        }
    }

    /// Person of a finite verb form or of a pronoun or possessive.
    pub fn person(self) -> Option<Person> {
        coded_at(Person::ALL, self.0 >> PERSON & 3)
    }

    /// Mood and tense; only verbs have one.
    pub fn mood_tense(self) -> Option<Tense> {
        coded_at(Tense::ALL, self.0 >> TENSE & 15)
    }

    /// What kind of determiner, pronoun, conjunction or name this is.
    pub fn kind(self) -> Option<Kind> {
        coded_at(Kind::ALL, self.0 >> KIND & 15)
    }

    /// Does the reading have this property?
    pub fn has(self, flag: Flag) -> bool {
        self.0 & flag as u32 != 0
    }

    /// Is this a proper name? `kind` then says whether first name, surname, or place and other.
    pub fn proper(self) -> bool {
        self.pos() == Pos::ProperName
    }

    /// A verb form with a person: not an infinitive, not a participle.
    pub fn finite(self) -> bool {
        self.pos() == Pos::Verb && self.person().is_some()
    }

    /// An adjective or past participle, which agrees with its noun.
    pub fn adjectival(self) -> bool {
        self.pos() == Pos::Adjective || self.mood_tense() == Some(Tense::PastParticiple)
    }

    /// Has the reading all the features asked for? `Both` matches either.
    pub fn matches(self, wanted: &Features) -> bool {
        wanted.pos.is_none_or(|pos| self.pos() == pos)
            && wanted.gender.is_none_or(|gender| match gender {
                Gender::None => self.gender() == Gender::None,
                _ => self.gender().agrees(gender),
            })
            && wanted.number.is_none_or(|number| match number {
                Number::None => self.number() == Number::None,
                _ => self.number().agrees(number),
            })
            && wanted.person.is_none_or(|person| self.person() == Some(person))
            && wanted.tense.is_none_or(|tense| self.mood_tense() == Some(tense))
    }

    /// The features that name this form among those of its lemma.
    pub fn features(self) -> Features {
        Features {
            pos: Some(self.pos()),
            gender: (self.gender() != Gender::None).then(|| self.gender()),
            number: (self.number() != Number::None).then(|| self.number()),
            person: self.person(),
            tense: self.mood_tense(),
        }
    }

    /// Reads the words of a hand-written line: `det def mas sg elided`. The unknown word comes back.
    pub fn parse(words: &str) -> Result<Tag, String> {
        let mut words = words.split_whitespace();
        let first = words.next().unwrap_or_default();
        let mut tag = Tag::new(Pos::from_code(first).ok_or_else(|| first.to_owned())?);
        for word in words {
            tag = match word {
                "mas" => tag.with_gender(Gender::Masculine),
                "fem" => tag.with_gender(Gender::Feminine),
                "epi" => tag.with_gender(Gender::Both),
                "sg" => tag.with_number(Number::Singular),
                "pl" => tag.with_number(Number::Plural),
                "inv" => tag.with_number(Number::Both),
                _ => tag.with_word(word).ok_or_else(|| word.to_owned())?,
            };
        }
        Ok(tag)
    }

    fn with_word(self, word: &str) -> Option<Tag> {
        if let Some((flag, _)) = Flag::NAMED.iter().find(|(_, name)| *name == word) {
            return Some(self.with(*flag));
        }
        let person = Person::from_code(word).map(|person| self.with_person(person));
        let tense = || Tense::from_code(word).map(|tense| self.with_tense(tense));
        let kind = || Kind::from_code(word).map(|kind| self.with_kind(kind));
        person.or_else(tense).or_else(kind)
    }
}

fn coded_at<T: Copy>(all: &[T], code: u32) -> Option<T> {
    all.get((code as usize).checked_sub(1)?).copied()
}

/// Prints the words that [`Tag::parse`] reads.
impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.pos().code())?;
        let genders = ["", " mas", " fem", " epi"];
        f.write_str(genders[self.gender() as usize])?;
        let numbers = ["", " sg", " pl", " inv"];
        f.write_str(numbers[self.number() as usize])?;
        let codes = [
            self.person().map(Person::code),
            self.mood_tense().map(Tense::code),
            self.kind().map(Kind::code),
        ];
        for code in codes.into_iter().flatten() {
            write!(f, " {code}")?;
        }
        for (flag, name) in Flag::NAMED {
            if self.has(flag) {
                write!(f, " {name}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_was_put_in() {
        let tag = Tag::new(Pos::Verb)
            .with_tense(Tense::Imperative)
            .with_person(Person::Second)
            .with_number(Number::Plural)
            .with(Flag::Transitive);
        assert_eq!(tag.pos(), Pos::Verb);
        assert_eq!(tag.mood_tense(), Some(Tense::Imperative));
        assert_eq!(tag.person(), Some(Person::Second));
        assert_eq!(tag.number(), Number::Plural);
        assert_eq!(tag.gender(), Gender::None);
        assert!(tag.has(Flag::Transitive) && !tag.has(Flag::Auxiliary));
        assert!(tag.finite());
    }

    #[test]
    fn both_matches_either() {
        let epicene = Tag::parse("adj epi sg").unwrap();
        let feminine = Features::new().gender(Gender::Feminine);
        assert!(epicene.matches(&feminine));
        assert!(!epicene.matches(&feminine.number(Number::Plural)));
        assert!(Tag::parse("noun mas inv").unwrap().matches(&Features::new().number(Number::Plural)));
        assert!(!Tag::parse("adv").unwrap().matches(&feminine));
    }

    #[test]
    fn prints_what_it_parses() {
        for words in ["det mas sg def elided", "pron epi sg 3 pers clitic object", "verb sg 1 pres trans"] {
            assert_eq!(format!("{:?}", Tag::parse(words).unwrap()), words);
        }
        assert_eq!(Tag::parse("noun blue"), Err("blue".to_owned()));
    }
}
