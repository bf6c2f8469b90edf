//! What relire reports: a [`Finding`], with its place, its reason and its fixes.
//!
//! Everything downstream (reports, the fixer, exit status) reads this one type.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::level::{Confidence, Severity};
use crate::span::Span;

/// One artefact found in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id: `family/name`, or `family/name/entry`.
    pub rule: String,
    /// A path of the MQM typology, such as `accuracy/mistranslation`.
    pub category: String,
    /// How bad it is, if true.
    pub severity: Severity,
    /// How likely it is true, after the rest of the page has testified.
    pub confidence: Confidence,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do about it, where the rule says so.
    pub help: Option<String>,
    /// Where, in bytes of the text.
    pub span: Span,
    /// Ways to mend it, the best first.
    pub fixes: Vec<Fix>,
    /// Does the baseline hold it? A known finding fails no run and is not shown, save where a format marks it as
    /// one that was there before.
    pub known: bool,
}

impl Finding {
    /// The rule's family: what stands before the first slash of its id.
    pub fn family(&self) -> &str {
        family_of(&self.rule)
    }

    /// Moves the finding, and its fixes, with a part of a text that began at `from`, to where it begins at `to`.
    pub(crate) fn carry(&mut self, from: usize, to: usize) {
        self.span = self.span.carried(from, to);
        for edit in self.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = edit.span.carried(from, to);
        }
    }

    /// The fix that `--fix` would apply: the first one, if it may be applied at that level.
    pub fn fix(&self, level: Applicability) -> Option<&Fix> {
        self.fixes.first().filter(|fix| fix.applicability >= level && level > Applicability::Display)
    }
}

/// The family in a rule's id: what stands before its first slash.
pub fn family_of(rule: &str) -> &str {
    rule.split('/').next().unwrap_or(rule)
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, in a few words.
    pub title: String,
    /// How far it can be trusted.
    pub applicability: Applicability,
    /// What it changes; edits do not overlap and are in order.
    pub edits: Vec<Edit>,
}

/// A replacement of some bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the text; empty to insert.
    pub span: Span,
    /// What stands there afterwards; empty to delete.
    pub replacement: String,
}

/// How far a fix can be trusted, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// A choice for a person: shown, never applied.
    Display,
    /// Likely right, to be read again: applied by `--unsafe-fixes`.
    Unsafe,
    /// One answer, same meaning, grammatical: applied by `--fix`.
    Safe,
}
