//! Agreement inside a noun group, and of a participle with its pronoun: *des population*, *ce
//! association*, *elle est allé*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::{Agreement, Grammar};
use crate::lexicon::{Analysis, Features, Flag, Gender, Lexicon, Number, Pos, Tense};
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
            let determiner = grammar.determiner(at).or_else(|| grammar.opening_article(at));
            let Some(determiner) = determiner else { continue };
            let Some(noun_at) = grammar.next(at) else { continue };
            let lower = |n: usize| grammar.word(n).filter(|w| w.shape == Shape::Lower);
            let Some(noun) = lower(noun_at).filter(|w| w.is_only(&[Pos::Noun, Pos::Verb])) else { continue };
            let Some(found) = grammar.next(noun_at) else { continue };
            let Some(adjective) = lower(found).filter(|w| is_adjective_here(&grammar, found, w)) else {
                continue;
            };
            let Some(group) = Grammar::noun(noun).map(|own| own.and(determiner)).filter(|g| !g.is_empty())
            else {
                continue;
            };
            let Some(own) = Grammar::adjective(adjective) else { continue };
            if !own.and(group).is_empty()
                || own.number() == Some(Number::Plural) && follows_another(&grammar, at)
                || noun_before(&grammar, at).is_some_and(|n| !n.and(own).is_empty())
                || LEFT_ALONE.contains(&&*adjective.folded)
                || adjective.folded.contains('-')
                || &*noun.folded == "fois"
                || goes_with_what_follows(&grammar, found, group)
            {
                continue;
            }
            let (Some(gender), Some(number)) = (group.gender(), group.number()) else { continue };
            let Some(reading) = adjective.analyses.iter().find(|a| a.tag.adjectival()) else { continue };
            let features =
                Features { pos: Some(reading.tag.pos()), tense: reading.tag.mood_tense(), ..Features::new() };
            if let Some(form) =
                Lexicon::embedded().inflect(reading.lemma, &features.gender(gender).number(number))
            {
                let fixed = format!("{} {form}", page.spelled(noun_at));
                add(Hit::new(page.bytes(noun_at..found + 1)).with("fixed", fixed));
            }
        }
    }
}

/// Adjectives that stand for adverbs, or go with no noun before them.
const LEFT_ALONE: [&str; 33] = [
    "haut", "bas", "fort", "net", "cher", "court", "grand", "mi", "demi", "nu", "littoral", "juste", "clair",
    "droit", "faux", "ferme", "franc", "pareil", "plein", "mal", "bien", "mieux", "pire", "soudain", "vu",
    "excepté", "passé", "compris", "inclus", "joint", "supposé", "attendu", "tout",
];

/// Is the word after a noun its adjective: one that is nothing else, or a participle that cannot belong to a
/// word before (*il quitta la pièce suivi de son fils*), because nothing comes before or nothing follows?
fn is_adjective_here(grammar: &Grammar, at: usize, word: &Word) -> bool {
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
    let opens = at >= 2 && grammar.before(at - 2).is_none() && !word.has_pos(Pos::Noun);
    let all = |others: fn(&Analysis) -> bool| word.analyses.iter().all(|a| a.tag.adjectival() || others(a));
    if Grammar::may_be_participle(word) && all(|a| a.tag.pos() == Pos::Noun) && (ends || opens || before_verb)
    {
        return true;
    }
    // *intéressante, amusant*: a noun or a present participle besides, but not at a sentence's end, in the singular
    // after a plural.
    let participle = |a: &Analysis| a.tag.mood_tense() == Some(Tense::PresentParticiple);
    let other =
        |a: &Analysis| a.tag.pos() == Pos::Noun || a.tag.mood_tense() == Some(Tense::PresentParticiple);
    let single = Grammar::adjective(word).and_then(|a| a.number()) != Some(Number::Plural);
    ends && word.has_pos(Pos::Adjective)
        && word.analyses.iter().all(|a| a.tag.adjectival() || other(a))
        && (single && !APPOSED.contains(&&*word.folded) || word.analyses.iter().any(participle))
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
fn follows_another(grammar: &Grammar, determiner: usize) -> bool {
    let before = std::iter::successors(Some(determiner), |&n| grammar.before(n)).skip(1).take(10);
    before.map(|n| grammar.form(Some(n))).any(|form| matches!(form, "et" | "ou" | "ni"))
}

/// What may go with an adjective besides the noun right before it: the noun that this one is tied to, as in
/// *le chef de la section important*.
fn noun_before(grammar: &Grammar, determiner: usize) -> Option<Agreement> {
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
            form => matches!(form, "du" | "au" | "aux"),
        };
        if at == determiner && !ties && !contracted {
            return None;
        }
        if let Some(own) = Grammar::nominal(word) {
            all = all.or(own);
        }
        at = n;
    }
    Some(all)
}

