//! The checks that run, and what a word may set off among them.

use std::ops::Range;

use super::selection::Choice;
use super::unknown;
use crate::library::RuleSet;
use crate::pack::{Pack, PatternList, Placed};
use crate::rule::check::Check;
use crate::text::{Neighbours, Triggers, Word};

/// The checks of the selected rules. Those of the second pack, the house's, have numbers after those of the first;
/// so have its patterns and expressions.
pub struct Checks<'r> {
    packs: [&'r Pack; 2],
    /// For each check, does it run?
    on: Vec<bool>,
    /// Expressions to be run on every line.
    loose_lines: Vec<u32>,
    /// Expressions to be run on every line where odd blanks stand.
    odd_lines: Vec<u32>,
}

impl<'r> Checks<'r> {
    /// The checks of `rules` that a choice leaves on.
    pub fn new(rules: &'r RuleSet, choice: &Choice) -> Checks<'r> {
        let packs = rules.packs();
        let mut on = Vec::new();
        for (house, pack) in packs.into_iter().enumerate() {
            let rest = house == 0 && rules.has_house();
            on.extend((0..pack.len()).map(|number| {
                (choice.preview() || !pack.is_preview(number))
                    && choice.names(pack.id(number))
                    && !(rest && rules.replaces(pack.id(number)))
            }));
        }
        let mut checks = Checks { packs, on, loose_lines: Vec::new(), odd_lines: Vec::new() };
        let [first, second] = packs.map(Pack::index);
        let running = |lines: &[u32], more: &[u32]| {
            let more = more.iter().map(|n| n + first.lines() as u32);
            lines.iter().copied().chain(more).filter(|&n| checks.on[checks.line(n).check]).collect()
        };
        let loose = running(first.loose_lines(), second.loose_lines());
        let odd = running(first.odd_lines(), second.odd_lines());
        (checks.loose_lines, checks.odd_lines) = (loose, odd);
        checks
    }

    /// How many checks run.
    pub fn count(&self) -> usize {
        self.on.iter().filter(|&&on| on).count()
    }

    /// The ids of those that run.
    pub fn ids(&self) -> impl Iterator<Item = &'r str> {
        let ids = self.packs.into_iter().flat_map(|pack| (0..pack.len()).map(|number| pack.id(number)));
        ids.zip(&self.on).filter(|(_, on)| **on).map(|(id, _)| id)
    }

    /// A check.
    pub fn get(&self, number: usize) -> &'r Check {
        match number.checked_sub(self.packs[0].len()) {
            None => self.packs[0].check(number),
            Some(number) => self.packs[1].check(number),
        }
    }

    /// Does the check come from the house?
    pub fn is_house(&self, number: usize) -> bool {
        number >= self.packs[0].len()
    }

    /// The checks that run and look at more than words and lines.
    pub fn whole(&self) -> impl Iterator<Item = usize> {
        let base = self.packs[0].len();
        let all = self.packs[0].whole().chain(self.packs[1].whole().map(move |number| base + number));
        all.filter(|&number| self.on[number])
    }

    /// Expressions to be run on every line.
    pub fn loose_lines(&self) -> &[u32] {
        &self.loose_lines
    }

    /// Expressions to be run on every line where odd blanks stand.
    pub fn odd_lines(&self) -> &[u32] {
        &self.odd_lines
    }

    /// A list of patterns, and what is added to their numbers.
    pub fn patterns_in(&self, list: u32) -> (PatternList<'r>, u32) {
        let [first, second] = self.packs.map(Pack::index);
        match (list as usize).checked_sub(first.lists()) {
            None => (first.list(list as usize), 0),
            Some(list) => (second.list(list), first.patterns() as u32),
        }
    }

    /// Does the check run?
    pub fn runs(&self, number: usize) -> bool {
        self.on[number]
    }

    /// Where a pattern belongs.
    pub fn pattern(&self, number: u32) -> Placed {
        self.placed(number as usize, self.packs[0].index().patterns(), |pack, n| pack.index().pattern(n))
    }

    /// Where an expression belongs.
    pub fn line(&self, number: u32) -> Placed {
        self.placed(number as usize, self.packs[0].index().lines(), |pack, n| pack.index().line(n))
    }

    /// Is it an expression of whole words?
    fn is_of_words(&self, line: u32) -> bool {
        let [first, second] = self.packs.map(Pack::index);
        match (line as usize).checked_sub(first.lines()) {
            None => first.is_of_words(line),
            Some(line) => second.is_of_words(line as u32),
        }
    }

    fn placed(&self, number: usize, first: usize, of: impl Fn(&Pack, usize) -> Placed) -> Placed {
        match number.checked_sub(first) {
            None => of(self.packs[0], number),
            Some(number) => {
                let placed = of(self.packs[1], number);
                Placed { check: self.packs[0].len() + placed.check, ..placed }
            }
        }
    }

    /// Gives `add` the expressions that need a text which stands in a line, and where it stands, in bytes; some of them
    /// more than once.
    pub fn lines_in(&self, text: &str, line: &Range<usize>, mut add: impl FnMut(u32, Range<usize>)) {
        let [first, second] = self.packs.map(Pack::index);
        first.lines_in(text, line, &mut add);
        second.lines_in(text, line, |number, place| add(first.lines() as u32 + number, place));
    }

    /// The patterns and expressions that a word may set off.
    pub fn triggers(&self, word: &Word) -> Triggers {
        let (mut patterns, mut lines) = (Vec::new(), Vec::new());
        let (mut list, mut line) = (0, 0);
        for pack in self.packs {
            let index = pack.index();
            index.patterns_at(word, |number| patterns.push(list + number));
            index.lines_at(&word.text, |number| lines.push(line + number));
            list += index.lists() as u32;
            line += index.lines() as u32;
        }
        patterns.sort_unstable();
        patterns.dedup();
        lines.sort_unstable();
        lines.dedup();
        lines.retain(|&number| {
            let Placed { check, matcher, .. } = self.line(number);
            self.on[check]
                && (!self.is_of_words(number) || unknown::matches(&self.get(check).matchers[matcher], word))
        });
        let neighbours = patterns.iter().map(|&list| self.patterns_in(list).0.neighbours());
        let neighbours = neighbours.fold(Neighbours::default(), Neighbours::or);
        Triggers { patterns: patterns.into(), neighbours, lines: lines.into(), ..Triggers::default() }
    }
}
