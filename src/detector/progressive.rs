//! The English progressive, rendered word by word: *il est jouant*, *ils étaient toujours attendant*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Analysis, Features, Lexicon, Pos, Tag, Tense};
use crate::text::{Shape, Word};

/// *être* before a present participle. Captures: `fixed`, the verb in the tense and person of *être*.
#[derive(Debug)]
pub struct Progressive;

impl Detector for Progressive {
    fn wakes(&self, word: &Word) -> bool {
        word.shape == Shape::Lower && (&*word.folded == "été" || tense_of(word, "être").is_some())
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| may_be_participle(w) || is_between(w) || &*w.folded == "en")
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            // *a été jouant*: the auxiliary has the tense and the person.
            let (start, lemma) = match grammar.form(Some(at)) {
                "été" => (grammar.before(at), "avoir"),
                _ => (Some(at), "être"),
            };
            let Some(start) = start else { continue };
            let Some(tag) = grammar.word(start).and_then(|w| tense_of(w, lemma)) else { continue };
            let mut found = grammar.next(at);
            let mut between = String::new();
            while let Some(n) = found.filter(|&n| grammar.word(n).is_some_and(is_between)) {
                between = format!("{between} {}", page.spelled(n));
                found = grammar.next(n);
            }
            // “Il est en travaillant”, but “c’est en jouant que”.
            let pronoun = matches!(
                grammar.form(grammar.before(start)),
                "je" | "j'" | "tu" | "il" | "elle" | "on" | "nous" | "vous" | "ils" | "elles"
            );
            if pronoun && grammar.form(found) == "en" {
                found = found.and_then(|n| grammar.next(n));
            }
            let Some((end, participle)) = found.and_then(|n| Some((n, grammar.word(n)?))) else { continue };
            // *est aidant les joueurs*: an adjective takes no object.
            let object = grammar.next(end).is_some_and(|n| is_object_opening(grammar.form(Some(n))));
            if !(is_participle(participle) || object && may_be_participle(participle)) {
                continue;
            }
            let Some(reading) = participle.analyses.iter().find(|a| is_reading(a)) else { continue };
            let features = Features {
                tense: tag.mood_tense(),
                person: tag.person(),
                number: Some(tag.number()),
                ..Features::new()
            };
            if let Some(form) = Lexicon::embedded().inflect(reading.lemma, &features) {
                add(Hit::new(page.bytes(start..end + 1)).with("fixed", format!("{form}{between}")));
            }
        }
    }
}

/// Is the word a present participle and nothing else?
fn is_participle(word: &Word) -> bool {
    may_be_participle(word) && word.analyses.iter().all(is_reading)
}

/// May the word be a present participle, besides an adjective or a noun? *étant, suivant* and the like apart.
fn may_be_participle(word: &Word) -> bool {
    word.shape == Shape::Lower
        && word.analyses.iter().any(is_reading)
        && !word.has_pos(Pos::Preposition)
        && !word.has_pos(Pos::Adverb)
        && !matches!(&*word.folded, "étant" | "ayant")
}

fn is_reading(reading: &Analysis) -> bool {
    reading.tag.mood_tense() == Some(Tense::PresentParticiple)
}

/// Does an object with its determiner start with this word?
pub(super) fn is_object_opening(form: &str) -> bool {
    matches!(
        form,
        "le" | "la"
            | "les"
            | "l'"
            | "un"
            | "une"
            | "son"
            | "sa"
            | "ses"
            | "leur"
            | "leurs"
            | "mon"
            | "ma"
            | "mes"
            | "notre"
            | "nos"
            | "votre"
            | "vos"
            | "cette"
            | "cet"
            | "ces"
    )
}

/// Adverbs between the two.
fn is_between(word: &Word) -> bool {
    word.is_only(&[Pos::Adverb]) || matches!(&*word.folded, "pas" | "plus" | "donc" | "toujours" | "aussi")
}

/// The reading of a word as a form of the verb, in a tense that the progressive has.
fn tense_of(word: &Word, lemma: &str) -> Option<Tag> {
    let lexicon = Lexicon::embedded();
    let tenses = [Tense::IndicativePresent, Tense::Imperfect, Tense::Future];
    let reading = word.analyses.iter().find(|a| {
        a.tag.mood_tense().is_some_and(|tense| tenses.contains(&tense)) && lexicon.lemma(a.lemma) == lemma
    })?;
    Some(reading.tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Capture;
    use crate::grammar::tests::on_page;

    /// What the progressive of a sentence should be.
    fn mended(text: &str) -> Option<String> {
        on_page(text, |page| {
            let places: Vec<usize> =
                (0..page.tokens().len()).filter(|&n| Progressive.wakes(page.word(n))).collect();
            let mut found = None;
            Progressive.detect(page, &places, &mut |hit| {
                if let Some(Capture::Text(fixed)) = hit.capture("fixed") {
                    found = Some(fixed.to_string());
                }
            });
            found
        })
    }

    #[test]
    fn the_verb_takes_the_tense_and_person_of_the_auxiliary() {
        for (text, fixed) in [
            ("Il est jouant avec son frère.", "joue"),
            ("Ils étaient toujours attendant le bus.", "attendaient toujours"),
            ("Nous serons voyageant demain.", "voyagerons"),
            ("Il a été cherchant toute la nuit.", "cherche"),
            ("Le club est aidant les joueurs.", "aide"),
        ] {
            assert_eq!(mended(text).as_deref(), Some(fixed), "{text}");
        }
    }

    #[test]
    fn adjectives_and_gerunds_are_sound() {
        for text in [
            "Le film est passionnant.",
            "C’est en jouant qu’il apprend.",
            "Il est resté, attendant le bus.",
            "Il est suivant sur la liste.",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
