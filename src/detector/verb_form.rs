//! Infinitive, participle and finite form confused, as a segment translated apart leaves them: *Vous
//! aimer cet article ?*, *ou nous envoyé votre don*, *pour mangé*, *ils ont manger*; and the auxiliary lost
//! after a name: *Reuters signalé*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Features, LemmaId, Lexicon, Number, Person, Pos, Tense};
use crate::text::{Shape, Word};

/// A subject pronoun before an infinitive. Captures: `fixed`, the verb as the pronoun asks.
#[derive(Debug)]
pub struct SubjectInfinitive;

impl Detector for SubjectInfinitive {
    fn wakes(&self, word: &Word) -> bool {
        matches!(&*word.folded, "je" | "tu" | "il" | "on" | "ils" | "nous" | "vous")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| Grammar::is_infinitive(w) && w.shape == Shape::Lower)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(pronoun) = grammar.word(at) else { continue };
            let (person, number, open) = match &*pronoun.folded {
                "je" => (Person::First, Number::Singular, false),
                "tu" => (Person::Second, Number::Singular, false),
                "il" | "on" => (Person::Third, Number::Singular, false),
                "ils" => (Person::Third, Number::Plural, false),
                // These are objects as well: only a sentence of their own tells.
                "nous" => (Person::First, Number::Plural, true),
                "vous" => (Person::Second, Number::Plural, true),
                _ => continue,
            };
            let Some(found) = grammar.next(at) else { continue };
            let Some(verb) =
                grammar.word(found).filter(|w| Grammar::is_infinitive(w) && w.shape == Shape::Lower)
            else {
                continue;
            };
            if pronoun.text.starts_with('-') || open && !opens_question(page, &grammar, at, found) {
                continue;
            }
            let features = Features {
                tense: Some(Tense::IndicativePresent),
                person: Some(person),
                number: Some(number),
                ..Features::new()
            };
            let Some(form) = Lexicon::embedded().inflect(verb.analyses[0].lemma, &features) else { continue };
            let fixed = format!("{} {form}", page.spelled(at));
            add(Hit::new(page.bytes(at..found + 1)).with("fixed", fixed));
        }
    }
}

/// Does *nous* or *vous* open a short sentence that holds no finite verb and ends with a question mark?
fn opens_question(page: &Page, grammar: &Grammar, at: usize, verb: usize) -> bool {
    let sentence = page.block.sentence_of(at);
    let asks = sentence.clone().any(|n| page.spelled(n) == "?");
    let finite = (verb + 1..sentence.end).filter_map(|n| grammar.word(n)).any(|w| {
        Grammar::may_be_finite(w)
            && !w.has_pos(Pos::Noun)
            && !w.has_pos(Pos::Adjective)
            && !w.has_pos(Pos::Preposition)
    });
    at == sentence.start && asks && !finite
}

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

/// *avoir* before an infinitive: *ils ont manger*. Captures: `fixed`, the participle.
#[derive(Debug)]
pub struct AuxiliaryInfinitive;

impl Detector for AuxiliaryInfinitive {
    fn wakes(&self, word: &Word) -> bool {
        is_have(&word.folded) && word.shape == Shape::Lower
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| is_infinitive_or_noun(w) && w.folded.ends_with("er"))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(word) = grammar.word(at) else { continue };
            if !is_have(&word.folded) || word.shape != Shape::Lower {
                continue;
            }
            let Some(found) = grammar.next(at) else { continue };
            let Some(verb) =
                grammar.word(found).filter(|w| is_infinitive_or_noun(w) && w.folded.ends_with("er"))
            else {
                continue;
            };
            // “J'ai manger”: a word that is a noun too needs a pronoun before the auxiliary.
            let subject = grammar.before(at).and_then(|n| grammar.word(n)).is_some_and(|w| {
                matches!(&*w.folded, "il" | "elle" | "on" | "ils" | "elles" | "j'" | "nous" | "vous" | "qui")
                    || w.has_pos(Pos::Noun) && Grammar::is_infinitive(verb)
            });
            let features = Features {
                tense: Some(Tense::PastParticiple),
                gender: Some(crate::lexicon::Gender::Masculine),
                number: Some(Number::Singular),
                ..Features::new()
            };
            let reading = verb.analyses.iter().find(|a| a.tag.mood_tense() == Some(Tense::Infinitive));
            let form = reading.and_then(|a| Lexicon::embedded().inflect(a.lemma, &features));
            if let Some(form) = form.filter(|_| subject) {
                add(Hit::new(page.bytes(found..found + 1)).with("fixed", form));
            }
        }
    }
}

