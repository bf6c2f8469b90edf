//! Agreement of adjectives that may be nouns or verbs besides, where the words around tell: *une chambre frais, une
//! montre élégant et légère*; and of what a clause inside a sentence says of its subject: *…, la mer est calmes*.

use super::Detector;
use super::adjective::{follows_another, noun_before};
use super::predicate::{after_adverbs, report};
use crate::engine::{Hit, Page};
use crate::grammar::{Agreement, Grammar, is_time};
use crate::lexicon::{Analysis, Features, Lexicon, Number, Person, Pos, Tense};
use crate::text::{Shape, Word};

/// A determiner, its noun, and right after it an adjective that may be a noun or a verb besides, and goes with nothing
/// there: *une veste noir, des cheveux blond et courts*. Captures: `fixed`.
#[derive(Debug)]
pub struct OpenAdjective;

impl Detector for OpenAdjective {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && (w.has_pos(Pos::Noun) || w.has_pos(Pos::Adjective)))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            if let Some((noun, adjective, fixed)) = disagreeing(&grammar, at) {
                let fixed = format!("{} {fixed}", page.spelled(noun));
                add(Hit::new(page.bytes(noun..adjective + 1)).with("fixed", fixed));
            }
        }
    }
}

/// The noun, the adjective and its right form, where the two do not go together.
fn disagreeing(grammar: &Grammar, at: usize) -> Option<(usize, usize, String)> {
    let determiner = grammar.determiner(at).or_else(|| grammar.opening_article(at))?;
    let lower = |n: usize| grammar.word(n).filter(|w| w.shape == Shape::Lower);
    let next = grammar.next(at)?;
    let noun_at = grammar.noun_of_preposed(next).unwrap_or(next);
    let noun = lower(noun_at).filter(|w| w.has_pos(Pos::Noun) && w.is_only(&[Pos::Noun, Pos::Verb]))?;
    let found = grammar.next(noun_at)?;
    let adjective = lower(found).filter(|w| is_open_adjective(w))?;
    let group = Grammar::noun(noun)?.and(determiner);
    let own = Grammar::adjective(adjective)?;
    let (gender, number) = (group.gender()?, group.number()?);
    // Names of sizes, colours and languages stand after these as they are.
    let naming = NAMING.contains(&&*noun.folded);
    if naming || !own.and(group).is_empty() || may_be_verb_of(adjective, number) {
        return None;
    }
    // What the adjective may belong to stands before: another noun of the group, another member of a list.
    if own.number() == Some(Number::Plural) && follows_another(grammar, at)
        || noun_before(grammar, at).is_some_and(|n| !n.and(own).is_empty())
    {
        return None;
    }
    if !ends_there(grammar, found, own, group) {
        return None;
    }
    let lexicon = Lexicon::embedded();
    let listed = |a: &&Analysis| a.tag.adjectival() && is_listed(lexicon.lemma(a.lemma));
    let reading = adjective.analyses.iter().find(listed)?;
    let features =
        Features { pos: Some(reading.tag.pos()), tense: reading.tag.mood_tense(), ..Features::new() };
    lexicon.inflect(reading.lemma, &features.gender(gender).number(number)).map(|form| (noun_at, found, form))
}

/// Nouns after which an adjective names a value and does not agree.
const NAMING: [&str; 34] = [
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

/// Is the word an adjective whose other readings (noun, verb) are out of place right after a noun?
fn is_open_adjective(word: &Word) -> bool {
    let lexicon = Lexicon::embedded();
    let open = [Pos::Noun, Pos::Adjective, Pos::Verb, Pos::Adverb];
    word.is_only(&open)
        && !word.is_only(&[Pos::Adjective])
        && !word.folded.contains('-')
        && word.analyses.iter().any(|a| a.tag.adjectival() && is_listed(lexicon.lemma(a.lemma)))
}

fn is_listed(lemma: &str) -> bool {
    QUALITIES.binary_search(&lemma).is_ok()
}

/// *le journal complète la liste*: may the word be the verb that the noun is the subject of?
fn may_be_verb_of(word: &Word, number: Number) -> bool {
    Grammar::persons(word).iter().any(|&(person, of)| person == Person::Third && of == number)
}

/// Does the noun group end after the adjective, or go on with what proves it one?
fn ends_there(grammar: &Grammar, adjective: usize, own: Agreement, group: Agreement) -> bool {
    let Some(next) = grammar.next(adjective) else { return true };
    let plain = own.number() == group.number() || group.number() == Some(Number::Singular);
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
        | "depuis" | "pendant" | "lors" | "car" => plain,
        // “une robe rouges signée Dior”: what follows goes with the noun.
        _ if Grammar::is_participle(word) => {
            Grammar::adjective(word).is_some_and(|a| a.and(own).is_empty() && !a.and(group).is_empty())
        }
        _ => Grammar::is_finite_only(word) && &*word.folded != "est",
    }
}

