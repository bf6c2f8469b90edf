//! The baseline: what was found on a day when nobody had the time to mend it all.
//!
//! A finding that the baseline holds is *known*: it fails no run. The file is JSON, one object a line and the
//! version in the first, sorted by file and rule, so that its changes read well and two branches merge; a finding
//! is known by its [`Fingerprint`], which outlives moved lines. Files are named from the baseline's folder,
//! whatever folder relire is called in.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::bounded;
use crate::config::absolute;
use crate::finding::Finding;
use crate::fingerprint::{Fingerprint, fingerprints, portable};

/// The version of the file that this program writes.
const VERSION: u32 = 1;
/// Characters of the text found that are written, for its readers.
const TEXT_SHOWN: usize = 80;

/// Findings that are known.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    path: PathBuf,
    entries: BTreeMap<Fingerprint, Entry>,
}

/// A known finding. All but its fingerprint is for those who read the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The file, from the baseline's folder.
    pub file: String,
    /// The rule.
    pub rule: String,
    /// What was found, shortened.
    pub text: String,
    /// What it is known by.
    pub fingerprint: Fingerprint,
}

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    #[serde(rename = "relire-baseline")]
    version: u32,
}

/// Why a baseline could not be read.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// The system refused.
    #[error("{}: cannot be read: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        #[source]
        error: io::Error,
    },
    /// A line is none of a baseline.
    #[error("{}:{line}: {fault}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        fault: String,
    },
}

impl Baseline {
    /// A baseline at `path` that holds nothing yet.
    pub fn empty(path: &Path) -> Baseline {
        Baseline { path: path.to_owned(), entries: BTreeMap::new() }
    }

    /// Reads the baseline at `path`. A line that is there twice, as a merge may leave it, counts once.
    pub fn load(path: &Path) -> Result<Baseline, BaselineError> {
        let text = bounded::read_to_string(path)
            .map_err(|error| BaselineError::Io { path: path.to_owned(), error })?;
        Baseline::parse(path, &text)
    }

    fn parse(path: &Path, text: &str) -> Result<Baseline, BaselineError> {
        let fault = |line: usize, fault: String| BaselineError::Line { path: path.to_owned(), line, fault };
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let no_head =
            || fault(1, "no baseline of relire: the first line should be {\"relire-baseline\":1}".into());
        let (_, head) = lines.next().ok_or_else(no_head)?;
        let head: Head = serde_json::from_str(head).map_err(|_| no_head())?;
        if head.version != VERSION {
            return Err(fault(1, format!("version {} is not known to this relire", head.version)));
        }
        let mut baseline = Baseline::empty(path);
        for (at, line) in lines {
            let entry: Entry = serde_json::from_str(line).map_err(|error| fault(at + 1, in_words(&error)))?;
            baseline.entries.insert(entry.fingerprint, entry);
        }
        Ok(baseline)
    }

    /// The file that it is read from and written to.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its entries.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Does it hold this finding?
    pub fn holds(&self, fingerprint: Fingerprint) -> bool {
        self.entries.contains_key(&fingerprint)
    }

    /// What a file is called in it: its path from the baseline's folder, where it lies below that.
    pub fn name_of(&self, file: &Path) -> String {
        name_from(&self.path, file)
    }

    /// Marks the findings of a file that it holds. `findings` are all that was found in `text`.
    pub fn mark(&self, file: &Path, text: &str, findings: &mut [Finding]) {
        let known = fingerprints(&self.name_of(file), text, findings);
        for (finding, fingerprint) in findings.iter_mut().zip(known) {
            finding.known = self.holds(fingerprint);
        }
    }

    /// The entries that the findings of a file make.
    pub fn entries_of(&self, file: &Path, text: &str, findings: &[Finding]) -> Vec<Entry> {
        let name = self.name_of(file);
        let known = fingerprints(&name, text, findings);
        let entry = |(finding, fingerprint): (&Finding, Fingerprint)| Entry {
            file: name.clone(),
            rule: finding.rule.clone(),
            text: shortened(finding.span.slice(text)),
            fingerprint,
        };
        findings.iter().zip(known).map(entry).collect()
    }

    /// Entries that stand for nothing any more, once a run has `found` its entries: those of the `checked` files,
    /// and those of files that are gone. `judged` tells the rules that this run looked for.
    pub fn stale(
        &self,
        found: &[Entry],
        checked: &HashSet<String>,
        judged: impl Fn(&str) -> bool,
    ) -> Vec<&Entry> {
        let found: HashSet<Fingerprint> = found.iter().map(|entry| entry.fingerprint).collect();
        let folder = absolute(&self.path).parent().map(Path::to_owned).unwrap_or_default();
        let gone = |file: &str| file != "-" && !folder.join(file).exists();
        self.entries()
            .filter(|entry| !found.contains(&entry.fingerprint) && judged(&entry.rule))
            .filter(|entry| checked.contains(&entry.file) || gone(&entry.file))
            .collect()
    }

