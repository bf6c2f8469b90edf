//! An infinitive in the place of a clause's verb: *Le prix inclure la livraison*.

use super::Detector;
use super::clause_verb::{lacks_verb, opens};
use super::subject::{present, with_clitic};
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Number, Person, Pos, Tense};
use crate::text::{Shape, Word};

/// A subject that opens a clause and an infinitive in the place of its verb: *Le prix inclure la livraison. Si vous vouloir
/// payer*. Captures: `fixed`, the verb as the subject asks.
#[derive(Debug)]
pub struct InfinitiveForVerb;

impl Detector for InfinitiveForVerb {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
            || matches!(&*word.folded, "l'" | "nous" | "vous" | "elle" | "elles")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let before = grammar.form(grammar.before(at));
            let after_if = matches!(before, "si" | "lorsque" | "puisque") && asks_nothing(page, at);
            let stands_alone = || opens(page, at) && is_told(page, at);
            if !(after_if || stands_alone()) {
                continue;
            }
            let (found, person, number) = match grammar.form(Some(at)) {
                "nous" => (at + 1, Person::First, Number::Plural),
                "vous" => (at + 1, Person::Second, Number::Plural),
                "elle" => (at + 1, Person::Third, Number::Singular),
                "elles" => (at + 1, Person::Third, Number::Plural),
                _ => {
                    let Some(group) = grammar.noun_group(at) else { continue };
                    let Some(number) = group.agreement.number() else { continue };
                    if Grammar::may_be_infinitive(page.word(group.head)) {
                        continue;
                    }
                    (group.tokens.end, Person::Third, number)
                }
            };
            // “Ce produit ne convenir pas”
            let passes =
                |n: usize| matches!(grammar.form(Some(n)), "ne" | "n'" | "se" | "s'" | "y" | "lui" | "leur");
            let subject_end = found;
            let found = (found..found + 3).find(|&n| !passes(n)).unwrap_or(found);
            let same = page.tokens().get(found).is_some_and(|t| !t.sentence_start);
            // “si vous vouloir”: after a pronoun a word that may be a noun too is none.
            let pronoun = subject_end == at + 1;
            let infinitive = |w: &Word| {
                Grammar::is_infinitive(w)
                    || is_passive(&grammar, found)
                    || pronoun
                        && Grammar::may_be_infinitive(w)
                        && w.analyses.iter().all(|a| {
                            a.tag.mood_tense() == Some(Tense::Infinitive) || a.tag.pos() == Pos::Noun
                        })
            };
            let Some(verb) = grammar.word(found).filter(|w| same && infinitive(w)) else { continue };
            if verb.shape != Shape::Lower || !after_if && !lacks_verb(page, &grammar, at, found) {
                continue;
            }
            if let Some(form) = present(verb, (person, number)) {
                let (first, form) = with_clitic(page, &grammar, found, form);
                add(Hit::new(page.bytes(first..found + 1)).with("fixed", form));
            }
        }
    }
}

/// *être* before a participle is no noun: *Le joueur être transféré*.
fn is_passive(grammar: &Grammar, at: usize) -> bool {
    let participle = |n: usize| {
        grammar.word(n).is_some_and(|w| Grammar::may_be_participle(w) || w.is_only(&[Pos::Adverb]))
    };
    grammar.form(Some(at)) == "être" && grammar.next(at).is_some_and(participle)
}

/// Does the sentence end on a stop, with no inverted verb in it (*feit-il*)?
fn is_told(page: &Page, at: usize) -> bool {
    let mut sentence = page.block.sentence_of(at);
    let stop = sentence.end.checked_sub(1).is_some_and(|n| page.spelled(n) == ".");
    let speaks = |n: usize| page.spelled(n).starts_with('-') || matches!(page.spelled(n), "?" | "!");
    stop && !sentence.any(speaks)
}

/// Is the sentence no question?
fn asks_nothing(page: &Page, at: usize) -> bool {
    let sentence = page.block.sentence_of(at);
    sentence.end.checked_sub(1).is_some_and(|n| page.spelled(n) != "?")
}

/// A subject pronoun before an infinitive. Captures: `fixed`, the verb as the pronoun asks.
#[derive(Debug)]
pub struct SubjectInfinitive;

impl Detector for SubjectInfinitive {
    fn wakes(&self, word: &Word) -> bool {
        matches!(&*word.folded, "je" | "tu" | "il" | "on" | "ils" | "nous" | "vous")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| Grammar::is_infinitive(w) && w.shape == Shape::Lower)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(pronoun) = grammar.word(at) else { continue };
            let (person, number, open) = match &*pronoun.folded {
                "je" => (Person::First, Number::Singular, false),
                "tu" => (Person::Second, Number::Singular, false),
                "il" | "on" => (Person::Third, Number::Singular, false),
                "ils" => (Person::Third, Number::Plural, false),
                // These are objects as well: only a sentence of their own tells.
                "nous" => (Person::First, Number::Plural, true),
                "vous" => (Person::Second, Number::Plural, true),
                _ => continue,
            };
            let Some(found) = grammar.next(at) else { continue };
            let Some(verb) =
                grammar.word(found).filter(|w| Grammar::is_infinitive(w) && w.shape == Shape::Lower)
            else {
                continue;
            };
            if pronoun.text.starts_with('-') || open && !opens_question(page, &grammar, at, found) {
                continue;
            }
            let Some(form) = present(verb, (person, number)) else { continue };
            let fixed = format!("{} {form}", page.spelled(at));
            add(Hit::new(page.bytes(at..found + 1)).with("fixed", fixed));
        }
    }
}

/// Does *nous* or *vous* open a short sentence that holds no finite verb and ends with a question mark?
fn opens_question(page: &Page, grammar: &Grammar, at: usize, verb: usize) -> bool {
    let sentence = page.block.sentence_of(at);
    let asks = sentence.clone().any(|n| page.spelled(n) == "?");
    let finite = (verb + 1..sentence.end).filter_map(|n| grammar.word(n)).any(|w| {
        Grammar::may_be_finite(w)
            && !w.has_pos(Pos::Noun)
            && !w.has_pos(Pos::Adjective)
            && !w.has_pos(Pos::Preposition)
    });
    at == sentence.start && asks && !finite
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn an_infinitive_has_no_subject() {
        for (text, fixed) in [
            ("Le prix inclure la livraison.", "inclut"),
            ("Si vous vouloir payer, cliquez ici.", "voulez"),
            ("Nous offrir une garantie de deux ans.", "offrons"),
        ] {
            assert_eq!(mended(&InfinitiveForVerb, text).as_deref(), Some(fixed), "{text}");
        }
        for text in [
            "Nous offrir cela est son devoir.",
            "Vous marier !",
            "Cette idée laisse augurer la fin du conflit.",
        ] {
            assert_eq!(mended(&InfinitiveForVerb, text), None, "{text}");
        }
    }
}
