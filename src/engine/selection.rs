//! Which rules run, and what the user says of words and severities.

use std::sync::Arc;

use crate::bilingual::Glossary;
use crate::engine::Sound;
use crate::format::Reading;
use crate::language::Language;
use crate::level::{Confidence, Severity, SeverityOverride};
use crate::selector::RuleSelector;

/// What the command line and the configuration choose.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Rules, families or globs that run; all when empty.
    pub select: Vec<RuleSelector>,
    /// Rules, families or globs that do not.
    pub ignore: Vec<RuleSelector>,
    /// Do rules on trial run?
    pub preview: bool,
    /// Severities of rules or families; the narrowest that names a rule holds.
    pub severity: Vec<(RuleSelector, SeverityOverride)>,
    /// The least confidence that is reported.
    pub min_confidence: Confidence,
    /// Words and names that are sound here.
    pub sound: Sound,
    /// Names that a translation keeps.
    pub names: Vec<String>,
    /// Terms and their translations.
    pub glossary: Arc<Glossary>,
    /// How files that hold more than text are read.
    pub reading: Arc<Reading>,
    /// The language of messages.
    pub language: Language,
}

impl Selection {
    /// Are all rules selected, whatever their ids?
    pub fn names_all(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty() && self.severity.is_empty()
    }

    /// Is the rule with this id selected, not ignored, and not switched off?
    pub fn names(&self, id: &str) -> bool {
        let named = |list: &[RuleSelector]| list.iter().any(|selector| selector.matches(id));
        (self.select.is_empty() || named(&self.select))
            && !named(&self.ignore)
            && self.override_of(id) != Some(SeverityOverride::Off)
    }

    /// The severity that the user gives to a rule.
    pub fn severity_of(&self, id: &str) -> Option<Severity> {
        self.override_of(id)?.severity()
    }

    /// The narrowest override that names a rule.
    fn override_of(&self, id: &str) -> Option<SeverityOverride> {
        let fitting = self.severity.iter().filter(|(selector, _)| selector.matches(id));
        fitting.max_by_key(|(selector, _)| selector.specificity()).map(|(_, level)| *level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selector(written: &str) -> RuleSelector {
        written.parse().expect("a sound selector")
    }

    #[test]
    fn the_narrowest_override_holds() {
        let severity = [
            ("*/financial-times", SeverityOverride::Off),
            ("spun", SeverityOverride::Hint),
            ("spun/papers", SeverityOverride::Error),
            ("quote", SeverityOverride::Off),
        ];
        let severity = severity.map(|(written, level)| (selector(written), level)).to_vec();
        let selection = Selection { severity, ..Selection::default() };
        assert_eq!(selection.severity_of("spun/parents"), Some(Severity::Hint));
        assert_eq!(selection.severity_of("spun/papers/financial-times"), Some(Severity::Error));
        assert_eq!(selection.severity_of("name/papers"), None);
        assert!(selection.names("spun/papers/financial-times") && !selection.names("quote/unclosed"));
    }

    #[test]
    fn what_is_ignored_goes_before_what_is_selected() {
        let selection = Selection {
            select: vec![selector("spun"), selector("name")],
            ignore: vec![selector("spun/parents")],
            ..Selection::default()
        };
        assert!(selection.names("spun/papers") && selection.names("name/papers"));
        assert!(!selection.names("spun/parents") && !selection.names("quote/unclosed"));
    }
}