/// Adjectives that are nouns or verbs besides, in order.
const QUALITIES: [&str; 195] = [
    "actif",
    "actuel",
    "africain",
    "agressif",
    "allemand",
    "ambitieux",
    "amusant",
    "américain",
    "anglais",
    "annuel",
    "argentin",
    "audacieux",
    "australien",
    "blanc",
    "bleu",
    "blond",
    "bon",
    "brillant",
    "brun",
    "brésilien",
    "canadien",
    "central",
    "charmant",
    "chaud",
    "chinois",
    "collectif",
    "commercial",
    "commun",
    "complet",
    "concret",
    "constant",
    "convaincant",
    "coréen",
    "courageux",
    "criminel",
    "créatif",
    "crémeux",
    "culturel",
    "curieux",
    "dangereux",
    "différent",
    "digital",
    "discret",
    "divin",
    "doux",
    "décisif",
    "défensif",
    "définitif",
    "délicieux",
    "espagnol",
    "essentiel",
    "européen",
    "excellent",
    "exceptionnel",
    "exclusif",
    "familial",
    "familier",
    "fascinant",
    "fatal",
    "festif",
    "final",
    "financier",
    "frais",
    "français",
    "froid",
    "frustrant",
    "féminin",
    "glissant",
    "global",
    "gracieux",
    "gratuit",
    "grec",
    "gris",
    "gros",
    "général",
    "généreux",
    "harmonieux",
    "horizontal",
    "humain",
    "idéal",
    "immobilier",
    "important",
    "impressionnant",
    "indien",
    "industriel",
    "initial",
    "inquiétant",
    "intensif",
    "interactif",
    "international",
    "intéressant",
    "irlandais",
    "italien",
    "japonais",
    "joyeux",
    "latéral",
    "local",
    "lointain",
    "long",
    "lourd",
    "lumineux",
    "luxueux",
    "légal",
    "léger",
    "manuel",
    "massif",
    "merveilleux",
    "mexicain",
    "mignon",
    "moelleux",
    "mondial",
    "moral",
    "musical",
    "mystérieux",
    "médical",
    "national",
    "naturel",
    "noir",
    "normal",
    "néerlandais",
    "négatif",
    "offensif",
    "officiel",
    "oral",
    "original",
    "parfaire",
    "parfait",
    "particulier",
    "passionnant",
    "permanent",
    "personnel",
    "petit",
    "polonais",
    "ponctuel",
    "portugais",
    "positif",
    "potentiel",
    "prestigieux",
    "principal",
    "privé",
    "profond",
    "précieux",
    "préventif",
    "public",
    "puissant",
    "relatif",
    "religieux",
    "rond",
    "rouge",
    "roux",
    "royal",
    "récent",
    "réel",
    "régional",
    "régulier",
    "savoureux",
    "sec",
    "secret",
    "sensationnel",
    "serré",
    "sexuel",
    "significatif",
    "social",
    "spacieux",
    "spatial",
    "sportif",
    "spécial",
    "stimulant",
    "suffisant",
    "surprenant",
    "sérieux",
    "talentueux",
    "traditionnel",
    "turc",
    "ukrainien",
    "universel",
    "urbain",
    "urgent",
    "vert",
    "vif",
    "vilain",
    "violent",
    "violet",
    "virtuel",
    "visuel",
    "vocal",
    "voisin",
    "écossais",
    "élégant",
    "émotionnel",
    "épais",
    "épuisant",
    "étonnant",
    "étroit",
    "évident",
];

