//! The engine: runs the checks of the selected rules over a text and gives findings.
//!
//! An [`Engine`] is built once and shared between threads; each thread takes a [`Checker`] of its
//! own, which keeps the words it has met. A text is read once, block by block: patterns are tried
//! where a word that anchors them stands, regular expressions on lines that hold a literal they
//! need, detectors on each block. Then the page as a whole is asked: what stands twice, what else
//! was found (corroboration); overlapping findings are resolved last.

mod anchors;
mod candidates;
mod comparing;
mod context;
mod corroborate;
mod duplicate;
mod foreign;
mod lines;
mod matching;
mod page;
mod replacement;
mod resolve;
mod selection;
mod sound;

use std::collections::HashSet;
use std::sync::Arc;

pub use page::{Capture, Hit, Page};
pub use replacement::determiner;
pub use selection::Selection;
pub use sound::Sound;

use crate::finding::Finding;
pub use crate::format::Format;
use crate::format::{Document, Reading, extract_with};
use crate::rule::RuleSet;
use crate::rule::check::{Check, Matcher};
use crate::rule::domain::Domains;
use crate::text::{Block, Words, blocks};

use anchors::Anchors;
use lines::LineMatchers;

/// The selected checks, ready to run on any number of threads.
pub struct Engine<'r> {
    checks: Vec<Arc<Check>>,
    /// Ids of the checks that do not come with relire.
    house: HashSet<String>,
    domains: &'r Domains,
    anchors: Anchors,
    lines: LineMatchers,
    selection: Selection,
}

impl<'r> Engine<'r> {
    /// Builds the engine of the rules that `selection` leaves on.
    pub fn new(rules: &'r RuleSet, selection: &Selection) -> Engine<'r> {
        let checks: Vec<Arc<Check>> = rules
            .rules()
            .iter()
            .flat_map(|rule| &rule.checks)
            .filter(|check| selection.includes(check))
            .cloned()
            .collect();
        let house = rules.rules().iter().filter(|rule| !rule.builtin).flat_map(|rule| &rule.checks);
        Engine {
            house: house.map(|check| check.id.clone()).collect(),
            anchors: Anchors::new(&checks),
            lines: LineMatchers::new(&checks),
            domains: rules.domains(),
            checks,
            selection: selection.clone(),
        }
    }

    /// How many checks run.
    pub fn len(&self) -> usize {
        self.checks.len()
    }

    /// Is there no check to run?
    pub fn is_empty(&self) -> bool {
        self.checks.is_empty()
    }

    /// How files that hold more than text are read.
    pub fn reading(&self) -> &Arc<Reading> {
        &self.selection.reading
    }

    /// A checker for one thread.
    pub fn checker(&self) -> Checker<'_> {
        Checker { engine: self, words: Words::default(), block: Block::default() }
    }
}

/// Runs an engine over texts, one after the other, on one thread.
pub struct Checker<'e> {
    engine: &'e Engine<'e>,
    words: Words,
    block: Block,
}

/// Words kept from one text to the next; past this many, a checker starts anew.
const WORDS_KEPT: usize = 200_000;

impl Checker<'_> {
    /// The findings of a file's text, in the order of their places: its prose is taken from it, checked, and what
    /// is found is carried back.
    pub fn check(&mut self, text: &str, format: Format) -> Vec<Finding> {
        let document = extract_with(text, format, &self.engine.selection.reading);
        self.check_source(&document)
    }

    /// The findings of a document, in places of the text it was taken from: those of its prose, and what differs
    /// between its translations and their sources.
    pub fn check_source(&mut self, document: &Document) -> Vec<Finding> {
        let mut findings = document.carry_back(self.check_document(document));
        let compared = comparing::findings(self.engine, document);
        if !compared.is_empty() {
            findings.extend(compared);
            findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.rule.cmp(&b.rule)));
        }
        findings
    }

    /// The findings of a document, in places of its prose. Texts over 4 GiB give none past that.
    pub fn check_document(&mut self, document: &Document) -> Vec<Finding> {
        if self.words.len() > WORDS_KEPT {
            self.words = Words::default();
        }
        let text = &document.prose[..document.prose.floor_char_boundary(u32::MAX as usize)];
        let engine = self.engine;
        let mut findings = Vec::new();
        for range in blocks(text) {
            self.block.read(text, range, &mut self.words, |form, readings| engine.anchors.of(form, readings));
            let page = Page {
                text,
                format: document.format,
                document,
                block: &self.block,
                words: &self.words,
                domains: engine.domains,
                sound: &engine.selection.sound,
            };
            let mut hits = Vec::new();
            engine.anchors.hits(&engine.checks, &page, &mut hits);
            engine.lines.hits(&engine.checks, &page, &mut hits);
            for (number, check) in engine.checks.iter().enumerate() {
                for matcher in &check.matchers {
                    let mut add = |hit: Hit| hits.push((number, hit));
                    match matcher {
                        Matcher::Detector { detector, .. } => detector.detect(&page, &mut add),
                        Matcher::Foreign(spec) => foreign::detect(&page, spec, &mut add),
                        Matcher::Duplicate(spec) => duplicate::near(&page, *spec, &mut add),
                        _ => {}
                    }
                }
            }
            // Phrases of one rule may find the same words.
            hits.sort_by_key(|(number, hit)| (*number, hit.range.start, hit.range.end));
            hits.dedup_by(|a, b| a.0 == b.0 && a.1.range == b.1.range);
            for (number, hit) in hits {
                let check = &engine.checks[number];
                if !context::allows(check, &page, &hit) {
                    continue;
                }
                let confirmed = comparing::source_confirms(check, document, hit.range.start);
                if confirmed == Some(false) {
                    continue;
                }
                let mut finding = replacement::finding(check, &page, &hit, engine.selection.french);
                if let (Some(finding), Some(true)) = (&mut finding, confirmed) {
                    comparing::confirm(finding);
                }
                findings.extend(finding);
            }
        }
        for check in &engine.checks {
            for matcher in &check.matchers {
                if let Matcher::Duplicate(spec) = matcher {
                    duplicate::far(text, *spec, check, engine.selection.french, &mut findings);
                }
            }
        }
        corroborate::corroborate(text, &engine.checks, &mut findings);
        for finding in &mut findings {
            if let Some(severity) = engine.selection.severity_of(&finding.rule) {
                finding.severity = severity;
            }
        }
        findings.retain(|finding| finding.confidence >= engine.selection.min_confidence);
        let mut findings = resolve::resolve(findings, |rule| engine.house.contains(rule));
        candidates::offer(text, &engine.selection.sound, &mut findings);
        findings
    }
}
