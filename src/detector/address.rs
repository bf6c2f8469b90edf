//! One page that says *tu* to its reader here and *vous* there: English has one *you*, and each sentence was
//! translated by itself.
//!
//! Only the writer's own address counts. What is quoted, what is said in a dialogue, and a text whose narrator says
//! *je* are left alone: there, both are at home.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Features, Lexicon, Number, Person, Pos};
use crate::text::{Word, capitalised};

/// The pronouns and determiners of the address that the page uses less. Captures: `fixed`, the same word in the
/// other address, its verb with it.
#[derive(Debug)]
pub struct MixedAddress;

/// The address that the page uses more must stand this often,
const LEAST_USUAL: usize = 3;
/// the other this often,
const LEAST_OTHER: usize = 2;
/// and *je* at most once for so many of them.
const ADDRESSES_FOR_A_NARRATOR: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Address {
    Tu,
    Vous,
}

impl Detector for MixedAddress {
    fn wakes(&self, word: &Word) -> bool {
        const FORMS: [&str; 18] = [
            "je", "j'", "-je", "-tu", "te", "t'", "toi", "-toi", "tes", "tu", "ton", "ta", "vous", "-vous",
            "votre", "vos", "—", "–",
        ];
        FORMS.contains(&&*word.folded)
    }

    fn detect(&self, page: &Page, calls: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        let (mut places, mut narrator) = (Vec::new(), 0);
        for &at in calls {
            let token = &page.tokens()[at];
            if token.line_start && matches!(page.spelled(at), "—" | "–") {
                // A dialogue.
                return;
            }
            let Some(word) = grammar.word(at).filter(|_| !token.quoted) else { continue };
            match &*word.folded {
                "je" | "j'" | "-je" => narrator += 1,
                form => places.extend(address(page, &grammar, at, form).map(|address| (at, address))),
            }
        }
        let count = |wanted| places.iter().filter(|(_, address)| *address == wanted).count();
        let (tu, vous) = (count(Address::Tu), count(Address::Vous));
        if tu.max(vous) < LEAST_USUAL
            || tu.min(vous) < LEAST_OTHER
            || tu == vous
            || narrator * ADDRESSES_FOR_A_NARRATOR > tu + vous
        {
            return;
        }
        let other = if tu < vous { Address::Tu } else { Address::Vous };
        for (at, _) in places.into_iter().filter(|(_, address)| *address == other) {
            let hit = match exchanged(page, &grammar, at, other) {
                Some((end, fixed)) => {
                    let capital = page.word(at).is_capitalised();
                    let fixed = if capital { capitalised(&fixed) } else { fixed };
                    Hit::new(page.bytes(at..end)).with("fixed", fixed)
                }
                None => Hit::new(page.bytes(at..at + 1)),
            };
            add(hit);
        }
    }
}

/// The address that a word is surely part of.
fn address(page: &Page, grammar: &Grammar, at: usize, form: &str) -> Option<Address> {
    let before = grammar.before(at).and_then(|n| page.word_at(Some(n)));
    match form {
        "-tu" | "te" | "t'" | "toi" | "-toi" | "tes" => Some(Address::Tu),
        // “il s’est tu”: a participle.
        "tu" => (!before.is_some_and(|w| w.has_pos(Pos::Verb))).then_some(Address::Tu),
        // “le ton”, “un ton”: a noun.
        "ton" | "ta" => {
            let next = grammar.next(at).and_then(|n| page.word_at(Some(n)))?;
            let a_noun = before.is_some_and(|w| w.has_pos(Pos::Determiner) || w.has_pos(Pos::Adjective));
            (next.is_only(&[Pos::Noun, Pos::Adjective]) && !a_noun).then_some(Address::Tu)
        }
        "vous" | "-vous" | "votre" | "vos" => Some(Address::Vous),
        _ => None,
    }
}

/// The word, with its verb where it has one, in the other address, and the token after it.
fn exchanged(page: &Page, grammar: &Grammar, at: usize, from: Address) -> Option<(usize, String)> {
    let form = grammar.form(Some(at));
    match (from, form) {
        (Address::Tu, "ton" | "ta") => Some((at + 1, "votre".into())),
        (Address::Tu, "tes") => Some((at + 1, "vos".into())),
        (Address::Vous, "vos") => Some((at + 1, "tes".into())),
        (Address::Tu, "tu") => Some((at + 2, format!("vous {}", verb(page, grammar, at, from)?))),
        (Address::Vous, "vous") => Some((at + 2, format!("tu {}", verb(page, grammar, at, from)?))),
        _ => None,
    }
}

/// The verb right after a subject pronoun, in the other number.
fn verb(page: &Page, grammar: &Grammar, pronoun: usize, from: Address) -> Option<String> {
    let word = grammar.next(pronoun).and_then(|n| page.word_at(Some(n)))?;
    let (own, other) = match from {
        Address::Tu => (Number::Singular, Number::Plural),
        Address::Vous => (Number::Plural, Number::Singular),
    };
    let wanted = Features::new().pos(Pos::Verb).person(Person::Second).number(own);
    let mut forms = word.analyses.iter().filter(|a| a.tag.matches(&wanted)).filter_map(|a| {
        let wanted = Features { number: Some(other), tense: a.tag.mood_tense(), ..wanted };
        Lexicon::embedded().inflect(a.lemma, &wanted)
    });
    let first = forms.next()?;
    // “vous” may be an object: “vous aide” has no second person; several answers are none.
    forms.all(|form| form == first).then_some(first)
}
