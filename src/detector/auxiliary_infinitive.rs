//! An infinitive in the place of a participle: *ils ont manger*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Features, Gender, Lexicon, Number, Pos, Tense};
use crate::text::{Shape, Word};

/// *avoir* before an infinitive: *ils ont manger*. Captures: `fixed`, the participle.
#[derive(Debug)]
pub struct AuxiliaryInfinitive;

impl Detector for AuxiliaryInfinitive {
    fn wakes(&self, word: &Word) -> bool {
        is_have(&word.folded) && word.shape == Shape::Lower
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| is_infinitive_or_noun(w) && w.folded.ends_with("er"))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(word) = grammar.word(at) else { continue };
            if !is_have(&word.folded) || word.shape != Shape::Lower {
                continue;
            }
            let Some(found) = grammar.next(at) else { continue };
            let Some(verb) =
                grammar.word(found).filter(|w| is_infinitive_or_noun(w) && w.folded.ends_with("er"))
            else {
                continue;
            };
            // “J'ai manger”: a word that is a noun too needs a pronoun before the auxiliary.
            let subject = grammar.before(at).and_then(|n| grammar.word(n)).is_some_and(|w| {
                matches!(&*w.folded, "il" | "elle" | "on" | "ils" | "elles" | "j'" | "nous" | "vous" | "qui")
                    || w.has_pos(Pos::Noun) && Grammar::is_infinitive(verb)
            });
            let features = Features {
                tense: Some(Tense::PastParticiple),
                gender: Some(Gender::Masculine),
                number: Some(Number::Singular),
                ..Features::new()
            };
            let reading = verb.analyses.iter().find(|a| a.tag.mood_tense() == Some(Tense::Infinitive));
            let form = reading.and_then(|a| Lexicon::embedded().inflect(a.lemma, &features));
            if let Some(form) = form.filter(|_| subject) {
                add(Hit::new(page.bytes(found..found + 1)).with("fixed", form));
            }
        }
    }
}

/// Is the word an infinitive, and nothing else but perhaps a noun: *manger, dîner*?
fn is_infinitive_or_noun(word: &Word) -> bool {
    word.shape == Shape::Lower
        && Grammar::may_be_infinitive(word)
        && word
            .analyses
            .iter()
            .all(|a| a.tag.mood_tense() == Some(Tense::Infinitive) || a.tag.pos() == Pos::Noun)
}

fn is_have(folded: &str) -> bool {
    matches!(folded, "a" | "ont" | "avons" | "avez" | "avait" | "avaient" | "ai" | "aura" | "auront")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn a_participle_is_due_after_the_auxiliary() {
        for (text, fixed) in [("Ils ont manger hier.", "mangé"), ("Elle a décider de partir.", "décidé")]
        {
            assert_eq!(mended(&AuxiliaryInfinitive, text).as_deref(), Some(fixed), "{text}");
        }
    }

    #[test]
    fn sound_sentences_are_left_alone() {
        for text in ["Ils ont à manger.", "Le joueur a pouvoir de décider."] {
            assert_eq!(mended(&AuxiliaryInfinitive, text), None, "{text}");
        }
    }
}
