//! A counted subject and a verb of the other number: *plusieurs joueurs a manqué, chaque enfant reçoivent*.

use super::Detector;
use super::subject::{in_person, with_clitic};
use crate::engine::{Hit, Page};
use crate::grammar::{Grammar, is_time};
use crate::lexicon::{Number, Person, Pos};
use crate::text::{Shape, Word};

/// *plusieurs, certains, tous les, deux* or *chaque, aucun, tout le* with its noun where a clause opens, and a verb of the
/// other number. Captures: `fixed`, the verb as its subject asks.
#[derive(Debug)]
pub struct CountedSubject;

impl Detector for CountedSubject {
    fn wakes(&self, word: &Word) -> bool {
        counts(&word.folded).is_some()
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(number) = counts(grammar.form(Some(at))).filter(|_| grammar.opens_clause(at)) else {
                continue;
            };
            let Some(end) = subject_end(&grammar, at, number) else { continue };
            let Some(found) = grammar.verb_of(end) else { continue };
            let verb = page.word(found);
            let persons = Grammar::persons(verb);
            let wanted = (Person::Third, number);
            let third = persons.iter().any(|&(person, _)| person == Person::Third);
            // “Deux heures est un délai court”: a measure is one thing. A participle tells that something was done.
            let numeral = page.word(at).has_pos(Pos::Numeral);
            let acted = grammar.next(found).and_then(|n| grammar.word(n)).is_some_and(Grammar::is_participle)
                || grammar.form(grammar.next(found)) == "été";
            let copula = Grammar::is_auxiliary(verb, "être");
            if persons.contains(&wanted) || !third || (numeral || copula) && !acted {
                continue;
            }
            if let Some(form) = in_person(verb, wanted) {
                let (first, form) = with_clitic(page, &grammar, found, form);
                add(Hit::new(page.bytes(first..found + 1)).with("fixed", form));
            }
        }
    }
}

/// The number that a word of quantity gives to its verb.
fn counts(folded: &str) -> Option<Number> {
    Some(match folded {
        "plusieurs" | "certains" | "certaines" | "quelques" | "tous" | "toutes" | "beaucoup" | "deux"
        | "trois" | "quatre" | "cinq" | "six" | "sept" | "huit" | "neuf" | "dix" | "onze" | "douze"
        | "quinze" | "vingt" => Number::Plural,
        "chaque" | "aucun" | "aucune" | "tout" => Number::Singular,
        _ => return None,
    })
}

/// The token after the noun group that a word of quantity opens.
fn subject_end(grammar: &Grammar, at: usize, number: Number) -> Option<usize> {
    let mut head = grammar.next(at)?;
    match grammar.form(Some(at)) {
        "tous" | "toutes" => {
            let determined =
                matches!(grammar.form(Some(head)), "les" | "ces" | "ses" | "nos" | "vos" | "mes" | "leurs");
            head = determined.then(|| grammar.next(head))??;
        }
        "tout" => {
            let everybody = grammar.form(Some(head)) == "le" && grammar.form(grammar.next(head)) == "monde";
            return everybody.then_some(head + 2);
        }
        "beaucoup" => {
            head = matches!(grammar.form(Some(head)), "de" | "d'").then(|| grammar.next(head))??;
        }
        _ => {}
    }
    while grammar.word(head).is_some_and(|w| w.is_only(&[Pos::Adjective]))
        || grammar.noun_of_preposed(head).is_some()
    {
        head = grammar.next(head)?;
    }
    let noun = grammar.word(head).filter(|w| w.shape == Shape::Lower && w.has_pos(Pos::Noun))?;
    if !noun.is_only(&[Pos::Noun, Pos::Adjective]) || Grammar::noun(noun)?.number() != Some(number) {
        return None;
    }
    // “Quelques jours après est né son frère”, “Plusieurs fois a retenti la cloche”.
    if is_time(&noun.folded) {
        return None;
    }
    let mut end = head + 1;
    while let Some(word) = grammar.next(end - 1).and_then(|n| grammar.word(n)) {
        if Grammar::adjective(word).is_none() || Grammar::may_be_finite(word) || &*word.folded == "est" {
            break;
        }
        end += 1;
    }
    Some(grammar.complements(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn what_is_counted_tells_the_number_of_the_verb() {
        for (text, fixed) in [
            ("Plusieurs joueurs a manqué la séance.", "ont"),
            ("Chaque enfant reçoivent un cadeau.", "reçoit"),
            ("Tout le monde peuvent venir.", "peut"),
            ("Deux hommes a été arrêtés.", "ont"),
        ] {
            assert_eq!(mended(&CountedSubject, text).as_deref(), Some(fixed), "{text}");
        }
    }

    #[test]
    fn measures_and_times_are_left_alone() {
        for text in [
            "Deux heures est un délai court.",
            "Plusieurs fois a retenti la cloche.",
            "Beaucoup de monde est venu.",
            "Chaque joueur et chaque arbitre ont signé.",
        ] {
            assert_eq!(mended(&CountedSubject, text), None, "{text}");
        }
    }
}
