//! Which patterns and expressions a word of a text may set off.
//!
//! A pattern is tried where a form or a lemma stands that each of its matches holds, and where the words beside it
//! have what the pattern asks of them. An expression is run on a line that holds a needle it needs: a few letters, or a
//! sign of a class, inside a token, with the text around them that they were taken from. All are asked once for each
//! distinct word.

mod around;
mod patterns;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use fst::Map;
use fst::raw::{Fst, Node};
use serde::{Deserialize, Serialize};

pub use around::Around;
pub use patterns::PatternList;

use patterns::{PatternLists, add_patterns};

use super::table::{Table, number_at, row};
use crate::lexicon::LemmaId;
use crate::rule::check::{Check, Matcher};
use crate::rule::lazy_regex::LazyRegex;
use crate::rule::needle::{Needle, holds_odd_blanks};
use crate::rule::pattern::{Held, Key, Opening, Pattern};
use crate::text::{Form, Keyed, LineTrigger, Literal, Neighbours, PatternTrigger, Sign, Word};

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
    /// Fragments of words, each with the number of a list of expressions.
    #[serde(borrow)]
    fragments: Cow<'a, [u8]>,
    #[serde(skip)]
    openings: OnceLock<Openings>,
    /// Ranges of signs, each with an expression; first those that hold plain letters or digits.
    classes: Vec<(char, char, u32)>,
    /// How many of them hold such.
    plain_classes: u32,
    #[serde(borrow)]
    pattern_lists: PatternLists<'a>,
    /// Lists of expressions.
    #[serde(borrow)]
    line_lists: Table<'a>,
    /// The texts that fragments are taken from, and what stands beside those.
    #[serde(borrow)]
    around: Around<'a>,
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

/// Stands for a token's edge in a fragment that must begin or end with its token.
const EDGE: u8 = 1;

/// The node that a byte leads to, with the value up to it.
fn step<'f, D: AsRef<[u8]>>(
    fst: &'f Fst<D>,
    (node, value): (Node<'f>, u64),
    byte: u8,
) -> Option<(Node<'f>, u64)> {
    let transition = node.transition(node.find_input(byte)?);
    Some((fst.node(transition.addr), value + transition.out.value()))
}

/// Which pairs of bytes a fragment may begin with, a bit each: most places of a word are passed over after a look at it.
#[derive(Debug)]
struct Openings(Box<[u64]>);

impl Openings {
    fn of<D: AsRef<[u8]>>(fragments: &Fst<D>) -> Openings {
        let mut pairs = vec![0_u64; 1 << 10];
        for first in fragments.root().transitions() {
            let node = fragments.node(first.addr);
            let row = &mut pairs[usize::from(first.inp) * 4..][..4];
            if node.is_final() || node.find_input(EDGE).is_some() {
                row.fill(u64::MAX);
            }
            for second in node.transitions() {
                row[usize::from(second.inp) / 64] |= 1 << (second.inp % 64);
            }
        }
        Openings(pairs.into())
    }

    /// May a fragment begin with these bytes? Nothing stands for a word's end.
    fn hold(&self, first: u8, second: Option<&u8>) -> bool {
        let second = second.copied().unwrap_or(0);
        self.0[usize::from(first) * 4 + usize::from(second) / 64] & 1 << (second % 64) != 0
    }
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

    /// What must stand around fragments.
    pub fn around(&self) -> &Around<'_> {
        &self.around
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

    /// Gives `add` the expressions that a word as spelled may set off; some of them more than once.
    pub fn lines_at(&self, text: &str, mut add: impl FnMut(LineTrigger)) {
        if let Ok(fragments) = Fst::new(&*self.fragments) {
            let bytes = text.as_bytes();
            let mut add_all = |list: u64, start: usize| {
                let list = self.line_lists.get(list as usize);
                list.chunks_exact(LINE).filter_map(|line| self.line_of(line, text, start)).for_each(&mut add);
            };
            let openings = self.openings.get_or_init(|| Openings::of(&fragments));
            // Code between backticks is a token with blanks in it.
            let blank = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
            for start in 0..text.len() {
                let root = fragments.root();
                let anywhere = openings.hold(bytes[start], bytes.get(start + 1)).then_some((root, 0));
                let at_edge = (start == 0 || blank(start - 1)).then(|| step(&fragments, (root, 0), EDGE));
                for (mut node, mut value) in [anywhere, at_edge.flatten()].into_iter().flatten() {
                    for (at, &byte) in bytes.iter().enumerate().skip(start) {
                        let Some(next) = step(&fragments, (node, value), byte) else { break };
                        (node, value) = next;
                        if node.is_final() {
                            add_all(value + node.final_output().value(), start);
                        }
                        let ended = if blank(at + 1) { step(&fragments, next, EDGE) } else { None };
                        if let Some((node, value)) = ended {
                            add_all(value + node.final_output().value(), start);
                        }
                    }
                }
            }
        }
        for c in text.chars() {
            let classes =
                if c.is_ascii_alphanumeric() { self.plain_classes as usize } else { self.classes.len() };
            for &(first, last, number) in &self.classes[..classes] {
                if (first..=last).contains(&c) {
                    add(LineTrigger::new(number, None));
                }
            }
        }
    }

