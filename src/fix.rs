//! From findings to a mended text: which fixes to apply, and applying them.
//!
//! A fix is data: edits, an applicability, a title. [`plan`] chooses the fixes that can be applied
//! together, [`apply`] writes their edits into a text, and [`mend`] does both again and again, with
//! a look at the result each time, until nothing is left to do.

mod mend;
mod places;
pub mod write;

use std::ops::Range;

use crate::finding::{Applicability, Edit, Finding};
use crate::span::Span;

pub use mend::{Mended, mend};

/// Chooses the findings whose first fix is to be applied to `text`, in the order of their places.
///
/// A fix is left out when its applicability does not reach `level`, when it changes nothing, or when it
/// touches what a fix before it changes: two neighbours may each count on the other's letters. What is
/// left out for its neighbour's sake can be planned again once the neighbour is applied.
pub fn plan<'a>(text: &str, findings: &'a [Finding], level: Applicability) -> Vec<&'a Finding> {
    let mut candidates: Vec<(Span, &Finding)> = findings
        .iter()
        .filter_map(|finding| {
            let edits = &finding.fix(level)?.edits;
            edits.iter().any(|edit| changes(text, edit)).then_some((extent(edits)?, finding))
        })
        .collect();
    candidates.sort_by_key(|(extent, _)| *extent);

    let mut end = None;
    candidates.retain(|(extent, _)| {
        let free = end.is_none_or(|end| end < extent.start());
        if free {
            end = Some(extent.end());
        }
        free
    });
    candidates.into_iter().map(|(_, finding)| finding).collect()
}

/// Does the edit fit the text, and leave it other than it was?
fn changes(text: &str, edit: &Edit) -> bool {
    text.get(edit.span.range()).is_some_and(|before| before != edit.replacement)
}

/// From the first byte that the edits of a fix change to the last.
fn extent(edits: &[Edit]) -> Option<Span> {
    edits.iter().map(|edit| edit.span).reduce(Span::cover)
}

/// The edits of what was planned, in the order of their places.
pub fn edits<'a>(planned: &[&'a Finding], level: Applicability) -> Vec<&'a Edit> {
    let mut edits: Vec<&Edit> =
        planned.iter().filter_map(|finding| finding.fix(level)).flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// Writes edits into a text. They are in the order of their places; one that overlaps the one before it, or
/// does not fit the text, is passed over.
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    apply_within(text, 0..text.len(), edits)
}

/// What edits make of a part of a text; all of them lie in it.
pub fn apply_within<'a>(text: &str, part: Range<usize>, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let text = text.get(..part.end).unwrap_or(text);
    let mut mended = String::with_capacity(part.len());
    let mut last = part.start;
    for edit in edits {
        let Some(kept) = text.get(last..edit.span.start()) else { continue };
        if text.get(edit.span.range()).is_none() {
            continue;
        }
        mended.push_str(kept);
        mended.push_str(&edit.replacement);
        last = edit.span.end();
    }
    mended.push_str(text.get(last..).unwrap_or_default());
    mended
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::finding::Fix;
    use crate::level::{Confidence, Severity};

    /// A finding over `range`, with a fix that replaces it.
    pub fn finding(text: &str, range: Range<usize>, replacement: &str, level: Applicability) -> Finding {
        let span = Span::new(text, range).expect("a sound range");
        Finding {
            rule: "toy/rule".into(),
            category: "accuracy/mistranslation".into(),
            severity: Severity::Warning,
            confidence: Confidence::High,
            message: format!("“{}” is wrong", span.slice(text)),
            help: None,
            span,
            fixes: vec![Fix {
                title: format!("replace with « {replacement} »"),
                applicability: level,
                edits: vec![Edit { span, replacement: replacement.into() }],
            }],
            known: false,
        }
    }

    fn mended(text: &str, findings: &[Finding], level: Applicability) -> String {
        apply(text, edits(&plan(text, findings, level), level))
    }

    #[test]
    fn fixes_are_applied_in_order() {
        let text = "un deux trois";
        let findings = [
            finding(text, 8..13, "3", Applicability::Safe),
            finding(text, 0..2, "1", Applicability::Safe),
            finding(text, 3..7, "2", Applicability::Unsafe),
        ];
        assert_eq!(mended(text, &findings, Applicability::Safe), "1 deux 3");
        assert_eq!(mended(text, &findings, Applicability::Unsafe), "1 2 3");
    }

    #[test]
    fn a_choice_for_a_person_is_never_applied() {
        let text = "un";
        let findings = [finding(text, 0..2, "1", Applicability::Display)];
        assert!(plan(text, &findings, Applicability::Display).is_empty());
    }

    #[test]
    fn one_fix_a_place() {
        let text = "abcdef";
        let findings = [
            finding(text, 0..3, "x", Applicability::Safe),
            finding(text, 2..4, "y", Applicability::Safe),
            finding(text, 3..3, "z", Applicability::Safe),
            finding(text, 5..6, "f!", Applicability::Safe),
        ];
        assert_eq!(mended(text, &findings, Applicability::Safe), "xdef!");
    }

    #[test]
    fn a_fix_that_changes_nothing_is_no_fix() {
        let text = "abc";
        assert!(
            plan(text, &[finding(text, 0..3, "abc", Applicability::Safe)], Applicability::Safe).is_empty()
        );
    }

    #[test]
    fn an_edit_made_for_another_text_is_passed_over() {
        let long = "un texte plus long";
        let edit = Edit { span: Span::new(long, 9..13).expect("inside"), replacement: "moins".into() };
        assert_eq!(apply("court", [&edit]), "court");
    }
}
