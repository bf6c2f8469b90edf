//! Two files, one the translation of the other: which text of the one stands for which of the other.
//!
//! Texts without names are aligned by their order and their lengths, in the manner of Gale and Church ("A program
//! for aligning sentences in bilingual corpora", 1993): one stands for one, none, or two; the cheapest way through
//! both files is taken. Texts that the translation splits or joins are compared as one.

use std::ops::Range;

use super::{Document, Original, PieceKind, Segment, SegmentKind, unescaped};
use crate::bilingual::{Pair, Side};

/// Letters of French for one of English.
const GROWTH: f64 = 1.15;
/// Of the difference of lengths, per letter.
const VARIANCE: f64 = 6.8;
/// What it costs to leave a text without partner, and to join two.
const ALONE: f64 = 4.5;
const JOINED: f64 = 2.3;

/// Adds the pairs of a document with its original.
pub fn pair(document: &mut Document, original: &Original) {
    if document.segments.is_empty() {
        document.segments = paragraphs(&document.prose)
            .map(|range| Segment {
                range,
                kind: SegmentKind::Paragraph,
                outer: None,
                escape: unescaped,
                source: None,
                id: None,
            })
            .collect();
    }
    let sources: Vec<&str> = original.texts.iter().map(|(_, text)| text.as_str()).collect();
    let targets: Vec<&str> =
        document.segments.iter().map(|segment| &document.prose[segment.range.clone()]).collect();
    for (from, to) in align(&sources, &targets) {
        let source = sources[from].join("\n");
        for segment in &mut document.segments[to.clone()] {
            segment.source = Some(source.clone());
        }
        // Where several stand for one, only their words are compared: they have no one place.
        if let [segment] = &document.segments[to] {
            let target = side(document, &segment.range);
            document.pairs.push(Pair {
                sources: vec![Side::plain(&source)],
                target,
                escape: segment.escape,
                ..Pair::default()
            });
        }
    }
}

/// The paragraphs of a plain text.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n')
        .scan(0, |at, line| {
            let place = *at..*at + line.len();
            *at += line.len();
            Some(place)
        })
        .chain(std::iter::once(text.len()..text.len()))
        .filter_map(move |line| {
            let blank = text[line.clone()].trim().is_empty();
            if !blank {
                return None;
            }
            let whole = start..line.start;
            start = line.end;
            let kept = text[whole.clone()].trim();
            let lead = text[whole.clone()].len() - text[whole.clone()].trim_start().len();
            (!kept.is_empty()).then(|| whole.start + lead..whole.start + lead + kept.len())
        })
}

/// A part of the prose, with the way back to the file.
fn side(document: &Document, range: &Range<usize>) -> Side {
    let Some(map) = &document.map else {
        let mut side = Side::new(range.clone());
        side.push(&document.prose[range.clone()], range.clone(), true);
        return side;
    };
    let mut side = Side::new(document.source_of(range).unwrap_or_default());
    for piece in map.touched(range) {
        let piece = super::OffsetMap::cut(piece, range);
        if piece.kind != PieceKind::Inserted {
            side.push(&document.prose[piece.prose], piece.source, piece.kind == PieceKind::Verbatim);
        }
    }
    side
}

/// A step through both files: how many texts of each.
const STEPS: [(usize, usize, f64); 5] =
    [(1, 1, 0.0), (1, 0, ALONE), (0, 1, ALONE), (2, 1, JOINED), (1, 2, JOINED)];

/// The texts that stand for each other.
fn align(sources: &[&str], targets: &[&str]) -> Vec<(Range<usize>, Range<usize>)> {
    if sources.len() == targets.len() {
        return (0..sources.len()).map(|n| (n..n + 1, n..n + 1)).collect();
    }
    // The way lies near the diagonal; a band around it keeps long files cheap.
    let band = 50 + sources.len().abs_diff(targets.len());
    let width = targets.len() + 1;
    if sources.len().saturating_mul(width) > 40_000_000 {
        return Vec::new();
    }
    let lengths = |texts: &[&str]| texts.iter().map(|text| text.chars().count() as f64).collect::<Vec<f64>>();
    let (from, to) = (lengths(sources), lengths(targets));
    let mut cost = vec![f64::INFINITY; (sources.len() + 1) * width];
    let mut step = vec![0u8; cost.len()];
    cost[0] = 0.0;
    for i in 0..=sources.len() {
        let middle = i * targets.len() / sources.len().max(1);
        for j in middle.saturating_sub(band)..=(middle + band).min(targets.len()) {
            for (number, &(di, dj, fixed)) in STEPS.iter().enumerate() {
                if di > i || dj > j {
                    continue;
                }
                let before = cost[(i - di) * width + j - dj];
                let total = |lengths: &[f64]| lengths.iter().sum::<f64>();
                let price = before
                    + fixed
                    + distance(total(&from[i - di..i]), total(&to[j - dj..j]), di > 0 && dj > 0);
                if price < cost[i * width + j] {
                    cost[i * width + j] = price;
                    step[i * width + j] = number as u8;
                }
            }
        }
    }
    let (mut i, mut j) = (sources.len(), targets.len());
    let mut pairs = Vec::new();
    while i > 0 || j > 0 {
        if cost[i * width + j].is_infinite() {
            return Vec::new();
        }
        let (di, dj, _) = STEPS[usize::from(step[i * width + j])];
        if di > 0 && dj > 0 {
            pairs.push((i - di..i, j - dj..j));
        }
        (i, j) = (i - di, j - dj);
    }
    pairs.reverse();
    pairs
}

/// How far the lengths of two texts are from those of a translation.
fn distance(source: f64, target: f64, both: bool) -> f64 {
    if !both {
        return 0.0;
    }
    let mean = (source + target / GROWTH) / 2.0;
    let delta = (target - source * GROWTH) / (VARIANCE * mean.max(1.0)).sqrt();
    delta * delta / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_between_blank_lines() {
        let text = "\nUn\nbis\n\n  Deux \n \nTrois";
        let found: Vec<&str> = paragraphs(text).map(|range| &text[range]).collect();
        assert_eq!(found, ["Un\nbis", "Deux", "Trois"]);
    }

    #[test]
    fn lengths_tell_what_was_left_out() {
        let long = "a".repeat(200);
        let (short, other) = ("b".repeat(100), "c".repeat(120));
        let french = |text: &str| text.repeat(23).chars().take(text.len() * 23 / 20).collect::<String>();
        let sources = [long.as_str(), &short, &other];
        let targets = [french(&long), french(&other)];
        let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
        assert_eq!(align(&sources, &targets), [(0..1, 0..1), (2..3, 1..2)]);
    }
}
