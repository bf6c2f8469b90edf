//! What is said of a subject inside a sentence, or of an object: *il fait froid et la nuit est long, rend la peau doux*.

use super::Detector;
use super::predicate::{after_adverbs, is_unchanged, report};
use crate::engine::{Hit, Page};
use crate::grammar::{Agreement, Grammar, is_open_adjective, is_time};
use crate::lexicon::{Lexicon, Number, Person, Pos};
use crate::text::{Shape, Word};

/// What a clause inside a sentence says of its subject, right before a form of *être*: *Il fait froid et la nuit est
/// long*. Captures: `fixed`.
#[derive(Debug)]
pub struct InnerPredicate;

impl Detector for InnerPredicate {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded) || &*word.folded == "l'"
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && w.has_pos(Pos::Noun))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(before) = grammar.before(at) else { continue };
            let comma = matches!(page.spelled(before), "," | ":" | "(" | "–" | "—");
            // “Il se peut que la batterie soit usé”
            let wished = matches!(grammar.form(Some(before)), "que" | "qu'");
            let joined = grammar.form(Some(before)) == "et";
            // “puis sa porte était ouverte”
            let opens = |n: usize| {
                grammar.before(n).is_none_or(|n| matches!(grammar.form(Some(n)), "," | ":" | "et" | "mais"))
            };
            let then = opens(before)
                && grammar.word(before).is_some_and(|w| {
                    w.is_only(&[Pos::Adverb]) || matches!(&*w.folded, "puis" | "alors" | "or" | "donc")
                });
            if !(comma || wished || joined || then) || !wished && grammar.opens_clause(at) {
                continue;
            }
            // “la détection est bienvenue”: of two nouns joined, the first tells, in a clause of its own.
            if joined && !verb_alone_before(&grammar, before) {
                continue;
            }
            let Some((end, subject)) = subject_here(&grammar, at) else { continue };
            let copula = |w: &Word| {
                ["être", "sembler", "rester", "devenir", "paraître"]
                    .iter()
                    .any(|lemma| Grammar::is_auxiliary(w, lemma))
            };
            // Of two in a list or joined, a plural may be of all that came before.
            let Some(number) = subject.number() else { continue };
            if number == Number::Plural && (comma || joined) && grammar.form(Some(before)) != ":" {
                continue;
            }
            let verb = grammar.next(end - 1).filter(|&n| {
                grammar.word(n).is_some_and(|w| {
                    w.shape == Shape::Lower
                        && copula(w)
                        && Grammar::persons(w).contains(&(Person::Third, number))
                })
            });
            let Some(said) = verb.and_then(|n| after_adverbs(&grammar, n)) else { continue };
            let word = page.word(said);
            let adjectival = word.analyses.iter().any(|a| a.tag.adjectival());
            let grammatical =
                [Pos::Preposition, Pos::Determiner, Pos::Pronoun].iter().any(|&pos| word.has_pos(pos));
            // “et la mer est né un empire”: the subject comes after a participle.
            let participle = Grammar::may_be_participle(word) && joined;
            let next = grammar.next(said).and_then(|n| grammar.word(n));
            let goes_on = next
                .is_some_and(|w| w.has_pos(Pos::Noun) && w.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb]));
            let sound = is_unchanged(&word.folded);
            if adjectival && !grammatical && !participle && !goes_on && !sound {
                report(page, said, subject, |a| a.tag.adjectival(), add);
            }
        }
    }
}

/// A noun group, and what it is: *la sauce* is one before *est*, though *sauce* may be a verb.
pub(super) fn subject_here(grammar: &Grammar, at: usize) -> Option<(usize, Agreement)> {
    if let Some(group) = grammar.noun_group(at) {
        return Some((group.tokens.end, group.agreement));
    }
    let article = grammar.word(at).filter(|w| matches!(&*w.folded, "le" | "la" | "les" | "l'"))?;
    let noun = grammar.next(at)?;
    let own = grammar.word(noun).filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Noun, Pos::Verb]))?;
    let readings = article.analyses.iter().filter(|a| a.tag.pos() == Pos::Determiner);
    let wanted = readings.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
    let agreement = Grammar::noun(own)?.and(wanted);
    (!agreement.is_empty()).then_some((noun + 1, agreement))
}

