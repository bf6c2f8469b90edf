//! From bytes to text: which encoding a file is in, or why it is none.
//!
//! The order of the questions: a byte order mark; NUL bytes, which only UTF-16 may hold; valid
//! UTF-8; clear evidence of Windows-1252. A text with many control characters is binary however
//! it decodes.

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::{Encoding, windows_1252};

pub(super) const UTF_8_BOM: &[u8] = b"\xEF\xBB\xBF";
const UTF_16_LE_BOM: &[u8] = b"\xFF\xFE";
const UTF_16_BE_BOM: &[u8] = b"\xFE\xFF";

/// Bytes from the start of a file that tell a text from a binary file.
const SAMPLE: usize = 8192;

/// A file that was understood.
pub(super) struct Decoded {
    pub(super) text: String,
    /// Where the text starts in `text`, after a byte order mark that was left there.
    pub(super) text_start: usize,
    pub(super) encoding: Encoding,
    /// The length of the byte order mark on disk.
    pub(super) bom: usize,
}

/// A file that was not.
pub(super) enum Fault {
    Binary,
    Invalid { offset: usize, byte: u8, expected: Encoding },
}

pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, Fault> {
    if bytes.starts_with(UTF_16_LE_BOM) {
        return decode_utf16(&bytes, Encoding::Utf16Le, 2);
    }
    if bytes.starts_with(UTF_16_BE_BOM) {
        return decode_utf16(&bytes, Encoding::Utf16Be, 2);
    }
    if memchr::memchr(0, &bytes).is_some() {
        // A fault in what only looks like UTF-16 makes it a binary file, not a damaged text.
        let encoding = utf16_pattern(&bytes).ok_or(Fault::Binary)?;
        return decode_utf16(&bytes, encoding, 0).map_err(|_| Fault::Binary);
    }
    if many_controls(&bytes) {
        return Err(Fault::Binary);
    }
    let has_bom = bytes.starts_with(UTF_8_BOM);
    match String::from_utf8(bytes) {
        Ok(text) => {
            let bom = if has_bom { UTF_8_BOM.len() } else { 0 };
            Ok(Decoded {
                text,
                text_start: bom,
                encoding: if has_bom { Encoding::Utf8Bom } else { Encoding::Utf8 },
                bom,
            })
        }
        Err(error) => {
            let fault = error.utf8_error();
            let bytes = error.as_bytes();
            if !has_bom && windows_1252::is_clear(bytes, &fault) {
                return Ok(Decoded {
                    text: windows_1252::decode(bytes),
                    text_start: 0,
                    encoding: Encoding::Windows1252,
                    bom: 0,
                });
            }
            let offset = fault.valid_up_to();
            Err(Fault::Invalid {
                offset,
                byte: bytes[offset],
                expected: if has_bom { Encoding::Utf8Bom } else { Encoding::Utf8 },
            })
        }
    }
}

/// Whether a file that starts with these bytes is likely a text, whatever its encoding.
///
/// Meant for the first few kilobytes of a file whose name does not tell.
pub fn looks_like_text(start: &[u8]) -> bool {
    let utf16_bom = start.starts_with(UTF_16_LE_BOM) || start.starts_with(UTF_16_BE_BOM);
    if utf16_bom || (memchr::memchr(0, start).is_some() && utf16_pattern(start).is_some()) {
        return true;
    }
    memchr::memchr(0, start).is_none() && !many_controls(start)
}

fn decode_utf16(bytes: &[u8], encoding: Encoding, bom: usize) -> Result<Decoded, Fault> {
    let body = &bytes[bom..];
    let codec = if encoding == Encoding::Utf16Le { UTF_16LE } else { UTF_16BE };
    let Some(text) = codec.decode_without_bom_handling_and_without_replacement(body) else {
        let offset = bom + utf16_fault(body, encoding);
        return Err(Fault::Invalid {
            offset,
            byte: bytes.get(offset).copied().unwrap_or_default(),
            expected: encoding,
        });
    };
    if memchr::memchr(0, text.as_bytes()).is_some() || many_controls(text.as_bytes()) {
        return Err(Fault::Binary);
    }
    Ok(Decoded { text: text.into_owned(), text_start: 0, encoding, bom })
}

