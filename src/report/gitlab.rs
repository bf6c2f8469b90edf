//! GitLab’s Code Quality report: a JSON array that the `codequality` artifact of a job takes.
//!
//! GitLab tells new findings from old ones by their fingerprints, so lines may move.

use std::io::{self, Write};

use serde::Serialize;

use super::address::slashed;
use super::json_text::write_json;
use super::remedy::remedy;
use super::{Checked, Report, Tally, visible};
use crate::finding::Finding;
use crate::fingerprint::{Fingerprint, fingerprints};
use crate::level::Severity;
use crate::source::Source;

/// An array with an object for each finding.
pub struct Gitlab;

impl Report for Gitlab {
    fn start(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "[")
    }

    /// Known findings count where equal ones are numbered; they are left out here.
    fn shows_known(&self) -> bool {
        true
    }

    fn file(&self, out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        let Checked { source, findings, .. } = *checked;
        let fingerprints = fingerprints(source.name(), source.text(), findings);
        let new = findings.iter().zip(fingerprints).filter(|(finding, _)| !finding.known);
        for (at, (finding, fingerprint)) in new.enumerate() {
            write!(out, "{}\n  ", if at > 0 { "," } else { "" })?;
            write_json(out, &Issue::new(source, finding, fingerprint))?;
        }
        Ok(())
    }

    fn separator(&self) -> &str {
        ","
    }

    fn end(&self, out: &mut dyn Write, tally: &Tally) -> io::Result<()> {
        writeln!(out, "{}]", if tally.findings() > 0 { "\n" } else { "" })
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    r#type: &'static str,
    check_name: &'a str,
    description: String,
    categories: [&'static str; 1],
    severity: &'static str,
    fingerprint: Fingerprint,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
    positions: Positions,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

impl<'a> Issue<'a> {
    fn new(source: &Source, finding: &'a Finding, fingerprint: Fingerprint) -> Issue<'a> {
        let (line, column) = source.line_column(finding.span.start());
        let (end_line, end_column) = source.line_column(finding.span.end());
        let message = visible(&finding.message);
        Issue {
            r#type: "issue",
            check_name: &finding.rule,
            description: remedy(finding).map_or(message.to_string(), |remedy| format!("{message}. {remedy}")),
            categories: ["Style"],
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Hint => "info",
            },
            fingerprint,
            location: Location {
                path: slashed(source.name()),
                lines: Lines { begin: line, end: end_line },
                positions: Positions {
                    begin: Position { line, column },
                    end: Position { line: end_line, column: end_column },
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Applicability;
    use crate::report::tests::{finding, shown, source};

    #[test]
    fn an_issue_has_its_place_and_a_fingerprint() {
        let text = "Un titre\nau Monetary Instances";
        let found = finding(text, "Monetary Instances", &[("Financial Times", Applicability::Safe)]);
        insta::assert_snapshot!(shown(&Gitlab, &source(text), &[found]));
    }

    #[test]
    fn what_is_known_is_left_out_but_counted() {
        let text = "mot";
        let twin = || finding(text, "mot", &[]);
        let both = shown(&Gitlab, &source(text), &[twin(), twin()]);
        let second = both.split("},\n").nth(1).expect("two");
        let known = Finding { known: true, ..twin() };
        assert_eq!(shown(&Gitlab, &source(text), &[known, twin()]).trim(), second.trim());
    }
}
