//! What an adjective after a noun must go with: the noun with its determiner, and the nouns before them.

use super::{Agreement, Grammar, is_time};
use crate::lexicon::{Gender, Number, Person, Pos, Tense};
use crate::text::{Shape, Word};

/// What an adjective after a noun must go with.
pub struct Group {
    /// The determiner, or the preposition of a bare noun.
    pub start: usize,
    /// The noun before the adjective.
    pub noun: usize,
    /// The gender and number of the noun, or of two that are joined: then an adjective may go with the nearer one's gender.
    pub agreement: Agreement,
    /// Must nothing before be what an adjective after it goes with?
    pub loose: bool,
}

impl Group {
    /// The gender and number that an adjective should have; of two genders, the masculine.
    pub fn due(&self) -> Option<(Gender, Number)> {
        let number = self.agreement.number()?;
        let joined =
            number == Number::Plural && self.agreement == Agreement::pairs(Gender::Both, Number::Plural);
        let gender = self.agreement.gender().or(joined.then_some(Gender::Masculine))?;
        Some((gender, number))
    }
}

/// May a word open what [`group_at`] takes?
pub fn opens_group(word: &Word) -> bool {
    Grammar::is_determiner_form(&word.folded) || BARE.contains(&&*word.folded) || quantity(word).is_some()
}

/// The number of what a word counts, for those that are determiners wherever a noun comes next.
fn quantity(word: &Word) -> Option<Agreement> {
    let number = match &*word.folded {
        "plusieurs" | "quelques" => Number::Plural,
        "chaque" | "l'" | "leur" => Number::Singular,
        // “mille” and “cent” may end a number, “un” begins none.
        form if is_count(form) => Number::Plural,
        _ => return None,
    };
    Some(Agreement::pairs(Gender::Both, number))
}

/// Numbers that count what comes next.
const COUNTS: [&str; 9] = ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"];

/// Is it a number that counts what comes next?
pub fn is_count(folded: &str) -> bool {
    COUNTS.contains(&folded)
}

/// What the determiner at a token asks of its noun, and the token after it and its number: *ces, plusieurs, les deux*. One
/// that leaves the subject's adjective a place after the noun (*elle a l'air heureuse, il resta deux jours malade*) is loose.
fn opening(grammar: &Grammar, at: usize) -> Option<(Agreement, usize, bool)> {
    let next = grammar.next(at)?;
    let counted = |n: usize| is_count(grammar.form(Some(n)));
    // “les deux équipes”: before a number *les* is an article, and the number alone leaves nothing to be sure of.
    if matches!(grammar.form(Some(at)), "les" | "ces" | "ses" | "mes" | "nos" | "vos" | "leurs")
        && counted(next)
    {
        return Some((Agreement::pairs(Gender::Both, Number::Plural), grammar.next(next)?, false));
    }
    let determiner = grammar.determiner(at).or_else(|| grammar.opening_article(at));
    let quantity = || {
        let own = grammar.word(at).and_then(quantity)?;
        // After a noun or a determiner a number is a name (*le numéro deux*) or has been read.
        let named = grammar.before(at).and_then(|n| grammar.word(n)).is_some_and(|w| {
            Grammar::is_determiner_form(&w.folded) || w.has_pos(Pos::Noun) || w.has_pos(Pos::Numeral)
        });
        let alone =
            || grammar.word(next).is_some_and(|w| w.is_only(&[Pos::Noun]) || grammar.is_preposed(next));
        (!(counted(at) && named) && alone()).then_some(own)
    };
    match determiner {
        Some(own) => Some((own, next, false)),
        None => {
            let own = quantity()?;
            let timed = own.number() == Some(Number::Plural) && is_duration(grammar.form(Some(next)));
            Some((own, next, timed || own.number() == Some(Number::Singular)))
        }
    }
}

/// What stands before a noun without determiner that completes a noun.
const BARE: [&str; 2] = ["de", "d'"];

