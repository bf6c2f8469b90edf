//! Agreement of an adjective with the noun before it: *une série important, une chambre frais, la presse local*.

mod attributive;
mod open;
mod plain;

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::{Grammar, group_at, opens_group};
use crate::lexicon::{Analysis, Features, Gender, Lexicon, Number, Pos};
use crate::text::{Shape, Word};

/// A noun with its determiner, and an adjective right after that goes with neither. Captures: `fixed`.
#[derive(Debug)]
pub enum NounAdjective {
    /// The adjective is nothing else: *une série géniaux*.
    Plain,
    /// It may be a noun or a verb besides, and what follows tells that it is not: *une veste noir*.
    Open,
    /// It may be, but is of those that are never said of what stands farther away: *la presse local*.
    Attributive,
}

/// An adjective that disagrees: its token, and the form that agrees.
struct Disagreeing {
    adjective: usize,
    fixed: String,
}

impl Detector for NounAdjective {
    fn wakes(&self, word: &Word) -> bool {
        opens_group(word)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && (w.has_pos(Pos::Noun) || w.has_pos(Pos::Adjective)))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(group) = group_at(&grammar, at) else { continue };
            let found = match self {
                NounAdjective::Plain => plain::disagreeing(page, &grammar, &group),
                NounAdjective::Open => open::disagreeing(&grammar, &group),
                NounAdjective::Attributive => attributive::disagreeing(&grammar, &group),
            };
            if let Some(Disagreeing { adjective, fixed }) = found {
                let before = &page.text[page.bytes(group.noun..adjective)];
                let fixed = format!("{} {fixed}", before.trim_end());
                add(Hit::new(page.bytes(group.noun..adjective + 1)).with("fixed", fixed));
            }
        }
    }
}

/// The form of an adjective, or of the participle that it is, for a gender and a number.
fn form_of(reading: &Analysis, (gender, number): (Gender, Number)) -> Option<String> {
    let features =
        Features { pos: Some(reading.tag.pos()), tense: reading.tag.mood_tense(), ..Features::new() };
    Lexicon::embedded().inflect(reading.lemma, &features.gender(gender).number(number))
}
