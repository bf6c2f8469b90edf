//! Reviewdog’s diagnostic format (rdjson): findings that become comments of a review, with suggestions that can be
//! accepted there.
//!
//! Columns count bytes of UTF-8, from 1. A suggestion replaces one range, so only fixes of a single edit are
//! suggested, and only those that could be applied: a reviewer’s click writes them.

use std::io::{self, Write};

use serde::Serialize;

use super::address::slashed;
use super::json_text::write_json;
use super::{Checked, Report, Tally, visible};
use crate::finding::{Applicability, Finding};
use crate::level::Severity;
use crate::source::Source;
use crate::span::Span;

/// One object with a list of diagnostics.
pub struct Rdjson;

impl Report for Rdjson {
    fn start(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, r#"{{"source":{{"name":"relire"}},"diagnostics":["#)
    }

    fn file(&self, out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        for (at, finding) in checked.findings.iter().enumerate() {
            write!(out, "{}\n  ", if at > 0 { "," } else { "" })?;
            write_json(out, &Diagnostic::new(checked.source, finding))?;
        }
        Ok(())
    }

    fn separator(&self) -> &str {
        ","
    }

    fn end(&self, out: &mut dyn Write, tally: &Tally) -> io::Result<()> {
        writeln!(out, "{}]}}", if tally.findings() > 0 { "\n" } else { "" })
    }
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Location {
    path: String,
    range: Range,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

impl<'a> Diagnostic<'a> {
    fn new(source: &Source, finding: &'a Finding) -> Diagnostic<'a> {
        let range =
            |span: Span| Range { start: position(source, span.start()), end: position(source, span.end()) };
        let fixes = finding.fixes.iter().filter(|fix| fix.applicability > Applicability::Display);
        let suggestions = fixes.filter_map(|fix| match &fix.edits[..] {
            [edit] => Some(Suggestion { range: range(edit.span), text: &edit.replacement }),
            _ => None,
        });
        Diagnostic {
            message: visible(&finding.message).into_owned(),
            location: Location { path: slashed(source.name()), range: range(finding.span) },
            severity: match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Hint => "INFO",
            },
            code: Code { value: &finding.rule },
            suggestions: suggestions.collect(),
        }
    }
}

/// The line, and the byte in it.
fn position(source: &Source, offset: usize) -> Position {
    let (line, _) = source.line_column(offset);
    Position { line, column: offset - source.line_start(offset) + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{finding, shown, source};

    #[test]
    fn columns_are_bytes_and_the_end_is_past_the_last() {
        let text = "été\nété à Monetary Instances";
        let fixes = [("Financial Times", Applicability::Unsafe), ("autre", Applicability::Display)];
        let found = finding(text, "Monetary Instances", &fixes);
        insta::assert_snapshot!(shown(&Rdjson, &source(text), &[found]));
    }
}
