//! The English words that tell a passage left untranslated, from SCOWL: ordinary words in all their
//! inflected forms, without names and without possessives.

use std::sync::OnceLock;

static EMBEDDED: &[u8] = include_bytes!("../../dictionaries/en.words");

/// Is this folded form an English word? One in seven is a French word too.
pub fn is_english(folded: &str) -> bool {
    static WORDS: OnceLock<Option<fst::Set<&'static [u8]>>> = OnceLock::new();
    let words = WORDS.get_or_init(|| fst::Set::new(EMBEDDED).ok());
    words.as_ref().is_some_and(|words| words.contains(folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_inflected_english() {
        for word in ["the", "providers", "running", "don't", "best", "was", "children", "table"] {
            assert!(is_english(word), "{word}");
        }
    }

    #[test]
    fn knows_no_names_possessives_or_french() {
        for word in ["london", "dog's", "fournisseurs", "été", "", "monday"] {
            assert!(!is_english(word), "{word}");
        }
    }
}
