//! HTML entities left in plain text, whole or broken: *d&eacute;j&agrave;*, *&nbsp ;*, *& quot ;*, *& ;*.

use std::ops::Range;

use super::Detector;
use crate::engine::{Hit, Page};
use crate::text::Word;

/// Finds entities.
#[derive(Debug)]
pub enum Entity {
    /// As they are written: `&eacute;`.
    Whole,
    /// With blanks in them, or with nothing in them: `&nbsp ;`, `& # 39 ;`, `& ;`.
    Broken,
}

impl Detector for Entity {
    fn wakes(&self, word: &Word) -> bool {
        word.text.contains('&')
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        if places.is_empty() {
            return;
        }
        let text = &page.text[page.block.range.clone()];
        let mut last: Option<(Range<usize>, String)> = None;
        let mut line = Line::default();
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'&', &text.as_bytes()[at..]) {
            let start = at + found;
            at = start + 1;
            let Some((end, sign, broken)) = read(text, start) else { continue };
            at = end;
            if broken != matches!(self, Entity::Broken) || is_mentioned(text, start, end, &mut line) {
                continue;
            }
            // Entities of one word are mended together.
            if let Some((range, fixed)) = &mut last
                && text[range.end..start].chars().all(char::is_alphabetic)
            {
                fixed.push_str(&text[range.end..start]);
                fixed.push_str(sign);
                range.end = end;
                continue;
            }
            if let Some((range, fixed)) = last.take() {
                add(hit(page, text, range, &fixed));
            }
            let word = text[..start].trim_end_matches(char::is_alphabetic).len();
            last = Some((word..end, format!("{}{sign}", &text[word..start])));
        }
        if let Some((range, fixed)) = last {
            add(hit(page, text, range, &fixed));
        }
    }
}

fn hit(page: &Page, text: &str, mut range: Range<usize>, fixed: &str) -> Hit {
    let tail = text[range.end..].len() - text[range.end..].trim_start_matches(char::is_alphabetic).len();
    let fixed = format!("{fixed}{}", &text[range.end..range.end + tail]);
    range.end += tail;
    let base = page.block.range.start;
    Hit::new(base + range.start..base + range.end).with("fixed", fixed)
}

