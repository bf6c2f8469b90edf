//! Adjectives that may be nouns or verbs besides, where the words around tell: *une chambre frais, une montre élégant et
//! légère*.

use super::{Disagreeing, form_of};
use crate::grammar::{
    Agreement, Grammar, Group, follows_another, is_colour, is_listed, is_open_adjective, noun_before,
    owner_before,
};
use crate::lexicon::{Analysis, Lexicon, Number, Person, Pos};
use crate::text::{Shape, Word};

/// The adjective and its right form, where it does not go with the noun.
pub fn disagreeing(grammar: &Grammar, group: &Group) -> Option<Disagreeing> {
    let (gender, number) = group.due()?;
    let Group { start: at, noun: noun_at, agreement: group, loose } = *group;
    let noun = grammar.word(noun_at)?;
    let found = grammar.next(noun_at)?;
    let adjective = grammar.word(found).filter(|w| w.shape == Shape::Lower && is_open_adjective(w))?;
    let own = Grammar::adjective(adjective)?;
    // Names of sizes, colours and languages stand after these as they are.
    let naming = NAMING.contains(&&*noun.folded);
    if naming || !own.and(group).is_empty() || may_be_verb_of(adjective, number) {
        return None;
    }
    // What the adjective may belong to stands before: another noun of the group, another member of a list.
    if loose && owner_before(grammar, at, own)
        || own.number() == Some(Number::Plural) && follows_another(grammar, at)
        || noun_before(grammar, at).is_some_and(|n| !n.and(own).is_empty())
    {
        return None;
    }
    let goes_on = || goes_on(grammar, found) && !owner_before(grammar, at, own);
    if !(ends_there(grammar, found, adjective, own, group) || goes_on()) {
        return None;
    }
    let lexicon = Lexicon::embedded();
    let listed = |a: &&Analysis| a.tag.adjectival() && is_listed(lexicon.lemma(a.lemma));
    let reading = adjective.analyses.iter().find(listed)?;
    Some(Disagreeing { adjective: found, fixed: form_of(reading, (gender, number))? })
}

/// Nouns after which an adjective names a value and does not agree.
pub const NAMING: [&str; 34] = [
    "couleur",
    "couleurs",
    "coloris",
    "teinte",
    "teintes",
    "nuance",
    "nuances",
    "taille",
    "tailles",
    "format",
    "pointure",
    "mode",
    "modes",
    "option",
    "options",
    "valeur",
    "valeurs",
    "canal",
    "canaux",
    "version",
    "versions",
    "langue",
    "langues",
    "traduction",
    "mot",
    "mots",
    "fois",
    "côté",
    "classe",
    "ligne",
    "page",
    "menu",
    "gens",
    "point",
];

/// *le journal complète la liste*: may the word be the verb that the noun is the subject of?
pub fn may_be_verb_of(word: &Word, number: Number) -> bool {
    Grammar::persons(word).iter().any(|&(person, of)| person == Person::Third && of == number)
}

/// Does a preposition or an adverb follow, so that the word is no noun's company? A colour may have its shade there:
/// *vert d'eau, bleu très clair*.
fn goes_on(grammar: &Grammar, at: usize) -> bool {
    let follows = grammar.next(at).and_then(|n| grammar.word(n)).is_some_and(|w| {
        !matches!(&*w.folded, "en" | "à")
            && (w.has_pos(Pos::Preposition)
                || w.is_only(&[Pos::Adverb])
                || matches!(&*w.folded, "très" | "trop"))
    });
    follows && !(is_colour(grammar.form(Some(at))) && matches!(grammar.form(grammar.next(at)), "de" | "d'"))
}

/// Does the noun group end after the adjective, or go on with what proves it one?
fn ends_there(grammar: &Grammar, at: usize, adjective: &Word, own: Agreement, group: Agreement) -> bool {
    let Some(next) = grammar.next(at) else { return true };
    let plain = own.number() == group.number() || group.number() == Some(Number::Singular);
    // “les canaux rouge, les scripts client”: these may name a thing; an adjective of relation (*économique*) does not.
    let related =
        ["ique", "al", "el", "if", "ive", "elle", "ale"].iter().any(|end| adjective.folded.ends_with(end));
    let Some(word) = grammar.word(next) else {
        // “les canaux rouge, vert et bleu”, “rouge/vert”
        let form = grammar.form(Some(next));
        return match form {
            "." | "!" | "?" | ";" | "…" | ")" => true,
            "," | ":" => plain,
            _ => false,
        };
    };
    match &*word.folded {
        // “une montre élégant et légère”: the second goes with the noun as the first should.
        "et" | "ou" | "mais" => grammar.next(next).and_then(|n| grammar.word(n)).is_some_and(|w| {
            let second = w.is_only(&[Pos::Adjective]) || is_open_adjective(w);
            let other = || {
                w.has_pos(Pos::Determiner)
                    || matches!(&*w.folded, "il" | "elle" | "on" | "je" | "ils" | "elles")
            };
            second && Grammar::adjective(w).is_some_and(|a| a.and(own).is_empty() && !a.and(group).is_empty())
                || !second && (plain || w.has_pos(Pos::Determiner)) && other()
        }),
        "pour" | "avec" | "dans" | "sur" | "sans" | "par" | "contre" | "qui" | "que" | "chez" | "sous"
        | "depuis" | "pendant" | "lors" | "car" => plain || related,
        // “une robe rouges signée Dior”: what follows goes with the noun.
        _ if Grammar::is_participle(word) => {
            Grammar::adjective(word).is_some_and(|a| a.and(own).is_empty() && !a.and(group).is_empty())
        }
        _ => Grammar::is_finite_only(word) && &*word.folded != "est",
    }
}

#[cfg(test)]
mod tests {
    use crate::detector::noun_adjective::NounAdjective;
    use crate::detector::tests::mended;

    #[test]
    fn an_adjective_that_is_a_noun_too_goes_with_its_noun() {
        for (text, fixed) in [
            ("Elle porte une veste vert.", "veste verte"),
            ("Il a les cheveux blond et longs.", "cheveux blonds"),
            ("Une robe rouges signée par elle est vendue.", "robe rouge"),
            ("C'est un cadeau parfaite pour elle.", "cadeau parfait"),
        ] {
            assert_eq!(mended(&NounAdjective::Open, text).as_deref(), Some(fixed), "{text}");
        }
    }

    #[test]
    fn values_lists_and_other_nouns_are_left_alone() {
        for text in [
            "La couleur vert foncé est vendue.",
            "Les canaux rouge, vert et bleu sont mêlés.",
            "Une boîte de carton noire est vendue.",
            "Le quotidien complète la liste.",
        ] {
            assert_eq!(mended(&NounAdjective::Open, text), None, "{text}");
        }
    }
}
