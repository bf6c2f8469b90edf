//! What stands beside a text in every match of an expression: the signs that may, whether a word must end there, and
//! how far the line's edge may be.
//!
//! Takes the parts of an expression on one side of the text, nearest first, and what is known of what stands beyond
//! them. What is told is necessary, never enough: a place that a [`Side`] refuses holds no match.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

/// What stands on one side of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Side {
    /// The signs one of which stands there; any where there is no such list.
    pub signs: Option<Vec<(char, char)>>,
    /// Where there is a list: may the line end there instead?
    pub edge: bool,
    /// Must a word begin or end there?
    pub boundary: bool,
    /// How many bytes may lie between the line's edge and the text, signs that words are not made of aside that
    /// stand at the edge; any number where nothing is told.
    pub reach: Option<u16>,
    /// May those bytes hold letters?
    pub wordy: bool,
}

/// Which side of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// What stands before it.
    Before,
    /// What stands after it.
    After,
}

/// A reach longer than this tells nothing worth asking.
const FARTHEST: u16 = 200;
/// Beyond this sign, which French hardly writes, all are taken together.
const LAST: char = '\u{24f}';

impl Side {
    /// What is known beside a part of an expression, from the other parts there, nearest first, and what stands beyond
    /// them.
    pub fn beside<'h>(
        parts: impl DoubleEndedIterator<Item = &'h Hir> + Clone,
        beyond: &Side,
        hand: Hand,
    ) -> Side {
        let mut side = Side { signs: Some(Vec::new()), ..Side::default() };
        let mut may = Some(ClassUnicode::empty());
        let (mut adjacent, mut open) = (true, true);
        for part in parts.clone() {
            if let HirKind::Look(look) = part.kind()
                && is_word_edge(*look)
            {
                side.boundary |= adjacent;
                continue;
            }
            let outer = outermost(part, hand);
            side.edge |= outer.edge;
            may = joined(may, outer.signs);
            adjacent &= part.properties().maximum_len() == Some(0);
            if !outer.may_be_empty {
                open = false;
                break;
            }
        }
        if open {
            may = joined(may, beyond.signs.as_ref().map(|ranges| class_of(ranges)));
            side.edge |= beyond.edge;
            side.boundary |= adjacent && beyond.boundary;
        }
        side.signs = may.map(|class| coarse(&class));
        (side.reach, side.wordy) = (beyond.reach, beyond.wordy);
        parts.rev().for_each(|part| side.step(part, hand));
        side
    }

    /// How far the edge may be once a part more stands before it.
    fn step(&mut self, part: &Hir, hand: Hand) {
        match part.kind() {
            HirKind::Look(look) if is_line_edge(*look, hand) => (self.reach, self.wordy) = (Some(0), false),
            _ => {
                let wordy = holds_word_signs(part);
                if !wordy && !self.wordy {
                    return;
                }
                self.wordy |= wordy;
                let longest = part.properties().maximum_len().and_then(|n| u16::try_from(n).ok());
                let reach = self.reach.and_then(|reach| reach.checked_add(longest?));
                self.reach = reach.filter(|&reach| reach <= FARTHEST);
            }
        }
    }

    /// Is nothing known?
    pub fn is_any(&self) -> bool {
        self.signs.is_none() && !self.boundary && self.reach.is_none()
    }

    /// How many in a thousand places of French prose may be thought to be so, beside a text.
    pub fn share(&self) -> u32 {
        const COMMON: [(char, u32); 26] = [
            (' ', 170),
            ('e', 120),
            ('s', 65),
            ('a', 65),
            ('i', 60),
            ('t', 58),
            ('n', 58),
            ('r', 54),
            ('u', 52),
            ('l', 45),
            ('o', 44),
            ('d', 30),
            ('c', 26),
            ('p', 24),
            ('m', 24),
            ('é', 18),
            ('v', 12),
            ('q', 9),
            ('f', 9),
            (',', 12),
            ('.', 10),
            ('\'', 8),
            ('b', 7),
            ('g', 8),
            ('h', 6),
            ('j', 4),
        ];
        let Some(ranges) = &self.signs else { return if self.boundary { 200 } else { 1_000 } };
        let held = |c: char| ranges.iter().any(|&(first, last)| (first..=last).contains(&c));
        let share: u32 = COMMON.iter().filter(|(c, _)| held(*c)).map(|(_, share)| share).sum();
        let share = if self.boundary { share.min(200) } else { share };
        if self.reach.is_some() { 5 } else { share.max(2) }
    }
}

/// What the outermost sign of a part may be, on the side of the text.
struct Outermost {
    signs: Option<ClassUnicode>,
    may_be_empty: bool,
    edge: bool,
}

