//! Agreement of an adjective with the noun beside it: *une série important*, *les sec ingrédients*.

use std::ops::Range;

use super::Detector;
use crate::engine::{Hit, Page, before_noun};
use crate::grammar::{Agreement, Grammar};
use crate::lexicon::{Analysis, Features, Gender, Lexicon, Number, Person, Pos, Tense, fold};
use crate::text::{Shape, Word, capitalised};

/// A noun with its determiner, and an adjective right after that goes with neither: *une série important*.
/// Captures: `fixed`.
#[derive(Debug)]
pub struct NounAdjective;

impl Detector for NounAdjective {
    fn wakes(&self, word: &Word) -> bool {
        opens_group(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && (w.has_pos(Pos::Noun) || w.has_pos(Pos::Adjective)))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(group) = group_at(&grammar, at) else { continue };
            if let Some((found, fixed)) = disagreeing(page, &grammar, &group) {
                let before = &page.text[page.bytes(group.noun..found)];
                let fixed = format!("{} {fixed}", before.trim_end());
                add(Hit::new(page.bytes(group.noun..found + 1)).with("fixed", fixed));
            }
        }
    }
}

/// What an adjective after a noun must go with.
pub(super) struct Group {
    /// The determiner, or the preposition of a bare noun.
    pub(super) start: usize,
    /// The noun before the adjective.
    pub(super) noun: usize,
    /// The gender and number of the noun, or of two that are joined: then an adjective may go with the nearer one's gender.
    pub(super) agreement: Agreement,
}

impl Group {
    /// The gender and number that an adjective should have; of two genders, the masculine.
    pub(super) fn due(&self) -> Option<(Gender, Number)> {
        let number = self.agreement.number()?;
        let joined =
            number == Number::Plural && self.agreement == Agreement::pairs(Gender::Both, Number::Plural);
        let gender = self.agreement.gender().or(joined.then_some(Gender::Masculine))?;
        Some((gender, number))
    }
}

/// May a word of this form open what [`group_at`] takes?
pub(super) fn opens_group(folded: &str) -> bool {
    Grammar::is_determiner_form(folded) || BARE.contains(&folded)
}

/// What stands before a noun without determiner that completes a noun.
const BARE: [&str; 2] = ["de", "d'"];

/// A determiner and its noun (*une série, des nouvelles mesures, les règles et procédures*), or *de* and a bare noun after
/// another or after a word of quantity (*un peu de farine*). After a verb (*il rentre de vacances heureux*) nothing is sure.
pub(super) fn group_at(grammar: &Grammar, at: usize) -> Option<Group> {
    let lower = |n: usize| grammar.word(n).filter(|w| w.shape == Shape::Lower);
    let next = grammar.next(at)?;
    if BARE.contains(&grammar.form(Some(at))) {
        let noun = lower(next).filter(|w| is_bare_noun(w))?;
        let head = grammar.before(at).and_then(|n| grammar.word(n))?;
        let quantity = matches!(&*head.folded, "peu" | "beaucoup" | "trop" | "plus" | "moins" | "assez");
        if !(quantity || head.has_pos(Pos::Noun) && head.is_only(&[Pos::Noun, Pos::Verb])) {
            return None;
        }
        return Some(Group { start: at, noun: next, agreement: Grammar::noun(noun)? });
    }
    let determiner = grammar.determiner(at).or_else(|| grammar.opening_article(at))?;
    let noun_at = match grammar.noun_of_preposed(next).or_else(|| plural_of_preposed(grammar, next)) {
        // “un petit porte-clés”: both must go with the noun.
        Some(noun) => Some(noun).filter(|&n| {
            let own = grammar.word(n).and_then(Grammar::noun).unwrap_or_default().and(determiner);
            grammar.word(next).and_then(Grammar::adjective).is_some_and(|a| !a.and(own).is_empty())
        })?,
        None => next,
    };
    let noun = lower(noun_at).filter(|w| w.has_pos(Pos::Noun) && w.is_only(&[Pos::Noun, Pos::Verb]))?;
    let agreement = Grammar::noun(noun)?.and(determiner);
    if agreement.is_empty() {
        return None;
    }
    if agreement.number() == Some(Number::Plural)
        && let Some((second, of_second)) = joined_noun(grammar, noun_at)
    {
        let gender = match (agreement.gender(), of_second.gender()) {
            (Some(first), Some(second)) if first == second => first,
            _ => Gender::Both,
        };
        let agreement = Agreement::pairs(gender, Number::Plural);
        return Some(Group { start: at, noun: second, agreement });
    }
    Some(Group { start: at, noun: noun_at, agreement })
}

