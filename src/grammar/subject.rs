//! The subject of a clause and its verb, where the words leave no doubt: a clause opens, a noun group with its
//! complements follows, and then a finite verb.

use super::{Agreement, Grammar};
use crate::lexicon::Pos;
use crate::text::{Kind, Shape, Word};

/// A subject with its verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The first and the last token of its noun group, complements included.
    pub tokens: std::ops::Range<usize>,
    /// What agrees with it.
    pub agreement: Agreement,
    /// The finite verb.
    pub verb: usize,
}

/// Words that open a clause whose subject comes next.
const OPENERS: [&str; 15] = [
    ";", "mais", "où", "dont", "si", "quand", "lorsque", "lorsqu'", "puisque", "puisqu'", "car", "quoique",
    "quoiqu'", "comment", "pourquoi",
];

/// Words that go with a *que* of comparison or restriction: *le même que, plus grand que, ne … que*.
const COMPARING: [&str; 22] = [
    "même",
    "mêmes",
    "plus",
    "moins",
    "aussi",
    "autant",
    "tel",
    "telle",
    "tels",
    "telles",
    "ainsi",
    "autre",
    "autres",
    "si",
    "ne",
    "n'",
    "meilleur",
    "meilleure",
    "mieux",
    "pire",
    "tant",
    "tellement",
];

/// Nouns of quantity and other heads that the verb need not agree with.
const LOOSE_HEADS: [&str; 77] = [
    "plupart",
    "majorité",
    "minorité",
    "moitié",
    "tiers",
    "quart",
    "dizaine",
    "douzaine",
    "quinzaine",
    "vingtaine",
    "trentaine",
    "quarantaine",
    "cinquantaine",
    "soixantaine",
    "centaine",
    "millier",
    "million",
    "milliard",
    "nombre",
    "reste",
    "partie",
    "ensemble",
    "série",
    "foule",
    "multitude",
    "poignée",
    "couple",
    "infinité",
    "quantité",
    "totalité",
    "paire",
    "groupe",
    "masse",
    "tas",
    "lot",
    "sorte",
    "espèce",
    "type",
    "genre",
    "gens",
    "part",
    "pourcentage",
    "total",
    "somme",
    "fois",
    "chose",
    "peu",
    "personne",
    // Times, which may stand before a verb whose subject comes after: “ce soir tomberont les chiffres”.
    "soir",
    "matin",
    "jour",
    "jours",
    "nuit",
    "semaine",
    "mois",
    "an",
    "année",
    "années",
    "moment",
    "instant",
    "lendemain",
    "veille",
    "heure",
    "heures",
    "dimanche",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "soirs",
    "matins",
    "nuits",
    "minutes",
    "secondes",
    "temps",
];

/// Prepositions that tie a complement to its noun.
const TIES: [&str; 18] = [
    "de", "d'", "du", "des", "à", "au", "aux", "en", "pour", "sur", "dans", "avec", "contre", "entre",
    "sous", "sans", "par", "chez",
];

