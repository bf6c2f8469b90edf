//! From a dictionary's fields (`po:nom is:mas`) to tags, and what is put right by hand.

use std::collections::{BTreeSet, HashSet};

use super::{Reading, Readings, Tag};
use crate::lexicon::expand::{Entry, Form};
use crate::lexicon::{Flag, Gender, Kind, Number, Person, Pos, Tense};

/// Symbols of units carry this flag.
const UNIT: &str = "U.";

/// An entry that is wrong: *fuir* has the second group's forms (*fuissons*) beside its own.
const WRONG: [(&str, &str); 1] = [("fuir", "f0p+()")];

/// Verbs of law and old French that share an infinitive with a common one (*ressortir à*, which
/// makes *ressortissait*): to be known, but not to be written.
const SECONDARY: [(&str, &str); 5] = [
    ("repartir", "f0p+()"),
    ("ressortir", "f0p.()"),
    ("seoir", "pV()"),
    ("sortir", "fD()"),
    ("pagnoter", "a0p.()"),
];

/// Is this an entry for the lexicon? Not punctuation, bare digits, or what the dictionary itself
/// calls an error (*lorsqu* without apostrophe).
pub(super) fn wanted(entry: &Entry) -> bool {
    !entry.is(&WRONG)
        && entry.stem.contains(char::is_alphabetic)
        && !entry.morphology.iter().any(|f| f == "po:err")
}

/// The readings of one form of an entry.
pub(super) fn of(entry: &Entry, form: &Form) -> Vec<Reading> {
    let fields = Fields::gather(entry, form);
    let lemma = match entry.morphology.iter().find_map(|f| f.strip_prefix("st:")) {
        Some(stem) => stem.replace('’', "'"),
        None => form.lemma.clone(),
    };
    let tags = if let Some(class) = fields.verb { fields.verb_tags(class) } else { fields.other_tags(entry) };
    let form = form.text.as_str();
    let reading = |tag| Reading { lemma: lemma.clone(), form: form.to_owned(), tag };
    let seldom = before_vowel(form, &lemma)
        || foreign_plural(entry, form)
        || fields.joined(form, &lemma)
        || entry.is(&SECONDARY);
    tags.into_iter()
        .map(|tag| if seldom || old_y(form, &lemma, tag) { tag.with(Flag::Rare) } else { tag })
        .map(reading)
        .collect()
}

/// Of two masculine singulars, the one that is not the lemma stands before a vowel: *bel, nouvel*.
fn before_vowel(form: &str, lemma: &str) -> bool {
    form != lemma && form.trim_end_matches('s').ends_with('l') && lemma.ends_with(['u', 'x'])
}

/// *matches, soli* beside the regular *matchs, solos*. Where the foreign plural is as usual as the
/// French one (*gentlemen, addenda*), both stay and inflection does not choose.
fn foreign_plural(entry: &Entry, form: &str) -> bool {
    let from = |flag: &str| entry.flags.iter().any(|f| f == flag);
    from("A.") && form.ends_with("hes") || from("I.") && form.ends_with(['i', 'e']) && form != entry.stem
}

/// *paye* beside *paie*: verbs in *-ayer* may do either wherever an e that is not *-ez* follows.
fn old_y(form: &str, lemma: &str, tag: Tag) -> bool {
    let Some(ending) = lemma.strip_suffix("er").and_then(|stem| form.strip_prefix(stem)) else {
        return false;
    };
    lemma.ends_with("ayer") && tag.finite() && ending.starts_with('e') && ending != "ez"
}

impl Entry {
    fn is(&self, list: &[(&str, &str)]) -> bool {
        list.contains(&(self.stem.as_str(), self.flags.concat().as_str()))
    }
}

/// The fields of an entry and of the suffix that made a form of it, sorted by what they say.
struct Fields<'a> {
    parts: Vec<&'a str>,
    verb: Option<&'a str>,
    tenses: Vec<Tense>,
    persons: Vec<(Person, Number, bool)>,
    gender: Gender,
    number: Number,
}

