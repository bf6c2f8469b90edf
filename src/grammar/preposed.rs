//! Adjectives that stand before their noun: *la première fois, un petit chien*.

use super::Grammar;
use crate::lexicon::{Lexicon, Pos};
use crate::text::Shape;

/// Adjectives that stand before their noun, though many are nouns too: *la première du monde*.
const PREPOSED: [&str; 70] = [
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
    "célèbre",
    "terrible",
    "principal",
    "simple",
    "large",
    "léger",
    "important",
    "triste",
    "possible",
    "bref",
    "moindre",
    "réel",
    "rare",
    "profond",
    "digne",
    "maigre",
    "ultime",
    "unique",
    "illustre",
    "brillant",
    "juste",
    "nécessaire",
    "pareil",
    "éternel",
    "sincère",
    "étrange",
    "horrible",
    "sublime",
    "singulier",
    "sérieux",
    "parfait",
    "propre",
    "rapide",
];

/// The same of adjectives that are hardly nouns, so that no verb comes after them: *un immense source*.
const SELDOM_NOUNS: [&str; 21] = [
    "énorme",
    "immense",
    "véritable",
    "excellent",
    "incroyable",
    "magnifique",
    "superbe",
    "formidable",
    "récent",
    "vaste",
    "tel",
    "éventuel",
    "gigantesque",
    "fameux",
    "modeste",
    "lourd",
    "précieux",
    "extraordinaire",
    "remarquable",
    "affreux",
    "charmant",
];

impl Grammar<'_> {
    /// Is the word an adjective before its noun, though it may be a noun too: *les jeunes joueurs*?
    pub(super) fn precedes_its_noun(&self, token: usize) -> bool {
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
                && w.analyses.iter().any(|a| {
                    let lemma = lexicon.lemma(a.lemma);
                    PREPOSED.contains(&lemma) || SELDOM_NOUNS.contains(&lemma)
                })
        })
    }

    /// Is it one of those that are hardly nouns?
    fn is_seldom_noun(&self, token: usize) -> bool {
        let lexicon = Lexicon::embedded();
        self.word(token)
            .is_some_and(|w| w.analyses.iter().any(|a| SELDOM_NOUNS.contains(&lexicon.lemma(a.lemma))))
    }

    /// The noun after an adjective that stands before its noun (*la première fois, un petit chien*), where the word after
    /// the adjective surely is that noun.
    pub fn noun_of_preposed(&self, adjective: usize) -> Option<usize> {
        let found = self.next(adjective).filter(|_| self.is_preposed(adjective))?;
        let noun = self.word(found).filter(|w| w.shape == Shape::Lower && w.has_pos(Pos::Noun))?;
        // “le petit joue”, “ce dernier montre”: a verb after it tells the noun.
        let verb_follows =
            || self.next(found).and_then(|n| self.word(n)).is_some_and(Grammar::is_finite_here);
        let sure = noun.is_only(&[Pos::Noun])
            || noun.is_only(&[Pos::Noun, Pos::Verb]) && (self.is_seldom_noun(adjective) || verb_follows());
        sure.then_some(found)
    }
}
