//! Where patterns are tried: an index from words to the patterns that hold them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::matching::match_at;
use super::page::{Capture, Hit, Page};
use crate::lexicon::{Analysis, LemmaId};
use crate::rule::check::{Check, Matcher};
use crate::rule::pattern::{Key, Pattern};

/// The patterns of the checks, by the words that anchor them.
#[derive(Default)]
pub struct Anchors {
    forms: HashMap<Box<str>, Vec<u32>, FxBuildHasher>,
    lemmas: HashMap<LemmaId, Vec<u32>, FxBuildHasher>,
    everywhere: Vec<u32>,
    placed: Vec<Placed>,
}

/// A pattern's check and matcher, and how many tokens may stand before its anchor.
struct Placed {
    check: usize,
    matcher: usize,
    least: usize,
    most: usize,
}

impl Anchors {
    /// Indexes the patterns of the checks.
    pub fn new(checks: &[Arc<Check>]) -> Anchors {
        let mut anchors = Anchors::default();
        for (check, c) in checks.iter().enumerate() {
            for (matcher, m) in c.matchers.iter().enumerate() {
                if let Matcher::Pattern { pattern, .. } = m {
                    anchors.add(check, matcher, pattern);
                }
            }
        }
        anchors
    }

    fn add(&mut self, check: usize, matcher: usize, pattern: &Pattern) {
        let number = self.placed.len() as u32;
        let (mut least, mut most) = (0, 0);
        match pattern.anchor() {
            None => self.everywhere.push(number),
            Some(anchor) => {
                (least, most) = (anchor.least, anchor.most);
                for key in anchor.keys {
                    let list = match key {
                        Key::Form(form) => self.forms.entry(form).or_default(),
                        Key::Lemma(lemma) => self.lemmas.entry(lemma).or_default(),
                    };
                    if list.last() != Some(&number) {
                        list.push(number);
                    }
                }
            }
        }
        self.placed.push(Placed { check, matcher, least, most });
    }

    /// The patterns that a word may anchor.
    pub fn of(&self, form: &str, readings: &[Analysis]) -> Box<[u32]> {
        let mut numbers: Vec<u32> = self.forms.get(form).cloned().unwrap_or_default();
        for reading in readings {
            numbers.extend(self.lemmas.get(&reading.lemma).into_iter().flatten());
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_boxed_slice()
    }

    /// Tries the patterns on the words of a block.
    pub fn hits(&self, checks: &[Arc<Check>], page: &Page, hits: &mut Vec<(usize, Hit)>) {
        let mut last: HashMap<u32, usize, FxBuildHasher> = HashMap::default();
        for token in 0..page.tokens().len() {
            let anchored = page.word(token).anchored.iter().chain(&self.everywhere);
            for &number in anchored {
                let placed = &self.placed[number as usize];
                let check = &checks[placed.check];
                let Matcher::Pattern { pattern, report } = &check.matchers[placed.matcher] else { continue };
                let Some(nearest) = token.checked_sub(placed.least) else { continue };
                for start in token.saturating_sub(placed.most)..=nearest {
                    if last.get(&number).is_some_and(|&end| start < end) {
                        continue;
                    }
                    let Some(found) = match_at(pattern, page, start) else { continue };
                    last.insert(number, found.tokens.end);
                    let whole = found.tokens.clone();
                    let reported = report.and_then(|n| found.captures[n].clone()).unwrap_or(whole);
                    let captures = pattern.names.iter().zip(&found.captures).filter_map(|(name, range)| {
                        let range = page.bytes(range.clone()?);
                        Some((Cow::Owned(name.clone()), Capture::Range(range)))
                    });
                    hits.push((
                        placed.check,
                        Hit { captures: captures.collect(), ..Hit::new(page.bytes(reported)) },
                    ));
                    break;
                }
            }
        }
    }
}
