//! Has a clause lost its verb? What the detectors of a noun, a bare participle or an infinitive in its place ask.

use super::progressive::is_object_opening;
use crate::engine::Page;
use crate::grammar::{Grammar, is_time};
use crate::lexicon::Pos;
use crate::text::Shape;

/// Does the token open its sentence, in running text that ends on a mark?
pub(super) fn opens(page: &Page, at: usize) -> bool {
    let token = &page.tokens()[at];
    let sentence = page.block.sentence_of(at);
    let ends = sentence.end.checked_sub(1).is_some_and(|n| matches!(page.spelled(n), "." | "!" | "…"));
    token.sentence_start && !token.quoted && ends && sentence.len() < 60
}

/// Does a direct object follow, that tells neither a time nor a measure, nor how someone holds himself?
pub(super) fn object_follows(page: &Page, grammar: &Grammar, at: usize) -> bool {
    let Some(determiner) = grammar.next(at) else { return false };
    let Some(word) = grammar.word(determiner) else { return false };
    let article = is_object_opening(&word.folded) || &*word.folded == "ce";
    let numeral = matches!(
        &*word.folded,
        "deux" | "trois" | "quatre" | "cinq" | "six" | "sept" | "huit" | "neuf" | "dix" | "plusieurs"
    ) && !NUMBERED.contains(&grammar.form(Some(at)));
    if word.shape != Shape::Lower || !article && !numeral {
        return false;
    }
    // What a time, a measure or a way of standing is, within the three words that follow.
    let after = std::iter::successors(grammar.next(determiner), |&n| grammar.next(n)).take(3);
    let mut noun = false;
    for n in after {
        let Some(w) = grammar.word(n) else { break };
        if w.folded.starts_with(|c: char| c.is_ascii_digit())
            || is_time(&w.folded)
            || w.has_pos(Pos::Numeral)
            || CIRCUMSTANCES.contains(&&*w.folded)
        {
            return false;
        }
        noun |= w.has_pos(Pos::Noun) || page.is_name(n);
        if w.has_pos(Pos::Preposition) {
            break;
        }
    }
    let number = page.tokens().get(determiner + 1).is_some_and(|t| t.kind == crate::text::Kind::Number);
    noun && !number
}

/// Nouns that a number names: *l'article deux*.
const NUMBERED: [&str; 14] = [
    "numéro",
    "article",
    "chapitre",
    "amendement",
    "page",
    "niveau",
    "phase",
    "tome",
    "type",
    "groupe",
    "point",
    "étape",
    "titre",
    "acte",
];

/// Nouns that tell when, how long or how, without a preposition.
pub(super) const CIRCUMSTANCES: [&str; 42] = [
    "an",
    "été",
    "hiver",
    "automne",
    "printemps",
    "saison",
    "saisons",
    "époque",
    "week-end",
    "trimestre",
    "siècle",
    "siècles",
    "décennie",
    "après-midi",
    "matinée",
    "soirée",
    "journée",
    "minute",
    "seconde",
    "kilomètres",
    "mètres",
    "mains",
    "main",
    "yeux",
    "jambes",
    "pieds",
    "bras",
    "tête",
    "cheveux",
    "dos",
    "plus",
    "moins",
    "mieux",
    "même",
    "premier",
    "première",
    "dernier",
    "dernière",
    "un",
    "cas",
    "long",
    "euros",
];

/// Has the sentence no finite verb but those of relatives and conjunctions?
pub(super) fn lacks_verb(page: &Page, grammar: &Grammar, at: usize, but: usize) -> bool {
    let head = grammar.noun_group(at).map_or(at, |group| group.head);
    let sentence = page.block.sentence_of(at);
    let (mut verbs, mut clauses) = (0, 0);
    for n in at..sentence.end {
        let Some(word) = grammar.word(n).filter(|_| n != but) else {
            if n != but
                && matches!(page.spelled(n), ":" | "«" | "»" | "\"" | "“" | "”" | "(" | "…")
                && n + 1 < sentence.end
            {
                return false;
            }
            continue;
        };
        if matches!(
            &*word.folded,
            "qui" | "que" | "qu'" | "dont" | "où" | "quand" | "lorsque" | "lorsqu'" | "comme" | "si" | "s'"
        ) {
            clauses += 1;
        }
        // The subject and its object are nouns; so is a word after a determiner.
        // “Cette perspective laisse augurer”: what may pass for an adjective and its noun may be a noun and its verb.
        let sure = head == at + 1 || !Grammar::may_be_finite(word);
        let near = n == head && sure || n > but && n <= but + 2;
        let determined = near
            || grammar.before(n).and_then(|b| grammar.word(b)).is_some_and(|w| {
                Grammar::is_determiner_form(&w.folded) && !matches!(&*w.folded, "le" | "la" | "les")
                    || w.has_pos(Pos::Preposition) && !matches!(&*w.folded, "en")
            });
        let grammatical = word.has_pos(Pos::Preposition)
            || word.has_pos(Pos::Determiner)
            || word.has_pos(Pos::Conjunction)
            || word.is_capitalised();
        let noun = word.has_pos(Pos::Noun) && determined;
        let common = Grammar::is_auxiliary(word, "être") || Grammar::is_auxiliary(word, "avoir");
        if Grammar::may_be_finite(word) && (common || !grammatical && !noun) && n != at {
            verbs += 1;
        }
        if matches!(page.spelled(n), "c'est" | "voici" | "voilà") {
            return false;
        }
    }
    verbs <= clauses
}
