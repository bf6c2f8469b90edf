//! What the words of French are: a form's lemmas and grammar, a lemma's forms, elision, and which
//! words are English.
//!
//! The lexicon is compiled from a Hunspell dictionary by the command `compile-lexicon` (see
//! `dictionaries/README.md`), embedded, and read in place: opening it costs nothing. Start at
//! [`Lexicon::analyses`]; [`fold()`] makes the key that it takes. Dictionaries that a user brings are
//! in [`crate::dictionaries`].

pub mod compile;
mod data;
mod elision;
mod english;
pub mod expand;
pub mod fold;
mod inflect;
mod recognize;
mod respell;
mod synonyms;
mod tag;

use std::ops::Range;
use std::sync::OnceLock;

use data::{Data, Found, Section};
use serde::{Deserialize, Serialize};

pub use data::LexiconError;
pub use elision::Elision;
pub use english::is_english;
pub use fold::fold;
pub use respell::Respelling;
pub use synonyms::spelled_alike;
pub use tag::{Features, Flag, Gender, Kind, Number, Person, Pos, Tag, Tense};

static EMBEDDED: &[u8] = include_bytes!("../dictionaries/fr.lexicon");

/// A lemma spelling, as a number that is only good for the lexicon it came from.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Ord, PartialOrd, Serialize, Deserialize)]
pub struct LemmaId(pub u32);

/// One reading of a form.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub struct Analysis {
    /// What the form is a form of.
    pub lemma: LemmaId,
    /// Its grammar.
    pub tag: Tag,
}

/// A compiled lexicon.
pub struct Lexicon {
    data: Data,
}

impl Lexicon {
    /// The French lexicon that is part of the program.
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            Lexicon::open(EMBEDDED).expect("the embedded lexicon is whole: the tests open it")
        })
    }

    /// A lexicon in the bytes that `compile-lexicon` wrote.
    pub fn open(bytes: &'static [u8]) -> Result<Lexicon, LexiconError> {
        Ok(Lexicon { data: Data::open(bytes)? })
    }

    /// The readings of a folded form; none if it is unknown. Elided words are looked up with their
    /// apostrophe (`l'`), compounds whole (`arc-en-ciel`).
    pub fn analyses(&self, folded: &str) -> Analyses<'_> {
        let mut analyses = Analyses { data: &self.data, lemma: 0, tags: 0..0, pooled: 0..0 };
        let rank = self.data.forms.get(folded);
        match rank.and_then(|rank| self.data.entry(rank as usize)) {
            Some(Found::One { lemma, list }) => analyses.enter(lemma, list),
            Some(Found::Several { start, end }) => analyses.pooled = start..end,
            None => {}
        }
        analyses
    }

    /// Is this folded form a French word?
    pub fn contains(&self, folded: &str) -> bool {
        self.data.forms.contains_key(folded)
    }

    /// Has a folded form a reading that is no name, symbol or prefix?
    pub fn is_common(&self, folded: &str) -> bool {
        self.analyses(folded).any(|a| !a.tag.proper() && !matches!(a.tag.pos(), Pos::Other | Pos::Prefix))
    }

    /// The number of a lemma, spelt truly (*Paris*, *œuvre*) or folded; of several that fold alike
    /// (*pierre*, *Pierre*), the one spelt as asked, else the first without capital.
    pub fn lemma_id(&self, lemma: &str) -> Option<LemmaId> {
        let folded = fold(lemma);
        let first = self.first_lemma(|text| fold(text) < folded);
        let alike = (first..self.lemma_count())
            .map_while(|id| self.data.lemma(id).map(|text| (LemmaId(id), text)))
            .take_while(|(_, text)| fold(text) == folded);
        let exact = alike.clone().find(|(_, text)| *text == lemma);
        let small = || alike.clone().find(|(_, text)| !text.starts_with(char::is_uppercase));
        let found = exact.or_else(small).or_else(|| alike.clone().next());
        found.map(|(id, _)| id)
    }

    /// The true spelling of a lemma; empty for a number that came from elsewhere.
    pub fn lemma(&self, id: LemmaId) -> &str {
        self.data.lemma(id.0).unwrap_or_default()
    }

    /// How many lemmas there are; their numbers run from 0.
    pub fn lemma_count(&self) -> u32 {
        self.data.lemma_count()
    }

    /// How many forms there are.
    pub fn form_count(&self) -> usize {
        self.data.forms.len()
    }

    // Lemmas are sorted by their folded spelling.
    fn first_lemma(&self, before: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.lemma_count());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.data.lemma(middle) {
                Some(text) if before(text) => low = middle + 1,
                _ => high = middle,
            }
        }
        low
    }
}

/// The readings of one form.
#[derive(Clone)]
pub struct Analyses<'a> {
    data: &'a Data,
    lemma: u32,
    tags: Range<u32>,
    pooled: Range<u32>,
}

impl Analyses<'_> {
    /// Is there no reading left? At first: is the form unknown?
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.pooled.is_empty()
    }

    fn enter(&mut self, lemma: u32, list: u32) {
        self.lemma = lemma;
        let span = self.data.row(Section::TagLists).span(list as usize);
        self.tags = span.map_or(0..0, |(start, end)| start..end);
    }
}

