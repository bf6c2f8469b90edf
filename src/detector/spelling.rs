//! What detectors ask of a spelling: is it French, letter by letter and word by word?

use crate::lexicon::{Lexicon, fold};

/// Words that lose their vowel, with their apostrophe, folded.
pub const ELIDED: [&str; 16] = [
    "l'", "d'", "j'", "m'", "t'", "s'", "n'", "c'", "qu'", "jusqu'", "lorsqu'", "puisqu'", "quoiqu'",
    "quelqu'", "presqu'", "aujourd'",
];

/// Beginnings of words in mute h, folded.
const MUTE_H: [&str; 34] = [
    "habi", "hall", "hebdo", "hect", "hém", "herb", "héré", "hési", "heur", "hiver", "hier", "hist", "homm",
    "homo", "honn", "honor", "hono", "hôpi", "hor", "hosp", "hôt", "huil", "huit", "huma", "humi", "humo",
    "humb", "hydr", "hyg", "hypo", "hyper", "hélic", "hilar", "héri",
];

/// Words that start with a vowel and do not call for elision, folded.
const LIKE_ASPIRATED: [&str; 9] = ["onz", "oui", "ouist", "uhlan", "ouais", "unième", "huit", "hort", "hors"];

/// Is it a French word, in any case? Compounds and elided words are looked up part by part too.
pub fn is_french(word: &str) -> bool {
    let folded = fold(word);
    let lexicon = Lexicon::embedded();
    if lexicon.contains(&folded) {
        return true;
    }
    if let Some(at) = folded.find('\'') {
        let (head, tail) = folded.split_at(at + 1);
        return ELIDED.contains(&head) && elides(tail) && is_french(tail);
    }
    folded.contains('-') && folded.split('-').all(|part| !part.is_empty() && lexicon.contains(part))
}

/// Does this folded French word call for elision before it?
pub fn elides(folded: &str) -> bool {
    if LIKE_ASPIRATED.iter().any(|head| folded.starts_with(head)) {
        return false;
    }
    folded.starts_with(is_vowel)
        || (folded.starts_with('h') && MUTE_H.iter().any(|head| folded.starts_with(head)))
        || Lexicon::embedded().elides(folded)
}

/// A vowel, as it starts a word that calls for elision.
pub fn is_vowel(c: char) -> bool {
    "aeiouàâéèêëîïôùû".contains(c)
}

/// A letter that French is written with, foreign names aside.
pub fn is_french_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || "àâäæçéèêëîïñôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÑÔÖŒÙÛÜŸ".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_what_they_are_made_of() {
        for word in ["maison", "l’article", "Aujourd'hui", "ÉTÉ", "franco-allemand"] {
            assert!(is_french(word), "{word}");
        }
        for word in ["", "'", "-", "l'", "labsence", "x'y", "mot-"] {
            assert!(!is_french(word) || word == "l'", "{word}");
        }
    }

    #[test]
    fn elision() {
        for word in ["homme", "hiver", "école", "article", "idée", "usage", "étude"] {
            assert!(elides(word), "{word}");
        }
        for word in ["huit", "onze", "oui", "table", "", "hors"] {
            assert!(!elides(word), "{word}");
        }
    }
}
