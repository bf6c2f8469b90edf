//! Regular expressions, run on the lines that hold a literal they need.
//!
//! One automaton looks for the literals of all expressions at once; an expression is run on a line
//! only when one of its own stands there. Expressions that need none run on every line.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::AhoCorasick;

use super::page::{Capture, Hit, Page};
use crate::rule::check::{Check, Matcher};
use crate::rule::lazy_regex::LazyRegex;
use crate::rule::model::Position;

/// The expressions of the checks.
pub struct LineMatchers {
    automaton: Option<AhoCorasick>,
    /// For each literal of the automaton, its expressions.
    owners: Vec<Vec<u32>>,
    /// Expressions that need no literal.
    everywhere: Vec<u32>,
    /// The check and matcher of each expression.
    placed: Vec<(usize, usize)>,
}

/// Lines longer than this, in bytes, are no captions, labels or buttons.
const LONGEST_LINE: usize = 1_000;

impl LineMatchers {
    /// Indexes the expressions of the checks.
    pub fn new(checks: &[Arc<Check>]) -> LineMatchers {
        let mut found =
            LineMatchers { automaton: None, owners: Vec::new(), everywhere: Vec::new(), placed: Vec::new() };
        let mut literals: Vec<String> = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for (check, c) in checks.iter().enumerate() {
            for (matcher, m) in c.matchers.iter().enumerate() {
                let (Matcher::Regex { regex, .. } | Matcher::Line { regex, .. }) = m else { continue };
                let number = found.placed.len() as u32;
                found.placed.push((check, matcher));
                match regex.needed() {
                    None => found.everywhere.push(number),
                    Some(needed) => {
                        for literal in needed {
                            let at = *numbers.entry(literal.clone()).or_insert_with_key(|literal| {
                                literals.push(literal.clone());
                                found.owners.push(Vec::new());
                                literals.len() - 1
                            });
                            found.owners[at].push(number);
                        }
                    }
                }
            }
        }
        found.automaton = (!literals.is_empty()).then(|| AhoCorasick::new(&literals).ok()).flatten();
        found
    }

    /// Runs the expressions on the lines of a block.
    pub fn hits(&self, checks: &[Arc<Check>], page: &Page, hits: &mut Vec<(usize, Hit)>) {
        let block = page.block.range.clone();
        let text = &page.text[block.clone()];
        // The line each expression was last run on, by where it starts.
        let mut last: Vec<usize> = vec![usize::MAX; self.placed.len()];
        if let Some(automaton) = &self.automaton {
            for found in automaton.find_overlapping_iter(text) {
                let line = self.line(page, block.start + found.start());
                for &number in &self.owners[found.pattern().as_usize()] {
                    if last[number as usize] != line.start {
                        last[number as usize] = line.start;
                        self.run(number, checks, page, line.clone(), hits);
                    }
                }
            }
        }
        if self.everywhere.is_empty() {
            return;
        }
        let mut at = block.start;
        while at < block.end {
            let line = self.line(page, at);
            for &number in &self.everywhere {
                self.run(number, checks, page, line.clone(), hits);
            }
            at = line.end + 1;
        }
    }

    /// The line that holds a byte, as far as it lies in the block.
    fn line(&self, page: &Page, at: usize) -> Range<usize> {
        let line = page.line(at);
        line.start.max(page.block.range.start)..line.end.min(page.block.range.end)
    }

    fn run(
        &self,
        number: u32,
        checks: &[Arc<Check>],
        page: &Page,
        line: Range<usize>,
        hits: &mut Vec<(usize, Hit)>,
    ) {
        let (check, matcher) = self.placed[number as usize];
        match &checks[check].matchers[matcher] {
            Matcher::Regex { regex, report } => {
                for captures in regex.get().captures_iter(&page.text[line.clone()]) {
                    hits.extend(hit(regex, report, &captures, line.start).map(|hit| (check, hit)));
                }
            }
            Matcher::Line { regex, report, position } => {
                let text = page.text[line.clone()].trim();
                if text.is_empty() || text.len() > LONGEST_LINE || !stands_at(*position, page.text, &line) {
                    return;
                }
                let start = line.start + (page.text[line.clone()].len() - page.text[line].trim_start().len());
                if let Some(captures) = regex.get().captures(text) {
                    hits.extend(hit(regex, report, &captures, start).map(|hit| (check, hit)));
                }
            }
            _ => {}
        }
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
