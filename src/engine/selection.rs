//! Which rules run, and what the user says of words and severities.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::Glob;

use crate::bilingual::Glossary;
use crate::engine::Sound;
use crate::format::Reading;
use crate::level::{Confidence, Severity, SeverityOverride};

/// What the command line and the configuration choose.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Rules, families or globs that run; all when empty.
    pub select: Vec<String>,
    /// Rules, families or globs that do not.
    pub ignore: Vec<String>,
    /// Do rules on trial run?
    pub preview: bool,
    /// Severities of rules or families.
    pub severity: BTreeMap<String, SeverityOverride>,
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
    /// Are messages given in French, where a rule has both?
    pub french: bool,
}

impl Selection {
    /// Does the check with this id run? `preview` says whether it is on trial.
    pub fn includes(&self, id: &str, preview: bool) -> bool {
        let named = |list: &[String]| list.iter().any(|pattern| names(pattern, id));
        (self.select.is_empty() || named(&self.select))
            && !named(&self.ignore)
            && (self.preview || !preview)
            && !matches!(self.override_of(id), Some(SeverityOverride::Off))
    }

    /// The severity that the user gives to a rule.
    pub fn severity_of(&self, id: &str) -> Option<Severity> {
        match self.override_of(id)? {
            SeverityOverride::Off => None,
            SeverityOverride::Hint => Some(Severity::Hint),
            SeverityOverride::Warning => Some(Severity::Warning),
            SeverityOverride::Error => Some(Severity::Error),
        }
    }

    /// The most precise override that names a rule.
    fn override_of(&self, id: &str) -> Option<SeverityOverride> {
        self.severity
            .iter()
            .filter(|(pattern, _)| names(pattern, id))
            .max_by_key(|(p, _)| p.len())
            .map(|(_, s)| *s)
    }
}

/// Does a rule, family or glob name this id? A rule names its entries.
pub fn names(pattern: &str, id: &str) -> bool {
    if pattern.contains(['*', '?', '[', '{']) {
        return Glob::new(pattern).is_ok_and(|glob| glob.compile_matcher().is_match(id));
    }
    id.strip_prefix(pattern).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_rules() {
        for (pattern, id, named) in [
            ("spun", "spun/parents", true),
            ("spun/parents", "spun/parents", true),
            ("spun/par", "spun/parents", false),
            ("spun/*", "spun/pairs/front", true),
            ("spun", "spun-french/x", false),
            ("*/pairs/*", "spun/pairs/front", true),
        ] {
            assert_eq!(names(pattern, id), named, "{pattern} {id}");
        }
    }
}
