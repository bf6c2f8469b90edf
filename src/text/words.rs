//! Every distinct spelling of a run, looked up once: its folded form, its shape, its readings in
//! the lexicon, and the rules it may start.

use std::cell::Cell;
use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::{Form, Marks, Sign, Triggers, WordKey};
use crate::lexicon::{Analysis, Features, LemmaId, Lexicon, Pos, fold, is_english};

/// A text with a capital first letter.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// The number of a distinct spelling in [`Words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub u32);

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `mot`, and whatever has no capital.
    Lower,
    /// `Mot`, `A`.
    Capitalised,
    /// `MOT`, of two letters or more.
    Upper,
    /// `iPhone`, `McDonald`.
    Mixed,
}

impl Shape {
    /// The shape of a spelling.
    pub fn of(text: &str) -> Shape {
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        let Some(first) = letters.next() else { return Shape::Lower };
        let (mut upper, mut lower) = (0, 0);
        for c in letters {
            if c.is_uppercase() { upper += 1 } else { lower += 1 }
        }
        match (first.is_uppercase(), upper, lower) {
            (false, 0, _) => Shape::Lower,
            (true, 0, _) => Shape::Capitalised,
            (true, _, 0) => Shape::Upper,
            // Compounds: Maison-Blanche.
            (true, _, _) if text.split('-').all(Shape::is_title) => Shape::Capitalised,
            _ => Shape::Mixed,
        }
    }

    fn is_title(part: &str) -> bool {
        part.chars().skip(1).all(|c| !c.is_uppercase())
    }
}

/// What is known of a spelling.
#[derive(Debug)]
pub struct Word {
    /// As spelled.
    pub text: Box<str>,
    /// Lower case, composed, straight apostrophe, `oe` for `œ`: the key of every look-up.
    pub folded: Box<str>,
    /// Its number.
    pub form: Form,
    /// How it is capitalised.
    pub shape: Shape,
    /// Its readings in French, whatever its case; empty when unknown.
    pub analyses: Box<[Analysis]>,
    /// The parts of speech of its readings, proper names aside when it has a common reading and no capital.
    pub pos: PosSet,
    /// Its form, lemmas, parts of speech and capitals as bits.
    pub sign: Sign,
    /// The numbers of its form and of its lemmas.
    pub keys: Box<[WordKey]>,
    /// See [`Triggers::patterns`].
    pub patterns: Box<[u32]>,
    /// See [`Triggers::lines`].
    pub lines: Box<[u32]>,
    english: Cell<Option<bool>>,
    elides: Cell<Option<bool>>,
}

