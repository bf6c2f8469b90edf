//! Runs a rule's own examples.
//!
//! A `bad` must be reported at exactly its marks and mended into exactly `fixed`, which must then
//! be silent; a `good` must be silent. `miss` and `noise` are known failures: they pass as long as
//! they fail, and are named when they start to hold. The rule runs alone, at any confidence.

use std::ops::Range;

use crate::bilingual::Pair;
use crate::engine::{Checker, Engine, Format, Selection};
use crate::finding::Finding;
use crate::fix::apply;
use crate::format::{Document, Segment, SegmentKind, unescaped};
use crate::level::Confidence;
use crate::library::RuleSet;
use crate::rule::Rule;
use crate::rule::check::entry_id;

/// What came of an example.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// As it says.
    Passed,
    /// A known failure that no longer fails: it can become a `bad` or a `good`.
    Surprise {
        /// The rule or entry.
        id: String,
        /// The example.
        text: String,
    },
    /// Not as it says.
    Failed {
        /// The rule or entry.
        id: String,
        /// The example.
        text: String,
        /// What should have come.
        expected: String,
        /// What came.
        got: String,
    },
}

/// Runs the examples of a rule of `rules`.
pub fn run(rules: &RuleSet, rule: &Rule) -> Vec<Outcome> {
    let selection = Selection {
        select: rule.id.parse().into_iter().collect(),
        min_confidence: Confidence::Low,
        preview: true,
        ..Selection::default()
    };
    let engine = Engine::new(rules, &selection);
    let mut run = Run { checker: engine.checker(), format: format_of(rule), outcomes: Vec::new() };
    for example in &rule.file.example {
        let e = example.get_ref();
        let source = e.source.as_deref();
        if let Some(bad) = &e.bad {
            run.bad(&rule.id, source, bad, e.fixed.as_deref(), false);
        } else if let Some(good) = &e.good {
            run.good(&rule.id, source, good, false);
        } else if let Some(miss) = &e.miss {
            run.bad(&rule.id, source, miss, None, true);
        } else if let Some(noise) = &e.noise {
            run.good(&rule.id, source, noise, true);
        }
    }
    for entry in &rule.file.entry {
        let e = entry.get_ref();
        let id = format!("{}/{}", rule.id, entry_id(e));
        let list = |texts: &Option<toml::Spanned<crate::rule::model::OneOrMany>>| {
            texts.as_ref().map_or(Vec::new(), |t| t.get_ref().0.clone())
        };
        let fixed = list(&e.fixed);
        for (n, bad) in list(&e.bad).iter().enumerate() {
            run.bad(&id, None, bad, fixed.get(n).map(String::as_str), false);
        }
        for good in list(&e.good) {
            run.good(&id, None, &good, false);
        }
    }
    run.outcomes
}

fn format_of(rule: &Rule) -> Format {
    match rule.file.formats.first().map(String::as_str) {
        Some("markdown") => Format::Markdown,
        Some("html") => Format::Html,
        _ => Format::Plain,
    }
}

struct Run<'e> {
    checker: Checker<'e>,
    format: Format,
    outcomes: Vec<Outcome>,
}

impl Run<'_> {
    /// What is found in a text, beside its source if the example gives one.
    fn check(&mut self, source: Option<&str>, text: &str) -> Vec<Finding> {
        let Some(source) = source else { return self.checker.check(text, self.format) };
        let segment = Segment {
            range: 0..text.len(),
            kind: SegmentKind::Message,
            outer: None,
            escape: unescaped,
            source: Some(source.to_string()),
            id: None,
        };
        let document = Document {
            segments: vec![segment],
            pairs: vec![Pair::plain(source, text)],
            ..Document::plain(text)
        };
        self.checker.check_source(&document)
    }

    fn bad(&mut self, id: &str, source: Option<&str>, marked: &str, fixed: Option<&str>, known: bool) {
        let (text, marks) = unmark(marked);
        let findings: Vec<Finding> = self.check(source, &text);
        let found: Vec<Range<usize>> = findings.iter().map(|f| f.span.range()).collect();
        let right =
            found == marks && findings.iter().all(|f| f.rule == *id || f.rule.starts_with(&format!("{id}/")));
        if known {
            let surprise = Outcome::Surprise { id: id.into(), text: marked.into() };
            self.outcomes.push(if right { surprise } else { Outcome::Passed });
            return;
        }
        if !right {
            let got = match findings.is_empty() {
                true => "nothing".to_string(),
                false => findings
                    .iter()
                    .map(|f| format!("{}: « {} »", f.rule, f.span.slice(&text)))
                    .collect::<Vec<_>>()
                    .join("; "),
            };
            let expected =
                marks.iter().map(|m| format!("« {} »", &text[m.clone()])).collect::<Vec<_>>().join("; ");
            self.outcomes.push(Outcome::Failed { id: id.into(), text: marked.into(), expected, got });
            return;
        }
        let Some(fixed) = fixed else {
            self.outcomes.push(Outcome::Passed);
            return;
        };
        let edits: Vec<_> =
            findings.iter().filter_map(|f| f.fixes.first()).flat_map(|fix| fix.edits.clone()).collect();
        let mended = apply(&text, &edits);
        let left = self.check(source, fixed);
        self.outcomes.push(if mended != fixed {
            Outcome::Failed { id: id.into(), text: marked.into(), expected: fixed.into(), got: mended }
        } else if let Some(again) = left.first() {
            let got = format!("« {} » is reported in it", again.span.slice(fixed));
            Outcome::Failed { id: id.into(), text: fixed.into(), expected: "silence".into(), got }
        } else {
            Outcome::Passed
        });
    }

    fn good(&mut self, id: &str, source: Option<&str>, text: &str, known: bool) {
        let findings = self.check(source, text);
        let outcome = match (findings.first(), known) {
            (None, true) => Outcome::Surprise { id: id.into(), text: text.into() },
            (None, false) | (Some(_), true) => Outcome::Passed,
            (Some(found), false) => Outcome::Failed {
                id: id.into(),
                text: text.into(),
                expected: "silence".into(),
                got: format!("{}: « {} »", found.rule, found.span.slice(text)),
            },
        };
        self.outcomes.push(outcome);
    }
}

/// The text without `<<` and `>>`, and what stood between them.
pub fn unmark(marked: &str) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once("<<") {
        text.push_str(before);
        // The last two of a run close the mark: `<<<b>>>` marks `<b>`.
        let end =
            after.find(">>").map(|at| at + after[at..].len() - after[at..].trim_start_matches('>').len() - 2);
        let (inside, after) = end.map_or((after, ""), |end| (&after[..end], &after[end + 2..]));
        marks.push(text.len()..text.len() + inside.len());
        text.push_str(inside);
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

#[cfg(test)]
mod tests {
    use super::unmark;

    #[test]
    fn marks_are_taken_out() {
        assert_eq!(unmark("a <<b>> c <<d>>"), ("a b c d".into(), vec![2..3, 6..7]));
        assert_eq!(unmark("<<<b>>>c"), ("<b>c".into(), std::iter::once(0..3).collect()));
    }
}
