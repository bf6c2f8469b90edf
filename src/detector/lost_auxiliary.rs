//! A participle that has lost its auxiliary: *Le suspect tué deux personnes*.

use super::Detector;
use super::clause_verb::{lacks_verb, object_follows, opens};
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Features, Gender, Lexicon, Number, Person, Pos, Tense};
use crate::text::{Shape, Word};

/// A subject that opens a sentence, a participle without its auxiliary, and a direct object, in a sentence without a verb.
/// Captures: `fixed`, the participle with *avoir*.
#[derive(Debug)]
pub struct LostAuxiliary;

impl Detector for LostAuxiliary {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded) || matches!(&*word.folded, "l'" | "nous" | "vous")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        let lexicon = Lexicon::embedded();
        for &at in places.iter().filter(|&&at| opens(page, at)) {
            let (found, person, number) = match grammar.form(Some(at)) {
                "nous" => (at + 1, Person::First, Number::Plural),
                "vous" => (at + 1, Person::Second, Number::Plural),
                _ => {
                    let Some(group) = grammar.noun_group(at) else { continue };
                    let last = group.tokens.end - 1;
                    // “Le suspect blessé”: the last word may pass for the noun.
                    let after_noun = group.head > at + 1
                        && grammar.word(group.head - 1).is_some_and(|w| w.has_pos(Pos::Noun));
                    let inside = (last > group.head || after_noun)
                        && grammar.word(last).is_some_and(is_bare_participle);
                    let number = group.agreement.number().unwrap_or(Number::Singular);
                    (if inside { last } else { last + 1 }, Person::Third, number)
                }
            };
            let same = page.tokens().get(found).is_some_and(|t| !t.sentence_start);
            let Some(verb) = grammar.word(found).filter(|w| same && is_bare_participle(w)) else { continue };
            let Some(reading) =
                verb.analyses.iter().find(|a| a.tag.mood_tense() == Some(Tense::PastParticiple))
            else {
                continue;
            };
            let naming = NAMING.contains(&lexicon.lemma(reading.lemma))
                || reading.tag.has(crate::lexicon::Flag::WithEtre);
            if naming || !object_follows(page, &grammar, found) || !lacks_verb(page, &grammar, at, found) {
                continue;
            }
            let have = Features {
                tense: Some(Tense::IndicativePresent),
                person: Some(person),
                number: Some(number),
                ..Features::new()
            };
            let participle = Features {
                tense: Some(Tense::PastParticiple),
                gender: Some(Gender::Masculine),
                number: Some(Number::Singular),
                ..Features::new()
            };
            let auxiliary = lexicon.lemma_id("avoir").and_then(|lemma| lexicon.inflect(lemma, &have));
            let form = lexicon.inflect(reading.lemma, &participle);
            if let (Some(auxiliary), Some(form)) = (auxiliary, form) {
                add(Hit::new(page.bytes(found..found + 1)).with("fixed", format!("{auxiliary} {form}")));
            }
        }
    }
}

/// Verbs whose participle has a name or a title after it: *un homme nommé le Boiteux, la ville dite la Rose*.
const NAMING: [&str; 22] = [
    "nommer",
    "surnommer",
    "appeler",
    "devenir",
    "élire",
    "dénommer",
    "baptiser",
    "intituler",
    "rester",
    "sacrer",
    "déclarer",
    "couronner",
    "proclamer",
    "dire",
    "considérer",
    "vouloir",
    "juger",
    "titrer",
    "compter",
    "passer",
    "désigner",
    "réputer",
];

fn is_bare_participle(word: &Word) -> bool {
    word.shape == Shape::Lower && Grammar::may_be_participle(word) && !Grammar::may_be_finite(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn a_participle_with_an_object_needs_its_auxiliary() {
        for (text, fixed) in [
            ("Le suspect blessé deux personnes avant de fuir.", "a blessé"),
            ("Son équipe perdu le match.", "a perdu"),
            ("Nous vendu la maison.", "avons vendu"),
        ] {
            assert_eq!(mended(&LostAuxiliary, text).as_deref(), Some(fixed), "{text}");
        }
        for text in [
            "Un homme nommé le Boiteux.",
            "Un homme blessé deux jours plus tôt.",
            "Le joueur blessé quitte le stade.",
        ] {
            assert_eq!(mended(&LostAuxiliary, text), None, "{text}");
        }
    }
}