impl Word {
    /// What the lexicon knows of a spelling.
    fn read(text: &str) -> Word {
        let folded = fold(text);
        let analyses: Box<[Analysis]> = Lexicon::embedded().analyses(&folded).collect();
        let shape = Shape::of(text);
        let first = text.chars().next().unwrap_or(' ');
        let form = Form::of(&folded);
        let mut sign = Sign::of_readings(form, &analyses);
        for (has, bit) in [
            (first.is_uppercase(), Sign::CAPITAL),
            (shape == Shape::Lower, Sign::LOWER),
            (first.is_numeric(), Sign::DIGIT),
        ] {
            sign = if has { sign.or(bit) } else { sign };
        }
        let mut keys = vec![WordKey::of_form(form)];
        for reading in &analyses {
            let key = WordKey::of_lemma(reading.lemma);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        Word {
            text: text.into(),
            shape,
            pos: PosSet::of_word(text, &analyses),
            folded: folded.into_owned().into_boxed_str(),
            analyses,
            form,
            sign,
            keys: keys.into(),
            patterns: Box::default(),
            lines: Box::default(),
            english: Cell::new(None),
            elides: Cell::new(None),
        }
    }

    /// Has it a reading in French?
    pub fn is_french(&self) -> bool {
        !self.analyses.is_empty()
    }

    /// Is it in the English word list?
    pub fn is_english(&self) -> bool {
        remembered(&self.english, || is_english(&self.folded))
    }

    /// Does it call for elision before it? See [`Lexicon::elides`].
    pub fn elides(&self) -> bool {
        remembered(&self.elides, || Lexicon::embedded().elides(&self.folded))
    }

    /// Has it a reading with these features?
    pub fn may_be(&self, features: &Features) -> bool {
        self.analyses.iter().any(|a| a.tag.matches(features))
    }

    /// Has it readings, all of which have these features?
    pub fn must_be(&self, features: &Features) -> bool {
        !self.analyses.is_empty() && self.analyses.iter().all(|a| a.tag.matches(features))
    }

    /// Has it a reading as this part of speech?
    pub fn has_pos(&self, pos: Pos) -> bool {
        self.pos.has(pos)
    }

    /// Has it readings, all of them as one of these parts of speech?
    pub fn is_only(&self, parts: &[Pos]) -> bool {
        self.pos.is_within(PosSet::of(parts.iter().copied()))
    }

    /// Has it a reading of this lemma?
    pub fn has_lemma(&self, lemma: LemmaId) -> bool {
        self.analyses.iter().any(|a| a.lemma == lemma)
    }

    /// Does it start with a capital?
    pub fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// What was found out before, or is now.
fn remembered(cell: &Cell<Option<bool>>, find: impl FnOnce() -> bool) -> bool {
    cell.get().unwrap_or_else(|| {
        let found = find();
        cell.set(Some(found));
        found
    })
}

/// Parts of speech, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PosSet(u16);

impl PosSet {
    /// The set of these parts of speech.
    pub fn of(parts: impl Iterator<Item = Pos>) -> PosSet {
        PosSet(parts.fold(0, |set, pos| set | 1 << pos as u16))
    }

    /// Does it hold this one?
    pub fn has(self, pos: Pos) -> bool {
        self.0 & 1 << pos as u16 != 0
    }

    /// Does it hold something, and nothing but what `other` holds?
    pub fn is_within(self, other: PosSet) -> bool {
        self.0 != 0 && self.0 & !other.0 == 0
    }

    fn of_word(text: &str, analyses: &[Analysis]) -> PosSet {
        let all = PosSet::of(analyses.iter().map(|a| a.tag.pos()));
        let common = PosSet(all.0 & !(1 << Pos::ProperName as u16));
        let capital = text.chars().next().is_some_and(char::is_uppercase);
        if capital || common.0 == 0 { all } else { common }
    }
}

/// The distinct spellings met so far, each with what is known of it.
#[derive(Default)]
pub struct Words {
    numbers: HashTable<WordId>,
    words: Vec<Word>,
    marks: Vec<Marks>,
    /// The number of each word's folded form, and one of the words that have it for each form.
    forms: Vec<u32>,
    form_numbers: HashTable<(u32, WordId)>,
}

impl Words {
    /// The number of `text`, looked up on first sight. `triggers` says what such a word may set off.
    pub fn intern(&mut self, text: &str, triggers: impl FnOnce(&Word) -> Triggers) -> WordId {
        let hash = FxBuildHasher.hash_one(text);
        let words = &self.words;
        if let Some(&id) = self.numbers.find(hash, |id| *words[id.0 as usize].text == *text) {
            return id;
        }
        let id = WordId(self.words.len() as u32);
        let mut word = Word::read(text);
        let triggers = triggers(&word);
        self.marks.push(Marks::new(word.sign, &triggers));
        (word.patterns, word.lines) = (triggers.patterns, triggers.lines);
        self.words.push(word);
        self.number_form(id);
        let words = &self.words;
        self.numbers.insert_unique(hash, id, |id| FxBuildHasher.hash_one(&*words[id.0 as usize].text));
        id
    }

    fn number_form(&mut self, id: WordId) {
        let words = &self.words;
        let folded = |id: &WordId| &*words[id.0 as usize].folded;
        let hash = FxBuildHasher.hash_one(folded(&id));
        let next = self.form_numbers.len() as u32;
        let form = self
            .form_numbers
            .entry(
                hash,
                |(_, other)| folded(other) == folded(&id),
                |(_, other)| FxBuildHasher.hash_one(folded(other)),
            )
            .or_insert((next, id));
        self.forms.push(form.get().0);
    }

    /// The number of a word's folded form; how the word is spelled does not matter.
    pub fn form(&self, id: WordId) -> u32 {
        self.forms[id.0 as usize]
    }

    /// How many distinct forms were met.
    pub fn forms(&self) -> usize {
        self.form_numbers.len()
    }

    /// How many distinct spellings were met.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Was no word met yet?
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// What is known of a word.
    pub fn get(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    /// What is asked first of a word.
    pub fn marks(&self, id: WordId) -> &Marks {
        &self.marks[id.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_spellings() {
        let shapes = [
            ("mot", Shape::Lower),
            ("Mot", Shape::Capitalised),
            ("MOT", Shape::Upper),
            ("iPhone", Shape::Mixed),
            ("Maison-Blanche", Shape::Capitalised),
            ("l'", Shape::Lower),
            ("12", Shape::Lower),
            ("É", Shape::Capitalised),
        ];
        for (text, shape) in shapes {
            assert_eq!(Shape::of(text), shape, "{text}");
        }
    }
}
