//! The reports that programs read: one JSON object a finding, on lines of their own or in an array.
//!
//! Offsets are bytes of the file as it lies on disk, lines and columns count from 1, columns in characters.

use std::io::{self, Write};

use serde::Serialize;

use super::json_text::write_json;
use super::{Checked, Report, Tally};
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::fingerprint::{Fingerprint, fingerprints};
use crate::level::{Confidence, Severity};
use crate::source::Source;
use crate::span::Span;

/// One object a line.
pub struct JsonLines;

/// The same objects in an array.
pub struct Json;

impl Report for JsonLines {
    fn shows_known(&self) -> bool {
        true
    }

    fn file(&self, out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        for row in rows(checked) {
            write_json(out, &row)?;
            writeln!(out)?;
        }
        Ok(())
    }
}

impl Report for Json {
    fn shows_known(&self) -> bool {
        true
    }

    fn start(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "[")
    }

    fn file(&self, out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        for (at, row) in rows(checked).enumerate() {
            write!(out, "{}\n  ", if at > 0 { "," } else { "" })?;
            write_json(out, &row)?;
        }
        Ok(())
    }

    fn separator(&self) -> &str {
        ","
    }

    fn end(&self, out: &mut dyn Write, tally: &Tally) -> io::Result<()> {
        writeln!(out, "{}]", if tally.findings() + tally.known > 0 { "\n" } else { "" })
    }
}

fn rows<'a>(checked: &'a Checked) -> impl Iterator<Item = Row<'a>> {
    let prints = fingerprints(checked.source.name(), checked.source.text(), checked.findings);
    checked.findings.iter().zip(prints).map(|(finding, print)| Row::new(checked.source, finding, print))
}

/// A finding, with the keys in the order they are written.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    rule: &'a str,
    category: &'a str,
    severity: Severity,
    confidence: Confidence,
    message: &'a str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    /// Does the baseline hold it? Said only where it does.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    known: bool,
    /// Its name, which outlives moved lines: what `relire ignore` takes.
    fingerprint: Fingerprint,
    fixes: Vec<FixRow<'a>>,
}

#[derive(Serialize)]
struct FixRow<'a> {
    title: &'a str,
    applicability: Applicability,
    edits: Vec<EditRow<'a>>,
}

#[derive(Serialize)]
struct EditRow<'a> {
    start: usize,
    end: usize,
    replacement: &'a str,
}

impl<'a> Row<'a> {
    fn new(source: &'a Source, finding: &'a Finding, fingerprint: Fingerprint) -> Row<'a> {
        let (start, end) = on_disk(source, finding.span);
        let (line, column) = source.line_column(finding.span.start());
        let (end_line, end_column) = source.line_column(finding.span.end());
        Row {
            file: source.name(),
            rule: &finding.rule,
            category: &finding.category,
            severity: finding.severity,
            confidence: finding.confidence,
            message: &finding.message,
            start,
            end,
            line,
            column,
            end_line,
            end_column,
            known: finding.known,
            fingerprint,
            fixes: finding.fixes.iter().map(|fix| FixRow::new(source, fix)).collect(),
        }
    }
}

impl<'a> FixRow<'a> {
    fn new(source: &Source, fix: &'a Fix) -> FixRow<'a> {
        FixRow {
            title: &fix.title,
            applicability: fix.applicability,
            edits: fix.edits.iter().map(|edit| EditRow::new(source, edit)).collect(),
        }
    }
}

impl<'a> EditRow<'a> {
    fn new(source: &Source, edit: &'a Edit) -> EditRow<'a> {
        let (start, end) = on_disk(source, edit.span);
        EditRow { start, end, replacement: &edit.replacement }
    }
}

fn on_disk(source: &Source, span: Span) -> (usize, usize) {
    (source.disk_offset(span.start()), source.disk_offset(span.end()))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::level::FailOn;
    use crate::report::tests::{finding, shown, source};

    #[test]
    fn an_object_has_the_keys_of_the_contract() {
        let text = "été\nau Monetary Instances lundi";
        let findings = [finding(text, "Monetary Instances", &[("Financial Times", Applicability::Safe)])];
        assert_snapshot!(shown(&JsonLines, &source(text), &findings), @r#"
        {"file":"a.md","rule":"spun/papers","category":"accuracy/mistranslation","severity":"error","confidence":"high","message":"“Monetary Instances” is a newspaper’s name run through a thesaurus","start":9,"end":27,"line":2,"column":4,"end_line":2,"end_column":22,"fingerprint":"5c05b672f0f19193","fixes":[{"title":"replace with « Financial Times »","applicability":"safe","edits":[{"start":9,"end":27,"replacement":"Financial Times"}]}]}
        "#);
    }

    #[test]
    fn offsets_are_those_of_the_file_on_disk() {
        let bytes = b"\xE9t\xE9, l\x92automobile un".to_vec();
        let source = Source::decode("a.txt", bytes.clone()).expect("Windows-1252");
        let found = finding(source.text(), "automobile", &[("car", Applicability::Safe)]);
        let print = fingerprints("a.txt", source.text(), std::slice::from_ref(&found)).remove(0);
        let row = Row::new(&source, &found, print);
        assert_eq!(&bytes[row.start..row.end], b"automobile");
        assert_eq!((row.fixes[0].edits[0].start, row.fixes[0].edits[0].end), (row.start, row.end));
        assert_eq!((row.line, row.column, row.end_column), (1, 8, 18));
    }

    #[test]
    fn an_array_is_one_json_value() {
        let text = "un mot";
        let findings = [finding(text, "un", &[]), finding(text, "mot", &[])];
        for shown in [&[][..], &findings[..1], &findings] {
            let mut out = Vec::new();
            let mut tally = Tally::default();
            Json.start(&mut out).expect("memory takes all");
            Json.file(&mut out, &Checked { source: &source(text), findings: shown, fail_on: FailOn::Never })
                .expect("memory takes all");
            tally.add(shown);
            Json.end(&mut out, &tally).expect("memory takes all");
            let value: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
            assert_eq!(value.as_array().map(Vec::len), Some(shown.len()));
        }
    }
}
