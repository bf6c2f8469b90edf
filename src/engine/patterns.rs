//! Tries patterns where a word that anchors them stands, between words that they ask for.

use std::borrow::Cow;
use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::checks::Checks;
use super::matching::match_at;
use super::page::{Capture, Hit, Page};
use crate::rule::check::Matcher;
use crate::text::Sign;

/// The patterns on their way through a block.
#[derive(Default)]
pub struct Patterns {
    /// Where the last match of a pattern ended.
    last: HashMap<u32, usize, FxBuildHasher>,
}

impl Patterns {
    /// Tries the patterns that a token anchors; `before` and `after` are the signs of the words beside it.
    pub fn look(
        &mut self,
        checks: &Checks,
        page: &Page,
        token: usize,
        (before, after): (Sign, Sign),
        hits: &mut Vec<(usize, Hit)>,
    ) {
        for trigger in &page.word(token).triggers.patterns {
            if trigger.before.meets(before) && trigger.after.meets(after) {
                self.attempt(trigger.number, checks, page, token, hits);
            }
        }
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
