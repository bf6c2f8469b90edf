//! Translations beside their sources: runs the comparisons of the selected rules over a document's pairs, and makes
//! findings of what differs, in places of the file.

use std::ops::Range;

use super::{Engine, Whole};
use crate::bilingual::{Difference, Pair, Prepared, With, english};
use crate::finding::{Edit, Finding, Fix};
use crate::format::Document;
use crate::language::Language;
use crate::level::Confidence;
use crate::rule::check::{Action, Check};
use crate::rule::template::{Part, Template};
use crate::span::Span;

/// The longest message that is compared with its source, in bytes: comparisons look for what one holds in the other.
const LONGEST: usize = 16 << 10;

/// Are a translation and its sources short enough to be compared?
fn is_message(pair: &Pair) -> bool {
    pair.sources.iter().chain([&pair.target]).all(|side| side.text.len() <= LONGEST)
}

/// The longest text of another message that is told in a finding, in bytes: it may be told of many.
const TOLD: usize = 300;

/// What differs between the translations of a document and their sources, in the order of the file.
pub fn findings(engine: &Engine, document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    if document.pairs.is_empty() {
        return findings;
    }
    let pairs: Vec<&Pair> = document.pairs.iter().filter(|pair| is_message(pair)).collect();
    let prepared: Vec<Prepared> = pairs.iter().map(|pair| Prepared::new(pair)).collect();
    let with = With { names: &engine.names, glossary: &engine.selection.glossary };
    for (check, whole) in &engine.whole {
        let Whole::Comparison(comparison) = whole else { continue };
        let check = engine.checks.get(*check);
        comparison.compare_all(&prepared, &with, &mut |number, difference| {
            findings.extend(finding(check, document, pairs[number], &difference, engine.selection.language));
        });
    }
    for finding in &mut findings {
        if let Some(severity) = engine.choice.severity_of(&finding.rule) {
            finding.severity = severity;
        }
    }
    findings.retain(|finding| finding.confidence >= engine.selection.min_confidence);
    findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.rule.cmp(&b.rule)));
    findings
}

fn finding(
    check: &Check,
    document: &Document,
    pair: &Pair,
    difference: &Difference,
    language: Language,
) -> Option<Finding> {
    let language = language.pick(0, 1);
    let span = Span::new(document.text, pair.target.in_file(difference.range.clone()))?;
    let fix = |template: &crate::rule::check::FixTemplate| {
        let (range, written) = difference.fix.as_ref()?;
        let Action::Replace(text) = &template.action else { return None };
        let text = fill(text, pair, difference, written);
        let span = Span::new(document.text, pair.target.in_file(range.clone()))?;
        let replacement = (pair.escape)(&text)?;
        let title = match text.trim().is_empty() {
            true => template.title.clone().unwrap_or_else(|| "as in the source".to_string()),
            false => template.title.clone().unwrap_or_else(|| format!("replace with « {} »", text.trim())),
        };
        let same = span.slice(document.text) == replacement;
        let edits = vec![Edit { span, replacement }];
        (!same).then_some(Fix { title, applicability: template.applicability, edits })
    };
    Some(Finding {
        rule: check.id.clone(),
        category: check.category.to_string(),
        severity: check.severity,
        confidence: check.confidence,
        message: fill(&check.message[language], pair, difference, ""),
        help: check.help.as_ref().map(|help| help[language].to_string()),
        span,
        known: false,
        fixes: check.fixes.iter().filter_map(fix).collect(),
    })
}

fn fill(template: &Template, pair: &Pair, difference: &Difference, fixed: &str) -> String {
    let mut text = String::new();
    for part in &template.parts {
        match part {
            Part::Literal(literal) => text.push_str(literal),
            Part::Capture(name) => text.push_str(match name.as_str() {
                "expected" => told(&difference.expected),
                "found" => told(&difference.found),
                "fixed" => fixed,
                "match" => pair.target.text.get(difference.range.clone()).unwrap_or_default(),
                _ => "",
            }),
            Part::Inflect { .. } | Part::Agree { .. } => {}
        }
    }
    text
}

/// A text, or the start of a long one.
fn told(text: &str) -> &str {
    &text[..text.floor_char_boundary(TOLD)]
}

/// What the source of a place of the prose says of a check: `None` where there is no source, or it says nothing. A
/// check that names English words asks for one of them. One that would take words away is refused where what is left
/// would be far too short for the source: they stand there because those of the source do. A source far shorter than its translation is a key,
/// `menu.file.open`.
pub fn source_confirms(check: &Check, document: &Document, range: &Range<usize>) -> Option<bool> {
    let deletes = check.fixes.iter().any(|fix| matches!(fix.action, Action::Delete(_)));
    if check.english.is_empty() && !deletes {
        return None;
    }
    let segment = document.segment_at(range.start)?;
    // It is read anew for each finding.
    let source = segment.source.as_deref().filter(|source| source.len() <= LONGEST)?;
    let words = english::stems(source);
    let translation = document.prose.get(segment.range.clone())?.trim();
    if words.is_empty() || 4 * words.len() < translation.split_whitespace().count() {
        return None;
    }
    let left = translation.len().saturating_sub(range.len());
    if deletes && 4 * left < 3 * segment.source.as_ref().map_or(0, String::len) {
        return Some(false);
    }
    let names_words = !check.english.is_empty();
    names_words.then(|| check.english.iter().any(|phrase| english::stands_in(&words, phrase)))
}

/// A finding that its source confirms is certain.
pub fn confirm(finding: &mut Finding) {
    finding.confidence = Confidence::High;
}