/// Does an adjective go with the word after it rather than with the noun before: *les secteurs public et privé*,
/// *un texte grand public*?
fn goes_with_what_follows(grammar: &Grammar, adjective: usize, group: Agreement) -> bool {
    grammar.next(adjective).and_then(|n| grammar.word(n)).is_some_and(|w| {
        w.has_pos(Pos::Noun) && w.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb])
            || w.has_pos(Pos::Adjective)
            || Grammar::may_be_participle(w)
            || &*w.folded == "et" && group.number() != Some(Number::Singular)
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
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && is_adjective_before_noun(w))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
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
            let Some(said) = predicate(&grammar, at, &["être"]) else { continue };
            if is_verb_here(page.word(said.at)) {
                said.report(page, |a| a.tag.mood_tense() == Some(Tense::PastParticiple), add);
            }
        }
    }
}

/// An adjective after *être, sembler, devenir, rester* that does not agree with its subject: *la sauce est
/// crémeux*. Captures: `fixed`.
#[derive(Debug)]
pub struct SubjectAdjective;

/// Adjectives that stay as they are after *être*, or stand for an adverb there.
const UNCHANGED: [&str; 40] = [
    "anglais",
    "français",
    "grognon",
    "haut",
    "bas",
    "fort",
    "net",
    "cher",
    "court",
    "grand",
    "demi",
    "bon",
    "certaines",
    "certains",
    "seul",
    "juste",
    "clair",
    "droit",
    "faux",
    "ferme",
    "franc",
    "pareil",
    "plein",
    "mal",
    "bien",
    "mieux",
    "pire",
    "tout",
    "même",
    "soudain",
    "ensemble",
    "debout",
    "exprès",
    "tard",
    "est",
    "fait",
    "vite",
    "point",
    "tôt",
    "près",
];

impl Detector for SubjectAdjective {
    fn wakes(&self, word: &Word) -> bool {
        SubjectParticiple.wakes(word) || &*word.folded == "il"
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        SubjectParticiple.follows(word) || word.is_some_and(|w| w.has_pos(Pos::Verb))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let copulas = ["être", "sembler", "paraître", "devenir", "rester", "demeurer"];
            if let Some(said) = apposition(&grammar, at) {
                said.report(page, |a| a.tag.adjectival(), add);
                continue;
            }
            let Some(said) = predicate(&grammar, at, &copulas) else { continue };
            let word = page.word(said.at);
            let after_etre = is_etre(page.word(said.verb)) || page.spelled(said.verb + 1) == "été";
            let adjective = !(after_etre && is_verb_here(word))
                && word.analyses.iter().any(|a| a.tag.adjectival())
                && !word.has_pos(Pos::Preposition)
                && !word.has_pos(Pos::Determiner)
                && !word.has_pos(Pos::Pronoun)
                && !UNCHANGED.contains(&&*word.folded);
            // “est bon marché”, “sont nouveau style”: the adjective goes with what follows.
            let noun_follows = grammar
                .next(said.at)
                .and_then(|n| grammar.word(n))
                .is_some_and(|w| w.has_pos(Pos::Noun) && w.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb]));
            if adjective && !noun_follows {
                said.report(page, |a| a.tag.adjectival(), add);
            }
        }
    }
}

/// What is said of a subject: the word after its verb, and what it must agree with.
struct Predicate {
    subject: Agreement,
    verb: usize,
    at: usize,
}

