//! GitHub Actions: annotations on the lines of a pull request, the findings in the step's log, and a summary of
//! the job.
//!
//! GitHub shows ten annotations of each level a step and drops the rest in silence. Where there are more findings,
//! those of a rule in a file share one, then those of a file, then the rest of the files; the log names every one.

mod annotation;
mod summary;

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;

use super::address::slashed;
use super::kept::Kept;
use super::remedy::remedy;
use super::{Checked, Report, Tally, visible};
use crate::level::Severity;
use annotation::{annotations, data};

/// Workflow commands, put together when all files are known.
#[derive(Default)]
pub struct Github {
    /// The file that the job's summary is added to; none outside of a workflow.
    step_summary: Option<PathBuf>,
    files: Kept<Vec<Noted>>,
    unread: Kept<()>,
}

/// A finding, as far as it is shown.
#[derive(Clone, Debug)]
struct Noted {
    file: String,
    rule: String,
    severity: Severity,
    /// The message, and what would mend it.
    message: String,
    start: (usize, usize),
    end: (usize, usize),
}

impl Github {
    /// A report that adds to the summary of the job in `step_summary`.
    pub fn new(step_summary: Option<PathBuf>) -> Github {
        Github { step_summary, ..Github::default() }
    }
}

impl Report for Github {
    fn file(&self, _: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        let Checked { source, findings, .. } = *checked;
        let noted = findings.iter().map(|finding| Noted {
            file: visible(&slashed(source.name())).into_owned(),
            rule: visible(&finding.rule).into_owned(),
            severity: finding.severity,
            message: [Some(visible(&finding.message).into_owned()), remedy(finding)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("\n"),
            start: source.line_column(finding.span.start()),
            end: source.line_column(finding.span.end()),
        });
        self.files.keep(source.name(), noted.collect());
        Ok(())
    }

    fn unread(&self, said: &str) {
        self.unread.keep(said, ());
    }

    fn end(&self, out: &mut dyn Write, tally: &Tally) -> io::Result<()> {
        let files = self.files.take();
        let findings: Vec<Noted> = files.into_values().flatten().collect();
        let unread: Vec<String> = self.unread.take().into_keys().collect();
        for said in &unread {
            writeln!(out, "::error title=relire::{}", data(&visible(said)))?;
        }
        for annotation in annotations(&findings) {
            writeln!(out, "{annotation}")?;
        }
        if !findings.is_empty() {
            writeln!(out, "::group::relire: all findings")?;
            for finding in &findings {
                writeln!(out, "{}", line(finding))?;
            }
            writeln!(out, "::endgroup::")?;
        }
        writeln!(out, "{tally}")?;
        match &self.step_summary {
            Some(path) => append(path, &summary::markdown(&findings, &unread, tally)),
            None => Ok(()),
        }
    }
}

/// A finding's line in the log. It starts with a word: the runner obeys lines that start with `::`.
fn line(finding: &Noted) -> String {
    let (line, column) = finding.start;
    let message = finding.message.replace('\n', " ");
    let text =
        format!("{}: {}:{line}:{column}: [{}] {message}", finding.severity, finding.file, finding.rule);
    // The older form of a command is obeyed wherever it stands.
    text.replace("##[", "## [")
}

fn append(path: &PathBuf, text: &str) -> io::Result<()> {
    let open = OpenOptions::new().append(true).create(true).open(path);
    open.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| {
        io::Error::new(error.kind(), format!("the job’s summary ({}): {error}", path.display()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Applicability;
    use crate::report::tests::{finding, shown, source};
    use crate::source::Source;

    fn whole(report: &Github, tally: &Tally) -> String {
        let mut out = Vec::new();
        report.end(&mut out, tally).expect("memory takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn each_finding_is_an_annotation_and_a_line_of_the_log() {
        let text = "Un titre\nau Monetary Instances, 100 %";
        let findings = [finding(text, "Monetary Instances", &[("Financial Times", Applicability::Safe)])];
        let report = Github::default();
        shown(&report, &source(text), &findings);
        let mut tally = Tally::default();
        tally.add(&findings);
        insta::assert_snapshot!(whole(&report, &tally));
    }

    #[test]
    fn nothing_in_a_text_or_a_name_is_a_command() {
        let text = "x\n::set-env name=a::b\n##[error]c";
        let name = "::error::a,b:c\n\u{1b}%0A.md";
        let source = Source::decode(name, text.as_bytes().to_vec()).expect("text");
        let report = Github::default();
        shown(&report, &source, &[finding(text, &text[2..], &[])]);
        let whole = whole(&report, &Tally::default());
        assert_eq!(whole.lines().filter(|line| line.starts_with("::error ")).count(), 1);
        let commands = ["::error file=", "::group::relire", "::endgroup::"];
        for line in whole.lines().filter(|line| line.trim_start().starts_with("::")) {
            assert!(commands.iter().any(|command| line.starts_with(command)), "{line}");
        }
        assert!(whole.contains("file=%3A%3Aerror%3A%3Aa%2Cb%3Ac⏎␛%250A.md,"), "{whole}");
        assert!(!whole.lines().any(|line| !line.starts_with("::") && line.contains("##[")));
    }

    #[test]
    fn the_summary_is_added_to_what_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("summary.md");
        std::fs::write(&path, "before\n").expect("written");
        whole(&Github::new(Some(path.clone())), &Tally::default());
        let summary = std::fs::read_to_string(&path).expect("there");
        assert!(summary.starts_with("before\n") && summary.contains("relire"), "{summary}");
        let missing = folder.path().join("none/summary.md");
        let error = Github::new(Some(missing)).end(&mut Vec::new(), &Tally::default());
        assert!(error.expect_err("no folder").to_string().contains("summary.md"));
    }
}
