//! Agreement of an adjective with the noun after it: *les sec ingrédients, la première match*.

use std::ops::Range;

use super::Detector;
use crate::engine::{Hit, Page, before_noun, determiner_before};
use crate::grammar::{Agreement, Grammar, is_unchanging};
use crate::lexicon::{Features, Lexicon, Pos, fold};
use crate::text::{Shape, Word, capitalised};

fn is_adjective_before_noun(word: &Word) -> bool {
    word.has_pos(Pos::Adjective) && word.is_only(&[Pos::Adjective, Pos::Adverb, Pos::Noun])
}

/// A determiner and its noun, and between them an adjective that goes with neither: *les sec ingrédients*.
/// Captures: `fixed`.
#[derive(Debug)]
pub struct AdjectiveNoun;

impl Detector for AdjectiveNoun {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
            || matches!(&*word.folded, "leur" | "quelques" | "plusieurs")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && is_adjective_before_noun(w))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            if let Some((range, fixed)) = preposed(page, &grammar, at) {
                add(Hit::new(range).with("fixed", fixed));
                continue;
            }
            let Some(determiner) = grammar.determiner(at) else { continue };
            let lower = |n: usize| grammar.word(n).filter(|w| w.shape == Shape::Lower);
            let Some(found) = grammar.next(at) else { continue };
            let Some(adjective) = lower(found).filter(|w| is_adjective_before_noun(w)) else { continue };
            let Some(noun) = grammar.next(found).and_then(lower).filter(|w| w.is_only(&[Pos::Noun])) else {
                continue;
            };
            let (Some(own), Some(noun)) = (Grammar::adjective(adjective), Grammar::noun(noun)) else {
                continue;
            };
            // “les isolateurs céramiques”: a noun that the determiner goes with, and another.
            if Grammar::noun(adjective).is_some_and(|a| !a.and(determiner).is_empty()) {
                continue;
            }
            let group = noun.and(determiner);
            if group.is_empty() || !own.and(group).is_empty() || is_unchanging(&adjective.folded) {
                continue;
            }
            let (Some(gender), Some(number)) = (group.gender(), group.number()) else { continue };
            let reading = adjective.analyses.iter().find(|a| a.tag.pos() == Pos::Adjective);
            let Some(lemma) = reading.map(|a| a.lemma) else { continue };
            let features = Features::new().pos(Pos::Adjective).gender(gender).number(number);
            if let Some(form) = Lexicon::embedded().inflect(lemma, &features) {
                add(Hit::new(page.bytes(found..found + 1)).with("fixed", form));
            }
        }
    }
}

/// A determiner, an adjective that stands before its noun, and a noun that does not go with the adjective: *la première
/// match, des belle yeux*. Gives what is wrong, from the determiner to the adjective, and what should stand there.
fn preposed(page: &Page, grammar: &Grammar, at: usize) -> Option<(Range<usize>, String)> {
    let determiner = grammar.word(at)?;
    // “cinq cent un deuxième essai”: a number.
    let counted = grammar.before(at).and_then(|n| grammar.word(n)).is_some_and(|w| w.has_pos(Pos::Numeral));
    if counted
        || matches!(grammar.form(grammar.before(at)), "et") && matches!(&*determiner.folded, "un" | "une")
    {
        return None;
    }
    let found = grammar.next(at)?;
    let noun_at = grammar.noun_of_preposed(found)?;
    let (adjective, noun) = (grammar.word(found)?, grammar.word(noun_at)?);
    if left_alone(adjective, noun) {
        return None;
    }
    // Before an adjective and its noun, *le, la, les* are articles.
    let readings =
        determiner.analyses.iter().filter(|a| matches!(a.tag.pos(), Pos::Determiner | Pos::Preposition));
    let wanted = readings.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
    let (own, of_noun) = (Grammar::adjective(adjective)?, Grammar::noun(noun)?);
    if let Some(form) = noun_of_other_number(noun, own.and(wanted), of_noun) {
        return Some((page.bytes(noun_at..noun_at + 1), form));
    }
    let (pair, group) = (own.and(of_noun), wanted.and(of_noun));
    if wanted.is_empty() || !pair.and(wanted).is_empty() {
        return None;
    }
    let (gender, number) = match (group.gender(), group.number()) {
        (Some(gender), Some(number)) if pair.is_empty() => (gender, number),
        // The noun took the place of one of another gender: all three are of one number.
        _ if group.is_empty() => {
            (of_noun.gender()?, wanted.number().filter(|&n| of_noun.number() == Some(n))?)
        }
        _ => return None,
    };
    let lemma = adjective.analyses.iter().find(|a| a.tag.pos() == Pos::Adjective)?.lemma;
    let features = Features::new().pos(Pos::Adjective).gender(gender).number(number);
    let form = Lexicon::embedded().inflect(lemma, &features)?;
    let form = before_noun(form, (gender, number), &noun.folded);
    if !group.is_empty() {
        return Some((page.bytes(found..found + 1), form));
    }
    let vowel = Lexicon::embedded().elides(&fold(&form));
    let article = determiner_before(&determiner.folded, (gender, number), vowel)?;
    let article = if determiner.is_capitalised() { capitalised(&article) } else { article };
    Some((page.bytes(at..found + 1), format!("{article}{form}")))
}

/// The noun in the number of its determiner and its adjective, which are sure of both gender and number: *la première étapes*.
fn noun_of_other_number(noun: &Word, wanted: Agreement, own: Agreement) -> Option<String> {
    let (number, gender) = (wanted.number()?, own.gender()?);
    let other = own.number().filter(|&n| n != number && noun.is_only(&[Pos::Noun]))?;
    // The gender goes, the number alone does not.
    let agrees = !wanted.and(Agreement::pairs(gender, number)).is_empty()
        && wanted.and(Agreement::pairs(gender, other)).is_empty();
    let lemma = noun.analyses.iter().find(|a| a.tag.pos() == Pos::Noun && agrees)?.lemma;
    Lexicon::embedded().inflect(lemma, &Features::new().pos(Pos::Noun).gender(gender).number(number))
}

/// Adjectives and nouns that go together though they do not agree: *à grand peine, le deuxième classe, un troisième ligne*.
fn left_alone(adjective: &Word, noun: &Word) -> bool {
    const AFTER_GRAND: [&str; 16] = [
        "rue", "place", "route", "messe", "mère", "faim", "soif", "peine", "peur", "chose", "croix", "voile",
        "tante", "honte", "pitié", "hâte",
    ];
    &*adjective.folded == "grand" && AFTER_GRAND.contains(&&*noun.folded)
        || matches!(
            &*noun.folded,
            "classe" | "ligne" | "main" | "couteau" | "gens" | "amour" | "amours" | "délice" | "orgue"
        )
        || is_unchanging(&adjective.folded)
            && !matches!(&*adjective.folded, "grand" | "haut" | "court" | "faux")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn an_adjective_goes_with_the_noun_after_it() {
        for (text, fixed) in [
            ("Mélangez les sec ingrédients dans un bol.", "secs"),
            ("La première match aura lieu samedi.", "Le premier"),
            ("Il attend un nouvelle occasion.", "une nouvelle"),
        ] {
            assert_eq!(mended(&AdjectiveNoun, text).as_deref(), Some(fixed), "{text}");
        }
    }

    #[test]
    fn sound_sentences_are_left_alone() {
        for text in ["Le petit joue dans la cour.", "À grand peine, il finit.", "Cet ancien élève revient."]
        {
            assert_eq!(mended(&AdjectiveNoun, text), None, "{text}");
        }
    }
}
