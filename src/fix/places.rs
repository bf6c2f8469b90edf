//! Places before and after edits: where a byte of an edited text came from, where edits stand in it.
//!
//! Edits are in the order of their places and don't overlap, as [`edits`](super::edits) gives them.

use std::ops::Range;

use crate::finding::Edit;
use crate::span::Span;

/// Where a byte of an edited text stood before the edits. What an edit wrote stood where the edit is.
pub fn before_edits(offset: usize, edits: &[&Edit]) -> usize {
    // How far the text has moved, past the edits so far.
    let (mut removed, mut added) = (0, 0);
    for edit in edits {
        let start = edit.span.start() + added - removed;
        if offset < start {
            break;
        }
        if offset < start + edit.replacement.len() {
            return edit.span.start();
        }
        removed += edit.span.len();
        added += edit.replacement.len();
    }
    offset + removed - added
}

/// Where edits stand in the text they made, in order.
pub fn places_of(edits: &[&Edit]) -> Vec<Range<usize>> {
    let (mut removed, mut added) = (0, 0);
    edits
        .iter()
        .map(|edit| {
            let start = edit.span.start() + added - removed;
            removed += edit.span.len();
            added += edit.replacement.len();
            start..start + edit.replacement.len()
        })
        .collect()
}

/// Does a span lie on one of the places, or against it?
pub fn touches(places: &[Range<usize>], span: Span) -> bool {
    let next = places.partition_point(|place| place.end < span.start());
    places.get(next).is_some_and(|place| place.start <= span.end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Applicability, Finding};
    use crate::fix::apply;
    use crate::fix::tests::finding;

    fn findings(text: &str) -> [Finding; 2] {
        [finding(text, 0..2, "111", Applicability::Safe), finding(text, 3..8, "", Applicability::Safe)]
    }

    #[test]
    fn places_are_traced_back_through_edits() {
        let text = "un deux trois";
        let findings = findings(text);
        let edits: Vec<&Edit> = findings.iter().flat_map(|finding| &finding.fixes[0].edits).collect();
        assert_eq!(apply(text, edits.iter().copied()), "111 trois");
        let traced: Vec<usize> = (0..=9).map(|at| before_edits(at, &edits)).collect();
        assert_eq!(traced, [0, 0, 0, 2, 8, 9, 10, 11, 12, 13]);
    }

    #[test]
    fn edits_have_places_in_the_text_they_made() {
        let text = "un deux trois";
        let findings = findings(text);
        let edits: Vec<&Edit> = findings.iter().flat_map(|finding| &finding.fixes[0].edits).collect();
        let places = places_of(&edits);
        assert_eq!(places, [0..3, 4..4]);
        let made = apply(text, edits);
        let touched = |range| touches(&places, Span::new(&made, range).expect("inside"));
        assert!(touched(1..2) && touched(3..4) && touched(4..6));
        assert!(!touched(5..6));
    }
}
