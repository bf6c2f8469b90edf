//! What a matcher sees of a page, and what it gives back.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use memchr::memmem;

use super::remembered::Ends;
use crate::engine::Sound;
use crate::format::{Document, Format};
use crate::rule::check::Context;
use crate::rule::domain::Domains;
use crate::text::{Block, Token, Word, Words};

/// A block of a text, with what is known of it.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The whole text: the prose of its document.
    pub text: &'a str,
    /// The format of the file.
    pub format: Format,
    /// What the file says besides: its segments, where markup stands.
    pub document: &'a Document<'a>,
    /// The block that is being read.
    pub block: &'a Block,
    /// The words met so far.
    pub words: &'a Words,
    /// Domains that rules may ask for.
    pub domains: &'a Domains,
    /// Words and names that are sound here.
    pub sound: &'a Sound,
    /// What the text as a whole shows.
    pub facts: &'a Facts,
}

/// What a text as a whole shows, found at the first question.
#[derive(Debug, Default)]
pub struct Facts {
    curly: OnceLock<bool>,
    straight: OnceLock<bool>,
    ends: OnceLock<Ends>,
    /// Where a phrase of a condition first stands in a block, by where the block starts and where the condition is kept.
    phrases: Mutex<HashMap<(usize, usize), Option<Range<usize>>>>,
}

impl Facts {
    /// Does the text write curly apostrophes?
    pub fn curly(&self, text: &str) -> bool {
        *self.curly.get_or_init(|| memmem::find(text.as_bytes(), "’".as_bytes()).is_some())
    }

    /// Does the text write straight apostrophes?
    pub fn straight(&self, text: &str) -> bool {
        *self.straight.get_or_init(|| text.contains('\''))
    }

    /// The tokens of the first place in a block where a phrase of a condition stands, which `find` looks for once.
    pub fn first(
        &self,
        block: &Block,
        condition: &Context,
        find: impl FnOnce() -> Option<Range<usize>>,
    ) -> Option<Range<usize>> {
        let mut phrases = self.phrases.lock().unwrap_or_else(PoisonError::into_inner);
        phrases.entry((block.range.start, std::ptr::from_ref(condition).addr())).or_insert_with(find).clone()
    }

    /// The first and the last lines of the text that hold something.
    pub fn ends(&self, text: &str) -> &Ends {
        self.ends.get_or_init(|| Ends::of(text))
    }
}

/// Bytes either side of a place in which the ends of its line are looked for, where no block bounds it.
const REACH: usize = 64 << 10;

impl<'a> Page<'a> {
    /// The apostrophe that the text writes: the curly one where it has one.
    pub fn apostrophe(&self) -> char {
        if self.facts.curly(self.text) { '’' } else { '\'' }
    }

    /// The tokens of the block.
    pub fn tokens(&self) -> &'a [Token] {
        &self.block.tokens
    }

    /// What is known of a token's word.
    pub fn word(&self, token: usize) -> &'a Word {
        self.words.get(self.block.tokens[token].word)
    }

    /// What is known of a token's word, if there is such a token.
    pub fn word_at(&self, token: Option<usize>) -> Option<&'a Word> {
        token.and_then(|n| self.block.tokens.get(n)).map(|token| self.words.get(token.word))
    }

    /// A token as spelled.
    pub fn spelled(&self, token: usize) -> &'a str {
        &self.text[self.block.tokens[token].range()]
    }

    /// The bytes of some tokens.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        self.block.bytes_of(&tokens)
    }

    /// Does the token look like a proper name where it stands?
    pub fn is_name(&self, token: usize) -> bool {
        let t = &self.block.tokens[token];
        let word = self.word(token);
        t.is_word()
            && word.is_capitalised()
            && (!t.sentence_start || word.analyses.iter().all(|a| a.tag.proper()))
    }

    /// The line that holds a byte, without its end.
    pub fn line(&self, at: usize) -> Range<usize> {
        let bytes = self.text.as_bytes();
        // A line that is longer than a block ends with it, so that looking for its ends stays cheap.
        let block = &self.block.range;
        let Range { start, end } = if block.is_empty() {
            self.text.floor_char_boundary(at.saturating_sub(REACH))..self.text.ceil_char_boundary(at + REACH)
        } else {
            block.clone()
        };
        let first = memchr::memrchr2(b'\n', b'\r', &bytes[start..at]).map_or(start, |n| start + n + 1);
        let last = memchr::memchr2(b'\n', b'\r', &bytes[at..end]).map_or(end, |n| at + n);
        first..last
    }
}

/// Something found, before its rule's conditions are asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// What a fix replaces, where that is more than what is reported.
    pub replaced: Option<Range<usize>>,
    /// What templates may use.
    pub captures: Vec<(Cow<'static, str>, Capture)>,
}

/// Something that a template may use.
#[derive(Clone, Debug, PartialEq)]
pub enum Capture {
    /// A stretch of the text, in bytes.
    Range(Range<usize>),
    /// A text made by a detector.
    Text(String),
}

impl Hit {
    /// A hit without captures.
    pub fn new(range: Range<usize>) -> Hit {
        Hit { range, replaced: None, captures: Vec::new() }
    }

    /// Adds a text that templates may use.
    pub fn with(mut self, name: &'static str, text: impl Into<String>) -> Hit {
        self.captures.push((Cow::Borrowed(name), Capture::Text(text.into())));
        self
    }

    /// Has fixes replace another stretch than the one that is reported.
    pub fn replacing(mut self, range: Range<usize>) -> Hit {
        self.replaced = Some(range);
        self
    }

    /// A capture by its name.
    pub fn capture(&self, name: &str) -> Option<&Capture> {
        self.captures.iter().find(|(n, _)| n == name).map(|(_, capture)| capture)
    }
}
