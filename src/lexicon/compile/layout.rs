//! Lays the readings out in the sections that `data.rs` reads.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{CompileError, Readings, Tag, fold};
use crate::lexicon::data::{BLOCK, DELTA_BITS, ESCAPED, LEMMA_BITS, MAGIC, SECTIONS, STRIDE, Section};

type TagList = BTreeSet<Tag>;

/// A lexicon file.
pub struct Compiled {
    /// What to write.
    pub bytes: Vec<u8>,
    /// Each section's name and its size in bytes.
    pub sizes: Vec<(&'static str, usize)>,
}

/// Lays a lexicon file out.
pub fn write(all: &Readings) -> Result<Compiled, CompileError> {
    let mut sections: Vec<Vec<u8>> = vec![Vec::new(); SECTIONS];
    let lemmas = lemma_numbers(all);
    if lemmas.len() >= 1 << LEMMA_BITS {
        return Err(CompileError::TooMany("lemmas"));
    }
    write_forms(all, &lemmas, &mut sections)?;
    write_lemmas(&lemmas, &mut sections);
    write_paradigms(all, &lemmas, &mut sections)?;

    let mut bytes = MAGIC.to_vec();
    let mut start = MAGIC.len() + SECTIONS * 8;
    for section in &sections {
        push(&mut bytes, start);
        push(&mut bytes, section.len());
        start += section.len();
    }
    bytes.extend(sections.iter().flatten());
    let names = [
        "forms",
        "blocks",
        "entries",
        "escapes",
        "pool",
        "tag lists",
        "tags",
        "lemma text",
        "lemma offsets",
        "lemma lengths",
        "lemma paradigms",
        "paradigms",
        "cells",
        "suffixes",
        "suffix text",
    ];
    let sizes = names.into_iter().zip(sections.iter().map(Vec::len)).collect();
    Ok(Compiled { bytes, sizes })
}

/// Lemmas are numbered by folded spelling, so that a form's lemma has a number near its neighbours'.
fn lemma_numbers(all: &Readings) -> BTreeMap<(String, &str), u32> {
    let mut lemmas = BTreeMap::new();
    for reading in all.values().flatten() {
        let lemma = reading.lemma.as_str();
        lemmas.entry((fold(lemma).into_owned(), lemma)).or_insert(0);
    }
    for (number, value) in lemmas.values_mut().enumerate() {
        *value = number as u32;
    }
    lemmas
}

fn write_forms(
    all: &Readings,
    lemmas: &BTreeMap<(String, &str), u32>,
    sections: &mut [Vec<u8>],
) -> Result<(), CompileError> {
    let numbers: HashMap<&str, u32> = lemmas.iter().map(|((_, text), id)| (*text, *id)).collect();
    let mut readings: Vec<BTreeMap<u32, TagList>> = Vec::with_capacity(all.len());
    let mut builder = fst::MapBuilder::memory();
    for (rank, (form, set)) in all.iter().enumerate() {
        builder.insert(form, rank as u64)?;
        let mut by_lemma: BTreeMap<u32, TagList> = BTreeMap::new();
        for reading in set {
            let id = numbers[reading.lemma.as_str()];
            by_lemma.entry(id).or_default().insert(reading.tag);
        }
        readings.push(by_lemma);
    }
    sections[Section::Forms as usize] = builder.into_inner()?;

    let lists = write_tag_lists(&readings, sections)?;
    let mut escapes = 0;
    for block in readings.chunks(BLOCK) {
        let base = best_base(block);
        push(&mut sections[Section::Blocks as usize], base as usize);
        push(&mut sections[Section::Blocks as usize], escapes);
        for by_lemma in block {
            let entry = short_entry(by_lemma, base, &lists).unwrap_or(ESCAPED);
            sections[Section::Entries as usize].extend(entry.to_le_bytes());
            if entry == ESCAPED {
                escapes += 1;
                let start = sections[Section::Pool as usize].len() / 4;
                push(&mut sections[Section::Escapes as usize], start);
                for (lemma, tags) in by_lemma {
                    let packed = lists[tags] << LEMMA_BITS | lemma;
                    push(&mut sections[Section::Pool as usize], packed as usize);
                }
            }
        }
    }
    let end = sections[Section::Pool as usize].len() / 4;
    push(&mut sections[Section::Escapes as usize], end);
    Ok(())
}

/// Numbers the lists of tags, the most frequent first: only those fit a two-byte entry.
fn write_tag_lists(
    readings: &[BTreeMap<u32, TagList>],
    sections: &mut [Vec<u8>],
) -> Result<HashMap<TagList, u32>, CompileError> {
    let mut counts: BTreeMap<&TagList, usize> = BTreeMap::new();
    for tags in readings.iter().flat_map(BTreeMap::values) {
        *counts.entry(tags).or_default() += 1;
    }
    let mut ordered: Vec<_> = counts.into_iter().collect();
    ordered.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    if ordered.len() >= 1 << (32 - LEMMA_BITS) {
        return Err(CompileError::TooMany("lists of tags"));
    }
    let mut lists = HashMap::new();
    for (number, (tags, _)) in ordered.into_iter().enumerate() {
        let start = sections[Section::Tags as usize].len() / 4;
        push(&mut sections[Section::TagLists as usize], start);
        for tag in tags {
            push(&mut sections[Section::Tags as usize], tag.0 as usize);
        }
        lists.insert(tags.clone(), number as u32);
    }
    let end = sections[Section::Tags as usize].len() / 4;
    push(&mut sections[Section::TagLists as usize], end);
    Ok(lists)
}

/// The base lemma that brings the most forms of a block within reach.
fn best_base(block: &[BTreeMap<u32, TagList>]) -> u32 {
    let single = block.iter().filter(|by_lemma| by_lemma.len() == 1);
    let ids: Vec<u32> = single.flat_map(|by_lemma| by_lemma.keys().copied()).collect();
    let reached = |base: u32| {
        let reach = base..base + (1 << DELTA_BITS);
        ids.iter().filter(|id| reach.contains(id)).count()
    };
    let best = ids.iter().copied().max_by_key(|base| (reached(*base), u32::MAX - base));
    best.unwrap_or_default()
}

fn short_entry(by_lemma: &BTreeMap<u32, TagList>, base: u32, lists: &HashMap<TagList, u32>) -> Option<u16> {
    let (lemma, tags) = by_lemma.first_key_value().filter(|_| by_lemma.len() == 1)?;
    let delta = lemma.checked_sub(base).filter(|delta| *delta < 1 << DELTA_BITS)?;
    let entry = u16::try_from(lists[tags] << DELTA_BITS | delta).ok()?;
    (entry != ESCAPED).then_some(entry)
}

fn write_lemmas(lemmas: &BTreeMap<(String, &str), u32>, sections: &mut [Vec<u8>]) {
    for ((_, text), id) in lemmas {
        let start = sections[Section::LemmaText as usize].len();
        if (*id as usize).is_multiple_of(STRIDE) {
            push(&mut sections[Section::LemmaOffsets as usize], start);
        }
        // A lemma of 256 bytes would be cut here; the longest has forty.
        let length = u8::try_from(text.len()).unwrap_or(0);
        sections[Section::LemmaLengths as usize].push(length);
        sections[Section::LemmaText as usize].extend(&text.as_bytes()[..usize::from(length)]);
    }
}

fn write_paradigms(
    all: &Readings,
    lemmas: &BTreeMap<(String, &str), u32>,
    sections: &mut [Vec<u8>],
) -> Result<(), CompileError> {
    let mut cells: HashMap<&str, BTreeSet<(Tag, usize, &str)>> = HashMap::new();
    for reading in all.values().flatten() {
        let kept = common_prefix(&reading.lemma, &reading.form);
        let cell = (reading.tag, reading.lemma.len() - kept, &reading.form[kept..]);
        cells.entry(&reading.lemma).or_default().insert(cell);
    }
    let mut suffixes: HashMap<&str, u16> = HashMap::new();
    let mut paradigms: HashMap<&BTreeSet<(Tag, usize, &str)>, u16> = HashMap::new();
    let mut count = 0;
    for (_, text) in lemmas.keys() {
        let paradigm = &cells[text];
        let next = paradigms.len();
        let number = match paradigms.get(paradigm) {
            Some(number) => *number,
            None => {
                push(&mut sections[Section::Paradigms as usize], count);
                for (tag, strip, suffix) in paradigm {
                    let suffix = suffix_number(suffix, &mut suffixes, sections)?;
                    push(&mut sections[Section::Cells as usize], tag.0 as usize);
                    let strip = *strip as u16;
                    sections[Section::Cells as usize].extend(strip.to_le_bytes());
                    sections[Section::Cells as usize].extend(suffix.to_le_bytes());
                    count += 1;
                }
                u16::try_from(next).map_err(|_| CompileError::TooMany("paradigms"))?
            }
        };
        paradigms.insert(paradigm, number);
        sections[Section::LemmaParadigms as usize].extend(number.to_le_bytes());
    }
    push(&mut sections[Section::Paradigms as usize], count);
    let end = sections[Section::SuffixText as usize].len();
    push(&mut sections[Section::Suffixes as usize], end);
    Ok(())
}

fn suffix_number<'a>(
    suffix: &'a str,
    known: &mut HashMap<&'a str, u16>,
    sections: &mut [Vec<u8>],
) -> Result<u16, CompileError> {
    if let Some(number) = known.get(suffix) {
        return Ok(*number);
    }
    let number = u16::try_from(known.len()).map_err(|_| CompileError::TooMany("suffixes"))?;
    let start = sections[Section::SuffixText as usize].len();
    push(&mut sections[Section::Suffixes as usize], start);
    sections[Section::SuffixText as usize].extend(suffix.as_bytes());
    known.insert(suffix, number);
    Ok(number)
}

fn common_prefix(a: &str, b: &str) -> usize {
    let same = a.char_indices().zip(b.chars()).take_while(|((_, x), y)| x == y);
    same.last().map_or(0, |((start, c), _)| start + c.len_utf8())
}

fn push(section: &mut Vec<u8>, number: usize) {
    section.extend((number as u32).to_le_bytes());
}
