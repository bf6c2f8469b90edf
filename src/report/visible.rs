//! Text from a file, made fit for a terminal.
//!
//! What a text holds must not move the cursor, change colours or turn the reading order of what stands
//! around it. Control characters become the symbols that stand for them, and what else would act on a terminal
//! a replacement character. Line breaks become `⏎` and tabs a space, so that the result is one line.

use std::borrow::Cow;

/// The text on one line, without anything a terminal would act on.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // The two characters of one line break are one sign.
        if !(c == '\r' && chars.peek() == Some(&'\n')) {
            shown.push(symbol(c));
        }
    }
    Cow::Owned(shown)
}

/// Would a terminal do something other than print it, or print it on another line?
pub fn acts(c: char) -> bool {
    c.is_control() || is_break(c) || is_direction(c) || c == '\u{FEFF}'
}

/// What is shown in place of a character.
fn symbol(c: char) -> char {
    match c {
        '\t' => ' ',
        c if is_break(c) => '⏎',
        '\u{7F}' => '␡',
        // The block of control pictures follows the order of the characters.
        c if c < ' ' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
        c if acts(c) => '\u{FFFD}',
        c => c,
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Marks that turn the reading order of what follows.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn french_is_left_alone() {
        let text = "« L’œuvre — 12 000 € », dit-elle… 😀";
        assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn what_acts_on_a_terminal_is_shown_by_a_symbol() {
        assert_eq!(visible("\x1b[31mrouge\x07\0\x7f\u{9b}m"), "␛[31mrouge␇␀␡\u{FFFD}m");
        assert_eq!(visible("un\r\ndeux\rtrois\tquatre"), "un⏎deux⏎trois quatre");
        assert_eq!(visible("a\u{202E}b"), "a\u{FFFD}b");
    }

    proptest! {
        #[test]
        fn nothing_that_acts_is_left(text in any::<String>()) {
            prop_assert!(!visible(&text).chars().any(acts));
        }
    }
}
