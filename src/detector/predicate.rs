//! Agreement of what is said of a subject: *elle est allé*, *la sauce est crémeux*, *La chanteuse, âgé de 25 ans,*.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::{Agreement, Grammar};
use crate::lexicon::{Analysis, Features, Flag, Gender, Lexicon, Number, Pos, Tense};
use crate::text::{Shape, Word, capitalised};

/// A participle after *être* that does not agree with its subject: *elle, elles, ils*, or a noun group that
/// opens the sentence. Captures: `fixed`.
#[derive(Debug)]
pub struct SubjectParticiple;

impl Detector for SubjectParticiple {
    fn wakes(&self, word: &Word) -> bool {
        subject_opens(word) || &*word.folded == "il"
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| {
            w.analyses.iter().any(|a| a.tag.has(Flag::Auxiliary))
                || [Pos::Noun, Pos::Adjective, Pos::Numeral].iter().any(|&pos| w.has_pos(pos))
                || is_owned(&w.folded)
        })
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(said) = predicate(&grammar, at, &["être"]) else { continue };
            if is_verb_here(page.word(said.at)) && page.spelled(said.at) != "entendu" {
                said.report(page, |a| a.tag.mood_tense() == Some(Tense::PastParticiple), add);
            }
        }
    }
}

/// May the word open a subject: a determiner, or one of the pronouns that tell a gender or a number?
pub(super) fn subject_opens(word: &Word) -> bool {
    matches!(&*word.folded, "elle" | "elles" | "ils" | "l'" | "celle-ci" | "celles-ci" | "ceux-ci")
        || Grammar::is_determiner_form(&word.folded)
}

/// Verbs that tie a quality to their subject.
pub(super) const COPULAS: [&str; 6] = ["être", "sembler", "paraître", "devenir", "rester", "demeurer"];

/// An adjective after *être, sembler, devenir, rester* that does not agree with its subject: *la sauce est
/// crémeux*. Captures: `fixed`.
#[derive(Debug)]
pub struct SubjectAdjective;

/// Adjectives that stay as they are after *être*, or stand for an adverb there.
const UNCHANGED: [&str; 43] = [
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
    "bel",
    "sûr",
    "entendu",
];

impl Detector for SubjectAdjective {
    fn wakes(&self, word: &Word) -> bool {
        SubjectParticiple.wakes(word)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        SubjectParticiple.follows(word) || word.is_some_and(|w| w.has_pos(Pos::Verb))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            if let Some(said) = apposition(&grammar, at) {
                said.report(page, |a| a.tag.adjectival(), add);
                continue;
            }
            let Some(said) = predicate(&grammar, at, &COPULAS) else { continue };
            let word = page.word(said.at);
            let after_etre = is_etre(page.word(said.verb)) || page.spelled(said.verb + 1) == "été";
            // What *participle* reports is left to it; what may be a word of grammar is none.
            let unchanged = UNCHANGED.contains(&&*word.folded) && !closes_with_quality(&grammar, said.at);
            let other = after_etre && is_verb_here(word) || unchanged;
            let grammatical =
                [Pos::Preposition, Pos::Determiner, Pos::Pronoun].iter().any(|&pos| word.has_pos(pos));
            let adjectival = word.analyses.iter().any(|a| a.tag.adjectival());
            // “est bon marché”, “sont nouveau style”: the adjective goes with what follows.
            let noun_follows = grammar
                .next(said.at)
                .and_then(|n| grammar.word(n))
                .is_some_and(|w| w.has_pos(Pos::Noun) && w.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb]));
            if adjectival && !other && !grammatical && !noun_follows {
                said.report(page, |a| a.tag.adjectival(), add);
            }
        }
    }
}

/// *Les prix sont cher.* Where nothing follows, these are adjectives.
fn closes_with_quality(grammar: &Grammar, at: usize) -> bool {
    let quality = matches!(
        grammar.form(Some(at)),
        "bon" | "cher" | "grand" | "court" | "haut" | "bas" | "fort" | "plein" | "faux" | "franc" | "net"
    );
    let next = grammar.next(at);
    quality && (next.is_none() || matches!(grammar.form(next), "." | "!" | "et" | "mais" | "que" | "qu'"))
}

/// What is said of a subject: the word after its verb, and what it must agree with.
pub(super) struct Predicate {
    /// What agrees with the subject.
    pub(super) subject: Agreement,
    verb: usize,
    /// The word that is said of it.
    pub(super) at: usize,
}

fn is_etre(word: &Word) -> bool {
    Grammar::is_auxiliary(word, "être")
}

/// The predicate of the subject that starts at a token, after a verb of these lemmas.
pub(super) fn predicate(grammar: &Grammar, at: usize, lemmas: &[&str]) -> Option<Predicate> {
    let (end, verb, subject) = match pronoun_subject(grammar, at) {
        Some((end, agreement)) => {
            // After a pronoun *reste* is no noun.
            let stays =
                || grammar.next(end - 1).filter(|&n| matches!(grammar.form(Some(n)), "reste" | "restent"));
            (end, grammar.verb_of(end).or_else(stays)?, agreement)
        }
        None => {
            let subject = grammar.subject(at)?;
            (subject.tokens.end, subject.verb, subject.agreement)
        }
    };
    // “elles se sont dit”: what a reflexive participle agrees with is another question.
    let clitics = ["ne", "n'", "y", "me", "m'", "te", "t'", "lui", "leur", "nous", "vous"];
    let plain = (end..verb).all(|n| clitics.contains(&grammar.form(Some(n))));
    let lemma =
        |token: usize, lemma: &str| grammar.word(token).is_some_and(|w| Grammar::is_auxiliary(w, lemma));
    let mut last = verb;
    if lemma(verb, "avoir") {
        last = after_adverbs(grammar, verb).filter(|&n| grammar.form(Some(n)) == "été")?;
    } else if !lemmas.iter().any(|l| lemma(verb, l)) {
        return None;
    }
    last = after_adverbs(grammar, last)?;
    // “est devenue célèbre”: what follows is said of the subject too.
    if is_become(grammar, last) && lemmas.contains(&"devenir") {
        let next = after_adverbs(grammar, last);
        let agrees =
            grammar.word(last).and_then(Grammar::adjective).is_some_and(|a| !a.and(subject).is_empty());
        last = next.filter(|_| agrees).unwrap_or(last);
    }
    plain.then_some(Predicate { subject, verb, at: last })
}

