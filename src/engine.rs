//! The engine: runs the checks of the selected rules over a text and gives findings.
//!
//! An [`Engine`] is built once and shared between threads; each thread takes a [`Checker`] of its
//! own, which keeps the words it has met. A text is read once, block by block: patterns are tried
//! where a word that anchors them stands, regular expressions on lines that hold a needle they
//! need, detectors where words stand that wake them. Then the page as a whole is asked: what stands twice, what else
//! was found (corroboration); overlapping findings are resolved last.

mod candidates;
mod checks;
mod comments;
mod comparing;
mod context;
mod corroborate;
mod duplicate;
mod foreign;
mod lines;
mod markup;
mod matching;
mod page;
mod patterns;
mod remembered;
mod replacement;
mod resolve;
mod scan;
mod selection;
mod sound;
mod unknown;

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

pub use page::{Capture, Facts, Hit, Page};
pub use replacement::{before_noun, determiner, determiner_before};
pub use selection::Selection;
pub use sound::Sound;

pub use crate::format::Format;

use checks::Checks;
use remembered::{Ends, Key, Remembered};
use selection::Choice;

use crate::bilingual::{self, Comparison, NameList};
use crate::detector::{self, Detector};
use crate::finding::Finding;
use crate::format::{Document, Reading, extract_with};
use crate::library::RuleSet;
use crate::rule::check::Matcher;
use crate::rule::domain::Domains;
use crate::rule::lazy_regex::LazyRegex;
use crate::rule::model::{DuplicateSpec, ForeignSpec, Within};
use crate::suppress::Suppressions;
use crate::text::{Block, Triggers, Word, Words, blocks};

/// The selected checks, ready to run on any number of threads.
pub struct Engine<'r> {
    checks: Checks<'r>,
    /// What looks at a block as a whole, with the number of its check.
    whole: Vec<(usize, Whole<'r>)>,
    /// Which of them a word calls whatever follows it, a bit each.
    alone: u128,
    rules: &'r RuleSet,
    domains: &'r Domains,
    selection: Selection,
    choice: Choice,
    names: NameList,
    /// Readers that no thread uses now.
    readers: Mutex<Vec<Reader>>,
}

/// What reads blocks: a block, and the words met so far.
#[derive(Default)]
struct Reader {
    words: Words,
    block: Block,
}

/// What looks at a block as a whole.
enum Whole<'r> {
    Detector(Box<dyn Detector>),
    Foreign(&'r ForeignSpec),
    Duplicate(DuplicateSpec),
    /// At translations beside their sources.
    Comparison(Box<dyn Comparison>),
    Markup {
        regex: &'r LazyRegex,
        report: &'r Option<String>,
        within: Within,
    },
}

impl Whole<'_> {
    /// May something be found at a word?
    fn wakes(&self, word: &Word) -> bool {
        match self {
            Whole::Detector(detector) => detector.wakes(word),
            Whole::Foreign(spec) => foreign::wakes(spec, word),
            // Any word may stand twice.
            Whole::Duplicate(_) | Whole::Comparison(_) | Whole::Markup { .. } => false,
        }
    }

    /// May it be found before this word?
    fn follows(&self, word: &Word) -> bool {
        match self {
            Whole::Detector(detector) => detector.follows(Some(word)),
            _ => true,
        }
    }

    /// May it be found at the last word of a sentence?
    fn calls_alone(&self) -> bool {
        match self {
            Whole::Detector(detector) => detector.follows(None),
            _ => true,
        }
    }
}

impl<'r> Engine<'r> {
    /// Builds the engine of the rules that `selection` leaves on.
    pub fn new(rules: &'r RuleSet, selection: &Selection) -> Engine<'r> {
        let choice = Choice::new(selection);
        let checks = Checks::new(rules, &choice);
        let mut whole = Vec::new();
        for number in checks.whole() {
            whole.extend(checks.get(number).matchers.iter().filter_map(|m| Some((number, looks(m)?))));
        }
        let alone = scan::calls_alone(&whole);
        let (domains, selection) = (rules.domains(), selection.clone());
        let names = NameList::new(&selection.names);
        Engine { checks, whole, alone, rules, domains, selection, choice, names, readers: Mutex::default() }
    }

    /// How many checks run.
    pub fn len(&self) -> usize {
        self.checks.count()
    }

    /// The ids of the checks that run.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.checks.ids()
    }

    /// Is there no check to run?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How files that hold more than text are read.
    pub fn reading(&self) -> &Arc<Reading> {
        &self.selection.reading
    }

