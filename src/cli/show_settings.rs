//! `relire check --show-settings`: the settings that hold for a path, as a relire.toml with the origin of each
//! value in a comment: a line of a file, an option, or the default.

use std::fmt::Write as _;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml_edit::Document;

use crate::cli::args::CheckArguments;
use crate::cli::settings::Settings;
use crate::cli::streams::{Streams, from_here};
use crate::config::Config;
use crate::exit::Exit;
use crate::format::Format;
use crate::report::visible;
use crate::selector::RuleSelector;

/// Shows the settings of each path of the command line; of the current folder if there is none.
pub fn run(arguments: &CheckArguments, settings: &mut Settings, streams: &mut Streams) -> io::Result<Exit> {
    let here = [arguments.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("."))];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    for (at, path) in paths.iter().enumerate() {
        // The settings of a folder are those of what lies in it.
        let file = if path.is_dir() { path.join("*") } else { path.clone() };
        let config = settings.of(&file, streams);
        settings.rules(&config, streams);
        let shown = Shown { arguments, config: &config, document: document(&config), file: &file };
        let gap = if at > 0 { "\n" } else { "" };
        write!(streams.out(), "{gap}{}", shown.toml(path))?;
    }
    Ok(if settings.failed { Exit::Failure } else { Exit::Success })
}

/// The file as it was written, where each value has its place.
fn document(config: &Config) -> Option<Document<String>> {
    config.path()?;
    Document::parse(config.written().to_owned()).ok()
}

struct Shown<'a> {
    arguments: &'a CheckArguments,
    config: &'a Config,
    document: Option<Document<String>>,
    file: &'a Path,
}

impl Shown<'_> {
    fn toml(&self, path: &Path) -> String {
        let mut out = String::new();
        let shown = path.display().to_string();
        let name = if shown == "." { "the current folder".into() } else { visible(&shown) };
        let origin = match self.config.path() {
            Some(path) => format!("from {}", from_here(path).display()),
            None => "no relire.toml: the defaults".to_owned(),
        };
        let _ = writeln!(out, "# Settings for {name}: {}", visible(&origin));
        if !self.file.ends_with("*") {
            let format = || Format::of(self.file, &std::fs::read_to_string(self.file).unwrap_or_default());
            let _ = writeln!(out, "# Read as {}", self.arguments.format.unwrap_or_else(format));
        }

        let rules = &self.config.rules;
        let choice = &self.arguments.choice;
        out.push_str("\n[rules]\n");
        self.value(&mut out, &["rules", "paths"], "[]");
        let per_path = self.config.selects_for(self.file);
        let select = match (&choice.select[..], &per_path[..]) {
            ([], []) => self.selectors(rules.select.iter(), ""),
            ([], per_path) => self.selectors(per_path.iter().copied(), " (per-path)"),
            (given, _) => given.iter().map(|selector| (selector.to_string(), "--select".into())).collect(),
        };
        list(&mut out, "select", &select, "default: all");
        let mut ignore = self.selectors(rules.ignore.iter(), "");
        ignore.extend(self.selectors(self.config.ignores_for(self.file).into_iter(), " (per-path)"));
        ignore.extend(choice.ignore.iter().map(|selector| (selector.to_string(), "--ignore".into())));
        list(&mut out, "ignore", &ignore, "default");
        self.value(&mut out, &["rules", "preview"], "false");
        let given = choice.min_confidence.map(|level| (level.as_str(), "--min-confidence"));
        self.level(&mut out, "min-confidence", rules.min_confidence.as_str(), given);
        let given = self.arguments.fail_on.map(|level| (level.as_str(), "--fail-on"));
        self.level(&mut out, "fail-on", rules.fail_on.as_str(), given);

        if !rules.severity.is_empty() {
            out.push_str("\n[rules.severity]\n");
            for (selector, level) in &rules.severity {
                let from = self.place(selector.span());
                let _ = writeln!(out, "{} = \"{level}\"  # {from}", quoted(selector.get_ref().as_str()));
            }
        }
        let none = "[]";
        for (table, keys) in [
            ("files", &[("exclude", none)][..]),
            ("text", &[("words", none), ("names", none), ("article-only", "false")]),
            ("dictionaries", &[("hunspell", none), ("words", none)]),
        ] {
            let _ = writeln!(out, "\n[{table}]");
            for (key, default) in keys {
                self.value(&mut out, &[table, key], default);
            }
        }
        if !self.config.ignored.is_empty() {
            out.push_str("\n[ignore]\n");
            for fingerprint in self.config.ignored.keys() {
                self.value(&mut out, &["ignore", &fingerprint.to_string()], "{}");
            }
        }
        out
    }

    /// A value that only the file can change.
    fn value(&self, out: &mut String, keys: &[&str; 2], default: &str) {
        let key = keys[1];
        let written = self.document.as_ref().and_then(|document| {
            let span = document.get(keys[0])?.get(key)?.span()?;
            Some((document.raw().get(span.clone())?, span))
        });
        match written {
            // What spans lines may hold comments: they are part of what was written.
            Some((value, span)) => {
                let _ = writeln!(out, "{key} = {value}  # {}", self.place(span));
            }
            None => {
                let _ = writeln!(out, "{key} = {default}  # default");
            }
        }
    }

    /// A level, which an option may have set.
    fn level(&self, out: &mut String, key: &str, resolved: &str, given: Option<(&str, &str)>) {
        let span = self.document.as_ref().and_then(|document| document.get("rules")?.get(key)?.span());
        let (value, from) = match (given, span) {
            (Some((value, option)), _) => (value, option.to_owned()),
            (None, Some(span)) => (resolved, self.place(span)),
            (None, None) => (resolved, "default".to_owned()),
        };
        let _ = writeln!(out, "{key} = \"{value}\"  # {from}");
    }

    fn selectors<'s>(
        &self,
        selectors: impl Iterator<Item = &'s Spanned<RuleSelector>>,
        note: &str,
    ) -> Vec<(String, String)> {
        let with_place = |selector: &Spanned<RuleSelector>| {
            (selector.get_ref().to_string(), format!("{}{note}", self.place(selector.span())))
        };
        selectors.map(with_place).collect()
    }

    /// `relire.toml:12`
    fn place(&self, span: Range<usize>) -> String {
        let before = self.config.written().get(..span.start).unwrap_or_default();
        let path = from_here(self.config.path().unwrap_or(Path::new("")));
        format!("{}:{}", visible(&path.display().to_string()), before.matches('\n').count() + 1)
    }
}

/// A list, each value with its origin.
fn list(out: &mut String, key: &str, values: &[(String, String)], default: &str) {
    if values.is_empty() {
        let _ = writeln!(out, "{key} = []  # {default}");
        return;
    }
    let _ = writeln!(out, "{key} = [");
    for (value, from) in values {
        let _ = writeln!(out, "    {},  # {from}", quoted(value));
    }
    out.push_str("]\n");
}

fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}
