//! Compiles the lexicon: a Hunspell dictionary and the hand-written closed classes go in, the bytes
//! of `dictionaries/fr.lexicon` come out. What is written follows from what is read alone, so that
//! anybody can rebuild the committed file byte for byte.

use std::collections::{BTreeMap, BTreeSet};

use super::expand::{Affixes, parse_entry};
use super::{Tag, fold};

mod closed;
mod layout;
mod readings;
mod synonyms;

pub use layout::{Compiled, write};
pub use synonyms::synonyms;

/// Why the lexicon could not be compiled.
#[derive(Debug, thiserror::Error)]
pub enum CompileError {
    /// A line of the closed classes that is not form, lemma and tag.
    #[error("closed classes, line {line}: {problem}")]
    Closed {
        /// Line number, from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// More lemmas, paradigms or suffixes than the layout has room for.
    #[error("too many {0} for the layout")]
    TooMany(&'static str),
    /// The map of forms could not be built.
    #[error("the map of forms could not be built: {0}")]
    Forms(#[from] fst::Error),
}

/// One reading of one form, all in true spelling.
#[derive(Clone, Debug, Eq, PartialEq, Hash, Ord, PartialOrd)]
pub struct Reading {
    /// The lemma.
    pub lemma: String,
    /// The form.
    pub form: String,
    /// The grammar.
    pub tag: Tag,
}

/// All readings, by folded form.
pub type Readings = BTreeMap<String, BTreeSet<Reading>>;

/// Counts to print, so that a rebuild can be compared at a glance.
#[derive(Debug, Default)]
pub struct Counts {
    /// Lines of the dictionary.
    pub entries: usize,
    /// Forms that the affixes give and Hunspell accepts.
    pub accepted: usize,
    /// Forms that the affixes give and Hunspell refuses.
    pub refused: usize,
}

/// Expands a dictionary and joins the closed classes to it. `accepts` is Hunspell's own verdict on
/// a form; what it refuses is left out.
pub fn collect(
    aff: &str,
    dic: &str,
    closed_lines: &str,
    mut accepts: impl FnMut(&str) -> bool,
) -> Result<(Readings, Counts), CompileError> {
    let affixes = Affixes::parse(aff);
    let mut all = Readings::new();
    let mut counts = Counts::default();
    for entry in dic.lines().filter_map(parse_entry) {
        counts.entries += 1;
        if !readings::wanted(&entry) {
            continue;
        }
        for form in affixes.expand(&entry) {
            if !accepts(&form.text) {
                counts.refused += 1;
                continue;
            }
            counts.accepted += 1;
            for reading in readings::of(&entry, &form) {
                all.entry(fold(&form.text).into_owned()).or_default().insert(reading);
            }
        }
    }
    closed::join(&mut all, closed_lines)?;
    readings::drop_noise(&mut all);
    Ok((all, counts))
}

/// The English words of a word list: those in lower case, without possessives.
pub fn english(list: &str) -> Result<Vec<u8>, CompileError> {
    let words: BTreeSet<String> = list
        .lines()
        .map(str::trim)
        .filter(|word| !word.is_empty() && !word.ends_with("'s"))
        .filter(|word| !word.contains(char::is_uppercase))
        .map(|word| fold(word).into_owned())
        .collect();
    let mut builder = fst::SetBuilder::memory();
    builder.extend_iter(words)?;
    Ok(builder.into_inner()?)
}