    /// The expression that a fragment sets off, which begins at a byte of a word; none if the word shows that what
    /// must stand around it does not.
    fn line_of(&self, written: &[u8], word: &str, at: usize) -> Option<LineTrigger> {
        let [number, literal, part, before, after] = std::array::from_fn(|n| number_at(written, n));
        let from = at as i32 - part as i32;
        let literal = Literal { number: literal, from, before, after, ..Literal::default() };
        Some(LineTrigger::new(number, self.around.within(literal, word)?))
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

/// Bytes that a written trigger of an expression takes: its number, that of its text, where the fragment begins
/// in the text, and what stands before and after the text.
const LINE: usize = 20;

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
    fragments: BTreeMap<String, Vec<u8>>,
    around: around::Builder,
    index: Index<'static>,
}

impl Builder {
    /// Adds what a check looks for.
    pub fn add(&mut self, number: u32, check: &Check) {
        for (matcher, m) in check.matchers.iter().enumerate() {
            match m {
                Matcher::Pattern { pattern, .. } => self.pattern(number, matcher, pattern),
                Matcher::Regex { regex, .. } | Matcher::Line { regex, .. } => {
                    let line = self.expression(number, matcher, regex);
                    if regex.needles().is_none() {
                        self.index.loose_lines.push(line);
                    }
                }
                Matcher::Word { regex, .. } => {
                    let line = self.expression(number, matcher, regex);
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

    /// Gives an expression a number, and its needles to what looks for them.
    fn expression(&mut self, check: u32, matcher: usize, regex: &LazyRegex) -> u32 {
        let line = self.index.lines() as u32;
        place(self.index.lines.to_mut(), check, matcher, 0, 0);
        regex.needles().into_iter().flatten().for_each(|needle| self.needle(needle, line));
        line
    }

    fn needle(&mut self, needle: &Needle, line: u32) {
        match needle {
            Needle::Fragment { text, part, before, after } => {
                let literal = self.around.literal(text);
                let [before, after] = [before, after].map(|side| self.around.side(side));
                // A blank beside it shows that a token begins or ends with the fragment.
                let edge = |blank: bool| if blank { char::from(EDGE).to_string() } else { String::new() };
                let [begins, ends] =
                    [edge(text[..part.start].ends_with(' ')), edge(text[part.end..].starts_with(' '))];
                let fragment = format!("{begins}{}{ends}", &text[part.clone()]);
                let list = self.fragments.entry(fragment).or_default();
                let written = [line, literal, part.start as u32, before, after];
                list.extend(written.into_iter().flat_map(u32::to_le_bytes));
            }
            Needle::Class(ranges) => {
                if holds_odd_blanks(ranges) {
                    self.index.odd_lines.push(line);
                }
                self.index.classes.extend(ranges.iter().map(|&(first, last)| (first, last, line)));
            }
        }
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
        let Builder { forms, lemmas, loose, loose_first, fragments, around, mut index } = self;
        index.around = around.finish();
        let is_plain = |c: char| c.is_ascii_alphanumeric();
        let holds_plain = |&(first, last, _): &(char, char, u32)| {
            ('0'..='z').any(|c| is_plain(c) && (first..=last).contains(&c))
        };
        index.classes.sort_by_key(|range| !holds_plain(range));
        index.plain_classes = index.classes.iter().filter(|range| holds_plain(range)).count() as u32;
        index.fragments = map(fragments, &mut index.line_lists);
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

fn map(keys: impl IntoIterator<Item = (String, Vec<u8>)>, lists: &mut Table) -> Cow<'static, [u8]> {
    let entries = keys.into_iter().map(|(key, list)| (key, u64::from(lists.push(&list))));
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
