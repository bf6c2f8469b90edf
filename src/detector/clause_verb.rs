//! A clause that has lost its verb: to a noun spelled like the English verb (*La chanteuse appel ses fans*), or with its
//! auxiliary (*Le suspect tué deux personnes*).

use super::Detector;
use super::progressive::is_object_opening;
use crate::engine::{Hit, Page};
use crate::grammar::{Grammar, is_time};
use crate::lexicon::{Features, Gender, Lexicon, Number, Person, Pos, Tense};
use crate::text::{Shape, Word};

/// A subject that opens a sentence, a noun where its verb is due, and an object, in a sentence without a verb.
#[derive(Debug)]
pub struct NounForVerb;

impl Detector for NounForVerb {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
            || matches!(&*word.folded, "l'" | "il" | "elle" | "ils" | "elles" | "on" | "je")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && (w.has_pos(Pos::Noun) || w.has_pos(Pos::Adjective)))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places.iter().filter(|&&at| opens(page, at)) {
            let Some(found) = subject_end(&grammar, at) else { continue };
            let Some(noun) =
                grammar.word(found).filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Noun]))
            else {
                continue;
            };
            let plain = !is_time(&noun.folded)
                && noun.folded.chars().count() > 3
                && !noun.folded.contains('-')
                && !CIRCUMSTANCES.contains(&&*noun.folded);
            let goes_on = if found == at + 1 {
                // After a pronoun no noun can stand.
                let next = grammar.next(found).and_then(|n| grammar.word(n));
                next.is_some_and(|w| w.shape == Shape::Lower)
            } else {
                object_follows(page, &grammar, found)
            };
            if plain && goes_on && lacks_verb(page, &grammar, at, found) {
                add(Hit::new(page.bytes(found..found + 1)));
            }
        }
    }
}

/// A subject that opens a sentence, a participle without its auxiliary, and a direct object, in a sentence without a verb.
/// Captures: `fixed`, the participle with *avoir*.
#[derive(Debug)]
pub struct LostAuxiliary;

impl Detector for LostAuxiliary {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded) || matches!(&*word.folded, "l'" | "nous" | "vous")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        let lexicon = Lexicon::embedded();
        for &at in places.iter().filter(|&&at| opens(page, at)) {
            let (found, person, number) = match grammar.form(Some(at)) {
                "nous" => (at + 1, Person::First, Number::Plural),
                "vous" => (at + 1, Person::Second, Number::Plural),
                _ => {
                    let Some(group) = grammar.noun_group(at) else { continue };
                    let last = group.tokens.end - 1;
                    // “Le suspect blessé”: the last word may pass for the noun.
                    let after_noun = group.head > at + 1
                        && grammar.word(group.head - 1).is_some_and(|w| w.has_pos(Pos::Noun));
                    let inside = (last > group.head || after_noun)
                        && grammar.word(last).is_some_and(is_bare_participle);
                    let number = group.agreement.number().unwrap_or(Number::Singular);
                    (if inside { last } else { last + 1 }, Person::Third, number)
                }
            };
            let same = page.tokens().get(found).is_some_and(|t| !t.sentence_start);
            let Some(verb) = grammar.word(found).filter(|w| same && is_bare_participle(w)) else { continue };
            let Some(reading) =
                verb.analyses.iter().find(|a| a.tag.mood_tense() == Some(Tense::PastParticiple))
            else {
                continue;
            };
            let naming = NAMING.contains(&lexicon.lemma(reading.lemma))
                || reading.tag.has(crate::lexicon::Flag::WithEtre);
            if naming || !object_follows(page, &grammar, found) || !lacks_verb(page, &grammar, at, found) {
                continue;
            }
            let have = Features {
                tense: Some(Tense::IndicativePresent),
                person: Some(person),
                number: Some(number),
                ..Features::new()
            };
            let participle = Features {
                tense: Some(Tense::PastParticiple),
                gender: Some(Gender::Masculine),
                number: Some(Number::Singular),
                ..Features::new()
            };
            let auxiliary = lexicon.lemma_id("avoir").and_then(|lemma| lexicon.inflect(lemma, &have));
            let form = lexicon.inflect(reading.lemma, &participle);
            if let (Some(auxiliary), Some(form)) = (auxiliary, form) {
                add(Hit::new(page.bytes(found..found + 1)).with("fixed", format!("{auxiliary} {form}")));
            }
        }
    }
}

/// A subject that opens a clause and an infinitive in the place of its verb: *Le prix inclure la livraison. Si vous vouloir
/// payer*. Captures: `fixed`, the verb as the subject asks.
#[derive(Debug)]
pub struct InfinitiveForVerb;

