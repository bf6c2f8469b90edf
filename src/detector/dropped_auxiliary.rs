//! The auxiliary lost after the name of one who speaks: *Reuters signalé*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Features, Gender, Lexicon, Number, Pos, Tense};
use crate::text::{Shape, Word};

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
        gender: Some(Gender::Masculine),
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
    let masculine = verb.may_be(&Features::new().gender(Gender::Masculine).number(Number::Singular));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn a_participle_alone_is_no_verb() {
        for text in
            ["Joe Biden annoncé que la loi passerait.", "Le premier ministre annoncé que la loi passera."]
        {
            assert!(mended(&DroppedAuxiliary, text).is_some(), "{text}");
        }
        for text in ["Joe Biden a annoncé que la loi passerait.", "L'accord annoncé que signera le ministre."]
        {
            assert!(mended(&DroppedAuxiliary, text).is_none(), "{text}");
        }
    }
}
