//! English left in French text: a word, or a run of words.
//!
//! One word in seven of English is French too, so a word counts as English only when French does
//! not know it, and never on its own where English is at home: in quotation marks, in a title or a
//! name, beside a capital, among other English words that a speaker may be citing.

use super::page::{Hit, Page};
use crate::rule::model::{ForeignSpec, ForeignUnit};
use crate::text::{Kind, Shape, Word};

/// May English be found at a word? Some words of a run of English are no French.
pub fn wakes(spec: &ForeignSpec, word: &Word) -> bool {
    match spec.unit {
        ForeignUnit::Word => {
            word.shape == Shape::Lower
                && !word.is_french()
                && word.folded.chars().count() >= 3
                && word.is_english()
        }
        ForeignUnit::Sentence => !word.is_french() && is_english(word),
    }
}

/// Finds English in a block, at words that may be part of it.
pub fn detect(page: &Page, places: &[usize], spec: &ForeignSpec, add: &mut dyn FnMut(Hit)) {
    let mut after = 0;
    for &at in places {
        match spec.unit {
            ForeignUnit::Word => lone(page, at, add),
            ForeignUnit::Sentence if at >= after => {
                let sentence = page.block.sentence_of(at);
                after = sentence.end;
                runs(page, sentence, add);
            }
            ForeignUnit::Sentence => {}
        }
    }
}

/// A lower-case word that only English knows, among French ones.
fn lone(page: &Page, at: usize, add: &mut dyn FnMut(Hit)) {
    let (token, word) = (page.tokens()[at], page.word(at));
    if token.is_word() && !token.quoted && !page.sound.contains(&word.folded) {
        let sentence = page.block.sentence_of(at);
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter(|n| sentence.contains(n));
        let at_home = beside.clone().any(|n| {
            let t = page.tokens()[n];
            let w = page.word(n);
            t.kind == Kind::Protected
                || t.is_word() && !w.is_french() && w.is_english()
                || t.is_word() && w.is_capitalised() && !t.sentence_start
        });
        if !at_home {
            add(Hit::new(token.range()));
        }
    }
}

/// English function words: a run of English that is no name holds some.
const FUNCTION_WORDS: [&str; 40] = [
    "the", "of", "and", "to", "is", "was", "were", "are", "be", "been", "that", "this", "these", "with",
    "for", "from", "by", "at", "it", "its", "his", "her", "they", "their", "you", "your", "have", "has",
    "had", "will", "would", "should", "not", "but", "what", "when", "who", "how", "we", "i",
];

fn is_english(word: &Word) -> bool {
    word.is_english() || FUNCTION_WORDS.contains(&&*word.folded)
}

/// Runs of four English words or more, two of them function words.
fn runs(page: &Page, sentence: std::ops::Range<usize>, add: &mut dyn FnMut(Hit)) {
    let mut at = sentence.start;
    while at < sentence.end {
        let mut end = at;
        let (mut words, mut function, mut strange) = (0, 0, 0);
        let mut last_word = at;
        while end < sentence.end {
            let token = page.tokens()[end];
            let word = page.word(end);
            match token.kind {
                Kind::Word if is_english(word) => {
                    words += 1;
                    function += usize::from(FUNCTION_WORDS.contains(&&*word.folded));
                    strange += usize::from(!word.is_french());
                    last_word = end;
                }
                Kind::Word if word.is_capitalised() && words > 0 => last_word = end,
                Kind::Number | Kind::Punctuation
                    if words > 0 && !matches!(page.spelled(end), "«" | "»" | "“" | "”") => {}
                _ => break,
            }
            end += 1;
        }
        let quoted = page.tokens()[at].quoted;
        if words >= 4 && function >= 2 && strange * 2 >= words && !quoted {
            add(Hit::new(page.bytes(at..last_word + 1)));
        }
        at = end.max(at + 1);
    }
}
