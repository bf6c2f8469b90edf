//! What a word may set off in the engine that reads the text: found once for each distinct spelling, and kept with it.

use std::ops::Range;

use super::{Sign, WordKey};

/// What a word may set off.
#[derive(Clone, Debug, Default)]
pub struct Triggers {
    /// The lists of the patterns that it may anchor, by number.
    pub patterns: Box<[u32]>,
    /// What words beside it must meet for one of those.
    pub neighbours: Neighbours,
    /// Expressions to be run on its line, in the order of their [`LineTrigger::found_by`].
    pub lines: Box<[LineTrigger]>,
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

/// An expression that a word may set off, and what must stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineTrigger {
    /// By what it is found.
    pub found_by: FoundBy,
    /// The expression.
    pub number: u32,
    /// The text that must stand there; nothing if the word is enough.
    pub literal: Option<Literal>,
}

/// The two bytes beside a word by which an expression is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundBy {
    /// It is looked at whatever stands there.
    Nothing,
    /// The two bytes right after the word.
    After(u16),
    /// The two bytes right before it.
    Before(u16),
}

impl LineTrigger {
    /// The trigger of an expression.
    pub fn new(number: u32, literal: Option<Literal>) -> LineTrigger {
        let found_by = match literal {
            Some(literal) if literal.known_after >= 2 => FoundBy::After(literal.bytes_after as u16),
            Some(literal) if literal.known_before >= 2 => {
                FoundBy::Before((literal.bytes_before >> 16) as u16)
            }
            _ => FoundBy::Nothing,
        };
        LineTrigger { found_by, number, literal }
    }
}

/// A text that must stand at a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Literal {
    /// The text.
    pub number: u32,
    /// Where it begins, in bytes from the word's beginning.
    pub from: i32,
    /// How long it is, in bytes.
    pub length: u32,
    /// What must stand before it.
    pub before: u32,
    /// What must stand after it.
    pub after: u32,
    /// Its bytes right before the word, four at most, as they lie in memory before the word.
    pub bytes_before: u32,
    /// Its bytes right after the word, as they lie in memory.
    pub bytes_after: u32,
    /// How many bytes those are before the word.
    pub known_before: u8,
    /// And after it.
    pub known_after: u8,
    /// Does it begin, and end, with a sign that words are made of?
    pub wordy: (bool, bool),
}

/// The bytes on both sides of a word, four at most, as a literal has them.
#[derive(Clone, Copy, Debug)]
pub struct BytesBeside {
    before: u32,
    after: u32,
}

impl BytesBeside {
    /// Those of a word of a text.
    pub fn of(text: &[u8], word: Range<usize>) -> BytesBeside {
        let before = last_bytes(&text[word.start.saturating_sub(4)..word.start]).0;
        let after = first_bytes(&text[word.end..text.len().min(word.end + 4)]).0;
        BytesBeside { before, after }
    }

    /// By which expressions are found that need these bytes before a word.
    pub fn found_before(self) -> FoundBy {
        FoundBy::Before((self.before >> 16) as u16)
    }

    /// By which expressions are found that need these bytes after a word.
    pub fn found_after(self) -> FoundBy {
        FoundBy::After(self.after as u16)
    }

    /// Are they those of a literal, as far as it has any?
    pub fn are_of(self, literal: &Literal) -> bool {
        let before = u64::from(self.before ^ literal.bytes_before);
        let after = u64::from(self.after ^ literal.bytes_after);
        (before << (8 * literal.known_before)) >> 32 == 0
            && after & ((1 << (8 * literal.known_after)) - 1) == 0
    }
}

/// The first bytes of a text, four at most, as a number, and how many they are.
pub fn first_bytes(text: &[u8]) -> (u32, u8) {
    let count = text.len().min(4);
    let mut bytes = [0; 4];
    bytes[..count].copy_from_slice(&text[..count]);
    (u32::from_le_bytes(bytes), count as u8)
}

/// The last bytes of a text, four at most, at the end of a number, and how many they are.
pub fn last_bytes(text: &[u8]) -> (u32, u8) {
    let count = text.len().min(4);
    let mut bytes = [0; 4];
    bytes[4 - count..].copy_from_slice(&text[text.len() - count..]);
    (u32::from_le_bytes(bytes), count as u8)
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
