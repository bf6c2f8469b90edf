//! A light reading of a sentence: what a word is where it stands, from its neighbours.
//!
//! French spelling leaves many words open (*le* is an article or a pronoun, *structure* a noun or a
//! verb). The questions here are answered from the words around, by rules written by hand, only
//! where these leave no doubt: “yes” means surely, “no” may mean “don't know”. Rules that ask them
//! therefore stay silent when in doubt.

mod agreement;
mod attributive;
mod determiner;
mod group;
mod preposed;
mod quality;
mod subject;

pub use agreement::Agreement;
pub use attributive::attributive;
pub use group::{
    Group, complement_of, follows_another, group_at, heads_before, is_duration, noun_before, opens_group,
    owner_before,
};
pub use quality::{is_colour, is_listed, is_open_adjective, is_unchanging, names_thing};
pub use subject::{Subject, is_time};

use crate::engine::Page;
use crate::lexicon::{Flag, Kind, Lexicon, Number, Person, Pos, Tense};
use crate::text::{Shape, Word};

/// Questions about the tokens of a page.
#[derive(Clone, Copy)]
pub struct Grammar<'p> {
    page: &'p Page<'p>,
}

/// A determiner and a noun with its adjectives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NounGroup {
    /// Its tokens.
    pub tokens: std::ops::Range<usize>,
    /// The noun.
    pub head: usize,
    /// Its gender and number.
    pub agreement: Agreement,
}