fn outermost(hir: &Hir, hand: Hand) -> Outermost {
    let signs = |signs, may_be_empty| Outermost { signs, may_be_empty, edge: false };
    match hir.kind() {
        HirKind::Empty => signs(Some(ClassUnicode::empty()), true),
        HirKind::Look(look) => {
            let edge = is_line_edge(*look, hand);
            Outermost { signs: Some(ClassUnicode::empty()), may_be_empty: !edge, edge }
        }
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok();
            let sign = text.and_then(|text| match hand {
                Hand::Before => text.chars().next_back(),
                Hand::After => text.chars().next(),
            });
            signs(sign.map(|c| class_of(&[(c, c)])), false)
        }
        HirKind::Class(Class::Unicode(class)) => signs(Some(class.clone()), false),
        HirKind::Class(Class::Bytes(_)) => signs(None, true),
        HirKind::Capture(capture) => outermost(&capture.sub, hand),
        HirKind::Repetition(repetition) => {
            let sub = outermost(&repetition.sub, hand);
            Outermost { may_be_empty: sub.may_be_empty || repetition.min == 0, ..sub }
        }
        HirKind::Alternation(branches) => {
            let mut all = Outermost { signs: Some(ClassUnicode::empty()), may_be_empty: false, edge: false };
            for branch in branches.iter().map(|branch| outermost(branch, hand)) {
                all.signs = joined(all.signs, branch.signs);
                all.may_be_empty |= branch.may_be_empty;
                all.edge |= branch.edge;
            }
            all
        }
        HirKind::Concat(parts) => {
            let mut all = Outermost { signs: Some(ClassUnicode::empty()), may_be_empty: true, edge: false };
            let mut nearest = parts.iter();
            while all.may_be_empty {
                let next = match hand {
                    Hand::Before => nearest.next_back(),
                    Hand::After => nearest.next(),
                };
                let Some(part) = next.map(|part| outermost(part, hand)) else { break };
                all.signs = joined(all.signs, part.signs);
                all.may_be_empty = part.may_be_empty;
                all.edge |= part.edge;
            }
            all
        }
    }
}

fn joined(one: Option<ClassUnicode>, other: Option<ClassUnicode>) -> Option<ClassUnicode> {
    let (mut one, other) = (one?, other?);
    one.union(&other);
    Some(one)
}

/// The ranges of a class, all that lies beyond [`LAST`] in one.
fn coarse(class: &ClassUnicode) -> Vec<(char, char)> {
    let mut ranges: Vec<(char, char)> = class
        .ranges()
        .iter()
        .filter(|range| range.start() <= LAST)
        .map(|range| (range.start(), range.end().min(LAST)))
        .collect();
    if class.ranges().last().is_some_and(|range| range.end() > LAST) {
        ranges.push(('\u{250}', char::MAX));
    }
    ranges
}

fn class_of(ranges: &[(char, char)]) -> ClassUnicode {
    ClassUnicode::new(ranges.iter().map(|&(first, last)| ClassUnicodeRange::new(first, last)))
}

fn is_word_edge(look: Look) -> bool {
    matches!(look, Look::WordUnicode | Look::WordStartUnicode | Look::WordEndUnicode)
}

fn is_line_edge(look: Look, hand: Hand) -> bool {
    match hand {
        Hand::Before => matches!(look, Look::Start | Look::StartLF | Look::StartCRLF),
        Hand::After => matches!(look, Look::End | Look::EndLF | Look::EndCRLF),
    }
}

/// May a match of the part hold a sign that words are made of?
fn holds_word_signs(hir: &Hir) -> bool {
    let is_word = regex_syntax::is_word_character;
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => false,
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).map_or(true, |text| text.chars().any(is_word))
        }
        HirKind::Class(Class::Unicode(class)) => {
            let mut common = class.clone();
            common.intersect(&word_signs());
            !common.ranges().is_empty()
        }
        HirKind::Class(Class::Bytes(_)) => true,
        HirKind::Capture(capture) => holds_word_signs(&capture.sub),
        HirKind::Repetition(repetition) => holds_word_signs(&repetition.sub),
        HirKind::Alternation(parts) | HirKind::Concat(parts) => parts.iter().any(holds_word_signs),
    }
}

fn word_signs() -> ClassUnicode {
    static WORD: std::sync::LazyLock<ClassUnicode> =
        std::sync::LazyLock::new(|| match regex_syntax::parse(r"\w").map(Hir::into_kind) {
            Ok(HirKind::Class(Class::Unicode(class))) => class,
            _ => ClassUnicode::empty(),
        });
    WORD.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before(source: &str) -> Side {
        let hir = regex_syntax::parse(source).unwrap();
        let HirKind::Concat(parts) = hir.kind() else { panic!("several parts") };
        let (_, left) = parts.split_last().unwrap();
        Side::beside(left.iter().rev(), &Side::default(), Hand::Before)
    }

    #[test]
    fn signs_before_a_text() {
        let side = before("[ab]c?X");
        assert_eq!((side.signs, side.edge), (Some(vec![('a', 'c')]), false));
        assert_eq!(before("[ab]*X").signs, None);
        assert!(before(r"\bX").boundary && !before(r"\b[ab]?X").boundary);
        let side = before(r"(?:^|[ab])X");
        assert_eq!((side.signs, side.edge), (Some(vec![('a', 'b')]), true));
    }

    #[test]
    fn how_far_the_line_begins() {
        assert_eq!(before(r"^\W*X").reach, Some(0));
        assert_eq!(before(r"^\s*[-–]? ?X").reach, Some(0));
        assert_eq!(before(r"^a{0,3} ?X").reach, Some(4));
        assert_eq!(before(r"^\w*X").reach, None);
        assert_eq!(before(r"a{0,3} ?X").reach, None);
    }
}
