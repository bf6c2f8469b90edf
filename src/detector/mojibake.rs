//! Text read in the wrong encoding: *Ă©galement*, *dÃ©jÃ*, *lâarticle*, *trčs*.
//!
//! A stretch between blanks is encoded back in each encoding it may have been read in, and read
//! again as it was written: as UTF-8 (once, twice, three times over), or in an encoding of one byte
//! a letter. What comes out is believed when it is shorter and made of known words, or when the
//! signs that stood there never meet in a text.

mod encodings;

use std::ops::Range;

use self::encodings::{TAKEN_FOR, Table, tables};
use super::Detector;
use super::spelling::{ELIDED, elides, is_french, is_french_letter};
use crate::engine::{Hit, Page};
use crate::lexicon::fold;
use crate::text::Word;

/// Finds stretches that become French when they are read in their own encoding.
#[derive(Debug)]
pub struct Mojibake;

impl Detector for Mojibake {
    fn wakes(&self, word: &Word) -> bool {
        // What stands beside a capital that opens a stretch tells whether it is odd.
        !word.text.is_ascii()
            && (word.text.contains(is_suspect) || has_inner_capital(&word.text) || opens_oddly(&word.text))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let block = &page.block.range;
        let mut mend_all = |range: Range<usize>| {
            for chunk in chunks(page.text, range) {
                for (range, fixed) in mend(page.text, chunk) {
                    add(Hit::new(range).with("fixed", fixed));
                }
            }
        };
        // A blank that French is not set with may be half a letter, wherever it stands.
        if page.block.odd_blanks {
            mend_all(block.clone());
            return;
        }
        let mut after = block.start;
        for &at in places {
            let token = page.tokens()[at].range();
            if token.start < after {
                continue;
            }
            let bytes = page.text.as_bytes();
            let start = bytes[after..token.start].iter().rposition(|&b| is_blank(b));
            let end = bytes[token.end..block.end].iter().position(|&b| is_blank(b));
            let start = start.map_or(after, |n| after + n + 1);
            after = end.map_or(block.end, |n| token.end + n);
            mend_all(start..after);
        }
    }
}

