//! Adjectives that are nothing else: *une série important*.

use super::{Disagreeing, form_of};
use crate::engine::Page;
use crate::grammar::{
    Agreement, Grammar, Group, complement_of, follows_another, is_colour, is_listed, is_open_adjective,
    is_unchanging, noun_before, owner_before,
};
use crate::lexicon::{Analysis, Lexicon, Number, Pos, Tense};
use crate::text::{Shape, Word};

/// The adjective after a noun, or after its bare complement (*pommes de terre*), and its right form, where it goes with
/// neither.
pub fn disagreeing(page: &Page, grammar: &Grammar, group: &Group) -> Option<Disagreeing> {
    let lower = |n: usize| grammar.word(n).filter(|w| w.shape == Shape::Lower);
    let (noun, complement) = match complement_of(grammar, group.noun) {
        Some((last, own)) => (last, own),
        None => (group.noun, Agreement::default()),
    };
    let (found, adjective) = match second_adjective(grammar, group) {
        Some(second) => (second, grammar.word(second)?),
        None => {
            let found = grammar.next(noun)?;
            (found, lower(found).filter(|w| is_adjective_here(grammar, group.start, found, w))?)
        }
    };
    let own = Grammar::adjective(adjective)?;
    if !own.and(group.agreement).is_empty()
        || !own.and(complement).is_empty()
        || own.number() == Some(Number::Plural) && follows_another(grammar, group.start)
        || noun_before(grammar, group.start).is_some_and(|n| !n.and(own).is_empty())
        || is_unchanging(&adjective.folded)
        || adjective.folded.contains('-')
        || page.spelled(group.noun) == "fois"
        || goes_with_what_follows(grammar, found, group.agreement)
        // “il arriva à la ruine haletant”: a state of who came.
        || (group.loose || is_state(adjective)) && owner_before(grammar, group.start, own)
        || is_noun_after_adjective(grammar, group.noun, adjective)
        || is_said_of_another(grammar, group, own)
    {
        return None;
    }
    let reading = adjective.analyses.iter().find(|a| a.tag.adjectival())?;
    Some(Disagreeing { adjective: found, fixed: form_of(reading, group.due()?)? })
}

/// Does the adjective tell what somebody is doing: *haletant, souriant*?
fn is_state(adjective: &Word) -> bool {
    let lexicon = Lexicon::embedded();
    adjective.folded.ends_with("ant") && !adjective.analyses.iter().any(|a| is_listed(lexicon.lemma(a.lemma)))
}

/// Is the adjective the noun, and what stands before it its adjective: *leur dernière félicité*?
fn is_noun_after_adjective(grammar: &Grammar, before: usize, adjective: &Word) -> bool {
    adjective.has_pos(Pos::Noun) && grammar.word(before).is_some_and(|w| w.has_pos(Pos::Adjective))
}

/// Is the adjective said of something before: of one of several (*un des matelots étendu sans connaissance*), or of what is so
/// for a time (*il resta deux ans immobile*)?
fn is_said_of_another(grammar: &Grammar, group: &Group, own: Agreement) -> bool {
    const TIMES: [&str; 9] =
        ["ans", "années", "jours", "heures", "minutes", "secondes", "mois", "semaines", "nuits"];
    let opens = grammar.form(Some(group.start));
    let one_of = opens == "des" && matches!(grammar.form(grammar.before(group.start)), "un" | "une");
    let for_a_time = TIMES.contains(&grammar.form(Some(group.noun)))
        && !matches!(opens, "les" | "des" | "ces" | "ses" | "nos" | "leurs");
    own.number() == Some(Number::Singular) && (one_of || for_a_time)
}

/// The adjective that *et* joins to one that goes with the noun (*une vue magnifique et dégagé*), where it can go with
/// nothing before.
fn second_adjective(grammar: &Grammar, group: &Group) -> Option<usize> {
    let lower = |n: usize| grammar.word(n).filter(|w| w.shape == Shape::Lower);
    let first = grammar.next(group.noun)?;
    let word = lower(first).filter(|w| w.is_only(&[Pos::Adjective]) || is_open_adjective(w))?;
    let group_agrees = Grammar::adjective(word).is_some_and(|own| !own.and(group.agreement).is_empty());
    let and = grammar.next(first).filter(|&n| group_agrees && grammar.form(Some(n)) == "et")?;
    let mut second = grammar.next(and)?;
    if lower(second)?.is_only(&[Pos::Adverb]) || grammar.form(Some(second)) == "très" {
        second = grammar.next(second)?;
    }
    let word = lower(second).filter(|w| {
        w.is_only(&[Pos::Adjective])
            || is_open_adjective(w) && !is_colour(&w.folded)
            || Grammar::may_be_participle(w) && !Grammar::may_be_finite(w)
    })?;
    (!owner_before(grammar, group.start, Grammar::adjective(word)?)).then_some(second)
}

