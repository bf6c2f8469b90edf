//! A participle or a second person where an infinitive is due: *ou nous envoyé votre don, pour mangé, pour trouvez*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Features, LemmaId, Lexicon, Pos, Tense};
use crate::text::{Shape, Word};

/// A participle where an infinitive is due: after *pour, sans* or *et, ou* with a pronoun object.
/// Captures: `fixed`.
#[derive(Debug)]
pub struct ParticipleForInfinitive;

impl Detector for ParticipleForInfinitive {
    fn wakes(&self, word: &Word) -> bool {
        matches!(&*word.folded, "ou" | "et" | "pour" | "sans" | "de" | "d'" | "à")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| {
            let participle = w.shape == Shape::Lower && Grammar::may_be_participle(w);
            participle || is_second_person(w) || is_object_form(&w.folded) || is_elided_object(&w.folded)
        })
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(word) = grammar.word(at) else { continue };
            let Some(next) = grammar.next(at) else { continue };
            if let Some(form) = second_person_after_preposition(word, grammar.word(next)) {
                add(Hit::new(page.bytes(next..next + 1)).with("fixed", form));
                continue;
            }
            let start = match &*word.folded {
                "ou" | "et" if is_object(&grammar, next) && infinitive_before(&grammar, at) => next,
                "ou" | "et"
                    if is_elided_object(grammar.form(Some(next))) && infinitive_before(&grammar, at) =>
                {
                    next
                }
                "pour" | "sans" if is_object(&grammar, next) => next,
                "pour" => at,
                _ => continue,
            };
            let Some(found) = grammar.next(start) else { continue };
            let Some(participle) =
                grammar.word(found).filter(|w| Grammar::may_be_participle(w) && w.shape == Shape::Lower)
            else {
                continue;
            };
            // Only a form that sounds like the infinitive: envoyé, envoyer.
            let elided = is_elided_object(grammar.form(Some(start)));
            let complete = object_follows(&grammar, found)
                || elided
                    && grammar
                        .next(found)
                        .and_then(|n| grammar.word(n))
                        .is_some_and(|w| w.has_pos(Pos::Preposition));
            let sounds = participle.folded.ends_with('é')
                && (start != at && !elided || Grammar::is_participle(participle))
                && complete;
            let verb = participle.analyses.iter().find(|a| a.tag.mood_tense() == Some(Tense::PastParticiple));
            let Some(form) = verb.and_then(|a| infinitive(a.lemma)).filter(|f| sounds && f.ends_with("er"))
            else {
                continue;
            };
            let range = page.bytes(if start == at { found..found + 1 } else { start..found + 1 });
            let space = if elided { "" } else { " " };
            let fixed = if start == at { form } else { format!("{}{space}{form}", page.spelled(start)) };
            add(Hit::new(range).with("fixed", fixed));
        }
    }
}

/// *pour trouvez*: the infinitive that sounds like the second person after a preposition.
fn second_person_after_preposition(word: &Word, verb: Option<&Word>) -> Option<String> {
    let verb = verb.filter(|w| is_second_person(w))?;
    let preposition =
        matches!(&*word.folded, "pour" | "sans" | "de" | "d'" | "à") && word.shape == Shape::Lower;
    let reading = verb.analyses.first().filter(|_| preposition)?;
    infinitive(reading.lemma).filter(|form| form.ends_with("er"))
}

fn is_second_person(word: &Word) -> bool {
    word.shape == Shape::Lower && word.folded.ends_with("ez") && word.is_only(&[Pos::Verb])
}

fn is_object(grammar: &Grammar, token: usize) -> bool {
    is_object_form(grammar.form(Some(token)))
}

/// *l'* before a participle that is no noun is a pronoun: *télécharger le fichier et l'installé*.
fn is_elided_object(folded: &str) -> bool {
    folded == "l'"
}

fn is_object_form(folded: &str) -> bool {
    matches!(folded, "nous" | "vous" | "me" | "te" | "se" | "le" | "la" | "les" | "lui" | "leur")
}

/// Does an infinitive stand earlier in the sentence, close enough to be coordinated with?
fn infinitive_before(grammar: &Grammar, at: usize) -> bool {
    let mut token = at;
    for _ in 0..16 {
        match grammar.before(token) {
            Some(n) => token = n,
            None => return false,
        }
        if grammar.word(token).is_some_and(Grammar::may_be_infinitive) {
            return true;
        }
    }
    false
}

/// Does a determiner, and so an object, follow?
fn object_follows(grammar: &Grammar, at: usize) -> bool {
    grammar.next(at).is_some_and(|n| {
        grammar
            .word(n)
            .is_some_and(|w| w.has_pos(Pos::Determiner) && !matches!(&*w.folded, "de" | "d'" | "par"))
    })
}

fn infinitive(lemma: LemmaId) -> Option<String> {
    Lexicon::embedded().inflect(lemma, &Features { tense: Some(Tense::Infinitive), ..Features::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn an_infinitive_is_due_after_a_preposition() {
        for (text, fixed) in [
            ("Il faut venir ou nous envoyé votre don.", "nous envoyer"),
            ("Cliquez ici pour trouvez la page.", "trouver"),
        ] {
            assert_eq!(mended(&ParticipleForInfinitive, text).as_deref(), Some(fixed), "{text}");
        }
    }

    #[test]
    fn sound_sentences_are_left_alone() {
        for text in ["Il est venu et nous a envoyé un don.", "Pour moi, c'est fini."] {
            assert_eq!(mended(&ParticipleForInfinitive, text), None, "{text}");
        }
    }
}