impl Iterator for Analyses<'_> {
    type Item = Analysis;

    fn next(&mut self) -> Option<Analysis> {
        loop {
            if let Some(index) = self.tags.next() {
                let tag = Tag(self.data.row(Section::Tags).u32(index as usize)?);
                return Some(Analysis { lemma: LemmaId(self.lemma), tag });
            }
            let (lemma, list) = self.data.pooled(self.pooled.next()?)?;
            self.enter(lemma, list);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The readings of a word, as text: lemma, then tag.
    fn readings(word: &str) -> Vec<String> {
        let lexicon = Lexicon::embedded();
        let analyses = lexicon.analyses(&fold(word));
        let text = |a: Analysis| format!("{} {:?}", lexicon.lemma(a.lemma), a.tag);
        analyses.map(text).collect()
    }

    #[track_caller]
    fn reads(word: &str, expected: &str) {
        let readings = readings(word);
        assert!(readings.iter().any(|r| r == expected), "{word}: {expected} not in {readings:?}");
    }

    #[test]
    fn gives_every_reading_of_an_ambiguous_word() {
        reads("livre", "livre noun epi sg");
        reads("livre", "livrer verb sg 3 pres trans intrans indirect refl");
        reads("suis", "être verb sg 1 pres intrans aux");
        reads("suis", "suivre verb sg 1 pres trans intrans");
        reads("fils", "fils noun mas inv");
        reads("parlé", "parler verb mas sg pp trans intrans indirect refl");
        reads("été", "été noun mas sg");
        reads("été", "être verb epi inv pp intrans aux");
        reads("yeux", "œil noun mas pl");
        reads("rouges", "rouge adj epi pl");
        reads("va", "aller verb sg 3 pres intrans refl être");
    }

    #[test]
    fn knows_the_closed_classes() {
        reads("la", "le det fem sg def");
        reads("la", "le pron fem sg 3 pers clitic object");
        reads("aux", "à prep epi pl contr");
        reads("du", "de prep mas sg contr");
        reads("du", "du det mas sg art");
        reads("des", "un det epi pl art");
        reads("cette", "ce det fem sg dem");
        reads("leurs", "leur det epi pl 3 poss");
        reads("quelles", "quel det fem pl int");
        reads("toutes", "tout det fem pl indef");
        reads("ne", "ne adv neg clitic");
        reads("mais", "mais conj coord");
    }

    #[test]
    fn looks_up_elided_words_with_their_apostrophe() {
        reads("l'", "le det epi sg def elided rare");
        reads("L’", "le pron epi sg 3 pers clitic object elided rare");
        reads("d'", "de prep elided rare");
        reads("qu'", "que conj sub elided rare");
        for word in ["j'", "m'", "t'", "s'", "n'", "c'", "jusqu'", "lorsqu'", "puisqu'", "quoiqu'"] {
            assert!(!readings(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn tells_names_from_nouns() {
        reads("Marie", "Marie name fem inv first");
        reads("France", "France name fem inv place");
        reads("Paris", "Paris name epi inv place");
        reads("paris", "pari noun mas pl");
        reads("ADN", "ADN noun mas inv");
    }

    #[test]
    fn marks_readings_that_text_hardly_has() {
        reads("dans", "dan noun mas pl unlikely");
        reads("dans", "dans prep");
        // Units that look like a word in capitals are no reading of it.
        assert!(readings("ma").iter().all(|reading| reading.starts_with("mon ")));
    }

    #[test]
    fn finds_lemmas_spelt_truly_or_folded() {
        let lexicon = Lexicon::embedded();
        let spelling = |word| lexicon.lemma_id(word).map(|id| lexicon.lemma(id));
        assert_eq!(spelling("œuvre"), Some("œuvre"));
        assert_eq!(spelling("oeuvre"), Some("œuvre"));
        assert_eq!(spelling("pierre"), Some("pierre"));
        assert_eq!(spelling("Pierre"), Some("Pierre"));
        assert_eq!(spelling("CHEVAL"), Some("cheval"));
        assert_eq!(spelling("chevaux"), None);
        assert_eq!(spelling(""), None);
    }

    #[test]
    fn answers_nonsense_with_nothing() {
        let lexicon = Lexicon::embedded();
        for word in ["", "'", "xyzzy", "\0", "é\u{301}", "🦀", &"a".repeat(10_000)] {
            assert!(lexicon.analyses(word).is_empty(), "{word}");
            assert!(!lexicon.contains(word), "{word}");
            assert!(lexicon.lemma_id(word).is_none(), "{word}");
        }
        let nowhere = LemmaId(u32::MAX);
        assert_eq!(lexicon.lemma(nowhere), "");
        assert_eq!(lexicon.forms(nowhere).count(), 0);
        assert_eq!(lexicon.inflect(nowhere, &Features::new()), None);
    }

    #[test]
    fn every_lemma_is_found_by_its_spelling_and_has_forms() {
        let lexicon = Lexicon::embedded();
        for id in (0..lexicon.lemma_count()).step_by(7).map(LemmaId) {
            let lemma = lexicon.lemma(id);
            assert_eq!(lexicon.lemma_id(lemma), Some(id), "{lemma}");
            assert!(lexicon.forms(id).next().is_some(), "{lemma}");
        }
    }
}