/// Is the word the participle of *devenir* or *rester*, after which a quality may stand?
fn is_become(grammar: &Grammar, at: usize) -> bool {
    let form = grammar.form(Some(at));
    form.starts_with("devenu") || matches!(form, "resté" | "restée" | "restés" | "restées")
}

/// The participle between commas after the subject that opens a sentence: *La chanteuse, âgé de 25 ans,*.
fn apposition(grammar: &Grammar, at: usize) -> Option<Predicate> {
    let group = grammar.before(at).is_none().then(|| grammar.noun_group(at))??;
    let comma = grammar.next(group.tokens.end - 1).filter(|&n| grammar.form(Some(n)) == ",")?;
    let at = grammar.next(comma).filter(|&n| {
        // “surpris par la pluie”: of what may be a finite verb besides, the agent makes a participle.
        let by =
            matches!(grammar.form(grammar.next(n)), "par") && grammar.form(grammar.next(n + 1)) != "ailleurs";
        grammar.word(n).is_some_and(|w| {
            Grammar::is_participle(w) || w.folded.starts_with("âgé") || by && Grammar::may_be_participle(w)
        })
    })?;
    Some(Predicate { subject: group.agreement, verb: comma, at })
}

/// The token after this one, and after the adverbs there.
pub(super) fn after_adverbs(grammar: &Grammar, token: usize) -> Option<usize> {
    let mut at = grammar.next(token)?;
    while grammar.word(at)?.is_only(&[Pos::Adverb])
        || matches!(
            grammar.form(Some(at)),
            "pas" | "plus" | "très" | "trop" | "bien" | "si" | "moins" | "aussi" | "donc"
        )
    {
        at = grammar.next(at)?;
    }
    Some(at)
}

/// Does the word stay as it is after *être*, whatever the subject?
pub(super) fn is_unchanged(folded: &str) -> bool {
    UNCHANGED.contains(&folded)
}

impl Predicate {
    /// Reports the word, if none of these readings goes with the subject.
    fn report(&self, page: &Page, is_reading: impl Fn(&Analysis) -> bool, add: &mut dyn FnMut(Hit)) {
        report(page, self.at, self.subject, is_reading, add);
    }
}

/// Reports what is said of a subject, if none of these readings of the word goes with it.
pub(super) fn report(
    page: &Page,
    at: usize,
    subject: Agreement,
    is_reading: impl Fn(&Analysis) -> bool,
    add: &mut dyn FnMut(Hit),
) {
    let word = page.word(at);
    let opens = word.shape == Shape::Capitalised && page.tokens()[at].sentence_start;
    if word.shape != Shape::Lower && !opens {
        return;
    }
    let readings = || word.analyses.iter().filter(|a| is_reading(a));
    let own = readings().fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
    let Some(reading) = readings().next().filter(|_| own.and(subject).is_empty()) else { return };
    let features = Features {
        pos: Some(reading.tag.pos()),
        tense: reading.tag.mood_tense(),
        gender: subject.gender().or(own.gender()),
        number: subject.number().or(own.number()),
        ..Features::new()
    };
    if let Some(form) = Lexicon::embedded().inflect(reading.lemma, &features) {
        let form = if opens { capitalised(&form) } else { form };
        add(Hit::new(page.bytes(at..at + 1)).with("fixed", form));
    }
}

/// *il, elle, elles, ils* as a subject: the token after, and what agrees with it.
pub(super) fn pronoun_subject(grammar: &Grammar, at: usize) -> Option<(usize, Agreement)> {
    let subject = match grammar.form(Some(at)) {
        "il" => Agreement::pairs(Gender::Masculine, Number::Singular),
        "elle" => Agreement::pairs(Gender::Feminine, Number::Singular),
        "elles" => Agreement::pairs(Gender::Feminine, Number::Plural),
        "ils" => Agreement::pairs(Gender::Masculine, Number::Plural),
        "celle-ci" => Agreement::pairs(Gender::Feminine, Number::Singular),
        "celles-ci" => Agreement::pairs(Gender::Feminine, Number::Plural),
        "ceux-ci" => Agreement::pairs(Gender::Masculine, Number::Plural),
        "la" if is_owned(grammar.form(grammar.next(at))) && grammar.opens_clause(at) => {
            return Some((at + 2, Agreement::pairs(Gender::Feminine, Number::Singular)));
        }
        _ => return None,
    };
    let joined = grammar.form(Some(at)).ends_with("-ci") && !grammar.opens_clause(at);
    (!joined && !preposition_before(grammar, at)).then_some((at + 1, subject))
}

/// *la nôtre, la mienne*
fn is_owned(folded: &str) -> bool {
    matches!(folded, "nôtre" | "vôtre" | "mienne" | "tienne" | "sienne")
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
