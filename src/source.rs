//! A file's bytes as text, and the way back from the text to the bytes.
//!
//! [`Source::decode`] takes the bytes of a file and finds out how they are written: UTF-8, UTF-16
//! or, on clear evidence only, Windows-1252. It gives the text without a byte order mark and with
//! its line endings untouched. A source then answers the two questions a finding raises (which
//! byte of the file on disk, which line and column) and encodes a mended text as the file was.
//!
//! Nothing is guessed in silence: bytes that are neither valid nor clearly Windows-1252 are a
//! [`SourceError`] with their place, so that a fix never rewrites a file that was misread.

mod decode;
mod office;
mod positions;
mod windows_1252;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

pub use decode::looks_like_text;
use positions::{Lines, Tally, utf16_units};

/// How a file writes its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 after a byte order mark.
    Utf8Bom,
    /// UTF-16, the low byte first, with or without a byte order mark.
    Utf16Le,
    /// UTF-16, the high byte first, with or without a byte order mark.
    Utf16Be,
    /// The Western European code page of Windows, one byte a character.
    Windows1252,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8Bom => "UTF-8 with a byte order mark",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
            Encoding::Windows1252 => "Windows-1252",
        })
    }
}

/// Why a file's bytes are not taken for text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// NUL bytes or many control characters: no text file.
    #[error("{name}: a binary file, not a text")]
    Binary {
        /// The file, as it was named.
        name: String,
    },
    /// A text, perhaps, but in no encoding that can be told.
    #[error("{name}: byte 0x{byte:02X} at offset {offset} is not valid {expected}; save it as UTF-8")]
    Encoding {
        /// The file, as it was named.
        name: String,
        /// Where the first fault lies, in bytes of the file on disk.
        offset: usize,
        /// The byte that lies there.
        byte: u8,
        /// The encoding it was read as: UTF-8, or UTF-16 after such a byte order mark.
        expected: Encoding,
    },
}

/// A character that the file's encoding cannot write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{encoding} cannot write {character:?} (U+{:04X})", u32::from(*character))]
pub struct EncodeError {
    /// The character.
    pub character: char,
    /// Where it stands, in bytes of the text that was to be encoded.
    pub offset: usize,
    /// The encoding that lacks it.
    pub encoding: Encoding,
}

/// A decoded file.
///
/// The indexes behind [`disk_offset`](Source::disk_offset) and
/// [`line_column`](Source::line_column) are built at the first question and shared by all threads:
/// a file without findings never pays for them.
#[derive(Debug)]
pub struct Source {
    name: String,
    /// With the byte order mark if it is UTF-8's: leaving it there saves moving the text.
    decoded: String,
    /// Where the text starts in `decoded`.
    text_start: usize,
    encoding: Encoding,
    /// The length in bytes of the byte order mark on disk.
    bom: usize,
    /// Whether the file holds more than its text, and cannot be written from it.
    read_only: bool,
    lines: OnceLock<Lines>,
    units: OnceLock<Tally>,
}

impl Source {
    /// Decodes `bytes`, the whole of the file called `name`.
    ///
    /// UTF-8 is not copied: its bytes become the text.
    pub fn decode(name: impl Into<String>, bytes: Vec<u8>) -> Result<Source, SourceError> {
        let name = name.into();
        match decode::decode(bytes) {
            Ok(decoded) => Ok(Source {
                name,
                text_start: decoded.text_start,
                decoded: decoded.text,
                encoding: decoded.encoding,
                bom: decoded.bom,
                read_only: false,
                lines: OnceLock::new(),
                units: OnceLock::new(),
            }),
            Err(decode::Fault::Binary) => Err(SourceError::Binary { name }),
            Err(decode::Fault::Invalid { offset, byte, expected }) => {
                Err(SourceError::Encoding { name, offset, byte, expected })
            }
        }
    }

    /// The text of a DOCX or ODT document, one paragraph a line; `None` when the bytes are no archive. Its
    /// places are those of that text.
    ///
    /// # Errors
    /// Says why the archive is no such document.
    pub fn of_office(name: &str, bytes: &[u8]) -> Result<Option<Source>, String> {
        if !office::is_archive(bytes) {
            return Ok(None);
        }
        let text = office::text(bytes)?;
        let source = Source::decode(name, text.into_bytes()).map_err(|error| error.to_string())?;
        Ok(Some(Source { read_only: true, ..source }))
    }

    /// Whether the file cannot be written from its text.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The file, as it is named in reports.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text: no byte order mark, line endings as they are in the file.
    pub fn text(&self) -> &str {
        &self.decoded[self.text_start..]
    }

