//! What a person decides of a finding, and carrying it out: on disk at once, and noted so that it can be taken back.

use std::fs;
use std::path::Path;

use super::journal::{Change, Journal, Kind};
use super::{key, replacement};
use crate::baseline::{name_from, shortened};
use crate::cli::gather::Plan;
use crate::cli::ignore::config_path;
use crate::config::edit::{IgnoredEntry, with_ignored};
use crate::finding::{Edit, Finding};
use crate::fingerprint::fingerprints;
use crate::fix::apply;
use crate::format::Format;
use crate::source::Source;
use crate::span::Span;
use crate::suppress::comment_for;

/// A decision about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing is changed.
    Skip,
    /// The fix with this number.
    Fix(usize),
    /// A text in the place of what was found.
    Replace(String),
    /// Left out from now on by relire.toml, with a reason.
    Ignore(Option<String>),
    /// Left out from now on by a comment in the file, with a reason.
    Comment(Option<String>),
}

/// What a person answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// For this finding.
    Once(Decision),
    /// For all findings of its rule with the same words.
    Always(Decision),
    /// Take the last decision back.
    Undo,
    /// Stop here.
    Stop,
}

/// What is decided about, and where.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The file's text.
    pub source: &'a Source,
    /// The finding.
    pub finding: &'a Finding,
    /// All that is found in the file.
    pub all: &'a [Finding],
    /// The file.
    pub path: &'a Path,
    /// Its format.
    pub format: Format,
}

/// What came of a decision.
pub struct Carried {
    /// Findings up to this one are decided.
    pub past: (usize, usize, String),
    /// The text as it is now, if it was changed.
    pub source: Option<Source>,
}

impl Decision {
    /// What it comes to.
    pub fn kind(&self) -> Kind {
        match self {
            Decision::Skip => Kind::Skipped,
            Decision::Fix(_) | Decision::Replace(_) => Kind::Fixed,
            Decision::Ignore(_) | Decision::Comment(_) => Kind::Ignored,
        }
    }

    /// Can it be carried out for this finding?
    pub fn fits(&self, finding: &Finding) -> bool {
        match self {
            Decision::Fix(number) => *number < finding.fixes.len(),
            _ => true,
        }
    }

    /// What it writes in the place of what was found, where that is all it does.
    pub fn written<'d>(&'d self, finding: &'d Finding) -> Option<&'d str> {
        match self {
            Decision::Replace(text) => Some(text).filter(|text| !text.is_empty()).map(String::as_str),
            Decision::Fix(number) => replacement(finding, finding.fixes.get(*number)?),
            _ => None,
        }
    }

    /// Carries it out, and notes in the journal what was changed.
    pub fn carry_out(&self, place: &Place, plan: &Plan, journal: &mut Journal) -> Result<Carried, String> {
        let Place { source, finding, all, path, format } = *place;
        let decided = key(finding);
        match self {
            Decision::Skip => Ok(Carried { past: decided, source: None }),
            Decision::Fix(number) => {
                let fix = finding.fixes.get(*number).ok_or("there is no such candidate here")?;
                let mut edits: Vec<&Edit> = fix.edits.iter().collect();
                edits.sort_by_key(|edit| edit.span);
                let start = edits.first().map_or(finding.span.start(), |edit| edit.span.start());
                // What was written may show something else that was hidden.
                rewrite(source, path, &edits, (start.min(finding.span.start()), 0, String::new()), journal)
            }
            Decision::Replace(text) => {
                let edit = Edit { span: finding.span, replacement: text.clone() };
                // What a person wrote is not asked about again.
                let end = finding.span.start() + text.len();
                rewrite(source, path, &[&edit], (end, 0, String::new()), journal)
            }
            Decision::Ignore(reason) => {
                let config = config_path(&plan.config);
                let file = name_from(&config, path);
                let prints = fingerprints(&file, source.text(), all);
                let own = all.iter().position(|other| key(other) == decided).map(|at| prints[at]);
                let entry = IgnoredEntry {
                    file,
                    rule: finding.rule.clone(),
                    text: shortened(finding.span.slice(source.text())),
                    reason: reason.clone(),
                };
                let before = fs::read(&config).ok();
                let written = String::from_utf8_lossy(before.as_deref().unwrap_or_default()).into_owned();
                let own = own.ok_or("the finding is gone")?;
                let after = with_ignored(&written, own, &entry)
                    .map_err(|error| format!("{}: {error}", config.display()))?;
                let change = Change::make(config, before, after.into_bytes())?;
                journal.note(change);
                Ok(Carried { past: decided, source: None })
            }
            Decision::Comment(reason) => {
                let (at, comment) = comment_for(source.text(), format, finding, reason.as_deref())
                    .ok_or("no comment can be written here: ignore it in relire.toml")?;
                let place = Span::new(source.text(), at..at).ok_or("no comment can be written here")?;
                let edit = Edit { span: place, replacement: comment.clone() };
                let moved = if at <= finding.span.start() { comment.len() } else { 0 };
                let (start, end, rule) = decided;
                rewrite(source, path, &[&edit], (start + moved, end + moved, rule), journal)
            }
        }
    }
}

/// Writes the file with some edits, in the encoding that it has.
fn rewrite(
    source: &Source,
    path: &Path,
    edits: &[&Edit],
    past: (usize, usize, String),
    journal: &mut Journal,
) -> Result<Carried, String> {
    let text = apply(source.text(), edits.iter().copied());
    let name = source.name();
    let bytes = source.encode(&text).map_err(|error| format!("{name}: not written: {error}"))?;
    let read = Source::decode(name, bytes.clone()).ok().filter(|read| read.text() == text);
    let read = read.ok_or_else(|| format!("{name}: not written: its encoding could no longer be told"))?;
    let change = Change::make(path.to_owned(), Some(source.bytes().into_owned()), bytes)?;
    journal.note(change);
    Ok(Carried { past, source: Some(read) })
}
