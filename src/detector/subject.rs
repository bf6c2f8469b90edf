//! A subject and a verb that do not go together: *ils a*, *les joueurs est*, *Le duo … sont*, *Stafford je
//! n'ai pas pu*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Features, Lexicon, Number, Person, Pos, Tense};
use crate::text::{Shape, Word};

/// A pronoun and a verb of another person or number. Captures: `fixed`, the verb as the pronoun asks.
#[derive(Debug)]
pub struct PronounVerb;

impl Detector for PronounVerb {
    fn wakes(&self, word: &Word) -> bool {
        matches!(&*word.folded, "je" | "j'" | "tu" | "il" | "on" | "ils")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Verb]))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(pronoun) = grammar.word(at) else { continue };
            let subject = match &*pronoun.folded {
                "je" | "j'" => (Person::First, Number::Singular),
                "tu" => (Person::Second, Number::Singular),
                "il" | "on" => (Person::Third, Number::Singular),
                "ils" => (Person::Third, Number::Plural),
                _ => continue,
            };
            let Some(found) = grammar.next(at) else { continue };
            let Some(verb) =
                grammar.word(found).filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Verb]))
            else {
                continue;
            };
            let persons = Grammar::persons(verb);
            // “je vas” is the people's French. An imperative has no subject; a participle or infinitive is another rule's.
            let finite =
                verb.analyses.iter().all(|a| a.tag.finite() || a.tag.mood_tense() == Some(Tense::Imperative));
            if !finite
                || persons.is_empty()
                || persons.contains(&subject)
                || after_verb(&grammar, at)
                || &*verb.folded == "vas"
            {
                continue;
            }
            if let Some(form) = in_person(verb, subject) {
                add(Hit::new(page.bytes(at..found + 1)).with("fixed", format!("{} {form}", page.spelled(at))));
            }
        }
    }
}

/// *dit-il*, or a verb that the pronoun ends: not the subject of what follows.
fn after_verb(grammar: &Grammar, at: usize) -> bool {
    grammar
        .before(at)
        .and_then(|n| grammar.word(n))
        .is_some_and(|w| w.is_only(&[Pos::Verb]) || w.text.ends_with('-'))
}

/// The verb in its tense, in another person.
fn in_person(verb: &Word, (person, number): (Person, Number)) -> Option<String> {
    let mut forms: Vec<String> = Vec::new();
    for reading in verb.analyses.iter().filter(|a| a.tag.finite()) {
        if matches!(
            reading.tag.mood_tense(),
            Some(Tense::Imperative | Tense::SubjunctivePresent | Tense::SubjunctiveImperfect)
        ) {
            continue;
        }
        let features = Features {
            tense: reading.tag.mood_tense(),
            person: Some(person),
            number: Some(number),
            ..Features::new()
        };
        let form = Lexicon::embedded().inflect(reading.lemma, &features)?;
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    (forms.len() == 1).then(|| forms.remove(0))
}

/// A plural group that opens a sentence, and *a, est, va…* right after. Captures: `fixed`, the verb in the plural.
#[derive(Debug)]
pub struct PluralSubject;

impl Detector for PluralSubject {
    fn wakes(&self, word: &Word) -> bool {
        is_plural_determiner(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| {
            w.shape == Shape::Lower && w.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb]) && is_plural(w)
        })
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places.iter().filter(|&&at| page.tokens()[at].sentence_start) {
            if !is_plural_determiner(grammar.form(Some(at))) {
                continue;
            }
            let Some(noun) = grammar.next(at).filter(|&n| {
                grammar.word(n).is_some_and(|w| {
                    w.shape == Shape::Lower
                        && w.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb])
                        && is_plural(w)
                })
            }) else {
                continue;
            };
            let mut last = noun;
            if let Some(n) = grammar
                .next(last)
                .filter(|&n| grammar.word(n).is_some_and(|w| w.is_only(&[Pos::Adjective]) && is_plural(w)))
            {
                last = n;
            }
            let Some(found) = grammar.next(last) else { continue };
            let Some(verb) = grammar.word(found) else { continue };
            if matches!(
                &*verb.folded,
                "a" | "est"
                    | "était"
                    | "avait"
                    | "va"
                    | "sera"
                    | "aura"
                    | "peut"
                    | "doit"
                    | "veut"
                    | "semble"
                    | "devient"
            ) && let Some(form) = in_person(verb, (Person::Third, Number::Plural))
            {
                add(Hit::new(page.bytes(found..found + 1)).with("fixed", form));
            }
        }
    }
}