fn is_etre(word: &Word) -> bool {
    Grammar::is_auxiliary(word, "être")
}

/// The predicate of the subject that starts at a token, after a verb of these lemmas.
fn predicate(grammar: &Grammar, at: usize, lemmas: &[&str]) -> Option<Predicate> {
    let (end, verb, subject) = match pronoun_subject(grammar, at) {
        Some((end, agreement)) => (end, grammar.verb_of(end)?, agreement),
        None => {
            let subject = grammar.subject(at)?;
            (subject.tokens.end, subject.verb, subject.agreement)
        }
    };
    // “elles se sont dit”: what a reflexive participle agrees with is another question.
    let plain = (end..verb).all(|n| matches!(grammar.form(Some(n)), "ne" | "n'" | "y"));
    let lemma =
        |token: usize, lemma: &str| grammar.word(token).is_some_and(|w| Grammar::is_auxiliary(w, lemma));
    let mut last = verb;
    if lemma(verb, "avoir") {
        last = after_adverbs(grammar, verb).filter(|&n| grammar.form(Some(n)) == "été")?;
    } else if !lemmas.iter().any(|l| lemma(verb, l)) {
        return None;
    }
    last = after_adverbs(grammar, last)?;
    plain.then_some(Predicate { subject, verb, at: last })
}

/// The participle between commas after the subject that opens a sentence: *La chanteuse, âgé de 25 ans,*.
fn apposition(grammar: &Grammar, at: usize) -> Option<Predicate> {
    let group = grammar.before(at).is_none().then(|| grammar.noun_group(at))??;
    let comma = grammar.next(group.tokens.end - 1).filter(|&n| grammar.form(Some(n)) == ",")?;
    let at = grammar.next(comma).filter(|&n| {
        grammar.word(n).is_some_and(|w| Grammar::is_participle(w) || w.folded.starts_with("âgé"))
    })?;
    Some(Predicate { subject: group.agreement, verb: comma, at })
}

/// The token after this one, and after the adverbs there.
fn after_adverbs(grammar: &Grammar, token: usize) -> Option<usize> {
    let mut at = grammar.next(token)?;
    while grammar.word(at)?.is_only(&[Pos::Adverb])
        || matches!(
            grammar.form(Some(at)),
            "pas" | "plus" | "très" | "trop" | "bien" | "si" | "moins" | "aussi"
        )
    {
        at = grammar.next(at)?;
    }
    Some(at)
}

impl Predicate {
    /// Reports the word, if none of these readings goes with the subject.
    fn report(&self, page: &Page, is_reading: impl Fn(&Analysis) -> bool, add: &mut dyn FnMut(Hit)) {
        let word = page.word(self.at);
        if word.shape != Shape::Lower {
            return;
        }
        let readings = || word.analyses.iter().filter(|a| is_reading(a));
        let own = readings().fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
        let Some(reading) = readings().next().filter(|_| own.and(self.subject).is_empty()) else { return };
        let features = Features {
            pos: Some(reading.tag.pos()),
            tense: reading.tag.mood_tense(),
            gender: self.subject.gender().or(own.gender()),
            number: self.subject.number().or(own.number()),
            ..Features::new()
        };
        if let Some(form) = Lexicon::embedded().inflect(reading.lemma, &features) {
            add(Hit::new(page.bytes(self.at..self.at + 1)).with("fixed", form));
        }
    }
}

/// *il, elle, elles, ils* as a subject: the token after, and what agrees with it.
fn pronoun_subject(grammar: &Grammar, at: usize) -> Option<(usize, Agreement)> {
    let subject = match grammar.form(Some(at)) {
        "il" => Agreement::pairs(Gender::Masculine, Number::Singular),
        "elle" => Agreement::pairs(Gender::Feminine, Number::Singular),
        "elles" => Agreement::pairs(Gender::Feminine, Number::Plural),
        "ils" => Agreement::pairs(Gender::Masculine, Number::Plural),
        _ => return None,
    };
    (!preposition_before(grammar, at)).then_some((at + 1, subject))
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
