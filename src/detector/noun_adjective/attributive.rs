//! Adjectives that may be nouns or verbs besides, but are never a state of what stands farther away: *la presse local, un
//! rapport publiée hier*.

use super::open::{NAMING, may_be_verb_of};
use super::{Disagreeing, form_of};
use crate::grammar::{
    Agreement, Grammar, Group, attributive, follows_another, heads_before, is_duration, is_unchanging,
    names_thing,
};
use crate::lexicon::{Lexicon, Number, Pos};
use crate::text::{Shape, Word};

/// The adjective and its right form, where it goes neither with the noun nor with one that the noun completes.
pub fn disagreeing(grammar: &Grammar, group: &Group) -> Option<Disagreeing> {
    let due = group.due()?;
    let found = grammar.next(group.noun)?;
    let word = grammar.word(found).filter(|w| w.shape == Shape::Lower)?;
    let own = Grammar::adjective(word)?;
    // “un fichier dans ces ensembles supérieur au dernier”: with a complement it may reach farther.
    let reaches =
        Grammar::may_be_participle(word) || matches!(grammar.form(grammar.next(found)), "à" | "au" | "aux");
    let heads = heads_before(grammar, group.start, reaches);
    // Of another number than a head of its gender, it may be the head’s: which of the two is meant is open.
    let elsewhere = own.and(group.agreement).is_empty() && own.and(heads.in_either_number()).is_empty();
    if !elsewhere || is_unchanging(&word.folded) || word.folded.contains('-') {
        return None;
    }
    let noun = grammar.word(group.noun)?;
    let reading = attributive(word)?;
    if is_duration(&noun.folded)
        || SET.contains(&&*noun.folded)
        || NAMING.contains(&&*noun.folded) && names_a_value(&word.folded)
        || is_another_noun(grammar, group, found, word)
        || is_one_of_several(grammar, group, found, own)
        || may_be_another_word(grammar, group, found, word)
    {
        return None;
    }
    Some(Disagreeing { adjective: found, fixed: form_of(reading, due)? })
}

/// Nouns of set phrases that stand before any adjective: *tout d'un coup facultatif*.
const SET: [&str; 16] = [
    "avis", "cas", "coup", "cours", "fait", "fois", "gens", "jour", "mesure", "moment", "part", "plupart",
    "reste", "sens", "titre", "yeux",
];

/// Is it the name of a language, or one of a few other values: *la version anglais*?
fn names_a_value(adjective: &str) -> bool {
    ["ais", "ois", "ain", "ien", "public", "privé"].iter().any(|end| adjective.ends_with(end))
}

/// May the word be a noun of its own there: what a person is (*une femme policier*), what a thing is about (*la partie
/// logiciel*), a title before a name?
fn is_another_noun(grammar: &Grammar, group: &Group, adjective: usize, word: &Word) -> bool {
    const PERSONS: [&str; 8] = ["femme", "femmes", "fille", "filles", "dame", "dames", "joueuse", "joueuses"];
    const THINGS: [&str; 9] = [
        "adjectif",
        "amiral",
        "cardinal",
        "dispositif",
        "gardien",
        "logiciel",
        "matériel",
        "objectif",
        "préservatif",
    ];
    let person = || PERSONS.contains(&grammar.form(Some(group.noun)));
    let titled = || grammar.next(adjective).and_then(|n| grammar.word(n)).is_some_and(Word::is_capitalised);
    let lexicon = Lexicon::embedded();
    let any = |is: fn(&str) -> bool| word.analyses.iter().any(|a| is(lexicon.lemma(a.lemma)));
    let singular = Grammar::adjective(word).and_then(|own| own.number()) == Some(Number::Singular);
    let material = || singular && group.agreement.number() == Some(Number::Plural) && any(names_thing);
    word.has_pos(Pos::Noun) && (person() || titled() || any(|lemma| THINGS.contains(&lemma)) || material())
}

/// Is the adjective said of several nouns, or one of several that share a plural: *les codes civil et pénal*?
fn is_one_of_several(grammar: &Grammar, group: &Group, adjective: usize, own: Agreement) -> bool {
    let following = grammar.form(grammar.next(adjective));
    let listed = matches!(grammar.form(grammar.before(group.start)), "," | "et" | "ou" | "ni");
    match (own.number(), group.agreement.number()) {
        (Some(Number::Plural), Some(Number::Singular)) => listed || follows_another(grammar, group.start),
        (Some(Number::Singular), Some(Number::Plural)) => {
            let one_of = matches!(grammar.form(grammar.before(group.start)), "un" | "une");
            let same_gender = !own.in_either_number().and(group.agreement).is_empty();
            one_of || same_gender && matches!(following, "," | "et" | "ou" | "/" | "-" | "(")
        }
        _ => false,
    }
}

/// May the word be a verb (*le débat continue*), the noun of an adjective (*ses propres données*), a participle that lost its
/// auxiliary (*le conseil adopté la loi*), or the first half of a compound (*la majorité social démocrate*)?
fn may_be_another_word(grammar: &Grammar, group: &Group, adjective: usize, word: &Word) -> bool {
    let verb = [Number::Singular, Number::Plural].iter().any(|&number| may_be_verb_of(word, number));
    let next = grammar.next(adjective).and_then(|n| grammar.word(n));
    let object = || {
        Grammar::may_be_participle(word)
            && next.is_some_and(|w| {
                matches!(&*w.folded, "le" | "la" | "les" | "l'" | "un" | "une" | "des" | "ce" | "cette")
            })
    };
    let compound = || {
        matches!(&*word.folded, "social" | "national" | "libéral" | "radical")
            && next.is_some_and(|w| {
                ["crate", "crates", "iste", "istes"].iter().any(|end| w.folded.ends_with(end))
            })
    };
    let noun = word.has_pos(Pos::Noun) && grammar.is_preposed(group.noun);
    verb || noun || object() || compound()
}

#[cfg(test)]
mod tests {
    use crate::detector::noun_adjective::NounAdjective;
    use crate::detector::tests::mended;

    #[test]
    fn an_adjective_of_relation_goes_with_the_noun_beside_it() {
        for (text, fixed) in [
            ("Ils comptent sur la communauté international pour agir.", "communauté internationale"),
            ("Elle critique le système financière.", "système financier"),
            ("Il lit un rapport publiée hier.", "rapport publié"),
            ("Nous suivons les règles fiscal du pays.", "règles fiscales"),
            ("Le coût de la réforme administratif monte.", ""),
        ] {
            let found = mended(&NounAdjective::Attributive, text);
            assert_eq!(found.as_deref().unwrap_or_default(), fixed, "{text}");
        }
    }

    #[test]
    fn what_goes_with_another_word_is_left_alone() {
        for text in [
            "Les codes civil et pénal sont en vente.",
            "Une femme policier les arrêta.",
            "Le débat continue.",
            "La partie logiciel est prête.",
            "Le chef de la section actuel part.",
            "La ministre et la députée européennes protestent.",
            "Il garde ses propres données.",
            "La réforme des retraites votée hier demeure.",
            "Le travail sur la structure effectué cette année plaît.",
            "Cette idée, à mes yeux pertinente, plaît.",
            "Elle lit tout numéro dans ces listes supérieur au dernier.",
        ] {
            assert_eq!(mended(&NounAdjective::Attributive, text), None, "{text}");
        }
    }
}