fn is_plural_determiner(folded: &str) -> bool {
    matches!(folded, "les" | "des" | "ces" | "ses" | "leurs" | "nos" | "vos" | "mes" | "plusieurs")
}

fn is_plural(word: &Word) -> bool {
    Grammar::nominal(word).and_then(|a| a.number()) == Some(Number::Plural)
}

/// A collective noun in the singular, names, and a plural verb: *Le duo Saliba et Guendouzi sont*. Captures: `fixed`.
#[derive(Debug)]
pub struct CollectiveVerb;

const COLLECTIVES: [&str; 22] = [
    "duo",
    "couple",
    "tandem",
    "trio",
    "groupe",
    "équipe",
    "club",
    "famille",
    "paire",
    "gouvernement",
    "police",
    "quatuor",
    "public",
    "personnel",
    "comité",
    "conseil",
    "jury",
    "parti",
    "armée",
    "communauté",
    "foule",
    "entreprise",
];

impl Detector for CollectiveVerb {
    fn wakes(&self, word: &Word) -> bool {
        matches!(&*word.folded, "le" | "la" | "l'")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| COLLECTIVES.contains(&&*w.folded))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places.iter().filter(|&&at| page.tokens()[at].sentence_start) {
            let sentence = page.block.sentence_of(at);
            if !matches!(grammar.form(Some(at)), "le" | "la" | "l'")
                || !COLLECTIVES.contains(&grammar.form(grammar.next(at)))
            {
                continue;
            }
            let pair = matches!(
                grammar.form(grammar.next(at)),
                "duo" | "couple" | "tandem" | "trio" | "paire" | "quatuor"
            );
            let mut found = at + 2;
            // What may stand between: names, “de” and its noun; “et” only inside a pair's names.
            while found < sentence.end && found < at + 12 {
                let Some(word) = grammar.word(found) else { break };
                let joins = matches!(&*word.folded, "de" | "d'" | "du" | "des" | "la" | "le" | "l'")
                    || pair && &*word.folded == "et";
                if !(joins || word.is_capitalised()) {
                    break;
                }
                found += 1;
            }
            let Some(verb) = Some(found).filter(|&n| n < sentence.end).and_then(|n| grammar.word(n)) else {
                continue;
            };
            let plural = matches!(
                &*verb.folded,
                "sont"
                    | "ont"
                    | "étaient"
                    | "avaient"
                    | "seront"
                    | "auront"
                    | "peuvent"
                    | "doivent"
                    | "veulent"
                    | "vont"
            );
            if plural && let Some(form) = in_person(verb, (Person::Third, Number::Singular)) {
                add(Hit::new(page.bytes(at..found + 1))
                    .with("fixed", format!("{} {form}", &page.text[page.bytes(at..found)])));
            }
        }
    }
}

/// A name that opens a sentence, then *je* and its verb: the verb was a link, and got a subject of its own.
/// Captures: `fixed`, the name with the verb in the third person.
#[derive(Debug)]
pub struct NameWithPronoun;

impl Detector for NameWithPronoun {
    fn wakes(&self, word: &Word) -> bool {
        word.is_capitalised() && word.analyses.iter().all(|a| a.tag.proper())
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places.iter().filter(|&&at| page.tokens()[at].sentence_start) {
            let sentence = page.block.sentence_of(at);
            let Some(end) = grammar.name_end(sentence.start).filter(|&n| n < sentence.end) else { continue };
            let named = (sentence.start..end)
                .all(|n| grammar.word(n).is_some_and(|w| w.analyses.iter().all(|a| a.tag.proper())));
            if !named
                || page.tokens()[sentence.start].quoted
                || !matches!(grammar.form(Some(end)), "je" | "j'")
            {
                continue;
            }
            let negated = matches!(grammar.form(grammar.next(end)), "ne" | "n'");
            let found = end + 1 + usize::from(negated);
            let Some(verb) = grammar.word(found).filter(|_| found < sentence.end) else { continue };
            let Some(form) = in_person(verb, (Person::Third, Number::Singular)) else { continue };
            let name = &page.text[page.bytes(sentence.start..end)];
            let negation = match (negated, Lexicon::embedded().elides(&form)) {
                (false, _) => "",
                (true, true) => "n'",
                (true, false) => "ne ",
            };
            let fixed = format!("{name} {negation}{form}");
            add(Hit::new(page.bytes(sentence.start..found + 1)).with("fixed", fixed));
        }
    }
}