/// Is the word an infinitive, and nothing else but perhaps a noun: *manger, dîner*?
fn is_infinitive_or_noun(word: &Word) -> bool {
    word.shape == Shape::Lower
        && Grammar::may_be_infinitive(word)
        && word
            .analyses
            .iter()
            .all(|a| a.tag.mood_tense() == Some(Tense::Infinitive) || a.tag.pos() == Pos::Noun)
}

fn is_have(folded: &str) -> bool {
    matches!(folded, "a" | "ont" | "avons" | "avez" | "avait" | "avaient" | "ai" | "aura" | "auront")
}

/// A name before a bare participle: *Joe Biden annoncé que*, *, Reuters signalé.* Captures: `name`, `verb`.
#[derive(Debug)]
pub struct DroppedAuxiliary;

impl Detector for DroppedAuxiliary {
    fn wakes(&self, word: &Word) -> bool {
        word.is_capitalised() || AGENTS.contains(&&*word.folded)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        let mut after = 0;
        for &at in places.iter().filter(|&&at| grammar.word(at).is_some_and(Word::is_capitalised)) {
            let Some(end) = Some(at).filter(|&at| at >= after).and_then(|at| grammar.name_end(at)) else {
                continue;
            };
            after = end;
            let verb = page.tokens().get(end).filter(|t| !t.sentence_start).and(grammar.word(end));
            if let Some(verb) = verb.filter(|w| Grammar::is_participle(w) && w.shape == Shape::Lower)
                && is_subject_place(&grammar, at)
                && clause_shows_verb(page, &grammar, at, end, verb)
            {
                let name = page.text[page.bytes(at..end)].to_string();
                add(Hit::new(page.bytes(at..end + 1)).with("name", name).with("verb", page.spelled(end)));
            }
        }
        places.iter().for_each(|&at| agent(page, &grammar, at, add));
    }
}

/// Nouns for those who announce and declare.
const AGENTS: [&str; 40] = [
    "ministre",
    "président",
    "présidente",
    "gouvernement",
    "ministère",
    "police",
    "parquet",
    "procureur",
    "porte-parole",
    "maire",
    "mairie",
    "députée",
    "sénateur",
    "armée",
    "agence",
    "journal",
    "quotidien",
    "magazine",
    "entreprise",
    "société",
    "constructeur",
    "éditeur",
    "studio",
    "club",
    "entraîneur",
    "joueur",
    "acteur",
    "actrice",
    "chanteur",
    "chanteuse",
    "directeur",
    "directrice",
    "fondateur",
    "groupe",
    "banque",
    "chaîne",
    "site",
    "avocat",
    "avocate",
    "organisation",
];

/// *Le premier ministre annoncé que*: the noun of one who speaks, then a bare participle and what was said.
fn agent(page: &Page, grammar: &Grammar, at: usize, add: &mut dyn FnMut(Hit)) {
    let Some(noun) = grammar.word(at).filter(|w| AGENTS.contains(&&*w.folded)) else { return };
    let Some(found) = grammar.next(at) else { return };
    let Some(verb) = grammar.word(found).filter(|w| Grammar::is_participle(w) && w.shape == Shape::Lower)
    else {
        return;
    };
    let lexicon = Lexicon::embedded();
    let reading = verb.analyses[0];
    // “l’accord annoncé que”: the clause that follows has a subject of its own, with a verb in the past or the future.
    let said = matches!(grammar.form(grammar.next(found)), "que" | "qu'")
        && matches!(
            grammar.form(grammar.next(found + 1)),
            "il" | "elle" | "ils" | "elles" | "on" | "le" | "la" | "les" | "l'"
        );
    if !said || !REPORTING.contains(&lexicon.lemma(reading.lemma)) {
        return;
    }
    let features = Features {
        tense: Some(Tense::PastParticiple),
        gender: Some(crate::lexicon::Gender::Masculine),
        number: Some(Number::Singular),
        ..Features::new()
    };
    if let Some(form) = lexicon.inflect(reading.lemma, &features) {
        add(Hit::new(page.bytes(at..found + 1)).with("name", &*noun.text).with("verb", form));
    }
}

