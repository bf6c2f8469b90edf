//! Annotations: workflow commands that mark lines, never more than GitHub shows.

use std::collections::BTreeMap;
use std::fmt;

use super::Noted;
use crate::level::Severity;
use crate::report::many;

/// Annotations of a level that GitHub shows for a step.
pub const SHOWN: usize = 10;
/// Lines that one annotation names.
const LINES: usize = 8;

/// A workflow command; its `Display` is the line to print.
#[derive(Clone, Debug)]
pub struct Annotation<'a> {
    severity: Severity,
    file: Option<&'a str>,
    start: (usize, usize),
    end: (usize, usize),
    title: String,
    message: String,
}

/// At most [`SHOWN`] annotations of each level, the gravest first, that stand for all findings.
pub fn annotations(findings: &[Noted]) -> Vec<Annotation<'_>> {
    let levels = [Severity::Error, Severity::Warning, Severity::Hint];
    levels.iter().flat_map(|level| of_level(findings, *level)).collect()
}

fn of_level(findings: &[Noted], severity: Severity) -> Vec<Annotation<'_>> {
    let findings: Vec<&Noted> = findings.iter().filter(|finding| finding.severity == severity).collect();
    if findings.len() <= SHOWN {
        return findings.iter().map(|finding| Annotation::of(finding)).collect();
    }
    let by_rule = grouped(&findings, |finding| (&finding.file, Some(&finding.rule)));
    if by_rule.len() <= SHOWN {
        return by_rule.iter().map(|group| of_rule(group)).collect();
    }
    let by_file = grouped(&findings, |finding| &finding.file);
    if by_file.len() <= SHOWN {
        return by_file.iter().map(|group| of_file(group)).collect();
    }
    // Files with the most findings first: the others are named together.
    let mut largest: Vec<&Vec<&Noted>> = by_file.iter().collect();
    largest.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let (named, rest) = largest.split_at(SHOWN - 1);
    let mut shown: Vec<Annotation> = named.iter().map(|group| of_file(group)).collect();
    let count = rest.iter().map(|group| group.len()).sum();
    shown.push(Annotation {
        severity,
        file: None,
        start: (0, 0),
        end: (0, 0),
        title: "relire".into(),
        message: format!(
            "{} in {}: the log of this step names them all",
            many(count, "more finding"),
            many(rest.len(), "more file")
        ),
    });
    shown
}

/// The findings with equal keys, in the order of the keys.
fn grouped<'a, K: Ord>(findings: &[&'a Noted], key: impl Fn(&'a Noted) -> K) -> Vec<Vec<&'a Noted>> {
    let mut groups: BTreeMap<K, Vec<&Noted>> = BTreeMap::new();
    for finding in findings {
        groups.entry(key(finding)).or_default().push(finding);
    }
    groups.into_values().collect()
}

/// One annotation for the findings of a rule in a file.
fn of_rule<'a>(group: &[&'a Noted]) -> Annotation<'a> {
    let mut annotation = Annotation::of(group[0]);
    if group.len() > 1 {
        let more = many(group.len() - 1, "more finding");
        annotation.message.push_str(&format!("\n{more} of this rule in this file: {}", lines(&group[1..])));
    }
    annotation
}

/// One annotation for the findings of a file.
fn of_file<'a>(group: &[&'a Noted]) -> Annotation<'a> {
    let by_rule = grouped(group, |finding| &finding.rule);
    let rules: Vec<String> =
        by_rule.iter().map(|group| format!("{} ({})", group[0].rule, lines(group))).collect();
    Annotation {
        title: many(group.len(), "finding"),
        message: format!("{} in this file: {}", many(group.len(), "finding"), rules.join(", ")),
        ..Annotation::of(group[0])
    }
}

/// `lines 3, 8, 12`
fn lines(group: &[&Noted]) -> String {
    let mut numbers: Vec<usize> = group.iter().map(|finding| finding.start.0).collect();
    numbers.dedup();
    let word = if numbers.len() == 1 { "line" } else { "lines" };
    let shown: Vec<String> = numbers.iter().take(LINES).map(usize::to_string).collect();
    let more = if numbers.len() > LINES { ", …" } else { "" };
    format!("{word} {}{more}", shown.join(", "))
}

