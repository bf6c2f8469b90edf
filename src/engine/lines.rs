//! Runs regular expressions on the lines that hold a needle they need.

use std::collections::HashMap;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use super::checks::Checks;
use super::page::{Capture, Hit, Page};
use super::remembered::COUNTED;
use super::unknown;
use crate::rule::check::Matcher;
use crate::rule::lazy_regex::{Groups, LazyRegex};
use crate::rule::model::Position;
use crate::text::{BytesBeside, FoundBy, Kind, LineTrigger};

/// Lines longer than this, in bytes, are no captions, labels or buttons.
const LONGEST_LINE: usize = 1_000;

/// The expressions on their way through a block.
#[derive(Default)]
pub struct Lines {
    /// How far each expression was run: no match that starts before is left.
    done: HashMap<u32, usize, FxBuildHasher>,
    /// The line that was last looked at.
    line: Range<usize>,
    /// The expressions that a token calls; empty between two of them.
    called: Vec<u32>,
}

impl Lines {
    /// Runs the expressions that a token sets off on its line.
    pub fn look(&mut self, checks: &Checks, page: &Page, token: usize, hits: &mut Vec<(usize, Hit)>) {
        let Range { start, end } = page.tokens()[token].range();
        let bytes = page.text.as_bytes();
        let beside = BytesBeside::of(bytes, start..end);
        let triggers = &*page.word(token).lines;
        let by = |found_by: FoundBy| {
            let first = triggers.partition_point(|trigger| trigger.found_by < found_by);
            triggers[first..].iter().take_while(move |trigger| trigger.found_by == found_by)
        };
        let found = [FoundBy::Nothing, beside.found_after(), beside.found_before()];
        let mut called = std::mem::take(&mut self.called);
        for &LineTrigger { number, literal, .. } in found.into_iter().flat_map(by) {
            if let Some(literal) = literal {
                if !beside.are_of(&literal) || !checks.may_stand(&literal, page, start) {
                    continue;
                }
            }
            if !self.line.contains(&start) {
                self.line = page.line(start);
            }
            if literal.is_none_or(|literal| checks.stands(literal, page.text, &self.line, start)) {
                called.push(number);
            }
        }
        called.sort_unstable();
        for number in called.drain(..) {
            let done = self.done.entry(number).or_default();
            if *done < end {
                *done = run_at(number, checks, page, (&self.line, token), *done, hits);
            }
        }
        self.called = called;
    }
}

/// Runs an expression on the line of a token that calls it, or on as much of the line as may hold a match there, from
/// `done` on; tells how far it was run.
fn run_at(
    number: u32,
    checks: &Checks,
    page: &Page,
    (line, token): (&Range<usize>, usize),
    done: usize,
    hits: &mut Vec<(usize, Hit)>,
) -> usize {
    let placed = checks.line(number);
    let matcher = &checks.get(placed.check).matchers[placed.matcher];
    let place = page.tokens()[token].range();
    if let Matcher::Word { .. } = matcher {
        hits.extend(unknown::find(matcher, page, token).map(|hit| (placed.check, hit)));
        return place.end;
    }
    if let Matcher::Regex { regex, report } = matcher
        && let Some(longest) = regex.longest()
    {
        let text = &page.text[line.clone()];
        let from = done.max(place.start.saturating_sub(longest)).saturating_sub(line.start);
        let from = text.floor_char_boundary(from);
        // The next words may call it too.
        let until = text.ceil_char_boundary((from + longest).max(place.end - line.start).min(text.len()));
        let found = regex.matches_in(text, from..until, longest);
        let last = found.last().and_then(|groups| groups[0].clone()).map_or(0, |whole| whole.end);
        let hits_there = found.iter().filter_map(|groups| hit(regex, report, groups, line.start));
        hits.extend(hits_there.filter(|hit| !in_address(page, hit)).map(|hit| (placed.check, hit)));
        return line.start + until.max(last);
    }
    run(number, checks, page, line.clone(), hits);
    line.end
}

/// Runs the expressions that need no word on the lines of a block.
pub fn loose(checks: &Checks, page: &Page, hits: &mut Vec<(usize, Hit)>) {
    let odd = if page.block.odd_blanks { checks.odd_lines() } else { &[] };
    if checks.loose_lines().is_empty() && odd.is_empty() {
        return;
    }
    let mut at = page.block.range.start;
    while at < page.block.range.end {
        let line = page.line(at);
        for &number in checks.loose_lines().iter().chain(odd) {
            run(number, checks, page, line.clone(), hits);
        }
        at = line.end + 1;
    }
}

fn run(number: u32, checks: &Checks, page: &Page, line: Range<usize>, hits: &mut Vec<(usize, Hit)>) {
    let placed = checks.line(number);
    match &checks.get(placed.check).matchers[placed.matcher] {
        Matcher::Regex { regex, report } => {
            for groups in regex.matches(&page.text[line.clone()], usize::MAX) {
                let hit = hit(regex, report, &groups, line.start).filter(|hit| !in_address(page, hit));
                hits.extend(hit.map(|hit| (placed.check, hit)));
            }
        }
        Matcher::Line { regex, report, position } => {
            let text = page.text[line.clone()].trim();
            if text.is_empty() || text.len() > LONGEST_LINE || !stands_at(*position, page, &line) {
                return;
            }
            let start = line.start + (page.text[line.clone()].len() - page.text[line].trim_start().len());
            for groups in regex.matches(text, 1) {
                hits.extend(hit(regex, report, &groups, start).map(|hit| (placed.check, hit)));
            }
        }
        _ => {}
    }
}

/// Is the hit a part of a web address, of code or of another stretch that is no prose?
fn in_address(page: &Page, hit: &Hit) -> bool {
    let tokens = page.block.tokens_in(&hit.range);
    let whole = page.bytes(tokens.clone());
    tokens.len() == 1 && page.tokens()[tokens.start].kind == Kind::Protected && whole != hit.range
}

pub(super) fn hit(regex: &LazyRegex, report: &Option<String>, groups: &Groups, base: usize) -> Option<Hit> {
    let names = regex.names();
    let place = |n: usize| groups[n].as_ref().map(|group| base + group.start..base + group.end);
    let range = match report {
        Some(group) => place(names.iter().position(|name| *name == Some(group))?)?,
        None => place(0)?,
    };
    let captures = names
        .iter()
        .enumerate()
        .filter_map(|(n, name)| Some((name.as_ref()?.to_string().into(), Capture::Range(place(n)?))));
    Some(Hit { captures: captures.collect(), ..Hit::new(range) })
}

/// Is the line among the first, or last, three lines of the text that hold something?
fn stands_at(position: Position, page: &Page, line: &Range<usize>) -> bool {
    let ends = || page.facts.ends(page.text);
    let first = || ends().before(line.start) < COUNTED;
    let last = || ends().after(line.end) < COUNTED;
    match position {
        Position::Any => true,
        Position::First => first(),
        Position::Last => last(),
        Position::Edge => first() || last(),
    }
}
