//! Tries patterns where a word that anchors them stands.

use std::borrow::Cow;
use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::checks::Checks;
use super::matching::match_at;
use super::page::{Capture, Hit, Page};
use crate::rule::check::Matcher;

/// Tries the patterns on the words of a block.
pub fn hits(checks: &Checks, page: &Page, hits: &mut Vec<(usize, Hit)>) {
    // Where the last match of a pattern ended.
    let mut last: HashMap<u32, usize, FxBuildHasher> = HashMap::default();
    for token in 0..page.tokens().len() {
        let anchored = page.word(token).triggers.patterns.iter().chain(checks.loose_patterns());
        for &number in anchored {
            let placed = checks.pattern(number);
            let check = checks.get(placed.check);
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
                let hit = Hit { captures: captures.collect(), ..Hit::new(page.bytes(reported)) };
                hits.push((placed.check, hit));
                break;
            }
        }
    }
}