/// What a clause inside a sentence says of its subject, right before a form of *être*: *Il fait froid et la nuit est
/// long*. Captures: `fixed`.
#[derive(Debug)]
pub struct InnerPredicate;

impl Detector for InnerPredicate {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && w.has_pos(Pos::Noun))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(before) = grammar.before(at) else { continue };
            let comma = matches!(page.spelled(before), "," | ":" | "(" | "–" | "—");
            // “Il se peut que la batterie soit usé”
            let wished = matches!(grammar.form(Some(before)), "que" | "qu'");
            let joined = grammar.form(Some(before)) == "et";
            if !comma && !wished && !joined || !wished && grammar.opens_clause(at) {
                continue;
            }
            // “la détection est bienvenue”: of two nouns joined, the first tells, in a clause of its own.
            if !comma && !wished && !verb_alone_before(&grammar, before) {
                continue;
            }
            let Some((end, subject)) = subject_here(&grammar, at) else { continue };
            let copula = |w: &Word| {
                ["être", "sembler", "rester", "devenir", "paraître"]
                    .iter()
                    .any(|lemma| Grammar::is_auxiliary(w, lemma))
            };
            // Of two in a list or joined, a plural may be of all that came before.
            let Some(number) = subject.number() else { continue };
            if number == Number::Plural && !wished && grammar.form(Some(before)) != ":" {
                continue;
            }
            let verb = grammar.next(end - 1).filter(|&n| {
                grammar.word(n).is_some_and(|w| {
                    w.shape == Shape::Lower
                        && copula(w)
                        && (!wished || matches!(&*w.folded, "soit" | "soient"))
                        && Grammar::persons(w).contains(&(Person::Third, number))
                })
            });
            let Some(said) = verb.and_then(|n| after_adverbs(&grammar, n)) else { continue };
            let word = page.word(said);
            let adjectival = word.analyses.iter().any(|a| a.tag.adjectival());
            let grammatical =
                [Pos::Preposition, Pos::Determiner, Pos::Pronoun].iter().any(|&pos| word.has_pos(pos));
            // “et la mer est né un empire”: the subject comes after a participle.
            let participle = Grammar::may_be_participle(word) && !comma && !wished;
            let next = grammar.next(said).and_then(|n| grammar.word(n));
            let goes_on = next
                .is_some_and(|w| w.has_pos(Pos::Noun) && w.is_only(&[Pos::Noun, Pos::Adjective, Pos::Verb]));
            let sound = super::predicate::is_unchanged(&word.folded);
            if adjectival && !grammatical && !participle && !goes_on && !sound {
                report(page, said, subject, |a| a.tag.adjectival(), add);
            }
        }
    }
}

/// A noun group, and what it is: *la sauce* is one before *est*, though *sauce* may be a verb.
fn subject_here(grammar: &Grammar, at: usize) -> Option<(usize, Agreement)> {
    if let Some(group) = grammar.noun_group(at) {
        return Some((group.tokens.end, group.agreement));
    }
    let article = grammar.word(at).filter(|w| matches!(&*w.folded, "le" | "la" | "les"))?;
    let noun = grammar.next(at)?;
    let own = grammar.word(noun).filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Noun, Pos::Verb]))?;
    let readings = article.analyses.iter().filter(|a| a.tag.pos() == Pos::Determiner);
    let wanted = readings.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
    let agreement = Grammar::noun(own)?.and(wanted);
    (!agreement.is_empty()).then_some((noun + 1, agreement))
}

/// Is there, before *et*, a clause with a verb, and no relative or conjunction that the verb may belong to?
fn verb_alone_before(grammar: &Grammar, and: usize) -> bool {
    let before =
        || std::iter::successors(grammar.before(and), |&n| grammar.before(n)).filter_map(|n| grammar.word(n));
    let opens = |w: &Word| {
        matches!(
            &*w.folded,
            "qui" | "que" | "qu'" | "dont" | "où" | "si" | "quand" | "lorsque" | "comme" | "entre"
        )
    };
    before().any(Grammar::may_be_finite) && !before().any(opens)
}