/// Where the first lone surrogate stands in `body`, or its odd last byte.
fn utf16_fault(body: &[u8], encoding: Encoding) -> usize {
    let (units, _) = body.as_chunks::<2>();
    let from_bytes = match encoding {
        Encoding::Utf16Le => u16::from_le_bytes,
        _ => u16::from_be_bytes,
    };
    let sound = char::decode_utf16(units.iter().map(|&unit| from_bytes(unit)))
        .map_while(Result::ok)
        .map(|character| 2 * character.len_utf16());
    sound.sum()
}

/// UTF-16 that shows by its NUL bytes: most of one parity, hardly any of the other.
///
/// French in UTF-16 has a NUL as the high byte of every character but a few (’, œ, …), and as the
/// low byte of hardly any (half of an emoji can be U+DE00).
fn utf16_pattern(bytes: &[u8]) -> Option<Encoding> {
    let (units, _) = bytes[..bytes.len().min(SAMPLE)].as_chunks::<2>();
    let (mut first, mut second) = (0, 0);
    for [a, b] in units {
        first += usize::from(*a == 0);
        second += usize::from(*b == 0);
    }
    let most = |nuls: usize| units.len() >= 4 && nuls * 4 >= units.len() * 3;
    let hardly_any = |nuls: usize| nuls * 16 <= units.len();
    if most(second) && hardly_any(first) {
        Some(Encoding::Utf16Le)
    } else if most(first) && hardly_any(second) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// Whether more than one byte in sixteen at the start of a file is a control character that no
/// text uses.
fn many_controls(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let controls = sample
        .iter()
        .filter(|&&byte| {
            // Escape starts a terminal's colours, which logs hold.
            let used = matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B);
            byte == 0x7F || (byte < 0x20 && !used)
        })
        .count();
    controls > 2 && controls * 16 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding(bytes: &[u8]) -> Option<Encoding> {
        decode(bytes.to_vec()).ok().map(|decoded| decoded.encoding)
    }

    fn is_binary(bytes: &[u8]) -> bool {
        matches!(decode(bytes.to_vec()), Err(Fault::Binary))
    }

    fn fault(bytes: &[u8]) -> Option<(usize, Encoding)> {
        match decode(bytes.to_vec()) {
            Err(Fault::Invalid { offset, expected, .. }) => Some((offset, expected)),
            _ => None,
        }
    }

    #[test]
    fn an_empty_file_is_text() {
        assert_eq!(encoding(b""), Some(Encoding::Utf8));
        assert_eq!(encoding(UTF_8_BOM), Some(Encoding::Utf8Bom));
        assert_eq!(encoding(UTF_16_BE_BOM), Some(Encoding::Utf16Be));
    }

    #[test]
    fn a_nul_makes_utf_8_binary() {
        assert!(is_binary("Un été\0".as_bytes()));
        assert!(is_binary(b"a\0"));
    }

    #[test]
    fn control_characters_in_number_are_binary() {
        assert!(is_binary(b"\x01\x02\x03\x04abc"));
        assert_eq!(encoding(b"\x1B[1mgras\x1B[0m\x07"), Some(Encoding::Utf8));
    }

    #[test]
    fn utf_16_is_known_by_its_nuls() {
        let bytes = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "L’été".encode_utf16().flat_map(to_bytes).collect()
        };
        assert_eq!(encoding(&bytes(u16::to_le_bytes)), Some(Encoding::Utf16Le));
        assert_eq!(encoding(&bytes(u16::to_be_bytes)), Some(Encoding::Utf16Be));
        assert!(looks_like_text(&bytes(u16::to_le_bytes)));
    }

    #[test]
    fn numbers_of_sixteen_bits_are_no_text() {
        let numbers: Vec<u8> = (0..64u16).flat_map(u16::to_le_bytes).collect();
        assert!(is_binary(&numbers));
        assert!(is_binary(b"\xFF\xFE\0\0a\0\0\0"), "UTF-32");
    }

    #[test]
    fn damaged_utf_16_is_reported_where_it_breaks() {
        assert_eq!(fault(b"\xFF\xFEa\0\x00\xD8b\0"), Some((4, Encoding::Utf16Le)));
        assert_eq!(fault(b"\xFE\xFF\0a\0"), Some((4, Encoding::Utf16Be)));
    }

    #[test]
    fn damaged_utf_8_after_its_mark_is_never_windows_1252() {
        assert_eq!(fault(b"\xEF\xBB\xBFcaf\xE9s"), Some((6, Encoding::Utf8Bom)));
    }
}
