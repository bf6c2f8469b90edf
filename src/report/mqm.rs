//! A quality sheet in the terms of MQM, the typology of translation errors: findings by category and severity, and
//! a penalty for each 1,000 words.
//!
//! An error counts as major (5 points), a warning as minor (1), a hint as neutral (0): the weights of MQM's own
//! scoring model. What a programme finds are issues for a person to judge, not confirmed errors, and the sheet says so.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Checked, Report, Tally, visible};
use crate::format::{Document, Format, Reading, extract_with};
use crate::level::Severity;
use crate::source::Source;

/// A table: each file, then each category.
pub struct Mqm {
    texts: Texts,
    totals: Mutex<Totals>,
}

/// One row an issue, comma-separated, with its segment.
pub struct MqmCsv {
    texts: Texts,
}

/// How the texts of files are read, to count their words and cut them into segments.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The format of all files, where the user says so.
    pub format: Option<Format>,
    /// Which texts of a file are read.
    pub reading: Arc<Reading>,
}

impl Texts {
    fn document<'s>(&self, source: &'s Source) -> Document<'s> {
        let format =
            self.format.unwrap_or_else(|| Format::of(std::path::Path::new(source.name()), source.text()));
        extract_with(source.text(), format, &self.reading)
    }
}

/// Counts over all files.
#[derive(Default)]
struct Totals {
    all: Counts,
    by_category: BTreeMap<String, Counts>,
}

/// Issues of each severity, in so many words.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    words: usize,
    major: usize,
    minor: usize,
    neutral: usize,
}

impl Counts {
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.major += 1,
            Severity::Warning => self.minor += 1,
            Severity::Hint => self.neutral += 1,
        }
    }

    fn penalty(&self) -> usize {
        5 * self.major + self.minor
    }

    fn per_thousand(&self) -> f64 {
        1000.0 * self.penalty() as f64 / self.words.max(1) as f64
    }

    fn row(&self, out: &mut dyn Write, name: &str) -> io::Result<()> {
        let Counts { words, major, minor, neutral } = self;
        let (penalty, rate) = (self.penalty(), self.per_thousand());
        writeln!(out, "{words:>9} {major:>7} {minor:>7} {neutral:>8} {penalty:>8} {rate:>10.2}  {name}")
    }
}

const HEAD: &str = "    words   major   minor  neutral  penalty  per 1,000  ";

impl Mqm {
    /// A sheet over files that are read so.
    pub fn new(texts: Texts) -> Mqm {
        Mqm { texts, totals: Mutex::default() }
    }
}

impl Report for Mqm {
    fn start(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{HEAD}file")
    }

    fn file(&self, out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        let (source, findings) = (checked.source, checked.findings);
        let words = self.texts.document(source).prose.split_whitespace().count();
        let mut counts = Counts { words, ..Counts::default() };
        let mut totals = self.totals.lock().unwrap_or_else(PoisonError::into_inner);
        totals.all.words += words;
        for finding in findings {
            counts.add(finding.severity);
            totals.all.add(finding.severity);
            totals.by_category.entry(finding.category.clone()).or_default().add(finding.severity);
        }
        counts.row(out, &visible(source.name()))
    }

    fn end(&self, out: &mut dyn Write, _: &Tally) -> io::Result<()> {
        let totals = self.totals.lock().unwrap_or_else(PoisonError::into_inner);
        totals.all.row(out, "in all")?;
        if !totals.by_category.is_empty() {
            writeln!(out, "\n{HEAD}category")?;
            for (category, counts) in &totals.by_category {
                Counts { words: totals.all.words, ..*counts }.row(out, &visible(category))?;
            }
        }
        writeln!(out, "\nIssues found by a programme, to be judged by a person: no confirmed errors.")
    }
}

impl MqmCsv {
    /// Rows over files that are read so.
    pub fn new(texts: Texts) -> MqmCsv {
        MqmCsv { texts }
    }
}

const COLUMNS: [&str; 12] = [
    "file",
    "segment",
    "line",
    "column",
    "category",
    "severity",
    "penalty",
    "rule",
    "message",
    "text",
    "context",
    "words in file",
];

