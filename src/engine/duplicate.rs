//! Text that stands twice: words right after themselves; sentences, lines and paragraphs soon
//! after. Pages of separate records repeat their formulas, so far away is no evidence.

use std::collections::{HashMap, VecDeque};
use std::hash::BuildHasher;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::context;
use super::page::{Facts, Hit, Page};
use super::replacement;
use crate::finding::Finding;
use crate::format::{Document, Format};
use crate::language::Language;
use crate::rule::check::Check;
use crate::rule::model::{DuplicateSpec, DuplicateUnit};
use crate::text::{Block, Kind, Words};

/// The most words of a run that is looked for right after itself.
const LONGEST_RUN: usize = 24;

/// Doubled words and sentences of a block.
pub fn near(page: &Page, spec: DuplicateSpec, add: &mut dyn FnMut(Hit)) {
    match spec.unit {
        DuplicateUnit::Words => doubled_words(page, spec.min_words, add),
        DuplicateUnit::Sentence => doubled_sentences(page, spec, add),
        DuplicateUnit::Line | DuplicateUnit::Paragraph => {}
    }
}

/// A run of `least` words or more, right after itself. The second is reported.
fn doubled_words(page: &Page, least: usize, add: &mut dyn FnMut(Hit)) {
    let tokens = page.tokens();
    let form = |n: usize| page.words.form(tokens[n].word);
    let again = next_alike(page);
    for sentence in &page.block.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let longest = LONGEST_RUN.min((sentence.end - at) / 2);
            // How far the same word stands again.
            let distances = std::iter::successors(Some(at), |&n| again[n].map(|next| next as usize))
                .skip(1)
                .map(|next| next - at)
                .take_while(|&length| length <= longest);
            let run = distances
                .filter(|&length| {
                    length >= least.max(1)
                        && (1..length).all(|n| form(at + n) == form(at + length + n))
                        && (at..at + length).filter(|&n| matches!(tokens[n].kind, Kind::Word)).count()
                            >= least
                        && tokens[at].is_word()
                })
                .last();
            match run {
                Some(length) => {
                    // The space before the second goes with it.
                    let start = tokens[at + length - 1].end as usize;
                    let end = tokens[at + 2 * length - 1].end as usize;
                    let first = page.bytes(at..at + length);
                    add(Hit::new(start + leading_space(page.text, start, end)..end)
                        .with("first", &page.text[first]));
                    at += 2 * length;
                }
                None => at += 1,
            }
        }
    }
}

/// For each token of a block, where the same form stands next.
fn next_alike(page: &Page) -> Vec<Option<u32>> {
    let tokens = page.tokens();
    let mut next = vec![None; tokens.len()];
    let mut last: Vec<Option<u32>> = vec![None; page.words.forms()];
    for (at, token) in tokens.iter().enumerate().rev() {
        next[at] = last[page.words.form(token.word) as usize].replace(at as u32);
    }
    next
}

fn leading_space(text: &str, start: usize, end: usize) -> usize {
    let slice = &text[start..end];
    slice.len() - slice.trim_start().len()
}

/// A sentence that stands again soon. The second is reported.
fn doubled_sentences(page: &Page, spec: DuplicateSpec, add: &mut dyn FnMut(Hit)) {
    let forms = |sentence: &Range<usize>| {
        page.tokens()[sentence.clone()].iter().map(|token| page.words.form(token.word)).collect::<Vec<_>>()
    };
    let mut seen: HashMap<u64, usize, FxBuildHasher> = HashMap::default();
    for (number, sentence) in page.block.sentences.iter().enumerate() {
        let words = page.tokens()[sentence.clone()].iter().filter(|token| token.is_word()).count();
        if words < spec.min_words {
            continue;
        }
        let key = forms(sentence);
        let before = seen.insert(FxBuildHasher.hash_one(&key), number);
        let again =
            |&before: &usize| number - before <= spec.within && forms(&page.block.sentences[before]) == key;
        if before.is_some_and(|before| again(&before)) {
            add(Hit::new(page.bytes(sentence.clone())));
        }
    }
}

/// Lines or paragraphs that stand again soon. The second is reported.
pub fn far(text: &str, spec: DuplicateSpec, check: &Check, language: Language, findings: &mut Vec<Finding>) {
    let paragraphs = match spec.unit {
        DuplicateUnit::Line => false,
        DuplicateUnit::Paragraph => true,
        DuplicateUnit::Words | DuplicateUnit::Sentence => return,
    };
    let (block, words, sound) = (Block::default(), Words::default(), Default::default());
    let facts = Facts::default();
    let domains = Default::default();
    let document = Document::default();
    let page = Page {
        text,
        format: Format::Plain,
        document: &document,
        block: &block,
        words: &words,
        domains: &domains,
        sound: &sound,
        facts: &facts,
    };
    // The units in reach, each with its number and what it is like.
    let mut recent: VecDeque<(usize, u64, &str)> = VecDeque::new();
    let held = units(text, paragraphs).filter(|range| !text[range.clone()].trim().is_empty());
    for (number, range) in held.enumerate() {
        let unit = text[range.clone()].trim();
        while recent.front().is_some_and(|(before, ..)| number - before > spec.within) {
            recent.pop_front();
        }
        // Words have a letter each, and blanks between them.
        if unit.len() + 1 < 2 * spec.min_words {
            continue;
        }
        let like = likeness(unit);
        let again = recent.iter().any(|&(_, other, before)| other == like && are_same(before, unit));
        recent.push_back((number, like, unit));
        let words = || unit.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
        // What is written in capitals throughout heads each section of its kind.
        let is_heading = || !unit.contains(char::is_lowercase);
        if again && words() >= spec.min_words && !is_heading() {
            let start = range.start + leading_space(text, range.start, range.end);
            let hit = Hit::new(start..start + unit.len());
            if !context::in_scope(check.scope, &page, &hit) {
                continue;
            }
            findings.extend(replacement::finding(check, &page, &hit, language));
        }
    }
}

/// A number that texts have in common which differ in blanks and capitals only, and hardly any others.
fn likeness(text: &str) -> u64 {
    let (mut sum, mut squares) = (0_u32, 0_u32);
    for byte in text.bytes() {
        // Signs beyond ASCII may change in ways of their own.
        let value = if byte > b' ' && byte.is_ascii() { u32::from(byte | 0x20) } else { 0 };
        sum = sum.wrapping_add(value);
        squares = squares.wrapping_add(value * value);
    }
    u64::from(sum) << 32 | u64::from(squares)
}

/// Do two texts differ in blanks and capitals only?
fn are_same(one: &str, other: &str) -> bool {
    let key = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    key(one) == key(other)
}

/// The lines, or the paragraphs, of a text.
fn units(text: &str, paragraphs: bool) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let start = at;
        let end = loop {
            let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
            at = (end + 1).min(text.len());
            let last = end == text.len();
            if !paragraphs || last || text[at..].lines().next().is_none_or(|l| l.trim().is_empty()) {
                if last {
                    at = text.len();
                }
                break end;
            }
        };
        Some(start..end)
    })
}
