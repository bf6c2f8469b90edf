//! What of the findings counts in this run: not what relire.toml ignores by its fingerprint, not what stands on
//! lines that did not change, and what the baseline holds only as known.

use std::collections::HashSet;
use std::path::Path;

use crate::baseline::{Baseline, Entry, name_from};
use crate::changes::{Changed, ChangedText, Changes, ChangesError, touches};
use crate::config::Config;
use crate::finding::Finding;
use crate::fingerprint::{Fingerprint, fingerprints};

/// What holds for all files of a run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sieve<'a> {
    /// Findings that are known.
    pub baseline: Option<&'a Baseline>,
    /// Whether all findings are known, for they are being written down as such.
    pub all_known: bool,
    /// What changed, where only that is looked at.
    pub changes: Option<&'a Changes>,
}

/// What holds for a file.
pub struct FileSieve<'a> {
    sieve: Sieve<'a>,
    config: &'a Config,
    /// What the file is called in relire.toml.
    name: String,
    file: &'a Path,
    changed: Option<ChangedText>,
}

impl<'a> Sieve<'a> {
    /// What changed in a file; all of it where nobody asks for changes.
    pub fn changed(&self, file: &Path) -> Result<Changed, ChangesError> {
        match self.changes {
            Some(changes) => changes.of(file),
            None => Ok(Changed::Whole),
        }
    }

    /// The sieve for a file with this text, in which this `changed`.
    pub fn of_file(&self, config: &'a Config, file: &'a Path, text: &str, changed: Changed) -> FileSieve<'a> {
        FileSieve {
            sieve: *self,
            config,
            name: config.path().map(|path| name_from(path, file)).unwrap_or_default(),
            file,
            changed: (changed != Changed::Whole).then(|| ChangedText::new(text, changed)),
        }
    }
}

impl FileSieve<'_> {
    /// What counts of all that was found in `text`. The entries of relire.toml that left something out are added
    /// to `used`.
    pub fn sift(
        &self,
        text: &str,
        mut findings: Vec<Finding>,
        used: &mut HashSet<Fingerprint>,
    ) -> Vec<Finding> {
        if !self.config.ignored.is_empty() {
            let mut prints = fingerprints(&self.name, text, &findings).into_iter();
            let is_ignored = |print: &Fingerprint| self.config.ignored.contains_key(print);
            findings.retain(|_| match prints.next().filter(is_ignored) {
                Some(print) => {
                    used.insert(print);
                    false
                }
                None => true,
            });
        }
        if let Some(baseline) = self.sieve.baseline {
            baseline.mark(self.file, text, &mut findings);
            for finding in &mut findings {
                finding.known |= self.sieve.all_known;
            }
        }
        if let Some(changed) = &self.changed {
            let parts = changed.parts(text);
            findings.retain(|finding| touches(&parts, finding.span));
        }
        findings
    }

    /// The entries of a baseline that findings make.
    pub fn entries(&self, text: &str, findings: &[Finding]) -> Vec<Entry> {
        self.sieve.baseline.map(|baseline| baseline.entries_of(self.file, text, findings)).unwrap_or_default()
    }
}
