//! Prepositions that should have joined their article: *de le premier* → *du premier*, *à les* → *aux*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::Pos;
use crate::text::{Shape, Word, capitalised};

/// *de* or *à* before *le* or *les* and a noun. Captures: `fixed`.
#[derive(Debug)]
pub struct MissingContraction;

impl Detector for MissingContraction {
    fn wakes(&self, word: &Word) -> bool {
        matches!(&*word.folded, "de" | "à")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| matches!(&*w.text, "le" | "les"))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(word) = grammar.word(at) else { continue };
            let to = match &*word.folded {
                "de" => ["du", "des"],
                "à" => ["au", "aux"],
                _ => continue,
            };
            let Some(article) = grammar.next(at).and_then(|n| grammar.word(n)) else { continue };
            let joined = match &*article.text {
                "le" => to[0],
                "les" => to[1],
                _ => continue,
            };
            let Some(noun) = grammar.next(at + 1).and_then(|n| grammar.word(n)) else { continue };
            // A pronoun before an infinitive (de le voir) or another pronoun (de le lui dire) stays.
            let sure = noun.shape == Shape::Lower
                && noun.is_french()
                && !Grammar::may_be_infinitive(noun)
                && (noun.is_only(&[Pos::Noun, Pos::Adjective, Pos::Numeral])
                    || noun.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb]) && noun.has_pos(Pos::Noun))
                && !Grammar::is_clitic(noun)
                && (&*article.text == "les" || !noun.elides());
            if sure {
                let fixed = if word.is_capitalised() { capitalised(joined) } else { joined.to_string() };
                add(Hit::new(page.bytes(at..at + 2)).with("fixed", fixed));
            }
        }
    }
}
