//! Sentences broken at a link or a bold word: a stop before a lower-case word, a capital left inside a
//! sentence, a name before its noun, subjects joined with a singular verb.

use std::ops::Range;

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Features, Lexicon, Number, Person, Pos, Tense};
use crate::text::{Kind, Shape, Word, capitalised};

/// A stop before a lower-case word. Captures: `fixed`, the stop and the word with a comma, a capital or nothing.
#[derive(Debug)]
pub struct StopInSentence;

/// Folded words that end with a stop inside a sentence.
const ABBREVIATED: [&str; 62] = [
    "m", "mm", "mme", "mlle", "mgr", "dr", "pr", "st", "ste", "art", "av", "bd", "boul", "cf", "chap", "env",
    "etc", "ex", "fig", "hab", "ibid", "id", "inf", "sup", "no", "nos", "op", "p", "pp", "vol", "vs", "jr",
    "sr", "tél", "tel", "fr", "min", "max", "obs", "réf", "ref", "ss", "suiv", "trad", "al", "all", "angl",
    "lat", "apr", "ca", "dir", "éd", "ed", "hors", "int", "janv", "févr", "sept", "oct", "nov", "c-à-d",
    "centig",
];

impl Detector for StopInSentence {
    fn wakes(&self, word: &Word) -> bool {
        &*word.text == "."
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && w.is_french())
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let tokens = page.tokens();
        for &at in places.iter().filter(|&&at| at > 0 && at + 1 < tokens.len()) {
            let stop = tokens[at];
            if stop.kind != Kind::Punctuation || stop.space_before || page.spelled(at) != "." {
                continue;
            }
            let next = tokens[at + 1];
            if !next.space_before || next.line_start || !next.is_word() {
                continue;
            }
            let (before, word) = (page.word(at - 1), page.word(at + 1));
            let closes = matches!(page.spelled(at - 1), ")" | "»" | "”");
            let ends_word = tokens[at - 1].is_word() && before.folded.chars().count() > 1
                || tokens[at - 1].kind == Kind::Number;
            if !(ends_word || closes) || ABBREVIATED.contains(&&*before.folded) || before.text.contains('.') {
                continue;
            }
            let sound = page.sound.contains(&word.folded);
            if word.shape != Shape::Lower || !word.is_french() || is_letter(word) || sound {
                continue;
            }
            // A list number at a line's start, and a number that orders: « 3. le premier ».
            if tokens[at - 1].kind == Kind::Number && (tokens[at - 1].line_start || at == 1) {
                continue;
            }
            // A count, or a verb in the past that says who spoke: lists and dialogues cut by a copyist.
            if word.has_pos(Pos::Numeral) && !matches!(&*word.folded, "un" | "une")
                || word.is_only(&[Pos::Verb]) && !Grammar::may_be_participle(word)
            {
                continue;
            }
            let following = page.spelled(at + 1);
            let fixed = match repair(word) {
                Repair::Nothing => format!(" {following}"),
                Repair::Comma => format!(", {following}"),
                Repair::Capital => format!(". {}", capitalised(following)),
            };
            add(Hit::new(stop.range()).replacing(page.bytes(at..at + 2)).with("fixed", fixed));
        }
    }
}

/// A letter that is no word.
fn is_letter(word: &Word) -> bool {
    word.folded.chars().count() == 1 && !matches!(&*word.folded, "à" | "y" | "a")
}

/// What takes the place of a stop before a lower-case word.
enum Repair {
    /// The word belongs to the one before the stop: *la fin. de la saison*.
    Nothing,
    /// It goes on with the sentence: *le 22 juin. selon l'armée*.
    Comma,
    /// It opens another one.
    Capital,
}

fn repair(word: &Word) -> Repair {
    let form = &*word.folded;
    if matches!(form, "de" | "d'" | "du" | "des" | "à" | "au" | "aux" | "et" | "ou" | "que" | "qu'") {
        return Repair::Nothing;
    }
    let opens = word.has_pos(Pos::Determiner) || word.has_pos(Pos::Pronoun) || word.has_pos(Pos::Noun);
    let joins = word.has_pos(Pos::Conjunction) || word.has_pos(Pos::Preposition);
    let relative = matches!(form, "qui" | "dont" | "où" | "selon" | "avec" | "ainsi" | "notamment");
    let place = matches!(form, "sur" | "sous" | "entre" | "contre" | "pour" | "en" | "vers");
    if relative || joins && (!opens || place) { Repair::Comma } else { Repair::Capital }
}

/// An article with a capital inside a sentence, before a common noun: *avec seulement L'intervention*.
/// Captures: `fixed`.
#[derive(Debug)]
pub struct CapitalInSentence;

