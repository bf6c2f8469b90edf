//! Findings and fixes of the prose, carried back to the text it was taken from.
//!
//! A finding covers what its words stand for, with the markup between them. A fix changes words and leaves the
//! markup: what it changes is cut, word by word, at the marks it crosses, and written as the format wants it.
//! Where that is not plain to see, the mended text is read again, and must say what the fix meant with the
//! same marks around it. A fix that cannot be carried soundly is withdrawn; the finding stays.

mod edit;
mod proof;

use super::Document;
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::span::Span;

use proof::Proofs;

impl Document<'_> {
    /// Findings in the source's places, in their order. What lies wholly in what is no prose is left out.
    pub fn carry_back(&self, findings: Vec<Finding>) -> Vec<Finding> {
        if self.map.is_none() {
            return findings;
        }
        let mut proofs = Proofs::default();
        let mut findings: Vec<Finding> =
            findings.into_iter().filter_map(|finding| self.carry_finding(finding, &mut proofs)).collect();
        findings.sort_by_key(|finding| finding.span);
        findings
    }

    fn carry_finding(&self, finding: Finding, proofs: &mut Proofs) -> Option<Finding> {
        let range = finding.span.range();
        if self.is_protected(&range) {
            return None;
        }
        let span = Span::new(self.text, self.source_of(&range)?)?;
        let fixes = finding.fixes.iter().filter_map(|fix| self.carry_fix(fix, proofs)).collect();
        Some(Finding { span, fixes, ..finding })
    }

    fn carry_fix(&self, fix: &Fix, proofs: &mut Proofs) -> Option<Fix> {
        let mut edits = Vec::new();
        let mut sound = true;
        for edit in &fix.edits {
            match self.carry_edit(edit, proofs) {
                Some(carried) => edits.extend(carried),
                None => {
                    sound = false;
                    edits.push(self.rough(edit)?);
                }
            }
        }
        edits.sort_by_key(|edit| edit.span);
        if edits.windows(2).any(|pair| pair[0].span.end() > pair[1].span.start()) {
            return None;
        }
        let applicability = if sound { fix.applicability } else { Applicability::Display };
        Some(Fix { title: fix.title.clone(), applicability, edits })
    }

    /// An edit to be shown to a person: it takes the place of all that its words stand for, markup included.
    fn rough(&self, edit: &Edit) -> Option<Edit> {
        let range = edit.span.range();
        let segment = self.segment_at(range.start).filter(|segment| segment.range.end >= range.end)?;
        let span = Span::new(self.text, self.source_of(&range)?)?;
        Some(Edit { span, replacement: (segment.escape)(&edit.replacement)? })
    }
}
