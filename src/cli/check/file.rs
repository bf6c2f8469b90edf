//! What is done with one file: read it, check it, show or mend it.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::Mode;
use super::sieve::{FileSieve, Sieve};
use crate::baseline::Entry;
use crate::changes::Changed;
use crate::cli::read::{fault_in, read};
use crate::config::Config;
use crate::finding::Finding;
use crate::fingerprint::Fingerprint;
use crate::fix::write::write_back;
use crate::fix::{Mended, mend};
use crate::format::Format;
use crate::format::{Reading, fault};
use crate::level::FailOn;
use crate::report::{Checked, Report, diff, many};
use crate::source::Source;
use crate::walk::Input;

/// What is to be done with each file.
pub struct Job<'a> {
    /// What is done with the fixes.
    pub mode: Mode,
    /// How findings are shown.
    pub report: &'a dyn Report,
    /// The format of all files, where it was given.
    pub format: Option<Format>,
    /// Which texts of a file are read.
    pub reading: &'a Arc<Reading>,
    /// Whether findings are only counted.
    pub statistics: bool,
    /// What of the findings counts.
    pub sieve: Sieve<'a>,
}

/// A file, and the name it goes by.
#[derive(Clone, Copy)]
pub struct File<'a> {
    /// Where it is.
    pub input: &'a Input,
    /// What it is called in reports.
    pub name: &'a Path,
    /// The settings that hold for it.
    pub config: &'a Config,
    /// The severity from which on a finding fails the run.
    pub fail_on: FailOn,
}

/// What came of a file.
#[derive(Debug, Default)]
pub struct Done {
    /// The findings, as they are shown.
    pub report: Vec<u8>,
    /// A patch, or the mended form of what came on standard input.
    pub text: Vec<u8>,
    /// What was written.
    pub said: Vec<String>,
    /// What went wrong.
    pub faults: Vec<String>,
    /// What is found in it, after the fixes if they were written.
    pub findings: Vec<Finding>,
    /// What of it a baseline would hold.
    pub entries: Vec<Entry>,
    /// By which fingerprints relire.toml ignores something in it.
    pub ignored: HashSet<Fingerprint>,
    /// Whether it could be checked.
    pub checked: bool,
}

type Check<'a> = dyn FnMut(&str, Format) -> Vec<Finding> + 'a;

impl Job<'_> {
    /// Does it.
    pub fn run(&self, file: File, check: &mut Check) -> Done {
        let mut done = Done::default();
        let changed = match file.input {
            // Git knows nothing of what comes on standard input.
            Input::Stdin => Ok(Changed::Whole),
            Input::File { .. } => self.sieve.changed(file.name),
        };
        let changed = match changed {
            Ok(Changed::Nothing) => return Done { checked: true, ..done },
            Ok(changed) => changed,
            Err(error) => return done.fail(format!("error: {error}")),
        };
        let source = match read(file.input, file.name) {
            Ok(Some(source)) => source,
            Ok(None) => return done,
            Err(said) => {
                self.report.unread(said.trim_start_matches("error: "));
                return done.fail(said);
            }
        };
        let format = self.format.unwrap_or_else(|| Format::of(file.name, source.text()));
        if let Some(fault) = fault(source.text(), format, self.reading) {
            let said = fault_in(&source, &fault);
            self.report.unread(&said);
            return done.fail(format!("error: {said}"));
        }
        let sieve = self.sieve.of_file(file.config, file.name, source.text(), changed);
        let mut used = HashSet::new();
        let check = &mut |text: &str| {
            let findings = check(text, format);
            sieve.sift(text, findings, &mut used)
        };
        done.checked = true;
        match self.mode {
            Mode::Show => {
                done.findings = check(source.text());
                done.entries = sieve.entries(source.text(), &done.findings);
                self.show(&source, file.fail_on, &mut done);
            }
            Mode::Fix(level) => {
                let mended = mend(source.text(), format, check, level);
                self.fix(file, source, mended, &sieve, &mut done);
            }
            Mode::Diff(level, to) => {
                let mended = mend(source.text(), format, check, level);
                if let Some(rewritten) = self.rewritten(&source, &mended, &mut done) {
                    // Memory takes all that is written to it.
                    let (old, new) = (source.bytes(), rewritten.bytes());
                    let _ = diff::unified(&mut done.text, source.name(), &old, &new, to);
                    done.said.push(counts(&source, &mended, "to be fixed"));
                }
                done.findings = mended.found;
                done.entries = sieve.entries(source.text(), &done.findings);
            }
        }
        done.ignored = used;
        done
    }

    /// Writes the mended text, and shows what is left; all that was found if it cannot be written.
    fn fix(&self, file: File, source: Source, mended: Mended, sieve: &FileSieve, done: &mut Done) {
        let mut rewritten = self.rewritten(&source, &mended, done);
        if let Input::Stdin = file.input {
            done.text = rewritten.as_ref().unwrap_or(&source).bytes().into_owned();
        } else if let Some(new) = &rewritten {
            match write_back(file.name, &source.bytes(), &new.bytes()) {
                Ok(()) => done.said.push(counts(&source, &mended, "fixed")),
                Err(error) => {
                    done.faults.push(format!("error: {error}"));
                    rewritten = None;
                }
            }
        }
        done.findings = if rewritten.is_some() { mended.left } else { mended.found };
        let shown = rewritten.as_ref().unwrap_or(&source);
        done.entries = sieve.entries(shown.text(), &done.findings);
        self.show(shown, file.fail_on, done);
    }

    /// The mended text in the encoding of the file; nothing if nothing was mended, or it cannot be written.
    fn rewritten(&self, source: &Source, mended: &Mended, done: &mut Done) -> Option<Source> {
        if mended.fixed == 0 {
            return None;
        }
        let name = source.name();
        if source.is_read_only() {
            let findings = many(mended.fixed, "finding");
            done.said
                .push(format!("{name}: read-only: {findings} to be mended in the programme that wrote it"));
            return None;
        }
        let bytes = match source.encode(&mended.text) {
            Ok(bytes) => bytes,
            Err(error) => {
                done.faults.push(format!("error: {name}: not fixed: {error}"));
                return None;
            }
        };
        // What would be read otherwise than it was written is not written.
        let rewritten = Source::decode(name, bytes).ok().filter(|read| read.text() == mended.text);
        if rewritten.is_none() {
            done.faults.push(format!("error: {name}: not fixed: its encoding could no longer be told"));
        }
        rewritten
    }

    /// Renders the findings.
    fn show(&self, source: &Source, fail_on: FailOn, done: &mut Done) {
        if self.statistics {
            return;
        }
        let new: Vec<Finding>;
        let mut findings = &done.findings[..];
        if findings.iter().any(|finding| finding.known) && !self.report.shows_known() {
            new = findings.iter().filter(|finding| !finding.known).cloned().collect();
            findings = &new;
        }
        // Memory takes all that is written to it.
        let _ = self.report.file(&mut done.report, &Checked { source, findings, fail_on });
    }
}

/// `a.md: 12 fixed, 3 left`
fn counts(source: &Source, mended: &Mended, what: &str) -> String {
    format!("{}: {} {what}, {} left", source.name(), mended.fixed, mended.left.len())
}

impl Done {
    fn fail(mut self, said: String) -> Done {
        self.faults.push(said);
        self
    }
}