impl Report for MqmCsv {
    fn start(&self, out: &mut dyn Write) -> io::Result<()> {
        row(out, &COLUMNS.map(str::to_string))
    }

    fn file(&self, out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        let (source, findings) = (checked.source, checked.findings);
        if findings.is_empty() {
            return Ok(());
        }
        let document = self.texts.document(source);
        let words = document.prose.split_whitespace().count();
        let places: Vec<(std::ops::Range<usize>, String)> = document
            .segments
            .iter()
            .enumerate()
            .filter_map(|(number, segment)| {
                let name = segment.id.clone().unwrap_or_else(|| (number + 1).to_string());
                Some((document.source_of(&segment.range)?, name))
            })
            .collect();
        for finding in findings {
            let (line, column) = source.line_column(finding.span.start());
            let before = places.partition_point(|(range, _)| range.start <= finding.span.start());
            let segment = places[..before].last().filter(|(range, _)| finding.span.end() <= range.end);
            let (severity, penalty) = match finding.severity {
                Severity::Error => ("major", "5"),
                Severity::Warning => ("minor", "1"),
                Severity::Hint => ("neutral", "0"),
            };
            let context = match segment {
                Some((range, _)) => &source.text()[range.clone()],
                None => line_of(source.text(), finding.span.start()),
            };
            row(
                out,
                &[
                    source.name().to_string(),
                    segment.map_or_else(|| line.to_string(), |(_, name)| name.clone()),
                    line.to_string(),
                    column.to_string(),
                    finding.category.clone(),
                    severity.to_string(),
                    penalty.to_string(),
                    finding.rule.clone(),
                    finding.message.clone(),
                    finding.span.slice(source.text()).to_string(),
                    context.chars().take(300).collect(),
                    words.to_string(),
                ],
            )?;
        }
        Ok(())
    }
}

fn line_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
    text[start..end].trim_end()
}

/// A row of a table on one line, each cell in quotation marks where it needs them. What a spreadsheet would compute
/// stands after an apostrophe: the text comes from a file that nobody vouches for.
fn row(out: &mut dyn Write, cells: &[String]) -> io::Result<()> {
    for (number, cell) in cells.iter().enumerate() {
        let comma = if number > 0 { "," } else { "" };
        let text = if cell.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
        let cell = visible(cell);
        if cell.contains(['"', ',']) {
            write!(out, "{comma}\"{text}{}\"", cell.replace('"', "\"\""))?;
        } else {
            write!(out, "{comma}{text}{cell}")?;
        }
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::report::tests::{finding, shown, source};

    #[test]
    fn a_sheet_counts_by_file_and_category() {
        let text = "un mot de trop, et encore un mot";
        let sheet = Mqm::new(Texts::default());
        let mut out = shown(&sheet, &source(text), &[finding(text, "mot", &[])]);
        let mut end = Vec::new();
        sheet.end(&mut end, &Tally::default()).expect("memory takes all");
        out.push_str(&String::from_utf8(end).expect("text"));
        assert_snapshot!(out, @r"
                8       1       0        0        5     625.00  a.md
                8       1       0        0        5     625.00  in all

            words   major   minor  neutral  penalty  per 1,000  category
                8       1       0        0        5     625.00  accuracy/mistranslation

        Issues found by a programme, to be judged by a person: no confirmed errors.
        ");
    }

    #[test]
    fn a_row_is_quoted_where_it_must_be() {
        let text = "un « mot », oui";
        let rows = shown(&MqmCsv::new(Texts::default()), &source(text), &[finding(text, "mot", &[])]);
        assert!(rows.starts_with("a.md,1,1,6,accuracy/mistranslation,major,5,spun/papers,"), "{rows}");
        assert!(rows.ends_with(",mot,\"un « mot », oui\",5\n"), "{rows}");
    }

    #[test]
    fn a_cell_acts_neither_on_a_terminal_nor_in_a_spreadsheet() {
        let text = "=HYPERLINK(\"x\")\u{1b}[2J mot";
        let rows = shown(&MqmCsv::new(Texts::default()), &source(text), &[finding(text, "mot", &[])]);
        assert!(rows.ends_with(",mot,\"'=HYPERLINK(\"\"x\"\")␛[2J mot\",2\n"), "{rows}");
    }
}
