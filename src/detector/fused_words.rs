//! Two words that lost the space between them, where a link or bold text ended: *délicieuxInventé*,
//! *PCclôturant*, *chocolatfont*, *dateelle*, *cathédralesaison*.

mod affixes;
mod case;
mod small_words;
mod words;

use std::ops::Range;

use super::Detector;
use crate::engine::{Hit, Page};
use crate::lexicon::{Analysis, Lexicon, Pos};
use crate::text::{Shape, Word};

/// Finds two words in one.
#[derive(Debug)]
pub enum FusedWords {
    /// A capital, or the end of capitals, shows where: *délicieuxInventé*.
    ByCase,
    /// Only the dictionary shows where: *cathédralesaison*.
    ByWords,
}

impl Detector for FusedWords {
    fn wakes(&self, word: &Word) -> bool {
        let may_be_two = |word: &Word| match self {
            FusedWords::ByCase => word.shape == Shape::Mixed,
            FusedWords::ByWords => words::may_split(word),
        };
        word.text.len() >= 5 && !word.is_french() && may_be_two(word) && !word.is_english()
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        for &n in places {
            let token = &page.tokens()[n];
            if !token.is_word() || token.end - token.start < 5 {
                continue;
            }
            let word = page.word(n);
            if word.is_french()
                || word.is_english()
                || page.sound.contains(&word.folded)
                || in_code(page, token.range())
            {
                continue;
            }
            let found = match self {
                FusedWords::ByCase => case::parted(page, n),
                FusedWords::ByWords => words::parted(page, n),
            };
            if let Some(fixed) = found {
                add(Hit::new(token.range()).with("fixed", fixed));
            }
        }
    }
}

/// Is the stretch a part of an address, of code or of a name with marks in it?
fn in_code(page: &Page, range: Range<usize>) -> bool {
    let code = |c: char| "._/\\@#$=<>(){}[]`:&+*".contains(c);
    let before = page.text[..range.start].chars().next_back();
    let after = page.text[range.end..].chars().next();
    before.is_some_and(|c| code(c) && c != '(') || after.is_some_and(|c| "_/\\@#$=<({[`&".contains(c))
}

fn readings(folded: &str) -> Vec<Analysis> {
    Lexicon::embedded().analyses(folded).collect()
}

fn is_common(folded: &str) -> bool {
    Lexicon::embedded().is_common(folded)
}

fn is_content(folded: &str) -> bool {
    readings(folded).iter().any(|a| matches!(a.tag.pos(), Pos::Noun | Pos::Adjective))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::detector::tests::spans_hold;

    #[test]
    fn no_text_is_too_odd() {
        let hold = spans_hold(&["typography/fused-words", "typography/fused-case"]);
        proptest!(ProptestConfig::with_cases(64), |(text in "(Paris|PC|date|elle|font|chocolat|é|Le|İ|ß|\\PC| |-|'){0,12}")| {
            prop_assert!(hold(&text));
        });
    }
}
