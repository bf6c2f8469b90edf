//! Makes a replacement fit the words around it: elision and contraction with the word before, the
//! determiner's gender, and, where a noun takes the place of one of another gender or number, the
//! adjectives and the participle that go with it.

mod join;
mod neighbours;

use std::ops::Range;

use super::in_capitals_of;
use crate::engine::page::Page;
use crate::finding::Edit;
use crate::lexicon::fold;
use crate::span::Span;
use crate::text::{Shape, capitalised};
use join::{Agreement, Join, joined, noun_agreement};

pub use join::{determiner, determiner_before};
pub use neighbours::before_noun;

/// A replacement that fits, and whether all around it is known to agree with it.
pub struct Fitted {
    /// What to write.
    pub edit: Edit,
    /// Does the noun keep its gender and number, so that nothing further away can be left disagreeing?
    pub sure: bool,
}

/// A noun that takes the place of another: what that one was, and what it is itself.
struct Change {
    old: Agreement,
    new: Agreement,
}

/// The edit that puts `text` in the place of `range`, with the words around it that change.
pub fn replacement(page: &Page, range: &Range<usize>, text: &str) -> Option<Fitted> {
    let tokens = page.block.tokens_in(range);
    // A name agrees with nothing.
    let name = text.starts_with(char::is_uppercase);
    let old = page.word_at(Some(tokens.start)).filter(|_| !name);
    let old = old.and_then(|word| noun_agreement(&word.folded));
    let plural = old.and_then(|old| neighbours::plural_like(page, &tokens, old, text));
    let text = in_capitals_of(page, range, plural.as_deref().unwrap_or(text));
    let alone = Taken { range: range.clone(), first: tokens.start, text };
    let Some(change) = change(old, &alone.text) else {
        return Some(Fitted { edit: alone.with_word_before(page, &tokens, None)?, sure: true });
    };
    let after = alone.with_words_after(neighbours::after(page, &tokens, &change));
    let all = after.with_adjective_before(page, &change);
    Some(Fitted { edit: all.with_word_before(page, &tokens, Some(change.new))?, sure: false })
}

/// A filled text with its own words joined as French joins them: *la* and *option*, *de* and *le projet*.
pub fn joined_within(text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let Some(last) = words.pop() else { return text.to_string() };
    words.iter().enumerate().rev().fold(last.to_string(), |rest, (place, word)| {
        // Get Me Out, de Holiday, au IXe siècle.
        let small = place == 0 || word.starts_with(char::is_lowercase);
        let century = rest
            .split(' ')
            .next()
            .is_some_and(|next| next.trim_end_matches('e').chars().all(|c| "IVX".contains(c)));
        let name = century || rest.starts_with('H');
        let may_change = small && !name && join::CHANGING.contains(&&*word.to_lowercase());
        match may_change.then(|| joined(word, "", &rest, None)) {
            Some(Join::With(joined)) if word.starts_with(char::is_uppercase) => capitalised(&joined),
            Some(Join::With(joined)) => joined,
            _ => format!("{word} {rest}"),
        }
    })
}

/// The change of gender or number that a text brings to the place of a noun that has `old`.
fn change(old: Option<Agreement>, text: &str) -> Option<Change> {
    let first = text.split_whitespace().next()?;
    let (old, new) = (old?, noun_agreement(&fold(first))?);
    (old != new).then_some(Change { old, new })
}

/// What an edit takes of the page, and what it puts there.
struct Taken {
    range: Range<usize>,
    /// The first token of the range.
    first: usize,
    text: String,
}

impl Taken {
    fn with_words_after(mut self, after: Option<neighbours::After>) -> Taken {
        if let Some(after) = after {
            self.range.end = after.end;
            self.text.push_str(&after.text);
        }
        self
    }

    /// Takes the adjective between the determiner and the noun along: *la nouvelle facture*.
    fn with_adjective_before(mut self, page: &Page, change: &Change) -> Taken {
        if let Some(adjective) = neighbours::adjective_before(page, self.first, change, &self.text) {
            self.first -= 1;
            self.range.start = page.tokens()[self.first].start as usize;
            self.text = format!("{adjective} {}", self.text);
        }
        self
    }

    /// The edit, with the determiner or preposition before it as it must be there.
    fn with_word_before(self, page: &Page, tokens: &Range<usize>, noun: Option<Agreement>) -> Option<Edit> {
        let alone =
            |this: Taken| Some(Edit { span: Span::new(page.text, this.range)?, replacement: this.text });
        let Some(before) = self.first.checked_sub(1) else { return alone(self) };
        let token = page.tokens()[before];
        let gap = page.text.get(token.end as usize..self.range.start)?;
        let starts_sentence = page.tokens().get(self.first).is_some_and(|t| t.sentence_start);
        if !token.is_word()
            || starts_sentence
            || !(gap.is_empty() || gap == " " || gap == "\u{a0}")
            || self.text.is_empty()
        {
            return alone(self);
        }
        let old = page.word_at(Some(tokens.start)).map_or("", |w| &w.folded);
        // Without an adjective between, the first word of the text tells what it is.
        let noun = noun.filter(|_| self.first < tokens.start);
        match joined(page.spelled(before), old, &self.text, noun) {
            Join::Keep => alone(self),
            Join::Refuse => None,
            Join::With(joined) => {
                let word = page.word(before);
                let (start, joined) = match neighbours::contracted(page, before, &joined) {
                    Some((start, contracted)) => (start, contracted),
                    None => (token.start as usize, joined),
                };
                let joined = match word.shape {
                    Shape::Upper if page.spelled(before).chars().count() > 2 => joined,
                    _ if word.is_capitalised() => capitalised(&joined),
                    _ => joined,
                };
                let span = Span::new(page.text, start..self.range.end)?;
                Some(Edit { span, replacement: joined })
            }
        }
    }
}
