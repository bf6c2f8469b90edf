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
    /// All is said, in fewer sentences, with a comma where a stop was.
    JoinedSentences,
}

impl Comparison for Length {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let target = letters(&pair.target);
        let sources: Vec<usize> = pair.sources.iter().map(letters).collect();
        let (least, most) =
            (sources.iter().min().copied().unwrap_or(0), sources.iter().max().copied().unwrap_or(0));
        let part = least >= 40 && target * 100 < least * 35;
        let shorter = target * 100 < least * 86;
        let (wanted, found) = match self {
            Length::Sentences | Length::JoinedSentences => {
                (sentences(pair.source()), sentences(&pair.target))
            }
            Length::Shorter | Length::Longer => (sources[0], target),
        };
        let fewer = found < wanted && wanted >= 2;
        let differs = match self {
            // French takes a fifth more letters than English; a third of them can only be a part.
            Length::Shorter => part || least >= 12 && target * 5 < least,
            Length::Longer => {
                most >= 12 && target > most * 4 || most >= 3 && target > most * 8 && target > 40
            }
            Length::Sentences => fewer && shorter && !part,
            Length::JoinedSentences => {
                let (source, target) = (&pair.source().prose, &pair.target.prose);
                fewer && !shorter && commas(target) > commas(source) && links(target) <= links(source)
            }
        };
        if differs {
            add(Difference::new(pair.whole(), wanted.to_string(), found.to_string()));
        }
    }
}

fn letters(side: &Looked) -> usize {
    side.prose.chars().filter(|c| c.is_alphanumeric()).count()
}

fn commas(prose: &str) -> usize {
    prose.matches(',').count()
}

/// Marks and words that join two sentences soundly.
fn links(prose: &str) -> usize {
    const WORDS: [&str; 11] = ["and", "but", "or", "et", "mais", "ou", "car", "puis", "donc", "qui", "afin"];
    let marks = prose.matches([';', ':', '–', '—', '(']).count();
    marks + prose.split(|c: char| !c.is_alphabetic()).filter(|word| WORDS.contains(word)).count()
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
