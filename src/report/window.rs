//! The part of a text that is shown around a place.
//!
//! A page's paragraph is often one line of many hundred characters. A [`Window`] is a piece of that line: the
//! place itself and some words on either side, cut between words and marked with `…` where it was cut. It is
//! one line that a terminal can print, whatever the text holds.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::visible;

/// How far from the wished width a cut looks for the end of a word, in characters.
const SLACK: usize = 20;
/// A longer place is shown by its first and last words.
const LONGEST: usize = 120;

/// A piece of a text on one line, with a place in it.
#[derive(Debug, PartialEq)]
pub struct Window {
    /// The piece, fit for a terminal.
    pub text: String,
    /// The place, in bytes of the piece.
    pub place: Range<usize>,
}

impl Window {
    /// The window of about `side` characters either side of `range` in `text`.
    ///
    /// A range that does not fit the text shows its nearest sound part.
    pub fn new(text: &str, range: Range<usize>, side: usize) -> Window {
        let start = text.floor_char_boundary(range.start);
        let end = text.floor_char_boundary(range.end).max(start);
        Window::around(&text[..start], &text[start..end], &text[end..], side)
    }

    /// The window over `place`, which stands between `before` and `after`.
    pub fn around(before: &str, place: &str, after: &str, side: usize) -> Window {
        let mut shown = visible(left_of(before, side)).into_owned();
        if shown.len() < before.len() && cut_left(before, side) {
            shown.insert(0, '…');
        }
        let start = shown.len();
        shown.push_str(&shortened(place));
        let end = shown.len();
        let right = right_of(after, side);
        shown.push_str(&visible(right));
        if !after[right.len()..].is_empty() && !after[right.len()..].starts_with(['\n', '\r']) {
            shown.push('…');
        }
        Window { text: shown, place: start..end }
    }
}

/// Is the line longer on the left than what is shown of it?
fn cut_left(before: &str, side: usize) -> bool {
    let rest = &before[..before.len() - left_of(before, side).len()];
    !rest.is_empty() && !rest.ends_with(['\n', '\r'])
}

/// The end of `before`: as much of the line as fits, from the start of a word.
fn left_of(before: &str, side: usize) -> &str {
    let mut start = before.len();
    for (count, (at, c)) in before.char_indices().rev().enumerate() {
        if matches!(c, '\n' | '\r') {
            return &before[start..];
        }
        if count == side {
            let kept = &before[start..];
            let word = kept.char_indices().take(SLACK.min(side / 2)).find(|(_, c)| c.is_whitespace());
            let kept = word.map_or(kept, |(at, _)| kept[at..].trim_start());
            return kept.trim_start_matches(joins);
        }
        start = at;
    }
    before
}

/// The start of `after`: as much of the line as fits, to the end of a word.
fn right_of(after: &str, side: usize) -> &str {
    for (count, (at, c)) in after.char_indices().enumerate() {
        if matches!(c, '\n' | '\r') {
            return &after[..at];
        }
        if count >= side && !joins(c) {
            let kept = &after[..at];
            let word = kept.char_indices().rev().take(SLACK.min(side / 2)).find(|(_, c)| c.is_whitespace());
            return word.map_or(kept, |(at, _)| kept[..at].trim_end());
        }
    }
    after
}

/// A place made fit for a terminal; of a long one, its first and last words.
pub fn shortened(place: &str) -> String {
    if place.char_indices().nth(LONGEST).is_none() {
        return visible(place).into_owned();
    }
    let line = visible(place);
    let first = right_of(&line, LONGEST / 2);
    let last = left_of(&line, LONGEST / 3);
    format!("{first} […] {last}")
}

/// Does the character belong to the one before it?
fn joins(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn window(text: &str, place: &str, side: usize) -> String {
        let start = text.find(place).expect("it is there");
        let window = Window::new(text, start..start + place.len(), side);
        assert_eq!(window.text[window.place.clone()], *visible(place));
        window.text
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(window("avant\nIl part demain.\naprès", "part", 60), "Il part demain.");
        assert_eq!(window("avant\r\nIl part.\r\naprès", "part", 60), "Il part.");
        assert_eq!(window("Il part.", "Il part.", 60), "Il part.");
    }

    #[test]
    fn a_long_line_is_cut_between_words() {
        let text = "Le premier ministre a déclaré lundi que les négociations reprendraient bientôt à Genève.";
        assert_eq!(window(text, "lundi", 16), "…a déclaré lundi que les…");
        assert_eq!(window(text, "Le", 12), "Le premier…");
        assert_eq!(window(text, "Genève.", 12), "…bientôt à Genève.");
    }

    #[test]
    fn a_place_over_several_lines_is_one_line() {
        assert_eq!(window("un\ndeux\ntrois\nquatre", "deux\ntrois", 60), "deux⏎trois");
    }

    #[test]
    fn a_long_place_is_shown_by_its_ends() {
        let text = "mot ".repeat(100);
        let window = Window::new(&text, 0..text.len(), 60);
        assert!(window.text.contains("mot […] mot"));
        assert!(window.text.chars().count() < LONGEST);
    }

    proptest! {
        #[test]
        fn any_range_of_any_text(text in "([a-zé€😀\u{301}\u{200D}\t ]|\r\n|\n|\\PC|\\p{Cc}){0,80}", a in 0..300usize, b in 0..300usize, side in 0..70usize) {
            let window = Window::new(&text, a..b, side);
            prop_assert!(window.text.get(window.place.clone()).is_some());
            prop_assert_eq!(&*visible(&window.text), &*window.text);
        }
    }
}
