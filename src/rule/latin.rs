//! Regular expressions on texts of Latin letters.
//!
//! A class such as `\\w` holds seven hundred ranges of Unicode, and most of the cost of an expression is to compile them. On a
//! text that has none of the letters beyond Latin, all but a few are of no use.

use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};

/// Latin letters with their marks, and punctuation, currencies and letter-like signs.
const LATIN: [(char, char); 2] = [('\0', '\u{23f}'), ('\u{2000}', '\u{217f}')];

/// Is a text made of [`LATIN`]?
pub fn is_latin(text: &str) -> bool {
    let bytes = text.as_bytes();
    // The first bytes of its characters: one below 0xc9, or 0xe2 with one up to 0x85 after it.
    let is_latin = |(at, &byte): (usize, &u8)| byte < 0xc9 || byte == 0xe2 && bytes[at + 1] <= 0x85;
    bytes.is_ascii() || bytes.iter().enumerate().all(is_latin)
}

/// What an expression is on texts of [`LATIN`]; nothing if that is the same.
pub fn in_latin(hir: &Hir) -> Option<Hir> {
    let latin = ClassUnicode::new(LATIN.map(|(first, last)| ClassUnicodeRange::new(first, last)));
    let cut = cut(hir, &latin);
    (cut != *hir).then_some(cut)
}

fn cut(hir: &Hir, latin: &ClassUnicode) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(|part| cut(part, latin)).collect();
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let mut class = class.clone();
            class.intersect(latin);
            Hir::class(Class::Unicode(class))
        }
        HirKind::Capture(Capture { index, name, sub }) => {
            Hir::capture(Capture { index: *index, name: name.clone(), sub: Box::new(cut(sub, latin)) })
        }
        HirKind::Repetition(repetition) => {
            Hir::repetition(Repetition { sub: Box::new(cut(&repetition.sub, latin)), ..repetition.clone() })
        }
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => {
            hir.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    #[test]
    fn texts_of_latin_letters() {
        for text in ["", "plain", "œuvre à 3 € — « Ŝ™ »", "\u{23f}\u{2000}\u{217f}"] {
            assert!(is_latin(text), "{text}");
        }
        for text in ["\u{240}", "Ωμέγα", "a\u{300}", "→", "\u{2180}", "文", "🙂"] {
            assert!(!is_latin(text), "{text}");
        }
    }

    #[test]
    fn what_is_plain_stays_as_it_is() {
        let hir = |source| regex_syntax::parse(source).expect("an expression");
        assert_eq!(in_latin(&hir(r"\bmot [a-zà-ÿ]{2}$")), None);
        assert!(in_latin(&hir(r"\bmot \w")).is_some_and(|latin| latin.to_string().len() < 300));
    }

    proptest! {
        #[test]
        fn matches_are_the_same(text in "[a-cé€ ßÀ0-9.,«»\u{2009}\u{23f}-]{0,30}") {
            for source in [r"\b\w+\b", r"(?i)(?<n>À|\p{Lu})\S*?.", r"[^a\d]{2,}|(?<x>\s)", r"\W$", r"^\p{Greek}|.", r"(?:a|\pL\pM)+"] {
                let latin = in_latin(&regex_syntax::parse(source).expect("an expression")).expect("less");
                let [whole, latin] = [source, &latin.to_string()].map(|source| Regex::new(source).expect("an expression"));
                prop_assert_eq!(whole.capture_names().collect::<Vec<_>>(), latin.capture_names().collect::<Vec<_>>());
                let found = |regex: &Regex| -> Vec<Vec<_>> {
                    let groups = |captures: regex::Captures| captures.iter().map(|g| g.map(|g| g.range())).collect();
                    regex.captures_iter(&text).map(groups).collect()
                };
                prop_assert_eq!(found(&whole), found(&latin), "{}", source);
            }
        }
    }
}