/// A noun after *de*, where no verb but an infinitive can stand.
fn is_bare_noun(word: &Word) -> bool {
    word.has_pos(Pos::Noun)
        && word.is_only(&[Pos::Noun, Pos::Verb])
        && !Grammar::may_be_infinitive(word)
        && !Grammar::may_be_participle(word)
}

/// The plural after an adjective that stands before its noun, where it cannot be a verb with a subject: *nouvelles mesures*.
fn plural_of_preposed(grammar: &Grammar, adjective: usize) -> Option<usize> {
    let found = grammar.next(adjective)?;
    let word = grammar.word(found).filter(|w| w.shape == Shape::Lower && is_bare_noun(w))?;
    let third = Grammar::persons(word).iter().any(|&(person, _)| person == Person::Third);
    let own = Grammar::noun(word).filter(|own| own.number() == Some(Number::Plural) && !third)?;
    let agrees = grammar.is_preposed(adjective)
        && grammar.word(adjective).and_then(Grammar::adjective).is_some_and(|a| !a.and(own).is_empty());
    agrees.then_some(found)
}

/// *et* and a second bare noun in the plural, after a first: *règles et procédures*.
fn joined_noun(grammar: &Grammar, first: usize) -> Option<(usize, Agreement)> {
    let and = grammar.next(first).filter(|&n| grammar.form(Some(n)) == "et")?;
    let second = grammar.next(and)?;
    let noun = grammar.word(second).filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Noun]))?;
    let own = Grammar::noun(noun).filter(|own| own.number() == Some(Number::Plural))?;
    Some((second, own))
}

/// The adjective after a noun, or after its bare complement (*pommes de terre*), and its right form, where it goes with
/// neither.
fn disagreeing(page: &Page, grammar: &Grammar, group: &Group) -> Option<(usize, String)> {
    let lower = |n: usize| grammar.word(n).filter(|w| w.shape == Shape::Lower);
    let (noun, complement) = match complement_of(grammar, group.noun) {
        Some((last, own)) => (last, own),
        None => (group.noun, Agreement::default()),
    };
    let found = grammar.next(noun)?;
    let adjective = lower(found).filter(|w| is_adjective_here(grammar, group.start, found, w))?;
    let own = Grammar::adjective(adjective)?;
    if !own.and(group.agreement).is_empty()
        || !own.and(complement).is_empty()
        || own.number() == Some(Number::Plural) && follows_another(grammar, group.start)
        || noun_before(grammar, group.start).is_some_and(|n| !n.and(own).is_empty())
        || LEFT_ALONE.contains(&&*adjective.folded)
        || adjective.folded.contains('-')
        || page.spelled(group.noun) == "fois"
        || goes_with_what_follows(grammar, found, group.agreement)
    {
        return None;
    }
    let (gender, number) = group.due()?;
    let reading = adjective.analyses.iter().find(|a| a.tag.adjectival())?;
    let features =
        Features { pos: Some(reading.tag.pos()), tense: reading.tag.mood_tense(), ..Features::new() };
    let form = Lexicon::embedded().inflect(reading.lemma, &features.gender(gender).number(number))?;
    Some((found, form))
}

/// *de* and a bare noun after a noun: its place, and what agrees with it.
fn complement_of(grammar: &Grammar, noun: usize) -> Option<(usize, Agreement)> {
    let tie = grammar.next(noun).filter(|&n| matches!(grammar.form(Some(n)), "de" | "d'"))?;
    let last = grammar.next(tie)?;
    let word = grammar.word(last).filter(|w| w.shape == Shape::Lower && is_bare_noun(w))?;
    Some((last, Grammar::noun(word)?))
}

/// Adjectives that stand for adverbs, or go with no noun before them.
const LEFT_ALONE: [&str; 33] = [
    "haut", "bas", "fort", "net", "cher", "court", "grand", "mi", "demi", "nu", "littoral", "juste", "clair",
    "droit", "faux", "ferme", "franc", "pareil", "plein", "mal", "bien", "mieux", "pire", "soudain", "vu",
    "excepté", "passé", "compris", "inclus", "joint", "supposé", "attendu", "tout",
];

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

