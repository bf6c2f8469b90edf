//! What a word may set off in the engine that reads the text: found once for each distinct spelling, and kept with it.

use super::{Sign, WordKey};

/// What a word may set off.
#[derive(Clone, Debug, Default)]
pub struct Triggers {
    /// The lists of the patterns that it may anchor, by number.
    pub patterns: Box<[u32]>,
    /// What words beside it must meet for one of those.
    pub neighbours: Neighbours,
    /// Expressions to be run on its line, by number.
    pub lines: Box<[u32]>,
    /// What looks at places where such a word stands, a bit each.
    pub wakes: u128,
    /// What looks at the word before such a word, a bit each.
    pub follows: u128,
}

/// By which of the words beside its anchor a pattern is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keyed {
    /// By none of them: there are too many that may stand there.
    Nowhere,
    /// By the word after.
    After(WordKey),
    /// By the word before.
    Before(WordKey),
}

/// What the words beside a word must meet, the nearest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Neighbours {
    /// The two words before.
    pub before: [Sign; 2],
    /// The two words after.
    pub after: [Sign; 2],
}

impl Neighbours {
    /// Have two places' neighbours something in common, each?
    pub fn meet(&self, other: &Neighbours) -> bool {
        let meet = |a: [Sign; 2], b: [Sign; 2]| a[0].meets(b[0]) && a[1].meets(b[1]);
        meet(self.before, other.before) && meet(self.after, other.after)
    }

    /// What either has.
    #[must_use]
    pub fn or(self, other: Neighbours) -> Neighbours {
        let or = |a: [Sign; 2], b: [Sign; 2]| [a[0].or(b[0]), a[1].or(b[1])];
        Neighbours { before: or(self.before, other.before), after: or(self.after, other.after) }
    }
}

/// A pattern that a word may anchor, and what the words beside it must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternTrigger {
    /// By what it is found.
    pub keyed: Keyed,
    /// The pattern.
    pub number: u32,
    /// What the words beside it must meet.
    pub neighbours: Neighbours,
}

/// What the engine asks first of a token's word, in one cache line.
#[derive(Clone, Copy, Debug)]
pub struct Marks {
    /// See [`Triggers::wakes`].
    pub wakes: u128,
    /// See [`Triggers::follows`].
    pub follows: u128,
    /// The sign of the word.
    pub sign: Sign,
    /// What the word before must meet for one of the patterns.
    pub before: Sign,
    /// What the word after must meet for one of the patterns.
    pub after: Sign,
    /// Are there expressions to be run on its line?
    pub lines: bool,
}

impl Marks {
    /// The marks of a word with this sign.
    pub fn new(sign: Sign, triggers: &Triggers) -> Marks {
        Marks {
            wakes: triggers.wakes,
            follows: triggers.follows,
            sign,
            before: triggers.neighbours.before[0],
            after: triggers.neighbours.after[0],
            lines: !triggers.lines.is_empty(),
        }
    }
}
