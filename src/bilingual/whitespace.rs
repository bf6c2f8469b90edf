//! Blanks that the programme counts on: line ends, tabs, spaces at the edges; and backslashes.

use super::{Comparison, Difference, Prepared, With};

/// Blanks that differ from the source's.
#[derive(Debug)]
pub enum Whitespace {
    /// A line end at the start or the end, and those that part lines of their own.
    LineEnds,
    /// Tabs.
    Tabs,
    /// Spaces at the start and the end.
    Edges,
    /// Backslashes.
    Backslashes,
}

/// Lines shorter than this were not wrapped: each stands for itself.
const WRAPPED: usize = 45;

impl Comparison for Whitespace {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let (source, target) = (pair.source().text, pair.target.text);
        match self {
            Whitespace::LineEnds => line_ends(source, target, add),
            Whitespace::Tabs => count(pair, '\t', add),
            Whitespace::Backslashes => count(pair, '\\', add),
            Whitespace::Edges => edges(source, target, add),
        }
    }
}

fn count(pair: &Prepared, sign: char, add: &mut dyn FnMut(Difference)) {
    let of = |text: &str| text.matches(sign).count();
    let found = of(pair.target.text);
    if pair.sources.iter().any(|source| of(source.text) == found) {
        return;
    }
    let expected = of(pair.source().text);
    // One too many is shown where it stands.
    let place = match pair.target.text.rfind(sign) {
        Some(at) if found > expected => at..at + sign.len_utf8(),
        _ => pair.whole(),
    };
    add(Difference::new(place, expected.to_string(), found.to_string()));
}

fn line_ends(source: &str, target: &str, add: &mut dyn FnMut(Difference)) {
    let start = |text: &str| text.len() - text.trim_start_matches('\n').len();
    let end = |text: &str| text.len() - text.trim_end_matches('\n').len();
    if start(source) != start(target) {
        let place = 0..start(target);
        let wanted = "\n".repeat(start(source));
        let difference = Difference::new(place.clone(), start(source).to_string(), start(target).to_string());
        add(difference.mended(place, wanted));
        return;
    }
    if end(source) != end(target) {
        let place = target.len() - end(target)..target.len();
        let wanted = "\n".repeat(end(source));
        let difference = Difference::new(place.clone(), end(source).to_string(), end(target).to_string());
        add(difference.mended(place, wanted));
        return;
    }
    // Of a text without words there is nothing to be laid out.
    if source.trim().is_empty() || target.trim().is_empty() {
        return;
    }
    let lines = source.trim_matches('\n').lines().count();
    let found = target.trim_matches('\n').lines().count();
    // A paragraph that was wrapped takes as many lines as its language needs.
    let wrapped = source.trim_matches('\n').lines().filter(|line| line.chars().count() >= WRAPPED).count();
    let paragraphs =
        |text: &str| text.trim_matches('\n').split("\n\n").filter(|part| !part.trim().is_empty()).count();
    let differs = if wrapped > 0 { paragraphs(source) != paragraphs(target) } else { lines != found };
    if differs {
        let whole = target.len() - target.trim_start().len()..target.trim_end().len();
        add(Difference::new(whole, (lines - 1).to_string(), found.saturating_sub(1).to_string()));
    }
}

fn edges(source: &str, target: &str, add: &mut dyn FnMut(Difference)) {
    let blank = |c: char| c == ' ';
    let start = |text: &str| text.len() - text.trim_start_matches(blank).len();
    let end = |text: &str| text.len() - text.trim_end_matches(blank).len();
    // What is set in beside a line end is the layout of the file that the message came from.
    let laid_out = |text: &str, edge: &str| text.contains('\n') && edge.contains('\n');
    let lead = |text: &str| text[..text.len() - text.trim_start().len()].to_string();
    let tail = |text: &str| text[text.trim_end().len()..].to_string();
    if start(source) != start(target) && !laid_out(source, &lead(source)) {
        let place = 0..start(target);
        let difference = Difference::new(place.clone(), start(source).to_string(), start(target).to_string());
        add(difference.mended(place, " ".repeat(start(source))));
    }
    if end(source) != end(target) && !laid_out(source, &tail(source)) {
        let place = target.len() - end(target)..target.len();
        let difference = Difference::new(place.clone(), end(source).to_string(), end(target).to_string());
        add(difference.mended(place, " ".repeat(end(source))));
    }
}
