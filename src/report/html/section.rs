//! A file on the page: its lines, with what was found marked in them.
//!
//! A finding over several lines has a mark in each. Lines far from every finding are folded, and lines go in
//! groups that the browser need not lay out before they are seen.

use std::collections::BTreeMap;
use std::ops::Range;

use maud::{Markup, html};
use serde::Serialize;

use super::{Counts, family, hue};
use crate::finding::{Applicability, Finding, Fix};
use crate::fix::apply_within;
use crate::level::{Confidence, Severity};
use crate::report::{many, visible};
use crate::source::Source;
use crate::span::Span;

/// Lines either side of a finding that are not folded.
const NEAR: usize = 4;
/// The fewest lines that are folded.
const FOLDED: usize = 12;
/// Lines of a group.
const GROUP: usize = 20;

/// A file, ready for the page.
pub struct Section {
    /// The file, as it is shown.
    pub name: String,
    /// The findings by rule.
    pub rules: BTreeMap<String, Counts>,
    /// What the card says of each finding.
    pub rows: Vec<Row>,
    /// The heading and the text.
    pub markup: Markup,
}

/// What the card says of a finding. The keys are short because the page holds them for each.
#[derive(Serialize)]
pub struct Row {
    rule: String,
    severity: Severity,
    confidence: Confidence,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    line: usize,
    column: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixRow>,
}

#[derive(Serialize)]
struct FixRow {
    title: String,
    applicability: Applicability,
    before: String,
    after: String,
}

impl Section {
    /// The section of a file that holds findings.
    pub fn new(source: &Source, findings: &[Finding]) -> Section {
        let mut rules: BTreeMap<String, Counts> = BTreeMap::new();
        for finding in findings {
            rules.entry(finding.rule.clone()).or_default().add(Counts::one(finding.severity));
        }
        let name = visible(source.name()).into_owned();
        Section {
            rows: findings.iter().map(|finding| Row::new(source, finding)).collect(),
            markup: html! {
                section.file {
                    h2 { (name) " " span.count { (many(findings.len(), "finding")) } }
                    div.text lang="fr" { (text(source.text(), findings)) }
                }
            },
            name,
            rules,
        }
    }

    /// How many findings it has.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.rules.values().for_each(|more| counts.add(*more));
        counts
    }
}

impl Row {
    fn new(source: &Source, finding: &Finding) -> Row {
        let (line, column) = source.line_column(finding.span.start());
        Row {
            rule: finding.rule.clone(),
            severity: finding.severity,
            confidence: finding.confidence,
            message: visible(&finding.message).into_owned(),
            help: finding.help.as_deref().map(|help| visible(help).into_owned()),
            line,
            column,
            fixes: finding.fixes.iter().map(|fix| FixRow::new(source.text(), fix)).collect(),
        }
    }
}

impl FixRow {
    fn new(text: &str, fix: &Fix) -> FixRow {
        let changed = fix.edits.iter().map(|edit| edit.span).reduce(Span::cover);
        let (before, after) = match changed {
            Some(span) => (span.slice(text).to_owned(), apply_within(text, span.range(), &fix.edits)),
            None => Default::default(),
        };
        FixRow {
            title: visible(&fix.title).into_owned(),
            applicability: fix.applicability,
            before: visible(&before).into_owned(),
            after: visible(&after).into_owned(),
        }
    }
}

/// A part of the text: shown, or folded.
struct Part {
    lines: Range<usize>,
    folded: bool,
}

/// A line of the text.
struct Line {
    /// Its bytes, without its end.
    range: Range<usize>,
    /// Where the next one starts; past the text after the last.
    next: usize,
    /// The first finding that may reach into it.
    first: usize,
}

fn text(text: &str, findings: &[Finding]) -> Markup {
    let lines = lines(text, findings);
    html! {
        @for Part { lines: numbers, folded } in parts(&lines, findings) {
            @if folded {
                details {
                    summary lang="en" { "Lines " (numbers.start + 1) "–" (numbers.end) ", without findings" }
                    (groups(text, &lines, numbers, findings))
                }
            } @else {
                (groups(text, &lines, numbers, findings))
            }
        }
    }
}

fn groups(text: &str, lines: &[Line], numbers: Range<usize>, findings: &[Finding]) -> Markup {
    let starts: Vec<usize> = numbers.clone().step_by(GROUP).collect();
    html! {
        @for start in starts {
            div.group {
                @for number in start..numbers.end.min(start + GROUP) {
                    @let line = marked(text, &lines[number], findings);
                    @if line.0.is_empty() { br; } @else { p data-line=(number + 1) { (line) } }
                }
            }
        }
    }
}

/// A line with the findings in it marked.
fn marked(text: &str, line: &Line, findings: &[Finding]) -> Markup {
    let end = line.range.end;
    let mut at = line.range.start;
    let mut pieces: Vec<Markup> = Vec::new();
    for (number, finding) in findings.iter().enumerate().skip(line.first) {
        let span = finding.span;
        if span.start() >= line.next {
            break;
        }
        // What overlaps an earlier finding is marked where that one ends.
        let from = span.start().clamp(at, end);
        let to = span.end().clamp(from, end);
        let starts_here = span.start() >= line.range.start;
        if starts_here || from < to {
            pieces.push(html! { (visible(&text[at..from])) });
            pieces.push(mark(&text[from..to], number, finding, starts_here));
            at = to;
        }
    }
    html! { @for piece in pieces { (piece) } (visible(&text[at..end])) }
}

