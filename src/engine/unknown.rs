//! Words that no dictionary knows, and expressions of such words: the spelling alone tells whether one matches, so that it
//! is asked once for each distinct word.

use super::lines::hit;
use super::page::{Hit, Page};
use crate::lexicon::{Lexicon, fold};
use crate::rule::check::Matcher;
use crate::rule::lazy_regex::Groups;
use crate::text::{Kind, Word};

/// Does an expression of whole words match a word?
pub fn matches(matcher: &Matcher, word: &Word) -> bool {
    groups(matcher, word).is_some()
}

/// What is found at a token.
pub fn find(matcher: &Matcher, page: &Page, token: usize) -> Option<Hit> {
    let Matcher::Word { regex, report, .. } = matcher else { return None };
    let (word, place) = (page.word(token), &page.tokens()[token]);
    if place.kind != Kind::Word || page.sound.contains(&word.folded) {
        return None;
    }
    hit(regex, report, &groups(matcher, word)?, place.range().start)
}

/// The groups of a match of the whole word.
fn groups(matcher: &Matcher, word: &Word) -> Option<Groups> {
    let Matcher::Word { regex, known, .. } = matcher else { return None };
    if word.is_french() || word.is_english() {
        return None;
    }
    let groups = regex.matches(&word.text, 1).pop()?;
    let lexicon = Lexicon::embedded();
    let is_known = |name: &String| {
        let number = regex.names().iter().position(|n| *n == Some(name))?;
        Some(lexicon.is_common(&fold(&word.text[groups[number].clone()?])))
    };
    known.iter().all(|name| is_known(name) == Some(true)).then_some(groups)
}
