//! The second of two words said of a subject, which does not agree as the first does: *ils sont heureux et fatigué*.

use super::Detector;
use super::predicate::{COPULAS, Predicate, after_adverbs, is_unchanged, predicate, report, subject_opens};
use crate::engine::{Hit, Page};
use crate::grammar::{Agreement, Grammar};
use crate::lexicon::Pos;
use crate::text::{Shape, Word};

/// *et, ou, mais* and an adjective or participle after one that agrees with its subject, that does not. Captures: `fixed`.
#[derive(Debug)]
pub struct JoinedAttribute;

impl Detector for JoinedAttribute {
    fn wakes(&self, word: &Word) -> bool {
        subject_opens(word)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| {
            [Pos::Noun, Pos::Adjective, Pos::Numeral, Pos::Verb].iter().any(|&pos| w.has_pos(pos))
                || matches!(&*w.folded, "ne" | "n'")
        })
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(said) = predicate(&grammar, at, &COPULAS) else { continue };
            if let Some(found) = disagreeing(&grammar, &said) {
                report(page, found, said.subject, |a| a.tag.adjectival(), add);
            }
        }
    }
}

/// The first word of a list of attributes that does not agree, where one before it does.
fn disagreeing(grammar: &Grammar, said: &Predicate) -> Option<usize> {
    let mut at = said.at;
    agreement_of(grammar, at).filter(|own| !own.and(said.subject).is_empty())?;
    for _ in 0..4 {
        let mark = grammar.next(at)?;
        let joins = matches!(grammar.form(Some(mark)), "et" | "ou" | "mais");
        if !joins && grammar.form(Some(mark)) != "," {
            return None;
        }
        let found = after_adverbs(grammar, mark)?;
        let own = agreement_of(grammar, found)?;
        if own.and(said.subject).is_empty() {
            // “Elle est belle, grand seigneur que soit son père”: after a comma anything may begin.
            return Some(found).filter(|&n| joins && ends_there(grammar, n));
        }
        at = found;
    }
    None
}

/// The gender and number of an adjective or a participle that is nothing else.
fn agreement_of(grammar: &Grammar, at: usize) -> Option<Agreement> {
    let word = grammar.word(at).filter(|w| w.shape == Shape::Lower && !is_unchanged(&w.folded))?;
    let sure = word.is_only(&[Pos::Adjective, Pos::Verb, Pos::Noun]) && !Grammar::may_be_finite(word);
    Grammar::adjective(word).filter(|_| sure)
}

/// Does nothing follow that the word may belong to, or that may be its subject: *et nombreux sont ceux*?
fn ends_there(grammar: &Grammar, at: usize) -> bool {
    let Some(word) = grammar.next(at).and_then(|n| grammar.word(n)) else { return true };
    word.has_pos(Pos::Preposition) && !matches!(&*word.folded, "des" | "du")
        || matches!(
            &*word.folded,
            "et" | "ou" | "mais" | "que" | "qu'" | "quand" | "lorsque" | "parce" | "car" | "au" | "aux"
        )
        || word.is_only(&[Pos::Adverb])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn the_second_agrees_as_the_first_does() {
        for (text, fixed) in [
            ("Les joueurs étaient heureux et fatigué après le match.", "fatigués"),
            ("La chanteuse est devenue populaire et apprécié dans son pays.", "appréciée"),
            ("Elle est grande, polie et très rapides.", "rapide"),
        ] {
            assert_eq!(mended(&JoinedAttribute, text).as_deref(), Some(fixed), "{text}");
        }
    }

    #[test]
    fn another_clause_is_left_alone() {
        for text in [
            "La salle est belle et nombreux sont ses amis.",
            "La salle est belle, grand seigneur que soit son maître.",
            "Elle est prête et fait un signe.",
        ] {
            assert_eq!(mended(&JoinedAttribute, text), None, "{text}");
        }
    }
}
