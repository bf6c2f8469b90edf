//! What the words of French are: a form's lemmas and grammar, a lemma's forms, elision, and which
//! words are English.
//!
//! The lexicon is compiled from a Hunspell dictionary by the command `compile-lexicon` (see
//! `dictionaries/README.md`), embedded, and read in place: opening it costs nothing. Start at
//! [`Lexicon::analyses`]; [`fold`] makes the key that it takes. Dictionaries that a user brings are
//! in [`hunspell`].

pub mod compile;
mod data;
mod elision;
mod english;
pub mod expand;
mod fold;
pub mod hunspell;
mod inflect;
mod tag;

use std::ops::Range;
use std::sync::OnceLock;

use data::{Data, Found, Section};

pub use data::LexiconError;
pub use elision::Elision;
pub use english::is_english;
pub use fold::fold;
pub use tag::{Features, Flag, Gender, Kind, Number, Person, Pos, Tag, Tense};

static EMBEDDED: &[u8] = include_bytes!("../dictionaries/fr.lexicon");

/// A lemma spelling, as a number that is only good for the lexicon it came from.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash, Ord, PartialOrd)]
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
        Ok(Lexicon {
            data: Data::open(bytes)?,
        })
    }

    /// The readings of a folded form; none if it is unknown. Elided words are looked up with their
    /// apostrophe (`l'`), compounds whole (`arc-en-ciel`).
    pub fn analyses(&self, folded: &str) -> Analyses<'_> {
        let mut analyses = Analyses {
            data: &self.data,
            lemma: 0,
            tags: 0..0,
            pooled: 0..0,
        };
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

    /// The number of a lemma, spelt truly (*Paris*, *œuvre*) or folded; of several that fold alike
    /// (*pierre*, *Pierre*), the one spelt as asked, else the first without capital.
    pub fn lemma_id(&self, lemma: &str) -> Option<LemmaId> {
        let folded = fold(lemma);
        let first = self.first_lemma(|text| fold(text) < folded);
        let alike = (first..self.lemma_count())
            .map_while(|id| self.data.lemma(id).map(|text| (LemmaId(id), text)))
            .take_while(|(_, text)| fold(text) == folded);
        let exact = alike.clone().find(|(_, text)| *text == lemma);
        let small = || {
            alike
                .clone()
                .find(|(_, text)| !text.starts_with(char::is_uppercase))
        };
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
                return Some(Analysis {
                    lemma: LemmaId(self.lemma),
                    tag,
                });
            }
            let (lemma, list) = self.data.pooled(self.pooled.next()?)?;
            self.enter(lemma, list);
        }
    }
}