/// A determiner and its noun (*une série, des nouvelles mesures, les règles et procédures*), or *de* and a bare noun after
/// another or after a word of quantity (*un peu de farine*). After a verb (*il rentre de vacances heureux*) nothing is sure.
pub fn group_at(grammar: &Grammar, at: usize) -> Option<Group> {
    let lower = |n: usize| grammar.word(n).filter(|w| w.shape == Shape::Lower);
    let next = grammar.next(at)?;
    if BARE.contains(&grammar.form(Some(at))) {
        // “de nouvelles mesures”: the adjective and its noun tell.
        if let Some(noun) = plural_of_preposed(grammar, next) {
            let own = grammar.word(noun).and_then(Grammar::noun)?;
            let agreement = grammar.word(next).and_then(Grammar::adjective)?.and(own);
            return Some(Group { start: at, noun, agreement, loose: false });
        }
        let noun = lower(next).filter(|w| is_bare_noun(w))?;
        let head = grammar.before(at).and_then(|n| grammar.word(n))?;
        let quantity = matches!(&*head.folded, "peu" | "beaucoup" | "trop" | "plus" | "moins" | "assez");
        if !(quantity || head.has_pos(Pos::Noun) && head.is_only(&[Pos::Noun, Pos::Verb])) {
            return None;
        }
        return Some(Group { start: at, noun: next, agreement: Grammar::noun(noun)?, loose: false });
    }
    let (determiner, next, loose) = opening(grammar, at)?;
    let noun_at = match grammar.noun_of_preposed(next).or_else(|| plural_of_preposed(grammar, next)) {
        // “un petit porte-clés”: both must go with the noun.
        Some(noun) => Some(noun).filter(|&n| {
            let own = grammar.word(n).and_then(Grammar::noun).unwrap_or_default().and(determiner);
            grammar.word(next).and_then(Grammar::adjective).is_some_and(|a| !a.and(own).is_empty())
        })?,
        None => next,
    };
    // “les joueurs”: what may be an adjective besides is a noun right after its determiner.
    let open = [Pos::Noun, Pos::Verb, Pos::Adjective];
    let noun = lower(noun_at).filter(|w| w.has_pos(Pos::Noun) && w.is_only(&open))?;
    // “sa marche un instant interrompue”: such a word, and a time, may stand between a noun and its adjective.
    let loose = loose || noun.has_pos(Pos::Adjective) || is_duration(&noun.folded);
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
        return Some(Group { start: at, noun: second, agreement, loose });
    }
    Some(Group { start: at, noun: noun_at, agreement, loose })
}

