//! Acronyms with their letters mixed up: *HTPT* for *HTTP*.
//!
//! French has acronyms of its own (*OTAN*, *ADN*) and words for others, so a lost one is no fault. One that
//! is a slip away from the source's is.

use std::ops::Range;

use strsim::damerau_levenshtein;

use super::{Comparison, Difference, Prepared, With};

/// An acronym of the translation that is one letter, or two neighbours, away from one of the source.
#[derive(Debug)]
pub struct Acronyms;

impl Comparison for Acronyms {
    fn compare(&self, pair: &Prepared, _with: &With, add: &mut dyn FnMut(Difference)) {
        let expected: Vec<&str> =
            pair.sources.iter().flat_map(|s| acronyms(&s.prose)).map(|(word, _)| word).collect();
        let found: Vec<(&str, Range<usize>)> = acronyms(&pair.target.prose).collect();
        // A text in capitals has no acronyms that could be told.
        if found.len() > 4 {
            return;
        }
        for (word, range) in &found {
            if expected.contains(word) {
                continue;
            }
            let meant = expected.iter().find(|e| {
                word.len() == e.len()
                    && damerau_levenshtein(word, e) == 1
                    && !found.iter().any(|(other, _)| other == *e)
            });
            if let Some(meant) = meant {
                add(Difference::new(range.clone(), *meant, *word).mended(range.clone(), *meant));
            }
        }
    }
}

/// The longest acronym that is looked at: telling two words apart takes memory by the square of their length.
const LONGEST: usize = 20;

/// Words of three capitals or more, with their places.
fn acronyms(prose: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut at = 0;
    prose.split(|c: char| !c.is_alphanumeric()).filter_map(move |word| {
        let start = at + prose[at..].find(word)?;
        at = start + word.len();
        let capitals = (3..=LONGEST).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
        capitals.then_some((word, start..at))
    })
}
