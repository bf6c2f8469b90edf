//! Tests on one token: forms, lemmas, parts of speech, features and classes, from their names.

use std::collections::HashMap;

use super::{Atom, Class, PhraseError, Test};
use crate::lexicon::{Features, Gender, Lexicon, Number, Person, Pos, Tense, fold, is_english};
use crate::rule::model::TokenSpec;
use crate::text::Form;

pub fn form_atom(word: &str) -> Atom {
    let exact = word.chars().any(char::is_uppercase).then(|| word.replace('’', "'").into_boxed_str());
    Atom { form: Some(Form::of(&fold(word))), exact, ..Atom::default() }
}

pub fn lemma_test(lemma: &str, features: Option<Features>) -> Result<Test, PhraseError> {
    let any = match Lexicon::embedded().lemma_id(lemma) {
        Some(id) => vec![Atom { lemma: Some(id), features, ..Atom::default() }],
        None => english_forms(lemma).iter().map(|form| form_atom(form)).collect(),
    };
    if any.is_empty() {
        return Err(format!("“{lemma}” is the lemma of no French or English word that the lexicon knows"));
    }
    Ok(Test::any_of(any))
}

/// The regular inflections of an English word that are in the word list.
fn english_forms(lemma: &str) -> Vec<String> {
    let stem_e = lemma.strip_suffix('e').unwrap_or(lemma);
    let mut forms = vec![lemma.to_string()];
    for ending in ["s", "es", "ed", "ing", "er", "d"] {
        forms.push(format!("{lemma}{ending}"));
    }
    forms.push(format!("{stem_e}ing"));
    if let Some(stem) = lemma.strip_suffix('y') {
        forms.extend(["ies", "ied"].map(|ending| format!("{stem}{ending}")));
    }
    if let Some(last) = lemma.chars().last() {
        forms.extend(["ed", "ing"].map(|ending| format!("{lemma}{last}{ending}")));
    }
    forms.retain(|form| is_english(form));
    forms.sort();
    forms.dedup();
    forms
}

/// `NOUN.f.pl` or a class.
pub fn tag_atom(name: &str) -> Result<Atom, PhraseError> {
    let class = match name {
        "WORD" => Some(Class::Word),
        "NAME" => Some(Class::Name),
        "CAP" => Some(Class::Capitalised),
        "LOWER" => Some(Class::Lower),
        "UPPER" => Some(Class::Upper),
        "NUMBER" => Some(Class::Number),
        "PUNCT" => Some(Class::Punctuation),
        "UNKNOWN" => Some(Class::Unknown),
        "ENGLISH" => Some(Class::English),
        "VOWEL" => Some(Class::Vowel),
        _ => None,
    };
    match class {
        Some(class) => Ok(Atom { class: Some(class), ..Atom::default() }),
        None => Ok(Atom { features: Some(parse_features(name)?), ..Atom::default() }),
    }
}

/// Reads `NOUN.f.pl`, `VERB.3.sg.pres`: a part of speech, then features in any order.
pub fn parse_features(name: &str) -> Result<Features, PhraseError> {
    let mut features = Features::new();
    for (n, part) in name.split('.').enumerate() {
        features = match part {
            "NOUN" if n == 0 => features.pos(Pos::Noun),
            "ADJ" if n == 0 => features.pos(Pos::Adjective),
            "VERB" if n == 0 => features.pos(Pos::Verb),
            "ADV" if n == 0 => features.pos(Pos::Adverb),
            "PREP" if n == 0 => features.pos(Pos::Preposition),
            "CONJ" if n == 0 => features.pos(Pos::Conjunction),
            "DET" if n == 0 => features.pos(Pos::Determiner),
            "PRON" if n == 0 => features.pos(Pos::Pronoun),
            "PROPN" if n == 0 => features.pos(Pos::ProperName),
            "NUM" if n == 0 => features.pos(Pos::Numeral),
            "INTJ" if n == 0 => features.pos(Pos::Interjection),
            "m" | "masculine" => features.gender(Gender::Masculine),
            "f" | "feminine" => features.gender(Gender::Feminine),
            "sg" | "singular" => features.number(Number::Singular),
            "pl" | "plural" => features.number(Number::Plural),
            "1" => features.person(Person::First),
            "2" => features.person(Person::Second),
            "3" => features.person(Person::Third),
            "inf" | "infinitive" => features.tense(Tense::Infinitive),
            "ppr" => features.tense(Tense::PresentParticiple),
            "pp" | "participle" => features.tense(Tense::PastParticiple),
            "pres" | "present" => features.tense(Tense::IndicativePresent),
            "impf" | "imperfect" => features.tense(Tense::Imperfect),
            "past" => features.tense(Tense::PastHistoric),
            "fut" | "future" => features.tense(Tense::Future),
            "cond" | "conditional" => features.tense(Tense::Conditional),
            "subj" | "subjunctive" => features.tense(Tense::SubjunctivePresent),
            "imper" | "imperative" => features.tense(Tense::Imperative),
            _ => return Err(format!("“{part}” is no part of speech, class or feature")),
        };
    }
    Ok(features)
}

pub fn token_test(spec: &TokenSpec) -> Result<Test, PhraseError> {
    let mut words: Vec<Atom> = Vec::new();
    for form in spec.form.iter().flat_map(|forms| &forms.0) {
        words.push(form_atom(form));
    }
    for lemma in spec.lemma.iter().flat_map(|lemmas| &lemmas.0) {
        words.extend(lemma_test(lemma, None)?.any);
    }
    if words.is_empty() {
        words.push(Atom::default());
    }
    let mut tags: Vec<Atom> =
        spec.pos.iter().flat_map(|p| &p.0).map(|name| tag_atom(name)).collect::<Result<_, _>>()?;
    if tags.is_empty() {
        tags.push(Atom::default());
    }
    let mut extra = HashMap::new();
    extra.insert("gender", spec.gender.clone());
    extra.insert("number", spec.number.clone());
    extra.insert("tense", spec.tense.clone());
    extra.insert("person", spec.person.map(|p| p.to_string()));
    let names: Vec<String> = extra.into_values().flatten().collect();
    let mut any = Vec::new();
    for word in &words {
        for tag in &tags {
            let mut features = tag.features;
            if !names.is_empty() {
                let more = parse_features(&names.join("."))?;
                let base = features.unwrap_or_default();
                features = Some(Features {
                    pos: base.pos.or(more.pos),
                    gender: base.gender.or(more.gender),
                    number: base.number.or(more.number),
                    person: base.person.or(more.person),
                    tense: base.tense.or(more.tense),
                });
            }
            any.push(Atom { class: tag.class, features, ..word.clone() });
        }
    }
    let mut none = Vec::new();
    for not in &spec.not {
        none.extend(token_test(not)?.any);
    }
    // Long lists are searched.
    any.sort_by_key(|atom| (atom.form.is_none(), atom.form));
    Ok(Test::any_of(any).but(none))
}