    /// A checker for one thread.
    pub fn checker(&self) -> Checker<'_> {
        Checker { engine: self, remembered: Remembered::default() }
    }
}

fn looks(matcher: &Matcher) -> Option<Whole<'_>> {
    match matcher {
        Matcher::Detector { name, options, .. } => {
            detector::by_name(name, &toml::from_str(options).ok()?).ok().map(Whole::Detector)
        }
        Matcher::Comparison { name, options, .. } => {
            bilingual::by_name(name, &toml::from_str(options).ok()?).ok().map(Whole::Comparison)
        }
        Matcher::Foreign(spec) => Some(Whole::Foreign(spec)),
        Matcher::Duplicate(spec) => Some(Whole::Duplicate(*spec)),
        Matcher::Markup { regex, report, within } => Some(Whole::Markup { regex, report, within: *within }),
        Matcher::Pattern { .. } | Matcher::Regex { .. } | Matcher::Line { .. } | Matcher::Word { .. } => None,
    }
}

/// Runs an engine over texts, one after the other. The blocks of a long text are shared out to the threads of the pool
/// it runs in; what is found is the same whatever their number.
pub struct Checker<'e> {
    engine: &'e Engine<'e>,
    /// Of the long texts that were read last.
    remembered: Remembered,
}

/// Words that are kept; past this many, a reader starts anew, so that memory does not grow with the text.
const WORDS_KEPT: usize = 100_000;
/// Texts of fewer blocks are read by one thread.
const WORTH_SHARING: usize = 8;

impl Checker<'_> {
    /// The findings of a file's text, in the order of their places: its prose is taken from it, checked, and what
    /// is found is carried back.
    pub fn check(&mut self, text: &str, format: Format) -> Vec<Finding> {
        let document = extract_with(text, format, &self.engine.selection.reading);
        self.check_source(&document)
    }

    /// The findings of a document, in places of the text it was taken from: those of its prose, those of the text
    /// itself, and what differs between its translations and their sources.
    pub fn check_source(&mut self, document: &Document) -> Vec<Finding> {
        let mut suppressions = Suppressions::of(document);
        let mut findings = document.carry_back(self.check_document(document, &mut suppressions));
        let markup = markup::findings(self.engine, document);
        for (_, finding) in &markup {
            suppressions.note(&finding.rule, &finding.span.range());
        }
        let mut markup = self.engine.judged(markup);
        if !markup.is_empty() {
            markup.extend(findings.into_iter().map(|finding| (false, finding)));
            findings = resolve::resolve(markup);
        }
        let compared = comparing::findings(self.engine, document);
        for finding in &compared {
            suppressions.note(&finding.rule, &finding.span.range());
        }
        let any = !compared.is_empty();
        findings.extend(compared);
        if any {
            findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.rule.cmp(&b.rule)));
        }
        if !suppressions.is_empty() {
            findings.retain(|finding| !suppressions.covers(&finding.rule, &finding.span.range()));
            findings.extend(comments::findings(self.engine, document, &suppressions));
            findings.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.rule.cmp(&b.rule)));
        }
        findings
    }

    /// The findings of a document, in places of its prose. Texts over 4 GiB give none past that.
    ///
    /// What is found is noted for the comments that may leave it out.
    fn check_document(&mut self, document: &Document, suppressions: &mut Suppressions) -> Vec<Finding> {
        let text = &document.prose[..document.prose.floor_char_boundary(u32::MAX as usize)];
        let (engine, facts) = (self.engine, Facts::default());
        let ranges: Vec<Range<usize>> = blocks(text).collect();
        let read = |range: Range<usize>| engine.read_block(document, text, &facts, range);
        let found: Vec<Found> = if ranges.len() < WORTH_SHARING {
            ranges.into_iter().flat_map(read).collect()
        } else {
            let (remembered, ends) = (&self.remembered, Ends::of(text));
            let blocks: Vec<(Option<Key>, usize, Vec<Found>)> = ranges
                .into_par_iter()
                .map(|range| {
                    let key = Key::of(document, text, &facts, &ends, &range);
                    let known = key.and_then(|key| remembered.get(&key, range.start));
                    (key, range.start, known.unwrap_or_else(|| read(range)))
                })
                .collect();
            let found = blocks.iter().flat_map(|(_, _, found)| found.iter().cloned()).collect();
            self.remembered
                .replace(blocks.into_iter().filter_map(|(key, at, found)| Some((key?, at, found))));
            found
        };
        engine.check_page(document, suppressions, text, found)
    }
}

/// A finding, with the number of its check.
type Found = (usize, Finding);