    /// The file that holds what a run `found`, and of the entries there were those that it could not judge.
    pub fn rewritten(&self, found: &[Entry], stale: &[&Entry]) -> String {
        let mut entries: Vec<&Entry> = found.iter().collect();
        let known: HashSet<Fingerprint> = entries.iter().map(|entry| entry.fingerprint).collect();
        let kept = self.entries().filter(|entry| !known.contains(&entry.fingerprint));
        entries.extend(kept.filter(|entry| !stale.contains(entry)));
        entries.sort();
        let mut text = String::new();
        // Neither holds a map with keys that are no strings: both can be written.
        let line = |value: serde_json::Result<String>| value.unwrap_or_default();
        let _ = writeln!(text, "{}", line(serde_json::to_string(&Head { version: VERSION })));
        for entry in entries {
            let _ = writeln!(text, "{}", line(serde_json::to_string(entry)));
        }
        text
    }
}

/// The path of `file` from the folder of `from`, where it lies below that; else the path as it is.
pub fn name_from(from: &Path, file: &Path) -> String {
    let folder = absolute(from).parent().map(Path::to_owned).unwrap_or_default();
    let name = if file == Path::new("-") {
        None
    } else {
        absolute(file).strip_prefix(folder).ok().map(Path::to_owned)
    };
    portable(&name.unwrap_or_else(|| file.to_owned()).display().to_string())
}

/// A text on one line, cut where it is long.
pub fn shortened(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(TEXT_SHOWN) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words,
    }
}

/// serde's fault, without its own count of lines.
fn in_words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::finding;

    const TEXT: &str = "Les Monetary Instances ont dit que le job est fini.\n";

    fn baseline() -> Baseline {
        Baseline::empty(Path::new("/site/baseline.json"))
    }

    fn found(text: &str) -> Vec<Finding> {
        vec![finding(text, "Monetary Instances", &[]), finding(text, "job", &[])]
    }

    fn page() -> &'static Path {
        Path::new("/site/fr/page.md")
    }

    #[test]
    fn what_was_written_is_known_after_lines_have_moved() {
        let entries = baseline().entries_of(page(), TEXT, &found(TEXT));
        let text = baseline().rewritten(&entries[..1], &[]);
        let read = Baseline::parse(baseline().path(), &text).expect("sound");
        let moved = format!("# Un titre\n\nUn paragraphe.\n\n{TEXT}");
        let mut findings = found(&moved);
        read.mark(page(), &moved, &mut findings);
        assert_eq!(findings.iter().map(|finding| finding.known).collect::<Vec<_>>(), [true, false]);
        read.mark(Path::new("/site/fr/other.md"), &moved, &mut findings);
        assert!(findings.iter().all(|finding| !finding.known));
    }

    #[test]
    fn one_line_a_finding_and_always_in_the_same_order() {
        let mut entries = baseline().entries_of(page(), TEXT, &found(TEXT));
        let text = baseline().rewritten(&entries, &[]);
        entries.reverse();
        assert_eq!(text, baseline().rewritten(&entries, &[]));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines.len(), lines[0]), (3, r#"{"relire-baseline":1}"#));
        let start =
            r#"{"file":"fr/page.md","rule":"spun/papers","text":"Monetary Instances","fingerprint":""#;
        assert!(lines[1].starts_with(start), "{text}");
    }

    #[test]
    fn a_merge_may_leave_a_line_twice() {
        let entries = baseline().entries_of(page(), TEXT, &found(TEXT));
        let text = baseline().rewritten(&entries, &[]);
        let doubled = format!("{text}{}\n", text.lines().last().expect("a line"));
        let read = Baseline::parse(baseline().path(), &doubled).expect("sound");
        assert_eq!(read.rewritten(&[], &[]), text);
    }

    #[test]
    fn stale_is_what_a_run_could_have_found_and_did_not() {
        let entries = baseline().entries_of(page(), TEXT, &found(TEXT));
        let read = Baseline::parse(baseline().path(), &baseline().rewritten(&entries, &[])).expect("sound");
        let checked = HashSet::from(["fr/page.md".to_owned()]);
        let stale = read.stale(&entries[..1], &checked, |_| true);
        assert_eq!(stale, [&entries[1]]);
        assert_eq!(read.rewritten(&entries[..1], &stale).lines().count(), 2);
        assert!(read.stale(&entries[..1], &checked, |rule| rule != "spun/papers").is_empty());
        // The file is not there, and was not looked at.
        assert_eq!(read.stale(&[], &HashSet::new(), |_| true).len(), 2);
    }

    #[test]
    fn what_is_no_baseline_is_said_with_its_line() {
        let fault =
            |text: &str| Baseline::parse(Path::new("b.json"), text).expect_err("no baseline").to_string();
        assert!(fault("").starts_with("b.json:1: no baseline of relire"));
        assert!(fault("[]").starts_with("b.json:1: no baseline of relire"));
        assert!(fault("{\"relire-baseline\":7}").starts_with("b.json:1: version 7"));
        let conflict = "{\"relire-baseline\":1}\n\n<<<<<<< HEAD\n";
        assert!(fault(conflict).starts_with("b.json:3: "), "{}", fault(conflict));
    }
}
