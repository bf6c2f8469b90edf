//! The concise report: one line a finding, as compilers write them and editors read them.

use std::io::{self, Write};

use super::window::shortened;
use super::{Checked, Report, Tally, visible};
use crate::finding::{Applicability, Finding};

/// `path:line:column: severity[rule] message (fix: « … »)`.
pub struct Concise;

impl Report for Concise {
    fn file(&self, out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        let source = checked.source;
        for finding in checked.findings {
            let (line, column) = source.line_column(finding.span.start());
            writeln!(
                out,
                "{}:{line}:{column}: {}[{}] {}{}",
                visible(source.name()),
                finding.severity,
                visible(&finding.rule),
                visible(&finding.message),
                fix(finding),
            )?;
        }
        Ok(())
    }

    fn end(&self, out: &mut dyn Write, tally: &Tally) -> io::Result<()> {
        writeln!(out, "{tally}")
    }
}

/// The fix that could be applied: what it writes, or what it does.
fn fix(finding: &Finding) -> String {
    let Some(fix) = finding.fix(Applicability::Unsafe) else { return String::new() };
    let word = if fix.applicability == Applicability::Safe { "fix" } else { "unsafe fix" };
    match &fix.edits[..] {
        [edit] if !edit.replacement.is_empty() => format!(" ({word}: « {} »)", shortened(&edit.replacement)),
        _ => format!(" ({word}: {})", visible(&fix.title)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::{finding, shown, source};

    #[test]
    fn one_line_a_finding() {
        let text = "Un titre\nLes Monetary\nInstances";
        let fixes = [("Financial Times", Applicability::Unsafe), ("autre", Applicability::Display)];
        let findings = [finding(text, "titre", &[]), finding(text, "Monetary\nInstances", &fixes)];
        insta::assert_snapshot!(shown(&Concise, &source(text), &findings), @r#"
        a.md:1:4: error[spun/papers] “titre” is a newspaper’s name run through a thesaurus
        a.md:2:5: error[spun/papers] “Monetary⏎Instances” is a newspaper’s name run through a thesaurus (unsafe fix: « Financial Times »)
        "#);
    }
}