/// *rendre, laisser, trouver*, a noun with its article, and an adjective that does not go with it: *rend la peau doux, a
/// laissé la porte ouvert*. Captures: `fixed`.
#[derive(Debug)]
pub struct ObjectAttribute;

impl Detector for ObjectAttribute {
    fn wakes(&self, word: &Word) -> bool {
        matches!(
            &*word.folded,
            "le" | "la"
                | "les"
                | "l'"
                | "sa"
                | "son"
                | "ses"
                | "ce"
                | "cette"
                | "ces"
                | "votre"
                | "vos"
                | "leurs"
        )
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && w.has_pos(Pos::Noun))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        let lexicon = Lexicon::embedded();
        for &at in places {
            let makes = grammar.before(at).and_then(|n| grammar.word(n)).is_some_and(|w| {
                w.analyses
                    .iter()
                    .any(|a| a.tag.pos() == Pos::Verb && MAKING.contains(&lexicon.lemma(a.lemma)))
            });
            let Some(noun_at) = grammar.next(at).filter(|_| makes) else { continue };
            let Some(article) = grammar.word(at) else { continue };
            let Some(noun) = grammar.word(noun_at).filter(|w| {
                w.shape == Shape::Lower && w.is_only(&[Pos::Noun, Pos::Verb]) && !is_time(&w.folded)
            }) else {
                continue;
            };
            let readings = article.analyses.iter().filter(|a| a.tag.pos() == Pos::Determiner);
            let wanted = readings.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
            let Some(group) = Grammar::noun(noun).map(|own| own.and(wanted)).filter(|g| !g.is_empty()) else {
                continue;
            };
            let Some(said) = after_adverbs(&grammar, noun_at) else { continue };
            let word = page.word(said);
            let plain =
                word.is_only(&[Pos::Adjective]) || Grammar::is_participle(word) || is_open_adjective(word);
            let ends = grammar.next(said).is_none_or(|n| {
                matches!(
                    grammar.form(Some(n)),
                    "." | "," | "!" | ";" | "et" | "mais" | "pour" | "dans" | "après"
                )
            });
            if plain && ends && !super::predicate::is_unchanged(&word.folded) {
                report(page, said, group, |a| a.tag.adjectival(), add);
            }
        }
    }
}

/// Verbs that say what their object becomes, or is.
const MAKING: [&str; 5] = ["rendre", "laisser", "trouver", "garder", "maintenir"];

/// A participle after *s'est, se sont* of a verb whose reflexive is its object: *elle s'est blessé au genou, la réunion
/// s'est tenu hier*. Captures: `fixed`.
#[derive(Debug)]
pub struct ReflexiveParticiple;

