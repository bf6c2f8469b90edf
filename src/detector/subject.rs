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
        person_of(&word.folded).is_some()
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| {
            w.shape == Shape::Lower
                && (w.is_only(&[Pos::Verb]) || Grammar::is_clitic(w) || is_auxiliary_form(w))
        })
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(subject) = person_of(grammar.form(Some(at))) else { continue };
            let Some(found) = verb_after(&grammar, at) else { continue };
            let verb = page.word(found);
            let persons = Grammar::persons(verb);
            // “je vas” is the people's French. An imperative has no subject; a participle or infinitive is another rule's.
            let finite = is_auxiliary_form(verb)
                || verb
                    .analyses
                    .iter()
                    .all(|a| a.tag.finite() || a.tag.mood_tense() == Some(Tense::Imperative));
            if !finite
                || persons.is_empty()
                || persons.contains(&subject)
                || after_verb(&grammar, at)
                || &*verb.folded == "vas"
                || may_be_object(page, &grammar, at, found)
            {
                continue;
            }
            if let Some(form) = in_person(verb, subject) {
                let (first, form) = with_clitic(page, &grammar, found, form);
                let range = page.bytes(at..found + 1);
                let before = &page.text[range.start..page.bytes(first..found + 1).start];
                let fixed = format!("{before}{form}");
                add(Hit::new(range).with("fixed", fixed));
            }
        }
    }
}

/// A form in the place of a verb, with the clitic before it as it stands before that form: *n'a* gives *ne sont*. Gives
/// the first token that it takes the place of.
pub(super) fn with_clitic(page: &Page, grammar: &Grammar, verb: usize, form: String) -> (usize, String) {
    let Some(before) = grammar.before(verb) else { return (verb, form) };
    let (clitic, vowel) = (grammar.form(Some(before)), Lexicon::embedded().elides(&form));
    let changes = clitic.strip_suffix(if vowel { "e" } else { "'" });
    let letter = changes.filter(|letter| matches!(*letter, "n" | "s" | "m" | "t" | "j"));
    match letter.and(page.spelled(before).chars().next()) {
        Some(letter) if vowel => (before, format!("{letter}'{form}")),
        Some(letter) => (before, format!("{letter}e {form}")),
        None => (verb, form),
    }
}

/// What a verb after this pronoun must be.
fn person_of(pronoun: &str) -> Option<(Person, Number)> {
    Some(match pronoun {
        "je" | "j'" => (Person::First, Number::Singular),
        "tu" => (Person::Second, Number::Singular),
        "il" | "on" | "elle" | "cela" | "ceci" | "celui-ci" | "celle-ci" => (Person::Third, Number::Singular),
        "ceux-ci" | "celles-ci" => (Person::Third, Number::Plural),
        "nous" => (Person::First, Number::Plural),
        "vous" => (Person::Second, Number::Plural),
        "ils" | "elles" => (Person::Third, Number::Plural),
        _ => return None,
    })
}

/// Forms of *être*, *avoir* and their like that are other words too, and surely verbs after a pronoun.
fn is_auxiliary_form(word: &Word) -> bool {
    matches!(
        &*word.folded,
        "est" | "a" | "sont" | "ont" | "sommes" | "va" | "vont" | "peut" | "doit" | "sera"
    )
}

/// The verb right after a pronoun, or after *ne* and reflexive pronouns.
fn verb_after(grammar: &Grammar, at: usize) -> Option<usize> {
    let mut found = grammar.next(at)?;
    for _ in 0..2 {
        if matches!(grammar.form(Some(found)), "ne" | "n'" | "se" | "s'" | "y") {
            found = grammar.next(found)?;
        }
    }
    grammar
        .word(found)
        .filter(|w| w.shape == Shape::Lower && (w.is_only(&[Pos::Verb]) || is_auxiliary_form(w)))?;
    Some(found)
}

