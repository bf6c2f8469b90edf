//! What the lexicon says of one reading of a word: part of speech, agreement, tense, and a few
//! properties that help a light grammar. All of it fits a [`Tag`], four bytes that are copied freely.

use std::fmt;

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Ord, PartialOrd)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            const ALL: &[$name] = &[$($name::$variant),+];

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
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, Hash, Ord, PartialOrd)]
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
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, Hash, Ord, PartialOrd)]
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
    fn bits(self) -> u32 {
        mask(self, Gender::Masculine, Gender::Feminine, Gender::Both)
    }

    /// Can words of these two genders agree? `None` agrees with nothing.
    pub fn agrees(self, other: Gender) -> bool {
        self.bits() & other.bits() != 0
    }
}

impl Number {
    fn bits(self) -> u32 {
        mask(self, Number::Singular, Number::Plural, Number::Both)
    }

    /// Can words of these two numbers agree? `None` agrees with nothing.
    pub fn agrees(self, other: Number) -> bool {
        self.bits() & other.bits() != 0
    }
}

const GENDER: u32 = 4;
const NUMBER: u32 = 6;
const PERSON: u32 = 8;
const TENSE: u32 = 10;
const KIND: u32 = 14;

/// One yes-or-no property of a [`Tag`], beside its part of speech and agreement.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
#[repr(u32)]
pub enum Flag {
    /// A verb that takes a direct object.
    Transitive = 1 << 18,
    /// A verb that does without an object.
    Intransitive = 1 << 19,
    /// A verb whose object comes with a preposition.
    Indirect = 1 << 20,
    /// A verb that can be, or always is, reflexive.
    Pronominal = 1 << 21,
    /// A verb whose compound tenses take *être*, even when it is not reflexive.
    WithEtre = 1 << 22,
    /// *être* or *avoir*.
    Auxiliary = 1 << 23,
    /// A verb that only has *il* for subject.
    Impersonal = 1 << 24,
    /// A pronoun or *ne* that leans on the verb: *je, le, lui, y, en, se*.
    Clitic = 1 << 25,
    /// A pronoun that can be the subject.
    Subject = 1 << 26,
    /// A pronoun that can be an object.
    Object = 1 << 27,
    /// Preposition and article (or relative) in one: *du, aux, auquel*.
    Contracted = 1 << 28,
    /// Written with an apostrophe at the end: *l', qu'*.
    Elided = 1 << 29,
    /// A form `inflect` never chooses: *bel*, only before a vowel; *eussé*, only before *je*; *œils*.
    Rare = 1 << 30,
}

impl Flag {
    const NAMED: [(Flag, &'static str); 13] = [
        (Flag::Transitive, "trans"),
        (Flag::Intransitive, "intrans"),
        (Flag::Indirect, "indirect"),
        (Flag::Pronominal, "refl"),
        (Flag::WithEtre, "être"),
        (Flag::Auxiliary, "aux"),
        (Flag::Impersonal, "impers"),
        (Flag::Clitic, "clitic"),
        (Flag::Subject, "subject"),
        (Flag::Object, "object"),
        (Flag::Contracted, "contr"),
        (Flag::Elided, "elided"),
        (Flag::Rare, "rare"),
    ];
}

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
            && wanted
                .person
                .is_none_or(|person| self.person() == Some(person))
            && wanted
                .tense
                .is_none_or(|tense| self.mood_tense() == Some(tense))
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

/// What a form must have; what is left out does not matter.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq)]
pub struct Features {
    /// Part of speech.
    pub pos: Option<Pos>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Number.
    pub number: Option<Number>,
    /// Person.
    pub person: Option<Person>,
    /// Mood and tense.
    pub tense: Option<Tense>,
}

impl Features {
    /// Features that every form has.
    pub fn new() -> Features {
        Features::default()
    }

    /// Asks for a part of speech.
    pub fn pos(mut self, pos: Pos) -> Features {
        self.pos = Some(pos);
        self
    }

    /// Asks for a gender.
    pub fn gender(mut self, gender: Gender) -> Features {
        self.gender = Some(gender);
        self
    }

    /// Asks for a number.
    pub fn number(mut self, number: Number) -> Features {
        self.number = Some(number);
        self
    }

    /// Asks for a person.
    pub fn person(mut self, person: Person) -> Features {
        self.person = Some(person);
        self
    }

    /// Asks for a mood and tense.
    pub fn tense(mut self, tense: Tense) -> Features {
        self.tense = Some(tense);
        self
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
        assert!(
            Tag::parse("noun mas inv")
                .unwrap()
                .matches(&Features::new().number(Number::Plural))
        );
        assert!(!Tag::parse("adv").unwrap().matches(&feminine));
    }

    #[test]
    fn prints_what_it_parses() {
        for words in [
            "det mas sg def elided",
            "pron epi sg 3 pers clitic object",
            "verb sg 1 pres trans",
        ] {
            assert_eq!(format!("{:?}", Tag::parse(words).unwrap()), words);
        }
        assert_eq!(Tag::parse("noun blue"), Err("blue".to_owned()));
    }
}
