//! Letters that became a sign of their absence: *d\u{fffd}but*, *ferm?e*.

use super::Detector;
use super::spelling::is_french;
use crate::engine::{Hit, Page};
use crate::lexicon::{Lexicon, Pos, fold};
use crate::text::Word;

/// Finds letters that became `\u{fffd}` or `?`: *d\u{fffd}but*, *ferm?e*.
#[derive(Debug)]
pub struct ReplacedLetter;

impl Detector for ReplacedLetter {
    fn wakes(&self, word: &Word) -> bool {
        word.text.contains(['\u{fffd}', '?'])
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let text = &page.text[page.block.range.clone()];
        let base = page.block.range.start;
        let mut end = 0;
        let signs = places.iter().flat_map(|&token| {
            let start = page.tokens()[token].start as usize - base;
            page.spelled(token).match_indices(['\u{fffd}', '?']).map(move |(n, sign)| (start + n, sign))
        });
        for (at, sign) in signs {
            if at < end {
                continue;
            }
            let inner = |c: char| c.is_alphabetic() || c == '\u{fffd}' || (sign == "?" && c == '?');
            let start = at - (text[..at].len() - text[..at].trim_end_matches(inner).len());
            end = text.len() - text[at..].trim_start_matches(inner).len();
            let word = &text[start..end];
            if sign == "?" {
                let before = text[..start].chars().next_back();
                let after = text[end..].chars().next();
                let joined = text[start..at].ends_with(char::is_alphabetic)
                    && text[at + 1..end].starts_with(char::is_lowercase);
                let code = |c: Option<char>| c.is_some_and(|c| "/=&.:_@-".contains(c));
                if !joined || code(before) || after == Some('=') {
                    continue;
                }
            }
            match restored(word) {
                Some(fixed) => add(Hit::new(base + start..base + end).with("fixed", fixed)),
                None if sign == "\u{fffd}" => add(Hit::new(base + start..base + end).with("fixed", word)),
                None => {}
            }
        }
    }
}

/// The word with accented letters in the place of the signs: the first that is French.
fn restored(word: &str) -> Option<String> {
    const LETTERS: [&str; 13] = ["é", "è", "à", "ê", "ç", "’", "î", "ô", "â", "û", "ù", "ï", "œ"];
    let parts: Vec<&str> = word.split(['\u{fffd}', '?']).collect();
    let holes = parts.len().checked_sub(1).filter(|n| (1..=3).contains(n))?;
    if !word.contains(char::is_alphabetic) {
        return None;
    }
    let filled = |mut number: usize| {
        let mut fixed = parts[0].to_string();
        for part in &parts[1..] {
            fixed.push_str(LETTERS[number % LETTERS.len()]);
            number /= LETTERS.len();
            fixed.push_str(part);
        }
        is_french(&fixed).then_some(fixed)
    };
    let count = LETTERS.len().pow(holes as u32);
    // dès rather than dés.
    let small = |fixed: &String| {
        let readings = Lexicon::embedded().analyses(&fold(fixed)).map(|a| a.tag.pos()).collect::<Vec<_>>();
        readings
            .iter()
            .any(|pos| matches!(pos, Pos::Preposition | Pos::Adverb | Pos::Conjunction | Pos::Pronoun))
    };
    let short = word.chars().count() < 6;
    let common = || (0..count).filter_map(filled).find(small);
    short.then(common).flatten().or_else(|| (0..count).find_map(filled))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_replaced_by_a_sign() {
        assert_eq!(restored("d\u{fffd}but").as_deref(), Some("début"));
        assert_eq!(restored("ferm?e").as_deref(), Some("fermée"));
        assert_eq!(restored("l?école").as_deref(), Some("l’école"));
        assert_eq!(restored("xq?zt"), None);
        assert_eq!(restored("\u{fffd}"), None);
    }

    proptest! {
        #[test]
        fn holes_in_any_word(word in "[a-zé\u{fffd}?]{0,12}") {
            restored(&word);
        }
    }
}
