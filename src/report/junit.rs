//! A JUnit report, which every build server reads: a file is a test suite, a finding a failing test.
//!
//! A file without findings is a suite with one test that passes. So does a finding below the severity that
//! fails the run: the colour of the suite is that of the exit status.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::address::slashed;
use super::kept::Kept;
use super::remedy::remedy;
use super::{Checked, Report, Tally, visible};
use crate::finding::Finding;
use crate::source::Source;

/// XML, put together when all files are known.
#[derive(Default)]
pub struct Junit {
    suites: Kept<TestSuite>,
    unread: Kept<()>,
}

impl Report for Junit {
    fn file(&self, _: &mut dyn Write, checked: &Checked) -> io::Result<()> {
        let name = visible(checked.source.name()).into_owned();
        let mut suite = TestSuite::new(slashed(&name));
        for finding in checked.findings {
            let fails = checked.fail_on.fails(finding.severity);
            suite.add_test_case(case(checked.source, finding, fails));
        }
        if checked.findings.is_empty() {
            let mut case = TestCase::new("no findings", TestCaseStatus::success());
            case.set_classname(name);
            suite.add_test_case(case);
        }
        self.suites.keep(checked.source.name(), suite);
        Ok(())
    }

    fn unread(&self, said: &str) {
        self.unread.keep(said, ());
    }

    fn end(&self, out: &mut dyn Write, _: &Tally) -> io::Result<()> {
        let mut report = quick_junit::Report::new("relire");
        report.add_test_suites(self.suites.take().into_values());
        let unread = self.unread.take();
        if !unread.is_empty() {
            let mut suite = TestSuite::new("files that could not be checked");
            for said in unread.into_keys() {
                let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
                status.set_type("unreadable").set_message(visible(&said));
                suite.add_test_case(TestCase::new(visible(&said), status));
            }
            report.add_test_suite(suite);
        }
        report.serialize(out).map_err(io::Error::other)
    }
}

fn case(source: &Source, finding: &Finding, fails: bool) -> TestCase {
    let (line, column) = source.line_column(finding.span.start());
    let message = visible(&finding.message);
    let place = format!("{}:{line}:{column}", visible(source.name()));
    let mut text = format!("{place}: {} ({} confidence)\n{message}", finding.severity, finding.confidence);
    for more in
        finding.help.as_deref().map(|help| visible(help).into_owned()).into_iter().chain(remedy(finding))
    {
        text.push('\n');
        text.push_str(&more);
    }
    let status = if fails {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type(finding.severity.as_str()).set_message(&*message).set_description(&*text);
        status
    } else {
        TestCaseStatus::success()
    };
    let mut case = TestCase::new(format!("{} ({line}:{column})", visible(&finding.rule)), status);
    case.set_classname(visible(source.name()));
    if !fails {
        case.set_system_out(text);
    }
    case
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Applicability;
    use crate::level::Severity;
    use crate::report::tests::{finding, shown, source};

    fn whole(report: &Junit) -> String {
        let mut out = Vec::new();
        report.end(&mut out, &Tally::default()).expect("memory takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn what_fails_the_run_fails_the_suite() {
        let text = "un \x1b[31mmot < de ]]> trop";
        let wrong = finding(text, "\x1b[31mmot < de ]]>", &[("mot", Applicability::Safe)]);
        let hint = Finding { severity: Severity::Hint, ..finding(text, "trop", &[]) };
        let report = Junit::default();
        shown(&report, &source(text), &[wrong, hint]);
        insta::assert_snapshot!(whole(&report));
    }

    #[test]
    fn a_clean_file_passes_and_an_unreadable_one_is_an_error() {
        let report = Junit::default();
        shown(&report, &source("rien"), &[]);
        report.unread("b.txt: Permission denied");
        let xml = whole(&report);
        let document = roxmltree::Document::parse(&xml).expect("well-formed");
        let root = document.root_element();
        let count = |name| root.attribute(name).expect("counted").to_owned();
        assert_eq!([count("tests"), count("failures"), count("errors")], ["2", "0", "1"]);
        let clean = root.children().find(|node| node.attribute("name") == Some("a.md")).expect("a suite");
        assert_eq!(clean.children().filter(|node| node.has_tag_name("testcase")).count(), 1);
    }
}
