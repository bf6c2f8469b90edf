//! Which rules run, and what the user says of words and severities.

use std::sync::Arc;

use crate::bilingual::Glossary;
use crate::engine::Sound;
use crate::format::Reading;
use crate::language::Language;
use crate::level::{Confidence, Severity, SeverityOverride};
use crate::selector::{RuleSelector, Selectors};

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

/// A selection, ready to be asked about each rule.
#[derive(Clone, Debug)]
pub struct Choice {
    select: Selectors<()>,
    ignore: Selectors<()>,
    severity: Selectors<SeverityOverride>,
    selects_all: bool,
    preview: bool,
    names_all: bool,
}

impl Choice {
    /// What a selection chooses.
    pub fn new(selection: &Selection) -> Choice {
        let all =
            |selectors: &[RuleSelector]| Selectors::new(selectors.iter().map(|selector| (selector, ())));
        let Selection { select, ignore, severity, .. } = selection;
        Choice {
            select: all(select),
            ignore: all(ignore),
            severity: Selectors::new(severity.iter().map(|(selector, level)| (selector, *level))),
            selects_all: select.is_empty(),
            preview: selection.preview,
            names_all: select.is_empty() && ignore.is_empty() && severity.is_empty(),
        }
    }

    /// Do rules on trial run?
    pub fn preview(&self) -> bool {
        self.preview
    }

    /// Is the rule with this id selected, not ignored, and not switched off?
    pub fn names(&self, id: &str) -> bool {
        // Ids are not looked at where nothing chooses among them.
        self.names_all
            || (self.selects_all || self.select.mean(id))
                && !self.ignore.mean(id)
                && self.severity.of(id) != Some(SeverityOverride::Off)
    }

    /// The severity that the user gives to a rule.
    pub fn severity_of(&self, id: &str) -> Option<Severity> {
        self.severity.of(id)?.severity()
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
        let selection = Choice::new(&Selection { severity, ..Selection::default() });
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
        let selection = Choice::new(&selection);
        assert!(selection.names("spun/papers") && selection.names("name/papers"));
        assert!(!selection.names("spun/parents") && !selection.names("quote/unclosed"));
    }
}
