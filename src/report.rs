//! How findings are shown: one renderer a format, all over the same [`Finding`]s.
//!
//! A [`Report`] writes the findings of one file at a time, so that files can be rendered by several
//! threads and put out in order; [`Tally`] counts over all of them, for the closing line and the exit status.
//! Nothing here decides where the output goes or whether it is coloured: the command line does.

mod about;
mod address;
mod concise;
pub mod diff;
pub mod fault;
mod frame;
mod full;
mod github;
mod gitlab;
mod html;
mod json;
mod json_text;
mod junit;
mod kept;
mod link;
mod mqm;
mod rdjson;
mod remedy;
mod sarif;
mod statistics;
mod summary;
mod visible;
mod window;

use std::io::{self, Write};

use crate::finding::Finding;
use crate::level::FailOn;
use crate::source::Source;

pub use concise::Concise;
pub use full::Full;
pub use github::Github;
pub use gitlab::Gitlab;
pub use html::Html;
pub use json::{Json, JsonLines};
pub use junit::Junit;
pub use mqm::{Mqm, MqmCsv, Texts};
pub use rdjson::Rdjson;
pub use sarif::Sarif;
pub use statistics::Statistics;
pub use summary::{Tally, many};
pub use visible::visible;

/// A file that was checked, and what is to be shown of it.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The file.
    pub source: &'a Source,
    /// The findings, in the order of their places.
    pub findings: &'a [Finding],
    /// The severity from which on they fail the run.
    pub fail_on: FailOn,
}

/// A format for findings.
pub trait Report: Sync {
    /// Opens the report.
    fn start(&self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// Whether findings that the baseline holds are given to [`file`](Report::file) as well.
    fn shows_known(&self) -> bool {
        false
    }

    /// Shows what was found in one file. A file without findings shows nothing.
    fn file(&self, out: &mut dyn Write, checked: &Checked) -> io::Result<()>;

    /// Notes that something could not be checked. It was said on standard error already.
    fn unread(&self, _said: &str) {}

    /// What goes between two files that show something.
    fn separator(&self) -> &str {
        ""
    }

    /// Closes the report.
    fn end(&self, _out: &mut dyn Write, _tally: &Tally) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::finding::{Applicability, Edit, Fix};
    use crate::level::{Confidence, FailOn, Severity};
    use crate::span::Span;

    /// A source called `a.md`.
    pub fn source(text: &str) -> Source {
        Source::decode("a.md", text.as_bytes().to_vec()).expect("text")
    }

    /// A finding over the first `wrong` of the text, with a fix for each of `fixes`.
    pub fn finding(text: &str, wrong: &str, fixes: &[(&str, Applicability)]) -> Finding {
        let start = text.find(wrong).expect("it is there");
        let span = Span::new(text, start..start + wrong.len()).expect("whole characters");
        Finding {
            rule: "spun/papers".into(),
            category: "accuracy/mistranslation".into(),
            severity: Severity::Error,
            confidence: Confidence::High,
            message: format!("“{wrong}” is a newspaper’s name run through a thesaurus"),
            help: None,
            span,
            fixes: fixes
                .iter()
                .map(|(replacement, applicability)| Fix {
                    title: format!("replace with « {replacement} »"),
                    applicability: *applicability,
                    edits: vec![Edit { span, replacement: (*replacement).into() }],
                })
                .collect(),
            known: false,
        }
    }

    /// What a format shows of one file.
    pub fn shown(report: &dyn Report, source: &Source, findings: &[Finding]) -> String {
        let mut out = Vec::new();
        report
            .file(&mut out, &Checked { source, findings, fail_on: FailOn::Warning })
            .expect("memory takes all");
        String::from_utf8(out).expect("text")
    }
}