impl Detector for InfinitiveForVerb {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
            || matches!(&*word.folded, "l'" | "nous" | "vous" | "elle" | "elles")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        let lexicon = Lexicon::embedded();
        for &at in places {
            let before = grammar.form(grammar.before(at));
            let after_if = matches!(before, "si" | "lorsque" | "puisque") && asks_nothing(page, at);
            let stands_alone = || opens(page, at) && is_told(page, at);
            if !(after_if || stands_alone()) {
                continue;
            }
            let (found, person, number) = match grammar.form(Some(at)) {
                "nous" => (at + 1, Person::First, Number::Plural),
                "vous" => (at + 1, Person::Second, Number::Plural),
                "elle" => (at + 1, Person::Third, Number::Singular),
                "elles" => (at + 1, Person::Third, Number::Plural),
                _ => {
                    let Some(group) = grammar.noun_group(at) else { continue };
                    let Some(number) = group.agreement.number() else { continue };
                    if Grammar::may_be_infinitive(page.word(group.head)) {
                        continue;
                    }
                    (group.tokens.end, Person::Third, number)
                }
            };
            let same = page.tokens().get(found).is_some_and(|t| !t.sentence_start);
            // “si vous vouloir”: after a pronoun a word that may be a noun too is none.
            let pronoun = found == at + 1;
            let infinitive = |w: &Word| {
                Grammar::is_infinitive(w)
                    || pronoun
                        && Grammar::may_be_infinitive(w)
                        && w.analyses.iter().all(|a| {
                            a.tag.mood_tense() == Some(Tense::Infinitive) || a.tag.pos() == Pos::Noun
                        })
            };
            let Some(verb) = grammar.word(found).filter(|w| same && infinitive(w)) else { continue };
            if verb.shape != Shape::Lower || !after_if && !lacks_verb(page, &grammar, at, found) {
                continue;
            }
            let features = Features {
                tense: Some(Tense::IndicativePresent),
                person: Some(person),
                number: Some(number),
                ..Features::new()
            };
            let Some(reading) = verb.analyses.iter().find(|a| a.tag.mood_tense() == Some(Tense::Infinitive))
            else {
                continue;
            };
            if let Some(form) = lexicon.inflect(reading.lemma, &features) {
                add(Hit::new(page.bytes(found..found + 1)).with("fixed", form));
            }
        }
    }
}

/// Does the sentence end on a stop, with no inverted verb in it (*feit-il*)?
fn is_told(page: &Page, at: usize) -> bool {
    let mut sentence = page.block.sentence_of(at);
    let stop = sentence.end.checked_sub(1).is_some_and(|n| page.spelled(n) == ".");
    let speaks = |n: usize| page.spelled(n).starts_with('-') || matches!(page.spelled(n), "?" | "!");
    stop && !sentence.any(speaks)
}

/// Is the sentence no question?
fn asks_nothing(page: &Page, at: usize) -> bool {
    let sentence = page.block.sentence_of(at);
    sentence.end.checked_sub(1).is_some_and(|n| page.spelled(n) != "?")
}

/// Verbs whose participle has a name or a title after it: *un homme nommé le Boiteux, la ville dite la Rose*.
const NAMING: [&str; 22] = [
    "nommer",
    "surnommer",
    "appeler",
    "devenir",
    "élire",
    "dénommer",
    "baptiser",
    "intituler",
    "rester",
    "sacrer",
    "déclarer",
    "couronner",
    "proclamer",
    "dire",
    "considérer",
    "vouloir",
    "juger",
    "titrer",
    "compter",
    "passer",
    "désigner",
    "réputer",
];

/// Does the token open its sentence, in running text that ends on a mark?
fn opens(page: &Page, at: usize) -> bool {
    let token = &page.tokens()[at];
    let sentence = page.block.sentence_of(at);
    let ends = sentence.end.checked_sub(1).is_some_and(|n| matches!(page.spelled(n), "." | "!" | "…"));
    token.sentence_start && !token.quoted && ends && sentence.len() < 60
}

/// The token after the subject that opens at a token.
fn subject_end(grammar: &Grammar, at: usize) -> Option<usize> {
    if matches!(grammar.form(Some(at)), "il" | "elle" | "ils" | "elles" | "on" | "je") {
        return grammar.next(at);
    }
    let group = grammar.noun_group(at)?;
    grammar.next(group.tokens.end - 1)
}

fn is_bare_participle(word: &Word) -> bool {
    word.shape == Shape::Lower && Grammar::may_be_participle(word) && !Grammar::may_be_finite(word)
}

/// Does a direct object follow, that tells neither a time nor a measure, nor how someone holds himself?
fn object_follows(page: &Page, grammar: &Grammar, at: usize) -> bool {
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
const CIRCUMSTANCES: [&str; 42] = [
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
fn lacks_verb(page: &Page, grammar: &Grammar, at: usize, but: usize) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn a_noun_is_no_verb() {
        assert!(mended(&NounForVerb, "La chanteuse appel ses fans au calme.").is_some());
        for text in ["L'amendement numéro quinze est défendu.", "Le coin lecture, une idée pour tous."] {
            assert_eq!(mended(&NounForVerb, text), None, "{text}");
        }
    }

    #[test]
    fn a_participle_with_an_object_needs_its_auxiliary() {
        for (text, fixed) in [
            ("Le suspect blessé deux personnes avant de fuir.", "a blessé"),
            ("Son équipe perdu le match.", "a perdu"),
            ("Nous vendu la maison.", "avons vendu"),
        ] {
            assert_eq!(mended(&LostAuxiliary, text).as_deref(), Some(fixed), "{text}");
        }
        for text in [
            "Un homme nommé le Boiteux.",
            "Un homme blessé deux jours plus tôt.",
            "Le joueur blessé quitte le stade.",
        ] {
            assert_eq!(mended(&LostAuxiliary, text), None, "{text}");
        }
    }

    #[test]
    fn an_infinitive_has_no_subject() {
        for (text, fixed) in [
            ("Le prix inclure la livraison.", "inclut"),
            ("Si vous vouloir payer, cliquez ici.", "voulez"),
            ("Nous offrir une garantie de deux ans.", "offrons"),
        ] {
            assert_eq!(mended(&InfinitiveForVerb, text).as_deref(), Some(fixed), "{text}");
        }
        for text in [
            "Nous offrir cela est son devoir.",
            "Vous marier !",
            "Cette idée laisse augurer la fin du conflit.",
        ] {
            assert_eq!(mended(&InfinitiveForVerb, text), None, "{text}");
        }
    }
}