impl<'a> Fields<'a> {
    fn gather(entry: &'a Entry, form: &'a Form) -> Fields<'a> {
        let mut fields = Fields {
            parts: Vec::new(),
            verb: None,
            tenses: Vec::new(),
            persons: Vec::new(),
            gender: Gender::None,
            number: Number::None,
        };
        for field in entry.morphology.iter().chain(&form.morphology) {
            // Some entries write is: where they mean po:, and the other way round.
            if let Some((_, value)) = field.split_once(':') {
                fields.take(value.trim_end_matches('!'));
            }
        }
        fields
    }

    fn take(&mut self, value: &'a str) {
        match value {
            "mas" => self.gender = Gender::Masculine,
            "fem" => self.gender = Gender::Feminine,
            "epi" => self.gender = Gender::Both,
            "sg" => self.number = Number::Singular,
            "pl" => self.number = Number::Plural,
            "inv" => self.number = Number::Both,
            _ if is_verb_class(value) => self.verb = Some(value),
            _ => match (tense(value), person(value)) {
                (Some(tense), _) => self.tenses.push(tense),
                (_, Some(person)) => self.persons.push(person),
                _ => self.parts.push(value),
            },
        }
    }

    /// An imperative with its pronouns: *va-t'en*.
    fn joined(&self, form: &str, lemma: &str) -> bool {
        self.verb.is_some() && form.contains('-') && !lemma.contains('-')
    }

    fn verb_tags(&self, class: &str) -> Vec<Tag> {
        let base = verb_class(class);
        let mut tags = Vec::new();
        for tense in &self.tenses {
            let tag = base.with_tense(*tense);
            match tense {
                Tense::Infinitive | Tense::PresentParticiple => tags.push(tag),
                Tense::PastParticiple => {
                    tags.push(tag.with_gender(self.gender).with_number(self.number));
                }
                _ => tags.extend(self.persons.iter().map(|(person, number, inverted)| {
                    let tag = tag.with_person(*person).with_number(*number);
                    if *inverted { tag.with(Flag::Rare) } else { tag }
                })),
            }
        }
        tags
    }

    fn other_tags(&self, entry: &Entry) -> Vec<Tag> {
        // Units (mètre) have no number in the dictionary where they have no prefix.
        let number = match self.number {
            Number::None if self.gender != Gender::None => number_by_ending(&entry.stem),
            number => number,
        };
        let whole = |tag: Tag| tag.with_gender(self.gender).with_number(number);
        if entry.flags.iter().any(|flag| flag == UNIT) {
            return vec![whole(Tag::new(Pos::Other))];
        }
        // Names that take the article (la France, les Alpes) are nouns to the dictionary.
        let name = is_name(&entry.stem);
        let parts = self.parts.iter().map(|part| match *part {
            "nom" if name => "npr",
            other => other,
        });
        let tags: BTreeSet<Tag> = parts.filter_map(part).map(whole).collect();
        if tags.is_empty() { vec![whole(Tag::new(Pos::Other))] } else { tags.into_iter().collect() }
    }
}

fn number_by_ending(word: &str) -> Number {
    if word.ends_with(['s', 'x', 'z']) { Number::Both } else { Number::Singular }
}