    /// How the file is written.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The file's bytes as they were decoded, byte order mark included.
    ///
    /// Borrowed for UTF-8; encoded again for the others, which gives the same bytes.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match self.encoding {
            Encoding::Utf8 | Encoding::Utf8Bom => Cow::Borrowed(self.decoded.as_bytes()),
            Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Windows1252 => {
                Cow::Owned(self.encode(self.text()).unwrap_or_default())
            }
        }
    }

    /// Writes `text` in this file's encoding, after the byte order mark if the file has one.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, EncodeError> {
        match self.encoding {
            Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
            Encoding::Utf8Bom => Ok([decode::UTF_8_BOM, text.as_bytes()].concat()),
            Encoding::Utf16Le => Ok(self.encode_utf16(text, u16::to_le_bytes)),
            Encoding::Utf16Be => Ok(self.encode_utf16(text, u16::to_be_bytes)),
            Encoding::Windows1252 => windows_1252::encode(text).map_err(|(offset, character)| EncodeError {
                character,
                offset,
                encoding: self.encoding,
            }),
        }
    }

    fn encode_utf16(&self, text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.bom + 2 * text.len());
        if self.bom > 0 {
            bytes.extend(to_bytes(0xFEFF));
        }
        bytes.extend(text.encode_utf16().flat_map(to_bytes));
        bytes
    }

    /// The byte of the file on disk where the character at byte `text_offset` of the text starts.
    ///
    /// An offset past the end means the end.
    pub fn disk_offset(&self, text_offset: usize) -> usize {
        let text = self.text();
        let offset = text_offset.min(text.len());
        self.bom
            + match self.encoding {
                Encoding::Utf8 | Encoding::Utf8Bom => offset,
                Encoding::Utf16Le | Encoding::Utf16Be => {
                    let units = self.units.get_or_init(|| Tally::new(text, utf16_units));
                    2 * units.before(text, offset)
                }
                Encoding::Windows1252 => self.lines().chars_before(text, offset),
            }
    }

    /// The line and the column of byte `text_offset` of the text: from 1, columns in characters.
    ///
    /// A line ends at `\n`, `\r\n` or a lone `\r`, which still belongs to it. An offset inside a
    /// character means that character, one past the end means the end.
    pub fn line_column(&self, text_offset: usize) -> (usize, usize) {
        self.lines().line_column(self.text(), text_offset)
    }

    /// The first byte of the line that byte `text_offset` of the text belongs to.
    pub fn line_start(&self, text_offset: usize) -> usize {
        self.lines().start(self.text(), text_offset)
    }

    /// How many characters stand before byte `text_offset` of the text.
    pub fn char_offset(&self, text_offset: usize) -> usize {
        self.lines().chars_before(self.text(), text_offset)
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(self.text()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn source(bytes: &[u8]) -> Source {
        Source::decode("a.txt", bytes.to_vec()).expect("text")
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn a_byte_order_mark_is_kept_out_of_the_text_and_put_back() {
        let file = source("\u{FEFF}été\r\n".as_bytes());
        assert_eq!(file.encoding(), Encoding::Utf8Bom);
        assert_eq!(file.text(), "été\r\n");
        assert_eq!(file.disk_offset(2), 5);
        assert_eq!(file.encode("hiver").expect("any text"), "\u{FEFF}hiver".as_bytes());
    }

    #[test]
    fn windows_1252_is_counted_in_its_own_bytes() {
        let file = source(b"l\x92\xE9t\xE9 \xAB\xA0fini\xA0\xBB");
        assert_eq!(file.encoding(), Encoding::Windows1252);
        assert_eq!(file.text(), "l’été «\u{A0}fini\u{A0}»");
        let fini = file.text().find("fini").expect("it is there");
        assert_eq!((fini, file.disk_offset(fini)), (14, 8));
        assert_eq!(file.encode("œuf…").expect("all in it"), b"\x9Cuf\x85");
    }

    #[test]
    fn a_character_outside_windows_1252_is_named() {
        let error = source(b"caf\xE9s").encode("cafés ≠ thé").expect_err("≠ is not in it");
        assert_eq!((error.character, error.offset), ('≠', 7));
        assert_eq!(error.to_string(), "Windows-1252 cannot write '≠' (U+2260)");
    }

    #[test]
    fn utf_16_is_counted_in_its_own_bytes() {
        for bom in ["", "\u{FEFF}"] {
            let text = "Un été 😀 très long";
            let bytes = utf16(&format!("{bom}{text}"), u16::to_le_bytes);
            let file = source(&bytes);
            assert_eq!((file.encoding(), file.text()), (Encoding::Utf16Le, text));
            assert_eq!(file.disk_offset(text.len()), bytes.len());
            assert_eq!(*file.bytes(), *bytes);
        }
    }

    #[test]
    fn what_is_invalid_is_reported_with_its_byte() {
        let error = Source::decode("a.txt", b"\xC3\xA9t\xE9".to_vec()).expect_err("mixed");
        assert_eq!(error.to_string(), "a.txt: byte 0xE9 at offset 3 is not valid UTF-8; save it as UTF-8");
    }

    #[test]
    fn every_kind_of_line_end_starts_a_line() {
        let file = source("un\ndeux\r\ntrois\rété".as_bytes());
        let place = |word| file.line_column(file.text().find(word).expect("it is there"));
        assert_eq!(place("deux"), (2, 1));
        assert_eq!(place("trois"), (3, 1));
        assert_eq!(place("té"), (4, 2));
        assert_eq!(file.line_column(usize::MAX), (4, 4));
        assert_eq!(source(b"").line_column(0), (1, 1));
    }

    /// Counts from the start, character by character.
    fn naive_line_column(text: &str, offset: usize) -> (usize, usize) {
        let (mut line, mut column) = (1, 1);
        for (at, character) in text.char_indices() {
            if at + character.len_utf8() > offset {
                break;
            }
            let ends_line = match character {
                '\n' => true,
                '\r' => !text[at + 1..].starts_with('\n'),
                _ => false,
            };
            (line, column) = if ends_line { (line + 1, 1) } else { (line, column + 1) };
        }
        (line, column)
    }

    fn boundaries(text: &str) -> impl Iterator<Item = usize> {
        text.char_indices().map(|(at, _)| at).chain([text.len()])
    }

    /// Each character's place on disk is where the bytes of all before it end.
    fn check_mapping(file: &Source, bytes: &[u8]) -> Result<(), TestCaseError> {
        let text = file.text();
        prop_assert_eq!(&*file.bytes(), bytes);
        prop_assert_eq!(file.encode(text), Ok(bytes.to_vec()));
        for at in boundaries(text) {
            let before = file.encode(&text[..at]).expect("a part of what was decoded");
            prop_assert_eq!(file.disk_offset(at), before.len());
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0..300usize) {
            if let Ok(file) = Source::decode("a", bytes.clone()) {
                file.line_column(at);
                file.disk_offset(at);
                prop_assert_eq!(&*file.bytes(), &bytes[..]);
            }
        }

        #[test]
        fn utf_8_maps_back(text in "[^\\p{Cc}]{0,40}") {
            check_mapping(&source(text.as_bytes()), text.as_bytes())?;
            let bom = [decode::UTF_8_BOM, text.as_bytes()].concat();
            check_mapping(&source(&bom), &bom)?;
        }

        #[test]
        fn utf_16_maps_back(text in "[^\\p{Cc}\u{FEFF}]{0,40}") {
            for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
                let bytes = utf16(&format!("\u{FEFF}{text}"), to_bytes);
                check_mapping(&source(&bytes), &bytes)?;
            }
        }

        #[test]
        fn utf_16_without_a_mark_maps_back(text in "[a-zéèà’ \n]{1,40}") {
            for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
                let bytes = utf16(&format!("Une phrase assez longue. {text}"), to_bytes);
                check_mapping(&source(&bytes), &bytes)?;
            }
        }

        #[test]
        fn windows_1252_maps_back(text in "([a-z]{1,4}[éèàçœ][a-z]{1,3}( «[a-z]|…|’[a-z]| ){0,1}){1,20}") {
            let bytes = windows_1252::encode(&text).expect("all in it");
            check_mapping(&source(&bytes), &bytes)?;
        }

        #[test]
        fn line_column_agrees_with_counting(text in "([aé😀’]{0,5}(\n|\r\n|\r|\u{2028}|)){0,20}", at in 0..200usize) {
            prop_assert_eq!(source(text.as_bytes()).line_column(at), naive_line_column(&text, at.min(text.len())));
        }

        #[test]
        fn line_column_agrees_beyond_a_checkpoint(lead in 0..9000usize, tail in "[aé😀\n]{1,8}", repeat in 1..900usize) {
            let text = "é".repeat(lead) + &tail.repeat(repeat);
            let file = source(text.as_bytes());
            for at in [0, text.len() / 3, text.len() / 2, text.len()] {
                prop_assert_eq!(file.line_column(at), naive_line_column(&text, at));
            }
        }
    }
}
