//! Words spelled alike in English and French, by their English synonyms.

use std::sync::OnceLock;

use fst::{IntoStreamer, Streamer};

static EMBEDDED: &[u8] = include_bytes!("../../dictionaries/en.synonyms");

/// The words, spelled alike in English and French, that a synonym spinner may have replaced by a folded English
/// word; the likeliest first. Of a plural, the singulars are given where it is not known itself.
pub fn spelled_alike(folded: &str) -> Vec<String> {
    let found = looked_up(folded);
    match folded.strip_suffix('s') {
        Some(singular) if found.is_empty() => looked_up(singular),
        _ => found,
    }
}

fn looked_up(word: &str) -> Vec<String> {
    static SYNONYMS: OnceLock<Option<fst::Set<&'static [u8]>>> = OnceLock::new();
    let Some(synonyms) = SYNONYMS.get_or_init(|| fst::Set::new(EMBEDDED).ok()) else { return Vec::new() };
    let mut keys = synonyms.range().ge(format!("{word}\t")).lt(format!("{word}\n")).into_stream();
    let mut found = Vec::new();
    while let Some(key) = keys.next() {
        let synonym = key.get(word.len() + 2..).and_then(|bytes| std::str::from_utf8(bytes).ok());
        found.extend(synonym.map(str::to_owned));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spinner_s_words_lead_back() {
        for (word, original) in [("motorcar", "car"), ("motorcars", "car")] {
            let found = spelled_alike(word);
            assert!(found.iter().any(|word| word == original), "{word}: {found:?}");
        }
        assert!(spelled_alike("zzz").is_empty());
    }
}
