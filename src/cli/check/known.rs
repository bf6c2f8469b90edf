//! What was known before a run: the baseline it is given or writes, and the findings that relire.toml ignores. After
//! the run, what of that stands for nothing any more is said.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::baseline::{Baseline, Entry, name_from};
use crate::cli::args::{CheckArguments, ChoiceArguments};
use crate::cli::streams::{Streams, from_here};
use crate::config::Config;
use crate::fingerprint::Fingerprint;
use crate::fix::write::{create, write_back};
use crate::report::many;

use super::file::Done;

/// What was known, and what a run has seen of it.
pub struct Known {
    /// The baseline that marks findings, or that is to be written.
    pub baseline: Option<Baseline>,
    found: Vec<Entry>,
    checked: HashSet<String>,
    ignored: BTreeMap<PathBuf, Ignored>,
}

/// The findings that a relire.toml ignores.
struct Ignored {
    config: Arc<Config>,
    checked: HashSet<String>,
    used: HashSet<Fingerprint>,
}

impl Known {
    /// Reads the baseline that the command line names. One that cannot be read is said, and holds nothing.
    #[expect(clippy::result_large_err, reason = "both are the same, and made once a run")]
    pub fn load(arguments: &CheckArguments, streams: &mut Streams) -> Result<Known, Known> {
        let known = |baseline| Known {
            baseline,
            found: Vec::new(),
            checked: HashSet::new(),
            ignored: BTreeMap::new(),
        };
        let path = match (&arguments.write_baseline, &arguments.baseline) {
            (Some(path), _) if !path.exists() => return Ok(known(Some(Baseline::empty(path)))),
            (Some(path), _) | (None, Some(path)) => path,
            (None, None) => return Ok(known(None)),
        };
        match Baseline::load(path) {
            Ok(baseline) => Ok(known(Some(baseline))),
            Err(error) => {
                streams.say(&format!("error: {error}"));
                Err(known(arguments.write_baseline.is_none().then(|| Baseline::empty(path))))
            }
        }
    }

    /// Notes what came of a file.
    pub fn note(&mut self, file: &Path, config: &Arc<Config>, done: &mut Done) {
        if !done.checked {
            return;
        }
        if let Some(baseline) = &self.baseline {
            self.checked.insert(baseline.name_of(file));
            self.found.append(&mut done.entries);
        }
        if let Some(path) = config.path().filter(|_| !config.ignored.is_empty()) {
            let ignored = self.ignored.entry(path.to_owned()).or_insert_with(|| Ignored {
                config: config.clone(),
                checked: HashSet::new(),
                used: HashSet::new(),
            });
            ignored.checked.insert(name_from(path, file));
            ignored.used.extend(&done.ignored);
        }
    }

    /// Writes the baseline, if that was asked for, and says what is found no longer. False if it cannot be written.
    pub fn finish(&self, arguments: &CheckArguments, streams: &mut Streams) -> bool {
        // A look at changed lines tells nothing of the others.
        if arguments.since.is_some() {
            return true;
        }
        let judged = |rule: &str| is_judged(&arguments.choice, rule);
        for ignored in self.ignored.values() {
            ignored.say_stale(judged, streams);
        }
        let Some(baseline) = &self.baseline else { return true };
        let stale = baseline.stale(&self.found, &self.checked, judged);
        if arguments.write_baseline.is_some() {
            return self.write(baseline, &stale, streams);
        }
        let path = baseline.path().display();
        for entry in &stale {
            streams
                .note(&format!("{path}: no longer found: {}: {} « {} »", entry.file, entry.rule, entry.text));
        }
        if !stale.is_empty() {
            streams.note(&format!(
                "{path}: {} to drop: write it again with --write-baseline",
                many(stale.len(), "line")
            ));
        }
        true
    }

    fn write(&self, baseline: &Baseline, stale: &[&Entry], streams: &mut Streams) -> bool {
        let path = baseline.path();
        let text = baseline.rewritten(&self.found, stale);
        let written = match fs::read(path) {
            Ok(before) if before == text.as_bytes() => Ok(()),
            Ok(before) => write_back(path, &before, text.as_bytes()),
            Err(_) => create(path, text.as_bytes()),
        };
        if let Err(error) = written {
            streams.say(&format!("error: {error}"));
            return false;
        }
        let new = self.found.iter().filter(|entry| !baseline.holds(entry.fingerprint)).count();
        let all = text.lines().count() - 1;
        streams.note(&format!(
            "{}: {}, {new} new, {} no longer found",
            path.display(),
            many(all, "known finding"),
            stale.len()
        ));
        true
    }
}

impl Ignored {
    fn say_stale(&self, judged: impl Fn(&str) -> bool, streams: &mut Streams) {
        let path = from_here(self.config.path().unwrap_or(Path::new("")));
        for (fingerprint, entry) in &self.config.ignored {
            let could_be_found = entry.file.as_ref().is_some_and(|file| self.checked.contains(file))
                && entry.rule.as_ref().is_none_or(|rule| judged(rule));
            if could_be_found && !self.used.contains(fingerprint) {
                let before = self.config.written().get(..entry.span.start).unwrap_or_default();
                let line = before.matches('\n').count() + 1;
                streams.note(&format!("{}:{line}: `{fingerprint}` ignores nothing any more", path.display()));
            }
        }
    }
}

/// Did the run look for a rule's findings, as far as the command line goes? Of a confidence set there, nothing can
/// be told: entries don't say theirs.
fn is_judged(choice: &ChoiceArguments, rule: &str) -> bool {
    let selected = choice.select.is_empty() || choice.select.iter().any(|selector| selector.matches(rule));
    let ignored = choice.ignore.iter().any(|selector| selector.matches(rule));
    selected && !ignored && choice.min_confidence.is_none()
}