/// Is there, before *et*, a clause with a verb, and no relative or conjunction that the verb may belong to?
fn verb_alone_before(grammar: &Grammar, and: usize) -> bool {
    let before =
        || std::iter::successors(grammar.before(and), |&n| grammar.before(n)).filter_map(|n| grammar.word(n));
    let opens = |w: &Word| {
        matches!(
            &*w.folded,
            "qui" | "que" | "qu'" | "dont" | "où" | "si" | "quand" | "lorsque" | "comme" | "entre"
        )
    };
    before().any(Grammar::may_be_finite) && !before().any(opens)
}

/// *rendre, laisser, trouver*, a noun with its article, and an adjective that does not go with it: *rend la peau doux, a
/// laissé la porte ouvert*. Captures: `fixed`.
#[derive(Debug)]
pub struct ObjectAttribute;

impl Detector for ObjectAttribute {
    fn wakes(&self, word: &Word) -> bool {
        matches!(
            &*word.folded,
            "le" | "la"
                | "les"
                | "l'"
                | "sa"
                | "son"
                | "ses"
                | "ce"
                | "cette"
                | "ces"
                | "votre"
                | "vos"
                | "leurs"
        )
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && w.has_pos(Pos::Noun))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        let lexicon = Lexicon::embedded();
        for &at in places {
            let makes = grammar.before(at).and_then(|n| grammar.word(n)).is_some_and(|w| {
                w.analyses
                    .iter()
                    .any(|a| a.tag.pos() == Pos::Verb && MAKING.contains(&lexicon.lemma(a.lemma)))
            });
            let Some(noun_at) = grammar.next(at).filter(|_| makes) else { continue };
            let Some(article) = grammar.word(at) else { continue };
            let Some(noun) = grammar.word(noun_at).filter(|w| {
                w.shape == Shape::Lower && w.is_only(&[Pos::Noun, Pos::Verb]) && !is_time(&w.folded)
            }) else {
                continue;
            };
            let readings = article.analyses.iter().filter(|a| a.tag.pos() == Pos::Determiner);
            let wanted = readings.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
            let Some(group) = Grammar::noun(noun).map(|own| own.and(wanted)).filter(|g| !g.is_empty()) else {
                continue;
            };
            let Some(said) = after_adverbs(&grammar, noun_at) else { continue };
            let word = page.word(said);
            let plain = word.is_only(&[Pos::Adjective])
                || Grammar::may_be_participle(word) && !Grammar::may_be_finite(word)
                || is_open_adjective(word);
            // “les valeurs minimale et maximale”
            let own = Grammar::adjective(word).and_then(Agreement::number);
            let goes_on = group.number() != Some(Number::Plural) || own == group.number();
            let ends = grammar.next(said).is_none_or(|n| match grammar.form(Some(n)) {
                "." | "!" | ";" | "pour" | "dans" | "après" => true,
                "," | "et" | "mais" => goes_on,
                _ => false,
            });
            if plain && ends && !is_unchanged(&word.folded) {
                report(page, said, group, |a| a.tag.adjectival(), add);
            }
        }
    }
}

/// Verbs that say what their object becomes, or is.
const MAKING: [&str; 5] = ["rendre", "laisser", "trouver", "garder", "maintenir"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn a_clause_inside_a_sentence_is_asked_too() {
        for (text, fixed) in [
            ("Il fait froid et la nuit est long.", "longue"),
            ("Il pense que la batterie soit usé.", "usée"),
            ("Mon avis : les chaussures sont confortable.", "confortables"),
        ] {
            assert_eq!(mended(&InnerPredicate, text).as_deref(), Some(fixed), "{text}");
        }
        for text in ["Tout ce qui aide la vue et la mer est bienvenu.", "Le vent tombe et la mer est calme."]
        {
            assert_eq!(mended(&InnerPredicate, text), None, "{text}");
        }
    }

    #[test]
    fn an_object_is_made_what_goes_with_it() {
        assert_eq!(mended(&ObjectAttribute, "Elle laisse la fenêtre ouvert.").as_deref(), Some("ouverte"));
        assert_eq!(mended(&ObjectAttribute, "Elle laisse la fenêtre ouverte."), None);
    }
}