/// Does the noun tell how long, or how often?
pub fn is_duration(noun: &str) -> bool {
    is_time(noun) || is_time(noun.trim_end_matches('s')) || matches!(noun, "pas" | "semestres" | "siècles")
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

/// *de* and a bare noun after a noun: its place, and what agrees with it.
pub fn complement_of(grammar: &Grammar, noun: usize) -> Option<(usize, Agreement)> {
    let tie = grammar.next(noun).filter(|&n| matches!(grammar.form(Some(n)), "de" | "d'"))?;
    let last = grammar.next(tie)?;
    let word = grammar.word(last).filter(|w| w.shape == Shape::Lower && is_bare_noun(w))?;
    Some((last, Grammar::noun(word)?))
}

/// Is a noun group a member of a list, so that a plural adjective after it goes with all: *une filiation et une
/// identité constantes*?
pub fn follows_another(grammar: &Grammar, determiner: usize) -> bool {
    let before = std::iter::successors(Some(determiner), |&n| grammar.before(n)).skip(1).take(10);
    before.map(|n| grammar.form(Some(n))).any(|form| matches!(form, "et" | "ou" | "ni"))
}

/// May what stands before a token in its sentence be what an adjective after it goes with (*il quitta la pièce suivi de
/// son fils*)? A name, a pronoun of either gender and the subject of an imperative or an infinitive may always be.
pub fn owner_before(grammar: &Grammar, token: usize, own: Agreement) -> bool {
    let before = || std::iter::successors(grammar.before(token), |&n| grammar.before(n));
    let may_own = |n: usize| {
        let Some(word) = grammar.word(n) else { return false };
        let agreement = match &*word.folded {
            "il" => Agreement::pairs(Gender::Masculine, Number::Singular),
            "elle" => Agreement::pairs(Gender::Feminine, Number::Singular),
            "ils" | "eux" => Agreement::pairs(Gender::Masculine, Number::Plural),
            "elles" => Agreement::pairs(Gender::Feminine, Number::Plural),
            // “l'”: whatever it stands for.
            "l'" | "leur" | "les" | "le" | "la" => {
                match grammar.determiner(n).or_else(|| grammar.opening_article(n)) {
                    Some(_) => return false,
                    None if grammar
                        .next(n)
                        .and_then(|n| grammar.word(n))
                        .is_some_and(|w| w.is_only(&[Pos::Noun])) =>
                    {
                        return false;
                    }
                    None => Agreement::pairs(Gender::Both, Number::Both),
                }
            }
            _ if word.shape != Shape::Lower && grammar.before(n).is_some() || !word.is_french() => {
                Agreement::pairs(Gender::Both, Number::Both)
            }
            _ if word.has_pos(Pos::Pronoun) && !word.has_pos(Pos::Determiner) => {
                Agreement::pairs(Gender::Both, Number::Both)
            }
            _ if Grammar::may_be_infinitive(word) && !word.has_pos(Pos::Noun) => {
                Agreement::pairs(Gender::Both, Number::Both)
            }
            _ if grammar.before(n).is_none() && is_imperative(word) => {
                Agreement::pairs(Gender::Both, Number::Both)
            }
            _ if is_bare_determiner(word) || word.has_pos(Pos::Preposition) => return false,
            _ => Grammar::nominal(word).unwrap_or_default(),
        };
        !agreement.and(own).is_empty()
    };
    before().any(may_own)
}

fn is_imperative(word: &Word) -> bool {
    word.analyses.iter().any(|a| a.tag.mood_tense() == Some(Tense::Imperative))
}

/// What may go with an adjective besides the noun right before it: the noun that this one is tied to, as in
/// *le chef de la section important*.
pub fn noun_before(grammar: &Grammar, determiner: usize) -> Option<Agreement> {
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

/// Prepositions that tie a noun to another, so that an adjective may go with either.
const TIES: [&str; 8] = ["de", "d'", "du", "des", "à", "au", "aux", "en"];

/// What an adjective that is never a state may go with besides the noun right before it: the nouns that this one completes,
/// through *de, à, en* (*le chef de la section*), and for one that `reaches` farther, a participle, through any preposition (*un
/// débat sur la loi*).
pub fn heads_before(grammar: &Grammar, determiner: usize, reaches: bool) -> Agreement {
    let ties = |n: usize| {
        TIES.contains(&grammar.form(Some(n)))
            || reaches && grammar.word(n).is_some_and(|w| w.has_pos(Pos::Preposition))
    };
    let any = Agreement::pairs(Gender::Both, Number::Both);
    let mut all = Agreement::default();
    let tie =
        if ties(determiner) { Some(determiner) } else { grammar.before(determiner).filter(|&n| ties(n)) };
    let Some(tie) = tie else { return all };
    for n in std::iter::successors(grammar.before(tie), |&n| grammar.before(n)) {
        let Some(word) = grammar.word(n) else {
            match grammar.form(Some(n)) {
                // “la cible (par défaut) du système”
                ")" | "»" | "\"" => return any,
                // “500 millions de dollars”
                _ if grammar.is_number(n) => continue,
                _ => break,
            }
        };
        let named = word.shape != Shape::Lower && grammar.before(n).is_some() || !word.is_french();
        if named || word.has_pos(Pos::Pronoun) && !is_bare_determiner(word) {
            return any;
        }
        if let Some(own) = Grammar::noun(word).filter(|_| !is_bare_determiner(word)) {
            all = all.or(own);
        } else if !(ties(n)
            || is_bare_determiner(word)
            || matches!(&*word.folded, "l'" | "et" | "ou")
            || Grammar::nominal(word).is_some())
        {
            break;
        }
    }
    all
}

fn is_bare_determiner(word: &Word) -> bool {
    Grammar::is_determiner_form(&word.folded) || matches!(&*word.folded, "leur" | "tout" | "toute")
}