/// Is a noun group a member of a list, so that a plural adjective after it goes with all: *une filiation et une
/// identité constantes*?
pub(super) fn follows_another(grammar: &Grammar, determiner: usize) -> bool {
    let before = std::iter::successors(Some(determiner), |&n| grammar.before(n)).skip(1).take(10);
    before.map(|n| grammar.form(Some(n))).any(|form| matches!(form, "et" | "ou" | "ni"))
}

/// What may go with an adjective besides the noun right before it: the noun that this one is tied to, as in
/// *le chef de la section important*.
pub(super) fn noun_before(grammar: &Grammar, determiner: usize) -> Option<Agreement> {
    let mut all = Agreement::default();
    let mut at = determiner;
    for _ in 0..10 {
        let Some(n) = grammar.before(at) else { break };
        let Some(word) = grammar.word(n) else {
            at = n;
            continue;
        };
        let ties = word.has_pos(Pos::Preposition) || matches!(&*word.folded, "et" | "ou" | "de" | "d'");
        // “des” after a verb is an article.
        let verb = Grammar::may_be_finite(word) || Grammar::may_be_infinitive(word);
        let contracted = match grammar.form(Some(determiner)) {
            "des" => !verb,
            form => matches!(form, "du" | "au" | "aux") || BARE.contains(&form),
        };
        if at == determiner && !ties && !contracted {
            return None;
        }
        // A determiner tells nothing by itself: its noun was met.
        if let Some(own) = Grammar::nominal(word).filter(|_| !is_bare_determiner(word)) {
            all = all.or(own);
        }
        at = n;
    }
    Some(all)
}

fn is_bare_determiner(word: &Word) -> bool {
    Grammar::is_determiner_form(&word.folded) || matches!(&*word.folded, "leur" | "tout" | "toute")
}

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

fn is_adjective_before_noun(word: &Word) -> bool {
    word.has_pos(Pos::Adjective) && word.is_only(&[Pos::Adjective, Pos::Adverb, Pos::Noun])
}

/// A determiner and its noun, and between them an adjective that goes with neither: *les sec ingrédients*.
/// Captures: `fixed`.
#[derive(Debug)]
pub struct AdjectiveNoun;

impl Detector for AdjectiveNoun {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
            || matches!(&*word.folded, "leur" | "quelques" | "plusieurs")
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && is_adjective_before_noun(w))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            if let Some((range, fixed)) = preposed(page, &grammar, at) {
                add(Hit::new(range).with("fixed", fixed));
                continue;
            }
            let Some(determiner) = grammar.determiner(at) else { continue };
            let lower = |n: usize| grammar.word(n).filter(|w| w.shape == Shape::Lower);
            let Some(found) = grammar.next(at) else { continue };
            let Some(adjective) = lower(found).filter(|w| is_adjective_before_noun(w)) else { continue };
            let Some(noun) = grammar.next(found).and_then(lower).filter(|w| w.is_only(&[Pos::Noun])) else {
                continue;
            };
            let (Some(own), Some(noun)) = (Grammar::adjective(adjective), Grammar::noun(noun)) else {
                continue;
            };
            // “les isolateurs céramiques”: a noun that the determiner goes with, and another.
            if Grammar::noun(adjective).is_some_and(|a| !a.and(determiner).is_empty()) {
                continue;
            }
            let group = noun.and(determiner);
            if group.is_empty() || !own.and(group).is_empty() || LEFT_ALONE.contains(&&*adjective.folded) {
                continue;
            }
            let (Some(gender), Some(number)) = (group.gender(), group.number()) else { continue };
            let reading = adjective.analyses.iter().find(|a| a.tag.pos() == Pos::Adjective);
            let Some(lemma) = reading.map(|a| a.lemma) else { continue };
            let features = Features::new().pos(Pos::Adjective).gender(gender).number(number);
            if let Some(form) = Lexicon::embedded().inflect(lemma, &features) {
                add(Hit::new(page.bytes(found..found + 1)).with("fixed", form));
            }
        }
    }
}

