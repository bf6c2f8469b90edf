//! The encodings that text is taken for, letter by letter.

use std::collections::HashMap;
use std::sync::OnceLock;

use encoding_rs as enc;
use rustc_hash::FxBuildHasher;

/// The encodings that text is read in by mistake, the likeliest first; the last two are DOS code
/// pages, letter by letter from 0x80.
pub static READ_AS: [&enc::Encoding; 13] = [
    enc::WINDOWS_1252,
    enc::MACINTOSH,
    enc::WINDOWS_1250,
    enc::ISO_8859_2,
    enc::ISO_8859_16,
    enc::WINDOWS_1254,
    enc::WINDOWS_1257,
    enc::ISO_8859_15,
    enc::WINDOWS_1258,
    enc::WINDOWS_1251,
    enc::KOI8_R,
    enc::WINDOWS_1253,
    enc::IBM866,
];
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// An encoding of one byte a letter, above 0x7f.
pub struct Table {
    /// The byte of each letter.
    pub byte: HashMap<char, u8, FxBuildHasher>,
    /// The letter of each byte from 0x80 on.
    pub letter: [char; 128],
}

impl Table {
    fn of(encoding: &'static enc::Encoding) -> Table {
        let mut letter = ['\u{fffd}'; 128];
        for (n, place) in letter.iter_mut().enumerate() {
            let byte = [n as u8 + 0x80];
            *place = encoding.decode_without_bom_handling(&byte).0.chars().next().unwrap_or('\u{fffd}');
        }
        Table::from(letter)
    }

    fn from(letter: [char; 128]) -> Table {
        let mut byte: HashMap<char, u8, FxBuildHasher> = HashMap::default();
        for (n, &c) in letter.iter().enumerate().filter(|(_, c)| **c != '\u{fffd}') {
            byte.insert(c, n as u8 + 0x80);
        }
        // Control characters of Latin-1, which others read as themselves.
        for n in 0x80..=0x9f_u8 {
            byte.entry(char::from(n)).or_insert(n);
        }
        Table { byte, letter }
    }

    fn of_page(page: &str) -> Table {
        let mut letter = ['\u{fffd}'; 128];
        letter.iter_mut().zip(page.chars()).for_each(|(place, c)| *place = c);
        Table::from(letter)
    }
}

/// Those encodings and code pages, in that order.
pub fn tables() -> &'static [Table] {
    static TABLES: OnceLock<Vec<Table>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let pages = [CP850, CP437].map(Table::of_page);
        READ_AS.iter().map(|encoding| Table::of(encoding)).chain(pages).collect()
    })
}

/// Places in [`tables`].
pub const WINDOWS_1252: usize = 0;
const MACINTOSH: usize = 1;
const CP850_TABLE: usize = 13;

/// One-byte encodings taken for another, as places in [`tables`]: shown as, written in.
pub const TAKEN_FOR: [(usize, usize); 12] = [
    (WINDOWS_1252, 7),
    (2, WINDOWS_1252),
    (3, WINDOWS_1252),
    (6, WINDOWS_1252),
    (9, WINDOWS_1252),
    (11, WINDOWS_1252),
    (10, WINDOWS_1252),
    (MACINTOSH, WINDOWS_1252),
    (CP850_TABLE, WINDOWS_1252),
    (14, WINDOWS_1252),
    (WINDOWS_1252, MACINTOSH),
    (WINDOWS_1252, CP850_TABLE),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_are_whole() {
        assert_eq!((CP850.chars().count(), CP437.chars().count()), (128, 128));
    }
}
