//! Runs regular expressions on the lines that hold a needle they need.

use std::ops::Range;

use super::checks::Checks;
use super::page::{Capture, Hit, Page};
use crate::rule::check::Matcher;
use crate::rule::lazy_regex::LazyRegex;
use crate::rule::model::Position;

/// Lines longer than this, in bytes, are no captions, labels or buttons.
const LONGEST_LINE: usize = 1_000;

/// Runs the expressions on the lines of a block.
pub fn hits(checks: &Checks, page: &Page, hits: &mut Vec<(usize, Hit)>) {
    // The line each expression was last run on, by where it starts.
    let mut last: Vec<usize> = vec![usize::MAX; checks.lines()];
    let mut line = 0..0;
    for token in 0..page.tokens().len() {
        let lines = &page.word(token).triggers.lines;
        if lines.is_empty() {
            continue;
        }
        let start = page.tokens()[token].start as usize;
        if start >= line.end {
            line = line_of(page, start);
        }
        for &number in lines {
            if last[number as usize] != line.start {
                last[number as usize] = line.start;
                run(number, checks, page, line.clone(), hits);
            }
        }
    }
    if checks.loose_lines().is_empty() {
        return;
    }
    let mut at = page.block.range.start;
    while at < page.block.range.end {
        let line = line_of(page, at);
        for &number in checks.loose_lines() {
            run(number, checks, page, line.clone(), hits);
        }
        at = line.end + 1;
    }
}

/// The line that holds a byte, as far as it lies in the block.
fn line_of(page: &Page, at: usize) -> Range<usize> {
    let line = page.line(at);
    line.start.max(page.block.range.start)..line.end.min(page.block.range.end)
}

fn run(number: u32, checks: &Checks, page: &Page, line: Range<usize>, hits: &mut Vec<(usize, Hit)>) {
    let placed = checks.line(number);
    match &checks.get(placed.check).matchers[placed.matcher] {
        Matcher::Regex { regex, report } => {
            if !regex.may_match(&page.text[line.clone()]) {
                return;
            }
            for captures in regex.get().captures_iter(&page.text[line.clone()]) {
                hits.extend(hit(regex, report, &captures, line.start).map(|hit| (placed.check, hit)));
            }
        }
        Matcher::Line { regex, report, position } => {
            let text = page.text[line.clone()].trim();
            if text.is_empty()
                || text.len() > LONGEST_LINE
                || !regex.may_match(text)
                || !stands_at(*position, page.text, &line)
            {
                return;
            }
            let start = line.start + (page.text[line.clone()].len() - page.text[line].trim_start().len());
            if let Some(captures) = regex.get().captures(text) {
                hits.extend(hit(regex, report, &captures, start).map(|hit| (placed.check, hit)));
            }
        }
        _ => {}
    }
}

pub(super) fn hit(
    regex: &LazyRegex,
    report: &Option<String>,
    captures: &regex::Captures,
    base: usize,
) -> Option<Hit> {
    let shift = |m: regex::Match| base + m.start()..base + m.end();
    let range = match report {
        Some(group) => shift(captures.name(group)?),
        None => shift(captures.get(0)?),
    };
    let named = regex.get().capture_names().flatten();
    let captures =
        named.filter_map(|name| Some((name.to_string().into(), Capture::Range(shift(captures.name(name)?)))));
    Some(Hit { captures: captures.collect(), ..Hit::new(range) })
}

/// Is the line among the first, or last, three lines of the text that hold something?
fn stands_at(position: Position, text: &str, line: &Range<usize>) -> bool {
    let few = |part: &str| part.lines().filter(|l| !l.trim().is_empty()).take(3).count() < 3;
    let first = || few(&text[..line.start]);
    let last = || few(&text[line.end..]);
    match position {
        Position::Any => true,
        Position::First => first(),
        Position::Last => last(),
        Position::Edge => first() || last(),
    }
}
