//! Capitals that English sets and French does not: *Points Clés*, *Comment Choisir Son Matelas*, *BORIS Johnson*.

use std::ops::Range;

use super::Detector;
use crate::engine::{Hit, Page};
use crate::lexicon::{Kind as NameKind, Pos, Tense};
use crate::text::{Kind, Shape, Word, capitalised};

/// Finds capitals that French does not set.
#[derive(Debug)]
pub enum TitleCase {
    /// A heading or label each word of which has a capital.
    Heading,
    /// A sentence whose first word is all in capitals before a surname.
    ShoutedName,
}

impl Detector for TitleCase {
    fn wakes(&self, word: &Word) -> bool {
        match self {
            TitleCase::Heading => word.shape == Shape::Capitalised && word.is_french(),
            TitleCase::ShoutedName => word.shape == Shape::Upper && is_first_name(word),
        }
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        match self {
            TitleCase::Heading => word.is_some_and(|w| !ends_heading(w)),
            TitleCase::ShoutedName => true,
        }
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        for &at in places.iter().filter(|&&at| page.tokens()[at].sentence_start) {
            let found = match self {
                TitleCase::Heading => heading(page, page.block.sentence_of(at)),
                TitleCase::ShoutedName => shouted(page, at),
            };
            if let Some((tokens, fixed)) = found {
                add(Hit::new(page.bytes(tokens)).with("fixed", fixed));
            }
        }
    }
}

/// First words of the headings and labels of pages: what follows them is no name.
fn is_label(folded: &str) -> bool {
    matches!(
        folded,
        "points"
            | "dernière"
            | "dernier"
            | "âge"
            | "point"
            | "résumé"
            | "principales"
            | "principaux"
            | "principale"
            | "caractéristiques"
            | "avantages"
            | "inconvénients"
            | "conclusion"
            | "étapes"
            | "étape"
            | "astuces"
            | "informations"
            | "liens"
            | "articles"
            | "questions"
            | "réponses"
            | "guide"
            | "introduction"
            | "détails"
            | "spécifications"
            | "fonctionnalités"
            | "comment"
            | "pourquoi"
            | "derniers"
            | "dernières"
            | "prochaines"
            | "date"
            | "dates"
            | "meilleurs"
            | "meilleures"
            | "meilleur"
            | "meilleure"
            | "temps"
            | "mise"
            | "mode"
            | "verdict"
            | "note"
            | "fiche"
            | "configuration"
            | "mots"
            | "bande"
            | "lecture"
            | "foire"
            | "faits"
            | "aperçu"
            | "vue"
            | "messages"
            | "produits"
            | "description"
            | "ingrédients"
            | "préparation"
            | "instructions"
            | "catégories"
            | "tableau"
            | "statistiques"
            | "chiffres"
            | "analyse"
            | "résultats"
            | "méthode"
            | "méthodes"
            | "solutions"
            | "solution"
            | "causes"
            | "symptômes"
            | "raisons"
            | "exemples"
            | "exemple"
            | "types"
            | "paramètres"
            | "options"
            | "pensées"
            | "réflexions"
            | "remarques"
            | "autres"
            | "nos"
            | "notre"
            | "vos"
            | "votre"
            | "découvrez"
            | "choisir"
            | "utiliser"
            | "créer"
            | "installer"
            | "configurer"
            | "ajouter"
            | "télécharger"
            | "supprimer"
            | "contactez"
            | "essai"
            | "offres"
            | "offre"
            | "achats"
            | "sélection"
            | "comparaison"
            | "comparatif"
            | "calendrier"
            | "horaires"
            | "biographie"
            | "carrière"
            | "jeunesse"
            | "vie"
            | "intrigue"
            | "distribution"
    )
}

/// Capitalised in the heading, and a word like another: known, not as a name alone.
fn is_common(word: &Word) -> bool {
    word.is_french() && word.analyses.iter().all(|a| !a.tag.proper())
}

/// A word that names hardly hold: an adverb, an infinitive, a possessive, a finite verb, a conjunction.
fn is_telling(word: &Word) -> bool {
    is_common(word)
        && !matches!(&*word.folded, "le" | "la" | "les" | "un" | "une" | "de" | "du" | "des")
        && word.analyses.iter().all(|a| match a.tag.pos() {
            Pos::Adverb | Pos::Conjunction | Pos::Preposition | Pos::Determiner | Pos::Pronoun => true,
            Pos::Verb => a.tag.mood_tense() == Some(Tense::Infinitive) || a.tag.finite(),
            _ => false,
        })
}

/// Articles and prepositions that names seldom hold two of.
fn is_small(folded: &str) -> bool {
    matches!(
        folded,
        "l'" | "d'"
            | "le"
            | "la"
            | "les"
            | "de"
            | "du"
            | "des"
            | "un"
            | "une"
            | "et"
            | "ou"
            | "en"
            | "au"
            | "aux"
            | "sur"
            | "dans"
            | "pour"
            | "par"
            | "avec"
    )
}