impl Detector for ReflexiveParticiple {
    fn wakes(&self, word: &Word) -> bool {
        matches!(&*word.folded, "elle" | "elles" | "ils" | "l'") || Grammar::is_determiner_form(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| {
            matches!(&*w.folded, "s'" | "se" | "ne")
                || [Pos::Noun, Pos::Adjective, Pos::Numeral].iter().any(|&pos| w.has_pos(pos))
        })
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        let lexicon = Lexicon::embedded();
        for &at in places {
            let found = match super::predicate::pronoun_subject(&grammar, at) {
                Some((end, agreement)) => grammar.verb_of(end).map(|verb| (verb, agreement)),
                None => grammar.subject(at).map(|subject| (subject.verb, subject.agreement)),
            };
            let Some((verb, subject)) = found else { continue };
            let reflexive = matches!(grammar.form(grammar.before(verb)), "s'" | "se");
            // “le match s'annonce difficiles”
            let shows = ["annoncer", "avérer", "montrer", "révéler"];
            if reflexive && shows.iter().any(|lemma| Grammar::is_auxiliary(page.word(verb), lemma)) {
                if let Some(said) = after_adverbs(&grammar, verb)
                    && page.word(said).is_only(&[Pos::Adjective])
                    && !super::predicate::is_unchanged(&page.word(said).folded)
                    && !grammar.next(said).and_then(|n| grammar.word(n)).is_some_and(|w| w.has_pos(Pos::Noun))
                {
                    report(page, said, subject, |a| a.tag.adjectival(), add);
                }
                continue;
            }
            let reflexive = reflexive && grammar.word(verb).is_some_and(|w| Grammar::is_auxiliary(w, "être"));
            let Some(said) = after_adverbs(&grammar, verb).filter(|_| reflexive) else { continue };
            let word = page.word(said);
            let direct = word.analyses.iter().any(|a| {
                a.tag.mood_tense() == Some(Tense::PastParticiple)
                    && DIRECT.binary_search(&lexicon.lemma(a.lemma)).is_ok()
            });
            // “elle s'est blessé le genou”, “elles se sont succédé”: the object comes after.
            let object = grammar.next(said).and_then(|n| grammar.word(n)).is_some_and(|w| {
                w.has_pos(Pos::Determiner) && !matches!(&*w.folded, "de" | "d'" | "du" | "au" | "aux")
                    || w.has_pos(Pos::Noun) && w.is_only(&[Pos::Noun])
                    || w.has_pos(Pos::Numeral)
            });
            if direct && !object {
                let participle = |a: &Analysis| a.tag.mood_tense() == Some(Tense::PastParticiple);
                report(page, said, subject, participle, add);
            }
        }
    }
}

/// A relative clause and a participle in it that does not agree with the noun before: *la femme qui a été retrouvé, la robe
/// qu'il a acheté*. Captures: `fixed`.
#[derive(Debug)]
pub struct RelativeParticiple;

impl Detector for RelativeParticiple {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && (w.has_pos(Pos::Noun) || w.has_pos(Pos::Adjective)))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some((end, antecedent)) = subject_here(&grammar, at) else { continue };
            let Some(relative) = grammar.next(end - 1) else { continue };
            let found = match grammar.form(Some(relative)) {
                "qui" => subject_relative(&grammar, relative, antecedent),
                "que" | "qu'" => object_relative(&grammar, relative),
                _ => continue,
            };
            let Some(said) = found else { continue };
            let participle = |a: &Analysis| a.tag.mood_tense() == Some(Tense::PastParticiple);
            let own = page.word(said).analyses.iter().filter(|a| participle(a));
            let own = own.fold(Agreement::default(), |all, a| all.or(Agreement::of(a.tag)));
            let ambiguous = noun_before(&grammar, at).is_some_and(|n| !n.and(own).is_empty())
                || follows_another(&grammar, at)
                || is_time(grammar.form(Some(end - 1)))
                || matches!(grammar.form(Some(end - 1)), "socket" | "sockets");
            if !ambiguous {
                report(page, said, antecedent, participle, add);
            }
        }
    }
}

/// *qui a été* and its participle, where the verb is of the number of the noun before.
fn subject_relative(grammar: &Grammar, relative: usize, antecedent: Agreement) -> Option<usize> {
    let verb = grammar.verb_of(relative + 1)?;
    let word = grammar.word(verb)?;
    let number = antecedent.number()?;
    let plain = (relative + 1..verb).all(|n| matches!(grammar.form(Some(n)), "ne" | "n'"));
    if !plain || !Grammar::persons(word).contains(&(Person::Third, number)) {
        return None;
    }
    let last = if Grammar::is_auxiliary(word, "avoir") {
        after_adverbs(grammar, verb).filter(|&n| grammar.form(Some(n)) == "été")?
    } else {
        Some(verb).filter(|_| Grammar::is_auxiliary(word, "être"))?
    };
    let said = after_adverbs(grammar, last)?;
    grammar.word(said).filter(|w| Grammar::is_participle(w))?;
    Some(said)
}

