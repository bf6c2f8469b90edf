//! Agreement inside a noun group, and of a participle with its pronoun: *des population*, *ce
//! association*, *elle est allé*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::{Agreement, Grammar};
use crate::lexicon::{Features, Flag, Gender, Lexicon, Number, Pos, Tense};
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
            if !wanted.and(own).is_empty() || is_exception(&grammar, at, noun) {
                continue;
            }
            if let Some(fixed) = mended(page, at, determiner, noun_at, noun, wanted, own) {
                add(Hit::new(page.bytes(at..noun_at + 1)).with("fixed", fixed));
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
        let lemma = noun.analyses.iter().find(|a| a.tag.pos() == Pos::Noun)?.lemma;
        let features = Features { pos: Some(Pos::Noun), number: Some(number), ..Features::new() };
        let form = Lexicon::embedded().inflect(lemma, &features)?;
        return Some(format!("{} {form}", page.spelled(at)));
    }
    // The gender differs: the determiner follows its noun (ce association → cette association).
    let (gender, number) = (own.gender()?, own.number()?);
    let form = crate::engine::determiner(&determiner.folded, gender, number)?;
    let vowel = Lexicon::embedded().elides(&noun.folded);
    let form = match (form.as_str(), vowel) {
        ("le" | "la", true) => return Some(cased(page, at, &format!("l'{written}"))),
        ("du" | "de la", true) => return Some(cased(page, at, &format!("de l'{written}"))),
        ("au" | "à la", true) => return Some(cased(page, at, &format!("à l'{written}"))),
        ("ma", true) => "mon",
        ("ta", true) => "ton",
        ("sa", true) => "son",
        ("ce", true) => "cet",
        (form, _) => form,
    };
    (form != &*determiner.folded).then(|| cased(page, at, &format!("{form} {written}")))
}

fn cased(page: &Page, at: usize, text: &str) -> String {
    if !page.word(at).is_capitalised() {
        return text.to_string();
    }
    capitalised(text)
}

/// A noun with its determiner, and an adjective right after that goes with neither: *une série important*.
/// Captures: `fixed`.
#[derive(Debug)]
pub struct NounAdjective;

impl Detector for NounAdjective {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Noun, Pos::Verb]))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(determiner) = grammar.determiner(at) else { continue };
            let Some(noun_at) = grammar.next(at) else { continue };
            let Some(noun) = grammar
                .word(noun_at)
                .filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Noun, Pos::Verb]))
            else {
                continue;
            };
            let Some(found) = grammar.next(noun_at) else { continue };
            let Some(adjective) =
                grammar.word(found).filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Adjective]))
            else {
                continue;
            };
            let Some(group) = Grammar::noun(noun).map(|own| own.and(determiner)).filter(|g| !g.is_empty())
            else {
                continue;
            };
            let Some(own) = Grammar::adjective(adjective) else { continue };
            // “le chef de file important”: the adjective may belong to a noun before; “haut placé”: it may be an adverb.
            let inner = grammar.before(at).is_some_and(|n| {
                matches!(grammar.form(Some(n)), "de" | "d'" | "du" | "des" | "à" | "en" | "et")
            });
            let contracted = matches!(grammar.form(Some(at)), "du" | "des" | "au" | "aux");
            let adverb = matches!(
                &*adjective.folded,
                "haut"
                    | "bas"
                    | "fort"
                    | "net"
                    | "cher"
                    | "court"
                    | "grand"
                    | "mi"
                    | "demi"
                    | "nu"
                    | "littoral"
            ) || adjective.folded.contains('-');
            let followed = grammar.next(found).and_then(|n| grammar.word(n)).is_some_and(|w| {
                w.has_pos(Pos::Noun)
                    || w.has_pos(Pos::Adjective)
                    || Grammar::may_be_participle(w)
                    || &*w.folded == "et"
            });
            if !own.and(group).is_empty() || inner || contracted || adverb || followed {
                continue;
            }
            let (Some(gender), Some(number)) = (group.gender(), group.number()) else { continue };
            let Some(lemma) =
                adjective.analyses.iter().find(|a| a.tag.pos() == Pos::Adjective).map(|a| a.lemma)
            else {
                continue;
            };
            let features = Features::new().pos(Pos::Adjective).gender(gender).number(number);
            if let Some(form) = Lexicon::embedded().inflect(lemma, &features) {
                let fixed = format!("{} {form}", page.spelled(noun_at));
                add(Hit::new(page.bytes(noun_at..found + 1)).with("fixed", fixed));
            }
        }
    }
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

