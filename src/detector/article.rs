//! An article lost before a linked or bold noun: *ils n'ont pas Services Google*, *mentionner spécialement
//! bibliothèque de contenus*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Gender, Number, Pos};
use crate::text::{Shape, Word};

/// A bare noun where French asks for an article. Captures: `fixed`.
#[derive(Debug)]
pub struct MissingArticle;

impl Detector for MissingArticle {
    fn wakes(&self, word: &Word) -> bool {
        &*word.folded == "pas" || word.folded.ends_with("ment") && word.is_only(&[Pos::Adverb])
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.is_only(&[Pos::Noun, Pos::Adjective]))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(word) = grammar.word(at) else { continue };
            let Some(found) = grammar.next(at).filter(|&n| !page.tokens()[n].quoted) else { continue };
            let Some(noun) = grammar.word(found) else { continue };
            let lost = negated_have(&grammar, at, word) && is_label(noun)
                || adverb_of_infinitive(&grammar, at, word) && is_bare(&grammar, found, noun);
            if !lost {
                continue;
            }
            let Some(article) = article_for(noun) else { continue };
            let fixed = format!("{} {article}{}", page.spelled(at), page.spelled(found).to_lowercase());
            add(Hit::new(page.bytes(at..found + 1)).with("fixed", fixed));
        }
    }
}

/// Is it *pas* after *avoir*?
fn negated_have(grammar: &Grammar, at: usize, word: &Word) -> bool {
    let before = grammar.before(at).and_then(|n| grammar.word(n));
    &*word.folded == "pas" && before.is_some_and(|w| Grammar::is_auxiliary(w, "avoir"))
}

/// A common noun in the plural, with the capital of a link's text.
fn is_label(noun: &Word) -> bool {
    let plural = Grammar::nominal(noun).and_then(|a| a.number()) == Some(Number::Plural);
    noun.shape == Shape::Capitalised && noun.is_only(&[Pos::Noun, Pos::Adjective]) && plural
}

/// Is it an adverb in *-ment* right after an infinitive?
fn adverb_of_infinitive(grammar: &Grammar, at: usize, word: &Word) -> bool {
    let before = grammar.before(at).and_then(|n| grammar.word(n));
    word.folded.ends_with("ment")
        && word.is_only(&[Pos::Adverb])
        && before.is_some_and(Grammar::is_infinitive)
}

/// A noun in the singular and nothing else, with a complement; no noun of a set phrase (*avoir besoin de*).
fn is_bare(grammar: &Grammar, at: usize, noun: &Word) -> bool {
    const SET: [&str; 26] = [
        "part",
        "partie",
        "besoin",
        "envie",
        "compte",
        "place",
        "contact",
        "connaissance",
        "conscience",
        "possession",
        "soin",
        "acte",
        "face",
        "suite",
        "preuve",
        "état",
        "figure",
        "office",
        "hommage",
        "justice",
        "raison",
        "honte",
        "recours",
        "accès",
        "droit",
        "confiance",
    ];
    let single = Grammar::noun(noun).and_then(|a| a.number()) == Some(Number::Singular);
    let complement = matches!(grammar.form(grammar.next(at)), "de" | "d'" | "du" | "des");
    noun.shape == Shape::Lower
        && noun.is_only(&[Pos::Noun])
        && single
        && complement
        && !SET.contains(&&*noun.folded)
}

fn article_for(noun: &Word) -> Option<&'static str> {
    let agreement = Grammar::nominal(noun)?;
    match (agreement.number()?, agreement.gender()) {
        (Number::Plural, _) => Some("les "),
        _ if noun.elides() => Some("l'"),
        (_, Some(Gender::Feminine)) => Some("la "),
        (_, Some(Gender::Masculine)) => Some("le "),
        _ => None,
    }
}
