//! What was found in all, in one line.

use std::fmt;

use crate::finding::{Applicability, Finding};
use crate::language::Language;
use crate::level::Severity;

/// Counts over the files of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Files that were checked.
    pub files: usize,
    /// Files that hold a finding.
    pub files_with_findings: usize,
    /// Errors found.
    pub errors: usize,
    /// Warnings found.
    pub warnings: usize,
    /// Hints found.
    pub hints: usize,
    /// Findings with a fix that `--fix` applies.
    pub safe: usize,
    /// Findings with a fix that only `--unsafe-fixes` applies.
    pub unsafe_only: usize,
    /// Findings that the baseline holds, which the other counts leave out.
    pub known: usize,
    /// The language that it is told in.
    pub language: Language,
}

impl Tally {
    /// Counts a file and what was found in it. What the baseline holds is counted apart.
    pub fn add(&mut self, findings: &[Finding]) {
        self.files += 1;
        self.files_with_findings += usize::from(findings.iter().any(|finding| !finding.known));
        for finding in findings {
            if finding.known {
                self.known += 1;
                continue;
            }
            match finding.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Hint => self.hints += 1,
            }
            if finding.fix(Applicability::Safe).is_some() {
                self.safe += 1;
            } else if finding.fix(Applicability::Unsafe).is_some() {
                self.unsafe_only += 1;
            }
        }
    }

    /// How many findings there are.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.hints
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.language == Language::French {
            return self.in_french(f);
        }
        self.counted(f)?;
        match self.known {
            0 => Ok(()),
            1 => write!(f, " 1 known finding is in the baseline."),
            known => write!(f, " {known} known findings are in the baseline."),
        }
    }
}

impl Tally {
    fn counted(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.findings() == 0 {
            let new = if self.known > 0 { " new" } else { "" };
            return write!(f, "Nothing{new} found in {}.", many(self.files, "file"));
        }
        let levels = [(self.errors, "error"), (self.warnings, "warning"), (self.hints, "hint")];
        let levels: Vec<String> =
            levels.iter().filter(|(count, _)| *count > 0).map(|(count, word)| many(*count, word)).collect();
        write!(
            f,
            "{} ({}) in {}; ",
            many(self.findings(), "finding"),
            levels.join(", "),
            many(self.files_with_findings, "file")
        )?;
        let are = |count: usize| if count == 1 { "is" } else { "are" };
        match (self.safe, self.unsafe_only) {
            (0, 0) => write!(f, "none has a fix that can be applied."),
            (0, rest) => write!(f, "{rest} {} mended by `--unsafe-fixes`.", are(rest)),
            (safe, 0) => write!(f, "{safe} {} mended by `--fix`.", are(safe)),
            (safe, rest) => {
                write!(f, "{safe} {} mended by `--fix`, {rest} more by `--unsafe-fixes`.", are(safe))
            }
        }
    }
}

impl Tally {
    fn in_french(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = |count: usize, what: &str| format!("{count} {what}{}", if count < 2 { "" } else { "s" });
        if self.findings() == 0 {
            let nothing = if self.known > 0 { "Rien de nouveau" } else { "Rien à signaler" };
            write!(f, "{nothing} dans {}.", many(self.files, "fichier"))?;
        } else {
            let levels =
                [(self.errors, "erreur"), (self.warnings, "avertissement"), (self.hints, "remarque")];
            let levels = levels.iter().filter(|(count, _)| *count > 0);
            let levels: Vec<String> = levels.map(|(count, word)| many(*count, word)).collect();
            let found = many(self.findings(), "signalement");
            let files = many(self.files_with_findings, "fichier");
            write!(f, "{found} ({}) dans {files} ; ", levels.join(", "))?;
            match (self.safe, self.unsafe_only) {
                (0, 0) => write!(f, "aucune correction ne peut être appliquée.")?,
                (0, rest) => write!(f, "`--unsafe-fixes` en corrige {rest}.")?,
                (safe, 0) => write!(f, "`--fix` en corrige {safe}.")?,
                (safe, rest) => write!(f, "`--fix` en corrige {safe}, `--unsafe-fixes` {rest} de plus.")?,
            }
        }
        match self.known {
            0 => Ok(()),
            1 => write!(f, " 1 signalement est déjà connu."),
            known => write!(f, " {known} signalements sont déjà connus."),
        }
    }
}

/// A count and what it counts.
pub fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::finding;

    #[test]
    fn each_kind_is_counted() {
        let text = "un mot de trop";
        let mut hint = finding(text, "mot", &[("x", Applicability::Unsafe)]);
        hint.severity = Severity::Hint;
        let mut tally = Tally::default();
        tally.add(&[finding(text, "un", &[("x", Applicability::Safe)]), hint, finding(text, "trop", &[])]);
        tally.add(&[]);
        let line = "3 findings (2 errors, 1 hint) in 1 file; \
                    1 is mended by `--fix`, 1 more by `--unsafe-fixes`.";
        assert_eq!(tally.to_string(), line);
    }

    #[test]
    fn what_is_known_is_counted_apart() {
        let text = "un mot de trop";
        let known = Finding { known: true, ..finding(text, "mot", &[("x", Applicability::Safe)]) };
        let mut tally = Tally::default();
        tally.add(std::slice::from_ref(&known));
        assert_eq!(tally.to_string(), "Nothing new found in 1 file. 1 known finding is in the baseline.");
        tally.add(&[known, finding(text, "trop", &[])]);
        let line = "1 finding (1 error) in 1 file; none has a fix that can be applied. \
                    2 known findings are in the baseline.";
        assert_eq!(tally.to_string(), line);
    }

    #[test]
    fn the_same_in_french() {
        let text = "un mot de trop";
        let mut tally = Tally { language: Language::French, ..Tally::default() };
        assert_eq!(tally.to_string(), "Rien à signaler dans 0 fichier.");
        let fixes = [finding(text, "un", &[("x", Applicability::Safe)]), finding(text, "mot", &[])];
        tally.add(&fixes);
        tally.add(&[Finding { known: true, ..fixes[0].clone() }]);
        let line =
            "2 signalements (2 erreurs) dans 1 fichier ; `--fix` en corrige 1. 1 signalement est déjà connu.";
        assert_eq!(tally.to_string(), line);
    }

    #[test]
    fn nothing_found_is_said_calmly() {
        let mut tally = Tally::default();
        tally.add(&[]);
        assert_eq!(tally.to_string(), "Nothing found in 1 file.");
    }
}
