//! The form of a lemma that takes the place of another word's: *a pris* gives *a reçu*, *il prend* gives
//! *il reçoit*.
//!
//! Takes the word and what stands before it, gives the one form that all its likely readings ask for.

use std::ops::Range;

use crate::engine::page::Page;
use crate::lexicon::{Analysis, Features, Gender, LemmaId, Lexicon, Number, Person, Pos, Tense};

/// What the words before a verb form say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// *avoir* or *être* calls for a participle, which *être* puts in the plural after a plural subject.
    AfterAuxiliary { plural: bool },
    /// *je* or *tu* is its subject.
    AfterSpeaker(Person),
    /// Nothing certain.
    Open,
}

impl Place {
    /// The place of the word at `range`, told by the words before it; adverbs and *été* stand between.
    pub fn before(page: &Page, range: &Range<usize>) -> Place {
        let lexicon = Lexicon::embedded();
        let (avoir, etre) = (lexicon.lemma_id("avoir"), lexicon.lemma_id("être"));
        let mut been = false;
        let start = page.block.tokens_in(range).start;
        for at in (start.saturating_sub(3)..start).rev() {
            let Some(word) = page.word_at(Some(at)).filter(|_| page.tokens()[at].is_word()) else { break };
            if &*word.folded == "été" {
                been = true;
                continue;
            }
            if let Some(a) = word.analyses.iter().find(|a| [avoir, etre].contains(&Some(a.lemma))) {
                let agrees = been || Some(a.lemma) == etre;
                return Place::AfterAuxiliary { plural: agrees && a.tag.number() == Number::Plural };
            }
            match &*word.folded {
                "je" | "j'" => return Place::AfterSpeaker(Person::First),
                "tu" => return Place::AfterSpeaker(Person::Second),
                _ => {}
            }
            if !word.has_pos(Pos::Adverb) {
                break;
            }
        }
        Place::Open
    }
}

/// The lemma in the form that a folded word has in its place, some features forced; `None` where readings differ.
pub fn like(folded: &str, place: Place, lemma: LemmaId, forced: &Features) -> Option<String> {
    let mut forms: Vec<String> = Vec::new();
    for reading in likely(Lexicon::embedded(), folded, place, lemma) {
        let wanted = features_of(&reading, place, forced);
        if let Some(form) = inflected(lemma, wanted)
            && !forms.contains(&form)
        {
            forms.push(form);
        }
    }
    (forms.len() == 1).then(|| forms.remove(0))
}

/// Another form of a folded verb: that of each of its readings with some features forced; `None` where these differ.
/// A form that has a person is made from the readings that have one, if there are any: *fait* gives *fasse*.
pub fn other(folded: &str, forced: &Features) -> Option<String> {
    let lexicon = Lexicon::embedded();
    let mut readings: Vec<Analysis> =
        lexicon.analyses(folded).filter(|reading| reading.tag.pos() == Pos::Verb).collect();
    let has_person = |reading: &Analysis| reading.tag.person().is_some();
    if forced.tense.is_some_and(|tense| !is_bare(tense)) && readings.iter().any(has_person) {
        readings.retain(has_person);
    }
    let mut forms = readings
        .iter()
        .map(|reading| lexicon.inflect(reading.lemma, &features_of(reading, Place::Open, forced)));
    let first = forms.next()??;
    forms.all(|form| form.as_ref() == Some(&first)).then_some(first)
}

