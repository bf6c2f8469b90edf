//! `relire ignore`: leaves findings out from now on, by their fingerprints in relire.toml.
//!
//! The files are checked again to find them, so that the entry can say what it stands for, and so that a
//! fingerprint that stands for nothing is an error.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::baseline::{name_from, shortened};
use crate::cli::args::IgnoreArguments;
use crate::cli::checkers::Checkers;
use crate::cli::gather::Gathered;
use crate::cli::read::{name_of, read};
use crate::cli::settings::Settings;
use crate::cli::streams::{Streams, from_here};
use crate::config::edit::{IgnoredEntry, with_ignored};
use crate::config::{Config, FILE_NAME};
use crate::exit::Exit;
use crate::fingerprint::{Fingerprint, fingerprints};
use crate::fix::write::{create, write_back};
use crate::format::Format;
use crate::walk::walk;

/// Runs it.
pub fn run(arguments: &IgnoreArguments, streams: &mut Streams) -> io::Result<Exit> {
    let mut settings = Settings::new(&arguments.choice.config, streams);
    let walked = walk(&arguments.paths, &settings.configs);
    let mut failed = !walked.errors.is_empty();
    for error in &walked.errors {
        streams.say(&format!("error: {error}"));
    }
    let mut gathered = Gathered::default();
    let files = gathered.plan(walked.inputs, None, &arguments.choice, &mut settings, streams);
    let engines = gathered.engines();
    let checkers: Vec<Checkers> = engines.iter().map(Checkers::new).collect();

    let mut wanted: BTreeSet<Fingerprint> = arguments.fingerprints.iter().copied().collect();
    for (input, plan) in &files {
        if wanted.is_empty() {
            break;
        }
        let name = name_of(input, None);
        let source = match read(input, name) {
            Ok(Some(source)) => source,
            Ok(None) => continue,
            Err(said) => {
                streams.say(&said);
                failed = true;
                continue;
            }
        };
        let text = source.text();
        let findings = checkers[plan.engine].with(|check| check(text, Format::of(name, text)));
        // A report names files as they were named to it, relire.toml from its own folder.
        let path = config_path(&plan.config);
        let file = name_from(&path, name);
        let own = fingerprints(&file, text, &findings);
        let shown = fingerprints(source.name(), text, &findings);
        for ((finding, own), shown) in findings.iter().zip(own).zip(shown) {
            if !(wanted.remove(&shown) | wanted.remove(&own)) {
                continue;
            }
            let entry = IgnoredEntry {
                file: file.clone(),
                rule: finding.rule.clone(),
                text: shortened(finding.span.slice(text)),
                reason: arguments.reason.clone(),
            };
            let shown = from_here(&path).display().to_string();
            match add(&path, own, &entry) {
                Ok(()) => {
                    streams.say(&format!("{shown}: ignores {} « {} » in {file}", entry.rule, entry.text));
                }
                Err(error) => {
                    streams.say(&format!("error: {error}"));
                    failed = true;
                }
            }
        }
    }
    for fingerprint in &wanted {
        streams.say(&format!("error: no finding has the fingerprint `{fingerprint}`"));
    }
    Ok(if failed || settings.failed || !wanted.is_empty() { Exit::Failure } else { Exit::Success })
}

/// The relire.toml to write to: the one that holds, or a new one in the current folder.
pub fn config_path(config: &Config) -> PathBuf {
    config.path().map_or_else(|| crate::config::absolute(Path::new(FILE_NAME)), Path::to_owned)
}

/// Adds an entry to the relire.toml at `path`, which is made if it is not there.
pub fn add(path: &Path, fingerprint: Fingerprint, entry: &IgnoredEntry) -> Result<(), String> {
    change_config(path, |written| {
        with_ignored(written, fingerprint, entry).map_err(|error| error.to_string())
    })
}

/// Changes the relire.toml at `path`, which is made if it is not there.
pub fn change_config(path: &Path, change: impl Fn(&str) -> Result<String, String>) -> Result<(), String> {
    let at = |error: String| format!("{}: {error}", from_here(path).display());
    match fs::read(path) {
        Ok(before) => {
            let written = std::str::from_utf8(&before).map_err(|error| at(error.to_string()))?;
            let changed = change(written).map_err(at)?;
            write_back(path, &before, changed.as_bytes()).map_err(|error| error.to_string())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(path, change("").map_err(at)?.as_bytes()).map_err(|error| error.to_string())
        }
        Err(error) => Err(at(error.to_string())),
    }
}
