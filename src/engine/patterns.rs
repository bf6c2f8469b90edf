//! Tries patterns where a word that anchors them stands, between words that they ask for.

use std::borrow::Cow;
use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::checks::Checks;
use super::matching::match_at;
use super::page::{Capture, Hit, Page};
use crate::rule::check::Matcher;
use crate::text::{Neighbours, Sign, Word, WordKey};

fn keys(word: Option<&Word>) -> &[WordKey] {
    word.map_or(&[], |word| &word.keys)
}

/// The two words before a token in its sentence, the nearest first.
fn words_before<'p>(page: &Page<'p>, token: usize) -> [Option<&'p Word>; 2] {
    let mut at = Some(token);
    [(); 2].map(|()| {
        at = at.filter(|&at| !page.tokens()[at].sentence_start).and_then(|at| at.checked_sub(1));
        page.word_at(at)
    })
}

/// The two words after it.
fn words_after<'p>(page: &Page<'p>, token: usize) -> [Option<&'p Word>; 2] {
    let mut at = Some(token);
    [(); 2].map(|()| {
        let next = at.map(|at| at + 1);
        at = next.filter(|&next| page.tokens().get(next).is_some_and(|next| !next.sentence_start));
        page.word_at(at)
    })
}

/// The patterns on their way through a block.
#[derive(Default)]
pub struct Patterns {
    /// Where the last match of a pattern ended.
    last: HashMap<u32, usize, FxBuildHasher>,
    /// The patterns that a token calls; empty between two of them.
    called: Vec<u32>,
}

impl Patterns {
    /// Tries the patterns that a token anchors, between the tokens beside it in its sentence.
    pub fn look(&mut self, checks: &Checks, page: &Page, token: usize, hits: &mut Vec<(usize, Hit)>) {
        let (before, after) = (words_before(page, token), words_after(page, token));
        let signs =
            |words: [Option<&Word>; 2]| words.map(|word| word.map_or(Sign::NO_WORD, |word| word.sign));
        let here = Neighbours { before: signs(before), after: signs(after) };
        let mut called = std::mem::take(&mut self.called);
        for &list in &page.word(token).patterns {
            let (list, base) = checks.patterns_in(list);
            if !list.neighbours().meet(&here) {
                continue;
            }
            let keys = [keys(before[0]), keys(after[0])];
            list.called(&here, keys, |number| called.push(base + number));
        }
        called.sort_unstable();
        called.dedup();
        for number in called.drain(..) {
            self.attempt(number, checks, page, token, hits);
        }
        self.called = called;
    }

    fn attempt(
        &mut self,
        number: u32,
        checks: &Checks,
        page: &Page,
        token: usize,
        hits: &mut Vec<(usize, Hit)>,
    ) {
        let placed = checks.pattern(number);
        if !checks.runs(placed.check) {
            return;
        }
        let check = checks.get(placed.check);
        let Matcher::Pattern { pattern, report } = &check.matchers[placed.matcher] else { return };
        let Some(nearest) = token.checked_sub(placed.least) else { return };
        for start in token.saturating_sub(placed.most)..=nearest {
            if self.last.get(&number).is_some_and(|&end| start < end) {
                continue;
            }
            let Some(found) = match_at(pattern, page, start) else { continue };
            self.last.insert(number, found.tokens.end);
            let whole = found.tokens.clone();
            let reported = report.and_then(|n| found.captures[n].clone()).unwrap_or(whole);
            let captures = pattern.names.iter().zip(&found.captures).filter_map(|(name, range)| {
                let range = page.bytes(range.clone()?);
                Some((Cow::Owned(name.clone()), Capture::Range(range)))
            });
            let hit = Hit { captures: captures.collect(), ..Hit::new(page.bytes(reported)) };
            hits.push((placed.check, hit));
            break;
        }
    }
}