impl Engine<'_> {
    /// What a word may set off.
    fn triggers(&self, word: &Word) -> Triggers {
        let mut triggers = self.checks.triggers(word);
        scan::add_whole(&mut triggers, &self.whole, word);
        triggers
    }

    /// Reads a block of a text, and gives what is found in it.
    fn read_block(&self, document: &Document, text: &str, facts: &Facts, range: Range<usize>) -> Vec<Found> {
        let lock = || self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = lock().pop();
        let mut reader = idle.filter(|reader| reader.words.len() < WORDS_KEPT).unwrap_or_default();
        let Reader { words, block } = &mut reader;
        block.read(text, range, words, |word| self.triggers(word));
        let mut found = Vec::new();
        let page = Page {
            text,
            format: document.format,
            document,
            block,
            words,
            domains: self.domains,
            sound: &self.selection.sound,
            facts,
        };
        self.check_block(&page, &mut found);
        lock().push(reader);
        found
    }

    /// What is found in a block.
    fn check_block(&self, page: &Page, found: &mut Vec<Found>) {
        let mut hits = Vec::new();
        let places = scan::scan(&self.checks, page, self.alone, &mut hits);
        for (n, (number, whole)) in self.whole.iter().enumerate() {
            let mut own = Vec::new();
            let mut places = &places[n % places.len()];
            // Two that share a bit are called to each other's places.
            if scan::shares_its_bit(n, self.whole.len()) {
                own.extend(places.iter().copied().filter(|&at| whole.wakes(page.word(at))));
                places = &own;
            }
            let mut add = |hit: Hit| hits.push((*number, hit));
            match whole {
                Whole::Detector(detector) => detector.detect(page, places, &mut add),
                Whole::Foreign(spec) => foreign::detect(page, places, spec, &mut add),
                Whole::Duplicate(spec) => duplicate::near(page, *spec, &mut add),
                Whole::Comparison(_) | Whole::Markup { .. } => {}
            }
        }
        // Phrases of one rule may find the same words.
        hits.sort_by_key(|(number, hit)| (*number, hit.range.start, hit.range.end));
        hits.dedup_by(|a, b| a.0 == b.0 && a.1.range == b.1.range);
        for (number, hit) in hits {
            let check = self.checks.get(number);
            if !context::allows(check, page, &hit) || context::is_label(check, page, &hit) {
                continue;
            }
            let confirmed = comparing::source_confirms(check, page.document, &hit.range);
            // Most hits are of rules too weak to be shown, and nothing can raise them.
            let weak = check.confidence < self.selection.min_confidence
                && check.corroborated.is_none()
                && confirmed != Some(true);
            let make = if weak { replacement::bare } else { replacement::finding };
            let Some(mut finding) = make(check, page, &hit, self.selection.language) else { continue };
            match confirmed {
                Some(false) => continue,
                Some(true) => comparing::confirm(&mut finding),
                None => {}
            }
            found.push((number, finding));
        }
    }

    /// Findings with the severity that was chosen for them, those that are not sure enough dropped, and whether each
    /// comes from a house rule.
    fn judged(&self, mut found: Vec<Found>) -> Vec<(bool, Finding)> {
        for (_, finding) in &mut found {
            if let Some(severity) = self.choice.severity_of(&finding.rule) {
                finding.severity = severity;
            }
        }
        found.retain(|(_, finding)| finding.confidence >= self.selection.min_confidence);
        found.into_iter().map(|(number, finding)| (self.checks.is_house(number), finding)).collect()
    }

    /// What is found in a text as a whole, given what is found in its blocks.
    fn check_page(
        &self,
        document: &Document,
        suppressions: &mut Suppressions,
        text: &str,
        mut found: Vec<Found>,
    ) -> Vec<Finding> {
        for (number, whole) in &self.whole {
            let check = self.checks.get(*number);
            if let Whole::Duplicate(spec) = whole
                && check.reads(document.format.name())
            {
                let mut findings = Vec::new();
                duplicate::far(text, *spec, check, self.selection.language, &mut findings);
                found.extend(findings.into_iter().map(|finding| (*number, finding)));
            }
        }
        corroborate::corroborate(text, &self.checks, &mut found);
        if !suppressions.is_empty() {
            // A finding that is too weak to be shown, or gives way to another, has its use for a comment too.
            for (_, finding) in &found {
                if let Some(place) = document.source_of(&finding.span.range()) {
                    suppressions.note(&finding.rule, &place);
                }
            }
        }
        let mut findings = resolve::resolve(self.judged(found));
        candidates::offer(text, &self.selection.sound, &mut findings);
        findings
    }
}
