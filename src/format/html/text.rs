//! Words of HTML: told without their entities and spare blanks, and written with what they need.

use std::ops::Range;

use htmlize::Context;

use crate::format::{Escape, unescaped};

/// The longest name of an entity, with its marks, in bytes.
const LONGEST_ENTITY: usize = 40;

/// The parts of a range of HTML text: runs that stand as they are, and what other parts stand for. A run of
/// blanks is one space.
pub fn decoded_parts(
    text: &str,
    range: Range<usize>,
    attribute: bool,
) -> Vec<(Range<usize>, Option<String>)> {
    let Some(slice) = text.get(range.clone()) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut from = 0;
    let mut at = 0;
    let place = |part: Range<usize>| range.start + part.start..range.start + part.end;
    while let Some(n) =
        slice.as_bytes()[at..].iter().position(|b| matches!(b, b'&' | b' ' | b'\t' | b'\n' | b'\r' | 12))
    {
        let start = at + n;
        let (end, signs) = if slice.as_bytes()[start] == b'&' {
            match entity(&slice[start..], attribute) {
                Some((length, signs)) => (start + length, signs),
                None => {
                    at = start + 1;
                    continue;
                }
            }
        } else {
            let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 12);
            (start + slice.as_bytes()[start..].iter().take_while(|b| blank(b)).count(), " ".to_owned())
        };
        if from < start {
            parts.push((place(from..start), None));
        }
        parts.push((place(start..end), Some(signs)));
        (from, at) = (end, end);
    }
    if from < slice.len() {
        parts.push((place(from..slice.len()), None));
    }
    parts
}

/// The length of the entity that a text starts with, and what it stands for.
fn entity(text: &str, attribute: bool) -> Option<(usize, String)> {
    let context = if attribute { Context::Attribute } else { Context::General };
    let name = text[1..]
        .bytes()
        .take(LONGEST_ENTITY)
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
        .count();
    let semicolon = usize::from(text[1 + name..].starts_with(';'));
    let whole = &text[..1 + name + semicolon];
    let decoded = htmlize::unescape_in(whole, context);
    if decoded == whole {
        return None;
    }
    // Without a semicolon the entity may be shorter than the name: `&eacutet`.
    let ends = |n: &usize| {
        let (head, tail) = whole.split_at(*n);
        let told = htmlize::unescape_in(head, context);
        told != head && decoded.strip_suffix(tail) == Some(&*told)
    };
    let length = (2..=whole.len()).rev().filter(|_| semicolon == 0).find(|n| ends(n) && !ends(&(n - 1)));
    let length = length.unwrap_or(whole.len());
    Some((length, decoded.strip_suffix(&whole[length..])?.to_owned()))
}

/// Words between tags.
pub fn escape(text: &str) -> Option<String> {
    Some(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

/// How words are written in the attribute whose value stands at `span`.
pub fn escape_of_value(text: &str, span: &Range<usize>) -> Option<Escape> {
    text.get(span.clone())?;
    match text[..span.start].chars().next_back() {
        Some('"') => {
            Some(|text| unescaped(text).map(|text| text.replace('&', "&amp;").replace('"', "&quot;")))
        }
        Some('\'') => {
            Some(|text| unescaped(text).map(|text| text.replace('&', "&amp;").replace('\'', "&#39;")))
        }
        Some('=') => Some(|text| {
            let bare = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '’');
            text.chars().all(bare).then(|| text.to_owned())
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let parts = decoded_parts(text, 0..text.len(), false);
        parts.into_iter().map(|(range, signs)| signs.unwrap_or_else(|| text[range].to_owned())).collect()
    }

    #[test]
    fn entities_and_blanks_are_told() {
        assert_eq!(
            told("d&eacute;j&#224;\n\t vu&nbsp;&hellip; AT&T &amp;lt; &x; &"),
            "déjà vu\u{a0}… AT&T &lt; &x; &"
        );
        assert_eq!(told("&eacutet&eacute &#xe9;"), "été é");
    }

    #[test]
    fn each_part_knows_its_place() {
        let text = "a &eacutet";
        let parts: Vec<&str> =
            decoded_parts(text, 0..text.len(), false).into_iter().map(|(r, _)| &text[r]).collect();
        assert_eq!(parts, ["a", " ", "&eacute", "t"]);
    }

    #[test]
    fn signs_are_escaped() {
        assert_eq!(escape("a & b < c").as_deref(), Some("a &amp; b &lt; c"));
    }
}
