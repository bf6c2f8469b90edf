//! Texts that are far too short or too long for what they translate, and sentences that were left out.

use super::{Comparison, Difference, Looked, Prepared, With};

/// How much a translation says.
#[derive(Debug)]
pub enum Length {
    /// A small part of what it should.
    Shorter,
    /// Several times what it should.
    Longer,
    /// A sentence or more is missing.
    Sentences,
}

impl Comparison for Length {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let target = letters(&pair.target);
        let sources: Vec<usize> = pair.sources.iter().map(letters).collect();
        let (least, most) =
            (sources.iter().min().copied().unwrap_or(0), sources.iter().max().copied().unwrap_or(0));
        let differs = match self {
            // French takes a fifth more letters than English; a third of them can only be a part.
            Length::Shorter => least >= 40 && target * 100 < least * 35 || least >= 12 && target * 5 < least,
            Length::Longer => {
                most >= 12 && target > most * 4 || most >= 3 && target > most * 8 && target > 40
            }
            Length::Sentences => {
                let (wanted, found) = (sentences(pair.source()), sentences(&pair.target));
                let shorter = target * 100 < least * 86;
                found < wanted && wanted >= 2 && shorter && !(least >= 40 && target * 100 < least * 35)
            }
        };
        if differs {
            let (expected, found) = match self {
                Length::Sentences => (sentences(pair.source()), sentences(&pair.target)),
                _ => (sources[0], target),
            };
            add(Difference::new(pair.whole(), expected.to_string(), found.to_string()));
        }
    }
}

fn letters(side: &Looked) -> usize {
    side.prose.chars().filter(|c| c.is_alphanumeric()).count()
}

/// How many sentences a text holds: marks that end one, before a capital or the end.
fn sentences(side: &Looked) -> usize {
    let prose = side.prose.trim();
    let mut count = 0;
    let mut words = 0;
    for word in prose.split_whitespace() {
        words += usize::from(word.chars().filter(|c| c.is_alphabetic()).count() > 1);
        let ends = word.trim_end_matches(['"', '”', '»', ')']).ends_with(['.', '!', '?']);
        let abbreviation = word.trim_end_matches('.').contains('.')
            || word.chars().filter(|c| c.is_alphabetic()).count() < 3;
        if ends && !abbreviation && words > 1 {
            count += 1;
            words = 0;
        }
    }
    count + usize::from(words > 1)
}
