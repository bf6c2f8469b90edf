//! A participle that opens a sentence and does not agree with the subject after it: *Situé à deux pas, la résidence*.

use super::Detector;
use super::predicate::report;
use crate::engine::{Hit, Page};
use crate::grammar::{Agreement, Grammar};
use crate::lexicon::{Lexicon, Pos};
use crate::text::{Shape, Word};

/// A participle that says what the subject is like, what completes it, a comma, and the subject. Captures: `fixed`.
#[derive(Debug)]
pub struct OpeningParticiple;

impl Detector for OpeningParticiple {
    fn wakes(&self, word: &Word) -> bool {
        let lexicon = Lexicon::embedded();
        word.shape == Shape::Capitalised
            && word.analyses.iter().any(|a| a.tag.adjectival() && LASTING.contains(&lexicon.lemma(a.lemma)))
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.has_pos(Pos::Preposition) || w.is_only(&[Pos::Adverb]))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places.iter().filter(|&&at| page.tokens()[at].sentence_start) {
            let Some(subject) = subject_after(page, &grammar, at) else { continue };
            report(page, at, subject, |a| a.tag.adjectival(), add);
        }
    }
}

/// What must agree with the participle: the noun group after the first comma, if it is the subject.
fn subject_after(page: &Page, grammar: &Grammar, at: usize) -> Option<Agreement> {
    let sentence = page.block.sentence_of(at);
    let comma = (at..sentence.end.min(at + 16)).find(|&n| page.spelled(n) == ",")?;
    let inside = || (at + 1..comma).filter_map(|n| grammar.word(n));
    // A clause of its own, or a list.
    let closed =
        |w: &Word| matches!(&*w.folded, "qui" | "que" | "qu'" | "dont" | "où" | "et" | "ou" | "mais");
    if inside().any(|w| closed(w) || Grammar::is_finite_only(w)) {
        return None;
    }
    let start = grammar.next(comma)?;
    // “Né à Paris, son talent”: what is someone's is not what the participle is said of.
    if matches!(
        grammar.form(Some(start)),
        "son" | "sa" | "ses" | "leur" | "leurs" | "du" | "des" | "au" | "aux"
    ) {
        return None;
    }
    let group = grammar.noun_group(start)?;
    let end = grammar.complements(group.tokens.end);
    // The verb comes next, and no other comma: “Situé au nord, la mer à l'est, il”.
    let verb = grammar.verb_of(end)?;
    (verb < sentence.end).then_some(group.agreement)
}

/// Verbs whose participle, before its subject, tells what that is.
const LASTING: [&str; 38] = [
    "accompagner",
    "adapter",
    "adopter",
    "baser",
    "bâtir",
    "classer",
    "composer",
    "concevoir",
    "connaître",
    "considérer",
    "construire",
    "coproduire",
    "créer",
    "destiner",
    "diffuser",
    "diriger",
    "doter",
    "développer",
    "entourer",
    "fabriquer",
    "fonder",
    "habiller",
    "implanter",
    "inspirer",
    "installer",
    "lancer",
    "nicher",
    "produire",
    "publier",
    "réaliser",
    "réputer",
    "situer",
    "soutenir",
    "surnommer",
    "tourner",
    "utiliser",
    "écrire",
    "équiper",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn what_opens_a_sentence_goes_with_its_subject() {
        for (text, fixed) in [
            ("Situé à deux pas de la gare, la résidence accueille cent étudiants.", "Située"),
            ("Équipé de deux caméras, les voitures roulent seules.", "Équipées"),
        ] {
            assert_eq!(mended(&OpeningParticiple, text).as_deref(), Some(fixed), "{text}");
        }
    }

    #[test]
    fn what_is_said_of_another_is_left_alone() {
        for text in [
            "Connu pour son humour, sa carrière reste courte.",
            "Situé à deux pas, l'hôtel accueille cent étudiants.",
            "Fondé en 1920, rénové en 2001, la façade en est classée.",
        ] {
            assert_eq!(mended(&OpeningParticiple, text), None, "{text}");
        }
    }
}