impl Grammar<'_> {
    /// Does a clause open at the token, so that a noun group there is its subject?
    pub fn opens_clause(&self, token: usize) -> bool {
        let tokens = self.page.tokens();
        tokens[token].sentence_start && !tokens[token].quoted
            || self.before(token).is_some_and(|n| {
                let form = self.form(Some(n));
                OPENERS.contains(&form)
                    || matches!(form, "que" | "qu'") && self.is_conjunction(n)
                    || form == "," && self.ends_the_opening(n)
            })
    }

    /// Does the comma end what a sentence opens with before its subject: *Dans ce cas, la batterie…*?
    fn ends_the_opening(&self, comma: usize) -> bool {
        let sentence = self.page.block.sentence_of(comma);
        let opens = self.word(sentence.start).is_some_and(|w| {
            w.has_pos(Pos::Preposition) && !matches!(&*w.folded, "du" | "des") || w.is_only(&[Pos::Adverb])
        });
        let first = !(sentence.start..comma).any(|n| self.form(Some(n)) == ",");
        opens && first && !self.page.tokens()[sentence.start].quoted
    }

    /// Does *que* bring a clause of its own (*il dit que*, *alors que*), and no comparison and no relative?
    fn is_conjunction(&self, token: usize) -> bool {
        let Some(before) = self.before(token).and_then(|n| self.word(n)) else { return false };
        let introduces = matches!(
            &*before.folded,
            "alors"
                | "tandis"
                | "parce"
                | "afin"
                | "bien"
                | "pour"
                | "pendant"
                | "dès"
                | "depuis"
                | "après"
                | "avant"
                | "fait"
                | "aussi"
        ) || before.is_only(&[Pos::Verb]) && !Grammar::is_participle(before)
            || before.is_only(&[Pos::Adjective]);
        let start = self.page.block.sentence_of(token).start.max(token.saturating_sub(10));
        // “il se peut aussi que”: right before *que*, *aussi* compares nothing.
        let end = token - usize::from(&*before.folded == "aussi");
        introduces && !(start..end).any(|n| COMPARING.contains(&self.form(Some(n))))
    }

    /// The subject that opens a clause at the token, if a finite verb surely goes with it.
    pub fn subject(&self, token: usize) -> Option<Subject> {
        if !self.opens_clause(token) {
            return None;
        }
        let group = self.noun_group(token)?;
        let head = self.word(group.head)?;
        let preposition = matches!(self.form(Some(token)), "du" | "au" | "aux");
        if preposition || LOOSE_HEADS.contains(&&*head.folded) || head.folded.ends_with("aine") {
            return None;
        }
        let end = self.complements(group.tokens.end);
        let verb = self.verb_of(end)?;
        Some(Subject { tokens: token..end, agreement: group.agreement, verb })
    }

    /// The end of the complements that start at a token: *du club de la ville*, *pour enfants*.
    fn complements(&self, mut end: usize) -> usize {
        while let Some(after) = self.complement(end) {
            end = after;
        }
        end
    }

    /// The end of one complement, if one starts at the token.
    fn complement(&self, token: usize) -> Option<usize> {
        self.next(token.checked_sub(1)?).filter(|&n| TIES.contains(&self.form(Some(n))))?;
        let mut at = self.next(token)?;
        let contracted = matches!(self.form(Some(token)), "du" | "des" | "au" | "aux");
        let mut determined = contracted;
        while self.word(at).is_some_and(|w| {
            w.has_pos(Pos::Determiner) || w.is_only(&[Pos::Numeral]) || w.is_only(&[Pos::Adjective])
        }) || self.page.tokens()[at].kind == Kind::Number
        {
            determined = true;
            at = self.next(at)?;
        }
        if let Some(end) = self.name_end(at) {
            return Some(end);
        }
        let noun = self.word(at).filter(|w| w.shape == Shape::Lower && w.has_pos(Pos::Noun))?;
        // Without a determiner a word that may be something else is left alone.
        if !determined && !noun.is_only(&[Pos::Noun, Pos::Adjective]) {
            return None;
        }
        let mut end = at + 1;
        while self.next(end - 1).and_then(|n| self.word(n)).is_some_and(|w| w.is_only(&[Pos::Adjective])) {
            end += 1;
        }
        Some(end)
    }

    /// The finite verb at a token, or after the clitics and adverbs that may come before it.
    pub fn verb_of(&self, token: usize) -> Option<usize> {
        let mut at = self.next(token.checked_sub(1)?)?;
        for _ in 0..4 {
            let word = self.word(at)?;
            if is_finite_here(word) {
                // “la côte est est belle”: the first is a noun's company.
                let doubled = self.next(at).and_then(|n| self.word(n)).is_some_and(is_finite_here);
                // “que vaut-il ?”, “les valeurs a, b”.
                let cut = self.page.tokens().get(at + 1).is_some_and(|t| {
                    self.page.spelled(at + 1).starts_with('-') || !t.is_word() && word.folded.len() == 1
                });
                return (!doubled && !cut).then_some(at);
            }
            let passes = matches!(
                &*word.folded,
                "ne" | "n'" | "se" | "s'" | "me" | "m'" | "te" | "t'" | "y" | "lui" | "leur"
            ) || word.is_only(&[Pos::Adverb])
                && !matches!(&*word.folded, "non" | "pas" | "même");
            if !passes {
                return None;
            }
            at = self.next(at)?;
        }
        None
    }
}

/// Is the word a finite verb after a noun group: one that is nothing else, or one of the commonest?
fn is_finite_here(word: &Word) -> bool {
    let common = matches!(
        &*word.folded,
        "est" | "a" | "sont" | "ont" | "va" | "vont" | "peut" | "doit" | "était" | "sera" | "avait" | "aura"
    );
    word.shape == Shape::Lower
        && (common || !word.analyses.is_empty() && word.analyses.iter().all(|a| a.tag.finite()))
}