impl<'a> Annotation<'a> {
    fn of(finding: &'a Noted) -> Annotation<'a> {
        Annotation {
            severity: finding.severity,
            file: Some(&finding.file),
            start: finding.start,
            end: finding.end,
            title: finding.rule.clone(),
            message: finding.message.clone(),
        }
    }
}

impl fmt::Display for Annotation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "notice",
        };
        write!(f, "::{level} ")?;
        if let Some(file) = self.file {
            let ((line, column), (end_line, end_column)) = (self.start, self.end);
            write!(f, "file={},line={line},endLine={end_line},", property(file))?;
            // GitHub takes columns only where both are on one line.
            if line == end_line {
                write!(f, "col={column},endColumn={end_column},")?;
            }
        }
        write!(f, "title={}::{}", property(&self.title), data(&self.message))
    }
}

/// The text of a command, as the runner reads it back.
pub fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(file: usize, rule: usize, line: usize, severity: Severity) -> Noted {
        Noted {
            file: format!("{file:02}.md"),
            rule: format!("spun/{rule:02}"),
            severity,
            message: "50 % wrong".into(),
            start: (line, 1),
            end: (line, 5),
        }
    }

    fn shown(findings: &[Noted]) -> String {
        annotations(findings).iter().map(|annotation| format!("{annotation}\n")).collect()
    }

    #[test]
    fn few_findings_have_an_annotation_each() {
        let findings = [noted(1, 1, 3, Severity::Hint), noted(1, 2, 3, Severity::Error)];
        insta::assert_snapshot!(shown(&findings), @r"
        ::error file=01.md,line=3,endLine=3,col=1,endColumn=5,title=spun/02::50 %25 wrong
        ::notice file=01.md,line=3,endLine=3,col=1,endColumn=5,title=spun/01::50 %25 wrong
        ");
    }

    #[test]
    fn many_findings_of_a_rule_in_a_file_share_one() {
        let mut findings: Vec<Noted> = (1..=14).map(|line| noted(1, 1, line, Severity::Error)).collect();
        findings.push(noted(1, 2, 20, Severity::Error));
        insta::assert_snapshot!(shown(&findings), @r"
        ::error file=01.md,line=1,endLine=1,col=1,endColumn=5,title=spun/01::50 %25 wrong%0A13 more findings of this rule in this file: lines 2, 3, 4, 5, 6, 7, 8, 9, …
        ::error file=01.md,line=20,endLine=20,col=1,endColumn=5,title=spun/02::50 %25 wrong
        ");
    }

    #[test]
    fn then_those_of_a_file_share_one() {
        let findings: Vec<Noted> =
            (1..=12).map(|rule| noted(rule % 2, rule, rule, Severity::Warning)).collect();
        insta::assert_snapshot!(shown(&findings), @r"
        ::warning file=00.md,line=2,endLine=2,col=1,endColumn=5,title=6 findings::6 findings in this file: spun/02 (line 2), spun/04 (line 4), spun/06 (line 6), spun/08 (line 8), spun/10 (line 10), spun/12 (line 12)
        ::warning file=01.md,line=1,endLine=1,col=1,endColumn=5,title=6 findings::6 findings in this file: spun/01 (line 1), spun/03 (line 3), spun/05 (line 5), spun/07 (line 7), spun/09 (line 9), spun/11 (line 11)
        ");
    }

    #[test]
    fn then_the_last_speaks_for_the_other_files() {
        let findings: Vec<Noted> =
            (1..=30).map(|file| noted(file % 20, file, file, Severity::Warning)).collect();
        let shown = shown(&findings);
        assert_eq!(shown.lines().count(), SHOWN);
        insta::assert_snapshot!(shown.lines().last().expect("ten"), @"::warning title=relire::12 more findings in 11 more files: the log of this step names them all");
    }

    #[test]
    fn never_more_than_are_shown_and_none_is_lost() {
        for (files, rules) in [(1, 1), (1, 11), (11, 1), (11, 11), (40, 3)] {
            let pairs = (0..files).flat_map(|file| (0..rules).map(move |rule| (file, rule)));
            let findings: Vec<Noted> =
                pairs.map(|(file, rule)| noted(file, rule, 1, Severity::Error)).collect();
            assert!(annotations(&findings).len() <= SHOWN);
        }
    }
}
