//! From a lemma to its forms. Lemmas that inflect alike share a paradigm: a list of cells, each a
//! tag, a number of bytes to take off the lemma's end, and a suffix to put there instead.

use super::data::Section;
use super::{Features, Flag, LemmaId, Lexicon, Tag};

impl Lexicon {
    /// Every form of a lemma with its grammar, in true spelling. A spelling that is both noun and
    /// verb (*pouvoir*) gives the forms of both. Nothing for a number that came from elsewhere.
    pub fn forms(&self, id: LemmaId) -> impl Iterator<Item = (Tag, String)> {
        self.cells(id).map(|cell| (cell.tag, cell.spell()))
    }

    /// The one form of a lemma that has these features: `None` when there is none, or when several
    /// differ (*paie* and *paye*). Forms that need a certain neighbour (*bel*, *nouvel*) are never
    /// chosen. Ask for a part of speech where the lemma may have two.
    pub fn inflect(&self, lemma: LemmaId, wanted: &Features) -> Option<String> {
        let mut found: Option<Cell<'_>> = None;
        for cell in self.cells(lemma) {
            if cell.tag.has(Flag::Rare) || !cell.tag.matches(wanted) {
                continue;
            }
            match &found {
                Some(first) if !first.same_form(&cell) => return None,
                _ => found = Some(cell),
            }
        }
        found.map(|cell| cell.spell())
    }

    fn cells(&self, id: LemmaId) -> impl Iterator<Item = Cell<'_>> {
        let lemma = self.lemma(id);
        let paradigm = self.data.row(Section::LemmaParadigms).u16(id.0 as usize);
        let span =
            paradigm.and_then(|paradigm| self.data.row(Section::Paradigms).span(usize::from(paradigm)));
        let (start, end) = span.unwrap_or_default();
        (start..end).map_while(move |index| self.cell(lemma, index as usize))
    }

    fn cell<'a>(&'a self, lemma: &'a str, index: usize) -> Option<Cell<'a>> {
        let cells = self.data.row(Section::Cells);
        let tag = Tag(cells.u32(index * 2)?);
        let strip = usize::from(cells.u16(index * 4 + 2)?);
        let suffix = usize::from(cells.u16(index * 4 + 3)?);
        let (start, end) = self.data.row(Section::Suffixes).span(suffix)?;
        let suffix = self.data.row(Section::SuffixText).text(start as usize, end as usize)?;
        let stem = lemma.get(..lemma.len().checked_sub(strip)?)?;
        Some(Cell { tag, stem, suffix })
    }
}

struct Cell<'a> {
    tag: Tag,
    stem: &'a str,
    suffix: &'a str,
}

impl Cell<'_> {
    fn spell(&self) -> String {
        [self.stem, self.suffix].concat()
    }

    fn same_form(&self, other: &Cell<'_>) -> bool {
        // The compiler strips as little as it can, so equal forms are cut at the same place.
        self.stem == other.stem && self.suffix == other.suffix
    }
}