impl Detector for CapitalInSentence {
    fn wakes(&self, word: &Word) -> bool {
        is_capital_article(&word.text)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| w.shape == Shape::Lower && w.has_pos(Pos::Noun))
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        let tokens = page.tokens();
        for &at in places.iter().filter(|&&at| at > 0) {
            let token = tokens[at];
            if !token.is_word()
                || token.sentence_start
                || token.line_start
                || token.quoted
                || !token.space_before
            {
                continue;
            }
            if !is_capital_article(page.spelled(at))
                || !tokens[at - 1].is_word()
                || page.word(at - 1).shape != Shape::Lower
            {
                continue;
            }
            // After a preposition or a noun a title may follow (le film Les misérables): only where none can.
            let before = page.word(at - 1);
            let no_title = before.is_only(&[Pos::Adverb])
                || matches!(
                    &*before.folded,
                    "que" | "qu'" | "si" | "et" | "car" | "mais" | "quand" | "lorsque" | "donc"
                );
            let noun = grammar.next(at).and_then(|n| grammar.word(n));
            let common = noun.is_some_and(|w| w.shape == Shape::Lower && w.has_pos(Pos::Noun));
            if no_title && common {
                add(Hit::new(token.range()).with("fixed", page.spelled(at).to_lowercase()));
            }
        }
    }
}

fn is_capital_article(spelled: &str) -> bool {
    matches!(spelled, "Le" | "La" | "Les" | "L'" | "L’" | "Une" | "Un" | "Des" | "Ce" | "Cette" | "Ces")
}

/// A determiner, a name, and the noun that the determiner goes with: *votre Windows expérience*, *la NFL
/// star*. Captures: `fixed`.
#[derive(Debug)]
pub struct NameBeforeNoun;

impl Detector for NameBeforeNoun {
    fn wakes(&self, word: &Word) -> bool {
        Grammar::is_determiner_form(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(is_brand_word)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places {
            let Some(determiner) = grammar.determiner(at).or_else(|| article_before_name(&grammar, at))
            else {
                continue;
            };
            let Some(name) = grammar.next(at).filter(|&n| is_brand(page, &grammar, n)) else { continue };
            let mut last = name;
            while let Some(n) = grammar.next(last).filter(|&n| is_brand(page, &grammar, n)) {
                last = n;
            }
            let Some(found) = grammar.next(last) else { continue };
            let Some(noun) =
                grammar.word(found).filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Noun]))
            else {
                continue;
            };
            let Some(own) = Grammar::noun(noun) else { continue };
            let follows = grammar.next(found).map_or("", |n| page.spelled(n));
            if own.and(determiner).is_empty() || !MODIFIED.contains(&&*noun.folded) || follows == "-" {
                continue;
            }
            let names = &page.text[page.bytes(name..last + 1)];
            let link = match names {
                "NFL" | "NBA" | "MLB" | "NHL" | "WWE" | "MLS" | "FIFA" | "UEFA" | "NASA" | "CIA" | "BBC"
                | "WNBA" | "FA" => "de la ",
                "FBI" | "UFC" | "PSG" | "FMI" => "du ",
                _ => "",
            };
            let fixed = format!("{} {} {link}{names}", page.spelled(at), page.spelled(found));
            add(Hit::new(page.bytes(at..found + 1)).with("fixed", fixed));
        }
    }
}

/// Nouns that English puts after a name and French before it. Nouns of makes and models (*la Peugeot
/// berline*) are none of them.
const MODIFIED: [&str; 94] = [
    "expérience",
    "star",
    "stars",
    "compte",
    "comptes",
    "application",
    "applications",
    "équipe",
    "équipes",
    "joueur",
    "joueurs",
    "joueuse",
    "entraîneur",
    "podcast",
    "podcasts",
    "épisode",
    "épisodes",
    "série",
    "film",
    "films",
    "chanson",
    "album",
    "albums",
    "chanteur",
    "chanteuse",
    "actrice",
    "acteur",
    "fans",
    "fan",
    "utilisateur",
    "utilisateurs",
    "utilisatrice",
    "téléphone",
    "téléphones",
    "appareil",
    "appareils",
    "console",
    "consoles",
    "jeu",
    "jeux",
    "boutique",
    "magasin",
    "magasins",
    "site",
    "plateforme",
    "service",
    "services",
    "serveur",
    "serveurs",
    "navigateur",
    "menu",
    "fichier",
    "fichiers",
    "dossier",
    "dossiers",
    "page",
    "pages",
    "bouton",
    "écran",
    "clavier",
    "installation",
    "licence",
    "abonnement",
    "abonnements",
    "abonnés",
    "mot",
    "réseau",
    "carte",
    "cartes",
    "ordinateur",
    "ordinateurs",
    "marque",
    "produit",
    "produits",
    "usine",
    "employés",
    "employé",
    "patron",
    "fondateur",
    "championnat",
    "saison",
    "stade",
    "match",
    "matchs",
    "maillot",
    "titre",
    "trophée",
    "rapport",
    "enquête",
    "étude",
    "histoire",
    "article",
    "vidéo",
    "communauté",
];