/// Verbs of saying, whose participle after a name is the verb of the clause.
const REPORTING: [&str; 34] = [
    "signaler",
    "annoncer",
    "déclarer",
    "rapporter",
    "affirmer",
    "confirmer",
    "révéler",
    "indiquer",
    "expliquer",
    "ajouter",
    "préciser",
    "assurer",
    "estimer",
    "souligner",
    "noter",
    "raconter",
    "répéter",
    "avouer",
    "avertir",
    "tweeter",
    "publier",
    "suggérer",
    "plaisanter",
    "reconnaître",
    "soutenir",
    "prétendre",
    "promettre",
    "admettre",
    "informer",
    "dévoiler",
    "conclure",
    "répondre",
    "insister",
    "commenter",
];

/// Does what follows the participle show that it is the clause's verb?
fn clause_shows_verb(page: &Page, grammar: &Grammar, name: usize, at: usize, verb: &Word) -> bool {
    let lexicon = Lexicon::embedded();
    let reporting = verb.analyses.iter().any(|a| REPORTING.contains(&lexicon.lemma(a.lemma)));
    let masculine =
        verb.may_be(&Features::new().gender(crate::lexicon::Gender::Masculine).number(Number::Singular));
    let next = grammar.next(at);
    let after = next.map_or("", |n| page.spelled(n));
    if !masculine {
        return false;
    }
    if reporting && matches!(after, "que" | "qu'" | "qu’") {
        return true;
    }
    // At the end of a clause that opened with a comma: “…, Reuters signalé.”
    let comma = grammar.before(name).is_some_and(|n| page.spelled(n) == ",");
    let ends = next.is_none()
        || matches!(after, "." | "»" | "\"" | "”")
        || page.tokens().get(at + 1).is_none_or(|t| t.sentence_start);
    if reporting && comma && ends {
        return true;
    }
    // An object follows, and no other verb of the clause comes before the next mark.
    let object = next.is_some_and(|n| {
        matches!(
            &*page.word(n).folded,
            "le" | "la"
                | "les"
                | "l'"
                | "un"
                | "une"
                | "des"
                | "ce"
                | "cette"
                | "ces"
                | "son"
                | "sa"
                | "ses"
                | "leur"
                | "leurs"
        )
    });
    object && grammar.before(name).is_none() && no_finite_verb(grammar, at + 1)
}

/// Does the clause hold no finite verb from a token on?
fn no_finite_verb(grammar: &Grammar, from: usize) -> bool {
    !(from..grammar.clause(from).end).filter_map(|n| grammar.word(n)).any(|w| {
        Grammar::may_be_finite(w)
            && !w.has_pos(Pos::Noun)
            && !w.has_pos(Pos::Adjective)
            && !w.has_pos(Pos::Preposition)
    })
}

/// Can a name that starts here be a subject? Not after a preposition, an article or another noun.
fn is_subject_place(grammar: &Grammar, at: usize) -> bool {
    let Some(before) = grammar.before(at) else { return true };
    match grammar.word(before) {
        None => true,
        Some(word) => {
            let title = word.has_pos(Pos::Noun)
                && grammar.before(before).is_some_and(|n| matches!(grammar.form(Some(n)), "le" | "la"));
            title || matches!(&*word.folded, "que" | "qu'" | "et" | "mais" | "alors" | "m" | "mme")
        }
    }
}