/// A determiner, an adjective that stands before its noun, and a noun that does not go with the adjective: *la première
/// match, des belle yeux*. Gives what is wrong, from the determiner to the adjective, and what should stand there.
fn preposed(page: &Page, grammar: &Grammar, at: usize) -> Option<(Range<usize>, String)> {
    let determiner = grammar.word(at)?;
    // “cinq cent un deuxième essai”: a number.
    let counted = grammar.before(at).and_then(|n| grammar.word(n)).is_some_and(|w| w.has_pos(Pos::Numeral));
    if counted
        || matches!(grammar.form(grammar.before(at)), "et") && matches!(&*determiner.folded, "un" | "une")
    {
        return None;
    }
    let found = grammar.next(at)?;
    let noun_at = grammar.noun_of_preposed(found)?;
    let (adjective, noun) = (grammar.word(found)?, grammar.word(noun_at)?);
    if left_alone(adjective, noun) {
        return None;
    }
    // Before an adjective and its noun, *le, la, les* are articles.
    let readings =
        determiner.analyses.iter().filter(|a| matches!(a.tag.pos(), Pos::Determiner | Pos::Preposition));
    let wanted = readings.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
    let (own, of_noun) = (Grammar::adjective(adjective)?, Grammar::noun(noun)?);
    if let Some(form) = noun_of_other_number(noun, own.and(wanted), of_noun) {
        return Some((page.bytes(noun_at..noun_at + 1), form));
    }
    let (pair, group) = (own.and(of_noun), wanted.and(of_noun));
    if wanted.is_empty() || !pair.and(wanted).is_empty() {
        return None;
    }
    let (gender, number) = match (group.gender(), group.number()) {
        (Some(gender), Some(number)) if pair.is_empty() => (gender, number),
        // The noun took the place of one of another gender: all three are of one number.
        _ if group.is_empty() => {
            (of_noun.gender()?, wanted.number().filter(|&n| of_noun.number() == Some(n))?)
        }
        _ => return None,
    };
    let lemma = adjective.analyses.iter().find(|a| a.tag.pos() == Pos::Adjective)?.lemma;
    let features = Features::new().pos(Pos::Adjective).gender(gender).number(number);
    let form = Lexicon::embedded().inflect(lemma, &features)?;
    let form = before_noun(form, (gender, number), &noun.folded);
    if !group.is_empty() {
        return Some((page.bytes(found..found + 1), form));
    }
    let article = determiner_before(&determiner.folded, (gender, number), &form)?;
    let article = if determiner.is_capitalised() { capitalised(&article) } else { article };
    Some((page.bytes(at..found + 1), format!("{article}{form}")))
}

/// The noun in the number of its determiner and its adjective, which are sure of both gender and number: *la première étapes*.
fn noun_of_other_number(noun: &Word, wanted: Agreement, own: Agreement) -> Option<String> {
    let (number, gender) = (wanted.number()?, own.gender()?);
    let other = own.number().filter(|&n| n != number && noun.is_only(&[Pos::Noun]))?;
    // The gender goes, the number alone does not.
    let agrees = !wanted.and(Agreement::pairs(gender, number)).is_empty()
        && wanted.and(Agreement::pairs(gender, other)).is_empty();
    let lemma = noun.analyses.iter().find(|a| a.tag.pos() == Pos::Noun && agrees)?.lemma;
    Lexicon::embedded().inflect(lemma, &Features::new().pos(Pos::Noun).gender(gender).number(number))
}

/// A determiner as it stands before an adjective, with the space or the apostrophe after it.
fn determiner_before(word: &str, (gender, number): (Gender, Number), adjective: &str) -> Option<String> {
    let form = crate::engine::determiner(word, gender, number)?;
    let vowel = Lexicon::embedded().elides(&fold(adjective));
    Some(match (&*form, vowel) {
        ("le" | "la", true) => "l'".to_owned(),
        ("ce", true) => "cet ".to_owned(),
        ("ma" | "ta" | "sa", true) => format!("{}on ", &form[..1]),
        _ => format!("{form} "),
    })
}

/// Adjectives and nouns that go together though they do not agree: *à grand peine, le deuxième classe, un troisième ligne*.
fn left_alone(adjective: &Word, noun: &Word) -> bool {
    const AFTER_GRAND: [&str; 16] = [
        "rue", "place", "route", "messe", "mère", "faim", "soif", "peine", "peur", "chose", "croix", "voile",
        "tante", "honte", "pitié", "hâte",
    ];
    &*adjective.folded == "grand" && AFTER_GRAND.contains(&&*noun.folded)
        || matches!(
            &*noun.folded,
            "classe" | "ligne" | "main" | "couteau" | "gens" | "amour" | "amours" | "délice" | "orgue"
        )
        || LEFT_ALONE.contains(&&*adjective.folded)
            && !matches!(&*adjective.folded, "grand" | "haut" | "court" | "faux")
}
