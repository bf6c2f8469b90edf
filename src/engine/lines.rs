//! Runs regular expressions on the lines that hold a needle they need.

use std::ops::Range;

use super::checks::Checks;
use super::page::{Capture, Hit, Page};
use super::remembered::COUNTED;
use super::unknown;
use crate::pack::Placed;
use crate::rule::check::Matcher;
use crate::rule::lazy_regex::{Groups, LazyRegex};
use crate::rule::model::Position;
use crate::text::Kind;

/// Lines longer than this, in bytes, are no captions, labels or buttons.
const LONGEST_LINE: usize = 1_000;

/// An expression that something on a line calls, and where that stands, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Call {
    number: u32,
    start: u32,
    end: u32,
}

impl Call {
    /// The call of an expression.
    pub fn new(number: u32, place: Range<usize>) -> Call {
        Call { number, start: place.start as u32, end: place.end as u32 }
    }
}

/// Runs the expressions that words of a block call, and those that need a text which stands on one of its lines.
pub fn run(checks: &Checks, page: &Page, mut called: Vec<Call>, hits: &mut Vec<(usize, Hit)>) {
    for line in lines(page) {
        checks.lines_in(page.text, &line, |number, place| called.push(Call::new(number, place)));
    }
    called.sort_unstable();
    let mut line = 0..0;
    for calls in called.chunk_by(|a, b| a.number == b.number) {
        let placed = checks.line(calls[0].number);
        if !checks.runs(placed.check) {
            continue;
        }
        // No match that starts before is left.
        let mut done = 0;
        for call in calls.iter() {
            let place = call.start as usize..call.end as usize;
            if place.end <= done {
                continue;
            }
            if !line.contains(&place.start) {
                line = page.line(place.start);
            }
            done = run_at(placed, checks, page, (&line, place), done, hits);
        }
    }
}

/// Runs an expression on the line of a place that calls it, or on as much of the line as may hold a match there, from
/// `done` on; tells how far it was run.
fn run_at(
    placed: Placed,
    checks: &Checks,
    page: &Page,
    (line, place): (&Range<usize>, Range<usize>),
    done: usize,
    hits: &mut Vec<(usize, Hit)>,
) -> usize {
    let matcher = &checks.get(placed.check).matchers[placed.matcher];
    if let Matcher::Word { .. } = matcher {
        let token = page.block.tokens_in(&place).start;
        hits.extend(unknown::find(matcher, page, token).map(|hit| (placed.check, hit)));
        return place.end;
    }
    if let Matcher::Regex { regex, report } = matcher
        && let Some(longest) = regex.longest()
    {
        let text = &page.text[line.clone()];
        let from = done.max(place.start.saturating_sub(longest)).saturating_sub(line.start);
        let from = text.floor_char_boundary(from);
        let until = place.end - line.start;
        let found = regex.matches_in(text, from..until, longest);
        let last = found.last().and_then(|groups| groups[0].clone()).map_or(0, |whole| whole.end);
        let hits_there = found.iter().filter_map(|groups| hit(regex, report, groups, line.start));
        hits.extend(hits_there.filter(|hit| !in_address(page, hit)).map(|hit| (placed.check, hit)));
        return line.start + until.max(last);
    }
    run_on(placed, checks, page, line.clone(), hits);
    line.end
}

/// The lines of a block.
fn lines<'p>(page: &'p Page) -> impl Iterator<Item = Range<usize>> + 'p {
    let Range { mut start, end } = page.block.range;
    std::iter::from_fn(move || {
        let line = (start < end).then(|| page.line(start))?;
        start = line.end + 1;
        Some(line)
    })
}

/// Runs the expressions that need nothing on the lines of a block.
pub fn run_loose(checks: &Checks, page: &Page, hits: &mut Vec<(usize, Hit)>) {
    let odd = if page.block.odd_blanks { checks.odd_lines() } else { &[] };
    if checks.loose_lines().is_empty() && odd.is_empty() {
        return;
    }
    for line in lines(page) {
        for &number in checks.loose_lines().iter().chain(odd) {
            run_on(checks.line(number), checks, page, line.clone(), hits);
        }
    }
}

fn run_on(placed: Placed, checks: &Checks, page: &Page, line: Range<usize>, hits: &mut Vec<(usize, Hit)>) {
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
