//! Which of overlapping findings is reported.
//!
//! The order: a house rule before one that comes with relire (who wrote it knows the text), then more confidence,
//! then a passage that goes as a whole (what is wrong inside goes along), then more severity, then the longer span,
//! then the earlier one, then the safer fix (who knows one answer knows more than who guesses), then an entry of a
//! table (it was written for these words), then the rule's id. A finding that loses to one it overlaps is dropped.

use std::cmp::Reverse;

use crate::finding::{Applicability, Finding};

/// Drops what overlaps something better, and puts the rest in the order of their places. With each finding it is
/// said whether its rule is a house rule.
pub fn resolve(mut found: Vec<(bool, Finding)>) -> Vec<Finding> {
    found.sort_by(|(a_house, a), (b_house, b)| {
        let key = |house: bool, f: &Finding| {
            let sure = (Reverse(house), Reverse(f.confidence), Reverse(removes_passage(f)));
            (sure, Reverse(f.severity), Reverse(f.span.len()), f.span.start())
        };
        (key(*a_house, a).cmp(&key(*b_house, b)))
            .then_with(|| safety(b).cmp(&safety(a)))
            .then_with(|| is_entry(b).cmp(&is_entry(a)))
            .then_with(|| a.rule.cmp(&b.rule))
    });
    let mut taken = Taken::default();
    let mut findings: Vec<Finding> = found.into_iter().map(|(_, finding)| finding).collect();
    findings.retain(|finding| taken.take(finding.span.start(), finding.span.end()));
    findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.rule.cmp(&b.rule)));
    findings
}

/// Does the first fix delete all that is reported, and is that more than a few words?
fn removes_passage(finding: &Finding) -> bool {
    const PASSAGE: usize = 24;
    finding.span.len() >= PASSAGE
        && finding.fixes.first().is_some_and(|fix| fix.edits.iter().all(|edit| edit.replacement.is_empty()))
}

/// Is it of an entry of its rule's table, which its id names after the rule's own two parts?
fn is_entry(finding: &Finding) -> bool {
    finding.rule.matches('/').count() > 1
}

/// How far a finding's first fix can be trusted; having none is the least.
fn safety(finding: &Finding) -> Option<Applicability> {
    finding.fixes.first().map(|fix| fix.applicability)
}

/// Stretches that are taken, by where they start.
#[derive(Default)]
struct Taken(std::collections::BTreeMap<usize, usize>);

impl Taken {
    /// Takes a stretch if nothing of it is taken yet. An empty one takes its place all the same.
    fn take(&mut self, start: usize, end: usize) -> bool {
        let end = end.max(start + 1);
        let before = self.0.range(..end).next_back().is_some_and(|(_, &taken)| taken > start);
        if !before {
            self.0.insert(start, end);
        }
        !before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Fix;
    use crate::level::{Confidence, Severity};
    use crate::span::Span;

    fn finding(rule: &str, range: std::ops::Range<usize>, confidence: Confidence) -> Finding {
        Finding {
            rule: rule.into(),
            category: String::new(),
            severity: Severity::Error,
            confidence,
            message: String::new(),
            help: None,
            span: Span::new("0123456789", range).unwrap(),
            fixes: Vec::new(),
            known: false,
        }
    }

    fn resolved(findings: Vec<Finding>) -> Vec<Finding> {
        resolve(findings.into_iter().map(|finding| (finding.rule == "house", finding)).collect())
    }

    #[test]
    fn the_surer_then_the_longer_wins() {
        let found = resolved(vec![
            finding("a", 0..9, Confidence::Medium),
            finding("b", 2..4, Confidence::High),
            finding("c", 3..8, Confidence::High),
            finding("d", 9..10, Confidence::Low),
        ]);
        assert_eq!(found.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>(), ["c", "d"]);
    }

    #[test]
    fn a_house_rule_comes_first() {
        let findings = vec![finding("a", 0..9, Confidence::High), finding("house", 2..4, Confidence::Medium)];
        let found = resolved(findings);
        assert_eq!(found.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>(), ["house"]);
    }

    #[test]
    fn a_passage_that_goes_takes_what_is_inside_along() {
        let removed = Finding {
            span: Span::new("A title, and the same title again", 0..33).unwrap(),
            severity: Severity::Warning,
            fixes: vec![Fix {
                title: String::new(),
                applicability: Applicability::Unsafe,
                edits: Vec::new(),
            }],
            ..finding("a", 0..1, Confidence::High)
        };
        let found = resolved(vec![finding("b", 2..7, Confidence::High), removed]);
        assert_eq!(found.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn the_safer_fix_wins_where_all_else_is_the_same() {
        let fixed = |rule, applicability| Finding {
            fixes: vec![Fix { title: String::new(), applicability, edits: Vec::new() }],
            ..finding(rule, 2..4, Confidence::High)
        };
        let found = resolved(vec![
            finding("a", 2..4, Confidence::High),
            fixed("b", Applicability::Unsafe),
            fixed("c", Applicability::Safe),
        ]);
        assert_eq!(found.iter().map(|f| f.rule.as_str()).collect::<Vec<_>>(), ["c"]);
    }
}
