//! Tries patterns where a word that anchors them stands, between words that they ask for.

use std::borrow::Cow;
use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::checks::Checks;
use super::matching::match_at;
use super::page::{Capture, Hit, Page};
use crate::rule::check::Matcher;
use crate::text::{Keyed, PatternTrigger, Sign, Word};

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
    pub fn look(
        &mut self,
        checks: &Checks,
        page: &Page,
        token: usize,
        (before, after): (Option<&Word>, Option<&Word>),
        hits: &mut Vec<(usize, Hit)>,
    ) {
        let sign = |word: Option<&Word>| word.map_or(Sign::NO_WORD, |word| word.sign);
        let (sign_before, sign_after) = (sign(before), sign(after));
        let list = &*page.word(token).triggers.patterns;
        let mut called = std::mem::take(&mut self.called);
        let loose = list.partition_point(|trigger| trigger.keyed == Keyed::Nowhere);
        let mut add = |triggers: &[PatternTrigger]| {
            let fits = |t: &&PatternTrigger| t.before.meets(sign_before) && t.after.meets(sign_after);
            called.extend(triggers.iter().filter(fits).map(|trigger| trigger.number));
        };
        add(&list[..loose]);
        let (list, after) = (&list[loose..], after.filter(|_| loose < list.len()));
        let by_word = |keyed: Keyed| {
            let first = list.partition_point(|trigger| trigger.keyed < keyed);
            let count = list[first..].iter().take_while(|trigger| trigger.keyed == keyed).count();
            &list[first..first + count]
        };
        after.iter().flat_map(|word| word.keys()).for_each(|key| add(by_word(Keyed::After(key))));
        let before = before.filter(|_| list.last().is_some_and(|t| matches!(t.keyed, Keyed::Before(_))));
        before.iter().flat_map(|word| word.keys()).for_each(|key| add(by_word(Keyed::Before(key))));
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
