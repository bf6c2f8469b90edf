//! Is a whole token French? Tokens of running text hold more than one word of the lexicon:
//! *dit-il*, *qu'est-ce*, *l'usage*, *celui-là*, *12e*.

use super::Lexicon;

/// What may follow digits: ordinal endings, and the h of an hour (*1er, 3ème, 10h*).
const AFTER_DIGITS: [&str; 13] =
    ["er", "ers", "re", "res", "e", "es", "d", "de", "nd", "nde", "ème", "èmes", "h"];

impl Lexicon {
    /// Is this folded token French, whole or in its parts? It is cut after apostrophes and at
    /// hyphens, where *-t-* may stand between verb and pronoun; digits are good everywhere.
    pub fn recognizes(&self, folded: &str) -> bool {
        if self.contains(folded) {
            return true;
        }
        let pieces = || folded.split_inclusive('\'').flat_map(|piece| piece.split('-'));
        let parts = pieces().count();
        parts > 0 && pieces().enumerate().all(|(i, part)| self.recognizes_part(part, i, parts))
    }

    fn recognizes_part(&self, part: &str, index: usize, parts: usize) -> bool {
        if part == "t" {
            // Only the link of a-t-il, with a word on either side.
            return index > 0 && index + 1 < parts;
        }
        let letters = part.trim_start_matches(|c: char| c.is_ascii_digit());
        if letters.len() < part.len() {
            return letters.is_empty() || AFTER_DIGITS.contains(&letters);
        }
        self.contains(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_tokens_apart() {
        let tokens = "maison l'usage dit-il a-t-il est-ce qu'est-ce celui-là jour-là allez-vous \
            donnez-le-moi jusqu'alors aujourd'hui lorsqu'il arc-en-ciel 12 1er 2e 3ème franco-italien \
            vas-y m'en c'est-à-dire";
        for token in tokens.split_whitespace() {
            assert!(Lexicon::embedded().recognizes(token), "{token}");
        }
    }

    #[test]
    fn refuses_tokens_with_a_foreign_part() {
        for token in ["", "-", "'", "-t-", "dit-xyzzy", "l'xyzzy", "the", "12xyz", "don't"] {
            assert!(!Lexicon::embedded().recognizes(token), "{token}");
        }
    }
}
