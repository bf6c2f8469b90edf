//! Text that stands twice: words right after themselves; sentences, lines and paragraphs soon
//! after. Pages of separate records repeat their formulas, so far away is no evidence.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::context;
use super::page::{Hit, Page};
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
    let same = |a: usize, b: usize| page.word(a).folded == page.word(b).folded;
    for sentence in &page.block.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            let longest = LONGEST_RUN.min((sentence.end - at) / 2);
            let run = (least.max(1)..=longest).rev().find(|&length| {
                same(at, at + length)
                    && (1..length).all(|n| same(at + n, at + length + n))
                    && (at..at + length).filter(|&n| matches!(tokens[n].kind, Kind::Word)).count() >= least
                    && tokens[at].is_word()
            });
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

fn leading_space(text: &str, start: usize, end: usize) -> usize {
    let slice = &text[start..end];
    slice.len() - slice.trim_start().len()
}

/// A sentence that stands again soon. The second is reported.
fn doubled_sentences(page: &Page, spec: DuplicateSpec, add: &mut dyn FnMut(Hit)) {
    let mut seen: HashMap<String, usize, FxBuildHasher> = HashMap::default();
    for (number, sentence) in page.block.sentences.iter().enumerate() {
        let words = sentence.clone().filter(|&n| page.tokens()[n].is_word()).count();
        if words < spec.min_words {
            continue;
        }
        let key = sentence.clone().map(|n| &*page.word(n).folded).collect::<Vec<_>>().join(" ");
        if seen.insert(key, number).is_some_and(|before| number - before <= spec.within) {
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
    let mut seen: HashMap<String, usize, FxBuildHasher> = HashMap::default();
    let (block, words, sound) = (Block::default(), Words::default(), Default::default());
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
    };
    let held = units(text, paragraphs).filter(|range| !text[range.clone()].trim().is_empty());
    for (number, range) in held.enumerate() {
        let unit = text[range.clone()].trim();
        if unit.split_whitespace().filter(|w| w.contains(char::is_alphabetic)).count() < spec.min_words {
            continue;
        }
        let key = unit.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if seen.insert(key, number).is_some_and(|before| number - before <= spec.within) {
            let start = range.start + leading_space(text, range.start, range.end);
            let hit = Hit::new(start..start + unit.len());
            if !context::in_scope(check.scope, &page, &hit) {
                continue;
            }
            findings.extend(replacement::finding(check, &page, &hit, language));
        }
    }
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
