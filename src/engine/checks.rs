//! The checks that run, and what a word may set off among them.

use std::ops::Range;

use super::page::Page;
use super::selection::Choice;
use super::unknown;
use crate::library::RuleSet;
use crate::pack::{Around, Pack, PatternList, Placed};
use crate::rule::check::Check;
use crate::text::{LineTrigger, Literal, Neighbours, Triggers, Word};

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

    /// May what must stand around a word stand there? A first look, at the signs of ASCII beside it.
    pub fn may_stand(&self, literal: &Literal, page: &Page, word: usize) -> bool {
        let (around, literal) = self.around(*literal);
        around.may_hold(&literal, page.text.as_bytes(), &page.block.range, word)
    }

    /// Does what must stand around a word stand there? The word begins at a byte of a line of the text.
    pub fn stands(&self, literal: Literal, text: &str, line: &Range<usize>, word: usize) -> bool {
        let (around, literal) = self.around(literal);
        around.holds(literal, text, line, word)
    }

    /// What knows of a literal, and the literal as it is numbered there.
    fn around(&self, mut literal: Literal) -> (&'r Around<'r>, Literal) {
        let [first, second] = self.packs.map(|pack| pack.index().around());
        let Some(number) = literal.number.checked_sub(first.literals() as u32) else {
            return (first, literal);
        };
        let sides = first.sides() as u32;
        literal.number = number;
        (literal.before, literal.after) = (literal.before - sides, literal.after - sides);
        (second, literal)
    }

    /// The patterns and expressions that a word may set off.
    pub fn triggers(&self, word: &Word) -> Triggers {
        let (mut patterns, mut lines) = (Vec::<u32>::new(), Vec::<LineTrigger>::new());
        let (mut list, mut line, mut literal, mut side) = (0, 0, 0, 0);
        for pack in self.packs {
            let index = pack.index();
            index.patterns_at(word, |number| patterns.push(list + number));
            index.lines_at(&word.text, |mut trigger| {
                trigger.number += line;
                if let Some(around) = &mut trigger.literal {
                    around.number += literal;
                    around.before += side;
                    around.after += side;
                }
                lines.push(trigger);
            });
            list += index.lists() as u32;
            line += index.lines() as u32;
            literal += index.around().literals() as u32;
            side += index.around().sides() as u32;
        }
        patterns.sort_unstable();
        patterns.dedup();
        lines.retain_mut(|trigger| {
            let Placed { check, matcher, .. } = self.line(trigger.number);
            let of_words = self.is_of_words(trigger.number);
            if of_words {
                // The word alone tells.
                *trigger = LineTrigger::new(trigger.number, None);
            }
            self.on[check] && (!of_words || unknown::matches(&self.get(check).matchers[matcher], word))
        });
        lines.sort_unstable();
        lines.dedup();
        let neighbours = patterns.iter().map(|&list| self.patterns_in(list).0.neighbours());
        let neighbours = neighbours.fold(Neighbours::default(), Neighbours::or);
        Triggers { patterns: patterns.into(), neighbours, lines: lines.into(), ..Triggers::default() }
    }
}