/// *elle, elles, nous, vous* may be no subject: after a preposition or *et*, or where another subject stands before
/// or after the verb (*vous nous avez dit*, *que nous veut-il*). These are subjects where their clause opens.
fn may_be_object(page: &Page, grammar: &Grammar, at: usize, verb: usize) -> bool {
    let form = grammar.form(Some(at));
    // “Cela sont des contes”, “les uns et ceux-ci”: only what opens a clause and does something is sure.
    if form.starts_with("ce") {
        return !grammar.opens_clause(at) || Grammar::is_auxiliary(page.word(verb), "être");
    }
    if !matches!(form, "elle" | "elles" | "nous" | "vous") {
        return false;
    }
    let opens = page.tokens()[at].sentence_start || grammar.opens_clause(at);
    let inverted = grammar.next(verb).is_some_and(|n| {
        page.spelled(n).starts_with('-')
            || matches!(form, "nous" | "vous") && !grammar.word(n).is_some_and(is_plain)
    });
    // “Nous parle un homme”: a third person may have its subject after it.
    let third = matches!(form, "nous" | "vous")
        && Grammar::persons(page.word(verb)).iter().any(|&(person, _)| person == Person::Third);
    let gives = form == "nous" && {
        let lexicon = Lexicon::embedded();
        let does = |a: &crate::lexicon::Analysis| GIVING.contains(&lexicon.lemma(a.lemma));
        page.word(verb).analyses.iter().any(does)
    };
    let sure = page.tokens()[at].sentence_start && (is_auxiliary_form(page.word(verb)) || gives);
    !opens || inverted || third && !sure
}

/// Verbs that say what a house does, and have no subject after them: *Nous offre une garantie*.
const GIVING: [&str; 12] = [
    "offrir",
    "proposer",
    "fournir",
    "garantir",
    "utiliser",
    "vendre",
    "livrer",
    "accepter",
    "recommander",
    "conseiller",
    "espérer",
    "vérifier",
];

/// A word that goes on after a verb, and is neither a mark nor a pronoun.
fn is_plain(word: &Word) -> bool {
    !word.has_pos(Pos::Pronoun) || word.has_pos(Pos::Determiner)
}

/// *dit-il*, or a verb that the pronoun ends: not the subject of what follows.
fn after_verb(grammar: &Grammar, at: usize) -> bool {
    grammar
        .before(at)
        .and_then(|n| grammar.word(n))
        .is_some_and(|w| w.is_only(&[Pos::Verb]) || w.text.ends_with('-'))
}

/// The verb in its tense, in another person.
pub(super) fn in_person(verb: &Word, (person, number): (Person, Number)) -> Option<String> {
    let mut forms: Vec<String> = Vec::new();
    let mut present = None;
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
        if features.tense == Some(Tense::IndicativePresent) {
            present = present.or_else(|| Some(form.clone()));
        }
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    // *finit* is a present more often than a past.
    if forms.len() == 1 { forms.pop() } else { present }
}

/// The present of an infinitive, in the person of its subject.
pub(super) fn present(infinitive: &Word, (person, number): (Person, Number)) -> Option<String> {
    let reading = infinitive.analyses.iter().find(|a| a.tag.mood_tense() == Some(Tense::Infinitive))?;
    let features = Features {
        tense: Some(Tense::IndicativePresent),
        person: Some(person),
        number: Some(number),
        ..Features::new()
    };
    Lexicon::embedded().inflect(reading.lemma, &features)
}

/// A noun group that is surely the subject, and a verb of another number: *ces exercices prend*. Captures:
/// `fixed`, the verb as its subject asks.
#[derive(Debug)]
pub struct SubjectVerb;

impl Detector for SubjectVerb {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded) || matches!(&*word.folded, "l'" | "chacun" | "chacune")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| {
            let open = [Pos::Noun, Pos::Adjective, Pos::Numeral];
            w.shape == Shape::Lower && (open.iter().any(|&pos| w.has_pos(pos)) || &*w.folded == "des")
        })
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(subject) = grammar.subject(at) else { continue };
            let Some(number) = subject.agreement.number() else { continue };
            let verb = page.word(subject.verb);
            let persons = Grammar::persons(verb);
            let wanted = (Person::Third, number);
            // “Le gouvernement veux”: the ending of the first person sounds like that of the third.
            let third = persons.iter().any(|&(person, _)| person == Person::Third);
            let sounds = verb.folded.ends_with(['s', 'x'])
                && !verb.folded.ends_with("es")
                && Grammar::is_finite_only(verb);
            if persons.contains(&wanted) || !third && !sounds || is_defined(&grammar, subject.verb) {
                continue;
            }
            if let Some(form) = in_person(verb, wanted) {
                let (first, form) = with_clitic(page, &grammar, subject.verb, form);
                add(Hit::new(page.bytes(first..subject.verb + 1)).with("fixed", form));
            }
        }
    }
}

/// *Les Misérables est un roman*: what is said to be one thing is the title of one, or a topic.
fn is_defined(grammar: &Grammar, verb: usize) -> bool {
    matches!(grammar.form(Some(verb)), "est" | "était" | "fut" | "sera")
        && matches!(grammar.form(grammar.next(verb)), "un" | "une")
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