/// A stretch between blanks that holds a sign French is not written with, or one that mojibake is
/// made of. No-break spaces and control characters are no blanks here: they may be half a letter.
fn chunks(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = range.start;
    std::iter::from_fn(move || {
        while at < range.end {
            let start = at;
            let mut foreign = false;
            while at < range.end && !is_blank(bytes[at]) {
                foreign |= bytes[at] >= 0x80;
                at += 1;
            }
            let end = at;
            at += 1;
            if foreign && is_suspicious(&text[start..end]) {
                return Some(start..end);
            }
        }
        None
    })
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

fn is_suspicious(chunk: &str) -> bool {
    let opens = || opens_oddly(chunk) && !is_french(chunk.trim_matches(|c: char| !c.is_alphabetic()));
    chunk.contains(is_suspect) || has_inner_capital(chunk) || opens()
}

/// An accented capital inside a word: *dÈbut*.
fn has_inner_capital(chunk: &str) -> bool {
    chunk.chars().zip(chunk.chars().skip(1)).any(|(a, b)| a.is_lowercase() && is_accented_capital(b))
}

/// An accented capital before a small letter.
fn opens_oddly(chunk: &str) -> bool {
    chunk.starts_with(is_accented_capital) && chunk.chars().nth(1).is_some_and(char::is_lowercase)
}

fn is_accented_capital(c: char) -> bool {
    c > '\u{bf}' && c.is_uppercase()
}

/// A sign that mojibake is made of, or that French is not written with.
fn is_suspect(c: char) -> bool {
    match c {
        '\0'..='\x7f' => false,
        'Â' | 'â' | '‚' | '¬' => true,
        _ => !is_french_letter(c) && !"«»’‘“”„…–—•·°€ºª\u{a0}\u{202f}\u{2009}²³×→←®©£§".contains(c),
    }
}

/// The mended parts of a stretch.
fn mend(text: &str, chunk: Range<usize>) -> Vec<(Range<usize>, String)> {
    let words = &text[chunk.clone()];
    if let Some(found) =
        alone(text, &chunk).or_else(|| from_utf8(text, &chunk)).or_else(|| dropped(words, &chunk))
    {
        return vec![found];
    }
    from_one_byte(words)
        .map(|(range, fixed)| (chunk.start + range.start..chunk.start + range.end, fixed))
        .into_iter()
        .collect()
}

/// `Ã` and `Â` whose second half, a no-break space, was lost or became a space: *Ã  la*, *20Â %*.
fn alone(text: &str, chunk: &Range<usize>) -> Option<(Range<usize>, String)> {
    let words = &text[chunk.clone()];
    let rest = &text[chunk.end..];
    let spaced = rest.starts_with(' ');
    match words {
        "Ã" if spaced => {
            let end = chunk.end + usize::from(rest.starts_with("  "));
            Some((chunk.start..end, "à".into()))
        }
        "Â" if spaced => Some((chunk.start..chunk.end + 1, String::new())),
        "â" if spaced && text[..chunk.start].ends_with(' ') => Some((chunk.clone(), "–".into())),
        _ if spaced && words.ends_with('Ã') => {
            let stem = &words[..words.len() - 'Ã'.len_utf8()];
            let fixed = format!("{stem}à");
            let sound = stem.ends_with(char::is_lowercase) && stem.is_ascii() && is_french(&fixed);
            let end = chunk.end + usize::from(rest.starts_with("  "));
            sound.then_some((chunk.start..end, fixed))
        }
        _ => None,
    }
}

/// The stretch, without the marks around it that are as they should be, read as UTF-8.
fn from_utf8(text: &str, chunk: &Range<usize>) -> Option<(Range<usize>, String)> {
    let words = &text[chunk.clone()];
    let spaced = text[chunk.end..].starts_with([' ', '\n', '\r']) || chunk.end == text.len();
    let mut best: Option<(Reading, bool)> = None;
    for table in tables() {
        let Some(reading) = read(words, table, spaced) else { continue };
        let known = reading.known;
        if known {
            best = Some((reading, true));
            break;
        }
        if reading.strong && best.is_none() {
            best = Some((reading, false));
        }
    }
    let (reading, _) = best?;
    // A prime, which stood for an apostrophe.
    let mut fixed = reading.text.replace('′', "’");
    // Read wrongly twice over.
    for _ in 0..2 {
        let again = tables().iter().filter_map(|t| read(&fixed, t, spaced)).find(|r| r.known || r.strong);
        match again {
            Some(again) => fixed = again.text,
            None => break,
        }
    }
    Some(trimmed(words, chunk, fixed))
}

/// The range and its mended text without what both start and end with, up to whole words.
fn trimmed(words: &str, chunk: &Range<usize>, mut fixed: String) -> (Range<usize>, String) {
    let mark = |c: char| !c.is_alphanumeric() && (c.is_ascii_punctuation() || "«»“”…’".contains(c));
    let mut range = chunk.clone();
    let mut rest = words;
    while let (Some(a), Some(b)) = (rest.chars().next(), fixed.chars().next()) {
        if a != b || !mark(a) {
            break;
        }
        range.start += a.len_utf8();
        rest = &rest[a.len_utf8()..];
        fixed.drain(..a.len_utf8());
    }
    while let (Some(a), Some(b)) = (rest.chars().last(), fixed.chars().last()) {
        if a != b || !mark(a) {
            break;
        }
        range.end -= a.len_utf8();
        rest = &rest[..rest.len() - a.len_utf8()];
        fixed.truncate(fixed.len() - a.len_utf8());
    }
    (range, fixed)
}

/// A stretch read again.
struct Reading {
    text: String,
    /// Are all words that a letter was mended in French?
    known: bool,
    /// Do all the signs that stood for a letter never meet in a text?
    strong: bool,
}

/// Encodes the letters of `words` back and reads them as UTF-8, wherever they make UTF-8.
fn read(words: &str, table: &Table, spaced: bool) -> Option<Reading> {
    let chars: Vec<char> = words.chars().collect();
    let byte = |n: usize| chars.get(n).and_then(|c| table.byte.get(c)).copied();
    let mut text = String::with_capacity(words.len());
    let mut mended: Vec<bool> = Vec::new();
    let (mut count, mut strong, mut at) = (0, true, 0);
    while at < chars.len() {
        let found = sequence(&byte, at).filter(|(c, _)| is_plausible(*c));
        if let Some((c, long)) = found {
            let before = at.checked_sub(1).map(|n| chars[n]);
            let shouted = before.is_some_and(|b| b.is_ascii_uppercase()) && c.is_lowercase();
            let script = ('\u{370}'..'\u{590}').contains(&chars[at]);
            let letters = (at + 1..at + long)
                .any(|n| chars[n].is_alphabetic() && !matches!(chars[n], 'ª' | 'º' | 'µ' | 'ƒ'));
            strong &= !shouted && !(letters && (long == 2 || script));
            text.push(c);
            mended.push(true);
            count += 1;
            at += long;
            continue;
        }
        // The last byte of ” and of à is none in some encodings, or a space: it is lost easily.
        let c = chars[at];
        let next = chars.get(at + 1);
        let (c, lost, long) = match (byte(at), next) {
            (Some(0xe2), Some('€')) => ('”', true, 2),
            (Some(0xc3), None) if spaced && count > 0 => ('à', true, 1),
            (Some(0xc2), None) if spaced && c == 'Â' && at > 0 && chars[at - 1].is_lowercase() => {
                ('\u{200b}', true, 1)
            }
            _ => (c, false, 1),
        };
        count += usize::from(lost);
        if c != '\u{200b}' {
            text.push(c);
            mended.push(lost);
        }
        at += long;
    }
    if count == 0 || text.contains('\u{fffd}') {
        return None;
    }
    let known = words_known(&text, &mended);
    Some(Reading { text, known, strong })
}

/// The letter that the bytes from `at` on make in UTF-8, and how many there are; two at least.
fn sequence(byte: &impl Fn(usize) -> Option<u8>, at: usize) -> Option<(char, usize)> {
    let lead = byte(at)?;
    let long = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for (n, place) in bytes.iter_mut().enumerate().take(long).skip(1) {
        *place = byte(at + n).filter(|b| (0x80..=0xbf).contains(b))?;
    }
    let c = std::str::from_utf8(&bytes[..long]).ok()?.chars().next()?;
    Some((c, long))
}

/// A letter or sign that may stand in a French text.
fn is_plausible(c: char) -> bool {
    matches!(c,
        '\u{a0}'..='\u{17f}' | '\u{218}'..='\u{21b}' | '\u{2002}'..='\u{200a}' | '\u{2010}'..='\u{206f}' | '\u{20ac}' | '\u{2100}'..='\u{22ff}'
        | '\u{25a0}'..='\u{27bf}' | '\u{fb00}'..='\u{fb06}' | '\u{fe0f}' | '\u{feff}' | '\u{1f000}'..)
}

/// Are all the words of `text` that hold a mended letter known?
fn words_known(text: &str, mended: &[bool]) -> bool {
    let mut any = false;
    let mut word = String::new();
    let mut touched = false;
    for (c, mended) in text.chars().zip(mended).chain([(' ', &false)]) {
        if c.is_alphabetic() || (matches!(c, '\'' | '’' | '-') && !word.is_empty()) {
            // maÎtre: a capital after a small letter shows another encoding.
            if *mended && c.is_uppercase() && word.ends_with(char::is_lowercase) {
                return false;
            }
            touched |= *mended;
            word.push(c);
            continue;
        }
        if touched && word.chars().any(char::is_alphabetic) {
            let word = word.trim_end_matches(['\'', '’', '-']);
            if !(is_french(word) || ELIDED.iter().any(|e| e.trim_end_matches('\'') == word)) {
                return false;
            }
            any = true;
        }
        word.clear();
        touched = false;
    }
    any
}

/// `’` whose last bytes were dropped, so that `â` stands for it: *lâarticle*, *câ™est*, *quâil*.
fn dropped(words: &str, chunk: &Range<usize>) -> Option<(Range<usize>, String)> {
    let at = words.find('â')?;
    let after = &words[at + 'â'.len_utf8()..];
    let (mark, rest) = match after.chars().next() {
        Some(c @ ('™' | '\u{99}')) => ('’', &after[c.len_utf8()..]),
        Some(c @ ('œ' | '\u{9c}')) => ('“', &after[c.len_utf8()..]),
        Some(c @ '¦') => ('…', &after[c.len_utf8()..]),
        _ => ('’', after),
    };
    if mark != '’' {
        let fixed = format!("{}{mark}{rest}", &words[..at]);
        let unlikely = after.starts_with(['¦', '\u{9c}'])
            || !is_french(words.trim_matches(|c: char| !c.is_alphabetic()));
        return unlikely.then(|| trimmed(words, chunk, fixed));
    }
    let letter = |c: char| c.is_alphabetic() || c == '-';
    let head_start = words[..at]
        .rfind(|c: char| !letter(c))
        .map_or(0, |n| n + words[n..].chars().next().map_or(1, char::len_utf8));
    let tail_end = rest.find(|c: char| !letter(c)).unwrap_or(rest.len());
    let (head, tail) = (&words[head_start..at], &rest[..tail_end]);
    let written = &words[head_start..words.len() - rest.len() + tail_end];
    let elided = format!("{}'", fold(head));
    let whole = format!("{elided}{}", fold(tail));
    // Tây, a place: a capital before one letter is no elided word.
    let short = head.starts_with(char::is_uppercase) && tail.chars().count() < 2;
    let sound = ELIDED.contains(&elided.as_str()) && elides(&fold(tail)) && is_french(tail);
    if short || is_french(written) || !(sound || is_french(&whole)) {
        return None;
    }
    let start = chunk.start + head_start;
    Some((start..start + written.len(), format!("{head}’{tail}")))
}

/// A word written in one encoding of one byte a letter and read in another: *trčs*, *h™tel*, *lÕeau*.
fn from_one_byte(words: &str) -> Option<(Range<usize>, String)> {
    let mark = |c: char| c.is_ascii_punctuation() || "«»“…\u{a0}".contains(c);
    let core = words.trim_matches(mark);
    let start = words.len() - words.trim_start_matches(mark).len();
    let lower = core.chars().skip(1).all(|c| !c.is_ascii_uppercase());
    if core.chars().count() < 4
        || !lower
        || is_french(core)
        || !core.contains(|c: char| c.is_ascii_lowercase())
        // Vowels with a macron, as Sanskrit or Japanese is written: prākrit.
        || core.chars().filter(|c| !c.is_ascii()).all(|c| "āēīōūĀĒĪŌŪ".contains(c))
    {
        return None;
    }
    TAKEN_FOR.iter().find_map(|&(shown, written)| {
        let (shown, written) = (&tables()[shown], &tables()[written]);
        let mut changed = 0;
        let fixed: Option<String> = core
            .chars()
            .map(|c| {
                if c < '\u{80}' {
                    return Some(c);
                }
                let letter = written.letter[usize::from(*shown.byte.get(&c)? - 0x80)];
                changed += usize::from(letter != c);
                (is_french_letter(letter) && letter.is_lowercase() || matches!(letter, '’' | 'É'))
                    .then_some(letter)
            })
            .collect();
        let fixed = fixed.filter(|fixed| changed > 0 && is_french(fixed))?;
        Some((start..start + core.len(), fixed))
    })
}

#[cfg(test)]
mod tests {
    use encoding_rs as enc;
    use proptest::prelude::*;

    use super::encodings::READ_AS;
    use super::*;

    fn fixed(text: &str) -> String {
        let mut out = text.to_string();
        let mut found: Vec<_> = chunks(text, 0..text.len()).flat_map(|chunk| mend(text, chunk)).collect();
        found.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, fixed) in found {
            out.replace_range(range, &fixed);
        }
        out
    }

    /// What `text` looks like when its UTF-8 is read in an encoding.
    fn garbled(text: &str, encoding: &'static enc::Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn utf_8_read_in_any_encoding() {
        assert_eq!(fixed(&garbled("« Ici », … — 20 €", enc::WINDOWS_1252)), "« Ici », … — 20 €");
        let text = "L’hôtel était déjà complet : forêt, maître, garçon, naïve et cœur, où ? Là-bas, à côté";
        for encoding in READ_AS {
            let shown = garbled(text, encoding);
            if !shown.contains('\u{fffd}') {
                assert_eq!(fixed(&shown), text, "{}", encoding.name());
            }
        }
        let twice = garbled(&garbled("Élève protégé", enc::WINDOWS_1252), enc::WINDOWS_1252);
        assert_eq!(fixed(&twice), "Élève protégé");
    }

    #[test]
    fn bytes_lost_on_the_way() {
        assert_eq!(fixed("lâarticle et quâil, câ™est aujourdâhui"), "l’article et qu’il, c’est aujourd’hui");
        assert_eq!(fixed("Ã  la mer, dÃ©jÃ la"), "à la mer, déjà la");
        assert_eq!(fixed("il faut Ã agir Ã  temps"), "il faut à agir à temps");
        assert_eq!(fixed("â€œouiâ€, dit-il, etâ€¦ nonÂ !"), "“oui”, dit-il, et… non !");
    }

    #[test]
    fn one_byte_taken_for_another() {
        assert_eq!(fixed("un b½uf, dËs le dÈbut"), "un bœuf, dËs le début");
        assert_eq!(fixed("c'est trčs déjŕ vu"), "c'est très déjà vu");
        assert_eq!(fixed("un h™tel de lÕouest"), "un hôtel de l’ouest");
        assert_eq!(fixed("une trиs belle forкt"), "une très belle forêt");
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in [
            "Le Čech Novák, Łódź, Brașov, FĂRĂ, São Paulo et MAÇÃ",
            "Âge, château, ÂME, à 20 °C, 12 £, « MAÇÃ »",
            "Привет, друзья; Гіркий; Ελληνικά, ©2021, Windows™, √2, ¬p",
            "Díli, Hà Tây, le prākrit, Tōkyō",
            "Dvořák, Škoda, Reykjavík, Ångström, mañana, İstanbul, œuf 🙂",
        ] {
            assert_eq!(fixed(text), text);
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "[\\PC\\pC]{0,40}") {
            fixed(&text);
        }

        #[test]
        fn signs_in_any_order(text in "[aâÃÂ€™œ©Ă¬√‚ä \u{a0}\u{80}\u{99}’'lq.]{0,30}") {
            fixed(&text);
        }
    }
}
