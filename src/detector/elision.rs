//! Elision and the forms before a vowel: *que Isaac*, *ne optez*, *la ancienne*, *ma amie*, *ce homme*,
//! and the reverse, *l'vétéran*.

use super::Detector;
use crate::engine::{Hit, Page, determiner_before};
use crate::grammar::{Agreement, Grammar};
use crate::lexicon::{Gender, Number, Pos};
use crate::text::{Shape, Word, capitalised};

/// A word that should have lost its vowel, or changed, before the next one. Capture: `fixed`.
#[derive(Debug)]
pub struct MissingElision;

impl Detector for MissingElision {
    fn wakes(&self, word: &Word) -> bool {
        word.folded.len() <= 8 && could_elide(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(starts_with_vowel)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(word) = grammar.word(at) else { continue };
            let Some(next) = grammar.next(at) else { continue };
            let Some(follows) = grammar.word(next).filter(|_| page.tokens()[next].space_before) else {
                continue;
            };
            if word.folded.len() > 8 || !could_elide(&word.folded) || !starts_with_vowel(follows) {
                continue;
            }
            // An acronym: “Durand SA est”.
            if word.shape == Shape::Upper && word.text.chars().count() > 1 && follows.shape != Shape::Upper {
                continue;
            }
            if !sounds_like_vowel(&grammar, next, follows) {
                continue;
            }
            if let Some(head) = elided(page, &grammar, at, word, next, follows) {
                let range = page.bytes(at..next + 1);
                let fixed = format!("{head}{}", page.spelled(next));
                add(Hit::new(range).with("fixed", fixed));
            }
        }
    }
}

fn could_elide(form: &str) -> bool {
    matches!(
        form,
        "le" | "la"
            | "de"
            | "que"
            | "ne"
            | "se"
            | "je"
            | "me"
            | "te"
            | "jusque"
            | "lorsque"
            | "puisque"
            | "quoique"
            | "si"
            | "ce"
            | "ma"
            | "ta"
            | "sa"
            | "du"
            | "au"
            | "nouveau"
            | "beau"
    )
}

fn starts_with_vowel(word: &Word) -> bool {
    word.folded.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'h', 'à', 'â', 'é', 'è', 'ê', 'î', 'ô', 'ï', 'ë'])
}

fn starts_with_consonant(word: &Word) -> bool {
    word.folded.starts_with(|c: char| c.is_ascii_alphabetic() && !"aeiouyh".contains(c))
}

/// Does French elide before this word where it stands?
fn sounds_like_vowel(grammar: &Grammar, at: usize, word: &Word) -> bool {
    let letters = word.folded.chars().count();
    if !word.elides() || letters < 2 && !matches!(&*word.folded, "y" | "à" | "a") {
        return false;
    }
    // Names that French does not know may be spoken in another way: Holly.
    let spoken_h = word.folded.starts_with('h') && word.is_capitalised() && !word.is_french();
    !spoken_h && !grammar.is_strange(at)
}

