//! Windows-1252: what proves it, and how it is read and written.
//!
//! Every byte string decodes as Windows-1252, so decoding proves nothing. [`is_clear`] asks for
//! evidence instead: only bytes that French text uses, the accented ones standing beside plain
//! letters as they do in French words, and nothing that could be UTF-8. Mac Roman (é is 0x8E),
//! code page 850 (é is 0x82), Latin-9 (œ is 0xBD, inside words) and the Cyrillic or Central
//! European pages fail it.

use std::str::Utf8Error;

use encoding_rs::WINDOWS_1252;

pub(super) fn decode(bytes: &[u8]) -> String {
    WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

/// Encodes `text`, or tells the first character that cannot be, and the byte where it stands.
pub(super) fn encode(text: &str) -> Result<Vec<u8>, (usize, char)> {
    // The five undefined bytes would stand for these control characters.
    let undefined = ['\u{81}', '\u{8D}', '\u{8F}', '\u{90}', '\u{9D}'];
    let (bytes, _, lossy) = WINDOWS_1252.encode(text);
    if !lossy && !text.contains(undefined) {
        return Ok(bytes.into_owned());
    }
    let fault = text.char_indices().find(|(_, character)| {
        let mut buffer = [0; 4];
        undefined.contains(character) || WINDOWS_1252.encode(character.encode_utf8(&mut buffer)).2
    });
    match fault {
        Some(fault) => Err(fault),
        None => Ok(bytes.into_owned()),
    }
}

/// Whether `bytes`, which are not UTF-8 because of `fault`, are clearly French in Windows-1252.
pub(super) fn is_clear(bytes: &[u8], fault: &Utf8Error) -> bool {
    // One character cut short at the very end: rather a truncated UTF-8 file.
    if fault.error_len().is_none() && is_utf8_lead(bytes[fault.valid_up_to()]) {
        return false;
    }
    let (mut french, mut placed, mut foreign, mut apostrophes) = (0, 0, 0, 0);
    let mut seen = 0;
    while let Some(found) = bytes[seen..].iter().position(|byte| !byte.is_ascii()) {
        let at = seen + found;
        seen = at + 1;
        if starts_utf8(&bytes[at..]) {
            return false;
        }
        let before = at.checked_sub(1).map(|before| bytes[before]);
        let after = bytes.get(at + 1).copied();
        let letter_before = before.is_some_and(|byte| byte.is_ascii_alphabetic());
        let letter_after = after.is_some_and(|byte| byte.is_ascii_alphabetic());
        match class(bytes[at]) {
            Class::French => {
                french += 1;
                // à is a word of one letter.
                let alone = matches!(bytes[at], 0xC0 | 0xE0) && ends_word(before) && ends_word(after);
                placed += usize::from(letter_before || letter_after || alone);
            }
            Class::Foreign => foreign += 1,
            Class::Apostrophe => apostrophes += usize::from(letter_before && letter_after),
            Class::Mark => {}
            Class::Fraction if letter_before || letter_after => return false,
            Class::Fraction => {}
            Class::Unused => return false,
        }
    }
    placed + apostrophes > 0 && placed * 4 >= french * 3 && foreign * 3 <= placed
}

/// What French text uses a byte for.
enum Class {
    /// A letter of French words.
    French,
    /// A letter of names that French text cites.
    Foreign,
    /// ’, which also proves Windows against ISO 8859.
    Apostrophe,
    /// Punctuation, a sign or a space.
    Mark,
    /// ¼ ½ ¾, which are Œ œ Ÿ in Latin-9.
    Fraction,
    /// Undefined, or in no French text.
    Unused,
}

fn class(byte: u8) -> Class {
    match byte {
        // À Â Æ Ç È É Ê Ë Î Ï Ô Ù Û Ü Œ Ÿ
        0xC0 | 0xC2 | 0xC6..=0xCB | 0xCE | 0xCF | 0xD4 | 0xD9 | 0xDB | 0xDC | 0x8C | 0x9F => Class::French,
        // à â æ ç è é ê ë î ï ô ù û ü ÿ œ
        0xE0 | 0xE2 | 0xE6..=0xEB | 0xEE | 0xEF | 0xF4 | 0xF9 | 0xFB | 0xFC | 0xFF | 0x9C => Class::French,
        // Á Ä Ñ Ó Ö Ø Ú ß á ã ä å í ñ ó õ ö ø ú
        0xC1 | 0xC4 | 0xD1 | 0xD3 | 0xD6 | 0xD8 | 0xDA | 0xDF => Class::Foreign,
        0xE1 | 0xE3..=0xE5 | 0xED | 0xF1 | 0xF3 | 0xF5 | 0xF6 | 0xF8 | 0xFA => Class::Foreign,
        0x92 => Class::Apostrophe,
        // € … ‰ ‹ ‘ “ ” • – — ™ ›
        0x80 | 0x85 | 0x89 | 0x8B | 0x91 | 0x93..=0x97 | 0x99 | 0x9B => Class::Mark,
        // no-break space, ¡ ¢ £ § ¨ © ª « soft hyphen ® ° ± ² ³ ´ µ ¶ · ¹ º » ¿ × ÷
        0xA0..=0xA3 | 0xA7..=0xAB | 0xAD | 0xAE | 0xB0..=0xB7 | 0xB9..=0xBB | 0xBF => Class::Mark,
        0xD7 | 0xF7 => Class::Mark,
        0xBC..=0xBE => Class::Fraction,
        _ => Class::Unused,
    }
}

fn ends_word(neighbour: Option<u8>) -> bool {
    neighbour.is_none_or(|byte| {
        byte.is_ascii_whitespace() || byte.is_ascii_punctuation() || matches!(byte, 0x92 | 0xA0)
    })
}

/// The bytes that start the characters of French text in UTF-8: Latin letters, œ, ’ and the like.
fn is_utf8_lead(byte: u8) -> bool {
    matches!(byte, 0xC2 | 0xC3 | 0xC5 | 0xE2)
}

/// Whether these bytes start with a whole character in UTF-8 that is no French word's end in
/// Windows-1252.
///
/// « café » with its no-break space ends in E9 A0 BB, which would be a Chinese character in UTF-8.
fn starts_utf8(bytes: &[u8]) -> bool {
    let length = match bytes[0] {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return false,
    };
    if bytes.get(..length).is_none_or(|sequence| str::from_utf8(sequence).is_err()) {
        return false;
    }
    // È É Ê Ù à è é ê ë ï, then … ” — no-break space or ».
    let word_end = matches!(bytes[0], 0xC8..=0xCA | 0xD9 | 0xE0 | 0xE8..=0xEB | 0xEF);
    let after_word = matches!(bytes[1], 0x85 | 0x94 | 0x97 | 0xA0 | 0xBB) && bytes[1..length] != *b"\xBB\xBF";
    !(word_end && after_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_windows_1252(bytes: &[u8]) -> bool {
        let fault = str::from_utf8(bytes).expect_err("not UTF-8");
        is_clear(bytes, &fault)
    }

    #[test]
    fn french_words_are_evidence() {
        assert!(is_windows_1252(b"Il a d\xE9j\xE0 mang\xE9 \xE0 No\xEBl."));
        assert!(is_windows_1252(b"l\x92article, c\x92est tout\x85"));
        assert!(is_windows_1252(b"caf\xE9"), "though it ends there");
    }

    #[test]
    fn a_word_before_a_closing_quote_is_no_utf_8() {
        assert!(is_windows_1252(b"Un \xAB\xA0caf\xE9\xA0\xBB d\xE9licieux"));
        assert!(is_windows_1252(b"LIBERT\xC9\xA0! \xC9galit\xE9\x85"));
    }

    #[test]
    fn utf_8_beside_it_is_counter_evidence() {
        assert!(!is_windows_1252(b"\xC3\xA9t\xC3\xA9 pass\xE9 ici"));
        assert!(!is_windows_1252(b"l\xE2\x80\x99ann\xE9e"));
        assert!(!is_windows_1252(b"le co\xC3"), "cut short");
        assert!(!is_windows_1252(b"perdu \xEF\xBF\xBD et pass\xE9 ici"), "U+FFFD");
    }

    #[test]
    fn other_code_pages_are_told_apart() {
        assert!(!is_windows_1252(b"\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0"), "Cyrillic");
        assert!(!is_windows_1252(b"un \x8Et\x8E"), "Mac Roman");
        assert!(!is_windows_1252(b"un \x82t\x82"), "code page 850");
        assert!(!is_windows_1252(b"le c\xBDur d\xE9\xE7u"), "Latin-9");
        assert!(!is_windows_1252(b"k\xF5r\xFClm\xE1ny \xE1r\xE1n t\xE1rs\xE1g"), "Hungarian");
        assert!(!is_windows_1252(b"\xC4\xE3\xBA\xC3\xCA\xC0\xBD\xE7"), "Chinese");
    }

    #[test]
    fn names_are_admitted_in_french_company() {
        assert!(is_windows_1252(b"Le pr\xE9sident Mu\xF1oz est arriv\xE9 d\xE9j\xE0."));
        assert!(!is_windows_1252(b"Mu\xF1oz"));
    }

    #[test]
    fn undefined_bytes_are_neither_read_nor_written() {
        assert!(!is_windows_1252(b"d\xE9j\xE0 \x81"));
        assert_eq!(encode("a\u{81}"), Err((1, '\u{81}')));
    }
}