/// A mark. The one where a finding starts can be reached with the keyboard.
fn mark(found: &str, number: usize, finding: &Finding, starts_here: bool) -> Markup {
    let style = hue(family(&finding.rule));
    html! {
        @if starts_here {
            mark class=(finding.severity) style=(style) data-at=(number) tabindex="0" role="button" {
                (visible(found))
            }
        } @else {
            mark class=(finding.severity) style=(style) data-at=(number) { (visible(found)) }
        }
    }
}

/// The lines, as [`Source::line_column`] counts them.
fn lines(text: &str, findings: &[Finding]) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines: Vec<Line> = Vec::new();
    let mut first = 0;
    let mut add = |range: Range<usize>, next: usize| {
        while findings.get(first).is_some_and(|finding| finding.span.end() < range.start) {
            first += 1;
        }
        lines.push(Line { range, next, first });
    };
    let mut start = 0;
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if at >= start {
            let next = at + if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
            add(start..at, next);
            start = next;
        }
    }
    add(start..text.len(), usize::MAX);
    lines
}

/// Cuts the lines into those near a finding, and the long stretches between.
fn parts(lines: &[Line], findings: &[Finding]) -> Vec<Part> {
    let number = |offset: usize| lines.partition_point(|line| line.next <= offset);
    let mut shown: Vec<Range<usize>> = Vec::new();
    for finding in findings {
        let from = number(finding.span.start()).saturating_sub(NEAR);
        let to = (number(finding.span.end()) + NEAR + 1).min(lines.len());
        match shown.last_mut() {
            Some(last) if from < last.end + FOLDED => last.end = last.end.max(to),
            _ if from < FOLDED => shown.push(0..to),
            _ => shown.push(from..to),
        }
    }
    if let Some(last) = shown.last_mut().filter(|last| lines.len() < last.end + FOLDED) {
        last.end = lines.len();
    }
    let mut parts = Vec::new();
    let mut at = 0;
    for range in shown {
        if at < range.start {
            parts.push(Part { lines: at..range.start, folded: true });
        }
        at = range.end;
        parts.push(Part { lines: range, folded: false });
    }
    if at < lines.len() {
        parts.push(Part { lines: at..lines.len(), folded: true });
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::tests::{finding, source};

    fn markup(content: &str, findings: &[Finding]) -> String {
        Section::new(&source(content), findings).markup.into_string()
    }

    #[test]
    fn a_finding_is_marked_in_its_line() {
        let content = "Un titre\n\nau Monetary Instances & lundi";
        let found = finding(content, "Monetary Instances", &[]);
        insta::assert_snapshot!(markup(content, &[found]));
    }

    #[test]
    fn a_finding_over_lines_is_marked_in_each_and_reached_once() {
        let content = "un deux\r\ntrois quatre";
        let shown = markup(content, &[finding(content, "deux\r\ntrois", &[])]);
        assert_eq!(shown.matches("<mark").count(), 2);
        assert_eq!(shown.matches("tabindex").count(), 1);
    }

    #[test]
    fn lines_far_from_a_finding_are_folded() {
        let content = format!("{}mot\n{}", "ligne\n".repeat(50), "fin\n".repeat(10));
        let shown = markup(&content, &[finding(&content, "mot", &[])]);
        assert!(shown.contains("Lines 1–46, without findings"), "{shown}");
        assert_eq!(shown.matches("<details>").count(), 1);
    }

    proptest! {
        #[test]
        fn every_letter_stands_on_the_page_once_and_every_finding_is_marked(
            content in "([a-zé€ ]|\r\n|\r|\n){0,60}",
            picks in prop::collection::vec(any::<[prop::sample::Index; 2]>(), 0..4),
        ) {
            let cuts: Vec<usize> = content.char_indices().map(|(at, _)| at).chain([content.len()]).collect();
            let span = |pick: &[prop::sample::Index; 2]| {
                let (a, b) = (*pick[0].get(&cuts), *pick[1].get(&cuts));
                Span::new(&content, a.min(b)..a.max(b)).expect("whole characters")
            };
            let mut findings: Vec<Finding> =
                picks.iter().map(|pick| Finding { span: span(pick), ..finding(&content, "", &[]) }).collect();
            findings.sort_by_key(|finding| finding.span);
            let source = Source::decode("a.md", content.clone().into_bytes()).expect("text");
            let shown = text(source.text(), &findings).into_string().replace("without findings", "");
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            let mut outside = String::new();
            let mut inside = false;
            for c in shown.chars() {
                match c {
                    '<' => inside = true,
                    '>' => inside = false,
                    c if !inside => outside.push(c),
                    _ => {}
                }
            }
            prop_assert_eq!(letters(&outside).replace("Lines", ""), letters(&content));
        }
    }
}
