//! Whether a word that may be a pronoun or a preposition besides is a determiner where it stands: *le, ce, leur, un*.

use super::{Agreement, Grammar};
use crate::lexicon::{Analysis, Flag, Lexicon, Number, Person, Pos, Tense};
use crate::text::{Shape, Word};

/// Determiners that are nothing else, so that a noun group surely follows.
const SURE_DETERMINERS: [&str; 21] = [
    "cet", "cette", "ces", "mon", "ma", "mes", "ton", "ta", "tes", "son", "sa", "ses", "notre", "votre",
    "nos", "vos", "leurs", "des", "du", "aux", "au",
];

/// Words that bring a clause of their own, or a comparison that may end on a verb.
const SUBORDINATING: [&str; 23] = [
    "que",
    "qu'",
    "qui",
    "dont",
    "où",
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

/// Words after which a second verb of the same subject may come.
const COORDINATING: [&str; 6] = ["et", "ou", "ni", "mais", "puis", "car"];

/// Verbs whose subject may be *ce*, or that follow it in a set phrase.
const AFTER_CE: [&str; 8] = ["être", "devoir", "pouvoir", "sembler", "aller", "faire", "dire", "pendre"];

impl Grammar<'_> {
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

    /// Is *le, la, les* an article here? It is one before what is no verb; else the words before tell: prepositions that
    /// take no finite verb, a verb that the clause has already, a sentence or a clause that opens.
    fn is_article(&self, token: usize) -> bool {
        let Some(next) = self.next(token).and_then(|n| self.word(n)) else { return false };
        let may_be_verb = next.has_pos(Pos::Verb) || next.has_pos(Pos::Adverb) || next.has_pos(Pos::Pronoun);
        if !may_be_verb || self.precedes_a_noun(token + 1) {
            return next.is_french();
        }
        let noun = next.has_pos(Pos::Noun);
        let open = noun && next.is_only(&[Pos::Noun, Pos::Verb, Pos::Adjective]);
        if open && self.lacks_its_subject(token, next) {
            return true;
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
            let opens = self.word(token).is_some_and(Word::is_capitalised);
            return noun && (verb_follows || complement() || opens && open && self.has_verb_later(token + 2));
        };
        let Some(word) = self.word(before) else {
            return open && (verb_follows || complement()) && self.form(Some(before)) == ",";
        };
        // “Ajoutez le farine”: a pronoun would have a hyphen; before “de finir le” it would stand.
        if self.takes_no_pronoun_after(before, word) {
            return noun;
        }
        let takes_object =
            |a: &Analysis| matches!(a.tag.mood_tense(), Some(Tense::Infinitive | Tense::PresentParticiple));
        let no_infinitive = open && !next.analyses.iter().any(takes_object);
        match &*word.folded {
            "dans" | "sur" | "sous" | "avec" | "chez" | "par" | "vers" | "selon" | "contre" | "entre"
            | "pendant" | "depuis" => true,
            "de" | "à" | "pour" | "sans" | "après" => no_infinitive,
            "que" | "où" | "et" | "mais" | "car" | "si" | "quand" | "lorsque"
                if verb_follows || complement() =>
            {
                open
            }
            // “il peut la placer, je voulais les lire”
            _ => no_infinitive && self.has_its_verb(token),
        }
    }

    /// Is a word that may be a verb none after *le, la, les*, because no subject of its person stands before, or because
    /// it is a participle: *le salariés, la commissions*?
    fn lacks_its_subject(&self, token: usize, word: &Word) -> bool {
        let sentence = self.page.block.sentence_of(token);
        let addressed =
            || (sentence.start..token).any(|n| matches!(self.form(Some(n)), "tu" | "toi" | "nous" | "vous"));
        let mut verbs = word.analyses.iter().filter(|a| a.tag.pos() == Pos::Verb);
        verbs.all(|a| match a.tag.person() {
            Some(Person::Third) => false,
            Some(Person::First) if a.tag.number() != Number::Plural => false,
            Some(_) => !addressed(),
            None => a.tag.mood_tense() == Some(Tense::PastParticiple),
        })
    }

    /// Is the word an imperative that opens its sentence, after which a pronoun object has a hyphen?
    fn takes_no_pronoun_after(&self, token: usize, word: &Word) -> bool {
        let imperative = |a: &Analysis| {
            a.tag.mood_tense() == Some(Tense::Imperative) && a.tag.person() == Some(Person::Second)
        };
        self.before(token).is_none() && word.folded.ends_with("ez") && word.analyses.iter().any(imperative)
    }

    /// Has the clause its verb before *le*, so that no other comes with it as its object: *le conseil propose donc le
    /// réforme*? After a relative or a conjunction the clause of the verb before might have ended (*ce qu’il dit le
    /// porte*), so none may stand in the sentence.
    fn has_its_verb(&self, token: usize) -> bool {
        let before = |n: &usize| self.before(*n);
        let mut words = std::iter::successors(self.before(token), before);
        let verb = words
            .by_ref()
            .map_while(|n| self.word(n))
            .take_while(|w| !COORDINATING.contains(&&*w.folded) && !SUBORDINATING.contains(&&*w.folded))
            .find(|w| Grammar::is_finite_here(w));
        verb.is_some() && !words.any(|n| SUBORDINATING.contains(&self.form(Some(n))))
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

    /// *Le, la, les* where a clause opens, before what is a noun and nothing else.
    pub fn opening_article(&self, token: usize) -> Option<Agreement> {
        let word = self.word(token).filter(|w| matches!(&*w.folded, "le" | "la" | "les" | "l'"))?;
        let opens = self.opens_clause(token);
        let articles = word.analyses.iter().filter(|a| a.tag.pos() == Pos::Determiner);
        opens.then(|| articles.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag))))
    }
}