fn article_before_name(grammar: &Grammar, at: usize) -> Option<crate::grammar::Agreement> {
    let word = grammar.word(at).filter(|w| matches!(&*w.folded, "le" | "la" | "les"))?;
    Grammar::nominal(word)
}

/// A name that no French word explains: *Windows*, *NFL*, *Google*.
fn is_brand(page: &Page, grammar: &Grammar, token: usize) -> bool {
    grammar.word(token).is_some_and(|w| is_brand_word(w) && !page.tokens()[token].sentence_start)
}

fn is_brand_word(word: &Word) -> bool {
    let common =
        word.analyses.iter().any(|a| !a.tag.proper()) && !matches!(word.shape, Shape::Upper | Shape::Mixed);
    word.is_capitalised() && !common
}

/// Two subjects joined by *et*, with a verb in the singular: *Alia et Ranbir Kapoor devient*. Captures: `fixed`.
#[derive(Debug)]
pub struct JoinedSubjects;

impl Detector for JoinedSubjects {
    fn wakes(&self, word: &Word) -> bool {
        word.is_capitalised() && is_person(word) || is_group_article(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| {
            let noun = w.shape == Shape::Lower && w.is_only(&[Pos::Noun]);
            noun || w.is_capitalised() || &*w.folded == "et"
        })
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        for &at in places.iter().filter(|&&at| page.tokens()[at].sentence_start) {
            let sentence = &page.block.sentence_of(at);
            let joined = joined_persons(&grammar, sentence).or_else(|| joined_nouns(&grammar, sentence));
            let Some(end) = joined.filter(|&end| end < sentence.end) else { continue };
            // A word that is a noun too (demande) is the verb when its object follows.
            let object =
                grammar.next(end).and_then(|n| grammar.word(n)).is_some_and(|w| w.has_pos(Pos::Determiner));
            let is_verb = |w: &&Word| w.is_only(&[Pos::Verb]) || object && w.is_only(&[Pos::Verb, Pos::Noun]);
            let Some(verb) = grammar.word(end).filter(|w| w.shape == Shape::Lower).filter(is_verb) else {
                continue;
            };
            let persons = Grammar::persons(verb);
            let singular = !persons.is_empty() && persons.iter().all(|p| p.1 == Number::Singular);
            if !singular || !persons.iter().any(|p| p.0 == Person::Third) {
                continue;
            }
            let Some(reading) = verb.analyses.iter().find(|a| a.tag.person() == Some(Person::Third)) else {
                continue;
            };
            let features = Features {
                tense: reading.tag.mood_tense(),
                person: Some(Person::Third),
                number: Some(Number::Plural),
                ..Features::new()
            };
            if reading.tag.mood_tense() == Some(Tense::SubjunctiveImperfect) {
                continue;
            }
            if let Some(form) = Lexicon::embedded().inflect(reading.lemma, &features) {
                add(Hit::new(page.bytes(end..end + 1)).with("fixed", form));
            }
        }
    }
}

/// The token after *Alia et Ranbir Kapoor*, at a sentence's start.
fn joined_persons(grammar: &Grammar, sentence: &Range<usize>) -> Option<usize> {
    grammar.word(sentence.start).filter(|w| w.is_capitalised() && is_person(w))?;
    let capitals = |from: usize| {
        (from..sentence.end)
            .find(|&n| !grammar.word(n).is_some_and(Word::is_capitalised))
            .unwrap_or(sentence.end)
    };
    let first = capitals(sentence.start + 1);
    let second = (first < sentence.end && grammar.form(Some(first)) == "et").then_some(first + 1)?;
    Some(capitals(second)).filter(|&end| end > second)
}

/// The token after *Les habitants et la mairie*, at a sentence's start.
fn joined_nouns(grammar: &Grammar, sentence: &Range<usize>) -> Option<usize> {
    let group = |at: usize| {
        let article = is_group_article(grammar.form(Some(at)));
        let noun = grammar.word(at + 1).filter(|w| w.shape == Shape::Lower && w.is_only(&[Pos::Noun]));
        (article && noun.is_some()).then_some(at + 2)
    };
    let first = Some(sentence.start).filter(|at| at + 5 < sentence.end).and_then(group)?;
    (grammar.form(Some(first)) == "et").then(|| group(first + 1)).flatten()
}

fn is_group_article(folded: &str) -> bool {
    const ARTICLES: [&str; 14] =
        ["le", "la", "les", "l'", "un", "une", "son", "sa", "ses", "leur", "leurs", "ce", "cette", "ces"];
    ARTICLES.contains(&folded)
}

/// A first name, or a name that French does not know: no firm (*Marks et Spencer* stands in the lexicon as none).
fn is_person(word: &Word) -> bool {
    word.analyses.iter().any(|a| a.tag.kind() == Some(crate::lexicon::Kind::FirstName)) || !word.is_french()
}