/// Is the word after a noun its adjective: one that is nothing else, or a participle that cannot belong to a
/// word before (*il quitta la pièce suivi de son fils*), because nothing comes before or nothing follows?
fn is_adjective_here(grammar: &Grammar, start: usize, at: usize, word: &Word) -> bool {
    if word.is_only(&[Pos::Adjective])
        || word.has_pos(Pos::Adjective) && word.is_only(&[Pos::Adjective, Pos::Adverb])
    {
        return true;
    }
    let next = grammar.next(at);
    let before_verb = next
        .and_then(|n| grammar.word(n))
        .is_some_and(|w| w.is_only(&[Pos::Verb]) && Grammar::may_be_finite(w));
    let ends = next.is_none_or(|n| matches!(grammar.form(Some(n)), "." | "!" | "?" | ";" | "…"));
    let opens = grammar.before(start).is_none() && !word.has_pos(Pos::Noun);
    let own = Grammar::adjective(word).unwrap_or_default();
    if Grammar::may_be_participle(word)
        && !Grammar::may_be_finite(word)
        && word.is_only(&[Pos::Verb, Pos::Adjective, Pos::Noun])
        && !owner_before(grammar, start, own)
    {
        return true;
    }
    let all = |others: fn(&Analysis) -> bool| word.analyses.iter().all(|a| a.tag.adjectival() || others(a));
    if Grammar::may_be_participle(word)
        && all(|a| a.tag.pos() == Pos::Noun)
        && (ends || opens || before_verb || is_step(grammar, start) && !Grammar::may_be_finite(word))
    {
        return true;
    }
    // *intéressante, amusant* may be a noun or a present participle besides; at a sentence's end it is an adjective.
    let participle = |a: &Analysis| a.tag.mood_tense() == Some(Tense::PresentParticiple);
    let other =
        |a: &Analysis| a.tag.pos() == Pos::Noun || a.tag.mood_tense() == Some(Tense::PresentParticiple);
    let single = Grammar::adjective(word).and_then(|a| a.number()) != Some(Number::Plural);
    ends && word.has_pos(Pos::Adjective)
        && word.analyses.iter().all(|a| a.tag.adjectival() || other(a))
        && (single && !APPOSED.contains(&&*word.folded) || word.analyses.iter().any(participle))
}

/// Does the sentence tell someone to do something with things (*Ajoutez les œufs battus*), so that a participle after a
/// noun is the noun's?
fn is_step(grammar: &Grammar, token: usize) -> bool {
    const HANDLING: [&str; 26] = [
        "ajouter",
        "verser",
        "mélanger",
        "incorporer",
        "disposer",
        "placer",
        "mettre",
        "poser",
        "servir",
        "faire",
        "couper",
        "étaler",
        "répartir",
        "garnir",
        "recouvrir",
        "couvrir",
        "déposer",
        "parsemer",
        "arroser",
        "cuire",
        "utiliser",
        "choisir",
        "sélectionner",
        "télécharger",
        "ouvrir",
        "remplacer",
    ];
    let opening =
        std::iter::successors(Some(token), |&n| grammar.before(n)).last().and_then(|n| grammar.word(n));
    let lexicon = Lexicon::embedded();
    opening
        .is_some_and(|w| w.folded.ends_with("ez") || Grammar::may_be_infinitive(w) || &*w.folded == "faites")
        && opening.is_some_and(|w| w.analyses.iter().any(|a| HANDLING.contains(&lexicon.lemma(a.lemma))))
}

/// Adjectives that stay nouns after a noun in the plural: *des scripts utilisateur*.
const APPOSED: [&str; 17] = [
    "utilisateur",
    "client",
    "hypertexte",
    "maître",
    "serveur",
    "administrateur",
    "vendeur",
    "acheteur",
    "fournisseur",
    "parent",
    "pilote",
    "rouge",
    "vert",
    "bleu",
    "cible",
    "sport",
    "standard",
];

/// Does an adjective go with the word after it rather than with the noun before: *les secteurs public et privé*,
/// *un texte grand public*?
fn goes_with_what_follows(grammar: &Grammar, adjective: usize, group: Agreement) -> bool {
    grammar.next(adjective).and_then(|n| grammar.word(n)).is_some_and(|w| {
        w.has_pos(Pos::Noun) && w.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb])
            || w.has_pos(Pos::Adjective)
            || Grammar::may_be_participle(w)
            || matches!(&*w.folded, "et" | "ou")
                && group.number() != Some(Number::Singular)
                && grammar.next(adjective + 1).and_then(|n| grammar.word(n)).is_none_or(|w| {
                    w.has_pos(Pos::Adjective)
                        || Grammar::may_be_participle(w)
                        || w.is_only(&[Pos::Adverb])
                        || !w.is_french()
                })
    })
}

#[cfg(test)]
mod tests {
    use crate::detector::noun_adjective::NounAdjective;
    use crate::detector::tests::mended;

    #[test]
    fn an_adjective_goes_with_the_noun_before_it() {
        for (text, fixed) in [
            ("Il a tourné une série géniaux.", "série géniale"),
            ("De nouvelles consignes sanitaire arrivent.", "consignes sanitaires"),
        ] {
            assert_eq!(mended(&NounAdjective::Plain, text).as_deref(), Some(fixed), "{text}");
        }
    }

    #[test]
    fn sound_sentences_are_left_alone() {
        for text in [
            "Une série géniale sort demain.",
            "Il quitta la pièce suivi de son fils.",
            "Elle quitta le salon accompagnée de sa mère.",
            "Les secteurs public et privé recrutent.",
            "Ce fut leur dernière félicité.",
            "Un des matelots étendu sans connaissance ouvrit les yeux.",
            "Il resta quatre ans immobile.",
        ] {
            assert_eq!(mended(&NounAdjective::Plain, text), None, "{text}");
        }
    }
}