/// The word before, as it should stand, with its space if it keeps one.
fn elided(
    page: &Page,
    grammar: &Grammar,
    at: usize,
    word: &Word,
    next: usize,
    follows: &Word,
) -> Option<String> {
    let written = page.spelled(at);
    let cut = || Some(format!("{}'", &written[..written.len() - 1]));
    let common = follows.is_french() && follows.shape == Shape::Lower;
    let before = grammar.before(at);
    // A particle of a name: Manoel de Oliveira, La Algodonera.
    // A label of the screen, a letter: “l’état de Activer”, “de A à Z”. What joins two prepositions: “de ou vers”.
    let label = follows.is_capitalised()
        && (Grammar::may_be_infinitive(follows) || follows.text.chars().count() == 1);
    if label || follows.is_only(&[Pos::Conjunction, Pos::Preposition]) && &*word.folded == "de" {
        return None;
    }
    if follows.is_capitalised() && (before.is_some_and(|n| page.is_name(n)) || word.is_capitalised()) {
        return None;
    }
    match &*word.folded {
        "que" | "ne" | "se" | "me" | "te" | "jusque" if !is_letter_name(follows) => cut(),
        // These elide before few words for sure; before others (“lorsque aucun”) usage is divided.
        "lorsque" | "puisque" | "quoique"
            if matches!(&*follows.folded, "il" | "ils" | "elle" | "elles" | "on" | "en" | "un" | "une") =>
        {
            cut()
        }
        "je" if common && Grammar::may_be_finite(follows) || &*follows.folded == "y" => cut(),
        // “de un à dix” counts; before a noun it is an article.
        "de" if matches!(&*follows.folded, "un" | "une") => {
            let noun = grammar.next(next).and_then(|n| grammar.word(n)).filter(|w| w.shape == Shape::Lower);
            let counted =
                ["virgule", "million", "milliard", "millier", "pourcent", "pixel", "octet", "bit", "euro"];
            noun.filter(|w| {
                w.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb]) && !counted.contains(&&*w.folded)
            })
            .and_then(|_| cut())
        }
        "de" if !is_letter_name(follows) => match part_of(grammar, before, follows) {
            Some(number) => {
                let article = if number == Number::Plural { "des" } else { "du" };
                determiner_before(article, (Gender::Masculine, number), true)
            }
            None => cut(),
        },
        "le" | "la" if common && !is_mentioned(follows) => {
            let noun = follows.is_only(&[Pos::Noun, Pos::Adjective]);
            let verb = Grammar::may_be_finite(follows) && before.is_some_and(|n| is_subject(grammar, n));
            (noun || verb).then(cut)?
        }
        "si" if matches!(&*follows.folded, "il" | "ils") => cut(),
        "ce" if common => match &*follows.folded {
            "est" | "était" | "étaient" => cut(),
            _ => {
                let noun = follows.is_only(&[Pos::Noun, Pos::Adjective]);
                let agreement = Grammar::nominal(follows)?;
                let single = agreement.number() == Some(Number::Singular);
                let due = (agreement.gender()?, Number::Singular);
                let form = determiner_before("ce", due, true)?;
                (noun && single).then(|| in_case_of(written, &form))
            }
        },
        "ma" | "ta" | "sa" if common => {
            let noun = follows.is_only(&[Pos::Noun, Pos::Adjective]) || Grammar::noun(follows).is_some();
            let form = determiner_before(&word.folded, (Gender::Feminine, Number::Singular), true)?;
            noun.then(|| in_case_of(written, &form))
        }
        // “un nouveau album”: before a noun of the singular alone.
        "nouveau" | "beau" if common && is_singular(grammar.form(before)) => {
            let single = Agreement::pairs(Gender::Masculine, Number::Singular);
            let noun =
                follows.is_only(&[Pos::Noun, Pos::Adjective]) && Grammar::noun(follows) == Some(single);
            let form = match &*word.folded {
                "nouveau" => "nouvel ",
                _ => "bel ",
            };
            noun.then(|| in_case_of(written, form))
        }
        "du" | "au" if common => {
            let noun = follows.is_only(&[Pos::Noun, Pos::Adjective]);
            let single = Grammar::nominal(follows)?.number() == Some(Number::Singular);
            let form = determiner_before(&word.folded, (Gender::Masculine, Number::Singular), true)?;
            (noun && single).then(|| in_case_of(written, &form))
        }
        _ => None,
    }
    .filter(|_| next > at)
}

/// After *la plupart, la moitié, bien*, which take the article of what they are a part of: the number of the noun that
/// follows *de*.
fn part_of(grammar: &Grammar, before: Option<usize>, noun: &Word) -> Option<Number> {
    let number =
        Grammar::noun(noun).filter(|_| noun.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb]))?.number()?;
    let article = || grammar.form(before.and_then(|n| grammar.before(n)));
    let part = match grammar.form(before) {
        "plupart" | "majorité" | "moitié" | "totalité" => matches!(article(), "la"),
        "ensemble" | "reste" | "tiers" | "quart" => matches!(article(), "l'" | "le"),
        "chacun" | "chacune" => number == Number::Plural,
        // “un bien de équipement” is a noun.
        "bien" => {
            number == Number::Plural
                && !matches!(article(), "un" | "le" | "ce" | "du" | "son" | "aussi" | "si")
        }
        _ => false,
    };
    part.then_some(number)
}

