//! A light reading of a sentence: what a word is where it stands, from its neighbours.
//!
//! French spelling leaves many words open (*le* is an article or a pronoun, *structure* a noun or a
//! verb). The questions here are answered from the words around, by rules written by hand, only
//! where these leave no doubt: “yes” means surely, “no” may mean “don't know”. Rules that ask them
//! therefore stay silent when in doubt.

mod group;
mod quality;
mod subject;

pub use group::{Group, complement_of, follows_another, group_at, noun_before, opens_group, owner_before};
pub use quality::{is_colour, is_listed, is_open_adjective, is_unchanging};
pub use subject::{Subject, is_time};

use crate::engine::Page;
use crate::lexicon::{Flag, Gender, Kind, Lexicon, Number, Person, Pos, Tag, Tense};
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

/// Gender and number, as a set of the pairs that are possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement(u8);

impl Agreement {
    /// The pairs that a reading may have.
    pub fn of(tag: Tag) -> Agreement {
        Agreement::pairs(tag.gender(), tag.number())
    }

    /// All pairs of these genders and numbers; `None` and `Both` stand for either.
    pub fn pairs(gender: Gender, number: Number) -> Agreement {
        let genders = match gender {
            Gender::Masculine => 0b0011,
            Gender::Feminine => 0b1100,
            _ => 0b1111,
        };
        let numbers = match number {
            Number::Singular => 0b0101,
            Number::Plural => 0b1010,
            _ => 0b1111,
        };
        Agreement(genders & numbers)
    }

    /// What both may be.
    pub fn and(self, other: Agreement) -> Agreement {
        Agreement(self.0 & other.0)
    }

    /// What either may be.
    pub fn or(self, other: Agreement) -> Agreement {
        Agreement(self.0 | other.0)
    }