/// One capital, then a small letter: not an acronym like *ADN*, which is a common noun.
fn is_name(stem: &str) -> bool {
    let mut chars = stem.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

/// What a part-of-speech field says; `None` for those that only refine another.
fn part(value: &str) -> Option<Tag> {
    let pos = match value {
        "nom" | "titr" => Pos::Noun,
        "adj" => Pos::Adjective,
        "prn" => return Some(Tag::new(Pos::ProperName).with_kind(Kind::FirstName)),
        "patr" => return Some(Tag::new(Pos::ProperName).with_kind(Kind::Surname)),
        "npr" => return Some(Tag::new(Pos::ProperName).with_kind(Kind::PlaceOrOther)),
        "adv" | "negadv" | "advint" => Pos::Adverb,
        "prep" => Pos::Preposition,
        "cj" => Pos::Conjunction,
        "cjco" => return Some(Tag::new(Pos::Conjunction).with_kind(Kind::Coordinating)),
        "cjsub" => return Some(Tag::new(Pos::Conjunction).with_kind(Kind::Subordinating)),
        "nb" | "nbro" => Pos::Numeral,
        "interj" => Pos::Interjection,
        "pfx" => Pos::Prefix,
        _ if value.starts_with("det") => Pos::Determiner,
        _ if value.starts_with("pro") && value != "proadv" => Pos::Pronoun,
        _ => return None,
    };
    Some(Tag::new(pos))
}

fn tense(value: &str) -> Option<Tense> {
    Some(match value {
        "infi" => Tense::Infinitive,
        "ppre" => Tense::PresentParticiple,
        "ppas" => Tense::PastParticiple,
        "ipre" => Tense::IndicativePresent,
        "iimp" => Tense::Imperfect,
        "ipsi" => Tense::PastHistoric,
        "ifut" => Tense::Future,
        "cond" => Tense::Conditional,
        "spre" => Tense::SubjunctivePresent,
        "simp" => Tense::SubjunctiveImperfect,
        "impe" => Tense::Imperative,
        _ => return None,
    })
}

/// Person, number, and whether the form only stands before *je* (*eussé-je*).
fn person(value: &str) -> Option<(Person, Number, bool)> {
    Some(match value {
        "1sg" => (Person::First, Number::Singular, false),
        "1isg" => (Person::First, Number::Singular, true),
        "2sg" => (Person::Second, Number::Singular, false),
        "3sg" => (Person::Third, Number::Singular, false),
        "1pl" => (Person::First, Number::Plural, false),
        "2pl" => (Person::Second, Number::Plural, false),
        "3pl" => (Person::Third, Number::Plural, false),
        _ => return None,
    })
}

fn is_verb_class(value: &str) -> bool {
    let mut chars = value.chars();
    chars.next() == Some('v') && chars.next().is_some_and(|c| c.is_ascii_digit())
}

/// A verb's class is a group digit, then a column for each property: `v1_it_q__a`.
fn verb_class(class: &str) -> Tag {
    let column = |i: usize| class.as_bytes().get(i).copied().unwrap_or(b'_');
    let properties = [
        (column(1) == b'0', Flag::Auxiliary),
        (column(3) == b'i', Flag::Intransitive),
        (column(4) == b't', Flag::Transitive),
        (column(5) == b'n', Flag::Indirect),
        (matches!(column(6), b'q' | b'p' | b'r' | b'e'), Flag::Pronominal),
        (column(7) == b'm', Flag::Impersonal),
        (column(8) == b'e', Flag::WithEtre),
    ];
    let set = properties.into_iter().filter(|(holds, _)| *holds);
    set.fold(Tag::new(Pos::Verb), |tag, (_, flag)| tag.with(flag))
}

/// Drops readings that would only mislead: letters and symbols that look like a word once folded
/// (*mA* and *ma*, *VI* and *vi*), and pieces of set phrases that are words by themselves.
pub(super) fn drop_noise(all: &mut Readings) {
    for (folded, readings) in all.iter_mut() {
        let single = folded.chars().count() == 1;
        let noise: HashSet<Reading> = readings
            .iter()
            .filter(|r| {
                let capitals = r.form.chars().skip(1).any(char::is_uppercase);
                let letter = single && r.tag.pos() == Pos::Noun;
                let roman = r.tag.pos() == Pos::Numeral && r.form.starts_with(char::is_uppercase);
                capitals || letter || roman || r.tag.pos() == Pos::Other
            })
            .cloned()
            .collect();
        if noise.len() < readings.len() {
            readings.retain(|reading| !noise.contains(reading));
        }
    }
    all.retain(|_, readings| !readings.is_empty());
}