/// *que j'ai* and the participle of a verb that has no meaning without its object, right before the clause ends.
fn object_relative(grammar: &Grammar, relative: usize) -> Option<usize> {
    let subject = grammar.next(relative)?;
    let pronoun = ["je", "j'", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles"];
    let verb = grammar.next(subject).filter(|_| pronoun.contains(&grammar.form(Some(subject))))?;
    grammar.word(verb).filter(|w| Grammar::is_auxiliary(w, "avoir"))?;
    let said = after_adverbs(grammar, verb)?;
    let lexicon = Lexicon::embedded();
    let transitive = grammar.word(said)?.analyses.iter().any(|a| {
        a.tag.mood_tense() == Some(Tense::PastParticiple)
            && TRANSITIVE.binary_search(&lexicon.lemma(a.lemma)).is_ok()
    });
    let ends = grammar.next(said).is_none_or(|n| match grammar.word(n) {
        None => matches!(grammar.form(Some(n)), "." | "," | "!" | "?" | ";" | ")"),
        Some(w) => {
            Grammar::is_finite_only(w)
                || matches!(
                    &*w.folded,
                    "est" | "a" | "sont" | "hier" | "en" | "dans" | "sur" | "avec" | "chez" | "pour" | "lors"
                )
        }
    });
    (transitive && ends).then_some(said)
}

/// Verbs that call for a direct object, in order.
const TRANSITIVE: [&str; 36] = [
    "acheter",
    "acquérir",
    "choisir",
    "commander",
    "commettre",
    "construire",
    "créer",
    "diffuser",
    "enregistrer",
    "envoyer",
    "fabriquer",
    "installer",
    "inventer",
    "lancer",
    "nommer",
    "obtenir",
    "partager",
    "perdre",
    "porter",
    "poster",
    "prendre",
    "prononcer",
    "publier",
    "recevoir",
    "remporter",
    "rencontrer",
    "réaliser",
    "réparer",
    "signer",
    "subir",
    "traverser",
    "télécharger",
    "utiliser",
    "vendre",
    "visiter",
    "épouser",
];

/// Verbs whose reflexive is a direct object, or that have no other use, in order.
const DIRECT: [&str; 117] = [
    "absenter",
    "achever",
    "adapter",
    "adresser",
    "agenouiller",
    "aggraver",
    "améliorer",
    "apercevoir",
    "appeler",
    "approcher",
    "arrêter",
    "asseoir",
    "associer",
    "avancer",
    "avérer",
    "battre",
    "blesser",
    "brouiller",
    "cacher",
    "calmer",
    "classer",
    "concentrer",
    "conclure",
    "confesser",
    "confier",
    "connecter",
    "coucher",
    "couvrir",
    "creuser",
    "diriger",
    "disputer",
    "dissiper",
    "distinguer",
    "divertir",
    "dérouler",
    "désister",
    "détacher",
    "détériorer",
    "développer",
    "effondrer",
    "emparer",
    "endormir",
    "enfuir",
    "engager",
    "envoler",
    "excuser",
    "fiancer",
    "figer",
    "focaliser",
    "former",
    "fâcher",
    "glisser",
    "habituer",
    "heurter",
    "hisser",
    "illustrer",
    "imposer",
    "incliner",
    "inscrire",
    "inspirer",
    "installer",
    "intensifier",
    "interrompre",
    "jeter",
    "joindre",
    "lancer",
    "lever",
    "lier",
    "livrer",
    "marier",
    "mobiliser",
    "moquer",
    "méfier",
    "noyer",
    "opposer",
    "ouvrir",
    "plaindre",
    "poursuivre",
    "produire",
    "prononcer",
    "propager",
    "précipiter",
    "préparer",
    "présenter",
    "qualifier",
    "rassembler",
    "raviser",
    "remettre",
    "rencontrer",
    "repentir",
    "reposer",
    "retirer",
    "retourner",
    "retrouver",
    "réconcilier",
    "réfugier",
    "répandre",
    "réunir",
    "réveiller",
    "révéler",
    "suicider",
    "séparer",
    "tenir",
    "terminer",
    "écouler",
    "écraser",
    "écrouler",
    "élancer",
    "élargir",
    "élever",
    "éloigner",
    "épanouir",
    "éteindre",
    "étendre",
    "évader",
    "évanouir",
    "éveiller",
];
