//! Agreement of a determiner with its noun: *des population*, *ce association*, *du Experts*.

use super::Detector;
use crate::engine::{Hit, Page, determiner_before};
use crate::grammar::{Agreement, Grammar};
use crate::lexicon::{Features, Gender, Lexicon, Number, Pos};
use crate::text::{Shape, Word, capitalised};

/// A determiner and a noun that cannot go together. Captures: `fixed`, the group mended on the noun's
/// side where the determiner has a form for it.
#[derive(Debug)]
pub struct DeterminerNoun;

impl Detector for DeterminerNoun {
    fn wakes(&self, word: &Word) -> bool {
        word.folded.len() <= 6 && word.has_pos(Pos::Determiner) || word.has_pos(Pos::Preposition)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| {
            w.shape == Shape::Lower
                && w.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb])
                && w.has_pos(Pos::Noun)
        })
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(determiner) = grammar
                .word(at)
                .filter(|w| w.folded.len() <= 6 && w.has_pos(Pos::Determiner) || w.has_pos(Pos::Preposition))
            else {
                continue;
            };
            let Some(noun_at) = grammar.next(at) else { continue };
            let Some(noun) = grammar.word(noun_at).filter(|w| w.shape == Shape::Lower) else { continue };
            if !noun.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb]) || !noun.has_pos(Pos::Noun) {
                continue;
            }
            let (Some(wanted), Some(own)) = (grammar.determiner(at), Grammar::nominal(noun)) else {
                continue;
            };
            // “d’une lunettes”: of two slips, the one that is not heard is as likely a person’s.
            let after_de = grammar.form(grammar.before(at)) == "d'";
            if after_de && wanted.number() != own.number() {
                continue;
            }
            // An acronym: “Durand SA est”.
            if determiner.shape == Shape::Upper && determiner.text.chars().count() > 1 {
                continue;
            }
            // “une nouvelle projet”: the adjective is no noun, and tells for itself.
            if !wanted.and(own).is_empty()
                || is_exception(&grammar, at, noun)
                || grammar.noun_of_preposed(noun_at).is_some()
            {
                continue;
            }
            let Some(fixed) = mended(page, at, determiner, noun_at, noun, wanted, own) else { continue };
            // “de la projet”: *de* and *à* melt into the masculine.
            match grammar.before(at).and_then(|of| Some((of, contracted(grammar.form(Some(of)), &fixed)?))) {
                Some((of, fixed)) => {
                    add(Hit::new(page.bytes(of..noun_at + 1)).with("fixed", cased(page, of, &fixed)))
                }
                None => add(Hit::new(page.bytes(at..noun_at + 1)).with("fixed", fixed)),
            }
        }
    }
}

/// Words that go with any determiner: mentioned, counted, or of two genders in use.
fn is_exception(grammar: &Grammar, at: usize, noun: &Word) -> bool {
    let next = grammar.next(at + 1);
    let mentioned = matches!(
        &*noun.folded,
        "après-midi"
            | "relâche"
            | "gens"
            | "orgue"
            | "orgues"
            | "amour"
            | "amours"
            | "délice"
            | "délices"
            | "œuvre"
            | "oeuvre"
            | "hymne"
            | "chose"
            | "merci"
            | "mode"
            | "parallèle"
            | "foudre"
            | "interview"
            | "période"
            | "espace"
            | "mémoire"
            | "plupart"
            | "grand-chose"
            | "pas"
            | "plus"
            | "moins"
            | "rien"
            | "personne"
            | "quelqu'un"
            | "mille"
            | "cent"
            | "chlordécone"
            | "démos"
            | "tridacne"
            | "virgule"
    );
    // “vingt et un ans”: the count is what comes before.
    let counted = grammar.before(at).and_then(|n| grammar.word(n)).is_some_and(|w| {
        w.has_pos(Pos::Numeral) || matches!(&*w.folded, "et" | "virgule" | "cent" | "mille")
    });
    if matches!(grammar.form(Some(at)), "un" | "une") && counted {
        return true;
    }
    // A woman's title keeps its masculine: la docteur.
    if matches!(grammar.form(Some(at)), "la" | "une" | "cette" | "ma" | "notre" | "votre")
        && TITLES.contains(&&*noun.folded)
    {
        return true;
    }
    // “ses père et mère”, “les nom et prénom”: one determiner for two nouns.
    if matches!(grammar.form(Some(at)), "ses" | "mes" | "tes" | "nos" | "vos" | "leurs" | "les")
        && next.is_some_and(|n| matches!(grammar.form(Some(n)), "et" | "ou"))
    {
        return true;
    }
    let number_follows = next.is_some_and(|n| grammar.word(n).is_some_and(|w| w.has_pos(Pos::Numeral)));
    // “des moins”, “un des porte-parole”, “la mi-août”: compounds are read from their parts.
    mentioned || noun.folded.contains('-') || number_follows || noun.folded.chars().count() < 3
}

