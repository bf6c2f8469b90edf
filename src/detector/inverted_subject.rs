//! A question whose subject comes after its verb, and does not agree with it: *Que pense les clients ?*

use super::Detector;
use super::subject::in_person;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Number, Person, Pos};
use crate::text::{Shape, Word};

/// *que, où, comment, quand, combien*, a verb in the third person, and a noun of the other number, in a question.
/// Captures: `fixed`, the verb as its subject asks.
#[derive(Debug)]
pub struct InvertedSubject;

impl Detector for InvertedSubject {
    fn wakes(&self, word: &Word) -> bool {
        asks(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.has_pos(Pos::Verb) || matches!(&*w.folded, "se" | "s'"))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places.iter().filter(|&&at| page.tokens()[at].sentence_start) {
            let sentence = page.block.sentence_of(at);
            let question = sentence.end.checked_sub(1).is_some_and(|n| page.spelled(n) == "?");
            if !question || !asks(grammar.form(Some(at))) {
                continue;
            }
            if let Some((verb, number)) = verb_and_number(page, &grammar, at)
                && let Some(form) = in_person(page.word(verb), (Person::Third, number))
            {
                add(Hit::new(page.bytes(verb..verb + 1)).with("fixed", form));
            }
        }
    }
}

fn asks(folded: &str) -> bool {
    matches!(folded, "que" | "où" | "comment" | "quand" | "combien")
}

/// The verb after a word that asks, and the other number, which its subject has.
fn verb_and_number(page: &Page, grammar: &Grammar, at: usize) -> Option<(usize, Number)> {
    let mut verb = grammar.next(at)?;
    if matches!(grammar.form(Some(verb)), "se" | "s'") {
        verb = grammar.next(verb)?;
    }
    let word =
        grammar.word(verb).filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Verb, Pos::Noun]))?;
    let persons = Grammar::persons(word);
    let determiner = grammar.next(verb)?;
    let number = match grammar.form(Some(determiner)) {
        "les" | "ces" | "mes" | "tes" | "ses" | "nos" | "vos" | "leurs" => Number::Plural,
        "le" | "la" | "ce" | "cette" | "mon" | "ma" | "ton" | "ta" | "son" | "sa" | "notre" | "votre" => {
            Number::Singular
        }
        _ => return None,
    };
    let third = persons.iter().any(|&(person, _)| person == Person::Third);
    if !third || persons.contains(&(Person::Third, number)) {
        return None;
    }
    let next = grammar.next(determiner)?;
    let noun = grammar.noun_of_preposed(next).unwrap_or(next);
    let own = grammar.word(noun).filter(|w| {
        w.shape == Shape::Lower && w.has_pos(Pos::Noun) && w.is_only(&[Pos::Noun, Pos::Adjective])
    })?;
    // “Que font le père et le fils ?”: two are many.
    let sentence = page.block.sentence_of(at);
    let joined = (noun..sentence.end).any(|n| matches!(page.spelled(n), "et" | "," | "ou"));
    (Grammar::noun(own)?.number() == Some(number) && !joined).then_some((verb, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn a_subject_after_its_verb_tells_its_number() {
        for (text, fixed) in [
            ("Que pense les clients de ce prix ?", "pensent"),
            ("Comment s'appelle tes enfants ?", "appellent"),
            ("Où habitent ton voisin ?", "habite"),
        ] {
            assert_eq!(mended(&InvertedSubject, text).as_deref(), Some(fixed), "{text}");
        }
    }

    #[test]
    fn two_subjects_and_agreeing_ones_are_left_alone() {
        for text in ["Que font le père et le fils ?", "Où vont les gens ?", "Que fait le joueur ?"] {
            assert_eq!(mended(&InvertedSubject, text), None, "{text}");
        }
    }
}