    /// Is no pair possible?
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The gender, if only one is possible.
    pub fn gender(self) -> Option<Gender> {
        match (self.0 & 0b0011 != 0, self.0 & 0b1100 != 0) {
            (true, false) => Some(Gender::Masculine),
            (false, true) => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// The number, if only one is possible.
    pub fn number(self) -> Option<Number> {
        match (self.0 & 0b0101 != 0, self.0 & 0b1010 != 0) {
            (true, false) => Some(Number::Singular),
            (false, true) => Some(Number::Plural),
            _ => None,
        }
    }
}

/// Determiners that are nothing else, so that a noun group surely follows.
const SURE_DETERMINERS: [&str; 21] = [
    "cet", "cette", "ces", "mon", "ma", "mes", "ton", "ta", "tes", "son", "sa", "ses", "notre", "votre",
    "nos", "vos", "leurs", "des", "du", "aux", "au",
];

/// Words that bring a clause of their own, or a comparison that may end on a verb.
const SUBORDINATING: [&str; 24] = [
    "que",
    "qu'",
    "qui",
    "dont",
    "où",
    "ce",
    "quand",
    "si",
    "comme",
    "lorsque",
    "lorsqu'",
    "puisque",
    "puisqu'",
    "plus",
    "moins",
    "autant",
    "tout",
    "tant",
    "mieux",
    "quoi",
    "lequel",
    "laquelle",
    "lesquels",
    "lesquelles",
];

/// Verbs whose subject may be *ce*, or that follow it in a set phrase.
const AFTER_CE: [&str; 8] = ["être", "devoir", "pouvoir", "sembler", "aller", "faire", "dire", "pendre"];

/// Adjectives that stand before their noun, though many are nouns too: *la première du monde*.
const PREPOSED: [&str; 57] = [
    "premier",
    "deuxième",
    "troisième",
    "quatrième",
    "cinquième",
    "sixième",
    "septième",
    "huitième",
    "neuvième",
    "dixième",
    "dernier",
    "second",
    "prochain",
    "grand",
    "petit",
    "jeune",
    "vieux",
    "nouveau",
    "ancien",
    "beau",
    "joli",
    "bon",
    "mauvais",
    "meilleur",
    "pire",
    "gros",
    "long",
    "haut",
    "court",
    "autre",
    "même",
    "seul",
    "vrai",
    "faux",
    "double",
    "triple",
    "futur",
    "énorme",
    "immense",
    "véritable",
    "célèbre",
    "excellent",
    "incroyable",
    "magnifique",
    "superbe",
    "terrible",
    "formidable",
    "principal",
    "récent",
    "simple",
    "large",
    "léger",
    "important",
    "triste",
    "vaste",
    "possible",
    "bref",
];

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

    /// May a word of this form be what [`determiner`](Grammar::determiner) takes?
    pub fn is_determiner_form(folded: &str) -> bool {
        SURE_DETERMINERS.contains(&folded) || matches!(folded, "un" | "une" | "le" | "la" | "les" | "ce")
    }

    /// The gender and number of a determiner that is surely one; nothing for what may be a pronoun or a preposition.
    pub fn determiner(&self, token: usize) -> Option<Agreement> {
        let word = self.word(token)?;
        let sure = match &*word.folded {
            form if SURE_DETERMINERS.contains(&form) => true,
            "un" | "une" => !matches!(self.form(self.before(token)), "l'" | "les" | "quelque" | "quelques"),
            "le" | "la" | "les" => self.is_article(token),
            "ce" => self.is_demonstrative(token),
            // Before what is a noun alone, no verb comes that it might be the object of.
            "leur" => self.next(token).and_then(|n| self.word(n)).is_some_and(|w| w.is_only(&[Pos::Noun])),
            _ => false,
        };
        if !sure {
            return None;
        }
        // “son” is feminine before a vowel only.
        let vowel = self.next(token).is_some_and(|n| self.page.word(n).elides());
        let own = word.analyses.iter().filter(|a| {
            matches!(a.tag.pos(), Pos::Determiner | Pos::Preposition) && (vowel || !a.tag.has(Flag::Rare))
        });
        let agreement = own.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
        // “du” is singular and masculine whether it is an article or holds one.
        (!agreement.is_empty()).then_some(agreement)
    }

    /// Is *le, la, les* an article here? After a preposition, a conjunction or a finite verb that is no
    /// modal, or at a sentence's start with a finite verb coming later, it is.
    fn is_article(&self, token: usize) -> bool {
        let Some(next) = self.next(token).and_then(|n| self.word(n)) else { return false };
        let may_be_verb = next.has_pos(Pos::Verb) || next.has_pos(Pos::Adverb) || next.has_pos(Pos::Pronoun);
        if !may_be_verb || self.precedes_a_noun(token + 1) {
            return next.is_french();
        }
        // “Les police a ouvert”: the verb comes after. “Le liste des joueurs”: a complement does, of what is a noun then.
        let verb_follows =
            self.next(token + 1).and_then(|n| self.word(n)).is_some_and(Grammar::is_finite_here);
        let complement = || {
            let singular = !matches!(self.form(Some(token)), "les");
            singular
                && next.is_only(&[Pos::Noun, Pos::Verb])
                && matches!(self.form(self.next(token + 1)), "des" | "du" | "de" | "d'")
                && self.has_verb_later(token + 2)
        };
        let Some(before) = self.before(token) else {
            return next.has_pos(Pos::Noun) && (verb_follows || complement());
        };
        match self.word(before) {
            None => false,
            // “Ajoutez le farine”: a pronoun would have a hyphen; before “de finir le” it would stand.
            Some(word) if self.takes_no_pronoun_after(before, word) => next.has_pos(Pos::Noun),
            Some(word) if self.is_verb_of_pronoun(before, word) => {
                // “il peut la placer, je voulais les lire”
                next.has_pos(Pos::Noun)
                    && next.is_only(&[Pos::Noun, Pos::Verb, Pos::Adjective])
                    && !Grammar::may_be_infinitive(next)
            }
            // “dans le structure”: only a preposition that takes no infinitive tells.
            Some(word) => matches!(
                &*word.folded,
                "dans"
                    | "sur"
                    | "sous"
                    | "avec"
                    | "chez"
                    | "par"
                    | "vers"
                    | "selon"
                    | "contre"
                    | "entre"
                    | "pendant"
                    | "depuis"
            ),
        }
    }

    /// Is the word an imperative that opens its sentence, after which a pronoun object has a hyphen?
    fn takes_no_pronoun_after(&self, token: usize, word: &Word) -> bool {
        let imperative = |a: &crate::lexicon::Analysis| {
            a.tag.mood_tense() == Some(Tense::Imperative) && a.tag.person() == Some(Person::Second)
        };
        self.before(token).is_none() && word.folded.ends_with("ez") && word.analyses.iter().any(imperative)
    }

    /// Is the word a finite verb right after *il, elle, on, je*, so that *le* after it is no pronoun: *il ouvre le porte*?
    /// A relative or a conjunction before might end there (*ce qu’il dit le porte*), so none may stand in the sentence.
    fn is_verb_of_pronoun(&self, token: usize, word: &Word) -> bool {
        let mut at = token;
        if Grammar::is_participle(word) {
            let Some(have) = self.before(token) else { return false };
            if !self.word(have).is_some_and(|w| Grammar::is_auxiliary(w, "avoir")) {
                return false;
            }
            at = have;
        } else if !Grammar::is_finite_only(word) {
            return false;
        }
        let pronoun = self.before(at).filter(|&n| {
            matches!(
                self.form(Some(n)),
                "il" | "elle" | "on" | "je" | "j'" | "ils" | "elles" | "nous" | "vous"
            ) && !self.page.spelled(n).starts_with('-')
        });
        let Some(pronoun) = pronoun else { return false };
        let sentence = self.page.block.sentence_of(token);
        let opens = self.before(pronoun).is_none_or(|n| {
            matches!(self.form(Some(n)), "," | "et" | "mais" | "puis" | "ensuite" | "hier" | "aujourd'hui")
        });
        opens && !(sentence.start..pronoun).any(|n| SUBORDINATING.contains(&self.form(Some(n))))
    }

    /// Does a finite verb stand later in the sentence?
    fn has_verb_later(&self, token: usize) -> bool {
        let end = self.page.block.sentence_of(token).end;
        (token..end).filter_map(|n| self.word(n)).any(Grammar::is_finite_here)
    }

    /// Is the word an adjective that may be an adverb besides (*sec*, *fort*), and no verb, before a noun?
    fn precedes_a_noun(&self, token: usize) -> bool {
        let adjective =
            self.word(token).is_some_and(|w| w.is_only(&[Pos::Adjective, Pos::Adverb, Pos::Noun]));
        let noun = self.next(token).and_then(|n| self.word(n));
        adjective && noun.is_some_and(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Noun]))
    }

    /// Is *ce* a determiner here, and not the pronoun of *ce qui, ce dont, ce à quoi, ce sont*?
    fn is_demonstrative(&self, token: usize) -> bool {
        let lexicon = Lexicon::embedded();
        self.next(token).and_then(|n| self.word(n)).is_some_and(|next| {
            let nominal = next.is_only(&[Pos::Noun, Pos::Adjective]);
            // “ce robe”: *ce* is the subject of few verbs, and none of them is a noun of every day.
            let noun = || {
                next.shape == Shape::Lower
                    && next.has_pos(Pos::Noun)
                    && next.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb])
                    && !next.analyses.iter().any(|a| AFTER_CE.contains(&lexicon.lemma(a.lemma)))
                    && !Grammar::may_be_infinitive(next)
            };
            !matches!(&*next.folded, "faisant" | "disant") && (nominal || noun())
        })
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

    /// Is the word an adjective before its noun, though it may be a noun too: *les jeunes joueurs*?
    fn precedes_its_noun(&self, token: usize) -> bool {
        let open = [Pos::Noun, Pos::Adjective];
        let Some(own) = self.word(token).filter(|w| w.is_only(&open)).and_then(Grammar::adjective) else {
            return false;
        };
        let noun = self.next(token).and_then(|n| self.word(n)).filter(|w| w.shape == Shape::Lower);
        noun.filter(|w| w.is_only(&[Pos::Noun, Pos::Verb]) && &*w.folded != "est")
            .and_then(Grammar::noun)
            .is_some_and(|n| !n.and(own).is_empty())
    }

    /// Is the word an adjective of those that stand before their noun?
    pub fn is_preposed(&self, token: usize) -> bool {
        let lexicon = Lexicon::embedded();
        self.word(token).is_some_and(|w| {
            w.shape == Shape::Lower
                && w.has_pos(Pos::Adjective)
                && w.analyses.iter().any(|a| PREPOSED.contains(&lexicon.lemma(a.lemma)))
        })
    }

    /// The noun after an adjective that stands before its noun (*la première fois, un petit chien*), where the word after
    /// the adjective surely is that noun.
    pub fn noun_of_preposed(&self, adjective: usize) -> Option<usize> {
        let found = self.next(adjective).filter(|_| self.is_preposed(adjective))?;
        let noun = self.word(found).filter(|w| w.shape == Shape::Lower && w.has_pos(Pos::Noun))?;
        // “le petit joue”, “ce dernier montre”: a verb after it tells the noun.
        let verb_follows =
            || self.next(found).and_then(|n| self.word(n)).is_some_and(Grammar::is_finite_here);
        let sure = noun.is_only(&[Pos::Noun]) || noun.is_only(&[Pos::Noun, Pos::Verb]) && verb_follows();
        sure.then_some(found)
    }

    /// *Le, la, les* where a clause opens, before what is a noun and nothing else.
    pub fn opening_article(&self, token: usize) -> Option<Agreement> {
        let word = self.word(token).filter(|w| matches!(&*w.folded, "le" | "la" | "les" | "l'"))?;
        let opens = self.opens_clause(token);
        let articles = word.analyses.iter().filter(|a| a.tag.pos() == Pos::Determiner);
        opens.then(|| articles.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag))))
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