/// Masculine nouns of offices that are said of women as they are.
const TITLES: [&str; 24] = [
    "docteur",
    "professeur",
    "maire",
    "ministre",
    "auteur",
    "chef",
    "ingénieur",
    "médecin",
    "témoin",
    "avocat",
    "juge",
    "procureur",
    "président",
    "député",
    "sénateur",
    "ambassadeur",
    "écrivain",
    "commissaire",
    "capitaine",
    "commandant",
    "général",
    "rapporteur",
    "défenseur",
    "successeur",
];

/// *du, au* of *de, à* and a noun with *le*.
fn contracted(of: &str, group: &str) -> Option<String> {
    let noun = group.strip_prefix("le ")?;
    match of {
        "de" => Some(format!("du {noun}")),
        "à" => Some(format!("au {noun}")),
        _ => None,
    }
}

fn mended(
    page: &Page,
    at: usize,
    determiner: &Word,
    noun_at: usize,
    noun: &Word,
    wanted: Agreement,
    own: Agreement,
) -> Option<String> {
    let written = page.spelled(noun_at);
    // The number differs: the noun follows its determiner (des population → des populations).
    let same_gender =
        |number| own.gender().is_none_or(|g| !Agreement::pairs(g, number).and(wanted).is_empty());
    if let (Some(number), Some(other)) = (wanted.number(), own.number())
        && number != other
        && same_gender(number)
    {
        // “notre clients”: whose they are does not tell how many; the noun does.
        if number == Number::Singular
            && matches!(
                &*determiner.folded,
                "mon" | "ma" | "ton" | "ta" | "son" | "sa" | "notre" | "votre" | "leur"
            )
        {
            let form = match &*determiner.folded {
                "leur" => "leurs".to_owned(),
                form => crate::engine::determiner(form, own.gender().unwrap_or(Gender::Masculine), other)?,
            };
            return Some(cased(page, at, &format!("{form} {written}")));
        }
        let lemma = noun.analyses.iter().find(|a| a.tag.pos() == Pos::Noun)?.lemma;
        let features =
            Features { pos: Some(Pos::Noun), number: Some(number), gender: own.gender(), ..Features::new() };
        let form = Lexicon::embedded().inflect(lemma, &features)?;
        return Some(format!("{} {form}", page.spelled(at)));
    }
    // The gender differs: the determiner follows its noun (ce association → cette association).
    // “une cas”: a noun of either number has its determiner's.
    let number = own.number().or(wanted.number())?;
    let form = determiner_before(&determiner.folded, (own.gender()?, number), noun.elides())?;
    (form.trim_end() != &*determiner.folded).then(|| cased(page, at, &format!("{form}{written}")))
}

fn cased(page: &Page, at: usize, text: &str) -> String {
    if !page.word(at).is_capitalised() {
        return text.to_string();
    }
    capitalised(text)
}

/// A contracted or masculine determiner before a plural with a capital: *le jugement du Experts*. Captures: `fixed`.
#[derive(Debug)]
pub struct CapitalisedPlural;

impl Detector for CapitalisedPlural {
    fn wakes(&self, word: &Word) -> bool {
        plural_of(&word.folded).is_some()
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Capitalised)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(plural) = plural_of(grammar.form(Some(at))) else { continue };
            let Some(found) = grammar.next(at).filter(|&n| !page.tokens()[n].quoted) else { continue };
            let Some(noun) = grammar.word(found).filter(|w| w.shape == Shape::Capitalised) else { continue };
            let common = noun.is_only(&[Pos::Noun, Pos::Adjective]);
            let only_plural = Grammar::nominal(noun).and_then(|a| a.number()) == Some(Number::Plural);
            if common && only_plural && page.word(at).shape == Shape::Lower {
                let fixed = format!("{plural} {}", page.spelled(found).to_lowercase());
                add(Hit::new(page.bytes(at..found + 1)).with("fixed", fixed));
            }
        }
    }
}

/// The plural of a determiner in the masculine singular.
fn plural_of(determiner: &str) -> Option<&'static str> {
    Some(match determiner {
        "du" => "des",
        "au" => "aux",
        "son" => "ses",
        "mon" => "mes",
        "cet" | "ce" => "ces",
        _ => return None,
    })
}