impl<'p> Grammar<'p> {
    /// Asks about the tokens of `page`.
    pub fn new(page: &'p Page<'p>) -> Grammar<'p> {
        Grammar { page }
    }

    /// The word of a token, if it is a word.
    pub fn word(&self, token: usize) -> Option<&'p Word> {
        self.page.tokens().get(token).filter(|t| t.is_word()).map(|t| self.page.words.get(t.word))
    }

    /// The token after, in the same sentence.
    pub fn next(&self, token: usize) -> Option<usize> {
        self.page.tokens().get(token + 1).filter(|t| !t.sentence_start).map(|_| token + 1)
    }

    /// The token before, in the same sentence.
    pub fn before(&self, token: usize) -> Option<usize> {
        (token > 0 && !self.page.tokens()[token].sentence_start).then(|| token - 1)
    }

    /// A token's folded form; empty when there is none.
    pub fn form(&self, token: Option<usize>) -> &'p str {
        token.and_then(|n| self.page.word_at(Some(n))).map_or("", |word| &word.folded)
    }

    /// Is the token a number in figures?
    pub fn is_number(&self, token: usize) -> bool {
        self.page.tokens().get(token).is_some_and(|t| t.kind == crate::text::Kind::Number)
    }

    /// Is the token an English or unknown word, a name, or quoted: something French rules say nothing of?
    pub fn is_strange(&self, token: usize) -> bool {
        let t = &self.page.tokens()[token];
        let word = self.page.word(token);
        t.is_word() && (!word.is_french() || matches!(word.shape, Shape::Upper | Shape::Mixed))
    }

    /// Has the word a finite reading as a verb?
    pub fn may_be_finite(word: &Word) -> bool {
        word.analyses.iter().any(|a| a.tag.pos() == Pos::Verb && a.tag.finite())
    }

    /// Is the word a past participle and nothing else?
    pub fn is_participle(word: &Word) -> bool {
        !word.analyses.is_empty()
            && word.analyses.iter().all(|a| a.tag.mood_tense() == Some(Tense::PastParticiple))
    }

    /// May the word be a past participle?
    pub fn may_be_participle(word: &Word) -> bool {
        word.analyses.iter().any(|a| a.tag.mood_tense() == Some(Tense::PastParticiple))
    }

    /// Is the word an infinitive and nothing else?
    pub fn is_infinitive(word: &Word) -> bool {
        !word.analyses.is_empty()
            && word.analyses.iter().all(|a| a.tag.mood_tense() == Some(Tense::Infinitive))
    }

    /// May the word be an infinitive?
    pub fn may_be_infinitive(word: &Word) -> bool {
        word.analyses.iter().any(|a| a.tag.mood_tense() == Some(Tense::Infinitive))
    }

    /// Is the word a form of *avoir* or *être* that agrees with a subject?
    pub fn is_auxiliary(word: &Word, lemma: &str) -> bool {
        let lexicon = Lexicon::embedded();
        word.analyses.iter().any(|a| a.tag.finite() && lexicon.lemma(a.lemma) == lemma)
    }

    /// The gender and number of a word that is a noun, whatever else it may be; `None` if it has no such reading.
    pub fn noun(word: &Word) -> Option<Agreement> {
        let readings = word.analyses.iter().filter(|a| a.tag.pos() == Pos::Noun);
        let all = readings.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
        (!all.is_empty()).then_some(all)
    }

    /// The gender and number of a word as an adjective or participle.
    pub fn adjective(word: &Word) -> Option<Agreement> {
        let readings = word.analyses.iter().filter(|a| a.tag.adjectival());
        let all = readings.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
        (!all.is_empty()).then_some(all)
    }

    /// The gender and number that any reading of a word but a verb's finite forms gives.
    pub fn nominal(word: &Word) -> Option<Agreement> {
        let readings = word.analyses.iter().filter(|a| {
            matches!(a.tag.pos(), Pos::Noun | Pos::Adjective | Pos::Numeral | Pos::Determiner)
                || a.tag.adjectival()
        });
        let all = readings.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
        (!all.is_empty()).then_some(all)
    }

    /// The noun group that starts at a token: a sure determiner, adjectives or numbers, a noun, adjectives
    /// that go with it. `None` when the words leave room for doubt.
    pub fn noun_group(&self, token: usize) -> Option<NounGroup> {
        let mut agreement = self.determiner(token).or_else(|| self.opening_article(token))?;
        let mut head = self.next(token)?;
        while self.word(head).is_some_and(|w| w.is_only(&[Pos::Adjective]) || w.is_only(&[Pos::Numeral]))
            || group::is_count(self.form(Some(head))) && agreement.number() == Some(Number::Plural)
            || self.precedes_its_noun(head)
            || head == token + 1 && matches!(self.form(Some(head)), "tel" | "telle" | "tels" | "telles")
        {
            head = self.next(head)?;
        }
        // After a determiner a word that may be a verb too (la rue, il rue) is the noun.
        let open = [Pos::Noun, Pos::Adjective, Pos::Verb];
        let noun = self.word(head).filter(|w| {
            w.shape == Shape::Lower && w.has_pos(Pos::Noun) && (w.is_only(&open) || &*w.folded == "frais")
        })?;
        agreement = agreement.and(Grammar::noun(noun)?);
        let mut end = head + 1;
        while let Some(word) = self.next(end - 1).and_then(|n| self.word(n)) {
            let Some(own) =
                Grammar::adjective(word).filter(|_| !Grammar::may_be_finite(word) && &*word.folded != "est")
            else {
                break;
            };
            if !word.is_only(&[Pos::Adjective]) && own.and(agreement).is_empty() {
                break;
            }
            agreement = agreement.and(own);
            end += 1;
        }
        (!agreement.is_empty()).then_some(NounGroup { tokens: token..end, head, agreement })
    }

    /// The clause that holds a token: what stands between marks, relatives and conjunctions that bring a verb of
    /// their own. A comma that only separates the members of a list ends one too: a clause may be read too short,
    /// never too long.
    pub fn clause(&self, token: usize) -> std::ops::Range<usize> {
        let sentence = self.page.block.sentence_of(token);
        let bounds = |n: usize| match self.word(n) {
            Some(word) => matches!(
                &*word.folded,
                "que"
                    | "qu'"
                    | "qui"
                    | "dont"
                    | "où"
                    | "lorsque"
                    | "lorsqu'"
                    | "quand"
                    | "si"
                    | "puisque"
                    | "puisqu'"
                    | "parce"
                    | "car"
                    | "mais"
                    | "tandis"
                    | "alors"
                    | "comme"
            ),
            None => self.page.tokens()[n].kind == crate::text::Kind::Punctuation,
        };
        let start = (sentence.start..token).rev().find(|&n| bounds(n)).map_or(sentence.start, |n| n + 1);
        let end = (token + 1..sentence.end).find(|&n| bounds(n)).unwrap_or(sentence.end);
        start..end
    }

    /// The proper name that starts at a token, as the token after its end: capitals in a row, with what
    /// joins them (*de*, *van*, *The Wall Street Journal*).
    pub fn name_end(&self, token: usize) -> Option<usize> {
        if !self.page.is_name(token) && !self.opens_name(token) {
            return None;
        }
        let mut end = token + 1;
        while let Some(word) = self.page.tokens().get(end).filter(|t| !t.sentence_start).and(self.word(end)) {
            let joins = matches!(
                &*word.folded,
                "de" | "d'" | "van" | "von" | "of" | "al" | "el" | "bin" | "da" | "di"
            ) && self.word(end + 1).is_some_and(Word::is_capitalised);
            if !word.is_capitalised() && !joins {
                break;
            }
            end += 1;
        }
        Some(end)
    }

    /// A capital at a sentence's start that French knows no common word for, or that another capital follows.
    fn opens_name(&self, token: usize) -> bool {
        let Some(word) = self.word(token).filter(|w| w.is_capitalised()) else { return false };
        let plain = word.analyses.iter().any(|a| !a.tag.proper());
        !plain
            || self
                .next(token)
                .and_then(|n| self.word(n))
                .is_some_and(|w| w.is_capitalised() && !w.is_french())
    }

    /// The persons and numbers that a word has as a finite verb.
    pub fn persons(word: &Word) -> Vec<(Person, Number)> {
        let finite = word.analyses.iter().filter(|a| a.tag.finite());
        finite.filter_map(|a| Some((a.tag.person()?, a.tag.number()))).collect()
    }

    /// Is the word a personal pronoun that can only be a subject: *je, tu, il, ils, on*?
    pub fn is_subject_pronoun(form: &str) -> bool {
        matches!(form, "je" | "j'" | "tu" | "il" | "ils" | "on")
    }

    /// Has the word a reading as a clitic: *me, te, se, le, lui, y, en…*?
    pub fn is_clitic(word: &Word) -> bool {
        word.analyses.iter().any(|a| a.tag.has(Flag::Clitic))
    }

    /// Has the word a reading of this kind?
    pub fn has_kind(word: &Word, kind: Kind) -> bool {
        word.analyses.iter().any(|a| a.tag.kind() == Some(kind))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::engine::Facts;
    use crate::format::{Document, Format};
    use crate::lexicon::Gender;
    use crate::text::{Block, Words};

    /// Asks about the tokens of a sentence.
    pub(crate) fn ask<T>(text: &str, question: impl Fn(&Grammar) -> T) -> T {
        on_page(text, |page| question(&Grammar::new(page)))
    }

    /// Asks about a sentence as a page of its own.
    pub(crate) fn on_page<T>(text: &str, question: impl Fn(&Page) -> T) -> T {
        let (mut block, mut words) = (Block::default(), Words::default());
        block.read(text, 0..text.len(), &mut words, |_| Default::default());
        let (domains, sound, document) = (Default::default(), Default::default(), Document::plain(text));
        let page = Page {
            text,
            format: Format::Plain,
            document: &document,
            block: &block,
            words: &words,
            domains: &domains,
            sound: &sound,
            facts: &Facts::default(),
        };
        question(&page)
    }

    #[test]
    fn a_determiner_is_one_only_where_that_is_sure() {
        assert!(ask("Ces maisons", |g| g.determiner(0)).is_some());
        assert!(ask("Il le porte", |g| g.determiner(1)).is_none());
        assert!(ask("dans le porte", |g| g.determiner(1)).is_some());
        assert!(ask("Ce sont eux", |g| g.determiner(0)).is_none());
    }

    #[test]
    fn noun_groups_have_gender_and_number() {
        let group = ask("Cette longue rue est fermée", |g| g.noun_group(0)).unwrap();
        assert_eq!((group.tokens, group.head), (0..3, 2));
        assert_eq!(group.agreement.gender(), Some(Gender::Feminine));
        assert_eq!(
            ask("Les joueuses sont là", |g| g.noun_group(0)).unwrap().agreement.number(),
            Some(Number::Plural)
        );
        assert_eq!(ask("Ce rue est fermée", |g| g.noun_group(0)), None);
    }

    #[test]
    fn clauses_end_at_marks_and_conjunctions() {
        assert_eq!(ask("Il dit que le train part, mais tard.", |g| g.clause(4)), 3..6);
        assert_eq!(ask("Le train part.", |g| g.clause(0)), 0..3);
    }

    #[test]
    fn names_are_capitals_in_a_row() {
        assert_eq!(ask("selon The Wall Street Journal hier", |g| g.name_end(1)), Some(5));
        assert_eq!(ask("Hier il part", |g| g.name_end(0)), None);
    }
}
