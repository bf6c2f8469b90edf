//! A participle in a relative clause that does not agree with the noun before: *la robe qu'il a acheté*.

use super::Detector;
use super::attribute::subject_here;
use super::predicate::{after_adverbs, report};
use crate::engine::{Hit, Page};
use crate::grammar::{Agreement, Grammar, follows_another, is_time, noun_before};
use crate::lexicon::{Analysis, Lexicon, Person, Pos, Tense};
use crate::text::{Shape, Word};

/// A relative clause and a participle in it that does not agree with the noun before: *la femme qui a été retrouvé, la robe
/// qu'il a acheté*. Captures: `fixed`.
#[derive(Debug)]
pub struct RelativeParticiple;

impl Detector for RelativeParticiple {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && (w.has_pos(Pos::Noun) || w.has_pos(Pos::Adjective)))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some((end, antecedent)) = subject_here(&grammar, at) else { continue };
            let Some(relative) = grammar.next(end - 1) else { continue };
            let found = match grammar.form(Some(relative)) {
                "qui" => subject_relative(&grammar, relative, antecedent),
                "que" | "qu'" => object_relative(&grammar, relative),
                _ => continue,
            };
            let Some(said) = found else { continue };
            let participle = |a: &Analysis| a.tag.mood_tense() == Some(Tense::PastParticiple);
            let own = page.word(said).analyses.iter().filter(|a| participle(a));
            let own = own.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
            let ambiguous = noun_before(&grammar, at).is_some_and(|n| !n.and(own).is_empty())
                || follows_another(&grammar, at)
                || is_time(grammar.form(Some(end - 1)))
                || NO_OBJECTS.contains(&grammar.form(Some(end - 1)))
                || is_cleft(&grammar, at);
            if !ambiguous {
                report(page, said, antecedent, participle, add);
            }
        }
    }
}

/// *qui a été* and its participle, where the verb is of the number of the noun before.
fn subject_relative(grammar: &Grammar, relative: usize, antecedent: Agreement) -> Option<usize> {
    let verb = grammar.verb_of(relative + 1)?;
    let word = grammar.word(verb)?;
    let number = antecedent.number()?;
    let plain = (relative + 1..verb).all(|n| matches!(grammar.form(Some(n)), "ne" | "n'"));
    if !plain || !Grammar::persons(word).contains(&(Person::Third, number)) {
        return None;
    }
    let last = if Grammar::is_auxiliary(word, "avoir") {
        after_adverbs(grammar, verb).filter(|&n| grammar.form(Some(n)) == "été")?
    } else {
        Some(verb).filter(|_| Grammar::is_auxiliary(word, "être"))?
    };
    let said = after_adverbs(grammar, last)?;
    grammar.word(said).filter(|w| Grammar::is_participle(w))?;
    Some(said)
}

/// *C’est dans cette ville qu’il a publié*: the noun after a preposition is no object.
fn is_cleft(grammar: &Grammar, determiner: usize) -> bool {
    let before = grammar.before(determiner);
    before.and_then(|n| grammar.word(n)).is_some_and(|w| w.has_pos(Pos::Preposition))
        || matches!(grammar.form(Some(determiner)), "au" | "aux" | "du" | "des")
            && before.and_then(|n| grammar.word(n)).is_some_and(|w| Grammar::is_auxiliary(w, "être"))
}

/// Nouns that *que* completes with a clause (*la preuve qu’il a écrit*), or that tell when or how.
const NO_OBJECTS: [&str; 24] = [
    "preuve",
    "idée",
    "impression",
    "certitude",
    "nouvelle",
    "conviction",
    "sensation",
    "rumeur",
    "condition",
    "crainte",
    "peur",
    "chance",
    "façon",
    "manière",
    "hypothèse",
    "raison",
    "époque",
    "saison",
    "soirée",
    "journée",
    "matinée",
    "période",
    "sorte",
    "mesure",
];

