//! The compiled lexicon's bytes: how they are laid out, and how they are read in place.
//!
//! A file is a magic number, the place of each section (two little-endian u32: offset, length), then
//! the sections. Nothing is copied or decoded on opening. A folded form has a rank (its value in the
//! first section, an fst map). Ranks are cut into blocks of 64; a block has a base lemma and, for
//! each form, two bytes: lemma minus base in the low [`DELTA_BITS`], the number of its list of tags
//! in the rest. A form that has several lemmas, a far lemma or a rare list of tags is [`ESCAPED`]: it
//! has its readings in the pool, found by counting the escapes before it in its block.

use thiserror::Error;

/// What a lexicon file begins with; the last byte is the version of the layout.
pub(crate) const MAGIC: &[u8; 8] = b"relire\0\x01";
pub(crate) const BLOCK: usize = 64;
pub(crate) const DELTA_BITS: u32 = 7;
pub(crate) const ESCAPED: u16 = u16::MAX;
/// In the pool, a reading is one u32: the lemma in the low bits, the list of tags in the rest.
pub(crate) const LEMMA_BITS: u32 = 18;
/// Lemma texts have a full offset every so many, and a length byte each.
pub(crate) const STRIDE: usize = 16;

/// The sections, in the order of the file.
#[derive(Copy, Clone)]
pub(crate) enum Section {
    /// fst map: folded form → rank.
    Forms,
    /// For each block: base lemma, first escape (u32 each).
    Blocks,
    /// For each form, two bytes.
    Entries,
    /// For each escaped form, where its readings begin in the pool; one more at the end.
    Escapes,
    /// Readings of escaped forms.
    Pool,
    /// For each list of tags, where it begins in `Tags`; one more at the end.
    TagLists,
    /// Tags, u32 each.
    Tags,
    /// Lemma spellings, end to end.
    LemmaText,
    /// One u32 in [`STRIDE`] lemmas: where its text begins.
    LemmaOffsets,
    /// For each lemma, the length of its text in bytes.
    LemmaLengths,
    /// For each lemma, its paradigm (u16).
    LemmaParadigms,
    /// For each paradigm, where it begins in `Cells`; one more at the end.
    Paradigms,
    /// Cells of paradigms: tag (u32), bytes to strip (u16), suffix to add (u16).
    Cells,
    /// For each suffix, where it begins in `SuffixText`; one more at the end.
    Suffixes,
    /// Suffixes, end to end.
    SuffixText,
}

pub(crate) const SECTIONS: usize = Section::SuffixText as usize + 1;

/// Why a lexicon file cannot be used.
#[derive(Debug, Error)]
pub enum LexiconError {
    /// Not a lexicon, or one of another version.
    #[error("not a lexicon of this version")]
    Magic,
    /// The file ends too early.
    #[error("the lexicon is cut short")]
    Short,
    /// The map of forms is broken.
    #[error("the lexicon's map of forms cannot be read: {0}")]
    Forms(#[from] fst::Error),
}

/// A section seen as a row of numbers; what lies beyond its end reads as `None`.
#[derive(Copy, Clone)]
pub(crate) struct Row(&'static [u8]);

impl Row {
    pub(crate) fn u8(self, index: usize) -> Option<usize> {
        self.0.get(index).map(|byte| usize::from(*byte))
    }

    pub(crate) fn u16(self, index: usize) -> Option<u16> {
        let bytes = self.0.get(index * 2..)?.first_chunk()?;
        Some(u16::from_le_bytes(*bytes))
    }

    pub(crate) fn u32(self, index: usize) -> Option<u32> {
        let bytes = self.0.get(index * 4..)?.first_chunk()?;
        Some(u32::from_le_bytes(*bytes))
    }

    /// Elements `index` and `index + 1` of a row of u32 offsets: where a list begins and ends.
    pub(crate) fn span(self, index: usize) -> Option<(u32, u32)> {
        Some((self.u32(index)?, self.u32(index + 1)?))
    }

    pub(crate) fn text(self, start: usize, end: usize) -> Option<&'static str> {
        std::str::from_utf8(self.0.get(start..end)?).ok()
    }

    pub(crate) fn len(self) -> usize {
        self.0.len()
    }
}

/// A lexicon file, its sections found.
pub(crate) struct Data {
    pub(crate) forms: fst::Map<&'static [u8]>,
    sections: [Row; SECTIONS],
}

impl Data {
    /// Finds the sections; reads a hundred bytes or so.
    pub(crate) fn open(bytes: &'static [u8]) -> Result<Data, LexiconError> {
        let table = bytes.strip_prefix(MAGIC).ok_or(LexiconError::Magic)?;
        let mut sections = [Row(&[]); SECTIONS];
        for (i, section) in sections.iter_mut().enumerate() {
            let number = |n| Row(table).u32(n).map(|n| n as usize).ok_or(LexiconError::Short);
            let (start, length) = (number(i * 2)?, number(i * 2 + 1)?);
            *section = Row(bytes.get(start..start + length).ok_or(LexiconError::Short)?);
        }
        let forms = fst::Map::new(sections[Section::Forms as usize].0)?;
        Ok(Data { forms, sections })
    }

    pub(crate) fn row(&self, section: Section) -> Row {
        self.sections[section as usize]
    }

    /// Lemma and tag list of a form that is not escaped, or where its readings are in the pool.
    pub(crate) fn entry(&self, rank: usize) -> Option<Found> {
        let entries = self.row(Section::Entries);
        let block = rank / BLOCK;
        let entry = entries.u16(rank)?;
        if entry != ESCAPED {
            let base = self.row(Section::Blocks).u32(block * 2)?;
            let delta = u32::from(entry) & ((1 << DELTA_BITS) - 1);
            let list = u32::from(entry) >> DELTA_BITS;
            return Some(Found::One { lemma: base + delta, list });
        }
        let first = self.row(Section::Blocks).u32(block * 2 + 1)?;
        let before = (block * BLOCK..rank).filter(|r| entries.u16(*r) == Some(ESCAPED)).count();
        let (start, end) = self.row(Section::Escapes).span(first as usize + before)?;
        Some(Found::Several { start, end })
    }

    /// One reading of the pool: lemma and tag list.
    pub(crate) fn pooled(&self, index: u32) -> Option<(u32, u32)> {
        let packed = self.row(Section::Pool).u32(index as usize)?;
        Some((packed & ((1 << LEMMA_BITS) - 1), packed >> LEMMA_BITS))
    }

    pub(crate) fn lemma_count(&self) -> u32 {
        self.row(Section::LemmaLengths).len() as u32
    }

    pub(crate) fn lemma(&self, id: u32) -> Option<&'static str> {
        let id = id as usize;
        let lengths = self.row(Section::LemmaLengths);
        let mut start = self.row(Section::LemmaOffsets).u32(id / STRIDE)? as usize;
        for i in id / STRIDE * STRIDE..id {
            start += lengths.u8(i)?;
        }
        self.row(Section::LemmaText).text(start, start + lengths.u8(id)?)
    }
}

/// What a form's two bytes lead to.
pub(crate) enum Found {
    One { lemma: u32, list: u32 },
    Several { start: u32, end: u32 },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_no_lexicon() {
        assert!(matches!(Data::open(b""), Err(LexiconError::Magic)));
        assert!(matches!(Data::open(b"relire\0\x01"), Err(LexiconError::Short)));
        let mut wild = MAGIC.to_vec();
        wild.resize(200, 0xff);
        assert!(Data::open(Vec::leak(wild)).is_err());
    }
}