fn heading(page: &Page, sentence: Range<usize>) -> Option<(Range<usize>, String)> {
    let first = sentence.start;
    let start = page.tokens()[first];
    let word = page.word(first);
    if !start.is_word() || word.shape != Shape::Capitalised || !word.is_french() {
        return None;
    }
    // The run of words, up to a mark; capitals and small words in turn.
    let mut end = first + 1;
    while end < sentence.end
        && matches!(page.tokens()[end].kind, Kind::Word | Kind::Number)
        && end - first < 16
    {
        end += 1;
    }
    let (mut capitals, mut telling, mut pending, mut last) = (0, 0, 0, first);
    let mut common = Vec::new();
    for n in first + 1..end {
        let word = page.word(n);
        if word.shape == Shape::Capitalised
            && is_common(word)
            && (page.spelled(n).chars().count() > 1 || &*word.folded == "à")
        {
            capitals += 1;
            // One at the end opens what follows without a stop.
            telling += pending;
            pending = usize::from(is_telling(word));
            common.push(n);
            last = n;
        } else if ends_heading(word) {
            break;
        }
    }
    if capitals == 0 {
        return None;
    }
    let next = page.tokens().get(last + 1).filter(|_| last + 1 < sentence.end);
    let mark = next.map(|t| &page.text[t.range()]);
    let closes = matches!(mark, None | Some(":" | "?" | "!")) || next.is_some_and(|t| t.line_start);
    let label = is_label(&word.folded);
    let small_words = common.iter().filter(|&&n| is_small(&page.word(n).folded)).count();
    telling += if closes { pending } else { 0 };
    if !start.line_start {
        // Points Faibles : … after another label on the line.
        if !(label && mark == Some(":")) {
            return None;
        }
    }
    let follows_small =
        next.is_some_and(|t| t.kind == Kind::Word && page.text[t.range()].starts_with(char::is_lowercase));
    // Points Clés : ; Résumé Rapide de… ; Comment Choisir Son Matelas.
    let sure = (label && (closes || (follows_small && capitals > 0 && is_function(page.word(last + 1)))))
        || (telling > 0 && capitals > 2)
        || (small_words > 1 && capitals > 3)
        || (closes && telling > 1 && telling == capitals);
    if !sure {
        return None;
    }
    let mut fixed = String::new();
    let mut at = page.tokens()[first].start as usize;
    for n in common {
        let range = page.tokens()[n].range();
        fixed.push_str(&page.text[at..range.start]);
        fixed.push_str(&page.text[range.clone()].to_lowercase());
        at = range.end;
    }
    Some((first..last + 1, fixed))
}

/// Is it a small noun, adjective or verb? From there on the text is a sentence.
fn ends_heading(word: &Word) -> bool {
    word.shape == Shape::Lower && word.analyses.iter().any(|a| is_content(a.tag.pos())) && !is_function(word)
}

fn is_first_name(word: &Word) -> bool {
    word.analyses.iter().any(|a| a.tag.kind() == Some(NameKind::FirstName))
}

fn is_content(pos: Pos) -> bool {
    matches!(pos, Pos::Noun | Pos::Adjective | Pos::Verb)
}

fn is_function(word: &Word) -> bool {
    word.analyses.iter().any(|a| matches!(a.tag.pos(), Pos::Preposition | Pos::Determiner | Pos::Conjunction))
}

/// *BORIS Johnson a défendu…*: a first name in capitals, then a name that is not.
fn shouted(page: &Page, first: usize) -> Option<(Range<usize>, String)> {
    let (token, next, verb) =
        (page.tokens().get(first)?, page.tokens().get(first + 1)?, page.tokens().get(first + 2)?);
    let (word, surname) = (page.word(first), page.word(first + 1));
    let small = verb.is_word() && page.spelled(first + 2).starts_with(char::is_lowercase)
        || page.spelled(first + 2) == ",";
    let fits = token.is_word()
        && word.shape == Shape::Upper
        && page.spelled(first).chars().count() > 2
        && is_first_name(word)
        && next.is_word()
        && surname.shape == Shape::Capitalised
        && !is_first_name(surname)
        && (!surname.is_french() || surname.analyses.iter().all(|a| a.tag.proper()))
        && small;
    let lower = page.spelled(first).to_lowercase();
    let lower: Vec<String> = lower.split('-').map(capitalised).collect();
    fits.then(|| (first..first + 2, format!("{} {}", lower.join("-"), page.spelled(first + 1))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::detector::tests::spans_hold;

    #[test]
    fn no_text_is_too_odd() {
        let hold = spans_hold(&["typography/title-case", "typography/shouted-name"]);
        proptest!(ProptestConfig::with_cases(64), |(text in "(Points|Clés|Comment|BORIS|Johnson|le|a| : |\n|É|\\PC| |-|'){0,12}")| {
            prop_assert!(hold(&text));
        });
    }
}