/// Names of entities and what they stand for.
const NAMES: [(&str, &str); 75] = [
    ("nbsp", "\u{a0}"),
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("lt", "<"),
    ("gt", ">"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("euro", "€"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("deg", "°"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("agrave", "à"),
    ("acirc", "â"),
    ("ccedil", "ç"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ocirc", "ô"),
    ("ouml", "ö"),
    ("ugrave", "ù"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("oelig", "œ"),
    ("aelig", "æ"),
    ("Eacute", "É"),
    ("Egrave", "È"),
    ("Ecirc", "Ê"),
    ("Agrave", "À"),
    ("Acirc", "Â"),
    ("Ccedil", "Ç"),
    ("Icirc", "Î"),
    ("Ocirc", "Ô"),
    ("OElig", "Œ"),
    ("ntilde", "ñ"),
    ("aacute", "á"),
    ("iacute", "í"),
    ("oacute", "ó"),
    ("uacute", "ú"),
    ("auml", "ä"),
    ("aring", "å"),
    ("szlig", "ß"),
    ("oslash", "ø"),
    ("thinsp", "\u{202f}"),
    ("ensp", " "),
    ("emsp", " "),
    ("shy", ""),
    ("zwnj", ""),
    ("bull", "•"),
    ("middot", "·"),
    ("times", "×"),
    ("frac12", "½"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("ordm", "º"),
    ("ordf", "ª"),
    ("para", "¶"),
    ("sect", "§"),
    ("pound", "£"),
    ("yen", "¥"),
    ("plusmn", "±"),
    ("sbquo", "‚"),
    ("bdquo", "„"),
    ("prime", "′"),
];

/// The entity at `start`: its end, its sign, and whether it is broken.
fn read(text: &str, start: usize) -> Option<(usize, &'static str, bool)> {
    let rest = &text[start + 1..];
    let spaces = |s: &str| s.len() - s.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let mut at = spaces(rest);
    // & ; is &amp; without its name.
    if rest[at..].starts_with(';') {
        return (at > 0).then_some((start + 1 + at + 1, "&", true));
    }
    let mut broken = at > 0;
    let body;
    if rest[at..].starts_with('#') {
        at += 1;
        let blank = spaces(&rest[at..]);
        broken |= blank > 0;
        at += blank;
        let digits = rest[at..].len()
            - rest[at..].trim_start_matches(|c: char| c.is_ascii_hexdigit() || c == 'x').len();
        body = numbered(&rest[at..at + digits.min(8)])?;
        at += digits.min(8);
    } else {
        let letters =
            rest[at..].len() - rest[at..].trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
        let name = &rest[at..at + letters];
        // &amp;eacute; and &amp;nbsp;: escaped twice.
        if name == "amp" && !broken && rest[at + letters..].starts_with(';') {
            let inner = &rest[at + letters + 1..];
            let next = inner.find(';').filter(|n| *n < 9).map(|n| &inner[..n]);
            if let Some((name, sign)) = next.and_then(|name| NAMES.iter().find(|(n, _)| *n == name)) {
                return Some((start + 1 + at + letters + 1 + name.len() + 1, sign, false));
            }
        }
        body = NAMES.iter().find(|(n, _)| *n == name).map(|(_, sign)| *sign)?;
        at += letters;
    }
    let blank = spaces(&rest[at..]);
    broken |= blank > 0;
    at += blank;
    rest[at..].starts_with(';').then_some((start + 1 + at + 1, body, broken))
}

/// What a numbered entity stands for, of those that texts hold.
fn numbered(digits: &str) -> Option<&'static str> {
    let number = match digits.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    let c = char::from_u32(number)?;
    match c {
        '\u{91}' => return Some("‘"),
        '\u{92}' => return Some("’"),
        '\u{200b}'..='\u{200d}' | '\u{feff}' => return Some(""),
        '\'' => return Some("'"),
        '\u{2009}' => return Some("\u{202f}"),
        '!' => return Some("!"),
        ',' => return Some(","),
        '-' => return Some("-"),
        ':' => return Some(":"),
        _ => {}
    }
    NAMES.iter().map(|(_, sign)| *sign).find(|sign| sign.chars().eq([c]))
}

/// Words before an entity that is spoken of, not left over.
const SPEAKING: [&str; 12] = [
    "entité",
    "entités",
    "code",
    "codes",
    "balise",
    "caractère",
    "caractères",
    "html",
    "tapez",
    "écrire",
    "écrivez",
    "séquence",
];

/// What stands on a line before the entity that is looked at. It moves on with them, so that a line of entities is
/// read once.
#[derive(Default)]
struct Line {
    /// Where the line starts.
    start: usize,
    /// How far the text was read.
    read: usize,
    /// The backticks on the line so far.
    backticks: usize,
}

impl Line {
    fn read_to(&mut self, text: &str, end: usize) {
        for (n, byte) in text.as_bytes()[self.read..end].iter().enumerate() {
            match byte {
                b'\n' => (self.start, self.backticks) = (self.read + n + 1, 0),
                b'`' => self.backticks += 1,
                _ => {}
            }
        }
        self.read = end;
    }
}

/// Is the entity between `start` and `end` spoken of: quoted, in code, or after a word such as *entité*?
fn is_mentioned(text: &str, start: usize, end: usize, line: &mut Line) -> bool {
    line.read_to(text, start);
    let before = &text[line.start..start];
    let quote = |c: char| "`\"'«“<([\u{a0} ".contains(c);
    let code = line.backticks % 2 == 1;
    let bracketed = before.trim_end_matches(quote).len() < before.trim_end().len()
        && text[end..].trim_start().starts_with(['`', '"', '\'', '»', '”', '>', ')', ']']);
    let word = before
        .trim_end_matches(quote)
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("")
        .to_lowercase();
    code || bracketed || SPEAKING.contains(&word.as_str()) || before.ends_with(['?', '='])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn entities_are_read() {
        assert_eq!(read("&eacute;t", 0), Some((8, "é", false)));
        assert_eq!(read("& nbsp ;", 0), Some((8, "\u{a0}", true)));
        assert_eq!(read("&# 39 ;", 0), Some((7, "'", true)));
        assert_eq!(read("&#8217;", 0), Some((7, "’", false)));
        assert_eq!(read("& ;", 0), Some((3, "&", true)));
        assert_eq!(read("&amp;eacute;", 0), Some((12, "é", false)));
        assert_eq!(read("&;", 0), None);
        assert_eq!(read("& Cie ;", 0), None);
        assert_eq!(read("&copy=1", 0), None);
    }

    #[test]
    fn an_entity_that_is_spoken_of() {
        let at = |text: &str| text.find('&').unwrap();
        for text in ["L'entité &nbsp; sert", "tapez « &eacute; » puis", "le signe `&amp;` ici"] {
            assert!(
                is_mentioned(text, at(text), text.find(';').unwrap() + 1, &mut Line::default()),
                "{text}"
            );
        }
        let text = "Il a d&eacute;j&agrave; fini";
        assert!(!is_mentioned(text, at(text), text.find(';').unwrap() + 1, &mut Line::default()));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "[&;#x39 nbspamé\u{a0}]{0,30}") {
            let mut line = Line::default();
            for (at, _) in text.match_indices('&') {
                if let Some((end, ..)) = read(&text, at) {
                    prop_assert!(text.is_char_boundary(end));
                    is_mentioned(&text, at, end, &mut line);
                }
            }
        }
    }
}
