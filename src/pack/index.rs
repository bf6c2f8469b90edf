//! Which patterns and expressions a word of a text may set off.
//!
//! A pattern is tried where a form or a lemma stands that each of its matches holds, and where the words beside it
//! have what the pattern asks of them; this is asked once for each distinct word. An expression is run on a line that holds
//! a needle it needs: a text, or a word with a sign of a class.

mod needles;
mod patterns;
mod sides;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use patterns::PatternList;

use needles::Needles;
use patterns::{PatternLists, add_patterns};

use super::table::{number_at, row};
use crate::lexicon::LemmaId;
use crate::rule::check::{Check, Matcher};
use crate::rule::lazy_regex::LazyRegex;
use crate::rule::needle::{Needle, holds_odd_blanks};
use crate::rule::pattern::{Held, Key, Opening, Pattern};
use crate::text::{Form, Keyed, Neighbours, PatternTrigger, Sign, Word};

/// The index of a pack. Patterns and expressions have numbers of their own.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Index<'a> {
    /// The numbers of forms in order.
    #[serde(borrow)]
    forms: Cow<'a, [u8]>,
    /// The number of the list of patterns of each.
    #[serde(borrow)]
    form_lists: Cow<'a, [u8]>,
    /// Lemmas in order, each with the number of its list.
    #[serde(borrow)]
    lemmas: Cow<'a, [u8]>,
    /// What expressions need in a line.
    #[serde(borrow)]
    line_needles: Needles<'a>,
    /// What expressions of whole words need in a word.
    #[serde(borrow)]
    word_needles: Needles<'a>,
    /// Ranges of signs, each with an expression; first those that hold plain letters or digits.
    classes: Vec<(char, char, u32)>,
    /// How many of them hold such.
    plain_classes: u32,
    #[serde(borrow)]
    pattern_lists: PatternLists<'a>,
    /// The list of the patterns that no word anchors, and what the first word of one of them must meet.
    loose_patterns: Option<(u32, u64)>,
    /// Expressions that need no needle.
    loose_lines: Vec<u32>,
    /// Expressions that look for blanks which French is not set with, among others.
    odd_lines: Vec<u32>,
    /// Those of the expressions that are of whole words.
    word_lines: Vec<u32>,
    #[serde(borrow)]
    patterns: Cow<'a, [u8]>,
    #[serde(borrow)]
    lines: Cow<'a, [u8]>,
}

/// Where a pattern or an expression belongs, and how many tokens may stand before its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The check.
    pub check: usize,
    /// Which of its matchers.
    pub matcher: usize,
    /// The least number of tokens before the anchor.
    pub least: usize,
    /// The greatest.
    pub most: usize,
}

/// Bytes that a [`Placed`] takes.
const PLACED: usize = 12;

impl Index<'_> {
    /// How many patterns there are.
    pub fn patterns(&self) -> usize {
        self.patterns.len() / PLACED
    }

    /// How many expressions there are.
    pub fn lines(&self) -> usize {
        self.lines.len() / PLACED
    }

    /// Where a pattern belongs.
    pub fn pattern(&self, number: usize) -> Placed {
        placed(&self.patterns, number)
    }

    /// Where an expression belongs.
    pub fn line(&self, number: usize) -> Placed {
        placed(&self.lines, number)
    }

    /// Expressions to be run on every line.
    pub fn loose_lines(&self) -> &[u32] {
        &self.loose_lines
    }

    /// Expressions to be run on every line of a text that holds blanks which French is not set with.
    pub fn odd_lines(&self) -> &[u32] {
        &self.odd_lines
    }

    /// Is it an expression of whole words?
    pub fn is_of_words(&self, line: u32) -> bool {
        self.word_lines.binary_search(&line).is_ok()
    }

    /// How many lists of patterns there are.
    pub fn lists(&self) -> usize {
        self.pattern_lists.len()
    }

    /// A list of patterns.
    pub fn list(&self, number: usize) -> PatternList<'_> {
        self.pattern_lists.get(number)
    }

    /// Gives `add` the lists of the patterns that a word may anchor; some of them more than once.
    pub fn patterns_at(&self, word: &Word, mut add: impl FnMut(u32)) {
        self.form(word.form).into_iter().for_each(&mut add);
        word.analyses.iter().filter_map(|reading| self.lemma(reading.lemma)).for_each(&mut add);
        if let Some((list, first)) = self.loose_patterns
            && word.sign.meets(Sign(first))
        {
            add(list);
        }
    }

    /// Gives `add` the expressions that a word as spelled may set off: those of whole words, and those that need one of the
    /// signs that it is written with; some of them more than once.
    pub fn lines_at(&self, text: &str, mut add: impl FnMut(u32)) {
        self.word_needles.find(text, &(0..text.len()), |number, _| add(number));
        for c in text.chars() {
            let classes =
                if c.is_ascii_alphanumeric() { self.plain_classes as usize } else { self.classes.len() };
            for &(first, last, number) in &self.classes[..classes] {
                if (first..=last).contains(&c) {
                    add(number);
                }
            }
        }
    }

    /// Gives `add` the expressions that need a text which stands in a line, and where it stands, in bytes; some of them
    /// more than once.
    pub fn lines_in(&self, text: &str, line: &Range<usize>, add: impl FnMut(u32, Range<usize>)) {
        self.line_needles.find(text, line, add);
    }

    fn form(&self, form: Form) -> Option<u32> {
        let (mut low, mut high) = (0, self.forms.len() / 8);
        while low < high {
            let middle = usize::midpoint(low, high);
            let here = u64::from_le_bytes(self.forms[8 * middle..8 * middle + 8].try_into().ok()?);
            match here.cmp(&form.number()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(number_at(&self.form_lists, middle)),
            }
        }
        None
    }

    fn lemma(&self, lemma: LemmaId) -> Option<u32> {
        let (mut low, mut high) = (0, self.lemmas.len() / 8);
        while low < high {
            let middle = usize::midpoint(low, high);
            match number_at(&self.lemmas, 2 * middle).cmp(&lemma.0) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(number_at(&self.lemmas, 2 * middle + 1)),
            }
        }
        None
    }
}

