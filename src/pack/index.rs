//! Which patterns and expressions a word of a text may set off.
//!
//! A pattern is tried where a form or a lemma stands that each of its matches holds. An expression
//! is run on a line that holds a needle it needs: a few letters, or a sign of a class, inside a token.
//! Both are asked once for each distinct word.

use std::borrow::Cow;
use std::collections::BTreeMap;

use fst::Map;
use fst::raw::Fst;
use serde::{Deserialize, Serialize};

use super::table::{Table, number_at, numbers, row};
use crate::lexicon::{Analysis, LemmaId};
use crate::rule::check::{Check, Matcher};
use crate::rule::needle::Needle;
use crate::rule::pattern::{Key, Pattern};

/// The index of a pack. Patterns and expressions have numbers of their own.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Index<'a> {
    /// Folded forms, each with the number of a list of patterns.
    #[serde(borrow)]
    forms: Cow<'a, [u8]>,
    /// Lemmas in order, each with the number of its list.
    #[serde(borrow)]
    lemmas: Cow<'a, [u8]>,
    /// Fragments of words, each with the number of a list of expressions.
    #[serde(borrow)]
    fragments: Cow<'a, [u8]>,
    /// Ranges of signs, each with an expression.
    classes: Vec<(char, char, u32)>,
    #[serde(borrow)]
    lists: Table<'a>,
    /// Patterns that no word anchors.
    loose_patterns: Vec<u32>,
    /// Expressions that need no needle.
    loose_lines: Vec<u32>,
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

    /// Patterns to be tried everywhere.
    pub fn loose_patterns(&self) -> &[u32] {
        &self.loose_patterns
    }

    /// Expressions to be run on every line.
    pub fn loose_lines(&self) -> &[u32] {
        &self.loose_lines
    }

    /// Gives `add` the patterns that a word may anchor; some of them more than once.
    pub fn patterns_at(&self, folded: &str, readings: &[Analysis], mut add: impl FnMut(u32)) {
        if let Ok(forms) = Map::new(&*self.forms)
            && let Some(list) = forms.get(folded)
        {
            self.list(list).for_each(&mut add);
        }
        for reading in readings {
            if let Some(list) = self.lemma(reading.lemma) {
                self.list(list).for_each(&mut add);
            }
        }
    }

    /// Gives `add` the expressions that a word as spelled may set off; some of them more than once.
    pub fn lines_at(&self, text: &str, mut add: impl FnMut(u32)) {
        if let Ok(fragments) = Fst::new(&*self.fragments) {
            for start in 0..text.len() {
                let (mut node, mut value) = (fragments.root(), 0);
                for &byte in &text.as_bytes()[start..] {
                    let Some(at) = node.find_input(byte) else { break };
                    let transition = node.transition(at);
                    value += transition.out.value();
                    node = fragments.node(transition.addr);
                    if node.is_final() {
                        self.list(value + node.final_output().value()).for_each(&mut add);
                    }
                }
            }
        }
        for c in text.chars() {
            for &(first, last, number) in &self.classes {
                if (first..=last).contains(&c) {
                    add(number);
                }
            }
        }
    }

    fn lemma(&self, lemma: LemmaId) -> Option<u64> {
        let (mut low, mut high) = (0, self.lemmas.len() / 8);
        while low < high {
            let middle = usize::midpoint(low, high);
            match number_at(&self.lemmas, 2 * middle).cmp(&lemma.0) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(number_at(&self.lemmas, 2 * middle + 1).into()),
            }
        }
        None
    }

    fn list(&self, number: u64) -> impl Iterator<Item = u32> {
        numbers(self.lists.get(number as usize))
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
    forms: BTreeMap<String, Vec<u32>>,
    lemmas: BTreeMap<u32, Vec<u32>>,
    fragments: BTreeMap<String, Vec<u32>>,
    index: Index<'static>,
}

impl Builder {
    /// Adds what a check looks for.
    pub fn add(&mut self, number: u32, check: &Check) {
        for (matcher, m) in check.matchers.iter().enumerate() {
            match m {
                Matcher::Pattern { pattern, .. } => self.pattern(number, matcher, pattern),
                Matcher::Regex { regex, .. } | Matcher::Line { regex, .. } => {
                    let line = self.index.lines() as u32;
                    place(self.index.lines.to_mut(), number, matcher, 0, 0);
                    match regex.needles() {
                        None => self.index.loose_lines.push(line),
                        Some(needles) => needles.iter().for_each(|needle| self.needle(needle, line)),
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

    fn needle(&mut self, needle: &Needle, line: u32) {
        match needle {
            Needle::Fragment(fragment) => {
                let list = self.fragments.entry(fragment.clone()).or_default();
                if list.last() != Some(&line) {
                    list.push(line);
                }
            }
            Needle::Class(ranges) => {
                self.index.classes.extend(ranges.iter().map(|&(first, last)| (first, last, line)));
            }
        }
    }

    fn pattern(&mut self, check: u32, matcher: usize, pattern: &Pattern) {
        let number = self.index.patterns() as u32;
        let (mut least, mut most) = (0, 0);
        match pattern.anchor() {
            None => self.index.loose_patterns.push(number),
            Some(anchor) => {
                (least, most) = (anchor.least, anchor.most);
                for key in anchor.keys {
                    let list = match key {
                        Key::Form(form) => self.forms.entry(form.into()).or_default(),
                        Key::Lemma(lemma) => self.lemmas.entry(lemma.0).or_default(),
                    };
                    if list.last() != Some(&number) {
                        list.push(number);
                    }
                }
            }
        }
        place(self.index.patterns.to_mut(), check, matcher, least, most);
    }

    /// The index.
    pub fn finish(self) -> Index<'static> {
        let Builder { forms, lemmas, fragments, mut index } = self;
        index.forms = map(forms, &mut index.lists);
        index.fragments = map(fragments, &mut index.lists);
        let lemmas = lemmas.into_iter().flat_map(|(lemma, list)| [lemma, index.lists.push(&row(&list))]);
        index.lemmas = row(&lemmas.collect::<Vec<_>>()).into();
        index
    }
}

fn map(keys: BTreeMap<String, Vec<u32>>, lists: &mut Table) -> Cow<'static, [u8]> {
    let entries = keys.into_iter().map(|(key, list)| (key, u64::from(lists.push(&row(&list)))));
    let map = Map::from_iter(entries).expect("a tree map's keys are in order");
    map.into_fst().into_inner().into()
}

/// Adds a place to a row of them.
fn place(row: &mut Vec<u8>, check: u32, matcher: usize, least: usize, most: usize) {
    let short = |n: usize| u16::try_from(n).unwrap_or(u16::MAX).to_le_bytes();
    row.extend(check.to_le_bytes());
    row.extend((matcher as u32).to_le_bytes());
    row.extend(short(least));
    row.extend(short(most));
}
