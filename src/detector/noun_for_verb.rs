//! A noun in the place of a verb that is spelled alike in English: *La chanteuse appel ses fans*.

use super::Detector;
use super::clause_verb::{CIRCUMSTANCES, lacks_verb, object_follows, opens};
use crate::engine::{Hit, Page};
use crate::grammar::{Grammar, is_time};
use crate::lexicon::Pos;
use crate::text::{Shape, Word};

/// A subject that opens a sentence, a noun where its verb is due, and an object, in a sentence without a verb.
#[derive(Debug)]
pub struct NounForVerb;

impl Detector for NounForVerb {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
            || matches!(&*word.folded, "l'" | "il" | "elle" | "ils" | "elles" | "on" | "je")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && (w.has_pos(Pos::Noun) || w.has_pos(Pos::Adjective)))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places.iter().filter(|&&at| opens(page, at)) {
            let Some(found) = subject_end(&grammar, at) else { continue };
            let Some(noun) =
                grammar.word(found).filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Noun]))
            else {
                continue;
            };
            let plain = !is_time(&noun.folded)
                && noun.folded.chars().count() > 3
                && !noun.folded.contains('-')
                && !CIRCUMSTANCES.contains(&&*noun.folded);
            let goes_on = if found == at + 1 {
                // After a pronoun no noun can stand.
                let next = grammar.next(found).and_then(|n| grammar.word(n));
                next.is_some_and(|w| w.shape == Shape::Lower)
            } else {
                object_follows(page, &grammar, found)
            };
            if plain && goes_on && lacks_verb(page, &grammar, at, found) {
                add(Hit::new(page.bytes(found..found + 1)));
            }
        }
    }
}

/// The token after the subject that opens at a token.
fn subject_end(grammar: &Grammar, at: usize) -> Option<usize> {
    if matches!(grammar.form(Some(at)), "il" | "elle" | "ils" | "elles" | "on" | "je") {
        return grammar.next(at);
    }
    let group = grammar.noun_group(at)?;
    grammar.next(group.tokens.end - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn a_noun_is_no_verb() {
        assert!(mended(&NounForVerb, "La chanteuse appel ses fans au calme.").is_some());
        for text in ["L'amendement numéro quinze est défendu.", "Le coin lecture, une idée pour tous."] {
            assert_eq!(mended(&NounForVerb, text), None, "{text}");
        }
    }
}