/// A participle after *être* that does not agree with its subject: *elle, elles, ils*, or a noun group that
/// opens the sentence. Captures: `fixed`.
#[derive(Debug)]
pub struct SubjectParticiple;

impl Detector for SubjectParticiple {
    fn wakes(&self, word: &Word) -> bool {
        matches!(&*word.folded, "elle" | "elles" | "ils" | "l'") || Grammar::is_determiner_form(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| {
            w.analyses.iter().any(|a| a.tag.has(Flag::Auxiliary))
                || [Pos::Noun, Pos::Adjective, Pos::Numeral].iter().any(|&pos| w.has_pos(pos))
        })
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some((end, subject)) =
                pronoun_subject(&grammar, at).or_else(|| group_subject(page, &grammar, at))
            else {
                continue;
            };
            let is_etre = |&n: &usize| grammar.word(n).is_some_and(|w| Grammar::is_auxiliary(w, "être"));
            let Some(verb) = grammar.next(end - 1).filter(is_etre) else { continue };
            let mut last = verb;
            while let Some(n) =
                grammar.next(last).filter(|&n| grammar.word(n).is_some_and(|w| w.is_only(&[Pos::Adverb])))
            {
                last = n;
            }
            let Some(found) = grammar.next(last) else { continue };
            let Some(participle) = grammar.word(found).filter(|w| is_verb_here(w) && w.shape == Shape::Lower)
            else {
                continue;
            };
            let participles =
                participle.analyses.iter().filter(|a| a.tag.mood_tense() == Some(Tense::PastParticiple));
            let own = participles.clone().fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
            if !own.and(subject).is_empty() {
                continue;
            }
            let features = Features {
                tense: Some(Tense::PastParticiple),
                gender: subject.gender(),
                number: subject.number(),
                ..Features::new()
            };
            let lemma = participles.clone().next().map(|a| a.lemma);
            let Some(form) = lemma.and_then(|lemma| Lexicon::embedded().inflect(lemma, &features)) else {
                continue;
            };
            add(Hit::new(page.bytes(found..found + 1)).with("fixed", form));
        }
    }
}

/// *elle, elles, ils* as a subject: the token after, and what agrees with it.
fn pronoun_subject(grammar: &Grammar, at: usize) -> Option<(usize, Agreement)> {
    let subject = match grammar.form(Some(at)) {
        "elle" => Agreement::pairs(Gender::Feminine, Number::Singular),
        "elles" => Agreement::pairs(Gender::Feminine, Number::Plural),
        "ils" => Agreement::pairs(Gender::Masculine, Number::Plural),
        _ => return None,
    };
    (!preposition_before(grammar, at)).then_some((at + 1, subject))
}

/// A noun group that opens a sentence: the token after, and what agrees with it.
fn group_subject(page: &Page, grammar: &Grammar, at: usize) -> Option<(usize, Agreement)> {
    let group = Some(at).filter(|&n| page.tokens()[n].sentence_start).and_then(|n| grammar.noun_group(n))?;
    (group.agreement.gender().is_some() && group.agreement.number().is_some())
        .then_some((group.tokens.end, group.agreement))
}

/// Is the word a participle after *être*? One that is a noun too (*parti*) only of a verb of motion.
fn is_verb_here(word: &Word) -> bool {
    let motion = word
        .analyses
        .iter()
        .any(|a| a.tag.has(Flag::WithEtre) && a.tag.mood_tense() == Some(Tense::PastParticiple));
    let nominal = word
        .analyses
        .iter()
        .all(|a| a.tag.mood_tense() == Some(Tense::PastParticiple) || a.tag.pos() == Pos::Noun);
    Grammar::is_participle(word)
        || motion && nominal && !matches!(&*word.folded, "partie" | "parties" | "mort")
}

/// *avec elle est arrivé Paul*: the pronoun is no subject after a preposition.
fn preposition_before(grammar: &Grammar, at: usize) -> bool {
    grammar.before(at).and_then(|n| grammar.word(n)).is_some_and(|w| w.has_pos(Pos::Preposition))
}