/// *que j'ai, que la mariée a* and the participle of a verb that has no meaning without its object, right before the clause
/// ends.
fn object_relative(grammar: &Grammar, relative: usize) -> Option<usize> {
    let subject = grammar.next(relative)?;
    let pronoun = ["je", "j'", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles"];
    let last = match pronoun.contains(&grammar.form(Some(subject))) {
        true => subject,
        false => subject_here(grammar, subject)?.0 - 1,
    };
    let verb = grammar.next(last)?;
    grammar.word(verb).filter(|w| Grammar::is_auxiliary(w, "avoir"))?;
    let said = after_adverbs(grammar, verb)?;
    let lexicon = Lexicon::embedded();
    let transitive = grammar.word(said)?.analyses.iter().any(|a| {
        a.tag.mood_tense() == Some(Tense::PastParticiple)
            && TRANSITIVE.binary_search(&lexicon.lemma(a.lemma)).is_ok()
    });
    let ends = grammar.next(said).is_none_or(|n| match grammar.word(n) {
        None => matches!(grammar.form(Some(n)), "." | "," | "!" | "?" | ";" | ")"),
        Some(w) => {
            Grammar::is_finite_only(w)
                || matches!(
                    &*w.folded,
                    "est"
                        | "a"
                        | "sont"
                        | "hier"
                        | "en"
                        | "dans"
                        | "sur"
                        | "avec"
                        | "chez"
                        | "pour"
                        | "lors"
                        | "pendant"
                        | "depuis"
                        | "lorsque"
                        | "quand"
                        | "sans"
                        | "avant"
                        | "après"
                        | "à"
                        | "au"
                        | "aux"
                )
        }
    });
    (transitive && ends).then_some(said)
}

/// Verbs that call for a direct object, in order.
const TRANSITIVE: [&str; 73] = [
    "abandonner",
    "acheter",
    "acquérir",
    "adopter",
    "arborer",
    "cacher",
    "choisir",
    "commander",
    "commettre",
    "composer",
    "concevoir",
    "construire",
    "créer",
    "diffuser",
    "découvrir",
    "dépenser",
    "déposer",
    "développer",
    "emprunter",
    "enregistrer",
    "envoyer",
    "fabriquer",
    "formuler",
    "infliger",
    "installer",
    "interpréter",
    "inventer",
    "jeter",
    "lancer",
    "livrer",
    "louer",
    "mener",
    "nommer",
    "obtenir",
    "offrir",
    "organiser",
    "partager",
    "perdre",
    "porter",
    "poser",
    "poster",
    "prendre",
    "produire",
    "proférer",
    "prononcer",
    "proposer",
    "présenter",
    "prêter",
    "publier",
    "quitter",
    "raconter",
    "ramener",
    "rapporter",
    "recevoir",
    "remettre",
    "remporter",
    "rencontrer",
    "réaliser",
    "récolter",
    "rédiger",
    "réparer",
    "signer",
    "subir",
    "tourner",
    "traverser",
    "télécharger",
    "utiliser",
    "vendre",
    "verser",
    "visiter",
    "écrire",
    "élever",
    "épouser",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn a_relative_agrees_with_the_noun_before() {
        for (text, fixed) in [
            ("La femme qui a été retrouvé vit ici.", "retrouvée"),
            ("La robe qu'elle a acheté est belle.", "achetée"),
            ("Les robes que la mariée a choisi sont belles.", "choisies"),
            ("La lettre que nous avons reçu pendant l'été est ici.", "reçue"),
        ] {
            assert_eq!(mended(&RelativeParticiple, text).as_deref(), Some(fixed), "{text}");
        }
        for text in [
            "Le chef de la bande qui a été arrêté dort.",
            "C'est dans cette ville qu'il a publié en 1920 son livre.",
            "La preuve qu'il a écrit en prison est là.",
        ] {
            assert_eq!(mended(&RelativeParticiple, text), None, "{text}");
        }
    }
}