fn placed(row: &[u8], number: usize) -> Placed {
    let bytes = &row[PLACED * number..PLACED * (number + 1)];
    Placed {
        check: number_at(bytes, 0) as usize,
        matcher: number_at(bytes, 1) as usize,
        least: u16::from_le_bytes([bytes[8], bytes[9]]).into(),
        most: u16::from_le_bytes([bytes[10], bytes[11]]).into(),
    }
}

/// Builds an index.
#[derive(Default)]
pub struct Builder {
    forms: BTreeMap<Form, Vec<PatternTrigger>>,
    lemmas: BTreeMap<u32, Vec<PatternTrigger>>,
    loose: Vec<PatternTrigger>,
    /// What the first word of one of the loose patterns must meet.
    loose_first: Sign,
    line_needles: needles::Builder,
    word_needles: needles::Builder,
    index: Index<'static>,
}

impl Builder {
    /// Adds what a check looks for.
    pub fn add(&mut self, number: u32, check: &Check) {
        for (matcher, m) in check.matchers.iter().enumerate() {
            match m {
                Matcher::Pattern { pattern, .. } => self.pattern(number, matcher, pattern),
                Matcher::Regex { regex, .. } | Matcher::Line { regex, .. } => {
                    let line = self.expression(number, matcher, regex, false);
                    if regex.needles().is_none() {
                        self.index.loose_lines.push(line);
                    }
                }
                Matcher::Word { regex, .. } => {
                    let line = self.expression(number, matcher, regex, true);
                    self.index.word_lines.push(line);
                    if regex.needles().is_none() {
                        self.index.classes.push(('\0', char::MAX, line));
                    }
                }
                Matcher::Detector { .. }
                | Matcher::Comparison { .. }
                | Matcher::Foreign(_)
                | Matcher::Duplicate(_)
                | Matcher::Markup { .. } => {}
            }
        }
    }

    /// Gives an expression, of whole words or of lines, a number, and its needles to what looks for them.
    fn expression(&mut self, check: u32, matcher: usize, regex: &LazyRegex, of_words: bool) -> u32 {
        let line = self.index.lines() as u32;
        place(self.index.lines.to_mut(), check, matcher, 0, 0);
        for needle in regex.needles().into_iter().flatten() {
            match needle {
                Needle::Text { text, before, after } => {
                    let needles = if of_words { &mut self.word_needles } else { &mut self.line_needles };
                    needles.add(text, line, before, after);
                }
                Needle::Class(ranges) => {
                    if holds_odd_blanks(ranges) {
                        self.index.odd_lines.push(line);
                    }
                    self.index.classes.extend(ranges.iter().map(|&(first, last)| (first, last, line)));
                }
            }
        }
        line
    }

    fn pattern(&mut self, check: u32, matcher: usize, pattern: &Pattern) {
        let number = self.index.patterns() as u32;
        let (mut least, mut most) = (0, 0);
        match pattern.anchor() {
            None => {
                let Opening { before, first, after } = pattern.opening();
                self.loose_first = self.loose_first.or(first.sign);
                let neighbours = Neighbours { before: [before, Sign::ANY], after: [after, Sign::ANY] };
                self.loose.push(PatternTrigger { keyed: Keyed::Nowhere, number, neighbours });
            }
            Some(anchor) => {
                (least, most) = (anchor.least, anchor.most);
                for Held { key, before, after } in anchor.keys {
                    let list = match key {
                        Key::Form(form) => self.forms.entry(form).or_default(),
                        Key::Lemma(lemma) => self.lemmas.entry(lemma.0).or_default(),
                    };
                    add_patterns(list, number, &before, &after);
                }
            }
        }
        place(self.index.patterns.to_mut(), check, matcher, least, most);
    }

    /// The index.
    pub fn finish(self) -> Index<'static> {
        let Builder { forms, lemmas, loose, loose_first, line_needles, word_needles, mut index } = self;
        (index.line_needles, index.word_needles) = (line_needles.finish(), word_needles.finish());
        let is_plain = |c: char| c.is_ascii_alphanumeric();
        let holds_plain = |&(first, last, _): &(char, char, u32)| {
            ('0'..='z').any(|c| is_plain(c) && (first..=last).contains(&c))
        };
        index.classes.sort_by_key(|range| !holds_plain(range));
        index.plain_classes = index.classes.iter().filter(|range| holds_plain(range)).count() as u32;
        let mut lists = patterns::Builder::default();
        for (form, list) in forms {
            index.forms.to_mut().extend(form.number().to_le_bytes());
            index.form_lists.to_mut().extend(lists.push(list).to_le_bytes());
        }
        let lemmas = lemmas.into_iter().flat_map(|(lemma, list)| [lemma, lists.push(list)]);
        index.lemmas = row(&lemmas.collect::<Vec<_>>()).into();
        if !loose.is_empty() {
            index.loose_patterns = Some((lists.push(loose), loose_first.0));
        }
        index.pattern_lists = lists.finish();
        index
    }
}

/// Adds a place to a row of them.
fn place(row: &mut Vec<u8>, check: u32, matcher: usize, least: usize, most: usize) {
    let short = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).to_le_bytes();
    row.extend(check.to_le_bytes());
    row.extend((matcher as u32).to_le_bytes());
    row.extend(short(least));
    row.extend(short(most));
}