/// Is it a determiner of a masculine singular?
fn is_singular(folded: &str) -> bool {
    matches!(
        folded,
        "un" | "le"
            | "ce"
            | "du"
            | "au"
            | "mon"
            | "ton"
            | "son"
            | "notre"
            | "votre"
            | "leur"
            | "quel"
            | "chaque"
    )
}

/// Is the token a subject that a pronoun object may follow?
fn is_subject(grammar: &Grammar, token: usize) -> bool {
    let form = grammar.form(Some(token));
    Grammar::is_subject_pronoun(form) || matches!(form, "elle" | "elles" | "nous" | "vous" | "qui" | "ne")
}

/// Letters and words that are mentioned: *le a*, *que « oui »*.
fn is_letter_name(word: &Word) -> bool {
    word.folded.chars().count() == 1 && !matches!(&*word.folded, "y" | "à" | "a")
}

/// Nouns that keep *le, la* before their vowel when they are meant as words: *la une*, *le un*.
fn is_mentioned(word: &Word) -> bool {
    matches!(
        &*word.folded,
        "une" | "un" | "or" | "ou" | "et" | "où" | "en" | "ex" | "ut" | "iode" | "ion" | "uns"
    )
}

fn in_case_of(written: &str, form: &str) -> String {
    if written.starts_with(char::is_uppercase) {
        return capitalised(form);
    }
    form.to_string()
}

/// An elided article or preposition before a consonant: a swap that kept it. Capture: `fixed`.
#[derive(Debug)]
pub struct WrongElision;

impl Detector for WrongElision {
    fn wakes(&self, word: &Word) -> bool {
        matches!(&*word.folded, "l'" | "d'" | "qu'" | "n'")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| starts_with_consonant(w) && w.shape == Shape::Lower && w.is_french())
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let token = page.tokens()[at];
            let Some(word) = grammar.word(at).filter(|w| w.folded.ends_with('\'')) else { continue };
            let Some(follows) = grammar.next(at).and_then(|n| grammar.word(n)) else { continue };
            let glued = page.tokens()[at + 1].start == token.end;
            if !glued
                || !starts_with_consonant(follows)
                || follows.shape != Shape::Lower
                || !follows.is_french()
                || follows.folded.len() < 3
            {
                continue;
            }
            let full = match &*word.folded {
                "l'" => {
                    let agreement = Grammar::noun(follows).or(Grammar::adjective(follows));
                    let Some(agreement) = agreement.filter(|a| a.number() == Some(Number::Singular)) else {
                        continue;
                    };
                    match agreement.gender() {
                        Some(Gender::Feminine) => "la",
                        Some(Gender::Masculine) => "le",
                        _ => continue,
                    }
                }
                "d'" => "de",
                "qu'" => "que",
                "n'" => "ne",
                _ => continue,
            };
            let fixed = format!("{} {}", in_case_of(page.spelled(at), full), page.spelled(at + 1));
            add(Hit::new(page.bytes(at..at + 2)).with("fixed", fixed));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn a_vowel_is_lost_before_another() {
        for (text, fixed) in [
            ("Elle pense que Isaac viendra.", "qu'Isaac"),
            ("Ce homme ment.", "Cet homme"),
            ("Il parle du article paru lundi.", "de l'article"),
            ("Sa histoire est longue.", "Son histoire"),
            ("Un nouveau ami est venu.", "nouvel ami"),
        ] {
            assert_eq!(mended(&MissingElision, text).as_deref(), Some(fixed), "{text}");
        }
    }

    #[test]
    fn a_part_takes_the_article_of_the_whole() {
        for (text, fixed) in [
            ("La plupart de utilisateurs sont contents.", "des utilisateurs"),
            ("Bien de entreprises ont fermé.", "des entreprises"),
            ("La moitié de équipe est malade.", "de l'équipe"),
            ("Il faut beaucoup de efforts.", "d'efforts"),
        ] {
            assert_eq!(mended(&MissingElision, text).as_deref(), Some(fixed), "{text}");
        }
        assert_eq!(mended(&MissingElision, "Un beau et grand jardin, de vieux amis."), None);
    }

    #[test]
    fn an_elided_word_has_a_vowel_after_it() {
        assert_eq!(mended(&WrongElision, "Il vend l'voiture.").as_deref(), Some("la voiture"));
        assert_eq!(mended(&WrongElision, "Il vend l'auto."), None);
    }
}
