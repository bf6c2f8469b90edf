//! The key of every look-up: one spelling for the many ways a word may be written.
//!
//! Case, the form of the apostrophe and hyphen, ligatures and the composition of accents say
//! nothing about which word it is, so all of them are levelled. Accents stay: they tell words apart.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Lower case, NFC, straight apostrophe, plain hyphen, œ→oe, æ→ae.
///
/// A word that already is its own key is lent back, which is what happens to most of running text.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    // Below U+0300 nothing combines, so only case, ligatures and the like could change.
    if word.chars().all(is_settled) {
        return Cow::Borrowed(word);
    }
    let mut key = String::with_capacity(word.len() + 2);
    for c in word.nfc().flat_map(char::to_lowercase) {
        match c {
            '’' | 'ʼ' | '‘' => key.push('\''),
            '\u{2010}' | '\u{2011}' => key.push('-'),
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            // « İ » gives an i and a combining dot; the dot means nothing here.
            '\u{0307}' => {}
            _ => key.push(c),
        }
    }
    Cow::Owned(key)
}

/// Is this a character that folding never touches, wherever it stands?
fn is_settled(c: char) -> bool {
    match c {
        '\0'..='\x7f' => !c.is_ascii_uppercase(),
        'à'..='å' | 'ç'..='ö' | 'ø'..='ÿ' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_case_apostrophe_and_ligature() {
        assert_eq!(fold("L’Œuvre"), "l'oeuvre");
        assert_eq!(fold("ÉTÉ"), "été");
        assert_eq!(fold("Ex\u{00c6}quo"), "exaequo");
        assert_eq!(fold("porte\u{2011}clés"), "porte-clés");
    }

    #[test]
    fn composes_accents() {
        assert_eq!(fold("e\u{0301}te\u{0301}"), "été");
    }

    #[test]
    fn lends_what_is_already_folded() {
        for word in ["maison", "aujourd'hui", "été", "ça", ""] {
            assert!(matches!(fold(word), Cow::Borrowed(_)), "{word}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for word in ["Œ", "İstanbul", "ǅ", "ẞ", "L’ÉTÉ", "Å"] {
            let once = fold(word).into_owned();
            assert_eq!(fold(&once), once, "{word}");
        }
    }
}
