//! A negation of which only *ne* is left: *Votre navigateur ne supporte cette fonction.*

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Lexicon, Pos};
use crate::text::{Shape, Word};

/// *ne* after the subject that opens a sentence, in a sentence without a second half of the negation. Captures: `fixed`,
/// *ne* and the verb with *pas*.
#[derive(Debug)]
pub struct HalfNegation;

impl Detector for HalfNegation {
    fn wakes(&self, word: &Word) -> bool {
        matches!(&*word.folded, "ne" | "n'") && word.shape == Shape::Lower
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.has_pos(Pos::Verb) || Grammar::is_clitic(w))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            if !matches!(grammar.form(Some(at)), "ne" | "n'") || !is_plain(page, &grammar, at) {
                continue;
            }
            let Some(verb) = grammar.verb_of(at + 1) else { continue };
            let lexicon = Lexicon::embedded();
            let alone = page.word(verb).analyses.iter().any(|a| ALONE.contains(&lexicon.lemma(a.lemma)));
            let finite = Grammar::is_finite_only(page.word(verb));
            let inverted = grammar.next(verb).is_some_and(|n| page.spelled(n).starts_with('-'));
            if finite && !alone && !inverted {
                let bytes = page.bytes(at..verb + 1);
                let fixed = format!("{} pas", &page.text[bytes.clone()]);
                add(Hit::new(bytes).with("fixed", fixed));
            }
        }
    }
}

/// Verbs that *ne* denies alone.
const ALONE: [&str; 10] =
    ["pouvoir", "savoir", "cesser", "oser", "importer", "daigner", "bouger", "avoir", "manquer", "être"];

/// Words that deny with *ne*, that bring a *ne* of their own, or after which it stands alone.
const HALVES: [&str; 60] = [
    "pas",
    "plus",
    "jamais",
    "rien",
    "personne",
    "aucun",
    "aucune",
    "aucuns",
    "aucunes",
    "nul",
    "nulle",
    "nuls",
    "nulles",
    "ni",
    "guère",
    "point",
    "que",
    "qu'",
    "goutte",
    "mot",
    "mie",
    "brin",
    "nullement",
    "aucunement",
    "si",
    "sans",
    "moins",
    "autre",
    "autres",
    "autrement",
    "mieux",
    "pire",
    "meilleur",
    "meilleure",
    "avant",
    "peur",
    "crainte",
    "crains",
    "craint",
    "craindre",
    "qui",
    "quel",
    "quelle",
    "dont",
    "quoi",
    "comme",
    "empêche",
    "empêcher",
    "non",
    "davantage",
    "plutôt",
    "ailleurs",
    "même",
    "peu",
    "seul",
    "seule",
    "âme",
    "soit",
    "gré",
    "quiconque",
];

/// Is the subject right before *ne* one that opens a sentence that ends on a stop, with nothing in it that denies?
fn is_plain(page: &Page, grammar: &Grammar, at: usize) -> bool {
    let sentence = page.block.sentence_of(at);
    let ends = sentence.end.checked_sub(1).is_some_and(|n| page.spelled(n) == ".");
    let opens = match grammar.form(Some(sentence.start)) {
        "je" | "il" | "elle" | "on" | "nous" | "vous" | "ils" | "elles" | "cela" | "ceci" => {
            at == sentence.start + 1
        }
        _ => grammar.noun_group(sentence.start).is_some_and(|group| group.tokens.end == at),
    };
    let denied = sentence.clone().any(|n| {
        HALVES.contains(&grammar.form(Some(n)))
            || matches!(page.spelled(n), "«" | "»" | "\"" | "“" | "”" | "…")
    });
    let quoted = page.tokens()[sentence.start].quoted;
    ends && opens && !denied && !quoted && sentence.len() > 5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn ne_alone_has_lost_pas() {
        let text = "Votre navigateur ne supporte cette fonction.";
        assert_eq!(mended(&HalfNegation, text).as_deref(), Some("ne supporte pas"));
        for text in [
            "Votre navigateur ne supporte pas cette fonction.",
            "Il ne peut venir au club ce soir.",
            "Il ne mange que du pain au club.",
            "Le joueur ne dit mot de la journée.",
        ] {
            assert_eq!(mended(&HalfNegation, text), None, "{text}");
        }
    }
}
