//! Two words that stand one against the other where a link or bold text begins or ends: *[HYBE](…)la valeur*.
//!
//! The mark shows where the space was, so that nothing is guessed: the whole is no word, both parts are, and one of
//! them is a small word that nothing is built with.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::format::{Edge, Mark};
use crate::lexicon::{Lexicon, Pos, fold};
use crate::text::Word;

/// Finds words that a mark parts and no space does. Captures: `fixed`.
#[derive(Debug)]
pub struct FusedAtMark;

impl Detector for FusedAtMark {
    fn wakes(&self, _: &Word) -> bool {
        // The marks show where to look.
        false
    }

    fn detect(&self, page: &Page, _: &[usize], add: &mut dyn FnMut(Hit)) {
        let block = &page.block.range;
        let mut last = usize::MAX;
        for boundary in page.document.boundaries_in(block.start, block.end) {
            let at = boundary.at;
            if boundary.edge == Edge::Point || matches!(boundary.mark, Mark::Code | Mark::Line) || at == last
            {
                continue;
            }
            last = at;
            let token = page.block.tokens_in(&(at..at + 1)).start;
            let Some(found) = page.tokens().get(token).filter(|t| t.is_word()) else { continue };
            let range = found.range();
            let word = page.word(token);
            if range.start >= at || at >= range.end || word.is_french() || page.sound.contains(&word.folded) {
                continue;
            }
            let (left, right) = (&page.text[range.start..at], &page.text[at..range.end]);
            if are_two(left, right) {
                add(Hit::new(range).with("fixed", format!("{left} {right}")));
            }
        }
    }
}

fn are_two(left: &str, right: &str) -> bool {
    let small = |word: &str| {
        word.chars().count() > 1
            && word.chars().all(char::is_lowercase)
            && Lexicon::embedded().analyses(&fold(word)).any(|reading| {
                matches!(
                    reading.tag.pos(),
                    Pos::Determiner | Pos::Preposition | Pos::Conjunction | Pos::Pronoun
                )
            })
    };
    let whole = |word: &str| {
        let named = word.starts_with(char::is_uppercase) && word.chars().count() > 2;
        let letters = word.chars().all(char::is_alphabetic);
        letters && (named || word.chars().count() > 2 && Lexicon::embedded().contains(&fold(word)))
    };
    // « sur » opens many words that no dictionary holds, and so do others.
    let opens = matches!(
        left,
        "sur" | "sous" | "contre" | "entre" | "en" | "par" | "sans" | "outre" | "non" | "ce" | "ou" | "tri"
    );
    small(left) && !opens && whole(right) || whole(left) && (small(right) || matches!(right, "a" | "à" | "y"))
}
