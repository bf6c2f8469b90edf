//! The summary of a job, in Markdown: counts, the rules and the files, then the findings.

use std::collections::BTreeMap;

use super::Noted;
use crate::report::about::escaped;
use crate::report::{Tally, many};

/// Rows that a table shows.
const ROWS: usize = 20;
/// Findings that are listed.
const LISTED: usize = 100;

/// The summary. It stays far below the megabyte that GitHub takes.
pub fn markdown(findings: &[Noted], unread: &[String], tally: &Tally) -> String {
    let mut text = format!("## relire\n\n{}\n", escaped(&tally.to_string()));
    if !unread.is_empty() {
        text.push_str(&format!("\n{} could not be checked:\n\n", many(unread.len(), "file")));
        for said in unread.iter().take(ROWS) {
            text.push_str(&format!("- {}\n", escaped(said)));
        }
        more(&mut text, unread.len(), ROWS, "");
    }
    if findings.is_empty() {
        return text;
    }
    table(&mut text, "rule", findings.iter().map(|finding| &*finding.rule));
    table(&mut text, "file", findings.iter().map(|finding| &*finding.file));
    text.push_str("\n<details><summary>Findings</summary>\n\n| place | | rule | what |\n|---|---|---|---|\n");
    for finding in findings.iter().take(LISTED) {
        let Noted { file, rule, severity, message, start: (line, column), .. } = finding;
        let message: Vec<String> = message.lines().map(escaped).collect();
        let (file, rule) = (escaped(file), escaped(rule));
        text.push_str(&format!(
            "| {file}:{line}:{column} | {severity} | {rule} | {} |\n",
            message.join("<br>")
        ));
    }
    more(&mut text, findings.len(), LISTED, "The log of the step names them all.");
    text.push_str("\n</details>\n");
    text
}

/// How often each name occurs, the most frequent first.
fn table<'a>(text: &mut String, what: &str, names: impl Iterator<Item = &'a str>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut rows: Vec<(&str, usize)> = counts.into_iter().collect();
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    text.push_str(&format!("\n| {what} | findings |\n|---|--:|\n"));
    for (name, count) in rows.iter().take(ROWS) {
        text.push_str(&format!("| {} | {count} |\n", escaped(name)));
    }
    more(text, rows.len(), ROWS, "");
}

fn more(text: &mut String, all: usize, shown: usize, where_else: &str) {
    if all > shown {
        text.push_str(&format!("\n… and {} more. {where_else}\n", all - shown));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::Severity;

    fn noted(file: &str, rule: &str, message: &str) -> Noted {
        Noted {
            file: file.into(),
            rule: rule.into(),
            severity: Severity::Error,
            message: message.into(),
            start: (3, 4),
            end: (3, 9),
        }
    }

    #[test]
    fn counts_then_findings() {
        let findings = [
            noted("a.md", "spun/b", "<b>|x|\nFix: y"),
            noted("b_c.md", "spun/b", "x"),
            noted("b_c.md", "name/a", "x"),
        ];
        insta::assert_snapshot!(markdown(&findings, &["d.txt: no".into()], &Tally::default()));
    }

    #[test]
    fn a_large_run_has_a_small_summary() {
        let findings: Vec<Noted> =
            (0..20_000).map(|at| noted(&format!("{at}.md"), "spun/b", &"x".repeat(500))).collect();
        assert!(markdown(&findings, &[], &Tally::default()).len() < 200_000);
    }
}