/// The readings of a word that a lemma can be inflected like: of its part of speech where there are
/// some, and of a verb form that may be several, the one that its place asks for, else the third person of
/// the present where there is one.
fn likely(lexicon: &Lexicon, folded: &str, place: Place, lemma: LemmaId) -> Vec<Analysis> {
    let mut readings: Vec<Analysis> = lexicon.analyses(folded).collect();
    let kinds: Vec<Pos> = lexicon.forms(lemma).map(|(tag, _)| tag.pos()).collect();
    if readings.iter().any(|r| kinds.contains(&r.tag.pos())) {
        readings.retain(|r| kinds.contains(&r.tag.pos()));
    }
    let tense = |r: &Analysis| r.tag.mood_tense();
    let is_participle = |r: &Analysis| tense(r) == Some(Tense::PastParticiple);
    let present =
        |r: &Analysis| tense(r) == Some(Tense::IndicativePresent) && r.tag.person() == Some(Person::Third);
    // Pris, mis: after no “je” or “tu”, the participle.
    let speaker = |r: &Analysis| r.tag.person().is_some_and(|person| person != Person::Third);
    match place {
        Place::AfterAuxiliary { .. } if readings.iter().any(is_participle) => readings.retain(is_participle),
        Place::AfterSpeaker(person) if readings.iter().any(|r| r.tag.person() == Some(person)) => {
            readings.retain(|r| r.tag.person() == Some(person));
        }
        _ if readings.iter().any(present) => readings.retain(present),
        Place::Open if readings.iter().any(is_participle) => readings.retain(|r| !speaker(r)),
        _ => {}
    }
    readings
}

/// Has a form of this tense no person?
fn is_bare(tense: Tense) -> bool {
    matches!(tense, Tense::Infinitive | Tense::PresentParticiple | Tense::PastParticiple)
}

/// The features of a form that takes the place of a reading's, some of them forced.
fn features_of(reading: &Analysis, place: Place, forced: &Features) -> Features {
    let own = reading.tag.features();
    let tense = forced.tense.or(own.tense);
    let bare = tense.is_some_and(is_bare);
    let (gender, number) = match tense {
        // Neither has a gender or a number, whatever it stands for.
        Some(Tense::Infinitive | Tense::PresentParticiple) => (None, None),
        // A participle that never agrees (*procédé*) leaves its place to a masculine singular.
        Some(Tense::PastParticiple) if own.gender.is_none_or(|g| g == Gender::Both) => {
            (Some(Gender::Masculine), Some(Number::Singular))
        }
        // *Pris* is singular and plural.
        Some(Tense::PastParticiple) if own.number == Some(Number::Both) => {
            let plural = place == Place::AfterAuxiliary { plural: true };
            (own.gender, Some(if plural { Number::Plural } else { Number::Singular }))
        }
        // A finite form has no gender: *trouvé* gives *trouve*.
        Some(tense) if !is_bare(tense) => (None, own.number),
        _ => (own.gender, own.number),
    };
    Features {
        pos: forced.pos.or(own.pos),
        gender: forced.gender.or(gender),
        number: forced.number.or(number),
        person: forced.person.or(own.person.filter(|_| !bare)),
        tense,
    }
}

/// A lemma's form. A noun keeps its own gender: features of another noun give it their number only.
fn inflected(lemma: LemmaId, wanted: Features) -> Option<String> {
    let lexicon = Lexicon::embedded();
    lexicon.inflect(lemma, &wanted).or_else(|| lexicon.inflect(lemma, &Features { gender: None, ..wanted }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::pattern::parse_features;

    #[test]
    fn a_verb_gives_its_other_forms() {
        for (word, asked, form) in [
            ("utilise", "inf", Some("utiliser")),
            ("téléchargées", "inf", Some("télécharger")),
            ("prennent", "subj", Some("prennent")),
            ("prend", "subj", Some("prenne")),
            ("fait", "subj", Some("fasse")),
            ("fera", "pres", Some("fait")),
            ("finis", "subj.1.sg", Some("finisse")),
            ("aurait", "impf", Some("avait")),
            ("servir", "pp.f.pl", Some("servies")),
            ("couper", "imper.2.pl", Some("coupez")),
            // Of which verb: fonder or fondre, vivre or voir?
            ("fonde", "inf", None),
            ("maison", "inf", None),
        ] {
            let features = parse_features(asked).expect("features");
            assert_eq!(other(word, &features).as_deref(), form, "{word} {asked}");
        }
    }
}
