//! How often each rule spoke: a table, the most frequent rule first.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::json_text::write_json;
use super::visible;
use crate::finding::{Applicability, Finding};

/// Counts by rule.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    rules: BTreeMap<String, Counts>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    findings: usize,
    fixable: usize,
}

/// A rule's line, as programs read it.
#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    count: usize,
    fixable: usize,
}

impl Statistics {
    /// Counts the findings of a file.
    pub fn add(&mut self, findings: &[Finding]) {
        for finding in findings.iter().filter(|finding| !finding.known) {
            if !self.rules.contains_key(&finding.rule) {
                self.rules.insert(finding.rule.clone(), Counts::default());
            }
            if let Some(counts) = self.rules.get_mut(&finding.rule) {
                counts.findings += 1;
                counts.fixable += usize::from(finding.fix(Applicability::Unsafe).is_some());
            }
        }
    }

    /// The table: how many findings, how many with a fix, the rule.
    pub fn table(&self, out: &mut dyn Write) -> io::Result<()> {
        let rows = self.rows();
        if rows.is_empty() {
            return Ok(());
        }
        writeln!(out, "{:>7}  {:>7}  rule", "count", "fixable")?;
        for Row { rule, count, fixable } in rows {
            writeln!(out, "{count:>7}  {fixable:>7}  {}", visible(rule))?;
        }
        Ok(())
    }

    /// The same as a JSON array, on one line or one rule a line.
    pub fn json(&self, out: &mut dyn Write, lines: bool) -> io::Result<()> {
        let rows = self.rows();
        if lines {
            for row in rows {
                write_json(out, &row)?;
                writeln!(out)?;
            }
            return Ok(());
        }
        serde_json::to_writer_pretty(&mut *out, &rows)?;
        writeln!(out)
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let mut rows: Vec<Row> = self
            .rules
            .iter()
            .map(|(rule, counts)| Row { rule, count: counts.findings, fixable: counts.fixable })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.count));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::finding;

    #[test]
    fn the_most_frequent_rule_comes_first() {
        let text = "un mot";
        let mut rare = finding(text, "un", &[]);
        rare.rule = "name/guardian".into();
        let frequent = finding(text, "mot", &[("x", Applicability::Safe)]);
        let mut statistics = Statistics::default();
        statistics.add(&[rare, frequent.clone(), frequent]);
        let mut out = Vec::new();
        statistics.table(&mut out).expect("memory takes all");
        insta::assert_snapshot!(String::from_utf8_lossy(&out), @r#"
        count  fixable  rule
            2        2  spun/papers
            1        0  name/guardian
        "#);
    }
}
